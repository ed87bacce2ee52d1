-- read: reader
-- write: editor

CREATE TABLE release_column (
    file_id     integer NOT NULL REFERENCES release_file ON DELETE CASCADE,
    position    smallint NOT NULL
        CONSTRAINT release_column_position_positive CHECK (sen.check_value(position > 0, 'position', position,
                                                                           'Number the columns from 1.')),
    column_name text NOT NULL,
    measure     text NOT NULL,
    PRIMARY KEY (file_id, position),
    UNIQUE (file_id, measure)
);
COMMENT ON TABLE release_column IS
    'The columns of a loaded file that hold figures: their place, the name that the file gives them, and the measure '
    'that they are by table official_column, or by their own name.';
COMMENT ON COLUMN release_column.file_id IS 'The file.';
COMMENT ON COLUMN release_column.position IS
    'Place among the columns with figures, from 1: that in release_row.figures.';
COMMENT ON COLUMN release_column.column_name IS 'Name in the header of the file, as published.';
COMMENT ON COLUMN release_column.measure IS
    'The measure: one name for the same thing in every release. For a name that is not in official_column, that name '
    'in '
    'lower case, with _2 behind it if it comes a second time.';
