"""Keys: what was sealed for one meeting or column opens in no other."""

from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag

from bot.errors import Misconfigured
from bot.store.vault import Vault


def test_what_is_sealed_opens_only_in_its_own_meeting_and_column(vault: Vault) -> None:
    wrapped, key = vault.new_key(1)
    sealed = key.seal(b"Ann Berg", "person:p1")

    assert vault.unwrap(wrapped, 1).open(sealed, "person:p1") == b"Ann Berg"
    with pytest.raises(InvalidTag):
        key.open(sealed, "person:p2")
    with pytest.raises(InvalidTag):
        vault.unwrap(wrapped, 2)


def test_a_key_that_rested_opens_what_it_sealed(vault: Vault) -> None:
    _, key = vault.new_key(1)
    sealed = key.seal(b"Ann Berg", "person:p1")
    key.rest()

    assert key.open(sealed, "person:p1") == b"Ann Berg"


def test_the_same_text_is_sealed_differently_each_time(vault: Vault) -> None:
    _, key = vault.new_key(1)

    assert key.seal(b"Ann Berg", "person:p1") != key.seal(b"Ann Berg", "person:p1")


def test_the_data_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "data.key"
    wrapped, key = Vault.at(path).new_key(1)
    sealed = key.seal(b"x", "state")

    assert path.stat().st_mode & 0o777 == 0o600
    assert Vault.at(path).unwrap(wrapped, 1).open(sealed, "state") == b"x"


def test_a_file_that_holds_no_key_stops_the_start(tmp_path: Path) -> None:
    path = tmp_path / "data.key"
    path.write_bytes(b"too short")

    with pytest.raises(Misconfigured, match="DATA_KEY_PATH"):
        Vault.at(path)


def test_a_derived_key_is_the_same_again_and_one_for_each_purpose() -> None:
    key = Vault(b"k" * 32).derived("client state")

    assert len(key) == 32
    assert Vault(b"k" * 32).derived("client state") == key
    assert Vault(b"k" * 32).derived("another") != key
    assert Vault(b"x" * 32).derived("client state") != key
