"""docs/PERSONVERN.md is true of settings, tables, periods, permissions, cards and reasons to look."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.consent import ASKED
from bot.domain.chat import HOLDS
from bot.domain.effects import CardKind
from bot.domain.forgetting import FORGOTTEN_AFTER
from bot.domain.participants import Identity
from bot.evidence.records import LOOKS_KEPT, Purpose, Seen
from bot.inbound.page import Privacy
from bot.knowledge.procedure import read_procedure
from bot.settings import SETTINGS
from bot.store import schema
from rehearsal.roles import NEEDED
from tests import scenes
from tests.cards import stories
from tests.cards.golden import cards

DOCS = Path(__file__).parent.parent / "docs"
TEXT = (DOCS / "PERSONVERN.md").read_text(encoding="utf-8")
PROCEDURE = read_procedure(None)
KNOWN = {setting.name: setting.default for setting in SETTINGS}
INSIGHT = "insight"
"""It names those who looked at names, who are in none of the stories' meetings."""

NO_MATTER_OF_PRIVACY = {
    "MicrosoftAppId", "MicrosoftAppTenantId", "MicrosoftAppType", "MicrosoftAppPassword", "MicrosoftAppCertificatePath",
    "HOST", "PORT", "BOT_OPENID_METADATA_URL", "BOT_TOKEN_ISSUER", "GRAPH_OPENID_METADATA_URL", "BOT_LANGUAGE",
}  # fmt: skip
"""Who the bot is, where it listens, whom it believes and how it speaks: none decides what is known of anybody."""


def section(heading: str) -> str:
    """What stands under a heading, up to the next of its rank or a higher one."""
    rank, _, rest = TEXT.partition(f" {heading}\n")
    assert rest, heading
    marks = rank.rpartition("\n")[2]
    return re.split(rf"^#{{2,{len(marks)}}} ", rest, maxsplit=1, flags=re.M)[0]


