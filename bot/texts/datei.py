"""The words of files from the chat: the offer, where it went, what went wrong; and the names of the files."""

from collections.abc import Mapping
from typing import Any, Final

from bot import german
from bot.texts.woerter import wer
from dialogs.delivery import Target
from dialogs.files import File, ReportFile
from dialogs.gemerkt import Offer, OfferedReport

Values = Mapping[str, Any]

_SPRACHEN: Final = {
    "de": "Deutsch",
    "en": "Englisch",
    "tr": "Türkisch",
    "ar": "Arabisch",
    "uk": "Ukrainisch",
    "ru": "Russisch",
    "fa": "Persisch",
}
_ART: Final = {
    "bogen": "Der Erwartungsbogen",
    "handzettel": "Der Handzettel",
    "excel": "Der Bericht",
    "pdf": "Der Bericht",
}
_NOCH_EINMAL: Final = "Bitte die Datei noch einmal anfordern, zum Beispiel mit `Bogen Müller als PDF`."


def sprache(code: str) -> str:
    """Its German name, or the code where we have no word for it."""
    return _SPRACHEN.get(code, code)


def offered_name(offer: Offer) -> str:
    """What the file will be called; never a person's name, because it lies where the bot deletes nothing."""
    if isinstance(offer, OfferedReport):
        return _report_name(offer.von.strftime("%Y-%m"), offer.bis.strftime("%Y-%m"), offer.art)
    return _paper_name(offer.art, offer.formularnummer, offer.sprache)


def file_name(file: File) -> str:
    """The same name, once the file is made."""
    if isinstance(file, ReportFile):
        span = file.bericht.zeitraum
        return _report_name(span.beginn.strftime("%Y-%m"), span.ende.strftime("%Y-%m"), file.art)
    return _paper_name(file.art, file.formularnummer, file.sprache)


def _report_name(first: str, last: str, art: str) -> str:
    months = first if first == last else f"{first} bis {last}"
    return f"Monitoring Aktivzentrum {months}.{'xlsx' if art == 'excel' else 'pdf'}"


def _paper_name(art: str, number: str, code: str) -> str:
    language = "" if code == "de" else f" {sprache(code)}"
    return f"{'Handzettel' if art == 'handzettel' else 'Erwartungsbogen'} {number}{language}.pdf"


def description(offer: Offer) -> str:
    """One line on the card that offers the file."""
    if isinstance(offer, OfferedReport):
        return "Kennzahlen ohne Namen, kleine Zahlen verdeckt"
    return "In einfacher Sprache, für den eLb" if offer.art == "handzettel" else "Mit O-Ton und Prüfsummen"


def _what(v: Values) -> str:
    """Der Erwartungsbogen AZ-... von Max Müller (4711)"""
    offer: Offer = v["offer"]
    if isinstance(offer, OfferedReport):
        return f"{_ART[offer.art]} {german.tag(offer.von)} bis {german.tag(offer.bis)}"
    return f"{_ART[offer.art]} {offer.formularnummer} von {wer(v['fall'].elb)}"


def _offer(v: Values) -> str:
    care = "" if isinstance(v["offer"], OfferedReport) else f" {_SORGFALT}"
    return (
        f"{_what(v)} liegt bereit. Mit „Annehmen“ legt Teams die Datei in Ihr OneDrive; das geht eine Stunde.{care}"
    )


_SORGFALT: Final = "Dort löscht der Bot nichts: Bitte löschen Sie die Datei selbst, wenn Sie sie nicht mehr brauchen."


def _off(v: Values) -> str:
    return (
        f"{_what(v)}: Dateien gibt der Bot hier nicht im Chat heraus, weil noch niemand festgelegt hat, wohin. "
        f"Wer den Bot betreut, erstellt sie mit `python app.py {_command(v['offer'])}`."
    )


def _command(offer: Offer) -> str:
    """What does the same on the command line."""
    if isinstance(offer, OfferedReport):
        way = "--xlsx bericht.xlsx" if offer.art == "excel" else "--pdf bericht.pdf"
        return f"bericht --von {offer.von.isoformat()} --bis {offer.bis.isoformat()} {way}"
    if offer.art == "handzettel":
        return f"bogen {offer.formularnummer} --handzettel handzettel.pdf --sprache {offer.sprache}"
    return f"bogen {offer.formularnummer} --pdf bogen.pdf"


def _placed(v: Values) -> str:
    target: Target = v["target"]
    where = "" if target.content_url else " Sie steht dort bei den Dateien aus Teams-Chats."
    return f"Die Datei „{file_name(v['file'])}“ liegt jetzt in Ihrem OneDrive.{where}"


def _no_language(v: Values) -> str:
    known = german.aufzaehlung(sorted(sprache(code) for code in v["sprachen"]))
    return f"In dieser Sprache gibt es den Handzettel noch nicht, nur in diesen: {known}."


TEXTS = {
    "datei.angebot": _offer,
    "datei.aus": _off,
    "datei.abgelegt": _placed,
    "datei.unklar": lambda v: (
        f"Ob die Datei „{file_name(v['file'])}“ angekommen ist, weiß ich nicht. Bitte sehen Sie in Ihrem OneDrive nach; "
        "fehlt sie dort, fordern Sie sie noch einmal an."
    ),
    "datei.gescheitert": lambda v: f"Die Datei „{file_name(v['file'])}“ ließ sich nicht ablegen. {_NOCH_EINMAL}",
    "datei.abgelehnt": lambda _: (
        "In Ordnung, die Datei ist nicht abgelegt worden. Sie lässt sich jederzeit neu anfordern."
    ),
    "datei.abgelaufen": lambda _: f"Dieses Angebot gilt nicht mehr oder ist schon angenommen. {_NOCH_EINMAL}",
    "datei.ort_fremd": lambda _: (
        "Dorthin legt der Bot keine Dateien: Dieser Ort ist vom Haus nicht freigegeben. Abgelegt ist nichts."
    ),
    "datei.nicht_mehr": lambda _: "Diese Datei gibt es für Sie nicht mehr. Abgelegt ist nichts.",
    "datei.kein_bogen": lambda v: (
        f"Zu {wer(v['fall'].elb)} gibt es keinen gültigen Erwartungsbogen, also auch keine Datei."
    ),
    "datei.keine_sprache": _no_language,
}
