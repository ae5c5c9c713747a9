"""What is sealed opens with its own key alone, and shows whether somebody touched it."""

from base64 import b64decode

import pytest

from rehearsal.sealing import seal, tampered
from tests.rehearsal.receiver import Lock

TOLD = {"id": "17", "text": "Møte, æøå"}


def test_the_key_opens_it(lock: Lock) -> None:
    sealed = seal(TOLD, lock.certificate, "one")

    assert lock.open(sealed) == TOLD
    assert sealed["encryptionCertificateId"] == "one"
    assert len(b64decode(sealed["encryptionCertificateThumbprint"] + "==", validate=True)) > 0
    assert len(sealed["encryptionCertificateThumbprint"]) == 40


def test_every_one_has_a_key_of_its_own(lock: Lock) -> None:
    assert seal(TOLD, lock.certificate, "one")["data"] != seal(TOLD, lock.certificate, "one")["data"]
    same = [seal(TOLD, lock.certificate, "one", key=b"k" * 32)["data"] for _ in range(2)]
    assert same[0] == same[1]


@pytest.mark.parametrize("field", ["data", "dataSignature", "dataKey"])
def test_what_was_touched_does_not_open(lock: Lock, field: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # each part says it in its own words
        lock.open(tampered(seal(TOLD, lock.certificate, "one"), field))


def test_what_is_for_another_does_not_open(lock: Lock) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # the library's words
        lock.open(seal(TOLD, Lock().certificate, "one"))


def test_anything_can_be_sealed(lock: Lock) -> None:
    with pytest.raises(ValueError, match="Expecting value"):
        lock.open(seal({}, lock.certificate, "one", plain=b"no JSON"))
