"""Whoever can turn up in a meeting (docs/TEAMS.md A4)."""

import unicodedata
from typing import Any
from urllib.parse import quote

import pytest

from rehearsal.activities import Writer
from rehearsal.people import (
    ANN,
    BO,
    BO_TOO,
    CALLER,
    CAST,
    EINAR,
    FALSE_KARI,
    FRIDA,
    GRO,
    HILDE,
    HOSPITAL,
    IRIS,
    KARI,
    LARS,
    NOTETAKER,
    ORGANISATIONS,
    ROOM,
    STRANGE_BOT,
    Person,
)
from rehearsal.standin import StandIn
from rehearsal.world import BOT, Chat, World
from tests.rehearsal.conftest import Caller

SIGNED_IN = [person for person in CAST if person.oid]


def test_everybody_is_somebody_else() -> None:
    for told in ("key", "mri"):
        assert len({getattr(person, told) for person in CAST}) == len(CAST)
    assert len({person.oid for person in SIGNED_IN}) == len({person.address for person in SIGNED_IN}) == len(SIGNED_IN)
    assert {person.tenant for person in CAST} == {one.tenant for one in ORGANISATIONS}


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.key)
def test_a_key_means_its_own_person(person: Person) -> None:
    assert World().person(person.key) == person


def test_what_somebody_writes_and_presses_is_in_the_language_of_their_teams() -> None:
    world = World()
    writer = Writer(world, world.open_meeting(), "https://smba.example/")
    for person, locale, country in ((ANN, "nb-NO", "NO"), (HILDE, "nn-NO", "NO"), (IRIS, "en-GB", "GB")):
        written, pressed = writer.message(person, "hei"), writer.pressed(person, "card.refresh", {}, "1")
        assert written["locale"] == pressed["locale"] == locale
        assert written["entities"] == [{"type": "clientInfo", "locale": locale, "country": country}]


def test_a_name_that_two_bear_means_the_first() -> None:
    assert (World().person("Bo Dahl"), World().person("bo"), World().person("bo2")) == (BO, BO, BO_TOO)
    assert BO_TOO.name == BO.name
    assert BO_TOO.tenant == BO.tenant


def test_a_guest_has_an_account_here_and_an_address_elsewhere() -> None:
    told = FRIDA.member()

    assert (told["tenantId"], told["userRole"]) == (HOSPITAL, "guest")
    assert "#EXT#@sykehuset.example" in told["userPrincipalName"]
    assert told["email"] == FRIDA.mail == "frida.gran@laboratorium.example"


def test_a_look_alike_reads_the_same_and_is_not() -> None:
    scripts = {unicodedata.name(letter).split()[0] for letter in FALSE_KARI.name if letter.isalpha()}

    assert scripts == {"LATIN", "CYRILLIC"}
    assert FALSE_KARI.name != KARI.name
    assert FALSE_KARI.name.casefold() != KARI.name.casefold()
    assert len(FALSE_KARI.name) == len(KARI.name)


def test_programs_and_callers_have_no_account() -> None:
    assert all(person.anonymous for person in (EINAR, NOTETAKER, STRANGE_BOT, CALLER))
    assert not LARS.anonymous
    assert STRANGE_BOT.mri.startswith("28:")
    assert STRANGE_BOT.mri != BOT
    assert CALLER.participant() == {"tenantId": HOSPITAL, "id": CALLER.mri, "name": CALLER.name}


async def members(caller: Caller) -> dict[str, dict[str, Any]]:
    status, told = await caller.connector("GET", f"v3/conversations/{quote(caller.chat.id, safe='')}/pagedmembers")
    assert status == 200, told
    return {one["id"]: one for one in told["members"]}


async def test_the_roster_tells_of_people_with_a_chat(caller: Caller, standin: StandIn, chat: Chat) -> None:
    chat.add(*CAST)

    strict = await members(caller)
    standin.strictness.callers_and_bots_in_the_roster = True
    loose = await members(caller)

    assert set(strict) == {person.mri for person in CAST} - {CALLER.mri, STRANGE_BOT.mri}
    assert set(loose) == {person.mri for person in CAST}


async def test_the_roster_tells_guests_as_anybody_unless_switched(caller: Caller, standin: StandIn, chat: Chat) -> None:
    chat.add(FRIDA)

    strict = (await members(caller))[FRIDA.mri]
    standin.strictness.guests_are_told_as_guests = True
    loose = (await members(caller))[FRIDA.mri]

    assert (strict["userRole"], loose["userRole"]) == ("user", "guest")


@pytest.mark.parametrize("person", SIGNED_IN, ids=lambda person: person.key)
async def test_whoever_is_signed_in_has_a_role_that_can_be_asked_for(
    caller: Caller, chat: Chat, person: Person
) -> None:
    assert chat.meeting is not None
    chat.add(person)
    meeting = quote(chat.meeting.id, safe="")

    path = f"v1/meetings/{meeting}/participants/{person.oid}?tenantId={person.tenant}"
    status, told = await caller.connector("GET", path)

    assert (status, told["user"]["id"]) == (200, person.mri)
    assert told["meeting"]["role"] == ("Organizer" if person == ANN else "Attendee")


def test_everybody_can_come_into_a_meeting() -> None:
    world = World()
    chat = world.open_meeting(invited=[ROOM, GRO])
    event = Writer(world, chat, "http://127.0.0.1:9/emea/").joined(*CAST)

    told = [member["user"]["id"] for member in event["value"]["members"]]
    assert told == [person.mri for person in CAST]
