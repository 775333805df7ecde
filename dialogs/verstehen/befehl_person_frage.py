"""Questions about one person: the status, and who saw the data. Nothing is changed by them."""

from typing import Final

from dialogs.verstehen.befehl_regel import Lage, Treffer, is_question_about
from dialogs.verstehen.befehl_satz import INTERJECTIONS, Satz
from dialogs.verstehen.befehl_werte import Intent
from dialogs.verstehen.wortmenge import word_set

_ABOUT: Final = word_set(
    "erstellt version laufen ende schluss auslaufen ablaufen aufhoeren fertig eingebucht einbuchung bescheid kplan"
    " bogen folgebogen teilnahme bestaetigt bestaetigung traeger modul ziel dauer beginn status abschluss beendet"
    " aktivzentrum offen fehlt dabei angepasst angetreten dreiergespraech verlaengern faellig abschliessen aufgaben"
    " boegen hoeren verlauf infos unbestaetigt erledigen maximaldauer modulwechsel kanal"
)
_HEADS: Final = ("status", "verlauf", "infos", "dauer", "teilnahme")
_HEAD_WORDS: Final = word_set(
    "boegen status verlauf infos bogen teilnahme fall brauchen zeigen sagen geben meine teilnehmer aktivzentrum modul"
    " akte"
    " einbuchung dauer ziel"
)
_HEAD_MORE: Final = word_set("dinge haette ueber gib aktuelle aktueller aktuellen rein sag sage sagen wissen alle")
_SHOW: Final = word_set(
    "zeigen bogen status infos verlauf teilnahme fall akte einbuchung kplan bescheid modul suchen"
)
_SHOW_MORE: Final = word_set("nach alle alles aktuelle aktuellen letzten letzte uns an rein")
_ADVICE: Final = word_set(
    "wenn falls waere waers meinst findest wuerdest soll darf sollte duerfte muss warum wieso weshalb"
)


def status_of_person(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Status Müller", "Wie lange läuft Frau Yılmaz noch?", "Hat Müller schon einen Bescheid?"."""
    del lage
    headed = (
        (satz.has(*_HEADS) or (satz.has("boegen") and satz.somebody))
        and not satz.denied
        and satz.only(_HEAD_WORDS, _HEAD_MORE | {"was", "wie", "ist"})
    )
    if headed and (satz.somebody or (satz.has("status") and not satz.has("meine"))):
        return Treffer(Intent.STATUS_OF_PERSON)
    if not satz.somebody:
        return None
    shown = satz.has("zeigen") and not satz.denied and satz.only(_SHOW, _SHOW_MORE)
    return Treffer(Intent.STATUS_OF_PERSON) if shown or _asks_about_person(satz) else None


def _asks_about_person(satz: Satz) -> bool:
    if not (satz.asks or _embedded(satz)) or (satz.first in _ADVICE and not satz.polite) or satz.strange > 1:
        return False
    if len(satz.words) == 1 or all(word.use or word.key in {"frau", "herr", "herrn"} for word in satz.words):
        return satz.question_mark
    if satz.has("zeit") and satz.says("uebrig"):
        return True
    if satz.says("zustaendig", "betreut") and satz.first == "wer":
        return True
    if satz.first == "kommt" and satz.says("noch", "weiter"):
        return True
    if satz.first == "war" and satz.says("da", "hier"):
        return True
    last_day = satz.says("tag") and satz.says("letzter", "letzte", "letzten", "letztes")
    if satz.says("du", "dich", "dir") and satz.person and not satz.person.honored and not _embedded(satz):
        return satz.has("infos", "status") or satz.says("weisst")
    about = last_day or satz.has(*_ABOUT) or satz.module is not None or _time_left(satz)
    return about or _what_about(satz)


def _embedded(satz: Satz) -> bool:
    """ "kannst du mir sagen, wie lange ...", "ich wüsste gern, ob ..."."""
    return satz.says(
        "sagen", "sag", "wissen", "wuesste", "verraten", "nachsehen", "nachschauen", *_LOOK
    ) and satz.says("wann", "wie", "ob", "was", "wo", "welchem", "bis")


_LOOK: Final = ("guck", "gucken", "schau", "schauen", "pruef", "pruefe", "pruefen", "check", "sieh")


def _time_left(satz: Satz) -> bool:
    lasting = satz.has("zeit") or satz.says("lange", "lang", "bleiben", "bleibt", "geht", "wochen", "monate", "tage")
    return satz.says("wie", "bis", "wieviel", "wieviele") and lasting and satz.says("noch", "wann", "lange", "lang")


def _what_about(satz: Satz) -> bool:
    """ "Was ist mit ...", "Wie steht es um ...", "Wie weit ist ...", "Wo steht ..."."""
    content = {word.key for word in satz.words if not word.use} - INTERJECTIONS
    if content <= _WHAT_ABOUT and not content.isdisjoint({"was", "wie", "wo", "gibt"}):
        if "weisst" in content or {"gibt", "neues"} <= content:
            return True
        going = not content.isdisjoint({"gehts", "geht", "laeuft"}) and not content.isdisjoint({"bei", "voran"})
        if going or {"was", "macht"} <= content:
            return True
        if {"was", "liegt", "an"} <= content or (
            {"was", "zu"} <= content and not content.isdisjoint({"sag", "sage"})
        ):
            return True
        with_it = {"was", "mit"} <= content and not content.isdisjoint({"ist", "los", "war"})
        return with_it or not content.isdisjoint(
            {"steht", "weit", "stehts", "laeufts", "stand", "siehts", "sieht", "neues", "bestellt"}
        )
    return False


_WHAT_ABOUT: Final = word_set(
    "von liegt an sag sage mir weisst du ueber zu sind wir bestellt gehts"
    " geht voran laeuft macht siehts sieht aus gibt gibts neues was ist"
    " mit denn jetzt nun eigentlich los wie steht es um bei weit wo herr herrn frau fr hr dem der den noch gerade s"
    " stehts schon da laeufts und aktuell zur zeit war dr fall bitte mal so"
)


_SEEN: Final = word_set("gesehen zugriff akte infos fall bogen status zeigen liste machen verlauf")
_SEEN_MORE: Final = word_set(
    "drin dran alles bei wer hat haben war waren hatte sich letzte woche zuletzt in genommen gehabt auf welche wann"
    " jemand"
    " personen person daten leute"
)


def who_saw(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Wer hat 4711 gesehen?", "Zugriffe Müller"."""
    del lage
    in_akte = (
        (satz.has("akte") or satz.says("drin", "dran")) and satz.says("wer") and satz.says("war", "waren", "hat")
    )
    if not (satz.has("gesehen", "zugriff") or in_akte) or not is_question_about(
        satz, _SEEN, _SEEN_MORE, of_person=True
    ):
        return None
    asked = satz.has("zugriff") or satz.says("wer", "jemand", "welche", "einsicht")
    return Treffer(Intent.WHO_SAW) if asked and (satz.somebody or satz.has("akte", "infos", "zugriff")) else None
