-- read: analyst

CREATE TABLE programme (
    programme_id      boolean PRIMARY KEY DEFAULT true CONSTRAINT programme_has_one_row CHECK (programme_id),
    extension_version text NOT NULL,
    created_at        timestamptz NOT NULL DEFAULT pg_catalog.now()
);
COMMENT ON TABLE programme IS
    'One row: which version of sen_improvement laid out the tables and views of this schema. Read by '
    'sen.programme_version().';
COMMENT ON COLUMN programme.programme_id IS 'Always true: the table holds one row.';
COMMENT ON COLUMN programme.extension_version IS
    'Version of the extension that created, or last upgraded, this programme.';
COMMENT ON COLUMN programme.created_at IS 'When sen.create_programme() made this schema.';
