"""Three thousand activities that are nearly right: no 5xx, and the bot goes on."""

import asyncio
import copy
from random import Random
from typing import Any

from rehearsal.people import ANN, BO, EINAR
from rehearsal.world import Activity
from tests.acceptance.play import Figure, Play

MUTATIONS = 3000
WEIRD: list[Any] = [
    None, "", " ", 0, -1, 1e308, 2**70, True, [], {}, [[]], [None], {"id": None}, {"id": {"id": []}}, "x" * 5000,
    "\u0000", "\u202eRTL", "👩🏽", "19:meeting", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z",
    "2026-02-23T19:34:07.4780000+25:00", "2026-13-45T99:99:99Z", "<at>Møtevakt</at> /sjekkliste",
]  # fmt: skip


async def test_three_thousand_mutated_activities_get_no_5xx(play: Play, figure: Figure) -> None:
    chance = Random(2026)
    originals = _originals(play)
    token = play.standin.token()
    answers: dict[int, int] = {}

    async def send_one() -> None:
        activity = mutated(chance.choice(originals), chance)
        headers = {"Authorization": f"Bearer {token}"}
        status, body = await play.bot.call("POST", "/api/messages", json=activity, headers=headers)
        assert status < 500, (status, activity)
        assert status in (200, 400, 401), (status, activity)
        if status == 400:
            assert body["field"], activity
        answers[status] = answers.get(status, 0) + 1

    for _ in range(MUTATIONS // 25):
        await asyncio.gather(*(send_one() for _ in range(25)))

    figure(f"{MUTATIONS} mutated activities were answered {dict(sorted(answers.items()))}")
    assert sum(answers.values()) == MUTATIONS
    assert len(answers) == 3, "a mutation test that is always answered alike tests nothing"
    await play.tell(play.says.message(ANN, "/hjelp"))
    await play.card("help")


def mutated(original: Activity, chance: Random) -> Activity:
    """*original* with one to three changes anywhere in it."""
    activity = copy.deepcopy(original)
    for _ in range(chance.randint(1, 3)):
        holder: Any = activity
        while True:
            keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
            if not keys:
                break
            key = chance.choice(keys)
            if isinstance(holder[key], (dict, list)) and holder[key] and chance.random() < 0.7:
                holder = holder[key]
                continue
            _change(holder, key, chance)
            break
    return activity


def _change(holder: Any, key: Any, chance: Random) -> None:
    kind = chance.randrange(4)
    if kind == 0 and isinstance(holder, dict):
        del holder[key]
    elif kind == 1 and isinstance(holder, dict):
        holder[chance.choice([str(key).upper(), f" {key}", f"{key}s"])] = holder.pop(key)
    elif kind == 2 and isinstance(holder, list):
        holder.extend(copy.deepcopy(holder))
    else:
        holder[key] = copy.deepcopy(chance.choice(WEIRD))


def _originals(play: Play) -> list[Activity]:
    says = play.says
    written = says.message(BO, "/sjekkliste")
    return [
        says.installed(ANN),
        says.installed(ANN, "remove"),
        says.bot_added(ANN),
        says.members_added(EINAR),
        says.members_removed(BO),
        says.meeting_start(ANN),
        says.meeting_end(ANN),
        says.joined(ANN, BO, EINAR),
        says.left(BO),
        written,
        says.mention(BO, "hjelp"),
        says.slash(BO, "deltakere"),
        says.edited(written, "regler"),
        says.deleted(written),
        says.pressed(BO, "checklist.tick", {"clause": "S1", "done": True}, "1"),
        says.pressed(BO, "participant.vouch", {"person": "p1"}, "1"),
        says.pressed(BO, "command.run", {"command": "hjelp"}, "1"),
    ]
