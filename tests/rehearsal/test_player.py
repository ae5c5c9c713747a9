"""Tapes played to a toy bot over HTTP: what holds, what does not, and what is printed."""

import io
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from rehearsal.bot_process import BotProcess
from rehearsal.fields import TapeError
from rehearsal.pace import Steady
from rehearsal.player import Player, invoke_answer
from rehearsal.standin import StandIn
from rehearsal.tape import parse_tape
from rehearsal.transcript import Transcript
from rehearsal.watching import Outcome
from rehearsal.world import BOT, Chat

TOY = Path(__file__).parent / "toy_bot.py"
MEETING = "application/vnd.microsoft.meeting"
START = {"type": "event", "name": f"{MEETING}Start"}
EINAR_COMES = {"type": "event", "name": f"{MEETING}ParticipantJoin", "value": {"members": ["einar"]}}


@pytest.fixture
async def bot(standin: StandIn, tmp_path: Path) -> AsyncIterator[BotProcess]:
    async with BotProcess(standin, tmp_path, program=TOY) as running:
        yield running


class Play:
    """Plays steps, and keeps what was printed."""

    def __init__(self, standin: StandIn, bot: BotProcess, chat: Chat) -> None:
        self.printed = io.StringIO()
        transcript = Transcript(standin.world, self.printed)
        self._player = Player(standin, bot, chat, transcript, pace=Steady(10), looks_for_s=0.5)

    async def __call__(self, *steps: dict[str, Any]) -> list[Outcome]:
        lines = (json.dumps({"at": at} | step) for at, step in enumerate(steps))
        return await self._player.play(parse_tape("\n".join(lines)))


@pytest.fixture
def play(standin: StandIn, bot: BotProcess, chat: Chat) -> Play:
    return Play(standin, bot, chat)


def send(body: dict[str, Any]) -> dict[str, Any]:
    return {"to": "messages", "body": body}


def expect(card: str, to: str = "all", within_s: float = 2, **otherwise: Any) -> dict[str, Any]:
    return {"expect": {"card": card, "to": to, "within_s": within_s} | otherwise}


def expect_none(card: str, for_s: float = 0.2, **otherwise: Any) -> dict[str, Any]:
    return {"expect_none": {"card": card, "for_s": for_s} | otherwise}


def expect_at_most(posts: int, for_s: float = 1.5, **otherwise: Any) -> dict[str, Any]:
    return {"expect_at_most": {"posts": posts, "for_s": for_s} | otherwise}


def vouch(user: str, **otherwise: Any) -> dict[str, Any]:
    match = {"person": "@Einar"}
    return {"press": {"card": "participant-alert", "verb": "participant.vouch", "match": match, "as": user} | otherwise}


def faults(outcomes: list[Outcome]) -> list[str]:
    return [outcome.why for outcome in outcomes if not outcome.held]


async def test_a_meeting_goes_as_the_tape_expects(play: Play) -> None:
    outcomes = await play(
        expect_none("rules", 0.05),
        send(START),
        expect("rules", says="INGEN opptak"),
        send(EINAR_COMES),
        expect("participant-alert", says=["Einar må avklares"]),
        vouch("einar", answer="message"),
        vouch("kari", answer="card"),
        expect("participant-alert", says="avklart av Kari"),
        send({"type": "message", "text": "deltakere", "from": "bo", "recipient": {"isTargeted": True}}),
        expect("roster", to="bo"),
        expect_none("roster", to="all"),
        expect_none("rules"),
    )

    assert faults(outcomes) == []
    assert [outcome.step.line for outcome in outcomes] == list(range(1, 13))
    printed = play.printed.getvalue()
    assert "Møtet starter" in printed
    assert "Møtevakt legger ut reglene (alle ser det)\n          │ Husk: ingen opptak\n" in printed
    assert "Kari Nes trykker [Einar skal være med]" in printed
    assert "Svar som bare Einar ser: «En kollega må svare for deg.»" in printed
    assert "Møtevakt oppdaterer varselet om deltakere (alle ser det)\n          │ ✓ Einar avklart" in printed
    assert "Møtevakt legger ut deltakerlisten (bare Bo Dahl ser det)" in printed


async def test_what_does_not_come_is_told(play: Play) -> None:
    why = faults(await play(send(START), expect("rules", says="vindu", within_s=0.3), expect("help", within_s=0.1)))

    assert why == [
        "ventet et kort «rules» til alle som sier «vindu» innen 0,3 s; det siste sier: Husk: ingen opptak",
        "ventet et kort «help» til alle innen 0,1 s",
    ]


