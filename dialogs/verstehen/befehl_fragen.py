"""Questions and lists: the status of a person, who ends soon, what is missing, monitoring, help, going on.
Nothing is changed by them; small talk and statements are none of them."""

from typing import Final

from dialogs.verstehen.befehl_regel import Lage, Regel, Treffer, is_order, is_question_about
from dialogs.verstehen.befehl_satz import Satz
from dialogs.verstehen.befehl_werte import Intent
from dialogs.verstehen.wortmenge import word_set

# --- one person ------------------------------------------------------------------------------------

_ABOUT: Final = word_set(
    "version laufen ende schluss auslaufen ablaufen aufhoeren fertig eingebucht einbuchung bescheid kplan bogen"
    " folgebogen teilnahme bestaetigt bestaetigung traeger modul ziel dauer beginn status abschluss beendet"
    " aktivzentrum offen fehlt dabei angepasst angetreten dreiergespraech verlaengern faellig abschliessen aufgaben"
    " boegen hoeren verlauf infos unbestaetigt erledigen maximaldauer modulwechsel kanal"
)
_HEADS: Final = ("status", "verlauf", "infos", "dauer")
_HEAD_WORDS: Final = word_set(
    "status verlauf infos bogen teilnahme fall brauchen zeigen sagen geben meine teilnehmer aktivzentrum modul akte"
    " einbuchung dauer ziel"
)
_HEAD_MORE: Final = word_set("dinge haette ueber gib aktuelle aktueller aktuellen rein sag sage wissen alle")
_SHOW: Final = word_set(
    "zeigen bogen status infos verlauf teilnahme fall akte einbuchung kplan bescheid modul suchen"
)
_SHOW_MORE: Final = word_set("alle alles aktuelle aktuellen letzten letzte uns an rein")
_ADVICE: Final = word_set("soll darf sollte duerfte muss warum wieso weshalb")


