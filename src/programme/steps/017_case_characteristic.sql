-- title: record what breakdowns of cases are made by
-- version: 0.2.0

CREATE TABLE primary_need (
    primary_need text PRIMARY KEY
        CONSTRAINT primary_need_form CHECK (sen.check_value(primary_need ~ '^[A-Z]{2,8}$', 'primary_need', primary_need,
                                                            'Use the code of SEN2, in capitals, such as ASD.')),
    position     smallint NOT NULL UNIQUE,
    meaning      text NOT NULL
);
COMMENT ON TABLE primary_need IS
    'The types of special educational need, by the codes of SEN2 (SENtype).';
COMMENT ON COLUMN primary_need.primary_need IS 'Code of SEN2, such as ASD.';
COMMENT ON COLUMN primary_need.position IS 'Place in reports, from 1.';
COMMENT ON COLUMN primary_need.meaning IS 'What it stands for.';
INSERT INTO primary_need VALUES
    ('ASD', 1, 'Autistic spectrum disorder'),
    ('SEMH', 2, 'Social, emotional and mental health'),
    ('SLCN', 3, 'Speech, language and communication needs'),
    ('MLD', 4, 'Moderate learning difficulty'),
    ('SPLD', 5, 'Specific learning difficulty'),
    ('SLD', 6, 'Severe learning difficulty'),
    ('PMLD', 7, 'Profound and multiple learning difficulty'),
    ('PD', 8, 'Physical disability'),
    ('HI', 9, 'Hearing impairment'),
    ('VI', 10, 'Vision impairment'),
    ('MSI', 11, 'Multi-sensory impairment'),
    ('DS', 12, 'Down syndrome (SEN2 from 2025)'),
    ('OTH', 13, 'Other difficulty or disability');

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

CREATE TABLE case_characteristic (
    local_authority text NOT NULL,
    request_ref     text NOT NULL,
    primary_need    text REFERENCES primary_need,
    birth_month     date
        CONSTRAINT case_characteristic_birth_month_range CHECK (sen.check_record_date(birth_month, 'birth_month'))
        CONSTRAINT case_characteristic_birth_month_first CHECK (
            sen.check_value(extract(day FROM birth_month) = 1, 'birth_month', birth_month,
                            'Give the first day of the month of birth, such as 2015-06-01: the day itself is not '
                            'kept.')),
    age_band        text REFERENCES age_band,
    school_phase    text REFERENCES school_phase,
    source          text
        CONSTRAINT case_characteristic_source_not_blank CHECK (
            sen.check_value(source ~ '\S', 'source', source, 'Say where it is from, or leave it empty.')),
    PRIMARY KEY (local_authority, request_ref),
    FOREIGN KEY (local_authority, request_ref) REFERENCES ehc_request (local_authority, request_ref) ON DELETE CASCADE,
    CONSTRAINT case_characteristic_one_age CHECK (
        sen.check_value(birth_month IS NULL OR age_band IS NULL, 'age_band', age_band,
                        'Give birth_month or age_band, not both: the band follows from the month.'))
);
COMMENT ON TABLE case_characteristic IS
    'What breakdowns are made by: need, age and phase of school of the child or young person of a request, as little '
    'of '
    'them as these need. No name, no day of birth. A request without a row, or an empty column, counts as not '
    'recorded.';
COMMENT ON COLUMN case_characteristic.local_authority IS 'Local authority of the request.';
COMMENT ON COLUMN case_characteristic.request_ref IS 'The request.';
COMMENT ON COLUMN case_characteristic.primary_need IS
    'Primary need: a row of primary_need, by the codes of SEN2. Empty if it is not recorded.';
COMMENT ON COLUMN case_characteristic.birth_month IS
    'First day of the month of birth, from which the age at the request follows; empty if it is not kept.';
COMMENT ON COLUMN case_characteristic.age_band IS
    'Age at the request: a row of age_band, where the month of birth is not kept.';
COMMENT ON COLUMN case_characteristic.school_phase IS
    'Phase of school at the request: a row of school_phase. Empty: the one that follows from the month of birth.';
COMMENT ON COLUMN case_characteristic.source IS 'Where this is from, such as SEN2 of 2026; may be empty.';

ALTER TABLE primary_need SET (autovacuum_analyze_threshold = 0);
ALTER TABLE age_band SET (autovacuum_analyze_threshold = 0);
ALTER TABLE school_phase SET (autovacuum_analyze_threshold = 0);
ALTER TABLE case_characteristic SET (autovacuum_analyze_threshold = 0);

CREATE TABLE small_numbers (
    only_row      boolean PRIMARY KEY DEFAULT true
        CONSTRAINT small_numbers_only_row CHECK (sen.check_value(only_row, 'only_row', only_row,
                                                                 'There is one row: change it.')),
    shown_from    smallint NOT NULL DEFAULT 5
        CONSTRAINT small_numbers_shown_from_range CHECK (sen.check_value(shown_from = 1
                                                                         OR shown_from BETWEEN 3 AND 1000,
                                                             'shown_from', shown_from,
                                                             'Give the smallest number of children that is shown, from '
                                                             '3 to 1000, or 1 to show all. With 2 whatever is hidden '
                                                             'would be 1.')),
    rounded_to    smallint NOT NULL DEFAULT 1
        CONSTRAINT small_numbers_rounded_to_range CHECK (sen.check_value(rounded_to BETWEEN 1 AND 100, 'rounded_to',
                                                             rounded_to,
                                                             'Give the number whose multiples are shown, such as 5, '
                                                             'or 1 for exact ones.')),
    hides_another boolean NOT NULL DEFAULT true
);
COMMENT ON TABLE small_numbers IS
    'How breakdowns are kept from telling of single children where readers see them: one row, which only the owner '
    'changes. The numbers are our choice; a council has its own policy.';
COMMENT ON COLUMN small_numbers.only_row IS 'True: there is one row.';
COMMENT ON COLUMN small_numbers.shown_from IS
    'Numbers from 1 to below this are not shown, nor the row that they are in: 3 or more, or 1 to show all.';
COMMENT ON COLUMN small_numbers.rounded_to IS 'Numbers are shown as multiples of this; 1 for exact ones.';
COMMENT ON COLUMN small_numbers.hides_another IS
    'Whether further rows are hidden until no hidden one follows from the total and those that are shown.';
INSERT INTO small_numbers DEFAULT VALUES;
ALTER TABLE small_numbers SET (autovacuum_analyze_threshold = 0);
DO $track$ BEGIN PERFORM sen.track('small_numbers'); END $track$;
