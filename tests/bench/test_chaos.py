"""The chaos run itself: that it counts right, and a case or two of it in small."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bench.chaos.__main__ import main
from bench.chaos.case import SQLITE, Case, Goals, Result
from bench.chaos.cases import CASES
from bench.chaos.deliveries import key_of
from bench.chaos.gate import Gate, Way
from bench.chaos.ground import Ground, Scale
from bench.chaos.report import as_json, table
from bench.chaos.run import run
from bench.chaos.sparing import spared
from rehearsal import clock
from rehearsal.faults import Fault, Operation
from rehearsal.people import ANN, BO
from rehearsal.server import Server
from rehearsal.standin import StandIn
from rehearsal.world import Post, Version

TINY = Scale(kills=1, share=0.02, before_s=1.0, after_s=1.0)


async def harm(ground: Ground) -> None:
    """Answers are lost; and a card that stood is not there, though nobody says so."""
    with ground.fault():
        ground.standin.faults.script(Operation.POST, *[Fault.LOST] * 4)
        await asyncio.sleep(1)
    first, *others = ground.standin.world.standing("rules")
    for post in (first, *(other for other in others if other.chat == first.chat)):  # it may stand twice itself
        del ground.standin.world.posts[post.id]


@pytest.mark.timeout(60)
async def test_a_kill_in_mid_load_is_borne_and_what_is_lost_or_stands_twice_is_counted() -> None:
    kill = next(case for case in CASES if case.name == "kill")
    harmed = Case("harmed", harm, goals=Goals(doubled=0, settled_within_s=30))
    borne, counted = await asyncio.gather(run(kill, SQLITE, None, TINY), run(harmed, SQLITE, None, TINY))

    assert (borne.failed, borne.lost, borne.never_taken) == ((), 0, 0), table([borne])
    assert borne.accepted == 8 * borne.meetings > 0
    assert borne.recovered_s is not None
    assert counted.lost == 1
    assert counted.doubled >= 1
    assert counted.failed == ("1 lost", f"{counted.doubled} doubled, 0 at most")
    assert "1 lost" in table([borne, counted])


async def test_a_dead_gate_says_nothing_and_closes_nothing(tmp_path: Path) -> None:
    async with StandIn(tmp_path) as standin, Gate(_port(standin.keys.server)) as gate:
        reader, writer = await asyncio.open_connection("127.0.0.1", gate.port)
        asked = b"GET /v1/.well-known/keys HTTP/1.1\r\nHost: x\r\n\r\n"
        writer.write(asked)
        assert (await reader.readline()).startswith(b"HTTP/1.1 200")
        gate.swallows = frozenset(Way)
        await reader.read(100_000)
        writer.write(asked)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(reader.read(1), 0.3)
        writer.close()


async def test_the_audit_knows_an_activity_by_the_key_that_is_looked_for(tmp_path: Path) -> None:
    async with StandIn(tmp_path) as standin:
        says = standin.writer(standin.world.open_meeting())
        told = [says.meeting_start(ANN), says.joined(ANN, BO), says.joined(BO), says.mention(ANN, "sjekkliste")]

    assert len({key_of(one) for one in told}) == len(told)
    assert [key_of(one) for one in told] == [key_of(dict(one)) for one in told]


def test_a_double_could_be_spared_once_the_card_before_it_was_to_be_seen() -> None:
    hour = clock.now()
    cards = [Post(str(s), "c", "b", None, [Version(hour + timedelta(seconds=s), {})]) for s in (0.0, 0.5, 3.0)]

    assert spared(cards, 0.0) == 1
    assert spared(cards, 2.5) == 0
    assert spared(cards, 2.5, 2.0) == 1


def test_a_case_that_never_recovered_is_told_to_programs_too() -> None:
    never = replace(Result.of_none("kill", "SQLite", 1.0, "it did not come back"), recovered_s=float("inf"))
    (told,) = json.loads(as_json([never]))

    assert (told["recovered_s"], told["settled_s"], told["held"]) == (None, None, False)
    assert "inf s" in table([never])


def test_what_there_is_can_be_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list"]) == 0
    listed = capsys.readouterr().out

    assert all(case.name in listed and case.says in listed for case in CASES)


def _port(server: Server) -> int:
    return int(server.url.rpartition(":")[2])
