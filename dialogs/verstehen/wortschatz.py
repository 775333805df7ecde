"""The words that decide what an amount or a day in an answer is for. Tables only, folded words."""

from dialogs.verstehen.woerter import words

# Bounds
HOECHSTENS = words(
    "hoechstens maximal max allerhoechstens laengstens spaetestens maximum hoechstns hoechsten maximl allermaximal"
)
MINDESTENS = words(
    "mindestens wenigstens mind min minimum minimal zumindest allermindestens mindesten mindestns mindstens "
    "minimun allerwenigstens"
)
MEHR = words("mehr laenger laengere laengeren hoeher laenga meehr")
WENIGER = words("weniger kuerzer kuerzere wenger")
ALS = words("als wie wia")

# Negation
NICHT = words(
    "nicht nich net ned nit nie niemals ni niht nciht nichts nix nimmer keinesfalls keineswegs nischt nuescht "
    "nedd ungern weder"
)
KEIN = words("kein keine keinen keiner keinem koa koane koan keen keene kei")
KNOWING = words("weiss weis wees weisz waas woass wusste weissn warum wieso weshalb ob obs")
"""Before a "nicht" that does not deny what follows: "weiß nicht, zwei Monate"."""
FINE_AFTER_NICHT = words(
    "schlecht anders verkehrt uebel falsch mehr laenger schlimm zu so viel lang lange unrealistisch "
    "ausgeschlossen bloed dumm abgeneigt wenig ganz weniger kuerzer"
)
ZU = words("lang lange viel wenig kurz knapp heftig stressig krass anstrengend hart fett")
UNFIT = words(
    "too overkill "
    "abgesehen abgeraten bedenken hinten abgelehnt abzulehnen verworfen laecherlich absurd wahnsinn "
    "irrsinn verrueckt zuviel zulang unzumutbar undenkbar illusorisch zeitverschwendung schwachsinn "
    "ueberfordert utopisch unrealistisch uebertrieben unmoeglich quaelerei witz lachnummer lachhaft zumutung "
    "frechheit hohn scherz ewigkeit farce katastrophe horror "
    "schikane hoelle albtraum alptraum tortur strafe folter krampf unverschaemt unverschaemtheit unding"
)
REFUSING_VERBS = words("lehnt lehne lehnen lehnte ablehnen scheidet scheiden bezweifle bezweifelt zweifle zweifelt")
MUCH = words("schnell viel lang lange happig heftig ordentlich kurz wenig knapp sportlich")
SOUNDS = words("klingt klingen hoert hoeren ist sind waere waeren find finde findet scheint kommt kommen wirkt")
GENERALLY = words(
    "normalerweise ueblich ueblicherweise normal gewoehnlich flyer prospekt einladung internet standard regelfall"
)
POINTLESS = words("lohnt bringt nuetzt sinnlos reicht braucht gehts geht kommt wird faengt anfangen klappt")

