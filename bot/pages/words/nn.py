"""Nynorsk."""

from bot.evidence.records import Purpose, Seen
from bot.evidence.tally import Counted
from bot.pages.refusals import Refusal
from bot.pages.words.words import DoorWords, FrameWords, LookWords, MeetingWords, Told, TrendWords, Words

_AGAIN = "Byrja innlogginga på nytt frå denne sida."
_NOT_US = (
    "Innloggingstenesta svara for nokon andre enn Møtevakt eller verksemda her. Sei frå til dei som driftar Møtevakt."
)

_FRAME = FrameWords(
    tongue="Nynorsk",
    product="Møtevakt tilsyn",
    skip="Gå til innhaldet",
    navigation="Sider",
    languages="Språk",
    overview="Oversyn",
    meetings="Møte",
    trends="Utvikling",
    access="Innsynslogg",
    sign_out="Logg ut",
    signed_in="Logga inn som",
    privacy="Personvern i Møtevakt",
    accessibility="Tilgjenge",
    to_front="Til oversynet",
    error="Feil",
)

_DOOR = DoorWords(
    sign_in=Told(
        "Logg inn på tilsynssidene",
        (
            "Her kan personvernombodet sjå kva Møtevakt har gjort i møta. Sidene viser korkje chat, "
            "møtetitlar eller pasientar.",
            "Deltakarane står som «Person 1» i staden for med namn. Kvar gong nokon slår opp namn, vert det "
            "skrive ned kven, når "
            "og kvifor, og dei det gjeld, kan sjå det.",
        ),
    ),
    button="Logg inn med kontoen din frå jobben",
    signed_out=Told(
        "Du er logga ut",
        ("Du er logga ut av tilsynssidene. Brukar du ei delt maskin, bør du logge ut av Microsoft òg.",),
    ),
    again="Logg inn att",
    elsewhere="Logg ut av Microsoft",
    impossible=Told(
        "Sidene kan ikkje opnast her",
        (
            "Møtevakt er registrert som ein administrert identitet, og ein slik kan ikkje logge inn menneske.",
            "Den som administrerer Entra i verksemda, må registrere Møtevakt som ein app med løyndom eller sertifikat.",
        ),
    ),
    refused={
        Refusal.STATE: Told(
            "Innlogginga vart ikkje kjend att",
            ("Det kan ha gått for lang tid, eller så gjekk to innloggingar samstundes.", _AGAIN),
        ),
        Refusal.CANCELLED: Told(
            "Innlogginga vart avbroten", ("Innloggingstenesta slepte deg ikkje gjennom, eller du avbraut.", _AGAIN)
        ),
        Refusal.CODE: Told("Innlogginga kan ikkje brukast", ("Ho er brukt før, eller ho har gått ut.", _AGAIN)),
        Refusal.SECRET: Told(
            "Møtevakt får ikkje logga deg inn",
            (
                "Løyndomen eller sertifikatet til Møtevakt vert ikkje godteke. Den som administrerer Entra i "
                "verksemda, må fornye det.",
            ),
        ),
        Refusal.NONCE: Told("Innlogginga vart ikkje kjend att", ("Svaret høyrer til ei anna innlogging.", _AGAIN)),
        Refusal.AUDIENCE: Told("Innlogginga gjeld ikkje Møtevakt", (_NOT_US,)),
        Refusal.ISSUER: Told("Innlogginga gjeld ikkje Møtevakt", (_NOT_US,)),
        Refusal.TENANT: Told(
            "Kontoen høyrer til ei anna verksemd", ("Bruk kontoen du har i verksemda som brukar Møtevakt.", _AGAIN)
        ),
        Refusal.EXPIRED: Told(
            "Innlogginga har gått ut",
            ("Hender det om att, går klokka på tenaren feil. Sei frå til dei som driftar Møtevakt.", _AGAIN),
        ),
        Refusal.ACCOUNT: Told("Innlogginga fortel ikkje kven du er", (_NOT_US,)),
        Refusal.ROLE: Told(
            "Du har ikkje tilgang",
            (
                "Sidene er for personvernombodet og andre som fører tilsyn med Møtevakt. Kontoen din har ikkje "
                "rolla Tilsyn.Read.",
                "Treng du tilgang, kan den som administrerer Entra i verksemda, gje deg rolla: Enterprise "
                "applications, "
                "Møtevakt, Users and groups. Logg så inn på nytt.",
            ),
        ),
        Refusal.OFTEN: Told("For mange innloggingar på kort tid", ("Vent eit minutt og prøv att.",)),
        Refusal.AWAY: Told(
            "Innloggingstenesta svarar ikkje",
            ("Prøv att om ei stund. Varer det ved, kan dei som driftar Møtevakt, sjå etter i brannmuren.",),
        ),
    },
    not_found=Told("Fann ikkje sida", ("Møtet eller sida finst ikkje, eller er sletta.",)),
    not_allowed=Told("Dette går ikkje her", ("Sida tek ikkje imot slike førespurnader.",)),
    not_ours=Told(
        "Skjemaet vart ikkje teke imot",
        (
            "Det kom ikkje frå ei side vi har vist deg, eller du har vore borte for lenge. Gå attende, last "
            "sida på nytt og prøv att.",
        ),
    ),
    too_large=Told("Skjemaet er for stort", ("Gå attende og prøv att.",)),
    bad=Told("Førespurnaden kan ikkje lesast", ("Gå attende og prøv att.",)),
    away=Told("Databasen svarar ikkje", ("Prøv att om ei stund. Ingenting er tapt.",)),
    unforeseen=Told("Noko gjekk gale hos oss", ("Feilen står i loggen. Prøv att om ei stund.",)),
)

