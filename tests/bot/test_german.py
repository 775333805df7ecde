"""German forms of values, as rows."""

import sys
import unicodedata
from datetime import UTC, date, datetime
from enum import StrEnum

import pytest

from bot import german
from dialogs.regelung.erwartungsbogen import Anlass, Gespraechsform, RueckmeldungArt
from dialogs.regelung.fall import Aufgabe
from dialogs.regelung.fristen import Menge, Zeitraum
from dialogs.regelung.hilfeprodukt import BestaetigungArt, EinbuchungStatus, ZielErgebnis
from dialogs.regelung.kplan import KPlan
from dialogs.regelung.modul import Modul


def test_days_are_written_as_on_a_form() -> None:
    tag = date(2026, 1, 25)
    assert german.tag(tag) == "25.01.2026"
    assert german.tag_lang(tag) == "Sonntag, 25.01.2026"
    assert german.tag_kurz(tag) == "So, 25.01.2026"
    assert german.monat(tag) == "Januar 2026"
    assert german.tag(date(999, 3, 1)) == "01.03.0999"
    assert german.zeitpunkt(datetime(2026, 1, 25, 9, 5, tzinfo=UTC)) == "25.01.2026, 10:05 Uhr"


def test_a_span_names_both_days() -> None:
    assert german.zeitraum(Zeitraum(date(2027, 3, 1), date(2027, 5, 31))) == "01.03.2027 bis 31.05.2027"


@pytest.mark.parametrize(
    ("menge", "expected"),
    [
        (Menge(days=1), "1 Tag"),
        (Menge(weeks=6), "6 Wochen"),
        (Menge(months=1, weeks=2), "1 Monat und 2 Wochen"),
        (Menge(years=1, months=2, days=1), "1 Jahr, 2 Monate und 1 Tag"),
        (Menge(days=1200), "1.200 Tage"),
    ],
)
def test_amounts_are_declined(menge: Menge, expected: str) -> None:
    assert german.menge(menge) == expected


@pytest.mark.parametrize(
    ("items", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a und b"), (["a", "b", "c"], "a, b und c")]
)
def test_a_list_ends_with_und(items: list[str], expected: str) -> None:
    assert german.aufzaehlung(items) == expected


@pytest.mark.parametrize(
    ("members", "name"),
    [
        (Modul, german.modul_name),
        (Anlass, german.anlass_name),
        (Gespraechsform, german.gespraechsform_name),
        (RueckmeldungArt, german.rueckmeldung_name),
        (BestaetigungArt, german.bestaetigung_name),
        (Aufgabe, german.aufgabe_name),
        (EinbuchungStatus, german.einbuchung_name),
        (ZielErgebnis, german.ergebnis_name),
        (KPlan, german.kplan_name),
    ],
)
def test_every_stored_word_has_a_name_of_its_own(members: type[StrEnum], name: object) -> None:
    assert callable(name)
    names = [name(member) for member in members]
    assert all(names)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Grüße\n\taus „Göttingen“", "Grüße\n\taus „Göttingen“"),
        ("a\x00b\x7f", "a␀b␡"),
        ("Müller\u202enegnal", "Müller⟨U+202E⟩negnal"),
        ("Na\u200bdel", "Na⟨U+200B⟩del"),
        ("halb\ud83d", "halb⟨U+D83D⟩"),
        ("👩\u200d🏭 und 🏳\ufe0f\u200d🌈", "👩\u200d🏭 und 🏳\ufe0f\u200d🌈"),
        ("a\u200db", "a⟨U+200D⟩b"),
    ],
    ids=["plain text stays", "control", "direction", "zero width", "lone surrogate", "emoji", "joiner in a word"],
)
def test_what_cannot_be_seen_is_shown(text: str, expected: str) -> None:
    assert german.visible(text) == expected
    assert german.has_unseen(text) is (text != expected)


def test_every_control_and_format_character_of_unicode_is_shown() -> None:
    """Besides line break and tab; the Arabic, Kaithi and Syriac number signs can be seen by themselves."""
    seen_by_itself = {*range(0x600, 0x606), 0x6DD, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
    unseen = [c for c in range(sys.maxunicode + 1) if unicodedata.category(chr(c)) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
    hidden = [hex(c) for c in unseen if c not in seen_by_itself and not german.has_unseen(chr(c))]
    assert hidden == ["0x9", "0xa"]


def test_which_signs_one_cannot_see_are_in_a_text() -> None:
    assert german.unseen("a\u202eb\u202ec\x07 👩\u200d🏭") == "⟨U+202E⟩ 2-mal, ␇ 1-mal"
    assert german.unseen("".join(map(chr, range(1, 9)))).endswith("␅ 1-mal, und andere")
