"""Question 2: which module an O-Ton names, or which one may be suggested from a goal.
Naming stands in `modul_nennung`, wanting in `modul_zusammenhang`; what a module is in `regelung.modul`."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from dialogs.regelung.modul import Modul
from dialogs.verstehen.modul_haltung import Haltung
from dialogs.verstehen.modul_nennung import nennungen
from dialogs.verstehen.modul_text import Text, Wort, zerlege
from dialogs.verstehen.modul_umschreibung import D, G, J, Nennung, O, kern
from dialogs.verstehen.modul_zusammenhang import haltungen
from dialogs.verstehen.wortmenge import word_set


@dataclass(frozen=True, slots=True)
class ModulLesart:
    """The modules chosen, in the order they were said; empty when unknown.

    `explicit`: one of them fell by name. `suggest`: what may be offered when none was chosen: what a goal
    speaks for, or what was chosen only half.
    """

    modules: tuple[Modul, ...] = ()
    explicit: bool = False
    suggest: tuple[Modul, ...] = ()

    def to_json(self) -> dict[str, object]:
        """As `verstehen modul` prints it."""
        return {
            "modules": [str(modul) for modul in self.modules],
            "explicit": self.explicit,
            "suggest": [str(modul) for modul in self.suggest],
        }


def verstehe_modul(text: str) -> ModulLesart:
    """Reads an answer to question 2. Any text is allowed; the cost is linear in its length."""
    parts = zerlege(text)
    found = nennungen(parts)
    if not found:
        modules = _counted(parts.words)
        return ModulLesart(modules, suggest=() if modules else _goals(parts, frozenset()))
    stances = haltungen(parts.words, found)
    wanted = [n for n, stance in zip(found, stances, strict=True) if stance is Haltung.WANTED]
    if not wanted:
        refused = frozenset(n.modul for n in found)
        doubtful = {n.modul for n, stance in zip(found, stances, strict=True) if stance is Haltung.OPEN}
        suggested = doubtful | {*_goals(parts, refused)}
        return ModulLesart(suggest=tuple(modul for modul in Modul if modul in suggested))
    return _chosen(wanted)


def _chosen(wanted: Sequence[Nennung]) -> ModulLesart:
    return ModulLesart(tuple(dict.fromkeys(n.modul for n in wanted)), any(n.by_name for n in wanted))


_BOTH: Final = word_set("beide beides beiden")
_ALL: Final = word_set("alle allen alles saemtliche")
_MODULES: Final = word_set("module angebote modulen angeboten sachen")
_NONE: Final = word_set("nicht kein keine keins keines von egal nein ausser welche welches was wie")


def _counted(words: Sequence[Wort]) -> tuple[Modul, ...]:
    """ "beide" are the two with an Einbuchung, "alle vier" are all."""
    said = {word.wort for word in words}
    if not said.isdisjoint(_NONE) or len(words) > 8:
        return ()
    if not said.isdisjoint(_BOTH):
        return (D, J)
    pairs = pairwise(word.wort for word in words)
    if any(one in _ALL and (two in {"vier", "4"} or two in _MODULES) for one, two in pairs):
        return tuple(Modul)
    return ()


_DIGITAL_GOALS: Final = word_set(
    "excel word powerpoint office internet email emails mail mails handy smartphone tablet online tippen programme"
    " computer pc laptop rechner edv digital digitale digitales windows onlinebanking homepage tastatur facebook"
    " textverarbeitung tabellen"
)
_JOB_GOALS: Final = word_set(
    "lebenslauf anschreiben ausbildung ausbildungsplatz ausbildungsstelle ausbildungstelle jobsuche stellensuche"
    " arbeitsplatz vorstellungsgespraech vorstellungsgespraeche azubi arbeitssuche lehrstelle praktikum"
)
_HEALTH_GOALS: Final = word_set(
    "bewegung bewegen sport stress ernaehrung gesund gesuender gesundheit abnehmen abzunehmen fit fitness"
    " entspannung entspannen yoga ruecken rueckenschmerzen rueckenprobleme rueckens gymnastik fitter belastbarer"
    " schlafen kochen ernaehren rauchen knie knien gelenke rueckenschule rueckentraining psyche"
)
_MEETING_GOALS: Final = word_set(
    "kaffee reinschauen vorbeischauen vorbeikommen reinschnuppern kaffeetrinken treff quatschen basteln freunde"
    " geselligkeit gesellschaft"
)
_WORK: Final = word_set("arbeit job stelle jobs arbeitsstelle beschaeftigung")
_FIND: Final = word_set("finden finde suchen suche kriegen bekommen find such gefunden aufnehmen brauch brauche")
_MEET: Final = word_set("treffen kennenlernen kennen")
_PEOPLE: Final = word_set("leute menschen leuten kontakte andere anderen")
_NO_GOAL: Final = word_set(
    "home homeoffice gesundheits ausser"
    " gesundheitswesen gesundheitlich gesundheitlichen gesundheitliche computerspiele zuhause"
)
_DENIED_TOOL: Final = word_set("kein keinen keine nichts")


def _goals(text: Text, refused: frozenset[Modul]) -> tuple[Modul, ...]:
    """A goal is no choice, but says what may be offered; nothing for traps and for what was just refused."""
    said = frozenset(word.wort for word in text.words)
    if (
        not said.isdisjoint(_NO_GOAL)
        or _gesund_alone(said)
        or ({"will", "lernen"}.isdisjoint(said) and _lacks_tool(said))
    ):
        return ()
    goals = _goals_in(said)
    return tuple(modul for modul in Modul if modul in goals and modul not in refused)


def _gesund_alone(said: frozenset[str]) -> bool:
    """ "Hauptsache gesund" is a saying, "gesund bin ich" a statement."""
    return "gesund" in said and not said.isdisjoint({"hauptsache", "bin"})


def _lacks_tool(said: frozenset[str]) -> bool:
    return not said.isdisjoint(_DENIED_TOOL) and not said.isdisjoint({"computer", "computern", "pc", "laptop"})


def _goals_in(said: frozenset[str]) -> set[Modul]:
    goals = {modul for word in said if (modul := _core(word))}
    goals |= {J for word in said if word in _JOB_GOALS or "bewerb" in word}
    if not said.isdisjoint(_WORK) and not said.isdisjoint(_FIND):
        goals.add(J)
    if said == {"arbeit"}:
        goals.add(J)
    meets = not said.isdisjoint(_MEET) and not said.isdisjoint(_PEOPLE)
    meets = meets or {"unter", "leute"} <= said
    if meets or not said.isdisjoint(_MEETING_GOALS):
        goals.add(O)
    return goals


def _core(word: str) -> Modul | None:
    if word in _DIGITAL_GOALS or word.startswith(("computerk", "online", "pckennt")):
        return D
    return G if word in _HEALTH_GOALS else kern(word)
