-- read: nobody
-- meanings: finding_in_cases

-- Steps that were passed, and events that do not fit their case.
CREATE VIEW finding_in_turns AS
SELECT 'cases' AS area, 'annual reviews of authority ' || c.local_authority AS subject, f.finding, f.severity,
       f.how_many, c.reviews AS out_of, NULL::text AS example, f.what_to_do
FROM (
    SELECT r.local_authority, count(*) AS reviews, count(r.report_passed_on) AS no_report,
           count(r.decision_passed_on) AS no_decision, count(r.amended_plan_passed_on) AS no_plan,
           count(*) FILTER (WHERE r.plan_made_on IS NOT NULL AND r.not_first_on IS NOT NULL) AS not_first
    FROM review_status_all r
    WHERE coalesce(r.meeting_on <= sen.today(), true)
    GROUP BY r.local_authority
) c
CROSS JOIN LATERAL (VALUES
    ('the report has no day, but a later step has one', 'query', c.no_report,
     'Give report_sent_on. SEN2 does not ask for it: until then nobody can say whether it came in time.'),
    ('the decision has no day, but the amendments or the amended plan have one', 'error', c.no_decision,
     'Give decision_sent_on: SEN2 item 5.4b.'),
    ('to be amended, and the next review was held, but the amended plan has no day', 'query', c.no_plan,
     'Give amended_plan_sent_on. SEN2 does not ask for it: until then nobody can say whether it came in time.'),
    ('entered with the day on which the plan was made, but not its first review', 'error', c.not_first,
     'Give last_reviewed_on and remove plan_made_on: the 12 months run from the last review. Not the first: it has a '
     'last review, or was held two years or more after the plan was made.')
) f (finding, severity, how_many, what_to_do)
WHERE f.how_many > 0
UNION ALL
SELECT 'cases', 'appeals of authority ' || c.local_authority, f.finding, f.severity, f.how_many, c.appeals, NULL,
       f.what_to_do
FROM (
    SELECT a.local_authority, count(*) AS appeals,
           count(*) FILTER (WHERE a.outcome_on < a.lodged_on) AS ended_before,
           count(*) FILTER (WHERE a.outcome_on > sen.today()) AS to_come,
           count(*) FILTER (WHERE a.responded_on IS NULL AND a.received_on IS NOT NULL
                            AND (a.outcome IN ('upheld', 'dismissed', 'by consent') AND a.outcome_on <= sen.today()
                                 OR o.case_ref IS NOT NULL)) AS no_response
    FROM appeal a
    LEFT JOIN (SELECT DISTINCT e.local_authority, e.case_ref FROM case_event e
               WHERE e.concerns = 'appeal' AND e.event = 'order_made' AND e.happened_on <= sen.today()) o
        ON o.local_authority = a.local_authority AND o.case_ref = a.appeal_ref
    GROUP BY a.local_authority
) c
CROSS JOIN LATERAL (VALUES
    ('ended before it was lodged', 'error', c.ended_before, 'Check outcome_on and lodged_on.'),
    ('ended on a day to come', 'error', c.to_come,
     'Check outcome_on: until that day comes the appeal counts as running. A hearing that is planned is no outcome.'),
    ('decided, but the response has no day', 'query', c.no_response,
     'Give responded_on: until then nobody can say whether it came in time.')
) f (finding, severity, how_many, what_to_do)
WHERE f.how_many > 0
UNION ALL
SELECT 'cases', 'events of authority ' || c.local_authority, f.finding, f.severity, f.how_many, c.events, NULL,
       f.what_to_do
FROM (
    SELECT e.local_authority, count(*) AS events,
           count(*) FILTER (WHERE e.event = 'order_made' AND e.happened_on < p.lodged_on) AS before_appeal,
           count(*) FILTER (WHERE e.concerns IN ('request', 'annual review', 'mediation', 'appeal')
                            AND coalesce(r.request_ref, v.review_ref, m.mediation_ref, p.appeal_ref) IS NULL)
               AS no_case,
           count(*) FILTER (WHERE e.event ~ '^(det_)?mediation_agreed$' AND e.concerns <> 'mediation') AS elsewhere,
           count(*) FILTER (WHERE e.request_ref IS DISTINCT FROM coalesce(m.request_ref, p.request_ref)
                            AND coalesce(m.request_ref, p.request_ref) IS NOT NULL) AS another_request
    FROM case_event e
    LEFT JOIN ehc_request r ON e.concerns = 'request' AND r.local_authority = e.local_authority
        AND r.request_ref = e.case_ref
    LEFT JOIN annual_review v ON e.concerns = 'annual review' AND v.local_authority = e.local_authority
        AND v.review_ref = e.case_ref
    LEFT JOIN mediation m ON e.concerns = 'mediation' AND m.local_authority = e.local_authority
        AND m.mediation_ref = e.case_ref
    LEFT JOIN appeal p ON e.concerns = 'appeal' AND p.local_authority = e.local_authority
        AND p.appeal_ref = e.case_ref
    WHERE e.happened_on <= sen.today()
    GROUP BY e.local_authority
) c
CROSS JOIN LATERAL (VALUES
    ('order made before the appeal was lodged', 'error', c.before_appeal, 'Check happened_on and lodged_on.'),
    ('of a case that is in no table', 'error', c.no_case, 'Check concerns and case_ref: the event turns nothing.'),
    ('agreed at mediation, but recorded with another case', 'information', c.elsewhere,
     'Record it with the mediation, which names the request or review that it is about.'),
    ('of a mediation or appeal about a request that the event does not name', 'error', c.another_request,
     'Give request_ref of the event: it ends the clocks of the request that it names, and of no other.')
) f (finding, severity, how_many, what_to_do)
WHERE f.how_many > 0
UNION ALL
SELECT 'cases', 'events of authority ' || e.local_authority, 'on a day to come', 'error', count(*), NULL, NULL,
       'Check happened_on: until that day comes the event ends no clock and starts none.'
FROM case_event e WHERE e.happened_on > sen.today()
GROUP BY e.local_authority
UNION ALL
SELECT 'cases', 'events of authority ' || t.local_authority,
       'agreed, ordered or withdrawn before the refusal that it reverses', 'error', count(*), NULL, NULL,
       'Check happened_on, and the day of the refusal in ehc_request: such a request counts as open again.'
FROM turning_event_all t
JOIN ehc_request r ON r.local_authority = t.local_authority AND r.request_ref = t.request_ref
WHERE t.reverses
  AND t.happened_on < CASE t.about WHEN 'refusal to assess' THEN
                                       CASE WHEN r.request_outcome = 'N' THEN r.request_outcome_on END
                                   WHEN 'refusal to issue a plan' THEN
                                       CASE WHEN r.assessment_outcome = 'N' THEN r.assessment_outcome_on END END
GROUP BY t.local_authority
UNION ALL
SELECT 'cases', 'events of authority ' || d.local_authority, 'two events of one day that end the same clock', 'error',
       count(*), NULL, NULL, 'Only one of them can have ended it: check happened_on, or remove one.'
FROM (
    SELECT t.local_authority
    FROM turning_event_all t
    WHERE t.reverses
    GROUP BY t.local_authority, t.turned_concerns, t.turned_ref, t.happened_on, t.about
    HAVING count(DISTINCT t.event) > 1
) d
GROUP BY d.local_authority;
COMMENT ON VIEW finding_in_turns IS
    'Findings about steps that were passed and events that turn a case, as counts for each authority: a part of '
    'data_quality. Reads with the rights of the owner and free of policies. Not meant to be granted to anyone. Columns '
    'as there.';
