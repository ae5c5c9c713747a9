"""A web application on a loopback port of its own, which can go away and come back on the same port."""

import ssl

from aiohttp import web


class Server:
    """Serves *app* on 127.0.0.1. `url` is known after the first `start`."""

    def __init__(self, app: web.Application, *, tls: ssl.SSLContext | None = None, name: str = "127.0.0.1") -> None:
        self._app = app
        self._tls = tls
        self._name = name
        self._port = 0
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None

    @property
    def url(self) -> str:
        """Scheme, host and port, without a slash at the end."""
        return f"{'https' if self._tls else 'http'}://{self._name}:{self._port}"

    async def start(self) -> None:
        """Listen: on a free port the first time, on the same one ever after."""
        if self._runner is None:
            self._runner = web.AppRunner(self._app, access_log=None, shutdown_timeout=0.2)
            await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port, ssl_context=self._tls, reuse_address=True)
        await site.start()
        self._port = self._port or self._runner.addresses[0][1]
        self._site = site

    async def refuse_connections(self) -> None:
        """Stop listening, and close what is open; `start` listens again."""
        if self._site is not None and self._runner is not None and self._runner.server is not None:
            await self._site.stop()
            await self._runner.server.shutdown(0.2)
            self._site = None

    async def stop(self) -> None:
        """Stop for good."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