# Time that is not the length of the participation
PAST_BEFORE = words(
    "seit seid vor letzte letzten letzter letztes letztn vergangene vergangenen vergangener vorige vorigen "
    "ersten seitdem"
)
EVERY_BEFORE = words("statt anstatt alle aller je jeweils jeden jede jedes jeder")
FREMD = words(
    "bro bruda "
    "sohn soehne tochter toechter kind kinder kindern kinds baby frau mann freundin freund freunde bruder "
    "schwester mutter vater mama papa oma opa enkel enkelin kollege kollegin nachbar nachbarin betreuer "
    "betreuerin berater beraterin fallmanager fallmanagerin sachbearbeiter sachbearbeiterin vermittler "
    "vermittlerin kumpel chef chefin arzt aerztin partner partnerin verlobte verlobter schwager tante onkel "
    "cousin cousine neffe nichte kleine kleiner juengste juengster aelteste aeltester eltern schwiegermutter "
    "zwillinge sohnemann maedchen junge hund katze herr ausbildung umschulung lehre kuendigungsfrist "
    "probezeit elternzeit elterngeld reha kur urlaub operation op schwangerschaft mutterschutz fuehrerschein "
    "bewaehrung gefaengnis haft knast mietvertrag vertrag arbeitsvertrag arbeitslosengeld wartezeit therapie "
    "krankschreibung praktikum deutschkurs sprachkurs integrationskurs studium schule schulzeit berufsschule "
    "pause erfahrung berufserfahrung pflege umzug hochzeit duldung aufenthalt aufenthaltstitel sperre "
    "sperrzeit insolvenz wohnung miete zug fahrt job arbeitsstelle firma betrieb bundeswehr zivildienst "
    "krankenhaus klinik lager bau gastronomie auto tuev termin wartezeiten berufstaetigkeit kuendigung "
    "erkrankung krankheit sperrfrist zeitarbeit leiharbeit abstand rhythmus takt turnus frist meisterschule "
    "geld anspruch krankengeld abi abitur fahrschule ramadan projekt"
)
"""People and things whose time it may be instead."""
ANYBODY = words("frau mann herr")
POSSESSIVE = words("mein meine meinem meiner meinen sein seine seinem seiner ihr ihre ihrem ihrer unser unsere")
OUR_NOUNS = words(
    "teilnahme massnahme modul dauer teilnahmedauer kurs zeit zeitraum programm digitalwerkstatt jobakademie "
    "akademie werkstatt antwort schaetzung vorstellung plan ziel idee vorschlag wunsch sache training elb tn "
    "teilnehmer teilnehmerin teilnehmende kunde kundin klient klientin dame herr mann frau person bewerber "
    "bewerberin rahmen minimum maximum beste"
)
"""What a clause of the participation itself, or of the one who takes part, may have as its subject."""
FREMD_ENDINGS = (
    "urlaub", "frist", "sperre", "pause", "vertrag", "behandlung", "therapie", "praktikum", "reha", "haft",
    "verbot", "garantie", "quarantaene", "wartezeit", "probezeit", "schutz", "karenz", "ruhe", "ferien", "schicht",
    "gewoehnung", "bedenkzeit", "schonzeit", "elternzeit", "sperrzeit", "auszeit", "umzug", "operation", "kredit",
)  # fmt: skip
CIRCUMSTANCE_ONLY = words(
    "wegen trotz neben ohne fuer ausser aufgrund dank statt nach vor bei mit zu zum zur um durch inkl "
    "inklusive samt einschliesslich abzueglich plus"
)
"""Prepositions after which such a noun is a circumstance: "wegen der Kinder zwei Monate"."""
DETERMINERS = words(
    "der die das den dem des mein meine meinen meiner meinem meines unser unsere unserem unserer sein seine "
    "seiner ihr ihre ein eine einen einem einer diese dieser diesen mir zwei drei vier paar beiden kleinen "
    "grossen neuen eigenen ganzen naechsten bisschen vielen"
)
SAYING = words(
    "sagt sagte gesagt meint meinte meinen meinten findet empfiehlt empfohlen vorgeschlagen raet geraten gemeint"
)
DONE = words(
    "gearbeitet gelernt gewesen gedauert gehabt gebraucht gesucht studiert verbracht gewartet gewohnt gelebt "
    "gepflegt teilgenommen besucht absolviert gefahren gejobbt malocht bekommen ausgesetzt krankgeschrieben "
    "verloren gekellnert unterbrochen pausiert gesessen geputzt verkauft gelegen gefehlt bezogen gedient "
    "geleitet gefuehrt gepackt gekriegt"
)
DONE_MAYBE = words("gemacht durchgehalten geschafft gegangen gelaufen geblieben gewesen dabeigewesen")
IS = words("ist sind waere waeren waer liegt")
WAS = words(
    "war waren warst warens wars hatte hatten ging gings dauerte brauchte arbeitete damals frueher letztes letztens "
    "voriges vergangenes"
)
HAVE_OR_MUST = words("hab habe muss bin ist kommt zieh zieht faengt geht hat sind")
HAVE = words("hab habe haben hat bin ist sind")
PLANNED = words(
    "gedacht vorgestellt ueberlegt vorgenommen geplant eingeplant vorgesehen gemeint ausgerechnet notiert "
    "vorgehabt angedacht ausgemacht abgemacht kalkuliert gerechnet plan idee"
)
ONGOING = words("warte warten suche such suchen wohne wohn wohnen lebe leb liege lieg beziehe arbeite kenne")
WISHED = words("wollte wollt eigentlich urspruenglich zuerst anfangs dachte wuenschte vorher zunaechst")
IS_AGED = words("bin ist wird werde wurde sind war werd gerade grade jetzt")
AGE_BEHIND = words("alt jung aelter juenger")
STATE_BEHIND = words(
    "alt jung aelter juenger her arbeitslos krank krankgeschrieben zuhause daheim spaeter vorher zuvor "
    "schwanger verheiratet geschieden getrennt trocken clean hartz arbeitssuchend selbststaendig rueckstand "
    "bundeswehr frueher altersunterschied nachtschicht elternzeit entfernt verspaetung unterwegs vergangen "
    "jahrelang frei schulfrei schonfrist vorlauf gips nachtdienst dienst bedenkzeit auszeit"
)
ONLY_YEARS_STATE = words("raus weg im als bei in draussen hier dort da")
AWAY = words(
    "weg verreist urlaub krankgeschrieben krank kur reha krankenhaus klinik ausland heimat familie tuerkei "
    "polen syrien"
)
AWAY_VERB = words("bin ist fahre fahr gehe geh muss fliege flieg sind faehrt")
ACHIEVED = words(
    "schaff schaffe schaffen geschafft schafft fertig durch erledigt hin hinkriegen hinbekommen pack packe "
    "packen reicht reichen klappt klappen erreicht erreichen machbar moeglich erreichbar gepackt fertigwerden "
    "abgeschlossen soweit hinkriege gelernt fit geht gehn gehen geschaft schaf vorbei rum"
)
ENDING = words(
    "schluss fertig aufhoeren aufhoer hoer hoere raus durch vorbei geschafft schaffen schaff beendet beenden "
    "abgeschlossen abschliessen rum feierabend ende fertigwerden durchsein durchhaben aus soweit erledigt "
    "ziel"
)
SPREAD = words("verteilt verteilen gestreckt strecken ziehen gezogen hinweg")

