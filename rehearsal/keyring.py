"""Keys that sign tokens: what Teams sends, and what Entra gives to apps."""

import json
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An RSA key with its id. `endorsements`: the channels it may sign for; `issuer`: in whose name. None: left out."""

    kid: str
    endorsements: tuple[str, ...] | None = ("msteams",)
    issuer: str | None = None
    private: rsa.RSAPrivateKey = field(
        default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048), repr=False
    )

    def public(self) -> dict[str, Any]:
        """The key as it stands in a JWKS document."""
        jwk: dict[str, Any] = json.loads(RSAAlgorithm.to_jwk(self.private.public_key()))
        told = {"kid": self.kid, "kty": jwk["kty"], "use": "sig", "n": jwk["n"], "e": jwk["e"]}
        if self.endorsements is not None:
            told["endorsements"] = list(self.endorsements)
        return told if self.issuer is None else told | {"issuer": self.issuer}


class KeyRing:
    """The published keys; the newest signs. What is not told of a key is as *endorsements* and *issuer* say."""

    def __init__(self, *, endorsements: tuple[str, ...] | None = ("msteams",), issuer: str | None = None) -> None:
        self._usual: dict[str, Any] = {"endorsements": endorsements, "issuer": issuer}
        self._made = 0
        self.published: list[SigningKey] = []
        self.add()

    @property
    def current(self) -> SigningKey:
        """The key that signs now."""
        return self.published[-1]

    def add(self, **otherwise: Any) -> SigningKey:
        """Publish one key more, and sign with it from now on; *otherwise* as in `SigningKey`."""
        key = self.unpublished(**otherwise)
        self.published.append(key)
        return key

    def rotate(self) -> SigningKey:
        """A new key takes the place of all there were."""
        self.published = []
        return self.add()

    def unpublished(self, *, kid: str | None = None, **otherwise: Any) -> SigningKey:
        """A key that nobody can look up, for forgeries; *kid* may be that of a published one."""
        self._made += 1
        return SigningKey(kid or f"rehearsal-{self._made}", **(self._usual | otherwise))
