"""What takes a choice back from outside its clause: another's word, a condition, a way out, indecision.
What the clause itself says of the module stands in `modul_haltung`."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from dialogs.verstehen.modul_text import Wort
from dialogs.verstehen.wortmenge import word_set


class Umgebung(NamedTuple):
    """The folded words around a module: of its clause, and of the clauses beside it in the same sentence."""

    before: Sequence[str]
    after: Sequence[str]
    earlier: Sequence[str]
    later: Sequence[str]
    previous: Sequence[str]


_NEAR: Final = 24


def umgebung(words: Sequence[Wort], clauses: dict[int, range], start: int, end: int) -> Umgebung:
    """The surroundings of the words from `start` to `end`; `previous` is the clause before, of any sentence."""
    own = words[start]
    clause = clauses[own.clause]
    before = clauses.get(own.clause - 1, range(0))[-_NEAR:]
    later = clauses.get(own.clause + 1, range(0))[:_NEAR]
    return Umgebung(
        [word.wort for word in words[max(clause.start, start - _NEAR) : start]],
        [word.wort for word in words[end : min(clause.stop, end + _NEAR)]],
        [words[place].wort for place in before if words[place].sentence == own.sentence],
        [words[place].wort for place in later if words[place].sentence == own.sentence],
        [words[place].wort for place in before],
    )


# --- another's word ------------------------------------------------------------------------------------

_SELF: Final = word_set("ich wir mir mich uns")
_SAYS: Final = word_set(
    "sagt sagte sagen sagten gesagt meint meinte meinen gemeint findet fand raet riet geraten empfiehlt empfahl"
    " empfohlen vorgeschlagen schlug schlaegt schwaermt schwaermen redet reden erzaehlt nahegelegt denkt glaubt"
    " wuenscht besteht draengt verlangt behauptet gelegt"
)
_WANTS: Final = word_set("will wollte wollten wollen moechte moechten haette haetten")
_HEARD: Final = word_set("gehoert gelesen hoert liest heisst")
_SUBJECTS: Final = word_set(
    "mein meine meiner meinem unser unsere frau herr man alle viele manche andere anderen jemand mama papa amt"
    " jobcenter du jeder einer wurde kollege kollegin betreuer betreuerin vermittler vermittlerin arzt aerztin chef"
)
_HELPERS: Final = word_set("hat haben hast wurde")
_ARTICLES: Final = word_set("der die das den dem ins im in zur zum fuer zu von vom")
_NO_SUBJECT: Final = word_set(
    "das es dann da jetzt so was also und aber denn spass sinn freude am meisten liebsten besten gut hilft mehr ja na"
    " er sie wahl wunsch ziel favorit idee doch nun nur halt erst hier dafuer diesmal"
)
_DOES: Final = word_set("macht machen geht gehen besucht nimmt nehmen will wollen moechte soll sollen muss")
_OUGHT: Final = word_set("soll sollte muss muesste dass koennte")
_GOES_ON: Final = word_set("also aber deshalb drum darum deswegen")
_IT_IS: Final = word_set("es s das")


_THIS_PERSON: Final = word_set("kunde kundin teilnehmer teilnehmerin tn klient klientin")
"""The one whose answer is written down, in the words of the one who writes."""

_INNER: Final = word_set("ruecken knie bauch bauchgefuehl kopf herz gefuehl koerper")
""" "Mein Rücken sagt X": oneself."""


def is_anothers_word(u: Umgebung) -> bool:
    """ "Mein Arzt sagt, ich soll ins X", "Frau Schmidt meinte X", "der Ali macht X", "die X soll ja gut sein"."""
    rumour = not _RUMOUR.isdisjoint(u.before) or _ought_to_be(u.after) or _is_heard(u)
    return (
        rumour
        or _says(u.before, u.after)
        or _does(u.before)
        or (_told(u.earlier, u.before) and not _goes_on(u.before))
    )


_RUMOUR: Final = word_set("angeblich laut")


def _says(before: Sequence[str], after: Sequence[str]) -> bool:
    """Within the clause somebody else is the one who says it: "mein Arzt sagt X", "Sie haben mir X empfohlen"."""
    said = next((at for at, word in enumerate(before) if word in _SAYS), None)
    if said is not None:
        return (said == 0 and "wurde" in before) or _is_somebody(before[:said])
    helped = not _HELPERS.isdisjoint(before) or after[:1] in (["wurde"], ["hat"], ["haben"], ["hast"])
    if not helped or "ich" in before or "ich" in after or not any(word in _SAYS for word in after[-3:]):
        return False
    return before[:2] == ["sie", "haben"] or _is_somebody([*before, *after])


def _is_somebody(words: Sequence[str]) -> bool:
    """Whether the subject is somebody else; a bare "er" or "sie" is the one whose answer is written down."""
    if "ich" in words or "wir" in words or not _THIS_PERSON.isdisjoint(words):
        return False
    if any(one == "mein" and two in _INNER for one, two in pairwise(words)):
        return False
    return not _SUBJECTS.isdisjoint(words) or words[:1] in (["der"], ["die"], ["das"])


def _does(before: Sequence[str]) -> bool:
    """ "Der Ali macht", "die anderen gehen in": a subject of its own before the verb."""
    verb = next((at for at, word in enumerate(before[:6]) if word in _DOES), 0)
    if not verb or not _SELF.isdisjoint(before) or before[0] in _IT_IS or not _THIS_PERSON.isdisjoint(before):
        return False
    named = before[0] in _ARTICLES or not _SUBJECTS.isdisjoint(before[:verb])
    return named and not all(word in _NO_SUBJECT | _ARTICLES | {"mein", "meine"} for word in before[:verb])


def _told(earlier: Sequence[str], before: Sequence[str]) -> bool:
    """The clause before says that somebody says, means or wants what follows."""
    if earlier[:2] == ["es", "heisst"]:
        return True
    if before[:1] == ["dass"] and not _WANTS.isdisjoint(earlier) and "ich" not in earlier:
        return True
    if not any(word in _SAYS for word in earlier) and earlier[-1:] != ["will"] and earlier[-1:] != ["wollen"]:
        return False
    return _is_somebody(earlier)


def _goes_on(before: Sequence[str]) -> bool:
    """After another's word the speaker goes on himself: "…, also X", "…, ich will X", "aber ich nehme X"."""
    own = not {"ich", "mir"}.isdisjoint(before) and _OUGHT.isdisjoint(before)
    return own or not _GOES_ON.isdisjoint(before[:1])


