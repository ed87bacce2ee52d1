-- read: analyst
-- write: editor
-- tracked

CREATE TABLE review (
    review_id               text PRIMARY KEY
        CONSTRAINT review_id_not_blank CHECK (sen.check_value(review_id ~ '\S', 'review_id', review_id,
                                                              'Give the review a short name of your own, such as '
                                                              'stocktake-2024-11.')),
    notice_id               text NOT NULL REFERENCES notice,
    kind                    text NOT NULL
        CONSTRAINT review_kind_known CHECK (sen.check_value(kind IN ('stocktake', 'deep dive', 'diagnostic'),
            'kind', kind, 'Use one of: stocktake, deep dive, diagnostic.')),
    planned_from            date
        CONSTRAINT review_planned_from_range CHECK (sen.check_record_date(planned_from, 'planned_from')),
    planned_to              date
        CONSTRAINT review_planned_to_range CHECK (sen.check_record_date(planned_to, 'planned_to')),
    held_on                 date
        CONSTRAINT review_held_on_range CHECK (sen.check_record_date(held_on, 'held_on')),
    reported_on             date
        CONSTRAINT review_reported_on_range CHECK (sen.check_record_date(reported_on, 'reported_on')),
    self_assessment_sent_on date
        CONSTRAINT review_self_assessment_sent_on_range CHECK (sen.check_record_date(self_assessment_sent_on,
            'self_assessment_sent_on')),
    finding                 text,
    source                  text NOT NULL,
    CONSTRAINT review_planned_in_order CHECK (sen.check_value(planned_to >= planned_from, 'planned_to', planned_to,
                                                              'The last planned day cannot come before the first.')),
    CONSTRAINT review_reported_after_held CHECK (sen.check_value(reported_on >= held_on, 'reported_on', reported_on,
                                                                 'A review cannot be reported before it was held.')),
    CONSTRAINT review_planned_or_held CHECK (sen.check_value(planned_from IS NOT NULL OR held_on IS NOT NULL, 'held_on',
                                                             held_on, 'Give the day on which the review was held, or '
                                                                      'planned_from.'))
);
COMMENT ON TABLE review IS 'A review of progress by the Department or a party agreed with it: held, or planned.';
COMMENT ON COLUMN review.review_id IS 'Short name of the review within this programme.';
COMMENT ON COLUMN review.notice_id IS 'The notice under which it takes place.';
COMMENT ON COLUMN review.kind IS 'stocktake, deep dive or diagnostic.';
COMMENT ON COLUMN review.planned_from IS
    'First day of the time for which it was planned; empty if it was not announced.';
COMMENT ON COLUMN review.planned_to IS 'Last day of the time for which it was planned.';
COMMENT ON COLUMN review.held_on IS 'Day on which it was held; empty while the record does not show that it was.';
COMMENT ON COLUMN review.reported_on IS 'Date of the letter or report that followed.';
COMMENT ON COLUMN review.self_assessment_sent_on IS
    'Day on which the council sent its own assessment of improvement beforehand.';
COMMENT ON COLUMN review.finding IS 'Main finding, in short words of the programme.';
COMMENT ON COLUMN review.source IS 'The document that these facts were taken from.';
