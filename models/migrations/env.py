"""Run by Alembic with the connection that `models.migrations.upgrade` hands over."""

from alembic import context

import models.tables  # noqa: F401 – fills the metadata
from models.tables.base import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
