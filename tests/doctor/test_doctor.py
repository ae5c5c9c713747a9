"""`app.py doctor` as a process, beside a bot that runs: what it proves, what it finds missing, what it cannot tell."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from rehearsal.bot_process import ROOT, BotProcess
from rehearsal.faults import Fault, Operation
from rehearsal.graph import NO_ACCESS_POLICY, NO_CALENDAR_PERMISSION, NO_TENANT_PERMISSION
from rehearsal.people import ANN, BO
from rehearsal.standin import StandIn
from tests.acceptance.play import Play


@dataclass
class Doctor:
    """Runs the command in the environment of a bot. `code`: the last one's exit code."""

    standin: StandIn
    environment: dict[str, str]
    code: int | None = None

    async def run(self, *arguments: str, **otherwise: str) -> str:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "app.py", "doctor", *arguments,
            cwd=ROOT, env=self.environment | otherwise,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        out, err = await process.communicate()
        self.code = process.returncode
        assert err == b""
        return out.decode()

    async def states(self, *arguments: str, **otherwise: str) -> dict[str, str]:
        """The state of each thing; of several findings on one thing the worst."""
        told = json.loads(await self.run("--json", *arguments, **otherwise))
        assert told["ok"] is (self.code == 0)
        assert all(one["act"] for one in told["findings"] if one["state"] == "missing")
        worst: dict[str, str] = {}
        for one in told["findings"]:
            if worst.get(one["what"]) != "missing":
                worst[one["what"]] = one["state"]
        return worst


@pytest.fixture
async def standin(tmp_path: Path) -> AsyncIterator[StandIn]:
    async with StandIn(tmp_path) as started:
        yield started


@pytest.fixture
async def bot(standin: StandIn, tmp_path: Path) -> AsyncIterator[BotProcess]:
    async with BotProcess(standin, tmp_path) as started:
        yield started


@pytest.fixture
def doctor(standin: StandIn, bot: BotProcess, tmp_path: Path) -> Doctor:
    return Doctor(standin, standin.environment(bot.port, tmp_path))


async def test_beside_a_bot_that_runs_nothing_is_missing_and_the_rest_says_who_can_tell(doctor: Doctor) -> None:
    states = await doctor.states("--organizer", ANN.oid)

    assert doctor.code == 0
    proven = ("settings", "database", "data key", "keys of Teams", "sign-in", "clock", "address")
    graph = ("names of organisations", "setting options", "invitations", "calendars")
    assert {what: states[what] for what in (*proven, *graph)} == dict.fromkeys((*proven, *graph), "ok")
    assert {states[what] for what in ("joins", "secret", "sharing windows", "recording", "outside bots")} == {
        "cannot tell"
    }


async def test_it_fits_a_screen_and_tells_no_secret(doctor: Doctor) -> None:
    text = await doctor.run()

    assert len(text.splitlines()) <= 40
    assert max(map(len, text.splitlines())) <= 120
    assert doctor.environment["MicrosoftAppPassword"] not in text


async def test_a_join_that_teams_told_of_is_the_proof_that_joins_are_told(
    doctor: Doctor, bot: BotProcess, standin: StandIn
) -> None:
    play = Play(standin, bot, standin.world.open_meeting("doctor"))
    await play.tell(play.says.meeting_start(ANN))
    assert (await doctor.states())["joins"] == "missing"
    await play.tell(play.says.joined(ANN, BO))

    assert (await doctor.states())["joins"] == "ok"


@pytest.mark.parametrize(
    ("taken", "what"),
    [("instead", "invitations"), ("calendar", "calendars"), ("organisations", "names of organisations")],
)
async def test_each_permission_that_is_taken_away_is_told_and_the_others_stay(
    doctor: Doctor, standin: StandIn, taken: str, what: str
) -> None:
    answer = {
        "instead": NO_ACCESS_POLICY, "calendar": NO_CALENDAR_PERMISSION, "organisations": NO_TENANT_PERMISSION
    }[taken]  # fmt: skip
    setattr(standin.graph, taken, answer)
    states = await doctor.states("--organizer", ANN.oid)

    assert doctor.code == 1
    assert [one for one, state in states.items() if state == "missing"] == [what]


async def test_what_the_token_does_not_grant_is_missing_also_where_nothing_is_tried(
    doctor: Doctor, standin: StandIn
) -> None:
    standin.signin.roles = ["OnlineMeetings.Read.All"]
    states = await doctor.states()

    assert states["setting options"] == states["invitations"] == "missing"
    assert states["calendars"] == "cannot tell"
    assert (await doctor.states(HARDEN_MEETINGS="never"))["invitations"] == "cannot tell"


