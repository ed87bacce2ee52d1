-- read: reader
-- write: editor
-- tracked

CREATE TABLE export_code (
    export     text NOT NULL,
    table_name text NOT NULL,
    our_column text NOT NULL,
    their_code text NOT NULL
        CONSTRAINT export_code_their_code_not_blank CHECK (sen.check_value(their_code ~ '\S', 'their_code', their_code,
                                                                           'Give the code as the export has it.')),
    our_code   text,
    PRIMARY KEY (export, table_name, our_column, their_code),
    FOREIGN KEY (export, table_name, our_column) REFERENCES export_column ON UPDATE CASCADE ON DELETE CASCADE
);
COMMENT ON TABLE export_code IS 'What the codes of an export are in our tables.';
COMMENT ON COLUMN export_code.export IS 'Name of the export.';
COMMENT ON COLUMN export_code.table_name IS 'Our table.';
COMMENT ON COLUMN export_code.our_column IS 'Our column.';
COMMENT ON COLUMN export_code.their_code IS 'The code, in any case and with any blanks.';
COMMENT ON COLUMN export_code.our_code IS 'What it becomes; empty if it becomes nothing.';
