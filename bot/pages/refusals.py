"""Why somebody is not let in."""

from dataclasses import dataclass
from enum import StrEnum


class Refusal(StrEnum):
    """Why somebody is not let in."""

    STATE = "state"  # another sign-in's answer, or none that we remember
    CANCELLED = "cancelled"  # they said no, or the sign-in service did
    CODE = "code"  # the code was used, has ended, or is not ours
    SECRET = "secret"  # noqa: S105  # our own is not taken
    NONCE = "nonce"
    AUDIENCE = "audience"
    ISSUER = "issuer"
    TENANT = "tenant"
    EXPIRED = "expired"
    ACCOUNT = "account"  # no account is told
    ROLE = "role"
    OFTEN = "often"  # too many ask at once
    AWAY = "away"  # the sign-in service does not answer


@dataclass
class NotLetIn(Exception):
    """Somebody is not let in."""

    why: Refusal
