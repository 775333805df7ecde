"""Short answers, with the traps: a wrong yes is worse than a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.regelung.erwartungsbogen import Anlass, Gespraechsform
from dialogs.regelung.hilfeprodukt import ZielErgebnis
from dialogs.regelung.kplan import KPlan
from dialogs.verstehen.kurzantwort import (
    is_absenden,
    is_no,
    is_yes,
    read_anlass,
    read_gespraechsform,
    read_kplan,
    read_ziel_ergebnis,
    words_of,
)

YES = [
    "ja", "Ja.", "JA!!!", " ja ", "ja bitte", "ja, bitte", "ja gerne", "ja, gern", "ja genau", "ja doch", "ja ja",
    "jo", "jep", "jawohl", "yes", "klar", "ja klar", "natürlich", "selbstverständlich",
    "sicher", "ganz sicher", "ja, ich bin sicher", "ja bin ich", "genau", "richtig", "korrekt", "ok", "Okay.",
    "stimmt", "stimmt so", "passt", "das passt so", "in Ordnung", "auf jeden Fall ja", "alles klar", "einverstanden",
    "ja, mach das", "ja, verwerfen", "ja, zurückziehen", "ja, stornieren", "ja, übernehmen", "ja 👍", "ja\u00a0bitte",
    "Ｊａ", "\u201eja\u201c", "ja, das ist auch die Antwort",
]  # fmt: skip

NO = [
    "nein", "Nein!", "nee", "nö", "no\u0308", "ne", "nope", "nein danke", "nein, lieber nicht", "noch nicht",
    "lieber nicht", "bitte nicht", "auf keinen Fall", "niemals", "keinesfalls", "leider nicht", "leider nein",
    "nein, das war ein Versehen",
]  # fmt: skip

NEITHER = [
    "", "   ", "👍", "...", "?", "ja?", "Ja oder nein?", "ja oder nein", "jein", "ja nein", "nein, ja", "ja/nein",
    "ja, aber nicht heute", "ja, aber", "ja aber erst morgen", "nein, aber bald", "ja, später", "ja, morgen",
    "ja, vielleicht", "vielleicht", "weiß nicht", "keine Ahnung", "egal", "na ja", "naja", "ja, behalten",
    "ja, weiter", "ja, zurück", "ja, stopp", "ja, wenn der Träger zustimmt", "kein Problem", "nicht schlecht",
    "nicht, dass ich wüsste", "ich sage nicht nein, sondern ja", "bitte", "danke", "das ist die Antwort", "jahrelang",
    "Janina", "nebenbei", "okapi", "ja" * 101, "ja " * 67 + "nein",
]  # fmt: skip


@pytest.mark.parametrize("text", YES)
def test_yes(text: str) -> None:
    assert is_yes(text)
    assert not is_no(text)


@pytest.mark.parametrize("text", NO)
def test_no(text: str) -> None:
    assert is_no(text)
    assert not is_yes(text)


@pytest.mark.parametrize("text", NEITHER)
def test_neither_yes_nor_no(text: str) -> None:
    assert not is_yes(text)
    assert not is_no(text)


@pytest.mark.parametrize(
    "text", ["sicher nicht", "natürlich nicht", "stimmt nicht", "passt nicht", "ja nicht", "nicht ok"]
)
def test_a_yes_word_with_a_not_is_no_yes(text: str) -> None:
    assert not is_yes(text)


# --- absenden ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "absenden", "Absenden.", "bitte absenden",
        "absenden bitte!", "jetzt absenden", "ja, absenden", "ja bitte absenden",
        "ok absenden", "Bogen absenden", "den Bogen bitte absenden",
        "abschicken", "senden", "schicken", "losschicken",
        "schick ihn ab", "schicke den Bogen ab", "an den Träger schicken", "so absenden", "ja, so abschicken",
        "sofort senden", "freigeben", "ja", "ja bitte", "ok", "passt", "passt so", "stimmt alles", "es stimmt alles",
        "alles richtig", "ja, alles gut",
    ],
)  # fmt: skip
def test_absenden(text: str) -> None:
    assert is_absenden(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "👍", "nein", "nicht absenden",
        "noch nicht absenden", "bitte nicht absenden", "absenden?", "Soll ich absenden?",
        "schon abgeschickt", "abgeschickt", "abgeschickt?", "passt nicht", "stimmt nicht", "ok, aber Beginn falsch",
        "ja, aber nicht heute", "morgen absenden", "später absenden", "absenden oder ändern", "absenden abbrechen",
        "erst ändern, dann absenden", "ja, ändere Ziel", "ändere Ziel", "Vorschau", "alles weg", "ja, weg damit",
        "kann weg", "ja, verwerfen", "ja, stornieren", "zurück", "pause", "Einbuchung ab 01.02.2027", "Absender",
        "an meine Kollegin senden", "ja nein", "jein", "absenden " * 30,
    ],
)  # fmt: skip
def test_not_absenden(text: str) -> None:
    assert not is_absenden(text)


# --- Anlass (Nr. 3.1) --------------------------------------------------------------------------

NEU, OFFEN, MODUL = Anlass.NEUE_ZIELE, Anlass.ZIEL_NICHT_ERREICHT, Anlass.ANDERES_MODUL


@pytest.mark.parametrize(
    ("text", "anlass"),
    [
        ("neue Ziele", NEU),
        ("Neues Ziel!", NEU),
        ("er hat ein neues Ziel", NEU),
        ("wegen neuer Ziele", NEU),
        ("andere Ziele", NEU),
        ("weitere Ziele", NEU),
        ("Ziele haben sich geändert", NEU),
        ("Ziel wurde geändert", NEU),
        ("Zieländerung", NEU),
        ("Ziel erreicht, neues Ziel", NEU),
        ("neue Ziele im selben Modul", NEU),
        ("kein anderes Modul, neue Ziele", NEU),
        ("Ziel nicht erreicht", OFFEN),
        ("das Ziel wurde noch nicht erreicht", OFFEN),
        ("Ziel nicht ganz erreicht", OFFEN),
        ("Ziel nur teilweise erreicht", OFFEN),
        ("nicht geschafft", OFFEN),
        ("noch nicht fertig", OFFEN),
        ("braucht länger", OFFEN),
        ("Verlängerung", OFFEN),
        ("braucht mehr Zeit", OFFEN),
        ("die Zeit war zu kurz", OFFEN),
        ("die Zeit hat nicht gereicht", OFFEN),
        ("keine neuen Ziele, nur mehr Zeit", OFFEN),
        ("anderes Modul", MODUL),
        ("ein anderes Modul bitte", MODUL),
        ("neues Modul", MODUL),
        ("Modul", MODUL),
        ("Modulwechsel", MODUL),
        ("will das Modul wechseln", MODUL),
        ("wechselt in die Jobakademie", MODUL),
        ("", None),
        ("weiß nicht", None),
        ("keine Ahnung", None),
        ("nein", None),
        ("nicht", None),
        ("Ziel", None),
        ("Ziele", None),
        ("das Ziel wurde erreicht", None),
        ("Ziele nicht geändert", None),
        ("keine neuen Ziele", None),
        ("kein neues Ziel", None),
        ("kein anderes Modul", None),
        ("gleiches Modul", None),
        ("dasselbe Modul", None),
        ("kein Modulwechsel", None),
        ("nicht länger", None),
        ("Erneuerung", None),
        ("neue Ziele?", None),
        ("neue Ziele oder anderes Modul", None),
        ("neue Ziele und anderes Modul", None),
        ("Ziel nicht erreicht, deshalb anderes Modul", None),
        ("vielleicht neue Ziele", None),
    ],
)
def test_anlass(text: str, anlass: Anlass | None) -> None:
    assert read_anlass(text) is anlass


# --- Gesprächsform (Nr. 3.1) -------------------------------------------------------------------

DREI, ZWEI = Gespraechsform.DREIERGESPRAECH, Gespraechsform.IFK_ELB


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("ja", DREI),
        ("Ja, mit Frau Adler", DREI),
        ("ja, Frau Adler war dabei", DREI),
        ("ja bitte", DREI),
        ("Dreiergespräch", DREI),
        ("ja, Dreiergespräch", DREI),
        ("im Dreiergespräch vereinbart", DREI),
        ("zu dritt", DREI),
        ("wir drei", DREI),
        ("nur wir drei", DREI),
        ("mit dem Träger", DREI),
        ("der Träger war dabei", DREI),
        ("IFK, eLb und Träger", DREI),
        ("IFK und eLb und der Träger", DREI),
        ("nein", ZWEI),
        ("nö", ZWEI),
        ("nein, leider nicht", ZWEI),
        ("leider nicht", ZWEI),
        ("nein, nur wir zwei", ZWEI),
        ("nur wir zwei", ZWEI),
        ("nur wir beide", ZWEI),
        ("nein, zu zweit", ZWEI),
        ("zu zweit", ZWEI),
        ("IFK und eLb", ZWEI),
        ("nur IFK und eLb", ZWEI),
        ("allein mit dem eLb", ZWEI),
        ("unter vier Augen", ZWEI),
        ("ohne Träger", ZWEI),
        ("ohne den Träger", ZWEI),
        ("kein Dreiergespräch", ZWEI),
        ("nein, kein Dreiergespräch", ZWEI),
        ("kein Dreiergespräch, nur wir zwei", ZWEI),
        ("nicht zu dritt", ZWEI),
        ("Dreiergespräch war nicht möglich", ZWEI),
        ("dafür war keine Zeit", ZWEI),
        ("nein, keine Zeit", ZWEI),
        ("Träger hatte keine Zeit", ZWEI),
        ("der Träger war nicht dabei", ZWEI),
        ("nein, der Träger war krank", ZWEI),
        ("eLb und ich, und der Träger war verhindert", ZWEI),
        ("", None),
        ("👍", None),
        ("weiß nicht", None),
        ("keine Ahnung", None),
        ("kein Problem", None),
        ("noch nicht", None),
        ("morgen", None),
        ("ja, morgen", None),
        ("ja, geplant", None),
        ("nein, nächste Woche", None),
        ("ja?", None),
        ("Dreiergespräch?", None),
        ("ja oder nein", None),
        ("ja, aber nicht heute", None),
        ("ja, nur wir zwei", None),
        ("ja, ohne Träger", None),
        ("ja, der Träger war nicht dabei", None),
        ("nein, Dreiergespräch", None),
        ("nicht zu zweit, sondern zu dritt", None),
        ("nicht zu zweit", None),
        ("nicht allein", None),
        ("ohne den Träger, zu dritt mit Dolmetscher", None),
        ("der Träger wird informiert", None),
        ("Träger", None),
        ("Dreiergespräch, die Begleitung von Frau Adler konnte leider nicht kommen", None),
    ],
)
def test_gespraechsform(text: str, form: Gespraechsform | None) -> None:
    assert read_gespraechsform(text) is form


# --- Kooperationsplan (Nr. 3.2) ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kplan"),
    [
        ("allgemein", KPlan.ALLGEMEIN),
        ("Allgemein!", KPlan.ALLGEMEIN),
        ("eher allgemein", KPlan.ALLGEMEIN),
        ("allgemeine Formulierung", KPlan.ALLGEMEIN),
        ("allgemein halten bitte", KPlan.ALLGEMEIN),
        ("nicht konkret, allgemein", KPlan.ALLGEMEIN),
        ("konkret", KPlan.KONKRET),
        ("lieber konkret", KPlan.KONKRET),
        ("das konkrete Ziel", KPlan.KONKRET),
        ("Ziel übernehmen", KPlan.KONKRET),
        ("kopieren", KPlan.KONKRET),
        ("wörtlich", KPlan.KONKRET),
        ("konkret, nicht allgemein", KPlan.KONKRET),
        ("", None),
        ("ja", None),
        ("egal", None),
        ("beides", None),
        ("allgemein oder konkret?", None),
        ("allgemein oder konkret", None),
        ("allgemein und konkret", None),
        ("konkret?", None),
        ("nicht allgemein", None),
        ("nicht konkret", None),
        ("nicht übernehmen", None),
        ("soll nicht übernommen werden", None),
        ("weder allgemein noch konkret", None),
        ("unkonkret", None),
        ("vielleicht konkret", None),
        ("weiß nicht", None),
    ],
)
def test_kplan(text: str, kplan: KPlan | None) -> None:
    assert read_kplan(text) is kplan


# --- how the goal ended ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "ergebnis"),
    [
        ("Ziel erreicht", ZielErgebnis.ERREICHT),
        ("Ziel erreicht!", ZielErgebnis.ERREICHT),
        ("das Ziel wurde erreicht", ZielErgebnis.ERREICHT),
        ("Ziele voll erreicht", ZielErgebnis.ERREICHT),
        ("Ziel teilweise erreicht", ZielErgebnis.TEILWEISE),
        ("Ziele teils erreicht", ZielErgebnis.TEILWEISE),
        ("Ziel nur zum Teil erreicht", ZielErgebnis.TEILWEISE),
        ("Ziel nicht erreicht", ZielErgebnis.NICHT_ERREICHT),
        ("Ziel leider nicht erreicht", ZielErgebnis.NICHT_ERREICHT),
        ("", None),
        ("Ziel", None),
        ("erreicht", None),
        ("Ziel erreicht?", None),
        ("Ziel nicht ganz erreicht", None),
        ("Ziel fast erreicht", None),
        ("Ziel kaum erreicht", None),
        ("Ziel bald erreicht", None),
        ("Ziel erreicht oder nicht", None),
        ("Ziel erreicht Müller", None),
        ("Zielerreichung", None),
        ("Hat er das Ziel erreicht", None),
    ],
)
def test_ziel_ergebnis(text: str, ergebnis: ZielErgebnis | None) -> None:
    assert read_ziel_ergebnis(text) is ergebnis


# --- any text ----------------------------------------------------------------------------------

PIECES = [
    "ja", "nein", "nicht", "kein", "aber", "oder", "ok", "absenden", "bitte", "den", "bogen", "allgemein", "konkret",
    "ziel", "ziele", "neue", "modul", "zu", "zweit", "dritt", "dreiergespräch", "träger", "erreicht", "später", "👍",
    ",", ".", "?", "ä", "\u00ad", "\ud83d",
]  # fmt: skip
pieces = st.sampled_from(PIECES)
texts = st.one_of(st.text(max_size=300), st.lists(pieces, max_size=8).map(" ".join))


@given(texts)
def test_nothing_is_read_twice(text: str) -> None:
    """Any text at all: never a yes and a no, and no answer to a question or to nothing."""
    assert not (is_yes(text) and is_no(text))
    answers = (read_anlass(text), read_gespraechsform(text), read_kplan(text), read_ziel_ergebnis(text))
    if "?" in text or not any(c.isalnum() for c in text):
        assert not is_yes(text)
        assert not is_no(text)
        assert not is_absenden(text)
        assert answers == (None,) * 4


@given(
    st.lists(pieces, max_size=5), st.sampled_from(["nicht", "nein", "kein", "aber", "oder", "später", "morgen", "?"])
)
def test_whatever_takes_it_back_is_no_yes(parts: list[str], trap: str) -> None:
    for at in range(len(parts) + 1):
        text = " ".join([*parts[:at], trap, *parts[at:]])
        assert not is_yes(text)
        assert not is_absenden(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("Ja, bitte!", ["ja", "bitte"], id="without punctuation"),
        pytest.param("Größe ÄÖÜ", ["groesse", "aeoeue"], id="folded"),
        pytest.param("no\u0308", ["noe"], id="composed first"),
        pytest.param("ja/nein", ["ja", "nein"], id="cut at a slash"),
        pytest.param("a" * 200, ["a" * 200], id="200 characters"),
        pytest.param("a" * 201, [], id="201 are no short answer"),
        pytest.param("ja?", [], id="a question is no answer"),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert words_of(text) == words
