"""The environment, read once and frozen. All faults are told at once, by name and never by value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from os import environ
from pathlib import Path
from typing import TypeVar

from dotenv import dotenv_values

from bot import setting_texts as texts
from bot.domain.language import Language
from bot.domain.procedure import Hardening, Procedure
from bot.errors import Misconfigured
from bot.hosts import Hosts
from bot.knowledge.procedure import read_procedure

_T = TypeVar("_T")


class AppType(StrEnum):
    """How the bot is registered, which decides how it signs in (docs/TEAMS.md I)."""

    SINGLE_TENANT = "SingleTenant"
    USER_ASSIGNED_MSI = "UserAssignedMSI"
    MULTI_TENANT = "MultiTenant"  # registrations made before August 2025


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting's name, its default as it would be written (empty: none), and its meaning."""

    name: str
    default: str
    meaning: str


SETTINGS: tuple[Setting, ...] = (
    Setting("MicrosoftAppId", "", "the bot's app id in Entra"),
    Setting("MicrosoftAppTenantId", "", "the tenant of that app"),
    Setting("MicrosoftAppType", "SingleTenant", "SingleTenant, UserAssignedMSI, or MultiTenant for old registrations"),
    Setting("MicrosoftAppPassword", "", "client secret; UserAssignedMSI needs none"),
    Setting("MicrosoftAppCertificatePath", "", "PEM with certificate and key, instead of a password"),
    Setting("HOST", "0.0.0.0", "address to listen on"),  # noqa: S104  # a container is reached from outside
    Setting("PORT", "3978", "port to listen on"),
    Setting("PUBLIC_URL", "", "https address under which the bot is reached"),
    Setting(
        "DATABASE_URL",
        "sqlite:///data/motevakt.db",
        "where the bot remembers: a file of SQLite, or postgresql://user:password@host/name for replicas",
    ),
    Setting(
        "DATA_KEY_PATH",
        "",
        "file of the key that wraps meeting keys; empty: beside the database's file (PostgreSQL: has to be set)",
    ),
    Setting(
        "BOT_OPENID_METADATA_URL",
        "https://login.botframework.com/v1/.well-known/openidconfiguration",
        "where the keys are told that sign what Teams sends",
    ),
    Setting("BOT_TOKEN_ISSUER", "https://api.botframework.com", "issuer of the tokens Teams sends"),
    Setting("BOT_LOGIN_AUTHORITY", "https://login.microsoftonline.com", "where our own tokens come from"),
    Setting(
        "BOT_SERVICE_HOSTS",
        "smba.trafficmanager.net,smba.infra.gcc.teams.microsoft.com",
        "comma-separated host names without port (*. allowed) that may get our token: Teams' public hosts",
    ),
    Setting("GRAPH_URL", "https://graph.microsoft.com", "Microsoft Graph; off: nothing is asked of it"),
    Setting(
        "GRAPH_OPENID_METADATA_URL",
        "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration",
        "where the keys are told that sign Entra's tokens, of systems that announce meetings",
    ),
    Setting("PROCEDURE_PATH", "", "TOML file of a hospital's own procedure; empty: the built-in one"),
    Setting("BOT_LANGUAGE", "nb", "nb, nn or en: when a chat's or person's own is not known"),
    Setting("TRUSTED_TENANTS", "", "comma-separated tenant ids whose uninvited staff are amber, not red"),
    Setting(
        "CHAT_GUARD",
        "off",
        "on: the meeting chat is read for S2, which a hospital decides with its staff (docs/CHAT.md)",
    ),
    Setting(
        "SYNTHETIC_IDENTIFIERS", "warn", "ignore: numbers of test persons (Tenor, SyntPop) are no finding in the chat"
    ),
    Setting(
        "HARDEN_MEETINGS",
        "recording",
        "recording: recording and transcription are turned off by itself; all, ask or never",
    ),
    Setting(
        "GRAPH_CERTIFICATE_PATH",
        "",
        "comma-separated PEM files with certificate and key for what Graph encrypts; the first is given to Graph",
    ),
    Setting("RETENTION_DAYS", "30", "names are erased so many days after their meeting: 1 to 365 (docs/DATA.md)"),
    Setting("TEAMS_APP_CATALOG_ID", "", "the app's id in the tenant's catalogue, for adding it to announced meetings"),
    Setting("PAUSED", "no", "yes: posts nothing, keeps answering"),
    Setting(
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "",
        "collector for traces and numbers, by OTLP over http/protobuf; empty: none is told (docs/OPERATIONS.md)",
    ),
    Setting("LOG_LEVEL", "INFO", "DEBUG, INFO, WARNING or ERROR"),
)
_DEFAULTS = {setting.name: setting.default for setting in SETTINGS}


