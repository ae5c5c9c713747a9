"""The store as those read it who look. Nobody is given a name without a row in the access log."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.participants import Identity, PersonId
from bot.evidence.records import NOBODY, Holding, Insight, Kept, Look, Looker, Purpose, Row, Seen
from bot.log import get_log
from bot.ports import Clock
from bot.store import codec, holdings, looks, names
from bot.store.beside import Beside
from bot.store.vault import Vault

SHOWN_WHOLE = 20
"""So many holdings, the newest, are told whole to whoever asks what is kept about them."""

_COUNTED_AT_ONCE = 100
_log = get_log("store")

Count = Callable[[Holding, Sequence[Row]], Mapping[str, int]]
"""What a holding's rows come to, as counts."""


class StoredRecords:
    """Fills `bot.evidence.records.Records`. For any thread: each call has a connection of its own.

    *tenant*: meetings of other tenants are shown to nobody; empty: there can be none. What is kept about somebody, and
    what is counted, is so wherever it was.

    Its calls raise `StoreAway` where the database is away.
    """

    def __init__(self, database: Beside, vault: Vault, clock: Clock, tenant: str = "") -> None:
        self._database, self._vault, self._clock, self._tenant = database, vault, clock, tenant

    def holdings(self, since: datetime, until: datetime) -> Sequence[Holding]:
        with self._database.reading() as connection:
            return holdings.begun(connection, since.timestamp(), until.timestamp(), self._tenant)

    def running(self) -> Sequence[Holding]:
        with self._database.reading() as connection:
            return holdings.running(connection, self._tenant)

    def holding(self, meeting: int, number: int) -> Holding | None:
        with self._database.reading() as connection:
            return holdings.one(connection, meeting, number, self._tenant)

    def rows(self, holding: Holding) -> Sequence[Row]:
        with self._database.reading() as connection:
            return holdings.rows(connection, holding)

    def tallies(self, since: datetime, until: datetime) -> Sequence[tuple[datetime, Mapping[str, int]]]:
        with self._database.reading() as connection:
            return holdings.tallies(connection, since.timestamp(), until.timestamp(), self._tenant)

    def names(self, holding: Holding, by: Looker, seen: Seen, purpose: Purpose) -> Mapping[PersonId, Identity]:
        """One transaction: where the look cannot be written, no name is given."""
        look = Look(self._clock.now(), "", seen, purpose, holding.meeting, holding.number)
        with self._database.writing() as connection:
            looks.add(connection, self._vault, look, by)
            people = holdings.people(connection, holding)
            return names.opened(connection, self._vault, holding.meeting, people)

    def looks(self, since: datetime, until: datetime) -> Sequence[Look]:
        with self._database.reading() as connection:
            return looks.read(connection, self._vault, since.timestamp(), until.timestamp())

    def insight(self, who: Identity) -> Insight:
        """By the object id. Of looks, those at the holdings that tell of them, unless at others there alone.

        Also told are exports of more than one meeting made since the first of these holdings began: which meetings
        they were is not kept, so rather one too many than one too few. An erasure shows nobody's names to anybody.
        """
        with self._database.reading() as connection:
            known = names.find(connection, self._vault, who.oid)
            found = [
                (holding, one.person)
                for one in known
                for holding in holdings.with_person(connection, one.meeting, one.person, one.occurrence)
            ]
            found.sort(key=lambda one: one[0].began, reverse=True)
            kept = tuple(
                Kept(holding, person, holdings.rows(connection, holding)) for holding, person in found[:SHOWN_WHOLE]
            )
            seen = looks.read_of(connection, self._vault, sorted({holding.meeting for holding, _ in found}))
            if found:
                seen += looks.read_wide(connection, self._vault, found[-1][0].began.timestamp())
        told = sorted((look for look in seen if _shows(look, found)), key=lambda look: look.at, reverse=True)
        return Insight(kept, tuple(told), len(found) - len(kept))

    def conclude(self, count: Count, before: datetime, limit: int) -> int:
        """Count holdings that ended before that hour and were not counted yet, at most *limit*; gives how many.

        Each hundred is a transaction of its own, so that no turn waits long for it.
        """
        done, last = 0, None
        while done < limit:
            with self._database.reading() as connection:
                page = holdings.uncounted(connection, last, before.timestamp(), min(_COUNTED_AT_ONCE, limit - done))
                counted = [(one, codec.dump_row(_counted(connection, one, count))) for one in page]
            if not page:
                break
            with self._database.writing() as connection:
                holdings.keep_tallies(connection, counted)
            done, last = done + len(page), page[-1]
        return done


def _counted(connection: Connection, holding: Holding, count: Count) -> Mapping[str, int]:
    """What *count* gives; nothing where rows cannot be read, so that one meeting keeps no other from being counted."""
    try:
        return count(holding, holdings.rows(connection, holding))
    except SQLAlchemyError:
        raise
    except Exception as wrong:  # noqa: BLE001  # rows of every version, and of whoever tampered
        _log.error("counting_failed", act="developers", exc_info=wrong)
        return {}


def _shows(look: Look, found: Iterable[tuple[Holding, PersonId]]) -> bool:
    """Whether that look may have shown the name of whom these holdings tell, by their pseudonyms there."""
    if look.meeting is None:
        return look.seen is not Seen.ERASURE and look.people != NOBODY
    return any(
        look.meeting == holding.meeting
        and look.number in (None, holding.number)
        and (not look.people or person in look.people)
        for holding, person in found
    )
