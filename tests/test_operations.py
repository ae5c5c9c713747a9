"""What whoever runs the bot is told is what the code can say, and what the page tells to do works."""

import argparse
import ast
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

import pytest

from bot.commands import backup, restore
from bot.log import FIELDS
from bot.metrics import Metrics
from bot.settings import SETTINGS

ROOT = Path(__file__).parent.parent
PAGES = ("INSTALL", "OPERATIONS", "TENANT-TEST")
WHO = re.compile(r"(administrator|operator|developers|nobody)(:|$)")


def page(name: str) -> str:
    return (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")


def trees() -> Iterator[ast.Module]:
    """All but the doctor's: what it prints says itself what to do."""
    for file in (ROOT / "app.py", *sorted((ROOT / "bot").rglob("*.py"))):
        if file.parent.name == "doctor":
            continue
        yield ast.parse(file.read_text(encoding="utf-8"))


def texts(tree: ast.AST) -> set[str]:
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def who_acts() -> set[str]:
    """Every text that names who must act, or as much of it as stands in the code."""
    return {text for tree in trees() for text in texts(tree) if WHO.match(text)}


def reasons() -> set[str]:
    """The words of `readiness` and of the functions beside it that it calls."""
    functions = {
        node.name: node
        for node in ast.parse((ROOT / "bot" / "readiness.py").read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    told, wanted = set[str](), ["readiness"]
    while wanted:
        function = functions.pop(wanted.pop(), None)
        if function is not None:
            told |= texts(function) - {ast.get_docstring(function, clean=False) or ""}
            wanted += [node.id for node in ast.walk(function) if isinstance(node, ast.Name)]
    return {text.strip() for text in told if " " in text.strip()}


def called() -> set[str]:
    """The hosts of the settings' defaults; no call goes to the issuer, whose address is but a name."""
    defaults = {setting.name: setting.default for setting in SETTINGS if setting.name != "BOT_TOKEN_ISSUER"}
    named = {urlsplit(default).hostname or "" for default in defaults.values() if default.startswith("https://")}
    return named | set(defaults["BOT_SERVICE_HOSTS"].split(","))


def exported() -> set[str]:
    families = Metrics().registry.collect()
    return {f"{one.name}_total" if one.type == "counter" else one.name for one in families}


def test_the_code_was_read() -> None:
    assert len(who_acts()) > 10
    assert len(reasons()) > 5
    assert len(exported()) > 10


@pytest.mark.parametrize("act", sorted(who_acts()))
def test_whoever_must_act_finds_what_to_do(act: str) -> None:
    (rows,) = re.findall(r"### What `act` in the log says\n(.*?)\n###", page("OPERATIONS"), re.S)

    assert f"`{act}" in rows


@pytest.mark.parametrize("reason", sorted(reasons()))
def test_every_reason_for_not_being_ready_is_told(reason: str) -> None:
    (rows,) = re.findall(r"### What `/readyz` says\n(.*?)\n###", page("OPERATIONS"), re.S)

    assert reason in rows


@pytest.mark.parametrize("name", sorted(exported()))
def test_every_number_is_told(name: str) -> None:
    assert f"`{name}`" in page("OPERATIONS")


def test_no_number_is_told_that_is_not_there() -> None:
    told = {name.rstrip("_") for name in re.findall(r"motevakt_[a-z_]+", page("OPERATIONS") + page("INSTALL"))}

    assert told <= exported()


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_every_field_of_the_log_is_told(name: str) -> None:
    assert f"`{name}`" in page("OPERATIONS")


@pytest.mark.parametrize("host", sorted(called()))
def test_the_firewall_is_told_of_every_host(host: str) -> None:
    (table,) = re.findall(r"## Firewall\n(.*?)\n## ", page("OPERATIONS"), re.S)

    assert f"`{host}`" in table


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page(name)):
        file, _, anchor = target.partition("#")
        path = ROOT / "docs" / file if file else ROOT / "docs" / f"{name}.md"
        assert path.exists(), target
        assert not anchor or anchor in anchors(path), target


def anchors(path: Path) -> set[str]:
    """The headings of a page, as its links name them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("command", [backup, restore], ids=["backup", "restore"])
def test_the_page_calls_commands_as_they_take_it(command: ModuleType) -> None:
    """That they do what the page says: tests/acceptance/test_restore.py."""
    name = command.__name__.rpartition(".")[2]
    called = re.findall(rf"python app\.py {name} ([^`\n]+)", page("OPERATIONS"))
    parser = argparse.ArgumentParser(exit_on_error=False)
    command.add_arguments(parser)

    assert called
    for told in called:
        parser.parse_args(told.split())
