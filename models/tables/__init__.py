"""All tables, so that their metadata is whole wherever one of them is used."""

from models.tables import accounts, attendance, decisions, documents, growth, log, people, readings, schemes, shifts, work

__all__ = ["accounts", "attendance", "decisions", "documents", "growth", "log", "people", "readings", "schemes", "shifts", "work"]
