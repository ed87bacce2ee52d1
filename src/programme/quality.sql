-- Tables of one programme: audits of plans, and waits for specialist assessment. They are about single children.
-- Part of the body of sen.create_programme(), run with search_path = the new schema.

CREATE TABLE audit_grade (
    grade          text PRIMARY KEY
        CONSTRAINT audit_grade_not_blank CHECK (sen.check_value(grade ~ '\S', 'grade', grade, 'Give the grade a name, such as good.')),
    position       smallint NOT NULL UNIQUE,
    good_or_better boolean NOT NULL
);
COMMENT ON TABLE audit_grade IS 'The grades that audits of plans give, the best first.';
COMMENT ON COLUMN audit_grade.grade IS 'Name of the grade.';
COMMENT ON COLUMN audit_grade.position IS 'Place from the best, from 1.';
COMMENT ON COLUMN audit_grade.good_or_better IS 'True if a plan with this grade counts as good or better.';
INSERT INTO audit_grade VALUES ('outstanding', 1, true), ('good', 2, true), ('requires improvement', 3, false), ('inadequate', 4, false);

CREATE TABLE plan_audit (
    local_authority text NOT NULL
        CONSTRAINT plan_audit_local_authority_form CHECK (sen.check_value(local_authority ~ '^[0-9]{3}$', 'local_authority', local_authority, 'Use the three-digit local authority code of DfE, such as 344.')),
    audit_ref       text NOT NULL
        CONSTRAINT plan_audit_ref_not_blank CHECK (sen.check_value(audit_ref ~ '\S', 'audit_ref', audit_ref, 'Give the reference of the audit.')),
    request_ref     text,
    audited_on      date NOT NULL
        CONSTRAINT plan_audit_audited_on_range CHECK (sen.check_record_date(audited_on, 'audited_on', '')),
    grade           text NOT NULL REFERENCES audit_grade,
    multi_agency    boolean,
    PRIMARY KEY (local_authority, audit_ref),
    FOREIGN KEY (local_authority, request_ref) REFERENCES ehc_request (local_authority, request_ref)
);
COMMENT ON TABLE plan_audit IS 'One audit of the quality of an EHC plan.';
COMMENT ON COLUMN plan_audit.local_authority IS 'Three-digit local authority code of DfE (344 is Wirral).';
COMMENT ON COLUMN plan_audit.audit_ref IS 'Reference of the audit; unique within the authority.';
COMMENT ON COLUMN plan_audit.request_ref IS 'The request that led to the plan; empty if unknown.';
COMMENT ON COLUMN plan_audit.audited_on IS 'Day of the audit.';
COMMENT ON COLUMN plan_audit.grade IS 'The grade that it gave.';
COMMENT ON COLUMN plan_audit.multi_agency IS 'True if education, health and care audited together; empty if that is not recorded.';

CREATE TABLE wait_service (
    service      text PRIMARY KEY
        CONSTRAINT wait_service_not_blank CHECK (sen.check_value(service ~ '\S', 'service', service, 'Give the service a name, such as speech and language.')),
    within_weeks smallint
        CONSTRAINT wait_service_within_weeks_range CHECK (sen.check_value(within_weeks BETWEEN 1 AND 520, 'within_weeks', within_weeks, 'Give the number of weeks, from 1 to 520, or leave it empty.')),
    source       text
);
COMMENT ON TABLE wait_service IS 'The specialist services for which children wait (paragraph 3(c) of the 2025 notice), and the wait that each is measured against. None of these is a time limit of SEND law.';
COMMENT ON COLUMN wait_service.service IS 'Name of the service.';
COMMENT ON COLUMN wait_service.within_weeks IS 'Wait that it is measured against, in weeks; empty if there is none.';
COMMENT ON COLUMN wait_service.source IS 'Where that wait is set.';
INSERT INTO wait_service VALUES
    ('speech and language', 18, 'NHS England, Community health services waiting lists: the share waiting more than 18 weeks is reported.'),
    ('neurodevelopmental', 13, 'NICE quality standard 51 (autism): the assessment starts within 13 weeks (3 months) of referral. There is none for ADHD.');

CREATE TABLE wait (
    local_authority text NOT NULL
        CONSTRAINT wait_local_authority_form CHECK (sen.check_value(local_authority ~ '^[0-9]{3}$', 'local_authority', local_authority, 'Use the three-digit local authority code of DfE, such as 344.')),
    wait_ref        text NOT NULL
        CONSTRAINT wait_ref_not_blank CHECK (sen.check_value(wait_ref ~ '\S', 'wait_ref', wait_ref, 'Give the reference of the referral.')),
    child_ref       text,
    service         text NOT NULL REFERENCES wait_service,
    referred_on     date NOT NULL
        CONSTRAINT wait_referred_on_range CHECK (sen.check_record_date(referred_on, 'referred_on', '')),
    assessed_on     date
        CONSTRAINT wait_assessed_on_range CHECK (sen.check_record_date(assessed_on, 'assessed_on')),
    left_on         date
        CONSTRAINT wait_left_on_range CHECK (sen.check_record_date(left_on, 'left_on')),
    last_contact_on date
        CONSTRAINT wait_last_contact_on_range CHECK (sen.check_record_date(last_contact_on, 'last_contact_on')),
    PRIMARY KEY (local_authority, wait_ref),
    CONSTRAINT wait_assessed_after_referred CHECK (sen.check_value(assessed_on >= referred_on, 'assessed_on', assessed_on, 'The assessment cannot have started before the referral.')),
    CONSTRAINT wait_left_after_referred CHECK (sen.check_value(left_on >= referred_on, 'left_on', left_on, 'The child cannot have left the list before the referral.'))
);
COMMENT ON TABLE wait IS 'One child''s wait for a specialist assessment, from referral to its start.';
COMMENT ON COLUMN wait.local_authority IS 'Three-digit local authority code of DfE (344 is Wirral).';
COMMENT ON COLUMN wait.wait_ref IS 'Reference of the referral; unique within the authority.';
COMMENT ON COLUMN wait.child_ref IS 'Pseudonymous reference of the child or young person; may be empty.';
COMMENT ON COLUMN wait.service IS 'The service: a row of wait_service.';
COMMENT ON COLUMN wait.referred_on IS 'Day of the referral: the wait starts.';
COMMENT ON COLUMN wait.assessed_on IS 'Day on which the assessment started: the wait is over. Empty while it lasts.';
COMMENT ON COLUMN wait.left_on IS 'Day on which the child left the list without an assessment; empty otherwise.';
COMMENT ON COLUMN wait.last_contact_on IS 'Day on which the family last heard from the service while waiting; empty if never or unknown.';
