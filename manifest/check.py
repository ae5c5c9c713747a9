"""What Teams demands of the package (Microsoft's schemas, manifest/schema/), and what we demand of ourselves."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from bot.consent import ASKED, TYPE
from manifest.package import Files

_OURS: Mapping[str, Any] = {
    "required": ["authorization", "bots", "localizationInfo", "validDomains", "webApplicationInfo"],
    "properties": {
        "name": {"required": ["full"]},
        "webApplicationInfo": {"required": ["resource"], "properties": {"resource": {"minLength": 1}}},
        "localizationInfo": {"required": ["additionalLanguages"]},
        "authorization": {"required": ["permissions"], "properties": {
            "permissions": {"required": ["resourceSpecific"]},
        }},
        "bots": {"minItems": 1, "items": {"required": ["commandLists"], "properties": {"commandLists": {"items": {
            "properties": {"commands": {"items": {"required": ["description"]}}}
        }}}}},
    },
}  # fmt: skip
"""What Microsoft leaves open and this app needs."""

_SCHEMAS = Path(__file__).resolve().parent / "schema"
_TOLD = re.compile(r"(?:name|description)\.(?:short|full)|bots\[0\]\.commandLists\[\d\]\.commands\[\d+\]\.\w+")


def faults(files: Files) -> tuple[str, ...]:
    """What is wrong with the package's *files*, each told with its file and field; empty: nothing."""
    manifest = json.loads(files["manifest.json"])
    found = [*_unlike(_schema("MicrosoftTeams.schema.json"), manifest), *_unlike(_OURS, manifest)]
    if not found:  # else what follows could not be read
        found += _not_allowed(manifest)
        found += [f"icons: {icon} is not in the package" for icon in manifest["icons"].values() if icon not in files]
    if found:
        return tuple(f"manifest.json: {fault}" for fault in found)
    languages = [language["file"] for language in manifest["localizationInfo"]["additionalLanguages"]]
    return tuple(f"{file}: {fault}" for file in languages for fault in _untold(file, files, manifest))


def localisable(manifest: Mapping[str, Any]) -> dict[str, str]:
    """Every text of *manifest* that people read, by the name that a language's file gives it."""
    texts = {f"{part}.{size}": manifest[part][size] for part in ("name", "description") for size in ("short", "full")}
    for place, commands in enumerate(manifest["bots"][0]["commandLists"]):
        for number, command in enumerate(commands["commands"]):
            for field in ("title", "description"):
                texts[f"bots[0].commandLists[{place}].commands[{number}].{field}"] = command[field]
    return texts


def _not_allowed(manifest: Mapping[str, Any]) -> Iterator[str]:
    for asked in manifest["authorization"]["permissions"]["resourceSpecific"]:
        if asked["name"] not in ASKED:
            yield f"asks for {asked['name']}, which is not among those of bot/consent.py"
        if asked["type"] != TYPE:
            yield f"asks for {asked['name']} on behalf of a person, but the bot has none to act for"


def _untold(file: str, files: Files, manifest: Mapping[str, Any]) -> Iterator[str]:
    if file not in files:
        yield "is not in the package"
        return
    told = json.loads(files[file])
    yield from _unlike(_schema("MicrosoftTeams.Localization.schema.json"), told)
    wanted = localisable(manifest).keys()
    yield from (f"{key} is missing" for key in wanted if key not in told)
    yield from (f"{key} is not in the manifest" for key in told if _TOLD.fullmatch(key) and key not in wanted)


def _unlike(schema: Mapping[str, Any], content: Mapping[str, Any]) -> list[str]:
    """Where *content* is not as *schema* says, by field.

    Microsoft's are read as newer than the draft-04 that they claim to be: that one knows no `const`, and skips what
    stands beside a `$ref`.
    """
    wrong = sorted(Draft202012Validator(schema).iter_errors(content), key=lambda error: error.json_path)
    return [f"{_field(error.absolute_path) or 'top'}: {error.message}" for error in wrong]


def _field(path: Iterable[str | int]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


@cache
def _schema(name: str) -> Mapping[str, Any]:
    schema: dict[str, Any] = json.loads((_SCHEMAS / name).read_text(encoding="utf-8"))
    return schema
