"""Who there is: how each came to the meeting, whether they are in, what they can do, what the bot makes of them."""

from typing import Any

from bot.domain.language import Language
from bot.domain.meeting import Meeting as Remembered
from bot.domain.names import skeleton
from bot.domain.participants import PersonId
from bot.domain.verdict import judge_person
from cards import Site
from cards.scene import SIGNS, Scene
from rehearsal.page.controls import CONTROLS, Here
from rehearsal.people import Person
from rehearsal.world import Chat, Meeting

GROUPS = ("organizer", "invited", "colleague", "outside", "anonymous")
"""How people came to the meeting; the last three were not called in."""


def cast(here: Here, remembered: Remembered | None, site: Site) -> list[dict[str, Any]]:
    """Everybody whom the world knows, whoever is called in first."""
    known = {who.mri: person for person, who in remembered.identities.items()} if remembered else {}
    people = [_line(person, here) for person in here.standin.world.people.values()]
    for line in people:
        person = known.get(line["id"])
        line["known"] = person is not None
        around = remembered is not None and person is not None and remembered.is_around(person)
        line["verdict"] = _verdict(person, remembered, site) if around and remembered and person else None
    return sorted(people, key=lambda line: GROUPS.index(line["group"]))


def _line(person: Person, here: Here) -> dict[str, Any]:
    chat, meeting = here.chat, here.meeting
    return {
        "id": person.mri,
        "name": person.name,
        "first": person.first_name,
        "hint": person.mail if _has_a_double(person, chat) else "",
        "group": _group(person, meeting),
        "present": here.has(person),
        "waiting": here.keeps_waiting(person),
        "member": person.mri in chat.members,
        "own_chat": not person.anonymous and not person.room,
        "can": [control.name for control in CONTROLS if control.open_to(person, here)],
    }


def _has_a_double(person: Person, chat: Chat) -> bool:
    """Whether somebody else in the chat has a name that reads the same."""
    return any(
        other.mri != person.mri and skeleton(other.name) == skeleton(person.name) for other in chat.members.values()
    )


def _group(person: Person, meeting: Meeting) -> str:
    if person == meeting.organizer:
        return "organizer"
    if any(line.person == person for line in meeting.invited):
        return "invited"
    if person.anonymous:
        return "anonymous"
    own = person.tenant == meeting.organizer.tenant and person.user_role == "user"
    return "colleague" if own else "outside"


def _verdict(person: PersonId, remembered: Remembered, site: Site) -> dict[str, Any]:
    weight = judge_person(person, remembered).weight
    why = {str(language): Scene(remembered, site, language).why(person) for language in Language}
    return {"weight": str(weight), "sign": SIGNS[weight], "why": why}
