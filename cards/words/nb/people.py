"""Who is here, who should be, and what we do not see, in bokmål."""

from bot.domain.coverage import Blind
from bot.domain.expected import Answer, Source, Unread
from cards.words.words import AlertWords, ExpectedWords, GapWords, RosterWords, StatusWords

ALERT = AlertWords(
    one_open="En deltaker må avklares",
    many_open="{count} deltakere må avklares",
    one_rejected="En deltaker er ikke kjent",
    many_rejected="{count} deltakere er ikke kjent",
    all_settled="Alle er avklart",
    over="Møtet er slutt. Dette ble ikke avklart",
    call="{who}, kan du avklare dette?",
    vouch="Skal være med",
    vouch_whom="{first} skal være med",
    reject="Kjenner ikke",
    reject_whom="Kjenner ikke {first}",
    amend="Rett opp",
    back="Kom inn igjen.",
    next_step="Be vedkommende gå ut. Møteleder kan også fjerne vedkommende fra deltakerlisten.",
    folded_vouched="✓ {name} er avklart.",
    folded_rejected="✗ {name} er ikke kjent.",
    folded_rest="Resten står lenger ned i chatten.",
    folded_newer="Nye deltakere står lenger ned i chatten.",
)

ROSTER = RosterWords(
    title="Deltakere",
    here="{count} er med",
    left="{count} har gått",
    left_out="og {count} til, som det ikke er plass til her",
    nobody="Møtevakt har ikke sett noen i møtet ennå.",
    formerly="het {name}",
    refresh="Oppdater",
    refreshed="Slik er det nå. Bare du ser denne utgaven.",
    for_own_staff="Hele listen er for egne ansatte som er ventet. Spør gjerne en av dem.",
)

EXPECTED = ExpectedWords(
    title="Ventet i møtet",
    nobody="Møtevakt vet ikke om noen som er ventet.",
    sources={
        Source.INVITATION: "innkallingen",
        Source.CALENDAR: "kalenderen",
        Source.SYSTEM: "meldt på forhånd",
        Source.CHAT: "sagt i chatten",
    },
    organizer="har kalt inn",
    answers={
        Answer.NONE: "",
        Answer.YES: "har svart ja",
        Answer.MAYBE: "har svart kanskje",
        Answer.NO: "har svart nei",
    },
    room="møterom",
    trusted_one="Vi samarbeider fast med én virksomhet til. Ansatte derfra haster ikke å avklare.",
    trusted_many="Vi samarbeider fast med {count} virksomheter til. Ansatte derfra haster ikke å avklare.",
    how="Venter vi flere, skriv /forventet og navn, e-postadresse eller omtale med @.",
)

STATUS = StatusWords(
    title="Hva Møtevakt ser",
    seen="Dette går Møtevakt etter:",
    not_seen="Dette ser ikke Møtevakt:",
    news="Teams sier fra om hvem som kommer og går. Siste nytt kom kl. {hour}.",
    no_news="Teams har ikke sagt fra om noen ennå.",
    asked="Møtevakt spurte sist hvem som er med kl. {hour}.",
    read_one="Innkallingen ble lest kl. {hour}, og én står på den.",
    read_many="Innkallingen ble lest kl. {hour}, og {count} står på den.",
    not_read_yet="Innkallingen er ikke lest ennå.",
    calendar_one="Kalenderen nevner én.",
    calendar_many="Kalenderen nevner {count}.",
    announced="{count} er meldt på forhånd.",
    awaited="{count} er sagt i chatten.",
    not_running="Møtet er ikke i gang.",
)

GAPS = GapWords(
    always="Møtevakt ser ikke lobbyen og ikke hvem som ringer inn.",
    spots={
        Blind.BEFORE_US: "Møtevakt kom til kl. {until}, og ser kanskje ikke alle som var med før.",
        Blind.WHILE_AWAY: "Møtevakt var borte fra kl. {since} til kl. {until}, og kan ha gått glipp av noen.",
        Blind.ROSTER_UNREAD: "Kl. {since} svarte ikke Teams da Møtevakt spurte hvem som er med.",
        Blind.CONTRADICTED: (
            "Noen har kommet eller gått uten at Teams sa fra. Møtevakt leste deltakerne på nytt kl. {since}."
        ),
    },
    roster_denied="Kl. {since} fikk ikke Møtevakt vite hvem som er med, for tilgangen mangler. IT kan gi den.",
    calendar={
        Unread.OFF: "Møtevakt leser ikke kalenderen.",
        Unread.DENIED: "Møtevakt får ikke lese kalenderen. Gjester som er kalt inn med bare e-post, kan mangle.",
        Unread.NOT_FOUND: "Møtevakt fant ikke møtet i kalenderen til den som kalte inn.",
        Unread.AWAY: "Kalenderen svarte ikke da den skulle leses.",
        Unread.PRIVATE: "Møtet er privat i kalenderen, så Møtevakt leser det ikke der.",
    },
    invitation={
        Unread.OFF: "Møtevakt leser ikke innkallingen, for det er slått av her. IT kan slå det på.",
        Unread.DENIED: "Møtevakt fikk ikke lese innkallingen, for tilgangen mangler. IT kan gi tilgang.",
        Unread.NOT_FOUND: "Møtevakt fant ingen innkalling til dette møtet. Møteleder kan kalle inn fra kalenderen.",
        Unread.AWAY: "Møtevakt fikk ikke svar da innkallingen skulle leses. IT kan hjelpe hvis det gjentar seg.",
        Unread.PRIVATE: "Innkallingen er privat, så Møtevakt leser den ikke.",
    },
    invitation_means="Derfor kan ikke Møtevakt si hvem som er ventet.",
    only_calendar="Møtevakt går etter kalenderen i stedet.",
    last_read="Den ble sist lest kl. {since}.",
)
