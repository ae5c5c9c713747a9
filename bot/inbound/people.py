"""Who somebody is, from what Teams tells of an account (docs/TEAMS.md A4). The one place where that is judged."""

import re
from collections.abc import Mapping
from sys import intern
from typing import Any

from bot.domain.language import Language
from bot.domain.participants import Identity, Kind, Role
from bot.errors import Malformed
from bot.inbound.fields import Fields

_BOT = "28:"
_PHONE = re.compile(r"4:.*|\+?[0-9][0-9 ]{4,}")
_GUEST_MARK = "#ext#"  # in the name of a guest's account: it is not an address
_LONGEST_NAME = 200  # characters
_ROLES = {str(role): role for role in Role}


def identify(account: Mapping[str, Any]) -> Identity:
    """Who the account of a connector's answer is.

    Raises:
        Malformed: a field of another type than documented.
    """
    return _identity(Fields(account, "user"), whole=False)


def identify_newcomer(account: Mapping[str, Any]) -> Identity:
    """Who the account of a connector's answer is, which shows them in full.

    Raises:
        Malformed: a field of another type, or neither of the two ids.
    """
    return newcomer(Fields(account, "user"))


def newcomer(account: Fields) -> Identity:
    """Somebody Teams shows in full, as in a join: without an object id they are not signed in.

    Raises:
        Malformed: a field of another type, or neither of the two ids.
    """
    return _needed(account, whole=True)


def mentioned(account: Fields) -> Identity:
    """Somebody Teams merely refers to, as the sender or who left: a missing object id tells nothing of the kind.

    Raises:
        Malformed: a field of another type, or neither of the two ids.
    """
    return _needed(account, whole=False)


def role(text: str) -> Role | None:
    """The role that Teams names; None: none that we know."""
    return _ROLES.get(text.lower())


def language_of(locale: str) -> Language | None:
    """The language of somebody's Teams, as an activity's `locale` tells it (`nb-NO`); None: none that we speak."""
    tongue = locale.lower().partition("-")[0]
    return Language.NB if tongue == "no" else next((one for one in Language if one == tongue), None)


def _needed(account: Fields, *, whole: bool) -> Identity:
    who = _identity(account, whole=whole)
    if not who.mri and not who.oid:
        raise Malformed(account.at("id"))
    return who


def _identity(account: Fields, *, whole: bool) -> Identity:
    mri = account.text("id")
    oid = (account.text("aadObjectId") or account.text("objectId")).lower()
    kind = _kind(mri, oid, account.text("userRole").lower(), whole=whole)
    if kind is Kind.USER and _GUEST_MARK in account.text("userPrincipalName").lower():
        kind = Kind.GUEST
    # an anonymous account bears the organizer's tenant: not theirs
    told = bool(oid) and kind in (Kind.USER, Kind.GUEST)
    return Identity(
        name=account.text("name")[:_LONGEST_NAME],
        mri=mri,
        oid=oid,
        tenant=intern(account.text("tenantId").lower()) if told else "",  # many people have the same
        address=_address(account) if told else "",
        kind=kind,
    )


def _kind(mri: str, oid: str, user_role: str, *, whole: bool) -> Kind:
    if mri.startswith(_BOT):
        return Kind.BOT
    if _PHONE.fullmatch(mri):
        return Kind.PHONE
    if user_role == Kind.ANONYMOUS or (whole and not oid):
        return Kind.ANONYMOUS
    return Kind.GUEST if user_role == Kind.GUEST else Kind.USER


def _address(account: Fields) -> str:
    """The name of the account, which only the organisation that owns its domain can give. Of a guest, whose account is
    ours, the address that we invited; anybody else's `email` is whatever their organisation wrote there.
    """
    account_name, email = account.text("userPrincipalName").lower(), account.text("email").lower()
    return email if _GUEST_MARK in account_name else account_name
