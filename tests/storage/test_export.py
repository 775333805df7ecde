"""Auskunft and Zustellungen as the contract says."""

import json

from dialogs import records as r
from dialogs.outbox import Art, Settled, Zustand
from dialogs.ports import StoredGespraech, UnitOfWork
from dialogs.regelung.erwartungsbogen import Rueckmeldung, RueckmeldungArt, pruefsumme
from dialogs.regelung.hilfeprodukt import BestaetigungArt
from dialogs.regelung.kplan import KPlan
from storage.database import Database
from storage.export import auskunft, zustellungen
from tests.storage.welt import (
    CHAT,
    HEUTE,
    JANA,
    JETZT,
    TRAEGER,
    FixedClock,
    bogen,
    book,
    einbuchung_id,
    enter,
    post,
    renewal,
)


def whole_life(uow: UnitOfWork) -> None:
    enter(uow)
    book(uow)
    said = Rueckmeldung(RueckmeldungArt.RUECKFRAGE, HEUTE, TRAEGER.name, JETZT, "Wann?")
    uow.apply(r.RueckmeldungErfasst("4711", "F-1", said), TRAEGER, JETZT)
    uow.apply(r.BogenGesendet("4711", renewal(), KPlan.KONKRET), JANA, JETZT)
    uow.apply(r.BestaetigungErfasst("4711", einbuchung_id(uow), BestaetigungArt.BESCHEID, HEUTE), JANA, JETZT)
    uow.apply(r.EntwurfGeparkt("E-1", "4711", '{"kind": "frage1"}'), JANA, JETZT)
    uow.save_gespraech("a:jana", JANA.id, CHAT, StoredGespraech('{"kind": "frage2"}', "4711"), JETZT)
    uow.note_erinnerung("traeger_schweigt:F-1", "4711", JETZT)
    uow.enqueue(post("bogen-F-1", "kanal", None, art=Art.BOGEN, formularnummer="F-1", nummer="4711"), JETZT)


def test_everything_on_one_person(database: Database) -> None:
    database.run(whole_life)
    found = auskunft(database, "4711")
    assert found is not None
    assert json.loads(json.dumps(found)) == found
    person = {name: found["person"][name] for name in ("nummer", "vorname", "nachname", "ifk")}
    assert person == {"nummer": "4711", "vorname": "Max", "nachname": "Müller", "ifk": JANA.id}
    [einbuchung] = found["einbuchungen"]
    assert einbuchung["hilfeprodukt"] == "Aktivzentrum Stadt Göttingen"
    days = (einbuchung["beginn"], einbuchung["ende"], einbuchung["status"], einbuchung["abschluss_am"])
    assert days == ("2027-03-01", "2027-11-30", "offen", None)
    assert einbuchung["kplan"] == "konkret"
    [confirmed] = einbuchung["bestaetigungen"]
    assert (confirmed["art"], confirmed["am"], confirmed["durch"]) == ("bescheid", "2027-03-01", "Jana Beispiel")
    first, second = einbuchung["erwartungsboegen"]
    oton = bogen().antworten
    assert first["antworten"] == {"ziel": oton.ziel, "modul": oton.modul, "dauer": oton.dauer}
    assert first["pruefsummen"]["ziel"] == pruefsumme(oton.ziel)
    assert first["rueckmeldungen"][0]["text"] == "Wann?"
    assert (first["formularnummer"], first["version"], first["modul"]) == ("F-1", 1, "digitalwerkstatt")
    assert (second["anlass"], second["gespraechsform"]) == ("anderes_modul", "dreiergespraech")
    assert (second["teilnehmende"], second["begruendung"]) == ("Frau Meier vom Träger", "braucht die Zeit")
    assert [e["zustand"]["kind"] for e in found["entwuerfe"]] == ["frage1", "frage2"]
    assert (found["person"]["angelegt_am"], found["person"]["loeschsperre"]) == ("2027-03-01", False)
    assert [e["kennung"] for e in found["erinnerungen"]] == ["traeger_schweigt:F-1"]
    assert {"elb_angelegt", "bogen_gesendet"} <= {z["was"] for z in found["zugriffe"]}


def test_the_auskunft_itself_was_a_look(database: Database, clock: FixedClock) -> None:
    database.run(enter)
    clock.pass_by(60)
    auskunft(database, "4711")
    found = auskunft(database, "4711")
    assert found is not None
    newest = found["zugriffe"][0]
    assert (newest["wer"], newest["was"]) == ("kommandozeile", "auskunft")


def test_nobody_of_that_nummer(database: Database) -> None:
    assert auskunft(database, "0815") is None


def test_every_delivery(database: Database) -> None:
    database.run(whole_life)
    database.run(lambda uow: uow.enqueue(post("m1"), JETZT))
    database.run(lambda uow: uow.settle(Settled("m1", Zustand.GESCHEITERT, 3, grund="http_403")))
    names = ("id", "art", "formularnummer", "zustand", "versuche", "grund")
    assert [tuple(row[name] for name in names) for row in zustellungen(database)] == [
        ("bogen-F-1", "bogen", "F-1", "offen", 0, None),
        ("m1", "antwort", None, "gescheitert", 3, "http_403"),
    ]
