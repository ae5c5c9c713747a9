"""The questions against the stand-in for Teams and Graph, which knows what each may ask."""

from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest

from bot.domain.expected import Answer, Invited
from bot.domain.participants import Identity, Kind
from bot.domain.procedure import OFF, ON, Option
from bot.domain.records import Where
from bot.errors import Denied, TryLater
from bot.outbound.budget import Budget
from bot.outbound.clock import SystemClock
from bot.outbound.graph import MicrosoftGraph
from bot.outbound.graph_calls import GraphCalls
from bot.outbound.http import Http
from rehearsal.appointments import Attendee, Response, Sensitivity
from rehearsal.faults import Fault, Operation
from rehearsal.graph import NO_ACCESS_POLICY, NO_CALENDAR_PERMISSION, NO_TENANT_PERMISSION, NO_WRITE_PERMISSION
from rehearsal.people import ANN, BO, DINA, EINAR, ELSEWHERE, FRIDA, HOSPITAL, KARI, ROOM
from rehearsal.signin import SignIn
from rehearsal.standin import StandIn
from rehearsal.world import APP, Meeting
from tests.outbound.services import connector


class Issued:
    """Tokens of the stand-in's sign-in."""

    def __init__(self, signin: SignIn) -> None:
        self._signin = signin

    async def token(self, scope: str) -> str:
        return self._signin.issue(scope.removesuffix("/.default"))

    def drop(self, scope: str, token: str) -> None:
        """Each is new."""


class Scene:
    def __init__(self, standin: StandIn, http: Http) -> None:
        self.standin = standin
        self.chat = standin.world.open_meeting()
        assert self.chat.meeting is not None
        self.meeting: Meeting = self.chat.meeting
        self.where = Where(self.chat.id, HOSPITAL, standin.service_url, self.meeting.id)
        tokens = Issued(standin.signin)
        self.teams = connector(http, tokens, APP)
        self.graph = MicrosoftGraph(
            calls=GraphCalls(http=http, tokens=tokens, budget=Budget(SystemClock()), url=standin.graph.url),
            clock=SystemClock(),
        )

    async def calendar(self) -> tuple[Invited, ...]:
        return await self.graph.calendar(ANN.oid, self.meeting.join_url, self.meeting.start)

    async def options(self) -> Mapping[Option, str]:
        return await self.graph.options(ANN.oid, self.meeting.graph_id, self.meeting.join_url)

    async def set_options(self, wanted: Mapping[Option, str]) -> None:
        await self.graph.set_options(ANN.oid, self.meeting.graph_id, self.meeting.join_url, wanted)


@pytest.fixture
async def scene(tmp_path: Path, http: Http) -> AsyncIterator[Scene]:
    async with StandIn(tmp_path, seed=7) as standin:
        yield Scene(standin, http)
        assert not standin.connector.refused
        assert not [one for one in standin.graph.refused if one.status == 400]


async def test_the_calendar_names_outside_people_answers_and_rooms(scene: Scene) -> None:
    scene.meeting.uninvite(BO, KARI)
    scene.meeting.invite(FRIDA, response=Response.DECLINED)
    scene.meeting.invite(ROOM)
    scene.meeting.outside.append(Attendee("Post@pasient.example", "Pasienten", Response.TENTATIVE))

    assert await scene.calendar() == (
        Invited(address=DINA.address, name=DINA.name),
        Invited(address="frida.gran@laboratorium.example", name=FRIDA.name, answer=Answer.NO),
        Invited(address=ROOM.address, name=ROOM.name, room=True),
        Invited(address="post@pasient.example", name="Pasienten", answer=Answer.MAYBE),
    )
    (selected,) = scene.standin.graph.calendar_view.selections
    assert selected is not None
    assert not selected & {"subject", "bodyPreview", "location", "organizer"}


async def test_private_and_cancelled_meetings_are_not_read(scene: Scene) -> None:
    scene.meeting.sensitivity = Sensitivity.PRIVATE
    with pytest.raises(Denied) as private:
        await scene.calendar()
    scene.meeting.cancelled = True
    with pytest.raises(Denied) as cancelled:
        await scene.calendar()

    assert (private.value.cause, cancelled.value.cause) == ("private", "no_event")


async def test_a_busy_organizers_calendar_comes_page_by_page(scene: Scene) -> None:
    for number in range(55):
        scene.standin.world.open_meeting(f"m-{number}")
    last = scene.standin.world.open_meeting("last").meeting
    assert last is not None

    assert await scene.graph.calendar(ANN.oid, last.join_url, last.start)
    assert len(scene.standin.graph.calendar_view.selections) == 2


