"""What an answer of the Connector means."""

from datetime import UTC, datetime

import pytest

from bot.outcome import of_status, retry_after
from dialogs.delivery import Never, NotDone, Unknown

NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (412, NotDone("http_412")),
        (425, NotDone("http_425")),
        (429, NotDone("http_429")),
        (408, Unknown("http_408")),
        (500, Unknown("http_500")),
        (501, Unknown("http_501")),
        (502, Unknown("http_502")),
        (503, Unknown("http_503")),
        (504, Unknown("http_504")),
        (599, Unknown("http_599")),
        (301, Never("http_301")),
        (304, Never("http_304")),
        (307, Never("http_307")),
        (400, Never("http_400")),
        (401, Never("http_401")),
        (403, Never("http_403")),
        (404, Never("http_404")),
        (405, Never("http_405")),
        (409, Never("http_409")),
        (410, Never("http_410")),
        (413, Never("http_413")),
        (415, Never("http_415")),
        (422, Never("http_422")),
    ],
)
def test_status(status: int, outcome: NotDone | Unknown | Never) -> None:
    assert of_status(status, {}, NOW) == outcome


def test_the_time_to_wait_is_passed_on() -> None:
    assert of_status(429, {"Retry-After": "7"}, NOW) == NotDone("http_429", 7.0)
    assert of_status(503, {"Retry-After": "7"}, NOW) == Unknown("http_503", 7.0)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("0", 0.0),
        (" 12 ", 12.0),
        ("99999999999999999999", 3600.0),
        ("Mon, 01 Mar 2027 09:00:30 GMT", 30.0),
        ("Mon, 01 Mar 2027 10:00:30 +0100", 30.0),
        ("Mon, 01 Mar 2027 08:00:00 GMT", 0.0),
        ("Tue, 02 Mar 2027 09:00:00 GMT", 3600.0),
        ("soon", None),
        ("-3", None),
        ("1.5", None),
        ("٣", None),
        ("", None),
    ],
)
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds
