"""The Erwartungsbogen as it is said: what the rules refuse and ask, adding, shortening, drafts, what comes twice."""

from datetime import date

import pytest

from dialogs.regelung.erwartungsbogen import Anlass, Antworten, Erwartungsbogen, Gespraechsform
from dialogs.regelung.kplan import KPlan
from dialogs.regelung.modul import Modul
from dialogs.turn import Clicked, Edited, SentFile
from tests.gespraech import FORM, IDA, JAN, PETRA, Chat, click, sent_form, titles

ZIEL, MODUL, DAUER, BEGINN, KPLAN = FORM
START = "neuer Bogen für Nowak"


def bogen(chat: Chat) -> Erwartungsbogen:
    """The newest one sent."""
    return chat.einbuchung().boegen[-1]


# --- question 3 and the rules on it (D2 to D5, D8, D11) -------------------------------------------------------


@pytest.mark.parametrize(
    ("modul", "dauer", "beginn", "latest"),
    [
        ("Digitalwerkstatt", "vier Monate", "01.04.2027", "Mittwoch, 30.06.2027"),
        ("Digitalwerkstatt", "14 Wochen", "31.05.2027", "Montag, 30.08.2027"),
        ("Jobakademie", "bis 30.09.2027", "01.03.2027", "Dienstag, 31.08.2027"),
        ("Jobakademie", "sieben Monate", "sofort", "Dienstag, 31.08.2027"),
    ],
)
async def test_above_the_maximum_the_latest_day_is_named(modul: str, dauer: str, beginn: str, latest: str) -> None:
    chat = Chat()
    answer = await chat.plays(START, ZIEL, modul, dauer, beginn)
    assert latest in answer
    assert "Nr. 3.1" in answer
    assert chat.step == ["Teilnahmedauer"]
    assert not chat.fall().einbuchungen


@pytest.mark.parametrize(
    ("dauer", "ende"),
    [
        ("so lange wie es geht", date(2027, 8, 31)),
        ("das Maximum bitte", date(2027, 8, 31)),
        ("ein halbes Jahr", date(2027, 8, 31)),
    ],
)
async def test_the_maximum_needs_a_reason(dauer: str, ende: date) -> None:
    chat = Chat()
    await chat.plays(START, ZIEL, "Jobakademie", dauer, "01.03.2027")
    assert chat.step == ["Begründung"]
    assert f"{ende:%d.%m.%Y}" in chat.text
    await chat.says("🙂")
    assert chat.step == ["Begründung"]
    await chat.plays("Sie war *zehn* Jahre nicht im Beruf.", "allgemein", "absenden")
    assert (bogen(chat).zeitraum.ende, bogen(chat).begruendung) == (ende, "Sie war *zehn* Jahre nicht im Beruf.")


async def test_as_long_as_possible_ends_with_the_einbuchung() -> None:
    """D3: the earlier of maximum and last day of the Einbuchung."""
    chat = Chat()
    await sent_form(chat)
    again = (START, "anderes Modul", "nein", "Büro", "Jobakademie", "so lange wie es geht", "01.08.2027")
    answer = await chat.plays(*again)
    assert "07.12.2027" in answer
    assert chat.step == ["Begründung"]


async def test_a_number_said_wins_over_the_flat_word() -> None:
    chat = Chat()
    await chat.plays(START, ZIEL, "Jobakademie", "die vollen drei Monate", "01.03.2027")
    assert chat.step == ["Kooperationsplan"]


async def test_a_range_asks_for_one_value() -> None:
    chat = Chat()
    assert "6 Wochen bis 8 Wochen" in await chat.plays(START, ZIEL, MODUL, "so 6-8 Wochen")
    assert chat.step == ["Teilnahmedauer"]
    await chat.plays("7 Wochen")
    assert chat.step == ["Beginn"]


