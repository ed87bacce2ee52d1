-- read: analyst
-- write: editor

CREATE TABLE plan_audit (
    local_authority text NOT NULL
        CONSTRAINT plan_audit_local_authority_form CHECK (sen.check_value(local_authority ~ '^[0-9]{3}$',
                                                              'local_authority', local_authority,
                                                              'Use the three-digit local authority code of DfE, such '
                                                              'as 344.')),
    audit_ref       text NOT NULL
        CONSTRAINT plan_audit_ref_not_blank CHECK (sen.check_value(audit_ref ~ '\S', 'audit_ref', audit_ref,
                                                                   'Give the reference of the audit.')),
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
COMMENT ON COLUMN plan_audit.multi_agency IS
    'True if education, health and care audited together; empty if that is not recorded.';
