"""The pictures of the officer's pages are all there, are told of in words, and weigh little."""

from tests.page.pictures import LARGEST
from tests.pages.gallery import FOLDER, PICTURES, page_of


def test_every_page_has_its_picture_and_no_picture_is_left_over() -> None:
    assert {picture.stem for picture in FOLDER.glob("*.png")} == set(PICTURES)


def test_what_stands_beside_the_pictures_is_what_the_gallery_writes() -> None:
    assert (FOLDER / "README.md").read_text(encoding="utf-8") == page_of(), "make gallery"


def test_no_picture_is_heavy() -> None:
    assert [picture.name for picture in FOLDER.glob("*.png") if picture.stat().st_size > LARGEST] == []
