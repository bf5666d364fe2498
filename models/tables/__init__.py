"""All tables, so that their metadata is whole wherever one of them is used."""

from models.tables import attendance, decisions, documents, log, people, readings, schemes

__all__ = ["attendance", "decisions", "documents", "log", "people", "readings", "schemes"]
