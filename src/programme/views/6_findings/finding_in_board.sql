-- read: nobody

CREATE VIEW finding_in_board AS
-- Meetings
SELECT 'meetings' AS area, f.subject, f.finding, f.severity, f.how_many, c.meetings AS out_of, f.example, f.what_to_do
FROM (
    SELECT count(*) AS meetings,
           count(*) FILTER (WHERE k.forgotten) AS forgotten,
           min(k.meeting_id) FILTER (WHERE k.forgotten) AS forgotten_example,
           count(*) FILTER (WHERE k.unattended) AS unattended,
           min(k.meeting_id) FILTER (WHERE k.unattended) AS unattended_example,
           count(*) FILTER (WHERE k.same_day) AS same_day,
           min(k.meeting_id) FILTER (WHERE k.same_day) AS same_day_example,
           count(*) FILTER (WHERE k.papers_after) AS papers_after,
           min(k.meeting_id) FILTER (WHERE k.papers_after) AS papers_after_example,
           count(*) FILTER (WHERE k.agreed_after) AS agreed_after,
           min(k.meeting_id) FILTER (WHERE k.agreed_after) AS agreed_after_example,
           count(*) FILTER (WHERE k.no_days_ahead) AS no_days_ahead,
           min(k.meeting_id) FILTER (WHERE k.no_days_ahead) AS no_days_ahead_example
    FROM (
        SELECT d.meeting_id, d.status = 'planned day has passed' AS forgotten, d.status = 'held'
               AND a.meeting_id IS NULL AS unattended,
               count(*) OVER (PARTITION BY d.meets_on) > 1 AS same_day,
               d.status = 'held'
                   AND coalesce(greatest(d.papers_sent_on, d.risk_register_sent_on,
                                         d.mitigation_plan_sent_on) > d.meets_on, false) AS papers_after,
               d.status = 'held' AND coalesce(d.agreed_with_dfe_on > d.meets_on, false) AS agreed_after,
               d.papers_due_by = d.meets_on AS no_days_ahead
        FROM meeting_day d
        LEFT JOIN (SELECT DISTINCT x.meeting_id FROM attendance x) a ON a.meeting_id = d.meeting_id
    ) k
) c
CROSS JOIN LATERAL (VALUES
    ('meetings', 'its day has passed, and it is neither held nor cancelled', 'error', c.forgotten, c.forgotten_example,
     'Give held_on or cancelled_on: until then no report counts it.'),
    ('meetings', 'held, but nobody is recorded as present or absent', 'query', c.unattended, c.unattended_example,
     'Enter attendance: paragraph 5(a) of the 2025 notice says who should be there.'),
    ('meetings', 'another meeting on the same day', 'query', c.same_day, c.same_day_example,
     'Check whether one was entered twice.'),
    ('meetings', 'papers, risk register or mitigation plan sent after it', 'query', c.papers_after,
     c.papers_after_example, 'Check the dates. If they are right they count as not sent in advance (paragraph 5(c)).'),
    ('meetings', 'its date was agreed with the Department only afterwards', 'query', c.agreed_after,
     c.agreed_after_example, 'Check agreed_with_dfe_on.'),
    ('meetings', 'papers are due only on the day itself', 'information', c.no_days_ahead, c.no_days_ahead_example,
     'The notice asks for them in advance: papers_days_ahead of 1 or more.')
) f (subject, finding, severity, how_many, example, what_to_do)
WHERE f.how_many > 0
UNION ALL
SELECT 'meetings', 'invitations', 'sent after the meeting', 'query', count(*), (SELECT count(*) FROM invitation x
    WHERE x.sent_on <= sen.today()), min(i.meeting_id || ', ' || i.post_id),
       'Check sent_on. If it is right it counts as not sent: see invitation_gaps.'
FROM invitation i
JOIN meeting m ON m.meeting_id = i.meeting_id
WHERE i.sent_on > m.held_on AND i.sent_on <= sen.today()
HAVING count(*) > 0
UNION ALL
SELECT 'meetings', 'attendance', 'recorded for a meeting that is not recorded as held', 'error', count(*),
       (SELECT count(*) FROM attendance x), min(a.meeting_id || ', ' || a.post_id),
       'Give held_on of the meeting, or remove the rows.'
FROM attendance a
JOIN meeting m ON m.meeting_id = a.meeting_id
WHERE m.held_on IS NULL AND m.planned_on <= sen.today()
HAVING count(*) > 0
UNION ALL
SELECT 'meetings', 'posts', f.finding, f.severity, count(*), (SELECT count(*) FROM notice_role), min(r.notice_role),
       f.what_to_do
