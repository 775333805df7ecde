"""The report of the monitoring for Projektmanagement and Fachaufsicht. Who may ask is decided in `conversation`."""

from dialogs.lookup import Lookup, load_bericht
from dialogs.monitoring import Bericht, standard_zeitraum
from dialogs.turn import Kontext, Reply
from dialogs.verstehen.befehl import Befehl
from dialogs.verstehen.zeitraum import resolve


def bericht(befehl: Befehl, kontext: Kontext) -> Lookup[tuple[Reply, ...]]:
    """The report on what was said, else on the last twelve months; as a card, and its days said back."""
    asked = resolve(befehl.period, kontext.heute, backward=True) if befehl.period else None
    if befehl.period and asked is None:
        return (Reply("bericht.kein_zeitraum"),)
    found = yield from load_bericht(asked or standard_zeitraum(kontext.heute))
    if found is None:
        return (Reply("keine_berechtigung", {"wer": kontext.wer}),)
    values = {"bericht": found, "gefragt": asked}
    return (Reply("karte.bericht", values), Reply("bericht", values, _as_files(found) if kontext.files else ()))


def _as_files(found: Bericht) -> tuple[str, ...]:
    """What asks for the very same figures as a file."""
    span = f"{found.zeitraum.beginn:%d.%m.%Y} bis {found.zeitraum.ende:%d.%m.%Y}"
    return f"Bericht vom {span} als Excel", f"Bericht vom {span} als PDF"
