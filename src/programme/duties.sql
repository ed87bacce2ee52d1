-- Tables of one programme: advice, annual reviews, mediation and appeals.
-- Part of the body of sen.create_programme(), run with search_path = the new schema.
-- They hold the days from which time limits run and on which duties were done; view deadlines reads them.

CREATE TABLE advice_request (
    local_authority     text NOT NULL,
    request_ref         text NOT NULL,
    body                text NOT NULL
        CONSTRAINT advice_request_body_not_blank CHECK (sen.check_value(body ~ '\S', 'body', body, 'Name the body or service that was asked, such as educational psychology.')),
    asked_on            date NOT NULL
        CONSTRAINT advice_request_asked_on_range CHECK (sen.check_record_date(asked_on, 'asked_on', '')),
    received_on         date
        CONSTRAINT advice_request_received_on_range CHECK (sen.check_record_date(received_on, 'received_on', ', or leave it empty if unknown')),
    responded_on        date
        CONSTRAINT advice_request_responded_on_range CHECK (sen.check_record_date(responded_on, 'responded_on')),
    exception           text
        CONSTRAINT advice_request_exception_applies CHECK (sen.check_value(sen.exception_applies('assess_advice_response', exception::sen.exception), 'exception', exception, 'SEND Regulations 2014 reg 8(2) knows circumstances, absence_4_weeks and missed_appointment; a closure is no exception here.')),
    PRIMARY KEY (local_authority, request_ref, body, asked_on),
    FOREIGN KEY (local_authority, request_ref) REFERENCES ehc_request (local_authority, request_ref),
    CONSTRAINT advice_request_received_after_asked CHECK (sen.check_value(received_on >= asked_on, 'received_on', received_on, 'The body cannot have received the request before it was asked.')),
    CONSTRAINT advice_request_responded_after_asked CHECK (sen.check_value(responded_on >= asked_on, 'responded_on', responded_on, 'The body cannot have responded before it was asked.'))
);
COMMENT ON TABLE advice_request IS 'One request for advice in an assessment: who was asked, when, and when they responded. Due 6 weeks after the body received it (SEND Regulations 2014 reg 8(1)); guidance extends that to everyone who advises.';
COMMENT ON COLUMN advice_request.local_authority IS 'Local authority of the request.';
COMMENT ON COLUMN advice_request.request_ref IS 'The request for an assessment.';
COMMENT ON COLUMN advice_request.body IS 'Body or service that was asked, such as educational psychology.';
COMMENT ON COLUMN advice_request.asked_on IS 'Day on which the authority asked.';
COMMENT ON COLUMN advice_request.received_on IS 'Day on which the body received it: the clock starts. Empty: taken to be asked_on.';
COMMENT ON COLUMN advice_request.responded_on IS 'Day on which the authority had the response; empty while it has not.';
COMMENT ON COLUMN advice_request.exception IS 'Exception that lifts the limit (reg 8(2)), a value of sen.exception; empty if none is recorded.';

