"""What happens without Teams telling the bot."""

import json
from typing import Any
from urllib.parse import quote

import pytest

from rehearsal.fields import TapeError
from rehearsal.graph import NO_ACCESS_POLICY, NO_CALENDAR_PERMISSION, NO_TENANT_PERMISSION
from rehearsal.offstage import NOT_THERE, announcement, perform
from rehearsal.people import ANN, BO, CATO, EINAR, FRIDA, KARI, ROOM
from rehearsal.standin import StandIn
from rehearsal.tape import ASKED, MOVES, Announce, Health, Offstage, parse_tape
from rehearsal.wording import worded
from rehearsal.world import Chat, Meeting
from tests.rehearsal.conftest import Caller


@pytest.fixture
def meeting(chat: Chat) -> Meeting:
    assert chat.meeting is not None
    return chat.meeting


def world(**told: Any) -> Offstage:
    (step,) = parse_tape(json.dumps({"at": 0, "world": told}))
    assert isinstance(step, Offstage)
    return step


def sentences(step: Offstage, standin: StandIn, chat: Chat) -> list[str]:
    """What a terminal shows of it."""
    return [worded(happening) for happening in perform(step, standin, chat)]


def announce(*expected: Any) -> Announce:
    (step,) = parse_tape(json.dumps({"at": 0, "announce": {"expected": expected}}))
    assert isinstance(step, Announce)
    return step


def test_people_come_and_go_unseen(standin: StandIn, chat: Chat, meeting: Meeting) -> None:
    said = sentences(world(unseen_join=["cato", "bo"]), standin, chat)
    assert meeting.present == {CATO.mri, BO.mri}
    assert CATO.mri in chat.members
    assert said == ["Cato Ek og Bo Dahl kommer inn uten at Teams sier fra"]

    said = sentences(world(unseen_leave=["cato"]), standin, chat)
    assert meeting.present == {BO.mri}
    assert CATO.mri in chat.members
    assert said == ["Cato Ek går ut uten at Teams sier fra"]


async def test_the_meeting_is_scheduled_and_moved_wherever_its_hours_are_told(
    standin: StandIn, chat: Chat, meeting: Meeting, caller: Caller
) -> None:
    opened = meeting.start
    assert sentences(world(starts_in_s=90.5), standin, chat) == ["Møtet begynner om 90,5 s"]
    assert 90 < (meeting.start - opened).total_seconds() < 100

    _, details = await caller.connector("GET", f"v1/meetings/{quote(meeting.id, safe='')}")
    _, online = await caller.graph(f"users/{ANN.oid}/onlineMeetings/{quote(meeting.graph_id, safe='')}")
    start, end = meeting.start.isoformat(), meeting.end.isoformat()
    assert (details["details"]["scheduledStartTime"], details["details"]["scheduledEndTime"]) == (start, end)
    assert (online["startDateTime"], online["endDateTime"]) == (start, end)
    assert (meeting.appointment().start, meeting.appointment().end) == (meeting.start, meeting.end)


def test_the_chat_changes_unseen(standin: StandIn, chat: Chat, meeting: Meeting) -> None:
    said = sentences(world(chat_add=["einar"], chat_remove=["bo"]), standin, chat)

    assert EINAR.mri in chat.members
    assert BO.mri not in chat.members
    assert meeting.present == set()
    assert said == [
        "Einar (Guest) er nå med i chatten, uten at Teams sier fra",
        "Bo Dahl er ute av chatten, uten at Teams sier fra",
    ]


def test_the_invitation_changes(standin: StandIn, chat: Chat, meeting: Meeting) -> None:
    said = sentences(world(invite=["frida", "kari", "moterom"], uninvite=["bo"]), standin, chat)

    invited = [line.person for line in meeting.invited]
    assert (FRIDA in invited, ROOM in invited, BO in invited, invited.count(KARI)) == (True, True, False, 1)
    assert said == [
        "Frida Gran, Kari Nes og Møterom 3 blir innkalt",
        "Bo Dahl står ikke lenger i innkallingen",
    ]


def test_a_role_changes(standin: StandIn, chat: Chat, meeting: Meeting) -> None:
    said = sentences(world(role={"bo": "Presenter", "Ann Berg": "Attendee"}), standin, chat)

    assert (meeting.role(BO), meeting.role(ANN)) == ("Presenter", "Attendee")
    assert said == [
        "Bo Dahl blir presentatør uten at Teams sier fra",
        "Ann Berg blir deltaker uten at Teams sier fra",
    ]


