-- read: reader
-- write: editor
-- tracked

CREATE TABLE export_column (
    export       text NOT NULL
        CONSTRAINT export_column_export_not_blank CHECK (sen.check_value(export ~ '\S', 'export', export,
                                                             'Give the export a short name, such as casework.')),
    table_name   text NOT NULL
        CONSTRAINT export_column_table_name_not_blank CHECK (sen.check_value(table_name ~ '\S', 'table_name',
                                                                 table_name,
                                                                 'Name a table of the programme, such as '
                                                                 'ehc_request.')),
    our_column   text NOT NULL
        CONSTRAINT export_column_our_column_not_blank CHECK (sen.check_value(our_column ~ '\S', 'our_column',
                                                                 our_column,
                                                                 'Name a column of that table.')),
    their_column text
        CONSTRAINT export_column_their_column_not_blank CHECK (sen.check_value(their_column ~ '\S', 'their_column',
                                                                   their_column,
                                                                   'Name a column of the export, or leave it empty '
                                                                   'and give a fixed_value.')),
    reading      text NOT NULL DEFAULT 'as it is'
        CONSTRAINT export_column_reading_known CHECK (sen.check_value(reading IN ('as it is', 'day first',
                                                                                  'month first',
                                                                                  'day number', 'yes if filled',
                                                                                  'value if filled', 'codes'),
                                                                      'reading', reading,
                                                                      'Use one of: as it is, day first, month first, '
                                                                      'day number, yes if filled, value if filled, '
                                                                      'codes.')),
    fixed_value  text,
    is_needed    boolean NOT NULL DEFAULT false,
    PRIMARY KEY (export, table_name, our_column),
    CONSTRAINT export_column_one_source CHECK (sen.check_value(CASE reading WHEN 'value if filled'
                                                                   THEN num_nulls(their_column, fixed_value) = 0
                                                                   ELSE num_nulls(their_column, fixed_value) = 1 END,
                                                               'fixed_value', fixed_value,
                                                               'Give their_column, or a value that all rows have; '
                                                               'both for value if filled.'))
);
COMMENT ON TABLE export_column IS
    'How the columns of an export of a casework system become columns of our tables. One export may fill several '
    'tables.';
COMMENT ON COLUMN export_column.export IS 'Name of the export, such as casework.';
COMMENT ON COLUMN export_column.table_name IS 'Our table.';
COMMENT ON COLUMN export_column.our_column IS 'Our column.';
COMMENT ON COLUMN export_column.their_column IS
    'Column of the export, in any case and with any blanks; empty where all rows have fixed_value. One that comes '
    'twice has _2 behind it the second time.';
COMMENT ON COLUMN export_column.reading IS
    'How its cells are read. as it is: as everywhere in the intake. day first, month first: days as people write '
    'them, a '
    'time left out. day number: Excel''s number of a day. yes if filled: any value is yes, none is no. value if '
    'filled: '
    'fixed_value where there is any value. codes: only the codes of export_code.';
COMMENT ON COLUMN export_column.fixed_value IS 'What all rows have, such as 344 for local_authority.';
COMMENT ON COLUMN export_column.is_needed IS
    'True if a row of the export without it is no row of our table.';
