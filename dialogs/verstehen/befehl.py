"""What a text asks of the bot: commands and status questions in free German, and what is just an answer.
Here are the order of the rules, the contexts and the slots; each rule stands in a module of its subject."""

import re
from dataclasses import replace
from datetime import date
from typing import Final

from dialogs.verstehen.befehl_bogen import change, einbuchung_ab, new_version, start_form, wish_of_person
from dialogs.verstehen.befehl_datei import Wish, file_wish, paper
from dialogs.verstehen.befehl_gespraech import back, cancel, help_wanted, pause, resume
from dialogs.verstehen.befehl_leben import confirm, finish_participation, undo, withdraw
from dialogs.verstehen.befehl_listen import (
    ending_soon,
    kplan_open,
    missing_bescheid,
    monitoring_report,
    my_cases,
    open_tasks,
    unconfirmed_by_traeger,
)
from dialogs.verstehen.befehl_person_frage import status_of_person, who_saw
from dialogs.verstehen.befehl_regel import Lage, Regel, Treffer, clauses
from dialogs.verstehen.befehl_satz import Satz, lies
from dialogs.verstehen.befehl_steuerwort import steuerwort
from dialogs.verstehen.befehl_uebergabe import handover
from dialogs.verstehen.befehl_werte import FREE_TEXT, Befehl, Context, FileWish, Intent, What
from dialogs.verstehen.befehl_woerter import NOTION
from dialogs.verstehen.befehl_zustaendig import bind_channel, deputize, reminders
from dialogs.verstehen.tag import Tagesangabe, tagesangabe
from dialogs.verstehen.woerter import tokenize
from dialogs.verstehen.wortmenge import word_set
from dialogs.verstehen.zeitraum_werte import Between

__all__ = ["Befehl", "Context", "FileWish", "Intent", "What", "verstehe_befehl"]

MAX_LENGTH: Final = 600
"""A longer text is no command and is not looked at."""

_AUFTRAEGE: Final[tuple[Regel, ...]] = (
    undo,
    reminders,
    deputize,
    handover,
    bind_channel,
    einbuchung_ab,
    withdraw,
    new_version,
    change,
    confirm,
    finish_participation,
    start_form,
    wish_of_person,
)
_FRAGEN: Final[tuple[Regel, ...]] = (
    pause,
    cancel,
    back,
    help_wanted,
    resume,
    who_saw,
    status_of_person,
    missing_bescheid,
    kplan_open,
    unconfirmed_by_traeger,
    ending_soon,
    open_tasks,
    monitoring_report,
    my_cases,
)
"""Orders come before questions; in this order the first that fits holds."""

_MENTION: Final = re.compile(r"@\w{1,40}[\s:,]+")
"""Who writes in a channel writes to `@Bot` first."""

_NONE: Final = Befehl(Intent.NONE)
_ANSWER: Final = Befehl(Intent.ANSWER)


def verstehe_befehl(text: str, context: Context = Context.IDLE, heute: date | None = None) -> Befehl:
    """Reads a message. Any text is allowed; the cost is linear in its length.

    With `heute` the slot `day` holds the day that was said. In the contexts of `FREE_TEXT` everything but a
    control word alone or a line that begins with a slash is `answer`; in `FORM_OTHER` what is no command is
    `answer`; at rest it is `none`.
    """
    line = _without_mention(text.strip())
    if line.startswith("/"):
        return _slash(line[1:], heute)
    control = steuerwort(line)
    if control:
        return Befehl(control)
    if context in FREE_TEXT:
        return _ANSWER
    nothing = _ANSWER if context is Context.FORM_OTHER else _NONE
    if len(line) > MAX_LENGTH:
        return nothing
    return _free(line, Lage(in_form=context is Context.FORM_OTHER), heute) or nothing


def _without_mention(line: str) -> str:
    found = _MENTION.match(line)
    return line[found.end() :] if found else line


def _free(line: str, lage: Lage, heute: date | None) -> Befehl | None:
    if not lage.in_form and line and not line.strip("?!. "):
        return Befehl(Intent.HELP) if "?" in line else None
    wish = file_wish(line)
    if wish and (wished := _wished(wish, lage, heute)):
        return wished
    satz = lies(line)
    if not satz.words or satz.outside or "§" in line:
        return None
    found = _first(satz, _AUFTRAEGE + _FRAGEN, lage)
    if found:
        return _with_slots(found, satz, heute)
    rules = _FRAGEN if satz.strange or not satz.keys.isdisjoint(_REPORTED) else _AUFTRAEGE + _FRAGEN
    parts = list(clauses(satz))
    if any(part.first in _COMMENTS or (part.first in _BUT and part.denied) for part in parts[1:]):
        return None
    if parts and parts[-1].question_mark and parts[-1].first in _TAGS and len(parts[-1].words) < 3:
        rules = _FRAGEN
    if parts and parts[0].first in _FIRST and any(part.first == "dann" for part in parts[1:]):
        return None
    announced = {at for at, part in enumerate(parts[1:]) if part.words[0].sign == ":" and not satz.somebody}
    hits = (
        (part, _first(part, _FRAGEN if _is_infinitive(part) else rules, lage))
        for at, part in enumerate(parts)
        if at not in announced
    )
    return next((_with_slots(hit, part, heute) for part, hit in hits if hit), None)


def _is_infinitive(part: Satz) -> bool:
    """ "…, Müller zu verlängern", "…, Müller abzuschließen": what one is for, afraid of or forgot."""
    if len(part.words) < 2 or part.due:
        return False
    return part.words[-2].key == "zu" or bool(_WITH_ZU.fullmatch(part.words[-1].key))


_WITH_ZU: Final = re.compile(r"(?:ab|an|auf|aus|ein|um|weiter|zurueck)zu[a-z]+n")


