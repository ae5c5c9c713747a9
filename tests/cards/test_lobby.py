"""Where Teams tells of the lobby and the telephone: what the cards show, and what they no longer call unseen. S7."""

import json
from datetime import timedelta

import pytest

from bot.domain.effects import CardKind, Matter
from bot.domain.events import BotInstalled, Event
from bot.domain.expected import Unread
from bot.domain.feeds import Feed, Subscribed, SubscriptionDoubted, SubscriptionRefused
from bot.domain.participants import Identity, Kind
from cards import draw
from cards.words.nb import NB
from tests.cards.reading import read
from tests.cards.schema import assert_sound
from tests.cards.stories import LINKS, alert, crowd, left, roster, rules, status
from tests.domain.test_call_roster import told, waits
from tests.scenes import ANN, BO, DINA, EINAR, after, at, invited, joined, started

CALLER = Identity("+47 912 34 547", kind=Kind.PHONE)
HEARS = Subscribed(at(0), Feed.CALL, "sub", at(0) + timedelta(days=2))
MET: tuple[Event, ...] = (started(), invited(BO), joined(ANN, BO))


def lines(matter: Matter, *events: Event) -> list[str]:
    card = draw(matter, after(*events), LINKS)
    assert_sound(card, matter.kind.value)
    return read(card).splitlines()


def test_whoever_waits_in_the_lobby_stands_apart_the_longest_first() -> None:
    told_ = lines(roster(), HEARS, *MET, waits(3, (EINAR, "e")), waits(2, (DINA, "d")), left(BO, minutes=4))

    assert told_[1] == "1 er med, 1 har gått, 2 venter i lobbyen"
    start = told_.index("Venter i lobbyen")
    assert told_[start + 1 : start + 3] == [
        "○ Dina Fors  siden kl. 09.02, fra en annen virksomhet, står ikke i innkallingen",
        "○ «Einar»  siden kl. 09.03, ikke innlogget, har skrevet navnet selv",
    ]
    assert not [line for line in told_[:start] if "Dina" in line or "Einar" in line]


def test_whoever_left_and_waits_again_stands_in_the_lobby_alone() -> None:
    told_ = lines(roster(), HEARS, *MET, told(2, (DINA, "d")), waits(5, (DINA, "d")))

    assert told_[1] == "2 er med, 1 venter i lobbyen"
    assert len([line for line in told_ if "Dina" in line]) == 1


def test_where_nobody_is_in_yet_the_lobby_is_told_all_the_same() -> None:
    assert lines(roster(), HEARS, started(), waits(1, (DINA, "d")))[1] == "0 er med, 1 venter i lobbyen"


def test_a_crowd_in_the_lobby_is_cut_and_the_rest_is_counted() -> None:
    people = tuple((who, who.mri) for who in crowd(300, "Et langt navn " * 6, Kind.ANONYMOUS))
    inside = joined(*crowd(300, "Et anna namn " * 6, Kind.USER))
    told_ = lines(roster(), HEARS, started(), inside, waits(2, *people))

    assert any(line.startswith("og 2") for line in told_[told_.index("Venter i lobbyen") :])


def test_a_caller_of_whom_only_the_feed_tells_stands_there_like_any() -> None:
    assert "▲ Telefon ··47  må avklares nå, ringer inn, vi ser ikke hvem det er" in lines(
        roster(), HEARS, *MET, told(2, (CALLER, "c"))
    )


@pytest.mark.parametrize("matter", [roster(), status(), alert()])
def test_the_lobby_and_the_telephone_are_no_blind_spot_while_we_are_told_of_them(matter: Matter) -> None:
    story = (*MET, joined(DINA, minutes=2))

    assert any(NB.gaps.always in line for line in lines(matter, *story))
    assert not [line for line in lines(matter, HEARS, *story) if NB.gaps.always in line]


def test_what_is_seen_besides_is_told_on_request() -> None:
    assert f"✓ {NB.status.hears_the_call}" in lines(status(), HEARS, *MET)
    assert f"✓ {NB.status.hears_the_call}" not in lines(status(), *MET)


def test_a_subscription_that_has_run_out_or_was_ended_sees_nothing() -> None:
    short = Subscribed(at(0), Feed.CALL, "sub", at(5))

    assert f"✗ {NB.gaps.always}" in lines(status(), short, *MET, joined(DINA, minutes=6))
    assert f"✗ {NB.gaps.always}" in lines(status(), HEARS, SubscriptionDoubted(at(0.5), Feed.CALL, "sub", True), *MET)
    assert f"✗ {NB.gaps.always}" not in lines(status(), HEARS, SubscriptionDoubted(at(0.5), Feed.CALL, "sub"), *MET)


@pytest.mark.parametrize(
    ("reason", "who_can_mend"),
    [(Unread.DENIED, "Tilgangen mangler. IT kan gi tilgang."), (Unread.OFF, "Det er slått av her. IT kan slå det på.")],
)
def test_why_we_are_not_told_and_who_can_mend_it_is_said_on_request(reason: Unread, who_can_mend: str) -> None:
    refused = SubscriptionRefused(at(0.5), Feed.CALL, reason)

    assert f"✗ {NB.gaps.always} {who_can_mend}" in lines(status(), *MET, refused)
    assert not [line for line in lines(alert(), *MET, refused, joined(DINA, minutes=2)) if who_can_mend in line]
    assert not [line for line in lines(status(), HEARS, *MET, refused) if who_can_mend in line]


def test_what_we_say_of_ourselves_follows() -> None:
    welcome = Matter(CardKind.WELCOME, 1)
    for matter, story in ((welcome, (BotInstalled(at(-30)),)), (rules(), MET)):
        assert NB.welcome.does_not_see in _all_of(matter, *story)
        assert NB.welcome.does_not_see_in_the_call in _all_of(matter, HEARS, *story)


def _all_of(matter: Matter, *events: Event) -> str:
    """The card with what it opens on a press."""
    return json.dumps(draw(matter, after(*events), LINKS), ensure_ascii=False)
