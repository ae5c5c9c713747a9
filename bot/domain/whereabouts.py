"""Who has come, waits or has gone with one fact, as the audit keeps it: pseudonym, place and hour.

What a fact itself names is not enough: it can come late, twice, or tell of a participation that only the meeting knows
whose it is.
"""

from bot.domain.calls import Place
from bot.domain.meeting import Meeting
from bot.domain.participants import Participant


def moved(before: Meeting, after: Meeting) -> list[str] | None:
    """`p3: call 2026-11-23T08:01:00+00:00`: everybody whose place is another in *after*, or who turns out to have come
    earlier or left at another hour, and since when.

    Where *after* is another occurrence, everybody who is there: its rows tell nothing of the one before. None: nobody
    has moved, and the row need not say so.
    """
    if before.people is after.people and before.call is after.call and before.occurrence is after.occurrence:
        return None
    anew = before.occurrence_number != after.occurrence_number
    was = {} if anew else before.people
    waited = {} if anew or not before.call.told else before.lobby
    waits = after.lobby if after.call.told else {}
    told = {}
    for person, seen in after.people.items():
        known = was.get(person)
        if known is None or (known is not seen and _is_news(known, seen)):
            told[person] = (Place.CALL if seen.present else Place.GONE, seen.changed)
    for person, known in was.items():
        if known.present and person not in after.people:  # turned out to be somebody else
            told[person] = (Place.GONE, known.changed)
    for person, since in waits.items():
        if waited.get(person) != since:
            told[person] = (Place.LOBBY, since)
    for person, since in waited.items():
        if person not in waits and person not in told:
            words = (one.since for one in after.call.told.values() if one.person == person)
            told[person] = (Place.GONE, max(words, default=since))
    lines = [f"{person}: {place} {hour.isoformat()}" for person, (place, hour) in told.items()]
    return lines if lines or anew else None


def _is_news(known: Participant, seen: Participant) -> bool:
    if known.present != seen.present:
        return True
    return seen.changed < known.changed if seen.present else seen.changed != known.changed