async def test_a_calendar_that_is_closed_to_us_or_away(scene: Scene) -> None:
    scene.standin.graph.calendar = NO_CALENDAR_PERMISSION
    with pytest.raises(Denied):
        await scene.calendar()
    scene.standin.graph.calendar = None
    scene.standin.faults.script(Operation.CALENDAR, Fault.THROTTLED)
    with pytest.raises(TryLater):
        await scene.calendar()

    assert len(await scene.calendar()) == 3


async def test_organisations_are_named_unless_we_may_not_ask(scene: Scene) -> None:
    assert await scene.graph.organisation(ELSEWHERE) == "Helse X"
    assert await scene.graph.organisation("00000000-0000-4000-8000-000000000000") == ""
    scene.standin.graph.organisations = NO_TENANT_PERMISSION
    with pytest.raises(Denied):
        await scene.graph.organisation(HOSPITAL)


async def test_the_roster_tells_accounts_and_who_has_none(scene: Scene) -> None:
    scene.chat.add(EINAR, FRIDA)

    told = {who.name: who for who in await scene.teams.members(scene.where)}

    assert told[ANN.name] == Identity(ANN.name, ANN.mri, ANN.oid, HOSPITAL, ANN.address)
    assert (told[DINA.name].tenant, told[DINA.name].kind) == (ELSEWHERE, Kind.USER)
    assert (told[FRIDA.name].kind, told[FRIDA.name].address) == (Kind.GUEST, FRIDA.mailbox)
    assert told[EINAR.name].kind is Kind.ANONYMOUS


async def test_whoever_is_in_the_call_is_told_apart(scene: Scene) -> None:
    scene.meeting.present.add(BO.mri)
    people = {who.oid: who for who in await scene.teams.members(scene.where)}

    told = [await scene.teams.attendance(scene.where, people[one.oid]) for one in (BO, KARI, DINA)]

    assert [one.present for one in told] == [True, False, False]


USUAL = {
    Option.RECORDING: ON,
    Option.TRANSCRIPTION: ON,
    Option.AUTOMATIC_RECORDING: OFF,
    Option.LOBBY: "organization",
    Option.DIAL_IN_BYPASS: OFF,
    Option.PRESENTERS: "everyone",
    Option.ANNOUNCEMENTS: ON,
    Option.CHAT: "enabled",
    Option.COPYING: ON,
}


async def test_options_are_read_set_and_read_again(scene: Scene) -> None:
    assert await scene.options() == USUAL
    wanted = {Option.RECORDING: OFF, Option.TRANSCRIPTION: OFF, Option.LOBBY: "invited", Option.PRESENTERS: "organizer"}

    await scene.set_options(wanted)
    await scene.set_options(wanted)

    assert await scene.options() == {**USUAL, **wanted}
    ((meeting, sent),) = scene.standin.graph.options_set
    assert (meeting, len(sent)) == (scene.meeting.graph_id, 4)


async def test_the_lobbys_halves_are_set_one_by_one(scene: Scene) -> None:
    scene.meeting.options.change({"lobbyBypassSettings": {"scope": "everyone", "isDialInBypassEnabled": True}})
    await scene.set_options({Option.LOBBY: "organizationexcludingguests"})
    await scene.set_options({Option.DIAL_IN_BYPASS: OFF})
    await scene.set_options({Option.DIAL_IN_BYPASS: ON})

    assert await scene.options() == {**USUAL, Option.LOBBY: "organizationexcludingguests", Option.DIAL_IN_BYPASS: ON}


async def test_options_may_be_read_and_not_set(scene: Scene) -> None:
    scene.standin.graph.read_only = NO_WRITE_PERMISSION
    with pytest.raises(Denied) as no:
        await scene.set_options({Option.RECORDING: OFF})
    assert (no.value.status, await scene.options()) == (403, USUAL)
    scene.standin.graph.instead = NO_ACCESS_POLICY
    with pytest.raises(Denied):
        await scene.options()


async def test_options_that_were_perhaps_set_are_set_again(scene: Scene) -> None:
    scene.standin.faults.script(Operation.SET_OPTIONS, Fault.AMBIGUOUS)
    with pytest.raises(TryLater):
        await scene.set_options({Option.RECORDING: OFF})
    await scene.set_options({Option.RECORDING: OFF})

    assert (await scene.options())[Option.RECORDING] == OFF
    assert len(scene.standin.graph.options_set) == 1


async def test_options_told_late_are_sent_again_and_no_harm_done(scene: Scene) -> None:
    scene.standin.graph.options_seen_after_s = 60.0
    await scene.set_options({Option.RECORDING: OFF})
    await scene.set_options({Option.RECORDING: OFF})

    assert await scene.options() == USUAL
    assert scene.meeting.options.now["allowRecording"] is False
    assert len(scene.standin.graph.options_set) == 2
