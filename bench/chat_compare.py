"""The chat guard beside others, on labelled messages (see bench.evaluate for their form); prints a Markdown table.

Each system runs in a process of its own, one after another. The others are installed from PyPI into an environment that
is made for them, as bench/compare-requirements.txt pins them.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.environments import environment
from bench.messages import Malformed, Message, Score, read_messages

ROOT = Path(__file__).parent.parent
NEEDS = Path(__file__).with_name("compare-requirements.txt")
SYSTEMS = {
    "eleven": r"`\d{11}`",
    "stdnum": "python-stdnum",
    "presidio": "Presidio, stdnum, English spaCy model",
    "certain": "Møtevakt, certain alone",
    "both": "Møtevakt, both tiers",
}
_OURS = ("certain", "both")


def rows(messages: Sequence[Message], files: Sequence[Path], python: Path, systems: Sequence[str]) -> Iterator[str]:
    """The table: of all messages together."""
    warn = sum(message.label for message in messages)
    yield f"{len(messages)} messages, {warn} to warn about"
    yield ""
    yield "| system | precision | recall | F1 | messages/s | memory, MB | start, s |"
    yield "|---|---|---|---|---|---|---|"
    for name in systems:
        command = [sys.executable if name in _OURS else python, "-m", "bench.chat_system", name, *files]
        ran = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
        told = json.loads(ran.stdout.splitlines()[-1])
        score = Score.of(messages, told["hits"])
        shares = f"{score.precision:.3f} | {score.recall:.3f} | {score.f1:.3f}"
        cost = f"{told['per_second']:,.0f} | {told['rss_mb']:.0f} | {told['start_s']:.2f}"
        yield f"| {SYSTEMS[name]} | {shares} | {cost} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 2: a file could not be read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path, help="JSON Lines; several are judged together")
    parser.add_argument("--env", type=Path, default=ROOT / ".venv-compare", help="folder of the environment")
    parser.add_argument("--each", action="store_true", help="a table for every file, before that of all")
    parser.add_argument("--systems", nargs="+", choices=list(SYSTEMS), default=list(SYSTEMS))
    chosen = parser.parse_args(arguments)
    files = [file.resolve() for file in chosen.files]
    try:
        groups = {file.name: [file] for file in files} if chosen.each else {}
        groups["all together"] = files
        read = {name: read_messages(group) for name, group in groups.items()}
    except Malformed as malformed:
        print(malformed, file=sys.stderr)
        return 2
    python = Path(sys.executable) if set(chosen.systems) <= set(_OURS) else environment(chosen.env.resolve(), NEEDS)
    for name, group in groups.items():
        print(f"\n**{name}**: ", end="")
        print("\n".join(rows(read[name], group, python, chosen.systems)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
