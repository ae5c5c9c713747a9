"""The Bicep files parse, fit together, and name only what Microsoft's published types of these services know.

No compiler of Bicep can be had by pip: the parser is pycep, the types are those of Microsoft's packages azure-mgmt-*.
"""

import re
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from typing import Any, Union, cast, get_args, get_origin

import pytest
from pycep import BicepParser
from typing_extensions import get_type_hints, is_typeddict

from bot.inbound.web import OFFICERS_PAGES
from bot.settings import SETTINGS
from tests.deploy.programs import DEPLOY, ROOT

AZURE = DEPLOY / "azure"
TYPES = {
    "Microsoft.App/containerApps": ("appcontainers", "ContainerApp"),
    "Microsoft.App/managedEnvironments": ("appcontainers", "ManagedEnvironment"),
    "Microsoft.App/managedEnvironments/httpRouteConfigs": ("appcontainers", "HttpRouteConfig"),
    "Microsoft.DBforPostgreSQL/flexibleServers": ("postgresqlflexibleservers", "Server"),
    "Microsoft.DBforPostgreSQL/flexibleServers/databases": ("postgresqlflexibleservers", "Database"),
    "Microsoft.KeyVault/vaults": ("keyvault", "VaultCreateOrUpdateParameters"),
    "Microsoft.KeyVault/vaults/secrets": ("keyvault", "SecretCreateOrUpdateParameters"),
}
OF_BICEP = {"name", "parent", "scope", "dependsOn", "location"}


def parsed(name: str) -> dict[str, Any]:
    return cast("dict[str, Any]", BicepParser().parse(text=(AZURE / name).read_text("utf-8")))


FILES = {
    file.relative_to(AZURE).as_posix(): parsed(file.relative_to(AZURE).as_posix()) for file in AZURE.rglob("*.bicep")
}
MADE = [
    (f"{file}:{symbol}", resource)
    for file, read in sorted(FILES.items())
    for symbol, resource in read.get("resources", {}).items()
    if not resource["existing"]
]


def alternatives(value: Any) -> Iterator[Any]:
    """What an expression may become: both branches, the parts of a concat, one turn of a loop."""
    if isinstance(value, dict) and set(value) == {"loop_type", "condition", "config"}:
        yield [value["config"]]
    elif isinstance(value, dict) and set(value) == {"function"}:
        if value["function"]["type"] == "concat":
            for part in value["function"]["parameters"].values():
                yield from alternatives(part)
    elif isinstance(value, dict) and set(value) == {"operator"}:
        if value["operator"]["type"] == "conditional":
            yield from alternatives(value["operator"]["operands"]["true_value"])
            yield from alternatives(value["operator"]["operands"]["false_value"])
    else:
        yield value


def unknown(value: Any, hint: Any, space: dict[str, Any], path: str) -> Iterator[str]:
    """The paths under *value* that *hint*, a type of Microsoft's package, does not know."""
    for one in alternatives(value):
        shapes = get_args(hint) if get_origin(hint) is Union else (hint,)
        for shape in shapes:
            if is_typeddict(shape) and isinstance(one, dict):
                known = get_type_hints(shape, space)
                for name, inner in one.items():
                    if name not in known:
                        yield f"{path}.{name}"
                    else:
                        yield from unknown(inner, known[name], space, f"{path}.{name}")
            elif get_origin(shape) is list and isinstance(one, list):
                for inner in one:
                    yield from unknown(inner, get_args(shape)[0], space, f"{path}[]")
        words = [
            str(word.value) for shape in shapes if isinstance(shape, type) and issubclass(shape, Enum) for word in shape
        ]
        if words and isinstance(one, str) and not re.fullmatch(r"[a-z]\w*", one) and one not in words:
            yield f"{path} = {one}"


def test_the_files_were_read() -> None:
    assert set(FILES) == {"main.bicep", "modules/bot.bicep", "modules/database.bicep"}
    assert len(MADE) > 10


@pytest.mark.parametrize(("place", "resource"), [one for one in MADE if one[1]["type"] in TYPES])
def test_what_is_asked_of_a_service_is_known_to_it(place: str, resource: dict[str, Any]) -> None:
    package, name = TYPES[resource["type"]]
    types, models = import_module(f"azure.mgmt.{package}.types"), import_module(f"azure.mgmt.{package}.models")
    asked = {key: value for key, value in resource["config"].items() if key not in OF_BICEP}

    assert list(unknown(asked, getattr(types, name), {**vars(models), **vars(types)}, place)) == []


def test_a_word_that_is_misspelt_would_be_found() -> None:
    types, models = import_module("azure.mgmt.keyvault.types"), import_module("azure.mgmt.keyvault.models")
    asked = {"properties": {"enableRbac": True, "networkAcls": {"defaultAction": "Shut"}}}
    found = unknown(asked, types.VaultCreateOrUpdateParameters, {**vars(models), **vars(types)}, "vault")

    assert list(found) == ["vault.properties.enableRbac", "vault.properties.networkAcls.defaultAction = Shut"]


@pytest.mark.parametrize("symbol", FILES["main.bicep"]["modules"])
def test_a_module_is_given_what_it_asks_for(symbol: str) -> None:
    module = FILES["main.bicep"]["modules"][symbol]
    config = module["config"]["config"] if "condition" in module["config"] else module["config"]

    assert set(config["params"]) == set(FILES[module["detail"]["path"]]["parameters"])


def test_the_example_names_parameters_that_are_there_and_gives_those_that_must_be() -> None:
    parameters = FILES["main.bicep"]["parameters"]
    given = set(re.findall(r"^param (\w+) =", (AZURE / "main.bicepparam").read_text("utf-8"), re.M))

    assert given <= set(parameters)
    assert {name for name, one in parameters.items() if one["default"] is None} <= given


@pytest.mark.parametrize("file", FILES)
def test_nothing_is_named_twice_or_never_used(file: str) -> None:
    text = (AZURE / file).read_text("utf-8")
    for name in [*FILES[file].get("parameters", {}), *FILES[file].get("variables", {})]:
        assert len(re.findall(rf"\b{name}\b", text)) > 1, name


def test_the_bot_is_given_settings_that_it_reads_on_routes_that_it_has() -> None:
    text = (AZURE / "modules" / "bot.bicep").read_text("utf-8")
    served = set(re.findall(r'web\.(?:get|post|put)\("([^"]+)"', (ROOT / "bot" / "inbound" / "web.py").read_text()))
    (listed,) = re.findall(r"var openPaths = concat\((.*?)\n\)", text, re.S)
    probed = set(re.findall(r"path: '(/[a-z]+)'", text))

    assert set(re.findall(r"name: '([A-Z]\w*[A-Za-z])'\n\s+(?:value|secretRef)", text)) - {"Consumption"} <= {
        setting.name for setting in SETTINGS
    }
    assert probed == {"/healthz", "/readyz"}
    assert set(re.findall(r"'(/[^']+)'", listed)) == served - {"/healthz", "/readyz", "/metrics"}
    assert re.findall(r"pathSeparatedPrefix: '([^']+)'", text) == [OFFICERS_PAGES[0]]


def test_no_secret_is_a_plain_setting_and_the_database_is_not_public() -> None:
    database = FILES["modules/database.bicep"]
    (server,) = [one for one in database["resources"].values() if one["type"].endswith("/flexibleServers")]

    assert server["config"]["properties"]["network"]["publicNetworkAccess"] == "Disabled"
    for file, name in (("main.bicep", "databasePassword"), ("modules/database.bicep", "password")):
        assert f"@secure()\nparam {name} string\n" in (AZURE / file).read_text("utf-8")
