"""The stand-in as a whole: starts and stops its servers, and tells a bot where they are."""

import os
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, Self

from rehearsal import clock
from rehearsal.activities import Writer
from rehearsal.certificate import write_certificate
from rehearsal.connector import Connector
from rehearsal.faults import Faults
from rehearsal.graph import Graph
from rehearsal.keyring import KeyRing
from rehearsal.keys import ENTRA, Keys
from rehearsal.people import HOSPITAL
from rehearsal.posting import Strictness
from rehearsal.server import Server
from rehearsal.signin import SECRET, SignIn
from rehearsal.tokens import ENTRA_COMMON, ISSUER, mint, mint_for_app
from rehearsal.world import APP, Chat, World


class StandIn:
    """Teams and Graph on loopback: `async with StandIn(directory) as standin`.

    *directory* takes the certificate authority's file, and the bot's certificate for what Graph seals. *seed* makes the
    chance of faults repeatable, *time* the hours.
    """

    def __init__(self, directory: Path, *, seed: int = 0, time: clock.Clock = clock.now) -> None:
        self.faults = Faults(seed=seed)
        self.strictness = Strictness()
        self.world = World(time=time)
        self.ring = KeyRing()
        self.keys = Keys(self.ring, self.faults)
        self.entra_ring = KeyRing(endorsements=None, issuer=ENTRA_COMMON)
        self.entra_keys = Keys(self.entra_ring, self.faults, ENTRA)
        self.signin = SignIn(self.faults, directory, self.entra_ring)
        self.connector = Connector(self.world, self.signin, self.faults, self.strictness)
        self.graph = Graph(self.world, self.signin, self.faults, self.entra_ring)
        self.sealing_file = directory / "graph.pem"
        write_certificate(self.sealing_file)
        self._running = AsyncExitStack()

    @property
    def servers(self) -> tuple[Server, ...]:
        told = (self.keys.server, self.entra_keys.server, self.signin.server, self.signin.door)
        return (*told, self.connector.server, self.graph.server)

    @property
    def service_url(self) -> str:
        return self.connector.service_url

    async def __aenter__(self) -> Self:
        for server in self.servers:
            self._running.push_async_callback(server.stop)
            await server.start()
        self._running.push_async_callback(self.graph.stop)
        self.signin.audiences.add(self.graph.url)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._running.aclose()

    def token(self, **otherwise: Any) -> str:
        """A token as Teams sends it now; *otherwise* as in `tokens.mint`."""
        return mint(self.ring.current, **({"service_url": self.service_url} | otherwise))

    def app_token(self, **otherwise: Any) -> str:
        """A token as Entra gives the system that announces meetings; *otherwise* as in `tokens.mint_for_app`."""
        return mint_for_app(self.entra_ring.current, **otherwise)

    def writer(self, chat: Chat) -> Writer:
        """Writes activities as Teams sends them from *chat*."""
        return Writer(self.world, chat, self.service_url)

    def environment(self, port: int, data_dir: Path) -> dict[str, str]:
        """The whole environment of a bot process that listens on *port* and keeps its data in *data_dir*."""
        self.signin.codes.redirects.add(f"http://127.0.0.1:{port}/tilsyn/inn")
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "MicrosoftAppId": APP,
            "MicrosoftAppPassword": SECRET,
            "MicrosoftAppTenantId": HOSPITAL,
            "MicrosoftAppType": "SingleTenant",
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "DATABASE_URL": f"sqlite:///{data_dir / 'motevakt.db'}",
            "DATA_KEY_PATH": str(data_dir / "data.key"),
            "BOT_OPENID_METADATA_URL": self.keys.metadata_url,
            "BOT_TOKEN_ISSUER": ISSUER,
            "BOT_LOGIN_AUTHORITY": self.signin.server.url,
            "BOT_SERVICE_HOSTS": "127.0.0.1",
            "GRAPH_URL": self.graph.url,
            "GRAPH_OPENID_METADATA_URL": self.entra_keys.metadata_url,
            "GRAPH_CERTIFICATE_PATH": str(self.sealing_file),
            "SSL_CERT_FILE": str(self.signin.ca_file),
            "LOG_LEVEL": "INFO",
        }
