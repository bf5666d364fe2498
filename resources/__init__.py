"""What ships beside the code: fonts, icons, schemes, translations."""

from __future__ import annotations

from pathlib import Path


def path(name: str) -> Path:
    """Where the shipped file or folder `name` (with forward slashes) lies, in a checkout and in a frozen folder alike."""
    return Path(__file__).resolve().parent / name
