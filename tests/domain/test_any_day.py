"""S7. Whatever comes, with the hospital's own numbers and a Teams that answers late or not: nobody is forgotten."""

import heapq
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from random import Random

import pytest

from bot.domain.alarms import Alarm
from bot.domain.decide import decide
from bot.domain.effects import FetchInvitation, FetchOrganisation, FetchRoster, SetAlarm
from bot.domain.events import (
    AlarmRang,
    Arrival,
    Event,
    InvitationRead,
    InvitationUnavailable,
    MeetingEnded,
    Member,
    OrganisationNamed,
    ParticipantsJoined,
    ParticipantsLeft,
    RosterRead,
    RosterUnavailable,
)
from bot.domain.expected import Invited, Unread
from bot.domain.forgetting import FORGOTTEN_AFTER
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity
from bot.domain.reasons import Reason
from bot.domain.records import Invitation
from bot.domain.rules.roster import newest_alert
from bot.domain.verdict import judge_person, stands_out
from tests.scenes import ANN, BO, BUILT_IN, CATO, DINA, EINAR, GUEST, KARI, NINE, WHERE, at, joined, line, started

HOSPITAL = BUILT_IN
PEOPLE = (ANN, BO, CATO, DINA, KARI, GUEST, EINAR)
LONGEST_DOUBT = timedelta(minutes=2)
LASTS = timedelta(minutes=90)


class Day:
    """One seed's day: people come and go, questions are answered after a while, well, badly, or not."""

    def __init__(self, seed: int) -> None:
        self.chance, self.order = Random(seed), count()
        self.meeting, self.inside = Meeting(WHERE, salt="salt"), set[str]()
        self.waiting: list[tuple[datetime, int, Event | FetchRoster | FetchInvitation | FetchOrganisation]] = []
        self.alarms: dict[Alarm, datetime] = {}
        self._later(NINE, started())
        for _ in range(self.chance.randint(2, 12)):
            who = self.chance.choice(PEOPLE)
            minute = self.chance.uniform(0.1, 40)
            self._later(at(minute), joined(replace(who, address=""), minutes=minute))
            if self.chance.random() < 0.5:
                leaves = minute + self.chance.uniform(0.1, 20)
                self._later(at(leaves), ParticipantsLeft(at(leaves), (who,)))

    def live(self) -> Iterator[tuple[datetime, Meeting]]:
        """Hour by hour, the meeting as it is then."""
        while self.waiting or self.alarms:
            name, hour = min(self.alarms.items(), key=lambda one: one[1], default=(None, None))
            if name is not None and hour is not None and (not self.waiting or hour < self.waiting[0][0]):
                del self.alarms[name]
                now, rang = hour, AlarmRang(hour, name, hour)
                self.hear(rang, now)
            else:
                now, _, planned = heapq.heappop(self.waiting)
                self.hear(self._answered(planned, now), now)
            if now > NINE + LASTS:
                return
            yield now, self.meeting

    def hear(self, event: Event, now: datetime) -> None:
        if isinstance(event, ParticipantsJoined):
            self.inside |= {arrival.who.oid for arrival in event.people}
        if isinstance(event, ParticipantsLeft):
            self.inside -= {who.oid for who in event.people}
        decision = decide(event, self.meeting, HOSPITAL)
        self.meeting = decision.after
        for effect in decision.effects:
            match effect:
                case SetAlarm(name, hour):
                    self.alarms[name] = hour
                case FetchInvitation() | FetchRoster() | FetchOrganisation():
                    self._later(now + timedelta(minutes=self.chance.choice([0.005, 0.02, 0.3, 1.0])), effect)

    def _answered(self, planned: Event | FetchRoster | FetchInvitation | FetchOrganisation, now: datetime) -> Event:
        well = self.chance.random() < 0.7
        match planned:
            case FetchInvitation() if well:
                calendar = (Invited(address=DINA.address, name=DINA.name),)
                return InvitationRead(now, line(ANN), (line(BO),), calendar)
            case FetchInvitation():
                return InvitationUnavailable(now, Unread.AWAY)
            case FetchRoster(ask) if well:
                asked = now - timedelta(seconds=1)
                return RosterRead(asked, tuple(self._member(who, ask) for who in PEOPLE if who.oid), ask)
            case FetchRoster():
                return RosterUnavailable(now, Unread.AWAY)
            case FetchOrganisation(tenant):
                return OrganisationNamed(now, tenant, "Helse X" if well else "")
            case _:
                return planned

    def _member(self, who: Identity, ask: int) -> Member:
        return Member(who, present=who.oid in self.inside if ask else None)

    def _later(self, hour: datetime, what: Event | FetchRoster | FetchInvitation | FetchOrganisation) -> None:
        heapq.heappush(self.waiting, (hour, next(self.order), what))


@pytest.mark.parametrize("seed", range(120))
def test_nobody_is_left_in_doubt_nor_off_the_alert_and_the_watch_goes_on(seed: int) -> None:
    day = Day(seed)
    for now, meeting in day.live():
        if not meeting.running:
            continue
        assert Alarm.IDLE in day.alarms
        assert Alarm.PROBE in day.alarms or any(isinstance(one, FetchRoster) for _, _, one in day.waiting)
        newest = newest_alert(meeting)
        on_it = newest[1].people if newest else ()
        for person in meeting.around:
            came = meeting.came(person)
            assert came is not None
            doubted = Reason.CHECKING in judge_person(person, meeting).reasons
            assert not doubted or now - came < LONGEST_DOUBT, (person, now - came)
            assert not stands_out(person, meeting) or person in on_it


@pytest.mark.parametrize("seed", range(40))
def test_a_day_after_any_day_nobody_is_known_and_the_next_one_goes_on_as_ever(seed: int) -> None:
    day = Day(seed)
    over = NINE + LASTS
    for _ in day.live():
        pass
    day.hear(MeetingEnded(over, over), over)
    due = day.alarms[Alarm.FORGET_ROSTER]
    day.hear(AlarmRang(due, Alarm.FORGET_ROSTER, due), due)

    assert due == over + FORGOTTEN_AFTER
    assert (day.meeting.identities, day.meeting.people, day.meeting.invitation) == ({}, {}, Invitation())
    met, later = day.meeting.met, due + timedelta(hours=1)
    for who in PEOPLE:
        day.hear(ParticipantsJoined(later, (Arrival(who),)), later)
    assert len(day.meeting.present) == len(PEOPLE)
    assert all(int(person[1:]) > met for person in day.meeting.present)
