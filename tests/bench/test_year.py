"""The year's bench, of two hundred meetings: what it makes is real, and every question gets its answer."""

from pathlib import Path

from sqlalchemy import func, select

from bench.goals import exit_code, table
from bench.year import QUESTIONS, measured
from bench.year_made import LOOKS
from bench.year_measure import DATABASE
from bot.store import schema
from bot.store.verifying import engine_to_read, reading, verify


def test_a_small_year_is_made_proven_exported_and_read(tmp_path: Path) -> None:
    rows = measured(tmp_path, 200, kinds=3)

    assert not [row for row in rows if row.missing], "\n".join(table(rows))
    assert len(rows) == 1 + 2 * len(QUESTIONS) + 1
    assert exit_code(rows) == 0, "\n".join(table(rows))
    found = verify(f"sqlite:///{tmp_path / DATABASE}", processes=1)
    assert found.breaks == []
    assert found.rows >= 200 * 15
    assert found.looks == LOOKS + 5, "each export and each look at names is in the log"
    with reading(engine_to_read(f"sqlite:///{tmp_path / DATABASE}")) as connection:
        held = connection.execute(select(func.count()).select_from(schema.occurrence)).scalar_one()
        erased = select(func.count()).where(schema.meeting.c.wrapped_key.is_(None))
        assert held == 200
        assert 0 < connection.execute(erased).scalar_one() < 200
        assert connection.execute(select(func.count()).select_from(schema.person)).scalar_one() > 0
