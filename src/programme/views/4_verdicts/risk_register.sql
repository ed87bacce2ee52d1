-- read: reader
-- meanings: risk

CREATE VIEW risk_register AS
WITH cycle AS MATERIALIZED (
    SELECT c.today, c.last_held_on, c.before_last_held_on, sen.date_words(c.last_held_on) AS last_held
    FROM meeting_cycle c
), history AS MATERIALIZED (
    SELECT * FROM risk_history
), latest AS (
    SELECT DISTINCT ON (h.risk_id) h.* FROM history h ORDER BY h.risk_id, h.assessed_on DESC
), at_meeting AS (   -- as the Board saw it at the last meeting
    SELECT DISTINCT ON (h.risk_id) h.risk_id, h.assessed_on, h.current, h.current_score, h.current_likelihood,
           h.current_impact
    FROM history h JOIN cycle c ON h.counts_on <= c.last_held_on ORDER BY h.risk_id, h.assessed_on DESC
), in_step AS (
    SELECT h.risk_id, bool_or(h.counts_on > coalesce(c.before_last_held_on, '-infinity')) AS for_last_meeting,
           bool_or(h.counts_on > c.last_held_on) AS since_last_meeting
    FROM history h CROSS JOIN cycle c GROUP BY h.risk_id
), done AS (
    SELECT m.risk_id, count(*) AS mitigations, count(*) FILTER (WHERE m.is_open) AS open,
           count(*) FILTER (WHERE m.is_open AND m.due_on < m.today) AS overdue
    FROM (SELECT g.*, c.today, coalesce(g.done_on > c.today, true) AS is_open FROM mitigation g CROSS JOIN cycle c) m
    GROUP BY m.risk_id
)
SELECT r.risk_id, r.title, w.statement, r.objective_id, p.title AS owner, r.opened_on,
       l.inherent, l.inherent_score, l.inherent_band,
       l.current, l.current_score, l.current_band, coalesce(x.word, l.current_likelihood::text) || ', '
           || coalesce(y.word, l.current_impact::text) AS current_in_words,
       l.target, l.target_score, l.target_band, r.appetite, l.current_score > r.appetite AS above_appetite,
       l.current_score > l.inherent_score AS above_inherent,
       l.assessed_on, b.assessed_on AS previous_on, b.current AS previous, b.current_score AS previous_score, v.change,
       CASE WHEN b.assessed_on = l.assessed_on
            THEN 'not assessed since the meeting on ' || c.last_held || ', when it was '
                 || coalesce(b.current_score::text, 'not scored')
            ELSE v.in_words END || coalesce('; ' || e.in_words, '') AS movement,
       l.unchanged_since, w.months AS months_without_movement,
       CASE WHEN r.opened_on < c.last_held_on THEN coalesce(k.for_last_meeting, false) END AS assessed_for_last_meeting,
       CASE WHEN c.last_held_on IS NOT NULL THEN coalesce(k.since_last_meeting, false)
       END AS assessed_since_last_meeting,
       coalesce(d.mitigations, 0) AS mitigations, coalesce(d.open, 0) AS mitigations_open,
       coalesce(d.overdue, 0) AS mitigations_overdue,
       sen.list_words('; ',
           CASE WHEN l.risk_id IS NULL THEN 'never assessed' END,
           CASE WHEN r.opened_on < c.last_held_on AND NOT k.for_last_meeting THEN 'not assessed for the meeting on '
                || c.last_held END,
           CASE WHEN l.current_score > r.appetite THEN 'above the appetite of ' || r.appetite END,
           CASE WHEN l.current_score > l.inherent_score THEN 'above its inherent score of ' || l.inherent_score
                || ', because: ' || rtrim(l.reason, '. ') END,
           CASE WHEN d.mitigations IS NULL THEN 'no mitigation' END,
           sen.share_words(nullif(d.overdue, 0), d.open, 'open mitigation', says => 'overdue')) AS attention,
       r.owner_post, l.reason, r.risk_response
FROM risk r
CROSS JOIN cycle c
LEFT JOIN post p ON p.post_id = r.owner_post
LEFT JOIN latest l ON l.risk_id = r.risk_id
LEFT JOIN (SELECT t.key ->> 'risk_id' AS id, t.day, max(t.in_words) AS in_words FROM entered_late t
           WHERE t.record_table = 'risk_assessment' AND t.column_name = 'assessed_on'
           GROUP BY t.key ->> 'risk_id', t.day) e ON e.id = r.risk_id AND e.day = l.assessed_on
LEFT JOIN at_meeting b ON b.risk_id = r.risk_id
LEFT JOIN in_step k ON k.risk_id = r.risk_id
LEFT JOIN done d ON d.risk_id = r.risk_id
LEFT JOIN risk_level x ON x.axis = 'likelihood' AND x.level = l.current_likelihood
LEFT JOIN risk_level y ON y.axis = 'impact' AND y.level = l.current_impact
CROSS JOIN LATERAL sen.risk_movement(sen.risk_score(b.current_likelihood, b.current_impact),
                                     sen.risk_score(l.current_likelihood, l.current_impact)) v
