"""The alert card: people who were not expected, and what a colleague said of each. S7."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.effects import CardKind, Matter
from bot.domain.participants import PersonId, Settlement
from bot.domain.reasons import Weight
from bot.domain.verdict import judge_person, stands_out
from bot.ports import Card
from cards.elements import (
    Element,
    Verb,
    aside,
    banner,
    box,
    button,
    buttons,
    card,
    fitting,
    mentioning,
    reveal,
    rich,
    run,
    text,
    title,
)
from cards.gaps import blind_spots
from cards.names import mentionable
from cards.scene import COLORS, SIGNS, Scene, sentence

MOST_OPEN = 12
"""People with buttons on one card; more would bury the first."""

_NAMED_WHEN_FOLDED = 3


@dataclass(frozen=True, slots=True)
class _Case:
    """How it stands with somebody on the card. `waits`: for a colleague's word, which may be the second."""

    person: PersonId
    weight: Weight
    settled: Settlement | None
    present: bool
    waits: bool

    @property
    def unwelcome(self) -> bool:
        """Whether a colleague said that they do not belong, and they are there still."""
        return self.settled is not None and not self.settled.expected and self.present and not self.waits

    @property
    def rank(self) -> tuple[int, bool]:
        """Where on the card: waiting and here, red first; unwelcome; amber; waiting but gone; the rest."""
        red = self.weight is Weight.RED
        if self.waits and self.present:
            return (0 if red else 2, False)
        return (1 if self.unwelcome else 3 if self.waits else 4, not red)


def participant_alert(matter: Matter, scene: Scene) -> Card:
    """Who must be settled first, then who is known not to belong, then who is settled."""
    cases = sorted(_cases(matter, scene), key=lambda case: case.rank)
    buried = {case.person for case in [case for case in cases if case.waits][MOST_OPEN:]}
    listed = [case for case in cases if case.person not in buried]
    rows = [
        _waiting(case, scene, first=not number) if case.waits else _settled(case, scene)
        for number, case in enumerate(listed)
    ]
    listed = listed[: fitting(rows)]
    headline, style = _headline(cases, scene)
    call, mention = _call(matter, cases, scene)
    body = [
        banner(f"⚠ {headline}", style) if style else title(headline),
        *call,
        *rows[: len(listed)],
    ]
    if len(listed) < len(cases):
        body.append(text(scene.words.and_more.format(count=len(cases) - len(listed))))
    body += blind_spots(scene, [case.person for case in cases if case.waits])
    mistakable = [_amend_id(case) for case in listed if case.settled and not case.waits]
    actions = [reveal(scene.words.alert.amend, mistakable)] if mistakable and scene.meeting.running else []
    return card(CardKind.ALERT, scene.words, body, actions, says=f"{headline}.", more=mention)


def folded_alert(matter: Matter, scene: Scene) -> Element:
    """What was settled here, and that the rest has moved on."""
    words, cases = scene.words.alert, _cases(matter, scene)
    said = [_said(case, case.settled, scene) for case in cases if case.settled]
    if len(said) > _NAMED_WHEN_FOLDED:
        said = [*said[:_NAMED_WHEN_FOLDED], scene.words.and_more.format(count=len(said) - _NAMED_WHEN_FOLDED) + "."]
    rest = words.folded_rest if any(case.waits for case in cases) else words.folded_newer
    return rich(aside(" ".join([*said, rest])))


def _said(case: _Case, settled: Settlement, scene: Scene) -> str:
    words = scene.words.alert
    form = words.folded_vouched if settled.expected else words.folded_rejected
    return form.format(name=scene.line(scene.name(case.person)))


def _cases(matter: Matter, scene: Scene) -> list[_Case]:
    alert = scene.meeting.alerts.get(str(matter))
    people = alert.people if alert else ()
    return [_case(person, scene) for person in people if person in scene.meeting.identities]