async def test_the_sum_of_several_boegen_asks_for_a_reason_and_names_the_days() -> None:
    """D4."""
    chat = Chat()
    await sent_form(chat)
    again = (START, "Ziel nicht erreicht", "nein", "/bisher", "/bisher", "sechs Wochen", "03.05.2027")
    answer = await chat.plays(*again)
    assert "98 Tage" in answer
    assert "92 Tage" in answer
    assert chat.step == ["Begründung"]
    await chat.plays("Umzug in der Zeit.", "/bisher", "absenden")
    assert bogen(chat).begruendung == "Umzug in der Zeit."


async def test_outside_of_the_einbuchung_names_the_last_day_and_both_ways_on() -> None:
    """D5."""
    chat = Chat()
    await sent_form(chat)
    again = (START, "anderes Modul", "nein", "Büro", "Jobakademie", "vier Monate", "01.10.2027")
    answer = await chat.plays(*again)
    assert "Dienstag, 07.12.2027" in answer
    assert "kürzere Zeit" in answer
    assert "Abschluss" in answer
    assert chat.step == ["Teilnahmedauer"]
    assert "nicht vor" not in await chat.plays("zwei Monate")
    assert chat.step == ["Kooperationsplan"]


async def test_a_beginn_outside_of_the_einbuchung_is_refused_at_the_beginn() -> None:
    chat = Chat()
    await sent_form(chat)
    answer = await chat.plays(START, "neue Ziele", "nein", "/bisher", "/bisher", "/bisher", "08.12.2027")
    assert "07.12.2027" in answer
    assert chat.step == ["Beginn"]
    assert "08.03.2027" in await chat.says("07.03.2027")
    assert chat.step == ["Beginn"]


@pytest.mark.parametrize(
    ("beginn", "said", "step"),
    [
        ("14.02.2027", "mehr als 14 Tage", "Beginn"),
        ("15.02.2027", "liegt zurück", "Kooperationsplan"),
        ("02.09.2027", "mehr als sechs Monate voraus", "Kooperationsplan"),
        ("01.03.2028", "mehr als sechs Monate voraus", "Kooperationsplan"),
        ("02.03.2028", "mehr als 12 Monate voraus", "Beginn"),
        ("30.02.2027", "gibt es im Kalender nicht", "Beginn"),
        ("am 5. oder 6. März", "nur einen", "Beginn"),
        ("irgendwann", "keinen Tag erkannt", "Beginn"),
    ],
)
async def test_the_limits_of_the_beginn(beginn: str, said: str, step: str) -> None:
    """D11."""
    chat = Chat()
    assert said in await chat.plays(START, ZIEL, MODUL, DAUER, beginn)
    assert chat.step == [step]


async def test_the_beginn_is_checked_again_on_the_day_of_sending() -> None:
    chat = Chat()
    await chat.plays(START, ZIEL, MODUL, DAUER, "sofort", KPLAN, "pause")
    await chat.next_day(20)
    await chat.says("weiter")
    assert chat.step == ["absenden"]
    assert "liegt mehr als 14 Tage zurück" in await chat.says("absenden")
    assert chat.step == ["Beginn"]
    assert not chat.fall().einbuchungen
    await chat.plays("sofort")
    assert chat.step == ["absenden"]
    assert "Fertig" in await chat.says("absenden")


async def test_einbuchung_from_an_earlier_day() -> None:
    """D6, at the preview."""
    chat = Chat()
    await chat.plays(START, *FORM)
    assert "nicht nach dem Beginn" in await chat.says("Einbuchung ab 09.03.2027")
    assert "neun Monaten" in await chat.says("Einbuchung ab 01.06.2026")
    assert "gibt es im Kalender nicht" in await chat.says("Einbuchung ab 30.02.2027")
    assert chat.step == ["absenden"]
    assert "01.02.2027 bis 31.10.2027" in await chat.says("Einbuchung ab 01.02.2027")
    assert "31.10.2027" in await chat.says("absenden")
    assert chat.einbuchung().zeitraum.beginn == date(2027, 2, 1)
    await chat.plays(START, "neue Ziele", "nein", "/bisher", "/bisher", "eine Woche", "03.05.2027", "/bisher")
    assert "läuft schon" in await chat.says("Einbuchung ab 01.02.2027")


