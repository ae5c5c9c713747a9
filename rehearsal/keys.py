"""The server that tells which keys sign what Teams sends: OpenID metadata and JWKS (docs/TEAMS.md H)."""

from collections import Counter

from aiohttp import web

from rehearsal.faults import Faults, Operation, inject
from rehearsal.keyring import KeyRing
from rehearsal.server import Server
from rehearsal.tokens import ISSUER


class Keys:
    """Serves the key ring. `lookups` counts what was asked for; `available` False: answers 503."""

    def __init__(self, ring: KeyRing, faults: Faults) -> None:
        self.ring = ring
        self.available = True
        self.lookups: Counter[Operation] = Counter()
        app = web.Application(middlewares=[inject(faults)])
        app.router.add_get("/v1/.well-known/openidconfiguration", self._metadata, name=Operation.METADATA)
        app.router.add_get("/v1/.well-known/keys", self._keys, name=Operation.KEYS)
        self.server = Server(app)

    @property
    def metadata_url(self) -> str:
        return f"{self.server.url}/v1/.well-known/openidconfiguration"

    async def _metadata(self, _request: web.Request) -> web.Response:
        return self._answer(
            Operation.METADATA,
            {
                "issuer": ISSUER,
                "jwks_uri": f"{self.server.url}/v1/.well-known/keys",
                "id_token_signing_alg_values_supported": ["RS256"],
                "token_endpoint_auth_methods_supported": ["private_key_jwt"],
            },
        )

    async def _keys(self, _request: web.Request) -> web.Response:
        return self._answer(Operation.KEYS, {"keys": [key.public() for key in self.ring.published]})

    def _answer(self, operation: Operation, document: object) -> web.Response:
        self.lookups[operation] += 1
        return web.json_response(document) if self.available else web.Response(status=503)
