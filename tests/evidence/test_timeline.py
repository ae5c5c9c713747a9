"""The exposure timeline: who was in the room, from when to when, and what is not known of it."""

from datetime import timedelta

from bot.domain.calls import Caller, CallTold, Happened, Place
from bot.domain.chat import Judged as JudgedMessage
from bot.domain.chat import MessagePosted, Suspicion
from bot.domain.events import (
    BotInstalled,
    BotWasAway,
    CardPressed,
    CardShown,
    CommandGiven,
    InvitationUnavailable,
    MeetingEnded,
    MeetingFellSilent,
    Member,
    ParticipantsLeft,
    RosterRead,
    RosterUnavailable,
)
from bot.domain.expected import Unread
from bot.domain.feeds import Feed, Subscribed, SubscriptionDoubted
from bot.domain.health.findings import Kind, Sign, Tier
from bot.domain.participants import Identity, PersonId
from bot.domain.participants import Kind as Who
from bot.domain.presses import Command, FalseAlarm, Introduce, RoomTold, Settle
from bot.domain.reasons import Reason, Weight
from bot.domain.recordings import RecordingsTold, Said
from bot.domain.recordings import Sign as Recording
from bot.evidence.records import Row
from bot.evidence.spells import Gap, Spell, Timeline, Unseen
from bot.evidence.timeline import timeline
from tests.evidence.telling import holding, play
from tests.scenes import ANN, BO, DINA, EINAR, at, invited, joined, pid, started

P1, P2, P3 = PersonId("p1"), PersonId("p2"), PersonId("p3")
NOTES = Identity("Otter.ai Notetaker", "29:notes", kind=Who.ANONYMOUS)


def folded(*events, **told) -> Timeline:  # type: ignore[no-untyped-def]  # events of any kind
    meeting, rows = play(*events, **told)
    return timeline(holding(meeting), rows)


def gap(found: Timeline, unseen: Unseen) -> list[Gap]:
    return [one for one in found.gaps if one.unseen is unseen]


def test_it_says_who_was_there_from_when_to_when() -> None:
    found = folded(
        started(), joined(ANN, BO, minutes=1), joined(EINAR, minutes=5), ParticipantsLeft(at(7), (EINAR,)),
        joined(EINAR, minutes=9), ParticipantsLeft(at(20), (BO,)), MeetingEnded(at(30), at(30)),
    )  # fmt: skip

    assert [one.call for one in found.people] == [
        (Spell(at(1), at(30), cut=True),),
        (Spell(at(1), at(20)),),
        (Spell(at(5), at(7)), Spell(at(9), at(30), cut=True)),
    ]


def test_while_a_meeting_runs_its_spells_go_on() -> None:
    found = folded(started(), joined(ANN, minutes=1))

    assert found.people[0].call == (Spell(at(1)),)
    assert found.inside == (P1,)
    assert found.end == at(1)


def test_a_meeting_that_fell_silent_ends_the_spells_at_its_end() -> None:
    found = folded(started(), joined(ANN, minutes=1), MeetingFellSilent(at(200)))

    assert found.people[0].call == (Spell(at(1), at(200), cut=True),)


def test_the_hour_is_the_events_own_and_not_when_its_row_came_in() -> None:
    meeting, rows = play(started(), joined(ANN, minutes=1))
    late = [Row(row.seq, row.at + timedelta(minutes=3), row.body) for row in rows]

    assert timeline(holding(meeting), late).people[0].call == (Spell(at(1)),)


def test_who_waited_in_the_lobby_and_was_turned_away_is_told_with_the_hours() -> None:
    caller = Caller(DINA, Place.LOBBY, "one")
    found = folded(
        started(), joined(ANN, minutes=1), CallTold(at(2), Happened.ROSTER, at(2), (caller,)),
        CallTold(at(4), Happened.ROSTER, at(4), (Caller(DINA, Place.GONE, "one"),)),
    )  # fmt: skip

    assert found.people[1].lobby == (Spell(at(2), at(4)),)
    assert found.people[1].call == ()


def test_two_devices_of_one_person_are_one_spell() -> None:
    def told(minutes: float, place: Place, key: str) -> CallTold:
        return CallTold(at(minutes), Happened.ROSTER, at(minutes), (Caller(BO, place, key),))

    found = folded(
        started(), joined(ANN, minutes=1), told(2, Place.CALL, "laptop"), told(10, Place.CALL, "telephone"),
        told(11, Place.GONE, "laptop"), told(15, Place.GONE, "telephone"),
    )  # fmt: skip

    assert found.people[1].call == (Spell(at(2), at(15)),)


