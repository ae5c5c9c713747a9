"""Every card of every story is as reviewed, sound, and in plain words."""

import re

import pytest

from tests.cards.golden import FOLDER, as_file, cards, kind_in
from tests.cards.reading import sayings
from tests.cards.schema import assert_sound

CARDS = cards()


@pytest.mark.parametrize("name", CARDS)
def test_a_card_is_as_reviewed(name: str) -> None:
    assert as_file(CARDS[name]) == (FOLDER / f"{name}.json").read_text(encoding="utf-8"), (
        "make golden, and read the diff"
    )


def test_no_reviewed_card_is_left_behind() -> None:
    assert {file.stem for file in FOLDER.glob("*.json")} == CARDS.keys()


@pytest.mark.parametrize("name", CARDS)
def test_a_card_is_sound(name: str) -> None:
    assert_sound(CARDS[name], kind_in(name))


@pytest.mark.parametrize("name", CARDS)
def test_no_markdown_is_left_to_chance(name: str) -> None:
    for saying in sayings(CARDS[name]):
        meant = re.sub(r"<at>[\w -]+</at>|\[[\w ?]+\]\(https://[^()\s]+\)", "", saying)
        assert not re.search(r"[*_\[\]`<>]|^[-+#] |^\d+\. ", meant), saying
