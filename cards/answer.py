"""What a press is answered with: the card as it now stands, or one friendly sentence to that person alone."""

from typing import assert_never

from bot.domain.cautions import caution_of
from bot.domain.effects import CardKind, Matter
from bot.domain.events import CardPressed, Event, PressRefused
from bot.domain.language import Language
from bot.domain.meeting import Meeting
from bot.domain.participants import PersonId
from bot.domain.permit import Standing, entitled
from bot.domain.presses import (
    ChecklistWanted,
    Command,
    CommandWanted,
    FalseAlarm,
    Ground,
    HardenWanted,
    Introduce,
    Press,
    RoomTold,
    RoundWanted,
    Settle,
    StopWanted,
    TickSet,
    TrainingConfirmed,
)
from bot.domain.procedure import Hardening, Variant
from bot.domain.records import Reading
from bot.ports import Card
from cards.draw import draw
from cards.scene import Site, language_for
from cards.words import WORDS
from cards.words.words import Words


def answer(fact: Event, meeting: Meeting, pressed: str, site: Site) -> Card | str:
    """What whoever pressed sees. *meeting* is as *fact* left it; *pressed* is Teams' id of the card, or empty."""
    person = meeting.person(fact.by) if isinstance(fact, (CardPressed, PressRefused)) else None
    told = WORDS[language_for(meeting, site, person)]
    words = told.answer
    match fact:
        case CardPressed(press=Settle(person=person)):
            alert = _alert_of(person, meeting, pressed)
            return draw(alert, meeting, site) if alert else words.noted
        case CardPressed(press=RoomTold(public=False)) if _is_stop(pressed, meeting):
            return words.noted if _said_open(person, meeting) else words.only_the_sitter
        case CardPressed(press=TickSet(variant=variant) | RoomTold(public=False, variant=variant)):
            return draw(_newest_checklist(variant, meeting), meeting, site)
        case CardPressed(press=Introduce()):
            return draw(_newest_round(meeting), meeting, site)
        case CardPressed(press=TrainingConfirmed()):
            return draw(_training_of(person, meeting, pressed), meeting, site)
        case CardPressed(press=FalseAlarm()):
            caution = caution_of(person, pressed, meeting)
            return draw(caution, meeting, site) if caution else words.noted
        case CardPressed(press=HardenWanted()) if site.procedure.hardening is Hardening.NEVER:
            return told.options.by_hand
        case CardPressed(press=press):
            return _said(press, meeting, told)
        case PressRefused():
            return _refusal(fact.ground, fact.asked, meeting, told)
        case _:
            return words.worn_out


def _said(press: Press, meeting: Meeting, told: Words) -> str:
    words = told.answer
    match press:
        case ChecklistWanted():
            return words.checklist_is_there
        case RoundWanted():
            return words.round_is_there
        case StopWanted() | RoomTold():
            return words.stopped
        case HardenWanted():
            return told.options.asked
        case CommandWanted(Command.INSIGHT) if not meeting.where.personal:
            return told.insight.elsewhere
        case CommandWanted():
            return words.answer_comes
        case _:
            return words.noted


def _is_stop(pressed: str, meeting: Meeting) -> bool:
    """Whether the card that was pressed is a stop: it stays, and is updated for all."""
    stops = (Matter.parse(key) for key, card in meeting.cards.items() if card and card == pressed)
    return any(matter.kind is CardKind.STOP for matter in stops)


def _said_open(person: PersonId | None, meeting: Meeting) -> bool:
    return any(one.room and one.by == person for said in meeting.stops.values() for one in said)


def worn_out(language: Language | None, site: Site) -> str:
    """To whoever presses a button that the bot does not have (any more)."""
    return WORDS[language or site.language].answer.worn_out


def _newest_checklist(variant: Variant, meeting: Meeting) -> Matter:
    series = Matter(CardKind.CHECKLIST, 0, variant.value).series
    return Matter(CardKind.CHECKLIST, meeting.latest.get(series, 1), variant.value)


def _newest_round(meeting: Meeting) -> Matter:
    series = Matter(CardKind.INTRODUCTIONS, 0).series
    return Matter(CardKind.INTRODUCTIONS, meeting.latest.get(series, 1))


def _training_of(person: PersonId | None, meeting: Meeting, pressed: str) -> Matter:
    """The training card that was pressed; of one that we do not know, the presser's own."""
    matters = (Matter.parse(key) for key, card in meeting.cards.items() if card and card == pressed)
    own = Matter(CardKind.TRAINING, 1, "" if person is None else f"to-{person}")
    return next((matter for matter in matters if matter.kind is CardKind.TRAINING), own)


def _alert_of(person: PersonId, meeting: Meeting, pressed: str) -> Matter | None:
    """The alert that was pressed, else the newest with *person* on it."""
    alerts = sorted(map(Matter.parse, meeting.alerts), key=lambda matter: matter.number, reverse=True)
    for matter in alerts:
        if pressed and meeting.cards.get(str(matter)) == pressed:
            return matter
    return next((matter for matter in alerts if person in meeting.alerts[str(matter)].people), None)


def _refusal(ground: Ground, asked: Press, meeting: Meeting, told: Words) -> str:
    match ground:
        case Ground.NOT_ENTITLED:
            return _not_entitled(asked, meeting, told)
        case Ground.ONESELF:
            return told.answer.oneself
        case Ground.UNKNOWN_PERSON:
            return told.answer.unknown_person
        case Ground.CAN_PRESS:
            return told.answer.can_press
        case Ground.NOT_THE_WRITER:
            return told.answer.not_the_writer
        case _:
            assert_never(ground)


def _not_entitled(asked: Press, meeting: Meeting, told: Words) -> str:
    words = told.answer
    match asked:
        case Settle() if meeting.invitation.reading is not Reading.READ:
            return words.settle_unread
        case Settle():
            return words.settle_not_entitled
        case TickSet() if Standing.OUTSIDE not in entitled(asked):
            return words.judgement_not_entitled
        case TickSet():
            return words.tick_not_entitled
        case StopWanted():
            return words.stop_not_entitled
        case Introduce():
            return words.introduce_not_entitled
        case CommandWanted(command=command):
            return told.help.refused.get(command, words.not_entitled)
        case _:
            return words.not_entitled
