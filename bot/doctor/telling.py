"""Findings as people and programs read them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from bot.doctor.findings import Finding, State

_SIGNS = {State.OK: "✓", State.MISSING: "✗", State.UNKNOWN: "?"}


def as_text(findings: Sequence[Finding]) -> str:
    """A line each; under what is not proven, who can mend it and how."""
    return "\n".join([*_lines(findings), "", _sum(findings)])


def as_json(findings: Sequence[Finding]) -> str:
    """`{"ok": …, "findings": [{"what", "state", "told", "act"}]}`."""
    told = {"ok": exit_code(findings) == 0, "findings": [asdict(finding) for finding in findings]}
    return json.dumps(told, ensure_ascii=False, indent=2)


def exit_code(findings: Sequence[Finding]) -> int:
    """0 only if nothing is missing; what cannot be told is not called missing."""
    return 1 if any(finding.state is State.MISSING for finding in findings) else 0


def _lines(findings: Sequence[Finding]) -> Iterator[str]:
    wide = max((len(finding.what) for finding in findings), default=0)
    for finding in findings:
        yield f"{_SIGNS[finding.state]} {finding.state:<11}  {finding.what:<{wide}}  {finding.told}"
        if finding.act:
            yield f"{'':<15}→ {finding.act}"


def _sum(findings: Sequence[Finding]) -> str:
    count = {state: sum(finding.state is state for finding in findings) for state in State}
    return ", ".join(f"{number} {state}" for state, number in count.items())
