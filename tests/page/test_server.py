"""The page over HTTP, with a bot that runs: what is told, what is granted, and who is kept out."""

import asyncio
import io
import os
import signal
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.page.running import children, rehearsal
from tests.page.viewer import Viewer, looking


@pytest.fixture(scope="module")
async def printed() -> io.StringIO:
    return io.StringIO()


@pytest.fixture(scope="module")
async def url(printed: io.StringIO) -> AsyncIterator[str]:
    async with rehearsal(out=printed) as address:
        yield address


@pytest.fixture
async def viewer(url: str) -> AsyncIterator[Viewer]:
    async with looking(url) as one:
        await one.until(lambda: "people" in one.last and one.decided)
        yield one


async def test_a_newcomer_is_told_all_that_stands(viewer: Viewer) -> None:
    assert viewer.last["begin"]["tape"] == "tomt"
    assert viewer.last["playback"]["phase"] in ("playing", "over")
    assert [one["kind"] for one in viewer.happened][:2] == ["installed", "chat_added"]
    assert "MeetingStarted" in [row["fact"] for row in viewer.decided]
    started = next(row for row in viewer.decided if row["fact"] == "MeetingStarted")
    shown = next(asked for asked in started["asked"] if asked["effect"] == "ShowCard")
    assert (shown["rule"], shown["kind"]) == ("remind_at_start", "rules")
    assert "S1" in shown["clauses"]


async def test_what_somebody_does_reaches_the_bot_and_comes_back_to_all_who_look(
    viewer: Viewer, printed: io.StringIO
) -> None:
    einar = viewer.person("Einar")
    assert (einar["group"], einar["can"], einar["verdict"]) == ("anonymous", ["join", "wait"], None)
    async with looking(viewer.url) as other:
        await viewer.ask("do", who=einar["id"], what="join")
        alert = (await other.until(lambda: other.cards("participant-alert")))[0]
        await other.until(lambda: other.person("Einar")["verdict"])

    assert viewer.person("Einar")["verdict"]["weight"] == "red"
    assert set(viewer.person("Einar")["verdict"]["why"]) == {"nb", "nn", "en"}
    assert "Einar (Guest) kommer inn i møtet" in printed.getvalue()

    refused = await viewer.ask("press", who=einar["id"], post=alert["id"], verb="participant.vouch", data=_of(alert))
    assert refused["kind"] == "message"
    ann = viewer.person("Ann")["id"]
    granted = await viewer.ask("press", who=ann, post=alert["id"], verb="participant.vouch", data=_of(alert))
    assert granted["kind"] == "card"
    await viewer.until(lambda: viewer.posts[alert["id"]]["version"] > 1)
    await viewer.until(lambda: any(row["fact"] == "PressRefused" for row in viewer.decided))
    assert viewer.last["playback"]["judged"] is False


async def test_plain_words_are_read_and_not_kept_and_a_command_is_for_the_bot(viewer: Viewer) -> None:
    ann = viewer.person("Ann")["id"]
    await viewer.ask("say", who=ann, chat="meeting", text="Da begynner vi.")
    said = await viewer.until(lambda: [post for post in viewer.posts.values() if post["text"] == "Da begynner vi."])
    assert (said[0]["author"], said[0]["to"]) == (ann, None)
    posted = await viewer.until(lambda: [row for row in viewer.decided if row["fact"] == "MessagePosted"])
    assert "begynner" not in str(posted)

    await viewer.ask("say", who=ann, chat="meeting", text="/deltakere")
    roster = (await viewer.until(lambda: viewer.cards("roster")))[0]
    asked = next(post for post in viewer.posts.values() if post["text"] == "deltakere")
    assert asked["to"] == ann, "what is written to the bot in private only its writer sees"
    await viewer.until(lambda: [row for row in viewer.decided if row["told"].get("command") == "deltakere"])
    assert len([row for row in viewer.decided if row["fact"] == "MessagePosted"]) == 1
    assert ann in roster["refreshes"]
    fresh = await viewer.ask("refresh", who=ann, post=roster["id"])
    assert fresh["kind"] == "card"


async def test_a_mention_is_read_too_and_ones_own_chat_with_the_bot(viewer: Viewer) -> None:
    ann = viewer.person("Ann")["id"]
    await viewer.ask("say", who=ann, chat="meeting", text="@Møtevakt sjekkliste")
    await viewer.until(lambda: viewer.cards("checklist"))
    await viewer.ask("say", who=ann, chat="personal", text="/sjekkliste whereby")
    await viewer.until(lambda: [post for post in viewer.cards("checklist") if post["personal"] and post["to"] == ann])