CREATE TABLE annual_review (
    local_authority          text NOT NULL
        CONSTRAINT annual_review_local_authority_form CHECK (sen.check_value(local_authority ~ '^[0-9]{3}$', 'local_authority', local_authority, 'Use the three-digit local authority code of DfE, such as 344.')),
    review_ref               text NOT NULL
        CONSTRAINT annual_review_ref_not_blank CHECK (sen.check_value(review_ref ~ '\S', 'review_ref', review_ref, 'Give the reference that your case system uses for this review.')),
    child_ref                text,
    plan_made_on             date
        CONSTRAINT annual_review_plan_made_on_range CHECK (sen.check_record_date(plan_made_on, 'plan_made_on')),
    last_reviewed_on         date
        CONSTRAINT annual_review_last_reviewed_on_range CHECK (sen.check_record_date(last_reviewed_on, 'last_reviewed_on')),
    meeting_on               date
        CONSTRAINT annual_review_meeting_on_range CHECK (sen.check_record_date(meeting_on, 'meeting_on')),
    report_sent_on           date
        CONSTRAINT annual_review_report_sent_on_range CHECK (sen.check_record_date(report_sent_on, 'report_sent_on')),
    decision_sent_on         date
        CONSTRAINT annual_review_decision_sent_on_range CHECK (sen.check_record_date(decision_sent_on, 'decision_sent_on')),
    outcome                  text
        CONSTRAINT annual_review_outcome_known CHECK (sen.check_value(outcome IN ('A', 'C', 'M'), 'outcome', outcome, 'SEN2 item 5.4c: A amend, C cease, M maintain.')),
    amendment_notice_sent_on date
        CONSTRAINT annual_review_amendment_notice_sent_on_range CHECK (sen.check_record_date(amendment_notice_sent_on, 'amendment_notice_sent_on')),
    amended_plan_sent_on     date
        CONSTRAINT annual_review_amended_plan_sent_on_range CHECK (sen.check_record_date(amended_plan_sent_on, 'amended_plan_sent_on')),
    transfer_phase           text
        CONSTRAINT annual_review_transfer_phase_known CHECK (sen.check_value(transfer_phase IN ('early years to school', 'infant to junior', 'primary to middle', 'primary to secondary', 'middle to secondary', 'secondary to post-16'),
            'transfer_phase', transfer_phase, 'Use one of: early years to school, infant to junior, primary to middle, primary to secondary, middle to secondary, secondary to post-16; or leave it empty.')),
    transfer_year            smallint
        CONSTRAINT annual_review_transfer_year_range CHECK (sen.check_value(transfer_year BETWEEN 1990 AND 2199, 'transfer_year', transfer_year, 'Give the calendar year in which the child changes phase, such as 2026.')),
    PRIMARY KEY (local_authority, review_ref),
    CONSTRAINT annual_review_report_after_meeting CHECK (sen.check_value(report_sent_on >= meeting_on, 'report_sent_on', report_sent_on, 'The report cannot come before the meeting.')),
    CONSTRAINT annual_review_decision_after_meeting CHECK (sen.check_value(decision_sent_on >= meeting_on, 'decision_sent_on', decision_sent_on, 'The decision cannot come before the meeting.')),
    CONSTRAINT annual_review_plan_after_notice CHECK (sen.check_value(amended_plan_sent_on >= amendment_notice_sent_on, 'amended_plan_sent_on', amended_plan_sent_on, 'The final amended plan cannot come before the amendment notice.')),
    CONSTRAINT annual_review_transfer_complete CHECK (sen.check_value((transfer_phase IS NULL) = (transfer_year IS NULL), 'transfer_year', transfer_year, 'Give transfer_phase and transfer_year together, or neither.'))
);
CREATE INDEX annual_review_meeting_on ON annual_review (meeting_on);
COMMENT ON TABLE annual_review IS 'One review of an EHC plan: the days from which its time limits run, and on which each step was done.';
COMMENT ON INDEX annual_review_meeting_on IS 'Finds reviews by the day of the meeting: the limits for report and decision run from it.';
COMMENT ON COLUMN annual_review.local_authority IS 'Three-digit local authority code of DfE (344 is Wirral).';
COMMENT ON COLUMN annual_review.review_ref IS 'Reference of the review in the council''s case system; unique within the authority.';
COMMENT ON COLUMN annual_review.child_ref IS 'Pseudonymous reference of the child or young person; may be empty.';
COMMENT ON COLUMN annual_review.plan_made_on IS 'Day on which the plan was first made, if this is its first review: due within 12 months beginning with it (Children and Families Act 2014 s.44(1)(a)).';
COMMENT ON COLUMN annual_review.last_reviewed_on IS 'Day on which the plan was last reviewed: the next is due within 12 months beginning with it (s.44(1)(b)).';
COMMENT ON COLUMN annual_review.meeting_on IS 'Day of the review meeting (SEN2 5.4a).';
COMMENT ON COLUMN annual_review.report_sent_on IS 'Day on which the written report was sent to everyone invited.';
COMMENT ON COLUMN annual_review.decision_sent_on IS 'Day on which the authority notified its decision (SEN2 5.4b): the review is taken to end on it.';
COMMENT ON COLUMN annual_review.outcome IS 'Decision (SEN2 5.4c): A amend, C cease, M maintain.';
COMMENT ON COLUMN annual_review.amendment_notice_sent_on IS 'Day on which the plan was sent with the notice of proposed amendments (SEN2 5.4d).';
COMMENT ON COLUMN annual_review.amended_plan_sent_on IS 'Day on which the final amended plan was sent.';
COMMENT ON COLUMN annual_review.transfer_phase IS 'The change of phase that this review prepares; empty if none.';
COMMENT ON COLUMN annual_review.transfer_year IS 'Calendar year of the change of phase; empty if none.';

CREATE TABLE mediation (
    local_authority      text NOT NULL
        CONSTRAINT mediation_local_authority_form CHECK (sen.check_value(local_authority ~ '^[0-9]{3}$', 'local_authority', local_authority, 'Use the three-digit local authority code of DfE, such as 344.')),
    mediation_ref        text NOT NULL
        CONSTRAINT mediation_ref_not_blank CHECK (sen.check_value(mediation_ref ~ '\S', 'mediation_ref', mediation_ref, 'Give the reference that your case system uses for this mediation.')),
    request_ref          text,
    wanted_on            date NOT NULL
        CONSTRAINT mediation_wanted_on_range CHECK (sen.check_record_date(wanted_on, 'wanted_on', '')),
    held_on              date
        CONSTRAINT mediation_held_on_range CHECK (sen.check_record_date(held_on, 'held_on')),
    certificate_issued_on date
        CONSTRAINT mediation_certificate_issued_on_range CHECK (sen.check_record_date(certificate_issued_on, 'certificate_issued_on')),
    agreed_on            date
        CONSTRAINT mediation_agreed_on_range CHECK (sen.check_record_date(agreed_on, 'agreed_on')),
    agreement_kept_on    date
        CONSTRAINT mediation_agreement_kept_on_range CHECK (sen.check_record_date(agreement_kept_on, 'agreement_kept_on')),
    withdrawn_on         date
        CONSTRAINT mediation_withdrawn_on_range CHECK (sen.check_record_date(withdrawn_on, 'withdrawn_on')),
    PRIMARY KEY (local_authority, mediation_ref),
    CONSTRAINT mediation_held_after_wanted CHECK (sen.check_value(held_on >= wanted_on, 'held_on', held_on, 'The mediation cannot have been held before it was asked for.')),
    CONSTRAINT mediation_kept_after_agreed CHECK (sen.check_value(agreement_kept_on >= agreed_on, 'agreement_kept_on', agreement_kept_on, 'An agreement cannot have been kept before it was made.'))
);
COMMENT ON TABLE mediation IS 'One mediation: when the family asked for it, when it was held, what came of it.';
COMMENT ON COLUMN mediation.local_authority IS 'Three-digit local authority code of DfE.';
COMMENT ON COLUMN mediation.mediation_ref IS 'Reference of the mediation; unique within the authority.';
COMMENT ON COLUMN mediation.request_ref IS 'The request for an assessment that it is about; empty if it is about another matter.';
COMMENT ON COLUMN mediation.wanted_on IS 'Day on which the authority was informed that the family wants mediation: to be arranged within 30 days (SEND Regulations 2014 reg 36(2)).';
COMMENT ON COLUMN mediation.held_on IS 'Day on which it was concluded: the adviser''s certificate is due 3 working days later (reg 39(1)).';
COMMENT ON COLUMN mediation.certificate_issued_on IS 'Day on which the mediation certificate was issued.';
COMMENT ON COLUMN mediation.agreed_on IS 'Day of a mediation agreement on matters that cannot be appealed: to be kept within 2 weeks unless agreed otherwise in writing (reg 42(3), 42(5)).';
COMMENT ON COLUMN mediation.agreement_kept_on IS 'Day on which the authority did what was agreed.';
COMMENT ON COLUMN mediation.withdrawn_on IS 'Day on which the family no longer wanted mediation; empty otherwise.';

