"""What is said after a module, in clauses that name none: refused, taken up again, put in doubt.
Which of several named is meant stands in `modul_korrektur`."""

from collections.abc import Iterable, Sequence
from typing import Final

from dialogs.verstehen.modul_haltung import Haltung
from dialogs.verstehen.modul_text import Wort
from dialogs.verstehen.modul_umschreibung import Nennung
from dialogs.verstehen.modul_verneinung import NOT, denied_after, meant
from dialogs.verstehen.modul_zweifel import hesitates
from dialogs.verstehen.wortmenge import word_set

_REFUSAL: Final = NOT | word_set(
    "wieder doch lieber danke"
    " auf fall ach hm aeh bitte das ich will moechte mag so gar ueberhaupt dann ne jetzt noch heute bloss da hin mehr"
)
_AFTERTHOUGHT: Final = word_set("da das die dort der dahin dorthin auch wieder nochmal ich und deshalb deswegen")
_IT: Final = word_set("da das die dort der dahin dorthin auch wieder nochmal hin")
_GOING: Final = word_set(
    "will moechte moecht wuerde wuerd geh gehe mach mache nehm nehme auch hin wieder mag brauch brauche"
    " interessiert bringt gefaellt passt nix nichts wollen"
)
_ELSE: Final = word_set("anderes andere anderer neues was")
_NEAR: Final = 24
"""How many words after a module may still take it up again."""
BEEN: Final = word_set("war gemacht hatte durch besucht kenn kenne absolviert hinter")
BEEN_THERE: Final = BEEN | word_set("ich schon da hab habe bereits mal schonmal mir die das ist")


def read_afterthoughts(
    words: Sequence[Wort], clauses: dict[int, range], found: Sequence[Nennung], stances: list[Haltung]
) -> None:
    """Clauses without a module that say something of the one before: "X? Nee.", "..., da will ich auch hin"."""
    latest, since = -1, 0
    named = {words[n.start].clause: k for k, n in enumerate(found)}
    for clause, places in clauses.items():
        if clause in named:
            latest, since = named[clause], places.stop
        elif latest >= 0:
            _look_back([words[place].wort for place in places], stances, latest)
            _deny([words[place].wort for place in places], stances, latest)
            window = [word.wort for word in words[since : min(places.stop, since + _NEAR)]]
            _revive(window, stances, latest)
            if _once_more([words[place].wort for place in places]):
                _revive_if_past(stances, latest)


def _look_back(clause: Sequence[str], stances: list[Haltung], latest: int) -> None:
    """ "X? Da war ich schon."."""
    said = {*clause}
    if stances[latest] is Haltung.WANTED and said <= BEEN_THERE | {"dort"} and not said.isdisjoint(BEEN):
        stances[latest] = Haltung.PAST


_REST: Final = word_set("anderen andern andere anderes rest")
"""What is denied of the others is not denied of this one."""
_FULL: Final = word_set("voll ausgebucht belegt")


def _is_full(clause: Sequence[str]) -> bool:
    """ "Lieber X, aber die ist voll"."""
    after_but = clause[1:] if clause[:1] == ["aber"] else clause
    return after_but[:2] in (["die", "ist"], ["da", "ist"], ["das", "ist"]) and not _FULL.isdisjoint(clause)


_ALL_OF_THEM: Final = word_set("alles alle beides beide")
_NOT_KNOWN: Final = word_set("kenn kenne ich nicht sagt mir nichts nix gar ueberhaupt das die")


def _deny_all(stances: list[Haltung], latest: int) -> None:
    """ "X, Y, alles Quatsch"."""
    for k in range(latest, -1, -1):
        if stances[k] is not Haltung.WANTED:
            break
        stances[k] = Haltung.DENIED


def _take_back(stances: list[Haltung], latest: int) -> None:
    """None of those named up to here is chosen; stops where that was already said."""
    for k in range(latest, -1, -1):
        if stances[k] is Haltung.OPEN:
            break
        stances[k] = Haltung.OPEN if stances[k] is Haltung.WANTED else stances[k]