def _ought_to_be(after: Sequence[str]) -> bool:
    """ "Die X soll ganz gut sein"; but "die X soll es sein"."""
    ends = after[-1:] in (["sein"], ["haben"], ["bringen"], ["helfen"])
    return after[:1] in (["soll"], ["sollen"]) and ends and _IT_IS.isdisjoint(after)


def _is_heard(u: Umgebung) -> bool:
    """ "Die X ist ganz gut, hab ich gehört"."""
    return len(u.after) > 1 and not _HEARD.isdisjoint(u.later[:4]) and _SELF.isdisjoint(u.after)


# --- a condition ---------------------------------------------------------------------------------------

_IF: Final = word_set("wenn falls sofern sobald")
_NOT_YET: Final = word_set(
    "wird werden werde waere waer waeren haette haetten koennte wuerde besser gesund gesuender fit fitter spaeter"
    " irgendwann kita wieder bin klappt"
)
_OPENLY: Final = word_set("ehrlich recht dran schon ueberhaupt")
_IRREAL: Final = word_set("haette waere waer koennte duerfte")
_FULL: Final = word_set("voll belegt ausgebucht")
_DEPENDS: Final = frozenset({("kommt", "drauf"), ("kommt", "darauf"), ("je", "nachdem"), ("haengt", "davon")})


