"""The words of commands and questions: which notion a folded word stands for, and which words are just German.
What follows from the notions together is decided in the rules (`befehl_regeln`)."""

from typing import Final

from dialogs.verstehen.aehnlich import Wortliste
from dialogs.verstehen.befehl_alltag import ALLTAG
from dialogs.verstehen.wortmenge import word_set

_NOTIONS: Final = """
bogen: bgoen bogne
bogen: ewb bogn bogenn boegn bogen bogens erwartungsbogen erwartungsbogens eb formular fragebogen erwartungsboegen
boegen: boegen formulare
folgebogen: aenderungsbogen folgeversion folgebogen verlaengerungsbogen anschlussbogen anschlussboegen
bescheid: bescheid bescheids bewilligungsbescheid bewilligung bewilligungsbescheids
bescheide: bescheide bescheiden bewilligungsbescheide bewilligungen
kplan: kplan kplans kooperationsplan kooperationsplans koopplan kop kooperationsplanes kopl
kplaene: kplaene kplaenen kooperationsplaene kooperationsplaenen koopplaene
traeger: traeger traegers traegern bildungstraeger bildungstraegers massnahmetraeger trager anbieter dienstleister
einbuchung: einbuchung buchung
einbuchungen: einbuchungen buchungen
eingebucht: eingebucht gebucht eingebuchte eingebuchten
einbuchen: einbuchen einbuche einzubuchen buchen buche buch
teilnahme: teilnahme teilnahmezeitraum teilnahmezeit massnahme zuweisung teilnahmen zeitraum
teilnehmer: teilnehmer teilnehmerin teilnehmerinnen teilnehmende teilnehmenden teilnehmern tn elb elbs kunde kunden
teilnehmer: kundin kundinnen klient klienten klientin leistungsberechtigte leistungsberechtigten leute leuten
fall: fall vorgang
faelle: faelle faellen fallliste fallbestand vorgaenge
abschluss: abschluss abschlussmeldung
abschluesse: abschluesse abschluessen
abschliessen: abschliessen abschliesse abschliess abgeschlossen abzuschliessen schliess schliesse schliessen
beenden: zu_beenden austritt ausgeschieden ausscheiden ausscheidet beenden beende beendigung beendige
beendet: beendet geendet
ende: teilnahmeende vertragsende ablaufdatum ende endet enden endete endedatum enddatum letzter ending
schluss: schluss vorbei
laufen: laeuft laufen lief laufe laufenden laufende laeufts
auslaufen: endende endenden endender auslaufen auslaufend auslaufende auslaufenden auslaufender auslaeuft ausgelaufen
auslaufen: auslaufens
ablaufen: ablauf ablaufen ablaufend ablaufende ablaufenden ablaeuft abgelaufen
hoeren: hoert hoeren
aufhoeren: aufhoeren aufgehoert aufhoert
fertig: done fertig fertige
faellig: faellig faellige faelligen
bestaetigt: bestaetigt bestaetigen bestaetigte bestaetigten
bestaetigung: bestaetigung bestaetigungen empfangsbestaetigung empfangsbestaetigungen eingangsbestaetigung quittung
unbestaetigt: unbestaetigt unbestaetigte unbestaetigten unbestaetigter
antwort: geantwortet antwort antworten rueckmeldung rueckmeldungen reagiert zurueckgemeldet gemeldet quittiert
antwort: reaktion
angekommen: bekommen angekommen angenommen empfangen erhalten gekriegt
offen: offen offene offenen offener offenes ausstehend ausstehende ausstehenden unerledigt unerledigte unerledigten
steht: steht stehen stehts
fehlt: fehlt fehlen fehlend fehlende fehlenden fehlender
angepasst: angepasst angepasste angepassten aktualisiert nachgezogen
status: sachstandsanfrage statusanfrage status stand sachstand statusabfrage statusinfo stats
verlauf: verlauf uebersicht ueberblick historie chronik
infos: infos info information informationen auskunft details daten
akte: akte akten fallakte unterlagen
modul: modul module modulen
modulwechsel: modulaenderung modulwechsel
wechseln: wechseln wechsel gewechselt wechselt
verlaengern: zu_verlaengern weiterbewilligen verlaengern verlaengere verlaenger verlaengerung verlaengert
verlaengern: verlaengerungen
ziel: zielanpassung zielaenderung ziel ziels ziele zielen
dauer: restlaufzeit restdauer restzeit dauer teilnahmedauer laufzeit
beginn: gestartet losgelegt faengt anfaengt beginnt losgeht fing beginn start startdatum anfangsdatum beginndatum
beginn: starttermin beginntermin startet
begruendung: begruendung grund
anlass: anlass
gespraechsform: gespraechsform
teilnehmende_wort: gespraechsteilnehmer
aendern: anzupassen abzuaendern umzustellen umstellen umstelle anpassung anpassungen aendern aendere aender geaendert
aendern: aenderung aenderungen anpassen anpasse anpass passe pass bearbeiten ueberarbeiten ueberarbeite aktualisieren
aendern: nachziehen abzuaendern aktualisiere erneuern umaendern abaendern abaendere bearbeite
korrigieren: korrigieren korrigiere korrektur berichtigen berichtige verbessern korrigier berichtigung
ergaenzen: ergaenze ergaenzen ergaenz hinzufuegen ergaenzung
neu: nuer neur neuaufnahme neuanlage neu neuer neuen neues neue neuem nue neuee
anlegen: anlegen anlege leg lege legen angelegt anzulegen beginnen beginne starten starte anfangen fange fang fangen
anlegen: aufgenommen aufzunehmen zu_erstellen erstellung aufnahme anlage anlegung
anlegen: ausfuellen fuelle fuellen ausgefuellt aufmachen erstellen erstelle erstell eroeffnen eroeffne oeffnen oeffne
anlegen: vorbereiten aufnehmen aufsetzen setze erfassen erfasse erzeugen erzeuge auszufuellen ausfuelle eingeben
machen: mach mache machen gemacht macht
brauchen: brauche brauchen brauch braeuchte benoetige benoetigen braucht benoetigt
erstellt: erstellt ausgestellt geschrieben raus rausgeschickt verschickt versendet versandt geschickt rausgegangen
erstellt: erledigt drin durch abgeschickt fertiggestellt gesetzt eingetragen erfolgt verschickte rausgesendet
erstellt: angelegtes weggeschickt ausgedruckt zugestellt gestellt vermerkt erstelt
compass: compass comp
zurueckziehen: zurueckzuziehen zurueckzunehmen zurueckziehen zurueckziehe zuruecknehmen zurueckgezogen zurueckgenommen
zurueckziehen: ruecknahme rueckzug widerrufen widerrufe widerruf zurueckholen stornieren storniere storno stornierung
zurueckziehen: einziehen zurueckrufen
ziehen: ziehen nehmen zieh ziehe nimm nehme hol hole
zurueck: zurueck
uebergeben: uebergebt zu_uebergeben abtreten uebergeben uebergebe uebergib uebergabe falluebergabe uebertragen
uebergeben: uebertrage uebertrag abgeben abgebe abzugeben umtragen umschreiben uebereignen abgabe weitergeben
uebergeben: weiterreichen zuweisen umhaengen ueberschreiben
geben: gib gebe geb geben
vertretung: vertretung vertrete vertreten vertritt urlaubsvertretung krankheitsvertretung vertretungsweise
gesehen: gesehen angesehen angeschaut angeguckt zugegriffen reingeschaut reingeguckt eingesehen geguckt geschaut
gesehen: einsicht dran aufgerufen gelesen abgerufen reingesehen eingeblickt geoeffnet nachgeschaut
zugriff: zugriff zugriffe zugriffsprotokoll zugriffen zugriffsliste einsichten
monitoring: abbruchquote erfolgsquote abschlussquote
monitoring: monitoring bericht berichts berichte report reports statistik statistiken auswertung auswertungen kennzahl
monitoring: kennzahlen zahlen quartalsbericht monatsbericht jahresbericht quartalszahlen monatszahlen jahreszahlen
monitoring: monitoringbericht auswerten evaluation monitoringzahlen wochenbericht quartalsreport
quote: quote anteil durchschnitt durchschnittlich durchschnittliche schnitt prozentsatz mittel durchschnittsdauer
maximaldauer: maximaldauer hoechstdauer maximum hoechstgrenze
projektmanagement: projektmanagement fachaufsicht leitung projektleitung teamleitung
dreiergespraech: dreiergespraech dreiergespraeche dreiergespraechs dreiergespraechen
aktivzentrum: aktivzentrum zentrum az hilfeprodukt projekt
kanal: kanal traegerkanal channel kanals
einrichten: einrichten richte eingerichtet verbinden verbinde festlegen anbinden binde binden zuordnen registrieren
einrichten: aktivieren verknuepfen verknuepfe aktiviere setzen einrichtung koppeln
aufgaben: aufgabe aufgaben todo todos toodos todoliste aufgabenliste
erledigen: erledigen tun abarbeiten abzuarbeiten
liegt: liegt liegen
meine: mein meine meiner meinen meinem meins
liste: aufstellung auflisten auflistest listet teilnehmerliste kundenliste namensliste bogenliste liste listen
liste: auflistung
zeigen: ansehen ansehe angucken angucke
zeigen: zeig zeige zeigen anzeigen aufrufen oeffnest gib_aus sehen nachschauen anschauen schau schaue einsehen
rueckgaengig: rueckgaengig undo
weiter: weiter weitermachen fortsetzen fortfahren weiterfuehren weiterarbeiten fortfuehren
entwurf: entwurf entwuerfe angefangenen angefangene angefangener
hilfe: benutze benutzt nutze verwende bedient handbuch bediene bedienen hilfe help hilfeseite anleitung bedienung
hilfe: befehle befehl befehlsliste kommandos funktionen erklaerung
helfen: helfen hilf hilfst
abbrechen: verwerfen abbrechen abbruch stopp stop abgebrochen abbreche
pause: pause unterbrechen pausieren
erinnerungen: erinnerungen erinnerung
angetreten: angetreten erschienen aufgetaucht gekommen angefangen begonnen
zeit: zeit
laenger: laenger laengere
erreicht: erreicht geschafft
version: version versionen fassung fassungen
dabei: aktiv dabei drinne beteiligt
"""

