"""Norwegian nynorsk, written for its readers."""

from bot.domain.language import Language
from bot.domain.presses import Command
from bot.domain.reasons import Weight
from cards.words.nn.chat import CHAT
from cards.words.nn.checklist import CHECKLIST
from cards.words.nn.options import OPTIONS
from cards.words.nn.people import ALERT, EXPECTED, GAPS, ROSTER, STATUS
from cards.words.nn.recording import RECORDING
from cards.words.nn.talk import ROUND, RULES, STOP, SUMMARY, TRAINING, WELCOME
from cards.words.reasons import NN as REASONS
from cards.words.words import AnswerWords, HelpWords, Words

_OWN_STAFF = "Dette er for eigne tilsette som er venta i møtet. Spør gjerne ein av dei."
_LEADERS = "Møteleiar og presentatørar kan seie kven som er venta. Spør gjerne ein av dei."
_STOP = "Dei som er venta i møtet, kan seie stopp. Sei frå høgt, så gjer ein av dei det."

_HELP = HelpWords(
    title="Dette kan Møtevakt hjelpe med",
    names={
        Command.CHECKLIST: "sjekkliste",
        Command.RULES: "reglar",
        Command.ROSTER: "deltakarar",
        Command.ROUND: "presentasjon",
        Command.EXPECTED: "forventet",
        Command.STOP: "stopp",
        Command.STATUS: "status",
        Command.LANGUAGE: "språk",
        Command.TRAINING: "opplæring",
        Command.HELP: "hjelp",
    },
    refused={
        Command.ROSTER: _OWN_STAFF,
        Command.STATUS: _OWN_STAFF,
        Command.EXPECTED: _LEADERS,
        Command.STOP: _STOP,
        Command.LANGUAGE: "Eigne tilsette som er venta, vel språket her. Spør gjerne ein av dei.",
    },
    commands={
        Command.CHECKLIST: "Punkta vi går gjennom saman. Legg gjerne til teams, skype, join eller whereby.",
        Command.RULES: "Det vi hugsar på når vi snakkar om pasientar.",
        Command.ROSTER: "Kven som er med, og om dei er venta.",
        Command.ROUND: "Alle seier kven dei er, og vi ser kven som manglar.",
        Command.EXPECTED: "Kven som er venta. Skriv namn etter for å leggje til fleire.",
        Command.STOP: "Nokon kom inn. Vi ventar med å snakke om pasienten.",
        Command.STATUS: "Kva Møtevakt ser av møtet, og kva som kan mangle.",
        Command.LANGUAGE: "Bokmål, nynorsk eller engelsk på korta her.",
        Command.TRAINING: "Kvar opplæringa er, og kven her som har stadfesta ho.",
        Command.HELP: "Denne oversikta.",
    },
    buttons={
        Command.CHECKLIST: "Vis",
        Command.RULES: "Vis",
        Command.ROSTER: "Vis",
        Command.ROUND: "Start",
        Command.EXPECTED: "Vis",
        Command.STOP: "Stopp",
        Command.STATUS: "Vis",
        Command.LANGUAGE: "Vel",
        Command.TRAINING: "Vis",
        Command.HELP: "Vis",
    },
    hints={
        Command.CHECKLIST: "Vis sjekklista",
        Command.RULES: "Vis reglane",
        Command.ROSTER: "Vis deltakarane",
        Command.ROUND: "Start presentasjonsrunden",
        Command.EXPECTED: "Vis kven som er venta",
        Command.STOP: "Sei stopp til alle",
        Command.STATUS: "Vis kva Møtevakt ser",
        Command.LANGUAGE: "Vel språk",
        Command.TRAINING: "Vis opplæringa",
        Command.HELP: "Vis oversikta på nytt",
    },
    language_title="Språk",
    language_now={
        Language.NB: "Møtevakt skriv bokmål her.",
        Language.NN: "Møtevakt skriv nynorsk her.",
        Language.EN: "Møtevakt skriv engelsk her.",
    },
    languages={Language.NB: "Bokmål", Language.NN: "Nynorsk", Language.EN: "English"},
)

_ANSWER = AnswerWords(
    noted="Takk, det er notert.",
    checklist_is_there="Sjekklista står i chatten.",
    round_is_there="Presentasjonsrunden står i chatten.",
    stopped="Det er sagt frå. Kva vi gjer no, står nedst i chatten.",
    answer_comes="Svaret kjem i chatten.",
    worn_out="Denne knappen verkar ikkje lenger. Skriv /hjelp for å sjå kva som verkar.",
    settle_not_entitled="Eigne tilsette som er venta, kan svare for andre. Spør gjerne ein av dei.",
    settle_unread="Møtevakt veit ikkje kven som er kalla inn. Ein av våre som leier eller presenterer, kan svare.",
    judgement_not_entitled="Eigne tilsette som er venta, svarer for dette punktet.",
    tick_not_entitled="Dei som er venta i møtet, fyller ut sjekklista saman.",
    stop_not_entitled=_STOP,
    introduce_not_entitled="Eigne tilsette som er venta, kan krysse av for telefon og møterom.",
    not_entitled="Dette kan andre i møtet gjere.",
    only_the_sitter="Berre den som sit i eit ope rom, kan seie at det er over.",
    oneself="Fint om ein kollega svarer for deg. Ingen kan svare for seg sjølv.",
    unknown_person="Møtevakt finn ikkje vedkomande i dette møtet.",
    not_the_writer="Varselet er over, eller det gjaldt meldinga til ein annan.",
    can_press="Den det gjeld, kan trykkje sjølv.",
)

NN = Words(
    language=Language.NN,
    hour="%H.%M",
    numerals=("Ein", "To", "Tre", "Fire", "Fem", "Seks", "Sju", "Åtte", "Ni", "Ti", "Elleve", "Tolv"),
    quoted="«{name}»",
    both="{first} og {last}",
    nameless="utan namn",
    telephone="Telefon ··{digits}",
    telephone_hidden="Telefon, skjult nummer",
    colleague="ein kollega",
    participant="ein deltakar",
    program="eit program",
    this_person="Vedkomande",
    gone="har gått",
    and_more="og {count} til: sjå /deltakarar",
    reasons=REASONS,
    weights={
        Weight.GREEN: "venta",
        Weight.NOTED: "verdt å vite",
        Weight.UNKNOWN: "usikkert",
        Weight.AMBER: "bør avklarast",
        Weight.RED: "må avklarast no",
    },
    vouched_by="avklart av {name} kl.\u00a0{hour}",
    rejected_by="ikkje kjend av {name} kl.\u00a0{hour}",
    fallback="Kortet kan ikkje visast her. Opne chatten i ei nyare utgåve av Teams.",
    earlier="Dette galdt eit tidlegare møte.",
    stood_twice="Dette kortet stod to gonger i chatten. Bruk det andre.",
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
