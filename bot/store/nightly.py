"""The purge that the bot does by itself: between two and four at night, once over all processes on one database.

Whoever is first notes the hour in `installation.purged`. If nobody was there at night, the next start makes up for it.
"""

import threading
from datetime import UTC, datetime, timedelta

from sqlalchemy import bindparam, or_, update
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.norway import OSLO
from bot.domain.procedure import Procedure
from bot.errors import StillRead
from bot.log import get_log
from bot.metrics import Metrics
from bot.store import schema
from bot.store.cache import Cache
from bot.store.opened import Database
from bot.store.purging import Purge
from bot.store.vault import Vault

_FROM_HOUR, _TO_HOUR = 2, 4
_MISSED_S = 36 * 3600.0
_AGAIN_S, _TRIES = 60.0, 10
_ACT = "operator: the database of DATABASE_URL, its disk and permissions"
_STILL_READ = "operator: whatever reads the database's file for long (a backup, audit verify or export)"
_purged = schema.installation.c.purged
_CLAIM = (
    update(schema.installation)
    .where(or_(_purged.is_(None), _purged < bindparam("before")))
    .values(purged=bindparam("now"))
)
_log = get_log("store")


class Nightly:
    """Purges *database* by night, a little at each turn. For the thread that writes, between its transactions.

    *cache*: the meetings that thread holds open. *retention*: so long names are kept.
    """

    def __init__(
        self,
        database: Database,
        vault: Vault,
        procedure: Procedure,
        retention: timedelta,
        *,
        cache: Cache,
        metrics: Metrics,
    ) -> None:
        self._database, self._vault, self._procedure, self._retention = database, vault, procedure, retention
        self._cache, self._metrics = cache, metrics
        self._purge: Purge | None = None
        self._due = self._began = 0.0
        self._failed = 0
        self._uncleaned: float | None = None

    def turn(self, now: float) -> bool:
        """Do as much as takes some milliseconds, if it is time to; gives whether there is more to do."""
        if self._uncleaned is not None and now >= self._uncleaned:
            self._clean(now, told=True)
        if now < self._due:
            return False
        try:
            return self._step(now)
        except SQLAlchemyError as wrong:
            cause = type(getattr(wrong, "orig", None) or wrong).__name__
            _log.warning("purge_failed", error=cause, act=_ACT)
            self._failed += 1
            self._due = now + _AGAIN_S
        except Exception as wrong:  # noqa: BLE001  # a fault of ours must not end the one thread that writes
            _log.error("purge_failed", act="developers", exc_info=wrong)
            self._failed = _TRIES
        if self._failed >= _TRIES:
            self._rest(now)
        return False

    def _step(self, now: float) -> bool:
        if self._purge is None:
            if not self._claim(now):
                self._rest(now)
                return False
            self._began = now
            self._purge = Purge(self._database, self._vault, self._procedure, self._retention, now, self._cache)
        if self._purge.step(now):
            return True
        self._tell(self._purge, now)
        self._rest(now)
        return False

    def _claim(self, now: float) -> bool:
        """Whether it is time, and nobody has done it yet."""
        local = datetime.fromtimestamp(now, OSLO)
        tonight = local.replace(hour=_FROM_HOUR, minute=0, second=0, microsecond=0).timestamp()
        before = tonight if _FROM_HOUR <= local.hour < _TO_HOUR else now - _MISSED_S
        with self._database.engine.begin() as connection:
            return connection.execute(_CLAIM, {"before": before, "now": now}).rowcount > 0

    def _rest(self, now: float) -> None:
        self._purge, self._failed, self._due = None, 0, next_night(now)

    def _tell(self, purge: Purge, now: float) -> None:
        done = purge.done
        self._metrics.purged_names.inc(done.names)
        _log.info("purged", kind="names", count=done.names, seconds=round(now - self._began, 1))
        for kind, count in (("meetings", done.meetings), ("keys", done.keys), ("looks", done.looks)):
            if count:
                _log.info("purged", kind=kind, count=count)
        if not done:
            return
        if self._database.shared:  # takes seconds, and needs a connection of its own
            threading.Thread(target=self._clean, args=(now,), name="clean", daemon=True).start()
        else:
            self._clean(now)

    def _clean(self, now: float, *, told: bool = False) -> None:
        """Tried again every minute while somebody reads; that is told the first time."""
        self._uncleaned = None
        try:
            self._database.clean()
        except StillRead as wrong:
            self._uncleaned = now + _AGAIN_S
            if not told:
                _log.warning("purge_failed", error=type(wrong).__name__, act=_STILL_READ)
        except SQLAlchemyError as wrong:
            cause = type(getattr(wrong, "orig", None) or wrong).__name__
            _log.warning("purge_failed", error=cause, act=_ACT)


def note(database: Database, now: float) -> None:
    """It was done by hand at *now*: the bot need not do it again at its next start."""
    with database.engine.begin() as connection:
        connection.execute(update(schema.installation).values(purged=now))


def next_night(now: float) -> float:
    """When it is two at night next, in Norway; both in seconds since 1970."""
    local = datetime.fromtimestamp(now, OSLO)
    tonight = local.replace(hour=_FROM_HOUR, minute=0, second=0, microsecond=0)
    return (tonight if tonight.timestamp() > now else tonight + timedelta(days=1)).astimezone(UTC).timestamp()
