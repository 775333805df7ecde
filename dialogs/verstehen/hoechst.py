"""The flat maximum in its many wordings: "so lange wie's geht", "das volle Programm", "die vollen drei Monate".

Only whether such a phrase stands at a place; whether it is denied or asked for is decided in `aussage`.
"""

from collections.abc import Sequence

from dialogs.verstehen import hoechst_woerter as h
from dialogs.verstehen import wortschatz as w
from dialogs.verstehen.einheit import QUARTERS
from dialogs.verstehen.mengenangabe import Mengenangabe
from dialogs.verstehen.stueck import Stueck
from dialogs.verstehen.woerter import words

_REACH = 9


def hoechst_ende(pieces: Sequence[Stueck], at: int) -> int:
    """The place behind a phrase that asks for the longest time and begins at `at`; 0 if none does."""
    if pieces[at].art not in ("wort", "einheit"):
        return 0
    word = pieces[at].wort
    for begins, read in _READERS:
        if word in begins:
            end = read(pieces, at)
            if end:
                return end
    return 0


def _wort(pieces: Sequence[Stueck], at: int) -> str:
    return pieces[at].wort if at < len(pieces) else ""


def _noun(pieces: Sequence[Stueck], at: int) -> int:
    """ "Die Höchstdauer"; "ein Limit von zwei Monaten" is a bound and no wish for the most."""
    amount = _wort(pieces, at + 1) == "von" and at + 2 < len(pieces) and pieces[at + 2].art == "menge"
    return 0 if amount and at and pieces[at - 1].wort in h.ONES_OWN else at + 1


def _short(pieces: Sequence[Stueck], at: int) -> int:
    """ "Maximal", "max": the maximum only where no amount stands beside it."""
    behind = at + 1 + (_wort(pieces, at + 1) == "." and pieces[at].wort == "max")
    if _counts_hours(pieces, behind):
        return 0
    if pieces[at].wort == "maximum" and behind < len(pieces) and pieces[behind].art == "menge":
        return 0
    if at and pieces[at - 1].wort in ("das", "dem", "ein", "am", "dit", "dat", "aufs", "beim", "zum", "s"):
        return behind
    if _wort(pieces, behind).startswith("moeglich"):
        return behind + 1
    if pieces[at].wort in ("laengst", "hoechst"):
        return 0
    near = [*pieces[max(0, at - 2) : at], *_sentence(pieces, behind)]
    if (
        any(piece.art in ("menge", "zahl", "tag", "vage", "turnus") for piece in near)
        or _wort(pieces, at - 1) == "bis"
    ):
        return 0
    return behind


def _sentence(pieces: Sequence[Stueck], at: int) -> Sequence[Stueck]:
    """What follows up to the end of the clause, for some pieces."""
    end = at
    while end < min(len(pieces), at + _REACH) and (end < at + 4 or pieces[end].art not in ("grenze", "zeichen")):
        end += 1
    return pieces[at:end]


def _counts_hours(pieces: Sequence[Stueck], at: int) -> bool:
    """ "Das Maximum wären vier Stunden am Tag"."""
    return any(
        piece.art == "zahl"
        and _wort(pieces, place + 1) in ("stunden", "std", "stunde", "tage", "termine", "mal", "x")
        for place, piece in enumerate(pieces[at : at + _REACH], at)
    )


def _so_long(pieces: Sequence[Stueck], at: int) -> int:
    """ "So lange wie's (nur) geht", "so viel Zeit wie möglich"; not "so lange es gut geht"."""
    place = at + 1
    if _wort(pieces, at - 1) in h.FRACTIONS and at:
        return 0
    if pieces[at].wort == "so":
        if _wort(pieces, place) not in h.SO_LONG:
            return 0
        place += 1
    if _wort(pieces, place) in ("geht", "gehts", "gehn") and pieces[at].wort == "so":
        return 0
    end = min(len(pieces), place + _REACH)
    while place < end:
        word = pieces[place].wort
        if word in h.POSSIBLE and not (word in ("gehen", "machen") and _wort(pieces, place + 1) in h.POSSIBLE):
            return place + 1
        if word not in h.BETWEEN:
            return 0
        place += 1
    return 0


def _if_possible(pieces: Sequence[Stueck], at: int) -> int:
    return at + 2 if _wort(pieces, at + 1) in ("lang", "lange", "viel", "langen", "lange") else 0


def _the_full(pieces: Sequence[Stueck], at: int) -> int:
    """ "Die (volle) Zeit", "das Längste", "volles Programm", "die vollen drei Monate"."""
    place = at
    while place < at + 3 and _wort(pieces, place) in h.DETERMINERS and _wort(pieces, place) not in h.FULL:
        place += 1
    if _wort(pieces, place) not in h.FULL:
        return 0
    determined = place > at
    while _wort(pieces, place) in h.FULL and place < at + 5:
        place += 1
    if place < len(pieces) and pieces[place].art == "menge":
        return place + 1 if determined and not _the_whole_thing(pieces, at, place) else 0
    if _wort(pieces, place) in h.SPANS:
        bare_whole = not determined and pieces[at].wort.startswith(("ganz", "moeglich", "hoechst"))
        return 0 if bare_whole or _elsewhere(pieces, at, place) else place + 1
    last = pieces[place - 1].wort
    if _wort(pieces, place) == "der":
        return 0
    return place if determined and last in ("laengste", "laengsten", "laengstmoegliche", "hoechste") else 0