_MEETING = MeetingWords(
    people_seen="Deltakarar",
    stood_out="Skilde seg ut",
    unsettled="Ikkje avklart",
    unseen="Ikkje sett",
    nothing="–",
    some_unsettled="{count} ikkje avklart",
    page="Side {number}",
    earlier="Førre side",
    later="Neste side",
    more_that_day="{count} møte til denne dagen.",
    picture="Tidslinja som bilete",
    rows="Radene i revisjonsloggen",
    overview_lead="Møte der Møtevakt er med no, og det som ventar på eit menneske.",
    running="Møte som går føre seg",
    none_running="Ingen møte går føre seg no.",
    more_running="{count} møte til går føre seg.",
    none_unsettled="Alle det vart varsla om, er avklarte.",
    not_counted="{count} møte det siste døgnet er ikkje rekna med her enno. Du finn dei under Møte.",
    unsettled_lately="Ikkje avklart i møte dei siste sju dagane",
    day="Møte {day}",
    none_that_day="Møtevakt var ikkje med i noko møte denne dagen.",
    before="Dagen før",
    after="Dagen etter",
    pick="Vel dag",
    show="Vis",
    ended="Slutta",
    still="går føre seg",
    meeting="Møte",
    open_timeline="Møtet kl.\u00a0{hour}",
    timeline="Tidslinje {day}",
    nameless="Deltakarane står som «Person 1» og så vidare. Tala gjeld berre i dette møtet.",
    hour="Klokka",
    happened="Kva hende",
    details="Detaljar",
    no_rows="Det er ikkje skrive noko om dette møtet.",
    names_shown="Det står no i innsynsloggen at du har sett namna. Dei forsvinn når du går frå sida.",
)

_LOOK = LookWords(
    print_names="Skriv ut med namn (PDF)",
    print_nameless="Skriv ut utan namn (PDF)",
    deviation="Mogleg brot: utkast til avviksmelding",
    known="Når vart sjukehuset kjent med det?",
    draft="Lag utkast",
    drafted="Utkast, utan namn",
    to_timeline="Til tidslinja",
    ask="Vis namn",
    ask_lead="Det vert skrive ned at du har sett namna, når og kvifor. Deltakarane kan sjå det.",
    purpose="Kvifor treng du namna?",
    purposes={
        Purpose.DEVIATION: "Avvik: noko kan ha gått gale i møtet",
        Purpose.REQUEST: "Innsyn: nokon har bede om å få vite kva som er lagra om dei",
        Purpose.SUPERVISION: "Tilsyn: ei styresmakt eller personvernombodet undersøkjer Møtevakt",
    },
    no_purpose="Vel kvifor du treng namna.",
    show_names="Vis namn",
    title="Innsynslogg",
    lead="Kven som har sett namn dei siste 365 dagane, nyaste først.",
    none="Ingen har sett namn.",
    at="Når",
    who="Kven",
    what="Kva",
    which="Møte",
    why="Kvifor",
    looks="Kven som har sett namn",
    gone="møtet er sletta",
    seen={Seen.TIMELINE: "Tidslinje", Seen.PRINT: "Utskrift", Seen.EXPORT: "Eksport", Seen.ERASURE: "Sletting"},
    erased="namnet er sletta",
    several="fleire møte",
)

_TRENDS = TrendWords(
    lead="Tal frå møte som er slutt, dei siste tolv månadene. Ingen personar er med.",
    by_month="Månad for månad",
    month="Månad",
    meetings="Møte",
    reasons="Kvifor nokon vart varsla om",
    reason="Grunn",
    people="Personar",
    nobody="Ingen grunnar er skrivne ned.",
    none="Ingen møte er talde opp enno.",
    counted={
        Counted.REMINDERS: "Påminningar",
        Counted.FLAGGED: "Personar det vart varsla om",
        Counted.RECORDINGS: "Opptak i Teams",
        Counted.FALSE_ALARMS: "Falske varsel om chatten",
        Counted.UNSETTLED: "Ikkje avklart",
        Counted.STOPS: "Stopp",
        Counted.CARDS_LOST: "Kort som ikkje kom fram",
    },
)

NN = Words(
    frame=_FRAME,
    door=_DOOR,
    meeting=_MEETING,
    look=_LOOK,
    trends=_TRENDS,
    statement=Told(
        "Tilgjenge",
        (
            "Dette er eit utkast. Verksemda må fylle ut og publisere si eiga tilgjengefråsegn.",
            "Sidene er laga etter WCAG 2.1 på nivå A og AA. Kvar side er prøvd maskinelt og med berre tastatur. "
            "Dei er ikkje prøvde av folk som brukar skjermlesar enno.",
            "Er det noko du ikkje får til å bruke, så sei frå til dei som driftar Møtevakt i verksemda. "
            "Du kan òg klage til Tilsynet for universell utforming av ikt.",
        ),
    ),
)
