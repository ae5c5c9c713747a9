"""The checklist in bokmål."""

from bot.domain.procedure import Clause, Variant
from cards.words.words import ChecklistWords

_ABOUT_PATIENTS = {
    Clause.P2: "Video er medisinsk vurdert som egnet",
    Clause.S1: "Ingen gjør opptak, heller ikke privat",
    Clause.S2: "Ingen person- eller helseopplysninger i chat eller direktemeldinger, heller ikke navn på pasienter",
    Clause.S3: "Dokumenter som vises eller deles, er uten person- og helseopplysninger",
    Clause.S4: "Ingen utenfor hører oss, og lyden er prøvd",
    Clause.S5: "Ingen sitter i et åpent rom",
    Clause.S6: "Alle har presentert seg, også de utenfor bildet",
    Clause.S7: "Vi følger med på deltakerlisten",
    Clause.S8: "Vi deler bare ett vindu eller program, og andre pasientdata er lukket",
    Clause.S9: "Ingen uvedkommende ser eller hører",
}

_WITH_THE_PATIENT = {
    Clause.P2: "Video er medisinsk vurdert som egnet for pasienten",
    Clause.S1: "Verken pasient eller behandler gjør opptak",
    Clause.S2: "Verken pasient eller behandler skriver person- eller helseopplysninger i chat eller direktemeldinger",
    Clause.S3: "Dokumenter som vises eller deles, er uten person- og helseopplysninger",
    Clause.S4: "Ingen utenfor hører oss, på noen av sidene, og lyden er prøvd",
    Clause.S5: "Verken pasient eller behandler sitter i et åpent rom",
    Clause.S6: "Alle på begge sider har presentert seg, også de utenfor bildet",
    Clause.S7: "Vi følger med på hvem som er med",
    Clause.S8: "Vi deler bare ett vindu eller program, og andre pasientdata er lukket",
    Clause.S9: "Ingen uvedkommende ser eller hører, på noen av sidene",
    Clause.V1: "Pasienten vil ha samtalen på video, og samtykker ved å være med",
    Clause.V3: "Pasienten har vist legitimasjon i bildet",
    Clause.V4: "Behandleren har vist legitimasjon i bildet",
    Clause.V7: "Pasient og behandler bruker samme løsning",
    Clause.V8: "Rett pasient er sluppet inn, og rommet er låst",
}

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
    about_patients=_ABOUT_PATIENTS,
    with_the_patient=_WITH_THE_PATIENT,
    information={
        Clause.V2: "Pasienten får informasjon med innkallingen. Den står også på sykehusets nettsider.",
        Clause.V6: "Svikter teknikken underveis, betaler ikke pasienten for timen.",
        Clause.V9: "Samtalen dokumenteres i journalen som ellers.",
    },
    confirm="Det stemmer",
    undo="Angre",
    amend="Rett opp",
    more="Vis mer",
    folded="Sjekklisten er flyttet lenger ned i chatten.",
)
