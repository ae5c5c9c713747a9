"""What comes due next, as it was last seen, so that a turn need not look for what cannot be there."""

import math
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, or_, select

from bot.store import schema
from bot.store.driver import fetch

_HOLDS_S = 1.0  # another process may have asked for something since
_effect = schema.effect.c
_NEXT = select(
    select(func.min(_effect.due))
    .where(or_(_effect.holder.is_(None), _effect.holder != bindparam("me")))
    .scalar_subquery()
    .label("effect"),
    select(func.min(schema.alarm.c.rings)).scalar_subquery().label("alarm"),
)


@dataclass(frozen=True, slots=True)
class Upcoming:
    """The hours of the next effect and of the next alarm, seen at `at`; None: there is none."""

    at: float
    effect: float | None
    alarm: float | None

    @property
    def soonest(self) -> float | None:
        return min((hour for hour in (self.effect, self.alarm) if hour is not None), default=None)

    def may_be_due(self, now: float) -> bool:
        """Whether there may be an effect that is due."""
        return self._may(now, self.effect)

    def may_ring(self, now: float) -> bool:
        """Whether there may be an alarm that is to ring."""
        return self._may(now, self.alarm)

    def _may(self, now: float, hour: float | None) -> bool:
        until = min(self.at + _HOLDS_S, math.inf if hour is None else hour)
        return not self.at <= now < until  # a clock may be set back


NOTHING_KNOWN = Upcoming(math.inf, None, None)


def look(connection: Connection, me: str, now: float) -> Upcoming:
    """What comes due next that *me* has not under way."""
    (found,) = fetch(connection, _NEXT, me=me)
    return Upcoming(now, found.effect, found.alarm)
