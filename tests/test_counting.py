"""What happened is counted beside the serving bot, whatever a row says."""

import asyncio
import json
from io import StringIO
from pathlib import Path

from sqlalchemy import select, update

from bot.counting import keep_counting
from bot.log import start_logging
from bot.store import schema
from bot.store.beside import Beside
from bot.store.database import open_database
from bot.store.records import StoredRecords
from bot.store.tick import Ticker
from bot.store.vault import Vault
from tests.scenes import PROCEDURE
from tests.store.series import Standing, tell_series


async def test_a_row_that_cannot_be_read_is_told_and_keeps_no_other_from_being_counted(tmp_path: Path) -> None:
    vault, url, told = Vault.at(tmp_path / "data.key"), f"sqlite:///{tmp_path}/motevakt.db", StringIO()
    database = open_database(url)
    tell_series(Ticker(database, vault, PROCEDURE), database, vault)
    audit, counted = schema.audit.c, schema.occurrence.c
    with database.engine.begin() as connection:
        meeting, seq = connection.execute(select(counted.meeting, counted.first).order_by(counted.ended)).first() or (
            0,
            0,
        )
        connection.execute(update(schema.audit).where(audit.meeting == meeting, audit.seq == seq).values(body="no row"))
    start_logging("INFO", told)

    counting = asyncio.create_task(keep_counting(StoredRecords(Beside(url), vault, Standing()), Standing()))
    done, _ = await asyncio.wait({counting}, timeout=0.5)
    with database.engine.begin() as connection:
        first, *others = connection.execute(select(counted.tally).order_by(counted.ended)).scalars().all()

    assert not done
    assert first == "{}"
    assert [one for one in others if one and one != "{}"]
    assert [(line["event"], line["act"]) for line in map(json.loads, told.getvalue().splitlines())] == [
        ("counting_failed", "developers")
    ]
    counting.cancel()
    database.close()