_LET_IT: Final = word_set("lass lassen vergiss mal wir sie das es lieber sein bleiben stecken")


def _deny(clause: Sequence[str], stances: list[Haltung], latest: int) -> None:
    if clause in (["wozu"], ["wieso"], ["warum"], ["wofuer"], ["was", "soll", "ich"]) or _is_full(clause):
        stances[latest] = Haltung.DENIED
    if {*clause} <= _LET_IT and not {*clause}.isdisjoint({"lass", "lassen", "vergiss"}):
        stances[latest] = Haltung.DENIED
    if {*clause} <= _NOT_KNOWN and not NOT.isdisjoint(clause) and not {"kenn", "kenne", "sagt"}.isdisjoint(clause):
        stances[latest] = Haltung.OTHERS
    if stances[latest] is Haltung.WANTED and hesitates(clause[:_NEAR]):
        _take_back(stances, latest)
    said = meant(clause[1:] if clause[:1] in (["dass"], ["weil"]) else clause)
    relieved = "muss" in clause and "hin" not in clause
    refuses = any(word in NOT for word in said) and not relieved
    if not refuses and ("abgelehnt" in clause or ("lehnt" in clause and "ab" in clause)):
        stances[latest] = Haltung.DENIED
        return
    if not _ALL_OF_THEM.isdisjoint(clause) and _REST.isdisjoint(clause) and (denied_after(clause) or "zu" in clause):
        _deny_all(stances, latest)
        return
    if not _REST.isdisjoint(clause[:3]):
        return
    if stances[latest] is Haltung.WANTED and refuses and (_about_it(said) or all(word in _REFUSAL for word in said)):
        stances[latest] = Haltung.DENIED


def _revive(clauses: Sequence[str], stances: list[Haltung], latest: int) -> None:
    said = meant(clauses)
    again = (
        (_about_it(said) and _is_mine(said)) or _sounds(said) or _once_more(said) or _takes(said) or _will_try(said)
    ) and not any(word in _ELSE or word in NOT for word in said)
    if again and stances[latest] in {Haltung.PAST, Haltung.OTHERS, Haltung.OPEN}:
        stances[latest] = Haltung.WANTED


def _revive_if_past(stances: list[Haltung], latest: int) -> None:
    if stances[latest] is Haltung.PAST:
        stances[latest] = Haltung.WANTED


def _will_try(said: Sequence[str]) -> bool:
    """ "…, will ich mal probieren", "…, dabei bleib ich"."""
    wants = not {"will", "moechte", "moecht", "wuerde"}.isdisjoint(said) and not _TRIES.isdisjoint(said)
    return wants or said[:2] in (["dabei", "bleib"], ["dabei", "bleibe"])


_TRIES: Final = word_set("probieren ausprobieren versuchen testen kennenlernen mitmachen")


def _takes(said: Sequence[str]) -> bool:
    """ "…, nimmt er an"."""
    return said[:1] != [] and said[0] in {"nimmt", "nehme", "nehm"} and "an" in said[:5]


def _sounds(said: Sequence[str]) -> bool:
    """ "Hab von der X gehört, klingt gut"."""
    if any(word in {"find", "finde"} for word in said[:3]) and any(word in _GOOD for word in said[:6]):
        return True
    return any(word in {"klingt", "hoert"} for word in said[:2]) and any(word in _GOOD for word in said)


def _once_more(said: Sequence[str]) -> bool:
    """ "…, gerne wieder"."""
    return all(word in _AGAIN for word in said) and not {"wieder", "nochmal"}.isdisjoint(said)


_AGAIN: Final = word_set("gern gerne wieder nochmal noch mal auch jetzt jederzeit bitte immer")
_GOOD: Final = word_set("ok okay gut super toll interessant spannend prima klasse vernuenftig passend")


def _about_it(said: Sequence[str]) -> bool:
    return (
        bool(said)
        and said[0] in _AFTERTHOUGHT
        and any(word in _GOING for word in said)
        and any(word in _IT for word in said)
    )


def _is_mine(said: Iterable[str]) -> bool:
    return not {"ich", "will", "moechte", "wir"}.isdisjoint(said)
