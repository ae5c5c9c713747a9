"""The status card: what Møtevakt goes by, and what may be missing. S7."""

from collections.abc import Mapping

import pytest

from bot.domain.chat import Judged, MessagePosted
from bot.domain.coverage import Blind, gaps
from bot.domain.events import Event
from bot.domain.expected import Invited, Unread
from bot.domain.feeds import Feed, Subscribed
from bot.domain.participants import Identity
from cards import Site, draw
from tests.cards.reading import read
from tests.cards.schema import assert_sound
from tests.cards.stories import (
    LINKS,
    READING,
    announced,
    awaiting,
    away,
    ended,
    installed,
    left,
    listed,
    members,
    no_roster,
    status,
    unread,
)
from tests.scenes import ANN, BO, BUILT_IN, CATO, KARI, after, at, invited, joined, line, started

ALWAYS = "✗ Møtevakt ser ikke lobbyen og ikke hvem som ringer inn."
MISSING = "Dette kan mangle:"
UNHEARD = "✗ Møtevakt ser ikke om noen starter et opptak, for chatten blir ikke lest."
CHAT = "✗ Møtevakt leser ikke chatten. Der passer vi på selv."
UNSURE = "Derfor vet ikke Møtevakt sikkert hvem som er ventet."

GAPS: Mapping[Blind, tuple[tuple[Event, ...], str]] = {
    Blind.LOBBY: ((), ALWAYS[2:]),
    Blind.TELEPHONE: ((), ALWAYS[2:]),
    Blind.CALLED_BEFORE: (
        (Subscribed(at(5), Feed.CALL, "sub", at(600)),),
        "Hvem som ringte inn eller ventet i lobbyen før kl. 09.05, ser Møtevakt ikke.",
    ),
    Blind.BEFORE_US: (
        (installed(3), started()),
        "Møtevakt kom inn kl. 09.03, og ser kanskje ikke alle som kom før.",
    ),
    Blind.WHILE_AWAY: ((away(2, 17),), "Møtevakt var borte kl. 09.02–09.17, og kan ha gått glipp av noen."),
    Blind.ROSTER_UNREAD: (
        (no_roster(Unread.AWAY, 9),),
        "Teams svarte ikke kl. 09.09, da Møtevakt spurte hvem som er med.",
    ),
    Blind.CONTRADICTED: (
        (joined(KARI), members(CATO, minutes=6, present=True)),
        "Noen kom eller gikk uten at Teams sa fra. Møtevakt oppdaget det kl. 09.06.",
    ),
    Blind.INVITATION: (
        (listed(line(BO)), unread(Unread.AWAY, 10)),
        "Møtevakt fikk ikke svar da innkallingen skulle leses. IT kan hjelpe hvis det gjentar seg. "
        "Innkallingen ble sist lest kl. 09.00.",
    ),
    Blind.CALENDAR: (
        (listed(line(BO), calendar_unread=Unread.DENIED),),
        "Møtevakt får ikke lese kalenderen. Gjester som er kalt inn med bare e-post, kan mangle.",
    ),
}
"""For each thing we may not see, how it comes about, and what is said of it."""


def _lines(*events: Event, site: Site = LINKS) -> list[str]:
    card = draw(status(), after(*events), site)
    assert_sound(card, "status")
    return read(card).splitlines()


def _missing(*events: Event) -> list[str]:
    """What may be missing, but for recordings and the chat, which stand last."""
    lines = _lines(*events)
    assert lines[-2:] == [UNHEARD, CHAT]
    return lines[lines.index(MISSING) + 1 : -2]


def test_all_sources_are_told_and_what_is_never_seen() -> None:
    told = (
        announced(Invited(name="Sara Moe")),
        started(),
        listed(line(ANN), line(BO), calendar=(line(ANN), line(BO), line(CATO))),
        joined(KARI, minutes=4),
        members(KARI, minutes=6, present=True),
        awaiting(Invited(name="Omar Holt"), Invited(name="Tone Lie")),
    )

    assert _lines(*told) == [
        "Hva Møtevakt ser",
        "Dette går Møtevakt etter:",
        "✓ Teams sier fra når noen kommer eller går. Siste nytt kom kl. 09.04.",
        "✓ Møtevakt spurte sist Teams kl. 09.06.",
        "✓ Innkallingen ble lest kl. 09.00, og to er kalt inn.",
        "✓ Tre står i kalenderen.",
        "✓ En er meldt på forhånd.",
        "✓ To er meldt i chatten.",
        MISSING,
        ALWAYS,
        UNHEARD,
        CHAT,
    ]


def test_what_has_not_told_yet_is_not_ticked() -> None:
    assert _lines() == [
        "Hva Møtevakt ser",
        "Møtet er ikke i gang.",
        "Dette går Møtevakt etter:",
        "○ Teams har ikke meldt om noen ennå.",
        "○ Innkallingen er ikke lest ennå.",
        MISSING,
        ALWAYS,
        UNHEARD,
        CHAT,
    ]


