"""The insight card: what is kept about whoever asks, for how long, and who has seen it. In their own chat alone."""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.effects import CardKind
from bot.domain.participants import Identity
from bot.evidence.own import Own, OwnHolding
from bot.evidence.records import Look
from bot.ports import Card
from cards.elements import Element, aside, box, card, fitting, quiet, rich, run, text, title
from cards.names import display_name
from cards.scene import Scene

_ROOM_FOR_MEETINGS, _ROOM_FOR_LOOKS = 13_000, 7_000
"""Bytes. Together what a card has for its rows (`cards.elements.ROOM`)."""

_MOST_SPELLS = 3


def insight(scene: Scene, own: Own | None) -> Card:
    """What is kept about the chat's owner; None: their account is not known. Elsewhere: where they can ask."""
    words = scene.words.insight
    if not scene.meeting.where.personal:
        return card(CardKind.INSIGHT, scene.words, [text(words.elsewhere)], says=words.elsewhere)
    body = [title(words.title), *_kinds(scene)]
    body += [text(words.unknown)] if own is None else [*_meetings(scene, own), *_looks(scene, own)]
    body += [text(words.ask, spacing="Medium"), *([quiet(scene.privacy())] if scene.privacy() else [])]
    return card(CardKind.INSIGHT, scene.words, body, says=f"{words.title}.")


def _kinds(scene: Scene) -> list[Element]:
    words, days = scene.words.insight, scene.site.retention_days
    until = words.for_a_day if days == 1 else words.for_days.format(days=days)
    return [text(words.kept), text(f"{until} {words.not_kept}", spacing="Small")]


def _meetings(scene: Scene, own: Own) -> list[Element]:
    words = scene.words.insight
    rows = [_meeting(scene, one) for one in own.holdings]
    if not rows:
        return [text(words.nothing, spacing="Medium")]
    shown = rows[: fitting(rows, _ROOM_FOR_MEETINGS)]
    rest = own.more + len(rows) - len(shown)
    left_out = [text(words.more.format(count=rest), spacing="Small")] if rest else []
    return [text(words.meetings, weight="Bolder", spacing="Medium"), *shown, *left_out]


def _meeting(scene: Scene, one: OwnHolding) -> Element:
    words = scene.words.insight
    hours = ", ".join(_hours(scene, one)) or words.not_in_call
    told = " ".join(_judged(scene, one))
    line = rich(run(_date(scene, one.began), weight="Bolder"), run(f"  {hours}"))
    return box(line, *([quiet(told, spacing="None")] if told else []), spacing="Small")


def _hours(scene: Scene, one: OwnHolding) -> Iterator[str]:
    words = scene.words.insight
    for spell in one.spells[:_MOST_SPELLS]:
        if spell.until is None:
            yield words.since.format(hour=scene.hour(spell.since))
        else:
            yield words.from_till.format(came=scene.hour(spell.since), went=scene.hour(spell.until))
    if len(one.spells) > _MOST_SPELLS:
        yield words.more_spells.format(count=len(one.spells) - _MOST_SPELLS)
    if not one.number:
        yield words.no_meeting
    elif one.glimpsed is not None:
        yield words.glimpsed.format(hour=scene.hour(one.glimpsed))


def _judged(scene: Scene, one: OwnHolding) -> Iterator[str]:
    words = scene.words.insight
    if one.verdict is not None:
        weight = scene.words.weights[one.verdict.weight]
        reasons = ", ".join(scene.words.reasons[why] for why in one.verdict.reasons)
        form = words.judged_why if reasons else words.judged
        yield form.format(weight=weight, reasons=reasons)
    if one.word is not None:
        yield (words.vouched if one.word.expected else words.rejected).format(hour=scene.hour(one.word.at))


def _looks(scene: Scene, own: Own) -> list[Element]:
    words = scene.words.insight
    began = {(one.meeting, one.number): one.began for one in own.holdings}
    rows = [_look(scene, look, began.get((look.meeting or 0, look.number or 0))) for look in own.looks]
    shown = rows[: fitting(rows, _ROOM_FOR_LOOKS)]
    rest = own.more_looks + len(rows) - len(shown)
    left_out = [text(words.more_looks.format(count=rest), spacing="Small")] if rest else []
    told = [*shown, *left_out] if rows else [text(words.nobody, spacing="Small")]
    return [text(words.looks, weight="Bolder", spacing="Medium"), *told]


def _look(scene: Scene, look: Look, began: datetime | None) -> Element:
    words = scene.words.insight
    name = display_name(Identity(look.by), scene.words) if look.by else words.somebody
    of = f" ({words.of_meeting.format(date=_date(scene, began))})" if began is not None else ""
    told = f"  {words.look.format(name=name, seen=words.seen[look.seen])}{of}. "
    why = aside(words.look_why.format(purpose=words.purposes[look.purpose]))
    return rich(run(_date(scene, look.at), weight="Bolder"), run(told), why, spacing="Small")


def _date(scene: Scene, at: datetime) -> str:
    return scene.local(at).strftime(scene.words.insight.date)
