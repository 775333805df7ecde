"""Small and everyday German words that are no names, so that none of them is looked for among the people.
The words of commands stand in `befehl_woerter`."""

from typing import Final

from dialogs.verstehen.wortmenge import word_set

ALLTAG: Final = word_set(
    "dich sich euch euer eure euren eurem eurer unserer meines deines seines ihres jenen jener jene jenes manche"
    " manches mancher solche solcher solches irgendwer irgendwem irgendwen niemanden niemandem jemanden jemandem"
    " beides etliche saemtliche wenigen mehreren gegenueber anstatt entlang innerhalb ausserhalb binnen laut gemaess"
    " via aufs uebers durchs ums jedoch ehe solange indem sowie sowohl weder entweder desto umso zwar dennoch"
    " allerdings ansonsten andernfalls hattest werdet muesst muessten sollt duerft wollt moechtest liess gelassen tue"
    " tust glauben denken stehst bleibst heisse zeigst redest warte halte haeltst haelt halten setzt stellt legt"
    " fahre renne lese oeffnet schliesst damals nachher hinterher davor daraus darueber darunter oben unten vorne"
    " hinten links rechts innen aussen ueberall nirgends meist meistens beinahe kaum bloss lediglich wahrscheinlich"
    " liebsten"
    " schlechter miteinander zweimal dreimal mehrmals teilweise voellig total echt wahr ploetzlich allmaehlich"
    " circa"
    " zirka sowieso eh quasi praktisch theoretisch scheinbar offenbar anscheinend vermutlich moeglicherweise notfalls"
    " gegebenenfalls bestenfalls sorry entschuldigung pardon krass geil bloedsinn logo teamleiter teamleiterin"
    " praktikant praktikantin assistenz sekretariat verwaltung sachbearbeiter sachbearbeiterin berater beraterin"
    " vermittler vermittlerin fallmanager fallmanagerin betreuer betreuerin eltern ehemann ehefrau dokument dokumente"
    " datei dateien tabelle knopf button feld felder zeile zeilen spalte spalten eintrag eintraege notiz notizen"
    " vermerk anhang ausdruck unterschrift stempel umschlag login konto profil video bildung beratung betreuung"
    " vertrag vertraege protokoll entscheidung loesung frage fragen hinweis hinweise meldung meldungen nachweis"
    " nachweise bewerber bewerberin kontakt kontakte gruppe gruppen stunden unterricht lehrer lehrerin dozent"
    " dozentin coach trainer trainerin werkstatt maschinen material werkzeug kleidung essen trinken schlafen"
    " gehoeren gehoert fehlern vorlage vorlagen muster ablage archiv papierkorb eingang ausgang posteingang"
    " durchlauf durchgang ueberschneidung abwesenheit anwesenheit fehlzeit fehlzeiten urlaubstag verspaetung"
    " verhaltensweise verhalten abstimmung ruecksprache zustimmung einwilligung datenschutz schweigepflicht"
    " groesser kleiner laenger kuerzer frueher schneller langsamer naeher weiter hoeher tiefer billiger teurer"
    " allgemein allgemeine konkret konkrete speziell genauer individuell teilzeit vollzeit halbtags ganztags"
    " vormittags nachmittags abgeschickt abgesendet unklar klar leer voll falsche richtige korrekt korrekte"
    " vorlaeufig endgueltig online offline doppelt dreifach kopiert gelocht original originale probe proben"
    " scan scans gesperrt uhrzeit ort orte gebaeude pflicht regel regeln lehrgang lehrgaenge beleg belege"
    " quittung gutschein ticket"
    " fahrkarte kundendaten stammdaten schreiben absage absagen zusage zusagen beginnend ausgelaufen verfallen"
    " eilig dringend wichtige wichtigen dringende dringenden schwierig einfacher kompliziert interessiert bereit"
    " schluessig gespannt ueberrascht genervt begeistert enttaeuscht traurig froh dankbar"
)
