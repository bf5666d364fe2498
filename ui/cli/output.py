"""Where the command line speaks: results on stdout, messages on stderr."""

from __future__ import annotations

import json
import sys
from typing import Any


def print_json(document: dict[str, Any] | list[Any]) -> None:
    """One JSON document on stdout."""
    print(json.dumps(document, ensure_ascii=False, indent=2))


def say(message: str) -> None:
    """A message for a person, on stderr."""
    print(message, file=sys.stderr)
