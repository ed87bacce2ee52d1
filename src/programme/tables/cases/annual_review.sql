-- read: analyst
-- write: editor

CREATE TABLE annual_review (
    local_authority          text NOT NULL
        CONSTRAINT annual_review_local_authority_form CHECK (sen.check_value(local_authority ~ '^[0-9]{3}$',
            'local_authority', local_authority, 'Use the three-digit local authority code of DfE, such as 344.')),
    review_ref               text NOT NULL
        CONSTRAINT annual_review_ref_not_blank CHECK (sen.check_value(review_ref ~ '\S', 'review_ref', review_ref,
                                                                      'Give the reference that your case system uses '
                                                                      'for this review.')),
    child_ref                text,
    plan_made_on             date
        CONSTRAINT annual_review_plan_made_on_range CHECK (sen.check_record_date(plan_made_on, 'plan_made_on')),
    last_reviewed_on         date
        CONSTRAINT annual_review_last_reviewed_on_range CHECK (sen.check_record_date(last_reviewed_on,
            'last_reviewed_on')),
    meeting_on               date
        CONSTRAINT annual_review_meeting_on_range CHECK (sen.check_record_date(meeting_on, 'meeting_on')),
    report_sent_on           date
        CONSTRAINT annual_review_report_sent_on_range CHECK (sen.check_record_date(report_sent_on, 'report_sent_on')),
    decision_sent_on         date
        CONSTRAINT annual_review_decision_sent_on_range CHECK (sen.check_record_date(decision_sent_on,
            'decision_sent_on')),
    outcome                  text
        CONSTRAINT annual_review_outcome_known CHECK (sen.check_value(outcome IN ('A', 'C', 'M'), 'outcome', outcome,
                                                                      'SEN2 item 5.4c: A amend, C cease, M maintain.')),
    amendment_notice_sent_on date
        CONSTRAINT annual_review_amendment_notice_sent_on_range CHECK (sen.check_record_date(amendment_notice_sent_on,
                'amendment_notice_sent_on')),
    amended_plan_sent_on     date
        CONSTRAINT annual_review_amended_plan_sent_on_range CHECK (sen.check_record_date(amended_plan_sent_on,
            'amended_plan_sent_on')),
    transfer_phase           text
        CONSTRAINT annual_review_transfer_phase_known CHECK (sen.check_value(transfer_phase IN ('early years to school',
                'infant to junior', 'primary to middle', 'primary to secondary', 'middle to secondary',
                'secondary to post-16', 'post-16 to post-16'),
            'transfer_phase', transfer_phase, 'Use one of: early years to school, infant to junior, primary to middle, '
                                              'primary to secondary, middle to secondary, secondary to post-16, '
                                              'post-16 to post-16; or leave it empty.')),
    transfer_year            smallint
        CONSTRAINT annual_review_transfer_year_range CHECK (sen.check_value(transfer_year BETWEEN 1990 AND 2199,
                                                                'transfer_year', transfer_year,
                                                                'Give the calendar year in which the child changes '
                                                                'phase, such as 2026.')),
    transfer_on              date
        CONSTRAINT annual_review_transfer_on_range CHECK (sen.check_record_date(transfer_on, 'transfer_on')),
    PRIMARY KEY (local_authority, review_ref),
    CONSTRAINT annual_review_report_after_meeting CHECK (sen.check_value(report_sent_on >= meeting_on, 'report_sent_on',
                                                             report_sent_on,
                                                             'The report cannot come before the meeting.')),
    CONSTRAINT annual_review_decision_after_meeting CHECK (sen.check_value(decision_sent_on >= meeting_on,
                                                               'decision_sent_on', decision_sent_on,
                                                               'The decision cannot come before the meeting.')),
    CONSTRAINT annual_review_plan_after_notice CHECK (sen.check_value(amended_plan_sent_on >= amendment_notice_sent_on,
                                                                      'amended_plan_sent_on', amended_plan_sent_on,
                                                                      'The final amended plan cannot come before the '
                                                                      'amendment notice.')),
    CONSTRAINT annual_review_transfer_complete CHECK
        (sen.check_value((transfer_phase IS NULL) = (transfer_year IS NULL), 'transfer_year', transfer_year,
                         'Give transfer_phase and transfer_year together, or neither.')),
    CONSTRAINT annual_review_transfer_day CHECK
        (sen.check_value((transfer_phase IS NOT DISTINCT FROM 'post-16 to post-16') = (transfer_on IS NOT NULL)
                         AND coalesce(extract(year FROM transfer_on) = transfer_year, true), 'transfer_on', transfer_on,
                         'Give the day of the transfer, in transfer_year, for post-16 to post-16, whose limit counts '
                         'back from it, and for no other phase.'))
);
CREATE INDEX annual_review_meeting_on ON annual_review (meeting_on);
COMMENT ON TABLE annual_review IS
    'One review of an EHC plan: the days from which its time limits run, and on which each step was done.';
COMMENT ON INDEX annual_review_meeting_on IS
    'Finds reviews by the day of the meeting: the limits for report and decision run from it.';
COMMENT ON COLUMN annual_review.local_authority IS 'Three-digit local authority code of DfE (344 is Wirral).';
COMMENT ON COLUMN annual_review.review_ref IS
    'Reference of the review in the council''s case system; unique within the authority.';
COMMENT ON COLUMN annual_review.child_ref IS 'Pseudonymous reference of the child or young person; may be empty.';
COMMENT ON COLUMN annual_review.plan_made_on IS
    'Day on which the plan was first made, if this is its first review: due within 12 months beginning with it '
    '(Children and Families Act 2014 s.44(1)(a)).';
COMMENT ON COLUMN annual_review.last_reviewed_on IS
    'Day on which the plan was last reviewed: the next is due within 12 months beginning with it (s.44(1)(b)).';
COMMENT ON COLUMN annual_review.meeting_on IS 'Day of the review meeting (SEN2 5.4a).';
COMMENT ON COLUMN annual_review.report_sent_on IS 'Day on which the written report was sent to everyone invited.';
COMMENT ON COLUMN annual_review.decision_sent_on IS
    'Day on which the authority notified its decision (SEN2 5.4b): the review is taken to end on it.';
COMMENT ON COLUMN annual_review.outcome IS 'Decision (SEN2 5.4c): A amend, C cease, M maintain.';
COMMENT ON COLUMN annual_review.amendment_notice_sent_on IS
    'Day on which the plan was sent with the notice of proposed amendments (SEN2 5.4d).';
COMMENT ON COLUMN annual_review.amended_plan_sent_on IS 'Day on which the final amended plan was sent.';
COMMENT ON COLUMN annual_review.transfer_phase IS 'The change of phase that this review prepares; empty if none.';
COMMENT ON COLUMN annual_review.transfer_year IS 'Calendar year of the change of phase; empty if none.';
COMMENT ON COLUMN annual_review.transfer_on IS
    'Day of the proposed transfer from one post-16 institution to another: the limit is at least 5 months before it '
    '(SEND Regulations 2014 reg 18(2)). Empty for other phases.';
