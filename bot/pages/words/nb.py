"""Bokmål."""

from bot.evidence.records import Purpose, Seen
from bot.evidence.tally import Counted
from bot.pages.refusals import Refusal
from bot.pages.words.words import DoorWords, FrameWords, LookWords, MeetingWords, Told, TrendWords, Words

_AGAIN = "Start innloggingen på nytt fra denne siden."
_NOT_US = (
    "Innloggingstjenesten svarte for noen andre enn Møtevakt eller virksomheten her. Si fra til dem "
    "som drifter Møtevakt."
)

_FRAME = FrameWords(
    tongue="Bokmål",
    product="Møtevakt tilsyn",
    skip="Gå til innholdet",
    navigation="Sider",
    languages="Språk",
    overview="Oversikt",
    meetings="Møter",
    trends="Utvikling",
    access="Innsynslogg",
    sign_out="Logg ut",
    signed_in="Logget inn som",
    privacy="Personvern i Møtevakt",
    accessibility="Tilgjengelighet",
    to_front="Til oversikten",
    error="Feil",
)

_DOOR = DoorWords(
    sign_in=Told(
        "Logg inn på tilsynssidene",
        (
            "Her ser personvernombudet hva Møtevakt har gjort i møtene. Sidene viser ikke chat, møtetitler "
            "eller pasienter.",
            "Deltakere står som «Person 1» i stedet for med navn. Hver gang noen slår opp navn, blir det "
            "skrevet hvem, når "
            "og hvorfor, og de det gjelder, kan se det.",
        ),
    ),
    button="Logg inn med kontoen din på jobben",
    signed_out=Told(
        "Du er logget ut",
        ("Du er logget ut av tilsynssidene. Sitter du ved en delt maskin, bør du logge ut av Microsoft også.",),
    ),
    again="Logg inn igjen",
    elsewhere="Logg ut av Microsoft",
    impossible=Told(
        "Sidene kan ikke åpnes her",
        (
            "Møtevakt er registrert som en administrert identitet, og den kan ikke logge inn mennesker.",
            "Den som administrerer Entra i virksomheten, må registrere Møtevakt som en app med hemmelighet "
            "eller sertifikat.",
        ),
    ),
    refused={
        Refusal.STATE: Told(
            "Innloggingen ble ikke kjent igjen",
            ("Det kan ha gått for lang tid, eller to innlogginger gikk samtidig.", _AGAIN),
        ),
        Refusal.CANCELLED: Told(
            "Innloggingen ble avbrutt", ("Innloggingstjenesten slapp deg ikke gjennom, eller du avbrøt.", _AGAIN)
        ),
        Refusal.CODE: Told("Innloggingen kan ikke brukes", ("Den er brukt før, eller den har gått ut.", _AGAIN)),
        Refusal.SECRET: Told(
            "Møtevakt får ikke logget deg inn",
            (
                "Hemmeligheten eller sertifikatet til Møtevakt blir ikke godtatt. Den som administrerer Entra i "
                "virksomheten, må fornye det.",
            ),
        ),
        Refusal.NONCE: Told("Innloggingen ble ikke kjent igjen", ("Svaret hører til en annen innlogging.", _AGAIN)),
        Refusal.AUDIENCE: Told("Innloggingen gjelder ikke Møtevakt", (_NOT_US,)),
        Refusal.ISSUER: Told("Innloggingen gjelder ikke Møtevakt", (_NOT_US,)),
        Refusal.TENANT: Told(
            "Kontoen hører til en annen virksomhet", ("Bruk kontoen du har i virksomheten som bruker Møtevakt.", _AGAIN)
        ),
        Refusal.EXPIRED: Told(
            "Innloggingen har gått ut",
            ("Hender det igjen, går klokken på tjeneren feil. Si fra til dem som drifter Møtevakt.", _AGAIN),
        ),
        Refusal.ACCOUNT: Told("Innloggingen sier ikke hvem du er", (_NOT_US,)),
        Refusal.ROLE: Told(
            "Du har ikke tilgang",
            (
                "Sidene er for personvernombudet og andre som fører tilsyn med Møtevakt. Kontoen din har ikke "
                "rollen Tilsyn.Read.",
                "Trenger du tilgang, kan den som administrerer Entra i virksomheten, gi deg rollen: Enterprise "
                "applications, "
                "Møtevakt, Users and groups. Logg så inn på nytt.",
            ),
        ),
        Refusal.OFTEN: Told("For mange innlogginger på kort tid", ("Vent et minutt og prøv igjen.",)),
        Refusal.AWAY: Told(
            "Innloggingstjenesten svarer ikke",
            ("Prøv igjen om litt. Varer det, kan dem som drifter Møtevakt, se etter i brannmuren.",),
        ),
    },
    not_found=Told("Fant ikke siden", ("Møtet eller siden finnes ikke, eller er slettet.",)),
    not_allowed=Told("Dette går ikke an her", ("Siden tar ikke imot den slags forespørsler.",)),
    not_ours=Told(
        "Skjemaet ble ikke tatt imot",
        (
            "Det kom ikke fra en side vi har vist deg, eller du har vært borte for lenge. Gå tilbake, last "
            "siden på nytt og prøv igjen.",
        ),
    ),
    too_large=Told("Skjemaet er for stort", ("Gå tilbake og prøv igjen.",)),
    bad=Told("Forespørselen kan ikke leses", ("Gå tilbake og prøv igjen.",)),
    away=Told("Databasen svarer ikke", ("Prøv igjen om litt. Ingenting er tapt.",)),
    unforeseen=Told("Noe gikk galt hos oss", ("Feilen er skrevet i loggen. Prøv igjen om litt.",)),
)

