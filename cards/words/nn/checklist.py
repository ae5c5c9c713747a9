"""The checklist in nynorsk. Its lines are the procedure's: bot/knowledge/procedure.toml."""

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
    more="Vis meir",
    folded="Sjekklista er flytta lenger ned i chatten.",
    confirmed="{done} av {of} har stadfesta.",
    all_confirmed="stadfesta av alle {count}",
    missing="Manglar {names}.",
    sits_open="{name} sit i eit ope rom.",
    sit_open="Eg sit i eit ope rom",
    ourselves="Møtevakt",
    patient_page="Informasjon til pasienten",
)
