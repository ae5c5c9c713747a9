"""Indexes over the people of a meeting, so that one person among hundreds is found without looking at all."""

from collections.abc import Iterable, Mapping

from bot.domain.expected import Invited
from bot.domain.names import looks_like, plain, skeleton
from bot.domain.participants import Identity, PersonId


class Accounts:
    """People by Teams' id and by object id."""

    def __init__(self, identities: Mapping[PersonId, Identity]) -> None:
        self._by_mri: dict[str, PersonId] = {}
        self._by_oid: dict[str, PersonId] = {}
        for person, who in identities.items():
            if who.mri:
                self._by_mri.setdefault(who.mri, person)
            if who.oid:
                self._by_oid.setdefault(who.oid, person)

    def person(self, who: Identity) -> PersonId | None:
        """The pseudonym of *who*, by Teams' id first; None: never seen."""
        by_mri = self._by_mri.get(who.mri) if who.mri else None
        return by_mri or (self._by_oid.get(who.oid) if who.oid else None)


class Namesakes:
    """Who bears a name, and who bears one that looks the same. Names on lists count without a person."""

    def __init__(self, identities: Mapping[PersonId, Identity], lines: Iterable[Invited]) -> None:
        self._same: dict[str, list[PersonId]] = {}
        self._alike: dict[str, set[str]] = {}
        for person, who in identities.items():
            if who.name:
                self._same.setdefault(plain(who.name), []).append(person)
                self._alike.setdefault(skeleton(who.name), set()).add(who.name)
        for line in lines:
            if line.name:
                self._alike.setdefault(skeleton(line.name), set()).add(line.name)

    def same(self, name: str) -> list[PersonId]:
        """Everybody met who bears *name*."""
        return self._same.get(plain(name), []) if name else []

    def alike(self, name: str) -> bool:
        """Whether somebody bears another name that looks like *name*."""
        return any(looks_like(name, other) for other in self._alike.get(skeleton(name), ())) if name else False
