"""The keys can be changed while everything stays readable; the old one is then no longer needed."""

import pytest
from sqlalchemy import LargeBinary

from storage.audit_check import check
from storage.database import Database, open_database
from storage.errors import KeyRefused
from storage.export import auskunft
from storage.rotation import SECRETS, renew
from storage.tables import metadata
from tests.storage.test_export import whole_life
from tests.storage.welt import JETZT, KEY, FixedClock, post

NEW = b"n" * 32


def test_every_encrypted_column_is_known() -> None:
    plain = {("audit", "mac"), ("audit_anker", "mac"), ("audit_anker", "siegel"), ("schluessel", "probe")}
    binary = {
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    }
    assert {(secret.table, secret.column) for secret in SECRETS} == binary - plain


def test_everything_is_encrypted_anew(database: Database, url: str, clock: FixedClock) -> None:
    database.run(whole_life)
    database.run(lambda uow: [uow.enqueue(post(f"m{i}"), JETZT) for i in range(1_200)])
    before = auskunft(database, "4711")
    both = open_database(url, [NEW, KEY], clock)
    said: list[tuple[int, int]] = []
    done = renew(both, lambda *numbers: said.append(numbers))
    both.close()
    assert done > 1_200
    assert said[-1] == (done, done)
    assert len(said) >= 3
    only_new = open_database(url, [NEW], clock)
    after = auskunft(only_new, "4711")
    assert before is not None
    assert after is not None
    assert {**after, "zugriffe": []} == {**before, "zugriffe": []}
    assert check(only_new, {}) == [], "the chains go on"
    assert renew(only_new, lambda *_: None) == 0
    only_new.close()
    with pytest.raises(KeyRefused):
        open_database(url, [KEY], clock)


def test_broken_off_it_goes_on(database: Database, url: str, clock: FixedClock) -> None:
    database.run(lambda uow: [uow.enqueue(post(f"m{i}"), JETZT) for i in range(1_200)])
    both = open_database(url, [NEW, KEY], clock)

    def stop(done: int, _total: int) -> None:
        if done >= 1_000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        renew(both, stop)
    with pytest.raises(KeyRefused):
        open_database(url, [NEW], clock)
    assert renew(both, lambda *_: None) == 200
    both.close()
    open_database(url, [NEW], clock).close()
