-- read: reader
-- meanings: mitigation, risk_register

CREATE VIEW mitigation_plan AS
SELECT r.risk_id, r.title, r.current_score, r.current_band, m.mitigation_number, m.what, p.title AS owner, m.owner_post,
       m.due_on, s.done_on, s.state,
       CASE s.state WHEN 'overdue' THEN s.today - m.due_on END AS days_overdue,
       CASE s.state
           WHEN 'done' THEN 'done on ' || sen.date_words(s.done_on)
               || CASE WHEN s.done_on > m.due_on THEN ', ' || sen.in_days(s.done_on - m.due_on) || ' late' ELSE '' END
               || coalesce('; ' || x.in_words, '')
           WHEN 'overdue' THEN sen.in_days(s.today - m.due_on) || ' overdue (due ' || sen.date_words(m.due_on) || ')'
           WHEN 'open' THEN
               CASE m.due_on WHEN s.today THEN 'due today'
                    ELSE 'due in ' || sen.in_days(m.due_on - s.today) || ', on ' || sen.date_words(m.due_on) END
           ELSE 'standing: no day is set'
       END
       || CASE WHEN f.days_moved > 0 THEN ', moved by ' || sen.in_days(f.days_moved) || ' from '
                                          || sen.date_words(f.first_due_on)
               WHEN f.days_moved < 0 THEN ', brought forward by ' || sen.in_days(-f.days_moved) || ' from '
                                          || sen.date_words(f.first_due_on)
               ELSE '' END
       || CASE WHEN m.owner_post IS NULL THEN '; nobody answers for it' ELSE '' END AS in_words
FROM risk_register r
JOIN mitigation m ON m.risk_id = r.risk_id
LEFT JOIN post p ON p.post_id = m.owner_post
LEFT JOIN (SELECT g.id, min(g.first_agreed_on) AS first_due_on, min(g.days_moved) AS days_moved
           FROM slippage g WHERE g.kind = 'mitigation' AND g.what = 'due day' AND g.times_moved > 0
           GROUP BY g.id) f ON f.id = m.risk_id || ', ' || m.mitigation_number
LEFT JOIN entered_late x ON x.record_table = 'mitigation' AND x.column_name = 'done_on' AND x.day = m.done_on
    AND x.key = jsonb_build_object('risk_id', m.risk_id, 'mitigation_number', m.mitigation_number::text)
CROSS JOIN LATERAL (SELECT d.today, d.done_on, CASE WHEN d.done_on IS NOT NULL THEN 'done'
                                                    WHEN m.due_on < d.today THEN 'overdue'
                                                    WHEN m.due_on IS NOT NULL THEN 'open' ELSE 'standing' END AS state
                    FROM (SELECT t.today, CASE WHEN m.done_on <= t.today THEN m.done_on END AS done_on
                          FROM (SELECT sen.today() AS today) t) d) s
ORDER BY r.current_score DESC NULLS LAST, r.risk_id, m.mitigation_number;
COMMENT ON VIEW mitigation_plan IS
    'What is done about each risk on the register of sen.today(), row by row: the mitigation plan of paragraph 5(c) of '
    'the 2025 notice. The risk with the highest current score comes first.';
COMMENT ON COLUMN mitigation_plan.owner IS 'Title of the post that answers for it; empty if none is named.';
COMMENT ON COLUMN mitigation_plan.done_on IS
    'Day on which it was in place; empty while it is not, so also if that day is later than sen.today().';
COMMENT ON COLUMN mitigation_plan.state IS
    'done; overdue: not done, and due_on is past; open: not done, and due_on is not past; standing: not done, and no '
    'day is set.';
COMMENT ON COLUMN mitigation_plan.days_overdue IS 'Days from due_on to sen.today() if it is overdue, else empty.';
COMMENT ON COLUMN mitigation_plan.in_words IS
    'How it stands, in words, and by how much its day was moved, if it was.';