NOTION: Final = {
    form: notion
    for line in _NOTIONS.split("\n")
    if line
    for notion, forms in [line.split(":")]
    for form in forms.split()
}
"""Folded word -> the notion it stands for."""

OUTSIDE: Final = word_set(
    "loesche loeschen loesch geloescht loeschung entferne entfernen sanktion sanktionen sanktioniere sanktionieren"
    " leistungsminderung minderung kuerze kuerzen kuerzung mail mails email emails brief briefe schreib schreibe"
    " schreiben widerspruch widersprueche paragraf paragraph paragrafen sgb gesetz rechtlich rechtslage recht klage"
    " regelsatz buergergeld geld fahrkosten fahrtkosten miete kosten termin termine einladung einladen lade"
    " vorladung ruf rufe anruf anrufen angerufen telefon telefonnummer handynummer adresse anschrift wohnt"
    " geburtstag geboren wetter witz kaffee uebersetze uebersetz druck drucke drucken ausdrucken drucker rechne"
    " berechne ausrechnen vermittle vermitteln stelle stellen krank krankmeldung krankenschein urlaub kantine"
    " feierabend mittagspause pausenraum kindergeld unterhalt wohngeld antrag antraege zahlung zahle ueberweise"
    " ueberweisung auszahlung vorschuss darlehen schulden einkommen vermoegen meldeversaeumnis mahnung verwarnung"
    " passwort kalender teams outlook excel whatsapp sms schick schicke sende nachricht kinder gehalt fussball"
    " spiel film serie lied song rezept nachrichten internet google abfindung kuendigung kuendigen rente wohnung"
    " erstattung bussgeld strafe polizei gericht anwalt eingliederungsvereinbarung vermittlungsvorschlag"
    " pdf csv"
)
"""What this bot does not do: with such a word in it a text asks for nothing of ours."""

