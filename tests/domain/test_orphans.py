"""S7. A card that stands twice is recognised by the next press on it, and gives way or becomes the one we know."""

from bot.domain.effects import CardKind, FoldOrphan, Matter
from bot.domain.events import CardPressed, CardShown, Event
from bot.domain.presses import Introduce, Press, Settle, TickSet
from bot.domain.procedure import Clause, Variant
from tests.scenes import ANN, BO, DINA, EINAR, after, at, effects_of, invited, joined, pid, started

ALERT = Matter(CardKind.ALERT, 1)
MET: tuple[Event, ...] = (started(), invited(BO), joined(ANN, BO, EINAR))
SHOWN = (*MET, CardShown(at(1.1), str(ALERT), "known"))


def vouched(card: str, minutes: float = 2) -> CardPressed:
    return CardPressed(at(minutes), BO, Settle(pid(after(*MET), EINAR), expected=True), card=card)


def test_a_double_of_a_card_we_know_is_folded_and_the_press_counts() -> None:
    story = (*SHOWN, vouched("double"))

    assert FoldOrphan(ALERT, "double") in effects_of(*story)
    assert after(*story).cards[str(ALERT)] == "known"
    assert after(*story).settled


def test_a_card_whose_id_we_never_got_becomes_the_one_we_know() -> None:
    story = (*MET, vouched("lost"))

    assert after(*story).cards[str(ALERT)] == "lost"
    assert not [one for one in effects_of(*story) if isinstance(one, FoldOrphan)]


def test_a_press_on_a_known_card_or_on_none_folds_nothing() -> None:
    rules = CardShown(at(0.5), str(Matter(CardKind.RULES, 1)), "rules")
    for card in ("known", ""):
        assert not [one for one in effects_of(*SHOWN, rules, vouched(card)) if isinstance(one, FoldOrphan)]


def test_of_two_alerts_that_name_somebody_the_newer_stands_twice() -> None:
    newer = Matter(CardKind.ALERT, 2)
    story = (*SHOWN, joined(DINA, minutes=9), CardShown(at(9.1), str(newer), "newer"), vouched("double", 10))

    assert FoldOrphan(newer, "double") in effects_of(*story)


def test_a_press_that_is_refused_takes_over_nothing() -> None:
    refused = CardPressed(at(2), EINAR, Settle(pid(after(*MET), BO), expected=True), card="double")

    assert effects_of(*SHOWN, refused) == ()


def test_checklists_and_rounds_are_recognised_too() -> None:
    for kind, of, press in (
        (CardKind.CHECKLIST, "teams", TickSet(Variant.TEAMS, Clause.S1, done=True)),
        (CardKind.CHECKLIST, "join", TickSet(Variant.JOIN, Clause.S1, done=True)),
        (CardKind.INTRODUCTIONS, "", Introduce()),
    ):
        _check(Matter(kind, 1, of), press)


def _check(matter: Matter, press: Press) -> None:
    first = CardPressed(at(1.5), BO, press)  # brings the card
    story = (*MET, first, CardShown(at(1.6), str(matter), "known"))
    other = CardPressed(at(2), ANN, press, card="double")

    assert FoldOrphan(matter, "double") in effects_of(*story, other)
