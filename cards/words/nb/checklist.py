"""The checklist in bokmål. Its lines are the procedure's: bot/knowledge/procedure.toml."""

from bot.domain.procedure import Variant
from cards.words.together import ChecklistWords

CHECKLIST = ChecklistWords(
    title="Sjekkliste · {variant}",
    variants={
        Variant.TEAMS: "Teams",
        Variant.SKYPE: "Skype",
        Variant.JOIN: "Join",
        Variant.WHEREBY: "Whereby",
    },
    progress="{done} av {of}",
    complete="Alt er på plass.",
    confirm="Stemmer",
    undo="Angre",
    amend="Rett opp",
    more="Vis mer",
    folded="Sjekklisten er flyttet lenger ned i chatten.",
    confirmed="{done} av {of} har bekreftet.",
    all_confirmed="bekreftet av alle {count}",
    missing="Mangler {names}.",
    sits_open="{name} sitter i et åpent rom.",
    sit_open="Jeg sitter i et åpent rom",
    ourselves="Møtevakt",
    patient_page="Informasjon til pasienten",
)