FILLERS: Final = word_set(
    "na naja"
    " wuerdest nett lieb sofort umgehend direkt endlich einfach zunaechst erstmal erst zuerst abend kurze servus f"
    " fuers bitte mal den die das der dem des ein eine einen einem einer eines n ne nen nem fuer fuern von vom bei"
    " beim mit zum zur am im in an ans ab auf zu noch jetzt gleich doch dann denn also so nun ich wir moechte"
    " moechten will wollen wuerde wuerden wuerd gern gerne gerade eben und hier hiermit kannst koenntest koennen"
    " koennten kann du sie mir uns mich es ja eigentlich schon schnell kurz bitteschoen danke hallo hi hey moin"
    " guten morgen tag nummer nr fallnummer kundennummer bgnummer kdnr bg id herr herrn frau fr hr dr prof damit"
    " naemlich halt ok okay einmal nochmal nochmals erneut wieder unser unsere unserem unseren dieser diese dieses"
    " diesen diesem heute ihn ihr ihm als um ueber s e"
)
"""Words that change nothing in a command."""

ASKING: Final = word_set(
    "wer wen wem wessen was wie wo wann warum wieso weshalb welche welcher welches welchen welchem wieviel"
    " wieviele worauf woran wofuer womit wozu inwiefern seit bis gibt gibts"
)
VERB_FIRST: Final = word_set(
    "ist sind hat haben hast habt war waren wurde wurden laeuft laufen kann darf duerfen muss muessen soll sollen"
    " wird werden gibt gibts fehlt fehlen geht endet steht liegt bist hatte braucht will kommt macht nimmt passt"
    " stimmt weisst weiss ich_muss sollte sollten duerfte musste"
)
POLITE: Final = word_set("kannst koenntest koennen koennten kann wuerdest wuerden koennte magst")
NEGATION: Final = word_set("nicht kein keine keinen keinem keiner keines nie niemals nix nichts ohne noch_nicht")

