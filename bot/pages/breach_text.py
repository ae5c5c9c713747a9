"""A draft for the hospital's deviation report, with the facts filled in: plain text, without names."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.evidence.breach import Breach, Unexpected
from bot.evidence.spells import Recorded, Unseen
from bot.pages.saying import Saying
from bot.pages.words_breach import BREACH, BreachWords

_HOUR = 60  # minutes


def breach_text(found: Breach, say: Saying, now: datetime) -> str:
    """The draft. *say* names nobody: whoever reports adds names where they belong. *now*: is the time over?"""
    words, told = BREACH[say.language], Saying(say.language)
    late = found.left(now) < timedelta()
    deadline = {"date": told.day(found.deadline), "hour": told.hour(found.deadline)}
    facts = list(_facts(found, told, words))
    return "\n".join((
        words.title, "",
        words.judge, words.first, (words.over if late else words.clock).format(**deadline), "",
        words.facts, *facts, "",
        words.open, *(f"- {words.questions[one]}" for one in found.open), "",
        words.add, "",
    ))  # fmt: skip


def duration(length: timedelta, words: BreachWords) -> str:
    """How long, in words; begun minutes do not count."""
    minutes = length // timedelta(minutes=1)
    if minutes < 1:
        return words.less_than_a_minute
    if minutes < _HOUR:
        return words.one_minute if minutes == 1 else words.minutes.format(count=minutes)
    return words.hours.format(hours=minutes // _HOUR, minutes=minutes % _HOUR)


def _facts(found: Breach, say: Saying, words: BreachWords) -> Iterator[str]:
    form = words.when if found.ended else words.running
    yield form.format(date=say.day(found.began), span=say.span(found.began, found.ended))
    count = len(found.unexpected)
    if count:
        yield words.one if count == 1 else words.several.format(count=count)
    else:
        yield words.nobody
    yield from (f"- {_who(one, say, words)}" for one in found.unexpected)
    yield words.people.format(others=found.others)
    yield from _recorded(found, say, words)
    kinds = [words.kinds[kind].format(count=count) for kind, count in found.wrote]
    yield words.wrote.format(kinds=", ".join(kinds)) if kinds else words.wrote_nothing
    hours = [say.stop_hour(one) for one in found.stops]
    yield words.stopped.format(hours=", ".join(dict.fromkeys(hours))) if hours else words.not_stopped
    if found.gaps:
        yield words.unseen
        yield from (f"- {say.gap(gap, found.began, found.ended)}" for gap in found.gaps)


def _who(one: Unexpected, say: Saying, words: BreachWords) -> str:
    reasons = ", ".join(dict.fromkeys(say.cards.reasons[why] for why in one.reasons)) or say.words.not_judged
    if one.glimpsed is not None:
        told = [words.glimpsed.format(person=say.person(one.person), reasons=reasons, hour=say.hour(one.glimpsed))]
    elif not one.call:
        told = [words.outside.format(person=say.person(one.person), reasons=reasons)]
    else:
        spells, inside = ", ".join(map(say.spell, one.call)), duration(one.inside, words)
        told = [words.who.format(person=say.person(one.person), reasons=reasons, spells=spells, inside=inside)]
        with_others = words.together.format(together=duration(one.together, words))
        told.append(with_others if one.together else words.alone)
    if one.word is None:
        told.append(words.unsettled)
    else:
        told.append((words.vouched if one.word.expected else words.rejected).format(hour=say.hour(one.word.at)))
    return " ".join(told)


def _recorded(found: Breach, say: Saying, words: BreachWords) -> Iterator[str]:
    by_teams = [_span(one, say) for one in found.recordings if one.program is None]
    programs = [_span(one, say) for one in found.recordings if one.program is not None]
    if by_teams:
        yield words.recorded.format(spans=", ".join(by_teams))
    if programs:
        yield words.program.format(spans=", ".join(programs))
    if found.transcribed is not None:
        yield words.transcribed
    if not by_teams and found.transcribed is None:
        deaf = any(gap.unseen is Unseen.RECORDINGS for gap in found.gaps)
        yield words.not_heard if deaf else words.not_recorded


def _span(one: Recorded, say: Saying) -> str:
    return say.words.unknown_start if one.since is None else say.span(one.since, one.until)
