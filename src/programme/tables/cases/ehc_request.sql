-- read: analyst
-- write: editor

-- Columns follow the SEN2 person-level return; its item numbers (2025 guide) are in the comments.
-- Every table of cases carries the local authority, so that a region can hold many and shard by it.
CREATE TABLE ehc_request (
    local_authority       text NOT NULL
        CONSTRAINT ehc_request_local_authority_form CHECK (sen.check_value(local_authority ~ '^[0-9]{3}$',
                                                               'local_authority', local_authority,
                                                               'Use the three-digit local authority code of DfE, such '
                                                               'as 344.')),
    request_ref           text NOT NULL
        CONSTRAINT ehc_request_ref_not_blank CHECK (sen.check_value(request_ref ~ '\S', 'request_ref', request_ref,
                                                                    'Give the reference that your case system uses for '
                                                                    'this request.')),
    child_ref             text
        CONSTRAINT ehc_request_child_ref_not_blank CHECK (sen.check_value(child_ref ~ '\S', 'child_ref', child_ref,
                                                              'Give a pseudonymous reference, or leave it empty.')),
    received_on           date
        CONSTRAINT ehc_request_received_on_range CHECK (sen.check_record_date(received_on, 'received_on',
                                                            '; leave it empty if the true date is unknown')),
    request_source        text
        CONSTRAINT ehc_request_source_known CHECK (sen.check_value(request_source IN ('1', '2', '3', '4', '5'),
                                                                   'request_source', request_source,
                                                                   'SEN2 item 2.2: 1 young person or parent, 2 school '
                                                                   'or education setting, 3 health, 4 social care, 5 '
                                                                   'other.')),
    rya                   boolean,
    request_outcome       text
        CONSTRAINT ehc_request_outcome_known CHECK (sen.check_value(request_outcome IN ('Y', 'N', 'A', 'W', 'H'),
                                                                    'request_outcome', request_outcome,
                                                                    'SEN2 item 2.5: Y assess, N do not assess, A not '
                                                                    'yet decided, W withdrawn, H historical.')),
    request_outcome_on    date
        CONSTRAINT ehc_request_outcome_on_range CHECK (sen.check_record_date(request_outcome_on, 'request_outcome_on',
                                                           '; leave it empty if there is no decision')),
    request_mediation     boolean,
    request_tribunal      boolean,
    exported_to           text
        CONSTRAINT ehc_request_exported_to_form CHECK (sen.check_value(exported_to ~ '^([0-9]{3}|XXX)$', 'exported_to',
                                                           exported_to, 'SEN2 item 2.8: the three-digit code of the '
                                                           'new authority, or XXX if unknown or outside England.')),
    assessment_outcome    text
        CONSTRAINT ehc_request_assessment_outcome_known CHECK (sen.check_value(assessment_outcome IN ('Y', 'N', 'A',
                'W', 'H'), 'assessment_outcome', assessment_outcome,
            'SEN2 item 3.1: Y plan to be issued, N no plan, A pending, W withdrawn, H historical or transferred in.')),
    assessment_outcome_on date
        CONSTRAINT ehc_request_assessment_outcome_on_range CHECK (sen.check_record_date(assessment_outcome_on,
            'assessment_outcome_on', '; leave it empty until the plan is issued or refused')),
    assessment_mediation  boolean,
    assessment_tribunal   boolean,
    other_mediation       boolean,
    other_tribunal        boolean,
    week20                boolean,
    plan_start_on         date
        CONSTRAINT ehc_request_plan_start_on_range CHECK (sen.check_record_date(plan_start_on, 'plan_start_on')),
    closed_on             date
        CONSTRAINT ehc_request_closed_on_range CHECK (sen.check_record_date(closed_on, 'closed_on')),
    PRIMARY KEY (local_authority, request_ref),
    CONSTRAINT ehc_request_decided_after_received CHECK (sen.check_value(request_outcome_on >= received_on,
                                                             'request_outcome_on', request_outcome_on,
                                                             'The decision cannot come before the request was '
                                                             'received: correct one of the two dates, or leave '
                                                             'received_on empty if it is unknown.')),
    CONSTRAINT ehc_request_finished_after_received CHECK (sen.check_value(assessment_outcome_on >= received_on,
                                                              'assessment_outcome_on', assessment_outcome_on,
                                                              'The plan or the refusal cannot come before the request '
                                                              'was received: correct one of the two dates, or leave '
                                                              'received_on empty if it is unknown.')),
    CONSTRAINT ehc_request_closed_after_received CHECK (sen.check_value(closed_on >= received_on, 'closed_on',
                                                            closed_on, 'A case cannot be closed before the request was '
                                                            'received: correct one of the two dates, or leave '
                                                            'received_on empty if it is unknown.'))
);
CREATE INDEX ehc_request_received_on ON ehc_request (received_on);
CREATE INDEX ehc_request_assessment_outcome_on ON ehc_request (assessment_outcome_on);
COMMENT ON TABLE ehc_request IS
    'One request for an EHC needs assessment, from receipt to its end. Names and codes follow SEN2; no personal data '
    'is needed.';
