"""Numbers without a unit get one from their neighbours: "drei, nee, zwei Monate", "einen Monat, nein, zwei".

Works on the pieces of a text in place; a number that counts something else ("drei Kinder") stays a number.
"""

from dialogs.verstehen.einheit import JAHR, QUARTERS, Einheit, menge_aus
from dialogs.verstehen.mengenangabe import Mengenangabe, Vage, Zahlangabe
from dialogs.verstehen.stueck import Stueck
from dialogs.verstehen.woerter import words
from dialogs.verstehen.wortschatz import CORRECTS, HOECHSTENS, MINDESTENS

LEICHT = words(
    "vielleicht vllt evtl eventuell hoechstens maximal max mindestens wenigstens mind min aber auch lieber "
    "eher besser oder bis und sagen sag wir ach was nee nein noe ne nicht sondern als wie zu doch so mal dann "
    "ungefaehr etwa circa ca knapp gut fast ueber unter mehr laenger zwischen allerhoechstens quatsch aeh "
    "aehm hm oehm moment sorry stopp halt wohl noch schon ja na ok okay ich mein meine meinte bzw "
    "beziehungsweise respektive gar sogar nur plus dazu genauer gesagt obwohl wobei warte stattdessen rund "
    "gern gerne notfalls ruhig im besten schlimmsten fall gegebenenfalls ggf meinetwegen - – — / , : + ~ … ."
).union(HOECHSTENS, MINDESTENS)
"""What may stand between two numbers that belong together."""
_COUNT_FOLLOWS = words(
    "maximum minimum "
    "reichen reicht reichts genuegen genuegt langen langt waeren waer waere sind ist tun tuns tuts schaff "
    "schaffe passen passt passts vielleicht halt eben auch besser doch lieber bitte hoechstens maximal "
    "mindestens oder bis und aber gehen geht gehn muessen muss muesste muessten wuerden wuerd wuerde brauch "
    "brauche brauchen nehm nehme nehmen mach mache machen will moecht moechte dann draus daraus schon ja "
    "nicht nee nein so rum ungefaehr etwa sein durchhalten versuchen probieren bleiben teilnehmen dabei kommen "
    "haben hinkriegen packen insgesamt klingt klingen kann koennen koennte werden werd sollten sollen sollte "
    "koennt weil denn wohl auf waer wuerde sinnvoller realistischer - – — / , : ) + ~"
)
"""What may follow a number that counts the weeks or months named before."""
_COUNTS_OTHER = words(
    "bin modul nr nummer punkt frage hartz um gegen ab uhr jobakademie gruppe raum ziel schritt stufe klasse "
    "teil am zum vom der den dem seit phase paragraf tel telefon handy plz alter mit kw nummern zimmer bogen"
)
"""Before a number: it is a name, an age or a time of day."""
_NAMES_ONLY = _COUNTS_OTHER - words("ab um gegen mit am zum vom der den dem seit")
_ALONE = words("einen einer eine eins eines")
_MEANT = CORRECTS | words("meine mein meinte also")
_CORRECTING = _MEANT | words(", . ? ! – - ich hab habe gesagt natuerlich wollte sagen halt ja also")
_NEAR = 6
_LARGEST = 400 * QUARTERS


def mit_einheiten(pieces: list[Stueck]) -> list[Stueck]:
    arts = {piece.art for piece in pieces}
    if "zahl" in arts:
        _from_behind(pieces)
        _from_before(pieces)
    if "einheit" in arts and "menge" in arts:
        _correct_units(pieces)
    return pieces


def _from_behind(pieces: list[Stueck]) -> None:
    """ "Drei, nee, zwei Monate": where the unit is missing on the left, the one on the right holds."""
    following: Mengenangabe | None = None
    distance = 0
    for place in range(len(pieces) - 1, -1, -1):
        piece = pieces[place]
        if isinstance(piece.angabe, Zahlangabe):
            if following and distance <= _NEAR and _belongs(pieces, place, piece.angabe, following):
                following = _counted(piece.angabe, following.einheit)
                pieces[place] = Stueck("menge", piece.wort, following)
            else:
                following = None
            distance = 0
        elif isinstance(piece.angabe, Mengenangabe) and piece.art == "menge":
            following, distance = piece.angabe, 0
        elif piece.wort not in LEICHT or piece.wort in ("!", "?", ";") or _ends_sentence(pieces, place):
            following = None
        distance += 1


