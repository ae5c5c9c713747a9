"""Keys: one data key in a file wraps a key for each meeting; names and state are sealed with the meeting's key.

Destroying a meeting's wrapped key erases what it sealed. AES-256-GCM of `cryptography`; 96-bit nonces by chance.
"""

import hashlib
import hmac
import os
import secrets
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import Misconfigured

_NONCE_BYTES = 12
_KEY_BYTES = 32
_MARK_BYTES = 16


class Vault:
    """Wraps and unwraps meeting keys with the data key."""

    def __init__(self, data_key: bytes) -> None:
        self._data_key = data_key
        self._cipher = AESGCM(data_key)

    @classmethod
    def at(cls, path: Path) -> "Vault":
        """The vault of the key at *path*; made there, mode 600, when there is none.

        Raises:
            Misconfigured: the file cannot be read or made, or holds no such key.
        """
        try:
            return cls(_read_or_make(path))
        except (OSError, ValueError) as wrong:
            raise Misconfigured((f"DATA_KEY_PATH: no usable key in {path} ({type(wrong).__name__})",)) from wrong

    def new_key(self, meeting: int) -> tuple[bytes, "MeetingKey"]:
        """A key for *meeting*: its wrapped form, to be stored, and the key itself."""
        key = AESGCM.generate_key(bit_length=8 * _KEY_BYTES)
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, key, _about("key", meeting)), MeetingKey(key, meeting)

    def derived(self, purpose: str) -> bytes:
        """A key of 32 bytes for *purpose* alone, always the same; the data key cannot be told from it (HKDF-SHA256)."""
        return HKDF(SHA256(), _KEY_BYTES, salt=None, info=purpose.encode()).derive(self._data_key)

    def mark(self, oid: str) -> bytes:
        """A keyed hash of an account's object id, always the same, from which the id cannot be told. No account: empty.

        Not of its tenant: Teams does not always tell it, and no object id is given twice.
        """
        return hmac.digest(self._persons, oid.casefold().encode(), hashlib.sha256)[:_MARK_BYTES] if oid else b""

    @cached_property
    def _persons(self) -> bytes:
        return self.derived("persons")

    def unwrap(self, wrapped: bytes, meeting: int) -> "MeetingKey":
        """The key of *meeting*.

        Raises:
            cryptography.exceptions.InvalidTag: the data key is another's, or the row was tampered with.
        """
        nonce, sealed = wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:]
        return MeetingKey(self._cipher.decrypt(nonce, sealed, _about("key", meeting)), meeting)


class MeetingKey:
    """Seals what belongs to one meeting; what was sealed for one column opens in no other.

    Its cipher is made when it is first needed, in a microsecond, and let go by `rest`: it takes two kilobytes.
    """

    __slots__ = ("_cipher", "_key", "_meeting")

    def __init__(self, key: bytes, meeting: int) -> None:
        self._key, self._meeting = key, meeting
        self._cipher: AESGCM | None = None

    def seal(self, plain: bytes, column: str) -> bytes:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._ready().encrypt(nonce, plain, _about(column, self._meeting))

    def open(self, sealed: bytes, column: str) -> bytes:
        return self._ready().decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _about(column, self._meeting))

    def rest(self) -> None:
        """It is not needed for now."""
        self._cipher = None

    def _ready(self) -> AESGCM:
        if self._cipher is None:
            self._cipher = AESGCM(self._key)
        return self._cipher


def _about(column: str, meeting: int) -> bytes:
    return f"{column}:{meeting}".encode()


def _read_or_make(path: Path) -> bytes:
    try:
        key = path.read_bytes()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        key = secrets.token_bytes(_KEY_BYTES)
        with os.fdopen(handle, "wb") as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
    if len(key) != _KEY_BYTES:
        raise ValueError("a data key has 32 bytes")
    return key
