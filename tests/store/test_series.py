"""A colleague's word holds in a series, also over a restart; erasing the meeting ends it. No account can be read."""

from pathlib import Path

from sqlalchemy import text, update

from bot.domain.events import CardPressed, Event, MeetingEnded
from bot.domain.participants import Identity
from bot.domain.presses import Settle
from bot.domain.reasons import Reason
from bot.domain.verdict import judge_person
from bot.ports import Accepted
from bot.store import codec, schema
from bot.store.database import open_database
from bot.store.tick import Ticker
from bot.store.vault import Vault
from tests.scenes import ANN, BO, CATO, PROCEDURE, at, invited, joined, pid, started
from tests.store.ticks import NOW, delivery, meeting_of

DAY = 24 * 60
MET: tuple[Event, ...] = (started(), invited(BO), joined(ANN, CATO))


class Bot:
    """The store of one file, opened anew at will."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.told = folder, 0
        self.open()

    def open(self) -> None:
        self.database = open_database(f"sqlite:///{self.folder}/series.db")
        self.ticker = Ticker(self.database, Vault.at(self.folder / "data.key"), PROCEDURE)

    def restart(self) -> None:
        self.database.close()
        self.open()

    def tell(self, *events: Event) -> Accepted:
        """Tell these, each in a transaction of its own."""
        for event in events:
            self.told += 1
            ticked = self.ticker.tick(NOW + self.told, [delivery(str(self.told), event)], [], 0)
        (accepted,) = ticked.answers
        assert isinstance(accepted, Accepted)
        return accepted

    def reasons_for(self, who: Identity) -> tuple[Reason, ...]:
        meeting = meeting_of(self.ticker.tick(NOW + 999, [delivery("look", started(-DAY))], [], 0))
        return judge_person(pid(meeting, who), meeting).reasons


def vouch_and_end(bot: Bot) -> None:
    meeting = bot.tell(*MET).meeting
    bot.tell(CardPressed(at(2), ANN, Settle(pid(meeting, CATO), expected=True)), MeetingEnded(at(30), at(30)))


def next_week(bot: Bot) -> None:
    bot.tell(started(7 * DAY), invited(BO, minutes=7 * DAY), joined(CATO, minutes=7 * DAY + 1))


def test_a_word_holds_over_a_restart(tmp_path: Path) -> None:
    bot = Bot(tmp_path)
    vouch_and_end(bot)
    bot.restart()
    next_week(bot)

    assert Reason.VOUCHED_EARLIER in bot.reasons_for(CATO)
    bot.database.close()


def test_an_erased_series_knows_nobody_again(tmp_path: Path) -> None:
    bot = Bot(tmp_path)
    vouch_and_end(bot)
    with bot.database.engine.begin() as connection:
        connection.execute(update(schema.meeting).values(wrapped_key=None, state=None))
    next_week(bot)

    reasons = bot.reasons_for(CATO)
    assert Reason.NOT_INVITED in reasons
    assert Reason.SEEN_EARLIER not in reasons
    bot.database.close()


def test_no_file_tells_an_account_that_a_series_remembers(tmp_path: Path) -> None:
    bot = Bot(tmp_path)
    vouch_and_end(bot)
    next_week(bot)
    with bot.database.engine.begin() as connection:
        rows = connection.execute(text("SELECT * FROM meeting")).all()
    bot.database.close()

    written = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file())
    assert rows
    for told in (CATO.oid, CATO.name, CATO.address):
        assert told.encode() not in written


def test_what_version_0_1_wrote_can_be_read() -> None:
    written = b'{"where":{"conversation":"c","tenant":"t","service_url":"s"},"met":3,"installed":true}'

    assert codec.load_meeting(written).met == 3
    assert codec.load_identity(b'{"name":"Ann","mri":"29:1","kind":"user"}').name == "Ann"
