"""Groups of trainees, and what a trainer does to a running drill"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "groups",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name=op.f("fk_groups_created_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_groups")),
    )
    op.create_table(
        "group_members",
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(length=16), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_group_members_group_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_group_members_user_id")),
        sa.PrimaryKeyConstraint("group_id", "user_id", name=op.f("pk_group_members")),
    )
    with op.batch_alter_table("group_members", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_members_user_id"), ["user_id"], unique=False)

    with op.batch_alter_table("drills", schema=None) as batch_op:
        batch_op.add_column(sa.Column("group_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("roles", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("paused", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("branch_of", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("branch_tick", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_drills_group_id"), "groups", ["group_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_drills_branch_of"), "drills", ["branch_of"], ["id"])
        batch_op.create_index(batch_op.f("ix_drills_group_id"), ["group_id"], unique=False)

    with op.batch_alter_table("drill_inputs", schema=None) as batch_op:
        batch_op.alter_column(
            "participant", existing_type=sa.String(length=36), type_=sa.String(length=48), existing_nullable=False
        )

    op.create_table(
        "injections",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("drill_id", sa.Uuid(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("tick", sa.Integer(), nullable=False),
        sa.Column("action", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name=op.f("fk_injections_by")),
        sa.ForeignKeyConstraint(["drill_id"], ["drills.id"], name=op.f("fk_injections_drill_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_injections")),
    )
    with op.batch_alter_table("injections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_injections_drill_id"), ["drill_id"], unique=False)


def downgrade() -> None:
    op.drop_table("injections")
    with op.batch_alter_table("drill_inputs", schema=None) as batch_op:
        batch_op.alter_column(
            "participant", existing_type=sa.String(length=48), type_=sa.String(length=36), existing_nullable=False
        )
    with op.batch_alter_table("drills", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_drills_group_id"))
        for column in ("branch_tick", "branch_of", "paused", "roles", "group_id"):
            batch_op.drop_column(column)
    op.drop_table("group_members")
    op.drop_table("groups")
