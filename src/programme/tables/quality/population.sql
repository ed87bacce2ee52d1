-- read: reader
-- write: editor
-- tracked

CREATE TABLE population (
    local_authority text NOT NULL
        CONSTRAINT population_local_authority_form CHECK (
            sen.check_value(local_authority ~ '^[0-9]{3}$', 'local_authority', local_authority,
                            'Use the three-digit local authority code of DfE, such as 344.')),
    on_day date NOT NULL
        CONSTRAINT population_on_day_range CHECK (sen.check_record_date(on_day, 'on_day', '')),
    people integer NOT NULL
        CONSTRAINT population_people_positive CHECK (sen.check_value(people > 0, 'people', people,
                                                                     'Give how many people from birth to 25 years live '
                                                                     'in the area.')),
    source text NOT NULL
        CONSTRAINT population_source_not_blank CHECK (sen.check_value(source ~ '\S', 'source', source,
                                                                      'Say where the number is from.')),
    PRIMARY KEY (local_authority, on_day)
);
COMMENT ON TABLE population IS
    'How many people from birth to 25 years live in the area of an authority, such as the estimate for the middle of a '
    'year: what plans are counted per 1,000 of.';
COMMENT ON COLUMN population.local_authority IS 'Three-digit local authority code of DfE (344 is Wirral).';
COMMENT ON COLUMN population.on_day IS 'Day that the number is for, such as 30 June.';
COMMENT ON COLUMN population.people IS 'People aged 0 to 25, both included.';
COMMENT ON COLUMN population.source IS 'Where the number is from.';
