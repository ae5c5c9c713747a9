"""Who is here, who should be, and what we do not see, in nynorsk."""

from bot.domain.coverage import Blind
from bot.domain.expected import Answer, Source, Unread
from cards.words.watching import AlertWords, ExpectedWords, GapWords, RosterWords, StatusWords

ALERT = AlertWords(
    one_open="Ein deltakar må avklarast",
    many_open="{count} deltakarar må avklarast",
    one_amber="Ein deltakar bør avklarast",
    many_amber="{count} deltakarar bør avklarast",
    one_rejected="Ein ukjend er med i møtet",
    many_rejected="{count} ukjende er med i møtet",
    all_settled="✓ Alle er avklarte",
    over="Møtet er slutt. Dette vart ikkje avklart",
    call="{who}, kan du avklare dette?",
    vouch="Skal vere med",
    vouch_whom="{first} skal vere med",
    reject="Kjenner ikkje",
    reject_whom="Kjenner ikkje {first}",
    amend="Rett opp",
    back="Kom inn att.",
    next_step="Be vedkomande gå ut. Møteleiar kan òg fjerne vedkomande i deltakarlista.",
    folded_vouched="✓ {name} er avklart.",
    folded_rejected="✗ {name} er ukjend for oss.",
    folded_rest="Resten står lenger ned i chatten.",
    folded_newer="Nye deltakarar står lenger ned i chatten.",
)

ROSTER = RosterWords(
    title="Deltakarar",
    here="{count} er med",
    left="{count} har gått",
    left_out="og {count} til, som det ikkje er plass til her",
    nobody="Møtevakt har ikkje sett nokon i møtet enno.",
    waiting="{count} ventar i lobbyen",
    lobby="Ventar i lobbyen",
    since="sidan kl.\u00a0{hour}",
    formerly="heitte {name}",
    refresh="Oppdater",
    refreshed="Slik er det no. Berre du ser dette.",
    for_own_staff="Heile lista er for eigne tilsette som er venta. Spør gjerne ein av dei.",
)

EXPECTED = ExpectedWords(
    title="Kven som er venta",
    nobody="Møtevakt veit ikkje om nokon enno.",
    count="{count} venta i møtet.",
    sources={
        Source.INVITATION: "innkallinga",
        Source.CALENDAR: "kalenderen",
        Source.SYSTEM: "meld på førehand",
        Source.CHAT: "meld i chatten",
    },
    organizer="har kalla inn",
    answers={
        Answer.NONE: "",
        Answer.YES: "har svart ja",
        Answer.MAYBE: "har svart kanskje",
        Answer.NO: "har svart nei",
    },
    room="møterom",
    trusted_one="Vi har fast samarbeid med éi verksemd. Det hastar ikkje å avklare tilsette derifrå.",
    trusted_many="Vi har fast samarbeid med {count} verksemder. Det hastar ikkje å avklare tilsette derifrå.",
    how="Ventar vi fleire? Skriv /forventet og namnet, e-postadressa eller @namn.",
)

STATUS = StatusWords(
    title="Kva Møtevakt ser",
    seen="Dette går Møtevakt etter:",
    not_seen="Dette kan mangle:",
    news="Teams seier frå når nokon kjem eller går. Siste nytt kom kl.\u00a0{hour}.",
    no_news="Teams har ikkje meldt om nokon enno.",
    hears_the_call="Teams seier òg frå når nokon ventar i lobbyen eller ringjer inn.",
    asked="Møtevakt spurde sist Teams kl.\u00a0{hour}.",
    read_none="Innkallinga vart lesen kl.\u00a0{hour}, men ingen er kalla inn.",
    read_one="Innkallinga vart lesen kl.\u00a0{hour}, og éin er kalla inn.",
    read_many="Innkallinga vart lesen kl.\u00a0{hour}, og {count} er kalla inn.",
    not_read_yet="Innkallinga er ikkje lesen enno.",
    calendar_one="Éin står i kalenderen.",
    calendar_many="{count} står i kalenderen.",
    announced="{count} fekk vi vite om på førehand.",
    awaited="{count} fekk vi vite om i chatten.",
    not_running="Møtet er ikkje i gang.",
)

GAPS = GapWords(
    always="Møtevakt ser ikkje lobbyen og ikkje kven som ringjer inn.",
    spots={
        Blind.CALLED_BEFORE: "Kven som ringde inn eller venta i lobbyen før kl.\u00a0{until}, ser Møtevakt ikkje.",
        Blind.BEFORE_US: "Møtevakt kom inn kl.\u00a0{until}, og ser kanskje ikkje alle som kom før.",
        Blind.WHILE_AWAY: "Møtevakt var borte kl.\u00a0{since}–{until}, og kan ha gått glipp av nokon.",
        Blind.ROSTER_UNREAD: "Teams svarte ikkje kl.\u00a0{since}, då Møtevakt spurde kven som er med.",
        Blind.CONTRADICTED: "Nokon kom eller gjekk utan at Teams sa frå. Møtevakt oppdaga det kl.\u00a0{since}.",
    },
    call={
        Unread.OFF: "Det er slått av her. IT kan slå det på.",
        Unread.DENIED: "Tilgangen manglar. IT kan gi tilgang.",
        Unread.NOT_FOUND: "Teams fann ikkje møtet då Møtevakt spurde etter dei.",
        Unread.AWAY: "Teams svarte ikkje då Møtevakt spurde etter dei. IT kan hjelpe dersom det held fram.",
        Unread.PRIVATE: "Teams seier ikkje frå om dei i dette møtet.",
    },
    roster_denied="Møtevakt får ikkje spørje Teams om kven som er med, for tilgangen manglar. IT kan gi tilgang.",
    calendar={
        Unread.OFF: "Møtevakt les ikkje kalenderen.",
        Unread.DENIED: "Møtevakt får ikkje lese kalenderen. Gjester som er kalla inn med berre e-post, kan mangle.",
        Unread.NOT_FOUND: "Møtevakt fann ikkje møtet i kalenderen til den som kalla inn.",
        Unread.AWAY: "Møtevakt fekk ikkje svar då kalenderen skulle lesast.",
        Unread.PRIVATE: "Møtet er privat i kalenderen, så Møtevakt les det ikkje der.",
    },
    invitation={
        Unread.OFF: "Møtevakt les ikkje innkallinga, for det er slått av her. IT kan slå det på.",
        Unread.DENIED: "Møtevakt fekk ikkje lese innkallinga, for tilgangen manglar. IT kan gi tilgang.",
        Unread.NOT_FOUND: "Møtevakt fann inga innkalling til dette møtet. Møteleiar kan kalle inn frå kalenderen.",
        Unread.AWAY: "Møtevakt fekk ikkje svar då innkallinga skulle lesast. IT kan hjelpe dersom det held fram.",
        Unread.PRIVATE: "Innkallinga er privat, så ho blir ikkje lesen.",
    },
    invitation_means="Difor veit ikkje Møtevakt sikkert kven som er venta.",
    only_calendar="Møtevakt går etter kalenderen i staden.",
    last_read="Innkallinga vart sist lesen kl.\u00a0{since}.",
)
