"""What the outcome of a try means, and how soon the next one comes."""

from datetime import datetime, timedelta

from dialogs.delivery import Done, Never, NotDone, Outcome, Unknown
from dialogs.outbox import Due, Op, Settled, Zustand

FIRST_WAIT = 1.0
LONGEST_WAIT = 300.0
QUICK_TRIES = 10
"""So often Teams alone says how soon to try again."""

GIVE_UP_AFTER = 400
"""Tries; with the waits between them more than a day."""


def wait_before(attempts: int, told: float | None) -> float:
    """Seconds until the next try: as Teams says, else doubling from one second to five minutes.

    Whoever is told a moment again and again comes to the slow pace too, else the tries would be used up in no time.
    """
    own = min(FIRST_WAIT * 2.0 ** min(attempts, 10), LONGEST_WAIT)
    if told is None:
        return own
    return min(max(told, 0.1 if attempts < QUICK_TRIES else own), 3600.0)


def settle(due: Due, outcome: Outcome, jetzt: datetime) -> Settled:
    """What an outcome means. UNKNOWN is tried again: a question twice is better than one lost, and a placeholder
    or an update may be repeated."""
    name, attempts = due.outgoing.id, due.attempts + 1
    match outcome:
        case Done(activity_id=activity_id) if _is_placeholder(due):
            # its id is kept before the content goes, so that the content is only ever an update
            return Settled(name, Zustand.OFFEN, due.attempts, activity_id, jetzt)
        case Done(activity_id=activity_id):
            return Settled(name, Zustand.GESENDET, attempts, due.activity_id or activity_id)
        case Never(reason=reason):
            return Settled(name, Zustand.GESCHEITERT, attempts, grund=reason)
        case NotDone(reason=reason) | Unknown(reason=reason) if attempts >= GIVE_UP_AFTER:
            return Settled(name, Zustand.GESCHEITERT, attempts, grund=reason)
        case NotDone(reason=reason, wait=told) | Unknown(reason=reason, wait=told):
            state = Zustand.UNKLAR if isinstance(outcome, Unknown) else Zustand.OFFEN
            again = jetzt + timedelta(seconds=wait_before(due.attempts, told))
            return Settled(name, state, attempts, again_at=again, grund=reason)


def _is_placeholder(due: Due) -> bool:
    return due.outgoing.op is Op.POST_TWICE and due.activity_id is None
