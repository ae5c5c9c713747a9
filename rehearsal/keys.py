"""The servers that tell which keys sign what: OpenID metadata and JWKS (docs/TEAMS.md H, K)."""

from collections import Counter
from dataclasses import dataclass

from aiohttp import web

from rehearsal.faults import Faults, Operation, inject
from rehearsal.keyring import KeyRing
from rehearsal.server import Server
from rehearsal.tokens import ENTRA_COMMON, ISSUER


@dataclass(frozen=True, slots=True)
class Place:
    """Where keys are told, and in whose name. The operations are those of its two documents."""

    issuer: str
    metadata: str
    keys: str
    metadata_asked: Operation
    keys_asked: Operation


BOT_FRAMEWORK = Place(
    ISSUER, "/v1/.well-known/openidconfiguration", "/v1/.well-known/keys", Operation.METADATA, Operation.KEYS
)
ENTRA = Place(
    ENTRA_COMMON,
    "/common/v2.0/.well-known/openid-configuration",
    "/common/discovery/v2.0/keys",
    Operation.ENTRA_METADATA,
    Operation.ENTRA_KEYS,
)


class Keys:
    """Serves the key ring. `lookups` counts what was asked for; `available` False: answers 503."""

    def __init__(self, ring: KeyRing, faults: Faults, place: Place = BOT_FRAMEWORK) -> None:
        self.ring = ring
        self.available = True
        self.lookups: Counter[Operation] = Counter()
        self._place = place
        app = web.Application(middlewares=[inject(faults)])
        app.router.add_get(place.metadata, self._metadata, name=place.metadata_asked)
        app.router.add_get(place.keys, self._keys, name=place.keys_asked)
        self.server = Server(app)

    @property
    def metadata_url(self) -> str:
        return f"{self.server.url}{self._place.metadata}"

    async def _metadata(self, _request: web.Request) -> web.Response:
        return self._answer(
            self._place.metadata_asked,
            {
                "issuer": self._place.issuer,
                "jwks_uri": f"{self.server.url}{self._place.keys}",
                "id_token_signing_alg_values_supported": ["RS256"],
                "token_endpoint_auth_methods_supported": ["private_key_jwt"],
            },
        )

    async def _keys(self, _request: web.Request) -> web.Response:
        return self._answer(self._place.keys_asked, {"keys": [key.public() for key in self.ring.published]})

    def _answer(self, operation: Operation, document: object) -> web.Response:
        self.lookups[operation] += 1
        return web.json_response(document) if self.available else web.Response(status=503)
