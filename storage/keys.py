"""The keys a database was written with: checked before anything is written; and the audit's own key."""

import secrets

from sqlalchemy import Connection, bindparam, inspect, select, update

from dialogs.ports import AktivzentrumError
from storage.crypto import Keyring
from storage.errors import KeyRefused
from storage.sql import Prepared, Sql, binds
from storage.tables import meta, schluessel

_PROBE = "aktivzentrum"
_AUDIT_KEY = "audit_key"
_ALL = Prepared(select(schluessel.c.id, schluessel.c.probe))
_ADD = Prepared(lambda insert: insert(schluessel).values(binds("id", "probe")).on_conflict_do_nothing())
_META = Prepared(select(meta.c.value).where(meta.c.name == bindparam("name")))
_SET = Prepared(lambda insert: insert(meta).values(binds("name", "value")).on_conflict_do_nothing())
_REPLACE = Prepared(update(meta).where(meta.c.name == bindparam("key")).values(binds("value")))


def check(connection: Connection, keyring: Keyring) -> None:
    """Whether every key this database was written with is there and right. Raises KeyRefused; writes nothing."""
    if not inspect(connection).has_table("schluessel"):
        return
    for name, probe in Sql(connection).rows(_ALL):
        try:
            right = keyring.decrypt(bytes(probe), "schluessel", "probe", name) == _PROBE
        except AktivzentrumError as error:
            raise KeyRefused("key_missing") from error
        if not right:
            raise KeyRefused("key_wrong")


def prepare(sql: Sql, keyring: Keyring) -> bytes:
    """Note the key that encrypts from now on; gives the key of the audit, made at the first start."""
    name = keyring.first.hex()
    sql.write(_ADD, id=name, probe=keyring.encrypt(_PROBE, "schluessel", "probe", name))
    fresh = keyring.encrypt(secrets.token_hex(32), "meta", "value", _AUDIT_KEY)
    sql.write(_SET, name=_AUDIT_KEY, value=fresh.hex())
    return _audit_key(sql, keyring)


def rewrap(sql: Sql, keyring: Keyring) -> None:
    """Encrypt the key of the audit anew; the key itself stays, and so do the chains."""
    value = keyring.encrypt(_audit_key(sql, keyring).hex(), "meta", "value", _AUDIT_KEY)
    sql.write(_REPLACE, key=_AUDIT_KEY, value=value.hex())


def _audit_key(sql: Sql, keyring: Keyring) -> bytes:
    row = sql.row(_META, name=_AUDIT_KEY)
    if row is None:
        raise LookupError(_AUDIT_KEY)
    return bytes.fromhex(keyring.decrypt(bytes.fromhex(row[0]), "meta", "value", _AUDIT_KEY))
