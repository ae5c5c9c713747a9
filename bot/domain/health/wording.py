"""S2. The words about a number that say whose it is, or that it is no person's: bokmål, nynorsk, English, lower case.

Each pattern looks at some sixty characters beside a number; `AGAINST` looks at a sentence, the local ones at the text.
"""

import re

_ALONE = r"(?<![^\W\d])"  # no letter before; a digit or _ may stand there
_NR = r"(?:n(?:u?mm?er(?:et|a|ane)?|umr(?:a|ane|e|ene)|umber|o|r)\.?(?:['-]?et)?)"
_BIRTH = r"f(?:ø|ö|oe|o|0)?d?s?(?:els?|les|elses?)[- ]?s?[- ]?"  # as it is spelled, and misspelled
_IDENTITY = (
    rf"(?:{_BIRTH}{_NR}|f\.? ?[-/]?{_NR}|fn?ret|pers(?:on)?s?\.?[- ]?{_NR}|pers(?:on)?[- ]?(?:id|ident)(?:en)?"
    rf"|p[.\- ]{{0,2}}(?:nr|nummer(?:et)?)|(?:felles |f-?)?hjelpe?[- ]?{_NR}|n(?:ø|au)d-?{_NR}|[dh][.\- ]{{0,2}}{_NR}"
    rf"|fh[- ]?{_NR}|fhn|folkereg\w{{0,10}}[- ]?(?:{_NR}|id|ident)|(?:duf|udi)[- ]?{_NR}|duf(?:[- ]?id)?"
    rf"|(?:national|nasjonal|personal|norwegian)[- ](?:id|ident\w{{0,10}})(?: ?{_NR})?"
    rf"|(?:birth|social security|personal) {_NR}|ssn|nin|ident(?:en|{_NR})?)"
)
_SIGNS = r"[\s:.,;?#=>|«»→\"'(*_–-]{0,4}"
_LITTLE = (
    r"(?:er|var|is|på|til|for|of|hans|hennes|hennar|deira|deres|hjå|hos|his|her|gjelder|gjeld|skal vere|skal være"
    r"|pasient\w{0,4}|pas)"
)
_LINK = rf"(?:{_SIGNS}(?:{_LITTLE}[\s:.(]{{1,3}}){{0,3}})"
_SOME_WORDS = rf"{_SIGNS}(?:[^\W\d]{{1,20}}[\s:.,=?()–-]{{1,3}}){{0,5}}"
CUE = re.compile(rf"{_ALONE}{_IDENTITY}{_LINK}[oil]?\Z")  # a letter that looks like a digit
LOOSE_CUE = re.compile(rf"{_ALONE}{_IDENTITY}{_SOME_WORDS}\Z")
"""Good for what begins with a date, where nothing speaks against it."""
PATIENT = re.compile(r"(?<![^\W\d])(?:pasient(?:en)?|patient|pas|pt)[ :.]{1,2}\Z")
"""Just before a right number: nothing else in the sentence speaks against that."""
CUE_AFTER = re.compile(
    rf"{_SIGNS}(?:(?:er|is|som|as|står som) )?(?:(?:hans|hennes|hennar|pasientens|his|her|the|riktig|rett) )?"
    rf"{_IDENTITY}(?![^\W\d])(?!{_LINK}[0-9])"
)

