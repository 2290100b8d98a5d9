"""A column more, filled for those of before by the database itself: the first half of a change.

Processes of before go on beside it: they neither read nor write the column.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = depends_on = None


def upgrade() -> None:
    initials = sa.Column("initials", sa.Text, nullable=False, server_default="")
    op.add_column("customer_pii", initials)
    op.execute(
        "CREATE FUNCTION keep_initials() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN IF NEW.initials = '' THEN NEW.initials := left(NEW.name, 1); END IF; "
        "RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER keep_initials BEFORE INSERT ON customer_pii "
        "FOR EACH ROW EXECUTE FUNCTION keep_initials()"
    )