COMMENT ON INDEX ehc_request_received_on IS 'Finds requests by the day received: deadlines count from it.';
COMMENT ON INDEX ehc_request_assessment_outcome_on IS
    'Finds plans by the day issued: the 20-week measure is by year of issue.';
COMMENT ON COLUMN ehc_request.local_authority IS 'Three-digit local authority code of DfE (344 is Wirral).';
COMMENT ON COLUMN ehc_request.request_ref IS
    'Reference of the request in the council''s case system; unique within the authority.';
COMMENT ON COLUMN ehc_request.child_ref IS
    'Pseudonymous reference of the child or young person, who may have several requests; may be empty.';
COMMENT ON COLUMN ehc_request.received_on IS
    'Day on which the authority received the request: the clock starts (SEN2 2.1). Empty = unknown: the case stays in '
    'the denominator but meets no limit.';
COMMENT ON COLUMN ehc_request.request_source IS
    'Who asked (SEN2 2.2): 1 young person or parent, 2 school or education setting, 3 health, 4 social care, 5 other.';
COMMENT ON COLUMN ehc_request.rya IS
    'True if this was a first request while in relevant youth accommodation (SEN2 2.3).';
COMMENT ON COLUMN ehc_request.request_outcome IS
    'Decision on the request (SEN2 2.5): Y assess, N do not assess, A not yet decided, W withdrawn, H historical. Not '
    'overwritten if mediation or a tribunal reverses it.';
COMMENT ON COLUMN ehc_request.request_outcome_on IS 'Day of the decision to assess or not (SEN2 2.4).';
COMMENT ON COLUMN ehc_request.request_mediation IS
    'True if a mediation meeting was held about the decision to assess (SEN2 2.6).';
COMMENT ON COLUMN ehc_request.request_tribunal IS
    'True if an appeal was lodged about the decision to assess (SEN2 2.7).';
COMMENT ON COLUMN ehc_request.exported_to IS
    'Authority to which the child moved before the assessment finished (SEN2 2.8): three-digit code, or XXX.';
COMMENT ON COLUMN ehc_request.assessment_outcome IS
    'Outcome of the assessment (SEN2 3.1): Y plan to be issued, N no plan, A pending, W withdrawn, H historical or '
    'transferred in.';
COMMENT ON COLUMN ehc_request.assessment_outcome_on IS
    'If the outcome is Y, the day on which the final plan was issued; if N, the day on which the family was told that '
    'there will be no plan (SEN2 3.2).';
COMMENT ON COLUMN ehc_request.assessment_mediation IS
    'True if a mediation meeting was held about the decision to issue (SEN2 3.3).';
COMMENT ON COLUMN ehc_request.assessment_tribunal IS
    'True if an appeal was lodged about the decision to issue (SEN2 3.4).';
COMMENT ON COLUMN ehc_request.other_mediation IS
    'True if a mediation meeting was held about another matter (SEN2 3.5).';
COMMENT ON COLUMN ehc_request.other_tribunal IS 'True if an appeal was lodged about another matter (SEN2 3.6).';
COMMENT ON COLUMN ehc_request.week20 IS
    'True if a permitted exception to the 20 weeks applied (SEN2 3.7). A row of assessment_exception for the limit '
    'final_plan counts the same.';
COMMENT ON COLUMN ehc_request.plan_start_on IS
    'Start date of the plan (SEN2 4.1). The 20-week measure uses assessment_outcome_on.';
COMMENT ON COLUMN ehc_request.closed_on IS
    'Day on which the case ended without a decision: withdrawn, moved away, or otherwise closed.';
