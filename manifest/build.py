"""`python manifest/build.py`: makes the app package from the settings of the environment or .env."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from os import environ
from pathlib import Path

HERE = Path(__file__).resolve().parent
if not __package__:
    sys.path[0] = str(HERE.parent)  # run as a script, from any directory: our modules are beside the bot's

from bot.errors import Misconfigured  # noqa: E402  # known by the line above

PACKAGE = HERE / "build" / "motevakt.zip"
MISCONFIGURED = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the package that *arguments* ask for; gives the exit code."""
    parser = argparse.ArgumentParser(
        prog="manifest/build.py",
        description="Makes the app package for Teams from MicrosoftAppId, PUBLIC_URL and CHAT_GUARD"
        " (on: ask to read the chat; off), set in the environment or in .env. The same settings give the same bytes.",
    )
    parser.add_argument("--out", type=Path, default=PACKAGE, help="where to write it; default: %(default)s")
    parser.add_argument(
        "--version", default="", help="x.y.z, where Teams asks for a higher one; default: that of pyproject.toml"
    )
    chosen = parser.parse_args(arguments)
    try:
        _write(chosen.out, _package(chosen.version))
    except Misconfigured as wrong:
        print("The app package cannot be made:", *wrong.faults, sep="\n  - ", file=sys.stderr)
        return MISCONFIGURED
    print(chosen.out)
    return 0


def _package(version: str) -> bytes:
    """The package's bytes.

    Raises:
        Misconfigured: with every fault.
    """
    try:
        from dotenv import dotenv_values

        from manifest.check import faults
        from manifest.package import contents, zipped
        from manifest.settings import read_settings
    except ModuleNotFoundError as missing:  # only here: --help works without
        raise Misconfigured((f"{missing.name} is not installed: `make manifest` sets up all that is needed",)) from None
    files = contents(read_settings(_set_here(dotenv_values(".env")), version))
    if wrong := faults(files):
        raise Misconfigured(wrong)
    return zipped(files)


def _set_here(written: Mapping[str, str | None]) -> Mapping[str, str]:
    """The settings as the bot reads them: what is *written* counts where the environment says nothing."""
    filed = {name: value for name, value in written.items() if value is not None}
    return {**filed, **{name: value for name, value in environ.items() if value.strip()}}


def _write(path: Path, package: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(package)
    except OSError as wrong:
        raise Misconfigured((f"--out cannot be written there ({wrong.strerror}): name another file",)) from wrong


if __name__ == "__main__":
    sys.exit(main())
