"""Indexes over the people of a meeting, so that one person among hundreds is found without looking at all.

Once made they are not changed; whoever comes is in a copy.
"""

from collections.abc import Iterable, Mapping

from bot.domain.names import looks_like, plain, skeleton
from bot.domain.participants import Identity, PersonId


class Accounts:
    """People by Teams' id and by object id."""

    def __init__(self, identities: Mapping[PersonId, Identity]) -> None:
        self._by_mri: dict[str, PersonId] = {}
        self._by_oid: dict[str, PersonId] = {}
        self._add(identities)

    def with_(self, added: Mapping[PersonId, Identity]) -> "Accounts":
        """The same with people who were not in it."""
        if not added:
            return self
        new = Accounts({})
        new._by_mri, new._by_oid = self._by_mri.copy(), self._by_oid.copy()
        new._add(added)
        return new

    def person(self, who: Identity) -> PersonId | None:
        """The pseudonym of *who*, by Teams' id first; None: never seen."""
        by_mri = self._by_mri.get(who.mri) if who.mri else None
        return by_mri or (self._by_oid.get(who.oid) if who.oid else None)

    def _add(self, identities: Mapping[PersonId, Identity]) -> None:
        for person, who in identities.items():
            if who.mri:
                self._by_mri.setdefault(who.mri, person)
            if who.oid:
                self._by_oid.setdefault(who.oid, person)


class Namesakes:
    """Who of those who were met bears a name."""

    def __init__(self, identities: Mapping[PersonId, Identity]) -> None:
        self._same: dict[str, tuple[PersonId, ...]] = {}
        self._add(identities)

    def with_(self, added: Mapping[PersonId, Identity]) -> "Namesakes":
        """The same with people who were not in it."""
        if not added:
            return self
        new = Namesakes({})
        new._same = self._same.copy()
        new._add(added)
        return new

    def same(self, name: str) -> tuple[PersonId, ...]:
        """Everybody met who bears *name*."""
        return self._same.get(plain(name), ()) if name else ()

    def _add(self, identities: Mapping[PersonId, Identity]) -> None:
        for person, who in identities.items():
            if who.name:
                key = plain(who.name)
                self._same[key] = (*self._same.get(key, ()), person)


class Lookalikes:
    """Names, by what they look like."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: dict[str, set[str]] = {}
        for name in names:
            if name:
                self._names.setdefault(skeleton(name), set()).add(name)

    def has(self, name: str) -> bool:
        """Whether another name is among them that looks like *name*."""
        return any(looks_like(name, other) for other in self._names.get(skeleton(name), ())) if name else False