async def test_what_is_for_one_alone_is_told_of_to_that_one_alone(viewer: Viewer) -> None:
    kari = viewer.person("Kari")["id"]
    await viewer.ask("say", who=kari, chat="personal", text="/opplæring")
    card = (await viewer.until(lambda: [post for post in viewer.cards("training") if post["to"] == kari]))[0]
    await viewer.ask("press", who=kari, post=card["id"], verb="training.confirm", data=_data(card, "training.confirm"))
    await viewer.ask("do", who=kari, what="join")
    await viewer.ask("say", who=kari, chat="meeting", text="/hjelp")
    await viewer.ask("say", who=kari, chat="meeting", text="Hei, alle")

    await viewer.until(lambda: viewer.happened[-1]["text"] == "Hei, alle")
    told = {one["text"]: one for one in viewer.happened if one["people"] == ["Kari Nes"]}
    for private in ("/opplæring", "Jeg har gjennomført opplæringen", "hjelp"):
        assert (told[private]["to"], told[private]["chat"]) == (kari, False)
    assert (told["Hei, alle"]["to"], told["Hei, alle"]["chat"]) == (None, True)


async def test_people_whose_names_read_alike_are_told_apart(viewer: Viewer) -> None:
    def hints(name: str) -> set[str]:
        return {one["hint"] for one in viewer.last["people"]["people"] if one["id"].endswith(name)}

    assert hints("kari") == {"", "k.nes@helse-x.example"}, "only one of them is in the chat"
    assert hints("bo") | hints("bo2") == {"", "bo.dahl2@sykehuset.example"}
    double = next(one["id"] for one in viewer.last["people"]["people"] if one["id"].endswith("bo2"))
    await viewer.ask("do", who=double, what="join")
    await viewer.until(
        lambda: hints("bo") | hints("bo2") == {"bo.dahl@sykehuset.example", "bo.dahl2@sykehuset.example"}
    )
    assert viewer.person("Ann")["hint"] == ""
    assert [viewer.person(name)["own_chat"] for name in ("Ann", "Einar")] == [True, False]


async def test_a_meeting_that_begins_again_is_read_as_the_bot_reads_it(viewer: Viewer) -> None:
    ann, bo = viewer.person("Ann")["id"], viewer.person("Bo")["id"]
    await viewer.ask("do", who=bo, what="join")
    await viewer.ask("do", who=ann, what="end")
    gone = {"present": False, "known": True, "verdict": None}
    await viewer.until(lambda: gone.items() <= viewer.person("Bo").items())
    await viewer.ask("do", who=bo, what="join")

    def judged() -> Any:
        """The verdict on Bo, once the invitation of this occurrence is read."""
        verdict = viewer.person("Bo")["present"] and viewer.person("Bo")["verdict"]
        return verdict if verdict and verdict["weight"] != "unknown" else None

    verdict = await viewer.until(judged)
    assert (verdict["weight"], verdict["why"]["nb"]) == ("green", "står i innkallingen")


async def test_what_a_row_of_the_audit_says_is_told_with_names() -> None:
    async with rehearsal() as url, looking(url) as viewer:
        await viewer.until(lambda: "people" in viewer.last)
        ann, einar = viewer.person("Ann")["id"], viewer.person("Einar")["id"]
        await viewer.ask("do", who=einar, what="join")
        alert = (await viewer.until(lambda: viewer.cards("participant-alert")))[0]
        await viewer.ask("press", who=ann, post=alert["id"], verb="participant.vouch", data=_of(alert))
        await viewer.ask("say", who=ann, chat="meeting", text="/sjekkliste")
        await viewer.until(lambda: viewer.cards("checklist"))
        rows = viewer.decided
        pressed = await viewer.until(lambda: [row for row in rows if row["told"].get("press") == "settle"])
        asked = await viewer.until(lambda: [one for row in rows for one in row["asked"] if one["kind"] == "checklist"])

        assert (pressed[0]["by"], pressed[0]["about"]) == ("Ann Berg", "«Einar (Guest)»")
        assert [one["update"] for one in pressed[0]["asked"] if one["kind"] == "participant-alert"] == [True]
        assert "S4" in asked[0]["clauses"]
        assert "V6" not in asked[0]["clauses"], "nothing of a patient's list stands on that for Teams"


async def test_a_bot_that_dies_is_told_of() -> None:
    others = set(children(os.getpid()))
    async with rehearsal() as url, looking(url) as viewer:
        await viewer.until(lambda: "playback" in viewer.last)
        (bot,) = set(children(os.getpid())) - others
        os.kill(int(bot), signal.SIGKILL)

        await viewer.until(lambda: viewer.last["playback"]["phase"] == "failed")
        assert "ended" in viewer.last["playback"]["why"]


