"""The word lists: that they can be loaded without a look, say what their README says, and are derived as it tells."""

import json
import tarfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

import pytest

from bot.domain.health.text import read
from lists.derive import head, is_treatment, phrases, spelled, terms
from lists.inflect import adjective, noun, nynorsk, substance
from lists.renew import OUT, count_table, curated, lists, main, without_needless
from lists.sources import NotFetched, names, texts

FILES = sorted(OUT.glob("*.txt"))
HEALTH = ("deaths", "diagnoses", "medicines", "treatments")


def lines(name: str) -> list[str]:
    return (OUT / f"{name}.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_list_is_loaded_by_cutting_it_into_lines(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    found = text.splitlines()

    assert text.endswith("\n")
    assert found == sorted(set(found))
    assert all(term == " ".join(term.split()) and term for term in found)
    assert unicodedata.is_normalized("NFC", text)
    assert file.stem == "abbreviations" or text == text.lower()


@pytest.mark.parametrize("name", HEALTH)
def test_a_term_is_spelled_as_a_message_is_read(name: str) -> None:
    assert [term for term in lines(name) if read(term).lower != term] == []


def test_the_readme_tells_how_many_lines_there_are() -> None:
    counts = {file.stem: len(lines(file.stem)) for file in FILES}

    assert count_table(counts) in (OUT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", HEALTH)
def test_ordinary_words_are_in_no_list(name: str) -> None:
    assert curated("not_terms").intersection(lines(name)) == set()


@pytest.mark.parametrize("file", sorted((Path(__file__).parents[2] / "lists" / "curated").glob("*.txt")))
def test_a_curated_list_says_what_it_is_for_and_is_sorted(file: Path) -> None:
    said = file.read_text(encoding="utf-8").splitlines()
    terms_of_it = [line for line in said if not line.startswith("#")]

    assert said[0].startswith("# ")
    assert terms_of_it == sorted(set(terms_of_it))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "diagnoses",
            "hjerteinfarkt hjarteinfarkt infarktet lungebetennelser lungesjukdom hoftebrot demente pneumonia",
        ),
        ("diagnoses", "uvi kols nstemi suicidal suicidale septisk metastaser delirøs nyresvikten epilepsi ptsd"),
        ("treatments", "keisersnitt koloskopien dialyse operert innlagt innlagd utskrevet cellegift biopsi ercp"),
        ("medicines", "marevan metoprolol amoksicillin amoxicillin clozapine klozapin sobril antidepressiva insulinet"),
        ("deaths", "døde døydde mors obduksjon"),
        ("abbreviations", "KOLS MS ALS LE CT"),
        ("first_names", "ingebjørg máret mohamed kari"),
        ("surnames", "hansen ødegård nguyen"),
    ],
)
def test_what_clinicians_type_is_in_the_lists(name: str, said: str) -> None:
    assert set(said.split()).difference(lines(name)) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Akutt transmuralt hjerteinfarkt i fremre vegg", ["akutt transmuralt hjerteinfarkt"]),
        ("Uspesifisert kolera", ["kolera"]),
        ("Sykdom i lever, uspesifisert", ["sykdom"]),
        ("Bevisstløshet/koma", ["bevisstløshet", "koma"]),
        ("Annen spesifisert anemi (ikke ved svulst)", ["anemi"]),
        ("Andre", []),
    ],
)
def test_a_text_is_cut_down_to_what_it_names(text: str, expected: list[str]) -> None:
    assert list(phrases(text)) == expected


@pytest.mark.parametrize(
    ("phrase", "word"),
    [
        ("akutt transmuralt hjerteinfarkt", "hjerteinfarkt"),
        ("leddlidelser", "leddlidelse"),
        ("virusinfeksjoner", "virusinfeksjon"),
        ("hjertesykdommer", "hjertesykdom"),
        ("ukjent sted", None),
        ("tr.uly", None),
    ],
)
def test_the_last_word_counts_if_it_names_an_illness(phrase: str, word: str | None) -> None:
    assert head(phrase) == word


