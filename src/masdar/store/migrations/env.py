"""What Alembic runs: our scripts, over the connection and in the transaction that the caller opened."""

from alembic import context

from masdar.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
