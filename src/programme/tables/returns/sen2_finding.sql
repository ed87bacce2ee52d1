-- read: analyst
-- write: editor

CREATE TABLE sen2_finding (
    submission   integer NOT NULL,
    finding      integer NOT NULL,
    check_number integer NOT NULL,
    check_name   text NOT NULL,
    severity     text NOT NULL
        CONSTRAINT sen2_finding_severity_known CHECK (
            sen.check_value(severity IN ('error', 'query'), 'severity', severity, 'Use one of: error, query.')),
    person       integer,
    request      integer,
    item         text,
    value        text,
    says         text NOT NULL,
    file         text,
    row_number   bigint,
    path         text,
    PRIMARY KEY (submission, finding),
    FOREIGN KEY (submission) REFERENCES sen2_submission ON DELETE CASCADE
);
COMMENT ON TABLE sen2_finding IS
    'What was found in a SEN2 return when it was loaded, by the checks of that day: sen.sen2_checks() has those of '
    'today, and what each rests on. No value says who somebody is.';
COMMENT ON COLUMN sen2_finding.submission IS 'The submission.';
COMMENT ON COLUMN sen2_finding.finding IS 'Number of the finding in it, from 1.';
COMMENT ON COLUMN sen2_finding.check_number IS 'Our number of the check; DfE''s are others.';
COMMENT ON COLUMN sen2_finding.check_name IS 'Its name.';
COMMENT ON COLUMN sen2_finding.severity IS 'error: against the guide or the schema. query: it may be right.';
COMMENT ON COLUMN sen2_finding.person IS 'The person, counted from 1; empty for a row that belongs to none.';
COMMENT ON COLUMN sen2_finding.request IS 'The request of that person; empty if it is about the person.';
COMMENT ON COLUMN sen2_finding.item IS 'The item.';
COMMENT ON COLUMN sen2_finding.value IS 'What stands there, or what contradicts it; nothing that says who it is.';
COMMENT ON COLUMN sen2_finding.says IS 'What has to be.';
COMMENT ON COLUMN sen2_finding.file IS 'The CSV file, or the sheet.';
COMMENT ON COLUMN sen2_finding.row_number IS 'The row in it.';
COMMENT ON COLUMN sen2_finding.path IS 'Where it stands in an XML file, as an XPath below Persons.';
