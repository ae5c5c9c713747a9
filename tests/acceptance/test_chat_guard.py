"""S2, S3 over real HTTP: whoever writes what does not belong in the chat is told so, soon, and nobody else."""

import json
import re
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.domain.chat import Closed
from bot.domain.language import Language
from cards.words import WORDS
from rehearsal.bot_process import BotProcess
from rehearsal.people import ANN, BO, EINAR, HILDE, KARI, Person
from rehearsal.standin import StandIn
from rehearsal.world import Activity, Post
from tests.acceptance.play import Play, actions_of, spoken, until

NB = WORDS[Language.NB].chat
ANSWER = WORDS[Language.NB].answer
NUMBER = "12811873762"  # Tenor's kind
WITHIN_S = 2.0
SOFT_S = 4.0
KIND = "chat-warning"
FILE = "application/vnd.microsoft.teams.file.download.info"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder where the bot keeps what it keeps."""
    return tmp_path_factory.mktemp("bot")


@pytest.fixture(scope="module")
async def bot(standin: StandIn, kept: Path) -> AsyncIterator[BotProcess]:
    procedure = kept / "procedure.toml"
    procedure.write_text(f'[numbers]\ncaution_again = "{SOFT_S:.0f} s"\n', encoding="utf-8")
    settings = {"CHAT_GUARD": "on", "PROCEDURE_PATH": str(procedure)}
    async with BotProcess(standin, kept, otherwise=settings) as started:
        yield started


@pytest.fixture
async def meeting(play: Play) -> Play:
    await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, BO))
    await play.card("rules")
    return play


@pytest.fixture
def nothing_private(standin: StandIn) -> Iterator[None]:
    """Targeted messages are not everywhere yet."""
    standin.strictness.private_posts_refused_with = 403
    yield
    standin.strictness.private_posts_refused_with = None


async def wrote(play: Play, by: Person, text: str, **more: Any) -> Activity:
    message = play.says.message(by, text) | more
    await play.tell(message)
    return message


def private_to(play: Play, person: Person) -> list[Post]:
    """The notices in the meeting's chat that *person* alone sees."""
    return [post for post in play.cards(KIND) if post.to == person.mri]


def to_all(play: Play) -> list[Post]:
    return [post for post in play.cards(KIND) if post.to is None]


def audit(folder: Path, conversation: str) -> str:
    """All rows that one meeting has in the audit."""
    sql = "SELECT audit.body FROM audit JOIN meeting ON meeting.id = audit.meeting WHERE conversation = ? ORDER BY seq"
    with closing(sqlite3.connect(f"file:{folder}/motevakt.db?mode=ro", uri=True)) as database:
        return "\n".join(body for (body,) in database.execute(sql, (conversation,)))


async def counted(bot: BotProcess, name: str, **labels: str) -> float:
    """How often *name* was counted with these labels."""
    _, numbers = await bot.call("GET", "/metrics")
    told = ",".join(f'{key}="{value}"' for key, value in labels.items())
    found = re.search(rf"^motevakt_{name}_total{{{re.escape(told)}}} (\S+)$", numbers, re.M)
    return float(found[1]) if found else 0.0


# ---- told ----


async def test_the_writer_is_told_within_two_seconds_and_nobody_else(meeting: Play) -> None:
    begun = time.monotonic()
    await wrote(meeting, BO, f"fnr {NUMBER}, innlagt med sepsis")
    notice = await meeting.private(KIND, BO, "et fødselsnummer")

    assert time.monotonic() - begun < WITHIN_S
    assert {post.to for post in meeting.cards(KIND)} == {BO.mri}
    assert NUMBER not in spoken(notice)
    assert "sepsis" not in spoken(notice)


async def test_the_notice_is_in_the_writers_own_language(meeting: Play) -> None:
    meeting.chat.add(HILDE)
    await wrote(meeting, HILDE, f"fnr {NUMBER}")

    await meeting.private(KIND, HILDE, WORDS[Language.NN].chat.title)


async def test_what_holds_nothing_is_not_answered(meeting: Play) -> None:
    await wrote(meeting, BO, "Vi begynner om fem minutter, ring 69 86 00 00 om noe")

    await meeting.calm(KIND)


async def test_the_same_message_sent_again_is_told_once(meeting: Play) -> None:
    message = await wrote(meeting, BO, f"fnr {NUMBER}")
    await meeting.private(KIND, BO)
    await meeting.tell(message, message | {"timestamp": "2026-11-23T09:00:00.001Z"})

    await meeting.calm(KIND)