@dataclass(frozen=True, slots=True)
class Settings:
    """What whoever runs the bot decides. `graph_url` None: Graph is off. URLs have no slash at the end."""

    app_id: str
    tenant: str
    app_type: AppType
    host: str
    port: int
    database_url: str = field(repr=False)
    data_key_path: Path
    openid_metadata_url: str
    token_issuer: str
    login_authority: str
    service_hosts: Hosts
    graph_url: str | None
    graph_openid_metadata_url: str
    paused: bool
    chat_guard: bool
    synthetic_identifiers: bool
    log_level: str
    public_url: str | None = None
    password: str | None = field(default=None, repr=False)
    certificate_path: Path | None = None
    certificate_ends: datetime | None = None
    graph_certificates: tuple[Path, ...] = ()
    graph_certificate_ends: datetime | None = None  # of the first, which Graph is given
    catalog_id: str | None = None
    procedure: Procedure = field(default_factory=lambda: read_procedure(None), repr=False)
    language: Language = Language.NB
    retention: timedelta = timedelta(days=30)
    otlp_endpoint: str | None = None

    @property
    def database_path(self) -> Path | None:
        """The database's file; None: it is on a server."""
        return _file_of(self.database_url)


def settings_from_environment(env_file: Path = Path(".env")) -> Settings:
    """The settings of this process; what *env_file* says counts where the environment says nothing.

    Raises:
        Misconfigured: with every fault.
    """
    written = {name: value for name, value in dotenv_values(env_file).items() if value is not None}
    return read_settings({**written, **{name: value for name, value in environ.items() if value.strip()}})