async def test_a_card_for_all_is_none_for_one_and_the_other_way_round(play: Play) -> None:
    alone = {"type": "message", "text": "deltakere", "from": "bo", "recipient": {"isTargeted": True}}

    why = faults(
        await play(send(START), send(alone), expect("rules", to="bo"), expect("roster"), expect("roster", "ann"))
    )

    assert len(why) == 3


async def test_a_new_card_is_none_that_was_expected_before(play: Play) -> None:
    once = faults(await play(send(START), expect("rules"), *[expect("rules", within_s=0.3, new=True)] * 2))
    again = faults(await play(send(START), send({"type": "typing"}), expect("rules", new=True)))

    assert once == ["ventet et nytt kort «rules» til alle innen 0,3 s"] * 2
    assert again == []


async def test_what_must_not_stand_is_told(play: Play) -> None:
    why = faults(await play(send(START), expect_none("rules", 0.4), expect_none("rules", 0.4, says="Opptak")))

    assert why == ["«rules» skulle ikke ha stått i chatten", "«rules» sier «Opptak»: Husk: ingen opptak"]


async def test_a_later_expectation_excuses_no_card_that_came_too_early(play: Play) -> None:
    why = faults(await play(send(START), expect_none("rules", 0.5), *[send({"type": "typing"})] * 3, expect("rules")))

    assert why == ["«rules» skulle ikke ha stått i chatten"]


async def test_new_posts_are_counted_and_updates_are_not(play: Play) -> None:
    alone = send({"type": "message", "text": "deltakere", "from": "bo", "recipient": {"isTargeted": True}})
    outcomes = await play(
        *[expect_at_most(2), expect_at_most(1), expect_at_most(1, cards=["rules"]), expect_at_most(0, cards=["stop"])],
        *[expect_at_most(1, to="bo"), expect_at_most(0, to="bo"), expect_at_most(0, to="kari")],
        *[send(START), send(EINAR_COMES), expect("participant-alert"), alone, vouch("kari", answer="card")],
        *[expect_at_most(0, 0.2), expect("participant-alert", says="avklart")],
    )

    assert faults(outcomes) == [
        "ventet høyst 1 nye kort til alle, det kom 2: 1 «rules», 1 «participant-alert»",
        "ventet høyst 0 nye kort til Bo Dahl alene, det kom 1: 1 «roster»",
    ]


async def test_what_is_removed_again_was_posted_all_the_same(play: Play, standin: StandIn) -> None:
    standin.world.listeners.append(lambda post, change: standin.world.remove(post) if change == "posted" else None)

    assert faults(await play(expect_at_most(0), send(START))) == [
        "ventet høyst 0 nye kort til alle, det kom 1: 1 «rules»"
    ]


async def test_a_press_that_is_answered_otherwise_than_told(play: Play) -> None:
    why = faults(await play(send(EINAR_COMES), vouch("einar", answer="card"), vouch("bo", answer="message")))

    assert why == ["svaret var message, ventet card", "svaret var card, ventet message"]


async def test_a_press_on_what_is_not_there(play: Play, standin: StandIn, chat: Chat) -> None:
    no_card = faults(await play(vouch("bo")))
    standin.world.post(chat.id, BOT, {"type": "message", "text": "uten kort"})
    press = {"card": "participant-alert", "verb": "checklist.tick", "as": "bo"}
    no_button = faults(await play(send(EINAR_COMES), expect("participant-alert"), {"press": press}))
    not_in_the_chat = faults(await play({"press": press | {"as": "cato"}}))

    assert no_card == ["ser ikke noe kort «participant-alert»"]
    assert no_button == ["finner ikke knappen, bare: participant.vouch «Einar skal være med»"]
    assert not_in_the_chat == ["ser ikke noe kort «participant-alert»"]


def introduce(**inputs: Any) -> dict[str, Any]:
    press = {"card": "introductions", "verb": "introduction.done", "as": "bo", "answer": "message"}
    return {"press": press | ({"inputs": inputs} if inputs else {})}


async def test_what_is_filled_in_is_sent_as_text(play: Play) -> None:
    outcomes = await play(
        send({"type": "message", "text": "presentasjon", "from": "ann"}),
        expect("introductions"),
        introduce(role="Lege", others=2),
        introduce(),
        introduce(others=-1),
        introduce(role="prest"),
        introduce(navn="Bo"),
    )

    assert faults(outcomes) == [
        "feltet «role» har ikke noe valg «prest»",
        "kortet har ikke noe felt «navn», bare: role, others",
    ]
    printed = play.printed.getvalue()
    assert "Møtevakt legger ut presentasjonsrunden (alle ser det)" in printed
    assert "Bo Dahl trykker [Jeg er her: Lege, 2]\n" in printed
    assert "«Bo Dahl: 'lege' og '2'»" in printed
    assert "Bo Dahl trykker [Jeg er her]\n" in printed
    assert "«Bo Dahl: None og '0'»" in printed


