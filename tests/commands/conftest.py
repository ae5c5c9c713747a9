"""Commands as an operator runs them: beside a bot that has the database open, with the settings of the environment."""

import argparse
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.commands import audit
from bot.store.opened import Database
from bot.store.tick import Ticker
from bot.store.vault import Vault
from tests.store.chained import write_meetings
from tests.store.conftest import database, database_url, template, ticker, vault

__all__ = ["database", "database_url", "template", "ticker", "vault"]

Run = Callable[..., int]


@pytest.fixture
def written(ticker: Ticker, database: Database, vault: Vault) -> Database:
    """Some meetings and looks, in a database that the bot has open."""
    ticker.recover(0.0)
    write_meetings(ticker, database, vault)
    return database


@pytest.fixture
def run(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Runs `audit` with these arguments; gives its exit code."""
    for name, value in {
        "MicrosoftAppId": "00000000-0000-4000-8000-00000000000a",
        "MicrosoftAppTenantId": "00000000-0000-4000-8000-00000000000b",
        "MicrosoftAppPassword": "invented",
        "GRAPH_URL": "off",
        "DATABASE_URL": database_url,
        "DATA_KEY_PATH": str(tmp_path / "data.key"),
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)

    def run_audit(*told: object) -> int:
        parser = argparse.ArgumentParser()
        audit.add_arguments(parser)
        return audit.run(parser.parse_args([str(one) for one in told]))

    yield run_audit
    logging.disable(logging.NOTSET)
