"""How the audit calls each fact. Stored names, so they never change."""

from typing import Final

from dialogs import records as r

WAS: Final[dict[type, str]] = {
    r.ElbAngelegt: "elb_angelegt",
    r.EinbuchungGebucht: "einbuchung_gebucht",
    r.BogenGesendet: "bogen_gesendet",
    r.BogenZurueckgezogen: "bogen_zurueckgezogen",
    r.EinbuchungGeaendert: "einbuchung_geaendert",
    r.EinbuchungStorniert: "einbuchung_storniert",
    r.BestaetigungErfasst: "bestaetigung_erfasst",
    r.BestaetigungZurueckgenommen: "bestaetigung_zurueckgenommen",
    r.Abgeschlossen: "abgeschlossen",
    r.ZielErgebnisErfasst: "ziel_ergebnis_erfasst",
    r.AbschlussZurueckgenommen: "abschluss_zurueckgenommen",
    r.RueckmeldungErfasst: "rueckmeldung_erfasst",
    r.KanalGebunden: "kanal_gebunden",
    r.FallUebergeben: "fall_uebergeben",
    r.VertretungGesetzt: "vertretung_gesetzt",
    r.EntwurfGeparkt: "entwurf_geparkt",
    r.EntwurfEntfernt: "entwurf_entfernt",
    r.ErinnerungenGeschaltet: "erinnerungen_geschaltet",
    r.DateiUebergeben: "datei_uebergeben",
}
