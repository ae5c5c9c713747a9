"""A database that is open, whichever it is. What differs between the two is in `sqlite` and `postgres`."""

from collections.abc import Callable

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError

from bot.ports import Clock


class Database:
    """An open database. `engine` is for one thread at a time."""

    shared = False
    """Whether other processes may have it open too."""

    clock: Clock | None = None
    """The database's own, by which all who share it go; None: each process goes by its machine's."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def keep_time(self, connection: Connection) -> None:
        """Set `clock` by the database's hour."""

    def is_held_up(self, wrong: DBAPIError) -> bool:  # noqa: ARG002  # of a file nobody else holds a part
        """Whether somebody else held what it needed for too long: of what it was to do the rest may go on."""
        return False

    def reconnect(self) -> None:
        """Speak to the database anew: it may have become another server."""

    def line_up(self, connection: Connection) -> None:
        """Wait until no other process starts just now."""

    def call_others(self, connection: Connection) -> None:
        """Tell whoever shares it, once this transaction is written, that there is work this process leaves to them."""

    def listen(self, called: Callable[[], None]) -> None:
        """From now on have *called* run, in another thread, whenever somebody calls."""

    def is_passing(self, wrong: DBAPIError) -> bool:
        """Whether the same transaction may well succeed if it is run again at once: another one stood in its way."""
        return isinstance(wrong, IntegrityError)

    def clean(self) -> None:
        """See to it that what was deleted lies on in no log and no free page, as far as the database lets us.

        Raises:
            StillRead: somebody reads what was; the same may succeed once they end.
            sqlalchemy.exc.SQLAlchemyError: the database did not take it.
        """

    def close(self) -> None:
        self.engine.dispose()


_PASSES = ("08", "25006", "53", "57", "58", "XX")
"""SQLSTATEs that begin so: no connection, read-only for now, no room, told to stop, broken below, broken inside."""


def is_away(wrong: DBAPIError) -> bool:
    """Whether the database could not be reached or did not take it, so that the same may succeed later."""
    state: str = getattr(wrong.orig, "sqlstate", None) or ""
    return (
        wrong.connection_invalidated
        or isinstance(wrong, (OperationalError, InterfaceError))
        or state.startswith(_PASSES)
    )
