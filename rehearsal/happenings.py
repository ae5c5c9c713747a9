"""The world takes note of what Teams tells the bot, so that both agree on who is where."""

from typing import Any

from rehearsal.people import Person
from rehearsal.world import BOT, Activity, Chat, World


def take_in(world: World, activity: Activity) -> None:
    """Change *world* as *activity* says. People and chats it did not know become known; nonsense changes nothing."""
    conversation = _text(activity, "conversation", "id")
    if not conversation:
        return
    chat = world.chats.get(conversation) or world.open_meeting(conversation, conversation=conversation)
    match activity.get("type"):
        case "event":
            _event(world, chat, activity)
        case "installationUpdate":
            chat.installed = not str(activity.get("action")).startswith("remove")
        case "conversationUpdate":
            for account in _accounts(activity.get("membersRemoved")):
                chat.members.pop(account["id"], None)
            chat.add(*(learn(world, account, chat) for account in _accounts(activity.get("membersAdded"))))
        case "message":
            _message(world, chat, activity)
        case "messageUpdate" | "messageDelete":
            _changed(world, chat, activity)


def learn(world: World, account: dict[str, Any], chat: Chat) -> Person:
    """The person of an account, made known to *world* if it is new; `id` must be there."""
    known = world.people.get(account["id"])
    if known is not None:
        return known
    oid = str(account.get("aadObjectId") or account.get("objectId") or "")
    name = str(account.get("name") or account["id"])
    role = str(account.get("userRole") or ("user" if oid else "anonymous"))
    tenant = str(account.get("tenantId") or chat.tenant)
    address = str(account.get("userPrincipalName") or account.get("email") or "")
    person = Person(account["id"], name, account["id"], tenant, oid, address, role)
    world.people[person.mri] = person
    return person


def _event(world: World, chat: Chat, activity: Activity) -> None:
    name, meeting = str(activity.get("name")).strip(), chat.meeting
    if meeting is None:
        return
    if "meetingParticipant" not in name:
        meeting.running = name.endswith("Start") or (meeting.running and not name.endswith("End"))
        if name.endswith("End"):
            meeting.present.clear()
            meeting.waiting.clear()
        return
    value = activity.get("value")
    for member in _dicts(value.get("members") if isinstance(value, dict) else None):
        for account in _accounts([member.get("user")]):
            person = learn(world, account, chat)
            meeting.waiting.discard(person.mri)
            if name.endswith("Leave"):
                meeting.present.discard(person.mri)
                continue
            chat.add(person)
            meeting.present.add(person.mri)
            role = _text(member, "meeting", "role")
            if role:
                meeting.roles[person.mri] = role


def _message(world: World, chat: Chat, activity: Activity) -> None:
    """What people write has an id in the chat too. Of what they write to the bot in private, only they know."""
    sender = activity.get("from")
    if not isinstance(sender, dict) or not isinstance(sender.get("id"), str) or not activity.get("id"):
        return
    person = learn(world, sender, chat)
    recipient = activity.get("recipient")
    private = isinstance(recipient, dict) and recipient.get("isTargeted") is True
    world.said(chat.id, person.mri, activity, to=person.mri if private else None)


def _changed(world: World, chat: Chat, activity: Activity) -> None:
    """What people wrote is as they last wrote it, or gone. Nobody changes what the bot posted."""
    number = activity.get("id")
    post = world.posts.get(number) if isinstance(number, str) else None
    if post is None or post.chat != chat.id or post.author == BOT:
        return
    if activity.get("type") == "messageDelete":
        world.remove(post)
    else:
        world.update(post, activity)


def _dicts(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _accounts(value: object) -> list[dict[str, Any]]:
    found = _dicts(value)
    return [account for account in found if isinstance(account.get("id"), str) and account["id"] not in ("", BOT)]


def _text(activity: dict[str, Any], outer: str, inner: str) -> str:
    holder = activity.get(outer)
    text = holder.get(inner) if isinstance(holder, dict) else None
    return text if isinstance(text, str) else ""
