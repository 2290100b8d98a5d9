"""The second half, once no process of before runs: rows of then are filled, the help goes."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = depends_on = None


def upgrade() -> None:
    op.execute("DROP TRIGGER keep_initials ON customer_pii")
    op.execute("DROP FUNCTION keep_initials()")
    op.execute("UPDATE customer_pii SET initials = left(name, 1) WHERE initials = ''")
    op.create_index("ix_customer_pii_initials", "customer_pii", ["initials"])
