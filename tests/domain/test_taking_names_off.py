"""P1. When the meeting is over the cards that all can read, then and later, tell what happened and name nobody."""

import re
from dataclasses import replace

import pytest

from bot.domain.alarms import Alarm
from bot.domain.decide import decide
from bot.domain.effects import CardKind, Effect, FlagParticipants, Matter, ShowCard
from bot.domain.events import (
    AlarmRang,
    BotRemoved,
    CardPressed,
    CardShown,
    CommandGiven,
    Event,
    MeetingEnded,
    MeetingStarted,
    ParticipantsLeft,
)
from bot.domain.expected import Invited
from bot.domain.forgetting import is_private
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, Kind, PersonId, Role
from bot.domain.presses import (
    Command,
    CommandWanted,
    Introduce,
    RoomTold,
    Settle,
    StopWanted,
    TickSet,
    TrainingConfirmed,
)
from bot.domain.procedure import Clause, Profession, Variant
from bot.domain.recordings import RecordingsTold, Said, Sign
from cards import Site, draw
from tests.cards.reading import read, sayings
from tests.scenes import ANN, BO, CATO, DINA, EINAR, KARI, PROCEDURE, WHERE, at, invited, joined, pid, started

SITE = Site(PROCEDURE, reads_chat=True)
OTTER = Identity("Otter.ai (Dina Fors)", "29:otter", kind=Kind.BOT)
EVERYBODY = (ANN, BO, CATO, DINA, EINAR, KARI, OTTER)
DAY = 24 * 60


class Chat:
    """A meeting, and each card as it stands in its chat: drawn when it is asked for, as the worker does at once."""

    def __init__(self) -> None:
        self.meeting = Meeting(WHERE, salt="salt")
        self.stands: dict[Matter, str] = {}
        self.shown: list[Matter] = []

    def hear(self, *events: Event) -> tuple[Effect, ...]:
        effects: tuple[Effect, ...] = ()
        for event in events:
            decision = decide(event, self.meeting, PROCEDURE)
            self.meeting, effects = decision.after, decision.effects
            for effect in effects:
                if isinstance(effect, ShowCard | FlagParticipants):
                    self._show(effect.matter, event)
        return effects

    def _show(self, matter: Matter, event: Event) -> None:
        card = draw(matter, self.meeting, SITE)
        self.stands[matter] = "\n".join(sayings(card)) + repr(card.get("refresh"))
        self.shown.append(matter)
        self.hear(CardShown(event.at, str(matter), f"activity of {matter}"))

    def person(self, who: Identity) -> PersonId:
        return pid(self.meeting, who)

    def shared(self) -> dict[Matter, str]:
        return {matter: said for matter, said in self.stands.items() if not is_private(matter.series)}


def names_in(text: str) -> set[str]:
    """Who is named, by whole name or first name, or by Teams' id."""
    told = {who.name for who in EVERYBODY if re.search(rf"\b{who.name.split()[0]}\b", text)}
    return told | {who.name for who in EVERYBODY if who.mri in text}


def lived() -> Chat:
    """A meeting with every card that can name people."""
    chat = Chat()
    chat.hear(started(), invited(BO, KARI), joined(ANN, role=Role.ORGANIZER), joined(BO, KARI, CATO, DINA, EINAR))
    chat.hear(CardPressed(at(2), BO, Settle(chat.person(DINA), expected=True)))
    chat.hear(CardPressed(at(2.1), BO, Settle(chat.person(CATO), expected=True)))
    chat.hear(CardPressed(at(2.2), BO, Settle(chat.person(EINAR), expected=True)))
    chat.hear(joined(OTTER, minutes=3))
    chat.hear(CardPressed(at(3.1), KARI, Settle(chat.person(OTTER), expected=False)))
    for command in (Command.CHECKLIST, Command.ROSTER, Command.ROUND, Command.TRAINING, Command.STATUS, Command.HELP):
        chat.hear(CommandGiven(at(4), ANN, command, role=Role.ORGANIZER))
    chat.hear(CommandGiven(at(4.5), ANN, Command.EXPECTED, role=Role.ORGANIZER))
    chat.hear(CommandGiven(at(4.6), ANN, Command.ROSTER, private=True))
    chat.hear(CardPressed(at(5), BO, TickSet(Variant.TEAMS, Clause.S1, done=True)))
    chat.hear(*(CardPressed(at(5.1), who, TickSet(Variant.TEAMS, Clause.S4, done=True)) for who in (ANN, BO)))
    chat.hear(CardPressed(at(5.5), CATO, RoomTold(public=True, variant=Variant.TEAMS)))
    chat.hear(CardPressed(at(6), BO, Introduce(role=Profession.NURSE)), CardPressed(at(6), KARI, TrainingConfirmed()))
    chat.hear(CardPressed(at(7), BO, StopWanted()))
    chat.hear(
        RecordingsTold(at(8), (Said(at(8), Sign.STARTED, "m1", "c1", KARI), Said(at(9), Sign.STOPPED, "m2", "c1")))
    )
    return chat


ENDS: list[Event] = [MeetingEnded(at(60), at(60)), AlarmRang(at(500), Alarm.IDLE, at(500))]


@pytest.mark.parametrize("end", ENDS, ids=["told", "silent"])
def test_no_shared_card_names_anybody_once_the_meeting_is_over(end: Event) -> None:
    chat = lived()
    naming = {matter.kind for matter, said in chat.shared().items() if names_in(said)}
    chat.hear(end)

    assert naming == {
        CardKind.ALERT, CardKind.CHECKLIST, CardKind.ROSTER, CardKind.INTRODUCTIONS, CardKind.TRAINING,
        CardKind.EXPECTED, CardKind.STOP, CardKind.RECORDING,
    }  # fmt: skip
    assert {matter: found for matter, said in chat.shared().items() if (found := names_in(said))} == {}


