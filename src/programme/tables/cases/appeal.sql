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
    ordered_on            date
        CONSTRAINT appeal_ordered_on_range CHECK (sen.check_record_date(ordered_on, 'ordered_on')),
    order_limit           text
        CONSTRAINT appeal_order_limit_known CHECK (sen.check_value(order_limit IS NULL
                                                                   OR (order_limit::sen.time_limit IS NOT NULL
                                                                       AND order_limit ~ '^(order|unopposed)_'),
                                                                   'order_limit', order_limit,
                                                                   'Name the limit that the order or concession '
                                                                   'starts, such as order_name_school; '
                                                                   'sen.time_limits() lists them.')),
    order_done_on         date
        CONSTRAINT appeal_order_done_on_range CHECK (sen.check_record_date(order_done_on, 'order_done_on')),
    exception             text
        CONSTRAINT appeal_exception_applies CHECK (sen.check_value(sen.exception_applies(order_limit::sen.time_limit,
            exception::sen.exception), 'exception', exception,
                                                                   'sen.exceptions() lists what lifts the limit of the '
                                                                   'order.')),
    withdrawn_on          date
        CONSTRAINT appeal_withdrawn_on_range CHECK (sen.check_record_date(withdrawn_on, 'withdrawn_on')),
    PRIMARY KEY (local_authority, appeal_ref),
    CONSTRAINT appeal_responded_after_received CHECK (sen.check_value(responded_on >= received_on, 'responded_on',
                                                                      responded_on,
                                                                      'The response cannot come before the appeal was '
                                                                      'received.')),
    CONSTRAINT appeal_done_after_order CHECK (sen.check_value(order_done_on >= ordered_on, 'order_done_on',
                                                              order_done_on,
                                                              'An order cannot have been carried out before it was '
                                                              'made.')),
    CONSTRAINT appeal_order_complete CHECK (sen.check_value((ordered_on IS NULL) = (order_limit IS NULL), 'order_limit',
                                                            order_limit, 'Give ordered_on and order_limit together, or '
                                                            'neither.')),
    CONSTRAINT appeal_exception_of_order CHECK (sen.check_value(exception IS NULL OR order_limit IS NOT NULL,
                                                                'exception', exception,
                                                                'An exception lifts the limit of an order: give '
                                                                'order_limit too.'))
);
COMMENT ON TABLE appeal IS 'One appeal to the First-tier Tribunal, and the order or concession that ended it.';
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
COMMENT ON COLUMN appeal.ordered_on IS
    'Day on which the order was made, or on which the authority told the Tribunal that it would not oppose.';
COMMENT ON COLUMN appeal.order_limit IS
    'Time limit that starts on that day, such as order_name_school or unopposed_contents.';
COMMENT ON COLUMN appeal.order_done_on IS 'Day on which the authority did what was ordered.';
COMMENT ON COLUMN appeal.withdrawn_on IS 'Day on which the appeal was withdrawn; empty otherwise.';
COMMENT ON COLUMN appeal.exception IS
    'Exception that lifts the limit of the order, a value of sen.exception; empty if none is recorded.';
