"""Who is here, who should be, and what we do not see, in bokmål."""

from bot.domain.coverage import Blind
from bot.domain.expected import Answer, Source, Unread
from cards.words.watching import AlertWords, ExpectedWords, GapWords, RosterWords, StatusWords

ALERT = AlertWords(
    one_open="En deltaker må avklares",
    many_open="{count} deltakere må avklares",
    one_amber="En deltaker bør avklares",
    many_amber="{count} deltakere bør avklares",
    one_rejected="En ukjent er med i møtet",
    many_rejected="{count} ukjente er med i møtet",
    all_settled="✓ Alle er avklart",
    over="Møtet er slutt. Dette ble ikke avklart",
    call="{who}, kan du avklare dette?",
    vouch="Skal være med",
    vouch_whom="{first} skal være med",
    reject="Kjenner ikke",
    reject_whom="Kjenner ikke {first}",
    amend="Rett opp",
    back="Kom inn igjen.",
    next_step="Be vedkommende gå ut. Møteleder kan også fjerne vedkommende i deltakerlisten.",
    folded_vouched="✓ {name} er avklart.",
    folded_rejected="✗ {name} er ukjent for oss.",
    folded_rest="Resten står lenger ned i chatten.",
    folded_newer="Nye deltakere står lenger ned i chatten.",
)

ROSTER = RosterWords(
    title="Deltakere",
    here="{count} er med",
    left="{count} har gått",
    left_out="og {count} til, som det ikke er plass til her",
    nobody="Møtevakt har ikke sett noen i møtet ennå.",
    waiting="{count} venter i lobbyen",
    lobby="Venter i lobbyen",
    since="siden kl.\u00a0{hour}",
    formerly="het {name}",
    refresh="Oppdater",
    refreshed="Slik er det nå. Bare du ser dette.",
    for_own_staff="Hele listen er for egne ansatte som er ventet. Spør gjerne en av dem.",
)

EXPECTED = ExpectedWords(
    title="Hvem som er ventet",
    nobody="Møtevakt vet ikke om noen ennå.",
    count="{count} ventet i møtet.",
    sources={
        Source.INVITATION: "innkallingen",
        Source.CALENDAR: "kalenderen",
        Source.SYSTEM: "meldt på forhånd",
        Source.CHAT: "meldt i chatten",
    },
    organizer="har kalt inn",
    answers={
        Answer.NONE: "",
        Answer.YES: "har svart ja",
        Answer.MAYBE: "har svart kanskje",
        Answer.NO: "har svart nei",
    },
    room="møterom",
    trusted_one="Vi har fast samarbeid med én virksomhet. Det haster ikke å avklare ansatte derfra.",
    trusted_many="Vi har fast samarbeid med {count} virksomheter. Det haster ikke å avklare ansatte derfra.",
    how="Venter vi flere? Skriv /forventet og navnet, e-postadressen eller @navn.",
)

STATUS = StatusWords(
    title="Hva Møtevakt ser",
    seen="Dette går Møtevakt etter:",
    not_seen="Dette kan mangle:",
    news="Teams sier fra når noen kommer eller går. Siste nytt kom kl.\u00a0{hour}.",
    no_news="Teams har ikke meldt om noen ennå.",
    hears_the_call="Teams sier også fra når noen venter i lobbyen eller ringer inn.",
    asked="Møtevakt spurte sist Teams kl.\u00a0{hour}.",
    read_none="Innkallingen ble lest kl.\u00a0{hour}, men ingen er kalt inn.",
    read_one="Innkallingen ble lest kl.\u00a0{hour}, og én er kalt inn.",
    read_many="Innkallingen ble lest kl.\u00a0{hour}, og {count} er kalt inn.",
    not_read_yet="Innkallingen er ikke lest ennå.",
    calendar_one="Én står i kalenderen.",
    calendar_many="{count} står i kalenderen.",
    announced="{count} er meldt på forhånd.",
    awaited="{count} er meldt i chatten.",
    not_running="Møtet er ikke i gang.",
)

GAPS = GapWords(
    always="Møtevakt ser ikke lobbyen og ikke hvem som ringer inn.",
    spots={
        Blind.CALLED_BEFORE: "Hvem som ringte inn eller ventet i lobbyen før kl.\u00a0{until}, ser Møtevakt ikke.",
        Blind.BEFORE_US: "Møtevakt kom inn kl.\u00a0{until}, og ser kanskje ikke alle som kom før.",
        Blind.WHILE_AWAY: "Møtevakt var borte kl.\u00a0{since}–{until}, og kan ha gått glipp av noen.",
        Blind.ROSTER_UNREAD: "Teams svarte ikke kl.\u00a0{since}, da Møtevakt spurte hvem som er med.",
        Blind.CONTRADICTED: "Noen kom eller gikk uten at Teams sa fra. Møtevakt oppdaget det kl.\u00a0{since}.",
    },
    call={
        Unread.OFF: "Det er slått av her. IT kan slå det på.",
        Unread.DENIED: "Tilgangen mangler. IT kan gi tilgang.",
        Unread.NOT_FOUND: "Teams fant ikke møtet da Møtevakt spurte etter dem.",
        Unread.AWAY: "Teams svarte ikke da Møtevakt spurte etter dem. IT kan hjelpe hvis det gjentar seg.",
        Unread.PRIVATE: "Teams sier ikke fra om dem i dette møtet.",
    },
    roster_denied="Møtevakt får ikke spørre Teams om hvem som er med, for tilgangen mangler. IT kan gi tilgang.",
    calendar={
        Unread.OFF: "Møtevakt leser ikke kalenderen.",
        Unread.DENIED: "Møtevakt får ikke lese kalenderen. Gjester som er kalt inn med bare e-post, kan mangle.",
        Unread.NOT_FOUND: "Møtevakt fant ikke møtet i kalenderen til den som kalte inn.",
        Unread.AWAY: "Møtevakt fikk ikke svar da kalenderen skulle leses.",
        Unread.PRIVATE: "Møtet er privat i kalenderen, så Møtevakt leser det ikke der.",
    },
    invitation={
        Unread.OFF: "Møtevakt leser ikke innkallingen, for det er slått av her. IT kan slå det på.",
        Unread.DENIED: "Møtevakt fikk ikke lese innkallingen, for tilgangen mangler. IT kan gi tilgang.",
        Unread.NOT_FOUND: "Møtevakt fant ingen innkalling til dette møtet. Møteleder kan kalle inn fra kalenderen.",
        Unread.AWAY: "Møtevakt fikk ikke svar da innkallingen skulle leses. IT kan hjelpe hvis det gjentar seg.",
        Unread.PRIVATE: "Innkallingen er privat, så Møtevakt leser den ikke.",
    },
    invitation_means="Derfor vet ikke Møtevakt sikkert hvem som er ventet.",
    only_calendar="Møtevakt går etter kalenderen i stedet.",
    last_read="Innkallingen ble sist lest kl.\u00a0{since}.",
)
