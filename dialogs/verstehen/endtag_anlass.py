"""Days that are the end by what is said around them: "mein letzter Tag", "bis dahin", "bis ich umziehe, also im Mai".

Whether a day is led by "bis" itself is asked in `endtag`.
"""

from collections.abc import Sequence

from dialogs.verstehen import wortschatz as w
from dialogs.verstehen.stueck import Stueck
from dialogs.verstehen.umfeld import ANDERE, Umfeld, umfeld
from dialogs.verstehen.woerter import words

_REACH = 12
_AHEAD = 9
_LABEL = 2
_LAST = words("letzter letzte letzten")
_NAMES_END = w.ENDING | words(
    "enddatum endtermin endtag schlusstag ausstieg aussteigen ausscheiden enden endet schlusspunkt letztmals"
)
_NOT_UNTIL = words("seit ab von vom nach vor")
_DATES = words("das ist waere waer wird der die es dann am so ca etwa ungefaehr rum um sprich naemlich zum heisst")
_LINKS = words(", ( - – : also sprich naemlich")
_NEAR_BY = words("nach vor kurz hinter in")
_UNTIL_THEN = words("dahin dann")
_GOES_ON = words(
    "mach mache machen kann koennte koennt gern gerne halt geht gehts ginge komm komme bleib bleibe reicht will "
    "moechte moecht waere waer gut passt bitte ich es das wuerde wuerd mitmachen bleiben dabei teilnehmen hab habe "
    "zeit schaff schaffe dann maximal hoechstens so bin da fertig durch sein muss soll sollte hier mit eben noch s"
)
"""What goes on with "bis dahin" when it is the end: "bis dahin kann ich"."""
_VERBS = words("ist sind wird endet enden laeuft lief waere war")
_ARTICLES = words("mein meine unser unsere der die das")
_DEADLINE = words(
    "bescheid sag sage melde meld entscheide entscheiden ueberlege ueberlegen krieg kriege bekomm bekomme unterlagen "
    "schick schicke abgeben zahl zahle bezahlen such suche rueckmeldung antwort anruf ruf rufe warte warten wart "
    "kuendigen umziehen umgezogen gefunden finden zusage zu"
)
"""What somebody does until a day, and not in the participation."""
_OURS = w.OUR_NOUNS | words(
    "ende schluss letzter letzte letzten stichtag endtermin wunschtermin enddatum tag termin grenze obergrenze limit"
)
_REASON = words("wegen trotz fuer ohne aufgrund dank")


def names_end(around: Umfeld) -> bool:
    """ "Ende Mai will ich fertig sein", "der 18. Juni soll mein letzter Tag sein"."""
    clause = around.klausel
    return not _NAMES_END.isdisjoint(clause) or ("tag" in clause and not _LAST.isdisjoint(clause))


def is_led_elsewhere(before: Sequence[str]) -> bool:
    """ "Das Angebot gilt bis …", "ich arbeite noch bis …": the words before the day, nearest first."""
    if "bis" not in before:
        return False
    said = list(before[before.index("bis") + 1 :])[::-1]
    if not _ELSEWHERE_VERBS.isdisjoint(said):
        return True
    return len(said) > _SUBJECT and said[0] in _SUBJECTS and said[1] not in _OURS and said[2] in _VERBS | _RUN_ON


_SUBJECT = 2
_SUBJECTS = _ARTICLES | {"der"}
_RUN_ON = words("faehrt geht hat haben gilt bleibt dauert steht macht")
_ELSEWHERE_VERBS = words("krieg kriege bekomm bekomme beziehe arbeite arbeiten wohne jobbe gilt")


def is_called_last(pieces: Sequence[Stueck], at: int) -> bool:
    """ "Der 30. April wäre dann mein letzter Tag": "dann" begins no clause here."""
    behind = [piece.wort for piece in pieces[at + 1 : at + 7]]
    return behind[1:2] == ["dann"] and names_end(Umfeld(behind[:1] + behind[2:], [])) and "," not in behind


def is_labelled_end(pieces: Sequence[Stueck], at: int) -> bool:
    """ "Letzter Tag: 18.06.2027"."""
    if at < _LABEL or pieces[at - 1].wort != ":":
        return False
    label = [pieces[at - 2].wort, *umfeld(pieces, at - 2, at - 2).links]
    return names_end(Umfeld(label, []))


def ends_another(around: Umfeld) -> bool:
    """ "Am 30.6. ist meine Elternzeit vorbei", "Ende Mai bin ich mit der Therapie durch"."""
    clause = around.klausel
    if any(word in w.FREMD or word.endswith(w.FREMD_ENDINGS) for word in clause) and _REASON.isdisjoint(clause):
        return True
    return _has_other_subject(around.rechts) or _has_other_subject(around.links[::-1])


def is_deadline(behind: Sequence[str]) -> bool:
    """ "Bis Ende Mai sag ich Bescheid", "bis Ende Juni ist der Kindergarten zu"; but not "… ist zu schaffen"."""
    if _has_other_subject(behind) or (behind[:1] in (["brauch"], ["brauche"]) and behind[2:3] in (["die"], ["den"])):
        return True
    found = _DEADLINE.intersection(behind)
    return bool(found) and (found != {"zu"} or behind[-1] == "zu")


def _has_other_subject(found: Sequence[str]) -> bool:
    """ "(Ende Mai) ist die Eingewöhnung rum": a noun behind its article that is not ours."""
    for place, word in enumerate(found[:-1]):
        if word in _ARTICLES and (not place or found[place - 1] in _VERBS):
            return found[place + 1] not in _OURS and found[place + 1] != ANDERE
    return False


def only_dates(around: Umfeld) -> bool:
    """Whether the clause does nothing but name the day: "das ist am 2. August"."""
    return around.klausel <= _DATES


def waits_before(pieces: Sequence[Stueck], at: int) -> bool:
    """Whether the clause that ends before `at` waits for something: "bis ich umziehe", "bis zur Prüfung"."""
    place = at
    while place > 0 and place > at - 3 and pieces[place].wort in _LINKS:
        place -= 1
    if place == at or place < 1 or pieces[place].art not in ("wort", "einheit"):
        return False
    clause = [pieces[place].wort, *umfeld(pieces, place, place).links][:_AHEAD]
    if "bis" not in clause or ANDERE in clause or not w.NICHT.isdisjoint(clause):
        return False
    return _NEAR_BY.isdisjoint(clause[: clause.index("bis")][-2:])


def taken_up(pieces: Sequence[Stueck], at: int, before: Sequence[str]) -> bool:
    """ "Am 10.6. ist Prüfung, bis dahin": the day is taken up as the end before another is named."""
    if before[:1] and before[0] in _NOT_UNTIL:
        return False
    for place in range(at + 1, min(len(pieces) - 1, at + _REACH)):
        if pieces[place].art in ("menge", "tag", "zahl"):
            return False
        if pieces[place].wort == "bis" and pieces[place + 1].wort in _UNTIL_THEN:
            rest = umfeld(pieces, place + 1, place + 1)
            return set(rest.rechts) <= _GOES_ON and pieces[place - 1].wort not in w.NICHT
    return False
