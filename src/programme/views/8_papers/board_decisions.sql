-- read: reader
-- meanings: decision

CREATE VIEW board_decisions AS
SELECT d.decision_id, d.put_on, p.title AS put_by, d.meeting_id, m.title AS meeting, d.meets_on, d.what,
       coalesce(a.title, o.title, r.title) AS about,
       CASE WHEN d.state IN ('decided', 'put off') THEN d.outcome END AS outcome,
       CASE WHEN d.state IN ('decided', 'put off') THEN d.decided END AS decided,
       d.state,
       CASE d.state
           WHEN 'asked' THEN 'to be decided on ' || sen.date_words(d.meets_on)
           WHEN 'meeting cancelled' THEN 'not decided: the meeting of ' || sen.date_words(d.meets_on)
                || ' was cancelled'
           WHEN 'meeting not recorded' THEN 'not decided: the meeting planned for ' || sen.date_words(d.meets_on)
                || ' is not recorded as held'
           WHEN 'no outcome recorded' THEN 'no outcome recorded of the meeting of ' || sen.date_words(d.meets_on)
           ELSE d.outcome || ' on ' || sen.date_words(d.meets_on) || coalesce('; outcome ' || y.in_words, '')
       END || coalesce('; put to the Board on ' || sen.date_words(d.put_on) || ', ' || x.in_words, '') AS in_words,
       d.meeting_id = c.last_meeting_id AS at_last_meeting, e.title AS evidence,
       coalesce(e.illustrative, false) AS illustrative
FROM (
    SELECT x.*, coalesce(h.held_on, h.planned_on) AS meets_on,
           CASE WHEN h.held_on IS NOT NULL THEN
                     CASE WHEN x.outcome IS NULL THEN 'no outcome recorded' WHEN x.outcome = 'put off' THEN 'put off'
                          ELSE 'decided' END
                WHEN h.is_cancelled THEN 'meeting cancelled'
                WHEN h.planned_on < h.today THEN 'meeting not recorded'
                ELSE 'asked' END AS state
    FROM decision x
    -- What was decided is known after the meeting: its papers still ask for it.
    JOIN (SELECT m.meeting_id, m.planned_on, t.today, CASE WHEN m.held_on < t.today THEN m.held_on END AS held_on,
                 coalesce(m.cancelled_on <= t.today, false) AS is_cancelled
          FROM meeting m CROSS JOIN (SELECT sen.today() AS today) t) h ON h.meeting_id = x.meeting_id
    WHERE x.put_on <= h.today
) d
JOIN meeting m ON m.meeting_id = d.meeting_id
CROSS JOIN meeting_cycle c
LEFT JOIN post p ON p.post_id = d.put_by
LEFT JOIN action a ON a.action_id = d.action_id
LEFT JOIN objective o ON o.objective_id = d.objective_id
LEFT JOIN risk r ON r.risk_id = d.risk_id
LEFT JOIN evidence e ON e.evidence_id = d.evidence_id AND e.dated_on <= c.today
LEFT JOIN entered_late x ON x.record_table = 'decision' AND x.column_name = 'put_on' AND x.day = d.put_on
    AND x.key = jsonb_build_object('decision_id', d.decision_id::text)
LEFT JOIN entered_late y ON y.record_table = 'decision' AND y.column_name = 'outcome' AND y.value = d.outcome
    AND y.key = jsonb_build_object('decision_id', d.decision_id::text)
ORDER BY d.state IN ('decided', 'put off'), d.meets_on DESC, d.decision_id;
COMMENT ON VIEW board_decisions IS
    'What the Board is asked to decide or approve, and what it decided, as on sen.today(): what is not decided first, '
    'then the newest. The outcome of a meeting shows from the day after it.';
COMMENT ON COLUMN board_decisions.put_by IS 'The post that asks for it.';
COMMENT ON COLUMN board_decisions.meeting IS 'Title of the meeting that is to decide, or that decided.';
COMMENT ON COLUMN board_decisions.meets_on IS
    'Day on which that meeting was held; the day for which it is or was planned, if it was not.';
COMMENT ON COLUMN board_decisions.about IS 'Title of the objective, action or risk that it is about; empty if none.';
COMMENT ON COLUMN board_decisions.state IS
    'asked (the meeting is to come); decided; put off; no outcome recorded; meeting cancelled; or meeting not recorded '
    '(its day has passed, and it is neither held nor cancelled).';
COMMENT ON COLUMN board_decisions.in_words IS 'The same in words, with the day.';
COMMENT ON COLUMN board_decisions.at_last_meeting IS
    'True if it was put to the last meeting held before sen.today(). Empty if there was none.';
COMMENT ON COLUMN board_decisions.evidence IS 'Where it is written.';
COMMENT ON COLUMN board_decisions.illustrative IS 'True if it is invented to show how the programme works.';
