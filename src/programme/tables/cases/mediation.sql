-- read: analyst
-- write: editor

CREATE TABLE mediation (
    local_authority      text NOT NULL
        CONSTRAINT mediation_local_authority_form CHECK (sen.check_value(local_authority ~ '^[0-9]{3}$',
                                                             'local_authority', local_authority,
                                                             'Use the three-digit local authority code of DfE, such as '
                                                             '344.')),
    mediation_ref        text NOT NULL
        CONSTRAINT mediation_ref_not_blank CHECK (sen.check_value(mediation_ref ~ '\S', 'mediation_ref', mediation_ref,
                                                                  'Give the reference that your case system uses for '
                                                                  'this mediation.')),
    request_ref          text,
    wanted_on            date NOT NULL
        CONSTRAINT mediation_wanted_on_range CHECK (sen.check_record_date(wanted_on, 'wanted_on', '')),
    held_on              date
        CONSTRAINT mediation_held_on_range CHECK (sen.check_record_date(held_on, 'held_on')),
    certificate_issued_on date
        CONSTRAINT mediation_certificate_issued_on_range CHECK (sen.check_record_date(certificate_issued_on,
            'certificate_issued_on')),
    withdrawn_on         date
        CONSTRAINT mediation_withdrawn_on_range CHECK (sen.check_record_date(withdrawn_on, 'withdrawn_on')),
    review_ref           text,
    PRIMARY KEY (local_authority, mediation_ref),
    CONSTRAINT mediation_held_after_wanted CHECK (sen.check_value(held_on >= wanted_on, 'held_on', held_on,
                                                                  'The mediation cannot have been held before it was '
                                                                  'asked for.'))
);
COMMENT ON TABLE mediation IS
    'One mediation: when the family asked for it and when it was held. What was agreed is in case_event.';
COMMENT ON COLUMN mediation.local_authority IS 'Three-digit local authority code of DfE.';
COMMENT ON COLUMN mediation.mediation_ref IS 'Reference of the mediation; unique within the authority.';
COMMENT ON COLUMN mediation.request_ref IS
    'The request for an assessment that it is about; empty if it is about another matter.';
COMMENT ON COLUMN mediation.wanted_on IS
    'Day on which the authority was informed that the family wants mediation: to be arranged within 30 days (SEND '
    'Regulations 2014 reg 36(2)).';
COMMENT ON COLUMN mediation.held_on IS
    'Day on which it was concluded: the adviser''s certificate is due 3 working days later (reg 39(1)).';
COMMENT ON COLUMN mediation.certificate_issued_on IS 'Day on which the mediation certificate was issued.';
COMMENT ON COLUMN mediation.withdrawn_on IS 'Day on which the family no longer wanted mediation; empty otherwise.';
COMMENT ON COLUMN mediation.review_ref IS 'The annual review that it is about; empty if it is about another matter.';