def _case(person: PersonId, scene: Scene) -> _Case:
    settled = scene.meeting.settled.get(person)
    weight, present = judge_person(person, scene.meeting).weight, scene.meeting.is_around(person)
    return _Case(person, weight, settled, present, waits=stands_out(person, scene.meeting))


def _headline(cases: Sequence[_Case], scene: Scene) -> tuple[str, str]:
    """What most matters, and the style of its ground: as grave as the gravest, no more; empty: nobody must act."""
    words = scene.words.alert
    waiting = [case for case in cases if case.waits]
    unwelcome = sum(case.unwelcome for case in cases)
    if waiting and not scene.meeting.running:
        return words.over, ""
    if any(case.weight is Weight.RED for case in waiting):
        return _counted(len(waiting), words.one_open, words.many_open, scene), "attention"
    if unwelcome:
        return _counted(unwelcome, words.one_rejected, words.many_rejected, scene), "attention"
    if waiting:
        return _counted(len(waiting), words.one_amber, words.many_amber, scene), "warning"
    return words.all_settled, ""


def _counted(count: int, one: str, many: str, scene: Scene) -> str:
    return one if count == 1 else many.format(count=scene.numeral(count))


def _call(matter: Matter, cases: Sequence[_Case], scene: Scene) -> tuple[list[Element], Mapping[str, Any]]:
    """A mention of whoever was asked to look, while somebody waits still."""
    alert, meeting = scene.meeting.alerts[str(matter)], scene.meeting
    waits = meeting.running and any(case.waits for case in cases)
    if alert.called is None or not waits or alert.called not in meeting.identities:
        return [], {}
    who, called = meeting.identities[alert.called], mentionable(scene.first_name(alert.called))
    line = text(scene.words.alert.call.format(who=f"<at>{called}</at>"))
    return [line], mentioning(called, who.mri, called)


def _waiting(case: _Case, scene: Scene, *, first: bool) -> Element:
    said = sentence(scene.why(case.person))
    if case.settled:
        said = f"{scene.words.alert.back} {said}"
    sign = run(f"{SIGNS[case.weight]} ", weight="Bolder", color=COLORS[case.weight])
    haste = scene.words.weights[case.weight] if case.present else f"({scene.words.gone})"
    name = rich(sign, run(scene.line(scene.name(case.person)), weight="Bolder"), aside(f"  {haste}"))
    choose = [buttons(_vouch(case, scene), _reject(case, scene), spacing="Small")] if scene.meeting.running else []
    return box(name, rich(run(said), spacing="None"), *choose, separator=not first)


def _settled(case: _Case, scene: Scene) -> Element:
    sign = "✗" if case.settled and not case.settled.expected else SIGNS[case.weight]
    told = sentence(scene.word(case.settled) if case.settled else scene.why(case.person))
    gone = "" if case.present else f" ({scene.words.gone})"
    line = rich(run(f"{sign} {scene.line(scene.name(case.person))}"), aside(f"  {told}{gone}"), spacing="Small")
    if not case.settled or not scene.meeting.running:
        return line
    items = [line, text(scene.words.alert.next_step, spacing="None")] if case.unwelcome else [line]
    other = _reject(case, scene) if case.settled.expected else _vouch(case, scene)
    return box(*items, buttons(other, id=_amend_id(case), isVisible=False, spacing="Small"), spacing="Small")


def _vouch(case: _Case, scene: Scene) -> Element:
    words = scene.words.alert
    hint = words.vouch_whom.format(first=scene.first_name(case.person))
    return button(words.vouch, Verb.VOUCH, {"person": case.person}, hint=hint)


def _reject(case: _Case, scene: Scene) -> Element:
    words = scene.words.alert
    hint = words.reject_whom.format(first=scene.first_name(case.person))
    return button(words.reject, Verb.REJECT, {"person": case.person}, hint=hint)


def _amend_id(case: _Case) -> str:
    return f"amend-{case.person}"
