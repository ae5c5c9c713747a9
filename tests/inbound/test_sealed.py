"""What Graph sealed for us opens, with an old certificate too; whatever else is sealed, or not, does not."""

import hmac
from base64 import b64encode
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from rehearsal.sealing import tampered
from tests.inbound.notices import recorded, sealed, sealing, told, vouched
from tests.inbound.serving import Bot, serve

ONCE = b"k" * 32


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    async with serve(certificates=(sealing("graph"), sealing("old"))) as bot:
        yield bot


UNSEALED: list[tuple[str, Callable[[], Any]]] = [
    ("for another certificate", lambda: sealed(recorded(), "stranger")),
    ("for another under our name", lambda: sealed(recorded(), "stranger") | named(sealing("graph").id)),
    ("for our old one under the new one's name", lambda: sealed(recorded(), "old") | named(sealing("graph").id)),
    ("its data altered", lambda: tampered(sealed(recorded()), "data")),
    ("its signature altered", lambda: tampered(sealed(recorded()), "dataSignature")),
    ("its key altered", lambda: tampered(sealed(recorded()), "dataKey")),
    ("cut short", lambda: sealed(recorded()) | {"data": sealed(recorded())["data"][:-24]}),
    ("a short key", lambda: sealed(recorded(), key=b"k" * 16)),
    ("no JSON", lambda: sealed({}, plain=b"Kari")),
    ("wrong padding", lambda: unpadded(b"{}" + b" " * 14)),
    ("half a block", lambda: signed(b"x" * 8)),
    ("no object", lambda: sealed({}, plain=b"[1]")),
    ("nothing", lambda: sealed({}, plain=b"")),
    ("no base64", lambda: sealed(recorded()) | {"data": "ø"}),
    ("no data", dict),
    ("no object at all", lambda: "sealed"),
    ("numbers", lambda: {"data": 1, "dataSignature": 2, "dataKey": 3, "encryptionCertificateId": 4}),
]


def signed(data: bytes) -> dict[str, str]:
    """*data* under a good signature, whatever it is."""
    signature = hmac.digest(ONCE, data, "sha256")
    told = {"data": b64encode(data).decode(), "dataSignature": b64encode(signature).decode()}
    return sealed({}, key=ONCE) | told


def unpadded(plain: bytes) -> dict[str, str]:
    """*plain* without the padding that should end it."""
    encryptor = Cipher(AES(ONCE), CBC(ONCE[:16])).encryptor()
    return signed(encryptor.update(plain) + encryptor.finalize())


def named(certificate: str) -> dict[str, str]:
    return {"encryptionCertificateId": certificate}


@pytest.mark.parametrize("content", [case[1] for case in UNSEALED], ids=[case[0] for case in UNSEALED])
async def test_what_was_not_sealed_for_us_by_graph_is_refused(bot: Bot, content: Callable[[], Any]) -> None:
    assert await bot.hear(vouched(told(encryptedContent=content()))) == (401, "")
    assert not bot.door.noted
    assert bot.counted("sealed") == 1


@pytest.mark.parametrize("changes", [{}, named("made-otherwise-before"), named(sealing("old").id.upper())])
async def test_the_old_certificate_still_opens_behind_a_new_one(bot: Bot, changes: dict[str, str]) -> None:
    assert (await bot.hear(vouched(told(encryptedContent=sealed(recorded(), "old") | changes))))[0] == 202
    assert len(bot.door.noted) == 1
