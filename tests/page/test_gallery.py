"""The gallery has a picture of every story, and says in words what each shows."""

from tests.cards.golden import cards_in
from tests.cards.stories import LINKS
from tests.page.gallery import CARDS, PAGE, page_of
from tests.page.pictures import LARGEST

CARDS_NOW = cards_in(LINKS)


def test_every_story_has_its_picture_and_no_picture_is_left_over() -> None:
    assert {picture.name for picture in CARDS.glob("*.png")} == {PAGE, *(f"{name}.png" for name in CARDS_NOW)}


def test_no_picture_is_heavy() -> None:
    assert [picture.name for picture in CARDS.glob("*.png") if picture.stat().st_size > LARGEST] == []


def test_the_words_beside_the_pictures_are_those_of_the_cards() -> None:
    told = (CARDS / "README.md").read_text(encoding="utf-8")

    assert told == page_of(CARDS_NOW), "the cards have changed: make gallery"
    assert told.count("](") == len(CARDS_NOW) + 1
