-- read: reader
-- meanings: sen2_submission, release

CREATE VIEW sen2_reconciliation AS
SELECT l.local_authority, l.return_year, l.return_year - 1 AS year, l.submission, f.position, f.figure, f.title,
       f.in_return, f.in_casework, f.in_return - f.in_casework AS difference,
       d.value AS in_published, f.in_return - d.value AS published_difference, f.measure AS published_as, d.release,
       sen.list_words('; ', f.title || ': ' || sen.number_words(f.in_return) || ' in the return',
                      CASE WHEN f.in_casework IS NULL THEN 'casework does not hold it'
                           WHEN f.in_casework = f.in_return THEN 'the same in casework'
                           ELSE sen.number_words(f.in_casework) || ' in casework' END,
                      CASE WHEN d.value = f.in_return THEN 'the same published'
                           ELSE sen.number_words(d.value) || ' published' END) AS in_words
FROM (
    SELECT DISTINCT ON (s.local_authority, s.return_year) s.submission, s.local_authority, s.return_year,
           make_date(s.return_year - 1, 1, 1) AS from_day, make_date(s.return_year - 1, 12, 31) AS to_day
    FROM sen2_submission s
    ORDER BY s.local_authority, s.return_year, s.submission DESC
) l
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE r.received_on BETWEEN l.from_day AND l.to_day) AS requests,
           count(*) FILTER (WHERE r.request_outcome = 'Y' AND r.request_outcome_on BETWEEN l.from_day AND l.to_day)
               AS to_assess,
           count(*) FILTER (WHERE r.request_outcome = 'N' AND r.request_outcome_on BETWEEN l.from_day AND l.to_day)
               AS not_to_assess,
           count(*) FILTER (WHERE r.outcome = 'N') AS plans_refused,
           count(*) FILTER (WHERE r.outcome = 'Y') AS plans,
           count(*) FILTER (WHERE r.outcome = 'Y' AND r.in_time) AS in_time,
           count(*) FILTER (WHERE r.outcome = 'Y' AND NOT r.excepted) AS plans_without,
           count(*) FILTER (WHERE r.outcome = 'Y' AND r.in_time AND NOT r.excepted) AS in_time_without,
           count(*) FILTER (WHERE r.outcome = 'Y' AND NOT r.disputed) AS undisputed,
           count(*) FILTER (WHERE r.outcome = 'Y' AND r.in_time AND NOT r.disputed) AS undisputed_in_time,
           count(*) FILTER (WHERE r.ceased_on BETWEEN l.from_day AND l.to_day) AS ceased,
           count(*) FILTER (WHERE r.came_from IS NOT NULL) AS transferred_in
    FROM (SELECT
--@columns sen2_request of x,
                 CASE WHEN x.assessment_outcome_on BETWEEN l.from_day AND l.to_day THEN x.assessment_outcome END
                     AS outcome,
                 coalesce(sen.is_met('final_plan', x.received_on, x.assessment_outcome_on, l.to_day), false) AS in_time,
                 coalesce(x.week20, false) AS excepted,
                 coalesce(x.request_mediation, false) OR coalesce(x.request_tribunal, false)
                     OR coalesce(x.assessment_mediation, false) OR coalesce(x.assessment_tribunal, false)
                     OR coalesce(x.other_mediation, false) OR coalesce(x.other_tribunal, false) AS disputed
          FROM sen2_request x
          WHERE x.submission = l.submission) r
) t
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE r.received_on BETWEEN l.from_day AND l.to_day) AS requests,
           count(*) FILTER (WHERE r.request_outcome = 'Y' AND r.request_outcome_on BETWEEN l.from_day AND l.to_day)
               AS to_assess,
           count(*) FILTER (WHERE r.request_outcome = 'N' AND r.request_outcome_on BETWEEN l.from_day AND l.to_day)
               AS not_to_assess,
           count(*) FILTER (WHERE r.outcome = 'N') AS plans_refused,
           count(*) FILTER (WHERE r.outcome = 'Y') AS plans,
           count(*) FILTER (WHERE r.outcome = 'Y' AND r.in_time) AS in_time,
           count(*) FILTER (WHERE r.outcome = 'Y' AND NOT r.excepted) AS plans_without,
           count(*) FILTER (WHERE r.outcome = 'Y' AND r.in_time AND NOT r.excepted) AS in_time_without,
           count(*) FILTER (WHERE r.outcome = 'Y' AND NOT r.disputed) AS undisputed,
           count(*) FILTER (WHERE r.outcome = 'Y' AND r.in_time AND NOT r.disputed) AS undisputed_in_time
    FROM (SELECT x.*, CASE WHEN x.assessment_outcome_on BETWEEN l.from_day AND l.to_day THEN x.assessment_outcome END
                          AS outcome,
                 coalesce(sen.is_met('final_plan', x.received_on, x.assessment_outcome_on, l.to_day), false) AS in_time,
                 coalesce(x.week20, false) OR e.request_ref IS NOT NULL AS excepted,
                 coalesce(x.request_mediation, false) OR coalesce(x.request_tribunal, false)
                     OR coalesce(x.assessment_mediation, false) OR coalesce(x.assessment_tribunal, false)
                     OR coalesce(x.other_mediation, false) OR coalesce(x.other_tribunal, false) AS disputed
          FROM ehc_request x
          LEFT JOIN (SELECT DISTINCT a.local_authority, a.request_ref
                     FROM assessment_exception a
                     WHERE a.time_limit = 'final_plan') e
              ON e.local_authority = x.local_authority AND e.request_ref = x.request_ref
          WHERE x.local_authority = l.local_authority) r
) h
CROSS JOIN LATERAL (
    SELECT count(*) AS plans FROM sen2_request x
    JOIN sen2_submission s ON s.submission = x.submission
    WHERE x.submission = l.submission AND x.is_active AND coalesce(x.ceased_on > s.reference_date, true)
) p
CROSS JOIN LATERAL (VALUES
    (1, 'requests', 'Requests received', t.requests, h.requests, 'requests_received_in_year'),
    (2, 'to_assess', 'Decisions to assess', t.to_assess, h.to_assess, 'requests_decided_to_assess'),
    (3, 'not_to_assess', 'Decisions not to assess', t.not_to_assess, h.not_to_assess, 'requests_decided_not_to_assess'),
    (4, 'plans_refused', 'Assessments that ended without a plan', t.plans_refused, h.plans_refused,
     'assess_not_issued'),
    (5, 'plans', 'Plans issued', t.plans, h.plans, 'plans_issued_den'),
    (6, 'in_time', 'Plans issued within 20 weeks', t.in_time, h.in_time, 'plans_issued_within_20_weeks'),
    (7, 'plans_without', 'Plans issued, without exceptions', t.plans_without, h.plans_without, 'plans_issued_den_ex'),
    (8, 'in_time_without', 'Plans issued within 20 weeks, without exceptions', t.in_time_without, h.in_time_without,
     'plans_issued_20_weeks_ex'),
    (9, 'undisputed', 'Plans issued, without mediation or appeal', t.undisputed, h.undisputed, NULL),
    (10, 'undisputed_in_time', 'Plans issued within 20 weeks, without mediation or appeal', t.undisputed_in_time,
     h.undisputed_in_time, NULL),
    (11, 'in_force', 'Plans in force on the day of the return', p.plans,
     (SELECT x.plans::bigint FROM plans_in_force x
      JOIN sen2_submission s ON s.submission = l.submission AND x.on_day = s.reference_date
      WHERE x.local_authority = l.local_authority), 'ehcplans'),
    (12, 'ceased', 'Plans ceased', t.ceased, NULL, 'total_ceased'),
    (13, 'transferred_in', 'Plans transferred in', t.transferred_in, NULL, NULL)
) f (position, figure, title, in_return, in_casework, measure)
LEFT JOIN (
    -- Of several releases the latest; of the files of one, those of the whole of an authority. Plans in force are of
    -- the school year in which the return is made.
    SELECT DISTINCT ON (b.local_authority, b.measure, b.period_start)
           b.local_authority, b.measure, b.value, b.release,
           extract(year FROM b.period_start)::integer AS year
    FROM benchmark b
    WHERE b.measure IN ('requests_received_in_year', 'requests_decided_to_assess', 'requests_decided_not_to_assess',
                        'assess_not_issued', 'plans_issued_den', 'plans_issued_within_20_weeks', 'plans_issued_den_ex',
                        'plans_issued_20_weeks_ex', 'ehcplans', 'total_ceased')
      AND b.is_current AND b.is_total AND b.local_authority IS NOT NULL AND b.published_on <= sen.today()
    ORDER BY b.local_authority, b.measure, b.period_start, b.published_on DESC, b.release DESC, b.file
) d ON d.local_authority = l.local_authority AND d.measure = f.measure AND d.year = l.return_year - 1
ORDER BY l.local_authority, l.return_year, f.position;
COMMENT ON VIEW sen2_reconciliation IS
    'The figures of a calendar year from the latest SEN2 return of it, beside those of casework (ehc_request, which '
    'the views by year count) and those that DfE has published: sen.sen2_differences() has the cases behind each '
    'difference to casework, sen.sen2_unlike_published() those that may be behind one to what is published. DfE '
    'publishes three counts of issued plans; this is that of the 20-week file, whose denominator it is.';
