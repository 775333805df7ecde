"""The cards of the personal chat: preview, hand-over, status, list, reminder, form."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.cards import erinnerung, formular, liste, status, uebergabe, vorschau, zeitleiste
from bot.cards.elements import Element
from bot.cards.examples import (
    AYLIN,
    EINBUCHUNG,
    ENTWURF,
    ERNEUERUNG,
    ERSTER,
    ERSTMALS,
    GESCHLOSSEN,
    HEUTE,
    IFK,
    LAUFEND,
    NEU,
    TRAEGER,
    ZWEITER,
    erinnerung_values,
    examples,
    seite,
    uebergabe_values,
    vorschau_values,
)
from dialogs.regelung.erwartungsbogen import Erwartungsbogen, Rueckmeldung, RueckmeldungArt
from dialogs.regelung.fall import Fall
from dialogs.regelung.fristen import Menge, Zeitraum, zeitraum
from dialogs.regelung.hilfeprodukt import Bestaetigung, BestaetigungArt
from dialogs.regelung.kplan import KPlan
from dialogs.requests import Liste, Zeile
from dialogs.verstehen.befehl import Context, Intent, verstehe_befehl
from tests.bot.cards.pruefung import of_type, parts, runs, submits

THREE_MONTHS = zeitraum(date(2027, 3, 1), Menge(months=3))
ALL = examples()


def text_of(card: Element) -> str:
    return "".join(runs(card)) + "".join(part["text"] for part in of_type(card, "TextBlock"))


# --- preview ---------------------------------------------------------------------------------------


def test_the_preview_shows_what_the_traeger_will_read() -> None:
    text = text_of(ALL["vorschau"])
    answers = (ENTWURF.antworten.ziel, ENTWURF.antworten.modul, ENTWURF.antworten.dauer)
    expected = ["Aylin Demir", "4711", "Digitalwerkstatt", "92 Tage", IFK, "Version 1", *answers, ENTWURF.begruendung]
    assert [words for words in expected if words and words not in text] == []


def test_the_preview_shows_the_einbuchung_and_the_plan() -> None:
    text = text_of(ALL["vorschau"])
    assert "9 Monate: Mo, 01.03.2027 bis Di, 30.11.2027" in text
    assert "Kooperationsplan\nallgemein" in text


def test_a_hinweis_stands_there_with_its_fundstelle() -> None:
    text = text_of(ALL["vorschau"])
    assert "Höchstdauer voll ausgeschöpft: 31.05.2027 · Nr. 3.1" in text


def test_health_in_the_o_ton_is_pointed_at() -> None:
    assert "Der Text spricht von Gesundheit" in text_of(ALL["vorschau"])


def test_what_the_traeger_does_not_get_is_not_pointed_at() -> None:
    short = ENTWURF.model_copy(update={"kurz_dauer": "So lange wie möglich."})
    card = vorschau.card(vorschau_values(short, NEU, THREE_MONTHS))
    assert "Gesundheit" not in text_of(card)


def test_a_renewal_shows_old_and_new() -> None:
    text = text_of(ALL["vorschau_erneuerung"])
    assert "Digitalwerkstatt → Jobakademie 2.0" in text
    assert "01.03.2027 bis 30.04.2027 → 12.04.2027 bis 11.07.2027" in text
    assert ERSTER.antworten.dauer in text
    assert "bleibt mit dem Bescheid, wie sie ist (Nr. 3.3)" in text


def test_a_renewal_says_when_the_plan_must_be_adapted() -> None:
    """Nr. 3.2: only a concrete one."""
    assert "anzupassen (Nr. 3.2)" in text_of(ALL["vorschau_erneuerung"])
    general = ERNEUERUNG.model_copy(update={"kplan": KPlan.ALLGEMEIN})
    card = vorschau.card(vorschau_values(general, ERSTMALS, ZWEITER.zeitraum))
    assert "anzupassen" not in text_of(card)


def test_a_renewal_of_the_very_same_says_that_nothing_changed() -> None:
    same = ERNEUERUNG.model_copy(
        update={
            "ziel": (ERSTER.antworten.ziel,),
            "modul_antwort": (ERSTER.antworten.modul,),
            "dauer": (ERSTER.antworten.dauer,),
            "modul": ERSTER.modul,
        }
    )
    card = vorschau.card(vorschau_values(same, ERSTMALS, ERSTER.zeitraum))
    assert "Geändert gegenüber Version 1" in text_of(card)
    assert "Nichts" in runs(card)


def test_each_button_of_the_preview_knows_form_and_step() -> None:
    data = submits(ALL["vorschau"])
    assert {"Absenden", "Ziel", "Modul", "Dauer", "Beginn", "Zurück", "Abbrechen"} <= set(data)
    assert {(azb["form"], azb["schritt"]) for azb in data.values()} == {("AZ-7Q3K-M2XD", "vorschau-0123456789")}


# --- hand-over -----------------------------------------------------------------------------------------


def test_the_hand_over_sheet_has_every_field_to_copy() -> None:
    text = text_of(ALL["uebergabe"])
    expected = [
        "Aktivzentrum Stadt Göttingen", "Aylin Demir", "4711", "Mo, 01.03.2027", "Di, 30.11.2027", "9 Monate",
        "Digitalwerkstatt", "§45 Aktivzentrum StGö Bew", uebergabe.ALLGEMEINER_TEXT,
    ]  # fmt: skip
    assert [words for words in expected if words not in text] == []
    assert set(submits(ALL["uebergabe"])) == {"In comp.ASS eingebucht", "Bescheid erstellt"}


def test_a_concrete_plan_takes_the_goal_in_its_o_ton() -> None:
    """Nr. 3.2: copied from the Erwartungsbogen."""
    card = uebergabe.card(uebergabe_values(ERSTER, None, KPlan.KONKRET))
    assert ERSTER.antworten.ziel in runs(card)
    assert uebergabe.ALLGEMEINER_TEXT not in runs(card)


def test_a_renewal_books_nothing() -> None:
    """Nr. 3.3: neither the Einbuchung nor the Bescheid changes."""
    card = ALL["uebergabe_erneuerung"]
    assert "und der Bescheid bleiben." in text_of(card)
    assert set(submits(card)) == {"Kooperationsplan angepasst"}


@pytest.mark.parametrize(
    ("kplan", "new"),
    [(KPlan.ALLGEMEIN, ZWEITER), (KPlan.KONKRET, replace(ZWEITER, antworten=ERSTER.antworten, modul=ERSTER.modul))],
    ids=["general plan", "same goal and Modul"],
)
def test_a_plan_that_stays_asks_for_nothing(kplan: KPlan, new: Erwartungsbogen) -> None:
    card = uebergabe.card(uebergabe_values(new, ERSTER, kplan))
    assert "bleibt, wie er ist" in text_of(card)
    assert submits(card) == {}


# --- status ---------------------------------------------------------------------------------------------


def test_the_status_says_what_is_massgebend_until_when() -> None:
    assert "Jobakademie 2.0 bis So, 11.07.2027, Version 2 ist maßgebend" in text_of(ALL["status"])


def test_a_day_without_a_bogen_says_so_and_what_comes() -> None:
    card = status.card(LAUFEND, date(2027, 2, 26))
    assert "Heute ist kein Erwartungsbogen maßgebend, der nächste beginnt am 01.03.2027" in text_of(card)


def test_a_person_without_a_bogen_has_one_next_step() -> None:
    assert set(submits(ALL["status_ohne_bogen"])) == {"Neuer Erwartungsbogen"}


def test_open_tasks_have_a_button_each() -> None:
    assert submits(ALL["status"])["Bescheid erstellt"] == {"text": "Bescheid 4711 erstellt"}
    assert "K-Plan angepasst" in submits(ALL["status"])
    assert "Eingebucht" not in submits(ALL["status"])


def test_a_closed_case_is_not_closed_again() -> None:
    data = submits(ALL["status_abgeschlossen"])
    assert "Abschluss" not in data
    assert data["Auf Abschluss gesetzt"]["text"] == "4711 auf Abschluss gesetzt"
    assert "Ich fange am 1. Juli im Büro an!" in text_of(ALL["status_abgeschlossen"])


def test_when_all_is_done_nothing_is_open() -> None:
    now = datetime(2027, 4, 12, 9, 0, tzinfo=UTC)
    done = tuple(Bestaetigung(art, now.date(), IFK, now) for art in BestaetigungArt)
    fall = Fall(AYLIN, (replace(EINBUCHUNG, bestaetigungen=done),))
    assert any("Nichts offen" in run for run in runs(status.card(fall, HEUTE)))


@pytest.mark.parametrize(
    ("arten", "waits"),
    [
        ((RueckmeldungArt.RUECKFRAGE,), True),
        ((RueckmeldungArt.RUECKFRAGE, RueckmeldungArt.ANTWORT), False),
        ((RueckmeldungArt.RUECKFRAGE, RueckmeldungArt.ANTWORT, RueckmeldungArt.RUECKFRAGE), True),
        ((RueckmeldungArt.EMPFANG,), False),
    ],
)
def test_a_question_without_its_answer_is_open(arten: tuple[RueckmeldungArt, ...], *, waits: bool) -> None:
    now = datetime(2027, 4, 12, 9, 0, tzinfo=UTC)
    said = tuple(Rueckmeldung(art, now.date(), TRAEGER, now) for art in arten)
    fall = Fall(AYLIN, (replace(EINBUCHUNG, boegen=(replace(ERSTER, rueckmeldungen=said),)),))
    assert ("Rückfrage des Trägers beantworten" in text_of(status.card(fall, HEUTE))) is waits


# --- the line of time -------------------------------------------------------------------------------------


def bar(fall: Fall, heute: date = HEUTE) -> list[tuple[str, int]]:
    """The words and weights of the line itself: the columns with a ground."""
    assert fall.open_einbuchung
    line = zeitleiste.line(fall.open_einbuchung, heute)
    return [("".join(runs(c)).strip(), c["width"]) for c in of_type(line, "Column") if "style" in c]


def test_each_day_of_the_nine_months_has_its_place_on_the_line() -> None:
    assert bar(LAUFEND) == [("V1", 42), ("V2", 91), ("", 142)]
    assert sum(width for _, width in bar(LAUFEND)) == EINBUCHUNG.zeitraum.days


def test_a_gap_between_two_forms_is_a_gap_on_the_line() -> None:
    later = replace(ZWEITER, zeitraum=Zeitraum(date(2027, 6, 1), date(2027, 6, 30)))
    fall = Fall(AYLIN, (replace(EINBUCHUNG, boegen=(ERSTER, later)),))
    assert [words for words, _ in bar(fall)] == ["V1", "", "V2", ""]


def test_the_line_is_said_in_words_too() -> None:
    text = text_of(ALL["status"])
    assert "V1 · Digitalwerkstatt · 01.03.2027 bis 11.04.2027 · 42 Tage" in text
    assert "V2 · Jobakademie 2.0 · 12.04.2027 bis 11.07.2027 · 91 Tage · heute" in text


@pytest.mark.parametrize("day", [0, 1, 137, 273, 274])
def test_today_is_marked_at_its_place(day: int) -> None:
    heute = EINBUCHUNG.zeitraum.beginn + timedelta(days=day)
    line = zeitleiste.line(EINBUCHUNG, heute)
    marked = next(c for c in of_type(line, "Column") if "heute" in "".join(runs(c)))
    others = [c["width"] for c in of_type(line["items"][0], "Column") if c is not marked]
    assert marked["width"] + sum(others) == EINBUCHUNG.zeitraum.days
    assert marked["width"] == max(day + 1, 275 - day)


@pytest.mark.parametrize(
    ("heute", "words"),
    [
        (date(2027, 2, 28), "beginnt in 1 Tag"),
        (date(2027, 3, 1), "Tag 1 von 275"),
        (date(2027, 11, 30), "Tag 275 von 275"),
        (date(2027, 12, 2), "abgelaufen seit 2 Tagen"),
    ],
)
def test_the_day_is_counted(heute: date, words: str) -> None:
    assert zeitleiste.position(EINBUCHUNG.zeitraum, heute) == words


def test_after_the_abschluss_the_line_is_empty() -> None:
    line = zeitleiste.line(GESCHLOSSEN.einbuchungen[0], date(2027, 7, 1))
    widths = [(c["width"]) for c in of_type(line, "Column") if "style" in c]
    assert widths == [42, 68, 165]


# --- list, reminder ---------------------------------------------------------------------------------------


def test_a_list_says_the_total_and_the_page() -> None:
    text = text_of(ALL["liste"])
    assert "14 Fälle" in text
    assert "Seite 2 von 4" in text
    assert {azb["text"] for azb in submits(ALL["liste"]).values()} >= {"Seite 1", "Seite 3"}


@pytest.mark.parametrize(("page", "expected"), [(1, {"Seite 2"}), (4, {"Seite 3"})])
def test_the_first_and_the_last_page_have_one_way_on(page: int, expected: set[str]) -> None:
    card = liste.card(replace(seite(), seite=page), Liste.MEINE_FAELLE, "Meine Fälle", HEUTE)
    assert {azb["text"] for azb in submits(card).values() if azb["text"].startswith("Seite")} == expected


def test_each_line_leads_to_its_status() -> None:
    texts = [action["data"]["azb"]["text"] for action in of_type(ALL["liste"], "Action.Submit")]
    assert texts[:4] == [f"Status {zeile.nummer}" for zeile in seite().zeilen]


def test_a_near_end_is_marked_by_a_sign_and_words() -> None:
    text = text_of(ALL["liste"])
    assert "! bis 19.04.2027 (letzter Tag heute)" in text
    assert "! bis 02.05.2027 (noch 13 Tage)" in text
    assert "\nbis 14.05.2027" in text


def test_what_waits_says_for_how_long() -> None:
    zeile = Zeile("4711", "Aylin Demir", seit=date(2027, 4, 18))
    card = liste.card(replace(seite(), zeilen=(zeile,)), Liste.UNBESTAETIGT, "Nicht bestätigt", HEUTE)
    assert "gesendet 18.04.2027 (vor 1 Tag)" in text_of(card)


def test_a_task_is_named() -> None:
    zeile = Zeile("4711", "Aylin Demir", aufgabe="bescheid")
    card = liste.card(replace(seite(), zeilen=(zeile,)), Liste.AUFGABEN, "Offene Aufgaben", HEUTE)
    assert "Bescheid erstellen" in text_of(card)
    assert "14 Aufgaben" in text_of(card)


def test_a_reminder_says_who_when_what_and_the_ways_on() -> None:
    text = text_of(ALL["erinnerung"])
    assert [
        w for w in ("Aylin Demir", "Letzter Tag: Sonntag, 11.07.2027", erinnerung_values()["was"]) if w not in text
    ] == []
    assert set(submits(ALL["erinnerung"])) == {"Neuer Bogen", "Abschluss"}


def test_a_reminder_may_be_about_nobody() -> None:
    card = erinnerung.card({"titel": "Entwurf liegt", "was": "Weiter oder verwerfen?"})
    assert runs(card) == ["Weiter oder verwerfen?"]


# --- form ---------------------------------------------------------------------------------------------------


def inputs(card: Element) -> dict[str, Element]:
    return {part["id"]: part for part in parts(card) if str(part.get("type")).startswith("Input.")}


def test_a_first_form_asks_for_no_anlass() -> None:
    assert set(inputs(ALL["formular"])) == {
        "ziel", "modul_antwort", "modul", "dauer", "beginn", "begruendung", "kplan",
    }  # fmt: skip


def test_a_renewal_asks_for_anlass_and_gespraech_too() -> None:
    added = set(inputs(ALL["formular_fehler"])) - set(inputs(ALL["formular"]))
    assert added == {"anlass", "gespraechsform", "teilnehmende"}


def test_every_input_is_named_like_a_field_of_the_entwurf() -> None:
    assert set(inputs(ALL["formular_fehler"])) <= set(type(ENTWURF).model_fields)


def test_the_form_is_prefilled() -> None:
    values = {key: field.get("value") for key, field in inputs(ALL["formular_fehler"]).items()}
    assert values == {
        "anlass": "anderes_modul",
        "gespraechsform": "dreiergespraech",
        "teilnehmende": ZWEITER.teilnehmende,
        "ziel": ZWEITER.antworten.ziel,
        "modul_antwort": ZWEITER.antworten.modul,
        "modul": "jobakademie",
        "dauer": "acht Monate",
        "beginn": "2027-04-12",
        "begruendung": None,
        "kplan": "konkret",
    }


def test_what_is_wrong_stands_at_its_field() -> None:
    box = next(p for p in of_type(ALL["formular_fehler"], "Container") if p["items"][0].get("id") == "dauer")
    assert runs(box) == [
        "! Das geht nicht: Jobakademie 2.0 dauert höchstens 6 Monate. "
        "Spätester letzter Tag: Montag, 11.10.2027. (Nr. 3.1)"
    ]
    assert any("Bitte die markierten Felder ansehen" in run for run in runs(ALL["formular_fehler"]))
    assert not any("markierten" in run for run in runs(ALL["formular"]))


def test_an_error_has_no_signs_of_markdown() -> None:
    """The sentences come from the chat; what shows them here is a TextRun."""
    card = formular.card(ERNEUERUNG, NEU, {"dauer": "Spätestens **morgen**: `/ändere Dauer`."})
    assert "! Spätestens morgen: /ändere Dauer." in runs(card)


def test_a_text_too_long_to_prefill_is_left_out_and_never_cut() -> None:
    long = ENTWURF.model_copy(update={"ziel": ('"' * 3000,), "modul_antwort": ('"' * 3000,), "dauer": ('"' * 3000,)})
    fields = inputs(formular.card(long, NEU, {}))
    for key in ("ziel", "modul_antwort", "dauer"):
        assert fields[key].get("value") in (None, '"' * 3000)
    assert any("Zu lang zum Vorausfüllen" in field.get("placeholder", "") for field in fields.values())


# --- buttons mean what they say -----------------------------------------------------------------------------

MEANT = [
    ("uebergabe", "In comp.ASS eingebucht", Intent.CONFIRM, "eingebucht"),
    ("uebergabe", "Bescheid erstellt", Intent.CONFIRM, "bescheid"),
    ("uebergabe_erneuerung", "Kooperationsplan angepasst", Intent.CONFIRM, "kplan"),
    ("status_abgeschlossen", "Auf Abschluss gesetzt", Intent.CONFIRM, "abschluss"),
    ("status", "Bescheid erstellt", Intent.CONFIRM, "bescheid"),
    ("status", "Neuer Erwartungsbogen", Intent.START_FORM, None),
    ("status", "Abschluss", Intent.FINISH_PARTICIPATION, None),
    ("liste", "Status", Intent.STATUS_OF_PERSON, None),
    ("vorschau", "Ziel", Intent.CHANGE, "ziel"),
    ("vorschau", "Modul", Intent.CHANGE, "modul"),
    ("vorschau", "Dauer", Intent.CHANGE, "dauer"),
    ("vorschau", "Beginn", Intent.CHANGE, "beginn"),
    ("vorschau", "Begründung", Intent.CHANGE, "begruendung"),
    ("vorschau", "Kooperationsplan", Intent.CHANGE, "kplan"),
    ("vorschau", "Zurück", Intent.BACK, None),
    ("vorschau", "Abbrechen", Intent.CANCEL, None),
]


@pytest.mark.parametrize(("name", "title", "intent", "what"), MEANT)
def test_a_button_says_what_is_understood(name: str, title: str, intent: Intent, what: str | None) -> None:
    context = Context.FORM_OTHER if name == "vorschau" else Context.IDLE
    befehl = verstehe_befehl(submits(ALL[name])[title]["text"], context, HEUTE)
    assert (befehl.intent, befehl.what) == (intent, what)