async def test_adding_the_app_needs_its_permission_and_tells_what_it_consents_to(
    doctor: Doctor, standin: StandIn
) -> None:
    assert (await doctor.states())["adding the app"] == "ok", "by hand, unless somebody sets the id"
    by_graph = {"TEAMS_APP_CATALOG_ID": standin.graph.catalog_id, "CHAT_GUARD": "on"}

    assert (await doctor.states(**by_graph))["adding the app"] == "ok"
    findings = json.loads(await doctor.run("--json", **by_graph))["findings"]
    sent = {one["told"].removeprefix("sends ") for one in findings if one["what"] == "its consent"}
    assert sent == {name for name, _ in standin.graph.app_permissions} | {"ChatMessage.Read.Chat"}
    text = await doctor.run(**by_graph)
    assert max(map(len, text.splitlines())) <= 120
    standin.signin.roles = ["OnlineMeetings.ReadWrite.All"]
    assert (await doctor.states(**by_graph))["adding the app"] == "missing"


async def test_consent_alone_proves_nothing_of_an_organizer(doctor: Doctor) -> None:
    states = await doctor.states()

    assert doctor.code == 0
    assert states["setting options"] == states["invitations"] == states["calendars"] == "cannot tell"


async def test_an_organizer_that_is_no_object_id_is_refused_by_name(doctor: Doctor) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "app.py", "doctor", "--organizer", "ann.berg@sykehuset.example",
        cwd=ROOT, env=doctor.environment, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    _, err = await process.communicate()

    assert process.returncode == 2
    assert b"--organizer: must be the object id" in err


@pytest.mark.parametrize(("ahead_s", "state"), [(-1200.0, "missing"), (-200.0, "ok"), (1200.0, "missing")])
async def test_a_clock_that_is_wrong_is_told(doctor: Doctor, standin: StandIn, ahead_s: float, state: str) -> None:
    standin.signin.ahead_s = ahead_s

    assert (await doctor.states())["clock"] == state


async def test_beside_a_bot_that_has_stopped_it_reads_and_leaves_nothing_behind(
    standin: StandIn, tmp_path: Path
) -> None:
    folder = tmp_path / "odd #1 name"
    folder.mkdir()
    async with BotProcess(standin, folder) as bot:
        play = Play(standin, bot, standin.world.open_meeting("doctor"))
        await play.tell(play.says.meeting_start(ANN), play.says.joined(ANN, BO))
    before = {path.name for path in folder.iterdir()}
    states = await Doctor(standin, standin.environment(9, folder)).states()

    assert states["data key"] == states["joins"] == "ok"
    assert {path.name for path in folder.iterdir()} == before


async def test_graph_that_is_away_is_not_called_a_missing_permission(doctor: Doctor, standin: StandIn) -> None:
    standin.faults.script(Operation.ORGANISATION, Fault.AWAY)

    assert (await doctor.states())["names of organisations"] == "cannot tell"


async def test_with_graph_off_only_that_is_told_of_it(doctor: Doctor) -> None:
    states = await doctor.states(GRAPH_URL="off")

    assert states["Graph"] == "missing"
    assert "invitations" not in states


async def test_a_wrong_secret_is_told_with_who_can_mend_it(doctor: Doctor) -> None:
    states = await doctor.states(MicrosoftAppPassword="wrong")

    assert states["sign-in"] == states["Graph"] == "missing"
    assert states["clock"] == "cannot tell"


async def test_faults_of_settings_are_all_told_and_end_it(doctor: Doctor) -> None:
    text = await doctor.run(MicrosoftAppId=" ", PORT="many")

    assert doctor.code == 1
    assert "MicrosoftAppId is missing" in text
    assert "PORT must be a number" in text


async def test_a_key_of_another_database_or_for_all_eyes_is_told(
    doctor: Doctor, bot: BotProcess, standin: StandIn, tmp_path: Path
) -> None:
    play = Play(standin, bot, standin.world.open_meeting("doctor"))
    await play.tell(play.says.meeting_start(ANN))
    other = tmp_path / "other.key"
    other.write_bytes(os.urandom(32))
    assert (await doctor.states(DATA_KEY_PATH=str(other)))["data key"] == "missing"
    (tmp_path / "data.key").chmod(0o644)

    assert (await doctor.states())["data key"] == "missing"
    assert (await doctor.states(DATA_KEY_PATH=str(tmp_path / "none.key")))["data key"] == "missing"
    assert not (tmp_path / "none.key").exists()


async def test_an_address_where_nobody_or_somebody_else_answers_is_told(doctor: Doctor, standin: StandIn) -> None:
    assert (await doctor.states(PUBLIC_URL=""))["address"] == "missing"
    assert (await doctor.states(PUBLIC_URL="http://127.0.0.1:9"))["address"] == "missing"
    assert (await doctor.states(PUBLIC_URL=standin.graph.url))["address"] == "missing"


async def test_before_the_first_start_it_makes_neither_database_nor_key(standin: StandIn, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh"
    states = await Doctor(standin, standin.environment(9, fresh)).states()

    assert states["database"] == "cannot tell"
    assert list(fresh.iterdir()) == []