async def test_two_module_are_asked_back() -> None:
    """D8."""
    chat = Chat()
    answer = await chat.plays(START, ZIEL, "Digitalwerkstatt und danach die Jobakademie")
    assert "Ein Bogen gilt für ein Modul" in answer
    assert chat.buttons == ["Digitalwerkstatt", "Jobakademie 2.0"]
    await chat.plays("Jobakademie", *FORM[2:], "absenden")
    assert bogen(chat).modul is Modul.JOBAKADEMIE
    assert bogen(chat).antworten.modul == "Digitalwerkstatt und danach die Jobakademie"


# --- renewal (Nr. 3.1) ---------------------------------------------------------------------------------------


async def test_a_renewal_shows_what_was_and_what_is_new() -> None:
    chat = Chat()
    await chat.binds()
    await sent_form(chat)
    assert "Version 1" in await chat.says(START)
    await chat.plays("Das Ziel wurde nicht erreicht", "ja")
    assert chat.step == ["Dreiergespräch"]
    answer = await chat.plays("Frau Sommer (Träger), Herr Nowak")
    assert "Bisher: „Excel lernen“" in answer
    assert chat.buttons == ["/bisher"]
    await chat.plays("/bisher")
    assert "Bisher: „Digitalwerkstatt“" in chat.text
    await chat.plays("Jetzt lieber Jobakademie", "vier Monate", "03.05.2027", "konkret")
    assert "Einbuchung und Bescheid bleiben, wie sie sind" in chat.text
    assert "Geändert gegenüber Version 1: Modul (bisher Digitalwerkstatt), Zeitraum" in chat.text
    answer = await chat.says("absenden")
    assert "`K-Plan 4711 angepasst`" in answer
    new = bogen(chat)
    assert (new.version, new.anlass, new.gespraechsform, new.teilnehmende) == (
        2,
        Anlass.ZIEL_NICHT_ERREICHT,
        Gespraechsform.DREIERGESPRAECH,
        "Frau Sommer (Träger), Herr Nowak",
    )
    assert (new.antworten.ziel, chat.einbuchung().kplan) == ("Excel lernen", KPlan.KONKRET)
    assert "Kooperationsplan anpassen" in await chat.says("Status Nowak")
    await chat.says("K-Plan Nowak angepasst")
    assert "Kooperationsplan" not in await chat.says("Status Nowak")


async def test_there_is_nothing_before_the_first_bogen() -> None:
    chat = Chat()
    await chat.says(START)
    assert "keine frühere Antwort" in await chat.says("/bisher")
    assert chat.step == ["erreichen"]


# --- adding, shortening, editing -----------------------------------------------------------------------------


async def test_parts_are_added_on_lines_of_their_own() -> None:
    """D10."""
    chat = Chat()
    await chat.plays(START, "Erst Excel.", "/ergänze Ziel Dann  Word!", MODUL, DAUER, BEGINN, KPLAN)
    assert "Ergänzt" in await chat.says("/ergänze Ziel Und PowerPoint")
    assert "noch keine Antwort" not in chat.text
    assert "Ergänzt" in await chat.says("/ergänze Modul weil es dort Rechner gibt")
    await chat.says("absenden")
    assert bogen(chat).antworten.ziel == "Erst Excel.\nDann  Word!\nUnd PowerPoint"
    assert bogen(chat).antworten.modul == "Digitalwerkstatt\nweil es dort Rechner gibt"


