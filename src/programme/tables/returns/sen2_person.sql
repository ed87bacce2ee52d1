-- read: analyst
-- write: editor

CREATE TABLE sen2_person (
    submission   integer NOT NULL,
    person       integer NOT NULL,
    child_ref    text,
    matched_by   text
        CONSTRAINT sen2_person_matched_by_known CHECK (
            sen.check_value(matched_by IN ('UPN', 'ULN', 'names'), 'matched_by', matched_by,
                            'Use one of: UPN, ULN, names; or leave it empty.')),
    upn_key      text,
    uln_key      text,
    name_key     text,
    sex          text,
    ethnicity    text,
    upn_unknown  text,
    age          smallint,
    school_phase text,
    surname      text,
    forename     text,
    born_on      date,
    postcode     text,
    upn          text,
    uln          text,
    PRIMARY KEY (submission, person),
    FOREIGN KEY (submission) REFERENCES sen2_submission ON DELETE CASCADE
);
CREATE INDEX sen2_person_child_ref ON sen2_person (child_ref);
COMMENT ON TABLE sen2_person IS
    'A person of a SEN2 return: what can be counted by, and keyed hashes by which the same person is found in another '
    'year. What says who it is was not kept, unless that was asked for.';
COMMENT ON INDEX sen2_person_child_ref IS 'Finds a child in the returns of all years.';
COMMENT ON COLUMN sen2_person.submission IS 'The submission.';
COMMENT ON COLUMN sen2_person.person IS 'The person in it, counted from 1.';
COMMENT ON COLUMN sen2_person.child_ref IS
    'Pseudonymous reference of the child or young person, the same in all submissions. Empty without a key '
    '(sen_improvement.match_key_file).';
COMMENT ON COLUMN sen2_person.matched_by IS
    'By what an earlier submission was found to have this person: UPN, ULN (learner number) or names with birth date, '
    'which is worth a look. Empty if none has.';
COMMENT ON COLUMN sen2_person.upn_key IS 'Keyed hash of the UPN; empty for none, a temporary one, or without a key.';
COMMENT ON COLUMN sen2_person.uln_key IS 'Keyed hash of the unique learner number; empty as above.';
COMMENT ON COLUMN sen2_person.name_key IS 'Keyed hash of names and birth date; empty if one of them is.';
COMMENT ON COLUMN sen2_person.sex IS 'Sex (M, F), or GenderCurrent of 2023 (0, 1, 2, 9).';
COMMENT ON COLUMN sen2_person.ethnicity IS 'Ethnicity: code of four letters.';
COMMENT ON COLUMN sen2_person.upn_unknown IS 'Why there is neither UPN nor learner number: UN1 to UN10.';
COMMENT ON COLUMN sen2_person.age IS 'Completed years on the day of the return.';
COMMENT ON COLUMN sen2_person.school_phase IS
    'By the age on 31 August before the day of the return: early years (to 3), primary (4 to 10), secondary (11 to '
    '15), post-16.';
COMMENT ON COLUMN sen2_person.surname IS 'Surname, if asked for.';
COMMENT ON COLUMN sen2_person.forename IS 'Forename, if asked for.';
COMMENT ON COLUMN sen2_person.born_on IS 'Birth date, if asked for.';
COMMENT ON COLUMN sen2_person.postcode IS 'Postcode, if asked for.';
COMMENT ON COLUMN sen2_person.upn IS 'UPN, if asked for.';
COMMENT ON COLUMN sen2_person.uln IS 'Unique learner number, if asked for.';
