"""What goes between the bot and Graph, field by field against Microsoft's own models (msgraph-sdk, for tests alone)."""

import json
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from kiota_abstractions.serialization import Parsable
from kiota_serialization_json.json_parse_node_factory import JsonParseNodeFactory
from msgraph.generated.models.call_recording import CallRecording
from msgraph.generated.models.call_recording_event_message_detail import CallRecordingEventMessageDetail
from msgraph.generated.models.call_recording_status import CallRecordingStatus
from msgraph.generated.models.call_transcript import CallTranscript
from msgraph.generated.models.call_transcript_event_message_detail import CallTranscriptEventMessageDetail
from msgraph.generated.models.chat_message import ChatMessage
from msgraph.generated.models.online_meeting import OnlineMeeting
from msgraph.generated.models.subscription import Subscription
from msgraph.generated.models.teams_app_installation import TeamsAppInstallation
from msgraph.generated.models.teams_app_resource_specific_permission_type import TeamsAppResourceSpecificPermissionType

from bot.client_state import ClientState
from bot.domain.feeds import Feed
from bot.domain.procedure import Option
from bot.outbound.budget import Budget
from bot.outbound.clock import SystemClock
from bot.outbound.graph import MicrosoftGraph
from bot.outbound.graph_calls import GraphCalls
from bot.outbound.http import Http
from bot.outbound.installing import CatalogueApp
from bot.outbound.subscriptions import GraphSubscriptions, Receiver
from rehearsal.people import ANN
from rehearsal.standin import StandIn
from tests.outbound.services import Service, serving, told
from tests.outbound.test_standin import Issued
from tests.rehearsal.receiver import Lock
from tests.rehearsal.receiver import Receiver as Listener

LINK = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_a%40thread.v2/0?context=%7b%22Oid%22%3a%22ann%22%7d"
CHAT = "19:meeting_a@thread.v2"
NO_FIELDS = {"teamsApp@odata.bind", "onBehalfOf", "tenantId", "userIdentityType"}
"""A link to another object is OData's own way. The others stand in Graph's answers, as Microsoft's page on system
messages shows them; the models have them not, or only where the type of an identity is told."""


def read_as(kind: type[Parsable], body: Mapping[str, Any]) -> Any:
    """*body* as Microsoft's model reads it; every field must be one of the model's, however deep."""
    node: Any = JsonParseNodeFactory().get_root_parse_node("application/json", json.dumps(body).encode())
    model = node.get_object_value(kind)
    assert unknown(model) == set()
    return model


def unknown(model: Any) -> set[str]:
    """Names of what was sent and is no field."""
    extra = getattr(model, "additional_data", {})
    names = {name for name in extra if not name.startswith("@") and name not in NO_FIELDS}
    for value in vars(model).values():
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, Parsable):
                names |= unknown(part)
    return names


class Sender:
    """The bot's own requests, as they go out."""

    def __init__(self, service: Service, http: Http) -> None:
        clock = SystemClock()
        self.service = service
        calls = GraphCalls(http=http, tokens=Static(), budget=Budget(clock), url=service.url)
        receiver = Receiver("https://bot.example", "one", "MIIB")
        self.subscriptions = GraphSubscriptions(
            calls=calls, receiver=receiver, state=ClientState(b"k" * 32), clock=clock
        )
        self.graph = MicrosoftGraph(calls=calls, clock=clock, app=CatalogueApp("cat", ("ChatMessage.Read.Chat",)))

    @property
    def sent(self) -> Any:
        return self.service.seen[-1].body


class Static:
    async def token(self, _scope: str) -> str:
        return "token"

    def drop(self, scope: str, token: str) -> None:
        """It is always taken."""


@pytest.fixture
async def sender() -> AsyncIterator[Sender]:
    async with serving() as service, Http(SystemClock()) as http:
        service.answers_with(told({"id": "MSo", "expirationDateTime": "2026-11-29T12:00:00Z"}))
        yield Sender(service, http)