async def test_what_cannot_be_added() -> None:
    chat = Chat()
    await chat.says(START)
    assert "noch keine Antwort" in await chat.says("/ergänze Ziel etwas")
    await chat.plays("x" * 2990, MODUL, DAUER, BEGINN, KPLAN)
    assert "3.002" in await chat.says("/ergänze Ziel elf Zeichen")
    assert "So geht es" in await chat.says("/ergänze Ziel")
    assert "So geht es" in await chat.says("/ergänze Ziel \u200b")
    assert "So geht es" in await chat.says("/ergänze Beginn morgen")
    assert "keine eindeutige Zeit" in await chat.says("/ergänze Dauer oder zehn Monate, weiß nicht")
    assert chat.step == ["absenden"]
    await chat.says("absenden")
    assert bogen(chat).antworten.dauer == DAUER


async def test_a_shortened_wording_for_the_traeger_leaves_the_oton() -> None:
    chat = Chat()
    await chat.binds()
    long = "Nach der Reha will ich wieder ins Büro, meine Tochter hilft mir."
    await chat.plays(START, long, MODUL, DAUER, BEGINN, KPLAN)
    assert "Gesundheit" in str(chat.cards)
    assert "gekürzt" in await chat.says("/kürze Ziel Wieder ins Büro")
    assert "von der IFK gekürzt" in str(chat.cards)
    assert "Gesundheit" not in str(chat.cards)
    assert "3.001" in await chat.says("/kürze Ziel " + "x" * 3001)
    assert "noch keine Antwort" not in await chat.says("/kürze Dauer 8 Wochen")
    assert "wieder im O-Ton" in await chat.says("/kürze Dauer")
    await chat.says("absenden")
    sent = bogen(chat)
    assert sent.antworten.ziel == long
    assert sent.kurzfassung == Antworten("Wieder ins Büro", MODUL, DAUER)
    card = str(next(iter(chat.posts().values())))
    assert "Reha" not in card
    assert "von der IFK gekürzt" in card

    await chat.plays("Bogen Nowak korrigieren")
    assert "von der IFK gekürzt" in str(chat.cards)
    await chat.plays("ändere Ziel", "Wieder ins Büro, sagt sie")
    assert "von der IFK gekürzt" not in str(chat.cards)


async def test_shortening_before_there_is_an_answer() -> None:
    chat = Chat()
    await chat.says(START)
    assert "noch keine Antwort" in await chat.says("/kürze Ziel Büro")
    assert chat.step == ["erreichen"]


async def test_an_edited_answer_is_offered_and_never_taken_silently() -> None:
    chat = Chat()
    await chat.says(START)
    await chat.says("Exel lernen", activity_id="a1")
    assert "so übernehmen" in await chat.does(Edited("Excel lernen", "a1"), activity_id="a1")
    await chat.says("nein")
    assert chat.step == ["Modul"]
    await chat.does(Edited("Excel lernen!", "a1"), activity_id="a1")
    await chat.says("ja")
    assert chat.step == ["Modul"]
    assert await chat.does(Edited("Excel lernen!", "a1"), activity_id="a1") == ""
    await chat.says("/ergänze Ziel und Wrod", activity_id="a2")
    await chat.does(Edited("/ergänze Ziel und Word", "a2"), activity_id="a2")
    await chat.plays("ja", MODUL, "drei Monate", BEGINN)
    await chat.says("Weil.", activity_id="a3")
    await chat.does(Edited("Weil sie Zeit braucht.", "a3"), activity_id="a3")
    await chat.plays("ja", KPLAN)
    assert "3.001" in await chat.does(Edited("x" * 3001, "a3"), activity_id="a3")
    await chat.says("absenden")
    assert bogen(chat).antworten.ziel == "Excel lernen!\nund Word"
    assert bogen(chat).begruendung == "Weil sie Zeit braucht."


