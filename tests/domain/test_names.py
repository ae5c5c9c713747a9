"""Which names are the same, which only look the same, and which are a recorder's."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.names import LONGEST, is_recorder, looks_like, plain, skeleton
from tests.domain.unicode_table import TABLE, drawn

NASTY = st.text(
    st.sampled_from("iIlL1|0oOmrn,()  -'´KkaÅåøØæßİıŉͅά\u0301\u0345\u200b\u202e\u3164\u2800\ufe0f\ud800🏥К"), max_size=60
)
LABELS = st.lists(st.sampled_from(["(", ")", "guest", "Gjest", "ikke", "bekreftet", " ", ",", "Nes", "Kari"])).map(
    "".join
)
NAMES = NASTY | LABELS | st.text(max_size=2 * LONGEST)


def listed(text: str) -> list[str]:
    """What stands between bars and line ends."""
    return [name.strip() for name in text.replace("\n", "|").split("|") if name.strip()]


GIVEN_NAMES = listed("""
    Ada|Aksel|Ali|Anne|Arne|Astrid|Aud|Berit|Bjørn|Bo|Bård|Eli|Elin|Elise|Ella|Emil|Emma|Erik|Even|Geir|Gro|Guro|Hanna
    Hanne|Hans|Håkon|Ida|Inger|Ingrid|Iver|Ivar|Jan|Jens|Jon|Jonas|Kari|Karl|Karin|Kim|Kjell|Knut|Lars|Lena|Lill|Linn
    Lise|Liv|Magnus|Mari|Marit|Marte|Mona|Nils|Nina|Odd|Ola|Ole|Oline|Per|Pål|Siri|Siv|Tom|Tone|Tor|Tore|Trine|Vilde
    Åse|Øyvind
""")
FAMILY_NAMES = listed("""
    Aas|Andersen|Arnesen|Bakke|Berg|Berge|Bø|Bøe|Dahl|Dal|Eide|Ek|Eriksen|Fjeld|Foss|Hagen|Halvorsen|Hansen|Hanssen
    Haug|Haugen|Hauge|Holm|Horn|Iversen|Jensen|Johansen|Kaldestad|Karlsen|Kristiansen|Larsen|Li|Lie|Lien|Lund|Lunde
    Martinsen|Mo|Moe|Moen|Myhre|Næss|Nes|Ness|Nilsen|Nygård|Olsen|Pettersen|Rolland|Ruud|Rød|Sand|Sande|Solberg|Solli
    Strand|Strøm|Sæther|Thorsen|Tveit|Vik|Viken|Ødegård|Aasen|Åsen
