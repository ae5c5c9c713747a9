"""What is kept about somebody, in bokmål."""

from bot.evidence.records import Purpose, Seen
from cards.words.insight import InsightWords

INSIGHT = InsightWords(
    title="Dette er lagret om deg",
    kept="Møtevakt lagrer når du kom og gikk i møter, om du var ventet, og hva du trykket på.",
    not_kept="Det du skriver i chatten, blir ikke lagret.",
    for_days="Etter {days} dager blir navnet ditt slettet.",
    for_a_day="Etter en dag blir navnet ditt slettet.",
    unknown="Møtevakt finner ikke dette for deg her.",
    nothing="Akkurat nå er ingen møter med deg lagret.",
    meetings="Møter og chatter, de nyeste først",
    date="%d.%m.%Y",
    from_till="kl.\u00a0{came}–{went}",
    since="fra kl.\u00a0{hour}, og er der nå",
    glimpsed="sett i samtalen kl.\u00a0{hour}",
    not_in_call="ikke sett i samtalen",
    no_meeting="en chat med Møtevakt, uten møte",
    more_spells="og {count} ganger til",
    judged="Møtevakts vurdering: {weight}.",
    judged_why="Møtevakts vurdering: {weight} ({reasons}).",
    vouched="En kollega svarte kl.\u00a0{hour} at du var ventet.",
    rejected="En kollega svarte kl.\u00a0{hour} at de ikke kjente deg.",
    more="Eldre møter som ikke får plass her: {count}.",
    looks="Hvem har sett navnet ditt",
    nobody="Ingen har sett det.",
    look="{name} så {seen}",
    look_why="Grunn: {purpose}.",
    somebody="En med tilgang",
    seen={
        Seen.TIMELINE: "hvem som var i møtet",
        Seen.PRINT: "en utskrift av hvem som var i møtet",
        Seen.EXPORT: "loggen med navn",
        Seen.ERASURE: "navnet for å slette det",
    },
    purposes={
        Purpose.DEVIATION: "noe kan ha gått galt i møtet",
        Purpose.REQUEST: "noen ba om å få vite hva som er lagret om dem",
        Purpose.SUPERVISION: "tilsyn med Møtevakt",
    },
    of_meeting="møtet {date}",
    more_looks="Eldre oppslag som ikke får plass her: {count}.",
    ask="Vil du ha alt, rette noe eller få noe slettet? Spør personvernombudet på sykehuset.",
    elsewhere="Det viser Møtevakt bare til deg: Åpne Møtevakt under Apper i Teams, og skriv innsyn der.",
)
