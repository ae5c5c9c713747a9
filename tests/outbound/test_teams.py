from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.domain.participants import Identity, Kind, Role
from bot.domain.records import Where
from bot.errors import Denied, TryLater
from bot.outbound.teams import BotConnector
from bot.ports import UNREACHED, Attendance, MeetingDetails
from tests.outbound.services import Chat, plain, told

CARD = {"type": "AdaptiveCard", "version": "1.5", "body": []}
ATTACHED = [{"contentType": "application/vnd.microsoft.card.adaptive", "content": CARD}]
ANN = Identity("Ann Berg", "29:ann", "oid-ann", "tenant")
CHAT = "/emea/v3/conversations/19%3Ameeting_x%40thread.v2/activities"


async def test_a_card_is_posted_for_all(chat: Chat) -> None:
    chat.service.answers_with(told({"id": "1745"}, 201))

    assert await chat.teams.post(chat.where, CARD, ping=False) == "1745"
    (seen,) = chat.service.seen
    assert (seen.method, seen.raw_path) == ("POST", CHAT)
    assert seen.body == {"type": "message", "attachments": ATTACHED}
    assert chat.tokens.scopes == ["https://api.botframework.com/.default"]


async def test_a_card_that_pings_shows_in_the_meetings_window(chat: Chat) -> None:
    chat.service.answers_with(told({"id": "1745"}, 201))
    await chat.teams.post(chat.where, CARD, ping=True)

    assert chat.service.seen[0].body["channelData"] == {"notification": {"alertInMeeting": True}}


async def test_a_post_whose_id_is_not_told_is_posted(chat: Chat) -> None:
    chat.service.answers_with(plain("", 202))

    assert await chat.teams.post(chat.where, CARD, ping=False) == ""


async def test_a_card_is_put_in_the_place_of_another(chat: Chat) -> None:
    chat.service.answers_with(told({"id": "1745"}))
    await chat.teams.update(chat.where, "17:45/..", CARD)

    (seen,) = chat.service.seen
    assert (seen.method, seen.raw_path) == ("PUT", f"{CHAT}/17%3A45%2F..")


async def test_ids_cannot_climb_the_path(chat: Chat) -> None:
    chat.service.answers_with(told({"id": "1"}))
    await chat.teams.update(chat.where, "..", CARD)

    assert chat.service.seen[0].raw_path == f"{CHAT}/%2E%2E"


async def test_a_private_card_is_for_one_alone(chat: Chat) -> None:
    chat.service.answers_with(told({"id": "9"}, 201))

    assert await chat.teams.post_privately(chat.where, CARD, ANN) == "9"
    (seen,) = chat.service.seen
    assert seen.raw_path == f"{CHAT}?isTargetedActivity=true"
    assert seen.body["recipient"] == {"id": "29:ann", "isTargeted": True}


@pytest.mark.parametrize("status", [400, 403, 404])
async def test_where_private_posts_are_not_taken_it_comes_in_a_chat_of_two(chat: Chat, status: int) -> None:
    chat.service.answers_with(plain("", status), told({"id": "a:1/x"}, 201), told({"id": "10"}, 201))

    assert await chat.teams.post_privately(chat.where, CARD, ANN) == "10"
    _, create, post = chat.service.seen
    assert create.raw_path == "/emea/v3/conversations"
    assert create.body["members"] == [{"id": "29:ann"}]
    assert (create.body["bot"], create.body["tenantId"]) == ({"id": "28:app"}, "tenant")
    assert post.raw_path == "/emea/v3/conversations/a%3A1%2Fx/activities"
    assert post.body == {"type": "message", "attachments": ATTACHED}


async def test_in_a_chat_of_two_a_card_has_no_button_that_would_speak_of_that_chat(chat: Chat) -> None:
    button, reveal = {"type": "Action.Execute", "verb": "meeting.stop"}, {"type": "Action.ToggleVisibility"}
    rows = [
        {"type": "TextBlock", "text": "Husk"},
        {"type": "ActionSet", "actions": [button]},
        {"type": "Container", "items": [{"type": "ActionSet", "actions": [button, reveal]}, {"type": "Input.Number"}]},
    ]
    card = {"type": "AdaptiveCard", "body": rows, "actions": [button, reveal], "refresh": {"action": button}}
    chat.service.answers_with(plain("", 403), told({"id": "a:1"}, 201), told({"id": "10"}, 201))
    await chat.teams.post_privately(chat.where, card, ANN)

    assert chat.service.seen[2].body["attachments"][0]["content"] == {
        "type": "AdaptiveCard",
        "body": [rows[0], {"type": "Container", "items": [{"type": "ActionSet", "actions": [reveal]}]}],
        "actions": [reveal],
    }
    assert "meeting.stop" in str(chat.service.seen[0].body), "the targeted one has them"


async def test_with_whoever_is_not_signed_in_no_chat_is_tried(chat: Chat) -> None:
    chat.service.answers_with(plain("", 403))

    with pytest.raises(Denied) as no:
        await chat.teams.post_privately(chat.where, CARD, Identity("Einar", "29:e", kind=Kind.ANONYMOUS))

    assert (no.value.cause, len(chat.service.seen)) == (UNREACHED, 1)


async def test_somebody_known_by_object_id_alone_gets_it_in_a_chat_of_two(chat: Chat) -> None:
    chat.service.answers_with(told({"id": "a:1"}, 201), told({"id": "10"}, 201))
    await chat.teams.post_privately(chat.where, CARD, Identity(oid="oid-ann"))

    assert chat.service.seen[0].body["members"] == [{"id": "oid-ann"}]


