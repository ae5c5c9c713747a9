"""What the app asks a chat and its meeting for: the one list, for its manifest and for adding it by Graph.

Graph adds it only with exactly the permissions of its manifest (docs/TEAMS.md B). All are of type Application: there is
no signed-in person to act for.
"""

TYPE = "Application"
READS_CHAT = "ChatMessage.Read.Chat"
ASKED = {
    "OnlineMeeting.ReadBasic.Chat": "that the meeting starts and ends, who organizes it, its id in Graph",
    "OnlineMeetingParticipant.Read.Chat": "who comes and goes, and whether who presses a button is a presenter",
    READS_CHAT: "the messages of the chat, where the hospital has decided so (CHAT_GUARD)",
}
"""Each with why (docs/adr/0009)."""


def permissions(*, reads_chat: bool) -> tuple[str, ...]:
    """What it asks for, in the manifest's order. `reads_chat`: as CHAT_GUARD says."""
    return tuple(name for name in ASKED if reads_chat or name != READS_CHAT)
