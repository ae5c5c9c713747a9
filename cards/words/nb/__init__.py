"""Norwegian bokmål, the default."""

from bot.domain.presses import Command
from bot.domain.reasons import Weight
from cards.words.nb.checklist import CHECKLIST
from cards.words.nb.people import ALERT, EXPECTED, GAPS, ROSTER, STATUS
from cards.words.nb.talk import ROUND, RULES, STOP, SUMMARY
from cards.words.reasons import NB as REASONS
from cards.words.words import AnswerWords, HelpWords, Words

_OWN_STAFF = "Det er for egne ansatte som er ventet i møtet. Spør gjerne en av dem."
_LEADERS = "Det er møteleder og presentatører som kan si hvem vi venter. Spør gjerne en av dem."
_STOP = "De som er ventet i møtet, kan si stopp. Si fra høyt, så gjør en av dem det."

_HELP = HelpWords(
    title="Dette kan Møtevakt hjelpe med",
    refused={
        Command.ROSTER: _OWN_STAFF,
        Command.STATUS: _OWN_STAFF,
        Command.EXPECTED: _LEADERS,
        Command.STOP: _STOP,
    },
    commands={
        Command.CHECKLIST: "punktene vi går gjennom sammen. Legg gjerne til teams, skype, join eller whereby",
        Command.RULES: "det vi husker på når vi snakker om pasienter",
        Command.ROSTER: "hvem som er med, og hvem som er ventet",
        Command.ROUND: "alle sier hvem de er, og vi ser hvem som mangler",
        Command.EXPECTED: "hvem vi venter. Skriv navn etter, så er de ventet",
        Command.STOP: "noen kom inn, og vi venter med å snakke om pasienten",
        Command.STATUS: "hva Møtevakt ser av møtet, og ikke ser",
        Command.HELP: "denne oversikten",
    },
    buttons={
        Command.CHECKLIST: "Vis sjekklisten",
        Command.RULES: "Vis reglene",
        Command.ROSTER: "Vis deltakerne",
        Command.ROUND: "Start runden",
        Command.EXPECTED: "Vis ventede",
        Command.STOP: "Si stopp",
        Command.STATUS: "Vis status",
        Command.HELP: "Vis på nytt",
    },
)

_ANSWER = AnswerWords(
    noted="Takk, det er notert.",
    checklist_is_there="Sjekklisten står i chatten.",
    round_is_there="Presentasjonsrunden står i chatten.",
    stopped="Det er sagt fra. Hva vi gjør nå, står nederst i chatten.",
    answer_comes="Svaret kommer i chatten.",
    worn_out="Denne knappen virker ikke lenger. Skriv /hjelp for å se hva som virker.",
    settle_not_entitled="Det er egne ansatte som er ventet, som kan svare for andre. Spør gjerne en av dem.",
    settle_unread="Møtevakt vet ikke hvem som er innkalt. En av våre som leder eller presenterer, kan svare.",
    judgement_not_entitled="Dette punktet er det egne ansatte som er ventet, som svarer for.",
    tick_not_entitled="De som er ventet i møtet, fyller ut sjekklisten sammen.",
    stop_not_entitled=_STOP,
    introduce_not_entitled="Det er egne ansatte som er ventet, som kan krysse av for den som ringer.",
    not_entitled="Dette er det andre i møtet som kan gjøre.",
    oneself="Fint om en kollega svarer for deg. Man kan ikke svare for seg selv.",
    unknown_person="Møtevakt finner ikke vedkommende i dette møtet.",
    can_press="Den det gjelder, kan trykke selv.",
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
    reasons=REASONS,
    weights={
        Weight.GREEN: "ventet",
        Weight.NOTED: "verdt å vite",
        Weight.UNKNOWN: "usikkert",
        Weight.AMBER: "bør avklares",
        Weight.RED: "må avklares nå",
    },
    vouched_by="avklart av {name} kl. {hour}",
    rejected_by="ikke kjent, sagt av {name} kl. {hour}",
    fallback="Kortet kan ikke vises her. Åpne chatten i en nyere Teams.",
    earlier="Dette gjaldt et tidligere møte.",
    stood_twice="Dette kortet sto to ganger i chatten. Bruk det andre.",
    rules=RULES,
    alert=ALERT,
    stop=STOP,
    round=ROUND,
    checklist=CHECKLIST,
    roster=ROSTER,
    expected=EXPECTED,
    status=STATUS,
    gaps=GAPS,
    summary=SUMMARY,
    help=_HELP,
    answer=_ANSWER,
)
