"""Commands and questions: every sentence of the files, the slots, the contexts, and any text at all."""

from datetime import date
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.verstehen.befehl import Befehl, Context, Intent, What, verstehe_befehl
from dialogs.verstehen.befehl_werte import FREE_TEXT
from tests.dialogs.verstehen.saetze import files, saetze
from tests.dialogs.verstehen.test_modul import assert_linear

HEUTE: Final = date(2027, 3, 5)
ACTIONS: Final = frozenset(
    ["start_form", "new_version", "confirm", "finish_participation", "withdraw", "handover", "bind_channel"]
)
SAETZE: Final = saetze("saetze_befehl*.jsonl")


@pytest.mark.parametrize("file", files("saetze_befehl*.jsonl"))
def test_sentences(file: str) -> None:
    read = [(satz, verstehe_befehl(satz["text"], Context(satz["context"])).to_json()) for satz in saetze(file)]
    assert {f"{s['context']}: {s['text']}": reading for s, reading in read if not _is_right(s, reading)} == {}


def _is_right(satz: dict[str, Any], read: dict[str, Any]) -> bool:
    if read["intent"] != satz["intent"]:
        return read["intent"] in satz.get("accept", ())
    expected, slots = satz.get("slots", {}), read["slots"]
    persons = all(slots.get(key) == satz.get(key, expected.get(key)) for key in ("person", "case_number"))
    return bool(persons and expected.items() <= slots.items())


def test_no_action_by_a_sentence_that_asks_for_none() -> None:
    quiet = [satz for satz in SAETZE if satz["intent"] in {"none", "answer"}]
    read = {satz["text"]: verstehe_befehl(satz["text"], Context(satz["context"])).contract_intent for satz in quiet}
    assert len(quiet) > 300
    assert {text: intent for text, intent in read.items() if intent in ACTIONS} == {}


