"""The database and its key, as commands have it that erase: to write, or to read alone."""

from pathlib import Path

from sqlalchemy import Engine, inspect

from bot.errors import Misconfigured
from bot.settings import Settings
from bot.store.database import open_database
from bot.store.installation import check_key, claim_key
from bot.store.look import file_to_read
from bot.store.opened import Database
from bot.store.vault import Vault

STILL_READ = (
    "But somebody reads the database as it was (a backup, audit): its older form is still in the log beside it. "
    "Run purge once they have ended.\n"
)


def to_write(settings: Settings) -> tuple[Database, Vault]:
    """The database, which nobody else has open if it is a file, and the vault of its key.

    Raises:
        Misconfigured: either is not there or cannot be had, the bot has the file, or the key is another's.
    """
    vault = _vault(settings.data_key_path)
    file = settings.database_path
    if file is not None and not file.is_file():
        raise Misconfigured((f"DATABASE_URL: there is no {file}",))
    database = open_database(settings.database_url)
    try:
        with database.engine.begin() as connection:
            claim_key(connection, vault)
    except Misconfigured:
        database.close()
        raise
    return database, vault


def to_read(settings: Settings) -> tuple[Engine, Vault]:
    """The same, for reading alone: whoever has it open goes on.

    Raises:
        Misconfigured: either is not there, the tables are an earlier version's, or the key is another's.
    """
    vault = _vault(settings.data_key_path)
    file = settings.database_path
    if file is not None and not file.is_file():
        raise Misconfigured((f"DATABASE_URL: there is no {file}",))
    if file is not None:
        engine = file_to_read(file)
    else:
        from bot.store.postgres import unpooled  # its driver is not for those who have a file

        engine = unpooled(settings.database_url, read_only=True)
    with engine.connect() as connection:
        if not inspect(connection).has_table("look"):
            raise Misconfigured(("DATABASE_URL: an earlier version wrote it; start the bot of this one first",))
        check_key(connection, vault)
    return engine, vault


def _vault(path: Path) -> Vault:
    """None is made: it would open nothing."""
    if not path.is_file():
        raise Misconfigured((f"DATA_KEY_PATH: there is no {path}",))
    return Vault.at(path)
