"""The words of which phrases for the longest time are made. Tables only, folded words; they are read in `hoechst`."""

from dialogs.verstehen.woerter import words

NOUNS = words(
    "maximaldauer maximalzeit maximalzeitraum hoechstdauer hoechstzeit hoechstmass hoechstgrenze obergrenze "
    "maximallaenge hoechstlaufzeit maximallaufzeit maximalfrist maximale hoechstfrist limit laengstmoegliche "
    "laengstmoeglichen laengstmoeglich laengstmoeglicher maximalste maximalmoegliche gesamtdauer gesamtzeit "
    "hoechstmoegliche hoechstmoeglichen"
)
FULL = words(
    "volle vollen voller volles vollste ganze ganzen ganzer ganzes komplette kompletten kompletter komplettes "
    "gesamte gesamten maximale maximalen maximaler laengste laengsten laengstmoegliche laengstmoeglichen "
    "hoechste hoechsten moegliche moeglichen erlaubte erlaubten zulaessige zulaessigen vorgesehene "
    "vorgesehenen zustehende zustehenden groesstmoegliche hoechstmoegliche maximal"
)
SPANS = words(
    "zeit dauer laufzeit laenge programm teilnahmedauer spanne zeitspanne zeitraum frist strecke paket "
    "periode kontingent angebot ding distanz zeitfenster palette massnahme kurs modul kursdauer moduldauer "
    "teilnahmezeit rahmen zeitrahmen bandbreite teilnahme foerderdauer nummer variante version"
)
DETERMINERS = words("die das den der dem meine eure ihre deren diese mit volles volle ganze s ganz")
SO_LONG = words("lange lang laenger langst solange solang soviel viel")
BETWEEN = words(
    "wie wies wi as als s es et nur irgend irgendwie halt eben ueberhaupt ich man ihr sie mich ist is das da "
    "bleiben mitmachen machen dabei sein dort drin hier so mir uns wir eich euch , zeit ueberall teilnehmen "
    "der wird werden amt jobcenter staat jc traeger eh auch grad einfach bitte hingehen gehen kommen du mitzumachen"
)
POSSIBLE = words(
    "geht gehts gehn gehen moeglich darf duerfen duerft erlaubt lasst laesst lassen lasse zulaessig "
    "finanziert foerdert gefoerdert "
    "zugelassen genehmigt genehmigen bewilligt bewilligen vorgesehen erlauben zahlt zahlen bezahlt bezahlen "
    "machbar drin zusteht gibt gebt geben moeglichst angeboten zulassen zulasst erlaubts"
)
MOST = words("maximal hoechstens max maximum laengstens laengste meiste maximale meisten")
USE_UP = words("ausschoepfen ausreizen ausschoepfe ausreize ausgeschoepft ausgereizt auskosten vollmachen")
USE = words(
    "ausnutzen ausnutze nutzen nutz nutze ausgenutzt mitnehmen nehm nehmen nehme durchziehen machen mach mache"
)
FULLY = words("voll ganz komplett vollstaendig maximal restlos gaenzlich komplet")
LAST = words("anschlag gehtnichtmehr schluss limit maximum anschlach ende")
OF_THE_COURSE = words("massnahme moduls modul kurses kurs programms programm jobakademie digitalwerkstatt")
OF_OTHERS = words("meines meiner seines seiner ihres ihrer unseres unserer eines einer dieses dieser aller eures")
ONES_OWN = words("ein eine einen mein meine meinen eigenes")
OTHER_CLAUSE = words(
    "krank schon zuhause daheim ueberleg ueberlege nachdenk nachdenken weg arbeitslos hier gewartet dabei"
)
HAPPENS = words("muss hab habe denk denke war hatte liege lieg sitze sitz musste")
STAYS = words("dabei bleiben mitmachen teilnehmen gern gerne da machen kommen")
FRACTIONS = words("halb doppelt genau genauso ebenso dreimal zweimal nicht")
