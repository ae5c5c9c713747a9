"""A real SQLite database for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.engine import Database, open_database
from bot.store.tick import Ticker
from bot.store.vault import Vault
from tests.scenes import PROCEDURE


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path}/motevakt.db")
    yield opened
    opened.close()


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault.at(tmp_path / "data.key")


@pytest.fixture
def ticker(database: Database, vault: Vault) -> Ticker:
    return Ticker(database.engine, vault, PROCEDURE)