FROM (
    SELECT n.notice_role, count(p.post_id) AS posts
    FROM notice_role n
    LEFT JOIN post p ON p.notice_role = n.notice_role
    GROUP BY n.notice_role
) r
JOIN (VALUES (true, 'no post holds a role that the notice names', 'error',
              'Nobody can be invited or held to account in it (paragraphs 5(a) and 6 of the 2025 notice): set '
              'notice_role of a post.'),
             (false, 'several posts hold one role that the notice names', 'query',
              'Each of them has to be invited: take the role from posts that no longer hold it.')) f (none, finding,
                  severity, what_to_do) ON f.none = (r.posts = 0)
WHERE r.posts <> 1 AND EXISTS (SELECT FROM meeting_day)
GROUP BY f.finding, f.severity, f.what_to_do
UNION ALL
-- Reviews by the Department
SELECT 'reviews', f.subject, f.finding, f.severity, f.how_many, c.reviews, f.example, f.what_to_do
FROM (
    SELECT count(*) AS reviews,
           count(*) FILTER (WHERE k.forgotten) AS forgotten,
           min(k.review_id) FILTER (WHERE k.forgotten) AS forgotten_example,
           count(*) FILTER (WHERE k.assessed_after) AS assessed_after,
           min(k.review_id) FILTER (WHERE k.assessed_after) AS assessed_after_example
    FROM (
        SELECT r.review_id, coalesce(r.planned_to, r.planned_from) < t.today
               AND coalesce(r.held_on > t.today, true) AS forgotten,
               r.held_on <= t.today AND r.self_assessment_sent_on > r.held_on
                   AND r.self_assessment_sent_on <= t.today AS assessed_after
        FROM review r
        CROSS JOIN (SELECT sen.today() AS today) t
    ) k
) c
CROSS JOIN LATERAL (VALUES
    ('reviews', 'its time has passed, and it is not recorded as held', 'query', c.forgotten, c.forgotten_example,
     'Give held_on, or the new time for which it is planned.'),
    ('reviews', 'the council''s own assessment was sent afterwards', 'query', c.assessed_after,
     c.assessed_after_example, 'Check the dates: paragraph 10 of the 2025 notice asks for it before the review.')
) f (subject, finding, severity, how_many, example, what_to_do)
WHERE f.how_many > 0
UNION ALL
-- Risks
SELECT 'risks', f.subject, f.finding, f.severity, f.how_many, f.out_of, f.example, f.what_to_do
FROM (
    SELECT count(*) AS risks,
           count(*) FILTER (WHERE k.owner_post IS NULL) AS no_owner,
           min(k.risk_id) FILTER (WHERE k.owner_post IS NULL) AS no_owner_example,
           count(*) FILTER (WHERE k.is_open AND k.assessments IS NULL) AS no_score,
           min(k.risk_id) FILTER (WHERE k.is_open AND k.assessments IS NULL) AS no_score_example,
           count(*) FILTER (WHERE k.is_open AND k.mitigations IS NULL) AS no_mitigation,
           min(k.risk_id) FILTER (WHERE k.is_open AND k.mitigations IS NULL) AS no_mitigation_example,
           count(*) FILTER (WHERE k.is_open AND k.appetite IS NULL) AS no_appetite,
           min(k.risk_id) FILTER (WHERE k.is_open AND k.appetite IS NULL) AS no_appetite_example,
           sum(k.mitigations) AS mitigations, sum(k.unowned) AS unowned, min(k.unowned_example) AS unowned_example,
           sum(k.assessments) AS assessments, sum(k.outside) AS outside, min(k.outside_example) AS outside_example,
           sum(k.above) AS above, min(k.above_example) AS above_example,
           sum(k.after_meeting) AS after_meeting, min(k.after_meeting_example) AS after_meeting_example
    FROM (
        SELECT r.risk_id, r.owner_post, r.appetite, coalesce(r.closed_on > sen.today(), true) AS is_open, s.*,
               g.mitigations, g.unowned, g.unowned_example
        FROM risk r
        LEFT JOIN (
            SELECT x.risk_id AS assessed, count(*) AS assessments,
                   count(*) FILTER (WHERE w.outside) AS outside,
                   min(w.name) FILTER (WHERE w.outside) AS outside_example,
                   count(*) FILTER (WHERE w.above) AS above, min(w.name) FILTER (WHERE w.above) AS above_example,
                   count(*) FILTER (WHERE w.after_meeting) AS after_meeting,
                   min(w.name) FILTER (WHERE w.after_meeting) AS after_meeting_example
            FROM risk_assessment x
            JOIN risk q ON q.risk_id = x.risk_id
            LEFT JOIN meeting m ON m.meeting_id = x.meeting_id
            CROSS JOIN LATERAL (SELECT x.assessed_on < q.opened_on
                                OR coalesce(x.assessed_on > q.closed_on, false) AS outside,
                                       coalesce(x.target_likelihood * x.target_impact > x.inherent_likelihood
                                                * x.inherent_impact, false) AS above,
                                       coalesce(x.assessed_on > m.held_on, false) AS after_meeting,
                                       x.risk_id || ' on ' || x.assessed_on AS name) w
            WHERE x.assessed_on <= sen.today()
            GROUP BY x.risk_id
        ) s ON s.assessed = r.risk_id
        LEFT JOIN (SELECT x.risk_id, count(*) AS mitigations, count(*) FILTER (WHERE x.owner_post IS NULL) AS unowned,
                          min(x.risk_id || ' no. ' || x.mitigation_number) FILTER (WHERE x.owner_post IS NULL)
                              AS unowned_example
                   FROM mitigation x GROUP BY x.risk_id) g ON g.risk_id = r.risk_id
        WHERE r.opened_on <= sen.today()
    ) k
) c
CROSS JOIN LATERAL (VALUES
    ('risks', 'no post answers for it', 'error', c.no_owner, c.risks, c.no_owner_example, 'Name a post in owner_post.'),
    ('risks', 'open, but never scored', 'error', c.no_score, c.risks, c.no_score_example,
     'The register cannot rank it: add a row to risk_assessment.'),
    ('risks', 'open, but nothing is done about it', 'query', c.no_mitigation, c.risks, c.no_mitigation_example,
     'Add rows to mitigation: paragraph 5(c) of the 2025 notice asks for a mitigation plan.'),
    ('risks', 'open, but no appetite was set', 'information', c.no_appetite, c.risks, c.no_appetite_example,
     'Nobody can say whether its score is accepted: set appetite.'),
    ('mitigations', 'no post answers for it', 'error', c.unowned, c.mitigations, c.unowned_example,
     'Name a post in owner_post.'),
    ('assessments', 'dated before the risk was opened or after it was closed', 'query', c.outside, c.assessments,
     c.outside_example, 'Check assessed_on and the dates of the risk.'),
    ('assessments', 'made for a meeting, but dated after it', 'query', c.after_meeting, c.assessments,
     c.after_meeting_example, 'Check assessed_on. If it is right the register for that meeting was not up to date.'),
    ('assessments', 'the target is above the score without any mitigation', 'query', c.above, c.assessments,
     c.above_example, 'Correct one of the two scores.')
) f (subject, finding, severity, how_many, out_of, example, what_to_do)
WHERE f.how_many > 0
UNION ALL
-- Words: what views rely on must be there.
SELECT 'vocabulary', 'risk matrix', 'cells are missing', 'error', g.likelihoods * g.impacts - g.cells,
       g.likelihoods * g.impacts,
       (SELECT x.likelihood || 'x' || y.impact FROM (SELECT DISTINCT likelihood FROM risk_cell) x
        CROSS JOIN (SELECT DISTINCT impact FROM risk_cell) y
        WHERE NOT EXISTS (SELECT FROM risk_cell z WHERE z.likelihood = x.likelihood AND z.impact = y.impact)
        ORDER BY x.likelihood, y.impact LIMIT 1),
       'A risk with that score is refused: add the cell to risk_cell.'