async def test_an_edit_of_an_unclear_answer_mends_it() -> None:
    chat = Chat()
    await chat.plays(START, ZIEL, MODUL)
    await chat.says("weiß nicht so", activity_id="a1")
    await chat.does(Edited("acht Wochen", "a1"), activity_id="a1")
    await chat.says("ja")
    assert chat.step == ["Beginn"]


# --- what comes twice, at once, or from elsewhere ---------------------------------------------------------------


async def test_two_quick_messages_answer_two_questions_in_their_order() -> None:
    chat = Chat()
    await chat.plays(START, "Excel", "Digitalwerkstatt", *FORM[2:], "absenden")
    assert (bogen(chat).antworten.ziel, bogen(chat).antworten.modul) == ("Excel", "Digitalwerkstatt")


async def test_the_same_text_is_asked_back_for_two_minutes_only() -> None:
    chat = Chat()
    await chat.plays(START, "Digitalwerkstatt")
    assert "Ist das auch die Antwort auf Frage 2" in await chat.says("Digitalwerkstatt")
    await chat.says("ja")
    assert chat.step == ["Teilnahmedauer"]
    chat = Chat()
    await chat.plays(START, "Digitalwerkstatt")
    chat.clock.forward(minutes=3)
    await chat.says("Digitalwerkstatt")
    assert chat.step == ["Teilnahmedauer"]


async def test_a_foreign_and_an_old_card_change_nothing() -> None:
    chat = Chat()
    await chat.plays(START, *FORM)
    (card,) = chat.cards
    send = click(card, "Absenden")
    assert "früheren Stand" in await chat.does(Clicked("absenden", "AZ-9999-9999", send.schritt))
    assert "früheren Stand" in await chat.does(send, JAN)
    assert not chat.fall().einbuchungen
    await chat.plays("abbrechen", "ja")
    assert "früheren Stand" in await chat.does(send)
    assert not chat.fall().einbuchungen


async def test_control_characters_stay_in_the_record_and_are_shown() -> None:
    chat = Chat()
    await chat.binds()
    await chat.plays(START, "\x00\x07Ich\u202e will\u200b das", *FORM[1:], "absenden")
    assert bogen(chat).antworten.ziel == "\x00\x07Ich\u202e will\u200b das"
    card = str(next(iter(chat.posts().values())))
    assert "unsichtbare Zeichen" in card


async def test_a_file_at_any_moment() -> None:
    chat = Chat()
    assert "Dateien" in await chat.does(SentFile())
    await chat.says("Bescheid Nowak")
    await chat.says("neuer Bogen")
    assert "Dateien" in await chat.does(SentFile())
    assert chat.step == ["Nummer"]


# --- drafts (one for each person in work) ----------------------------------------------------------------------


async def test_another_person_in_between_and_back() -> None:
    chat = Chat()
    await chat.plays(START, ZIEL, MODUL)
    await chat.says("/neuer Bogen für 4712")
    assert "liegt bereit" in chat.text
    assert chat.step == ["erreichen"]
    await chat.says("Bewerbung")
    await chat.says("/weiter 4711")
    assert chat.step == ["Teilnahmedauer"]
    await chat.says("pause")
    answer = await chat.says("weiter")
    assert "Katarzyna Nowak (4711)" in answer
    assert "Andrea Müller (4712)" in answer
    assert set(chat.buttons) == {"weiter 4711", "weiter 4712"}
    await chat.says("weiter Nowak")
    assert chat.step == ["Teilnahmedauer"]
    assert "schon in Arbeit" in await chat.says("/neuer Bogen für Nowak")
    assert chat.step == ["Teilnahmedauer"]


@pytest.mark.parametrize("said", ["weiter", "ja", "/weiter", "weitermachen bitte"])
async def test_a_draft_for_the_same_person_goes_on(said: str) -> None:
    chat = Chat()
    await chat.plays(START, ZIEL, "pause")
    await chat.next_day()
    answer = await chat.says(START)
    assert "`weiter` oder `verwerfen`" in answer
    assert "01.03.2027" in answer
    await chat.says("vielleicht")
    assert "`weiter` oder `verwerfen`" in chat.text
    await chat.says(said)
    assert chat.step == ["Modul"]
    assert not chat.storage.world.drafts


