"""An amount that somebody else proposed, and whether the one who answers takes it up.

Said alone it is no answer; what follows from several amounts stands in `urteil`.
"""

from collections.abc import Sequence

from dialogs.verstehen import wortschatz as w
from dialogs.verstehen.stueck import Stueck
from dialogs.verstehen.umfeld import Umfeld, is_of_someone_else, umfeld
from dialogs.verstehen.woerter import words

_REACH = 10
_OWN = words("ich mir mich wir uns")
_ADDRESSED = words("mir uns")
_SAID = words("sagt sagte gesagt meint meinte findet gemeint")
_PROPOSED = words("empfiehlt empfohlen vorgeschlagen raet geraten vorschlaegt vorschlug schlaegt schlug empfahl riet")
_AGREES = words(
    "passt einverstanden mach mache machen nehm nehme nehmen ok okay gut recht genau bleib bleibe stimmt so gern "
    "gerne klingt hoert reicht reichen realistisch finde find super toll schoen prima froh dankbar klasse ideal "
    "perfekt top dabei dann"
)
_OTHERS = words("andere andre anderen manche viele")
_HEARD = words("gehoert gelesen")
_LASTS = words("geht dauert laeuft ist sind")
_SIGNS = ("grenze", "zeichen")


def is_hearsay(around: Umfeld) -> bool:
    """ "Meine Beraterin hat sechs Monate vorgeschlagen", "Sie haben mir acht Wochen empfohlen"."""
    clause = around.klausel
    if _is_said_of_others(around.links) and _OWN.isdisjoint(clause):
        return True
    if not _PROPOSED.isdisjoint(clause):
        return "ich" not in clause
    if _SAID.isdisjoint(clause) or not (_OWN - _ADDRESSED).isdisjoint(clause):
        return False
    return is_of_someone_else(around)


def _is_said_of_others(before: Sequence[str]) -> bool:
    """ "Andere brauchen vier Monate", "die vom Amt wollten sechs Monate"."""
    return before[-1:] != [] and (before[-1] in _OTHERS or before[-2:] == ["vom", "die"])


def is_told(pieces: Sequence[Stueck], first: int, around: Umfeld) -> bool:
    """ "Mein Kollege hat gesagt, das dauert sechs Monate": another's word in the clause before."""
    place = first - len(around.links) - 1
    if place < 1 or pieces[place].wort not in (",", ":", "dass") or not _OWN.isdisjoint(around.klausel):
        return False
    place -= pieces[place - 1].wort == ","
    before = umfeld(pieces, place, place)
    if not _HEARD.isdisjoint(before.links):
        return True
    if _SAID.isdisjoint(before.links) or not (_OWN - _ADDRESSED).isdisjoint(before.links):
        return False
    return is_of_someone_else(Umfeld(before.links, []))


def is_supposed(pieces: Sequence[Stueck], first: int, last: int, around: Umfeld) -> bool:
    """ "Wenn ich drei Monate sage, lachen Sie", "angenommen, ich mach drei Monate": no more than a thought."""
    place = first - len(around.links) - 1
    if place >= 0 and {"angenommen", "gesetzt"} & {piece.wort for piece in pieces[max(0, place - 2) : place + 1]}:
        return True
    if around.oeffner not in ("wenn", "falls") or around.rechts[-1:] == [] or around.rechts[-1] not in _CLOSING:
        return False
    opens = place < 1 or pieces[place - 1].art == "grenze"
    return opens and not is_agreed_to(pieces, last)


_CLOSING = words(
    "dauert dauern mache mach sage sag sind ist werden wird gehen geht brauche brauch bleibe bleib nehme nehm komme "
    "waere waeren sein muss soll will kann"
)


def is_told_behind(pieces: Sequence[Stueck], last: int) -> bool:
    """ "Zwei Monate sind Pflicht, hab ich gehört", "…, sagt mein Berater", "…, heißt es"."""
    place = last + 1
    while place < len(pieces) and place < last + _SAME_CLAUSE and pieces[place].art not in _SIGNS:
        place += 1
    if place >= len(pieces) - 1 or pieces[place].wort != ",":
        return False
    clause = umfeld(pieces, place, place).rechts
    if clause[:2] in _IT_IS_SAID or not _HEARD.isdisjoint(clause[:5]):
        return True
    said = not _SAID.isdisjoint(clause[:5]) and (_OWN - _ADDRESSED).isdisjoint(clause)
    return said and is_of_someone_else(Umfeld([], clause))


_SAME_CLAUSE = 6
_IT_IS_SAID = (["heisst", "es"], ["hiess", "es"], ["sagt", "man"], ["sagen", "alle"], ["sagen", "die"])


def is_asked_to_confirm(pieces: Sequence[Stueck], last: int, around: Umfeld) -> bool:
    """ "Der Kurs geht ja drei Monate, oder?"; but "zwei Monate, oder?" proposes."""
    tag = [piece.wort for piece in pieces[last + 1 : last + 4]]
    return tag in ([",", "oder", "?"], [",", "nicht", "?"]) and not _LASTS.isdisjoint(around.links)


def is_agreed_to(pieces: Sequence[Stueck], last: int) -> bool:
    """ "…, damit bin ich einverstanden", "…, das passt": in what follows, up to the next amount."""
    signs = False
    for piece in pieces[last + 1 : last + 1 + _REACH]:
        if piece.art == "menge" or piece.wort in w.NICHT or piece.wort in ("zu", "aber"):
            return False
        signs = signs or piece.art in _SIGNS or piece.wort in ("und", "also")
        if signs and piece.wort in _AGREES:
            return True
    return False
