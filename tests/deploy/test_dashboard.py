"""The dashboard shows numbers that the bot has, in PromQL that parses, on whatever Prometheus one chooses."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.deploy.numbers import named, series
from tests.deploy.programs import DEPLOY, proven

DASHBOARD: dict[str, Any] = json.loads((DEPLOY / "grafana" / "motevakt.json").read_text("utf-8"))
VALUES = {"$__rate_interval": "5m", "$__range": "6h", "$job": "motevakt"}
QUESTIONS = ["Does it listen?", "Does it post?", "What is refused?", "How fast?"]


def panels() -> list[dict[str, Any]]:
    return [panel for panel in DASHBOARD["panels"] if panel["type"] != "row"]


def expressions() -> list[str]:
    return [target["expr"] for panel in panels() for target in panel["targets"]]


def test_the_rows_are_questions_and_no_panel_lies_upon_another() -> None:
    taken = set[tuple[int, int]]()
    for panel in DASHBOARD["panels"]:
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert at["x"] + at["w"] <= 24
        assert not cells & taken, panel["title"]
        taken |= cells

    assert [panel["title"] for panel in DASHBOARD["panels"] if panel["type"] == "row"] == QUESTIONS
    assert 8 <= len(panels()) <= 14


def test_every_panel_says_how_to_read_it() -> None:
    assert all(panel["description"].endswith(".") for panel in panels())


def test_the_source_is_chosen_not_written_down() -> None:
    sources = [panel["datasource"] for panel in panels()]
    sources += [target["datasource"] for panel in panels() for target in panel["targets"]]

    assert all(source == {"type": "prometheus", "uid": "${datasource}"} for source in sources)
    assert {"datasource", "job"} == {one["name"] for one in DASHBOARD["templating"]["list"]}
    assert "uid" not in DASHBOARD


def test_what_it_asks_parses(tmp_path: Path) -> None:
    rules = []
    for number, expression in enumerate(expressions()):
        for name, value in VALUES.items():
            expression = expression.replace(name, value)
        assert "$" not in expression
        rules.append({"record": f"dashboard:expression:{number}", "expr": expression})
    file = tmp_path / "rules.yml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "dashboard", "rules": rules}]}), "utf-8")

    assert f"{len(rules)} rules found" in proven("promtool", "check", "rules", file)


@pytest.mark.parametrize("expression", expressions())
def test_it_asks_for_what_the_bot_exports(expression: str) -> None:
    asked = list(named(expression))

    assert asked
    for name, labels in asked:
        assert labels - {"job"} <= series()[name], name


def test_no_number_is_left_out_unknowingly() -> None:
    shown = {name for expression in expressions() for name, _ in named(expression)}
    families = {name.removesuffix("_bucket").removesuffix("_count").removesuffix("_sum") for name in series()}
    seen = {name.removesuffix("_bucket") for name in shown}

    assert families - seen == {
        "motevakt_announcements_total", "motevakt_app_additions_total", "motevakt_members_dropped_total",
        "motevakt_tokens_cached_total", "motevakt_chat_seconds", "probe_success", "motevakt_officer_sign_ins_total",
        "motevakt_purged_names_total",
    }  # fmt: skip
