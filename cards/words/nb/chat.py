"""What is written and shared in the chat, in bokmål."""

from bot.domain.chat import Closed
from bot.domain.health.findings import Kind, Sign
from cards.words.chat import ChatWords

CHAT = ChatWords(
    title="Bare du ser dette",
    seems="Meldingen din kl.\u00a0{hour} ser ut til å inneholde {what}.",
    may="Meldingen din kl.\u00a0{hour} kan inneholde {what}.",
    may_several="Meldingene dine kl.\u00a0{hours} kan inneholde {what}.",
    name_seems="Navnet på en fil eller lenke, som du delte kl.\u00a0{hour}, ser ut til å inneholde {what}.",
    name_may="Navnet på en fil eller lenke, som du delte kl.\u00a0{hour}, kan inneholde {what}.",
    kinds={
        Kind.NATIONAL_NUMBER: "et fødselsnummer eller lignende",
        Kind.LOCAL_NUMBER: "et pasientnummer",
        Kind.HEALTH: "helseopplysninger om noen som kan kjennes igjen",
        Kind.PATIENT: "opplysninger om hvem som er pasient",
    },
    readers="Alle i chatten kan lese den, også etter møtet.",
    delete="Slik sletter du: Hold fingeren på meldingen, eller pek på den. Velg … og så Slett.",
    false_alarm="Feil varsel",
    why="Hvorfor?",
    saw="Dette så vi: {signs}.",
    signs={
        Sign.NUMBER_CHECKS: "datoen og kontrollsifrene stemmer",
        Sign.CUE: "ordene rundt sier hva tallet er",
        Sign.MISTYPED: "tallet ligner, men et siffer kan være feil",
        Sign.BIRTH_DATE: "en fødselsdato",
        Sign.NAME: "et navn",
        Sign.INITIALS: "initialer",
        Sign.RELATIVE: "en pårørende",
        Sign.OFFICE: "en stilling som bare én har",
        Sign.PLACE: "et rom, en seng eller en adresse",
        Sign.AGE: "en alder",
        Sign.TELEPHONE: "et telefonnummer",
        Sign.PATIENT: "at noen er pasient",
        Sign.ILLNESS: "en sykdom eller tilstand",
        Sign.MEDICINE: "et legemiddel",
        Sign.TREATMENT: "en undersøkelse eller behandling",
        Sign.DEATH: "et dødsfall",
    },
    purpose="Chatten blir lagret i Teams. Det som gjelder en pasient, hører hjemme i journalen (S2).",
    not_kept="Møtevakt tar ikke vare på det du skrev, og sier det ikke til noen andre.",
    closed={
        Closed.DELETED: "✓ Meldingen er slettet. Takk.",
        Closed.EDITED: "✓ Meldingen er endret. Takk.",
        Closed.MISTAKEN: "Takk for at du sa fra. Feilen blir telt, men ikke hvem den gjaldt eller hva du skrev.",
    },
    to_all="Chatten er ikke stedet for person- eller helseopplysninger. Har du skrevet noe slikt? Slett det gjerne nå.",
    shared="En fil ble delt i chatten. Dokumenter vi deler, skal ikke inneholde person- eller helseopplysninger.",
    reads="Møtevakt leser chatten, og sier fra til den som skriver noe som ligner person- eller helseopplysninger. "
    "Bare den som skrev, ser det, og teksten blir ikke lagret.",
    reads_short="Møtevakt leser chatten, og sier fra bare til den som skriver.",
    status="Chatten blir lest. Siste melding kom kl.\u00a0{hour}.",
    nothing_read="Møtevakt har ikke fått noen melding fra chatten ennå.",
    unread="Møtevakt leser ikke chatten. Der passer vi på selv.",
    unseen="I chatten ser Møtevakt ikke bilder, innholdet i filer, eller det som ble skrevet før Møtevakt kom til.",
)
