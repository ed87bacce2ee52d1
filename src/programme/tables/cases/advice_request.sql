-- read: analyst
-- write: editor

CREATE TABLE advice_request (
    local_authority     text NOT NULL,
    request_ref         text NOT NULL,
    body                text NOT NULL
        CONSTRAINT advice_request_body_not_blank CHECK (sen.check_value(body ~ '\S', 'body', body,
                                                            'Name the body or service that was asked, such as '
                                                            'educational psychology.')),
    asked_on            date NOT NULL
        CONSTRAINT advice_request_asked_on_range CHECK (sen.check_record_date(asked_on, 'asked_on', '')),
    received_on         date
        CONSTRAINT advice_request_received_on_range CHECK (sen.check_record_date(received_on, 'received_on',
                                                               ', or leave it empty if unknown')),
    responded_on        date
        CONSTRAINT advice_request_responded_on_range CHECK (sen.check_record_date(responded_on, 'responded_on')),
    exception           text
        CONSTRAINT advice_request_exception_applies CHECK
            (sen.check_value(sen.exception_applies('assess_advice_response', exception::sen.exception), 'exception',
                             exception, 'SEND Regulations 2014 reg 8(2) knows circumstances, absence_4_weeks and '
                                        'missed_appointment; a closure is no exception here.')),
    PRIMARY KEY (local_authority, request_ref, body, asked_on),
    FOREIGN KEY (local_authority, request_ref) REFERENCES ehc_request (local_authority, request_ref),
    CONSTRAINT advice_request_received_after_asked CHECK (sen.check_value(received_on >= asked_on, 'received_on',
                                                              received_on, 'The body cannot have received the request '
                                                              'before it was asked.')),
    CONSTRAINT advice_request_responded_after_asked CHECK (sen.check_value(responded_on >= asked_on, 'responded_on',
                                                               responded_on,
                                                               'The body cannot have responded before it was asked.'))
);
COMMENT ON TABLE advice_request IS
    'One request for advice in an assessment: who was asked, when, and when they responded. Due 6 weeks after the body '
    'received it (SEND Regulations 2014 reg 8(1)); guidance extends that to everyone who advises.';
COMMENT ON COLUMN advice_request.local_authority IS 'Local authority of the request.';
COMMENT ON COLUMN advice_request.request_ref IS 'The request for an assessment.';
COMMENT ON COLUMN advice_request.body IS 'Body or service that was asked, such as educational psychology.';
COMMENT ON COLUMN advice_request.asked_on IS 'Day on which the authority asked.';
COMMENT ON COLUMN advice_request.received_on IS
    'Day on which the body received it: the clock starts. Empty: taken to be asked_on.';
COMMENT ON COLUMN advice_request.responded_on IS 'Day on which the authority had the response; empty while it has not.';
COMMENT ON COLUMN advice_request.exception IS
    'Exception that lifts the limit (reg 8(2)), a value of sen.exception; empty if none is recorded.';
