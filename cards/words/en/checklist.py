"""The checklist in English. Its lines are the procedure's: bot/knowledge/procedure.toml."""

from bot.domain.procedure import Variant
from cards.words.together import ChecklistWords

CHECKLIST = ChecklistWords(
    title="Checklist · {variant}",
    variants={
        Variant.TEAMS: "Teams",
        Variant.SKYPE: "Skype",
        Variant.JOIN: "Join",
        Variant.WHEREBY: "Whereby",
    },
    progress="{done} of {of}",
    complete="Everything is in place.",
    confirm="Confirm",
    undo="Undo",
    amend="Change",
    more="Show more",
    folded="The checklist has moved further down in the chat.",
    confirmed="Confirmed by {done} of {of}.",
    all_confirmed="confirmed by all {count}",
    missing="Missing: {names}.",
    sits_open="{name} is in an open room.",
    sit_open="I am in an open room",
    ourselves="Møtevakt",
    patient_page="Information for the patient",
)
