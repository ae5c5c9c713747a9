"""The stop card: what we do now, and who does it. S6."""

from bot.domain.events import ChatMembersChanged, Event
from bot.domain.participants import Identity
from cards import draw
from tests.cards.reading import actions, parts, read
from tests.cards.schema import assert_sound
from tests.cards.stories import (
    CALLER,
    LINKS,
    NOTES,
    PERSONAL,
    left,
    rejected,
    said_stop,
    sits_apart,
    sits_open,
    stop,
    vouched,
)
from tests.scenes import BO, CATO, EINAR, KARI, after, at, invited, joined, started

MET = (started(), invited(BO, organizer=KARI), joined(KARI, BO, EINAR, CALLER))  # Einar and a caller are p3 and p4
REMOVE = "3  Møteleder eller presentatør: Åpne deltakerlisten, velg … ved navnet, og velg Fjern fra møtet."
REMOVED = "3  Møteleder eller presentatør: ✓ Vedkommende er ute av møtet."


def _lines(*events: Event, number: int = 1) -> list[str]:
    card = draw(stop(number), after(*events), LINKS)
    assert_sound(card, "stop")
    return read(card).splitlines()


def test_whoever_reads_it_knows_at_once_who_does_what() -> None:
    assert _lines(*MET, said_stop(BO)) == [
        "■ Stopp. Vi tar en pause",
        "Bo Dahl sa stopp kl. 09.04.",
        "1  Alle: Ikke si mer om pasienten før vi vet hvem som ser og hører.",
        "2  Den som fikk noen inn i rommet: Slå av mikrofon og kamera, og finn et skjermet rom.",
        REMOVE,
        "4  Den som kalte inn: Prøver noen å komme inn igjen? Velg … øverst i deltakerlisten, og velg Lås møtet.",
        "5  Når vi kjenner alle: Ta en presentasjonsrunde, og gå videre.",
        "[Presentasjonsrunde]",
    ]


def test_the_stop_stands_on_a_red_ground_and_the_round_is_one_press_away() -> None:
    card = draw(stop(), after(*MET, said_stop(BO)), LINKS)

    assert card["body"][0]["style"] == "attention"
    assert [action["verb"] for action in actions(card)] == ["introductions.show"]


def test_it_says_who_is_not_known_and_numbers_are_masked() -> None:
    lines = _lines(*MET, rejected("p3"), rejected("p4", BO, 4.2))

    assert lines[1:3] == [
        "Kari Nes kjenner ikke «Einar» (kl. 09.04).",
        "Bo Dahl kjenner ikke Telefon ··47 (kl. 09.04).",
    ]


def test_whoever_says_stop_soon_after_stands_on_the_same_card() -> None:
    lines = _lines(*MET, said_stop(BO), said_stop(KARI, 4.5), said_stop(BO, 4.6))

    assert lines[1:4] == ["Bo Dahl sa stopp kl. 09.04.", "Kari Nes sa stopp kl. 09.04.", lines[3]]
    assert lines[3].startswith("1  Alle:")


def test_once_the_stranger_has_left_nobody_is_to_be_removed() -> None:
    assert REMOVE in _lines(*MET, rejected("p3"))
    assert REMOVED in _lines(*MET, rejected("p3"), left(EINAR, minutes=5))


def test_while_one_of_two_strangers_is_there_still_there_is_somebody_to_remove() -> None:
    both = (*MET, rejected("p3"), rejected("p4", minutes=4.2))

    assert REMOVE in _lines(*both, left(EINAR, minutes=5))
    assert REMOVED in _lines(*both, left(EINAR, CALLER, minutes=5))


def test_a_stranger_who_is_back_is_to_be_removed_again() -> None:
    assert REMOVE in _lines(*MET, rejected("p3"), left(EINAR, minutes=5), joined(EINAR, minutes=6))