def test_what_happened_is_told_with_hours_counts_and_roles() -> None:
    chat = lived()
    chat.hear(ENDS[0])
    said = "\n".join(chat.shared().values()).replace("\u00a0", " ")

    assert "✓ En kollega er avklart. ✓ En deltaker er avklart." in said
    assert "Ikke kjent av en kollega kl. 09.03." in said
    assert "En kollega sa stopp kl. 09.07." in said
    assert "Startet kl. 09.08. ✓" in said
    assert "Et program kan ta notater eller gjøre opptak." in said
    assert "1 her har bekreftet opplæringen." in said
    assert "3 ventet i møtet." in said


def test_whoever_is_expected_twice_counts_once_without_a_name_too() -> None:
    chat = Chat()
    chat.hear(started(), invited(BO), joined(ANN, BO))
    chat.hear(CommandGiven(at(2), ANN, Command.EXPECTED, role=Role.ORGANIZER, awaited=(Invited(name=BO.name),)))
    chat.hear(ENDS[0])

    assert "2 ventet i møtet." in chat.shared()[Matter(CardKind.EXPECTED, 1)].replace("\u00a0", " ")


def test_only_cards_that_name_somebody_are_updated_and_each_once() -> None:
    chat = lived()
    before = len(chat.shown)
    chat.hear(ENDS[0])
    updated = chat.shown[before:]
    kinds = {matter.kind for matter in updated}

    assert len(updated) == len(set(updated))
    assert not kinds & {CardKind.RULES, CardKind.STATUS, CardKind.HELP, CardKind.WELCOME}
    quiet = Chat()
    quiet.hear(started(), invited(BO), joined(ANN, BO), CommandGiven(at(2), ANN, Command.CHECKLIST))
    before = len(quiet.shown)
    quiet.hear(ENDS[0])
    assert [matter.kind for matter in quiet.shown[before:]] == [CardKind.SUMMARY]


def test_what_one_person_alone_sees_keeps_its_names() -> None:
    chat = lived()
    chat.hear(ENDS[0])
    private = {matter.kind: said for matter, said in chat.stands.items() if is_private(matter.series)}

    assert BO.name in private[CardKind.ROSTER]
    assert KARI.name in private[CardKind.SUMMARY]  # did not introduce herself


def test_a_card_asked_for_when_it_is_over_names_nobody_either() -> None:
    chat = lived()
    chat.hear(ENDS[0])
    for command in (Command.ROSTER, Command.EXPECTED, Command.CHECKLIST, Command.TRAINING):
        chat.hear(CommandGiven(at(70), ANN, command, role=Role.ORGANIZER))

    assert not [said for said in chat.shared().values() if names_in(said)]
    assert chat.meeting.lists.entries(BO)


def test_a_card_that_was_on_its_way_when_the_meeting_ended_is_updated_once_it_stands() -> None:
    meeting = Meeting(WHERE)
    roster = Matter(CardKind.ROSTER, 1)
    story = (started(), joined(ANN), CommandGiven(at(2), ANN, Command.ROSTER), MeetingEnded(at(30), at(30)))
    for event in story:
        meeting = decide(event, meeting, PROCEDURE).after
    shown = decide(CardShown(at(30.1), str(roster), "a"), meeting, PROCEDURE)

    assert ShowCard(roster) in shown.effects
    assert decide(CardShown(at(30.2), str(roster), "a"), shown.after, PROCEDURE).effects == ()
    assert decide(CardShown(at(30.2), str(roster), ""), meeting, PROCEDURE).effects == ()


def test_a_meeting_that_is_taken_up_again_has_names_on_its_cards_again() -> None:
    chat = lived()
    chat.hear(ENDS[1], joined(CATO, minutes=510), CardPressed(at(511), KARI, Settle(chat.person(CATO), expected=True)))
    alert = chat.meeting.latest_matter(CardKind.ALERT)

    assert chat.meeting.running
    assert alert is not None
    assert names_in(read(draw(alert, chat.meeting, SITE)))


def test_what_is_ticked_before_the_first_meeting_and_in_a_chat_of_ones_own_keeps_names() -> None:
    for where in (WHERE, replace(WHERE, personal=True)):
        chat = Chat()
        chat.meeting = Meeting(where)
        chat.hear(CommandGiven(at(-30), ANN, Command.CHECKLIST))
        chat.hear(CardPressed(at(-29), ANN, TickSet(Variant.TEAMS, Clause.S4, done=True)))
        drawn = draw(Matter(CardKind.CHECKLIST, 1, Variant.TEAMS), chat.meeting, SITE)
        assert ANN.name in read(drawn)


def test_where_the_bot_was_taken_out_there_is_nothing_it_could_update() -> None:
    chat = lived()
    chat.hear(BotRemoved(at(20)))
    before = len(chat.shown)
    chat.hear(ENDS[0])

    assert chat.shown[before:] == []


def test_a_day_later_the_cards_stand_as_they_are() -> None:
    chat = lived()
    chat.hear(ParticipantsLeft(at(50), EVERYBODY), ENDS[0])
    before = len(chat.shown)
    chat.hear(AlarmRang(at(60 + DAY), Alarm.FORGET_ROSTER, at(60 + DAY)))

    assert chat.shown[before:] == []
    chat.hear(MeetingStarted(at(7 * DAY), at(7 * DAY)), CardPressed(at(7 * DAY), BO, CommandWanted(Command.ROSTER)))
    assert chat.meeting.running
