"""The command: the same bytes each time, and every fault at once with what to do."""

import os
import subprocess
import sys
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest

from bot.errors import Misconfigured
from manifest.package import contents, zipped
from manifest.settings import read_settings
from tests.manifest.packages import SET, manifest, package

SCRIPT = Path(__file__).parents[2] / "manifest" / "build.py"
FILES = ["manifest.json", "nn.json", "en.json", "color.png", "outline.png"]


def run(
    *arguments: str, cwd: Path, settings: Mapping[str, str] = SET, umask: int = -1, without: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """The script in a process of its own, with nothing set but *settings*; modules *without* are not to be found."""
    hide = "".join(f"sys.modules[{name!r}] = None; " for name in without)
    play = f"import runpy, sys; {hide}sys.argv[0] = {str(SCRIPT)!r}; runpy.run_path(sys.argv[0], run_name='__main__')"
    return subprocess.run(
        [sys.executable, *(["-c", play] if without else [str(SCRIPT)]), *arguments],
        cwd=cwd,
        umask=umask,
        env={"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", **settings},
        capture_output=True,
        text=True,
        check=False,
    )


def refused(source: dict[str, str], version: str = "") -> tuple[str, ...]:
    with pytest.raises(Misconfigured) as wrong:
        read_settings(source, version)
    return wrong.value.faults


def test_the_zip_holds_exactly_these_files_at_its_top() -> None:
    with ZipFile(BytesIO(zipped(package()))) as made:
        assert made.namelist() == FILES
        assert made.testzip() is None
        for entry in made.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert entry.compress_type == ZIP_STORED
            assert entry.external_attr == 0o644 << 16
            assert (entry.create_system, entry.extra, entry.comment) == (3, b"", b"")
        assert {name: made.read(name) for name in FILES} == dict(package())


def test_the_same_bytes_come_of_two_processes_that_have_nothing_else_in_common(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there" / "deeper"
    here.mkdir()
    there.mkdir(parents=True)
    one = run("--out", "one.zip", cwd=here, umask=0o077, settings={**SET, "TZ": "UTC", "PYTHONHASHSEED": "1"})
    other = run(
        "--out",
        str(there / "new" / "other.zip"),
        cwd=there,
        umask=0,
        settings={**SET, "TZ": "Pacific/Auckland", "LANG": "C"},
    )

    assert (one.returncode, other.returncode) == (0, 0), one.stderr + other.stderr
    made = (here / "one.zip").read_bytes()
    assert made == (there / "new" / "other.zip").read_bytes() == zipped(contents(read_settings(SET)))
    assert one.stdout == "one.zip\n"


def test_another_setting_makes_other_bytes() -> None:
    assert len({zipped(package(CHAT_GUARD=guard)) for guard in ("", "off", "on")}) == 2


def test_the_file_env_counts_where_the_environment_says_nothing(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        "".join(f"{name}={value}\n" for name, value in {**SET, "CHAT_GUARD": "on"}.items()), encoding="utf-8"
    )
    made = run("--out", "made.zip", cwd=tmp_path, settings={"CHAT_GUARD": "off", "PUBLIC_URL": " "})

    assert made.returncode == 0, made.stderr
    assert (tmp_path / "made.zip").read_bytes() == zipped(package())


def test_help_is_given_without_settings_and_before_anything_is_installed(tmp_path: Path) -> None:
    told = run("--help", cwd=tmp_path, settings={}, without=("jsonschema", "dotenv"))

    assert told.returncode == 0, told.stderr
    assert "--out" in told.stdout
    assert "PUBLIC_URL" in told.stdout


@pytest.mark.parametrize("name", ["jsonschema", "dotenv"])
def test_what_is_not_installed_is_told_with_what_sets_it_up(name: str, tmp_path: Path) -> None:
    told = run(cwd=tmp_path, without=(name,))

    assert told.returncode == 2
    assert f"{name} is not installed" in told.stderr
    assert "make manifest" in told.stderr


def test_every_fault_is_told_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    told = run(
        "--out",
        "made.zip",
        "--version",
        "1",
        cwd=tmp_path,
        settings={"MicrosoftAppId": "s3cret", "PUBLIC_URL": "no", "CHAT_GUARD": "yes"},
    )

    assert told.returncode == 2
    assert told.stdout == ""
    for name in ("MicrosoftAppId", "PUBLIC_URL", "CHAT_GUARD", "--version"):
        assert f"\n  - {name} " in told.stderr
    assert "s3cret" not in told.stderr
    assert not (tmp_path / "made.zip").exists()


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    told = run("--out", str(tmp_path), cwd=tmp_path)

    assert told.returncode == 2
    assert "--out cannot be written" in told.stderr


def test_what_is_missing_is_told_with_what_to_do() -> None:
    missing_id, missing_url = refused({})

    assert missing_id.startswith("MicrosoftAppId is missing: set it in the environment or in .env ")
    assert missing_url.startswith("PUBLIC_URL is missing: set it in the environment or in .env ")


@pytest.mark.parametrize("app_id", ["x", "{0a000000-0000-4000-8000-00000000000b}", "0a00000000004000800000000000000b"])
def test_an_app_id_is_a_guid(app_id: str) -> None:
    (fault,) = refused({**SET, "MicrosoftAppId": app_id})

    assert fault.startswith("MicrosoftAppId is not a GUID: ")


@pytest.mark.parametrize(
    "url",
    [
        "http://motevakt.sykehuset.example",
        "http://localhost",
        "https://localhost",
        "https://10.0.0.1",
        "https://[::1]",
        "https://motevakt",
        "https://motevakt.sykehuset.example/bot",
        "https://motevakt.sykehuset.example//",
        "https://motevakt.sykehuset.example?x",
        "https://motevakt.sykehuset.example#x",
        "https://a@motevakt.sykehuset.example",
        'https://motevakt.sykehuset.example","x":"',
        "motevakt.sykehuset.example",
    ],
)
def test_the_public_address_is_a_named_host_over_https_and_nothing_else(url: str) -> None:
    (fault,) = refused({**SET, "PUBLIC_URL": url})

    assert fault.startswith("PUBLIC_URL must be https:// and a host name ")


@pytest.mark.parametrize("version", ["1", "1.0", "1.0.0.0", "01.0.0", "1.0.0-rc1", "v1.0.0", "1.0.0\n"])
def test_a_version_is_three_numbers(version: str) -> None:
    (fault,) = refused(SET, version)

    assert fault.startswith("--version ")


def test_a_version_that_is_wished_for_is_the_apps(tmp_path: Path) -> None:
    assert contents(read_settings(SET, "1.2.3")).keys() == package().keys()
    assert run("--version", "1.2.3", "--out", "made.zip", cwd=tmp_path).returncode == 0
    with ZipFile(tmp_path / "made.zip") as made:
        assert made.read("manifest.json").decode() == (
            package()["manifest.json"].decode().replace(f'"{manifest()["version"]}"', '"1.2.3"')
        )
