"""How people, numbers and hours are called on every card."""

from dataclasses import replace

from bot.domain.language import Language
from bot.domain.participants import PersonId
from bot.domain.reasons import Reason
from cards import draw
from cards.scene import Scene, language_for
from tests.cards.reading import sayings
from tests.cards.stories import LINKS, NO_LINKS, rules, vouched, welcome
from tests.scenes import BO, EINAR, KARI, after, invited, joined, staff, started

NB = Language.NB


def test_a_number_is_a_word_while_there_is_one() -> None:
    scene = Scene(after(), LINKS, NB)
    words = scene.words.numerals

    assert [scene.numeral(count) for count in range(1, len(words) + 1)] == list(words)
    assert [scene.numeral(count) for count in (0, len(words) + 1)] == ["0", str(len(words) + 1)]


def test_of_own_staff_who_are_expected_it_is_not_said_that_they_are_ours() -> None:
    namesake = staff(BO.name, 47)
    meeting = after(started(), invited(BO, namesake, organizer=KARI), joined(KARI, BO, namesake, EINAR), vouched("p4"))
    scene = Scene(meeting, LINKS, NB)

    assert scene.words.reasons[Reason.OWN_STAFF] not in scene.why(PersonId("p1"))
    assert scene.words.reasons[Reason.OWN_STAFF] not in scene.why(PersonId("p2")), "nor where their name is noted"


def test_a_meeting_is_written_in_the_hospitals_language_whatever_teams_its_first_guest_has() -> None:
    english = after(started(), joined(replace(BO, language=Language.EN)))

    assert language_for(english, LINKS) is NB


def test_where_no_page_is_told_no_card_has_a_link() -> None:
    for matter in (welcome(), rules()):
        assert not [saying for saying in sayings(draw(matter, after(started()), NO_LINKS)) if "](" in saying]


def test_a_colleague_whom_we_have_forgotten_has_no_name() -> None:
    scene = Scene(after(), LINKS, NB)

    assert scene.name(PersonId("p99")) == scene.words.colleague != ""
