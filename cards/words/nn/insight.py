"""What is kept about somebody, in nynorsk."""

from bot.evidence.records import Purpose, Seen
from cards.words.insight import InsightWords

INSIGHT = InsightWords(
    title="Dette er lagra om deg",
    kept="Møtevakt lagrar når du kom og gjekk i møte, om du var venta, og kva du trykte på.",
    not_kept="Det du skriv i chatten, blir ikkje lagra.",
    for_days="Etter {days} dagar blir namnet ditt sletta.",
    for_a_day="Etter ein dag blir namnet ditt sletta.",
    unknown="Møtevakt finn ikkje dette for deg her.",
    nothing="Akkurat no er ingen møte med deg lagra.",
    meetings="Møte og chattar, dei nyaste først",
    date="%d.%m.%Y",
    from_till="kl.\u00a0{came}–{went}",
    since="frå kl.\u00a0{hour}, og er der no",
    glimpsed="sett i samtalen kl.\u00a0{hour}",
    not_in_call="ikkje sett i samtalen",
    no_meeting="ein chat med Møtevakt, utan møte",
    more_spells="og {count} gonger til",
    judged="Vurderinga til Møtevakt: {weight}.",
    judged_why="Vurderinga til Møtevakt: {weight} ({reasons}).",
    vouched="Ein kollega svarte kl.\u00a0{hour} at du var venta.",
    rejected="Ein kollega svarte kl.\u00a0{hour} at dei ikkje kjende deg.",
    more="Eldre møte som det ikkje er plass til her: {count}.",
    looks="Kven har sett namnet ditt",
    nobody="Ingen har sett det.",
    look="{name} såg {seen}",
    look_why="Grunn: {purpose}.",
    somebody="Ein med tilgang",
    seen={
        Seen.TIMELINE: "kven som var i møtet",
        Seen.PRINT: "ei utskrift av kven som var i møtet",
        Seen.EXPORT: "loggen med namn",
        Seen.ERASURE: "namnet for å slette det",
    },
    purposes={
        Purpose.DEVIATION: "noko kan ha gått gale i møtet",
        Purpose.REQUEST: "nokon bad om å få vite kva som er lagra om dei",
        Purpose.SUPERVISION: "tilsyn med Møtevakt",
    },
    of_meeting="møtet {date}",
    more_looks="Eldre oppslag som det ikkje er plass til her: {count}.",
    ask="Vil du ha alt, rette noko eller få noko sletta? Spør personvernombodet på sjukehuset.",
    elsewhere="Det viser Møtevakt berre til deg: Opne Møtevakt under Appar i Teams, og skriv innsyn der.",
)
