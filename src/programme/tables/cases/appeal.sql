-- read: analyst
-- write: editor

CREATE TABLE appeal (
    local_authority       text NOT NULL
        CONSTRAINT appeal_local_authority_form CHECK (sen.check_value(local_authority ~ '^[0-9]{3}$', 'local_authority',
                                                                      local_authority,
                                                                      'Use the three-digit local authority code of '
                                                                      'DfE, such as 344.')),
    appeal_ref            text NOT NULL
        CONSTRAINT appeal_ref_not_blank CHECK (sen.check_value(appeal_ref ~ '\S', 'appeal_ref', appeal_ref,
                                                               'Give the Tribunal''s reference, or your own.')),
    request_ref           text,
    decision_sent_on      date
        CONSTRAINT appeal_decision_sent_on_range CHECK (sen.check_record_date(decision_sent_on, 'decision_sent_on')),
    certificate_issued_on date
        CONSTRAINT appeal_certificate_issued_on_range CHECK (sen.check_record_date(certificate_issued_on,
            'certificate_issued_on')),
    lodged_on             date
        CONSTRAINT appeal_lodged_on_range CHECK (sen.check_record_date(lodged_on, 'lodged_on')),
    received_on           date
        CONSTRAINT appeal_received_on_range CHECK (sen.check_record_date(received_on, 'received_on')),
    responded_on          date
        CONSTRAINT appeal_responded_on_range CHECK (sen.check_record_date(responded_on, 'responded_on')),
    outcome               text
        CONSTRAINT appeal_outcome_known CHECK (sen.check_value(outcome IN ('upheld', 'dismissed', 'conceded',
                'withdrawn', 'struck out', 'by consent'), 'outcome', outcome,
            'Use one of: upheld, dismissed, conceded, withdrawn, struck out, by consent.')),
    outcome_on            date
        CONSTRAINT appeal_outcome_on_range CHECK (sen.check_record_date(outcome_on, 'outcome_on')),
    review_ref            text,
    PRIMARY KEY (local_authority, appeal_ref),
    CONSTRAINT appeal_responded_after_received CHECK (sen.check_value(responded_on >= received_on, 'responded_on',
                                                                      responded_on,
                                                                      'The response cannot come before the appeal was '
                                                                      'received.')),
    CONSTRAINT appeal_outcome_complete CHECK (sen.check_value((outcome IS NULL) = (outcome_on IS NULL), 'outcome_on',
                                                              outcome_on, 'Give outcome and outcome_on together, or '
                                                              'neither.'))
);
COMMENT ON TABLE appeal IS 'One appeal to the First-tier Tribunal, and how it ended.';
COMMENT ON COLUMN appeal.local_authority IS 'Three-digit local authority code of DfE.';
COMMENT ON COLUMN appeal.appeal_ref IS 'Reference of the appeal; unique within the authority.';
COMMENT ON COLUMN appeal.request_ref IS
    'The request for an assessment that it is about; empty if it is about another matter.';
COMMENT ON COLUMN appeal.decision_sent_on IS 'Day on which the notice of the decision appealed was sent.';
COMMENT ON COLUMN appeal.certificate_issued_on IS
    'Day on which the mediation certificate was issued; empty if there is none.';
COMMENT ON COLUMN appeal.lodged_on IS 'Day on which the Tribunal received the appeal.';
COMMENT ON COLUMN appeal.received_on IS
    'Day on which the authority received it: 30 working days to respond, not counting August and 25 December to 1 '
    'January.';
COMMENT ON COLUMN appeal.responded_on IS 'Day on which the authority responded.';
COMMENT ON COLUMN appeal.outcome IS
    'How it ended: upheld, dismissed, conceded, withdrawn, struck out, or by consent; empty while it runs. Orders, and '
    'notice to the Tribunal that the authority will not oppose, are rows of case_event.';
COMMENT ON COLUMN appeal.outcome_on IS 'Day on which it ended; empty while it runs.';
COMMENT ON COLUMN appeal.review_ref IS 'The annual review that it is about; empty if it is about another matter.';
