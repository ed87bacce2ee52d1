-- Compares every figure that DfE published (published.csv) with what the views give, and makes sure that
-- the cases were generated alike. Then what the two documents tell (check_story.sql). A line for each
-- difference; any difference is an error (psql exit 3).
\set ON_ERROR_STOP 1
\set QUIET 1
\set VERBOSITY terse
\pset pager off
\pset format unaligned
\pset tuples_only on
\ir published.sql

DROP TABLE IF EXISTS pg_temp.check_figure, pg_temp.check_fact, pg_temp.check_difference;
CREATE TEMPORARY TABLE check_figure AS
SELECT p.year, f.figure, f.published, f.computed
FROM published p
LEFT JOIN timeliness_by_year t ON t.local_authority = '344' AND t.year = p.year
LEFT JOIN (
    -- What the view does not show: the middle band, and two figures without exceptions.
    SELECT extract(year FROM c.plan_issued_on)::integer AS year,
           count(*) FILTER (WHERE c.plan_issued_on - c.received_on BETWEEN 141 AND 364) AS mid_band,
           count(*) FILTER (WHERE c.plan_issued_on - c.received_on BETWEEN 141 AND 364
                            AND NOT c.has_exception) AS mid_band_excluding,
           count(*) FILTER (WHERE c.plan_issued_on - c.received_on > 364
                            AND NOT c.has_exception) AS over_52_weeks_excluding,
           round(avg(c.plan_issued_on - c.received_on) FILTER (WHERE NOT c.has_exception) / 7,
                 1) AS mean_weeks_excluding
    FROM case_status c
    WHERE c.local_authority = '344' AND c.status = 'plan issued'
    GROUP BY 1
) b ON b.year = p.year
LEFT JOIN (
    SELECT extract(year FROM r.received_on)::integer AS year, count(*) AS requests,
           count(*) FILTER (WHERE r.request_outcome = 'N') AS requests_refused
    FROM ehc_request r
    WHERE r.local_authority = '344'
    GROUP BY 1
) r ON r.year = p.year
CROSS JOIN LATERAL (VALUES
    ('plans issued', p.plans, t.finished::numeric),
    ('plans within 20 weeks', p.within, t.in_time),
    ('percent within 20 weeks', p.percent, t.percent_in_time),
    ('plans issued, excluding exceptions', p.plans_excluding, t.finished_excluding),
    ('plans within 20 weeks, excluding exceptions', p.within_excluding, t.in_time_excluding),
    ('percent within 20 weeks, excluding exceptions', p.percent_excluding, t.percent_in_time_excluding),
    ('plans over 20 to 52 weeks', p.mid_band, b.mid_band),
    ('plans over 20 to 52 weeks, excluding exceptions', p.mid_band_excluding, b.mid_band_excluding),
    ('plans over 52 weeks', p.over_52_weeks, t.over_52_weeks),
    ('plans over 52 weeks, excluding exceptions', p.over_52_weeks_excluding, b.over_52_weeks_excluding),
    ('mean weeks', p.mean_weeks, t.mean_weeks),
    ('mean weeks, excluding exceptions', p.mean_weeks_excluding, b.mean_weeks_excluding),
    ('requests received', p.requests, r.requests),
    ('requests refused', p.requests_refused, r.requests_refused)
) f (figure, published, computed)
WHERE f.published IS NOT NULL;

-- The rows as the file ehc_request.csv has them, so this is also the SHA-256 of that file.
\set expected_sha256 314fe3c9398763e8637d78d6256b03a1b369035cd82828edcfc3215ca8d9a894
SELECT encode(sha256(convert_to(
           'local_authority,request_ref,child_ref,received_on,request_source,rya,request_outcome,request_outcome_on,'
           || 'request_mediation,request_tribunal,exported_to,assessment_outcome,assessment_outcome_on,'
              'assessment_mediation,'
           || 'assessment_tribunal,other_mediation,other_tribunal,week20,plan_start_on,closed_on' || E'\n'
           || string_agg(btrim(ROW(local_authority, request_ref, child_ref, received_on, request_source, rya,
                                   request_outcome,
                  request_outcome_on, request_mediation, request_tribunal, exported_to, assessment_outcome,
                  assessment_outcome_on, assessment_mediation, assessment_tribunal, other_mediation, other_tribunal,
                  week20,
                  plan_start_on, closed_on)::text, '()') || E'\n', '' ORDER BY request_ref COLLATE "C"),
           'UTF8')), 'hex') AS sha256,
       count(*) AS requests
FROM ehc_request
\gset

\ir check_story.sql

CREATE TEMPORARY TABLE check_difference AS
SELECT year, format('check: %s, %s: DfE published %s, the programme gives %s', year, figure, published,
           coalesce(computed::text, 'nothing')) AS line
FROM check_figure
WHERE computed IS DISTINCT FROM published
UNION ALL
SELECT y, format('check: %s is missing from published.csv', y)
FROM generate_series(2019, 2025) y
WHERE y NOT IN (SELECT year FROM published)
UNION ALL
SELECT NULL, format('check: the generated requests are not the expected ones: SHA-256 %s', :'sha256')
WHERE :'sha256' <> :'expected_sha256'
UNION ALL
-- From 2025 the week20 flag and the rows of assessment_exception have to tell the same.
SELECT NULL, format('check: %s has week20 = %s, but %s row of assessment_exception', r.request_ref,
           coalesce(r.week20::text, 'nothing'), CASE WHEN e.request_ref IS NULL THEN 'no' ELSE 'a' END)
FROM ehc_request r
JOIN case_status c ON c.local_authority = r.local_authority AND c.request_ref = r.request_ref
LEFT JOIN assessment_exception e ON e.local_authority = r.local_authority AND e.request_ref = r.request_ref
WHERE (c.status = 'open' OR c.plan_issued_on >= '2025-01-01')
  AND coalesce(r.week20, false) <> (e.request_ref IS NOT NULL)
UNION ALL
SELECT NULL, format('check: %s: expected %s, the programme gives %s', fact, expected, coalesce(found, 'nothing'))
FROM check_fact
WHERE found IS DISTINCT FROM expected;

SELECT line FROM check_difference ORDER BY year NULLS LAST, line;

DO $$
DECLARE
    differences bigint := (SELECT count(*) FROM check_difference);
BEGIN
    IF differences > 0 THEN
        RAISE EXCEPTION 'check: % found',
            CASE differences WHEN 1 THEN '1 difference' ELSE differences || ' differences' END;
    END IF;
END
$$;

SELECT format('check: %s years, %s published figures, all equal', count(DISTINCT year), count(*)) FROM check_figure;
SELECT format('check: %s facts of the documents, the published log and the evidence, all as expected', count(*))
FROM check_fact;
SELECT format('check: %s requests generated as expected, SHA-256 of ehc_request.csv:', :'requests');
SELECT '       ' || :'sha256';

-- For those who run this from a psql of their own.
\set VERBOSITY default
\pset tuples_only off
\pset format aligned
