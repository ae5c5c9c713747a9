"""The card on a recording: what began, what to do now, and to the host what is left. S1."""

from dataclasses import replace

import pytest

from bot.domain.effects import CardKind, Matter
from bot.domain.events import CardPressed, Event, MeetingEnded, ParticipantsLeft
from bot.domain.expected import Unread
from bot.domain.language import Language
from bot.domain.meeting import Meeting
from bot.domain.participants import Identity, Role
from bot.domain.presses import Settle
from bot.domain.procedure import Links
from bot.domain.recordings import FilesUnread, RecordingsUntold, Sign
from bot.store import codec
from cards import Site, draw
from cards.words import WORDS
from tests.cards.reading import actions, read
from tests.cards.schema import assert_sound
from tests.cards.stories import LINKS, NO_LINKS, NOTES, READING, rules, status
from tests.cards.stories_of_recordings import AGAIN, ALARM, TO_HOST, recordings_in
from tests.domain.test_recording_alarm import BEGUN, STOPPED, STORY, rang, said
from tests.scenes import ANN, BO, DINA, after, at, joined, pid, started

_REPORT = "https://avvik.sykehus.example/nytt"


def lines(matter: Matter, *events: Event, site: Site = READING) -> list[str]:
    card = draw(matter, after(*events), site)
    assert_sound(card, CardKind.RECORDING)
    assert not actions(card), "nobody but Teams can stop it"
    return read(card).splitlines()


def test_what_began_and_when_stands_first_then_the_rule_then_the_steps() -> None:
    told = lines(ALARM, *BEGUN)

    assert told[:3] == ["● Et opptak er i gang", "Bo Dahl startet det kl. 09.12.", WORDS[Language.NB].recording.rule]
    assert [line[:8] for line in told[3:]] == ["1  Stopp", "2  Slett", "3  Meld "]


def test_whoever_is_not_of_this_meeting_is_not_named() -> None:
    by_nobody = lines(ALARM, *STORY, said(Sign.STARTED, 12, by=Identity(oid="somebody")))

    assert "Startet kl. 09.12." in by_nobody


def test_where_a_deviation_is_reported_stands_on_it_if_there_is_such_a_page() -> None:
    procedure = replace(LINKS.procedure, links=Links(deviation_report=_REPORT))
    card = draw(ALARM, after(*BEGUN), replace(LINKS, procedure=procedure))

    assert _REPORT in str(card)
    assert "](" not in str(draw(ALARM, after(*BEGUN), NO_LINKS))


def test_once_it_is_stopped_it_is_calm_and_there_is_a_file_to_delete() -> None:
    told = lines(ALARM, *STOPPED)

    assert told[0] == "✓ Opptaket er stoppet"
    assert not any("Stopp opptak" in line for line in told)
    assert any("OneDrive" in line for line in told)


def test_one_that_failed_leaves_nothing_to_delete() -> None:
    assert not any("OneDrive" in line for line in lines(ALARM, *BEGUN, said(Sign.FAILED, 13)))


def test_it_mentions_whoever_was_called_on_until_it_is_stopped() -> None:
    called = (*BEGUN, rang(13))

    assert draw(AGAIN, after(*called), READING)["msteams"]["entities"][0]["mentioned"]["id"] == BO.mri
    assert "<at>Bo</at>, kan du stoppe opptaket?" in lines(AGAIN, *called)
    assert "msteams" not in draw(AGAIN, after(*called, said(Sign.STOPPED, 14)), READING)
    assert "msteams" not in draw(AGAIN, after(*called, MeetingEnded(at(30), at(30))), READING)


def test_of_a_program_it_says_how_to_take_it_out_and_that_it_left() -> None:
    story = (*STORY, joined(NOTES, minutes=12))

    assert lines(ALARM, *story)[0] == "● Et program kan ta opp samtalen"
    assert any("Fjern fra møtet" in line for line in lines(ALARM, *story))
    assert lines(ALARM, *story, ParticipantsLeft(at(15), (NOTES,)))[0] == "✓ Programmet er ute av møtet"