@pytest.mark.parametrize(
    ("people", "told"),
    [
        ((), "✓ Innkallingen ble lest kl. 09.00, men ingen er kalt inn."),
        ((BO,), "✓ Innkallingen ble lest kl. 09.00, og én er kalt inn."),
        ((BO, CATO), "✓ Innkallingen ble lest kl. 09.00, og to er kalt inn."),
    ],
)
def test_an_invitation_that_was_read_is_told_however_many_it_calls(people: tuple[Identity, ...], told: str) -> None:
    assert told in _lines(started(), invited(*people, organizer=KARI))


def test_one_in_the_calendar_is_one() -> None:
    assert "✓ Én står i kalenderen." in _lines(started(), listed(calendar=(line(BO),)))


def test_every_blind_spot_has_a_story() -> None:
    assert GAPS.keys() == set(Blind)


@pytest.mark.parametrize("blind", Blind)
def test_what_is_not_seen_is_said_with_hour_and_what_follows(blind: Blind) -> None:
    happened, told = GAPS[blind]
    events = (started(), *happened)

    assert blind in {gap.blind for gap in gaps(after(*events))}
    assert f"✗ {told}" in _missing(*events)


def test_a_clear_view_leaves_nothing_but_what_is_never_seen() -> None:
    assert _missing(started(), invited(BO, organizer=KARI), joined(KARI, BO), left(BO, minutes=5)) == [ALWAYS]


@pytest.mark.parametrize(
    ("reason", "who_can_mend"),
    [
        (Unread.OFF, "IT kan slå det på."),
        (Unread.DENIED, "IT kan gi tilgang."),
        (Unread.NOT_FOUND, "Møteleder kan kalle inn fra kalenderen."),
        (Unread.AWAY, "IT kan hjelpe hvis det gjentar seg."),
        (Unread.PRIVATE, "Innkallingen er privat, så Møtevakt leser den ikke."),
    ],
)
def test_an_invitation_that_was_never_read_is_told_with_what_follows(reason: Unread, who_can_mend: str) -> None:
    assert _missing(started(), unread(reason))[1].endswith(f"{who_can_mend} {UNSURE}")


def test_where_the_calendar_alone_was_read_that_is_what_we_go_by() -> None:
    lines = _lines(started(), listed(calendar=(line(BO),), unread=Unread.NOT_FOUND))

    assert not [one for one in lines if one.startswith("✓ Innkallingen")]
    assert lines[-3].endswith("Møteleder kan kalle inn fra kalenderen. Møtevakt går etter kalenderen i stedet.")


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (Unread.OFF, "Møtevakt leser ikke kalenderen."),
        (Unread.NOT_FOUND, "Møtevakt fant ikke møtet i kalenderen til den som kalte inn."),
        (Unread.AWAY, "Møtevakt fikk ikke svar da kalenderen skulle leses."),
        (Unread.PRIVATE, "Møtet er privat i kalenderen, så Møtevakt leser det ikke der."),
    ],
)
def test_a_calendar_that_was_not_read_is_told(reason: Unread, told: str) -> None:
    assert _missing(started(), listed(line(BO), calendar_unread=reason)) == [ALWAYS, f"✗ {told}"]


def test_a_roster_that_we_may_not_ask_for_is_told_with_who_can_mend_it() -> None:
    assert _missing(started(), no_roster(Unread.DENIED, 9))[1] == (
        "✗ Møtevakt får ikke spørre Teams om hvem som er med, for tilgangen mangler. IT kan gi tilgang."
    )


def test_a_question_that_is_answered_at_last_is_no_gap_any_more() -> None:
    assert _missing(started(), joined(KARI), no_roster(Unread.AWAY, 9), members(KARI, minutes=11, present=True)) == [
        ALWAYS
    ]


def test_where_invitations_are_not_read_at_all_it_does_not_seem_as_if_they_will_be() -> None:
    lines = _lines(started(), site=Site(BUILT_IN, reads_invitations=False))

    assert "○ Innkallingen er ikke lest ennå." not in lines
    assert lines[-3].startswith("✗ Møtevakt leser ikke innkallingen, for det er slått av her.")


def test_once_the_meeting_is_over_it_says_so() -> None:
    assert _lines(started(), invited(), joined(KARI), ended(30))[1] == "Møtet er ikke i gang."


# ---- the chat (S2) ----


def test_where_the_chat_is_read_the_last_message_is_told_and_what_of_it_is_not_seen() -> None:
    read_ = MessagePosted(at(7), Judged("m1"))
    lines = _lines(started(), read_, site=READING)

    assert "✓ Chatten blir lest. Siste melding kom kl. 09.07." in lines
    assert lines[-1].startswith("✗ I chatten ser Møtevakt ikke bilder, innholdet i filer")
    assert CHAT not in lines


def test_a_chat_of_which_nothing_came_is_not_ticked() -> None:
    lines = _lines(started(), MessagePosted(at(7)), site=READING)

    assert "○ Møtevakt har ikke fått noen melding fra chatten ennå." in lines
    assert not [line for line in lines if "blir lest" in line]


def test_where_the_chat_is_not_read_no_message_of_it_is_told() -> None:
    assert not [line for line in _lines(started(), MessagePosted(at(7))) if "melding" in line]
