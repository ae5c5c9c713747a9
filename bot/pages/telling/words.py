"""The words a language must have for a timeline. Texts with `{…}` are filled by `str.format`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.expected import Unread
from bot.evidence.records import Purpose
from bot.evidence.spells import Unseen


@dataclass(frozen=True, slots=True)
class Telling:
    """Words for one language. `date` has {weekday}, {day}, {month}, {year}."""

    title: str
    meeting: str  # number, holding
    date: str
    months: Sequence[str]
    weekdays: Sequence[str]
    span: str  # since, until
    at_hour: str  # hour
    so_far: str  # since
    made: str  # date, hour, by
    purpose: str  # purpose
    purposes: Mapping[Purpose, str]
    with_names: str
    without_names: str
    person: str  # number
    who: str
    inside: str
    verdict: str
    settled: str
    not_judged: str
    not_settled: str
    in_lobby: str
    lobby_spell: str  # spell
    only_chat: str
    glimpsed: str  # hour
    still: str
    more_expected: str  # count
    more_unsettled: str  # count, unsettled
    more: str  # count
    nobody: str
    recording: str
    recordings: str
    transcript: str  # hour
    program: str
    failed: str
    unknown_start: str
    files_left: str  # recordings, transcripts
    stop: str
    stops: str
    stop_said: str  # hour, by
    stop_about: str  # hour, by, about
    stop_room: str  # hour, by
    somebody: str
    not_seen: str
    all_along: str
    unseen: Mapping[Unseen, str]
    why: Mapping[Unread, str]
    blind_band: str
    rows: str  # first, last
    fingerprint: str  # hash
    unknown_rows: str  # count
    editions: str  # editions
    verdict_is: str
    no_sign: str  # sign
    described: str  # people, span
