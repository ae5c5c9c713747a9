"""How quickly the chat guard reads: typical messages, and text written to be slow to read, at four lengths.

CPU time of the thread that reads. Each kind of hostile text is read some times at each length, in turns of one run, and
the quickest counts: what else the machine does is no part. Growth is linear if twice the text takes twice as long.
"""

import argparse
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench.hostile import KINDS, LENGTHS, TYPICAL, hostile
from bot.domain.health.detect import detect
from bot.domain.health.numbers import numbers
from bot.domain.health.text import read
from bot.knowledge.lexicon import load_lexicon

LIMIT_MS = 10.0
LINEAR = 2.6  # times as long for twice the text, with room for a noisy machine
CURVE = Path(__file__).parent.parent / "docs" / "chat-speed.svg"
Reader = Callable[[str], object]


def per_second(reader: Reader, rounds: int) -> float:
    """Typical messages a second of CPU, the median of *rounds*."""
    messages, taken = TYPICAL * 200, list[float]()
    for _ in range(rounds):
        began = time.thread_time()
        for message in messages:
            reader(message)
        taken.append(time.thread_time() - began)
    return len(messages) / statistics.median(taken)


def hostile_ms(reader: Reader, rounds: int) -> dict[str, list[float]]:
    """CPU milliseconds of every kind at every length, the least of *rounds*."""
    least: dict[str, list[float]] = defaultdict(lambda: [float("inf")] * len(LENGTHS))
    for _ in range(rounds):
        for kind in KINDS:
            for place, length in enumerate(LENGTHS):
                text = hostile(kind, length)
                began = time.thread_time()
                reader(text)
                least[kind][place] = min(least[kind][place], (time.thread_time() - began) * 1000)
    return least


def table(name: str, rate: float, taken: dict[str, list[float]]) -> Iterator[str]:
    """What was measured, the slowest kinds first."""
    yield f"{name}: {rate:,.0f} typical messages a second"
    yield f"  {'ms at so many characters':28}" + "".join(f"{length:8}" for length in LENGTHS) + "   28,000 / 14,000"
    for kind, row in sorted(taken.items(), key=lambda one: -one[1][-1]):
        growth = row[-1] / row[-2]
        note = "  NOT LINEAR" if growth > LINEAR and row[-1] > 1 else ""
        yield f"  {kind:28}" + "".join(f"{ms:8.2f}" for ms in row) + f"{growth:10.2f}{note}"
    slowest = max(row[-1] for row in taken.values())
    yield f"  slowest {slowest:.1f} ms   within {LIMIT_MS:.0f} ms: {'yes' if slowest <= LIMIT_MS else 'NO'}"


def curve(readers: dict[str, dict[str, list[float]]]) -> str:
    """An SVG of the slowest kind at each length, for each reader, with the limit."""
    wide, high, edge = 560, 300, 48
    worst = {name: [max(column) for column in zip(*taken.values(), strict=True)] for name, taken in readers.items()}
    top = max(LIMIT_MS, *(ms for row in worst.values() for ms in row)) * 1.1

    def at(length: float, ms: float) -> str:
        return f"{edge + (wide - 2 * edge) * length / LENGTHS[-1]:.1f},{high - edge - (high - 2 * edge) * ms / top:.1f}"

    def said(place: str, words: str) -> str:
        x, y = place.split(",")
        return f'<text x="{x}" y="{y}">{words}</text>'

    parts = [f'<polyline points="{at(0, 0)} {at(LENGTHS[-1], 0)}"/>', f'<polyline points="{at(0, 0)} {at(0, top)}"/>']
    parts.append(f'<polyline stroke-dasharray="4" points="{at(0, LIMIT_MS)} {at(LENGTHS[-1], LIMIT_MS)}"/>')
    parts.append(said(at(300, LIMIT_MS * 1.02), f"{LIMIT_MS:.0f} ms"))
    parts += [said(at(length - 1_500, -top * 0.08), f"{length:,}") for length in LENGTHS]
    for place, (name, row) in enumerate(worst.items()):
        points = " ".join(at(length, ms) for length, ms in zip(LENGTHS, row, strict=True))
        parts.append(f'<polyline stroke-width="2" points="{at(0, 0)} {points}"/>')
        parts.append(said(at(LENGTHS[-2], row[-2] + top * (0.2 if place else -0.12)), f"{name}: {row[-1]:.1f} ms"))
    title = "The slowest of all hostile texts, by its characters"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" role="img" font-family="sans-serif" '
        f'font-size="12"><title>{title}</title><rect width="{wide}" height="{high}" fill="#fff"/>'
        f'<text x="{edge}" y="24">{title}</text><g fill="none" stroke="#246">'
        + "".join(part for part in parts if part.startswith("<polyline"))
        + "</g>"
        + "".join(part for part in parts if part.startswith("<text"))
        + "</svg>\n"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables; write the curve only if it is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--svg", action="store_true", help=f"write the curve to {CURVE.name} in docs")
    chosen = parser.parse_args(arguments)
    lexicon = load_lexicon()
    readers: dict[str, Reader] = {
        "numbers alone": lambda text: list(numbers(read(text))),
        "the whole guard": lambda text: detect(text, lexicon),
    }
    taken = dict[str, dict[str, list[float]]]()
    for name, reader in readers.items():
        taken[name] = hostile_ms(reader, chosen.rounds)
        print("\n".join(table(name, per_second(reader, chosen.rounds), taken[name])))
    if chosen.svg:
        CURVE.write_text(curve(taken), encoding="utf-8")


if __name__ == "__main__":
    main()