async def test_the_world_goes_on_without_a_word(play: Play, standin: StandIn, chat: Chat) -> None:
    outcomes = await play({"world": {"unseen_join": ["cato"], "graph": "away"}}, {"world": {"graph": "well"}})

    assert faults(outcomes) == []
    assert len(outcomes) == 2
    assert chat.meeting is not None
    assert (len(chat.meeting.present), standin.graph.instead) == (1, None)
    printed = play.printed.getvalue()
    assert "s  Graph svarer ikke\n" in printed
    assert "s  Cato Ek kommer inn uten at Teams sier fra\n" in printed


async def test_a_recording_happens_and_what_cannot_is_told(play: Play, standin: StandIn, chat: Chat) -> None:
    steps = ["stopped", "started", "started", "stopped"]

    outcomes = await play(*({"world": {"recording": step}} for step in steps))

    assert [outcome.why for outcome in outcomes] == ["det er ikke noe opptak", "", "det er opptak alt", ""]
    assert play.printed.getvalue().count("Ann Berg starter opptak") == 1


async def test_a_body_without_value_is_what_graph_seals_itself(play: Play, chat: Chat) -> None:
    outcomes = await play({"to": "graph", "body": {"eventDetail": {"callId": "c1"}}})

    assert faults(outcomes) == []
    assert [one["eventDetail"] for one in chat.system_messages] == [{"callId": "c1"}]
    with pytest.raises(TapeError, match="line 1, field body: neither value"):
        await play({"to": "graph", "body": {"content": "hei"}})


async def test_a_booking_system_announces_a_meeting(play: Play) -> None:
    outcomes = await play(
        {"announce": {"expected": ["bo", {"name": "Ny Person"}]}},
        {"announce": {"expected": [{"diagnosis": "x"}], "answer": 400}},
        {"announce": {"expected": [{"diagnosis": "x"}]}},
        {"announce": {"expected": [], "answer": 403}},
    )

    assert faults(outcomes) == ["Møtevakt svarer 400, ventet 2xx", "Møtevakt svarer 200, ventet 403"]
    assert "Bookingsystemet melder hvem det venter: bo.dahl@sykehuset.example og Ny Person" in play.printed.getvalue()


async def test_a_bot_that_is_gone_is_told_of(play: Play, bot: BotProcess) -> None:
    await bot.kill()

    assert faults(await play(send(START))) == ["Møtevakt svarer ikke (ClientConnectorError)"]


async def test_what_the_bot_refuses_is_told(play: Play) -> None:
    assert faults(await play({"to": "graph", "body": {"value": []}})) == ["Møtevakt svarer 404"]


@pytest.mark.parametrize(
    ("step", "field"),
    [
        (send({"type": "message", "from": "nobody"}), "body.from"),
        (expect("rules", to="nobody"), "expect.to"),
        (expect_none("rules", to="nobody"), "expect_none.to"),
        (expect_at_most(4, to="nobody"), "expect_at_most.to"),
        (vouch("nobody"), "press.as"),
        ({"world": {"unseen_join": ["nobody"]}}, "world.unseen_join"),
        ({"world": {"recording": "started", "by": "nobody"}}, "world.by"),
        ({"announce": {"expected": ["nobody"]}}, "announce.expected"),
    ],
)
async def test_nobody_is_named_who_is_not_known(play: Play, step: dict[str, Any], field: str) -> None:
    with pytest.raises(TapeError, match=rf"line 2, field {field}: nobody is called 'nobody'"):
        await play(expect_none("rules", 5), step)


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (200, {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "nei"}, "message"),
        (
            200,
            {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": {"type": "AdaptiveCard"}},
            "card",
        ),
        (500, {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "nei"}, ""),
        (200, {"statusCode": 400, "type": "application/vnd.microsoft.error", "value": {}}, ""),
        (200, {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": "{}"}, ""),
        (200, {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": ""}, ""),
        (200, None, ""),
    ],
)
def test_answers_to_a_press(status: int, body: Any, kind: str) -> None:
    assert invoke_answer(status, body)[0] == kind