async def test_each_message_with_a_number_has_its_own_notice(meeting: Play) -> None:
    await wrote(meeting, BO, f"fnr {NUMBER}")
    await wrote(meeting, BO, f"Igjen: {NUMBER[:6]} {NUMBER[6:]}")

    await until(lambda: len(private_to(meeting, BO)) == 2 or None, "two notices")


async def test_a_command_with_a_number_gives_both(meeting: Play) -> None:
    await wrote(meeting, BO, f"/sjekkliste {NUMBER}")

    await meeting.card("checklist")
    await meeting.private(KIND, BO, "et fødselsnummer")


async def test_what_the_bot_alone_is_shown_is_not_judged(meeting: Play) -> None:
    await meeting.tell(meeting.says.slash(BO, f"hjelp {NUMBER}"))
    await meeting.private("help", BO)

    await meeting.calm(KIND, 0.3)


# ---- mended ----


async def test_an_edit_is_judged_again_and_mending_closes_the_notice_where_it_stands(meeting: Play) -> None:
    message = await wrote(meeting, BO, "fnr kommer")
    await meeting.tell(meeting.says.edited(message, f"fnr {NUMBER}"))
    notice = await meeting.private(KIND, BO, "et fødselsnummer")
    await meeting.tell(meeting.says.edited(message, "fnr er slettet"))
    closed = await meeting.private(KIND, BO, NB.closed[Closed.EDITED])

    assert (closed.id, len(meeting.cards(KIND))) == (notice.id, 1)
    assert not actions_of(closed.card)


async def test_deleting_the_message_closes_its_notice_where_it_stands_and_no_other(meeting: Play) -> None:
    first, _ = await wrote(meeting, BO, f"fnr {NUMBER}"), await meeting.private(KIND, BO)
    await wrote(meeting, ANN, f"fnr {NUMBER}")
    await meeting.private(KIND, ANN, "et fødselsnummer")
    await meeting.tell(meeting.says.deleted(first))

    await meeting.private(KIND, BO, NB.closed[Closed.DELETED])
    assert "et fødselsnummer" in spoken(private_to(meeting, ANN)[0])


async def test_a_message_taken_back_from_deletion_is_told_anew(meeting: Play) -> None:
    message = await wrote(meeting, BO, f"fnr {NUMBER}")
    await meeting.private(KIND, BO, "et fødselsnummer")
    await meeting.tell(meeting.says.deleted(message))
    await meeting.private(KIND, BO, NB.closed[Closed.DELETED])
    back = meeting.says.edited(message, f"fnr {NUMBER}")
    back["channelData"]["eventType"] = "undeleteMessage"
    await meeting.tell(back)

    await meeting.private(KIND, BO, "et fødselsnummer")


# ---- a false alarm ----


async def test_a_false_alarm_is_the_writers_to_say_and_counted_by_kind(meeting: Play, bot: BotProcess) -> None:
    kind = {"kind": "national_number", "tier": "certain"}
    await wrote(meeting, BO, f"Det står {NUMBER} der")
    notice = await meeting.private(KIND, BO, "et fødselsnummer")
    (button,) = actions_of(notice.card)
    before = await counted(bot, "chat_false_alarms", **kind)

    refused = await meeting.press(ANN, notice, button["verb"], button["data"])
    assert refused["value"] == ANSWER.not_the_writer
    assert await counted(bot, "chat_false_alarms", **kind) == before
    thanked = await meeting.press(BO, notice, button["verb"], button["data"])
    assert spoken(thanked["value"]) == spoken(await meeting.private(KIND, BO, NB.closed[Closed.MISTAKEN]))
    await meeting.press(BO, notice, button["verb"], button["data"])
    assert await counted(bot, "chat_false_alarms", **kind) == before + 1


# ---- where nothing private is to be had ----


async def test_where_an_anonymous_writer_gets_nothing_private_all_are_told_the_rule_once(meeting: Play) -> None:
    await meeting.tell(meeting.says.joined(EINAR))
    await wrote(meeting, EINAR, f"Jeg har nummer {NUMBER}")
    line = await meeting.card(KIND, NB.to_all)
    await wrote(meeting, EINAR, f"Altså {NUMBER}")
    await meeting.calm(KIND)

    assert [post.id for post in meeting.cards(KIND)] == [line.id]
    assert "Einar" not in json.dumps(line.activity)
    assert NUMBER not in json.dumps(line.activity)


