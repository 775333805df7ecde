"""Whether a clause only states something of a module: its verb is not the speaker's, and it praises nothing.
An answer without a verb, a wish and praise are choices; who else speaks is read in `modul_vorbehalt`."""

from collections.abc import Sequence
from typing import Final

from dialogs.verstehen.wortmenge import word_set

_SELF: Final = word_set("ich wir mir mich uns meins mein meine meiner meinem meinen unser")
_VERBS: Final = word_set(
    "ist sind war waren hat haben hatte hatten wird werden wurde wollte wollten soll sollen kann koennen muss muessen"
    " darf gibt gab fing lag stand ging kam hiess wohnen heissen"
)
_NO_VERB: Final = word_set(
    "monat nicht jetzt erst dort recht fest echt halt mit seit vielleicht leicht sonst fast oft lust zeit nacht"
    " arbeit"
    " digitalwerkstatt werkstatt gesundheit projekt angebot statt zuerst zuletzt sofort bereit bestimmt interessant"
    " komplett direkt gut rest amt zukunft moment praesent hand geht welt art dritt zweit meist hauptsacht samt"
    " eventuellt evt verdammt unbedingt berufsorientiert motiviert geplant gewuenscht gewaehlt erwuenscht gesagt"
    " gefolgt punkt zunaechst anstatt beabsichtigt gedacht gemeint gemacht gewollt gehabt gesucht"
)
_PRAISE: Final = word_set(
    "passt passend gut guter gute besser beste besten bestes am super toll prima klasse spannend interessant richtig"
    " richtige richtiges interessiert gefaellt reizt klingt hoert reicht hilft helfen bringt nuetzt taugt lieber"
    " liebsten wichtiger sinnvoll sinnvoller spass schoen okay ok lockt favorit erste wahl naeher angesagt dran"
    " genau waere waer wuerde gern gerne wunsch ziel traum perfekt ideal richtig nett cool geil fein optimal passen"
    " entspricht lernt lernen frage kommt faellt entscheidung entscheidet entschieden vorgesehen gewaehlt gewuenscht"
    " raus hinaus oben sinn bleibt fest vereinbart wie wo gemeint ecke nah angenommen"
)
_CHOICE: Final = word_set(
    "es s sein solls wirds wars nehmen nimm schreiben schreib tragen trag notieren geworden rein"
)
_WISHES: Final = word_set("will moechte moecht wuerde wuenscht nimmt waehlt bevorzugt entschieden wollen moechten")


def is_statement(opening: Sequence[str], before: Sequence[str], after: Sequence[str]) -> bool:
    """ "Die X ist in der Weststadt", "im Brief steht X"; no: "die X wäre gut", "die X soll's sein".

    `opening` are the first words of the clause, where it speaks of another module before this one.
    """
    said = {*opening, *before, *after}
    if not said.isdisjoint(_SELF | _PRAISE | _CHOICE | _WISHES):
        return False
    return any(_is_verb(word) for word in before) or any(_is_verb(word) for word in after)


def _is_verb(word: str) -> bool:
    return word in _VERBS or (len(word) > 3 and word.endswith("t") and word not in _NO_VERB)