CROSS JOIN LATERAL (SELECT rtrim(r.title, '. ')
                    || coalesce(': ' || sen.list_words('; ', 'comes from ' || rtrim(r.cause, '. '),
                                                       'leads to ' || rtrim(r.effect, '. ')), '') || '.' AS statement,
                           (extract(year FROM age(c.today::timestamp, l.unchanged_since::timestamp)) * 12
                            + extract(month FROM age(c.today::timestamp, l.unchanged_since::timestamp)))::integer
                               AS months) w
WHERE r.opened_on <= c.today AND coalesce(r.closed_on > c.today, true)
ORDER BY l.current_score DESC NULLS LAST, l.current_impact DESC, r.risk_id;
COMMENT ON VIEW risk_register IS
    'The risks open on sen.today(), the highest score first, those never assessed last: scores with the bands and '
    'words of the programme''s own matrix, how each moved since the last meeting, and whether it is assessed in step '
    'with the meetings (paragraph 5(c) of the 2025 notice). As on an earlier day, it is the register as it stood then.';
COMMENT ON COLUMN risk_register.statement IS
    'What may happen, what it would come from and what it would lead to, in one sentence.';
COMMENT ON COLUMN risk_register.owner IS 'Title of the post that answers for it; empty if none is named.';
COMMENT ON COLUMN risk_register.inherent IS
    'Likelihood x impact without what is done about it, such as 4x5; empty if it was never assessed, as is all that '
    'rests on an assessment.';
COMMENT ON COLUMN risk_register.inherent_score IS 'Their product.';
COMMENT ON COLUMN risk_register.inherent_band IS 'Band of that cell in the matrix of the programme.';
COMMENT ON COLUMN risk_register.current IS
    'Likelihood x impact as it is now, with what is done about it (the residual risk).';
COMMENT ON COLUMN risk_register.current_score IS 'Their product.';
COMMENT ON COLUMN risk_register.current_band IS 'Band of that cell in the matrix of the programme.';
COMMENT ON COLUMN risk_register.current_in_words IS
    'The words for that likelihood and impact, such as likely, major; the number where table risk_level has no word.';
COMMENT ON COLUMN risk_register.target IS 'Likelihood x impact that is aimed at; empty if none was set.';
COMMENT ON COLUMN risk_register.target_score IS 'Their product.';
COMMENT ON COLUMN risk_register.target_band IS 'Band of that cell in the matrix of the programme.';
COMMENT ON COLUMN risk_register.above_appetite IS
    'True if the current score is above the appetite; empty if none was set.';
COMMENT ON COLUMN risk_register.above_inherent IS
    'True if the current score is above the inherent one; attention then says why.';
COMMENT ON COLUMN risk_register.assessed_on IS 'Day of the latest assessment.';
COMMENT ON COLUMN risk_register.previous_on IS
    'Day of the assessment that the Board saw at the last meeting: the latest that counts on or before its day. Empty '
    'if there was none.';
COMMENT ON COLUMN risk_register.previous IS 'Likelihood x impact by that assessment.';
COMMENT ON COLUMN risk_register.previous_score IS 'Their product.';
COMMENT ON COLUMN risk_register.change IS 'Current score less previous_score; empty if either is.';
COMMENT ON COLUMN risk_register.movement IS
    'How the score moved since the last meeting, in words: rose, fell, unchanged, the same score of another likelihood '
    'and impact, new since, or not scored.';
COMMENT ON COLUMN risk_register.unchanged_since IS
    'Day of the assessment from which likelihood and impact have been what they are.';
COMMENT ON COLUMN risk_register.months_without_movement IS 'Whole months from unchanged_since to sen.today().';
COMMENT ON COLUMN risk_register.assessed_for_last_meeting IS
    'True if it is in step with the meetings: an assessment was made for the last one, or between the one before and '
    'it, or since. Empty if none was held since the risk was opened.';
COMMENT ON COLUMN risk_register.assessed_since_last_meeting IS
    'True if there is an assessment later than the last meeting and not made for it; empty if no meeting was held.';
COMMENT ON COLUMN risk_register.mitigations IS 'Mitigations of the risk, done or not.';
COMMENT ON COLUMN risk_register.mitigations_open IS 'Of these, not in place.';
COMMENT ON COLUMN risk_register.mitigations_overdue IS 'Of the open ones, past their due day.';
COMMENT ON COLUMN risk_register.attention IS 'What a Board should look at, in words; empty if nothing.';
COMMENT ON COLUMN risk_register.reason IS 'Why the latest scores are as they are; empty if no reason was given.';
