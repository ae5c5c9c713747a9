import os
from datetime import timedelta
from pathlib import Path

import pytest
import trustme
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Misconfigured
from bot.hosts import Hosts
from bot.settings import SETTINGS, AppType, Settings, read_settings, settings_from_environment

TENANT, OTHER = "0a000000-0000-4000-8000-00000000000b", "0a000000-0000-4000-8000-00000000000c"
LEAST = {"MicrosoftAppId": "app", "MicrosoftAppTenantId": "Hospital", "MicrosoftAppPassword": "s3cret"}


def faults(**changes: str) -> tuple[str, ...]:
    with pytest.raises(Misconfigured) as wrong:
        read_settings({**LEAST, **changes})
    return wrong.value.faults


def test_the_least_that_must_be_set_is_enough() -> None:
    assert read_settings(LEAST) == Settings(
        app_id="app",
        tenant="hospital",
        app_type=AppType.SINGLE_TENANT,
        host="0.0.0.0",  # noqa: S104
        port=3978,
        database_url="sqlite:///data/motevakt.db",
        data_key_path=Path("data/motevakt.key"),
        openid_metadata_url="https://login.botframework.com/v1/.well-known/openidconfiguration",
        token_issuer="https://api.botframework.com",
        login_authority="https://login.microsoftonline.com",
        service_hosts=Hosts(("smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com")),
        graph_url="https://graph.microsoft.com",
        graph_openid_metadata_url="https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration",
        paused=False,
        chat_guard=False,
        synthetic_identifiers=True,
        log_level="INFO",
        password="s3cret",
    )


def test_all_that_can_be_set_is_read(tmp_path: Path) -> None:
    file = tmp_path / "procedure.toml"
    file.write_text('[numbers]\nearly = "20 min"\n')
    settings = read_settings(
        {
            **LEAST,
            "MicrosoftAppType": "multitenant",
            "HOST": "127.0.0.1",
            "PORT": "8080",
            "PUBLIC_URL": "https://bot.hospital.no/",
            "DATABASE_URL": "sqlite:////var/lib/motevakt/m.db",
            "DATA_KEY_PATH": "/run/secrets/key",
            "BOT_OPENID_METADATA_URL": "http://127.0.0.1:9000/openid",
            "BOT_TOKEN_ISSUER": "issuer",
            "BOT_LOGIN_AUTHORITY": "https://localhost:9001/",
            "BOT_SERVICE_HOSTS": "127.0.0.1, *.Example.NO",
            "GRAPH_URL": "OFF",
            "GRAPH_OPENID_METADATA_URL": "http://127.0.0.1:9002/entra/",
            "PROCEDURE_PATH": str(file),
            "TRUSTED_TENANTS": f"{TENANT.upper()}, ,{OTHER},",
            "PAUSED": "Yes",
            "LOG_LEVEL": "debug",
        }
    )

    assert settings.app_type is AppType.MULTI_TENANT
    assert (settings.host, settings.port) == ("127.0.0.1", 8080)
    assert settings.public_url == "https://bot.hospital.no"
    assert settings.database_path == Path("/var/lib/motevakt/m.db")
    assert settings.data_key_path == Path("/run/secrets/key")
    assert settings.openid_metadata_url == "http://127.0.0.1:9000/openid"
    assert settings.token_issuer == "issuer"
    assert settings.login_authority == "https://localhost:9001"
    assert settings.service_hosts == Hosts(("127.0.0.1", "*.example.no"))
    assert settings.graph_url is None
    assert settings.graph_openid_metadata_url == "http://127.0.0.1:9002/entra"
    assert settings.procedure.early == timedelta(minutes=20)
    assert settings.procedure.trusted_tenants == frozenset({TENANT, OTHER})
    assert (settings.paused, settings.log_level) == (True, "DEBUG")


def test_an_empty_text_counts_as_not_set() -> None:
    empty = {setting.name: "  " for setting in SETTINGS if setting.name not in LEAST}

    assert read_settings({**LEAST, **empty}) == read_settings(LEAST)


