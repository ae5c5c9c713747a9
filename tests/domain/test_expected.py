"""S7. Whom we expect, from every source, and whom a line names."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.effects import CardKind, Matter, ShowCard
from bot.domain.events import CommandGiven, Event, MeetingAnnounced, MeetingEnded
from bot.domain.expected import Answer, Invited, Lists, Source
from bot.domain.participants import Identity, Role
from bot.domain.presses import Command
from tests.scenes import ANN, BO, CATO, DINA, ELSEWHERE, OWN, after, at, effects_of, invited, joined, started

MET: tuple[Event, ...] = (started(), invited(BO), joined(ANN, BO))


def told(*lines: Invited, minutes: float = 2) -> CommandGiven:
    return CommandGiven(at(minutes), ANN, Command.EXPECTED, role=Role.ORGANIZER, awaited=lines)


def lists(*lines: Invited) -> Lists:
    return Lists((Source.INVITATION, line) for line in lines)


def test_the_list_is_shown_with_whom_was_just_named() -> None:
    story = (*MET, told(Invited(name="Cato Ek")))

    assert ShowCard(Matter(CardKind.EXPECTED, 1)) in effects_of(*story)
    assert [one.line.name for one in after(*story).awaited] == ["Cato Ek"]
    assert len(after(*story, told(Invited(name="Cato Ek"), minutes=3)).awaited) == 1


def test_whoever_is_named_after_they_were_flagged_is_flagged_no_more() -> None:
    story = (*MET, joined(CATO, minutes=1.5), told(Invited(name="Cato Ek")))

    assert ShowCard(Matter(CardKind.ALERT, 1)) in effects_of(*story)


def test_a_systems_list_takes_the_place_of_its_last_one_and_of_no_other() -> None:
    first = MeetingAnnounced(at(0.1), "booking", (Invited(oid="a"),))
    second = MeetingAnnounced(at(0.3), "booking", (Invited(oid="b"),))
    other = MeetingAnnounced(at(0.2), "journal", (Invited(oid="c"),))

    for order in ((first, other, second), (second, other, first)):
        told_now = after(*MET, *order).announced
        assert {line.oid for said in told_now.values() for line in said.people} == {"b", "c"}


def test_what_was_announced_before_the_meeting_is_for_that_meeting_and_not_for_the_next() -> None:
    announced = MeetingAnnounced(at(-60), "booking", (Invited(oid=CATO.oid),))
    held = (announced, *MET, MeetingEnded(at(30), at(30)))

    assert after(announced, *MET).announced
    assert not after(*held, started(24 * 60)).announced
    again = MeetingAnnounced(at(60), "booking", (Invited(oid=CATO.oid),))
    assert after(*held, again, started(24 * 60)).announced


def test_an_account_beats_an_address_and_an_address_beats_a_name() -> None:
    who = Identity("Dina Fors", "29:5", "oid-5", ELSEWHERE, "dina@helse-x.example")

    assert lists(Invited(oid="oid-5")).entries(who)
    assert lists(Invited(address="dina@helse-x.example")).entries(who)
    assert not lists(Invited(oid="another", address="dina@helse-x.example")).entries(who)
    (named,) = lists(Invited(name="DINA  fors")).entries(who)
    assert named.by_name
    assert not lists(Invited(name="Dina Fors", address="other@helse-x.example")).entries(who)
    assert not lists(Invited(name="Dina Fors", tenant=OWN)).entries(who)


def test_all_sources_that_name_somebody_are_told_and_the_answer_with_them() -> None:
    both = Lists(
        [
            (Source.INVITATION, Invited(oid="oid-5")),
            (Source.CALENDAR, Invited(address="dina@helse-x.example", answer=Answer.NO)),
        ]
    )
    known = Identity("Dina", "29:5", "oid-5", ELSEWHERE, "dina@helse-x.example")

    assert [one.source for one in both.entries(known)] == [Source.INVITATION, Source.CALENDAR]
    assert both.answered(known) is Answer.NO
    assert both.answered(DINA) is Answer.NONE


@given(st.lists(st.builds(Invited, *[st.sampled_from(["", "a", "b"])] * 4)), st.builds(Identity, *[st.just("a")] * 5))
def test_any_list_can_be_asked_for_anybody(lines: list[Invited], who: Identity) -> None:
    found = lists(*lines).entries(who)

    assert all(one.line in lines for one in found)
    assert {one.by_name for one in found} != {True, False}
