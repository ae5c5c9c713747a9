"""A post in a chat as the page shows it. What is deleted is not told any more, only that it was."""

import re
from typing import Any

from rehearsal.activities import BOT_NAME, files_in
from rehearsal.posting import alerts_in_meeting
from rehearsal.standin import StandIn
from rehearsal.world import BOT, Post


def shown(post: Post, standin: StandIn) -> dict[str, Any]:
    """*post* as it stands now, with those whose clients ask for a fresh view of it by themselves."""
    world = standin.world
    chat, only = world.chats[post.chat], world.audience(post)
    author = world.people.get(post.author)
    gone = post.removed is not None
    text = re.sub(r"<at>(.*?)</at>", r"@\1", str(post.activity.get("text") or ""))
    return {
        "id": post.id,
        "chat": post.chat,
        "personal": chat.meeting is None,
        "author": "bot" if post.author == BOT else post.author,
        "name": author.name if author else BOT_NAME,
        "to": only.mri if only else None,
        "to_name": only.name if only else "",
        "at": post.posted.isoformat(),
        "version": len(post.versions),
        "removed": gone,
        "kind": post.kind,
        "text": "" if gone else text,
        "files": [] if gone else list(files_in(post.activity)),
        "card": post.card,
        "lang": str((post.card or {}).get("lang", "")),
        "rings": alerts_in_meeting(post.versions[0].activity),
        "refreshes": [one.mri for one in chat.members.values() if standin.writer(chat).refreshed(one, post)],
    }
