"""Text written to be slow to read: each kind repeated or cut to as many characters as are asked for."""

from itertools import cycle, islice

RIGHT, WRONG = "12811873762", "12811873763"  # of Tenor's kind, nobody's
LENGTHS = (3_500, 7_000, 14_000, 28_000)
_FULL_WIDTH = {ord(str(digit)): 0xFF10 + digit for digit in range(10)}

KINDS = {
    "one letter": "a",
    "one digit": "1",
    "all digits": "1234567890",
    "digit by digit": "1 ",
    "pairs": "12 ",
    "pairs, then five": "12 12 12 12345 ",
    "right, 6+5": f"{RIGHT[:6]} {RIGHT[6:]} ",
    "wrong, 6+5": f"{WRONG[:6]} {WRONG[6:]} ",
    "right, whole": f"{RIGHT} ",
    "right, in lines": f"{RIGHT}\n",
    "wrong, whole": f"{WRONG} ",
    "right, digit by digit": " ".join(RIGHT) + " ",
    "right, called an account": f"konto {RIGHT} ",
    "right, called a case": f"sak {RIGHT} ",
    "wrong, a cue far before": f"fnr til en {WRONG} ",
    "right, in its own sentence": f"Ring {RIGHT}. Konto er ny. ",
    "hyphens": "1-",
    "nested separators": "1 - 2 . 3 / 4-5.6 7 - ",
    "dates": "12.01.1985 (1) 12.01.1985 ",
    "date, then five": "12.01.1985 (12345) ",
    "cue": "fnr ",
    "cue, glued": "fnr",
    "cue and a wrong number": f"fnr {WRONG} ",
    "cue and a right number": f"fnr {RIGHT} ",
    "account": "konto ",
    "against, glued": "konto",
    "local cue": "pasient nr ",
    "local number": "npr-id 123456 ",
    "local cue and a digit": "pasient nr 1 ",
    "local numbers in links": "https://a.no/?mrn=123456 ",
    "one name": "Ola ",
    "name and surname": "Ola Nordmann ",
    "name and illness": "Ola Nordmann har sepsis. ",
    "name in small letters": "ola nordmann har fått kreft ",
    "room, age and illness": "rom 4 82 år gammel mann med sepsis ",
    "initials and birth": "M.B. f. 04.06.1951 ",
    "relative": "mora til Kari har kreft ",
    "patient and telephone": "pasienten Kari Moe 912 34 567\n",
    "dose": "Ola fikk 5 mg Sobril ",
    "compounds": "hjertesviktpasientkreftsepsis",
    "names of files": "https://x.example/Ola_Nordmann_epikrise.pdf ",
    "numbers in links": f"https://a.no/?fnr={RIGHT} ",
    "date, words, five": "120185 og so da ei 12345 ",
    "a cue far before, excused": f"konto fnr til en {WRONG} ",
    "one number, then one letter": f"{RIGHT} " + "k" * 27_988,
    "links": "https://a.no/1 ",
    "links, one long": "https://" + "a/" * 13_996,
    "addresses": "a@b.no ",
    "addresses, unended": "a.b-c+d",
    "at signs": "a@",
    "full stops": "abc. ",
    "full stops alone": ".",
    "line breaks": "\n",
    "spaces": " ",
    "stop and spaces": "." + " " * 27_999,
    "exclamations": "!",
    "marks on every letter": "e\u0301\u0323\u0316",
    "marks alone": "\u0301",
    "full-width digits": "".join(RIGHT).translate(_FULL_WIDTH) + " ",
    "letters beyond ASCII": "øæå ß ﬁ ",
    "zero-width between digits": "\u200b".join(RIGHT + " ") + "\u200b",
    "soft hyphens": "\u00ad",
    "widening ligature": "\ufdfa",
    "emoji": "👩‍⚕️ ",
}
"""What is repeated; a long one is cut."""

TYPICAL = (
    "Hei, kan noen ta vakta til Kari på torsdag?",
    "Møtet er flyttet til 14.30, rom 304",
    "Ny CT er bestilt, svar kommer i morgen",
    f"Kan du sjekke {RIGHT[:6]} {RIGHT[6:]} i DIPS? Hun ble lagt inn i natt.",
    "Ring meg på 912 34 567 når du er ferdig med visitten, jeg sitter på kontoret til klokka fire",
    "INC0012345 er løst, versjon 2024.1.12 rulles ut i kveld kl 22:00",
    "ok 👍",
    "Takk for i dag! Referatet ligger på https://sykehus.example/referat/2026/11/24",
    "Faktura 20261124 på kr 12 500,00 skal til konto 1234.56.78903",
    "Da er vi enige. Pasienten skrives ut i morgen, og fastlegen får epikrise. Husk resepten.",
)


def hostile(kind: str, length: int) -> str:
    """*length* characters of *kind*."""
    return "".join(islice(cycle(KINDS[kind]), length))
