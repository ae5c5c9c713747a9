"""What is written and shared in the chat, in nynorsk."""

from bot.domain.chat import Closed
from bot.domain.health.findings import Kind, Sign
from cards.words.chat import ChatWords

CHAT = ChatWords(
    title="Berre du ser dette",
    seems="Meldinga di kl.\u00a0{hour} ser ut til å innehalde {what}.",
    may="Meldinga di kl.\u00a0{hour} kan innehalde {what}.",
    may_several="Meldingane dine kl.\u00a0{hours} kan innehalde {what}.",
    name_seems="Namnet på ei fil eller lenkje, som du delte kl.\u00a0{hour}, ser ut til å innehalde {what}.",
    name_may="Namnet på ei fil eller lenkje, som du delte kl.\u00a0{hour}, kan innehalde {what}.",
    kinds={
        Kind.NATIONAL_NUMBER: "eit fødselsnummer eller liknande",
        Kind.LOCAL_NUMBER: "eit pasientnummer",
        Kind.HEALTH: "helseopplysningar om nokon som kan kjennast att",
        Kind.PATIENT: "opplysningar om kven som er pasient",
    },
    readers="Alle i chatten kan lese ho, òg etter møtet.",
    delete="Slik slettar du: Hald fingeren på meldinga, eller peik på ho. Vel … og så Slett.",
    false_alarm="Feil varsel",
    why="Kvifor?",
    saw="Dette såg vi: {signs}.",
    signs={
        Sign.NUMBER_CHECKS: "datoen og kontrollsifra stemmer",
        Sign.CUE: "orda rundt seier kva talet er",
        Sign.MISTYPED: "talet liknar, men eit siffer kan vere feil",
        Sign.BIRTH_DATE: "ein fødselsdato",
        Sign.NAME: "eit namn",
        Sign.INITIALS: "initialar",
        Sign.RELATIVE: "ein pårørande",
        Sign.OFFICE: "ei stilling som berre éin har",
        Sign.PLACE: "eit rom, ei seng eller ei adresse",
        Sign.AGE: "ein alder",
        Sign.TELEPHONE: "eit telefonnummer",
        Sign.PATIENT: "at nokon er pasient",
        Sign.ILLNESS: "ein sjukdom eller tilstand",
        Sign.MEDICINE: "eit legemiddel",
        Sign.TREATMENT: "ei undersøking eller behandling",
        Sign.DEATH: "eit dødsfall",
    },
    purpose="Chatten blir lagra i Teams. Det som gjeld ein pasient, høyrer heime i journalen (S2).",
    not_kept="Møtevakt tek ikkje vare på det du skreiv, og seier det ikkje til nokon andre.",
    closed={
        Closed.DELETED: "✓ Meldinga er sletta. Takk.",
        Closed.EDITED: "✓ Meldinga er endra. Takk.",
        Closed.MISTAKEN: "Takk for at du sa frå. Feilen blir talt, ikkje kven han gjaldt eller kva du skreiv.",
    },
    to_all="Chatten er ikkje staden for person- eller helseopplysningar. Har du skrive noko slikt? Slett det no.",
    shared="Ei fil vart delt i chatten. Dokument vi deler, skal ikkje innehalde person- eller helseopplysningar.",
    reads="Møtevakt les chatten, og seier frå til den som skriv noko som liknar person- eller helseopplysningar. "
    "Berre den som skreiv, ser det, og teksten blir ikkje lagra.",
    reads_short="Møtevakt les chatten, og seier frå berre til den som skriv.",
    status="Chatten blir lesen. Den siste meldinga kom kl.\u00a0{hour}.",
    nothing_read="Møtevakt har ikkje fått noka melding frå chatten enno.",
    unread="Møtevakt les ikkje chatten. Der passar vi på sjølve.",
    unseen="I chatten ser Møtevakt ikkje bilete, innhaldet i filer, eller det som vart skrive før Møtevakt kom til.",
)