_GERMAN: Final = """
uebrig ueberlege ueberlegt eventuell evtl behauptet behaupten verfolgt abgegeben erklaere erklaert rueckfrage wollte
arbeitest fahrt fahren faehrt hunger arzt umgezogen anspruch warteliste einladung wlan unterwegs menue paar option
deutsch termine verbraucht ausgeschoepft geworden steigt ausgestiegen machst sagst gehst kommst weisst hoerst liest
weinst lachst schlaeft traeumst wohnst heisst spielst magst liebst hasst denkst glaubst meinst willst kannst musst
goettingen hannover hamburg muenchen koeln kassel bestellt sag sage notiere notier merke merk ueberpruef pruefe pruef
checke check schau guck gucken guckt koechin koch_ arbeitsmarkt finanzamt krankenkasse rentenversicherung
familienkasse sozialamt bestelle genehmigt lebenslauf bewerbung bewerbungen hilfst mued stressig buero grüße gruessen
laesst vor rueckstand rueckstaende knapp benoetigen vorliegt vorliegen geoeffnet oeffnungszeiten verstopft naht
gesetze wegen ihretwegen anderem zettel auflisten glueck jahr jahres gesagt voran wobei funktionierst bot gab gabs
gaebe vorgaenge beginnen angeblich kollegen eigenes abgesagt eingelegt kopie hotel anhoerung mahnung himmel holle
technik guete besser bestens erklaer zusammenfassen fass fasse zusammengefasst meldete abmelden anmelden abgemeldet
angemeldet reservieren reserviere fuehrerschein partner partnerin englisch tuerkisch arabisch sprache sprachen hause
zuhause flur pc seitdem sonst zudem wofuer wogegen woher wohin worueber wodurch wovon aktueller punkt punkte version
halbjahr brich brichst bricht funktioniert funktionieren geblieben stehengeblieben siehts sieht gueltig ausgeschaltet
gehabt warten stimmen unterschrieben unterschreiben ausweis schuhe frist dran sprechen uebernommen uebernimmt
uebernehmen schaffe schafft schaffen abends feiern geburtstage kollegiale fernsehen licht ausschalten abschalten
abstellen anschalten einschalten schalte deaktivieren aktivieren wuesste nachsehen betreue betreut betreuen aufsetzen
vermerken eintragen trag trage melden setzen setz ausgeben gueltige laufende hallo dauerhaft komplett vorzeitig
regulaer soeben datum per samt anstehen ansteht aussteht ausstehen anliegt anfaellt stell vereinbart gesamt haeufig
komm geh schritt lade laden text texte satz saetze wort woerter name namen test tests lang laengst irgendein
irgendeine gerne danke dank vielen merci gruss gruesse liebe lieben freundlichen mfg tschau passen passend unpassend
merkwuerdig seltsam nervig super toller tolle tolles tollen schreckt klasse kleinigkeit moment augenblick sekunde
stuendchen weile pausen frueher letztens letzter lernt hobby sport ich du er sie es wir ihr mich sich uns euch mir
dir ihm ihn ihnen man jemand niemand alle alles allen aller viel viele mehr wenig wenige etwas nichts nix was wer wen
wem wessen wie wo wann warum wieso weshalb welche welcher welches welchen welchem der die das den dem des ein eine
einen einem einer eines kein keine keinen keinem keiner dein deine deiner deinen deinem sein seine seiner seinen
seinem ihre ihrer ihren ihrem unser unsere euer eure dieser diese dieses diesen diesem jener jene jenes jeder jede
jedes jeden jedem mancher manche solche beide beiden selbst selber und oder aber sondern denn weil dass ob wenn als
da damit obwohl waehrend bevor nachdem bis seit sobald falls deshalb deswegen darum daher trotzdem dafuer dagegen
daran darauf darin davon dazu dabei hier dort drueben her hin heraus hinein nicht auch nur noch schon immer nie
niemals wieder mal einmal nochmal oft manchmal selten jetzt nun gleich bald spaeter eben gerade vorhin heute morgen
gestern vorgestern uebermorgen demnaechst kuerzlich neulich inzwischen zuerst zuletzt danach vorher endlich leider
vielleicht wohl sicher bestimmt natuerlich eigentlich einfach wirklich ganz sehr zu so ziemlich etwa ungefaehr fast
genau eher lieber gern am besten meisten bitte ja nein nee ne doch ok okay hi hey moin servus tschuess ciao guten
gute guter gutes gut schoen schoene schoenen schoener toll prima spitze cool nett netter nette nettes schlecht
schlechte schlimm bloed doof komisch lustig traurig muede kaputt richtig falsch klar egal wichtig dringend schnell
langsam frueh spaet gross grosse grosser grossen klein kleine kleiner alt alte alter alten jung junge neu lange kurz
kurze hoch tief weit nah voll leer kompliziert einfacher mit von vom bei beim fuer fuern aus ausser auf an ans in im
ins nach hinter neben ueber unter zwischen gegen ohne um durch statt trotz ab zum zur bin bist ist sind seid war
warst waren wart gewesen sei waere waeren habe hab hast hat haben habt hatte hatten haette haetten werde wirst wird
werden wurde wurden wuerde wuerden worden kann koennen koennt konnte konnten koennte koennten muss muessen musste
mussten muesste soll sollst sollen sollte sollten will wollen wollten darf darfst duerfen durfte duerfte mag moegen
mochte moechte moechten lass lasse lassen gehe geht gehen ging gingen gegangen gehts komme kommt kommen kam kamen
gekommen mache macht machen machte gemacht tut tun tat getan sagt sagen sagte frage fragst fragt fragen fragte
gefragt weiss wissen wusste gewusst sehe siehst sehen sah gesehen glaube glaubt denke denkt dachte gedacht finde
findest findet finden fand gefunden suche suchst sucht suchen suchte nehme nimmst nimmt nehmen nahm genommen gebe
gibst gibt geben gegeben gibts bekomme bekommst bekommt bekommen bekam kriege kriegt kriegen gekriegt bleibe bleibt
bleiben blieb stehe steht stehen stand liege liegt liegen lag sitze sitzt sitzen sass arbeite arbeitet arbeiten
gearbeitet lerne lernen spreche spricht sprach gesprochen rede redet reden erzaehl erzaehle erzaehlt erzaehlen
heissen hiess meine meint meinen meinte zeige zeigt bringe bringt bringen brachte gebracht bring helfe hilft half
geholfen brauchst fehlt passiert passierte schlafe schlaf schlafen geschlafen esse isst essen gegessen trinke trinkt
trinken getrunken kaufe kauft kaufen gekauft spiele spielt spielen gespielt lobt loben gelobt nervt nerven genervt
aergert aergern freue freut freuen gefreut hoffe hofft hoffen wartet wartest gewartet verloren verliert verlieren
vergessen vergisst vergesse erinnert erinnere verstehe versteht verstehen verstanden vertraut schickt schicken
gesendet zieht umziehen ziehen zog gezogen traegt tragen holt holen geholt hole lebt leben lebe wohnt wohnen fuhr
gefahren laeuft rennt rennen ruft rufen schreibt schrieb lesen las gehoert hoere klappt klappen geklappt laedt stimmt
passt gefaellt schmeckt kostet dauert dauern gilt gelten bedeutet beginnt fing faengt startet abholen abgeholt
mitbringen mitgebracht vorbeikommen kuemmern kuemmere mensch menschen leute mann maenner kind kinder mutter vater
bruder schwester sohn tochter familie freund freundin kollege kollegin kolleginnen chef chefin team nachbar nachbarin
kerl typ person personen haus wohnung zimmer tuer stock etage raum kueche tisch stuhl stift papier ordner computer
rechner laptop bildschirm telefon handy schluessel auto fahrrad bus bahn zug weg strasse stadt land berlin welt zeit
zeiten uhr stunde stunden minute minuten tag tage tagen woche wochen monat monate monaten jahre jahren quartal
quartale wochenende feierabend pause urlaub ferien termin arbeit job jobs beruf firma betrieb chefs geld euro cent
prozent zahl anzahl ding dinge sache sachen antwort problem probleme fehler idee ideen plan plaene ziele grund
gruende ergebnis beispiel teil teile seite seiten anfang mitte ende schluss stelle stellen umschulung ausbildung
schule kurs kurse pruefung pruefungen spass lust angst stress ruhe gesundheit kaffee tee kuchen brot wasser bier
mittag mittagessen fruehstueck abend nachmittag vormittag nacht morgens mittags montag dienstag mittwoch donnerstag
freitag samstag sonntag januar februar maerz april mai juni juli august september oktober november dezember wetter
regen sonne schnee musik film buch zeitung foto bild drucker kopierer software programm system server netzwerk ton
mikro kamera besprechung sitzung konferenz schulung fortbildung gespraech gespraeche eindruck meinung hund katze
firmenlauf jobcenter amt behoerde stadtgoettingen roboter maschine ki computerprogramm naja hm aeh aehm tja oh ah ach
aha haha hihi lol wow juhu mist verdammt quatsch unsinn null eins zwei drei vier fuenf sechs sieben acht neun zehn
elf zwoelf erste ersten erster zweite zweiten dritte dritten letzte letzten letztes naechste naechsten naechster
naechstes kommende kommenden folgende aktuell aktuelle aktuellen momentan derzeit bisher bereits insgesamt pro je
jeweils maximal hoechstens mindestens zusammen allein alleine anderes andere anderen anderer anders gleiche gleichen
selbe einige mehrere verschiedene bestimmte eigene eigenen ganze ganzen halbe halben ueberhaupt gar sogar besonders
zumindest wenigstens jedenfalls irgendwie irgendwas irgendwann irgendwo jemals soweit ausserdem naemlich uebrigens
fall bereich gemeinsam hoffentlich moeglich noetig fertig vorbei los raus rein rauf runter zurueck fort herum rum
rueber wach gesund krank verheiratet zufrieden gluecklich sauer boese lieb frech freundlich puenktlich anwesend
abwesend verhindert entschuldigt unentschuldigt bescheid_geben besuch besuche besucht mitglied begruendet berechtigt
zustaendig verantwortlich verfuegbar kennt kenne kennen kannte meldet melde motiviert motivation fleissig langweilig
interessant spannend zurzeit herum
"""