def _ends_sentence(pieces: list[Stueck], place: int) -> bool:
    """ "… vier und sieben. Neun Wochen"; but not "sechs. Nein, acht Wochen"."""
    near = [piece.wort for piece in pieces[max(0, place - 1) : place + 1]]
    return (
        near[-1] == "."
        and near != [".", "."]
        and pieces[place + 1 : place + 2] != []
        and (pieces[place + 1].art == "menge")
    )


def _belongs(pieces: list[Stueck], place: int, number: Zahlangabe, amount: Mengenangabe) -> bool:
    if not number.quarters or number.quarters > _LARGEST or pieces[place + 1].wort in ("mal", "x"):
        return False
    only_comma = pieces[place + 1].wort == "," or pieces[place + 1].art == "menge"
    if place and pieces[place - 1].wort in (_COUNTS_OTHER if only_comma else _NAMES_ONLY):
        return False
    if only_comma and not _correcting(pieces, place + 1):
        return number.quarters < amount.quarters <= 2 * number.quarters
    return True


def _correcting(pieces: list[Stueck], at: int) -> bool:
    """Whether more than a comma stands between this place and the next number."""
    return at + 1 < len(pieces) and pieces[at].wort == "," and pieces[at + 1].art == "wort"


def _from_before(pieces: list[Stueck]) -> None:
    """ "Einen Monat. Oder nein, doch zwei.": a number alone takes the unit named before."""
    unit: Einheit | None = None
    for place, piece in enumerate(pieces):
        match piece.angabe:
            case Mengenangabe(einheit=known) | Vage(einheit=known) if piece.art != "turnus":
                unit = known
            case Zahlangabe() as number if unit is not None and _alone(pieces, place, number):
                pieces[place] = Stueck("menge", piece.wort, _counted(number, unit))
            case Einheit() as named if piece.wort.endswith(("te", "en", "ge", "re")):
                unit = unit or named


def _correct_units(pieces: list[Stueck]) -> None:
    for place, piece in enumerate(pieces):
        if isinstance(piece.angabe, Einheit) and piece.wort.endswith(("te", "en", "ge", "re")):
            _correct_unit(pieces, place, piece.angabe)


def _correct_unit(pieces: list[Stueck], place: int, unit: Einheit) -> None:
    """ "Zwei Wochen, äh, Monate", "ich meinte Wochen": the same number of another unit."""
    corrected = False
    for piece in pieces[max(0, place - 2 * _NEAR) : place][::-1]:
        corrected = corrected or piece.wort in _MEANT
        if isinstance(piece.angabe, Mengenangabe) and piece.art == "menge":
            if corrected and piece.angabe.einheit != unit:
                pieces[place] = Stueck(
                    "menge", pieces[place].wort, _counted(Zahlangabe(0, piece.angabe.quarters), unit)
                )
            return
        if piece.wort not in _CORRECTING:
            return


def _alone(pieces: list[Stueck], place: int, number: Zahlangabe) -> bool:
    if not number.quarters or number.quarters > _LARGEST:
        return False
    if number.artikel and pieces[place].wort not in _ALONE:
        return False
    if place and pieces[place - 1].wort in _COUNTS_OTHER:
        return False
    if place + 1 == len(pieces) or pieces[place + 1].art == "grenze":
        return True
    return pieces[place + 1].wort in _COUNT_FOLLOWS or (pieces[place + 1].art == "menge" and not number.artikel)


def _counted(number: Zahlangabe, unit: Einheit) -> Mengenangabe:
    quarters = number.quarters or 0
    if quarters < QUARTERS and unit.faktor > 1:
        unit = JAHR
    return Mengenangabe(number.end, menge_aus(quarters, unit), unit, quarters)
