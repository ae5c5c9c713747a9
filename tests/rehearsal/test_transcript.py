"""What the terminal prints of a meeting: who sees what, and what people do with what they wrote."""

import io
from typing import Any

import pytest

from rehearsal.happening import seen_in
from rehearsal.happenings import take_in
from rehearsal.people import BO
from rehearsal.standin import StandIn
from rehearsal.transcript import Transcript
from rehearsal.world import BOT, Activity, Chat
from tests.rehearsal.conftest import message


class Printed:
    """A transcript of *standin*'s world, line for line."""

    def __init__(self, standin: StandIn) -> None:
        self._out = io.StringIO()
        self._world = standin.world
        self._transcript = Transcript(standin.world, self._out)

    def tell(self, activity: Activity) -> None:
        self._transcript.saw(seen_in(self._world, activity))
        take_in(self._world, activity)

    @property
    def lines(self) -> list[str]:
        """Without the seconds and the margin."""
        return [line[10:] for line in self._out.getvalue().splitlines()]


@pytest.fixture
def printed(standin: StandIn) -> Printed:
    return Printed(standin)


def test_a_private_notice_is_printed_as_private_and_so_is_its_update(
    printed: Printed, standin: StandIn, chat: Chat
) -> None:
    notice = standin.world.post(chat.id, BOT, message("chat-warning", "Bare du ser dette"), to=BO.mri)
    standin.world.update(notice, message("chat-warning", "✓ Meldingen er slettet."))

    assert printed.lines == [
        "Møtevakt legger ut varselet om chatten (bare Bo Dahl ser det)",
        "│ Bare du ser dette",
        "Møtevakt oppdaterer varselet om chatten (bare Bo Dahl ser det)",
        "│ ✓ Meldingen er slettet.",
    ]


def test_what_all_see_is_printed_as_such(printed: Printed, standin: StandIn, chat: Chat) -> None:
    standin.world.post(chat.id, BOT, message("sharing-reminder", "En fil ble delt"))

    assert printed.lines[0] == "Møtevakt legger ut påminnelsen om filer (alle ser det)"


def test_what_people_change_delete_and_share_is_printed_once_and_not_as_the_bots_deed(
    printed: Printed, standin: StandIn, chat: Chat
) -> None:
    writer = standin.writer(chat)
    said = writer.message(BO, "Før")
    for activity in (said, writer.edited(said, "Etter"), writer.deleted(said), writer.shared(BO, "Dagsorden.pdf")):
        printed.tell(activity)

    assert printed.lines == [
        "Bo Dahl: «Før»",
        "Bo Dahl endrer en melding: «Etter»",
        "Bo Dahl sletter en melding",
        "Bo Dahl deler filen «Dagsorden.pdf»",
    ]


@pytest.mark.parametrize("attachments", [None, "x", [1], [{"contentType": "reference"}], [{"name": "x.pdf"}]])
def test_what_is_attached_otherwise_is_no_file(
    printed: Printed, standin: StandIn, chat: Chat, attachments: Any
) -> None:
    printed.tell(standin.writer(chat).message(BO, "Hei") | {"attachments": attachments})

    assert printed.lines == ["Bo Dahl: «Hei»"]