def is_conditional(u: Umgebung) -> bool:
    """ "Wenn mein Knie besser wird, X", "hätte ich keine Schmerzen, wär X gut", "kommt drauf an, ob X frei ist"."""
    if u.after[-1:] == ["nur"] and u.later[:1] == ["wenn"]:
        return True
    if not _GOES_ON.isdisjoint(u.before[:1]):
        return False
    for part in (u.before, u.earlier, u.later):
        if not _DEPENDS.isdisjoint(pairwise(part)):
            return True
    if not _IF.isdisjoint(u.before[:2]) and not _FULL.isdisjoint(u.after):
        return True
    if u.earlier[:1] and u.earlier[0] in _IRREAL and u.before[:1] and u.before[0] in {*_IRREAL, "wuerde", "dann"}:
        return True
    return any(_is_open(part) for part in (u.earlier, u.later, u.before))


def _is_open(part: Sequence[str]) -> bool:
    at = next((at for at, word in enumerate(part[:3]) if word in _IF), None)
    if at is None or part[max(0, at - 1) : at] == ["auch"]:
        return False
    rest = part[at + 1 :]
    return not _NOT_YET.isdisjoint(rest) and _OPENLY.isdisjoint(rest)


# --- a way out -----------------------------------------------------------------------------------------

_FAILS: Final = word_set("voll nicht kein keine keinen belegt ausgebucht nix nichts absagt")
_SECOND: Final = word_set(
    "zweitwunsch alternativ alternative ersatz ersatzweise zweitens zweitwahl plan zweitbeste zweitbestes"
)


def is_way_out(u: Umgebung) -> bool:
    """ "Falls die voll ist, X", "es sei denn …, dann X", "zweite Wahl X", "Plan B wäre X"."""
    if not _SOMETIME.isdisjoint(_around(u)) and not _MAYBE.isdisjoint(_around(u)):
        return True
    if not _SECOND.isdisjoint(u.after[-2:]) or ("haette" in u.after[:1] and not _TAKEN.isdisjoint(u.after)):
        return True
    if ("zweite", "wahl") in pairwise(u.before) or not _SECOND.isdisjoint(u.before[:3]):
        return True
    if u.previous[:1] == ["denn"] and u.before[:1] == ["dann"] and not _FAILS.isdisjoint(u.previous):
        return True
    return _would_fail(u.previous) or _would_fail(u.before)


_SOMETIME: Final = word_set("spaeter irgendwann nachher")
_MAYBE: Final = word_set("vielleicht eventuell evtl schauen gucken sehen mal")
_TAKEN: Final = word_set("genommen gemacht gewollt gewaehlt")


def _around(u: Umgebung) -> set[str]:
    return {*u.before, *u.after}


def _would_fail(part: Sequence[str]) -> bool:
    """ "wenn da kein Platz ist"; but "wenn nicht die Y, dann X" chooses."""
    at = next((at for at, word in enumerate(part[:3]) if word in _IF), None)
    if at is None or (part[at + 1 : at + 2] == ["nicht"] and not _ARTICLES.isdisjoint(part[at + 2 : at + 3])):
        return False
    return not _FAILS.isdisjoint(part[at:])


# --- indecision ----------------------------------------------------------------------------------------

_UNDECIDED: Final = word_set(
    "schwanke schwank unentschlossen unentschieden unschluessig bahnhof zwischen hadere unsicher unklar"
)
_CHOOSING: Final = word_set("entscheiden entschieden festlegen festgelegt")


def is_undecided(words: Sequence[Wort]) -> bool:
    """ "Ich kann mich nicht entscheiden", "schwanke zwischen X und Y", "X oder Y?"."""
    said = {word.wort for word in words}
    if not said.isdisjoint(_UNDECIDED) or {"suchen", "sie", "aus"} <= said or {"entscheiden", "sie"} <= said:
        return True
    if not said.isdisjoint(_CHOOSING) and not said.isdisjoint({"nicht", "schwer", "noch"}):
        return said.isdisjoint({"fuer"}) or "nicht" in said
    return False
