-- read: reader
-- write: editor
-- tracked

CREATE TABLE meeting (
    meeting_id              text PRIMARY KEY
        CONSTRAINT meeting_id_not_blank CHECK (sen.check_value(meeting_id ~ '\S', 'meeting_id', meeting_id,
                                                               'Give the meeting a short name of your own, such as '
                                                               'board-2025-09.')),
    title                   text NOT NULL,
    planned_on              date NOT NULL
        CONSTRAINT meeting_planned_on_range CHECK (sen.check_record_date(planned_on, 'planned_on', '')),
    agreed_with_dfe_on      date
        CONSTRAINT meeting_agreed_with_dfe_on_range CHECK (sen.check_record_date(agreed_with_dfe_on,
                                                               'agreed_with_dfe_on')),
    papers_days_ahead       smallint NOT NULL DEFAULT 1
        CONSTRAINT meeting_papers_days_ahead_range CHECK (sen.check_value(papers_days_ahead BETWEEN 0 AND 60,
                                                              'papers_days_ahead', papers_days_ahead,
                                                              'Give the number of days, from 0 to 60.')),
    papers_sent_on          date
        CONSTRAINT meeting_papers_sent_on_range CHECK (sen.check_record_date(papers_sent_on, 'papers_sent_on')),
    risk_register_sent_on   date
        CONSTRAINT meeting_risk_register_sent_on_range CHECK (sen.check_record_date(risk_register_sent_on,
            'risk_register_sent_on')),
    mitigation_plan_sent_on date
        CONSTRAINT meeting_mitigation_plan_sent_on_range CHECK (sen.check_record_date(mitigation_plan_sent_on,
            'mitigation_plan_sent_on')),
    held_on                 date
        CONSTRAINT meeting_held_on_range CHECK (sen.check_record_date(held_on, 'held_on')),
    cancelled_on            date
        CONSTRAINT meeting_cancelled_on_range CHECK (sen.check_record_date(cancelled_on, 'cancelled_on')),
    minutes_sent_on         date
        CONSTRAINT meeting_minutes_sent_on_range CHECK (sen.check_record_date(minutes_sent_on, 'minutes_sent_on')),
    source                  text NOT NULL,
    remark                  text,
    CONSTRAINT meeting_minuted_after_held CHECK (sen.check_value(minutes_sent_on IS NULL
                                                                 OR (held_on IS NOT NULL
                                                                     AND minutes_sent_on >= held_on), 'minutes_sent_on',
                                                                 minutes_sent_on,
                                                                 'A meeting cannot be minuted before it was held: give '
                                                                 'held_on, or correct one of the two dates.')),
    CONSTRAINT meeting_held_or_cancelled CHECK (sen.check_value(held_on IS NULL OR cancelled_on IS NULL, 'cancelled_on',
                                                                cancelled_on,
                                                                'A meeting that was held was not cancelled: give one '
                                                                'of the two dates.'))
);
COMMENT ON TABLE meeting IS
    'A meeting of the Improvement Board: planned, held or cancelled, and when its papers went out.';
COMMENT ON COLUMN meeting.meeting_id IS
    'Short name of the meeting within this programme, such as board-2025-09. The log of versions names meetings in the '
    'same way (setting sen_improvement.meeting).';
COMMENT ON COLUMN meeting.title IS 'Title of the meeting in reports.';
COMMENT ON COLUMN meeting.planned_on IS 'Day for which it is, or was, planned.';
COMMENT ON COLUMN meeting.agreed_with_dfe_on IS
    'Day on which the Department agreed to the date (paragraph 5(a) of the 2025 notice: a timetable agreed with the '
    'Department); empty if that is not recorded.';
COMMENT ON COLUMN meeting.papers_days_ahead IS
    'How many days before the meeting its papers have to be out. The notice says only in advance, which is 1; terms of '
    'reference may ask for more.';
COMMENT ON COLUMN meeting.papers_sent_on IS 'Day on which the papers were sent; empty while they have not been.';
COMMENT ON COLUMN meeting.risk_register_sent_on IS
    'Day on which the risk register was sent to the Board for this meeting (paragraph 5(c)).';
COMMENT ON COLUMN meeting.mitigation_plan_sent_on IS
    'Day on which the mitigation plan was sent to the Board for this meeting (paragraph 5(c)).';
COMMENT ON COLUMN meeting.held_on IS 'Day on which it was held; empty while it has not been.';
COMMENT ON COLUMN meeting.cancelled_on IS 'Day on which it was cancelled; empty if it was not.';
COMMENT ON COLUMN meeting.minutes_sent_on IS 'Day on which its minutes were sent.';
COMMENT ON COLUMN meeting.source IS 'Where these facts are recorded.';
COMMENT ON COLUMN meeting.remark IS 'Anything that a reader should know.';
