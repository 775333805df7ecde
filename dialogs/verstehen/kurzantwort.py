"""Short answers to a question of ours: yes and no, Anlass, Gesprächsform, Kooperationsplan, absenden, Ziel.

A wrong yes is worse than a question: what holds a word that is not expected here is none of the known answers.
"""

import re
from typing import Final
from unicodedata import normalize

from dialogs.regelung.erwartungsbogen import Anlass, Gespraechsform
from dialogs.regelung.hilfeprodukt import ZielErgebnis
from dialogs.regelung.kplan import KPlan
from dialogs.verstehen.wortmenge import word_set

_LONGEST: Final = 200
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_WORD: Final = re.compile(r"\w+")

_YES: Final = word_set(
    "ja jaa jaaa jo joa jau jap jep jepp jup jupp yep yes jawohl jawoll genau gerne gern klar sicher natuerlich"
    " selbstverstaendlich ok okay passt stimmt richtig korrekt einverstanden ordnung"
)
_WITH_YES: Final = word_set(
    "bitte so doch das es den die ist auch antwort bogen in auf jeden fall alles ganz wirklich unbedingt gut super"
    " mach machen tun ich bin mir will moechte sehr verwerfen zurueckziehen stornieren uebernehmen"
)
_NO: Final = word_set("nein nee ne noe nope niemals keinesfalls keineswegs")
_NOT: Final = word_set("nicht keinen")
_WITH_NO: Final = word_set("noch leider bisher heute diesmal bitte lieber danke auf fall das war es wirklich")
_NEGATIONS: Final = _NO | _NOT | word_set("nich kein keine keinem keiner nie")
_SEND: Final = word_set("absenden abschicken senden schicken losschicken wegschicken schick schicke sende freigeben")
_WITH_SEND: Final = _WITH_YES - word_set("verwerfen zurueckziehen stornieren uebernehmen") | word_set(
    "jetzt sofort gleich ab los ihn traeger an dem zum formular"
)
_OPEN: Final = word_set("oder weder aber sondern vielleicht eventuell evtl jein ahnung weiss unklar unsicher egal")


def words_of(text: str) -> list[str]:
    """Folded words without punctuation; none of a text that is no short answer or asks something."""
    if len(text) > _LONGEST or "?" in text:
        return []
    return _WORD.findall(normalize("NFKC", text).casefold().translate(_UMLAUTS))


def is_yes(text: str) -> bool:
    """A yes and nothing that takes some of it back."""
    words = set(words_of(text))
    return bool(words & _YES) and words <= _YES | _WITH_YES


def is_no(text: str) -> bool:
    """A no, whatever comes after it, unless a yes or a but does; or `noch nicht` and the like."""
    words = words_of(text)
    said = set(words)
    if not words or said & (_OPEN | _YES):
        return False
    return words[0] in _NO or (bool(said & (_NO | _NOT)) and said <= _NO | _NOT | _WITH_NO)


def is_absenden(text: str) -> bool:
    """Whether the form is to be sent: `absenden`, yes, or a short wording of it; nothing else may stand there."""
    words = set(words_of(text))
    return bool(words & (_YES | _SEND)) and words <= _YES | _SEND | _WITH_SEND


_MODUL: Final = r"(ander|neu)\w* modul\w*|modulwechsel\w*|modul wechsel\w*|wechsel\w*"
_ZIEL_OFFEN: Final = (
    r"(nicht|nie|kaum|teilweise) (\w+ ){0,2}(erreicht|geschafft|fertig|abgeschlossen|gereicht|ausgereicht|gelungen)"
    r"|laenger|verlaenger\w*|mehr zeit|zeit (\w+ )?zu (kurz|knapp|wenig)"
)
_NEUE_ZIELE: Final = (
    r"(neu|ander|weiter|zusaetzlich)\w* ziel\w*|ziel\w* ((?!nicht|kein)\w+ ){0,2}geaendert|zielaenderung"
)
_DENIED: Final = r"\b(kein\w*|nicht|ohne) ((das|ein|eine|den|dem|wegen) )?"