def test_all_faults_are_told_at_once_by_name_and_never_by_value() -> None:
    told = faults(
        MicrosoftAppId="",
        MicrosoftAppTenantId=" ",
        MicrosoftAppPassword="",
        MicrosoftAppType="wrong-value",
        PORT="wrong-value",
        PUBLIC_URL="wrong-value",
        DATABASE_URL="wrong-value",
        BOT_OPENID_METADATA_URL="wrong-value",
        BOT_LOGIN_AUTHORITY="wrong-value",
        BOT_SERVICE_HOSTS="wrong value",
        GRAPH_URL="wrong-value",
        GRAPH_OPENID_METADATA_URL="wrong-value",
        PROCEDURE_PATH="wrong-value",
        TRUSTED_TENANTS=f"wrong-value,{TENANT},wrong-too",
        RETENTION_DAYS="wrong-value",
        PAUSED="wrong-value",
        LOG_LEVEL="wrong-value",
    )

    assert len(told) == 18
    assert "wrong" not in " ".join(told)
    assert "MicrosoftAppPassword or MicrosoftAppCertificatePath is missing" in told


def test_every_fault_of_the_procedure_is_told_with_the_others(tmp_path: Path) -> None:
    file = tmp_path / "procedure.toml"
    file.write_text('[numbers]\nearly = 20\nerly = "20 min"\n')

    told = faults(PORT="wrong", PROCEDURE_PATH=str(file))

    assert [fault.split()[0] for fault in told] == ["PORT", "PROCEDURE_PATH,", "PROCEDURE_PATH,"]
    assert str(tmp_path) not in " ".join(told)


def test_every_wrong_tenant_is_told_by_its_place() -> None:
    assert faults(TRUSTED_TENANTS=f"{TENANT}, secret.example, 12") == (
        "TRUSTED_TENANTS must be tenant ids with commas between, each a GUID (number 2)",
        "TRUSTED_TENANTS must be tenant ids with commas between, each a GUID (number 3)",
    )


@pytest.mark.parametrize("name", ["MicrosoftAppId", "MicrosoftAppTenantId", "MicrosoftAppPassword"])
def test_nothing_starts_without_app_tenant_and_credential(name: str) -> None:
    assert name in faults(**{name: ""})[0]


def test_a_managed_identity_needs_no_credential() -> None:
    settings = read_settings({**LEAST, "MicrosoftAppPassword": "", "MicrosoftAppType": "UserAssignedMSI"})

    assert settings.password is None


def test_a_certificate_takes_the_place_of_a_password(tmp_path: Path) -> None:
    pem = tmp_path / "app.pem"
    issued = trustme.CA().issue_cert("app", key_type=trustme.KeyType.RSA)
    issued.private_key_and_cert_chain_pem.write_to_path(str(pem))
    settings = read_settings({**LEAST, "MicrosoftAppPassword": "", "MicrosoftAppCertificatePath": str(pem)})

    assert settings.certificate_path == pem


def test_a_certificate_that_cannot_be_used_is_a_fault(tmp_path: Path) -> None:
    ca, locked = trustme.CA(), generate_private_key(public_exponent=65537, key_size=2048)
    no_pem, no_key, encrypted = tmp_path / "a", tmp_path / "b", tmp_path / "c"
    no_pem.write_text("x")
    ca.cert_pem.write_to_path(str(no_key))
    encrypted.write_bytes(
        locked.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"x")) + ca.cert_pem.bytes()
    )

    for path in (tmp_path / "absent", tmp_path, no_pem, no_key, encrypted):
        (told,) = faults(MicrosoftAppPassword="", MicrosoftAppCertificatePath=str(path))
        assert told.startswith("MicrosoftAppCertificatePath names a file that")
        assert str(path) not in told


@pytest.mark.parametrize("name", ["PUBLIC_URL", "BOT_OPENID_METADATA_URL", "GRAPH_URL", "BOT_LOGIN_AUTHORITY"])
@pytest.mark.parametrize(
    "url",
    ["http://example.no", "ftp://example.no", "https://", "https://a:b@c.no", "https://x.no/?q=1", "https://x.no#f"],
)
def test_addresses_are_https(name: str, url: str) -> None:
    assert faults(**{name: url})[0].startswith(f"{name} must be an https address")


def test_http_is_taken_for_loopback_alone_and_never_for_signing_in() -> None:
    for host in ("localhost", "127.0.0.1", "127.8.8.8", "[::1]"):
        assert read_settings({**LEAST, "GRAPH_URL": f"http://{host}:9/"}).graph_url == f"http://{host}:9"
        assert faults(BOT_LOGIN_AUTHORITY=f"http://{host}:9")
    assert faults(GRAPH_URL="http://128.0.0.1")
    assert faults(GRAPH_URL="http://localhost.example.no")


@pytest.mark.parametrize("port", ["-1", "65536", "8o", "٣٠٠٠", "1e3", "0x10"])
def test_a_port_is_a_number(port: str) -> None:
    assert faults(PORT=port)[0].startswith("PORT ")


