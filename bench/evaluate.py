"""How well the chat guard finds persons in messages that are labelled, and how quickly.

Each FILE is JSON Lines: {"id": "A1", "lang": "nb", "text": "…", "label": true, "kind": ["fnr"]}, further fields are
left aside. label: whether the writer ought to be warned. kind: what the message holds or looks like.
Texts are never printed unless --texts asks for them.
"""

import argparse
import sys
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.messages import Malformed, Message, Score, read_messages
from bot.domain.health.detect import detect
from bot.domain.health.findings import Tier
from bot.domain.health.lexicon import Lexicon
from bot.knowledge.lexicon import load_lexicon

_HEAD = f"{'':26}{'messages':>9}{'precision':>11}{'recall':>8}{'F1':>7}{'found':>8}{'missed':>8}{'false':>7}"


@dataclass(frozen=True, slots=True)
class Run:
    """`certain`, `both`: the places of the messages with a certain finding, and with any. `seconds`: all together."""

    messages: Sequence[Message]
    certain: frozenset[int]
    both: frozenset[int]
    seconds: float


def run(messages: Sequence[Message], lexicon: Lexicon) -> Run:
    """What the guard finds in *messages*."""
    certain, both = set[int](), set[int]()
    began = time.perf_counter()
    for place, message in enumerate(messages):
        findings = detect(message.text, lexicon)
        if findings:
            both.add(place)
            if any(finding.tier is Tier.CERTAIN for finding in findings):
                certain.add(place)
    return Run(messages, frozenset(certain), frozenset(both), time.perf_counter() - began)


def table(result: Run) -> Iterator[str]:
    """What people read of it."""
    yield _HEAD
    yield _line("certain alone", result.messages, result.certain)
    yield _line("both tiers", result.messages, result.both)
    yield ""
    yield "Both tiers, by language"
    for lang in sorted({message.lang for message in result.messages}):
        places = [place for place, message in enumerate(result.messages) if message.lang == lang]
        hits = {new for new, old in enumerate(places) if old in result.both}
        yield _line(f"  {lang}", [result.messages[place] for place in places], hits)
    yield ""
    yield f"{'Messages to warn about':26}{'messages':>9}{'found':>8}{'certain':>9}{'recall':>8}"
    for kind, count in _kinds(result.messages, label=True):
        here = {place for place, one in enumerate(result.messages) if one.label and kind in one.kinds}
        found, certain = len(here & result.both), len(here & result.certain)
        yield f"  {kind:24}{count:9}{found:8}{certain:9}{found / count:8.2f}"
    yield ""
    yield f"{'Messages to let be':26}{'messages':>9}{'false':>8}{'certain':>9}"
    for kind, count in _kinds(result.messages, label=False):
        here = {place for place, one in enumerate(result.messages) if not one.label and kind in one.kinds}
        yield f"  {kind:24}{count:9}{len(here & result.both):8}{len(here & result.certain):9}"


def _kinds(messages: Sequence[Message], *, label: bool) -> list[tuple[str, int]]:
    """Kinds and how many messages are of each, the most frequent first."""
    all_kinds = [kind for message in messages if message.label is label for kind in set(message.kinds)]
    return sorted(((kind, all_kinds.count(kind)) for kind in set(all_kinds)), key=lambda one: (-one[1], one[0]))


def _line(name: str, messages: Sequence[Message], hits: Collection[int]) -> str:
    score = Score.of(messages, hits)
    shares = f"{score.precision:11.3f}{score.recall:8.3f}{score.f1:7.3f}"
    return f"{name:26}{len(messages):9}{shares}{score.found:8}{score.missed:8}{score.false:7}"


def wrong(result: Run, *, texts: bool) -> Iterator[str]:
    """Which messages were missed, and which falsely found."""
    for name, label in (("missed", True), ("false", False)):
        for place, message in enumerate(result.messages):
            if message.label is label and (place in result.both) is not label:
                tier = " (certain)" if place in result.certain else ""
                text = f"  {message.text!r}" if texts else ""
                yield f"{name}{tier}  {message.id}  {','.join(message.kinds)}{text}"


def main(arguments: Sequence[str]) -> int:
    """Exit code 2: a file could not be read."""
    parser = argparse.ArgumentParser(
        prog="bench.evaluate", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path, help="JSON Lines; several are judged together")
    parser.add_argument("--wrong", action="store_true", help="print the ids of messages missed and falsely found")
    parser.add_argument("--texts", action="store_true", help="with --wrong: print their texts too")
    chosen = parser.parse_args(arguments)
    try:
        messages = read_messages(chosen.files)
    except Malformed as malformed:
        print(malformed, file=sys.stderr)
        return 2
    began = time.perf_counter()
    lexicon = load_lexicon()
    loaded = time.perf_counter() - began
    result = run(messages, lexicon)
    print("\n".join(table(result)))
    print(
        f"\n{len(messages) / result.seconds:,.0f} messages a second, in one turn; word lists loaded in {loaded:.2f} s"
    )
    if chosen.wrong:
        print("\n".join(("", *wrong(result, texts=chosen.texts))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
