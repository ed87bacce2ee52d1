-- read: nobody
-- meanings: finding_in_cases

-- What is said of a source against what is in it. To count the cases that are later than their day takes two indexes.
CREATE VIEW finding_in_data AS
SELECT 'data' AS area, d.title AS subject, f.finding, f.severity, f.how_many, NULL::bigint AS out_of,
       NULL::text AS example, f.what_to_do
FROM (
    SELECT
--@columns data_source of s,
           greatest(sen.today(), current_date) AS latest_today,
           CASE s.source
               WHEN 'cases' THEN (SELECT count(*) FROM ehc_request r
                                  WHERE r.received_on > s.complete_to AND r.received_on <= sen.today())
                                 + (SELECT count(*) FROM ehc_request r
                                    WHERE r.assessment_outcome_on > s.complete_to
                                      AND r.assessment_outcome_on <= sen.today())
               WHEN 'waits' THEN (SELECT count(*) FROM wait x
                                  CROSS JOIN LATERAL (VALUES (x.referred_on), (x.assessed_on), (x.left_on),
                                                             (x.last_contact_on)) v (happened_on)
                                  WHERE v.happened_on > s.complete_to AND v.happened_on <= sen.today())
               WHEN 'audits' THEN (SELECT count(*) FROM plan_audit p
                                   WHERE p.audited_on > s.complete_to AND p.audited_on <= sen.today())
           END AS later
    FROM data_source s
    WHERE s.complete_to IS NOT NULL
) d
CROSS JOIN LATERAL (VALUES
    ('said to be complete to ' || sen.date_words(d.complete_to) || ', a day that is still to come', 'error',
     CASE WHEN d.complete_to > d.latest_today THEN 1 ELSE 0 END::bigint,
     'Say to which day it is complete: sen.state_data_day(). Until then its figures stand on today.'),
    ('later than ' || sen.date_words(d.complete_to) || ', the day to which it is said to be complete', 'query', d.later,
     'No figure counts them. Say to which day it is complete now: sen.state_data_day().')
) f (finding, severity, how_many, what_to_do)
WHERE f.how_many > 0;
COMMENT ON VIEW finding_in_data IS
    'What data_quality finds in what is said of the sources: a day that is still to come, and days in a source that '
    'are later than that to which it is said to be complete.';
