"""The facts for a deviation report, and how they are told."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.language import Language
from bot.domain.norway import OSLO
from bot.domain.participants import PersonId
from bot.domain.reasons import Reason, Weight
from bot.evidence.breach import Open, breach
from bot.evidence.spells import Judged, Person
from bot.pages.breach_text import breach_text
from bot.pages.saying import Saying
from tests.pages.meetings import bad_day, names_of, quiet_day
from tests.scenes import at

KNOWN = at(60)


def test_it_says_how_long_each_stranger_was_there_and_with_others() -> None:
    found = breach(bad_day(), KNOWN)

    assert [(one.person, one.inside, one.together) for one in found.unexpected] == [
        (person, timedelta(minutes=minutes), timedelta(minutes=minutes))
        for person, minutes in (("p4", 4), ("p6", 30), ("p7", 22), ("p8", 11))
    ]
    assert found.others == 5
    assert set(found.open) == set(Open)


def test_seventy_two_hours_run_through_the_weekend() -> None:
    friday = at(4 * 24 * 60)

    assert breach(quiet_day(), friday).deadline == friday + timedelta(days=3)
    assert breach(quiet_day(), friday).left(friday + timedelta(hours=80)) == -timedelta(hours=8)


@pytest.mark.parametrize(
    ("known", "deadline"), [("2026-10-23T10:00", "2026-10-26T09:00"), ("2027-03-26T10:00", "2027-03-29T11:00")]
)
def test_seventy_two_hours_pass_though_clocks_are_put_back_or_forward(known: str, deadline: str) -> None:
    found = breach(quiet_day(), datetime.fromisoformat(known).replace(tzinfo=OSLO))

    assert found.deadline.astimezone(OSLO).replace(tzinfo=None) == datetime.fromisoformat(deadline)


def test_somebody_seen_in_the_call_for_a_moment_is_not_said_to_have_been_outside() -> None:
    seen = Judged(at(5), Weight.RED, (Reason.OUTSIDER_NOT_INVITED,))
    found = replace(quiet_day(), people=(Person(PersonId("p1"), verdicts=(seen,), glimpsed=at(5)),))
    text = breach_text(breach(found, KNOWN), Saying(Language.NB), at(61))

    assert "Ikke i samtalen" not in text
    assert "Inne innom" not in text
    assert "Innom ca. 09.05" in text


def test_where_nobody_was_unexpected_it_says_so_and_asks_less() -> None:
    found = breach(quiet_day(), KNOWN)

    assert found.unexpected == ()
    assert set(found.open) == {Open.WHAT_WAS_SAID, Open.MISSED}


@pytest.mark.parametrize("language", Language)
def test_the_draft_has_the_facts_the_deadline_and_who_must_judge_and_no_name(language: Language) -> None:
    found = bad_day()
    say = Saying(language, names_of(found, *(f"Navn{number}navnesen" for number in range(9))))

    text = breach_text(breach(found, KNOWN), say, at(61))

    for told in ("09.06–09.10", "26", "10.00", "33", "72", "Datatilsynet"):
        assert told in text.replace(":", "." if language is Language.EN else ":")
    assert "navnesen" not in text
    assert "{" not in text
    judges = {
        Language.NB: "personvernombudet",
        Language.NN: "personvernombodet",
        Language.EN: "data protection officer",
    }
    assert judges[language] in text.splitlines()[2]


def test_once_the_time_is_over_it_says_to_notify_at_once_and_why_it_is_late() -> None:
    text = breach_text(breach(bad_day(), KNOWN), Saying(Language.NB), KNOWN + timedelta(hours=73))

    assert "meld straks" in text
    assert "innen" not in text