GERMAN: Final = ALLTAG | word_set(_GERMAN) | FILLERS | ASKING | VERB_FIRST | POLITE | NEGATION | OUTSIDE
"""Words that are no names, unless they are written where only a name can stand."""

NAMESAKES: Final = word_set(
    "lange lang kurz gross klein weiss schwarz braun jung alt gut frueh freitag sonntag montag mai august sommer"
    " winter koch fuchs wolf hahn roth koenig kaiser richter bauer fischer weber berg stein busch ernst frank engel"
    " rauch schade stock ruf schick merz zorn stark frei recht mann hund baer hirsch vogel klug froehlich"
    " reich sauer liebe schoen mensch herr land bach"
    " wald haus grund bischof graf ritter may maerz kuhn kern"
)
"""German words that are also common surnames."""

_TYPED: Final = frozenset(form for form in NOTION if len(form) >= 6)
_REAL_WORDS: Final = """
stande strand bauer dauert dauern berichtet richter gerichte beschreib bescheiden bescheidener beginner begonnen
leiter weiterer heiter breiter weites neuere neuester teurer trauer vertrag ertrag abschlag anschluss anschluesse
monate sachen melden meldet stelle stellen stellt bestellt erstellen gestellt startete rechte rechts beste traeume
traegt tragen frager lager bogner bogart boger beendete modulo zielen zielt zeiten zeigt zeiger lieger zahlt zahle
schmitt meier rauch schade meinert bender weiler helfer falle reinhardt merz pauser
fertigt offener ofen oefen leute leider meiner einer seiner weine reine deine keine eine hoere gehoert fehler fehlte
fallen faellen faellt stille hallo hilft halle welle quelle rote note motte hoffen laufer kaufen taufen raufen saufen
schluessel schlusslicht schlosser bestatigt angefasst aufgepasst verpasst
"""
_SLIPS: Final = Wortliste(_TYPED, [*_REAL_WORDS.split(), *GERMAN])


def notion(word: str) -> str | None:
    """The notion of a folded word as it stands there."""
    return NOTION.get(word)


def notion_mistyped(word: str) -> str | None:
    """The notion of a long word with one typing slip in it; a word that exists is no slip."""
    if len(word) < 5 or word in GERMAN:
        return None
    meant = _SLIPS.find(word)
    return NOTION[meant] if meant else None