""")


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("Kari Nes", "kari nes"),
        ("KARI NES", "kari nes"),
        ("Nes, Kari", "kari nes"),
        ("Nes Berg, Kari Anne", "kari anne nes berg"),
        ("Nes, Kari, lege", "nes, kari, lege"),
        ("Kari Nes,", "kari nes"),
        ("Kari Nes (Guest)", "kari nes"),
        ("Kari Nes (gjest)", "kari nes"),
        ("Nes, Kari (Ekstern)", "kari nes"),
        ("Nes (External), Kari", "kari nes"),
        ("Kari Nes (Unverified) (Guest)", "kari nes"),
        ("Kari Nes (Ikke bekreftet)", "kari nes"),
        ("Kari Nes （Ｇｕｅｓｔ）", "kari nes"),
        ("Kari Nes (OUS)", "kari nes (ous)"),
        ("Kari Guest", "kari guest"),
        ("  Kari \t\n\u00a0\u2003Nes ", "kari nes"),
        ("Ka\u200bri\u00ad\u202e N\u2066e\ufe0fs\U000e0100\ufeff", "kari nes"),
        ("\u3164Kari\u2800Nes\u115f", "kari nes"),
        ("Ka\u034fri Nes", "kari nes"),
        ("Ｋａｒｉ 𝒩𝑒𝓈", "kari nes"),
        ("Anne\u2011Marie O\u2019Hara", "anne-marie o'hara"),
        ("Pa\u030al Næss", "pål næss"),
        ("Straße", "strasse"),
        ("", ""),
        (" \u200b\u3164 ", ""),
        ("(Guest)", ""),
        (",", ""),
    ],
)
def test_a_name_is_the_same_however_it_is_written(name: str, same: str) -> None:
    assert plain(name) == same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pål Nes", "Pal Nes"),
        ("Bjørn Nes", "Bjorn Nes"),
        ("Kjær", "Kjaer"),
        ("Kari Nes", "Kari Ness"),
        ("Kari", "Karl"),
    ],
)
def test_a_letter_more_or_another_letter_is_another_name(one: str, other: str) -> None:
    assert plain(one) != plain(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("KarI Nes", "Karl Nes"),
        ("Kar1 Nes", "Karl Nes"),
        ("Kar| Nes", "Karl Nes"),
        ("KARl NES", "Kari Nes"),
        ("KARl LI", "Kari Li"),
        ("NES, KARl", "Nes, Kari"),
        ("lda Nes", "Ida Nes"),
        ("lda Nes", "ida nes"),
        ("Iars Nes", "Lars Nes"),
        ("Iars Nes", "LARS NES"),
        ("IIse Nes", "Ilse Nes"),
        ("Kari l. Nes", "Kari I. Nes"),
        ("0la Nes", "Ola Nes"),
        ("0LA NES", "Ola Nes"),
        ("Bj0rn Nes", "Bjørn Nes"),
        ("Ame Nes", "Arne Nes"),
        ("Arnesen", "AMESEN"),
        ("Каri Nes", "Kari Nes"),  # Cyrillic К and а
        ("кari nes", "Kari Nes"),  # Cyrillic small к
        ("Оlе Nеs", "Ole Nes"),  # Cyrillic О and е
        ("Τοne Nes", "Tone Nes"),  # Greek tau and omicron
        ("Kɑri Nes", "Kari Nes"),  # Latin alpha
        ("Kạri Nes", "Kari Nes"),
        ("\u03f2arl Nes", "Carl Nes"),  # Greek lunate sigma
        ("Kar\u04cf Nes", "Karl Nes"),  # Cyrillic palochka
        ("Karı Nes", "Kari Nes"),
        ("ᴋᴀʀɪ ɴᴇꜱ", "Kari Nes"),
        ("Kari Nes ✅", "Kari Nes"),
        ("Kari Nes.", "Kari Nes"),
        ("Kari_Nes", "Kari Nes"),
        ("Anne Marie Nes", "Anne-Marie Nes"),
        ("Pal Nes", "Pål Nes"),
        ("Bjorn Dahl", "Bjørn Dahl"),
        ("Björn Dahl", "Bjørn Dahl"),
        ("Kjaer", "Kjær"),
        ("Gudrun", "Guðrún"),
        ("Иван Петров", "Ивaн Петpoв"),  # Latin a, p and o among Cyrillic
    ],
)
def test_a_name_that_is_made_to_look_like_another_is_seen(one: str, other: str) -> None:
    assert looks_like(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kari Nes", "Kari Nes"),
        ("Kari Nes", "NES, KARI (Guest)"),
        ("Ｋａｒｉ Ｎｅｓ", "Kari Nes"),
        ("Kari Nes", "Karl Nes"),
        ("KARI NES", "Karl Nes"),
        ("KARI NES", "KARL NES"),
        ("kari nes", "karl nes"),
        ("Eli Moe", "Ell Moe"),
        ("Kari I. Nes", "Kari L. Nes"),
        ("Kari Li", "Kari Lie"),
        ("Ann Elise Nes", "Anne Lise Nes"),
        ("Kari Nes", "Kari"),
        ("+47 912 34 547", "+47 912 34 546"),
        ("", ""),
        ("", "Kari"),
        ("!!", "??"),
        ("✅", "🏥"),
    ],
)
def test_a_name_that_is_the_same_or_plainly_another_looks_like_none(one: str, other: str) -> None:
    assert not looks_like(one, other)


def test_no_two_norwegian_names_look_alike_by_accident() -> None:
    names = [f"{given_name} {family_name}" for given_name, family_name in product(GIVEN_NAMES, FAMILY_NAMES)]

    assert len(GIVEN_NAMES) >= 60
    assert len(FAMILY_NAMES) >= 60
    for spelt in (names, [name.upper() for name in names], [name.lower() for name in names]):
        assert len({skeleton(name) for name in spelt}) == len(set(names))


def test_the_table_of_look_alikes_is_unicodes() -> None:
    assert TABLE.read_text(encoding="utf-8") == drawn()


@given(NAMES)
def test_no_name_is_too_much(name: str) -> None:
    assert len(plain(name)) <= LONGEST
    assert len(skeleton(name)) <= LONGEST
    assert is_recorder(name) in (True, False)
    assert not looks_like(name, name)


@given(NAMES)
def test_a_plain_name_stays_as_it_is(name: str) -> None:
    assert plain(plain(name)) == plain(name)
    assert plain(name) == " ".join(plain(name).split())


@given(NAMES, NAMES)
def test_whoever_looks_like_another_is_looked_like_by_them(one: str, other: str) -> None:
    assert looks_like(one, other) == looks_like(other, one)


@given(st.text("abcdefghjknpqrstuvwxyz", min_size=1))
def test_small_letters_that_resemble_no_other_look_like_themselves(name: str) -> None:
    assert skeleton(name) == name[:LONGEST]


@pytest.mark.parametrize(
    "name",
    listed("""
    Otter.ai | OtterPilot | Otter Notetaker | Kari's OtterPilot | Kari's Otter.ai | Otter | Otter AI (Unverified)
    Fireflies.ai Notetaker | Fireflies.ai Notetaker Kari | Fireflies | Fathom | Fathom Notetaker | Fathom AI
    fathom.video | Kari's Fathom Notetaker | read.ai | Read AI | read.ai meeting notes | tl;dv | tldv | tl;dv.io
    MeetGeek | MeetGeek AI Assistant | Sembly | Sembly AI | Fellow | Fellow.app | Fellow's AI Notetaker
    Fellow Assistant | Avoma | Gong | Gong.io | Gong Recorder | Chorus | Chorus.ai | Circleback | Circleback AI
    Granola | granola.ai | Krisp | Krisp AI | Supernormal | Zoom Notetaker | Google Meet Notes
    Take notes with Gemini | Kari's Notetaker | Kari's Note Taker | Kari’s note-taker | NoteTaker
    Meeting Notetaker | Meeting Notes | Alex (Notes) | AI Notes | AI-referent | KI-referent | AI referent
    møtereferent | Møtereferent | AI notater | KI-notater | møtenotater | transkribering | Transkripsjon
    Transkriberingsbot | opptaksbot | Opptak | recorder | Meeting Recorder | note taker | Meeting Assistant
    AI Companion | Sales Copilot | AI Scribe | Scribe | Heidi AI | Heidi Health | Noteless | mødereferent
    Transskription | Mötesanteckningar | AI-sekreterare | Transkribering (Gjest) | Notetaker, Otter | Ｏｔｔｅｒ．ａｉ
    Otter\u200b.ai
    """),
)
def test_a_program_that_takes_notes_is_known_by_its_name(name: str) -> None:
    assert is_recorder(name)


@pytest.mark.parametrize(
    "name",
    listed("""
    Lars Otter | Otter Hansen | Ella Fathom | Gong Li | Kari Fellow | Heidi Nes | Heidi | Sally Read | Read Nes
    Jamie Nes | Tandem Nes | Grain Nes | Ai Tanaka | Tanaka Ai | Ki Hong | Li Ai | Kari Nes | Nes, Kari
    Kari Nes (Guest) | Kari Nes, referent | Kari Nes (assistent) | Assistent Ai Lin | Sekretær Nes | Ben Bot | Bot
    Rebekka Scriver | Notto Nes | Not Aker | Opptakskontoret | Lars Pilot | Video Nes | Einar | Mor til Ola
    Pårørende | Tolk | +47 ··47 | Ola Nordmann | Ellen Trans Kri | Kari Meeting | !! | 🏥
    """),
)
def test_a_person_is_no_program_whatever_they_are_called(name: str) -> None:
    assert not is_recorder(name)


def test_no_norwegian_name_is_a_recorders() -> None:
    assert not [name for name in map(" ".join, product(GIVEN_NAMES, FAMILY_NAMES)) if is_recorder(name)]