CREATE TABLE appeal (
    local_authority       text NOT NULL
        CONSTRAINT appeal_local_authority_form CHECK (sen.check_value(local_authority ~ '^[0-9]{3}$', 'local_authority', local_authority, 'Use the three-digit local authority code of DfE, such as 344.')),
    appeal_ref            text NOT NULL
        CONSTRAINT appeal_ref_not_blank CHECK (sen.check_value(appeal_ref ~ '\S', 'appeal_ref', appeal_ref, 'Give the Tribunal''s reference, or your own.')),
    request_ref           text,
    decision_sent_on      date
        CONSTRAINT appeal_decision_sent_on_range CHECK (sen.check_record_date(decision_sent_on, 'decision_sent_on')),
    certificate_issued_on date
        CONSTRAINT appeal_certificate_issued_on_range CHECK (sen.check_record_date(certificate_issued_on, 'certificate_issued_on')),
    lodged_on             date
        CONSTRAINT appeal_lodged_on_range CHECK (sen.check_record_date(lodged_on, 'lodged_on')),
    received_on           date
        CONSTRAINT appeal_received_on_range CHECK (sen.check_record_date(received_on, 'received_on')),
    responded_on          date
        CONSTRAINT appeal_responded_on_range CHECK (sen.check_record_date(responded_on, 'responded_on')),
    ordered_on            date
        CONSTRAINT appeal_ordered_on_range CHECK (sen.check_record_date(ordered_on, 'ordered_on')),
    order_limit           text
        CONSTRAINT appeal_order_limit_known CHECK (sen.check_value(order_limit IS NULL OR (order_limit::sen.time_limit IS NOT NULL AND order_limit ~ '^(order|unopposed)_'), 'order_limit', order_limit, 'Name the limit that the order or concession starts, such as order_name_school; sen.time_limits() lists them.')),
    order_done_on         date
        CONSTRAINT appeal_order_done_on_range CHECK (sen.check_record_date(order_done_on, 'order_done_on')),
    exception             text
        CONSTRAINT appeal_exception_applies CHECK (sen.check_value(sen.exception_applies(order_limit::sen.time_limit, exception::sen.exception), 'exception', exception, 'sen.exceptions() lists what lifts the limit of the order.')),
    withdrawn_on          date
        CONSTRAINT appeal_withdrawn_on_range CHECK (sen.check_record_date(withdrawn_on, 'withdrawn_on')),
    PRIMARY KEY (local_authority, appeal_ref),
    CONSTRAINT appeal_responded_after_received CHECK (sen.check_value(responded_on >= received_on, 'responded_on', responded_on, 'The response cannot come before the appeal was received.')),
    CONSTRAINT appeal_done_after_order CHECK (sen.check_value(order_done_on >= ordered_on, 'order_done_on', order_done_on, 'An order cannot have been carried out before it was made.')),
    CONSTRAINT appeal_order_complete CHECK (sen.check_value((ordered_on IS NULL) = (order_limit IS NULL), 'order_limit', order_limit, 'Give ordered_on and order_limit together, or neither.')),
    CONSTRAINT appeal_exception_of_order CHECK (sen.check_value(exception IS NULL OR order_limit IS NOT NULL, 'exception', exception, 'An exception lifts the limit of an order: give order_limit too.'))
);
COMMENT ON TABLE appeal IS 'One appeal to the First-tier Tribunal, and the order or concession that ended it.';
COMMENT ON COLUMN appeal.local_authority IS 'Three-digit local authority code of DfE.';
COMMENT ON COLUMN appeal.appeal_ref IS 'Reference of the appeal; unique within the authority.';
COMMENT ON COLUMN appeal.request_ref IS 'The request for an assessment that it is about; empty if it is about another matter.';
COMMENT ON COLUMN appeal.decision_sent_on IS 'Day on which the notice of the decision appealed was sent.';
COMMENT ON COLUMN appeal.certificate_issued_on IS 'Day on which the mediation certificate was issued; empty if there is none.';
COMMENT ON COLUMN appeal.lodged_on IS 'Day on which the Tribunal received the appeal.';
COMMENT ON COLUMN appeal.received_on IS 'Day on which the authority received it: 30 working days to respond, not counting August and 25 December to 1 January.';
COMMENT ON COLUMN appeal.responded_on IS 'Day on which the authority responded.';
COMMENT ON COLUMN appeal.ordered_on IS 'Day on which the order was made, or on which the authority told the Tribunal that it would not oppose.';
COMMENT ON COLUMN appeal.order_limit IS 'Time limit that starts on that day, such as order_name_school or unopposed_contents.';
COMMENT ON COLUMN appeal.order_done_on IS 'Day on which the authority did what was ordered.';
COMMENT ON COLUMN appeal.withdrawn_on IS 'Day on which the appeal was withdrawn; empty otherwise.';
COMMENT ON COLUMN appeal.exception IS 'Exception that lifts the limit of the order, a value of sen.exception; empty if none is recorded.';
