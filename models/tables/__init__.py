"""All tables, so that their metadata is whole wherever one of them is used."""

from models.tables import accounts, attendance, decisions, documents, log, people, readings, schemes, shifts

__all__ = ["accounts", "attendance", "decisions", "documents", "log", "people", "readings", "schemes", "shifts"]
