"""Log lines: JSON on standard error, from an allow-list of fields. Never a name, a number or a body."""

import logging
import sys

import structlog

FIELDS = frozenset(
    {"event", "level", "timestamp", "logger", "kind", "view", "index", "code", "owner", "commands", "frames", "request"}
)


def _allowed(_: object, __: str, line: structlog.typing.EventDict) -> structlog.typing.EventDict:
    return {name: value for name, value in line.items() if name in FIELDS or name.startswith("_")}


def configure(level: str) -> None:
    """Send every logger of the process through one formatter at `level`."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.stdlib.ExtraAdder(),
                structlog.processors.TimeStamper(fmt="iso", utc=True),
            ],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _allowed,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
