"""The word lists of the chat guard (S2), read and compiled once."""

from bot.domain.health.lexicon import Lexicon


def load_lexicon() -> Lexicon:
    """The lexicon of the lists that come with the bot."""
    return Lexicon()
