"""Questions for lists: who ends soon, what is missing, own cases, open tasks, monitoring. They change nothing."""

from typing import Final

from dialogs.verstehen.befehl_regel import Lage, Treffer, is_question_about
from dialogs.verstehen.befehl_satz import Satz
from dialogs.verstehen.befehl_werte import Intent
from dialogs.verstehen.wortmenge import word_set

_SUBJECTS: Final = ("wer", "wen", "wem", "wessen", "welche", "welcher", "welchen", "welches", "welchem", "was", "wo")
_LIST: Final = word_set(
    "liste zeigen teilnehmer teilnahme einbuchung einbuchungen eingebucht bogen boegen faelle fall meine modul"
    " infos verlauf aktivzentrum brauchen geben offen fehlt machen"
)


def _list(satz: Satz, notions: frozenset[str], more: frozenset[str], forgiven: int = 0) -> bool:
    return is_question_about(satz, _LIST | notions, more, forgiven=forgiven) and not _names_somebody(satz)


def _names_somebody(satz: Satz) -> bool:
    """In a question that begins with wer or welche, a small unknown word is a slip, not a name."""
    if satz.number or any(person.honored for person in satz.persons):
        return True
    lower = all(not person.name[:1].isupper() for person in satz.persons)
    return bool(satz.persons) and not (lower and satz.says("wer", "welche", "wessen", "wem", "was"))


_BESCHEID: Final = word_set(
    "bescheid bescheide teilnehmer steht anlegen erstellt machen compass schluss neu erledigen angekommen dabei"
)
_BESCHEID_MORE: Final = word_set("aussteht ausstehen aus braucht kriegt bekommt da")


