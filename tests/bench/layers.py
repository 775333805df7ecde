"""What each layer of a turn costs: processor time inside named functions, without what they call that is named too.

Wraps the functions of a running bot (`own`, only when asked to); each look at the clock costs some tenths of a µs.
"""

import importlib
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any, Final

from aiohttp import web

HTTP: Final = "HTTP hinein und hinaus, TLS, Ereignisschleife, Rahmen des SDK"
STORAGE: Final = "Übergabe zwischen den Threads, Rest des Datenbank-Threads"

_PLACES: Final[dict[str, tuple[str, ...]]] = {
    "Token: gemerkt oder geprüft": ("bot.auth.token:TokenCheck._remembered", "bot.auth.token:TokenCheck._claims"),
    "Activity lesen und prüfen": ("bot.routes:read_activity",),
    "in das SDK und in unser Ereignis übersetzen": ("bot.adapter:to_sdk", "bot.handler:to_incoming"),
    "Protokollzeile": ("logging:Logger._log",),
    "Nachricht für den Connector schreiben": ("bot.connector:_encode",),
    "BEGIN, SAVEPOINT, COMMIT": ("storage.sql:Sql.control",),
    "SQL-Anweisungen": (
        *("storage.sql:Sql._run", "storage.sql:Sql.row", "storage.sql:Sql.rows", "storage.sql:Sql.write"),
        *("storage.sql:Sql.write_many", "storage.sql:Sql.select"),
    ),
    "Ver- und Entschlüsseln": ("storage.crypto:Keyring.encrypt", "storage.crypto:Keyring.decrypt"),
    "Audit (verkettete Prüfsumme)": ("storage.audit:mac_of",),
    "Deutsch verstehen": (
        *(f"dialogs.conversation.{name}:verstehe_befehl" for name in ("bogen_im_gespraech", "ruhe", "fragen")),
        *("dialogs.entwurf:verstehe_dauer", "dialogs.flows.bogen.antworten:verstehe_datum"),
        "dialogs.flows.bogen.antworten:verstehe_modul",
    ),
    "Regeln und Gespräch": ("dialogs.service.lookups:Lookups.run",),
    "Zustand laden und schreiben": (
        *("dialogs.service:load", "pydantic.main:BaseModel.model_dump_json"),
        *("storage.unit_of_work:SqlUnitOfWork.load_gespraech", "storage.unit_of_work:SqlUnitOfWork.save_gespraech"),
    ),
    "Fall laden": ("storage.faelle:_fall",),
    "Texte und Karten": ("bot.prose:GermanProse.messages", "bot.prose:GermanProse.bogen"),
    "Postausgang": (
        *("storage.unit_of_work:SqlUnitOfWork.enqueue", "storage.unit_of_work:SqlUnitOfWork.settle"),
        "dialogs.service.posting:dump",
    ),
    "Listen und Fakten schreiben": (
        *("storage.unit_of_work:SqlUnitOfWork.flush", "storage.unit_of_work:SqlUnitOfWork.apply"),
    ),
    STORAGE: ("storage.runner:SqlStorage._run",),
}

_spent: Final[dict[str, float]] = defaultdict(float)
_local: Final = threading.local()


def install() -> None:
    """Wraps everything; before the bot is built."""
    for layer, places in _PLACES.items():
        for place in places:
            _wrap(layer, place)


def _wrap(layer: str, place: str) -> None:
    module, _, path = place.partition(":")
    owner: Any = importlib.import_module(module)
    *classes, name = path.split(".")
    for part in classes:
        owner = getattr(owner, part)
    setattr(owner, name, _timed(layer, getattr(owner, name)))


def _timed(layer: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def timed(*args: Any, **kwargs: Any) -> Any:
        inner, _local.inner = getattr(_local, "inner", 0.0), 0.0
        begun = time.thread_time()
        try:
            return function(*args, **kwargs)
        finally:
            took = time.thread_time() - begun
            _spent[layer] += took - _local.inner
            _local.inner = inner + took

    return timed


def mount(app: web.Application) -> None:
    """Lets whoever measures fetch the sums over HTTP and begin anew."""
    loop_time = [0.0]

    async def answer(_: web.Request) -> web.Response:
        now = time.thread_time()
        layers = {layer: _spent.get(layer, 0.0) for layer in _PLACES}
        loop_layers = list(_PLACES)[:5]
        layers[HTTP] = now - loop_time[0] - sum(layers[layer] for layer in loop_layers)
        _spent.clear()
        loop_time[0] = now
        return web.json_response(layers)

    app.router.add_get("/layers", answer)