BORN = re.compile(
    rf"{_ALONE}(?:f(?:ø|o)d(?:t|d|de|selsdato\w{{0,2}}|selsdag\w{{0,2}})?|f\.? ?(?:d(?:ato|t)?\.?)?|born|dob"
    r"|d\.o\.b\.?|date of birth)[\s:.,=(-]{0,4}(?:(?:er|is|on|den) )?\Z"
)
_DIGITS = r"(?:siffer|siffera|sifrene|sifre|digits)"
_FIVE = (
    r"(?:(?:p(?:ers(?:on)?)?\.?-? ?(?:nummer(?:et)?|nr)|personal number)"
    rf"(?: ?\((?:dei? )?(?:(?:v|fem) siste|siste (?:v|fem))\))?"
    rf"|(?:(?:fem|v) siste|siste (?:fem|v)|last (?:five|v))(?: {_DIGITS})?(?: (?:i|of) (?:the )?[^\W\d]{{2,20}})?"
    rf"|(?:v|fem) {_DIGITS}|(?:slutter|sluttar|ender|endar|ending|ends)(?: på| in| with)?)"
    r"[\s:.=,(]{0,3}(?:(?:er|is|are) )?"
)
LAST_FIVE = re.compile(rf" ?\(|[^\w]{{0,3}}(?:[^\W\d]{{1,20}}[^\w]{{1,3}}){{0,4}}?{_FIVE}")
"""All that stands between a date and the five digits. A figure five in words is read as v."""
FIRST_FIVE = re.compile(rf"{_ALONE}{_FIVE}\Z")
MONTH = re.compile(
    r"\.? ?(?:(jan)|(feb)|(mar)|(apr)|(ma[iy])|(jun)|(jul)|(aug)|(sep)|(o[kc]t)|(nov)|(de[sc]))[a-z]{0,6}\.?,? ?"
)

_SYSTEMS = ("npr", "epj", "dips", "metavision", "gerica", "profil", "cosdoc", "epic", "journal")
_OF_A_SYSTEM = "|".join(f"{system}[-_ ]?(?:id(?:-?en)?|nr|nummer(?:et)?|no)" for system in _SYSTEMS)
_NO_AMOUNT = r"(?![0-9])(?! ?(?:kr|nok|,-)\b)"
LOCAL = re.compile(
    r"(?:pas(?:ient(?:en|ens)?)?\.?[-_ ]?(?:(?:med )?id(?:-?en)?|nr|nummer(?:et)?)|pasientident\w{0,9}|mrn(?: no)?"
    rf"|patient[-_ ]?(?:id|no|number)|hospital (?:no|number)|chart (?:no|number)|record (?:no|number)|{_OF_A_SYSTEM})"
    r"(?![^\W\d])(?:[\s:.#=-]{0,4}(?:(?:er|is|hans|hennes|til|for|på|ho|han|henne|pasienten) ){0,3}"
    rf"([a-z]{{0,3}}-?(?:[0-9]{{5,13}}|[0-9]{{2,4}}(?:-[0-9]{{5,7}}|(?:[ .-][0-9]{{2,4}}){{1,4}}))){_NO_AMOUNT})?"
)
LOCAL_ALONE = re.compile(
    rf"(?:pasient(?:en)?|patient|pas|pt|pid|chart|j\.?nr|{'|'.join(_SYSTEMS)})"
    rf"[ :#=]{{1,3}}(?!20[0-3][0-9][01][0-9])([0-9]{{6,10}}){_NO_AMOUNT}"
)
"""With no letter before, see `AGAINST`. Where no number follows `LOCAL`, one may stand before."""
LOCAL_BEFORE = re.compile(r"(?<![0-9])([0-9]{5,13})[ ,:=(–-]{1,3}(?:(?:er|is|som) )?\Z")

