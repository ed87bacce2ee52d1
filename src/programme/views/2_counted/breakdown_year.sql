-- read: nobody
-- meanings: breakdown_year, definition_case

-- Each case once for each breakdown; and each row of the lists of words, also without a case: a row that is missing
-- would say that it is not among the hidden ones.
CREATE VIEW breakdown_year AS
WITH counted AS (
    SELECT c.definition, c.local_authority, extract(year FROM c.counted_on)::smallint AS year, w.breakdown, w.word,
           count(*) AS finished,
           count(*) FILTER (WHERE c.finished_on <= c.due_on) AS in_time,
           count(*) FILTER (WHERE NOT c.has_exception) AS finished_excluding,
           count(*) FILTER (WHERE NOT c.has_exception AND c.finished_on <= c.due_on) AS in_time_excluding
    FROM limit_case c
    LEFT JOIN (
        SELECT x.local_authority, x.request_ref, x.primary_need,
               coalesce(x.age_band, b.age_band) AS age_band, coalesce(x.school_phase, p.school_phase) AS school_phase
        FROM (
            SELECT k.*,
                   CASE WHEN k.birth_month <= r.received_on
                        THEN extract(year FROM age(r.received_on, k.birth_month))::integer END AS age_then,
                   -- The age on 31 August before the school year in which the request was received.
                   -- A child who was not born then is not at school either.
                   CASE WHEN k.birth_month <= r.received_on
                        THEN greatest(0, extract(year FROM r.received_on - interval '8 months')
                                         - extract(year FROM k.birth_month + interval '4 months'))::integer
                   END AS school_age
            FROM case_characteristic k
            JOIN ehc_request r ON r.local_authority = k.local_authority AND r.request_ref = k.request_ref
        ) x
        LEFT JOIN age_band b ON x.age_then BETWEEN b.from_age AND b.to_age
        LEFT JOIN school_phase p ON x.school_age BETWEEN p.from_age AND p.to_age
    ) h ON h.local_authority = c.local_authority AND h.request_ref = c.case_ref
    CROSS JOIN LATERAL (VALUES ('need', h.primary_need), ('age', h.age_band), ('phase', h.school_phase))
        w (breakdown, word)
    WHERE c.time_limit IN ('final_plan', 'assess_decision', 'no_plan_decision') AND c.finished_on IS NOT NULL
    GROUP BY c.definition, c.local_authority, extract(year FROM c.counted_on), w.breakdown, w.word
)
SELECT g.definition, g.local_authority, g.year, l.breakdown, l.word, l.position, l.meaning,
       coalesce(c.finished, 0) AS finished, coalesce(c.in_time, 0) AS in_time,
       coalesce(c.finished_excluding, 0) AS finished_excluding, coalesce(c.in_time_excluding, 0) AS in_time_excluding
FROM (SELECT DISTINCT d.definition, d.local_authority, d.year FROM counted d) g
CROSS JOIN (
    SELECT 'need' AS breakdown, n.primary_need AS word, n.position, n.meaning FROM primary_need n
    UNION ALL
    SELECT 'age', b.age_band, b.position, b.from_age || ' to ' || b.to_age || ' years at the request' FROM age_band b
    UNION ALL
    SELECT 'phase', p.school_phase, p.position, p.meaning FROM school_phase p
    UNION ALL
    SELECT u.breakdown, NULL, 32767, 'Not recorded' FROM (VALUES ('need'), ('age'), ('phase')) u (breakdown)
) l
LEFT JOIN counted c ON c.definition = g.definition AND c.local_authority = g.local_authority AND c.year = g.year
    AND c.breakdown = l.breakdown AND c.word IS NOT DISTINCT FROM l.word;
COMMENT ON VIEW breakdown_year IS
    'The finished cases of the definitions that rest on requests, by calendar year and by need, age and phase of '
    'school '
    'of the child. Exact. Reads with the rights of the owner. Not meant to be granted to anyone.';
COMMENT ON COLUMN breakdown_year.year IS 'Calendar year in which the cases were finished.';
COMMENT ON COLUMN breakdown_year.breakdown IS 'What the cases are parted by: need, age or phase.';
COMMENT ON COLUMN breakdown_year.word IS
    'The need, band of age or phase of school: a row of primary_need, age_band or school_phase. Age and phase are '
    'those '
    'at the request. Empty for the cases of which it is not recorded.';
COMMENT ON COLUMN breakdown_year.position IS 'Place in reports.';
COMMENT ON COLUMN breakdown_year.meaning IS 'What the word stands for.';
COMMENT ON COLUMN breakdown_year.finished IS 'Cases finished.';
COMMENT ON COLUMN breakdown_year.in_time IS 'Of these, cases finished in time.';
COMMENT ON COLUMN breakdown_year.finished_excluding IS 'Cases finished, without those under a permitted exception.';
COMMENT ON COLUMN breakdown_year.in_time_excluding IS 'Of these, cases finished in time.';