async def test_what_a_bot_decided_just_before_it_died_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    others = set(children(os.getpid()))
    async with rehearsal() as url, looking(url) as viewer:
        await viewer.until(lambda: "people" in viewer.last and viewer.decided)
        monkeypatch.setattr("rehearsal.page.performance._LOOK_EVERY", 3_600)
        await asyncio.sleep(0.5)  # until the last look that comes by itself is over
        await viewer.ask("say", who=viewer.person("Ann")["id"], chat="meeting", text="Siste ord")
        assert "MessagePosted" not in [row["fact"] for row in viewer.decided]
        (bot,) = set(children(os.getpid())) - others
        os.kill(int(bot), signal.SIGKILL)

        await viewer.until(lambda: viewer.last["playback"]["phase"] == "failed")
        assert viewer.decided[-1]["fact"] == "MessagePosted"
        assert viewer.last["playback"]["unreadable"] is False


@pytest.mark.parametrize(
    ("route", "fields", "status", "why"),
    [
        ("do", {"who": "29:nobody", "what": "join"}, 404, "no_such_person"),
        ("do", {"who": "Cato", "what": "leave"}, 409, "not_open"),
        ("do", {"who": "Bo", "what": "fly"}, 409, "not_open"),
        ("say", {"who": "Cato", "chat": "meeting", "text": "Hei"}, 409, "not_in_the_chat"),
        ("say", {"who": "Einar", "chat": "personal", "text": "Hei"}, 409, "no_own_chat"),
        ("share", {"who": "Cato", "name": "Plan.pdf"}, 409, "not_in_the_chat"),
        ("edit", {"who": "Ann", "post": "1", "text": "Hei"}, 404, "no_such_message"),
        ("delete", {"who": "Ann", "post": "1"}, 404, "no_such_message"),
        ("press", {"who": "Ann", "post": "1", "verb": "v"}, 404, "no_such_post"),
        ("start", {"tape": "nothing"}, 404, "no_such_tape"),
    ],
)
async def test_what_cannot_be_done_is_told(
    viewer: Viewer, route: str, fields: dict[str, Any], status: int, why: str
) -> None:
    who = fields.get("who", "")
    known = {"who": viewer.person(who)["id"]} if who in ("Ann", "Bo", "Cato", "Einar") else {}

    assert await viewer.call(route, **(fields | known)) == (status, {"field": _ANY, "why": why})


async def test_somebody_who_does_not_see_a_post_cannot_press_on_it(viewer: Viewer) -> None:
    rules = viewer.cards("rules")[0]["id"]

    told = await viewer.call("press", who=viewer.person("Cato")["id"], post=rules, verb="checklist.open")
    assert told == (409, {"field": "(body)", "why": "not_seen"})


async def test_every_answer_forbids_what_the_page_does_not_need(url: str) -> None:
    async with aiohttp.ClientSession() as http:
        for path in ("/", "/api/tapes", "/nowhere"):
            async with http.get(f"{url}{path}") as answer:
                policy = answer.headers["Content-Security-Policy"]
                assert "default-src 'none'" in policy
                assert "unsafe" not in policy
                assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "motevakt.evil.example"}, 403),
        ({"Host": "127.0.0.1.evil.example:80"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({}, 200),
    ],
)
async def test_other_sites_cannot_reach_it_through_the_browser(url: str, headers: dict[str, str], status: int) -> None:
    async with aiohttp.ClientSession() as http:
        sent = {"Content-Type": "application/json"} | headers
        async with http.post(f"{url}/api/play", data=b"{}", headers=sent) as answer:
            assert answer.status == status


async def test_a_large_request_is_refused(url: str) -> None:
    async with aiohttp.ClientSession() as http, http.post(f"{url}/api/say", json={"text": "x" * 100_000}) as answer:
        assert answer.status == 413


class _Anything:
    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0


_ANY = _Anything()


def _of(alert: dict[str, Any]) -> dict[str, Any]:
    return _data(alert, "participant.vouch")


def _data(post: dict[str, Any], verb: str) -> dict[str, Any]:
    """The data of the first button with that verb."""

    def found(part: Any) -> dict[str, Any] | None:
        if isinstance(part, dict) and part.get("verb") == verb:
            return dict(part["data"])
        inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
        return next((data for one in inner if (data := found(one))), None)

    return found(post["card"]) or {}
