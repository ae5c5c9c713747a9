"""Who sends to the bot in these tests: real keys, real tokens, activities as Teams writes them."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey, generate_private_key

from bot.errors import Malformed

APP = "65f50003-e15d-434a-9e14-0fcfeb3d7817"
BOT = f"28:{APP}"
TENANT = "11111111-aaaa-4aaa-8aaa-111111111111"
ANN_OID = "aaaaaaaa-0000-4000-8000-000000000001"
ISSUER = "https://api.botframework.com"
SERVICE = "https://smba.trafficmanager.net/emea/"
CHAT = "19:meeting_abc@thread.v2"
SENT = "2026-02-23T19:34:07.478Z"


@cache
def rsa_key(name: str) -> RSAPrivateKey:
    """A key; the same name, the same key."""
    assert name
    return generate_private_key(public_exponent=65537, key_size=2048)


@dataclass(frozen=True)
class PublicKey:
    public: RSAPublicKey
    endorsements: frozenset[str]
    issuer: str = ""


@dataclass
class Ring:
    """Keys that are known; a test changes them."""

    keys: dict[str, PublicKey] = field(default_factory=dict)
    generation: int = 0

    async def find(self, kid: str) -> PublicKey | None:
        return self.keys.get(kid)

    def put(self, kid: str, key: RSAPrivateKey, *endorsements: str, issuer: str = "") -> None:
        self.keys[kid] = PublicKey(key.public_key(), frozenset(endorsements), issuer)
        self.generation += 1


def teams_keys() -> Ring:
    """Teams' key, one without endorsements, and one of Entra in the same set."""
    ring = Ring()
    ring.put("teams", rsa_key("teams"), "msteams")
    ring.put("mute", rsa_key("mute"))
    ring.put("entra", rsa_key("entra"), "msteams")
    return ring


def claims(**changes: Any) -> dict[str, Any]:
    """What a good token says; a change to None leaves the claim out."""
    now = int(time.time())
    good = {"iss": ISSUER, "aud": APP, "nbf": now - 60, "exp": now + 3600, "serviceurl": SERVICE} | changes
    return {name: value for name, value in good.items() if value is not None}


def mint(told: Mapping[str, Any] | None = None, *, kid: str | None = "teams", key: str = "teams") -> str:
    """A token that says *told*, signed with the key of that name."""
    headers = {"kid": kid} if kid is not None else None
    return jwt.encode(dict(told or claims()), rsa_key(key), algorithm="RS256", headers=headers)


def activity(**changes: Any) -> dict[str, Any]:
    """An activity of Teams; a change to None leaves the field out."""
    usual: dict[str, Any] = {
        "type": "event",
        "id": "1",
        "timestamp": SENT,
        "channelId": "msteams",
        "serviceUrl": SERVICE,
        "from": {"id": "29:ann", "aadObjectId": ANN_OID, "name": "Ann Berg"},
        "recipient": {"id": BOT, "name": "Møtevakt"},
        "conversation": {"id": CHAT, "conversationType": "groupChat", "isGroup": True, "tenantId": TENANT},
        "channelData": {"tenant": {"id": TENANT}, "meeting": {"id": "MCMxOTo"}},
    }
    return {name: value for name, value in (usual | changes).items() if value is not None}


def meeting_start(**value: Any) -> dict[str, Any]:
    told = {
        "Id": "base64id",
        "JoinUrl": "https://teams.microsoft.com/l/meetup-join/x",
        "Title": "Kari Nordmann, hofte",
        "MeetingType": "Scheduled",
        "StartTime": SENT,
    } | value
    return activity(name="application/vnd.microsoft.meetingStart", value=told)


def member(mri: str = "29:ann", oid: str | None = ANN_OID, role: str = "Presenter", **user: Any) -> dict[str, Any]:
    account = {"id": mri, "tenantId": TENANT, "name": "Ann Berg"} | user
    if oid is not None:
        account |= {"objectId": oid, "aadObjectId": oid}
    return {"user": account, "meeting": {"inMeeting": True, "role": role}}


def join(*members: Any) -> dict[str, Any]:
    return activity(name="application/vnd.microsoft.meetingParticipantJoin", value={"members": list(members)})


def message(text: str, **changes: Any) -> dict[str, Any]:
    return activity(**({"type": "message", "text": text} | changes))


def press(verb: str, **data: Any) -> dict[str, Any]:
    action = {"type": "Action.Execute", "verb": verb, "data": data}
    return activity(type="invoke", name="adaptiveCard/action", replyToId="1745", value={"action": action})


def fault(attempt: Callable[[], object]) -> str:
    """The field that *attempt* finds malformed; empty: none. Any other failure is one of the test."""
    try:
        attempt()
    except Malformed as wrong:
        return wrong.field
    return ""
