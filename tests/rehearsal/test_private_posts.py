"""Posts that one person alone sees (docs/TEAMS.md G3)."""

from typing import Any

import pytest

from rehearsal.people import ANN, BO, CATO, EINAR
from rehearsal.standin import StandIn
from rehearsal.world import BOT, Chat
from tests.rehearsal.conftest import Caller, message

PRIVATE = "?isTargetedActivity=true"


def to(mri: str, kind: str = "roster") -> dict[str, Any]:
    return message(kind, recipient={"id": mri, "isTargeted": True})


async def post(caller: Caller, body: dict[str, Any]) -> tuple[int, Any]:
    return await caller.connector("POST", caller.posts + PRIVATE, body)


async def test_one_person_alone_sees_it(caller: Caller, standin: StandIn) -> None:
    assert (await post(caller, to(BO.mri)))[0] == 201

    (made,) = standin.world.standing("roster")
    assert standin.world.audience(made) == BO
    assert standin.world.sees(BO, made)
    assert not standin.world.sees(ANN, made)


@pytest.mark.parametrize(
    "body",
    [
        message(),
        message(recipient={"id": BO.mri}),
        message(recipient={"isTargeted": True}),
        message(recipient={"id": BO.mri, "isTargeted": "true"}),
        message(recipient=BO.mri),
        to(CATO.mri),
    ],
    ids=["nobody", "not told private", "no id", "told in words", "no object", "not in the chat"],
)
async def test_it_must_name_one_member_of_the_chat(caller: Caller, standin: StandIn, body: dict[str, Any]) -> None:
    assert (await post(caller, body))[0] == 400
    assert standin.world.standing() == []


async def test_anonymous_people_get_none_unless_switched(caller: Caller, standin: StandIn, chat: Chat) -> None:
    chat.add(EINAR)

    assert (await post(caller, to(EINAR.mri)))[0] == 400
    standin.strictness.anonymous_people_get_private_posts = True
    assert (await post(caller, to(EINAR.mri)))[0] == 201


async def test_without_the_address_for_private_posts_all_see_it(caller: Caller, standin: StandIn) -> None:
    assert (await caller.connector("POST", caller.posts, to(BO.mri)))[0] == 201

    (made,) = standin.world.standing()
    assert standin.world.audience(made) is None


async def test_an_update_names_no_recipient(caller: Caller) -> None:
    _, made = await post(caller, to(BO.mri))
    address = f"{caller.posts}/{made['id']}"

    assert (await caller.connector("PUT", address + PRIVATE, to(BO.mri)))[0] == 400
    assert (await caller.connector("PUT", address + PRIVATE, message("roster")))[0] == 200


async def test_private_and_shared_posts_have_different_addresses(caller: Caller, standin: StandIn, chat: Chat) -> None:
    shared = standin.world.post(chat.id, BOT, message())
    _, made = await post(caller, to(BO.mri))

    status, told = await caller.connector("PUT", f"{caller.posts}/{shared.id}{PRIVATE}", message())
    assert (status, told["error"]["code"]) == (400, "INVALID_TARGETED_MESSAGE_ID")
    assert (await caller.connector("PUT", f"{caller.posts}/{made['id']}", message()))[0] == 404


async def test_a_deleted_private_post_is_gone(caller: Caller) -> None:
    _, made = await post(caller, to(BO.mri))
    address = f"{caller.posts}/{made['id']}{PRIVATE}"

    assert (await caller.connector("DELETE", address))[0] == 200
    status, told = await caller.connector("PUT", address, message())
    assert (status, told["error"]["code"]) == (404, "TARGETED_MESSAGE_EXPIRED_OR_DELETED")


@pytest.mark.parametrize("status", [400, 403])
async def test_private_posts_can_be_refused_to_everybody(caller: Caller, standin: StandIn, status: int) -> None:
    standin.strictness.private_posts_refused_with = status

    assert (await post(caller, to(BO.mri)))[0] == status
    assert (await caller.connector("POST", caller.posts, message()))[0] == 201


async def test_a_private_chat_has_no_private_posts(caller: Caller, standin: StandIn) -> None:
    _, made = await caller.connector("POST", "v3/conversations", {"members": [{"id": BO.mri}]})

    status, _ = await caller.connector("POST", f"v3/conversations/{made['id']}/activities{PRIVATE}", to(BO.mri))

    assert status == 400
