"""Synthetic people. Names, organisations and ids are invented."""

from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_DNS, uuid5

Account = dict[str, Any]


def invented_guid(text: str) -> str:
    """The same GUID for the same text; stands for nothing outside the rehearsal."""
    return str(uuid5(NAMESPACE_DNS, f"{text}.example"))


HOSPITAL = invented_guid("sykehuset")
ELSEWHERE = invented_guid("helse-x")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account in Teams, or without: `oid` and `address` are empty for whoever is not signed in.

    `tenant` is the organizer's for anonymous people, who have none of their own (docs/TEAMS.md A4).
    """

    key: str
    name: str
    mri: str
    tenant: str
    oid: str = ""
    address: str = ""
    user_role: str = "user"

    @property
    def anonymous(self) -> bool:
        return not self.oid

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.split() else self.key

    def sender(self) -> Account:
        """How the person stands in an activity's `from`."""
        known = {"aadObjectId": self.oid} if self.oid else {}
        return {"id": self.mri, "name": self.name, **known}

    def participant(self) -> Account:
        """How the person stands in a participant event (docs/TEAMS.md A3).

        UNVERIFIED for anonymous people; here without ids of Entra, and without a `userRole` to be known by.
        """
        known = {"objectId": self.oid, "aadObjectId": self.oid} if self.oid else {}
        return {"tenantId": self.tenant, "id": self.mri, "name": self.name, **known}

    def member(self) -> Account:
        """How the person stands in the chat's roster and when added to the chat (docs/TEAMS.md A4, A5)."""
        told = {"id": self.mri, "name": self.name, "tenantId": self.tenant, "userRole": self.user_role}
        if self.anonymous:
            return told
        given, _, surname = self.name.partition(" ")
        return told | {
            "objectId": self.oid,
            "aadObjectId": self.oid,
            "givenName": given,
            "surname": surname,
            "email": self.address,
            "userPrincipalName": self.address,
        }


def _signed_in(name: str, tenant: str, domain: str) -> Person:
    key = name.split()[0].lower()
    address = f"{name.lower().replace(' ', '.')}@{domain}"
    oid = invented_guid(address)
    return Person(key, name, f"29:1{oid.replace('-', '')}-{key}", tenant, oid, address)


ANN = _signed_in("Ann Berg", HOSPITAL, "sykehuset.example")
BO = _signed_in("Bo Dahl", HOSPITAL, "sykehuset.example")
KARI = _signed_in("Kari Nes", HOSPITAL, "sykehuset.example")
CATO = _signed_in("Cato Ek", HOSPITAL, "sykehuset.example")
DINA = _signed_in("Dina Fors", ELSEWHERE, "helse-x.example")
EINAR = Person("einar", "Einar (Guest)", invented_guid("einar"), HOSPITAL, user_role="anonymous")

CAST = (ANN, BO, KARI, CATO, DINA, EINAR)