async def test_a_correction_that_begins_later_says_what_still_holds_and_how_to_end_it() -> None:
    chat = Chat()
    await chat.binds()
    form = await sent_form(chat)
    await chat.plays("Bogen Nowak korrigieren", "ändere Beginn", "15.03.2027")
    said = await chat.says("absenden")
    assert "gilt Version 1 weiter: 08.03.2027 bis 14.03.2027" in said
    assert f"`{form} zurückziehen`" in said
    await chat.plays(f"{form} zurückziehen", "ja")
    assert chat.fall().massgebend(date(2027, 3, 10)) is None
    assert "Es gilt weiter Version 2: 15.03.2027 bis 09.05.2027" in chat.text


async def test_where_there_is_none_to_correct_a_new_one_is_begun_and_said_to_be_one() -> None:
    chat = Chat()
    await sent_form(chat)
    await chat.plays("Bogen Nowak zurückziehen", "ja", "nein")
    assert "keinen gültigen Bogen, den man korrigieren könnte" in await chat.says("Bogen Nowak korrigieren")
    assert chat.step == ["erreichen"]


async def test_a_plan_that_holds_a_withdrawn_goal_is_to_be_adapted_with_the_next() -> None:
    chat = Chat()
    await sent_form(chat, answers=(*FORM[:-1], "konkret"))
    await chat.plays("Nowak eingebucht", "Bogen Nowak zurückziehen", "ja")
    await chat.plays("neuer Bogen für Nowak", "Ins Büro", *FORM[1:-1], "konkret")
    assert "ist anzupassen (Nr. 3.2)" in await chat.says("absenden")
    assert "Kooperationsplan anpassen" in await chat.says("Status Nowak")
    await chat.says("K-Plan Nowak angepasst")
    assert "Kooperationsplan anpassen" not in await chat.says("Status Nowak")


@pytest.mark.parametrize("said", ["nicht verwerfen", "nein", "weiter oder verwerfen", "verwerfen? nein"])
async def test_what_is_no_clear_word_throws_nothing_away(said: str) -> None:
    chat = Chat()
    await chat.plays(START, ZIEL, "pause", START, said)
    assert "`weiter` oder `verwerfen`" in chat.text
    assert chat.storage.world.drafts


@pytest.mark.parametrize(
    "said", ["verwerfen", "verwerfen 4711", "Bogen Nowak verwerfen", "Entwurf für Nowak verwerfen"]
)
async def test_a_draft_is_thrown_away_by_word_after_one_question(said: str) -> None:
    chat = Chat()
    await chat.plays(START, ZIEL, "pause")
    assert "`weiter` oder `verwerfen`" in await chat.says(said)
    assert chat.storage.world.drafts
    assert "Verworfen" in await chat.says("verwerfen")
    assert chat.storage.world.drafts == {}
    assert "kein Bogen in Arbeit" in await chat.says(said)


async def test_of_several_drafts_one_says_which_and_the_form_in_work_is_asked_about() -> None:
    chat = Chat()
    await chat.plays(START, ZIEL, "pause", "neuer Bogen für 4712", ZIEL, "pause")
    await chat.says("verwerfen")
    assert chat.buttons == ["verwerfen 4712", "verwerfen 4711"]
    await chat.plays("weiter 4712", "/verwerfen")
    assert "Andrea Müller wirklich verwerfen" in chat.text
    await chat.says("ja")
    assert len(chat.storage.world.drafts) == 1


