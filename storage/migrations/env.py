"""Run by Alembic: the migrations of one upgrade, all in one transaction on the connection that was handed over."""

from alembic import context
from sqlalchemy import Connection

from storage.partial_indexes import complete


def _run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=complete(), transactional_ddl=True)
    with context.begin_transaction():
        # the engine leaves BEGIN to whoever runs the work (see storage.engine)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.dialect.name == "sqlite" else "BEGIN")
        context.run_migrations()


_run(context.config.attributes["connection"])