async def asked(caller: Caller, meeting: Meeting, whom: str) -> int:
    chat, known, oid = quote(caller.chat.id, safe=""), quote(meeting.id, safe=""), ANN.oid
    hour = meeting.start.strftime("%Y-%m-%dT%H:%M:%SZ")
    paths = {
        "members": f"v3/conversations/{chat}/pagedmembers",
        "details": f"v1/meetings/{known}",
        "participant": f"v1/meetings/{known}/participants/{oid}?tenantId={ANN.tenant}",
        "invitation": f"users/{oid}/onlineMeetings/{quote(meeting.graph_id, safe='')}",
        "calendar": f"users/{oid}/calendarView?startDateTime={hour}&endDateTime={hour}",
        "subscriptions": "subscriptions",
        "chat": f"chats/{chat}/messages",
        "organisations": f"tenantRelationships/findTenantInformationByTenantId(tenantId='{ANN.tenant}')",
    }
    if whom in ("members", "details", "participant"):
        return (await caller.connector("GET", paths[whom]))[0]
    return (await caller.graph(paths[whom]))[0]


@pytest.mark.parametrize("whom", [one for one in ASKED if one != "graph"])
async def test_whom_the_bot_asks_can_be_away_or_closed_alone(
    caller: Caller, standin: StandIn, chat: Chat, meeting: Meeting, whom: str
) -> None:
    others = [one for one in ASKED if one not in ("graph", whom)]
    for health, status in ((Health.AWAY, 503), (Health.DENIED, 403), (Health.WELL, 200)):
        perform(world(**{whom: health}), standin, chat)
        assert await asked(caller, meeting, whom) == status
        assert [await asked(caller, meeting, other) for other in others] == [200] * len(others)


def test_graph_is_all_its_parts_unless_a_part_is_told_of(standin: StandIn, chat: Chat) -> None:
    graph = standin.graph
    said = sentences(world(calendar="well", graph="away"), standin, chat)
    assert (graph.instead, graph.calendar, graph.organisations) == (NOT_THERE, None, NOT_THERE)
    assert said == ["Graph svarer ikke", "Kalenderen kan leses igjen"]

    said = sentences(world(graph="denied"), standin, chat)
    told = (graph.instead, graph.calendar, graph.organisations)
    assert told == (NO_ACCESS_POLICY, NO_CALENDAR_PERMISSION, NO_TENANT_PERMISSION)
    assert said == ["Graph er stengt for Møtevakt"]

    said = sentences(world(graph="well"), standin, chat)
    assert (graph.instead, graph.calendar, graph.organisations) == (None, None, None)
    assert said == ["Graph svarer igjen"]


@pytest.mark.parametrize("move", MOVES)
def test_nobody_moves_who_is_not_known(standin: StandIn, chat: Chat, move: str) -> None:
    with pytest.raises(TapeError, match=rf"line 1, field world\.{move}: nobody is called 'nobody'"):
        perform(world(**{move: ["bo", "nobody"]}, graph="away"), standin, chat)

    assert standin.graph.instead is None, "nothing has happened then"


@pytest.mark.parametrize(
    ("step", "field"),
    [(world(role={"nobody": "Presenter"}), "world.role.nobody"), (world(invite=["einar"]), "world.invite")],
)
def test_what_cannot_happen_is_told(standin: StandIn, chat: Chat, step: Offstage, field: str) -> None:
    with pytest.raises(TapeError, match=f"line 1, field {field}"):
        perform(step, standin, chat)


def test_only_a_meeting_has_a_world_of_its_own(standin: StandIn) -> None:
    with pytest.raises(TapeError, match="this chat has no meeting"):
        perform(world(graph="away"), standin, Chat("a:private", ANN.tenant))


def test_an_announcement_names_people_by_address(standin: StandIn, chat: Chat, meeting: Meeting) -> None:
    step = announce("frida", "einar", {"address": "ny@helse-x.example", "tenant": "t"}, {"unknown": 1})

    body, said = announcement(step, standin.world, chat)

    assert body == {
        "joinWebUrl": meeting.join_url,
        "expected": [
            {"address": FRIDA.mail},
            {"name": EINAR.name},
            {"address": "ny@helse-x.example", "tenant": "t"},
            {"unknown": 1},
        ],
    }
    assert worded(said) == (
        "Bookingsystemet melder hvem det venter: "
        "frida.gran@laboratorium.example, Einar (Guest), ny@helse-x.example og ?"
    )
    assert worded(announcement(announce(), standin.world, chat)[1]).endswith("venter: ingen")
    with pytest.raises(TapeError, match=r"field announce\.expected: nobody is called 'nobody'"):
        announcement(announce("nobody"), standin.world, chat)
