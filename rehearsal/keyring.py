"""The keys that sign what Teams sends."""

import json
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An RSA key with its id. `endorsements`: the channels it may sign for; None: the field is left out."""

    kid: str
    endorsements: tuple[str, ...] | None = ("msteams",)
    private: rsa.RSAPrivateKey = field(
        default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048), repr=False
    )

    def public(self) -> dict[str, Any]:
        """The key as it stands in a JWKS document."""
        jwk: dict[str, Any] = json.loads(RSAAlgorithm.to_jwk(self.private.public_key()))
        told = {"kid": self.kid, "kty": jwk["kty"], "use": "sig", "n": jwk["n"], "e": jwk["e"]}
        return told if self.endorsements is None else told | {"endorsements": list(self.endorsements)}


class KeyRing:
    """The published keys; the newest signs."""

    def __init__(self) -> None:
        self._made = 0
        self.published: list[SigningKey] = []
        self.add()

    @property
    def current(self) -> SigningKey:
        """The key that Teams signs with now."""
        return self.published[-1]

    def add(self, *, endorsements: tuple[str, ...] | None = ("msteams",)) -> SigningKey:
        """Publish one key more, and sign with it from now on."""
        key = self.unpublished(endorsements=endorsements)
        self.published.append(key)
        return key

    def rotate(self) -> SigningKey:
        """A new key takes the place of all there were."""
        self.published = []
        return self.add()

    def unpublished(self, *, kid: str | None = None, endorsements: tuple[str, ...] | None = ("msteams",)) -> SigningKey:
        """A key that nobody can look up, for forgeries; *kid* may be that of a published one."""
        self._made += 1
        return SigningKey(kid or f"rehearsal-{self._made}", endorsements)
