"""Which module comes before another: "nach der X in die Y", "Y, aber erst nach der X", "vor der Y noch die X".
Past without such an order is read in `modul_haltung`."""

from collections.abc import Sequence
from typing import Final

from dialogs.verstehen.modul_text import Wort
from dialogs.verstehen.modul_umschreibung import Nennung
from dialogs.verstehen.wortmenge import word_set

_REACH: Final = 6
_LINKS: Final = word_set(
    "und oder die der das den dem des in auch noch zur zum ne n auf an ans fuer beim im mit von mehr so am diese"
    " diesem dieser eure eurer meine meinem meiner meinen unserem unserer ende"
)
_STAY: Final = word_set("teilnahme besuch abschluss zeit beendigung")
_WEIGHED: Final = word_set("mir meinung ansicht sinn gefuehl mich")
""" "Mir ist nach X", "meiner Meinung nach X": no order in time."""
_UNITS: Final = word_set("wochen woche monat monaten monate jahr jahren")
_THERE: Final = word_set("im beim")
_TOWARDS: Final = word_set("in ins zur zum zu die das der rueber wechseln auf")


def comes_from(before: Sequence[str], after: Sequence[str]) -> bool:
    """ "Nach meiner X", "nach drei Monaten X", "nach der Zeit im X", "vom X in die (Y)", "im Anschluss an X"."""
    near = [word for word in before[-_REACH:] if word not in _LINKS]
    if near[-1:] and near[-1] in _STAY:
        near.pop()
    if near and near[-1] in {"aus", "nach"}:
        return _WEIGHED.isdisjoint(near[-4:-1])
    if near[-1:] in (["anschluss"], ["anschliessend"]):
        return before[-1] == "ans" or "an" in before[-2:]
    if "nach" in near[-3:-1] and near[-1] in _UNITS:
        return before[-1] in _UNITS or before[-1] in _THERE or [*before[-2:]] == ["in", "der"]
    leaves = before[-1:] == ["vom"] or before[-2:] in (["von", "der"], ["von", "dem"])
    return leaves and after[:1] != [] and {*after} <= _TOWARDS


def comes_later(before: Sequence[str]) -> bool:
    """ "Vor der X noch die (Y)": X is not what is wanted now."""
    return before[-1:] == ["vorm"] or before[-2:] in (["vor", "der"], ["vor", "dem"])


_BUT: Final = word_set("aber allerdings jedoch nur jedenfalls")
_FIRST: Final = word_set("erst fruehestens")
_OVER: Final = word_set("durch vorbei fertig rum abgeschlossen beendet geschafft ende hinter")
_TOLD: Final = word_set("hab habe haben bin war wurde hatte")
_SENTENCE: Final = 16


def is_waited_for(words: Sequence[Wort], found: Sequence[Nennung], k: int) -> bool:
    """ "(Y, aber) erst nach der X", "erst wenn die X vorbei ist", "nicht vor der X": something has to wait for it."""
    own = found[k]
    start = max(found[k - 1].end if k else 0, own.start - _REACH)
    before = [word.wort for word in words[start : own.start] if word.sentence == words[own.start].sentence]
    near = [word for word in before if word not in _LINKS and word not in _STAY]
    after = [word.wort for word in words[own.end : own.end + _SENTENCE] if word.clause == words[own.start].clause]
    if near[-1:] == ["nach"]:
        waits = not _FIRST.isdisjoint(near[-3:-1]) or not _BUT.isdisjoint(near[-2:-1])
        return waits and _TOLD.isdisjoint(after)
    if near[-1:] == ["vor"]:
        return near[-2:-1] == ["nicht"]
    near = [word for word in near if word not in {"ich", "wir"}]
    return near[-2:] in (["erst", "wenn"], ["erst", "sobald"]) and not _OVER.isdisjoint(after)
