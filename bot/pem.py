"""The certificate and key that the bot signs in with, as a PEM file has them."""

from datetime import datetime
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509 import load_pem_x509_certificate


def certificate_end(path: Path) -> datetime:
    """When the certificate in this file ends. The first certificate and the first key count: azure-identity takes them.

    Raises:
        ValueError: what is wrong with the file, in words that follow its name.
    """
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
    return certificate.not_valid_after_utc
