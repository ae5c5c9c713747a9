"""A meeting's options in Teams, in bokmål."""

from bot.domain.expected import Unread
from bot.domain.procedure import Option
from cards.words.options import OptionsWords

OPTIONS = OptionsWords(
    can_record="Dette møtet kan tas opp",
    others="Noen møtevalg bør endres",
    only_host="Bare du som kalte inn, ser dette.",
    wrong={
        Option.RECORDING: "Opptak er tillatt.",
        Option.TRANSCRIPTION: "Transkripsjon er tillatt.",
        Option.AUTOMATIC_RECORDING: "Opptaket starter av seg selv.",
        Option.LOBBY: "Flere enn de innkalte slipper inn uten å vente i lobbyen.",
        Option.DIAL_IN_BYPASS: "De som ringer inn, slipper forbi lobbyen.",
        Option.PRESENTERS: "Alle kan dele skjerm og styre møtet.",
        Option.ANNOUNCEMENTS: "Det sies ikke fra når noen ringer inn eller legger på.",
        Option.CHAT: "Alle kan skrive i chatten, også før og etter møtet.",
        Option.COPYING: "Innholdet kan kopieres og sendes videre.",
    },
    mend="Rett opp nå",
    by_hand="Den som kalte inn, kan endre det: Åpne møtet i kalenderen, og velg Møtealternativer.",
    open="Møtealternativer",
    refused={
        Unread.OFF: "Møtevakt kan ikke endre det, for det er slått av her. IT kan slå det på.",
        Unread.DENIED: "Møtevakt fikk ikke endre det, for tilgangen mangler. IT kan gi tilgang.",
        Unread.NOT_FOUND: "Møtevakt fant ikke møtet, og kunne ikke endre det.",
        Unread.AWAY: "Møtevakt fikk ikke svar, og kunne ikke endre det.",
        Unread.PRIVATE: "Møtet er privat, så Møtevakt kan ikke endre det.",
    },
    mended="✓ Møtealternativene er som de skal.",
    unrecorded="Teams-opptak er slått av",
    asked="Møtevakt endrer møtealternativene nå.",
    status="Møtealternativene ble lest kl.\u00a0{hour}.",
    unsaid="Møtevakt fikk ikke vite om møtet kan tas opp.",
    unread={
        Unread.OFF: "Møtevakt leser ikke møtealternativene, for det er slått av her.",
        Unread.DENIED: "Møtevakt får ikke lese møtealternativene, for tilgangen mangler. IT kan gi tilgang.",
        Unread.NOT_FOUND: "Møtevakt fant ikke møtealternativene.",
        Unread.AWAY: "Møtevakt fikk ikke svar da møtealternativene skulle leses.",
        Unread.PRIVATE: "Møtet er privat, så Møtevakt leser ikke møtealternativene.",
    },
)
