"""The sample centre of a made-up company, the same for the same day."""

from services.sample.centre import make

__all__ = ["make"]
