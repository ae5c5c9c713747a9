"""Brings the tables to today's shape, at start-up, before anything else is read."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, select, text

from bot.errors import Misconfigured
from bot.store import schema

HEAD = "0004"
"""The newest migration. Alembic is imported only where one is due: it takes a tenth of a second."""


def migrate(engine: Engine, lock: str = "SELECT 1") -> None:
    """Migrate in one transaction. *lock*: a statement that makes others who migrate wait for its end.

    A newer version's tables are left as they are when that version says that ours can work with them: while replicas
    are replaced one after the other, and when one version is taken back.

    Raises:
        Misconfigured: they are a newer version's, and not for ours.
        sqlalchemy.exc.SQLAlchemyError: the database did not take it.
    """
    with engine.begin() as connection:
        connection.execute(text(lock))
        standing = _standing(connection)
        if standing is None or standing < HEAD:
            _upgrade(connection)
        elif standing > HEAD and connection.execute(select(schema.installation.c.oldest)).scalar_one() > HEAD:
            raise Misconfigured((f"DATABASE_URL: a newer version wrote it ({standing}; this one knows {HEAD})",))


def _standing(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    standing: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return standing


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
