-- read: nobody

CREATE VIEW meeting_day AS
SELECT k.meeting_id, k.title, k.status, k.meets_on, k.looked_at_on, k.today,
       max(CASE WHEN k.status = 'held' THEN k.meets_on END)
           OVER (ORDER BY k.meets_on RANGE BETWEEN UNBOUNDED PRECEDING AND interval '1 day' PRECEDING)
           AS meeting_before_on,
       k.meets_on - k.papers_days_ahead AS papers_due_by,
       k.papers_sent_on, k.risk_register_sent_on, k.mitigation_plan_sent_on, k.agreed_with_dfe_on, k.minutes_sent_on
FROM (
    SELECT m.meeting_id, m.title, m.papers_days_ahead, t.today, h.meets_on,
           CASE WHEN m.held_on <= t.today THEN 'held' WHEN m.planned_on >= t.today THEN 'planned'
                ELSE 'planned day has passed' END AS status,
           least(h.meets_on, t.today) AS looked_at_on,
           CASE WHEN m.papers_sent_on <= t.today THEN m.papers_sent_on END AS papers_sent_on,
           CASE WHEN m.risk_register_sent_on <= t.today THEN m.risk_register_sent_on END AS risk_register_sent_on,
           CASE WHEN m.mitigation_plan_sent_on <= t.today THEN m.mitigation_plan_sent_on END AS mitigation_plan_sent_on,
           CASE WHEN m.agreed_with_dfe_on <= t.today THEN m.agreed_with_dfe_on END AS agreed_with_dfe_on,
           CASE WHEN m.minutes_sent_on <= t.today THEN m.minutes_sent_on END AS minutes_sent_on
    FROM meeting m
    CROSS JOIN (SELECT sen.today() AS today) t
    CROSS JOIN LATERAL (SELECT CASE WHEN m.held_on <= t.today THEN m.held_on ELSE m.planned_on END AS meets_on) h
    WHERE coalesce(m.cancelled_on > t.today, true) AND h.meets_on <= t.today + 92
) k;
COMMENT ON VIEW meeting_day IS
    'Every meeting of the Board held by sen.today(), or planned up to 92 days after it, without those cancelled by '
    'then: what the other views of meetings are built on.';
COMMENT ON COLUMN meeting_day.meeting_id IS 'The meeting.';
COMMENT ON COLUMN meeting_day.title IS 'Its title.';
COMMENT ON COLUMN meeting_day.status IS
    'held, planned (for sen.today() or later), or planned day has passed (neither held nor cancelled is recorded).';
COMMENT ON COLUMN meeting_day.meets_on IS
    'Day on which it was held; for any other, the day for which it is or was planned.';
COMMENT ON COLUMN meeting_day.looked_at_on IS
    'meets_on, or sen.today() if that is earlier: risks and actions are looked at as on this day.';
COMMENT ON COLUMN meeting_day.today IS 'sen.today().';
COMMENT ON COLUMN meeting_day.meeting_before_on IS
    'Day of the last meeting held on an earlier day; empty if there was none.';
COMMENT ON COLUMN meeting_day.papers_due_by IS
    'Last day on which papers are out in time: papers_days_ahead days before the meeting.';
COMMENT ON COLUMN meeting_day.papers_sent_on IS 'Day on which the papers were sent; empty while they have not been.';
COMMENT ON COLUMN meeting_day.risk_register_sent_on IS
    'Day on which the risk register was sent; empty while it has not been.';
COMMENT ON COLUMN meeting_day.mitigation_plan_sent_on IS
    'Day on which the mitigation plan was sent; empty while it has not been.';
COMMENT ON COLUMN meeting_day.agreed_with_dfe_on IS
    'Day on which the Department agreed to the date; empty if that is not recorded.';
COMMENT ON COLUMN meeting_day.minutes_sent_on IS 'Day on which the minutes were sent; empty while they have not been.';
