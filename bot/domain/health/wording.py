"""S2. The words about a number that say whose it is, or that it is no person's. In lower case; bokmål, nynorsk, English.

Each pattern looks at some sixty characters beside one number, but for `AGAINST`, which looks at its sentence once.
"""

import re

_NR = r"(?:n(?:u?mm?er(?:et|a|ane)?|umr(?:a|ane|e|ene)|o|r)\.?(?:['-]?et)?)"
_LINK = (
    r"(?:[\s:.,;#=>|«»\"'(*_–-]{0,4}(?:(?:er|var|is|på|til|for|of|hans|hennes|hennar|deira|deres|hjå|hos|his|her|gjelder|gjeld|nemlig"
    r"|skal vere|skal være|pasient\w{0,4}|pas)[\s:.(]{1,3}){0,3})"
)
_IDENTITY = (
    rf"(?:f(?:ø|ö|o|oe|0|)d?s?(?:els?|les|elses?)[- ]?s?[- ]?{_NR}|f[.\-/ ]?{_NR}|fnummer|fnrr?|fn?ret|pers(?:on)?s?[.]?[- ]?{_NR}"
    rf"|pers(?:on)?[- ]?(?:id|ident)(?:en)?|p[.\- ]{{0,2}}(?:nr|nummer(?:et)?)|(?:felles |f-?)?hjelpe?[- ]?{_NR}|n(?:ø|au)d-?{_NR}"
    rf"|[dh][.\- ]{{0,2}}{_NR}|d number|h number|fh[- ]?{_NR}|fhn|folkereg\w{{0,10}}[- ]?(?:{_NR}|id|ident)|fødsels- og person{_NR}"
    rf"|duf(?:[- ]?{_NR}|[- ]?number|[- ]?id)?|(?:national|nasjonal|personal|norwegian)[- ](?:id|ident\w{{0,10}})(?: ?(?:{_NR}|number))?"
    rf"|(?:birth|social security|personal)[- ](?:{_NR}|number)|ssn|nin|ident(?:en|{_NR})?)"
)
CUE = re.compile(rf"(?<![^\W\d]){_IDENTITY}{_LINK}\Z")
CUE_AFTER = re.compile(
    rf"[\s:.,(=«\"'*–-]{{0,4}}(?:(?:er|is|som|as|står som|har eg som)\s)?(?:(?:hans|hennes|hennar|pasientens|his|her|the|riktig|rett)\s)?"
    rf"{_IDENTITY}(?![^\W\d])(?!{_LINK}[0-9])"
)
BORN = re.compile(
    r"(?<![^\W\d])(?:f(?:ø|o)d(?:t|d|de|selsdato\w{0,2}|selsdag\w{0,2})?|f\.?(?: ?d(?:ato|t)?\.?)?|born|dob|d\.o\.b\.?|date of birth)[\s:.,=(-]{0,4}"
    r"(?:(?:er|is|on|den) )?\Z"
)
LAST_FIVE = re.compile(
    r"[ ]?\(|[^\w\n]{0,3}(?:(?:og|and|med|with|dei?|de|the|har|har også|personnr) ){0,2}"
    r"(?:p(?:ers(?:on)?)?[.]?-? ?(?:nummer(?:et)?|nr)|(?:dei? )?(?:fem|5) siste?|siste (?:fem|5)|last (?:five|5|digits)|personal number)"
    r"(?: siffer| digits| siffera| sifrene| sifre)?[\s:.=,(]{0,3}(?:(?:er|is|are) )?"
)
LOCAL = re.compile(
    r"(?<![^\W\d])(?:(?:pas(?:ient(?:en|ens)?)?[.]?[-_ ]?(?:id|nr|nummer(?:et)?)|patient[-_ ]?(?:id|no|number)|hospital (?:no|number)"
    r"|(?:npr|epj|dips|metavision|gerica|profil|cosdoc|epic|journal)[-_ ]?(?:id|nr|nummer(?:et)?|no)|journal|mrn|chart (?:no|number))"
    r"[\s:.#=-]{0,4}(?:(?:er|is|hans|hennes|til) ){0,2}([a-z]{0,3}-?(?:[0-9]{5,13}|[0-9]{2,4}(?:[ .-][0-9]{2,4}){1,4}))"
    r"|(?:pasient(?:en)?|patient|pas|pt|pid)[ :#=]{1,2}([0-9]{6,11}))(?![0-9])(?! ?(?:kr|nok|,-)\b)"
)
_THINGS = (
    r"konto(?!r(?!egn))\w{0,12}|kto(?:nr)?|account|(?<!the )(?<!a )(?<!this )(?<!that )(?<!her )(?<!his )(?<!our )kid(?:[- ]?n(?:ummer|r)(?:et)?)?"
    r"|faktura\w{0,8}|invoice|iban|bic|swift|org(?:anisasjons)?[.]? ?-?n(?:r|o|ummer\w{0,2})|m(?:ø|o)te-? ?id\w{0,2}|meeting[- ]id|passcode|passkode|passord|password"
    r"|møtekode\w{0,2}|pin(?:-?kode\w{0,2})?|(?:telefon)?konferanse-? ?(?:id|kode)\w{0,2}|conference (?:id|code|call)|phone conference|telefonkonferanse\w{0,2}"
    r"|telefonmøte\w{0,2}|sporings?-?(?:n\w{1,6}|kode\w{0,2}|id)|tracking|(?:sendings|kolli|pakke)-?n(?:r|ummer\w{0,2})|kolli|seri(?:e|al) ?-?n\w{1,6}|serial"
    r"|s/n|imei|ean|gtin|gln|isbn|issn|doi|(?:ordre|bestillings|innkjøps)-?n(?:r|ummer\w{0,2})|order (?:no|number|id)|purchase order"
    r"|(?:saks?|ticket|jobb?|incident|endrings)[- ]?(?:n(?:r|o|ummer\w{0,2})|id|number)|ticket|lisens\w{0,7}|licen[cs]e|løpenummer|løpenr|strekkode\w{0,2}|barcode"
    r"|vipps\w{0,8}|bankgiro|betalings\w{1,12}|innbetal\w{1,6}"
)
AGAINST = re.compile(rf"(?<![^\W\d])(?:{_THINGS})(?![^\W\d])")
_NAMING = (
    r"sak|ordre|order|bestilling(?:en|a)?|rekvisisjon(?:en)?|requisition|pakke|pakk[ae]n?|parcel|shipment|sending(?:en|a)?|sporing|lot|batch|jobb?|ref(?:eranse)?|reference"
    r"|s[.]?n|versjon|version|ver|build|bygg|driver|v|firmware|modell?|varenr|art|artikkel|produkt|avvik|incident|change|endring|problem|tlf[.]? ?\+|lab-id|prøve|løpe|nøkkel|key|license|guid"
    r"|hpr|resh|gln|mac|asset|inventar|utstyr|maskin|pc|server|port|bruker|kunde|customer|user|vare|parti|kupong|billett|reg"
)
NAMED = re.compile(
    rf"(?:(?<![^\W\d])(?:(?:{_NAMING})[- ]?(?:n(?:r|o|ummer(?:et)?)|id|number|ref)?"
    r"|(?!pas|pers|f[øo]d|ident|hjelp|journal|npr|dips|epj|duf|folke|telefon|tlf|mobil)[^\W\d_]{2,24}(?:-?(?:nr|nummer(?:et)?|ref|kode[nr]?)|[-_]id))"
    r"[\s:.#=(-]{0,3}(?:(?:er|is|nr|no) ){0,1}|(?<![^\W\d])(?:inc|req|ritm|chg|prb|s?ctask|task|case|cs|kb|sn|jira|sd|no)[-_#]?|[+$€]|0x[0-9a-f]{0,12}|[0-9a-f]-)\Z"
)
UNIT = re.compile(r"[ ]?(?:kr|kroner|nok|usd|eur|€|\$|,-|%|bytes?|[kmgt]b|ms|mva)\b|,-|@|#\Z")
LINK = re.compile(r"://|www\.|@|\w\.[a-z]{2,6}/")