FROM (SELECT count(DISTINCT likelihood) AS likelihoods, count(DISTINCT impact) AS impacts, count(*) AS cells
      FROM risk_cell) g
WHERE g.likelihoods * g.impacts > g.cells
UNION ALL
SELECT 'vocabulary', 'risk matrix',
       CASE WHEN c.level IS NULL THEN 'a level that no cell uses' ELSE 'a level without a word' END, 'error', count(*),
       NULL, min(coalesce(w.axis || ' ' || w.level, c.axis || ' ' || c.level)),
       CASE WHEN c.level IS NULL THEN 'Risks with that level are refused: add its cells to risk_cell, or remove it '
                                      'from risk_level.' ELSE 'Name it in risk_level.' END
FROM (SELECT DISTINCT 'likelihood' AS axis, likelihood AS level FROM risk_cell UNION ALL SELECT DISTINCT 'impact',
      impact FROM risk_cell) c
FULL JOIN risk_level w ON w.axis = c.axis AND w.level = c.level
WHERE c.level IS NULL OR w.level IS NULL
GROUP BY c.level IS NULL
UNION ALL
SELECT 'vocabulary', 'risk matrix', 'a cell in a lower band than the next lower cell', 'query', count(*), NULL,
       min(c.likelihood || 'x' || c.impact), 'The band should rise with likelihood and impact: check both cells.'
