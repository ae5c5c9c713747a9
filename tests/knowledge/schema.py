"""The form of a procedure's file as a JSON schema, for editors. `python -m tests.knowledge.schema` writes it anew."""

import json
from pathlib import Path

from bot.knowledge.form import schema

FILE = Path(__file__).parents[2] / "docs" / "procedure.schema.json"


def as_file() -> str:
    """What the file is to hold."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A hospital's procedure for Møtevakt"}
    return json.dumps(head | schema(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(as_file(), encoding="utf-8")
