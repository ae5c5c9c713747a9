"""Environments of their own for what is compared with, made when they are first asked for."""

import subprocess
import sys
from pathlib import Path


def environment(folder: Path, needs: Path) -> Path:
    """The Python of the environment in *folder*; made if it is not there or has other needs than the file *needs*.

    Raises:
        subprocess.CalledProcessError: what is needed cannot be installed.
    """
    python, ready = folder / "bin" / "python", folder / "needs.txt"
    if not ready.exists() or ready.read_text() != needs.read_text():
        print(f"Installing what is compared with into {folder} …", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "-r", needs], check=True)
        ready.write_text(needs.read_text())
    return python
