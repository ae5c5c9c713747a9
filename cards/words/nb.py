"""Norwegian bokmål, the default."""

from bot.domain.presses import Command
from bot.domain.expected import Unread
from bot.domain.procedure import Clause, Variant
from bot.domain.verdict import Reason, Weight
from cards.words.words import AlertWords, AnswerWords, ChecklistWords, HelpWords, RosterWords, RulesWords, Words

_RULES = RulesWords(
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
    show_checklist="Sjekkliste",
    read_more="Les mer",
    sees_most="Møtevakt ser de fleste som er med, ikke alle.",
)

_ALERT = AlertWords(
    one_open="En deltaker må avklares",
    many_open="{count} deltakere må avklares",
    one_rejected="En deltaker er ikke kjent",
    many_rejected="{count} deltakere er ikke kjent",
    all_settled="Alle er avklart",
    vouch="Skal være med",
    vouch_whom="{first} skal være med",
    reject="Kjenner ikke",
    reject_whom="Kjenner ikke {first}",
    amend="Rett opp",
    back="Kom inn igjen.",
    next_step="Be vedkommende gå ut. Møteleder kan også fjerne vedkommende fra deltakerlisten.",
    folded_vouched="✓ {name} er avklart.",
    folded_rejected="✗ {name} er ikke kjent.",
    folded_rest="Resten står lenger ned i chatten.",
    folded_newer="Nye deltakere står lenger ned i chatten.",
)

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

_CHECKLIST = ChecklistWords(
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

_ROSTER = RosterWords(
    title="Deltakere",
    here="{count} er med",
    left="{count} har gått",
    left_out="og {count} til, som det ikke er plass til her",
    nobody="Møtevakt har ikke sett noen i møtet ennå.",
    read_one="Innkallingen er lest, og én står på den.",
    read_many="Innkallingen er lest, og {count} står på den.",
    not_read_yet="Innkallingen er ikke lest ennå.",
    news="Hvem som er med, får Møtevakt vite av Teams. Siste nytt kom kl. {hour}.",
    no_news="Teams har ikke sagt noe om møtet ennå.",
)

_HELP = HelpWords(
    title="Dette kan Møtevakt hjelpe med",
    refused="Deltakerlisten er for egne ansatte som står i innkallingen. Spør gjerne en av dem.",
    commands={
        Command.CHECKLIST: "punktene vi går gjennom sammen. Legg gjerne til teams, skype, join eller whereby",
        Command.RULES: "det vi husker på når vi snakker om pasienter",
        Command.ROSTER: "hvem som er med, og hvem som er ventet",
        Command.HELP: "denne oversikten",
    },
    buttons={
        Command.CHECKLIST: "Vis sjekklisten",
        Command.RULES: "Vis reglene",
        Command.ROSTER: "Vis deltakerne",
        Command.HELP: "Vis på nytt",
    },
)

_ANSWER = AnswerWords(
    noted="Takk, det er notert.",
    checklist_is_there="Sjekklisten står i chatten.",
    answer_comes="Svaret kommer i chatten.",
    worn_out="Denne knappen virker ikke lenger. Skriv /hjelp for å se hva som virker.",
    settle_not_entitled="Det er egne ansatte i innkallingen som kan svare for andre. Spør gjerne en av dem.",
    settle_unread="Møtevakt vet ikke hvem som er innkalt. En av våre som leder eller presenterer, kan svare.",
    judgement_not_entitled="Dette punktet er det egne ansatte i innkallingen som svarer for.",
    tick_not_entitled="De som er ventet i møtet, fyller ut sjekklisten sammen.",
    roster_not_entitled="Deltakerlisten er for egne ansatte som står i innkallingen. Spør gjerne en av dem.",
    not_entitled="Dette er det andre i møtet som kan gjøre.",
    oneself="Fint om en kollega svarer for deg. Man kan ikke svare for seg selv.",
    unknown_person="Møtevakt finner ikke vedkommende i dette møtet.",
)

NB = Words(
    hour="%H.%M",
    numerals=("En", "To", "Tre", "Fire", "Fem", "Seks", "Sju", "Åtte", "Ni", "Ti", "Elleve", "Tolv"),
    nameless="uten navn",
    telephone="Telefon ··{digits}",
    telephone_hidden="Telefon, skjult nummer",
    colleague="en kollega",
    this_person="Vedkommende",
    gone="har gått",
    and_more="og {count} til: se /deltakere",
    reasons={
        Reason.INVITED: "står i innkallingen",
        Reason.ORGANIZER: "har kalt inn til møtet",
        Reason.VOUCHED: "avklart av en kollega",
        Reason.REJECTED: "ikke kjent av en kollega",
        Reason.ANONYMOUS: "ikke innlogget, har skrevet navnet selv",
        Reason.TELEPHONE: "ringer inn, vi ser ikke hvem det er",
        Reason.BOT: "et program, kan ta notater eller opptak",
        Reason.NOT_INVITED: "står ikke i innkallingen",
        Reason.OTHER_ORGANISATION: "fra en annen virksomhet",
        Reason.ORGANISATION_UNKNOWN: "fra en ukjent virksomhet",
        Reason.GUEST: "gjest fra en annen virksomhet",
        Reason.INVITATION_UNREAD: "innkallingen er ikke lest",
        Reason.NOT_COMPARABLE: "kan stå i innkallingen med bare e-postadresse",
    },
    own_staff="ansatt hos oss",
    outside="utenfra",
    weights={
        Weight.GREEN: "ventet",
        Weight.UNKNOWN: "usikkert",
        Weight.AMBER: "haster ikke",
        Weight.RED: "haster",
    },
    vouched_by="avklart av {name} kl. {hour}",
    rejected_by="ikke kjent, sagt av {name} kl. {hour}",
    blind_spots="Møtevakt ser ikke lobbyen og ikke hvem som ringer inn.",
    unread={
        Unread.OFF: "Møtevakt leser ikke innkallingen, for det er slått av her. IT kan slå det på.",
        Unread.DENIED: "Møtevakt fikk ikke lese innkallingen, for tilgangen mangler. IT kan gi tilgang.",
        Unread.NOT_FOUND: "Møtevakt fant ingen innkalling til dette møtet. Møteleder kan kalle inn fra kalenderen.",
        Unread.AWAY: "Møtevakt fikk ikke svar da innkallingen skulle leses. IT kan hjelpe hvis det gjentar seg.",
    },
    unread_means="Derfor kan ikke Møtevakt si hvem som er ventet.",
    fallback="Kortet kan ikke vises her. Åpne chatten i en nyere Teams.",
    earlier="Dette gjaldt et tidligere møte.",
    summary="Møtet er ferdig. Husk journalen.",
    rules=_RULES,
    alert=_ALERT,
    checklist=_CHECKLIST,
    roster=_ROSTER,
    help=_HELP,
    answer=_ANSWER,
)
