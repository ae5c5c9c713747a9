"""The certificate that a rehearsed bot gives to Graph."""

from pathlib import Path

from bot.pem import read_certificates
from rehearsal.certificate import write_certificate
from rehearsal.standin import StandIn


def test_the_bot_can_read_it_and_nobody_else(standin: StandIn, tmp_path: Path) -> None:
    told = Path(standin.environment(4711, tmp_path)["GRAPH_CERTIFICATE_PATH"])

    (certificate,) = read_certificates([told])
    assert certificate.key.key_size == 2048
    assert certificate.ends > standin.world.time()
    assert told.stat().st_mode & 0o077 == 0


def test_it_is_made_once(tmp_path: Path) -> None:
    one, other = tmp_path / "one.pem", tmp_path / "other.pem"
    write_certificate(one)
    write_certificate(other)
    write_certificate(one)

    assert one.read_bytes() == other.read_bytes()
