"""The manifest says what the bot is and asks for no more than it uses, and what is wrong with one is told by field."""

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.consent import ASKED, READS_CHAT
from manifest.check import faults
from tests.manifest.packages import APP_ID, manifest, package, spoilt

ROOT = Path(__file__).parents[2]
LEAST = ["OnlineMeeting.ReadBasic.Chat", "OnlineMeetingParticipant.Read.Chat"]


def asked_for(**settings: str) -> list[str]:
    permissions = manifest(**settings)["authorization"]["permissions"]["resourceSpecific"]
    assert {permission["type"] for permission in permissions} == {"Application"}
    return [permission["name"] for permission in permissions]


@pytest.mark.parametrize("guard", ["", "off", "on"])
@pytest.mark.parametrize("url", ["https://motevakt.sykehuset.example", "https://m.example:8443/"])
def test_the_package_is_as_microsofts_schema_wants_it(guard: str, url: str) -> None:
    assert faults(package(CHAT_GUARD=guard, PUBLIC_URL=url)) == ()


def test_the_least_is_asked_for_unless_the_hospital_has_decided_that_the_chat_is_read() -> None:
    assert asked_for() == asked_for(CHAT_GUARD="off") == LEAST
    assert asked_for(CHAT_GUARD="On") == [*LEAST, READS_CHAT]


def test_every_permission_that_may_be_asked_for_is_and_has_its_reason() -> None:
    assert list(ASKED) == asked_for(CHAT_GUARD="on")
    assert all(ASKED.values())


def test_the_settings_are_in_their_places() -> None:
    made = manifest(PUBLIC_URL="https://Motevakt.Sykehuset.example:8443/", MicrosoftAppId=APP_ID.upper())

    assert made["id"] == made["bots"][0]["botId"] == made["webApplicationInfo"]["id"] == APP_ID
    assert made["validDomains"] == ["motevakt.sykehuset.example"]
    assert made["developer"]["privacyUrl"] == "https://Motevakt.Sykehuset.example:8443/personvern"
    assert all("{{" not in content.decode() for name, content in package().items() if name.endswith(".json"))


def test_the_version_is_the_projects_unless_another_is_wished_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    assert manifest()["version"] == project["project"]["version"]


def test_the_bot_is_for_meetings_and_chats_and_talks_both_ways() -> None:
    (bot,) = manifest()["bots"]

    assert bot["scopes"] == ["personal", "team", "groupChat"]
    assert bot["supportsTargetedMessages"]
    assert not bot["isNotificationOnly"]
    assert not bot["supportsFiles"]
    assert manifest()["meetingExtensionDefinition"] == {"supportsAnonymousGuestUsers": True}


def test_commands_are_offered_on_a_mention_everywhere_and_on_a_slash_wherever_more_than_one_is() -> None:
    group, personal = manifest()["bots"][0]["commandLists"]

    assert (group["scopes"], group["triggers"]) == (["team", "groupChat"], ["mention", "slash"])
    assert (personal["scopes"], personal["triggers"]) == (["personal"], ["mention"])
    of_ones_own = {one["title"] for one in personal["commands"]} - {one["title"] for one in group["commands"]}
    assert of_ones_own == {"innsyn"}  # a meeting's chat has no room for an eleventh, nor is it shown there


def test_the_schemas_of_the_files_are_of_the_version_that_the_manifest_claims() -> None:
    version = manifest()["manifestVersion"]
    files = [json.loads(content) for name, content in package().items() if name.endswith(".json")]

    assert len(files) == 3
    assert all(f"/teams/v{version}/" in content["$schema"] for content in files)


def remove(*path: Any) -> Callable[[dict[str, Any]], object]:
    def spoil(content: dict[str, Any]) -> None:
        place: Any = content
        for step in path[:-1]:
            place = place[step]
        del place[path[-1]]

    return spoil


def put(value: object, *path: Any) -> Callable[[dict[str, Any]], object]:
    def spoil(content: dict[str, Any]) -> None:
        place: Any = content
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value

    return spoil


COMMANDS = ("bots", 0, "commandLists")


@pytest.mark.parametrize(
    ("spoil", "field"),
    [
        (put("1.28", "manifestVersion"), "manifestVersion: "),
        (put("bot", "bots", 0, "botId"), "bots[0].botId: "),
        (put("blue", "accentColor"), "accentColor: "),
        (put("x" * 31, "name", "short"), "name.short: "),
        (put("x" * 81, "description", "short"), "description.short: "),
        (put(["meeting"], "bots", 0, "scopes"), "bots[0].scopes[0]: "),
        (put([{}] * 13, *COMMANDS, 0, "commands"), "bots[0].commandLists[0].commands: "),
        (put("http", "bots", 0, "colour"), "bots[0]: "),
        (put("", "webApplicationInfo", "resource"), "webApplicationInfo.resource: "),
        (put("mailto:a@b.example", "developer", "privacyUrl"), "developer.privacyUrl: "),
        (put("absent.png", "icons", "color"), "icons: absent.png "),
        (remove("bots"), "top: 'bots' "),
        (remove("authorization"), "top: 'authorization' "),
        (remove("validDomains"), "top: 'validDomains' "),
        (remove("name", "full"), "name: 'full' "),
        (remove("localizationInfo", "additionalLanguages"), "localizationInfo: 'additionalLanguages' "),
        (remove(*COMMANDS, 1, "commands", 2, "description"), "bots[0].commandLists[1].commands[2]: 'description' "),
    ],
)
def test_a_broken_manifest_is_refused_with_the_field_named(
    spoil: Callable[[dict[str, Any]], object], field: str
) -> None:
    assert any(fault.startswith(f"manifest.json: {field}") for fault in faults(spoilt(spoil)))


@pytest.mark.parametrize("name", ["ChatMember.Read.Chat", "Chat.Manage.Chat", "onlinemeeting.readbasic.chat", "Any"])
def test_a_permission_that_is_not_among_ours_is_a_fault_by_its_name(name: str) -> None:
    ask = {"name": name, "type": "Application"}
    (fault,) = faults(spoilt(put([ask], "authorization", "permissions", "resourceSpecific")))

    assert fault.startswith(f"manifest.json: asks for {name}, ")


def test_a_permission_on_behalf_of_a_person_is_a_fault() -> None:
    ask = {"name": LEAST[0], "type": "Delegated"}
    (fault,) = faults(spoilt(put([ask], "authorization", "permissions", "resourceSpecific")))

    assert LEAST[0] in fault
    assert "person" in fault


KEY = "bots[0].commandLists[0].commands[8].title"


@pytest.mark.parametrize(
    ("spoil", "field"),
    [
        (remove(KEY), f"{KEY} is missing"),
        (remove("description.full"), "description.full is missing"),
        (put("more", "bots[0].commandLists[1].commands[6].title"), "bots[0].commandLists[1].commands[6].title is not"),
        (put("x", "name.shrot"), "top: "),
        (put("x" * 31, "name.short"), "name.short: "),
        (put("", "name.full"), "name.full: "),
        (put("x" * 129, KEY), f"{KEY}: "),
    ],
)
def test_a_broken_languages_file_is_refused_with_the_text_named(
    spoil: Callable[[dict[str, Any]], object], field: str
) -> None:
    told = faults(spoilt(spoil, "nn.json"))

    assert any(fault.startswith(f"nn.json: {field}") for fault in told), told


def test_a_languages_file_that_is_not_in_the_package_is_a_fault() -> None:
    files = {name: content for name, content in package().items() if name != "en.json"}

    assert faults(files) == ("en.json: is not in the package",)
