"""DATABASE_URL: a file or a server, and what else each needs."""

from pathlib import Path

import pytest

from bot.settings import read_settings
from tests.test_settings import LEAST, faults


def test_a_server_has_no_place_for_the_key() -> None:
    assert faults(DATABASE_URL="postgresql://u:secret@h/db") == ("DATA_KEY_PATH is missing",)
    settings = read_settings({**LEAST, "DATABASE_URL": "postgresql://u:secret@h/db", "DATA_KEY_PATH": "/run/key"})
    assert (settings.database_path, settings.data_key_path) == (None, Path("/run/key"))


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:secret@h",
        "postgresql://u:secret@h/",
        "postgresql://u:secret@h:x/db",
        "postgresql://u:[secret]x@h/db",
        "postgresql://u:secret\u2100@h/db",
    ],
)
def test_a_fault_of_a_server_does_not_tell_its_password(url: str) -> None:
    (fault,) = faults(DATABASE_URL=url, DATA_KEY_PATH="/run/key")
    assert fault.startswith("DATABASE_URL ")
    assert "secret" not in fault


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///", "sqlite:///:memory:", "mysql://x"])
def test_a_database_that_forgets_is_none(url: str) -> None:
    assert faults(DATABASE_URL=url) == (
        "DATABASE_URL must be sqlite:/// and the path of a file, or postgresql://user:password@host/name",
    )
