"""The centre fixture for every story."""

from tests.e2e.centre import centre

__all__ = ["centre"]
