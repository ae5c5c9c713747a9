"""Opens the database that DATABASE_URL names."""

from bot.errors import Misconfigured
from bot.store import sqlite
from bot.store.opened import Database

POSTGRESQL = "postgresql://"


def open_database(url: str) -> Database:
    """The database at *url*, SQLite or PostgreSQL, created and migrated where need be.

    Raises:
        Misconfigured: it cannot be reached or written, another process has its file, or a newer version wrote it.
    """
    if url.startswith(sqlite.SCHEME):
        return sqlite.open_file(url)
    if url.startswith(POSTGRESQL):
        from bot.store import postgres  # its driver is not for those who have a file

        return postgres.open_server(url)
    raise Misconfigured((f"DATABASE_URL must begin with {sqlite.SCHEME} or {POSTGRESQL}",))