FROM risk_cell c
JOIN risk_band b ON b.risk_band = c.risk_band
WHERE EXISTS (SELECT FROM risk_cell x JOIN risk_band y ON y.risk_band = x.risk_band
              WHERE y.position > b.position AND (x.likelihood, x.impact) IN ((c.likelihood - 1, c.impact),
                  (c.likelihood, c.impact - 1)))
HAVING count(*) > 0
UNION ALL
SELECT 'vocabulary', 'risk matrix', 'a band that no cell has', 'information', count(*), NULL, min(b.risk_band),
       'Give it cells, or remove it from risk_band.'
FROM risk_band b
WHERE NOT EXISTS (SELECT FROM risk_cell c WHERE c.risk_band = b.risk_band)
HAVING count(*) > 0
UNION ALL
SELECT 'vocabulary', 'delivery status', w.missing, 'error', 1, NULL, NULL, w.what_to_do
FROM (SELECT bool_or(is_open) AS has_open, bool_or(is_complete) AS has_complete FROM delivery_status) d
CROSS JOIN LATERAL (VALUES ('no word means complete', coalesce(d.has_complete, false),
                            'No action can be completed by the log: set is_complete of a word.'),
                           ('no word means open', coalesce(d.has_open, false),
                            'No action can be open by the log: set is_open of a word.')) w (missing, there, what_to_do)
WHERE NOT w.there
UNION ALL
SELECT 'vocabulary', n.list, 'a word that views look for is missing', 'error', count(*), NULL, min(n.word),
       'Add the word again: what views look for under it cannot be shown.'
FROM (
    SELECT 'kinds of evidence' AS list, k.word
    FROM unnest('{data,analysis,lived experience,co-production,governance,plan,minutes,access,facilities}'::text[]) k
           (word)
    WHERE NOT EXISTS (SELECT FROM evidence_kind e WHERE e.kind = k.word)
    UNION ALL
    SELECT 'verdicts', v.word FROM unnest('{met,on track,at risk,off track,no recent data}'::text[]) v (word)
    WHERE NOT EXISTS (SELECT FROM verdict e WHERE e.verdict = v.word)
) n
GROUP BY n.list
UNION ALL
-- Evidence that is made up to show how the programme works.
SELECT 'evidence', 'records', 'rest on evidence that is marked as illustrative', 'information', count(*), NULL,
       min(e.evidence_id), 'Fine in a demonstration. Replace it before a report goes to the Department.'
FROM evidence e
JOIN (
    SELECT x.evidence_id FROM objective x WHERE x.agreed_on <= sen.today()
    UNION ALL SELECT x.evidence_id FROM measure x WHERE coalesce(x.agreed_on, x.baseline_on) <= sen.today()
    UNION ALL SELECT x.evidence_id FROM measurement x
        WHERE x.period_to <= sen.today() AND coalesce(x.reported_on <= sen.today(), true)
    UNION ALL SELECT x.evidence_id FROM action x WHERE x.agreed_on <= sen.today()
    UNION ALL SELECT x.evidence_id FROM log_entry x WHERE x.entered_on <= sen.today()
    UNION ALL SELECT x.evidence_id FROM adviser_update x WHERE x.given_on <= sen.today()
    UNION ALL SELECT x.evidence_id FROM feedback x WHERE x.received_on <= sen.today()
    UNION ALL SELECT x.evidence_id FROM escalation x WHERE x.raised_on <= sen.today()
    UNION ALL SELECT x.evidence_id FROM risk x WHERE x.opened_on <= sen.today()
) u ON u.evidence_id = e.evidence_id
WHERE e.illustrative
HAVING count(*) > 0;
COMMENT ON VIEW finding_in_board IS
    'Findings about meetings, reviews, risks, words and evidence: a part of data_quality. Not meant to be granted to '
    'anyone. Columns as there.';
COMMENT ON COLUMN finding_in_board.area IS
    'What it is about: cases, meetings, actions, log, measures, objectives, risks, reviews, evidence or vocabulary.';
COMMENT ON COLUMN finding_in_board.subject IS
    'Which records: such as actions, milestones or requests of authority 344; for a stale measure, the measure.';
COMMENT ON COLUMN finding_in_board.finding IS 'What is wrong with them, in words.';
COMMENT ON COLUMN finding_in_board.severity IS
    'error (wrong, contradicts itself, or too old to use), query (may be right; somebody should look) or information.';
COMMENT ON COLUMN finding_in_board.how_many IS 'How many records it is true of.';
COMMENT ON COLUMN finding_in_board.out_of IS 'Out of how many; empty where there is no such number.';
COMMENT ON COLUMN finding_in_board.example IS 'The first of them by name; always empty for cases.';
COMMENT ON COLUMN finding_in_board.what_to_do IS 'Why it matters or what to do.';
