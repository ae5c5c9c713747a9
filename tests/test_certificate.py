"""The certificate that the bot signs in with tells its end: in /readyz, in the log, and as a number."""

import json
from base64 import b64decode
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as generate_elliptic
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from bot.errors import Misconfigured
from bot.outbound.clock import SystemClock
from bot.pem import read_certificates
from bot.readiness import CERTIFICATE_TOLD_AHEAD, certificate_trouble
from bot.settings import read_settings
from rehearsal.bot_process import BotProcess
from rehearsal.standin import StandIn
from tests.acceptance.play import until

ENDS = datetime(2027, 3, 1, 12, tzinfo=UTC)
SOON = "certificate: ends on 2027-03-01 (administrator: a new certificate for the app in Entra)"
ENDED = "certificate: ended on 2027-03-01 (administrator: a new certificate for the app in Entra)"


@pytest.fixture(scope="module")
def key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


def certificate(key: RSAPrivateKey, ends: datetime) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "motevakt")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number()).not_valid_before(ends - timedelta(days=365))
    return made.not_valid_after(ends).sign(key, SHA256()).public_bytes(Encoding.PEM)


def pem(path: Path, key: RSAPrivateKey, *ends: datetime) -> str:
    """A file with *key* and a certificate for each of *ends*."""
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + b"".join(certificate(key, end) for end in ends))
    return str(path)


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (CERTIFICATE_TOLD_AHEAD + timedelta(seconds=1), ""),
        (CERTIFICATE_TOLD_AHEAD, SOON),
        (timedelta(seconds=1), SOON),
        (timedelta(), ENDED),
        (timedelta(days=-400), ENDED),
    ],
)
def test_thirty_days_before_its_end_the_certificate_is_told_of(before: timedelta, told: str) -> None:
    assert certificate_trouble(ENDS, ENDS - before) == told


def test_without_a_certificate_there_is_no_end_to_tell() -> None:
    assert certificate_trouble(None, ENDS) == ""


def test_of_several_certificates_the_first_counts_as_it_does_at_signing_in(tmp_path: Path, key: RSAPrivateKey) -> None:
    both = pem(tmp_path / "app.pem", key, ENDS, ENDS + timedelta(days=365))
    settings = read_settings(
        {"MicrosoftAppId": "app", "MicrosoftAppTenantId": "hospital", "MicrosoftAppCertificatePath": both}
    )

    assert settings.certificate_ends == ENDS


@pytest.mark.parametrize(("days", "word", "level"), [(10, "ends", "WARNING"), (-10, "ended", "ERROR")])
async def test_the_bot_says_so_and_stays_ready(
    tmp_path: Path, key: RSAPrivateKey, days: int, word: str, level: str
) -> None:
    ends = SystemClock().now().replace(microsecond=0) + timedelta(days=days)
    otherwise = {"MicrosoftAppPassword": "", "MicrosoftAppCertificatePath": pem(tmp_path / "app.pem", key, ends)}
    async with StandIn(tmp_path) as standin, BotProcess(standin, tmp_path, otherwise=otherwise) as bot:
        status, told = await bot.call("GET", "/readyz")
        _, numbers = await bot.call("GET", "/metrics")
        lines = await until(lambda: lines_of(bot.stdout, "certificate_ends") or None, "a line in the log")

    assert (status, told["ready"]) == (200, True)
    assert [reason.split(" on ")[0] for reason in told["reasons"]] == [f"certificate: {word}"]
    assert f'motevakt_certificate_ends_timestamp_seconds{{certificate="sign_in"}} {ends.timestamp():.10}' in numbers
    (line,) = lines
    assert (line["level"], line["act"]) == (level, "administrator: a new certificate for the app in Entra")
    assert abs(int(str(line["seconds"])) - days * 86_400) < 60


async def test_who_signs_in_with_a_secret_hears_nothing_of_certificates(tmp_path: Path) -> None:
    async with StandIn(tmp_path) as standin, BotProcess(standin, tmp_path) as bot:
        _, told = await bot.call("GET", "/readyz")
        _, numbers = await bot.call("GET", "/metrics")

    assert told["reasons"] == []
    assert 'certificate="sign_in"' not in numbers
    assert lines_of(bot.stdout, "certificate_ends") == []


def lines_of(stdout: str, event: str) -> list[dict[str, object]]:
    lines = [json.loads(line) for line in stdout.splitlines()]
    return [line for line in lines if line["event"] == event]


def fault_of(path: Path) -> str:
    with pytest.raises(Misconfigured) as wrong:
        read_settings({"MicrosoftAppId": "a", "MicrosoftAppTenantId": "b", "MicrosoftAppCertificatePath": str(path)})
    (fault,) = wrong.value.faults
    return fault


def test_a_key_of_another_certificate_is_a_fault_at_the_start_and_not_at_the_first_sign_in(
    tmp_path: Path, key: RSAPrivateKey
) -> None:
    other = generate_private_key(public_exponent=65537, key_size=2048)
    private = other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "pair.pem").write_bytes(private + certificate(key, ENDS))

    assert fault_of(tmp_path / "pair.pem").endswith("whose key does not belong to its first certificate")


def test_a_key_that_entra_does_not_take_is_a_fault(tmp_path: Path, key: RSAPrivateKey) -> None:
    private = generate_elliptic(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "ec.pem").write_bytes(private + certificate(key, ENDS))

    assert fault_of(tmp_path / "ec.pem").endswith("whose key is not RSA: Entra takes no other")


def test_a_file_that_cannot_be_read_is_told_by_why(tmp_path: Path) -> None:
    assert fault_of(tmp_path / "absent").endswith("names a file that cannot be read (FileNotFoundError)")
    assert fault_of(tmp_path).endswith("names a file that cannot be read (IsADirectoryError)")


def test_what_graph_seals_for_is_read_in_its_order(tmp_path: Path, key: RSAPrivateKey) -> None:
    paths = [Path(pem(tmp_path / f"{year}.pem", key, datetime(year, 3, 1, 12, tzinfo=UTC))) for year in (2027, 2026)]
    new, old = read_certificates(paths)

    assert (new.ends, old.ends) == (ENDS, datetime(2026, 3, 1, 12, tzinfo=UTC))
    told = x509.load_der_x509_certificate(b64decode(new.told))
    assert told.public_key() == new.key.public_key()
    assert new.id == told.fingerprint(SHA256()).hex()
    assert new.id != old.id
    assert len(new.id) <= 64
    assert "key" not in repr(new)


def test_every_file_that_graph_could_not_seal_for_is_told_by_its_place(tmp_path: Path, key: RSAPrivateKey) -> None:
    good = Path(pem(tmp_path / "good.pem", key, ENDS))
    with pytest.raises(Misconfigured) as wrong:
        read_certificates([tmp_path / "absent.pem", good, tmp_path])

    assert [fault[:22] for fault in wrong.value.faults] == ["GRAPH_CERTIFICATE_PATH"] * 2
    assert [fault[-10:] for fault in wrong.value.faults] == ["(number 1)", "(number 3)"]
