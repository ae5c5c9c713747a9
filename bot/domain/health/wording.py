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
CUE = re.compile(rf"{_ALONE}{_IDENTITY}{_LINK}\Z")
LOOSE_CUE = re.compile(rf"{_ALONE}{_IDENTITY}{_SOME_WORDS}\Z")
"""Good for what begins with a date, where nothing speaks against it."""
CUE_AFTER = re.compile(
    rf"{_SIGNS}(?:(?:er|is|som|as|står som) )?(?:(?:hans|hennes|hennar|pasientens|his|her|the|riktig|rett) )?"
    rf"{_IDENTITY}(?![^\W\d])(?!{_LINK}[0-9])"
)

BORN = re.compile(
    rf"{_ALONE}(?:f(?:ø|o)d(?:t|d|de|selsdato\w{{0,2}}|selsdag\w{{0,2}})?|f\.? ?(?:d(?:ato|t)?\.?)?|born|dob"
    r"|d\.o\.b\.?|date of birth)[\s:.,=(-]{0,4}(?:(?:er|is|on|den) )?\Z"
)
_FIVE = (
    r"(?:p(?:ers(?:on)?)?\.?-? ?(?:nummer(?:et)?|nr)|(?:fem|v) siste|siste (?:fem|v)|last (?:five|v|digits)"
    r"|personal number)(?: siffer| digits| siffera| sifrene| sifre)?[\s:.=,(]{0,3}(?:(?:er|is|are) )?"
)
LAST_FIVE = re.compile(rf" ?\(|[^\w\n]{{0,3}}(?:(?:og|and|med|with|dei?|the|har|også) ){{0,2}}{_FIVE}")
"""All that stands between a date and the five digits. A figure five in words is read as v."""
FIRST_FIVE = re.compile(rf"{_ALONE}{_FIVE}\Z")

_SYSTEM = r"npr|epj|dips|metavision|gerica|profil|cosdoc|epic|journal"
_LOCAL = (
    r"(?:pas(?:ient(?:en|ens)?)?\.?[-_ ]?(?:(?:med )?id|nr|nummer(?:et)?)|pasientident\w{0,9}"
    rf"|patient[-_ ]?(?:id|no|number)|hospital (?:no|number)|(?:{_SYSTEM})[-_ ]?(?:id|nr|nummer(?:et)?|no)|mrn(?: no)?|chart (?:no|number))"
)
LOCAL = re.compile(
    rf"{_ALONE}(?:{_LOCAL}[\s:.#=-]{{0,4}}(?:(?:er|is|hans|hennes|til) ){{0,2}}"
    r"([a-z]{0,3}-?(?:[0-9]{5,13}|[0-9]{2,4}(?:[ .-][0-9]{2,4}){1,4}))"
    rf"|(?:pasient(?:en)?|patient|pas|pt|pid|j\.?nr|{_SYSTEM})[ :#=]{{1,2}}(?!20[0-3][0-9][01][0-9])([0-9]{{6,10}}))"
    r"(?![0-9])(?! ?(?:kr|nok|,-)\b)"
)
LOCAL_AFTER = re.compile(
    rf"(?<![0-9])([0-9]{{5,13}})(?![0-9])[ ,:=(–-]{{1,3}}(?:(?:er|is|som) )?"
    rf"{_LOCAL}(?![^\W\d])(?![\s:.#=-]{{0,4}}[0-9])"
)

_NO = r"[- ]?n(?:r|o|u?mm?er(?:et)?|umber)"
AGAINST = re.compile(
    r"(?:konto(?!r(?!egn))\w{0,12}|kto(?:nr)?|account|kid(?<!the kid)(?<!\ba kid)(?<!this kid)(?<!our kid)"
    r"(?:-?n(?:ummer|r))?|faktura\w{0,8}|invoice|iban|bic|swift|vipps\w{0,8}|bankgiro|betaling\w{0,8}|innbetal\w{1,6}|org\.?[ -]{0,2}nr"
    rf"|org{_NO}|organisasjons{_NO}|passcode|passkode|passord|password|pin(?:-?kode\w{{0,2}})?|møte-? ?id\w{{0,2}}"
    r"|mote-? ?id|meeting[- ]id|møtekode\w{0,2}|conference (?:id|code|call)|konferanse-? ?(?:id|kode)\w{0,2}"
    r"|phone conference|telefonkonferanse[\w-]{0,5}|telefonmøte\w{0,2}|tracking|sporings-?(?:n\w{1,6}|kode\w{0,2}|id)"
    rf"|sendings{_NO}|kolli\w{{0,8}}|pakke{_NO}|serie{_NO}|serial|s/n|imei|ean|gtin|gln|isbn|issn|doi"
    rf"|strekkode\w{{0,2}}|barcode|ordre{_NO}|bestillings{_NO}|innkjøps{_NO}|order (?:no|number|id)|purchase order|sak(?:s?{_NO})|ticket"
    rf"|incident{_NO}|endrings{_NO}|jobb?(?:{_NO}|-id)|lisens\w{{0,7}}|licen[cs]e|løpe{_NO})(?![^\W\d])"
)
"""May stand anywhere in the sentence, with no letter before: looking behind here would look at every character."""
_THING = (
    r"(?:sak|ordre|order|bestilling(?:en|a)?|rekv\.?|rekvisisjon(?:en)?|requisition|pakke|pakk[ae]n?|parcel|shipment"
    r"|sending(?:en|a)?|sporing|lot|batch|jobb?|ref(?:eranse)?|reference|s\.?n|versjon|version|ver|v|build|bygg|driver"
    r"|firmware|modell?|art|artikkel|produkt|avvik|incident|change|endring|problem|nøkkel|key|guid|hpr|resh|mac|asset"
    r"|inventar|utstyr|maskin|pc|server|port|bruker|kunde|customer|user|device|parti|kupong|billett|reg)"
)
NAMED = re.compile(
    rf"(?:{_ALONE}(?:{_THING}(?:{_NO}|[- ]?(?:id|ref))?"
    r"|(?!pas|pers|f[øo]d|id|hjelp|journal|npr|dips|epj|duf|folke|tel|mobil)[^\W\d_]{2,24}(?:-?(?:nr|nummer(?:et)?|ref|kode[nr]?)|[-_]id))[\s:.#=(-]{0,3}(?:(?:er|is|nr|no) )?"
    rf"|{_ALONE}(?:inc|req|ritm|chg|prb|s?ctask|task|case|cs|kb|sn|jira|sd|no)[-_# ]?|[+$€]"
    rf"|{_ALONE}(?:kr|nok|eur|usd)\.? ?)\Z"
)
"""Just before a number: a compound with "number" names it, and so does a thing."""
UNIT = re.compile(r" ?(?:kr|kroner|nok|usd|eur|bytes?|[kmgt]b|ms)\b| ?(?:,-|€|\$|%)|#\Z")
LINK = re.compile(r"://|www\.|@|\w\.[a-z]{2,6}/")
ASYLUM = re.compile(r"asyl|flyktning|refugee|udi\b|oppholdsløyve|oppholdstillatelse")
