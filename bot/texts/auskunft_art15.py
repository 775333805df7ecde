"""Everything kept on a person as a text one can read and hand over (Art. 15 DSGVO). What is in it: storage.export."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bot import german
from dialogs.regelung.erwartungsbogen import Anlass, Gespraechsform, RueckmeldungArt
from dialogs.regelung.hilfeprodukt import BestaetigungArt, EinbuchungStatus, ZielErgebnis
from dialogs.regelung.kplan import KPlan
from dialogs.regelung.modul import Modul

Json = Mapping[str, Any]

_FRAGEN = {"ziel": "Ziel", "modul": "Modul", "dauer": "Teilnahmedauer"}


def lesbar(found: Json) -> str:
    """The whole text."""
    person = found["person"]
    head = [
        f"Auskunft nach Art. 15 DSGVO zu {person['vorname']} {person['nachname']}, Nummer {person['nummer']}",
        f"Zuständig: {person['ifk_name']}" + (f", Team {person['team']}" if person["team"] else ""),
    ]
    parts = [
        *head,
        *_angelegt(person),
        *(line for e in found["einbuchungen"] for line in _einbuchung(e)),
        *_entwuerfe(found["entwuerfe"]),
    ]
    told = [*_erinnerungen(found.get("erinnerungen", ())), *_nachrichten(found.get("nachrichten", ()))]
    return "\n".join([*parts, *told, *_zugriffe(found["zugriffe"])])


def _angelegt(person: Json) -> Iterator[str]:
    if "angelegt_am" in person:
        yield f"Angelegt am {_tag(person['angelegt_am'][:10])}"
    if person.get("loeschsperre"):
        yield "Das Löschen ist angehalten (Sperre)."


def _einbuchung(e: Json) -> Iterator[str]:
    span = f"{_tag(e['beginn'])} bis {_tag(e['ende'])}"
    yield f"\nEinbuchung {e['hilfeprodukt']}, {span}: {german.einbuchung_name(EinbuchungStatus(e['status']))}"
    yield f"  Kooperationsplan: {german.kplan_name(KPlan(e['kplan']))}"
    if e["abschluss_am"]:
        yield f"  Abschluss am {_tag(e['abschluss_am'])}"
    if e.get("ziel_ergebnis"):
        yield f"  Ergebnis: {german.ergebnis_name(ZielErgebnis(e['ziel_ergebnis']))}"
    if e.get("ziel_oton"):
        yield _woertlich("dazu im O-Ton", e["ziel_oton"])
    for b in e["bestaetigungen"]:
        yield f"  {german.bestaetigung_name(BestaetigungArt(b['art']))} am {_tag(b['am'])}, durch {b['durch']}"
    for b in e.get("zurueckgenommene_bestaetigungen", ()):
        yield f"  zurückgenommen: {german.bestaetigung_name(BestaetigungArt(b['art']))} am {_tag(b['am'])}"
    for bogen in e["erwartungsboegen"]:
        yield from _bogen(bogen)


def _bogen(b: Json) -> Iterator[str]:
    yield f"\n  Erwartungsbogen {b['formularnummer']}, Version {b['version']}, {b['status']}"
    yield f"    {german.modul_name(Modul(b['modul']))}, {_tag(b['beginn'])} bis {_tag(b['ende'])}"
    yield f"    gesendet am {_zeit(b['gesendet_am'])} von {b.get('gesendet_von') or 'unbekannt'}"
    if b["anlass"]:
        yield f"    Anlass: {german.anlass_name(Anlass(b['anlass']))}"
    if b["gespraechsform"]:
        yield f"    Gesprächsform: {german.gespraechsform_name(Gespraechsform(b['gespraechsform']))}"
    for name, text in (("Teilnehmende", b["teilnehmende"]), ("Begründung", b["begruendung"])):
        if text:
            yield _woertlich(name, text, 4)
    for key, name in _FRAGEN.items():
        yield _woertlich(f"{name} (O-Ton)", b["antworten"][key], 4)
    for key, text in (b.get("kurzfassung") or {}).items():
        yield _woertlich(f"{_FRAGEN[key]} (Kurzfassung für den Träger)", text, 4)
    for r in b["rueckmeldungen"]:
        yield f"    {german.rueckmeldung_name(RueckmeldungArt(r['art']))} am {_tag(r['am'])}, durch {r['durch']}"
        if r["text"]:
            yield _woertlich("Text", r["text"], 6)


def _entwuerfe(entwuerfe: Sequence[Json]) -> Iterator[str]:
    if entwuerfe:
        yield f"\nAngefangene Bögen: {german.zahl(len(entwuerfe))} (ihr Inhalt steht in der Ausgabe mit --json)"


def _erinnerungen(erinnerungen: Sequence[Json]) -> Iterator[str]:
    if erinnerungen:
        yield "\nErinnerungen an die zuständige IFK"
    for e in erinnerungen:
        yield f"  {_zeit(e['am'])}: {e['kennung']}"


def _nachrichten(nachrichten: Sequence[Json]) -> Iterator[str]:
    if nachrichten:
        yield "\nNachrichten über Microsoft Teams"
    for n in nachrichten:
        yield f"  {_zeit(n['erstellt'])}: {n['art']}, {n['zustand']}"


def _zugriffe(zugriffe: Sequence[Json]) -> Iterator[str]:
    yield "\nWer die Daten gesehen oder geändert hat"
    for z in zugriffe:
        yield f"  {_zeit(z['am'])}: {z['wer']}, {z['was']}"


def _woertlich(name: str, text: str, indent: int = 2) -> str:
    """A text of a person, each line moved in, signs one cannot see shown."""
    space = " " * indent
    lines = german.visible(text).split("\n")
    return f"{space}{name}:\n" + "\n".join(f"{space}  {line}" for line in lines)


def _tag(text: str) -> str:
    return german.tag(date.fromisoformat(text))


def _zeit(text: str) -> str:
    return german.zeitpunkt(datetime.fromisoformat(text))
