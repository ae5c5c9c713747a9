"""Resource data of a change notification, sealed as Graph seals it: what is told can be read with the subscriber's key
alone.

AES-256-CBC with PKCS7 under a key made for the one notification, the initial vector being the key's first 16 bytes; the
key under RSA-OAEP with SHA-1; a signature by HMAC-SHA256 under the same key (learn.microsoft.com, change notifications
with resource data; read 2026).
"""

import hashlib
import hmac
import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.padding import PKCS7

Sealed = dict[str, str]
"""`encryptedContent` of a notification."""

_KEY_BYTES = 32
_VECTOR_BYTES = 16


def seal(
    resource: Mapping[str, Any],
    certificate: x509.Certificate,
    certificate_id: str,
    *,
    key: bytes | None = None,
    plain: bytes | None = None,
) -> Sealed:
    """*resource* for whoever holds the private key of *certificate*.

    *key*: one to seal with in place of a random one. *plain*: what to seal in place of the resource's JSON.
    The thumbprint is SHA-1 in upper case (UNVERIFIED).
    """
    once = secrets.token_bytes(_KEY_BYTES) if key is None else key
    data = _encrypted(json.dumps(resource).encode() if plain is None else plain, once)
    public = certificate.public_key()
    if not isinstance(public, rsa.RSAPublicKey):
        raise TypeError("the certificate has no RSA key")
    oaep = padding.OAEP(mgf=padding.MGF1(SHA1()), algorithm=SHA1(), label=None)  # noqa: S303  # as Graph does
    return {
        "data": b64encode(data).decode(),
        "dataSignature": b64encode(hmac.new(once, data, hashlib.sha256).digest()).decode(),
        "dataKey": b64encode(public.encrypt(once, oaep)).decode(),
        "encryptionCertificateId": certificate_id,
        "encryptionCertificateThumbprint": certificate.fingerprint(SHA1()).hex().upper(),  # noqa: S303  # as Graph does
    }


def tampered(sealed: Sealed, field: str) -> Sealed:
    """*sealed* with the last byte of `data`, `dataSignature` or `dataKey` turned over."""
    raw = bytearray(b64decode(sealed[field]))
    raw[-1] ^= 0xFF
    return {**sealed, field: b64encode(bytes(raw)).decode()}


def _encrypted(plain: bytes, key: bytes) -> bytes:
    pad = PKCS7(algorithms.AES.block_size).padder()
    encryptor = Cipher(algorithms.AES(key), modes.CBC(key[:_VECTOR_BYTES])).encryptor()
    return encryptor.update(pad.update(plain) + pad.finalize()) + encryptor.finalize()
