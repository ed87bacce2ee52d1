-- read: reader
-- meanings: requests_by_quarter, compared_span

-- Refusals as they stood at the end of each side: so both sides had as long to be decided.
CREATE VIEW requests_change AS
SELECT s.local_authority, s.since, s.since_on, s.to_day, s.requests, s.refused,
       sen.percent(s.refused, s.requests) AS percent_refused, s.plans_issued, s.plans_refused, s.reviews_held,
       s.requests_before, s.refused_before, sen.percent(s.refused_before, s.requests_before) AS percent_refused_before,
       s.plans_issued_before, s.plans_refused_before, s.reviews_held_before,
       sen.percent(c.change) AS change_in_points, coalesce(c.in_words, 'no cases to compare') AS change_in_words,
       sen.list_words('; ', sen.count_words(s.requests, 'request')
                          || coalesce(', ' || sen.number_words(s.requests_before) || ' in as many days before', ''),
                      sen.count_words(s.plans_issued, 'plan') || ' issued'
                          || coalesce(', ' || sen.number_words(s.plans_issued_before) || ' before', ''),
                      CASE WHEN s.reviews_held > 0 OR s.reviews_held_before > 0
                           THEN sen.count_words(s.reviews_held, 'review') || ' held'
                                || coalesce(', ' || sen.number_words(s.reviews_held_before) || ' before', '') END)
           AS in_words
FROM (
    SELECT n.local_authority, n.since, n.position, n.since_on, n.to_day, n.requests, n.refused, n.plans_issued,
           n.plans_refused, n.reviews_held, b.*
    FROM (
        SELECT e.local_authority, d.since, d.position, d.since_on, d.to_day,
               -- What came before lies in the data if they begin in its first month or earlier.
               sen.month(min(f.first_day)) <= d.before_from + 1 AS has_before,
               count(*) FILTER (WHERE k.later AND e.what = 'request') AS requests,
               count(*) FILTER (WHERE k.later AND e.what = 'request' AND e.refused
                                AND coalesce(e.refused_on <= d.to_day, true)) AS refused,
               count(*) FILTER (WHERE k.later AND e.what = 'plan') AS plans_issued,
               count(*) FILTER (WHERE k.later AND e.what = 'no plan') AS plans_refused,
               count(*) FILTER (WHERE k.later AND e.what = 'review') AS reviews_held,
               count(*) FILTER (WHERE k.before AND e.what = 'request') AS requests_before,
               count(*) FILTER (WHERE k.before AND e.what = 'request' AND e.refused
                                AND coalesce(e.refused_on <= d.since_on, true)) AS refused_before,
               count(*) FILTER (WHERE k.before AND e.what = 'plan') AS plans_issued_before,
               count(*) FILTER (WHERE k.before AND e.what = 'no plan') AS plans_refused_before,
               count(*) FILTER (WHERE k.before AND e.what = 'review') AS reviews_held_before
        FROM (
            SELECT 'request' AS what, r.local_authority, r.received_on AS day, r.request_outcome = 'N' AS refused,
                   r.request_outcome_on AS refused_on
            FROM ehc_request r
            UNION ALL
            SELECT CASE r.assessment_outcome WHEN 'Y' THEN 'plan' ELSE 'no plan' END, r.local_authority,
                   r.assessment_outcome_on, NULL, NULL
            FROM ehc_request r WHERE r.assessment_outcome IN ('Y', 'N')
            UNION ALL
            SELECT 'review', v.local_authority, v.meeting_on, NULL, NULL FROM annual_review v
        ) e
        JOIN compared_span d ON d.source = 'cases' AND e.day <= d.to_day AND e.day > d.before_from
        -- Beside each row, by a window, it would take a sort of all of them.
        JOIN (
            SELECT x.local_authority, min(x.day) AS first_day
            FROM (
                SELECT r.local_authority, least(r.received_on, CASE WHEN r.assessment_outcome IN ('Y', 'N')
                                                                    THEN r.assessment_outcome_on END) AS day
                FROM ehc_request r
                UNION ALL
                SELECT v.local_authority, v.meeting_on FROM annual_review v
            ) x
            GROUP BY x.local_authority
        ) f ON f.local_authority = e.local_authority
        CROSS JOIN LATERAL (SELECT e.day > d.since_on AS later, e.day <= d.since_on AS before) k
        GROUP BY e.local_authority, d.since, d.position, d.since_on, d.to_day, d.before_from
    ) n
    LEFT JOIN LATERAL (SELECT n.requests_before, n.refused_before, n.plans_issued_before, n.plans_refused_before,
                              n.reviews_held_before WHERE n.has_before) b ON true
) s
CROSS JOIN LATERAL sen.proportion_change(s.refused_before, s.requests_before, s.refused, s.requests) c
ORDER BY s.local_authority, s.position;
COMMENT ON VIEW requests_change IS
    'Requests received, refusals, plans and review meetings since each day of compared_day, to the day of the data, '
    'against as many days before it. Choose by since.';
COMMENT ON COLUMN requests_change.requests IS 'Requests received after since_on, to to_day.';
COMMENT ON COLUMN requests_change.refused IS
    'Of these requests, those in which an assessment was refused by to_day, also if that was reversed later.';
COMMENT ON COLUMN requests_change.requests_before IS 'requests, of as many days to since_on, itself among them. '
    'Empty if the data begin after the month of the first of these days.';
COMMENT ON COLUMN requests_change.refused_before IS 'Of these, refused by since_on: as long after as for refused.';
COMMENT ON COLUMN requests_change.percent_refused_before IS 'percent_refused, of requests_before.';
COMMENT ON COLUMN requests_change.plans_issued_before IS 'plans_issued, of these days.';
COMMENT ON COLUMN requests_change.plans_refused_before IS 'plans_refused, of these days.';
COMMENT ON COLUMN requests_change.reviews_held_before IS 'reviews_held, of these days.';
COMMENT ON COLUMN requests_change.change_in_points IS
    'percent_refused less that of before, in percentage points to one decimal, computed before rounding. Empty if '
    'either is.';
COMMENT ON COLUMN requests_change.change_in_words IS
    'The same change with its 95% interval in words (Newcombe): rose, fell, or no clear change.';
COMMENT ON COLUMN requests_change.in_words IS 'The numbers in words.';
