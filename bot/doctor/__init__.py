"""`app.py doctor`: proves what it can before the first meeting, and says of the rest that it cannot tell."""

from bot.doctor.command import add_arguments, run

__all__ = ["add_arguments", "run"]
