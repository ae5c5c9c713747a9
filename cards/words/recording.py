"""The sentences on a recording that started, and on what is left of it.

Texts with `{…}` are filled by `str.format`; a comment on the line says with what.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.expected import Unread


@dataclass(frozen=True, slots=True)
class RecordingWords:
    """The alarm to all, what the host alone is told of what is left, and what we do not hear of."""

    runs: str
    takes_notes: str
    stopped: str
    failed: str
    left: str
    written: str
    nothing: str
    settled: str
    began: str  # hour
    began_by: str  # hour, name
    ended: str  # hour
    came_to_nothing: str  # hour
    only_end: str  # hour
    came: str  # hour, name
    gone: str  # hour
    transcript: str
    rule: str
    call: str  # who: a mention
    stop: str
    stop_how: str
    remove: str
    delete: str
    delete_how: str
    text: str
    text_how: str
    notes: str
    notes_how: str
    report: str
    report_how: str
    report_link: str
    folded: str

    remains: str
    one_recording: str
    many_recordings: str  # count
    one_transcript: str
    many_transcripts: str  # count
    only_host: str
    all_gone: str
    unseen: str
    unseen_text: str
    whys: Mapping[Unread, str]
    given_up: str

    heard: str  # hour
    span: str  # since, until
    since: str  # since
    until: str  # until
    program_span: str  # since, until
    program_since: str  # since
    unheard: str
    unheard_short: str
    transcribing: str
    reasons: Mapping[Unread, str]
    lies_there: str
