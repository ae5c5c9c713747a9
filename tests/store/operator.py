"""What an operator does: runs commands, with the settings of the environment."""

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from sqlalchemy import func, select

from bot.store import schema
from bot.store.database import open_database
from bot.store.tick import Ticker
from bot.store.vault import Vault
from tests.scenes import ANN, CATO, PROCEDURE, joined, started
from tests.store.ticks import NOW, delivery

Run = Callable[..., int]


def run_it(command: ModuleType, *told: object) -> int:
    """Run a command with these arguments; gives its exit code."""
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    umask = os.umask(0o022)
    try:
        code: int = command.run(parser.parse_args([str(one) for one in told]))
    finally:
        os.umask(umask)
    return code


def write(url: str, vault: Vault) -> None:
    """A database in which cards wait, and which nobody has open."""
    database = open_database(url)
    ticker = Ticker(database, vault, PROCEDURE)
    ticker.recover(NOW)
    ticker.tick(NOW, [delivery("a", started()), delivery("b", joined(ANN, CATO))], [], 0)
    ticker.rest(NOW)
    database.close()


def effects(url: str) -> int:
    database = open_database(url)
    with database.engine.begin() as connection:
        counted: int = connection.execute(select(func.count()).select_from(schema.effect)).scalar_one()
    database.close()
    return counted


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))
