-- read: analyst
-- write: editor

CREATE TABLE wait (
    local_authority text NOT NULL
        CONSTRAINT wait_local_authority_form CHECK (sen.check_value(local_authority ~ '^[0-9]{3}$', 'local_authority',
                                                                    local_authority,
                                                                    'Use the three-digit local authority code of DfE, '
                                                                    'such as 344.')),
    wait_ref        text NOT NULL
        CONSTRAINT wait_ref_not_blank CHECK (sen.check_value(wait_ref ~ '\S', 'wait_ref', wait_ref,
                                                             'Give the reference of the referral.')),
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
    CONSTRAINT wait_assessed_after_referred CHECK (sen.check_value(assessed_on >= referred_on, 'assessed_on',
                                                                   assessed_on, 'The assessment cannot have started '
                                                                   'before the referral.')),
    CONSTRAINT wait_left_after_referred CHECK (sen.check_value(left_on >= referred_on, 'left_on', left_on,
                                                               'The child cannot have left the list before the '
                                                               'referral.'))
);
COMMENT ON TABLE wait IS 'One child''s wait for a specialist assessment, from referral to its start.';
COMMENT ON COLUMN wait.local_authority IS 'Three-digit local authority code of DfE (344 is Wirral).';
COMMENT ON COLUMN wait.wait_ref IS 'Reference of the referral; unique within the authority.';
COMMENT ON COLUMN wait.child_ref IS 'Pseudonymous reference of the child or young person; may be empty.';
COMMENT ON COLUMN wait.service IS 'The service: a row of wait_service.';
COMMENT ON COLUMN wait.referred_on IS 'Day of the referral: the wait starts.';
COMMENT ON COLUMN wait.assessed_on IS 'Day on which the assessment started: the wait is over. Empty while it lasts.';
COMMENT ON COLUMN wait.left_on IS 'Day on which the child left the list without an assessment; empty otherwise.';
COMMENT ON COLUMN wait.last_contact_on IS
    'Day on which the family last heard from the service while waiting; empty if never or unknown.';
