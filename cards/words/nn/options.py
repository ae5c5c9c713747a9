"""A meeting's options in Teams, in nynorsk."""

from bot.domain.expected import Unread
from bot.domain.procedure import Option
from cards.words.options import OptionsWords

OPTIONS = OptionsWords(
    can_record="Dette møtet kan takast opp",
    others="Nokre møteval bør endrast",
    only_host="Berre du som kalla inn, ser dette.",
    wrong={
        Option.RECORDING: "Opptak er tillate.",
        Option.TRANSCRIPTION: "Transkripsjon er tillate.",
        Option.AUTOMATIC_RECORDING: "Opptaket startar av seg sjølv.",
        Option.LOBBY: "Fleire enn dei innkalla slepp inn utan å vente i lobbyen.",
        Option.DIAL_IN_BYPASS: "Dei som ringjer inn, slepp forbi lobbyen.",
        Option.PRESENTERS: "Alle kan dele skjerm og styre møtet.",
        Option.ANNOUNCEMENTS: "Det blir ikkje sagt frå når nokon ringjer inn eller legg på.",
        Option.CHAT: "Alle kan skrive i chatten, òg før og etter møtet.",
        Option.COPYING: "Innhaldet kan kopierast og sendast vidare.",
    },
    mend="Rett opp no",
    by_hand="Den som kalla inn, kan endre det: Opne møtet i kalenderen, og vel Møtealternativ.",
    open="Møtealternativ",
    refused={
        Unread.OFF: "Møtevakt kan ikkje endre det, for det er slått av her. IT kan slå det på.",
        Unread.DENIED: "Møtevakt fekk ikkje endre det, for tilgangen manglar. IT kan gi tilgang.",
        Unread.NOT_FOUND: "Møtevakt fann ikkje møtet, og kunne ikkje endre det.",
        Unread.AWAY: "Møtevakt fekk ikkje svar, og kunne ikkje endre det.",
        Unread.PRIVATE: "Møtet er privat, så Møtevakt kan ikkje endre det.",
    },
    mended="✓ Møtealternativa er som dei skal.",
    unrecorded="Teams-opptak er slått av",
    asked="Møtevakt endrar møtealternativa no.",
    status="Møtealternativa vart lesne kl.\u00a0{hour}.",
    unsaid="Møtevakt fekk ikkje vite om møtet kan takast opp.",
    unread={
        Unread.OFF: "Møtevakt les ikkje møtealternativa, for det er slått av her.",
        Unread.DENIED: "Møtevakt får ikkje lese møtealternativa, for tilgangen manglar. IT kan gi tilgang.",
        Unread.NOT_FOUND: "Møtevakt fann ikkje møtealternativa.",
        Unread.AWAY: "Møtevakt fekk ikkje svar då møtealternativa skulle lesast.",
        Unread.PRIVATE: "Møtet er privat, så Møtevakt les ikkje møtealternativa.",
    },
)