def missing_bescheid(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Wo fehlt noch der Bescheid?"."""
    del lage
    if not satz.has("bescheid", "bescheide") or not _list(satz, _BESCHEID, _BESCHEID_MORE, forgiven=2):
        return None
    open_one = satz.has("fehlt", "offen") or satz.denied or satz.says("ausstehen", "aussteht")
    open_one = open_one or (satz.has("steht") and satz.says("aus"))
    to_do = satz.has("brauchen", "machen", "anlegen", "steht", "erstellt") or satz.says(
        "noch", "kriegt", "bekommt", "vergessen"
    )
    bare = satz.has("bescheide") and (len(satz.words) <= 2 or satz.says("noch"))
    asked = to_do and satz.says(*_SUBJECTS, "alle", "vergessen")
    return Treffer(Intent.MISSING_BESCHEID) if open_one or asked or bare else None


_KPLAN: Final = word_set("fertig kplan kplaene aendern angepasst steht erledigen ziel schluss")
_KPLAN_MORE: Final = word_set("aussteht ausstehen")


def kplan_open(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Welche K-Pläne sind noch offen?"."""
    del lage
    if not satz.has("kplan", "kplaene") or not _list(satz, _KPLAN, _KPLAN_MORE, forgiven=2):
        return None
    open_one = satz.has("fehlt", "offen", "aendern", "liste", "zeigen") or satz.denied or satz.says(*_SUBJECTS)
    bare = satz.has("kplaene") and len(satz.words) <= 2
    every = satz.has("angepasst") and satz.says("alle")
    return Treffer(Intent.KPLAN_OPEN) if open_one or bare or every else None


_TRAEGER: Final = word_set(
    "traeger bestaetigt bestaetigung unbestaetigt antwort liegt angekommen steht erledigen gesehen"
)
_TRAEGER_MORE: Final = word_set("haengt haengen worauf auf aussteht warten warte sich")


def unconfirmed_by_traeger(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Was hat der Träger noch nicht bestätigt?"."""
    del lage
    if not _list(satz, _TRAEGER, _TRAEGER_MORE, forgiven=2):
        return None
    missing = satz.denied or satz.has("fehlt", "offen")
    answered = satz.has("bestaetigt", "bestaetigung", "antwort", "angekommen")
    outstanding = (
        satz.has("liegt")
        or satz.says("haengt", "haengen")
        or satz.says("warten", "wartet", "warte")
        or (satz.has("steht") and satz.says("aus"))
        or (satz.has("gesehen") and missing)
    )
    lacking = missing and (satz.asks or satz.has("fehlt", "offen", "bogen", "boegen"))
    of_traeger = satz.has("traeger") and (answered or lacking or outstanding)
    of_traeger = of_traeger or (satz.module is not None and satz.first in {"hat", "haben"} and satz.has("bestaetigt"))
    of_forms = satz.has("bestaetigung") and (missing or satz.says(*_SUBJECTS))
    of_forms = of_forms or (answered and missing and not satz.has("einbuchung", "bescheid", "kplan"))
    return Treffer(Intent.UNCONFIRMED_BY_TRAEGER) if satz.has("unbestaetigt") or of_traeger or of_forms else None


_ENDING: Final = word_set(
    "laufen auslaufen ablaufen aufhoeren hoeren ende schluss fertig faellig verlaengern beendet zeit steht erstellt"
)
_ENDING_MORE: Final = word_set(
    "scheidet scheiden mehr da wochen neun monate monat tage bald gehen geht demnaechst drei sechs zuende um durch"
    " zu ende"
)
_ENDING_THINGS: Final = word_set("bogen boegen einbuchungen teilnahme faelle liste einbuchung teilnehmer")


def ending_soon(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Wer läuft bald aus?", "auslaufende Bögen"."""
    del lage
    listed = satz.has(*_ENDING_THINGS) or satz.says("bald", "demnaechst", "tage", "wochen") or satz.period is not None
    if not _list(satz, _ENDING, _ENDING_MORE, forgiven=1 if listed else 0):
        return None
    ends = satz.has("auslaufen", "ablaufen", "aufhoeren", "ende", "schluss", "faellig", "beendet")
    ends = ends or (satz.has("laufen") and satz.says("aus", "ab")) or satz.says("zuende")
    ends = ends or (satz.has("hoeren") and satz.says("auf"))
    through = satz.has("fertig") or satz.says("durch", "raus") or (satz.says("um") and satz.says("bald"))
    through = through or (satz.says("gehen") and satz.says("muss", "muessen") and satz.period is not None)
    prolonged = satz.has("verlaengern") and satz.says("muss", "wird")
    left = satz.says("wer", "welche") and satz.says("noch") and satz.says("wochen", "tage", "monate")
    subject = satz.says(*_SUBJECTS, "jemand", "naechste", "naechster") or (satz.says("alle") and listed)
    gone = (
        satz.period is not None
        and satz.denied
        and satz.says("mehr")
        and (satz.says("da", "dabei") or satz.has("aktivzentrum"))
    )
    through = through or gone or (satz.says("scheidet", "scheiden") and satz.says("aus"))
    whose = left or (subject and (ends or through or prolonged))
    heading = satz.has("auslaufen", "ablaufen", "faellig") and listed
    ending = satz.has("ende") and (satz.has(*_ENDING_THINGS) or satz.says("teilnahmeende"))
    ending = ending and satz.period is not None
    alone = satz.has("auslaufen", "ablaufen") and len(satz.words) == 1
    return Treffer(Intent.ENDING_SOON) if whose or heading or ending or alone else None


_CASES: Final = word_set("laufen eingebucht dabei liegt")
_CASES_MORE: Final = word_set(
    "bin zurzeit gehoert gehoeren von bei nimmt nehmen betreue zustaendig aktive aktiven laufende laufenden"
)
_CASES_BARE: Final = word_set("liste faelle zeigen boegen teilnehmer verlauf")
_CASES_WORDS: Final = word_set("aktive aktiven laufende laufenden alle aller")
_PEOPLE: Final = ("faelle", "teilnehmer", "boegen", "einbuchungen", "liste", "teilnahme")


def my_cases(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Meine Fälle", "Wen habe ich im Aktivzentrum?", "Liste"."""
    if not _list(satz, _CASES, _CASES_MORE):
        return None
    mine = (satz.has("meine") or satz.says("mir")) and satz.has(*_PEOPLE)
    have = satz.says("habe", "hab", "betreue") and (satz.says("wen") or (satz.has(*_PEOPLE) and satz.says("ich")))
    place = satz.has("aktivzentrum", "teilnahme", "dabei") or satz.module is not None
    have = have or (satz.says("was") and satz.has("laufen") and satz.says("habe", "hab"))
    have = have or (satz.says("wen") and satz.says("zustaendig") and satz.says("ich"))
    there = satz.says("wer") and (satz.says("mir") or satz.has("meine") or place or satz.says("nimmt"))
    headed = satz.has("liste", "faelle") or (satz.has("teilnehmer") and satz.says("alle"))
    headed = headed or (satz.words[0].key == "uebersicht" and not lage.in_form)
    bare = headed and satz.only(_CASES_BARE, _CASES_WORDS)
    return Treffer(Intent.MY_CASES) if mine or have or there or bare else None


_TASKS: Final = word_set(
    "bestaetigt offen erledigen aufgaben fehlt steht liegt einbuchen eingebucht compass machen erinnerungen faellig"
)
_TASKS_MORE: Final = word_set(
    "rum herum mir geblieben liegengeblieben liegen bei vergessen an anstehen ansteht punkte anliegen anliegt zu dran"
)


def open_tasks(satz: Satz, lage: Lage) -> Treffer | None:
    """ "Was ist offen?", "Was muss ich noch erledigen?"."""
    del lage
    if not _list(satz, _TASKS, _TASKS_MORE):
        return None
    asked = satz.says("was", "gibt", "gibts", "hab", "habe", "ist", "welche", "sind", "irgendwas", "etwas")
    tasks = satz.has("aufgaben") or (satz.has("offen") and (asked or satz.says("punkte")))
    due = (satz.has("steht", "liegt") and satz.says("an", "aus", "rum", "herum")) or satz.says(
        "geblieben", "liegengeblieben", "vergessen", "ansteht", "anliegt", "dran"
    )
    todo = asked and (satz.has("erledigen", "fehlt") or due)
    must = (
        satz.says("muss")
        and satz.has("machen", "einbuchen", "eingebucht", "bestaetigt", "compass")
        and satz.says("was", "wen", "welche", "wer")
    )
    unbooked = satz.has("offen") and satz.has("einbuchungen")
    unbooked = unbooked or (satz.has("eingebucht") and satz.denied and satz.says("wer", "wen", "welche"))
    return Treffer(Intent.OPEN_TASKS) if tasks or todo or must or unbooked else None


_COUNTED: Final = word_set(
    "teilnehmer teilnahme boegen bogen einbuchungen bescheide abschluesse dreiergespraech maximaldauer verlaengern"
    " faelle folgebogen modul eingebucht abschluss modulwechsel ziel abbrechen begruendung aufhoeren angetreten"
)
_MONITORING: Final = word_set(
    "abbrechen aufhoeren angetreten erstellt erreicht monitoring quote maximaldauer projektmanagement zeigen"
    " brauchen geben dauer abschluesse dreiergespraech bescheide verlaengern laufen modul modulwechsel abschluss"
    " liste folgebogen machen traeger begruendung ziel bestaetigt infos neu anlegen beendet kplan compass steht"
)


_MONITORING_MORE: Final = word_set(
    "jahr monat quartal halbjahr pro je hatten bekommen nach gesamt prozent gerade fachaufsicht oft haeufig"
    " erstes zweites ersten zweiten"
)


def monitoring_report(satz: Satz, lage: Lage) -> Treffer | None:
    """R12: "Monitoring", "Bericht 2. Quartal 2026", "Wie oft wird die Maximaldauer vereinbart?"."""
    del lage
    if not is_question_about(satz, _LIST | _MONITORING, _MONITORING_MORE, forgiven=1) or _names_somebody(satz):
        return None
    many = satz.says("viele", "wieviele", "oft", "haeufig") and satz.says("wie", "wieviele")
    counted = (
        many
        and (satz.has(*_COUNTED) or satz.module is not None)
        and not satz.says("ich", "mir")
        and not satz.has("meine")
    )
    share = satz.has("quote") and (satz.has(*_COUNTED, "dauer") or satz.says("wie"))
    share = share or (satz.has("quote") and len(satz.words) <= 2)
    reported = satz.has("monitoring") or (satz.has("maximaldauer") and many)
    return Treffer(Intent.MONITORING_REPORT) if reported or counted or share else None
