"""S3. When a file is first shared in the chat, one line says what documents must not hold.

Source: the hospital's procedure, clause S3. What a screen shows is not seen; names of files are judged as messages are.
"""

from collections.abc import Iterator

from bot.domain.effects import CardKind, Effect, ShowCard
from bot.domain.events import Event
from bot.domain.meeting import Meeting
from bot.domain.procedure import Procedure


def remind_of_documents(_fact: Event, before: Meeting, after: Meeting, _procedure: Procedure) -> Iterator[Effect]:
    """Once an occurrence, to all."""
    if after.file_shared is not None and before.file_shared is None and after.installed and not after.where.personal:
        yield ShowCard(after.new_matter(CardKind.SHARING))