def read_settings(source: Mapping[str, str]) -> Settings:
    """The settings that *source* tells. An empty text counts as not set.

    Raises:
        Misconfigured: with every fault.
    """
    read = _Reading(source)
    app_type = read.parsed("MicrosoftAppType", texts.one_of(AppType), AppType.SINGLE_TENANT)
    database_url = read.parsed("DATABASE_URL", texts.database, _DEFAULTS["DATABASE_URL"])
    certificate = read.parsed("MicrosoftAppCertificatePath", texts.certificate, None)
    password = read.text("MicrosoftAppPassword") or None
    if app_type is not AppType.USER_ASSIGNED_MSI and not (password or read.text("MicrosoftAppCertificatePath")):
        read.faults.append("MicrosoftAppPassword or MicrosoftAppCertificatePath is missing")
    graph_url = read.parsed("GRAPH_URL", texts.url_or_off, None)
    public_url = read.parsed("PUBLIC_URL", texts.url, None)
    catalog_id = read.parsed("TEAMS_APP_CATALOG_ID", texts.catalog_id, None)
    chat_guard = read.parsed("CHAT_GUARD", texts.either("on", "off"), False)
    graph_certificates = read.each("GRAPH_CERTIFICATE_PATH", texts.certificate)
    settings = Settings(
        app_id=read.required("MicrosoftAppId"),
        tenant=read.required("MicrosoftAppTenantId").lower(),
        app_type=app_type,
        host=read.text("HOST"),
        port=read.parsed("PORT", texts.port, 0),
        database_url=database_url,
        data_key_path=_key_path(read, database_url),
        openid_metadata_url=read.parsed("BOT_OPENID_METADATA_URL", texts.url, ""),
        token_issuer=read.text("BOT_TOKEN_ISSUER"),
        login_authority=read.parsed("BOT_LOGIN_AUTHORITY", texts.https_url, ""),
        service_hosts=read.parsed("BOT_SERVICE_HOSTS", texts.hosts, Hosts(())),
        graph_url=graph_url,
        graph_openid_metadata_url=read.parsed("GRAPH_OPENID_METADATA_URL", texts.url, ""),
        paused=read.parsed("PAUSED", texts.either("yes", "no"), False),
        chat_guard=chat_guard,
        synthetic_identifiers=read.parsed("SYNTHETIC_IDENTIFIERS", texts.either("warn", "ignore"), True),
        log_level=read.parsed("LOG_LEVEL", texts.level, "INFO"),
        public_url=public_url,
        password=password,
        certificate_path=certificate[0] if certificate else None,
        certificate_ends=certificate[1] if certificate else None,
        graph_certificates=tuple(path for path, _ in graph_certificates),
        graph_certificate_ends=graph_certificates[0][1] if graph_certificates else None,
        catalog_id=catalog_id,
        retention=read.parsed("RETENTION_DAYS", texts.days, timedelta(days=30)),
        otlp_endpoint=read.parsed("OTEL_EXPORTER_OTLP_ENDPOINT", texts.url, None),
        language=read.parsed("BOT_LANGUAGE", texts.one_of(Language), Language.NB),
        procedure=replace(
            read.procedure("PROCEDURE_PATH", trusted=frozenset(read.each("TRUSTED_TENANTS", texts.tenant))),
            hardening=read.parsed("HARDEN_MEETINGS", texts.one_of(Hardening), Hardening.RECORDING),
            reads_chat=chat_guard,
            graph=graph_url is not None,
            subscribes=bool(graph_url and public_url and graph_certificates),
            adds_app=bool(graph_url and catalog_id),
        ),
    )
    if read.faults:
        raise Misconfigured(tuple(read.faults))
    return settings


def _file_of(database_url: str) -> Path | None:
    return Path(database_url.removeprefix(texts.SQLITE)) if database_url.startswith(texts.SQLITE) else None


def _key_path(read: "_Reading", database_url: str) -> Path:
    """Beside a file of SQLite there is a place for the key; a server has none, and all replicas need the same."""
    file = _file_of(database_url)
    return (
        Path(read.required("DATA_KEY_PATH")) if file is None or read.text("DATA_KEY_PATH") else file.with_suffix(".key")
    )


class _Reading:
    """Reads settings and gathers what is wrong with them."""

    def __init__(self, source: Mapping[str, str]) -> None:
        self._source = source
        self.faults: list[str] = []

    def text(self, name: str) -> str:
        return self._source.get(name, "").strip() or _DEFAULTS[name]

    def required(self, name: str) -> str:
        if not self.text(name):
            self.faults.append(f"{name} is missing")
        return self.text(name)

    def each(self, name: str, parse: Callable[[str], _T]) -> list[_T]:
        """What *parse* makes of each text between commas; every wrong one is a fault, told by its place."""
        found: list[_T] = []
        for number, text in enumerate(self.text(name).split(","), start=1):
            try:
                found += [parse(text.strip())] if text.strip() else []
            except ValueError as wrong:
                self.faults.append(f"{name} {wrong} (number {number})")
        return found

    def procedure(self, name: str, *, trusted: frozenset[str]) -> Procedure:
        """The procedure of the file that is named, else the built-in one; every fault of the file is one of ours."""
        try:
            return read_procedure(Path(self.text(name)) if self.text(name) else None, trusted)
        except Misconfigured as wrong:
            self.faults += wrong.faults
            return read_procedure(None)

    def parsed(self, name: str, parse: Callable[[str], _T], otherwise: _T) -> _T:
        """What *parse* makes of the setting; *otherwise* if it is not set, or wrong, which is then a fault."""
        text = self.text(name)
        try:
            return parse(text) if text else otherwise
        except ValueError as wrong:
            self.faults.append(f"{name} {wrong}")
            return otherwise
