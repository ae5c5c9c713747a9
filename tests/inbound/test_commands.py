import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.expected import Invited
from bot.domain.language import Language
from bot.domain.presses import Command
from bot.domain.procedure import Variant
from bot.domain.sensitive import Sensitive
from bot.inbound.commands import COMMANDS, Address, Asked, asked
from bot.inbound.naming import Mention, Named
from tests.inbound.senders import BOT

ALOUD = Address(bot_ids=frozenset({BOT}), names=frozenset({"Møtevakt SØ"}))
MENTIONED = Address(bot_ids=frozenset({BOT}), mentions=(Mention(BOT, "Møtevakt"),))
OTHER_MENTIONED = Address(bot_ids=frozenset({BOT}), mentions=(Mention("29:kari", "Kari"),))
TARGETED = Address(bot_ids=frozenset({BOT}), targeted=True)
PERSONAL = Address(bot_ids=frozenset({BOT}), personal=True)
CHECKLIST = Asked(Command.CHECKLIST)
HELP = Asked(Command.HELP)


def said(text: str, address: Address = ALOUD) -> Asked | None:
    return asked(Sensitive(text), address)


@pytest.mark.parametrize(
    ("word", "command"),
    [
        ("sjekkliste", Command.CHECKLIST), ("sjekklista", Command.CHECKLIST), ("checklist", Command.CHECKLIST),
        ("regler", Command.RULES), ("reglar", Command.RULES), ("rules", Command.RULES),
        ("deltakere", Command.ROSTER), ("deltakarar", Command.ROSTER), ("participants", Command.ROSTER),
        ("hjelp", Command.HELP), ("help", Command.HELP),
        ("presentasjon", Command.ROUND), ("introductions", Command.ROUND), ("stopp", Command.STOP),
        ("stop", Command.STOP),
        ("status", Command.STATUS), ("språk", Command.LANGUAGE), ("language", Command.LANGUAGE),
        ("opplæring", Command.TRAINING), ("training", Command.TRAINING),
        ("innsyn", Command.INSIGHT), ("insight", Command.INSIGHT),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "written",
    [
        "{}", "/{}", "//{}", " / {} ", "\n{}\n", "\u00a0{}\u00a0", "\u200b{}\ufeff", "&nbsp;/{}",
        "<at>Møtevakt</at> {}",
        "<at>Møtevakt</at>\u00a0/{}", "{} <at id=\"0\">Møtevakt</at>", "Møtevakt {}", "@Møtevakt {}", "Møtevakt SØ: {}",
    ],
)  # fmt: skip
def test_every_command_is_known_however_it_is_written(word: str, command: Command, written: str) -> None:
    for text in (word, word.upper(), word.title()):
        assert said(written.format(text)) == Asked(command)


@pytest.mark.parametrize(
    "text", ["sjekkliste", " Sjekkliste\u00a0", "sjekkliste nå, takk", "/sjekkliste", "sjekkliste."]
)
@pytest.mark.parametrize("address", [TARGETED, MENTIONED])
def test_what_is_said_to_the_bot_alone_may_have_more_words(text: str, address: Address) -> None:
    assert said(text, address) == CHECKLIST


@pytest.mark.parametrize("variant", list(Variant))
@pytest.mark.parametrize("written", ["sjekkliste {}", "/SJEKKLISTE  {}", "<at>Møtevakt</at> checklist\u00a0{}"])
def test_a_checklist_is_asked_for_by_variant(variant: Variant, written: str) -> None:
    assert said(written.format(variant.upper())) == Asked(Command.CHECKLIST, variant)


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "hei", "har alle sett på sjekkliste?", "sjekkliste er viktig", "sjekkliste zoom",
        "sjekkliste join nå",
        "vi følger regler her", "deltakere: Ann, Bo", "forventet", "expected", "forventet liggetid fem dager",
        "det er ingen hjelp i det", "Møtevakt", "Møtevakt er nyttig", "møtevakten sjekkliste", "https://sjekkliste.no",
        "1/2 sjekkliste", "/", "/ 12", "//", "sjekkliste\nregler", "hjelp " * 200, "status quo", "stopp opptaket",
    ],
)  # fmt: skip
def test_a_sentence_that_merely_holds_the_word_is_no_command(text: str) -> None:
    assert said(text) is None


@pytest.mark.parametrize("text", ["/forventet", "<at>Møtevakt</at> forventet", "/Expected", "@Møtevakt: FORVENTET"])
def test_what_never_counts_bare_counts_when_the_bot_is_addressed(text: str) -> None:
    assert said(text) == Asked(Command.EXPECTED)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("/forventet Kari Nes, Møtevakt SØ", ALOUD),
        ("/FORVENTET: Kari Nes", ALOUD),
        ("forventet Kari Nes", TARGETED),
        ("<at>Møtevakt</at>&nbsp;forventet Kari Nes og <at>Møtevakt</at>", MENTIONED),
        ("<at>Møtevakt</at> /expected\nKari Nes\n", ALOUD),
    ],
)
def test_whoever_is_expected_is_named_in_their_own_letters_and_the_bot_never(text: str, address: Address) -> None:
    assert said(text, address) == Asked(Command.EXPECTED, people=(Named(Invited(name="Kari Nes")),))


