"""The audit tells of people by pseudonym alone, and of whoever wrote something in the chat not at all."""

from typing import Any

from bot.domain.decide import decide
from bot.domain.events import CardGivenUp, CardPressed, CardShown, Event, PressRefused
from bot.domain.meeting import Meeting
from bot.domain.presses import Settle
from bot.domain.trace import trace_effect, trace_fact
from tests.scenes import ANN, BO, EINAR, PROCEDURE, after, at, invited, joined, pid, started
from tests.writing import (
    ILLNESS,
    IN_NAME,
    NUMBER,
    called_it_none,
    changed,
    notice,
    stands,
    took_back,
    wrote,
)

MEETING = after(started(), invited(BO), joined(ANN, BO, EINAR))


def rows_of(event: Event, before: Meeting = MEETING) -> list[dict[str, Any]]:
    """The audit's rows of an event, and of all that it led to."""
    decision = decide(event, before, PROCEDURE)
    asked = zip(decision.asked_by, decision.effects, strict=True)
    return [trace_fact(decision.fact, decision.after), *(trace_effect(rule, effect) for rule, effect in asked)]


def test_a_refused_press_is_traced_by_pseudonym() -> None:
    decision = decide(CardPressed(at(2), EINAR, Settle(pid(MEETING, EINAR), expected=True)), MEETING, PROCEDURE)
    row = trace_fact(decision.fact, decision.after)

    assert isinstance(decision.fact, PressRefused)
    assert row["by"] == pid(MEETING, EINAR)
    assert "Einar" not in repr(row)


def test_a_message_is_traced_by_what_it_seems_to_hold() -> None:
    fact, effect, _ = rows_of(wrote("m1", NUMBER, ILLNESS, IN_NAME, shares=True))[:3]

    assert fact == {
        "fact": "MessagePosted",
        "seen": [
            "national_number certain number_checks cue",
            "health likely name illness",
            "national_number certain number_checks in_name",
        ],
        "shares": True,
    }
    assert effect == {"rule": "guard_chat", "effect": "ShowCard", "matter": "chat-warning", "to": None}
    assert rows_of(wrote("m1")) == [{"fact": "MessagePosted"}]


def test_no_row_of_a_message_its_notice_or_a_false_alarm_tells_whose_it_was() -> None:
    warned = after(wrote("m1", NUMBER), stands(notice()), before=MEETING)
    forgotten = called_it_none(card="activity-of-forgotten")
    told: list[tuple[Event, Meeting]] = [
        (wrote("m1", NUMBER), MEETING),
        (changed("m1", ILLNESS), warned),
        (changed("m1"), warned),
        (took_back("m1"), warned),
        (called_it_none(card=f"activity-of-{notice()}"), warned),
        (called_it_none(EINAR, card=f"activity-of-{notice()}"), warned),
        (forgotten, MEETING),
        (CardShown(at(2), str(notice()), "1764", "edition"), warned),
        (CardGivenUp(at(2), str(notice()), "403"), after(wrote("m1", NUMBER), before=MEETING)),
    ]

    for event, before in told:
        for row in rows_of(event, before):
            for hidden in ("p2", "p3", "m1", "Bo", "Einar", BO.mri, BO.oid):
                assert hidden not in repr(row), (row, event)


def test_a_false_alarm_is_traced_as_that_and_a_refused_one_with_its_ground() -> None:
    warned = after(wrote("m1", NUMBER), before=MEETING)

    assert rows_of(called_it_none(), warned)[0] == {"fact": "CardPressed", "press": "false_alarm"}
    assert rows_of(called_it_none(EINAR), warned)[0] == {
        "fact": "PressRefused",
        "press": "false_alarm",
        "ground": "not_the_writer",
    }


def test_other_private_cards_are_still_traced_by_pseudonym() -> None:
    row = trace_fact(CardShown(at(2), "help:to-p2:1", "1764", "edition"), MEETING)

    assert row["matter"] == "help:to-p2:1"
