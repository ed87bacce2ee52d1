-- read: reader
-- write: editor
-- tracked

CREATE TABLE neighbour (
    local_authority text NOT NULL
        CONSTRAINT neighbour_local_authority_form CHECK (
            sen.check_value(local_authority ~ '^[0-9]{3}$', 'local_authority', local_authority,
                            'Use the three-digit local authority code of DfE, such as 344.')),
    neighbour       text NOT NULL
        CONSTRAINT neighbour_neighbour_form CHECK (
            sen.check_value(neighbour ~ '^[0-9]{3}$', 'neighbour', neighbour,
                            'Use the three-digit local authority code of DfE, such as 344.')),
    list_year       smallint NOT NULL
        CONSTRAINT neighbour_list_year_range CHECK (sen.check_value(list_year BETWEEN 1990 AND 2199, 'list_year',
                                                                    list_year, 'Give the year that the list is of, '
                                                                    'such as 2024.')),
    source          text NOT NULL
        CONSTRAINT neighbour_source_not_blank CHECK (sen.check_value(source ~ '\S', 'source', source,
                                                                     'Say whose list it is, such as Children''s '
                                                                     'services statistical neighbours.')),
    PRIMARY KEY (local_authority, list_year, neighbour),
    CONSTRAINT neighbour_is_another CHECK (sen.check_value(neighbour <> local_authority, 'neighbour', neighbour,
                                                           'An authority is not its own neighbour.'))
);
COMMENT ON TABLE neighbour IS
    'The statistical neighbours of an authority: a row for each, by the year and source of the list. None come with '
    'the '
    'extension, since lists belong to those who make them: the council enters the one that it uses.';
COMMENT ON COLUMN neighbour.local_authority IS 'Three-digit local authority code of DfE (344 is Wirral).';
COMMENT ON COLUMN neighbour.neighbour IS 'Three-digit code of one of its neighbours.';
COMMENT ON COLUMN neighbour.list_year IS 'The year that the list is of. The latest list counts.';
COMMENT ON COLUMN neighbour.source IS 'Whose list it is.';
