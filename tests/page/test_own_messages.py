"""What people wrote is theirs to change and delete, and what is deleted is not told any more."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.page.running import rehearsal
from tests.page.viewer import Viewer, looking


@pytest.fixture
async def viewer() -> AsyncIterator[Viewer]:
    async with rehearsal() as url, looking(url) as one:
        await one.until(lambda: "people" in one.last and one.decided)
        yield one


async def test_a_message_is_changed_and_deleted_by_its_writer_alone_and_is_not_told_once_it_is_gone(
    viewer: Viewer,
) -> None:
    ann, bo = viewer.person("Ann")["id"], viewer.person("Bo")["id"]
    await viewer.ask("say", who=ann, chat="meeting", text="Velkommen")
    await viewer.ask("share", who=ann, name="Plan.pdf")
    said = await viewer.until(lambda: _told(viewer, text="Velkommen"))
    shared = await viewer.until(lambda: _told(viewer, files=["Plan.pdf"]))
    rules = viewer.cards("rules")[0]["id"]

    for route, changed in (("edit", {"text": "Nei"}), ("delete", {})):
        refused = await viewer.call(route, who=bo, post=said["id"], **changed)
        assert refused == (409, {"field": "(body)", "why": "not_the_writer"})
        assert (await viewer.call(route, who=ann, post=rules, **changed))[1]["why"] == "no_such_message"

    await viewer.ask("edit", who=ann, post=said["id"], text="Velkommen, alle")
    await viewer.until(lambda: _told(viewer, id=said["id"], text="Velkommen, alle", version=2))
    for number in (said["id"], shared["id"]):
        await viewer.ask("delete", who=ann, post=number)
        assert (await viewer.call("edit", who=ann, post=number, text="x"))[1]["why"] == "no_such_message"
    await viewer.until(lambda: all(_told(viewer, id=one["id"], removed=True) for one in (said, shared)))
    assert [(viewer.posts[one["id"]]["text"], viewer.posts[one["id"]]["files"]) for one in (said, shared)] == [
        ("", []),
        ("", []),
    ]
    facts = ["MessagePosted", "MessagePosted", "MessageEdited", "MessageDeleted", "MessageDeleted"]
    await viewer.until(lambda: [row["fact"] for row in viewer.decided if "Message" in row["fact"]][-5:] == facts)
    kinds = [one["kind"] for one in viewer.happened if one["people"] == ["Ann Berg"]]
    assert kinds[-5:] == ["said", "shared", "edited", "deleted", "deleted"]


async def test_a_command_that_the_bot_alone_was_shown_is_nobodys_to_change(viewer: Viewer) -> None:
    ann = viewer.person("Ann")["id"]
    await viewer.ask("say", who=ann, chat="meeting", text="/status")
    asked = await viewer.until(lambda: _told(viewer, text="status"))

    assert (await viewer.call("delete", who=ann, post=asked["id"]))[1]["why"] == "no_such_message"


def _told(viewer: Viewer, **fields: Any) -> dict[str, Any] | None:
    """The post that is told so."""
    return next((post for post in viewer.posts.values() if fields.items() <= post.items()), None)