@pytest.mark.parametrize("said", ["verwerfen", "ja, verwerfen", "bitte verwerfen", "weg damit", "neu"])
async def test_a_draft_for_the_same_person_is_thrown_away(said: str) -> None:
    chat = Chat()
    await chat.plays(START, ZIEL, "pause", START, said)
    assert chat.step == ["erreichen"]
    assert "Verworfen" in chat.text
    assert not chat.storage.world.drafts
    await chat.plays("Word lernen", *FORM[1:], "absenden")
    assert bogen(chat).antworten.ziel == "Word lernen"


async def test_on_the_next_day_a_command_is_no_oton_and_an_answer_is_said_to_be_one() -> None:
    chat = Chat()
    await chat.says(START)
    await chat.next_day()
    assert "kein Erwartungsbogen, keine Einbuchung" in await chat.says("Status Kowalczyk")
    assert chat.step == ["erreichen"]
    await chat.says("weiter")
    assert chat.step == ["erreichen"]
    await chat.next_day()
    assert "01.03.2027" not in await chat.says("Excel lernen")
    assert "Weiter mit dem Bogen" in chat.text
    assert chat.step == ["Modul"]
    await chat.says("Status Kowalczyk heißt mein Nachbar")
    assert chat.step == ["Modul"]


async def test_a_draft_whose_case_has_changed_hands_or_has_a_bogen_meanwhile() -> None:
    chat = Chat()
    await chat.plays(START, *FORM, "pause")
    for text in (START, *FORM, "absenden"):
        await chat.says(text, who=JAN)
    await chat.says("weiter")
    assert chat.step == ["Anlass"]
    await chat.says("pause")
    await chat.says("Fall 4711 an Kim Vogt übergeben", who=PETRA)
    assert "nicht mehr in Ihrer Zuständigkeit" in await chat.says("weiter")
    assert "Nowak" not in chat.text


async def test_a_case_that_goes_away_in_the_middle_of_the_form() -> None:
    chat = Chat()
    await chat.plays(START, ZIEL)
    await chat.says("Fall 4711 an Kim Vogt übergeben", who=PETRA)
    assert "nicht mehr in Ihrer Zuständigkeit" in await chat.says("Digitalwerkstatt")
    assert "Müller" in await chat.says("neuer Bogen für 4712")


async def test_a_new_person_belongs_to_who_enters_them_and_a_number_is_given_once() -> None:
    chat = Chat()
    await chat.says("neuer Bogen für Zwetschge")
    assert "schon vergeben" in await chat.says("Erika Zwetschge, 4711")
    assert chat.step == ["Nummer"]
    assert "außerhalb Ihrer Zuständigkeit" in await chat.says("Erika Zwetschge, 4715")
    assert "Becker" not in chat.text
    assert "Neu angelegt" in await chat.says("Erika Zwetschge, 9001")
    assert chat.step == ["erreichen"]
    elb = chat.storage.world.faelle["9001"].elb
    assert (elb.vorname, elb.nachname, elb.ifk_id) == ("Erika", "Zwetschge", IDA.id)


async def test_somebody_elses_case_is_not_there() -> None:
    chat = Chat()
    for text in ("neuer Bogen für Becker", "neuer Bogen für 4715", "Status 4715", "Abschluss 4715"):
        answer = await chat.says(text)
        assert "Ömer" not in answer
        await chat.says("abbrechen")
    assert "Ömer Becker" in await chat.says("Status 4715", PETRA)


async def test_the_whole_turn_stays_small() -> None:
    """A state that grew with every message would slow the bot down."""
    chat = Chat()
    await chat.plays(START, ZIEL)
    for n in range(30):
        await chat.plays("zurück", f"Excel lernen, Fassung {n}")
    kept = chat.storage.world.chats["a:ida"].zustand or ""
    assert len(kept) < 4_000


async def test_the_preview_has_a_button_for_every_way_on() -> None:
    chat = Chat()
    await chat.plays(START, *FORM)
    assert {"Absenden", "Zurück", "Abbrechen", "Ziel", "Modul", "Dauer", "Beginn"} <= set(titles(chat.cards[0]))
