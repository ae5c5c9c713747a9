"""`Feil varsel`: counted once, by kind and by how sure the bot was. Never by whom, nor of what."""

import pytest

from bot.domain.events import PressRefused
from bot.domain.presses import FalseAlarm, Ground
from bot.inbound.false_alarms import count_false_alarm
from bot.metrics import Metrics
from bot.ports import Accepted
from tests.scenes import BO, EINAR, after, at, joined, started
from tests.writing import ILLNESS, NUMBER, called_it_none, notice, stands, took_back, wrote

WARNED = after(started(), joined(BO, EINAR), wrote("m1", NUMBER, ILLNESS, by=BO), stands(notice("p1")))


@pytest.mark.parametrize(
    ("accepted", "counted"),
    [
        (Accepted(called_it_none(), after(called_it_none(), before=WARNED), duplicate=False), 1),
        (Accepted(called_it_none(), after(called_it_none(), before=WARNED), duplicate=True), 0),
        (Accepted(called_it_none(minutes=9), after(called_it_none(), before=WARNED), duplicate=False), 0),
        (Accepted(called_it_none(), after(took_back("m1", 3), called_it_none(), before=WARNED), duplicate=False), 0),
        (Accepted(PressRefused(at(4), EINAR, FalseAlarm(), Ground.NOT_THE_WRITER), WARNED, duplicate=False), 0),
        (Accepted(called_it_none(), after(started()), duplicate=False), 0),
    ],
    ids=["once", "delivered twice", "pressed twice", "mended before", "refused", "forgotten"],
)
def test_a_false_alarm_is_counted_once_by_kind_and_how_sure(accepted: Accepted, counted: int) -> None:
    metrics = Metrics()
    count_false_alarm(accepted, metrics)
    value = metrics.registry.get_sample_value
    name = "motevakt_chat_false_alarms_total"

    assert (value(name, {"kind": "national_number", "tier": "certain"}) or 0) == counted
    assert (value(name, {"kind": "health", "tier": "likely"}) or 0) == counted
