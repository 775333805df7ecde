"""What an answer of the Connector, or the want of one, means for the message. No requests here.

The reasons are short English keys; the German for them stands in `texts`.
"""

import ssl
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from aiohttp import (
    ClientConnectorError,
    ClientHttpProxyError,
    ClientSSLError,
    ConnectionTimeoutError,
    InvalidURL,
)

from dialogs.delivery import Never, NotDone, Unknown

_SURELY_NOT_DONE = frozenset({412, 425, 429})
_LONGEST_WAIT = 3600.0


def of_status(status: int, headers: Mapping[str, str], now: datetime) -> NotDone | Unknown | Never:
    """For every status outside 2xx. Microsoft advises a retry for some 5xx, but they may have been carried out."""
    reason, wait = f"http_{status}", retry_after(headers.get("Retry-After"), now)
    if status in _SURELY_NOT_DONE:
        return NotDone(reason, wait)
    if status == 408 or status >= 500:
        return Unknown(reason, wait)
    return Never(reason)


def of_error(error: Exception) -> NotDone | Unknown | Never:
    """For a request without an answer: NotDone only if no byte of it can have left this machine."""
    if isinstance(error, InvalidURL):
        return Never("bad_address")
    if isinstance(error, ClientHttpProxyError):
        return NotDone("proxy_refused")
    if isinstance(error, ClientSSLError | ssl.CertificateError):
        return NotDone("tls")
    if isinstance(error, ConnectionTimeoutError):
        return NotDone("connect_timeout")
    if isinstance(error, ClientConnectorError):
        return NotDone("no_connection")
    return Unknown("timeout" if isinstance(error, TimeoutError) else "reset")


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds from now to a number or an HTTP date, from 0 to an hour; None if absent or unreadable."""
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), _LONGEST_WAIT)
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return None
    seconds = (at.replace(tzinfo=at.tzinfo or UTC) - now).total_seconds()
    return min(max(seconds, 0.0), _LONGEST_WAIT)
