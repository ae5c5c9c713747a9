"""The programs that `deploy/tools.sh` brings, and where the files of deploy/ are."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"


def program(name: str) -> str:
    """Where *name* is: beside the Python that runs, else on the machine."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        raise FileNotFoundError(f"no {name} on this machine; run: make deploy-tools")
    return found


def run(*words: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a program with what it says caught; whoever asks looks at the exit code."""
    name, *others = (str(word) for word in words)
    return subprocess.run([program(name), *others], cwd=cwd, capture_output=True, text=True, check=False, timeout=60)


def proven(*words: str | Path, cwd: Path = ROOT) -> str:
    """What a program printed; that it ended well is asserted."""
    done = run(*words, cwd=cwd)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
