"""How well the guard tells the messages of a file that it should."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.domain.health.detect import detect
from bot.domain.health.findings import Tier
from bot.domain.health.lexicon import Lexicon

Case = dict[str, Any]


@dataclass(frozen=True)
class Score:
    """Messages: rightly found, wrongly found, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)


def cases(name: str) -> list[Case]:
    lines = Path(__file__).with_name(f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def score(messages: Iterable[Case], lexicon: Lexicon, *tiers: Tier) -> Score:
    """The score of findings in *tiers*, or in any."""
    told = [
        (case["label"], any(one.tier in (tiers or tuple(Tier)) for one in detect(case["text"], lexicon)))
        for case in messages
    ]
    return Score(told.count((True, True)), told.count((False, True)), told.count((True, False)))