_MEETING = MeetingWords(
    people_seen="Deltakere",
    stood_out="Skilte seg ut",
    unsettled="Ikke avklart",
    unseen="Ikke sett",
    nothing="–",
    some_unsettled="{count} ikke avklart",
    page="Side {number}",
    earlier="Forrige side",
    later="Neste side",
    more_that_day="{count} møter til denne dagen.",
    picture="Tidslinjen som bilde",
    rows="Radene i revisjonsloggen",
    overview_lead="Møter der Møtevakt er med nå, og det som venter på et menneske.",
    running="Møter som pågår",
    none_running="Ingen møter pågår nå.",
    more_running="{count} møter til pågår.",
    none_unsettled="Alle det ble varslet om, er avklart.",
    not_counted="{count} møter det siste døgnet er ikke regnet med her ennå. Du finner dem under Møter.",
    unsettled_lately="Ikke avklart i møter de siste sju dagene",
    day="Møter {day}",
    none_that_day="Møtevakt var ikke med i noen møter denne dagen.",
    before="Dagen før",
    after="Dagen etter",
    pick="Velg dag",
    show="Vis",
    ended="Sluttet",
    still="pågår",
    meeting="Møte",
    open_timeline="Møtet kl.\u00a0{hour}",
    timeline="Tidslinje {day}",
    nameless="Deltakerne står som «Person 1» og så videre. Tallene gjelder bare i dette møtet.",
    hour="Klokken",
    happened="Hva skjedde",
    details="Detaljer",
    no_rows="Det er ikke skrevet noe om dette møtet.",
    names_shown="Det er skrevet i innsynsloggen at du har sett navnene. De forsvinner når du går fra siden.",
)

_LOOK = LookWords(
    print_names="Skriv ut med navn (PDF)",
    print_nameless="Skriv ut uten navn (PDF)",
    deviation="Mulig brudd: utkast til avviksmelding",
    known="Når ble sykehuset kjent med det?",
    draft="Lag utkast",
    drafted="Utkast, uten navn",
    to_timeline="Til tidslinjen",
    ask="Vis navn",
    ask_lead="Det blir skrevet at du har sett navnene, når og hvorfor. Deltakerne kan se det.",
    purpose="Hvorfor trenger du navnene?",
    purposes={
        Purpose.DEVIATION: "Avvik: noe kan ha gått galt i møtet",
        Purpose.REQUEST: "Innsyn: noen har bedt om å få vite hva som er lagret om dem",
        Purpose.SUPERVISION: "Tilsyn: en myndighet eller personvernombudet undersøker Møtevakt",
    },
    no_purpose="Velg hvorfor du trenger navnene.",
    show_names="Vis navn",
    title="Innsynslogg",
    lead="Hvem som har sett navn de siste 365 dagene, nyest først.",
    none="Ingen har sett navn.",
    at="Når",
    who="Hvem",
    what="Hva",
    which="Møte",
    why="Hvorfor",
    looks="Hvem som har sett navn",
    gone="møtet er slettet",
    seen={Seen.TIMELINE: "Tidslinje", Seen.PRINT: "Utskrift", Seen.EXPORT: "Eksport", Seen.ERASURE: "Sletting"},
    erased="navnet er slettet",
    several="flere møter",
)

_TRENDS = TrendWords(
    lead="Tall fra møter som er slutt, de siste tolv månedene. Ingen personer er med.",
    by_month="Måned for måned",
    month="Måned",
    meetings="Møter",
    reasons="Hvorfor noen ble varslet om",
    reason="Grunn",
    people="Personer",
    nobody="Ingen grunner er skrevet ned.",
    none="Ingen møter er talt opp ennå.",
    counted={
        Counted.REMINDERS: "Påminnelser",
        Counted.FLAGGED: "Personer det ble varslet om",
        Counted.RECORDINGS: "Opptak i Teams",
        Counted.FALSE_ALARMS: "Falske varsler om chatten",
        Counted.UNSETTLED: "Ikke avklart",
        Counted.STOPS: "Stopp",
        Counted.CARDS_LOST: "Kort som ikke kom fram",
    },
)

NB = Words(
    frame=_FRAME,
    door=_DOOR,
    meeting=_MEETING,
    look=_LOOK,
    trends=_TRENDS,
    statement=Told(
        "Tilgjengelighet",
        (
            "Dette er et utkast. Virksomheten må fylle ut og publisere sin egen tilgjengelighetserklæring.",
            "Sidene er laget etter WCAG 2.1 på nivå A og AA. Hver side er prøvd maskinelt og med bare tastatur. "
            "De er ikke prøvd av brukere av skjermleser ennå.",
            "Er det noe du ikke får til å bruke, så si fra til dem som drifter Møtevakt i virksomheten. "
            "Du kan også klage til Tilsynet for universell utforming av ikt.",
        ),
    ),
)
