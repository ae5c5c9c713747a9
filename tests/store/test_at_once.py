"""What comes of a question is decided in the turn that asks it, where that is known beforehand; never without end."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.domain.effects import Effect, FetchInvitation
from bot.domain.events import Event
from bot.domain.expected import Unread
from bot.domain.meeting import Meeting
from bot.metrics import Metrics
from bot.store import schema
from bot.store.opened import Database
from bot.store.tick import Ticker
from bot.store.vault import Vault
from bot.worker import Unasked
from tests.scenes import ANN, BO, CATO, PROCEDURE, WHERE, invited, joined, started
from tests.store.ticks import NOW, delivery

OFF = replace(PROCEDURE, graph=False)


def test_graph_is_switched_off_while_a_meeting_runs_whose_invitation_was_read(database: Database, vault: Vault) -> None:
    on = Ticker(database, vault, PROCEDURE)
    before: list[Event] = [started(), invited(ANN, BO), joined(BO)]
    for number, event in enumerate(before):
        on.tick(NOW, [delivery(str(number), event)], [], 0)

    off = Ticker(database, vault, OFF, answer=Unasked(Metrics()))
    off.tick(NOW + 120, [delivery("late", joined(replace(CATO, address=""), minutes=2))], [], 0)
    (meeting,) = off.tick(NOW + 121, [], [], 0, [WHERE]).seen

    assert meeting.invitation.reason is Unread.OFF
    assert len(meeting.present) == 2


def test_answers_that_ask_again_and_again_stop_nobody(
    database: Database, vault: Vault, caplog: pytest.LogCaptureFixture
) -> None:
    asked = list[Effect]()

    def in_vain(effect: Effect, _meeting: Meeting, _now: object) -> Event | None:
        """As if a rule asked again whatever it was told."""
        if isinstance(effect, FetchInvitation):
            asked.append(effect)
            another = replace(CATO, address="", mri=f"29:{len(asked)}", oid=f"{len(asked)}")
            return joined(another, minutes=3 * len(asked))
        return None

    ticker = Ticker(database, vault, PROCEDURE, answer=in_vain)
    ticker.tick(NOW, [delivery("a", started()), delivery("b", invited(BO))], [], 9)

    assert len(asked) == 4, "then it is left to whoever performs it"
    with database.engine.connect() as connection:
        waiting = connection.execute(select(schema.effect.c.matter)).scalars().all()
    assert "FetchInvitation" in waiting
    assert "asks_without_end" in caplog.text