COMMENT ON COLUMN sen2_reconciliation.year IS 'The calendar year that the return is of.';
COMMENT ON COLUMN sen2_reconciliation.position IS 'Place in reports, from 1.';
COMMENT ON COLUMN sen2_reconciliation.figure IS 'Name of the figure, by which sen.sen2_differences() has its cases.';
COMMENT ON COLUMN sen2_reconciliation.title IS 'What it counts, in words.';
COMMENT ON COLUMN sen2_reconciliation.in_return IS 'From the return.';
COMMENT ON COLUMN sen2_reconciliation.in_casework IS
    'From casework; empty for what it does not hold. Plans in force are those of plans_in_force.';
COMMENT ON COLUMN sen2_reconciliation.difference IS 'in_return less in_casework.';
COMMENT ON COLUMN sen2_reconciliation.in_published IS
    'What DfE has published of the year by sen.today(), in the release that came last; empty where none is loaded, or '
    'a symbol stands in its place. For plans in force: of the school year that the return was made in, as DfE '
    'publishes them.';
COMMENT ON COLUMN sen2_reconciliation.published_difference IS 'in_return less in_published.';
COMMENT ON COLUMN sen2_reconciliation.published_as IS
    'The published measure that counts the same, as in benchmark.measure; empty if none does.';
COMMENT ON COLUMN sen2_reconciliation.release IS 'The release that it stands in.';
COMMENT ON COLUMN sen2_reconciliation.in_words IS 'The line in words.';
