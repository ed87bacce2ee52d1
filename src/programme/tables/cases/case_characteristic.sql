-- read: analyst
-- write: editor

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
