"""What is done together in the conversation, in bokmål: the rules, the stop, the introduction round, the end."""

from bot.domain.procedure import Clause, Profession
from cards.words.words import RoundWords, RulesWords, StopWords, SummaryWords

RULES = RulesWords(
    title="Vi skal snakke om pasienter. Husk:",
    lines={
        Clause.S1: "Ingen opptak, heller ikke privat.",
        Clause.S2: (
            "Ingen person- eller helseopplysninger i chat eller direktemeldinger. Det gjelder også navn på pasienter."
        ),
        Clause.S3: (
            "Dokumenter som vises eller deles, skal ikke inneholde person- eller helseopplysninger. "
            "Del bare ett vindu eller program."
        ),
        Clause.S4: "Sitt skjermet, ikke i et offentlig rom. Prøv lyden først.",
        Clause.S6: "Alle presenterer seg, også de utenfor bildet. Kommer en utenforstående inn, stopper vi samtalen.",
        Clause.S7: "Følg med på deltakerlisten. Ingen uvedkommende skal se eller høre.",
    },
    stop="Stopp – noen kom inn",
    show_round="Presentasjonsrunde",
    show_checklist="Sjekkliste",
    privacy="Personvern",
    sees_most="Møtevakt ser de fleste som er med, ikke alle.",
)

STOP = StopWords(
    title="Stopp. Vi venter med å snakke om pasienten",
    said_stop="{name} sa stopp kl. {hour}.",
    does_not_know="{name} kjenner ikke {whom} (kl. {hour}).",
    everybody="Alle",
    pause="Si ikke mer om pasienten før vi vet hvem som ser og hører.",
    visited="Du som fikk noen inn i rommet",
    leave_room="Slå av mikrofon og kamera, og gå til et skjermet rom.",
    leaders="Møteleder og presentatører",
    remove="Åpne Deltakere, velg … ved navnet, og velg Fjern fra møtet.",
    removed="Ute av møtet.",
    lock="Vil vedkommende inn igjen: åpne Deltakere, velg …, og velg Lås møtet.",
    afterwards="Når alle er kjent",
    go_on="Ta presentasjonsrunden, og gå videre.",
    show_round="Presentasjonsrunde",
    folded="Stopp ble sagt på nytt. Se lenger ned i chatten.",
)

ROUND = RoundWords(
    title="Presentasjonsrunde",
    progress="{done} av {of}",
    complete="Alle har presentert seg.",
    nobody="Møtevakt har ikke sett noen i møtet ennå.",
    one_more="én til i rommet",
    more="{count} til i rommet",
    said_by="sagt av {name}",
    role="Rollen din",
    choose="Velg",
    roles={
        Profession.PHYSICIAN: "lege",
        Profession.NURSE: "sykepleier",
        Profession.PSYCHOLOGIST: "psykolog",
        Profession.PHYSIOTHERAPIST: "fysioterapeut",
        Profession.OCCUPATIONAL_THERAPIST: "ergoterapeut",
        Profession.SOCIAL_WORKER: "sosionom",
        Profession.MIDWIFE: "jordmor",
        Profession.HEALTH_WORKER: "helsefagarbeider",
        Profession.SECRETARY: "helsesekretær",
        Profession.CHAIR: "møteleder",
        Profession.MANAGER: "leder",
        Profession.MUNICIPALITY: "fra kommunen",
        Profession.INTERPRETER: "tolk",
        Profession.STUDENT: "student",
        Profession.OTHER: "annet",
    },
    others="Andre i rommet hos deg",
    others_wrong="Skriv et tall fra 0 til {most}.",
    done="Jeg har presentert meg",
    done_for="Har presentert seg",
    done_for_whom="{first} har presentert seg",
    folded="Presentasjonsrunden er flyttet lenger ned i chatten.",
)

SUMMARY = SummaryWords(
    closing="Møtet er ferdig. Husk journalen.",
    host_title="Bare til deg som kalte inn",
    unsettled="Disse ble ikke avklart i møtet:",
    leftover="Disse var ikke med og står ikke i innkallingen, men kan fortsatt lese chatten:",
    how_to_remove="Du kan ta dem ut: åpne chatten, velg Deltakere øverst, og velg krysset ved navnet.",
)