def _wished(wish: Wish, lage: Lage, heute: date | None) -> Befehl | None:
    """The report or the form of somebody, wanted as a file."""
    satz = lies(wish.rest)
    rules = (paper,) if wish.file is FileWish.HANDZETTEL else (paper, monitoring_report)
    if not satz.words or satz.outside or not (found := _first(satz, rules, lage)):
        return None
    return replace(_with_slots(found, satz, heute), file=wish.file, language=wish.language)


def _first(satz: Satz, rules: tuple[Regel, ...], lage: Lage) -> Treffer | None:
    hits = (rule(satz, lage) for rule in rules)
    return next((hit for hit in hits if hit), None) if satz.words else None


_REPORTED: Final = word_set(
    "sagt sagte meint meinte glaube glaubt denke denkt ueberlege ueberlegt hoffe hofft wenn falls ob angeblich"
    " erzaehlt fragt fragte behauptet gehoert dass vielleicht eventuell evtl koennte sollte haette weiss schreibt"
    " wollte dafuer dagegen bevor nachdem statt passiert"
)
"""What somebody says, thinks or supposes in one clause is no order in the next."""

_FIRST: Final = word_set("erst zuerst")
""" "Erst der Bescheid, dann abschließen" is a plan."""

_TAGS: Final = word_set("oder ne gell nicht stimmts richtig")
""" "Müller abschließen, oder?" asks what one thinks of it."""

_COMMENTS: Final = word_set("das es")
"""A clause that begins so says something of what went before: "Berichte, Berichte, das nervt"."""

_BUT: Final = word_set("aber leider allerdings nur")
"""A clause that begins so and denies takes back what was wished: "würde gern übergeben, aber darf nicht"."""

_DATED: Final = frozenset(
    {
        Intent.CONFIRM,
        Intent.FINISH_PARTICIPATION,
        Intent.HANDOVER,
        Intent.DEPUTIZE,
        Intent.EINBUCHUNG_AB,
    }
)
_WITH_PERIOD: Final = frozenset(
    {
        Intent.MY_CASES,
        Intent.ENDING_SOON,
        Intent.UNCONFIRMED_BY_TRAEGER,
        Intent.MISSING_BESCHEID,
        Intent.KPLAN_OPEN,
        Intent.OPEN_TASKS,
        Intent.MONITORING_REPORT,
        Intent.WHO_SAW,
    }
)
_WITHOUT_PERSON: Final = _WITH_PERIOD - {Intent.WHO_SAW} | {Intent.HELP, Intent.BIND_CHANNEL, Intent.REMINDERS}
_OWN_PERSONS: Final = frozenset({Intent.HANDOVER, Intent.DEPUTIZE})


def _with_slots(found: Treffer, satz: Satz, heute: date | None) -> Befehl:
    intent, person = found.intent, satz.person
    own = intent in _OWN_PERSONS
    name = found.person if own else person.name if person else None
    text, day = _day(satz, heute) if intent in _DATED else (None, None)
    return Befehl(
        intent,
        person=None if intent in _WITHOUT_PERSON else name,
        genitive=not own and person is not None and person.genitive,
        case_number=None if intent in _WITHOUT_PERSON else satz.number,
        period=satz.period if intent in _WITH_PERIOD else None,
        module=satz.module,
        date=text,
        day=day,
        what=found.what,
        done=found.done,
        to=found.to,
        text=found.text,
        all_of=found.all_of,
        not_come=found.not_come,
    )


def _day(satz: Satz, heute: date | None) -> tuple[str | None, date | None]:
    """The day as written and as a date; "bis 31.03." and "seit gestern" name one as well."""
    said, text = satz.day, satz.day_text
    if said is None and isinstance(satz.period, Between):
        text = satz.period.until or satz.period.since or ""
        tokens = tokenize(text)
        said = tagesangabe(tokens, 0) if tokens else None
    return (text, _on(said, heute)) if text else (None, None)


def _on(said: Tagesangabe | None, heute: date | None) -> date | None:
    """With its year a day is certain, also when today is not known."""
    if said is None or (heute is None and said.year is None):
        return None
    return said.on(heute or date.max)


# --- lines that begin with a slash -----------------------------------------------------------------------

_PARTS: Final = {
    "ziel": What.ZIEL,
    "modul": What.MODUL,
    "dauer": What.DAUER,
    "beginn": What.BEGINN,
    "begruendung": What.BEGRUENDUNG,
    "anlass": What.ANLASS,
    "gespraechsform": What.GESPRAECHSFORM,
    "kplan": What.KPLAN,
    "teilnehmer": What.TEILNEHMENDE,
}
_ARTICLES: Final = word_set("das den die der zum zur mein")


def _slash(line: str, heute: date | None) -> Befehl:
    """A command whatever the context; unknown ones are none."""
    changed = _change(line)
    if changed:
        return changed
    control = steuerwort(line)
    if control:
        return Befehl(control)
    if len(line) > MAX_LENGTH:
        return _NONE
    return _free(line, Lage(), heute) or _NONE


def _change(line: str) -> Befehl | None:
    """ "ändere Ziel", "ergänze Ziel ...": the rest of the line is kept as it was written."""
    head = tokenize(line[:80])
    if not head or NOTION.get(head[0].wort) not in {"aendern", "ergaenzen"}:
        return None
    append = NOTION[head[0].wort] == "ergaenzen"
    for token in head[1:3]:
        part = _PARTS.get(NOTION.get(token.wort, ""))
        if part:
            rest = line[token.end :].lstrip(" \t:,")
            return Befehl(Intent.CHANGE, what=part, text=rest or None, append=append)
        if token.wort not in _ARTICLES:
            break
    return Befehl(Intent.CHANGE, append=append) if append else None
