"""One reusable line to the outside: a libcurl handle with every door shut that we do not need."""

import contextlib
import socket
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import pycurl  # type: ignore[import-untyped, unused-ignore]

from app.core.push.address import may_be_called
from app.core.push.answer import Answer, Outcome, answer_to_status
from app.core.push.guard import Target
from app.core.push.message import PushMessage

LONGEST_ANSWER = 4096  # bytes of body; it is thrown away, only the status counts

# The network or the other side stumbled; the same message may well arrive later. All other results
# of libcurl mean that our request, our settings or our certificates are wrong.
_PASSING = frozenset(
    {
        pycurl.E_COULDNT_RESOLVE_HOST,
        pycurl.E_COULDNT_CONNECT,
        pycurl.E_OPERATION_TIMEDOUT,
        pycurl.E_SSL_CONNECT_ERROR,
        pycurl.E_SEND_ERROR,
        pycurl.E_SEND_FAIL_REWIND,
        pycurl.E_RECV_ERROR,
        pycurl.E_GOT_NOTHING,
        pycurl.E_PARTIAL_FILE,
        pycurl.E_NO_CONNECTION_AVAILABLE,
        pycurl.E_HTTP2,
        92,  # CURLE_HTTP2_STREAM, for which pycurl has no name
    }
)
_FIRST_FINAL_STATUS = 200  # below are interim answers (RFC 9110, 15.2)


@dataclass(frozen=True)
class Parcel:
    """A message on its way: its place in the batch and where it goes."""

    place: int
    message: PushMessage
    target: Target


@dataclass(frozen=True)
class LineSettings:
    """What all lines of a carrier have in common. Times in seconds."""

    allow_insecure: bool
    ca_file: str
    connect_timeout: float
    total_timeout: float
    connect_to: tuple[str, ...]


class Line:
    """Carries one parcel at a time."""

    parcel: Parcel
    _target: Target

    def __init__(self, settings: LineSettings) -> None:
        self.curl = pycurl.Curl()
        self._opened = self._refused = False
        for option, value in _options(settings):
            self.curl.setopt(option, value)
        self.curl.setopt(pycurl.OPENSOCKETFUNCTION, self._open_socket)

    def load(self, parcel: Parcel, body: bytes, headers: list[str]) -> None:
        """Make ready to send. The time-outs begin when libcurl's multi handle takes the line."""
        self.parcel, self._target = parcel, parcel.target
        self._opened = self._refused = False
        self.curl.setopt(pycurl.URL, parcel.message.subscription.endpoint)
        self.curl.setopt(pycurl.POSTFIELDS, body)
        self.curl.setopt(pycurl.HTTPHEADER, headers)

    @property
    def speaks_http2(self) -> bool:
        """Tell whether the last answer came over HTTP/2."""
        return bool(self.curl.getinfo(pycurl.INFO_HTTP_VERSION) >= pycurl.CURL_HTTP_VERSION_2_0)

    def answer(self, code: int) -> Answer:
        """Read what became of the parcel; `code` is libcurl's result, 0 for a whole answer."""
        message_id = self.parcel.message.id
        status = self.curl.getinfo(pycurl.RESPONSE_CODE)
        if status >= _FIRST_FINAL_STATUS:
            # Also when the rest was cut off, too long or too slow: the service has spoken, and
            # sending again would ring twice.
            pause = self.curl.getinfo(pycurl.RETRY_AFTER)
            return answer_to_status(message_id, status, retry_after=pause)
        if self._refused and not self._opened:
            return Answer(message_id, Outcome.BLOCKED)
        return Answer(message_id, Outcome.LATER if code in _PASSING else Outcome.OUR_FAULT)

    def ask_the_time(self, target: Target) -> datetime | None:
        """Return what time it is at the target, by its answer (RFC 9110, 6.6.1); None if unsaid.

        Blocks until then, within the time-outs. The line carries no parcels after that.
        """
        said: list[bytes] = []
        self._target = target
        self.curl.setopt(pycurl.URL, f"{target.origin}/")
        self.curl.setopt(pycurl.NOBODY, 1)
        self.curl.setopt(pycurl.HEADERFUNCTION, said.append)
        with contextlib.suppress(pycurl.error):
            self.curl.perform()
        for line in said:
            name, _, value = line.decode("latin-1").partition(":")
            if name.lower() == "date":
                with contextlib.suppress(ValueError, OverflowError):
                    return parsedate_to_datetime(value.strip()).replace(tzinfo=UTC)
        return None

    def close(self) -> None:
        """Release the handle."""
        self.curl.close()

    def _open_socket(self, _purpose: int, address: tuple[int, int, int, tuple[str, int]]) -> object:
        # Called with the address the name has led to, right before the connect to just that
        # address: in between nothing can change.
        family, kind, protocol, place = address
        if not self._target.is_private and not may_be_called(place[0]):
            self._refused = True
            return int(pycurl.SOCKET_BAD)
        self._opened = True
        try:
            return _Lent(socket.socket(family, kind, protocol))
        except OSError:  # no descriptor left: raised here, it would end in libcurl's hands unheard
            return int(pycurl.SOCKET_BAD)


class _Lent:
    """A socket for libcurl, which works on a duplicate: the original closes when let go."""

    def __init__(self, original: socket.socket) -> None:
        self._original = original

    def fileno(self) -> int:
        return self._original.fileno()

    def __del__(self) -> None:
        self._original.close()


def _options(settings: LineSettings) -> list[tuple[int, object]]:
    protocols = pycurl.PROTO_HTTPS | (pycurl.PROTO_HTTP if settings.allow_insecure else 0)
    return [
        (pycurl.POST, 1),
        (pycurl.PROTOCOLS, protocols),
        (pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_2TLS),
        (pycurl.FOLLOWLOCATION, 0),
        (pycurl.PROXY, ""),  # none, whatever the environment says
        (pycurl.NOPROXY, "*"),
        (pycurl.CONNECTTIMEOUT_MS, round(settings.connect_timeout * 1000)),
        (pycurl.TIMEOUT_MS, round(settings.total_timeout * 1000)),
        (pycurl.NOSIGNAL, 1),
        (pycurl.MAXFILESIZE, LONGEST_ANSWER),
        (pycurl.WRITEFUNCTION, len),  # "all taken", and dropped; libcurl would print it otherwise
        (pycurl.SSLVERSION, pycurl.SSLVERSION_TLSv1_2),
        (pycurl.SSL_VERIFYPEER, 1),
        (pycurl.SSL_VERIFYHOST, 2),
        (pycurl.CAINFO, settings.ca_file),
        (pycurl.USERAGENT, ""),  # the service need not know what programme this phone belongs to
        (pycurl.CONNECT_TO, list(settings.connect_to)),
    ]