SLOTS = [
    (
        "Bescheid Müller erstellt am 01.03.2027",
        Befehl(Intent.CONFIRM, "Müller", date="01.03.2027", day=date(2027, 3, 1), what=What.BESCHEID, done=True),
    ),
    ("Bescheid Müller", Befehl(Intent.CONFIRM, "Müller", what=What.BESCHEID, done=False)),
    (
        "Müller eingebucht am 3.2.",
        Befehl(Intent.CONFIRM, "Müller", date="3.2.", day=date(2027, 2, 3), what=What.EINGEBUCHT, done=True),
    ),
    (
        "K-Plan von Frau Yılmaz gestern angepasst",
        Befehl(Intent.CONFIRM, "Yılmaz", date="gestern", day=date(2027, 3, 4), what=What.KPLAN, done=True),
    ),
    (
        "4711 auf Abschluss gesetzt am 2027-03-04",
        Befehl(
            Intent.CONFIRM,
            case_number="4711",
            date="2027-03-04",
            day=date(2027, 3, 4),
            what=What.ABSCHLUSS,
            done=True,
        ),
    ),
    (
        "Abschluss Müller zum 31.03.2027",
        Befehl(Intent.FINISH_PARTICIPATION, "Müller", date="31.03.2027", day=date(2027, 3, 31)),
    ),
    ("Müller nicht angetreten", Befehl(Intent.FINISH_PARTICIPATION, "Müller", not_come=True)),
    ("Abschluss Müller am 30.02.2027", Befehl(Intent.FINISH_PARTICIPATION, "Müller", date="30.02.2027")),
    ("Müllers Bogen zurückziehen", Befehl(Intent.WITHDRAW, "Müller", genitive=True)),
    ("Einbuchung Müller stornieren", Befehl(Intent.WITHDRAW, "Müller", what=What.EINBUCHUNG)),
    ("Fall Müller an Frau Schulz übergeben", Befehl(Intent.HANDOVER, "Müller", to="Schulz")),
    ("Fall 4711 an Schulz übergeben", Befehl(Intent.HANDOVER, case_number="4711", to="Schulz")),
    (
        "Frau Celik geht ab 08.03.2027 an Herrn Weber",
        Befehl(Intent.HANDOVER, "Celik", date="08.03.2027", day=date(2027, 3, 8), to="Weber"),
    ),
    ("Ab Montag übernimmt Frau Weber meine Fälle", Befehl(Intent.HANDOVER, to="Weber", all_of=True)),
    ("Alle Fälle von Schulz an Weber übergeben", Befehl(Intent.HANDOVER, "Schulz", to="Weber", all_of=True)),
    ("Vertretung für Schulz durch Weber", Befehl(Intent.DEPUTIZE, "Schulz", to="Weber")),
    (
        "Vertretung für Schulz durch Weber bis 31.03.2027",
        Befehl(Intent.DEPUTIZE, "Schulz", date="31.03.2027", day=date(2027, 3, 31), to="Weber"),
    ),
    (
        "Müller ist seit gestern eingebucht",
        Befehl(Intent.CONFIRM, "Müller", date="gestern", day=date(2027, 3, 4), what=What.EINGEBUCHT, done=True),
    ),
    (
        "Müller, Max eingebucht am 3.2.",
        Befehl(
            Intent.CONFIRM,
            "Müller, Max",
            date="3.2.",
            day=date(2027, 2, 3),
            what=What.EINGEBUCHT,
            done=True,
        ),
    ),
    ("Klaus\u2019 Bogen zurückziehen", Befehl(Intent.WITHDRAW, "Klaus")),
    ("Vertretung durch Frau Weber", Befehl(Intent.DEPUTIZE, to="Weber")),
    ("Erinnerungen aus", Befehl(Intent.REMINDERS, what=What.AUS)),
    ("Erinnerungen wieder an", Befehl(Intent.REMINDERS, what=What.AN)),
    ("rückgängig", Befehl(Intent.UNDO)),
    (
        "Einbuchung ab 01.02.2027",
        Befehl(Intent.EINBUCHUNG_AB, date="01.02.2027", day=date(2027, 2, 1), text="01.02.2027"),
    ),
    ("Bogen Müller korrigieren", Befehl(Intent.NEW_VERSION, "Müller", what=What.KORREKTUR)),
    ("ändere Beginn", Befehl(Intent.CHANGE, what=What.BEGINN)),
    ("/ändere Ziel", Befehl(Intent.CHANGE, what=What.ZIEL)),
    (
        "/ergänze Ziel  und ein  Führerschein!",
        Befehl(Intent.CHANGE, what=What.ZIEL, text="und ein  Führerschein!", append=True),
    ),
    ("/ergänze Dauer: 2 Wochen", Befehl(Intent.CHANGE, what=What.DAUER, text="2 Wochen", append=True)),
    ("/quatsch", Befehl(Intent.NONE)),
    ("Status AZ-AT9Y-ZGWS", Befehl(Intent.STATUS_OF_PERSON, "AZ-AT9Y-ZGWS")),
    ("Bogen az-2026-0102 zurückziehen", Befehl(Intent.WITHDRAW, "az-2026-0102")),
    ("Status Müller, AZ-AT9Y-ZGWS", Befehl(Intent.STATUS_OF_PERSON, "Müller")),
    ("Vertretung beenden", Befehl(Intent.DEPUTIZE, what=What.AUS)),
    ("Frau Weber vertritt mich", Befehl(Intent.DEPUTIZE, to="Weber")),
    ("Weber vertritt Schulz", Befehl(Intent.DEPUTIZE, "Schulz", to="Weber")),
    ("@Bot Träger-Kanal einrichten", Befehl(Intent.BIND_CHANNEL)),
    ("Status A. Müller", Befehl(Intent.STATUS_OF_PERSON, "A. Müller")),
    ("Status Hoffmann, Petra", Befehl(Intent.STATUS_OF_PERSON, "Hoffmann, Petra")),
    ("Frau Müller\u2019s Bogen zeigen", Befehl(Intent.STATUS_OF_PERSON, "Müller")),
]