def test_it_says_what_was_thought_of_a_stranger_who_settled_it_and_when() -> None:
    before, _ = play(started(), invited(ANN, BO), joined(ANN, BO), joined(EINAR, minutes=5))
    einar, ann = pid(before, EINAR), pid(before, ANN)
    found = folded(
        started(), invited(ANN, BO), joined(ANN, BO), joined(EINAR, minutes=5),
        CardPressed(at(6), ANN, Settle(einar, expected=False)),
        CardPressed(at(6.1), ANN, Settle(einar, expected=False)),
    )  # fmt: skip

    stranger = found.person(einar)
    assert stranger is not None
    assert (stranger.verdicts[0].at, stranger.verdicts[0].weight) == (at(5), Weight.RED)
    assert Reason.REJECTED in stranger.verdicts[-1].reasons
    assert [one.at for one in stranger.flagged] == [at(5)]
    assert [(one.by, one.at, one.expected) for one in stranger.settled] == [(ann, at(6), False)]
    assert [(one.by, one.about) for one in found.stops] == [(ann, einar)]
    assert not stranger.unsettled
    assert stranger.stood_out


def test_whoever_was_flagged_and_not_settled_is_unsettled() -> None:
    found = folded(started(), invited(ANN), joined(ANN), joined(EINAR, minutes=5), MeetingEnded(at(9), at(9)))

    assert [one.id for one in found.people if one.unsettled] == [P2]


def test_stops_of_all_kinds_are_told_with_who_said_them() -> None:
    found = folded(
        started(), joined(ANN, BO), CommandGiven(at(3), ANN, Command.STOP),
        CardPressed(at(20), BO, RoomTold(public=True)),
    )  # fmt: skip

    assert [(one.at, one.by, one.room) for one in found.stops] == [(at(3), P1, False), (at(20), P2, True)]


def test_introductions_findings_shared_files_and_false_alarms_are_told_without_whose() -> None:
    health = Suspicion(Kind.HEALTH, Tier.LIKELY, (Sign.INITIALS, Sign.ILLNESS))
    found = folded(
        started(), joined(ANN, BO), CardPressed(at(2), ANN, Introduce()),
        MessagePosted(at(3), JudgedMessage("m1", (health,), by=BO)),
        MessagePosted(at(4), JudgedMessage("m2", shares=True)), CardPressed(at(5), BO, FalseAlarm()),
        CardShown(at(0), "rules::1", "1", "2026-1"),
    )  # fmt: skip

    assert found.people[0].introduced == at(2)
    assert [(one.at, one.seen) for one in found.written] == [(at(3), (health,))]
    assert found.shared == (at(4),)
    assert found.mistaken == (at(5),)
    assert found.reminders == (at(0),)
    assert found.editions == ("2026-1",)
    assert "remind" in " ".join(found.rules)


def test_recordings_are_told_by_their_own_hours() -> None:
    said = (Said(at(4), Recording.STARTED, "m1"), Said(at(9), Recording.STOPPED, "m1"))
    meeting, rows = play(started(), joined(ANN), RecordingsTold(at(10), said))
    hours = {"hours": [one.at.isoformat() for one in said]}
    told = [Row(row.seq, row.at, {**row.body, **hours} if "said" in row.body else row.body) for row in rows]

    found = timeline(holding(meeting), told)

    assert [(one.since, one.until, one.program) for one in found.recordings] == [(at(4), at(9), None)]


def test_rows_without_hours_tell_recordings_by_when_they_came_in() -> None:
    found = folded(
        started(), joined(ANN), RecordingsTold(at(4.1), (Said(at(4), Recording.STARTED, "m1"),)),
        MeetingEnded(at(30), at(30)),
    )  # fmt: skip

    assert len(found.recordings) == 1
    assert found.recordings[0].until == at(30)


def test_a_program_that_takes_notes_counts_as_a_recording() -> None:
    found = folded(started(), invited(ANN), joined(ANN), joined(NOTES, minutes=3), ParticipantsLeft(at(6), (NOTES,)))

    assert [(one.since, one.until, one.program) for one in found.recordings] == [(at(3), at(6), P2)]


def test_whoever_came_a_moment_before_the_invitation_was_read_is_told_by_what_it_says() -> None:
    found = folded(
        started(), joined(ANN, BO, DINA, minutes=0.1), invited(BO, minutes=0.2), joined(EINAR, minutes=1),
        MeetingEnded(at(30), at(30)),
    )  # fmt: skip

    bo, dina = (next(one for one in found.people if one.id == who) for who in (P2, P3))
    assert bo.verdicts[0].reasons[-1] is Reason.INVITATION_UNREAD
    assert bo.worst is not None
    assert (bo.worst.weight, bo.worst.reasons[-1]) == (Weight.GREEN, Reason.INVITED)
    assert dina.worst is not None
    assert dina.worst.weight is Weight.RED
    assert gap(found, Unseen.INVITATION) == [], "a moment is no gap"


