-- read: nobody
-- meanings: requirement, notice_judged

-- Nothing here is typed in: a row of requirement names its test, and notice_test says how that came out, from what the
-- other tables hold. What sums up other paragraphs is added here.
CREATE VIEW notice_verdict AS
WITH issued AS MATERIALIZED (
    SELECT n.notice_id, n.issued_on, n.until, n.in_force FROM notice_span n
), tested AS MATERIALIZED (
    SELECT * FROM notice_test
), late AS MATERIALIZED (
    -- What a test counts by days that were entered after the fact.
    SELECT i.notice_id, v.test, count(*) AS days
    FROM entered_late x
    JOIN (VALUES ('the Board meets with its leaders', 'meeting', 'held_on'),
                 ('register and plans in step with the meetings', 'meeting', 'risk_register_sent_on'),
                 ('register and plans in step with the meetings', 'meeting', 'mitigation_plan_sent_on'),
                 ('advisers are invited', 'invitation', 'sent_on'), ('advisers report', 'adviser_update', 'given_on'),
                 ('feedback from families', 'feedback', 'received_on'),
                 ('partners take part', 'feedback', 'received_on'),
                 ('plans cover every area', 'feedback', 'received_on'),
                 ('minutes are there', 'meeting', 'minutes_sent_on'),
                 ('the Department reviews', 'review', 'held_on')) v (test, record_table, column_name)
        ON v.record_table = x.record_table AND v.column_name = x.column_name
    JOIN issued i ON x.day > i.issued_on AND x.day <= i.until
    GROUP BY i.notice_id, v.test
), judged AS MATERIALIZED (
    SELECT q.notice_id, q.paragraph, q.asks, q.position, q.kind, q.test, t.in_self_assessment,
           CASE q.test WHEN 'all its parts' THEN 'parts' WHEN 'every other duty' THEN 'duties' END AS sums_up,
           CASE WHEN t.status = 'due' AND q.due_on < i.until THEN 'not met'
                WHEN q.test IS NOT NULL THEN t.status
                WHEN q.kind IN ('arrangement', 'consequence') THEN 'not ours to show'
                ELSE 'cannot be shown' END AS status,
           CASE WHEN t.status = 'due' AND q.due_on < i.until
                THEN concat_ws('; ', nullif(t.missing, ''), 'it was asked by ' || sen.date_words(q.due_on))
                WHEN q.test IS NOT NULL THEN t.missing
                WHEN q.kind NOT IN ('arrangement', 'consequence')
                THEN 'no test is chosen for it (column test of requirement)' END AS missing,
           sen.list_words('; ', t.evidence,
               sen.count_words(e.pieces, 'piece of evidence is', 'pieces of evidence are')
                   || ' recorded for it, the last of ' || sen.date_words(e.last_piece_on)
                   || CASE WHEN e.entered_late > 0 THEN ', ' || e.entered_late || ' entered after the fact' ELSE '' END,
               sen.count_words(l.days, 'day since the notice was', 'days since the notice were')
                   || ' entered after the fact') AS evidence
    FROM requirement q
    JOIN issued i ON i.notice_id = q.notice_id
    LEFT JOIN tested t ON t.notice_id = q.notice_id AND t.test = q.test
                      AND coalesce(t.paragraph, q.paragraph) = q.paragraph
    LEFT JOIN paragraph_evidence e ON e.notice_id = q.notice_id AND e.paragraph = q.paragraph
    LEFT JOIN late l ON l.notice_id = q.notice_id AND l.test = q.test
), concluded AS MATERIALIZED (
    SELECT q.notice_id, q.paragraph, q.asks, q.position, q.kind, q.sums_up, q.in_self_assessment,
           CASE WHEN q.sums_up IS NULL THEN q.status ELSE coalesce(c.status, 'cannot be shown') END AS status,
           CASE WHEN q.sums_up IS NULL THEN coalesce(q.evidence, '')
                ELSE sen.list_words('; ', sen.share_words(c.met, c.parts, CASE q.sums_up WHEN 'parts' THEN 'part'
                                                                               ELSE 'duty' END, q.sums_up, 'met'),
                                    q.evidence) END AS evidence,
           coalesce(CASE WHEN q.sums_up IS NULL THEN q.missing
                         WHEN c.parts = 0 THEN 'a paragraph that it sums up'
                         ELSE c.open_parts END, '') AS missing
    FROM judged q
    LEFT JOIN LATERAL (
        SELECT count(*) AS parts, count(*) FILTER (WHERE p.status = 'met') AS met,
               CASE WHEN bool_or(p.status = 'not met') THEN 'not met'
                    WHEN bool_or(p.status = 'cannot be shown') THEN 'cannot be shown'
                    WHEN bool_or(p.status = 'due') THEN 'due'
                    WHEN count(*) > 0 THEN 'met' END AS status,
               string_agg(p.paragraph || ' ' || p.status, ', ' ORDER BY p.position)
                   FILTER (WHERE p.status <> 'met') AS open_parts
        FROM judged p
        WHERE p.notice_id = q.notice_id AND p.sums_up IS NULL AND p.status <> 'not ours to show'
          AND CASE q.sums_up WHEN 'parts' THEN starts_with(p.paragraph, q.paragraph || '(') ELSE p.kind = 'duty' END
    ) c ON q.sums_up IS NOT NULL
), duties AS (
    SELECT i.notice_id, count(c.paragraph) AS duties, count(*) FILTER (WHERE c.status = 'met') AS met,
           string_agg(c.paragraph, ', ' ORDER BY c.position) FILTER (WHERE c.status <> 'met') AS open_duties
    FROM issued i
    LEFT JOIN concluded c ON c.notice_id = i.notice_id AND c.kind = 'duty' AND c.sums_up IS NULL
                         AND c.status <> 'not ours to show'
    GROUP BY i.notice_id
), condition AS (
    SELECT t.notice_id, t.condition, t.position, t.status, t.evidence, t.missing
    FROM tested t
    WHERE t.condition IS NOT NULL
    UNION ALL
    SELECT d.notice_id, 'Every duty of the notice is met', 4,
           CASE WHEN d.duties > 0 AND d.met = d.duties THEN 'met' ELSE 'not met' END,
           sen.share_words(d.met, d.duties, 'duty', 'duties'),
           CASE WHEN d.duties = 0 THEN 'duties' WHEN d.open_duties ~ ',' THEN 'paragraphs ' || d.open_duties
                ELSE 'paragraph ' || d.open_duties END
    FROM duties d
)
SELECT i.notice_id, i.issued_on, i.in_force, v.paragraph, v.asks, v.condition, v.position,
       v.status, v.evidence, v.missing, v.in_self_assessment
FROM issued i
JOIN (
    SELECT c.notice_id, c.paragraph, c.asks, NULL::text AS condition, c.position::integer AS position,
           c.status, c.evidence, c.missing, coalesce(c.in_self_assessment, false) AS in_self_assessment
    FROM concluded c
    UNION ALL
    SELECT c.notice_id, NULL, NULL, c.condition, c.position, c.status, c.evidence, coalesce(c.missing, ''), false
    FROM condition c
) v ON v.notice_id = i.notice_id;
COMMENT ON VIEW notice_verdict IS
    'What notice_judged shows. It is a view of its own, so that the pack can take over its text with names for what it '
    'has computed already.';
