"""Imports: all or nothing, every error with its line and column, the same file twice changes nothing."""

from pathlib import Path

import pytest

from dialogs.ports import UnitOfWork
from dialogs.rollen import Rolle
from storage.csvfile import Fehler
from storage.database import Database
from storage.ergebnis import Ergebnis
from storage.importing import TEILNEHMENDE, import_teilnehmende
from storage.roster import PERSONAL, import_personal
from tests.storage.welt import JANA, KEMAL, LEITUNG, SUED, book, enter

HEAD = "nummer,nachname,vorname,ifk\n"
FILE = HEAD + '4711,Müller,Max,ifk-jana\n4712,"Groß-Schäfer",Eva,ifk-kemal\n'


def written(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "datei.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def found(database: Database, text: str) -> list[str]:
    return [elb.nummer for elb in database.run(lambda uow: uow.find_elbs(text))[0]]


def test_added_then_nothing_then_updated(database: Database, tmp_path: Path) -> None:
    path = written(tmp_path, FILE)
    assert import_teilnehmende(database, path) == Ergebnis(neu=2)
    assert import_teilnehmende(database, path) == Ergebnis(unveraendert=2)
    path.write_text(FILE.replace("Müller,Max,ifk-jana", "Schulz,Max,ifk-sued"), encoding="utf-8")
    assert import_teilnehmende(database, path) == Ergebnis(geaendert=1, unveraendert=1)
    fall = database.run(lambda uow: uow.load_fall("4711"))
    assert fall is not None
    assert (fall.elb.nachname, fall.elb.ifk_id) == ("Schulz", SUED.id)
    assert (found(database, "Schulz"), found(database, "Müller"), found(database, "Mülller")) == (["4711"], [], [])


def test_who_was_imported_is_found_in_every_way(database: Database, tmp_path: Path) -> None:
    import_teilnehmende(database, written(tmp_path, FILE))
    for text, nummern in (("müler", ["4711"]), ("Schäfer", ["4712"]), ("Eva", ["4712"]), ("4712", ["4712"])):
        assert found(database, text) == nummern


def test_an_import_and_a_hand_entry_never_share_a_row(database: Database, tmp_path: Path) -> None:
    database.run(lambda uow: enter(uow, "1"))
    import_teilnehmende(database, written(tmp_path, FILE))
    database.run(lambda uow: enter(uow, "2"))
    assert sorted(found(database, "Müller")) == ["1", "2", "4711"]


def test_a_case_handed_over_by_the_file_changes_the_lists(database: Database, tmp_path: Path) -> None:
    from dialogs.requests import Liste, LoadListe
    from dialogs.rollen import Bereich
    from tests.storage.welt import HEUTE

    def work(uow: UnitOfWork) -> None:
        enter(uow)
        book(uow)

    database.run(work)
    import_teilnehmende(database, written(tmp_path, HEAD + "4711,Müller,Max,ifk-sued\n"))
    own = Bereich(ifk_ids=frozenset({SUED.id}))
    page = database.run(lambda uow: uow.liste(LoadListe(Liste.MEINE_FAELLE), own, SUED, HEUTE))
    assert page.total == 1


@pytest.mark.parametrize(
    ("content", "fehler"),
    [
        pytest.param("", tuple(Fehler("column_missing", 1, name) for name in TEILNEHMENDE), id="empty file"),
        pytest.param("nummer;nachname;vorname\n1;a;b\n", (Fehler("column_missing", 1, "ifk"),), id="column"),
        pytest.param(HEAD + "1,a,b,c\n2,a,b\n", (Fehler("width", 3),), id="too few fields"),
        pytest.param(HEAD + "1,a,b,c,d\n", (Fehler("width", 2),), id="too many fields"),
        pytest.param(
            HEAD + ",a,b,c\n2,,b,\n",
            (Fehler("empty", 2, "nummer"), Fehler("empty", 3, "nachname"), Fehler("empty", 3, "ifk")),
            id="empty",
        ),
        pytest.param(HEAD + f"1,{'a' * 201},b,c\n", (Fehler("too_long", 2, "nachname"),), id="too long"),
        pytest.param(HEAD + "1,a\x00,b,c\n", (Fehler("control", 2, "nachname"),), id="NUL"),
        pytest.param(HEAD + "1,a\u202e,b,c\n", (Fehler("control", 2, "nachname"),), id="direction"),
        pytest.param(HEAD + "1,a,b,c\n1,a,x,c\n", (Fehler("contradiction", 3, "nummer"),), id="contradiction"),
        pytest.param(HEAD + '1,"a,b,c\n', (Fehler("csv", 2),), id="broken quotes"),
        pytest.param(HEAD.encode() + b"1,M\xfcller,b,c\n", (Fehler("encoding", 2),), id="not UTF-8"),
        pytest.param(
            HEAD + '1,"a\nb",x,c\n2,,b,c\n',
            (Fehler("control", 3, "nachname"), Fehler("empty", 4, "nachname")),
            id="lines as in an editor",
        ),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_imported(
    database: Database, tmp_path: Path, content: str | bytes, fehler: tuple[Fehler, ...]
) -> None:
    good = FILE if isinstance(content, str) else FILE.encode()
    assert import_teilnehmende(database, written(tmp_path, content)).fehler == fehler
    assert found(database, "1") == []
    assert import_teilnehmende(database, written(tmp_path, good)).neu == 2


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("\ufeff" + FILE, id="BOM"),
        pytest.param(FILE.replace(",", ";"), id="semicolon"),
        pytest.param(FILE.replace("\n", "\r\n") + "\r\n\r\n", id="Windows lines, empty ones at the end"),
        pytest.param(
            "ifk,x,vorname,Nachname ,NUMMER\nifk-jana,9,Max, Müller ,4711\n", id="other order, more columns"
        ),
        pytest.param(FILE + "4711,Müller,Max,ifk-jana\n", id="a line twice"),
    ],
)
def test_the_usual_ways_to_write_a_csv(database: Database, tmp_path: Path, content: str) -> None:
    assert import_teilnehmende(database, written(tmp_path, content)).fehler == ()
    assert found(database, "Müller") == ["4711"]


def test_progress_goes_to_the_end(database: Database) -> None:
    said: list[tuple[int, int]] = []
    rows = [
        ("nummer", "nachname", "vorname", "ifk"),
        *((f"n{i}", "Müller", "Max", "ifk-jana") for i in range(12_000)),
    ]
    import_teilnehmende(database, rows, lambda done, total: said.append((done, total)))
    assert said == [(5_000, 12_000), (10_000, 12_000), (12_000, 12_000)]


def test_the_import_stands_in_the_audit(database: Database, tmp_path: Path) -> None:
    from sqlalchemy import text

    import_teilnehmende(database, written(tmp_path, FILE))
    with database.transaction() as sql:
        rows = sql.select(text("SELECT wer, was, bezug FROM audit WHERE was = 'teilnehmende_importiert'"))
    assert [tuple(row) for row in rows] == [
        ("kommandozeile", "teilnehmende_importiert", "neu 2, geaendert 0, gesperrt 0")
    ]


# --- the roster


def roster(*lines: str) -> list[list[str]]:
    return [list(PERSONAL), *(line.split(",") for line in lines)]


ALL = (
    "ifk,amt,ifk-jana,Jana Beispiel,Nord",
    "ifk,amt,ifk-kemal,Kemal Muster,Nord",
    "ifk,amt,ifk-sued,Sina Süd,Süd",
    "teamleitung,amt,leitung,Lea Leitung,Nord",
    "ifk,amt,leitung,Lea Leitung,Nord",
)


def test_the_same_roster_changes_nothing(database: Database) -> None:
    assert import_personal(database, roster(*ALL)) == Ergebnis(unveraendert=4)
    assert database.run(lambda uow: uow.staff("amt", LEITUNG.id)) == LEITUNG


def test_who_is_missing_is_blocked_and_comes_back(database: Database) -> None:
    assert import_personal(database, roster(*ALL[1:])) == Ergebnis(unveraendert=3, gesperrt=1)
    assert database.run(lambda uow: uow.staff("amt", JANA.id)) is None
    assert JANA not in database.run(lambda uow: uow.find_staff("Beispiel"))
    assert import_personal(database, roster(*ALL[1:])) == Ergebnis(unveraendert=3)
    assert import_personal(database, roster(*ALL)) == Ergebnis(geaendert=1, unveraendert=3)
    assert database.run(lambda uow: uow.staff("amt", JANA.id)) == JANA


def test_a_rolle_is_taken_away(database: Database) -> None:
    assert import_personal(database, roster(*ALL[:4])) == Ergebnis(geaendert=1, unveraendert=3)
    now = database.run(lambda uow: uow.staff("amt", LEITUNG.id))
    assert now is not None
    assert now.rollen == {Rolle.TEAMLEITUNG}


def test_a_guid_is_one_however_it_is_written(database: Database) -> None:
    guid = "8F14E45F-CEEA-467F-A0E6-0123456789AB"
    import_personal(database, roster(*ALL, f"admin,amt,{guid},Ada Admin,"))
    for written_so in (guid, guid.lower()):
        assert database.run(lambda uow, key=written_so: uow.staff("amt", key)) is not None  # type: ignore[misc]


@pytest.mark.parametrize(
    ("lines", "fehler"),
    [
        pytest.param((), (Fehler("no_rows", 1),), id="nobody"),
        pytest.param(("traeger,amt,x,Tom,",), (Fehler("rolle_unknown", 2, "rolle"),), id="no Rolle of a roster"),
        pytest.param(("chef,amt,x,Tom,",), (Fehler("rolle_unknown", 2, "rolle"),), id="unknown Rolle"),
        pytest.param(
            ("ifk,,x,Tom,", "ifk,amt,,Tom,A"),
            (Fehler("empty", 2, "tenant_id"), Fehler("empty", 3, "aad_object_id")),
            id="ids",
        ),
        pytest.param(("ifk,amt,x,Tom,A", "admin,amt,x,Tim,A"), (Fehler("contradiction", 3, "name"),), id="two names"),
        pytest.param(("ifk,amt,x,Tom,A", "admin,amt,x,Tom,B"), (Fehler("contradiction", 3, "team"),), id="two teams"),
    ],
)
def test_a_wrong_roster_blocks_nobody(database: Database, lines: tuple[str, ...], fehler: tuple[Fehler, ...]) -> None:
    assert import_personal(database, roster(*lines)).fehler == fehler
    assert database.run(lambda uow: uow.staff("amt", KEMAL.id)) == KEMAL