def test_a_program_that_renames_itself_is_not_called_settled_and_one_that_is_vouched_for_is() -> None:
    story = (*STORY, joined(NOTES, minutes=12), joined(replace(NOTES, name="Ola Nordmann"), minutes=13))
    person = pid(after(*story), NOTES)
    words = WORDS[Language.NB].recording

    assert lines(ALARM, *story)[0] == f"● {words.takes_notes}"
    assert lines(ALARM, *story, CardPressed(at(14), ANN, Settle(person, True), Role.ORGANIZER)) == [words.settled]


def test_nobody_who_has_left_is_mentioned() -> None:
    left = draw(AGAIN, after(*BEGUN, rang(13), ParticipantsLeft(at(13.5), (BO,))), READING)

    assert "msteams" not in left
    assert "<at>" not in read(left)


def test_where_only_text_was_made_the_host_is_not_told_of_a_recording() -> None:
    words = WORDS[Language.NB].recording
    text = (*STORY, said(Sign.TRANSCRIPT, 29), MeetingEnded(at(30), at(30)))
    told = lines(TO_HOST, *text, FilesUnread(at(2_000), Unread.DENIED))

    assert told[0] == words.unseen_text
    assert words.delete_how not in told
    assert any(words.text_how in line for line in told)
    assert lines(TO_HOST, *STOPPED, FilesUnread(at(2_000), Unread.DENIED))[0] == words.unseen


def test_that_live_transcription_is_not_seen_is_said_where_the_chat_is_read() -> None:
    line = WORDS[Language.NB].recording.transcribing
    welcome = Matter(CardKind.WELCOME, 1)

    assert f"✗ {line}" in read(draw(status(), after(*STORY), READING))
    assert line not in read(draw(status(), after(*STORY), LINKS))
    assert line in read(draw(welcome, after(*STORY), READING))
    assert line not in read(draw(welcome, after(*STORY), LINKS))


def test_one_of_an_earlier_meeting_says_so() -> None:
    again = (*STOPPED, MeetingEnded(at(30), at(30)), started(60 * 24), joined(DINA, minutes=60 * 24 + 1))

    assert lines(ALARM, *again) == ["Dette gjaldt et tidligere møte."]
    assert lines(TO_HOST, *STORY) == ["Dette gjaldt et tidligere møte."]


@pytest.mark.parametrize("why", Unread)
@pytest.mark.parametrize("language", Language)
def test_why_it_cannot_be_seen_is_said_in_every_language(why: Unread, language: Language) -> None:
    site, words = replace(READING, language=language), WORDS[language].recording
    if why is not Unread.AWAY:
        assert words.whys[why] in lines(TO_HOST, *STOPPED, FilesUnread(at(2_000), why), site=site)
    deaf = read(draw(status(), after(*STORY, RecordingsUntold(at(2), why)), site))
    assert f"✗ {words.reasons[why]}" in deaf


def test_the_rules_say_that_nobody_hears_of_a_recording_where_that_will_not_pass() -> None:
    def told(why: Unread) -> str:
        return read(draw(rules(), after(*STORY, RecordingsUntold(at(2), why)), READING))

    assert WORDS[Language.NB].recording.reasons[Unread.DENIED] in told(Unread.DENIED)
    assert WORDS[Language.NB].recording.reasons[Unread.AWAY] not in told(Unread.AWAY)


@pytest.mark.parametrize("story", recordings_in())
def test_all_of_it_is_as_it_was_after_a_restart(story: str) -> None:
    _, meeting = recordings_in()[story]
    back = codec.load_meeting(codec.dump_meeting(meeting))

    assert isinstance(back, Meeting)
    assert (back.recordings, back.sweep, back.listening) == (meeting.recordings, meeting.sweep, meeting.listening)
