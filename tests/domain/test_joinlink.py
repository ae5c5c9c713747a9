import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.joinlink import JoinLink, organizer_in, read_join_link

LINK = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0?context="
CONTEXT = "%7b%22Tid%22%3a%22T-1%22%2c%22Oid%22%3a%22AB-1%22%7d"
LONG = "https://teams.microsoft.com/l/meetup-join/19:meeting_Xy_z-1@thread.v2/0?context="
ALL = JoinLink("19:meeting_Xy_z-1@thread.v2", "t-1", "ab-1")


@pytest.mark.parametrize(
    ("link", "oid"),
    [
        (f"{LINK}%7b%22Tid%22%3a%22t%22%2c%22Oid%22%3a%22AB-1%22%7d", "ab-1"),
        (f'{LINK}{{"tid":"t","oid":" ab-1 "}}', "ab-1"),
        (f"{LINK}%7b%22Tid%22%3a%22t%22%7d", ""),
        (f"{LINK}%7b%22Oid%22%3a7%7d", ""),
        (f"{LINK}[]", ""),
        (f"{LINK}%7b", ""),
        (f"{LINK}{'[' * 100_000}", ""),
        (f"{LINK}{'[' * 3_000}", ""),
        ("https://teams.microsoft.com/meet/123?p=x", ""),
        ("https://[", ""),
        ("", ""),
    ],
)
def test_the_organizer_is_read_from_the_links_context(link: str, oid: str) -> None:
    assert organizer_in(link) == oid


@pytest.mark.parametrize(
    "link",
    [
        f"https://teams.microsoft.com/l/meetup-join/19%3ameeting_Xy_z-1%40thread.v2/0?context={CONTEXT}",
        f"https://teams.microsoft.com/l/meetup-join/19%253ameeting_Xy_z-1%2540thread.v2/0?context={CONTEXT}",
        'https://teams.microsoft.com/l/meetup-join/19:meeting_Xy_z-1@thread.v2/0?context={"Tid":"T-1","Oid":"AB-1"}',
        f"https://teams.microsoft.us/l/meetup-join/19:meeting_Xy_z-1@thread.v2/0?context={CONTEXT}",
        f"https://gov.teams.microsoft.us/l/meetup-join/19:meeting_Xy_z-1@thread.v2/0?context={CONTEXT}",
        f" https://teams.cloud.microsoft/l/meetup-join/19:meeting_Xy_z-1@thread.v2/0?x=1&context={CONTEXT} ",
        f"HTTPS://Teams.Microsoft.com/l/meetup-join/19:meeting_Xy_z-1@thread.v2/0?context={CONTEXT}",
        "https://teams.microsoft.com/l/meetup-join/19:meeting_Xy_z-1@thread.v2/0?context="
        + CONTEXT.replace("%", "%25"),
    ],
)
def test_a_link_tells_chat_tenant_and_organizer(link: str) -> None:
    assert read_join_link(link) == ALL


@pytest.mark.parametrize(
    "link",
    [
        f"https://teams.microsoft.com/meet/123456?p=secret&context={CONTEXT}",
        f"https://teams.microsoft.com/l/meetup-join/?context={CONTEXT}",
        f"https://teams.microsoft.com/l/channel/19:meeting_x@thread.v2/0?context={CONTEXT}",
        f"https://teams.microsoft.com/l/meetup-join/19:abc@thread.tacv2/1616?context={CONTEXT}",
        f"https://teams.microsoft.com/l/meetup-join/19:meeting_x@thread.v2;messageid=1/0?context={CONTEXT}",
        f"https://teams.microsoft.com/l/meetup-join/19:m%2F..@thread.v2/0?context={CONTEXT}",
        f"https://teams.microsoft.com/l/meetup-join/19:{'m' * 300}@thread.v2/0?context={CONTEXT}",
    ],
)
def test_a_link_without_a_chat_of_its_own_tells_none(link: str) -> None:
    assert read_join_link(link) == JoinLink("", "t-1", "ab-1")


@pytest.mark.parametrize(
    "start",
    ["http://teams.microsoft.com", "https://teams.microsoft.com.evil.example", "https://evil.example", "https:", ""],
)
def test_a_link_to_another_place_tells_nothing(start: str) -> None:
    assert read_join_link(f"{start}/l/meetup-join/19:meeting_x@thread.v2/0?context={CONTEXT}") == JoinLink()


@given(st.text())
def test_no_link_makes_it_fail(text: str) -> None:
    assert read_join_link(text) == JoinLink()
    read_join_link(LINK + text)
    read_join_link(LINK.replace("19%3ameeting_x", text))
