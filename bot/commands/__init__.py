"""What `app.py` does besides serving. A command's module has `add_arguments(parser)` and `run(arguments)`, which gives
the exit code; it is imported only where it is asked for.
"""

import argparse
from collections.abc import Sequence
from importlib import import_module

COMMANDS = {
    "rehearse": ("rehearsal.command", "play a recorded meeting against a stand-in for Teams; no account"),
    "doctor": ("bot.doctor.command", "prove what can be proven of the set-up, and tell who can mend the rest"),
    "audit": ("bot.commands.audit", "prove that the audit is whole (verify), or give it out (export)"),
    "purge": ("bot.commands.purge", "erase what is older than may be kept, as the bot does by itself at night"),
    "erase": ("bot.commands.erase", "erase one person everywhere"),
    "backup": ("bot.commands.backup", "copy the database while the bot runs"),
    "restore": ("bot.commands.restore", "take a backup into use, without sending what was asked for before"),
}
"""The module and the purpose of each. The rehearsal is no part of the product: an installation may be without it."""


def parser(asked: Sequence[str]) -> argparse.ArgumentParser:
    """Reads *asked*, the words after `app.py`. The command they name is read whole, the others by name alone."""
    whole = argparse.ArgumentParser(prog="app.py", description="Møtevakt: watches over Teams meetings about patients.")
    names = whole.add_subparsers(dest="command", metavar="COMMAND")
    names.add_parser("serve", help="serve the bot, with the settings of the environment or .env (the default)")
    for name, (module, purpose) in COMMANDS.items():
        one = names.add_parser(name, help=purpose)
        if name in asked:
            command = import_module(module)
            command.add_arguments(one)
            one.set_defaults(run=command.run)
    return whole
