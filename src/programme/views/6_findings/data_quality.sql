-- read: reader

-- What a constraint can refuse is refused in the tables. Here is what may be right after all, comes
-- in before the rest is known, or is seen only across rows. The table of both is in doc/data_quality.md.
CREATE VIEW data_quality AS
SELECT f.area, f.subject, f.finding, f.severity, f.how_many, f.out_of, f.example, f.what_to_do
FROM (
    SELECT p.area, p.subject, p.finding, p.severity, p.how_many::bigint, p.out_of::bigint, p.example, p.what_to_do
    FROM finding_in_plan p
    UNION ALL
    SELECT b.area, b.subject, b.finding, b.severity, b.how_many::bigint, b.out_of::bigint, b.example, b.what_to_do
    FROM finding_in_board b
    UNION ALL
    SELECT c.area, c.subject, c.finding, c.severity, c.how_many, c.out_of, c.example, c.what_to_do
    FROM finding_in_cases c
    UNION ALL
    SELECT c.area, c.subject, c.finding, c.severity, c.how_many, c.out_of, c.example, c.what_to_do
    FROM finding_in_turns c
    UNION ALL
    SELECT c.area, c.subject, c.finding, c.severity, c.how_many, c.out_of, c.example, c.what_to_do
    FROM finding_in_data c
    UNION ALL
    -- Days that say what has happened cannot be still to come, neither as on sen.today() nor today.
    SELECT d.area, d.subject, 'dated on a day that is still to come', 'error', count(*), NULL, min(d.name),
           'Correct the day: until it comes, reports take it as not done or not there.'
    FROM (
        SELECT 'evidence' AS area, 'evidence' AS subject, x.evidence_id AS name, x.dated_on AS latest FROM evidence x
        UNION ALL SELECT 'objectives', 'objectives', x.objective_id, x.agreed_on FROM objective x
        UNION ALL SELECT 'measures', 'figures', x.measure_id || ' to ' || x.period_to,
            greatest(x.period_to, x.reported_on) FROM measurement x
            WHERE greatest(x.period_to, x.reported_on) > current_date
        UNION ALL SELECT 'actions', 'actions', x.action_id, greatest(x.agreed_on, x.done_on) FROM action x
        UNION ALL SELECT 'log', 'entries', x.log_entry_id::text, x.entered_on FROM log_entry x
        UNION ALL SELECT 'log', 'escalations', x.escalation_id::text, greatest(x.raised_on, x.resolved_on)
            FROM escalation x
        UNION ALL SELECT 'log', 'feedback', x.feedback_id::text, x.received_on FROM feedback x
        UNION ALL SELECT 'log', 'updates of advisers', x.adviser_update_id::text, x.given_on FROM adviser_update x
        UNION ALL SELECT 'meetings', 'meetings', x.meeting_id,
            greatest(x.agreed_with_dfe_on, x.papers_sent_on, x.risk_register_sent_on, x.mitigation_plan_sent_on,
                     x.held_on, x.cancelled_on, x.minutes_sent_on) FROM meeting x
        UNION ALL SELECT 'meetings', 'invitations', x.meeting_id || ', ' || x.post_id, x.sent_on FROM invitation x
        UNION ALL SELECT 'reviews', 'reviews', x.review_id,
            greatest(x.held_on, x.reported_on, x.self_assessment_sent_on) FROM review x
        UNION ALL SELECT 'risks', 'risks', x.risk_id, greatest(x.opened_on, x.closed_on) FROM risk x
        UNION ALL SELECT 'risks', 'assessments', x.risk_id || ' on ' || x.assessed_on, x.assessed_on
            FROM risk_assessment x WHERE x.assessed_on > current_date
        UNION ALL SELECT 'risks', 'mitigations', x.risk_id || ' no. ' || x.mitigation_number, x.done_on
            FROM mitigation x
    ) d
    WHERE d.latest > greatest(sen.today(), current_date)
    GROUP BY d.area, d.subject
) f
ORDER BY array_position('{error,query,information}', f.severity), f.how_many DESC, f.area, f.subject, f.finding;
COMMENT ON VIEW data_quality IS
    'What is missing, contradicts itself, is out of date or cannot be, in every table of the programme: one row for '
    'each kind of finding and what it is about, errors first, then queries, then information; of these the most '
    'frequent first. Of cases only counts. No rows: nothing was found.';
COMMENT ON COLUMN data_quality.area IS
    'What it is about: cases, data, meetings, actions, log, measures, objectives, risks, reviews, evidence or '
    'vocabulary.';
COMMENT ON COLUMN data_quality.subject IS
    'Which records: such as actions, milestones or requests of authority 344; for a stale measure, the measure.';
COMMENT ON COLUMN data_quality.finding IS 'What is wrong with them, in words.';
COMMENT ON COLUMN data_quality.severity IS
    'error (wrong, contradicts itself, or too old to use), query (may be right; somebody should look) or information.';
COMMENT ON COLUMN data_quality.how_many IS 'How many records it is true of.';
COMMENT ON COLUMN data_quality.out_of IS 'Out of how many; empty where there is no such number.';
COMMENT ON COLUMN data_quality.example IS 'The first of them by name; always empty for cases.';
COMMENT ON COLUMN data_quality.what_to_do IS 'Why it matters or what to do.';
