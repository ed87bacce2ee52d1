-- read: reader
-- write: editor
-- filled

CREATE TABLE school_phase (
    school_phase text PRIMARY KEY
        CONSTRAINT school_phase_not_blank CHECK (sen.check_value(school_phase ~ '\S', 'school_phase', school_phase,
                                                                 'Give the phase a name, such as primary.')),
    position     smallint NOT NULL UNIQUE,
    from_age     smallint NOT NULL
        CONSTRAINT school_phase_from_age_range CHECK (sen.check_value(from_age BETWEEN 0 AND 30, 'from_age', from_age,
                                                                      'Give an age in whole years, from 0 to 30.')),
    to_age       smallint NOT NULL
        CONSTRAINT school_phase_to_age_range CHECK (sen.check_value(to_age BETWEEN 0 AND 30, 'to_age', to_age,
                                                                    'Give an age in whole years, from 0 to 30.')),
    meaning      text NOT NULL,
    CONSTRAINT school_phase_in_order CHECK (sen.check_value(to_age >= from_age, 'to_age', to_age,
                                                            'The highest age cannot be below the lowest.')),
    CONSTRAINT school_phase_no_overlap EXCLUDE USING gist (int4range(from_age, to_age, '[]') WITH &&)
);
COMMENT ON TABLE school_phase IS
    'The phases of school, by the age on 31 August, the day before a school year begins. An area with middle schools '
    'changes them. No two share an age.';
COMMENT ON COLUMN school_phase.school_phase IS 'Name of the phase, such as primary.';
COMMENT ON COLUMN school_phase.position IS 'Place in reports, from 1.';
COMMENT ON COLUMN school_phase.from_age IS 'Lowest age on 31 August before the school year, in whole years.';
COMMENT ON COLUMN school_phase.to_age IS 'Highest age on that day, in whole years.';
COMMENT ON COLUMN school_phase.meaning IS 'Which years of school it covers.';
INSERT INTO school_phase VALUES
    ('early years', 1, 0, 3, 'Before Reception.'), ('primary', 2, 4, 10, 'Reception to Year 6.'),
    ('secondary', 3, 11, 15, 'Years 7 to 11.'), ('post-16', 4, 16, 25, 'Year 12 and after.');
