"""Passwords, PINs and recovery keys: Argon2id hashes, comparison, and the wait that grows with every wrong try."""

from __future__ import annotations

import base64
import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

_FREE_TRIES = 2
_FIRST_WAIT, _LONGEST_WAIT = 5, 900
_KEY_BYTES = 15
_LOOKALIKES = str.maketrans("018", "OIB")


def hashed(secret: str) -> str:
    """The Argon2id hash that is kept in place of the secret."""
    return _hasher().hash(secret)


def fits(stored: str, given: str) -> bool:
    """The secret is the one that was hashed; an empty hash fits nothing, and saying so takes as long."""
    from argon2.exceptions import VerifyMismatchError

    hasher = _hasher()
    if not stored:
        hasher.hash(given)
        return False
    try:
        return hasher.verify(stored, given)
    except VerifyMismatchError:
        return False


def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


def wait_after(wrong_tries: int) -> timedelta:
    """How long no try is taken after so many wrong ones: from the third on 5 seconds, then twice as long each time, 15 minutes at most."""
    over = wrong_tries - _FREE_TRIES - 1
    return timedelta(seconds=min(_FIRST_WAIT * 2 ** min(over, 10), _LONGEST_WAIT)) if over >= 0 else timedelta()


def waiting_until(until: datetime | None, now: datetime, longest: timedelta = timedelta(seconds=_LONGEST_WAIT)) -> datetime | None:
    """The moment from which a try is taken, None when it is now. After a clock was set back it is earlier than `until`: keep it then."""
    return min(until, now + longest) if until and now < until else None


def new_recovery_key() -> str:
    """A fresh key of 24 letters and figures in groups of four, without characters that look alike."""
    text = base64.b32encode(secrets.token_bytes(_KEY_BYTES)).decode("ascii")
    return "-".join(text[n : n + 4] for n in range(0, len(text), 4))


def plain_key(typed: str) -> str:
    """A recovery key as it was typed, in the one way in which it is hashed."""
    return "".join(filter(str.isalnum, typed.upper())).translate(_LOOKALIKES)
