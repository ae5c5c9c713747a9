"""S1, S2, S7, S8. A meeting's options, as Graph names them and as the procedure does (docs/TEAMS.md C)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.procedure import OFF, ON, Option
from bot.errors import Denied, TryLater
from bot.outbound.budget import Budget
from bot.outbound.clock import SystemClock
from bot.outbound.graph import MicrosoftGraph
from bot.outbound.graph_calls import GraphCalls
from bot.outbound.http import Http
from bot.outbound.options import PROPERTIES, WORDS, change, told
from tests.outbound import services
from tests.outbound.services import CountedTokens, Service, plain
from tests.outbound.test_graph import LINK

LOBBY = "lobbyBypassSettings"
MEETING: dict[str, Any] = {
    "id": "MSo",
    "allowRecording": True,
    "allowTranscription": True,
    "recordAutomatically": False,
    LOBBY: {"scope": "organizationAndFederated", "isDialInBypassEnabled": True},
    "allowedPresenters": "roleIsPresenter",
    "isEntryExitAnnounced": False,
    "allowMeetingChat": "limited",
    "allowCopyingAndSharingMeetingContent": True,
}
SAID = {
    Option.RECORDING: ON,
    Option.TRANSCRIPTION: ON,
    Option.AUTOMATIC_RECORDING: OFF,
    Option.LOBBY: "organizationandfederated",
    Option.DIAL_IN_BYPASS: ON,
    Option.PRESENTERS: "roleispresenter",
    Option.ANNOUNCEMENTS: OFF,
    Option.CHAT: "limited",
    Option.COPYING: ON,
}
TEXTS = {option: [word.lower() for word in WORDS[option]] if option in WORDS else [ON, OFF] for option in Option}
WANTED = st.fixed_dictionaries({}, optional={option: st.sampled_from(texts) for option, texts in TEXTS.items()})
ANYTHING = st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.none()) | st.just({"scope": 7})
MEETINGS = st.dictionaries(
    st.sampled_from(list(MEETING)) | st.text(),
    ANYTHING | st.fixed_dictionaries({}, optional={"scope": ANYTHING, "isDialInBypassEnabled": ANYTHING}),
)


def merged(meeting: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    """The meeting after Graph has taken *body*: what is within a property is taken whole."""
    return {**meeting, **body}


def test_every_option_has_a_property() -> None:
    assert set(PROPERTIES) == set(Option)
    assert told(MEETING) == SAID


def test_keys_count_in_any_letter_case() -> None:
    assert told({"AllowRecording": False, "LobbyBypassSettings": {"SCOPE": "Invited"}}) == {
        Option.RECORDING: OFF,
        Option.LOBBY: "invited",
    }


@pytest.mark.parametrize(
    "meeting",
    [
        {},
        [],
        None,
        {"allowRecording": None, "allowTranscription": "false", "recordAutomatically": 0},
        {LOBBY: None, "allowedPresenters": True},
        {LOBBY: [{"scope": "everyone"}]},
        {LOBBY: {"scope": ["everyone"], "isDialInBypassEnabled": "yes"}},
        {LOBBY: {"scope": "unknownFutureValue"}, "allowedPresenters": "<b>everyone</b>"},
        {"allowedPresenters": "x" * 61},
        {"allowedPresenters": " "},
    ],
)
def test_what_is_absent_or_of_another_type_is_not_told(meeting: Any) -> None:
    assert told(meeting) == {}


def test_a_word_that_is_new_to_us_is_told_all_the_same() -> None:
    assert told({LOBBY: {"scope": "TrustedColleagues"}}) == {Option.LOBBY: "trustedcolleagues"}


def test_only_what_differs_is_sent_and_in_graphs_spelling() -> None:
    wanted = {**SAID, Option.RECORDING: OFF, Option.PRESENTERS: "organizer"}

    assert change(MEETING, SAID) == {}
    assert change(MEETING, wanted) == {"allowRecording": False, "allowedPresenters": "organizer"}
    assert change({}, {Option.PRESENTERS: "roleispresenter"}) == {"allowedPresenters": "roleIsPresenter"}


def test_letter_case_does_not_count_and_what_no_option_says_is_left_to_graph_to_refuse() -> None:
    assert change(MEETING, {Option.PRESENTERS: "roleIsPresenter", Option.ANNOUNCEMENTS: "Off"}) == {}
    assert change(MEETING, {Option.PRESENTERS: "nobody", Option.RECORDING: "never"}) == {
        "allowedPresenters": "nobody",
        "allowRecording": "never",
    }


def test_the_half_of_the_lobby_that_is_not_asked_for_is_sent_as_it_was_read() -> None:
    assert change(MEETING, {Option.LOBBY: "invited"}) == {LOBBY: {"scope": "invited", "isDialInBypassEnabled": True}}
    assert change(MEETING, {Option.DIAL_IN_BYPASS: OFF}) == {
        LOBBY: {"scope": "organizationAndFederated", "isDialInBypassEnabled": False}
    }
    assert change(MEETING, {Option.LOBBY: "invited", Option.DIAL_IN_BYPASS: OFF}) == {
        LOBBY: {"scope": "invited", "isDialInBypassEnabled": False}
    }


@pytest.mark.parametrize("scope", [None, 7, "unknownFutureValue"])
def test_a_half_that_is_not_told_is_not_sent(scope: Any) -> None:
    meeting = {LOBBY: {"scope": scope, "isDialInBypassEnabled": True}}

    assert change(meeting, {Option.DIAL_IN_BYPASS: OFF}) == {LOBBY: {"isDialInBypassEnabled": False}}


@given(wanted=WANTED, meeting=st.just(MEETING) | MEETINGS)
def test_what_is_written_is_read_back_and_the_rest_stays(wanted: dict[Option, str], meeting: dict[str, Any]) -> None:
    body = change(meeting, wanted)
    after = merged({name: value for name, value in meeting.items() if name in MEETING}, body)

    assert told(after) == {**told({name: meeting[name] for name in meeting if name in MEETING}), **wanted}
    assert change(after, wanted) == {}


class Desk:
    """Graph at *service*, and a meeting in it."""

    def __init__(self, service: Service, http: Http, tokens: CountedTokens) -> None:
        self.service = service
        self.graph = MicrosoftGraph(
            calls=GraphCalls(http=http, tokens=tokens, budget=Budget(SystemClock()), url=service.url),
            clock=SystemClock(),
        )

    async def set(self, graph_id: str = "MSo", link: str = LINK, **wanted: str) -> None:
        await self.graph.set_options("org-1", graph_id, link, {Option(name): text for name, text in wanted.items()})

    @property
    def asked(self) -> list[tuple[str, str, Any]]:
        return [(one.method, one.raw_path.partition("?")[0], one.body) for one in self.service.seen]


@pytest.fixture
def desk(service: Service, http: Http, tokens: CountedTokens) -> Desk:
    return Desk(service, http, tokens)


async def test_options_are_read_where_the_invitation_is(desk: Desk) -> None:
    desk.service.answers_with(plain("", 404), services.told({"value": [MEETING]}))

    assert await desk.graph.options("", "gone/y=", LINK) == SAID
    assert [path for _, path, _ in desk.asked] == [
        "/v1.0/users/org-1/onlineMeetings/gone%2Fy%3D",
        "/v1.0/users/org-1/onlineMeetings",
    ]


async def test_options_are_set_where_they_were_read(desk: Desk) -> None:
    desk.service.answers_with(services.told(MEETING), plain("", 200))
    await desk.set(recording=OFF, transcription=ON)

    address = "/v1.0/users/org-1/onlineMeetings/MSo"
    assert desk.asked == [("GET", address, None), ("PATCH", address, {"allowRecording": False})]


async def test_a_meeting_found_by_its_link_is_set_by_graphs_own_id(desk: Desk) -> None:
    desk.service.answers_with(services.told({"value": [{**MEETING, "id": "MSo/y="}]}), services.told())
    await desk.set(graph_id="", recording=OFF)

    assert desk.asked[1][:2] == ("PATCH", "/v1.0/users/org-1/onlineMeetings/MSo%2Fy%3D")


async def test_a_meeting_without_an_id_is_set_by_the_one_we_have(desk: Desk) -> None:
    desk.service.answers_with(services.told({"id": 7}), services.told())
    await desk.set(recording=OFF)
    assert desk.asked[1][1] == "/v1.0/users/org-1/onlineMeetings/MSo"

    desk.service.answers_with(services.told({"value": [{}]}))
    with pytest.raises(Denied) as no:
        await desk.set(graph_id="", recording=OFF)
    assert (no.value.status, len(desk.asked)) == (404, 3)


async def test_nothing_is_sent_where_nothing_differs(desk: Desk) -> None:
    desk.service.answers_with(services.told(MEETING))
    await desk.set(transcription=ON, presenters="roleispresenter")

    assert [method for method, _, _ in desk.asked] == ["GET"]


@pytest.mark.parametrize("status", [400, 403, 404])
async def test_what_graph_will_not_have_set_is_denied(desk: Desk, status: int) -> None:
    desk.service.answers_with(services.told(MEETING), plain("", status))

    with pytest.raises(Denied) as no:
        await desk.set(recording=OFF)

    assert (no.value.status, len(desk.asked)) == (status, 2)


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_setting_twice_is_no_harm_so_trouble_is_never_ambiguous(desk: Desk, status: int) -> None:
    desk.service.answers_with(services.told(MEETING), plain("", status))

    with pytest.raises(TryLater) as trouble:
        await desk.set(recording=OFF)

    assert not trouble.value.ambiguous


async def test_graph_that_is_off_tells_no_options_and_sets_none(http: Http, tokens: CountedTokens) -> None:
    graph = MicrosoftGraph(
        calls=GraphCalls(http=http, tokens=tokens, budget=Budget(SystemClock()), url=None), clock=SystemClock()
    )

    for call in (graph.options("org-1", "MSo", LINK), graph.set_options("org-1", "MSo", LINK, {Option.RECORDING: OFF})):
        with pytest.raises(Denied) as no:
            await call
        assert no.value.cause == "off"