@pytest.mark.parametrize("hosts", [",", "https://x.no", "x.no:443", "x.no/teams", "*", "*.", "x.*.no", "a b"])
def test_service_hosts_are_names_alone(hosts: str) -> None:
    assert faults(BOT_SERVICE_HOSTS=hosts)[0].startswith("BOT_SERVICE_HOSTS ")


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://smba.trafficmanager.net/emea/", True),
        ("https://SMBA.trafficmanager.net", True),
        ("https://smba.trafficmanager.net:8443/emea/", True),
        ("https://a.teams.example/x", True),
        ("https://a.b.teams.example/x", True),
        ("http://127.0.0.1:9000/emea/", True),
        ("https://127.0.0.1:9000/emea/", True),
        ("http://smba.trafficmanager.net/emea/", False),
        ("https://teams.example/x", False),
        ("https://.teams.example/x", False),
        ("https://evilteams.example/x", False),
        ("https://smba.trafficmanager.net.evil.example/", False),
        ("https://evil.trafficmanager.net/", False),
        ("https://smba.trafficmanager.net@evil.example/", False),
        ("https://evil.example\\@smba.trafficmanager.net/", False),
        ("https://evil.example#smba.trafficmanager.net", False),
        ("https://evil.example?smba.trafficmanager.net", False),
        ("https://smba.trafficmanager.net.", False),
        ("https://smba.trafficmanager.net:99999/", False),
        ("https://smba.trafficmanager.net\n.evil.example/", False),
        ("https://smbа.trafficmanager.net/", False),
        ("//smba.trafficmanager.net/", False),
        ("smba.trafficmanager.net", False),
        ("", False),
    ],
)
def test_our_token_goes_to_allowed_hosts_alone(url: str, allowed: bool) -> None:
    hosts = Hosts(("smba.trafficmanager.net", "*.teams.example", "127.0.0.1"))

    assert hosts.allow(url) is allowed


@given(st.text(max_size=60))
def test_no_address_makes_the_check_fail(text: str) -> None:
    assert not Hosts(("x.example",)).allow(text)
    assert not Hosts(("x.example",)).allow(f"https://{text}.evil")


def test_secrets_do_not_show() -> None:
    settings = read_settings({**LEAST, "DATABASE_URL": "sqlite:///hidden.db"})

    assert "s3cret" not in repr(settings)
    assert "s3cret" not in str(settings)


def test_the_environment_stands_above_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for setting in SETTINGS:
        monkeypatch.delenv(setting.name, raising=False)
    file = tmp_path / ".env"
    file.write_text(
        "MicrosoftAppId=filed\nMicrosoftAppTenantId=t\nMicrosoftAppPassword='p $X'\nPORT=1\nHOST=h\nEMPTY\n"
    )
    monkeypatch.setenv("PORT", "2")
    monkeypatch.setenv("HOST", "")
    settings = settings_from_environment(file)

    assert (settings.app_id, settings.port, settings.host, settings.password) == ("filed", 2, "h", "p $X")
    assert "MicrosoftAppId" not in os.environ


def test_a_file_that_is_not_there_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in LEAST.items():
        monkeypatch.setenv(name, value)

    assert settings_from_environment(tmp_path / "absent").app_id == "app"


def test_every_setting_is_told_once_with_a_meaning() -> None:
    names = [setting.name for setting in SETTINGS]

    assert len(set(names)) == len(names)
    assert all(setting.meaning for setting in SETTINGS)


@pytest.mark.parametrize(("graph", "adds"), [("https://graph.microsoft.com", True), ("off", False)])
def test_announced_meetings_get_the_app_where_its_id_is_known_and_graph_is_on(graph: str, adds: bool) -> None:
    number = {"TEAMS_APP_CATALOG_ID": "0C000000-0000-4000-8000-000000000007"}
    settings = read_settings({**LEAST, **number, "GRAPH_URL": graph})

    assert settings.catalog_id == "0c000000-0000-4000-8000-000000000007"
    assert settings.procedure.adds_app is adds
    assert read_settings(LEAST).procedure.adds_app is False


@pytest.mark.parametrize("days", ["1", "30", "365"])
def test_names_are_kept_for_a_day_to_a_year(days: str) -> None:
    assert read_settings({**LEAST, "RETENTION_DAYS": days}).retention == timedelta(days=int(days))


@pytest.mark.parametrize("days", ["0", "366", "-1", "1.5", "thirty", "1000", "٣"])
def test_no_other_length_of_time_is_taken(days: str) -> None:
    assert faults(RETENTION_DAYS=days) == ("RETENTION_DAYS must be a whole number from 1 to 365",)
