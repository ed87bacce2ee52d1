-- read: reader
-- write: editor
-- filled

CREATE TABLE age_band (
    age_band text PRIMARY KEY
        CONSTRAINT age_band_not_blank CHECK (sen.check_value(age_band ~ '\S', 'age_band', age_band,
                                                             'Give the band a name, such as 5 to 10.')),
    position smallint NOT NULL UNIQUE,
    from_age smallint NOT NULL
        CONSTRAINT age_band_from_age_range CHECK (sen.check_value(from_age BETWEEN 0 AND 30, 'from_age', from_age,
                                                                  'Give an age in whole years, from 0 to 30.')),
    to_age   smallint NOT NULL
        CONSTRAINT age_band_to_age_range CHECK (sen.check_value(to_age BETWEEN 0 AND 30, 'to_age', to_age,
                                                                'Give an age in whole years, from 0 to 30.')),
    CONSTRAINT age_band_in_order CHECK (sen.check_value(to_age >= from_age, 'to_age', to_age,
                                                        'The highest age cannot be below the lowest.')),
    CONSTRAINT age_band_no_overlap EXCLUDE USING gist (int4range(from_age, to_age, '[]') WITH &&)
);
COMMENT ON TABLE age_band IS
    'The bands by which ages at the request are shown. They are our choice: DfE publishes single years. No two share '
    'an '
    'age.';
COMMENT ON COLUMN age_band.age_band IS 'Name of the band, such as 5 to 10.';
COMMENT ON COLUMN age_band.position IS 'Place in reports, from 1.';
COMMENT ON COLUMN age_band.from_age IS 'Lowest age in it, in whole years.';
COMMENT ON COLUMN age_band.to_age IS 'Highest age in it, in whole years.';
INSERT INTO age_band VALUES
    ('under 5', 1, 0, 4), ('5 to 10', 2, 5, 10), ('11 to 15', 3, 11, 15), ('16 to 19', 4, 16, 19),
    ('20 to 25', 5, 20, 25);
