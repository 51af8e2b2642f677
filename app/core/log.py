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


def set_up(level: str) -> None:
    """Write JSON lines to standard error."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_allowed,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level, 20)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
