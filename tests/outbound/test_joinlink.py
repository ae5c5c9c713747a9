import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.outbound.joinlink import organizer_in

LINK = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0?context="


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
        ("https://teams.microsoft.com/meet/123?p=x", ""),
        ("https://[", ""),
        ("", ""),
    ],
)
def test_the_organizer_is_read_from_the_links_context(link: str, oid: str) -> None:
    assert organizer_in(link) == oid


@given(st.text())
def test_no_link_makes_it_fail(text: str) -> None:
    assert organizer_in(text) == ""
    organizer_in(LINK + text)