@pytest.mark.parametrize(("text", "befehl"), SLOTS, ids=[text for text, _ in SLOTS])
def test_slots(text: str, befehl: Befehl) -> None:
    assert verstehe_befehl(text, Context.IDLE, HEUTE) == befehl


@pytest.mark.parametrize(
    "word",
    [
        "gescannt",
        "archiviert",
        "angefordert",
        "schriftlich",
        "vollständig",
        "rückwirkend",
        "konkret",
        "Kopie",
        "Uhrzeit",
    ],
)
def test_what_is_done_with_a_paper_is_no_name(word: str) -> None:
    for text in (f"Bogen {word}", f"bogen {word}", f"K-Plan {word}", f"{word} beenden", f"Bogen {word} zurückziehen"):
        for context in (Context.IDLE, Context.FORM_OTHER):
            assert verstehe_befehl(text, context).person is None, text


@pytest.mark.parametrize("name", ["gebhardt", "reinhardt", "gerlach", "behrend", "hartwig", "friedrich", "petersen"])
def test_a_name_written_small_is_a_name(name: str) -> None:
    assert verstehe_befehl(f"bogen für {name}").person == name
    assert verstehe_befehl(f"status {name}").person == name


OFF = [
    "bitte erinnere mich nicht mehr",
    "keine Erinnerungen mehr bitte",
    "Keine Erinnerungen mehr",
    "Erinnere mich nicht mehr",
    "Bitte keine Erinnerungen mehr schicken",
    "Ich möchte keine Erinnerungen mehr",
    "Ich will keine Erinnerungen mehr bekommen",
    "Ich brauche keine Erinnerungen mehr",
    "Hör auf, mich zu erinnern",
    "Hör bitte auf mich zu erinnern",
    "Du brauchst mich nicht mehr zu erinnern",
    "Du musst mich nicht mehr erinnern",
    "Keine Erinnerung mehr, danke",
    "Schick mir keine Erinnerungen mehr",
    "Kannst du die Erinnerungen ausschalten?",
    "Erinner mich bitte nie wieder",
    "Bitte nicht mehr erinnern",
    "Bitte hör auf zu erinnern",
    "Ich möchte nicht mehr erinnert werden",
    "Ich will keine Erinnerung mehr",
    "Erinnerungen brauche ich keine mehr",
    "Keine weiteren Erinnerungen bitte",
    "Stopp mit den Erinnerungen",
    "Stell bitte die Erinnerungen ab",
    "Kannst du aufhören, mich zu erinnern?",
    "Könntest du mich bitte nicht mehr erinnern?",
    "Mich bitte nicht mehr erinnern",
    "Bitte ab jetzt keine Erinnerungen mehr",
]
ON = [
    "Erinnere mich wieder",
    "Bitte wieder erinnern",
    "Schick mir wieder Erinnerungen",
    "Du kannst mich wieder erinnern",
    "Ich möchte wieder erinnert werden",
]
NO_SWITCH = [
    "Ich erinnere mich nicht mehr",
    "Müller kann sich nicht mehr erinnern",
    "Erinnere mich an Müller",
    "Erinnere mich nicht mehr an Frau Celik",
    "Keine Erinnerung",
    "Keine Erinnerungen bekommen",
    "Ich bekomme keine Erinnerungen mehr",
    "Warum bekomme ich keine Erinnerungen mehr?",
    "Daran erinnere ich mich nicht mehr",
    "Sie erinnern mich nicht mehr",
    "Frau Celik möchte keine Erinnerungen mehr",
    "Keine Erinnerung an gestern",
]


@pytest.mark.parametrize(
    ("text", "what"), [*((text, What.AUS) for text in OFF), *((text, What.AN) for text in ON)], ids=[*OFF, *ON]
)
def test_reminders_are_switched(text: str, what: What) -> None:
    assert verstehe_befehl(text) == Befehl(Intent.REMINDERS, what=what)


