"""The generator of `make sbom` reads what the image is built from, and what it writes fits its schema."""

import json
from pathlib import Path

from tests.deploy.programs import ROOT, proven


def test_every_run_time_need_is_in_it_with_its_version(tmp_path: Path) -> None:
    file = tmp_path / "sbom.json"
    proven(
        "cyclonedx-py", "requirements", ROOT / "requirements.txt", "--pyproject", ROOT / "pyproject.toml",
        "--mc-type", "application", "--spec-version", "1.6", "--output-reproducible", "--validate", "-o", file,
    )  # fmt: skip
    told = {f"{one['name']}=={one['version']}" for one in json.loads(file.read_text("utf-8"))["components"]}
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    needs = {line.replace("[binary]", "") for line in lines if line and not line.startswith("#")}

    assert told == needs
