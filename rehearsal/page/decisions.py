"""A row of the bot's audit as the page shows it: names in place of pseudonyms, clauses beside rules."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.effects import CardKind
from bot.domain.language import Language
from bot.domain.meeting import Meeting
from bot.domain.participants import PersonId
from bot.domain.procedure import Procedure, Variant
from bot.domain.rules import RULES
from cards.names import display_name
from cards.words import WORDS
from rehearsal.page.memory import Recorded

_CLAUSES = {rule.name: rule.clauses for rule in RULES}
_SHOWN_APART = ("fact", "asked", "people", "inside", "by", "person", "verdicts", "places", "when")


class Decisions:
    """Reads the audit in its order: whether a card stands already is told by the rows before."""

    def __init__(self, procedure: Procedure) -> None:
        self._procedure = procedure
        self._standing: set[tuple[int, str]] = set()

    def told(self, row: Recorded, meeting: Meeting | None, began: float) -> dict[str, Any]:
        """*row*, with hours as seconds since *began*; who was forgotten since stays a pseudonym."""
        body = row.body
        if body["fact"] == "CardShown":
            self._standing.add((row.meeting, body["matter"]))
        return {
            "seq": row.number,
            "at": round(row.at - began, 1),
            "fact": body["fact"],
            "people": _names(body.get("people") or body.get("inside") or (), meeting),
            "by": _name(body.get("by"), meeting),
            "about": _name(body.get("person"), meeting),
            "told": {name: value for name, value in body.items() if name not in _SHOWN_APART and value is not None},
            "asked": [self._asked(asked, row, meeting) for asked in body.get("asked", ())],
        }

    def _asked(self, asked: Mapping[str, Any], row: Recorded, meeting: Meeting | None) -> dict[str, Any]:
        kind, of = _matter(asked.get("matter", ""))
        hour = datetime.fromisoformat(asked["at"]).timestamp() if "at" in asked else None
        return {
            "rule": asked["rule"],
            "clauses": self._clauses(asked["rule"], kind, of),
            "effect": asked["effect"],
            "kind": kind,
            "update": self._stands(asked, row),
            "to": _name(asked.get("to"), meeting),
            "writer": kind == CardKind.CHAT_WARNING and row.body["fact"] != "CardGivenUp",
            "people": _names(asked.get("people", ()), meeting),
            "alarm": asked.get("alarm", ""),
            "in_s": None if hour is None else round(hour - row.at, 1),
        }

    def _stands(self, asked: Mapping[str, Any], row: Recorded) -> bool:
        """Whether the card stands already. Of notices on messages the audit does not tell to whom; the fact tells."""
        if asked.get("matter") == CardKind.CHAT_WARNING:
            return not row.body.get("seen") and row.body["fact"] not in ("MessagePosted", "CardGivenUp")
        return (row.meeting, asked.get("matter")) in self._standing

    def _clauses(self, rule: str, kind: str, of: str) -> list[str]:
        """Those that the rule serves; of a checklist, those that stand on it."""
        clauses = _CLAUSES.get(rule, ())
        if kind == CardKind.CHECKLIST and of in list(Variant):
            variant = Variant(of)
            listed = (*self._procedure.ticks[variant], *self._procedure.information[variant])
            clauses = tuple(clause for clause in clauses if clause in listed)
        return [str(clause) for clause in clauses]


def _matter(told: str) -> tuple[str, str]:
    """Which kind of card, and of what; of a notice on a message the audit keeps the kind alone."""
    kind, _, rest = told.partition(":")
    return kind, rest.rpartition(":")[0]


def _names(people: Any, meeting: Meeting | None) -> list[str]:
    return [_name(person, meeting) for person in people]


def _name(person: str | None, meeting: Meeting | None) -> str:
    who = meeting.identities.get(PersonId(person)) if meeting and person else None
    return display_name(who, WORDS[Language.NB]) if who else person or ""