@pytest.mark.parametrize("text", NO_SWITCH)
def test_reminders_stay_as_they_are(text: str) -> None:
    assert verstehe_befehl(text) == Befehl(Intent.NONE)


PERIODS = [
    ("Wer läuft in den nächsten 14 Tagen aus?", {"days": 14}),
    ("Wer endet diesen Monat?", {"calendar": "this_month"}),
    ("Bericht 2. Quartal 2026", {"quarter": 2, "year": 2026}),
    ("Bericht seit Februar", {"since": "Februar"}),
    ("Auswertung März 2027", {"month": "März", "year": 2027}),
    ("Welche Einbuchungen laufen bis Ende März aus?", {"until": "Ende März"}),
]


@pytest.mark.parametrize(("text", "period"), PERIODS, ids=[text for text, _ in PERIODS])
def test_period(text: str, period: dict[str, object]) -> None:
    slots = verstehe_befehl(text).to_json()["slots"]
    assert isinstance(slots, dict)
    assert slots["period"] == period


def test_json_knows_only_the_intents_of_the_contract() -> None:
    read = verstehe_befehl("Vertretung für Yılmaz durch Weber")
    assert read.to_json() == {
        "intent": "handover",
        "slots": {"person": "Yılmaz", "person_key": "yilmaz", "to": "Weber"},
    }
    inner = {Intent.UNDO, Intent.REMINDERS, Intent.DEPUTIZE, Intent.EINBUCHUNG_AB, Intent.PAPER}
    assert {Befehl(intent).contract_intent for intent in Intent} == set(Intent) - inner


CONTROL: Final = frozenset({Intent.BACK, Intent.HELP, Intent.PAUSE, Intent.CANCEL})


@pytest.mark.parametrize("context", sorted(FREE_TEXT))
def test_what_is_said_at_rest_is_an_answer_in_free_text(context: Context) -> None:
    """Whatever words it holds; only a control word alone is a command there."""
    texts = [satz["text"] for satz in SAETZE if satz["context"] == "idle" and not satz["text"].startswith("/")]
    read = {text: verstehe_befehl(text, context).intent for text in texts}
    assert {text for text, intent in read.items() if intent not in CONTROL | {Intent.ANSWER}} == set()
    assert all(len(text.split()) <= 2 for text, intent in read.items() if intent in CONTROL)


@given(st.text(st.characters(), max_size=120), st.sampled_from(Context))
@settings(max_examples=400, deadline=None)
def test_any_text_is_read(text: str, context: Context) -> None:
    for words in (text, f"/{text}", f"Status {text}", f"Bescheid {text} erstellt am {text}"):
        verstehe_befehl(words, context, HEUTE).to_json()


@given(st.lists(st.sampled_from([word for satz in SAETZE for word in satz["text"].split()]), max_size=12))
@settings(max_examples=400, deadline=None)
def test_any_words_are_read(words: list[str]) -> None:
    verstehe_befehl(" ".join(words), Context.IDLE, HEUTE).to_json()


@pytest.mark.parametrize("odd", ["", " ", "\ud800", "\x00", "\u202eStatus\u202c", "/", "//", "'", "Frau", "Herr Dr."])
@pytest.mark.parametrize("context", list(Context))
def test_odd_text_is_read(odd: str, context: Context) -> None:
    assert verstehe_befehl(odd, context).contract_intent not in ACTIONS


@pytest.mark.parametrize(
    "part", ["Status Müller, ", "bis zum ", "Frau ", "x-", "o'", "1-", "ж", "漢 ", "/", "Herr von der "]
)
@pytest.mark.parametrize("context", [Context.IDLE, Context.FORM_Q1])
def test_cost_is_linear(part: str, context: Context) -> None:
    assert_linear(lambda text: verstehe_befehl(text, context), part)
    assert_linear(lambda text: verstehe_befehl("/" + text, context), part)