_NO = r"[- ]?n(?:r|o|u?mm?er(?:et)?|umber)"
AGAINST = re.compile(
    r"(?:konto(?!r(?!egn))\w{0,12}|faktura\w{0,8}|ordren(?:r|ummer)|giro|kto(?:nr)?|account(?! of)|invoice"
    r"|iban|bic|kid(?<!the kid)(?<!\ba kid)(?<!this kid)(?<!our kid)(?:-?n(?:ummer|r))?|vipps\w{0,8}|innbetal\w{1,6}"
    r"|purregebyr|betalings\w{1,8}|utbetal\w{1,6}|reiseregning\w{0,3}|spleis\w{0,8}|sett(?:es)? inn(?! i)"
    rf"|org\.?[ -]{{0,2}}nr|org{_NO}|organisasjons{_NO}|foretaks{_NO}"
    r"|passcode|passkode|passord|password|pin(?:-?kode\w{0,2})?|tilgangskode|access code|dial-?in|zoom|webex|webinar"
    r"|m[øo]te-? ?id\w{0,2}|m[øo]tekode\w{0,2}|m[øo]ten(?:r|ummer)\w{0,2}|meeting[- ](?:id|number)|teams-?id"
    r"|conference (?:id|code|call)|konferanse-? ?(?:id|kode)\w{0,2}|phone conference|telefonkonferanse[\w-]{0,5}"
    rf"|telefonmøte\w{{0,2}}|tracking|sporings-?(?:n\w{{1,6}}|kode\w{{0,2}}|id)|sendings{_NO}|kolli{_NO}|pakke{_NO}"
    rf"|postnord|dhl|fedex|serie{_NO}|serial{_NO}|s/n|imei|ean|gtin|gln|isbn|issn|doi|strekkode\w{{0,2}}|barcode"
    rf"|vare{_NO}|artikkel{_NO}|parti{_NO}|utstyrs{_NO}|inventar{_NO}|modell{_NO}|kunde{_NO}|avtale{_NO}|medlems{_NO}"
    rf"|ansatt{_NO}|bestillings{_NO}|order (?:no|number|id)|purchase order|saks?{_NO}|ticket|incident{_NO}"
    rf"|endrings{_NO}|jobb?(?:{_NO}|-id)|lisens\w{{0,7}}|licen[cs]e|løpe{_NO})(?![^\W\d])"
)
"""May stand anywhere in the sentence, with no letter before. That is looked at later: a pattern that begins with its
letters, and not with a look behind, is looked for three times as quickly."""
NOT = frozenset({"ikke", "ikkje", "not"})
DENIED = tuple(f"{no} {article}" for no in NOT for article in ("", "et ", "en ", "ein ", "eit ", "a ", "an "))
"""Just before such a word: then it does not speak against the number."""
WITHIN = ("konto", "faktura", "ordren")
"""Of these a letter may stand before."""
THINGS = frozenset(
    {
        "sak", "ordre", "order", "bestilling", "bestillingen", "bestillinga", "rekv", "rekvisisjon", "rekvisisjonen",
        "requisition", "pakke", "pakka", "pakken", "parcel", "shipment", "sending", "sendingen", "sendinga",
        "sporing", "lot", "batch", "job", "jobb", "jobben", "ref", "referanse", "reference", "serial", "gavekort",
        "bilag", "kvittering", "dokument", "prosjekt", "parkering", "po", "p/n", "part", "faks", "fax", "sn", "s.n",
        "versjon", "version", "ver", "v", "build", "bygg", "driver", "firmware", "modell", "model", "art", "artikkel",
        "produkt", "avvik", "incident", "nøkkel", "key", "guid", "hpr", "resh", "mac", "asset", "inventar", "utstyr",
        "maskin", "pc", "server", "port", "kunde", "customer", "user", "device", "parti", "kupong", "billett", "reg",
        "inc", "req", "ritm", "chg", "prb", "task", "stask", "sctask", "case", "cs", "kb", "jira", "sd", "kr", "nok",
        "eur", "usd", "rekv.nr",
    }
)  # fmt: skip
"""Just before a number, each names it. Words that clinicians put before a patient's number too are not among them."""
ENDS_THINGS = ("jobb", "job", "ordre", "ref", "pakke", "sending", "bestilling", "maskin", "utstyr", "server", "versjon")
"""Just before a number, a word that ends so names it: "batchjobb", "testordre"."""
COUNTED = frozenset({"er", "is", "nr", "no", "number", "nummer", "nummeret", "id"})
"""May stand between a thing and its number."""
COMPOUND = re.compile(
    r"(?!pas|pers|f[øo]d|id|hjelp|journal|npr|dips|epj|duf|folke|tel|mobil)"
    r"[^\W\d_]{2,24}(?:-?(?:nr|nummer(?:et)?|ref|kode[nr]?)|[-_]id)"
)
"""A compound with "number" names it, but for those that name a person."""
UNIT = re.compile(r" ?(?:kr|kroner|nok|usd|eur|bytes?|[kmgt]b|ms)\b| ?(?:,-|€|\$|%)|#\Z")
LINK = re.compile(r"://|www\.|@|\w\.[a-z]{2,6}/")
OF_A_PATIENT = re.compile(r"/(?:pasient|pasienter|patients?|pas|person|fnr|journal)[/=]\Z")
"""The part of a link just before a number."""
ASYLUM = re.compile(r"asyl|flyktning|refugee|udi\b|oppholdsløyve|oppholdstillatelse")
