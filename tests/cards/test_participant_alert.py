"""The alert card: who must be settled, and what a colleague said. S7."""

from bot.domain.events import Event
from bot.domain.expected import Unread
from bot.domain.participants import Kind
from cards import draw
from cards.participant_alert import MOST_OPEN
from tests.cards.reading import actions, read
from tests.cards.schema import assert_sound, size
from tests.cards.stories import (
    CALLER,
    LINKS,
    NOTES,
    alert,
    crowd,
    left,
    rejected,
    unread,
    vouched,
)
from tests.scenes import ANN, BO, DINA, EINAR, GUEST, KARI, after, invited, joined, started

CALLED = (started(), invited(BO, organizer=KARI))
MET = (*CALLED, joined(KARI, ANN, BO, DINA, EINAR))  # Ann, Dina and Einar are p2, p4 and p5
BLIND = "Møtevakt ser ikke lobbyen og ikke hvem som ringer inn."


def _lines(*events: Event, number: int = 1) -> list[str]:
    return read(draw(alert(number), after(*events), LINKS)).splitlines()


def test_red_comes_first_and_everybody_has_a_reason_and_two_buttons() -> None:
    assert _lines(*MET) == [
        "⚠ Tre deltakere må avklares",
        "▲ Dina Fors  må avklares nå",
        "Fra en annen virksomhet (sykehus.example), står ikke i innkallingen.",
        "[Skal være med] [Kjenner ikke]",
        "▲ «Einar»  må avklares nå",
        "Ikke innlogget, har skrevet navnet selv.",
        "[Skal være med] [Kjenner ikke]",
        "△ Ann Berg  bør avklares",
        "Ansatt hos oss, står ikke i innkallingen.",
        "[Skal være med] [Kjenner ikke]",
        BLIND,
    ]


def test_whoever_is_settled_sinks_with_the_colleagues_name_and_the_hour() -> None:
    lines = _lines(*MET, vouched("p4"))

    assert lines[0] == "⚠ To deltakere må avklares"
    assert lines[-3:] == ["✓ Dina Fors  Avklart av Kari Nes kl. 09.04.", BLIND, "[Rett opp]"]


def test_somebody_not_known_who_is_still_there_comes_with_what_to_do() -> None:
    assert _lines(*MET, vouched("p2"), vouched("p4"), rejected("p5")) == [
        "⚠ En ukjent er med i møtet",
        "✗ «Einar»  Ikke kjent av Kari Nes kl. 09.04.",
        "Be vedkommende gå ut. Møteleder kan også fjerne vedkommende i deltakerlisten.",
        "✓ Ann Berg  Avklart av Kari Nes kl. 09.04.",
        "✓ Dina Fors  Avklart av Kari Nes kl. 09.04.",
        BLIND,
        "[Rett opp]",
    ]


def test_all_are_settled_once_whoever_is_not_known_has_left() -> None:
    lines = _lines(*MET, vouched("p2"), vouched("p4"), rejected("p5"), left(EINAR, minutes=5))

    assert lines[0] == "✓ Alle er avklart"
    assert "✗ «Einar»  Ikke kjent av Kari Nes kl. 09.04. (har gått)" in lines


def test_whoever_left_unsettled_is_said_to_have_left() -> None:
    lines = _lines(*MET, left(DINA, minutes=5))

    assert lines[0] == "⚠ Tre deltakere må avklares"
    assert "▲ Dina Fors  (har gått)" in lines


def test_a_rejected_person_who_is_back_waits_again() -> None:
    lines = _lines(*MET, rejected("p5"), left(EINAR, minutes=5), joined(EINAR, minutes=6), number=2)

    assert lines[0] == "⚠ Tre deltakere må avklares"
    assert "Kom inn igjen. Ikke kjent av Kari Nes kl. 09.04." in lines
    assert "[Skal være med] [Kjenner ikke]" in lines


