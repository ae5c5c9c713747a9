"""The rules card: what we remember when we speak of patients. S1–S9, read in a second."""

from bot.domain.effects import CardKind
from bot.domain.procedure import Clause, Variant
from bot.ports import Card
from cards.elements import Verb, button, card, link, quiet, text, title
from cards.gaps import news_of_gaps
from cards.scene import Scene

LINES: tuple[tuple[str, tuple[Clause, ...]], ...] = (
    ("⊘", (Clause.S1,)),
    ("✎", (Clause.S2,)),
    ("▢", (Clause.S3, Clause.S8)),
    ("♪", (Clause.S4, Clause.S5)),
    ("☺", (Clause.S6,)),
    ("☰", (Clause.S7, Clause.S9)),
)
"""A sign, and the clauses its line tells."""


def rules(scene: Scene) -> Card:
    """One line a rule, and what Møtevakt does not see."""
    words = scene.words.rules
    body = [title(words.title)]
    body += [text(f"{sign} {words.lines[clauses[0]]}", spacing="Small") for sign, clauses in LINES]
    body += [*scene.unread(), *news_of_gaps(scene), quiet(words.sees_most)]
    actions = [
        button(words.stop, Verb.STOP, {}),
        button(words.show_round, Verb.SHOW_ROUND, {}),
        button(words.show_checklist, Verb.SHOW_CHECKLIST, {"variant": Variant.TEAMS.value}),
    ]
    if scene.site.privacy:
        actions.append(link(words.privacy, scene.site.privacy))
    return card(CardKind.RULES, scene.words, body, actions, says=words.title)
