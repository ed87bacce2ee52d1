-- read: analyst

CREATE TABLE layout_step (
    step              integer PRIMARY KEY,
    extension_version text NOT NULL,
    title             text NOT NULL,
    done_at           timestamptz NOT NULL DEFAULT now(),
    done_by           text NOT NULL DEFAULT session_user
);
COMMENT ON TABLE layout_step IS
    'How the tables of this programme came to be as they are: when they were laid out, and each step of '
    'sen.upgrade_programme() since.';
COMMENT ON COLUMN layout_step.step IS
    'Number of the step, as in sen.programme_step; in the first row, of the last step that the layout contained.';
COMMENT ON COLUMN layout_step.extension_version IS 'Version of the extension that did it.';
COMMENT ON COLUMN layout_step.title IS 'What was done.';
COMMENT ON COLUMN layout_step.done_at IS 'When.';
COMMENT ON COLUMN layout_step.done_by IS 'The role that did it.';