def test_a_vague_word_is_kept_with_its_company_only() -> None:
    assert terms(["Parkinsons sykdom", "Sykdom i magen", "Septisk sjokk"], {"sykdom", "sjokk"}) == {
        "parkinsons sykdom",
        "septisk sjokk",
    }


def test_treatments_are_told_from_illnesses() -> None:
    assert is_treatment("kolecystektomi")
    assert not is_treatment("kolecystitt")


def test_a_noun_comes_in_the_forms_of_both_written_languages() -> None:
    assert {"hjertesykdom", "hjartesjukdom", "hjartesjukdommen", "hjertesykdommer"} <= noun("hjertesykdom")
    assert {"lidelse", "lidelser", "lidelsene", "lidelsen"} <= noun("lidelse")
    assert noun("tia") == {"tia"}


def test_an_adjective_comes_in_its_forms() -> None:
    assert {"gravid", "gravide"} <= adjective("gravid")
    assert {"operert", "opererte"} <= adjective("operert")
    assert {"psykisk syk", "psykisk sjuk", "psykisk sjuke"} <= adjective("psykisk syk")


def test_spellings_differ_by_language() -> None:
    assert nynorsk("hoftebrudd") == {"hoftebrudd", "hoftebrot"}
    assert {"klozapin", "clozapin", "clozapine"} <= substance("klozapin")
    assert {"morfin", "morphine"} <= substance("morfin")
    assert spelled("  KOLS\u00a0grad  A\u030a") == "kols grad å"


def test_a_phrase_that_holds_a_term_is_left_out() -> None:
    assert without_needless({"kreft", "kreft i lungen", "åpent sår", "stort åpent sår"}) == {"kreft", "åpent sår"}


def test_all_lists_come_from_texts_names_and_the_curated() -> None:
    made = lists(["Akutt hjerteinfarkt", "Andre brudd"], {"kari"}, {"hansen"})

    assert set(made) == {file.stem for file in FILES}
    assert {"hjerteinfarkt", "hjarteinfarktet"} <= made["diagnoses"]
    assert "brudd" not in made["diagnoses"]
    assert "kari" in made["first_names"]


def test_names_that_are_words_are_names() -> None:
    assert set(lines("name_words")) - set(lines("first_names")) - set(lines("surnames")) == set()


def test_illnesses_are_read_from_the_package_of_codes_and_accidents_are_not(tmp_path: Path) -> None:
    archive = tmp_path / "codes.tgz"
    with tarfile.open(archive, "w:gz") as package:
        for system, codes in (
            ("ICD10", {"A00": "Kolera", "W01": "Fall"}),
            ("ICPC2", {"P70": "Demens", "-30": "Notat"}),
        ):
            file = json.dumps([{"code": code, "text": text} for code, text in codes.items()]).encode()
            told = tarfile.TarInfo(f"package/lib/{system}.json")
            told.size = len(file)
            package.addfile(told, BytesIO(file))

    assert list(texts(archive)) == ["Kolera", "Demens"]


def test_names_are_read_from_the_wheel_without_running_it(tmp_path: Path) -> None:
    wheel = tmp_path / "faker.whl"
    module = (
        'class Provider:\n    first_names_male = ("Per",)\n    first_names_female = ("Åse",); last_names = ("Moe",)'
    )
    with zipfile.ZipFile(wheel, "w") as package:
        package.writestr("faker/providers/person/no_NO/__init__.py", module)

    assert names(wheel) == ({"per", "åse"}, {"moe"})


@pytest.mark.parametrize("reader", [texts, names])
def test_a_file_that_is_no_such_package_is_told(reader: Callable[[Path], Iterable[object]], tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"another")

    with pytest.raises(NotFetched, match="does not hold"):
        list(reader(other))


def test_a_package_that_is_not_the_pinned_one_leaves_the_lists_as_they_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.tgz"
    other.write_bytes(b"another")

    assert main(["--codes", str(other), "--out", str(tmp_path / "lists")]) == 1
    assert "is not @navikt/diagnosekoder" in capsys.readouterr().err
    assert not (tmp_path / "lists").exists()