def read_anlass(text: str) -> Anlass | None:
    """Nr. 3.1: one of the three reasons, in any of the usual wordings; of two reasons or of none it is asked."""
    words = words_of(text)
    if words == ["modul"]:
        return Anlass.ANDERES_MODUL
    signs = {
        Anlass.ANDERES_MODUL: _MODUL,
        Anlass.ZIEL_NICHT_ERREICHT: _ZIEL_OFFEN,
        Anlass.NEUE_ZIELE: _NEUE_ZIELE,
    }
    found = [anlass for anlass, sign in signs.items() if _is_said(sign, words)]
    return found[0] if len(found) == 1 else None


def _is_said(sign: str, words: list[str]) -> bool:
    """Whether it is there and never denied."""
    phrase = " ".join(words)
    there = re.search(rf"\b({sign})\b", phrase) is not None
    return there and not _is_denied(sign, words) and not _OPEN & set(words)


def _is_denied(sign: str, words: list[str]) -> bool:
    return re.search(rf"{_DENIED}({sign})\b", " ".join(words)) is not None


_THREE: Final = (
    r"dreier\w*|zu dritt|alle drei|wir drei|mit (dem |der |einem )?traeger\w*|und (der |dem )?traeger\w*"
    r"|traeger\w* (war|waren|ist|sass) (auch |mit )*dabei"
)
_TWO: Final = (
    r"zu zweit|zweier\w*|(wir|nur) (zwei|beide\w*)|nur wir(?! drei)|nur ifk und elb|(ifk und elb|elb und ifk)$"
    r"|vier augen|vieraugen\w*|allein|nur (elb und ich|ich und elb)|ohne (den |die |einen )?traeger\w*|keine zeit"
    r"|traeger\w* (\w+ ){0,2}(nicht|verhindert|krank)"
)
_NOT_YET: Final = word_set("morgen spaeter naechste naechsten geplant nachher demnaechst noch")


def read_gespraechsform(text: str) -> Gespraechsform | None:
    """Nr. 3.1: a yes is a Dreiergespräch, a no is IFK and eLb alone; what could be both is asked again."""
    words = words_of(text)
    if not words or set(words) & (_OPEN | _NOT_YET):
        return None
    phrase = " ".join(words)
    agrees, refuses = words[0] in _YES, is_no(text)
    two = re.search(rf"\b({_TWO})\b", phrase) is not None and not _is_denied(_TWO, words)
    named = re.search(rf"\b({_THREE})\b", re.sub(rf"\b({_TWO})\b", "", phrase)) is not None
    denied = named and bool(word_set("kein keine nicht") & set(words)) and len(words) <= 6
    alone, together = two or denied or refuses, (named and not denied) or agrees
    if alone == together or (not alone and _NEGATIONS & set(words)):
        return None
    return Gespraechsform.IFK_ELB if alone else Gespraechsform.DREIERGESPRAECH


_ALLGEMEIN: Final = r"(ver)?allgemein\w*"
_KONKRET: Final = r"konkret\w*|uebernehmen|uebernommen|uebernimm|kopier\w*|woertlich\w*"


def read_kplan(text: str) -> KPlan | None:
    """Nr. 3.2: general or concrete; a text that names both or neither, or only denies one, is asked again."""
    words = words_of(text)
    general, concrete = _is_said(_ALLGEMEIN, words), _is_said(_KONKRET, words)
    if general == concrete:
        return None
    return KPlan.ALLGEMEIN if general else KPlan.KONKRET


_ZIEL: Final = re.compile(
    r"(?:das |die )?ziele? (?:wurden? |ist |sind )?(?:nur |leider |voll |ganz |vollstaendig )?"
    r"(?P<how>nicht |teilweise |teils |zum teil )?erreicht"
)


def read_ziel_ergebnis(text: str) -> ZielErgebnis | None:
    """`Ziel erreicht`, `Ziel teilweise erreicht`, `Ziel nicht erreicht`; other texts are none of them."""
    read = _ZIEL.fullmatch(" ".join(words_of(text)))
    if read is None:
        return None
    if read["how"] is None:
        return ZielErgebnis.ERREICHT
    return ZielErgebnis.NICHT_ERREICHT if read["how"] == "nicht " else ZielErgebnis.TEILWEISE
