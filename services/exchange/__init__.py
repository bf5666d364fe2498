"""Tables in and out: reading foreign files, one importer per kind, exports that are valid imports."""
