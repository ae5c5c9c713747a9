"""The chart, rendered by Helm itself."""

import subprocess
from collections.abc import Sequence
from functools import cache
from typing import Any

import yaml

from tests.deploy.programs import DEPLOY, run

CHART = DEPLOY / "helm" / "motevakt"
Objects = list[dict[str, Any]]


def flags(sets: Sequence[str]) -> list[str]:
    """Helm's flags for *sets*, such as `a.b=text` or `a.b=["a list"]`."""
    return [word for one in sets for word in ("--set-json" if "=[" in one else "--set", one)]


@cache
def render(values: str, *sets: str) -> "subprocess.CompletedProcess[str]":
    """`helm template` with the example *values* and further *sets*."""
    return run("helm", "template", "motevakt", CHART, "-f", CHART.parent / f"{values}.yaml", *flags(sets))


def objects(values: str, *sets: str) -> Objects:
    """What the chart makes of them; that it renders is asserted."""
    done = render(values, *sets)
    assert done.returncode == 0, done.stderr
    return [one for one in yaml.safe_load_all(done.stdout) if one]


def refusal(values: str, *sets: str) -> str:
    """Why Helm does not take these values; that it does not is asserted."""
    done = render(values, *sets)
    assert done.returncode != 0
    return done.stderr


def of_kind(kind: str, made: Objects) -> Objects:
    return [one for one in made if one["kind"] == kind]


def the(kind: str, made: Objects) -> dict[str, Any]:
    (one,) = of_kind(kind, made)
    return one


def pod(made: Objects) -> dict[str, Any]:
    """The specification of the pod."""
    spec: dict[str, Any] = the("Deployment", made)["spec"]["template"]["spec"]
    return spec


def environment(made: Objects) -> dict[str, str]:
    """Every variable of the container: its value, or whence it comes."""
    (container,) = pod(made)["containers"]
    settings: dict[str, str] = dict(of_kind("ConfigMap", made)[0]["data"])
    return settings | {one["name"]: str(one["valueFrom"]) for one in container.get("env", [])}
