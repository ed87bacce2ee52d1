-- read: analyst
-- write: editor

CREATE TABLE complaint (
    local_authority text NOT NULL
        CONSTRAINT complaint_local_authority_form CHECK (
            sen.check_value(local_authority ~ '^[0-9]{3}$', 'local_authority', local_authority,
                            'Use the three-digit local authority code of DfE, such as 344.')),
    complaint_ref text NOT NULL
        CONSTRAINT complaint_ref_not_blank CHECK (sen.check_value(complaint_ref ~ '\S', 'complaint_ref', complaint_ref,
                                                                  'Give the reference of the complaint.')),
    made_to text NOT NULL
        CONSTRAINT complaint_made_to_known CHECK (sen.check_value(made_to IN ('the authority', 'the Ombudsman'),
                                                                  'made_to', made_to,
                                                                  'Use one of: the authority, the Ombudsman.')),
    theme text NOT NULL REFERENCES complaint_theme,
    received_on date NOT NULL
        CONSTRAINT complaint_received_on_range CHECK (sen.check_record_date(received_on, 'received_on', '')),
    outcome text
        CONSTRAINT complaint_outcome_known CHECK (sen.check_value(outcome IN ('upheld', 'partly upheld', 'not upheld',
                                                                              'withdrawn'), 'outcome', outcome,
                                                                  'Use one of: upheld, partly upheld, not upheld, '
                                                                  'withdrawn.')),
    outcome_on date
        CONSTRAINT complaint_outcome_on_range CHECK (sen.check_record_date(outcome_on, 'outcome_on')),
    PRIMARY KEY (local_authority, complaint_ref),
    CONSTRAINT complaint_outcome_complete CHECK (sen.check_value((outcome IS NULL) = (outcome_on IS NULL), 'outcome_on',
                                                                 outcome_on, 'Give the outcome and its day, or '
                                                                             'neither.')),
    CONSTRAINT complaint_outcome_after_received CHECK (sen.check_value(outcome_on >= received_on, 'outcome_on',
                                                                       outcome_on, 'The outcome cannot come before the '
                                                                                   'complaint.'))
);
COMMENT ON TABLE complaint IS
    'A complaint about services for children with special educational needs: what it is about and how it ended. No '
    'personal data are needed.';
COMMENT ON COLUMN complaint.local_authority IS 'Three-digit local authority code of DfE (344 is Wirral).';
COMMENT ON COLUMN complaint.complaint_ref IS 'Reference of the complaint; unique within the authority.';
COMMENT ON COLUMN complaint.made_to IS 'the authority or the Ombudsman.';
COMMENT ON COLUMN complaint.theme IS 'What it is about: a row of complaint_theme.';
COMMENT ON COLUMN complaint.received_on IS 'Day on which it was received.';
COMMENT ON COLUMN complaint.outcome IS 'upheld, partly upheld, not upheld or withdrawn; empty while it is open.';
COMMENT ON COLUMN complaint.outcome_on IS 'Day of the outcome.';
