"""A certificate with its key, for whoever wants Graph to seal what it tells."""

from datetime import timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from rehearsal import clock

_LASTS = timedelta(days=365)


def write_certificate(path: Path) -> None:
    """Put certificate and key there, for the owner's eyes alone; the same whenever this process is asked."""
    path.touch(mode=0o600)
    path.write_bytes(_certificate())


@cache  # a key takes a tenth of a second to make, and it guards nothing but a rehearsal
def _certificate() -> bytes:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "rehearsal")])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    begins = clock.now() - timedelta(days=1)
    certificate = made.not_valid_before(begins).not_valid_after(begins + _LASTS).sign(key, SHA256())
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return certificate.public_bytes(Encoding.PEM) + private