def test_where_the_invitation_was_never_read_it_is_told_that_nobody_knew() -> None:
    found = folded(started(), joined(ANN, BO, minutes=0.1), MeetingEnded(at(30), at(30)))

    assert {one.worst.weight for one in found.people if one.worst} == {Weight.UNKNOWN}
    assert len(gap(found, Unseen.INVITATION)) == 1


def test_it_says_what_was_not_seen_and_when() -> None:
    found = folded(
        started(), InvitationUnavailable(at(0.1), Unread.AWAY), joined(ANN), invited(ANN, minutes=4),
        BotWasAway(at(9), at(7)), RosterUnavailable(at(10), Unread.DENIED),
        RosterRead(at(12), (Member(ANN, present=True),), asked=1), MeetingEnded(at(30), at(30)),
    )  # fmt: skip

    assert gap(found, Unseen.INVITATION) == [Gap(Unseen.INVITATION, at(0.1), at(4), Unread.AWAY)]
    assert gap(found, Unseen.WHILE_AWAY) == [Gap(Unseen.WHILE_AWAY, at(7), at(9))]
    assert gap(found, Unseen.ROSTER_UNREAD) == [Gap(Unseen.ROSTER_UNREAD, at(10), at(12), Unread.DENIED)]
    assert {one.unseen for one in found.gaps if one.until is None} == {
        Unseen.SCREENS, Unseen.ROOMS, Unseen.LOBBY, Unseen.TELEPHONE
    }  # fmt: skip


def test_the_lobby_is_seen_while_graph_tells_of_the_call() -> None:
    found = folded(
        started(), Subscribed(at(0.05), Feed.CALL, "s", at(60)), joined(ANN),
        SubscriptionDoubted(at(10), Feed.CALL, "s", ended=True), Subscribed(at(14), Feed.CALL, "t", at(20)),
        MeetingEnded(at(30), at(30)),
    )  # fmt: skip

    assert [(one.since, one.until) for one in gap(found, Unseen.LOBBY)] == [(at(10), at(14)), (at(20), None)]


def test_who_was_found_by_asking_came_untold() -> None:
    found = folded(
        started(), joined(ANN), RosterRead(at(5), (Member(ANN, present=True), Member(BO, present=True)), asked=2)
    )

    assert found.people[1].call == (Spell(at(5)),)
    assert gap(found, Unseen.CONTRADICTED) == [Gap(Unseen.CONTRADICTED, at(5), at(5))]


def test_a_meeting_that_ran_before_the_bot_came_says_so() -> None:
    found = folded(started(), joined(ANN), BotInstalled(at(8)))

    assert gap(found, Unseen.BEFORE_US) == [Gap(Unseen.BEFORE_US, at(0), at(8))]


def test_rows_of_an_older_version_tell_the_same_where_all_came_in_order() -> None:
    events = (started(), joined(ANN, BO, minutes=1), ParticipantsLeft(at(6), (BO,)), MeetingEnded(at(9), at(9)))

    assert [one.call for one in folded(*events, places=False, verdicts=False).people] == [
        one.call for one in folded(*events).people
    ]


def test_the_first_of_two_rows_with_one_number_is_not_counted_twice_and_the_unknown_is_counted() -> None:
    meeting, rows = play(started(), joined(ANN))
    odd = [Row(8, at(9), {"fact": "SomethingNew"}), Row(9, at(9), {})]

    found = timeline(holding(meeting), [*reversed(rows), *odd, *rows])

    assert (found.rows, found.first, found.last, found.unknown) == (4, 1, 9, 2)


def test_an_older_row_that_came_late_tells_its_own_hour_and_a_later_word_holds() -> None:
    def row(number: int, minutes: float, fact: str, when: float | None = None) -> Row:
        own = {"when": at(when).isoformat()} if when is not None else {}
        return Row(number, at(minutes), {"fact": fact, "people": ["p1"], **own})

    came, left = "ParticipantsJoined", "ParticipantsLeft"
    found = timeline(holding(), [row(1, 3, came, 1), row(2, 6, came), row(3, 7, left, 5), row(4, 9, left)])

    assert found.people[0].call == (Spell(at(1), at(9)),)
