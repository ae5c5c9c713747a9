"""The audit tells of people by pseudonym alone."""

from bot.domain.decide import decide
from bot.domain.events import CardPressed, PressRefused
from bot.domain.presses import Settle
from bot.domain.trace import trace_fact
from tests.scenes import ANN, BO, EINAR, PROCEDURE, after, at, invited, joined, pid, started


def test_a_refused_press_is_traced_by_pseudonym() -> None:
    meeting = after(started(), invited(BO), joined(ANN, BO, EINAR))
    decision = decide(CardPressed(at(2), EINAR, Settle(pid(meeting, EINAR), expected=True)), meeting, PROCEDURE)
    row = trace_fact(decision.fact, decision.after)

    assert isinstance(decision.fact, PressRefused)
    assert row["by"] == pid(meeting, EINAR)
    assert "Einar" not in repr(row)
