"""Opens what Graph has sealed for us: the resource data of a change notification (docs/TEAMS.md E3)."""

import hashlib
import hmac
from base64 import b64decode
from collections.abc import Iterable, Iterator
from typing import Any

from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.padding import PKCS7

from bot.answers import folded, text
from bot.errors import Malformed, MotevaktError
from bot.inbound.fields import json_object
from bot.pem import SealingCertificate

_KEY_BYTES = 32
_VECTOR_BYTES = 16
_OAEP = OAEP(mgf=MGF1(SHA1()), algorithm=SHA1(), label=None)  # noqa: S303  # Graph's choice, and sound within OAEP


class Unopened(MotevaktError):
    """It was not sealed for us, or not as Graph seals. Nobody is told how it failed."""


class Certificates:
    """Our keys for what Graph seals. Old ones stay as long as something sealed for them may come."""

    def __init__(self, certificates: Iterable[SealingCertificate]) -> None:
        self._keys = {certificate.id: certificate.key for certificate in certificates}

    def open(self, sealed: Any) -> dict[str, Any]:
        """The object in *sealed*, an `encryptedContent`. Takes about a millisecond of CPU.

        Raises:
            Unopened: for whatever reason.
        """
        told = folded(sealed)
        try:
            data, signature, wrapped = (_raw(told, name) for name in ("data", "datasignature", "datakey"))
            for key in self._candidates(text(told, "encryptioncertificateid")):
                secret = _unwrapped(wrapped, key)
                if secret is not None and hmac.compare_digest(hmac.digest(secret, data, hashlib.sha256), signature):
                    return json_object(_decrypted(data, secret))
        except (ValueError, Malformed):
            raise Unopened from None
        raise Unopened

    def _candidates(self, certificate: str) -> Iterator[RSAPrivateKey]:
        """The key that is named; where no such key is ours, each of ours: an id may have been made otherwise before."""
        named = self._keys.get(certificate.lower())
        yield from self._keys.values() if named is None else (named,)


def _raw(told: dict[str, Any], name: str) -> bytes:
    return b64decode(text(told, name), validate=True)


def _unwrapped(wrapped: bytes, key: RSAPrivateKey) -> bytes | None:
    """The key that the data is sealed with; None: it was wrapped for another."""
    try:
        secret = key.decrypt(wrapped, _OAEP)
    except ValueError:
        return None
    return secret if len(secret) == _KEY_BYTES else None


def _decrypted(data: bytes, secret: bytes) -> bytes:
    """What is in *data*, which is already known to be from whoever knows *secret*."""
    decryptor = Cipher(AES(secret), CBC(secret[:_VECTOR_BYTES])).decryptor()
    unpadder = PKCS7(AES.block_size).unpadder()
    return unpadder.update(decryptor.update(data) + decryptor.finalize()) + unpadder.finalize()
