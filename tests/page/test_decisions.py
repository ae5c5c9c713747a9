"""What the page makes of a row of the audit where the audit itself says less: of notices on messages, not to whom."""

from typing import Any

import pytest

from bot.domain.effects import CardKind, Matter
from rehearsal.page.decisions import Decisions
from rehearsal.page.memory import Recorded
from tests.cards.stories import LINKS

NOTICE = {"rule": "guard_chat", "effect": "ShowCard", "matter": "chat-warning"}
SEEN = ["national_number certain number_checks"]


@pytest.fixture
def decisions() -> Decisions:
    """One notice stands already."""
    reader = Decisions(LINKS.procedure)
    reader.told(row("CardShown", matter="chat-warning"), None, 0)
    return reader


def row(fact: str, **body: Any) -> Recorded:
    return Recorded(1, 1, 0.0, {"fact": fact, **body})


@pytest.mark.parametrize(
    ("fact", "body", "update", "writer"),
    [
        ("MessagePosted", {"seen": SEEN}, False, True),
        ("MessageEdited", {"seen": SEEN}, False, True),
        ("MessageEdited", {}, True, True),
        ("MessageDeleted", {}, True, True),
        ("CardPressed", {"press": "false_alarm"}, True, True),
        ("CardGivenUp", {"matter": "chat-warning"}, False, False),
    ],
)
def test_a_notice_is_new_or_mended_and_the_writers_or_all_peoples_as_the_fact_tells(
    decisions: Decisions, fact: str, body: dict[str, Any], update: bool, writer: bool
) -> None:
    (asked,) = decisions.told(row(fact, **body, asked=[NOTICE]), None, 0)["asked"]

    assert (asked["kind"], asked["clauses"]) == ("chat-warning", ["S2"])
    assert (asked["update"], asked["writer"]) == (update, writer)


def test_any_other_card_stands_once_it_was_shown(decisions: Decisions) -> None:
    matter = str(Matter(CardKind.RULES, 1))
    shows = {"rule": "remind_at_start", "effect": "ShowCard", "matter": matter}

    before = decisions.told(row("MeetingStarted", asked=[shows]), None, 0)["asked"][0]
    decisions.told(row("CardShown", matter=matter), None, 0)
    after = decisions.told(row("MeetingStarted", asked=[shows]), None, 0)["asked"][0]

    assert [(one["kind"], one["update"], one["writer"]) for one in (before, after)] == [
        ("rules", False, False),
        ("rules", True, False),
    ]
