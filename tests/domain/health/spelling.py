"""Identifiers that belong to nobody, every way in which people spell one, and the words they put beside it."""

from hypothesis import strategies as st

from bot.domain.health.identifiers import birth_date, national

_K1 = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_K2 = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_DUF = (4, 6, 3, 2, 4, 6, 3, 2, 7, 5)
ZERO_WIDTH, SOFT = "\u200b", "\u00ad"


def _check(digits: str, weights: tuple[int, ...], rest: int = 0) -> str | None:
    """The digit that leaves *rest* modulo 11; None: none does."""
    digit = (rest - sum(weight * int(one) for weight, one in zip(weights, digits, strict=True))) % 11
    return None if digit == 10 else str(digit)


def _whole(nine: str, rest: int = 0) -> str | None:
    first = _check(nine, _K1, rest)
    second = _check(nine + first, _K2) if first else None
    return nine + first + second if first and second else None


@st.composite
def identifiers(draw: st.DrawFn, rest: int = 0) -> str:
    """A number of Tenor's or SyntPop's kind, with or without D's day, an H- or an FH-number; *rest* other than 0: right
    from 2032 alone.
    """
    day, month = draw(st.integers(1, 28)) + draw(st.sampled_from((0, 40))), draw(st.integers(1, 12))
    added, year = draw(st.sampled_from((80, 65, 40))), draw(st.integers(0, 99))
    begins = draw(
        st.sampled_from((f"{day:02}{month + added:02}{year:02}", f"8{year:02}{day:02}7", f"9{year:02}{day:02}7"))
    )
    serial = draw(st.integers(0, 999).filter(lambda one: _whole(f"{begins}{one:03}", rest)))
    made = _whole(f"{begins}{serial:03}", rest)
    assert made is not None
    assert begins[0] in "89" or birth_date(made[:6]) is not None
    assert (national(made) is not None) == (rest == 0)
    return made


@st.composite
def dufs(draw: st.DrawFn) -> str:
    """A DUF number that checks."""
    ten = f"{draw(st.integers(1990, 2030))}{draw(st.integers(0, 999_999)):06}"
    return f"{ten}{sum(weight * int(one) for weight, one in zip(_DUF, ten, strict=True)) % 11:02}"


SPELLINGS = (
    lambda n: n,
    lambda n: f"{n[:6]} {n[6:]}",
    lambda n: f"{n[:6]}-{n[6:]}",
    lambda n: f"{n[:6]} - {n[6:]}",
    lambda n: f"{n[:6]}\n{n[6:]}",
    lambda n: f"{n[:2]}.{n[2:4]}.{n[4:6]} {n[6:]}",
    lambda n: f"{n[:2]}/{n[2:4]}/{n[4:6]}-{n[6:]}",
    lambda n: f"{n[:2]} {n[2:4]} {n[4:6]} {n[6:]}",
    lambda n: f"{n[:6]} {n[6:9]} {n[9:]}",
    lambda n: " ".join(n),
    lambda n: ZERO_WIDTH.join((n[:6], n[6:])),
    lambda n: SOFT.join((n[:4], n[4:])),
    lambda n: n.translate({ord(str(digit)): 0xFF10 + digit for digit in range(10)}),
    lambda n: f"{n[:6]}\u2011{n[6:]}",
    lambda n: f"{n[:6]}\u2013{n[6:]}",
    lambda n: f"{n[:6]}\u00a0{n[6:]}",
    lambda n: f"{n[:6]}\r\n{n[6:]}",
    lambda n: f"{n[:6]}.{n[6:]}",
    lambda n: f"{n[:6]}/{n[6:]}",
    lambda n: f"{n[:6]}_{n[6:]}",
    lambda n: f"{n[:6]}, {n[6:]}",
    lambda n: f"{n[:6]}·{n[6:]}",
    lambda n: f"{n[:2]}-{n[2:4]}-{n[4:6]}-{n[6:]}",
    lambda n: f"{n[:2]}.{n[2:4]}.{n[4:6]}.{n[6:]}",
    lambda n: f"{n[:2]} {n[2:4]} {n[4:6]} {n[6:9]} {n[9:]}",
    lambda n: f"{n[:2]} {n[2:4]} {n[4:]}",
    lambda n: f"{n[:6]} {n[6:8]} {n[8:]}",
    lambda n: f"{n[:3]} {n[3:6]} {n[6:]}",
    lambda n: f"{n[:3]} {n[3:6]} {n[6:9]} {n[9:]}",
    lambda n: f"{n[:4]} {n[4:8]} {n[8:]}",
    lambda n: ZERO_WIDTH.join(n),
    lambda n: SOFT.join(n),
    lambda n: "\ufe0f\u20e3".join(n),
)

CUES = st.sampled_from(
    (
        "fnr",
        "f.nr.",
        "Fnr:",
        "fnr=",
        "fnr#",
        "fødselsnr.",
        "fødselsnummer",
        "fødslesnummer",
        "fødselsnummeret",
        "personnr",
        "pers.nr",
        "p.nr.",
        "pnr",
        "p-nummer",
        "D-nummer",
        "d-nr",
        "H-nummer",
        "hjelpenummer",
        "FH-nummer",
        "national ID",
        "ssn",
        "ident",
    )
)
CUES_AFTER = st.sampled_from(
    (" (fnr)", ", fødselsnummer", " er fødselsnummeret", " = fnr", " (personnr.)", " er fnr hans")
)
LOCAL_CUES = st.sampled_from(
    (
        "pas.nr",
        "pasientnr",
        "Pasient-ID:",
        "pasientnummer",
        "NPR-id",
        "npr nr",
        "DIPS-nr",
        "DIPS-id:",
        "EPJ-nr",
        "journalnr",
        "journalnummer:",
        "MRN",
        "MRN#",
        "patient ID",
        "hospital number",
        "PasientID=",
    )
)
EXCUSES = st.sampled_from(
    (
        "Bruk konto {} i dag",
        "kontonr. {}",
        "bankkonto: {}",
        "{} er kontonummeret",
        "KID {}",
        "betal med KID-nr {}",
        "fakturanr {}",
        "Invoice no. {} is overdue",
        "møte-id {}",
        "Meeting ID: {}",
        "passcode {}",
        "telefonkonferanse, kode {}#",
        "Orgnr {}",
        "sporingsnr {}",
        "tracking {}",
        "https://sykehus.example/sak/{}",
        "www.sykehus.example/{}",
        "{}@sykehus.example",
        "ordrenr {}",
        "serienummer {}",
        "S/N {}",
        "IMEI {}",
        "prøvenr {}",
        "rekvisisjonsnr {}",
        "lab-id {}",
        "sak {}",
        "INC{}",
        "RITM {}",
        "lot {}",
        "versjon {}",
        "strekkode {}",
        "GLN {}",
        "{} kr",
        "kr {}",
        "varenr {}",
    )
)