def test_whoever_turns_out_to_be_invited_is_settled_by_the_invitation() -> None:
    story = (started(), unread(Unread.AWAY), joined(GUEST, minutes=1), invited(GUEST, minutes=2))

    assert "✓ Geir Holm  Gjest fra en annen virksomhet, står i innkallingen." in _lines(*story)


def test_whoever_turns_out_not_to_be_is_told_on_a_card_that_nobody_misses() -> None:
    story = (started(), unread(Unread.AWAY), joined(GUEST, DINA, minutes=1), invited(GUEST, minutes=2))

    assert _lines(*story) == ["Resten står lenger ned i chatten."]
    assert _lines(*story, number=2)[0] == "⚠ En deltaker må avklares"


def test_every_kind_of_stranger_is_told_in_words_and_numbers_are_masked() -> None:
    lines = _lines(started(), unread(Unread.DENIED), joined(CALLER, NOTES, GUEST))

    assert lines[1:3] == ["▲ Telefon ··47  må avklares nå", "Ringer inn, vi ser ikke hvem det er."]
    assert lines[4:6] == ["▲ Notater Pluss  må avklares nå", "Et program som kan ta notater eller gjøre opptak."]
    assert lines[8] == "Gjest fra en annen virksomhet, kan være ventet, men innkallingen er ikke lest."
    assert lines[-1].startswith(
        f"{BLIND} Møtevakt fikk ikke lese innkallingen, for tilgangen mangler. IT kan gi tilgang."
    )


def test_buttons_name_a_person_of_the_roster_never_a_name() -> None:
    vouch, reject = actions(draw(alert(), after(*CALLED, joined(KARI, EINAR)), LINKS))

    assert (vouch["verb"], vouch["data"]) == ("participant.vouch", {"person": "p2"})
    assert (reject["verb"], reject["data"]) == ("participant.reject", {"person": "p2"})
    assert reject["tooltip"] == "Kjenner ikke Einar"


def test_a_slip_of_the_finger_can_be_mended_where_nobody_presses_by_accident() -> None:
    card = draw(alert(), after(*CALLED, joined(KARI, EINAR), rejected("p2")), LINKS)

    assert [action["verb"] for action in actions(card)] == ["participant.vouch"]
    assert "[Skal være med]" not in read(card)
    assert card["actions"] == [{"type": "Action.ToggleVisibility", "title": "Rett opp", "targetElements": ["amend-p2"]}]


def test_an_alert_that_has_moved_on_folds_to_what_was_settled() -> None:
    assert _lines(*MET, vouched("p4"), rejected("p5"), joined(NOTES, minutes=9)) == [
        "✓ Dina Fors er avklart. ✗ «Einar» er ukjent for oss. Resten står lenger ned i chatten."
    ]
    assert _lines(*CALLED, joined(DINA), vouched("p1"), joined(NOTES, minutes=9)) == [
        "✓ Dina Fors er avklart. Nye deltakere står lenger ned i chatten."
    ]


def test_an_alert_of_a_meeting_that_is_over_and_forgotten_says_so() -> None:
    assert _lines(*MET, started(60 * 24)) == ["Dette gjaldt et tidligere møte."]


def test_a_crowd_is_counted_not_listed() -> None:
    strangers = tuple(crowd(300, "Navn som aldri tar slutt " * 4))
    card = draw(alert(), after(*CALLED, joined(KARI, *strangers)), LINKS)

    assert_sound(card, "participant-alert")
    assert len(actions(card, "participant.vouch")) == MOST_OPEN
    assert f"og {300 - MOST_OPEN} til: se /deltakere" in read(card)
    assert read(card).startswith("⚠ 300 deltakere må avklares")


def test_a_crowd_that_is_settled_keeps_the_card_small() -> None:
    strangers = tuple(crowd(300, "\N{GRINNING FACE}" * 64, Kind.ANONYMOUS))
    settled = (vouched(f"p{number}") for number in range(2, 302))
    card = draw(alert(), after(*CALLED, joined(KARI, *strangers), *settled), LINKS)

    assert_sound(card, "participant-alert")
    assert size(card) > 10_000
    assert read(card).startswith("✓ Alle er avklart")
