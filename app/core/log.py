"""Logs without people: an allow-list of fields, JSON lines, no names, no text, no addresses."""

import logging
import sys
from typing import Any

import structlog
from structlog.typing import EventDict

ALLOWED = frozenset(
    {
        "event", "level", "timestamp", "kind", "endpoint", "status", "reference", "at", "count",
        "seconds", "job", "topic", "outcome", "service", "version", "worker", "limit", "setting",
    }
)  # fmt: skip


def only_allowed(_logger: Any, _method: str, fields: EventDict) -> EventDict:
    """Drop every field that is not on the list: what is not written cannot leak."""
    return {name: value for name, value in fields.items() if name in ALLOWED}


def where(error: BaseException | None) -> str:
    """Return the innermost place of an error ("letters/actions.py:40"), without its words."""
    trace, place = error.__traceback__ if error else None, ""
    while trace is not None:
        code = trace.tb_frame.f_code
        place = f"{'/'.join(code.co_filename.rsplit('/', 2)[-2:])}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


class _OfLibraries(logging.Handler):
    """What libraries say of trouble, without its words: they may quote what somebody wrote."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        structlog.get_logger().log(
            record.levelno,
            "library_said",
            service=record.name,
            kind=type(error).__name__ if error else "",
            at=where(error) or f"{record.module}.py:{record.lineno}",
        )


def set_up(level: str) -> None:
    """Write JSON lines to standard error, those of libraries from WARNING on."""
    root = logging.getLogger()
    if not any(isinstance(each, _OfLibraries) for each in root.handlers):
        root.addHandler(_OfLibraries(logging.WARNING))
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_allowed,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level, 20)),
        # Asked for at each line: a supervisor (or a test) may have changed where it goes.
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )
