"""Every alert is about numbers that the bot has, fires, stays quiet, and leads whoever is called to what to do."""

import re
from typing import Any

import pytest
import yaml

from tests.deploy.numbers import named, series
from tests.deploy.programs import DEPLOY, ROOT, proven
from tests.test_operations import WHO, anchors

RULES = DEPLOY / "prometheus" / "alerts.yml"
SEVERITIES = {"critical", "warning", "info"}


def alerts() -> list[dict[str, Any]]:
    return [rule for group in yaml.safe_load(RULES.read_text("utf-8"))["groups"] for rule in group["rules"]]


def named_in_tests() -> set[str]:
    return set(re.findall(r'alertname="(\w+)"', (RULES.parent / "alerts_test.yml").read_text("utf-8")))


def section(anchor: str) -> str:
    """The part of the page under the heading that *anchor* names."""
    page = (ROOT / "docs" / "OPERATIONS.md").read_text("utf-8")
    for heading, text in re.findall(r"^#+ (.+)\n((?:(?!#+ ).*\n)*)", page, re.M):
        if re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") == anchor:
            return str(text)
    raise AssertionError(f"no heading {anchor}")


def test_the_rules_and_their_own_tests_hold() -> None:
    proven("promtool", "check", "rules", RULES)
    proven("promtool", "test", "rules", "alerts_test.yml", cwd=RULES.parent)


def test_every_alert_is_tested_and_none_that_is_not_there() -> None:
    assert {alert["alert"] for alert in alerts()} == named_in_tests()


def test_every_test_sees_quiet_before_it_sees_an_alert() -> None:
    for test in yaml.safe_load((RULES.parent / "alerts_test.yml").read_text("utf-8"))["tests"]:
        first, *later = test["promql_expr_test"]
        told = {sample["labels"] for sample in first["exp_samples"]}
        assert all({sample["labels"] for sample in one["exp_samples"]} > told for one in later), test["name"]


@pytest.mark.parametrize("alert", alerts(), ids=lambda alert: alert["alert"])
def test_an_alert_says_how_bad_it_is_and_who_does_what(alert: dict[str, Any]) -> None:
    told = alert["annotations"]

    assert set(told) == {"summary", "act", "runbook"}
    assert alert["labels"]["severity"] in SEVERITIES
    assert WHO.match(told["act"].split(" ")[0].rstrip(":"))
    assert told["summary"].endswith(".")


@pytest.mark.parametrize("alert", alerts(), ids=lambda alert: alert["alert"])
def test_an_alert_leads_to_a_section_that_tells_of_it(alert: dict[str, Any]) -> None:
    page, _, anchor = alert["annotations"]["runbook"].partition("#")

    assert anchor in anchors(ROOT / page)
    assert f"`{alert['alert']}`" in section(anchor)


@pytest.mark.parametrize("alert", alerts(), ids=lambda alert: alert["alert"])
def test_an_alert_asks_for_what_the_bot_exports(alert: dict[str, Any]) -> None:
    asked = list(named(alert["expr"]))

    assert asked
    for name, labels in asked:
        assert labels - {"job"} <= series()[name], name