def rows(heading: str) -> list[list[str]]:
    """The cells of all tables under a heading, without heads and rules."""
    lines = [line for line in section(heading).splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    rules = [number for number, row in enumerate(cells) if set("".join(row)) <= set("-")]
    assert rules
    return [row for number, row in enumerate(cells) if number not in rules and number + 1 not in rules]


def kept(told: str) -> str:
    """How long, by the one row that tells of this."""
    (row,) = [row for row in rows("Lagringstid") if told in row[0]]
    return row[2]


def settings_named() -> set[str]:
    return set(re.findall(r"`([A-Z]+(?:_[A-Z]+)+|PAUSED)(?:=[^`]*)?`", TEXT))


def test_every_setting_that_is_named_exists() -> None:
    assert settings_named() <= KNOWN.keys()


def test_every_setting_that_touches_privacy_is_named() -> None:
    assert KNOWN.keys() - NO_MATTER_OF_PRIVACY - settings_named() == set()
    assert KNOWN.keys() >= NO_MATTER_OF_PRIVACY


@pytest.mark.parametrize("table", [table.name for table in schema.metadata.sorted_tables])
def test_every_table_has_its_time(table: str) -> None:
    told = [row for row in rows("Lagringstid") if f"`{table}`" in row[0]]

    assert told
    assert all(personal and how_long for _, personal, how_long in told)


def test_no_table_is_told_that_there_is_not() -> None:
    told = {name for row in rows("Lagringstid") for name in re.findall(r"`(\w+)`", row[0])}

    assert told == {table.name for table in schema.metadata.sorted_tables}


SEALED = {
    str(column)
    for table in schema.metadata.sorted_tables
    for column in table.columns
    if column.name in ("sealed", "state")
}


@pytest.mark.parametrize("column", sorted(SEALED))
def test_what_is_sealed_is_called_personal(column: str) -> None:
    told = [personal for name, personal, _ in rows("Lagringstid") if f"`{column.partition('.')[0]}`" in name]

    assert any(personal.startswith("ja") for personal in told)


def test_the_periods_are_those_of_code_and_procedure() -> None:
    names = KNOWN.get("RETENTION_DAYS", str(Privacy(PROCEDURE).names.days))

    assert f"{PROCEDURE.vouch_holds.days} dager" in kept("merker i en serie")
    assert f"høyst {PROCEDURE.files_until.days} dager" in kept("opptak som ligger igjen")
    assert f"{HOLDS.total_seconds() / 3600:.0f} timer" in kept("varsel om en chatmelding")
    assert f"{PROCEDURE.caution_again.total_seconds() / 60:.0f} minutter" in kept("varsel om en chatmelding")
    assert f"{FORGOTTEN_AFTER.total_seconds() / 3600:.0f} timer" in kept("hvem som er med og innkalt")
    assert f"navnet {LOOKS_KEPT.days} dager" in kept("`look`")
    assert f"`RETENTION_DAYS`: {names} dager om ikke annet er valgt" in kept("`person`")
    assert f"i `RETENTION_DAYS` døgn ({names} om ikke annet er valgt)" in section("Kort sagt")
    assert f"høyst {names} + {names} dager" in section("Lagringstid")
    assert f"høyst {names} dager" in kept("sikkerhetskopier")


def test_the_page_that_tells_graphs_permissions_tells_no_others() -> None:
    asked = set(re.findall(r"`([A-Z]\w+(?:\.\w+)+)`", (DOCS / "GRAPH.md").read_text(encoding="utf-8")))
    asked |= ASKED.keys() | {one for several in NEEDED.values() for one in several}
    recorded = set(re.findall(r"`([A-Z]\w+(?:\.\w+)+)`", section("Protokoll over behandlingsaktiviteter (art. 30)")))

    assert recorded == asked | {"Meetings.Register", "Tilsyn.Read"}


def test_every_purpose_has_a_basis_and_is_in_the_record() -> None:
    table = rows("Formål og rettslig grunnlag")
    purposes = [row[0] for row in table if len(row) == 3]
    bases: Mapping[str, list[str]] = {row[0]: row[1:] for row in table if len(row) == 4}
    recorded = [row[0] for row in rows("Protokoll over behandlingsaktiviteter (art. 30)")]

    assert len(purposes) == len(set(purposes)) > 5
    assert purposes == list(bases) == recorded
    for article, law, special in bases.values():
        assert re.match(r"nr\. 1 [cef]\b", article)
        assert re.search(r"§|art\. \d|som F\d", law)
        assert special
    assert set(re.findall(r"\bF\d\b", TEXT)) <= set(purposes)


@pytest.mark.parametrize("reason", [*Purpose, *Seen])
def test_every_reason_to_look_and_all_that_is_looked_at_is_told(reason: str) -> None:
    assert f"`{reason}`" in section("Kontroll av ansatte")


def test_every_card_that_names_people_is_told() -> None:
    people = {who.name for told in (scenes, stories) for who in vars(told).values() if isinstance(who, Identity)}
    naming = {
        card["body"][0]["id"]
        for card in cards().values()
        if any(name in json.dumps(card, ensure_ascii=False) for name in people)
    }
    told = {row[0].strip("`") for row in rows("Kort som nevner folk")}

    assert len(naming) > 5
    assert INSIGHT in told
    assert told - {INSIGHT} == naming - {INSIGHT}
    assert told <= {*CardKind, INSIGHT}


@pytest.mark.parametrize(
    ("heading", "about"),
    [
        (
            "Risiko for dem det gjelder",
            ("overvåket", "nedkjøling", "formålsglidning", "pasient", "falsk alarm", "navn i kort", "en fremmed"),
        ),
        ("ROS: sikkerhet i løsningen", ("går tapt", "innside", "leveransekjeden", "sikkerhetskopi", "på avveie")),
    ],
)
def test_every_risk_is_weighed_and_no_measure_makes_it_worse(heading: str, about: tuple[str, ...]) -> None:
    table = rows(heading)

    for _, what, likely, grave, measures, rest in table:
        left = [int(number) for number in re.findall(r"\d+", rest)]
        assert what
        assert measures
        assert {int(likely), int(grave), *left[:2]} <= {1, 2, 3, 4}
        assert left[0] * left[1] == left[2] <= int(likely) * int(grave)
    assert [word for word in about if not any(word in row[1] for row in table)] == []


def test_what_a_lawyer_must_confirm_is_marked_from_the_first_lines_on() -> None:
    assert "Utkast: en jurist må bekrefte" in "\n".join(TEXT.splitlines()[:4])
    assert TEXT.count("⚖") > 15


def test_the_condition_stands_where_it_is_discussed_and_asked_about_each_year() -> None:
    assert "brukes aldri til å følge opp ansatte" in section("Mal: drøfting av kontrolltiltaket")
    assert "utenfor vilkåret" in section("Mal: årlig gjennomgang")


@pytest.mark.parametrize("name", ["PERSONVERN.md", "TILGJENGELIGHET.md"])
def test_whatever_it_leads_to_is_there(name: str) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")

    for page, anchor in re.findall(r"\]\((?!https:)([^)#]*)(?:#([^)]*))?\)", text):
        led = (DOCS / (page or name)).read_text(encoding="utf-8")
        headings = [
            re.sub(r"[^\w -]", "", told.lower()).replace(" ", "-") for told in re.findall(r"^#+ (.*)$", led, re.M)
        ]
        assert not anchor or anchor in headings, f"{page}#{anchor}"


LAWS = (
    "helsepersonelloven",
    "spesialisthelsetjenesteloven",
    "pasientjournalloven",
    "helsetilsynsloven",
    "FOR-2016-10-28-1250",
    "FOR-2018-07-02-1108",
    "rbeidsmiljøloven",
    "Hovedavtalen",
    "personopplysningsloven",
)


@pytest.mark.parametrize("law", LAWS)
def test_the_laws_that_it_rests_on_are_named(law: str) -> None:
    assert law in TEXT


def test_the_bot_connector_is_said_to_carry_names() -> None:
    (row,) = [row for row in rows("Hvor opplysningene er") if row[0].startswith("Bot Connector")]
    assert "også navn" in row[1]
