"""Short answers to a question of ours: yes and no, Anlass, Gesprächsform, Kooperationsplan, absenden."""

from typing import Final

from dialogs.regelung.erwartungsbogen import Anlass, Gespraechsform
from dialogs.regelung.hilfeprodukt import ZielErgebnis
from dialogs.regelung.kplan import KPlan

_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_YES: Final = frozenset(
    ["ja", "jo", "jep", "jawohl", "genau", "gerne", "gern", "klar", "sicher", "natuerlich", "yes"]
)
_NO: Final = frozenset(["nein", "nee", "noe", "nicht", "kein", "keine", "keinen", "niemals"])
_SEND: Final = frozenset(
    ["absenden", "abschicken", "senden", "schicken", "losschicken", "abgeschickt", "ok", "okay", "passt", "stimmt"]
)
_AROUND: Final = frozenset(["bitte", "jetzt", "den", "bogen", "so", "ab", "alles", "und", "kann", "weg"])
_LONGEST: Final = 200


def words_of(text: str) -> list[str]:
    """Folded words without punctuation, of at most the first 200 characters."""
    folded = text[:_LONGEST].casefold().translate(_UMLAUTS)
    return [word for raw in folded.split() if (word := raw.strip(".,;:!?\"'„“‚‘()"))]


def is_yes(text: str) -> bool:
    """A yes, unless the same breath holds a no or a but."""
    words = words_of(text)
    return bool(words) and words[0] in _YES and not (_NO | {"aber"}) & set(words)


def is_no(text: str) -> bool:
    """A text that begins with a no."""
    words = words_of(text)
    return bool(words) and words[0] in _NO


def is_absenden(text: str) -> bool:
    """Whether the form is to be sent: `absenden`, yes, or a short wording of it; nothing with a no in it."""
    words = words_of(text)
    known = _YES | _SEND | _AROUND
    return bool(words) and all(word in known for word in words) and bool((_YES | _SEND) & set(words))


def read_anlass(text: str) -> Anlass | None:
    """Nr. 3.1: one of the three reasons, in any of the usual wordings."""
    phrase = " ".join(words_of(text))
    if "modul" in phrase or "wechsel" in phrase:
        return Anlass.ANDERES_MODUL
    if any(sign in phrase for sign in ("nicht", "laenger", "mehr zeit", "verlaenger", "noch nicht")):
        return Anlass.ZIEL_NICHT_ERREICHT
    return Anlass.NEUE_ZIELE if "neu" in phrase or "ziel" in phrase else None


def read_gespraechsform(text: str) -> Gespraechsform | None:
    """Nr. 3.1: a yes is a Dreiergespräch, a no is IFK and eLb alone."""
    phrase = " ".join(words_of(text))
    if is_no(text) or phrase.startswith(("ohne", "ifk", "nur", "zu zweit", "allein")):
        return Gespraechsform.IFK_ELB
    if is_yes(text) or phrase.startswith(("dreier", "mit dem traeger", "mit traeger", "zu dritt")):
        return Gespraechsform.DREIERGESPRAECH
    return None


def read_kplan(text: str) -> KPlan | None:
    """Nr. 3.2: general or concrete; a text that names both or neither is asked again."""
    phrase = " ".join(words_of(text))
    general = "allgemein" in phrase
    concrete = any(sign in phrase for sign in ("konkret", "uebernehmen", "kopier"))
    if general == concrete:
        return None
    return KPlan.ALLGEMEIN if general else KPlan.KONKRET


def read_ziel_ergebnis(text: str) -> ZielErgebnis | None:
    """`Ziel erreicht`, `Ziel teilweise erreicht`, `Ziel nicht erreicht`; other texts are none of them."""
    words = words_of(text)
    if not words or words[0] not in ("ziel", "ziele") or "erreicht" not in words or len(words) > 4:
        return None
    if "teilweise" in words or "teils" in words:
        return ZielErgebnis.TEILWEISE
    return ZielErgebnis.NICHT_ERREICHT if _NO & set(words) else ZielErgebnis.ERREICHT
