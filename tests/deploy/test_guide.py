"""What the guide of deploy/ points at is there, and what it and the examples tell Prometheus is taken by it."""

import re

from tests.deploy.programs import DEPLOY, proven
from tests.test_operations import anchors

GUIDE = (DEPLOY / "README.md").read_text("utf-8")


def test_every_link_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", GUIDE)

    assert len(links) > 15
    for target in links:
        file, _, anchor = target.partition("#")
        assert (DEPLOY / file).exists(), target
        assert not anchor or anchor in anchors(DEPLOY / file), target


def test_every_file_that_is_named_in_a_command_is_there() -> None:
    commands = "".join(re.findall(r"```sh\n(.*?)```", GUIDE, re.S))
    made = {"deploy/azure/ours.bicepparam"}  # by the line that copies it

    for path in set(re.findall(r"deploy/[\w./-]+", commands)) - made:
        assert (DEPLOY.parent / path).exists(), path


def test_prometheus_takes_the_example() -> None:
    proven("promtool", "check", "config", DEPLOY / "prometheus" / "prometheus.yml")


def test_every_secret_of_the_vault_that_the_app_reads_is_made_in_the_guide() -> None:
    text = (DEPLOY / "azure" / "modules" / "bot.bicep").read_text("utf-8")
    read = set(re.findall(r"'(data-key|sign-in|graph)'", text))

    assert read == set(re.findall(r"keyvault (?:secret set|certificate create) .* -n ([\w-]+)", GUIDE))