def _the_whole_thing(pieces: Sequence[Stueck], at: int, place: int) -> bool:
    """ "Ich geb dem Ganzen zwei Monate", "das Ganze drei Monate": the whole is no part of the amount."""
    amount = pieces[place].angabe
    several = isinstance(amount, Mengenangabe) and amount.quarters > QUARTERS
    return pieces[at].wort in ("dem", "das") and several


def _elsewhere(pieces: Sequence[Stueck], at: int, place: int) -> bool:
    """ "Ich war die ganze Zeit krank": no wish."""
    near = pieces[max(0, at - 4) : place + 4]
    if pieces[at + 1 : at + 2] and "ganze" in (pieces[at].wort, pieces[at + 1].wort):
        behind = [piece.wort for piece in pieces[place + 1 : place + 7]]
        if behind[:1] != [] and behind[0] in h.HAPPENS and h.STAYS.isdisjoint(behind):
            return True
    return any(piece.wort in h.OTHER_CLAUSE for piece in near)


def _everything(pieces: Sequence[Stueck], at: int) -> int:
    """ "Alles, was geht", "was maximal drin ist", "was mir zusteht"."""
    most = pieces[at].wort == "alles"
    if most and "was" not in (_wort(pieces, at + 1), _wort(pieces, at + 2), _wort(pieces, at + 3)):
        return 0
    place = at + 1
    end = min(len(pieces), place + _REACH)
    while place < end:
        word = pieces[place].wort
        if word in h.MOST or word == "zusteht":
            most = True
        if word in h.POSSIBLE or word == "nehmen":
            return place + 1 if most else 0
        if word not in h.BETWEEN and word not in h.MOST and word not in ("was", "mitnehmen", "nehm", "am"):
            return 0
        place += 1
    return 0


def _up_to(pieces: Sequence[Stueck], at: int) -> int:
    """ "Bis zum Anschlag", "bis zum Schluss", "bis zum letzten Tag", "bis zum Ende der Maßnahme"."""
    place = at + 1
    while _wort(pieces, place) in ("ganz", "zum", "zur", "bitteren", "ans", "an", "absoluten"):
        place += 1
    if place == at + 1:
        return 0
    if _wort(pieces, place) == "letzten" and _wort(pieces, place + 1) == "tag":
        return 0 if _wort(pieces, place + 2) in ("des", "im", "vom") else place + 2
    if _wort(pieces, place) not in h.LAST or pieces[place].art != "wort":
        return 0
    behind = place + 1
    if _wort(pieces, behind) in h.OF_OTHERS:
        return 0
    while _wort(pieces, behind) in ("der", "des", "vom", "von") and behind < place + 3:
        behind += 1
    if behind > place + 1 and _wort(pieces, behind) not in h.OF_THE_COURSE:
        return 0
    return behind + (behind > place + 1)


def _at_most_superlative(pieces: Sequence[Stueck], at: int) -> int:
    return at + 2 if _wort(pieces, at + 1) in ("laengsten", "allerlaengsten") else 0


def _use_up(_pieces: Sequence[Stueck], at: int) -> int:
    return at + 1


def _used_up(pieces: Sequence[Stueck], at: int) -> int:
    """ "Ich schöpf das voll aus", "ich reize es aus"; "ich nutze die Zeit voll aus"."""
    fully = not pieces[at].wort.startswith("nutz")
    for place in range(at + 1, min(len(pieces), at + _REACH)):
        word = pieces[place].wort
        if pieces[place].art in ("grenze", "zeichen", "menge") or word in w.NICHT:
            return 0
        fully = fully or word in h.FULLY
        if word == "aus":
            return place + 1 if fully else 0
    return 0


def _fully(pieces: Sequence[Stueck], at: int) -> int:
    """ "Voll ausnutzen", "komplett durchziehen"; and one such word as the whole answer."""
    if _wort(pieces, at + 1) in h.USE:
        return at + 2
    alone = len(pieces) <= 3 and all(
        piece.art != "wort" or piece.wort in ("komplett", "bitte", "alles") for piece in pieces
    )
    return at + 1 if alone and pieces[at].wort == "komplett" else 0


def _the_longer(pieces: Sequence[Stueck], at: int) -> int:
    """ "Je länger, desto besser"."""
    if _wort(pieces, at + 1) != "laenger":
        return 0
    behind = at + 2 + (_wort(pieces, at + 2) == ",")
    return behind + 2 if _wort(pieces, behind) in ("desto", "umso", "je", "um") else 0


_READERS = (
    (h.NOUNS, _noun),
    (words("laengst hoechst max maximal maxi maximum maxmium maximun hoechstmoeglich maximalstmoeglich"), _short),
    (words("so solange solang soviel"), _so_long),
    (words("moeglichst"), _if_possible),
    (h.DETERMINERS | h.FULL, _the_full),
    (words("alles was"), _everything),
    (words("bis"), _up_to),
    (words("am"), _at_most_superlative),
    (h.USE_UP, _use_up),
    (words("schoepf schoepfe schoepfen reiz reize reizen nutz nutze nutzen"), _used_up),
    (h.FULLY, _fully),
    (words("je"), _the_longer),
)