def test_whoever_turns_out_to_be_known_is_told_to_be_and_may_stay() -> None:
    mistaken = (*MET, rejected("p3"), rejected("p4", minutes=4.2), vouched("p4", BO, 6))
    lines = _lines(*mistaken, left(EINAR, minutes=7))

    assert lines[2] == "Kari Nes kjenner ikke Telefon ··47 (kl. 09.04). Avklart av Bo Dahl kl. 09.06."
    assert REMOVED in lines


def test_a_stop_said_later_has_a_card_of_its_own_and_the_old_one_folds() -> None:
    twice = (*MET, said_stop(BO), said_stop(KARI, 9))

    assert _lines(*twice) == ["Stopp ble sagt på nytt. Se lenger ned i chatten."]
    assert _lines(*twice, number=2)[1] == "Kari Nes sa stopp kl. 09.09."


def test_a_stop_of_a_meeting_that_is_over_and_forgotten_says_so() -> None:
    assert _lines(*MET, said_stop(BO), started(60 * 24)) == ["Dette gjaldt et tidligere møte."]


def test_no_name_is_rendered() -> None:
    nasty = Identity("[klikk](http://ond.example) **nå**", "29:nasty", kind=NOTES.kind)
    card = draw(stop(), after(started(), invited(BO, organizer=KARI), joined(KARI, nasty), rejected("p2")), LINKS)

    assert_sound(card, "stop")
    assert [part["text"] for part in parts(card) if part["type"] == "TextBlock"] == ["■ Stopp. Vi tar en pause"]


def test_once_nobody_sits_in_an_open_room_the_card_is_calm() -> None:
    lifted = read(draw(stop(), after(*MET, sits_open(BO, 5), sits_apart(BO, 7)), LINKS))
    gone = read(draw(stop(), after(*MET, sits_open(BO, 5), left(BO, minutes=6)), LINKS))

    assert lifted.splitlines() == [
        "✓ Vi kan gå videre",
        "Bo Dahl sitter i et åpent rom (kl. 09.05). ✓ Bo Dahl sitter skjermet nå.",
    ]
    assert gone.splitlines()[1] == "Bo Dahl sitter i et åpent rom (kl. 09.05). (har gått)"


def test_in_somebodys_own_chat_too_the_button_is_there_that_lifts_it() -> None:
    card = draw(stop(), after(sits_open(BO, 5), before=PERSONAL), LINKS)

    assert [button["verb"] for button in actions(card)] == ["room.confirm"]


def test_a_stranger_who_has_left_the_call_and_reads_the_chat_is_to_be_removed_still() -> None:
    added = ChatMembersChanged(at(2), added=(CATO,))
    story = (*MET, added, joined(CATO, minutes=3), rejected("p5"), left(CATO, minutes=5))

    assert REMOVE in _lines(*story)
    assert REMOVED in _lines(*story, ChatMembersChanged(at(6), removed=(CATO,)))


SIT_APART = "[Jeg sitter skjermet nå]"


def test_whoever_sits_open_can_say_so_no_longer_and_others_are_not_asked_to_remove_anybody() -> None:
    sitting = _lines(*MET, sits_open(BO, 4))

    assert sitting[1] == "Bo Dahl sitter i et åpent rom (kl. 09.04)."
    assert SIT_APART in sitting
    assert not [line for line in sitting if "Fjern fra møtet" in line or "Lås møtet" in line]


def test_whoever_sits_open_and_was_never_seen_in_the_call_can_say_so_no_longer_too() -> None:
    assert SIT_APART in _lines(*MET, sits_open(CATO, 4))


def test_an_open_room_is_still_told_of_on_a_later_stop_and_can_be_left_from_there() -> None:
    card = draw(stop(2), after(*MET, sits_open(BO, 5), said_stop(KARI, 9)), LINKS)

    assert "Bo Dahl sitter i et åpent rom (kl. 09.05)." in read(card).splitlines()
    assert "room.confirm" in [button["verb"] for button in actions(card)]
    assert "åpent rom" not in read(
        draw(stop(2), after(*MET, sits_open(BO, 5), sits_apart(BO, 6), said_stop(KARI, 9)), LINKS)
    )