async def test_what_may_pass_is_not_worked_around(chat: Chat) -> None:
    chat.service.answers_with(plain("", 503))

    with pytest.raises(TryLater) as trouble:
        await chat.teams.post_privately(chat.where, CARD, ANN)

    assert (trouble.value.ambiguous, len(chat.service.seen)) == (True, 1)


async def test_somebody_without_address_cannot_be_reached(chat: Chat) -> None:
    with pytest.raises(Denied):
        await chat.teams.post_privately(chat.where, CARD, Identity("Nobody"))


async def test_a_chat_of_two_that_is_not_told_is_denied(chat: Chat) -> None:
    chat.service.answers_with(plain("", 403), told({}, 201))

    with pytest.raises(Denied):
        await chat.teams.post_privately(chat.where, CARD, ANN)


async def test_a_meeting_tells_its_organizer_and_its_id_in_graph(chat: Chat) -> None:
    chat.service.answers_with(
        told(
            {
                "details": {"msGraphResourceId": "MSo", "joinUrl": "https://teams/x", "title": "Kari Nordmann"},
                "organizer": {"id": "29:org", "aadObjectId": "ORG", "tenantId": "T"},
            }
        )
    )

    assert await chat.teams.details(chat.where) == MeetingDetails(
        Identity("", "29:org", "org", "t"), "MSo", "https://teams/x"
    )
    assert chat.service.seen[0].raw_path == "/emea/v1/meetings/MCMx%2FOTo%3D"


@pytest.mark.parametrize(
    "answer", [{}, {"details": None, "organizer": None}, {"Details": [], "organizer": "x"}, {"details": {"joinUrl": 7}}]
)
async def test_a_meeting_that_tells_nothing_tells_nothing(chat: Chat, answer: dict[str, Any]) -> None:
    chat.service.answers_with(told(answer))

    assert await chat.teams.details(chat.where) == MeetingDetails(Identity())


async def test_an_organizer_who_cannot_be_read_is_denied_by_the_fields_name(chat: Chat) -> None:
    chat.service.answers_with(told({"organizer": {"id": 7}}))

    with pytest.raises(Denied) as no:
        await chat.teams.details(chat.where)

    assert no.value.cause == "user.id"


async def test_attendance_tells_role_and_account(chat: Chat) -> None:
    user = {"id": "29:ann", "aadObjectId": "OID-ann", "name": "Ann Berg", "tenantId": "T", "userRole": "guest"}
    chat.service.answers_with(told({"user": user, "meeting": {"role": "Organizer", "inMeeting": True}}))

    told_of = await chat.teams.attendance(chat.where, Identity(oid="oid-ann"))

    assert told_of == Attendance(
        Identity("Ann Berg", "29:ann", "oid-ann", "t", kind=Kind.GUEST), Role.ORGANIZER, present=True
    )
    assert chat.service.seen[0].raw_path == "/emea/v1/meetings/MCMx%2FOTo%3D/participants/oid-ann?tenantId=tenant"


async def test_attendance_is_asked_in_the_persons_own_tenant(chat: Chat) -> None:
    chat.service.answers_with(told({"meeting": {"role": "Janitor"}}))

    told_of = await chat.teams.attendance(chat.where, Identity(oid="x", tenant="other"))

    assert (told_of.role, told_of.who, told_of.present) == (None, Identity(), None)
    assert chat.service.seen[0].raw_path.endswith("/participants/x?tenantId=other")


@pytest.mark.parametrize(
    ("told_to_be", "present"), [(True, True), (False, False), (None, None), ("yes", None), (1, None)]
)
async def test_attendance_tells_whether_somebody_is_in_the_call(
    chat: Chat, told_to_be: Any, present: bool | None
) -> None:
    chat.service.answers_with(told({"meeting": {"role": "Attendee", "InMeeting": told_to_be}}))

    assert (await chat.teams.attendance(chat.where, ANN)).present is present


async def test_of_somebody_without_object_id_nothing_can_be_asked(chat: Chat) -> None:
    with pytest.raises(Denied):
        await chat.teams.attendance(chat.where, Identity(mri="29:anon"))
    assert not chat.service.seen


Call = Callable[[BotConnector, Where], Awaitable[object]]
CALLS: list[Call] = [
    lambda teams, where: teams.post(where, CARD, ping=True),
    lambda teams, where: teams.post_privately(where, CARD, ANN),
    lambda teams, where: teams.update(where, "1", CARD),
    lambda teams, where: teams.members(where),
    lambda teams, where: teams.details(where),
    lambda teams, where: teams.attendance(where, ANN),
]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(
    "service_url",
    [
        "",
        "https://evil.example/emea/",
        "http://smba.trafficmanager.net/",
        "https://127.0.0.1.evil.example/",
        "https://a@127.0.0.1/",
    ],
)
async def test_no_token_is_fetched_for_a_host_that_is_not_allowed(chat: Chat, call: Call, service_url: str) -> None:
    with pytest.raises(Denied) as no:
        await call(chat.teams, Where("19:x", "t", service_url, "m"))

    assert no.value.cause == "host"
    assert not chat.tokens.scopes


@pytest.mark.parametrize("call", CALLS[4:])
async def test_without_a_meeting_nothing_can_be_asked_of_it(chat: Chat, call: Call) -> None:
    with pytest.raises(Denied) as no:
        await call(chat.teams, Where("19:x", "t", chat.where.service_url, ""))

    assert no.value.status == 404