@pytest.mark.usefixtures("nothing_private")
async def test_where_targeted_messages_are_refused_an_employee_is_told_in_their_own_chat(meeting: Play) -> None:
    own = Play(meeting.standin, meeting.bot, meeting.standin.world.own_chat(KARI))
    message = await wrote(meeting, KARI, f"fnr {NUMBER}")
    notice = await own.card(KIND, "et fødselsnummer")
    assert not actions_of(notice.card)
    await meeting.tell(meeting.says.deleted(message))
    closed = await own.card(KIND, NB.closed[Closed.DELETED])

    assert closed.id == notice.id
    assert meeting.cards(KIND) == []


# ---- files and links ----


@pytest.mark.parametrize(
    ("text", "attachments"),
    [
        ("se her", [{"contentType": FILE, "name": f"epikrise_{NUMBER}.pdf", "content": {"fileType": "pdf"}}]),
        ("se her", [{"contentType": "reference", "name": f"epikrise {NUMBER[:6]} {NUMBER[6:]}.docx"}]),
        ("se her", [{"contentType": "text/html", "content": f'<a href="https://x.example/{NUMBER}.pdf">her</a>'}]),
        ("se https://sykehus.sharepoint.com/s/a/epikrise%20128118%2073762.docx", []),
    ],
    ids=["file", "reference", "link behind words", "link"],
)
async def test_names_of_files_and_links_are_judged_and_s3_is_reminded_of_once(
    meeting: Play, text: str, attachments: list[dict[str, Any]]
) -> None:
    await wrote(meeting, BO, text, attachments=attachments)
    await meeting.private(KIND, BO, "Navnet på en fil eller lenke")
    await meeting.card("sharing-reminder", NB.shared)
    await wrote(meeting, ANN, "og her", attachments=[{"contentType": FILE, "name": "plan.pdf"}])
    await meeting.calm("sharing-reminder", 0.4)

    assert private_to(meeting, ANN) == []
    assert len(meeting.cards("sharing-reminder")) == 1


# ---- what is kept, and where nothing is read ----


async def test_the_audit_tells_what_was_seen_and_not_whose_it_was(meeting: Play, kept: Path) -> None:
    await meeting.tell(meeting.says.joined(KARI, EINAR))
    await meeting.tell(meeting.says.slash(BO, "hjelp"))
    await meeting.private("help", BO)
    await until(lambda: re.search('"CardShown"[^}]*"help:', audit(kept, meeting.chat.id)), "the help on record")
    known = set(re.findall(r'"(p[0-9]+)"', audit(kept, meeting.chat.id)))
    before = len(audit(kept, meeting.chat.id))
    message = await wrote(meeting, KARI, f"fnr {NUMBER}")
    notice = await meeting.private(KIND, KARI, "et fødselsnummer")
    await meeting.press(KARI, notice, "chat.false_alarm", {"clause": "S2"})
    await meeting.private(KIND, KARI, NB.closed[Closed.MISTAKEN])
    await meeting.tell(meeting.says.deleted(message))
    await wrote(meeting, EINAR, f"fnr {NUMBER}")
    await meeting.card(KIND, NB.to_all)

    def all_told() -> str | None:
        rows = audit(kept, meeting.chat.id)[before:]
        return rows if '"CardGivenUp"' in rows and rows.count('"CardShown"') >= 3 else None

    rows = await until(all_told, "the audit of it all")
    assert "national_number certain" in rows
    assert known, "the audit has pseudonyms otherwise"
    assert re.findall(r"\bp[0-9]+\b", rows) == []
    for hidden in (message["id"], KARI.name, KARI.oid, KARI.mri, "Einar", NUMBER):
        assert hidden not in rows


async def test_where_the_hospital_has_not_switched_it_on_nothing_is_read(standin: StandIn, tmp_path: Path) -> None:
    async with BotProcess(standin, tmp_path) as unguarded:
        play = Play(standin, unguarded, standin.world.open_meeting("unguarded"))
        await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, BO))
        await play.card("rules")
        message = await wrote(play, BO, f"fnr {NUMBER}", attachments=[{"contentType": FILE, "name": f"{NUMBER}.pdf"}])
        await play.tell(play.says.edited(message, f"fnr {NUMBER}"), play.says.deleted(message))
        await play.calm(KIND)

        assert play.cards("sharing-reminder") == []
        assert await counted(unguarded, "chat_findings", kind="national_number", tier="certain") == 0
        assert '"seen"' not in audit(tmp_path, play.chat.id)
