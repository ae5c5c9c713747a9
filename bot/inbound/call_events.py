"""A call event of Graph, as it is once it is opened: who is in a call, in its lobby or on the telephone. Pure.

The documentation writes keys in camel case, the wire in Pascal case, and names differ by version (docs/TEAMS.md E1).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.answers import folded, listed, moment, name_in, text
from bot.domain.calls import Caller, CallTold, Happened, Place
from bot.domain.participants import Identity, Kind
from bot.guid import is_guid

MOST_CALLERS = 1000
_LONGEST_NAME = 200  # characters
_LONGEST_ID = 200  # characters
_HAPPENED = {"callstarted": Happened.STARTED, "callended": Happened.ENDED, "rosterupdated": Happened.ROSTER}
_ACCOUNTLESS = {
    "guest": Kind.ANONYMOUS,
    "anonymous": Kind.ANONYMOUS,
    "phone": Kind.PHONE,
    "acsuser": Kind.ANONYMOUS,  # of Azure's own telephony: whoever built that names them
    "azurecommunicationservicesuser": Kind.ANONYMOUS,
    "application": Kind.BOT,
    "applicationinstance": Kind.BOT,
    "device": Kind.DEVICE,
}
_ANONYMOUS = "anonymousguest"


def read_call_event(content: Mapping[str, Any], at: datetime) -> tuple[CallTold | None, int]:
    """What *content* tells, *at* our time, and how many people it names that cannot be read.

    None: nothing that we know. One that does not say when it happened, happened now. Never raises.
    """
    told = folded(content)
    happened = _HAPPENED.get((text(told, "eventtype") or text(told, "calleventtype")).lower())
    if happened is None:
        return None, 0
    people = listed(told.get("participants@delta")) or listed(told.get("participants"))
    read = [_caller(one) for one in people[:MOST_CALLERS]]
    callers = tuple(one for one in read if one is not None)
    return CallTold(at, happened, moment(told, "eventdatetime") or at, callers), len(people) - len(callers)


def _caller(sent: Any) -> Caller | None:
    told = folded(sent)
    who = _identity(folded(folded(told.get("info")).get("identity")))
    return Caller(who, _place(told), text(told, "id")[:_LONGEST_ID]) if who is not None else None


def _place(told: Mapping[str, Any]) -> Place:
    if isinstance(told.get("removedstate"), dict):
        return Place.GONE
    return Place.LOBBY if told.get("isinlobby") is True else Place.CALL


def _identity(told: Mapping[str, Any]) -> Identity | None:
    """Who it is: the account where there is one, else by the kind of caller; None: Graph names nobody.

    An id that is no account's is not kept: a caller's number is nobody's business, and a guest's is none of Teams' bot.
    """
    user = folded(told.get("user"))
    oid = text(user, "id").lower()
    if oid and len(oid) <= _LONGEST_ID:
        name = name_in(user, "displayname", _LONGEST_NAME)
        if text(user, "useridentitytype").lower() == _ANONYMOUS or not is_guid(oid):
            return Identity(name, kind=Kind.ANONYMOUS)
        return Identity(name, oid=oid, tenant=text(user, "tenantid").lower()[:_LONGEST_ID])
    for key, kind in _ACCOUNTLESS.items():
        if isinstance(told.get(key), dict):
            return Identity(name_in(folded(told[key]), "displayname", _LONGEST_NAME), kind=kind)
    return None
