"""Words that tell of another language, of a system speaking, or of orders being given."""

import re

from bot.domain.language import Language

_SYSTEM = "bot event tenant invoke api graph token payload system"
SYSTEM_WORDS = {
    Language.NB: f"{_SYSTEM} boten leietaker feilkode",
    Language.NN: f"{_SYSTEM} boten leigetakar feilkode",
    Language.EN: f"{_SYSTEM} error server",
}
ORDERS = re.compile(r"\b(du må|de må|dere må|you must|you have to)\b", re.IGNORECASE)

BOKMAL = """
    alene annet ansatt ansatte bare begynner behandler behandleren bildet ble blitt deltaker deltakere deltakerlisten
    dere deres derfor derfra egen egne egnet en ennå et fikk finner forteller fra gikk gjenstår gjennomføre gjør gjøre
    hun husk husker hva hvem hver hvilke hvis hvor hvordan hvorfor hører høre ikke innkalt innkallingen inneholde
    innlogget jeg kalte kjent kommer kortene kun leder leser lukket løsning løsningen mangler møteleder navn
    navnet noe noen nå opplysninger også oversikten pasienter reglene rollen se selv si sier sitter sjekklisten
    skjermet skrevet skriver snakker sykehus sykehuset sykepleier tidligere trykke uten utenfor velg
    velger velkommen venter ventet være vet vindu virksomhet virksomheten virksomheter vises åpen åpent åpne
"""
NYNORSK = """
    att avklarast berre biletet dei deira deltakar deltakarar deltakarlista derifrå difor dykk då eg ein eit eigne enno
    framleis frå fekk følgjer gjekk gjer gjere gonger heile heitte hugs hugsar høyre høyrer ikkje innehalde innkallinga
    kalla kjem kjend korleis korta kva kvar kven kvifor leiar lesen leggje løysing løysinga meir mykje møteleiar namn
    namnet no noka noko nokon opne opplysningar pasientar reglane ringjer saman sei seie seier sit sjekklista sjukehus
    sjukehuset sjukepleiar sjå sjølv skjerma snakkar tilsett tilsette trykkje utan utanfor vart veit vel
    velkomen venta vere verksemd verksemda verksemder vindauge òg øvst
"""
ENGLISH = """
    the and of is are was not meeting please user users with your you this that who what people anybody somebody
    allowed card list read expected invitation checklist participants remember host from they there been
"""
NORWEGIAN = """
    og er ikke ikkje som vi du det dei denne dette hvem kven hva kva til med av har skal kan pasient pasienten chatten
    ingen alle vis velg vel sjekkliste sjekklista hjelp regler reglar deltakere deltakarar venta ventet innkallingen
"""
STRANGE = {Language.NB: NYNORSK + ENGLISH, Language.NN: BOKMAL + ENGLISH, Language.EN: NORWEGIAN}
"""Words that tell of another language."""
STRANGE_FORMS = {
    Language.NB: re.compile(r"\w{3,}(ane|inga|leik|leiken)"),
    Language.NN: re.compile(r"\w{3,}(het|heten|heter|ingen|elsen)|\w{4,}erne"),
    Language.EN: re.compile(r"\w*[æøå]\w*"),
}
