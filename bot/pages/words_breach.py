"""What a deviation report is helped with, in each language: facts, and who must judge them. No names."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.health.findings import Kind
from bot.domain.language import Language
from bot.evidence.breach import Open


@dataclass(frozen=True, slots=True)
class BreachWords:
    """Texts with `{…}` are filled by `str.format`; hours and days are written by `Saying`."""

    title: str
    judge: str
    first: str
    clock: str  # date, hour
    over: str  # date, hour
    facts: str
    when: str  # date, span
    running: str  # date, span
    people: str  # others
    nobody: str
    one: str
    several: str  # count
    who: str  # person, spells, inside, reasons
    together: str  # together
    alone: str
    outside: str
    glimpsed: str  # person, hour, reasons
    vouched: str  # hour
    rejected: str  # hour
    unsettled: str
    recorded: str  # spans
    transcribed: str
    not_recorded: str
    not_heard: str
    wrote: str  # kinds
    kinds: Mapping[Kind, str]  # count
    wrote_nothing: str
    stopped: str  # hours
    not_stopped: str
    unseen: str
    program: str  # spans
    open: str
    questions: Mapping[Open, str]
    add: str
    less_than_a_minute: str
    one_minute: str
    minutes: str  # count
    hours: str  # hours, minutes


NB = BreachWords(
    title="Mulig brudd på taushetsplikten i et møte",
    judge="Møtevakt vet ikke om dette er et brudd. Det vurderer personvernombudet og den som har ansvaret.",
    first="Meld avvik i sykehusets eget system først. Deretter vurderes det om Datatilsynet skal ha melding.",
    clock="Er det et brudd som skal meldes, må Datatilsynet ha meldingen innen {date} kl.\u00a0{hour}. Fristen er "
    "72 timer fra sykehuset ble kjent med det, også i helger (personvernforordningen artikkel 33).",
    over="Fristen på 72 timer gikk ut {date} kl.\u00a0{hour}. Er det et brudd som skal meldes, meld straks og si "
    "hvorfor det ble sent (personvernforordningen artikkel 33).",
    facts="Dette så Møtevakt",
    when="Møtet var {date}, {span}.",
    running="Møtet begynte {date}, {span}.",
    people="Av dem som var ventet, så Møtevakt {others} i samtalen.",
    nobody="Møtevakt så ingen som ikke var ventet.",
    one="Én person var ikke ventet:",
    several="{count} personer var ikke ventet:",
    who="{person}: {reasons}. Inne {spells}, til sammen {inside}.",
    together="Av dette {together} sammen med andre som var ventet.",
    alone="Ikke samtidig med andre som var ventet.",
    outside="{person}: {reasons}. Ikke i samtalen, men kunne lese chatten.",
    glimpsed="{person}: {reasons}. Innom ca. {hour}; hvor lenge er ikke kjent.",
    vouched="En kollega sa kl.\u00a0{hour} at vedkommende skulle være med.",
    rejected="En kollega sa kl.\u00a0{hour} at vedkommende var ukjent.",
    unsettled="Ingen har sagt om vedkommende skulle være med.",
    recorded="Det ble tatt opp {spans}.",
    transcribed="Teams lagret det som ble sagt, som tekst.",
    not_recorded="Møtevakt hørte ikke om noe opptak.",
    not_heard="Møtevakt ville ikke ha hørt om et opptak.",
    wrote="I chatten sto det noe som lignet på: {kinds}.",
    kinds={
        Kind.NATIONAL_NUMBER: "fødselsnummer ({count})",
        Kind.LOCAL_NUMBER: "pasientnummer ({count})",
        Kind.HEALTH: "helseopplysninger om noen som kan kjennes igjen ({count})",
        Kind.PATIENT: "omtale av noen som pasient ({count})",
    },
    wrote_nothing="Møtevakt varslet ikke om pasientopplysninger i chatten.",
    stopped="Noen stoppet samtalen {hours}.",
    not_stopped="Ingen stoppet samtalen med Møtevakt.",
    unseen="Dette så ikke Møtevakt:",
    program="Et program som kan ta opp, var inne {spans}.",
    open="Dette må noen finne ut",
    questions={
        Open.WHAT_WAS_SAID: "Hva ble sagt og vist i den tiden? Handlet det om pasienter, og hvor mange?",
        Open.WHO_IT_WAS: "Hvem var det? Møtevakt så ingen konto som er sikker.",
        Open.UNSETTLED: "Skulle den uventede være med likevel? Spør den som kalte inn.",
        Open.MISSED: "Var det flere der mens Møtevakt ikke så?",
        Open.WHO_HAS_THE_RECORDING: "Hvem har opptaket eller teksten, og er det slettet?",
        Open.READ_THE_CHAT: "Hva sto i chatten, og hvem kunne lese det?",
    },
    add="Skriv til navn, hva det handlet om og hva dere har gjort.",
    less_than_a_minute="under ett minutt",
    one_minute="ett minutt",
    minutes="{count} minutter",
    hours="{hours} t {minutes} min",
)

NN = BreachWords(
    title="Mogleg brot på teieplikta i eit møte",
    judge="Møtevakt veit ikkje om dette er eit brot. Det vurderer personvernombodet og den som har ansvaret.",
    first="Meld avvik i sjukehuset sitt eige system først. Deretter blir det vurdert om Datatilsynet skal ha melding.",
    clock="Er det eit brot som skal meldast, må Datatilsynet ha meldinga innan {date} kl.\u00a0{hour}. Fristen er "
    "72 timar frå sjukehuset vart kjent med det, også i helger (personvernforordninga artikkel 33).",
    over="Fristen på 72 timar gjekk ut {date} kl.\u00a0{hour}. Er det eit brot som skal meldast, meld straks og sei "
    "kvifor det vart seint (personvernforordninga artikkel 33).",
    facts="Dette såg Møtevakt",
    when="Møtet var {date}, {span}.",
    running="Møtet tok til {date}, {span}.",
    people="Av dei som var venta, såg Møtevakt {others} i samtalen.",
    nobody="Møtevakt såg ingen som ikkje var venta.",
    one="Éin person var ikkje venta:",
    several="{count} personar var ikkje venta:",
    who="{person}: {reasons}. Inne {spells}, til saman {inside}.",
    together="Av dette {together} saman med andre som var venta.",
    alone="Ikkje samstundes med andre som var venta.",
    outside="{person}: {reasons}. Ikkje i samtalen, men kunne lese chatten.",
    glimpsed="{person}: {reasons}. Innom ca. {hour}; kor lenge er ikkje kjent.",
    vouched="Ein kollega sa kl.\u00a0{hour} at vedkomande skulle vere med.",
    rejected="Ein kollega sa kl.\u00a0{hour} at vedkomande var ukjend.",
    unsettled="Ingen har sagt om vedkomande skulle vere med.",
    recorded="Det vart gjort opptak {spans}.",
    transcribed="Teams lagra det som vart sagt, som tekst.",
    not_recorded="Møtevakt høyrde ikkje om noko opptak.",
    not_heard="Møtevakt ville ikkje ha høyrt om eit opptak.",
    wrote="I chatten stod det noko som likna på: {kinds}.",
    kinds={
        Kind.NATIONAL_NUMBER: "fødselsnummer ({count})",
        Kind.LOCAL_NUMBER: "pasientnummer ({count})",
        Kind.HEALTH: "helseopplysningar om nokon som kan kjennast att ({count})",
        Kind.PATIENT: "omtale av nokon som pasient ({count})",
    },
    wrote_nothing="Møtevakt varsla ikkje om pasientopplysningar i chatten.",
    stopped="Nokon stoppa samtalen {hours}.",
    not_stopped="Ingen stoppa samtalen med Møtevakt.",
    unseen="Dette såg ikkje Møtevakt:",
    program="Eit program som kan ta opp, var inne {spans}.",
    open="Dette må nokon finne ut",
    questions={
        Open.WHAT_WAS_SAID: "Kva vart sagt og vist i den tida? Handla det om pasientar, og kor mange?",
        Open.WHO_IT_WAS: "Kven var det? Møtevakt såg ingen konto som er sikker.",
        Open.UNSETTLED: "Skulle den uventa vere med likevel? Spør den som kalla inn.",
        Open.MISSED: "Var det fleire der medan Møtevakt ikkje såg?",
        Open.WHO_HAS_THE_RECORDING: "Kven har opptaket eller teksten, og er det sletta?",
        Open.READ_THE_CHAT: "Kva stod i chatten, og kven kunne lese det?",
    },
    add="Skriv til namn, kva det handla om og kva de har gjort.",
    less_than_a_minute="under eitt minutt",
    one_minute="eitt minutt",
    minutes="{count} minutt",
    hours="{hours} t {minutes} min",
)

EN = BreachWords(
    title="Possible breach of confidentiality in a meeting",
    judge="Møtevakt does not know whether this is a breach. The data protection officer and the controller judge that.",
    first="File the hospital's own deviation report first. Then it is judged whether the authority is to be notified.",
    clock="If it is a breach that must be notified, Datatilsynet must have the notification by {date} at {hour}. The "
    "limit is 72 hours from when the hospital became aware of it, weekends included (GDPR article 33).",
    over="The limit of 72 hours ended on {date} at {hour}. If it is a breach that must be notified, notify at once and "
    "give the reasons for the delay (GDPR article 33).",
    facts="What Møtevakt saw",
    when="The meeting was on {date}, {span}.",
    running="The meeting began on {date}, {span}.",
    people="Of those who were expected, Møtevakt saw {others} in the call.",
    nobody="Møtevakt saw nobody who was not expected.",
    one="One person was not expected:",
    several="{count} people were not expected:",
    who="{person}: {reasons}. In the call {spells}, {inside} in all.",
    together="Of this, {together} together with others who were expected.",
    alone="Not at the same time as others who were expected.",
    outside="{person}: {reasons}. Not in the call, but able to read the chat.",
    glimpsed="{person}: {reasons}. There about {hour}; for how long is not known.",
    vouched="A colleague said at {hour} that they were meant to be there.",
    rejected="A colleague said at {hour} that they were unknown.",
    unsettled="Nobody has said whether they were meant to be there.",
    recorded="It was recorded {spans}.",
    transcribed="Teams saved what was said as text.",
    not_recorded="Møtevakt heard of no recording.",
    not_heard="Møtevakt would not have heard of a recording.",
    wrote="The chat held something that looked like: {kinds}.",
    kinds={
        Kind.NATIONAL_NUMBER: "national identity numbers ({count})",
        Kind.LOCAL_NUMBER: "patient numbers ({count})",
        Kind.HEALTH: "health information about somebody recognisable ({count})",
        Kind.PATIENT: "somebody called a patient ({count})",
    },
    wrote_nothing="Møtevakt warned of no patient information in the chat.",
    stopped="Somebody stopped the conversation {hours}.",
    not_stopped="Nobody stopped the conversation by Møtevakt.",
    unseen="What Møtevakt did not see:",
    program="A program that may record was in the call {spans}.",
    open="What somebody must find out",
    questions={
        Open.WHAT_WAS_SAID: "What was said and shown in that time? Was it about patients, and how many?",
        Open.WHO_IT_WAS: "Who was it? Møtevakt saw no account that can be relied on.",
        Open.UNSETTLED: "Were they meant to be there after all? Ask whoever called the meeting.",
        Open.MISSED: "Were there more people while Møtevakt did not see?",
        Open.WHO_HAS_THE_RECORDING: "Who has the recording or the text, and has it been deleted?",
        Open.READ_THE_CHAT: "What stood in the chat, and who could read it?",
    },
    add="Add names, what it was about and what you have done.",
    less_than_a_minute="less than a minute",
    one_minute="one minute",
    minutes="{count} minutes",
    hours="{hours} h {minutes} min",
)

BREACH: Mapping[Language, BreachWords] = {Language.NB: NB, Language.NN: NN, Language.EN: EN}
