"""Rehearses a recorded meeting: a real bot process against the stand-in, the chat printed as it happens."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from rehearsal.bot_process import ROOT, BotDied, BotProcess
from rehearsal.fields import TapeError
from rehearsal.pace import Steady
from rehearsal.people import HOSPITAL
from rehearsal.player import Player
from rehearsal.standin import StandIn
from rehearsal.tape import read_tape
from rehearsal.transcript import Transcript
from rehearsal.watching import Outcome
from rehearsal.world import Meeting

PATIENT_MEETING = Path(__file__).resolve().parent / "tapes" / "pasientmote.jsonl"
ALL_HELD, NOT_ALL_HELD, NOT_PLAYED = 0, 1, 2


async def rehearse(
    tape: Path, *, out: TextIO, speed: float = 1.0, program: Path = ROOT / "app.py", procedure: Path | None = None
) -> int:
    """Play *tape* and print the meeting to *out*. Gives 0 if all expectations held, 1 if not, 2 if it was not played.

    *program* is the bot, started with this Python. *speed* 2.0 lets the steps come twice as fast. *procedure* is what
    the bot goes by; None: the file named like the tape that ends in `.toml`, or the bot's own if there is none.
    """
    try:
        steps = read_tape(tape)
    except (OSError, TapeError) as wrong:
        print(f"Opptaket {tape} kan ikke spilles: {wrong}", file=out)
        return NOT_PLAYED
    settings = settings_for(procedure or procedure_beside(tape))
    with tempfile.TemporaryDirectory(prefix="motevakt-") as name:
        directory = Path(name)
        async with StandIn(directory) as standin:
            transcript = Transcript(standin.world, out)
            chat = standin.world.open_meeting()
            try:
                async with BotProcess(standin, directory, program=program, otherwise=settings) as bot:
                    if chat.meeting is not None:
                        _introduce(chat.meeting, transcript)
                    outcomes = await Player(standin, bot, chat, transcript, pace=Steady(speed)).play(steps)
            except BotDied as death:
                transcript.line(f"Møtevakt kom ikke i gang: {death}")
                return NOT_PLAYED
            except TapeError as wrong:
                transcript.line(f"Opptaket {tape} kan ikke spilles: {wrong}")
                return NOT_PLAYED
            _sum_up(outcomes, standin, transcript)
    return ALL_HELD if all(outcome.held for outcome in outcomes) else NOT_ALL_HELD


def procedure_beside(tape: Path) -> Path | None:
    """The file named like *tape* that ends in `.toml`, if there is one."""
    procedure = tape.with_suffix(".toml")
    return procedure if procedure.is_file() else None


def settings_for(procedure: Path | None) -> dict[str, str]:
    """What the bot is told besides: a rehearsal shows all that it can, so it reads the chat too."""
    beside = {} if procedure is None else {"PROCEDURE_PATH": str(procedure.resolve())}
    return {"CHAT_GUARD": "on"} | beside


def _introduce(meeting: Meeting, transcript: Transcript) -> None:
    invited = [line.person for line in meeting.invited]
    names = [f"{one.name}{' (annen virksomhet)' if one.tenant != HOSPITAL else ''}" for one in invited]
    transcript.line(f"{meeting.title}. {meeting.organizer.name} har innkalt {', '.join(names)}.")
    transcript.line("Alle er oppdiktet. Ingenting forlater denne maskinen.")
    transcript.line()


def _sum_up(outcomes: Sequence[Outcome], standin: StandIn, transcript: Transcript) -> None:
    """Every fault, then what the bot was refused, then one line."""
    transcript.line()
    for outcome in outcomes:
        if not outcome.held:
            transcript.line(f"✗ linje {outcome.step.line}: {outcome.why}")
    for refused in (*standin.connector.refused, *standin.graph.refused):
        transcript.line(f"  Teams sa nei: {refused.operation} {refused.status} {refused.code} {refused.message}")
    held = sum(outcome.held for outcome in outcomes)
    posts = [standin.world.audience(post) for post in standin.world.standing()]
    shared = sum(audience is None for audience in posts)
    sign = "✓" if held == len(outcomes) else "✗"
    transcript.line(
        f"{sign} {held} av {len(outcomes)} trinn gikk som ventet. "
        f"Møtevakt skrev {shared} kort til alle og {len(posts) - shared} til én."
    )