@pytest.mark.parametrize("feed", list(Feed))
async def test_a_subscription_is_asked_for_in_fields_that_there_are(sender: Sender, feed: Feed) -> None:
    await sender.subscriptions.subscribe(feed, CHAT, LINK)

    wanted = read_as(Subscription, sender.sent)
    assert len(vars(wanted)) > len(sender.sent)
    assert (wanted.include_resource_data, wanted.encryption_certificate_id) == (True, "one")
    assert isinstance(wanted.expiration_date_time, datetime)
    await sender.subscriptions.renew("MSo")
    assert read_as(Subscription, sender.sent).expiration_date_time > datetime(2026, 1, 1, tzinfo=UTC)


async def test_options_are_set_in_fields_that_there_are(sender: Sender) -> None:
    wanted = {
        **dict.fromkeys((Option.RECORDING, Option.TRANSCRIPTION, Option.AUTOMATIC_RECORDING, Option.COPYING), "off"),
        Option.ANNOUNCEMENTS: "on",
        Option.LOBBY: "invited",
        Option.DIAL_IN_BYPASS: "off",
        Option.PRESENTERS: "roleispresenter",
        Option.CHAT: "limited",
    }
    await sender.graph.set_options("ann", "MSo", LINK, wanted)

    meeting = read_as(OnlineMeeting, sender.sent)
    assert (meeting.allow_recording, meeting.allow_transcription, meeting.record_automatically) == (False, False, False)
    assert (meeting.is_entry_exit_announced, meeting.allowed_presenters) == (True, "roleIsPresenter")
    assert (meeting.lobby_bypass_settings.scope, meeting.lobby_bypass_settings.is_dial_in_bypass_enabled) == (
        "invited",
        False,
    )


async def test_the_app_is_added_in_fields_that_there_are(sender: Sender) -> None:
    await sender.graph.add_app(CHAT)

    (consent,) = read_as(TeamsAppInstallation, sender.sent).consented_permission_set.resource_specific_permissions
    assert (consent.permission_value, consent.permission_type) == (
        "ChatMessage.Read.Chat",
        TeamsAppResourceSpecificPermissionType.Application,
    )


async def test_what_the_stand_in_tells_is_what_graph_tells(tmp_path: Any) -> None:
    lock = Lock()
    listener = Listener(lock)
    async with StandIn(tmp_path) as standin, Http(SystemClock()) as http:
        await listener.server.start()
        chat = standin.world.open_meeting()
        assert chat.meeting is not None
        clock = SystemClock()
        calls = GraphCalls(http=http, tokens=Issued(standin.signin), budget=Budget(clock), url=standin.graph.url)
        receiver = Receiver(listener.server.url, "one", lock.told)
        wants = GraphSubscriptions(calls=calls, receiver=receiver, state=ClientState(b"k" * 32), clock=clock)
        await wants.subscribe(Feed.CHAT, chat.id, chat.meeting.join_url)
        standin.graph.recorder.start(chat, ANN)
        standin.graph.recorder.stop(chat)
        standin.graph.recorder.transcript(chat)
        await standin.graph.delivery.settled()
        meeting = calls.at(f"/v1.0/users/{ANN.oid}/onlineMeetings/{chat.meeting.graph_id}")
        recordings = await calls.call("GET", f"{meeting}/recordings")
        transcripts = await calls.call("GET", f"{meeting}/transcripts")
        await listener.server.stop()

    said = [read_as(ChatMessage, one).event_detail for one in listener.opened]
    assert [type(one) for one in said] == [
        CallRecordingEventMessageDetail,
        CallRecordingEventMessageDetail,
        CallTranscriptEventMessageDetail,
    ]
    assert [one.call_recording_status for one in said[:2]] == [CallRecordingStatus.Initial, CallRecordingStatus.Success]
    assert read_as(CallRecording, recordings["value"][0]).created_date_time is not None
    assert read_as(CallTranscript, transcripts["value"][0]).created_date_time is not None