# What joins and corrects
CORRECTS = words(
    "nee noe nein naa nae quatsch bloedsinn unsinn falsch stopp stop korrektur korrigiere korrigier korrigiert "
    "berichtigt geaendert abgeaendert sorry ups "
    "moment warte vertippt verschrieben versprochen irrtum sondern vielmehr obwohl wobei stattdessen ach "
    "achwas mist nope streichen streich vergessen vergiss pardon entschuldigung bzw beziehungsweise anders "
    "neeee neee ne aeh aehm oehm"
)
TAKES_BACK = words(
    "vergessen vergiss nee noe nein naa quatsch bloedsinn unsinn falsch stopp stop korrektur irrtum nope neeee neee"
)
"""Of these, what takes back even when nothing follows."""
PREFERS = words("lieber eher besser doch meine mein meinte sagen sag genauer stattdessen lieba")
CONTRAST = words(
    "inzwischen mittlerweile nun aber lieber doch eher besser reichen reicht genuegen genuegt langen langt "
    "jetzt diesmal heute nur bloss insgesamt zusammen trotzdem hoechstens maximal sagen nehme nehm schaffe "
    "schaff mir reichts geht gehen brauch brauche mache mach draus daraus allerdings jedoch plane plan"
)
RESTATES = words("also sprich heisst bedeutet quasi = entspricht macht")
ALTERNATIVE = words(
    "schlechtesten schlechtestenfalls unguenstigsten noetig not bedarf notfall "
    "besten schlimmsten guenstigsten sonst ansonsten andernfalls notfalls schlimmstenfalls bestenfalls"
)
TOTAL = words("insgesamt zusammen gesamt total strich allem summe zusammengerechnet zusammengenommen unterstrich")
LATER = words("dann danach spaeter nochmal nochmals verlaengern anschliessend hinterher weitere")
FIRST = words("erst erstmal erstma zunaechst vorerst anfangs zuerst erste ersten")
APPROX = words(
    "so etwa ungefaehr ca circa zirka gut gute guten knapp knappe vielleicht vllt vlt schaetze schaetz "
    "schaetzungsweise rund um rum wohl fast beinahe glaub glaube denk denke grob bestimmt eventuell evtl "
    "irgendwie irgendwas ~ wahrscheinlich vermutlich sowas ungefair ungef tendenziell"
)
BREAKS = words(
    "aber weil dass sondern also deshalb deswegen darum danach dann obwohl wobei und oder ob wenn falls bevor "
    "nachdem sonst jedoch sodass daher u weshalb solange"
)
"""Words at which a new clause begins, comma or not."""