def test_a_long_list_is_a_command_and_a_long_tale_is_none() -> None:
    request = said("/forventet " + ", ".join(f"Person {chr(65 + n % 26)}{chr(97 + n // 26)}" for n in range(60)))

    assert request is not None
    assert (request.command, len(request.people)) == (Command.EXPECTED, 50)
    assert said("/forventet " + "Kari Nes, " * 1000) is None
    assert said("/forventet " + "Kari Nes, " * 1000, TARGETED) == HELP
    assert said("/sjekkliste " + "Kari Nes, " * 50) is None


def test_whom_a_command_names_does_not_show() -> None:
    assert "Kari" not in repr(said("/forventet Kari Nes"))


@pytest.mark.parametrize("text", ["/tull", "<at>Møtevakt</at>", "<at>Møtevakt</at> hva kan du?", "@møtevakt"])
def test_whoever_addresses_the_bot_in_other_words_gets_help(text: str) -> None:
    assert said(text) == HELP


@pytest.mark.parametrize("text", ["sjekkliste", "Sjekkliste join?", "deltakere"])
def test_a_word_to_somebody_else_is_no_command(text: str) -> None:
    assert said(f"<at>Kari</at> {text}", OTHER_MENTIONED) is None


def test_a_bare_word_counts_where_teams_stripped_the_mention() -> None:
    assert said(" sjekkliste\n", ALOUD) == CHECKLIST


@pytest.mark.parametrize("text", ["hei", "når er møtet?", "x" * 5000])
def test_in_a_chat_of_two_any_text_gets_help(text: str) -> None:
    assert said(text, PERSONAL) == HELP
    assert said("/sjekkliste join", PERSONAL) == Asked(Command.CHECKLIST, Variant.JOIN)


def test_in_a_chat_of_two_no_text_gets_nothing() -> None:
    assert said(" ", PERSONAL) is None


def test_marks_over_letters_may_stand_alone() -> None:
    assert said("spra\u030ak nynorsk") == Asked(Command.LANGUAGE, language=Language.NN)


@given(st.text(), st.sampled_from([ALOUD, MENTIONED, OTHER_MENTIONED, TARGETED, PERSONAL]))
def test_no_text_makes_it_fail(text: str, address: Address) -> None:
    said(text, address)
    said(f"<at>{text}</at>{text}", address)
    said(f"/{text}", address)


@given(st.lists(st.sampled_from([*COMMANDS, "vi", "har", "alle"]), min_size=3).map(" ".join))
def test_three_words_aloud_are_no_command(text: str) -> None:
    assert said(text) is None


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("bokmål", Language.NB), ("nynorsk", Language.NN), ("engelsk", Language.EN), ("English", Language.EN),
        ("nb", Language.NB), ("NN", Language.NN), ("en", Language.EN), ("klingon", None), ("", None),
    ],
)  # fmt: skip
def test_a_language_is_named_by_its_name_or_its_letters(word: str, language: Language | None) -> None:
    for command in ("/språk", "/language"):
        assert said(f"{command} {word}") == Asked(Command.LANGUAGE, language=language)


def test_a_sentence_that_merely_begins_with_the_word_is_no_command() -> None:
    assert said("språk er viktig") is None
    assert said("språk klingon") is None
    assert said("språk nynorsk") == Asked(Command.LANGUAGE, language=Language.NN)


@pytest.mark.parametrize("word", ["sjekkliste", "sjekklista", "checklist"])
def test_a_checklist_is_asked_for_by_variant_in_the_bare_words_too(word: str) -> None:
    assert said(f"{word} whereby") == Asked(Command.CHECKLIST, Variant.WHEREBY)
    assert said(f"{word} nynorsk") is None


@pytest.mark.parametrize("word", ["språk", "language"])
def test_a_language_is_chosen_in_the_bare_words_too(word: str) -> None:
    assert said(f"{word} english") == Asked(Command.LANGUAGE, language=Language.EN)
    assert said(f"{word} join") is None


@pytest.mark.parametrize("address", [TARGETED, MENTIONED, PERSONAL], ids=["slash menu", "mention", "chat of two"])
def test_a_long_tale_to_the_bot_alone_gets_help(address: Address) -> None:
    assert said("hjelp " * 200, address) == HELP
    assert said("hjelp " * 200, OTHER_MENTIONED) is None


def test_a_command_ends_where_prose_begins() -> None:
    assert said("/sjekkliste join " + "x" * 383) == Asked(Command.CHECKLIST, Variant.JOIN), "400 characters"
    assert said("/sjekkliste join " + "x" * 384) is None