def status_of_person(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Status Müller", "Wie lange läuft Frau Yılmaz noch?", "Hat Müller schon einen Bescheid?"."""
    del lage
    headed = satz.has(*_HEADS) and not satz.denied and satz.only(_HEAD_WORDS, _HEAD_MORE | {"was", "wie", "ist"})
    if headed and (satz.somebody or (satz.has("status") and not satz.has("meine"))):
        return Treffer(Intent.STATUS_OF_PERSON)
    if not satz.somebody:
        return None
    shown = satz.has("zeigen") and not satz.denied and satz.only(_SHOW, _SHOW_MORE)
    return Treffer(Intent.STATUS_OF_PERSON) if shown or _asks_about_person(satz) else None


def _asks_about_person(satz: Satz) -> bool:
    if not (satz.asks or _embedded(satz)) or satz.first in _ADVICE or satz.strange > 1:
        return False
    if len(satz.words) == 1 or all(word.use or word.key in {"frau", "herr", "herrn"} for word in satz.words):
        return satz.question_mark
    about = satz.has(*_ABOUT) or satz.module is not None or _time_left(satz)
    return about or _what_about(satz)


def _embedded(satz: Satz) -> bool:
    """ "kannst du mir sagen, wie lange ...", "ich wüsste gern, ob ..."."""
    return satz.says("sagen", "sag", "wissen", "wuesste", "verraten", "nachsehen", "nachschauen") and satz.says(
        "wann", "wie", "ob", "was", "wo", "welchem", "bis"
    )


def _time_left(satz: Satz) -> bool:
    lasting = satz.has("zeit") or satz.says("lange", "bleiben", "bleibt", "geht", "wochen", "monate", "tage")
    return satz.says("wie", "bis", "wieviel", "wieviele") and lasting and satz.says("noch", "wann", "lange")


def _what_about(satz: Satz) -> bool:
    """ "Was ist mit ...", "Wie steht es um ...", "Wie weit ist ...", "Wo steht ..."."""
    content = {word.key for word in satz.words if not word.use}
    if content <= _WHAT_ABOUT and not content.isdisjoint({"was", "wie", "wo"}):
        with_it = {"was", "mit"} <= content and not content.isdisjoint({"ist", "los", "war"})
        return with_it or not content.isdisjoint(
            {"steht", "weit", "stehts", "laeufts", "stand", "siehts", "sieht", "neues"}
        )
    return False


_WHAT_ABOUT: Final = word_set(
    "siehts sieht aus gibt gibts neues was ist mit denn jetzt nun eigentlich los wie steht es um bei weit wo herr"
    " herrn frau fr hr dem der den noch gerade s stehts schon da laeufts und aktuell zur zeit war dr fall bitte mal"
    " so"
)


_SEEN: Final = word_set("gesehen zugriff akte infos fall bogen status zeigen liste machen verlauf")
_SEEN_MORE: Final = word_set(
    "wer hat haben war waren hatte sich letzte woche zuletzt alles in genommen gehabt auf welche wann jemand"
)


def who_saw(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Wer hat 4711 gesehen?", "Zugriffe Müller"."""
    del lage
    if not satz.has("gesehen", "zugriff") or not is_question_about(satz, _SEEN, _SEEN_MORE, of_person=True):
        return None
    asked = satz.has("zugriff") or satz.says("wer", "jemand", "welche", "einsicht")
    return Treffer(Intent.WHO_SAW) if asked and (satz.somebody or satz.has("akte", "infos", "zugriff")) else None


# --- lists -------------------------------------------------------------------------------------------

_SUBJECTS: Final = ("wer", "wen", "wem", "wessen", "welche", "welcher", "welchen", "welches", "welchem", "was", "wo")
_LIST: Final = word_set(
    "liste zeigen teilnehmer teilnahme einbuchung einbuchungen eingebucht bogen boegen faelle fall meine modul"
    " infos verlauf aktivzentrum brauchen geben offen fehlt machen"
)


def _list(satz: Satz, notions: frozenset[str], more: frozenset[str]) -> bool:
    return is_question_about(satz, _LIST | notions, more) and not _names_somebody(satz)


def _names_somebody(satz: Satz) -> bool:
    """In a question that begins with wer or welche, a small unknown word is a slip, not a name."""
    if satz.number or any(person.honored for person in satz.persons):
        return True
    lower = all(not person.name[:1].isupper() for person in satz.persons)
    return bool(satz.persons) and not (lower and satz.says("wer", "welche", "wessen", "wem", "was"))


_BESCHEID: Final = word_set(
    "bescheid bescheide steht anlegen erstellt machen compass schluss neu erledigen angekommen dabei"
)
_BESCHEID_MORE: Final = word_set("aussteht ausstehen aus braucht kriegt bekommt da")


def missing_bescheid(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Wo fehlt noch der Bescheid?"."""
    del lage
    if not satz.has("bescheid", "bescheide") or not _list(satz, _BESCHEID, _BESCHEID_MORE):
        return None
    open_one = satz.has("fehlt", "offen") or satz.denied or satz.says("ausstehen", "aussteht")
    to_do = satz.has("brauchen", "machen", "anlegen", "steht", "erstellt") or satz.says("noch", "kriegt", "bekommt")
    bare = satz.has("bescheide") and len(satz.words) <= 2
    return Treffer(Intent.MISSING_BESCHEID) if open_one or (to_do and satz.says(*_SUBJECTS)) or bare else None


_KPLAN: Final = word_set("kplan kplaene aendern angepasst steht erledigen ziel schluss")
_KPLAN_MORE: Final = word_set("aussteht ausstehen")


def kplan_open(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Welche K-Pläne sind noch offen?"."""
    del lage
    if not satz.has("kplan", "kplaene") or not _list(satz, _KPLAN, _KPLAN_MORE):
        return None
    open_one = satz.has("fehlt", "offen", "aendern", "liste", "zeigen") or satz.denied or satz.says(*_SUBJECTS)
    bare = satz.has("kplaene") and len(satz.words) <= 2
    return Treffer(Intent.KPLAN_OPEN) if open_one or bare else None


_TRAEGER: Final = word_set(
    "traeger bestaetigt bestaetigung unbestaetigt antwort liegt angekommen steht erledigen gesehen"
)
_TRAEGER_MORE: Final = word_set("worauf auf aussteht warten warte sich")


def unconfirmed_by_traeger(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Was hat der Träger noch nicht bestätigt?"."""
    del lage
    if not _list(satz, _TRAEGER, _TRAEGER_MORE):
        return None
    missing = satz.denied or satz.has("fehlt", "offen")
    answered = satz.has("bestaetigt", "bestaetigung", "antwort", "angekommen")
    outstanding = satz.has("liegt") or (satz.has("steht") and satz.says("aus")) or (satz.has("gesehen") and missing)
    lacking = missing and (satz.asks or satz.has("fehlt", "offen", "bogen", "boegen"))
    of_traeger = satz.has("traeger") and (answered or lacking or outstanding)
    of_forms = satz.has("bestaetigung") and (missing or satz.says(*_SUBJECTS))
    of_forms = of_forms or (answered and missing and not satz.has("einbuchung", "bescheid", "kplan"))
    return Treffer(Intent.UNCONFIRMED_BY_TRAEGER) if satz.has("unbestaetigt") or of_traeger or of_forms else None


_ENDING: Final = word_set(
    "laufen auslaufen ablaufen aufhoeren hoeren ende schluss fertig faellig verlaengern beendet zeit steht erstellt"
)
_ENDING_MORE: Final = word_set("neun monate monat tage bald gehen geht demnaechst drei sechs zuende um durch zu ende")
_ENDING_THINGS: Final = word_set("bogen boegen einbuchungen teilnahme faelle liste einbuchung teilnehmer")


def ending_soon(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Wer läuft bald aus?", "auslaufende Bögen"."""
    del lage
    if not _list(satz, _ENDING, _ENDING_MORE):
        return None
    ends = satz.has("auslaufen", "ablaufen", "aufhoeren", "ende", "schluss", "faellig", "beendet")
    ends = ends or (satz.has("laufen") and satz.says("aus", "ab")) or satz.says("zuende")
    ends = ends or (satz.has("hoeren") and satz.says("auf"))
    through = satz.has("fertig") or satz.says("durch") or (satz.says("um") and satz.says("bald"))
    prolonged = satz.has("verlaengern") and satz.says("muss", "wird")
    whose = satz.says(*_SUBJECTS) and (ends or through or prolonged)
    listed = satz.has(*_ENDING_THINGS) or satz.says("bald") or satz.period is not None
    heading = satz.has("auslaufen", "ablaufen", "faellig") and listed
    ending = satz.has("ende") and satz.has(*_ENDING_THINGS) and satz.period is not None
    return Treffer(Intent.ENDING_SOON) if whose or heading or ending else None


_CASES: Final = word_set("laufen eingebucht dabei")
_CASES_MORE: Final = word_set("von bei nimmt nehmen betreue zustaendig aktive aktiven laufende laufenden")
_CASES_BARE: Final = word_set("liste faelle zeigen boegen teilnehmer verlauf")
_PEOPLE: Final = ("faelle", "teilnehmer", "boegen", "einbuchungen", "liste", "teilnahme")


def my_cases(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Meine Fälle", "Wen habe ich im Aktivzentrum?", "Liste"."""
    if not _list(satz, _CASES, _CASES_MORE):
        return None
    mine = satz.has("meine") and satz.has(*_PEOPLE)
    have = satz.says("habe", "hab", "betreue") and (satz.says("wen") or (satz.has(*_PEOPLE) and satz.says("ich")))
    place = satz.has("aktivzentrum", "teilnahme", "dabei") or satz.module is not None
    there = satz.says("wer") and (satz.says("mir") or satz.has("meine") or place or satz.says("nimmt"))
    headed = satz.has("liste", "faelle") or (satz.words[0].key == "uebersicht" and not lage.in_form)
    bare = headed and satz.only(_CASES_BARE, word_set("alle aller"))
    return Treffer(Intent.MY_CASES) if mine or have or there or bare else None


_TASKS: Final = word_set(
    "offen erledigen aufgaben fehlt steht liegt einbuchen eingebucht compass machen erinnerungen faellig"
)
_TASKS_MORE: Final = word_set("vergessen an anstehen ansteht punkte anliegen anliegt zu dran")


def open_tasks(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Was ist offen?", "Was muss ich noch erledigen?"."""
    del lage
    if not _list(satz, _TASKS, _TASKS_MORE):
        return None
    asked = satz.says("was", "gibt", "hab", "habe", "ist", "welche", "sind", "irgendwas")
    tasks = satz.has("aufgaben") or (satz.has("offen") and (asked or satz.says("punkte")))
    due = (satz.has("steht", "liegt") and satz.says("an")) or satz.says("vergessen", "ansteht", "anliegt", "dran")
    todo = asked and (satz.has("erledigen", "fehlt") or due)
    must = satz.says("muss") and satz.has("machen", "einbuchen", "eingebucht") and satz.says("was", "wen", "welche")
    unbooked = satz.has("eingebucht") and satz.denied and satz.says("wer", "wen", "welche")
    return Treffer(Intent.OPEN_TASKS) if tasks or todo or must or unbooked else None


_COUNTED: Final = word_set(
    "teilnehmer teilnahme boegen bogen einbuchungen bescheide abschluesse dreiergespraech maximaldauer verlaengern"
    " faelle folgebogen modul eingebucht abschluss modulwechsel"
)
_MONITORING: Final = word_set(
    "erstellt erreicht monitoring quote maximaldauer projektmanagement zeigen brauchen geben dauer abschluesse"
    " dreiergespraech bescheide verlaengern laufen modul modulwechsel abschluss liste folgebogen machen traeger"
    " begruendung ziel bestaetigt infos neu anlegen beendet kplan compass steht"
)


_MONITORING_MORE: Final = word_set(
    "jahr monat quartal halbjahr pro je hatten bekommen nach gesamt prozent gerade fachaufsicht oft haeufig"
)


def monitoring_report(satz: Satz, lage: Lage) -> Treffer | None:
    """R12: "Monitoring", "Bericht 2. Quartal 2026", "Wie oft wird die Maximaldauer vereinbart?"."""
    del lage
    if not is_question_about(satz, _LIST | _MONITORING, _MONITORING_MORE) or _names_somebody(satz):
        return None
    many = satz.says("viele", "wieviele", "oft", "haeufig") and satz.says("wie", "wieviele")
    counted = (
        many
        and (satz.has(*_COUNTED) or satz.module is not None)
        and not satz.says("ich", "mir")
        and not satz.has("meine")
    )
    share = satz.has("quote") and (satz.has(*_COUNTED, "dauer") or satz.says("wie"))
    reported = satz.has("monitoring") or (satz.has("maximaldauer") and many)
    return Treffer(Intent.MONITORING_REPORT) if reported or counted or share else None


# --- the conversation itself -------------------------------------------------------------------------------


def help_wanted(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Was kannst du?", "Wie geht das?", "Ich komme nicht weiter"."""
    del lage
    more = word_set(
        "was wie gibt gibts welche kann geht funktioniert funktionierst alles man machen brauchen tun koennen"
        " verstehst"
    )
    called = satz.has("hilfe") and satz.only(word_set("hilfe brauchen machen zeigen"), more)
    if called or (satz.has("helfen") and satz.only(word_set("helfen weiter brauchen"), more) and not satz.somebody):
        return Treffer(Intent.HELP)
    if (
        satz.says("nicht")
        and satz.has("weiter")
        and satz.only(word_set("weiter"), word_set("nicht komme komm weiss"))
    ):
        return Treffer(Intent.HELP)
    if (
        satz.first == "wie"
        and satz.says("ich", "man")
        and satz.has("bogen", "abschluss", "kanal", "einbuchung", "bescheid")
    ):
        return (
            Treffer(Intent.HELP)
            if satz.has("anlegen", "aendern", "machen", "beenden", "zurueckziehen", "einrichten")
            else None
        )
    general = satz.says("was", "wie") and satz.only(word_set("machen erledigen"), more)
    able = satz.says("kannst", "funktioniert", "kann", "geht", "verstehst") and satz.says(
        "du", "das", "hier", "ich", "alles", "man"
    )
    return Treffer(Intent.HELP) if general and able and not satz.says("es", "dir", "so", "gehts") else None


def resume(satz: Satz, lage: Lage) -> Treffer | None:
    """ "weiter", "Bogen fortsetzen", "Wo waren wir?"."""
    del lage
    if (
        satz.says("wo")
        and satz.says("waren", "stehengeblieben")
        and satz.only(frozenset(), word_set("wo waren stehen geblieben stehengeblieben"))
    ):
        return Treffer(Intent.RESUME)
    going = satz.has("weiter") or (satz.has("entwurf") and satz.has("zeigen", "anlegen", "machen"))
    order = is_order(satz, word_set("weiter bogen entwurf machen zeigen anlegen meine"), word_set("gehts geht lass"))
    return Treffer(Intent.RESUME) if going and order and not satz.says("so") else None


def back(satz: Satz, lage: Lage) -> Treffer | None:
    """ "zurück", "einen Schritt zurück"."""
    del lage
    order = satz.has("zurueck") and is_order(satz, word_set("zurueck bogen"), word_set("schritt geh gehe"))
    return Treffer(Intent.BACK) if order and not satz.somebody else None


def cancel(satz: Satz, lage: Lage) -> Treffer | None:
    """ "abbrechen", "brich den Bogen ab"."""
    del lage
    breaks = satz.has("abbrechen") or (satz.says("brich", "breche") and satz.says("ab"))
    order = breaks and is_order(satz, word_set("abbrechen bogen entwurf machen"), word_set("brich breche ab"))
    return Treffer(Intent.CANCEL) if order and not satz.somebody and not satz.says("abgebrochen") else None


def pause(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Pause", "später weiter"."""
    del lage
    words = word_set("pause pausieren unterbrechen bitte bogen den mal jetzt kurz entwurf machen wir hier das")
    alone = satz.has("pause") and all(word.key in words for word in satz.words)
    later = (
        satz.says("spaeter")
        and satz.has("weiter")
        and satz.only(word_set("weiter bogen machen"), word_set("spaeter"))
    )
    return Treffer(Intent.PAUSE) if alone or later else None


FRAGEN: Final[tuple[Regel, ...]] = (
    pause,
    cancel,
    back,
    help_wanted,
    resume,
    who_saw,
    status_of_person,
    missing_bescheid,
    kplan_open,
    unconfirmed_by_traeger,
    ending_soon,
    open_tasks,
    monitoring_report,
    my_cases,
)
"""In this order; the first that fits holds."""
