"""Alembic's entry: runs the migrations on the connection that :mod:`cityecho.archive.engine` hands over."""

from alembic import context

from cityecho.archive.schema import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True
)
context.run_migrations()
