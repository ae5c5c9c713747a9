"""Nothing of the chat is kept: canaries in every field that an activity has are driven through the running bot, and
looked for in every byte that it wrote, answered or posted.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.domain.language import Language
from cards.words import WORDS
from rehearsal.people import ANN, BO
from rehearsal.world import Activity
from tests.acceptance.canaries import (
    RARE,
    SPELLED,
    canary,
    each_text,
    found_in,
    lettered,
    named,
    needles,
    numbers_in,
    whole,
    with_,
)
from tests.acceptance.play import Play
from tests.acceptance.stage import Stage, set_up

NB = WORDS[Language.NB].chat
FILE = "application/vnd.microsoft.teams.file.download.info"
LOOKED_FOR = needles((*SPELLED, *RARE))
AT_ONCE = 8
LEAST_ACCEPTED, LEAST_FOUND = 1000, 4

KEPT: Mapping[str, tuple[set[str], str]] = {
    "conversation.id": ({"database"}, "the chat itself: by it a meeting is found, and its cards are sent there"),
    "replyToId": ({"database"}, "Teams' id of the card that was pressed, if we did not know it: it is folded there"),
    "from.name": ({"answers", "posts"}, "what somebody is called stands on the meeting's cards, beside what they did"),
}
"""Fields that come to stand readable somewhere, where, and why. What is sealed is not among them: names and ids of
people, of messages and of the meeting are in the database too, and nobody can read them there.
"""

VERBS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("chat.false_alarm", {"clause": "S2"}),
    ("introduction.done", {"role": "lege", "others": "1", "person": ""}),
    ("command.run", {"command": "hjelp"}),
    ("checklist.tick", {"clause": "S1", "variant": "teams", "done": True}),
    ("participant.vouch", {"person": "p1"}),
    ("card.refresh", {"command": "regler"}),
)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with set_up(tmp_path) as made:
        yield made


def activities(play: Play) -> dict[str, Activity]:
    """One of each activity that people cause in a chat, with something in every field."""
    says = play.says
    message = says.mention(BO, "Hei alle sammen")
    message["attachments"] = [
        {"contentType": FILE, "name": "plan.pdf", "contentUrl": "https://x.example/plan.pdf", "content": {"a": "b"}},
        {"contentType": "text/html", "content": "<p>Hei <a href='https://x.example/a'>alle</a></p>"},
        {"contentType": "application/vnd.microsoft.card.adaptive", "content": {"body": [{"text": "x"}]}, "name": "x"},
    ]
    pressed = {verb: says.pressed(BO, verb, data, "1") for verb, data in VERBS}
    plain = {
        "message": message,
        "command": says.mention(BO, "/sjekkliste"),
        "slash": says.slash(BO, "hjelp"),
        "edit": says.edited(message, "Hei igjen") | {"attachments": message["attachments"]},
        "deletion": says.deleted(message),
        "installation": says.installed(BO),
        "joined": says.joined(BO),
        "start": says.meeting_start(ANN),
        **pressed,
    }
    return {name: whole(activity) for name, activity in plain.items()}


def each_field(play: Play) -> Iterator[tuple[str, int, Activity]]:
    """Every activity with a canary in one field, then in a wrong type there, and as a key: field, tag, activity."""
    number = 0
    for kind, activity in activities(play).items():
        for path in each_text(activity):
            number += 1
            text = canary(lettered(number))
            for value in (text, {text: [text]}):
                yield f"{kind} {named(path)}", number, with_(activity, path, value) | _anew(play, path)
        for inner in ((), ("channelData",), ("from",), ("conversation",), ("value",)):
            number += 1
            changed = with_(activity, (*inner, canary(lettered(number))), "x") | _anew(play, ())
            yield f"{kind} a key of {named(inner) or 'all'}", number, changed


def _anew(play: Play, path: tuple[str | int, ...]) -> dict[str, Any]:
    """Another id and hour, so that it is no duplicate."""
    fresh = {"id": play.standin.world.new_id(), "timestamp": play.says.frame({})["timestamp"]}
    return {key: value for key, value in fresh.items() if path[:1] != (key,)}


def finds(written: Mapping[str, bytes], places: Mapping[int, str]) -> list[str]:
    """What was found, where, and in which field it had been."""
    told = []
    for name, content in written.items():
        fields = sorted({places.get(number, "?") for number in numbers_in(content)})
        told += [f"{name}: {what}, of {fields}" for what in found_in(content, LOOKED_FOR)]
    return told


async def drive(stage: Stage, sent: Iterable[Activity]) -> list[int]:
    """Send it all, some at once; gives the statuses."""
    waiting, statuses = iter(sent), list[int]()

    async def one_after_another() -> None:
        for activity in waiting:
            statuses.append(await stage.wire.send(activity))

    await asyncio.gather(*(one_after_another() for _ in range(AT_ONCE)))
    return statuses


@pytest.mark.timeout(240)
async def test_nothing_of_any_field_is_written_answered_or_posted(stage: Stage) -> None:
    told = [one for one in each_field(stage.play) if one[0].split()[-1] not in KEPT]
    statuses = await drive(stage, [activity for _, _, activity in told])
    await stage.play.private("chat-warning", BO, NB.title)
    await stage.asked()

    written = stage.written()
    assert set(statuses) <= {200, 400, 401}
    assert statuses.count(200) > LEAST_ACCEPTED
    counted = re.search(rb'chat_findings_total{kind="national_number",tier="certain"} ([0-9.]+)', written["answers"])
    assert counted
    assert float(counted[1]) > LEAST_FOUND, "the guard has read it"
    assert {"stdout.log", "stderr.log", "data.key", "database motevakt.db-wal"} <= written.keys()
    assert finds(written, {number: place for place, number, _ in told}) == []


async def test_what_comes_to_stand_somewhere_by_its_nature_stands_there_and_nowhere_else(stage: Stage) -> None:
    await stage.play.tell(stage.play.says.message(BO, "/sjekkliste"))
    checklist = await stage.play.card("checklist")
    await stage.play.press(BO, checklist, "checklist.tick", {"clause": "S2", "variant": "teams", "done": True})
    for kept, (places, _) in KEPT.items():
        told = [one for one in each_field(stage.play) if one[0] in {f"{verb} {kept}" for verb, _ in VERBS}]
        before = {name: len(numbers_in(content)) for name, content in stage.written().items()}
        await drive(stage, [activity for _, _, activity in told])
        after = {name: len(numbers_in(content)) for name, content in stage.written().items()}
        grown = {name.split()[0] for name in after if after[name] > before.get(name, 0)}
        assert grown, kept
        assert grown <= places, kept
