"""Growth records by the services."""
