"""What is read of a message for S2 and S3: words, names of files and links. Whatever comes, nothing breaks."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.inbound.activity import decode, load
from bot.inbound.written import Written, written
from tests.inbound.senders import message
from tests.inbound.test_activity import JSON

DOWNLOAD = "application/vnd.microsoft.teams.file.download.info"
SHAREPOINT = "https://sykehus.sharepoint.com/:w:/s/avdeling/Epikrise%20Kari%20Nes.docx"


def read(text: str, *attachments: Any, **changes: Any) -> Written:
    told = message(text, **({"attachments": list(attachments)} if attachments else {}), **changes)
    return written(load(decode(json.dumps(told).encode())))


def names(read_: Written) -> list[str]:
    return [name.reveal() for name in read_.names]


def marked_up(content: Any) -> dict[str, Any]:
    return {"contentType": "text/html", "content": content}


# ---- words ----


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ("Hei alle", ["Hei", "alle"]),
        ("<p>Kari&nbsp;Nes</p><div>rom 4</div>", ["Kari", "Nes", "rom", "4"]),
        ("<at>Møtevakt</at> 128118&#x33;7762", ["Møtevakt", "12811837762"]),
        ("p < 0,05 og x > 3", ["p", "<", "0,05", "og", "x", ">", "3"]),
        ("1<2", ["1<2"]),
        ("A&B og &ukjent;", ["A&B", "og", "&ukjent;"]),
        ("", []),
    ],
)
def test_words_are_read_without_what_marks_them_up(sent: str, words: list[str]) -> None:
    assert read(sent).text.reveal().split() == words


def test_where_the_text_is_empty_the_form_that_is_attached_is_read() -> None:
    assert read("", marked_up("<p>fnr <b>12811873762</b></p>")).text.reveal().split() == ["fnr", "12811873762"]
    assert read("Hei", marked_up("<p>noe annet</p>")).text.reveal() == "Hei"


def test_nothing_of_it_shows_in_its_repr() -> None:
    kept = read("12811873762", {"contentType": DOWNLOAD, "name": "Kari Nes.pdf"})

    assert kept.text.reveal()
    assert names(kept)
    assert "1281" not in repr(kept)
    assert "Kari" not in repr(kept)


# ---- files ----


@pytest.mark.parametrize(
    "attachment",
    [
        {"contentType": DOWNLOAD, "name": "Epikrise Kari Nes.docx", "content": {"downloadUrl": SHAREPOINT}},
        {"contentType": "image/png", "name": "Epikrise Kari Nes.docx"},
        {"contentType": "reference", "name": " Epikrise Kari Nes.docx ", "contentUrl": SHAREPOINT},
        {"name": "Epikrise Kari Nes.docx"},
        {"Name": "Epikrise Kari Nes.docx", "ContentType": "reference"},
    ],
    ids=["download", "picture", "reference", "bare", "in other letters"],
)
def test_a_file_is_known_by_its_name(attachment: dict[str, Any]) -> None:
    kept = read("se her", attachment)

    assert (names(kept), kept.shares) == (["Epikrise Kari Nes.docx"], True)


@pytest.mark.parametrize(
    "attachment",
    [
        {"contentType": "application/vnd.microsoft.card.adaptive", "name": "et kort"},
        {"contentType": "application/vnd.microsoft.card.codesnippet", "name": "kode"},
        marked_up("<p>Hei</p>"),
        {"contentType": DOWNLOAD, "name": ""},
        {"contentType": DOWNLOAD, "name": 4},
        {},
        "Epikrise.docx",
        None,
    ],
    ids=str,
)
def test_cards_the_message_itself_and_what_has_no_name_are_no_files(attachment: Any) -> None:
    kept = read("se her", attachment)

    assert (names(kept), kept.shares) == ([], False)


def test_a_file_that_teams_marks_in_the_message_alone_is_shared_though_it_has_no_name() -> None:
    kept = read("se her", marked_up('<p>se her</p><attachment id="1"></attachment>'))

    assert (names(kept), kept.shares) == ([], True)


# ---- links ----


@pytest.mark.parametrize(
    ("link", "name", "shares"),
    [
        (SHAREPOINT, "Epikrise Kari Nes.docx", True),
        ("https://sykehus-my.sharepoint.com/personal/kari/Documents", "Documents", True),
        ("https://1drv.ms/b/s!Abc", "s!Abc", True),
        ("https://www.example.no/rapport.pdf", "rapport.pdf", True),
        ("https://www.example.no/rapport.pdf?x=1#side", "rapport.pdf", True),
        ("HTTPS://WWW.EXAMPLE.NO/RAPPORT.PDF", "RAPPORT.PDF", True),
        ("https://www.helsedirektoratet.no/retningslinjer/", "retningslinjer", False),
        ("https://www.example.no/side.html", "side.html", False),
        ("https://www.example.no/SIDE.HTML", "SIDE.HTML", False),
        ("https://sharepoint.com.ond.example/x", "x", False),
        ("https://ondsharepoint.com/x", "x", False),
    ],
)
def test_a_link_is_named_by_its_end_and_a_file_where_it_leads_to_one(link: str, name: str, shares: bool) -> None:
    kept = read(f"Se {link}, takk")

    assert (names(kept), kept.shares) == ([name], shares)


@pytest.mark.parametrize("link", ["https://www.example.no", "https://www.example.no/", "https://[ond", "http:// x"])
def test_a_link_without_an_end_names_nothing(link: str) -> None:
    kept = read(f"Se {link}")

    assert (names(kept), kept.shares) == ([], False)


def test_a_link_that_stands_behind_words_is_read_where_the_message_is_marked_up() -> None:
    anchored = marked_up(f'<p>se <a href="{SHAREPOINT}?a=1&amp;b=2" title="x">her</a></p>')

    assert names(read("se her", anchored)) == ["Epikrise Kari Nes.docx"]


def test_the_same_name_is_one_and_a_message_full_of_links_is_read_up_to_a_bound() -> None:
    assert names(read(f"{SHAREPOINT} {SHAREPOINT}", marked_up(SHAREPOINT))) == ["Epikrise Kari Nes.docx"]
    many = read(" ".join(f"https://a.example/{number}.pdf" for number in range(500)))

    assert 10 <= len(many.names) <= 100


# ---- whatever comes ----


@given(st.text(), st.lists(JSON, max_size=4) | JSON)
def test_whatever_is_attached_it_is_read_or_left_out(text: str, attachments: Any) -> None:
    read(text, attachments=attachments)


FIELD = st.sampled_from(["contentType", "ContentType", "name", "content", "contentUrl"])
VALUE = JSON | st.sampled_from(["text/html", DOWNLOAD, "https://[", "<a href='https://x.sharepoint.com/%'>", "x.pdf"])


@given(st.lists(st.dictionaries(FIELD, VALUE), max_size=4), st.text() | st.sampled_from(["https://[::", "https://%/%"]))
def test_whatever_stands_in_the_fields_of_what_is_attached_it_is_read_or_left_out(
    attachments: list[Any], text: str
) -> None:
    kept = read(text, *attachments)

    assert "" not in names(kept)


@pytest.mark.parametrize("piece", ["<a", "<a b", "https://", "&amp", "&#", "<p>", "a.", "%"])
def test_a_hostile_text_takes_no_longer_than_a_long_one(piece: str) -> None:
    long = piece * (200_000 // len(piece))
    attached = [{"contentType": DOWNLOAD, "name": long}]
    told = message("", attachments=[marked_up(long), *attached])

    written(load(decode(json.dumps(told).encode())))
