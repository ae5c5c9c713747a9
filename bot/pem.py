"""Certificates with their keys, as PEM files have them: what the bot signs in with, and what Graph seals for."""

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.x509 import Certificate, load_pem_x509_certificate

from bot.errors import Misconfigured


@dataclass(frozen=True, slots=True)
class SealingCertificate:
    """A certificate that Graph seals for. `id`: SHA-256 of it in hex, 64 characters; `told`: its DER in base64.

    `ends`: from then on Graph may refuse it; what was sealed for it still opens.
    """

    id: str
    told: str = field(repr=False)
    key: RSAPrivateKey = field(repr=False)
    ends: datetime


def certificate_end(path: Path) -> datetime:
    """When the certificate in this file ends. The first certificate and the first key count: azure-identity takes them.

    Raises:
        ValueError: what is wrong with the file, in words that follow its name.
    """
    return _pair(path)[0].not_valid_after_utc


def read_certificates(paths: Iterable[Path]) -> tuple[SealingCertificate, ...]:
    """The certificates of `GRAPH_CERTIFICATE_PATH`, in their order: the first is given to Graph, all open.

    Raises:
        Misconfigured: with every file that is wrong.
    """
    read, faults = [], []
    for number, path in enumerate(paths, start=1):
        try:
            certificate, key = _pair(path)
        except ValueError as wrong:
            faults.append(f"GRAPH_CERTIFICATE_PATH {wrong} (number {number})")
            continue
        told = b64encode(certificate.public_bytes(Encoding.DER)).decode()
        fingerprint = certificate.fingerprint(SHA256()).hex()
        read.append(SealingCertificate(fingerprint, told, key, certificate.not_valid_after_utc))
    if faults:
        raise Misconfigured(tuple(faults))
    return tuple(read)


def _pair(path: Path) -> tuple[Certificate, RSAPrivateKey]:
    try:
        pem = path.read_bytes()
    except OSError as wrong:
        raise ValueError(f"names a file that cannot be read ({type(wrong).__name__})") from None
    try:
        key = load_pem_private_key(pem, password=None)
        certificate = load_pem_x509_certificate(pem)
        certified = certificate.public_key()
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise ValueError("names a file that holds no PEM certificate with an unencrypted key") from None
    if not isinstance(key, RSAPrivateKey):
        raise ValueError("names a file whose key is not RSA: Entra takes no other")
    if key.public_key() != certified:
        raise ValueError("names a file whose key does not belong to its first certificate")
    return certificate, key
