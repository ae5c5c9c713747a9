"""Somebody whom Graph may tell of changes: a real server, with a key of its own to open what comes sealed."""

import hashlib
import hmac
import json
from base64 import b64decode, b64encode
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.hazmat.primitives.serialization import Encoding

from rehearsal.server import Server

START = datetime(2026, 1, 1, tzinfo=UTC)


class Lock:
    """A key and its certificate."""

    def __init__(self, bits: int = 2048) -> None:
        self.private = rsa.generate_private_key(public_exponent=65537, key_size=bits)
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "receiver")])
        made = x509.CertificateBuilder(name, name, self.private.public_key(), x509.random_serial_number())
        dated = made.not_valid_before(START).not_valid_after(START + timedelta(days=3650))
        self.certificate = dated.sign(self.private, SHA256())

    @property
    def told(self) -> str:
        """As a subscription tells it."""
        return b64encode(self.certificate.public_bytes(Encoding.DER)).decode()

    def open(self, sealed: dict[str, str]) -> dict[str, Any]:
        """What is inside.

        Raises:
            ValueError: it is not for this key, or the signature is wrong.
        """
        oaep = padding.OAEP(mgf=padding.MGF1(SHA1()), algorithm=SHA1(), label=None)  # noqa: S303  # as Graph does
        key, data = self.private.decrypt(b64decode(sealed["dataKey"]), oaep), b64decode(sealed["data"])
        if not hmac.compare_digest(hmac.new(key, data, hashlib.sha256).digest(), b64decode(sealed["dataSignature"])):
            raise ValueError("signature")
        opened = Cipher(algorithms.AES(key), modes.CBC(key[:16])).decryptor()
        padded, pad = opened.update(data) + opened.finalize(), PKCS7(128).unpadder()
        inside: dict[str, Any] = json.loads(pad.update(padded) + pad.finalize())
        return inside


class Receiver:
    """Keeps what comes. `handshake`: its answer to one, None: the right one; `statuses`: to the next deliveries."""

    def __init__(self, lock: Lock) -> None:
        self.lock = lock
        self.handshake: web.Response | None = None
        self.statuses: list[int] = []
        self.tokens: list[tuple[str, str]] = []
        self.got: list[tuple[str, dict[str, Any]]] = []
        app = web.Application()
        app.router.add_post("/{path:.*}", self._taken)
        self.server = Server(app)

    @property
    def items(self) -> list[dict[str, Any]]:
        """All items of all deliveries."""
        return [item for _, body in self.got for item in body["value"]]

    @property
    def opened(self) -> list[dict[str, Any]]:
        """What was sealed in them, in the order in which it happened."""
        inside = [self.lock.open(item["encryptedContent"]) for item in self.items if "encryptedContent" in item]
        return sorted(inside, key=lambda one: str(one["id"]))

    async def _taken(self, request: web.Request) -> web.Response:
        token = request.query.get("validationToken")
        if token is not None:
            self.tokens.append((request.path, token))
            return web.Response(text=token) if self.handshake is None else self.handshake
        self.got.append((request.path, await request.json()))
        return web.Response(status=self.statuses.pop(0) if self.statuses else 202)
