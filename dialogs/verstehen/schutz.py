"""Whether an O-Ton speaks of health or of third persons, so that a Hinweis can say so (Art. 5 and 9 DSGVO).

Only a hint to look once more before sending: it may miss something and it never stops or changes a text.
Linear in the length of the text.
"""

from collections.abc import Sequence
from typing import Literal

from dialogs.verstehen.woerter import Token, tokenize
from dialogs.verstehen.wortmenge import word_set

Schutz = Literal["gesundheit", "dritte"]

_HEALTH_WORDS = word_set("kur op gdb reha adhs hiv krebs")
"""Too short to be looked for inside other words."""
_HEALTH_STEMS = (
    "krank", "erkrank", "gesundheit", "arzt", "aerzt", "diagnos", "therapie", "depress", "depri", "psych", "burnout",
    "panik", "angststoer", "trauma", "alkohol", "drogen", "suechtig", "suchtb", "suchtk", "suchth", "suchtp",
    "entzug", "entgiftung", "klinik", "medikament", "tablette", "operation", "operier", "rehaklin", "rehama",
    "behinder", "schwerbehind", "schwanger", "pflegegrad", "pflegestufe", "diabet", "asthma", "epilep", "migraene",
    "bandscheibe", "herzinfarkt", "schlaganfall", "chemotherapie", "rollstuhl", "arbeitsunfaehig", "tumor",
)  # fmt: skip
_HEALTH_ENDINGS = (
    "schmerz", "schmerzen", "krankheit", "enleiden", "zleiden", "arzt", "aerztin", "therapie", "stoerung", "klinik",
    "alkoholsucht", "drogensucht", "spielsucht", "magersucht", "esssucht", "tablettensucht",
)  # fmt: skip
_NO_HEALTH = (
    "gesundheitsproj", "gesundheitsprod", "gesundheitswes", "gesundheitsberuf", "krankenpfleg", "krankenschwest",
    "krankenkass", "krankenversicher", "arzthelf", "arztpraxis", "stoerung", "entstoerung", "ruhestoerung",
)  # fmt: skip
"""Modules, occupations and everyday words that only look like it."""

_RELATIVES = word_set("""
    tochter toechter sohn soehne mutter mama vater papa eltern oma opa bruder brueder schwester schwestern
    geschwister onkel tante cousin cousine enkel enkelin enkelkind schwager schwaegerin schwiegermutter schwiegervater
    schwiegereltern schwiegersohn schwiegertochter ehemann ehefrau exmann exfrau lebensgefaehrte lebensgefaehrtin
    stiefvater stiefmutter stiefsohn stieftochter neffe nichte verlobter verlobte zwillinge baby
""")
_NEAR_PEOPLE = word_set("""
    mann frau kind kinder kindern kindes freund freundin freunde freunden chef chefin kollege kollegin kollegen
    nachbar nachbarin nachbarn partner partnerin ex betreuer betreuerin vermieter vermieterin familie kumpel
    mitbewohner mitbewohnerin juengste juengster juengsten aelteste aeltester aeltesten kleine kleiner kleinen
""")
"""They speak of a certain person only after a word such as `meine`."""
_OWNERS = tuple(word_set("mein unser sein ihr dein"))
_COUNTED = word_set("zwei drei vier fuenf sechs 2 3 4 5 6")
_CHILDREN = word_set("kinder kindern kids")
_TITLES = word_set("herr herrn frau")
_SELF = word_set("als eine keine jede")
"""`als Mutter`, `als Frau Arbeit finden` speak of the eLb."""
_REACH = 2
"""So many words may stand between: `meine beiden kleinen Kinder`."""


def speaks_of(text: str) -> frozenset[Schutz]:
    """What in a text deserves another look: `gesundheit`, `dritte`, both or nothing."""
    tokens = tokenize(text)
    found: set[Schutz] = set()
    if any(_is_health(t.wort) for t in tokens if t.is_word):
        found.add("gesundheit")
    if any(_is_other_person(tokens, i) for i, t in enumerate(tokens) if t.is_word):
        found.add("dritte")
    return frozenset(found)


def _is_health(wort: str) -> bool:
    if wort in _HEALTH_WORDS:
        return True
    if wort.startswith(_NO_HEALTH):
        return False
    return wort.startswith(_HEALTH_STEMS) or wort.endswith(_HEALTH_ENDINGS)


def _is_other_person(tokens: Sequence[Token], i: int) -> bool:
    before = [t.wort for t in tokens[max(0, i - 1 - _REACH) : i]]
    wort = tokens[i].wort
    if before[-1:] and before[-1] in _SELF:
        return False
    if wort in _RELATIVES or (wort in _NEAR_PEOPLE and any(_is_owner(w) for w in before)):
        return True
    if wort in _CHILDREN and any(w in _COUNTED for w in before):
        return True
    return wort in _TITLES and i + 1 < len(tokens) and tokens[i].text[0].isupper() and _is_name(tokens[i + 1])


def _is_owner(wort: str) -> bool:
    return wort.startswith(_OWNERS) and len(wort) <= len("unserem")


def _is_name(token: Token) -> bool:
    return token.is_word and token.text[0].isupper()
