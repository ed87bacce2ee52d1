-- read: analyst
-- write: editor

CREATE TABLE assessment_exception (
    local_authority text NOT NULL,
    request_ref     text NOT NULL,
    time_limit      text NOT NULL DEFAULT 'final_plan'
        CONSTRAINT assessment_exception_time_limit_known CHECK (time_limit::sen.time_limit IS NOT NULL),
    exception       text NOT NULL
        CONSTRAINT assessment_exception_applies CHECK (sen.check_value(sen.exception_applies(time_limit::sen.time_limit,
                                                               exception::sen.exception),
            'exception', exception, 'sen.exceptions() lists what lifts a limit: the list is closed. A shortage of '
                                    'staff is not an exception.')),
    from_date       date
        CONSTRAINT assessment_exception_from_date_range CHECK (sen.check_record_date(from_date, 'from_date')),
    to_date         date
        CONSTRAINT assessment_exception_to_date_range CHECK (sen.check_record_date(to_date, 'to_date')),
    evidence        text,
    PRIMARY KEY (local_authority, request_ref, time_limit, exception),
    FOREIGN KEY (local_authority, request_ref) REFERENCES ehc_request (local_authority, request_ref),
    CONSTRAINT assessment_exception_in_order CHECK (sen.check_value(to_date >= from_date, 'to_date', to_date,
                                                                    'The last day of the circumstance cannot come '
                                                                    'before the first.'))
);
COMMENT ON TABLE assessment_exception IS
    'Which permitted exception applied to which time limit of a request, with its dates and evidence. It lifts the '
    'limit; it never moves the date (SEND Regulations 2014 reg 5(4), 10(4), 13(3)).';
COMMENT ON COLUMN assessment_exception.local_authority IS 'Local authority of the request.';
COMMENT ON COLUMN assessment_exception.request_ref IS 'The request.';
COMMENT ON COLUMN assessment_exception.time_limit IS
    'Name of the time limit that the exception lifts, as in sen.time_limits(), such as final_plan.';
COMMENT ON COLUMN assessment_exception.exception IS
    'Kind of circumstance, a value of sen.exception that applies to the limit, such as school_closure, '
    'personal_circumstances or absence_4_weeks.';
COMMENT ON COLUMN assessment_exception.from_date IS 'First day of the circumstance; empty if unknown.';
COMMENT ON COLUMN assessment_exception.to_date IS 'Last day of the circumstance; empty if it lasts or is unknown.';
COMMENT ON COLUMN assessment_exception.evidence IS 'Where the evidence is kept.';
