"""Norwegian bokmål, the default."""

from bot.domain.language import Language
from bot.domain.presses import Command
from bot.domain.reasons import Weight
from cards.words.nb.chat import CHAT
from cards.words.nb.checklist import CHECKLIST
from cards.words.nb.options import OPTIONS
from cards.words.nb.people import ALERT, EXPECTED, GAPS, ROSTER, STATUS
from cards.words.nb.recording import RECORDING
from cards.words.nb.talk import ROUND, RULES, STOP, SUMMARY, TRAINING, WELCOME
from cards.words.reasons import NB as REASONS
from cards.words.words import AnswerWords, HelpWords, Words

_OWN_STAFF = "Dette er for egne ansatte som er ventet i møtet. Spør gjerne en av dem."
_LEADERS = "Møteleder og presentatører kan si hvem som er ventet. Spør gjerne en av dem."
_STOP = "De som er ventet i møtet, kan si stopp. Si fra høyt, så gjør en av dem det."

_HELP = HelpWords(
    title="Dette kan Møtevakt hjelpe med",
    names={command: command.value for command in Command},
    refused={
        Command.ROSTER: _OWN_STAFF,
        Command.STATUS: _OWN_STAFF,
        Command.EXPECTED: _LEADERS,
        Command.STOP: _STOP,
        Command.LANGUAGE: "Egne ansatte som er ventet, velger språket her. Spør gjerne en av dem.",
    },
    commands={
        Command.CHECKLIST: "Punktene vi går gjennom sammen. Legg gjerne til teams, skype, join eller whereby.",
        Command.RULES: "Det vi husker på når vi snakker om pasienter.",
        Command.ROSTER: "Hvem som er med, og om de er ventet.",
        Command.ROUND: "Alle sier hvem de er, og vi ser hvem som mangler.",
        Command.EXPECTED: "Hvem som er ventet. Skriv navn etter for å legge til flere.",
        Command.STOP: "Noen kom inn. Vi venter med å snakke om pasienten.",
        Command.STATUS: "Hva Møtevakt ser av møtet, og hva som kan mangle.",
        Command.LANGUAGE: "Bokmål, nynorsk eller engelsk på kortene her.",
        Command.TRAINING: "Hvor opplæringen er, og hvem her som har bekreftet den.",
        Command.HELP: "Denne oversikten.",
    },
    buttons={
        Command.CHECKLIST: "Vis",
        Command.RULES: "Vis",
        Command.ROSTER: "Vis",
        Command.ROUND: "Start",
        Command.EXPECTED: "Vis",
        Command.STOP: "Stopp",
        Command.STATUS: "Vis",
        Command.LANGUAGE: "Velg",
        Command.TRAINING: "Vis",
        Command.HELP: "Vis",
    },
    hints={
        Command.CHECKLIST: "Vis sjekklisten",
        Command.RULES: "Vis reglene",
        Command.ROSTER: "Vis deltakerne",
        Command.ROUND: "Start presentasjonsrunden",
        Command.EXPECTED: "Vis hvem som er ventet",
        Command.STOP: "Si stopp til alle",
        Command.STATUS: "Vis hva Møtevakt ser",
        Command.LANGUAGE: "Velg språk",
        Command.TRAINING: "Vis opplæringen",
        Command.HELP: "Vis oversikten på nytt",
    },
    language_title="Språk",
    language_now={
        Language.NB: "Møtevakt skriver bokmål her.",
        Language.NN: "Møtevakt skriver nynorsk her.",
        Language.EN: "Møtevakt skriver engelsk her.",
    },
    languages={Language.NB: "Bokmål", Language.NN: "Nynorsk", Language.EN: "English"},
)

_ANSWER = AnswerWords(
    noted="Takk, det er notert.",
    checklist_is_there="Sjekklisten står i chatten.",
    round_is_there="Presentasjonsrunden står i chatten.",
    stopped="Det er sagt fra. Hva vi gjør nå, står nederst i chatten.",
    answer_comes="Svaret kommer i chatten.",
    worn_out="Denne knappen virker ikke lenger. Skriv /hjelp for å se hva som virker.",
    settle_not_entitled="Egne ansatte som er ventet, kan svare for andre. Spør gjerne en av dem.",
    settle_unread="Møtevakt vet ikke hvem som er innkalt. En av våre som leder eller presenterer, kan svare.",
    judgement_not_entitled="Egne ansatte som er ventet, svarer for dette punktet.",
    tick_not_entitled="De som er ventet i møtet, fyller ut sjekklisten sammen.",
    stop_not_entitled=_STOP,
    introduce_not_entitled="Egne ansatte som er ventet, kan krysse av for telefon og møterom.",
    not_entitled="Dette kan andre i møtet gjøre.",
    only_the_sitter="Bare den som sitter i et åpent rom, kan si at det er over.",
    oneself="Fint om en kollega svarer for deg. Ingen kan svare for seg selv.",
    unknown_person="Møtevakt finner ikke vedkommende i dette møtet.",
    not_the_writer="Varselet er over, eller det gjaldt en annens melding.",
    can_press="Den det gjelder, kan trykke selv.",
)

NB = Words(
    language=Language.NB,
    hour="%H.%M",
    numerals=("En", "To", "Tre", "Fire", "Fem", "Seks", "Sju", "Åtte", "Ni", "Ti", "Elleve", "Tolv"),
    quoted="«{name}»",
    both="{first} og {last}",
    nameless="uten navn",
    telephone="Telefon ··{digits}",
    telephone_hidden="Telefon, skjult nummer",
    colleague="en kollega",
    participant="en deltaker",
    program="et program",
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
    vouched_by="avklart av {name} kl.\u00a0{hour}",
    rejected_by="ikke kjent av {name} kl.\u00a0{hour}",
    fallback="Kortet kan ikke vises her. Åpne chatten i en nyere utgave av Teams.",
    earlier="Dette gjaldt et tidligere møte.",
    stood_twice="Dette kortet sto to ganger i chatten. Bruk det andre.",
    rules=RULES,
    welcome=WELCOME,
    alert=ALERT,
    stop=STOP,
    round=ROUND,
    checklist=CHECKLIST,
    roster=ROSTER,
    expected=EXPECTED,
    status=STATUS,
    gaps=GAPS,
    summary=SUMMARY,
    training=TRAINING,
    chat=CHAT,
    options=OPTIONS,
    recording=RECORDING,
    help=_HELP,
    answer=_ANSWER,
)
