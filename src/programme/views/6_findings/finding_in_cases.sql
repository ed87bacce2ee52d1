-- read: nobody

-- Counts for each authority, never a child. The requests are read three times: for what is counted by authority,
-- for the same child asked for twice, and for days that are still to come, which the first leaves out.
CREATE VIEW finding_in_cases AS
SELECT 'cases' AS area, 'requests of authority ' || c.local_authority AS subject, f.finding, f.severity, f.how_many,
       c.requests AS out_of, NULL::text AS example, f.what_to_do
FROM (
    SELECT r.local_authority, count(*) AS requests, max(r.latest) AS latest, r.today,
           count(*) FILTER (WHERE r.received_on IS NULL AND NOT r.historical) AS not_received,
           count(*) FILTER (WHERE r.request_outcome IN ('Y', 'N') AND r.request_outcome_on IS NULL) AS decision_undated,
           count(*) FILTER (WHERE r.request_outcome_on IS NOT NULL
                            AND coalesce(r.request_outcome = 'A', true)) AS decision_unnamed,
           count(*) FILTER (WHERE r.assessment_outcome = 'N' AND r.assessment_outcome_on IS NULL) AS refusal_undated,
           count(*) FILTER (WHERE r.assessment_outcome_on IS NOT NULL
                            AND coalesce(r.assessment_outcome = 'A', true)) AS outcome_unnamed,
           count(*) FILTER (WHERE r.assessment_outcome_on < r.request_outcome_on) AS plan_before_decision,
           count(*) FILTER (WHERE r.assessment_outcome <> 'H'
                            AND (r.request_outcome IN ('A', 'W', 'H') OR r.request_outcome IS NULL))
               AS assessed_undecided,
           count(*) FILTER (WHERE r.assessment_outcome <> 'H' AND r.request_outcome = 'N'
                            AND NOT coalesce(r.request_mediation, false)
                            AND NOT coalesce(r.request_tribunal, false)) AS assessed_refused,
           count(*) FILTER (WHERE r.request_outcome IS NULL AND coalesce(r.assessment_outcome, 'A') = 'A'
                            AND r.received_on + 42 < r.today AND NOT r.ended) AS decision_missing,
           count(*) FILTER (WHERE r.received_on + 364 < r.today AND NOT r.ended) AS very_old,
           count(*) FILTER (WHERE r.plan_start_on < r.received_on) AS started_before,
           count(*) FILTER (WHERE r.plan_start_on IS NOT NULL AND coalesce(r.assessment_outcome NOT IN ('Y', 'H'),
                                true)) AS started_without,
           count(*) FILTER (WHERE r.closed_on < r.assessment_outcome_on) AS finished_after_closed,
           count(*) FILTER (WHERE (r.request_outcome = 'W' OR r.assessment_outcome = 'W' OR r.exported_to IS NOT NULL)
                            AND r.closed_on IS NULL AND NOT r.historical) AS ended_undated,
           count(*) FILTER (WHERE r.exported_to = r.local_authority) AS exported_home,
           count(*) FILTER (WHERE r.week20 AND NOT r.has_exception) AS unexplained,
           count(*) FILTER (WHERE r.has_exception AND NOT coalesce(r.week20, false)) AS unflagged,
           count(*) FILTER (WHERE r.plan_in_12_months) AS plans_in_12_months,
           count(*) FILTER (WHERE r.plan_in_12_months
                            AND (r.has_exception OR coalesce(r.week20, false))) AS excepted_in_12_months,
           count(*) FILTER (WHERE r.received_on >= date '2025-01-01') AS of_2025,
           count(*) FILTER (WHERE r.received_on >= date '2025-01-01' AND r.request_source IS NULL
                            AND NOT r.historical) AS no_source,
           count(*) FILTER (WHERE r.rya IS NULL AND NOT r.historical) AS no_rya,
           count(*) FILTER (WHERE greatest(r.request_outcome_on, r.assessment_outcome_on,
                                           r.closed_on) > greatest(r.today, current_date)) AS to_come
    FROM (
        SELECT q.*, e.request_ref IS NOT NULL AS has_exception, t.today,
               coalesce(q.request_outcome = 'H', false) OR coalesce(q.assessment_outcome = 'H', false) AS historical,
               coalesce(q.assessment_outcome = 'Y' AND q.assessment_outcome_on > (t.today - interval '12 months')::date
                        AND q.assessment_outcome_on <= t.today, false) AS plan_in_12_months,
               sen.request_status(q.request_outcome, q.request_outcome_on, q.assessment_outcome,
                                  q.assessment_outcome_on, q.exported_to, q.closed_on, t.today) <> 'open' AS ended,
               greatest(q.received_on, CASE WHEN q.request_outcome_on <= t.today THEN q.request_outcome_on END,
                        CASE WHEN q.assessment_outcome_on <= t.today THEN q.assessment_outcome_on END,
                        CASE WHEN q.closed_on <= t.today THEN q.closed_on END) AS latest
        FROM ehc_request q
        CROSS JOIN (SELECT sen.today() AS today) t
        LEFT JOIN (SELECT DISTINCT x.local_authority, x.request_ref FROM assessment_exception x
                   WHERE x.time_limit = 'final_plan') e
            ON e.local_authority = q.local_authority AND e.request_ref = q.request_ref
        WHERE q.received_on IS NULL OR q.received_on <= t.today
    ) r
    GROUP BY r.local_authority, r.today
) c
CROSS JOIN LATERAL (VALUES
    ('the day received is unknown', 'error', c.not_received,
     'Such a plan is in the denominator of the 20-week rate and never in time. Find received_on.'),
    ('decided whether to assess, but not when', 'error', c.decision_undated, 'Give request_outcome_on.'),
    ('the day of a decision to assess or not, but no decision', 'error', c.decision_unnamed,
     'Give request_outcome Y or N, or remove the day.'),
    ('no plan will be made, but not when the family was told', 'error', c.refusal_undated,
     'Give assessment_outcome_on.'),
    ('the day of a plan or refusal, but not which', 'error', c.outcome_unnamed,
     'Give assessment_outcome Y or N, or remove the day.'),
    ('plan issued or refused before the decision to assess', 'error', c.plan_before_decision,
     'Correct one of the two days.'),
    ('an assessment, though the request is undecided, withdrawn or historical', 'error', c.assessed_undecided,
     'Give request_outcome Y, or remove what follows: SEN2 takes nothing after A, W or H.'),
    ('an assessment, though refused, and no mediation or appeal', 'query', c.assessed_refused,
     'Right only if the refusal was reversed: then set request_mediation or request_tribunal.'),
    ('received more than 6 weeks ago, and nothing said about the decision', 'query', c.decision_missing,
     'Give the decision and its day; A says that it is not made yet.'),
    ('decided, finished or closed on a day that is still to come', 'error', c.to_come,
     'Correct the day: these days say what has happened. Rows copied in with the month first have day and month the '
     'wrong way round.'),
    ('open for more than 52 weeks', 'query', c.very_old,
     'Check that it is still open: a case that was never closed makes the backlog too large.'),
    ('the plan starts before the request was received', 'query', c.started_before,
     'Check plan_start_on and received_on; a plan that came from another authority has outcome H.'),
    ('a plan has started, but none is recorded as issued', 'query', c.started_without,
     'Give assessment_outcome Y and its day.'),
    ('plan issued or refused after the case was closed', 'query', c.finished_after_closed,
     'Correct closed_on: it is for cases that end without a decision.'),
    ('withdrawn or moved away, but not when', 'query', c.ended_undated,
     'Give closed_on: until then it counts as never having been open.'),
    ('moved away to the same authority', 'error', c.exported_home, 'Correct exported_to.'),
    ('flagged as under an exception, but no exception is named', 'query', c.unexplained,
     'Add the circumstance and its evidence to assessment_exception: the list in the law is closed.'),
    ('an exception is named, but the case is not flagged as under one', 'query', c.unflagged,
     'Set week20, or the return to DfE shows it without exception.'),
    ('plans of the last 12 months under an exception: more than half of ' || c.plans_in_12_months, 'query',
     CASE WHEN c.plans_in_12_months >= 10 AND 2 * c.excepted_in_12_months > c.plans_in_12_months
          THEN c.excepted_in_12_months ELSE 0 END,
        'The rate that leaves out exceptions rests on few plans. Check how exceptions are recorded.'),
    ('received in 2025 or later without saying who asked', 'query', c.no_source,
     'Give request_source: SEN2 item 2.2, required from the 2026 return.'),
    ('not said whether in youth accommodation', 'information', c.no_rya, 'Give rya: SEN2 item 2.3.'),
    ('nothing received, decided or finished since ' || sen.date_words(c.latest), 'query',
     CASE WHEN c.latest + 31 < c.today THEN c.requests ELSE 0 END, 'Is the extract up to date? Load a new one.')
) f (finding, severity, how_many, what_to_do)
WHERE f.how_many > 0
UNION ALL
SELECT 'cases', 'requests of authority ' || d.local_authority,
       'the same child and the same day received as another request', 'error', sum(d.requests - 1)::bigint, NULL, NULL,
       'One was entered twice: remove it.'
FROM (
    SELECT r.local_authority, count(*) AS requests
    FROM ehc_request r
    WHERE r.child_ref IS NOT NULL AND r.received_on <= sen.today()
    GROUP BY r.local_authority, r.child_ref, r.received_on
    HAVING count(*) > 1
) d
GROUP BY d.local_authority
UNION ALL
SELECT 'cases', 'requests of authority ' || r.local_authority, 'received on a day that is still to come', 'error',
       count(*), NULL, NULL, 'Correct received_on: no report counts it before that day. Rows copied in with the month '
                             'first have day and month the wrong way round.'
FROM ehc_request r
WHERE r.received_on > greatest(sen.today(), current_date)
GROUP BY r.local_authority
UNION ALL
SELECT 'cases', 'characteristics for authority ' || k.local_authority, 'born after the request was received', 'error',
       count(*), NULL, NULL, 'Correct birth_month: breakdowns count the case without an age.'
FROM case_characteristic k
JOIN ehc_request r ON r.local_authority = k.local_authority AND r.request_ref = k.request_ref
WHERE k.birth_month > r.received_on
GROUP BY k.local_authority
UNION ALL
SELECT 'cases', 'advice for authority ' || c.local_authority, 'answered before the body received the request', 'query',
       c.early, (SELECT count(*) FROM advice_request a
                 WHERE a.local_authority = c.local_authority AND a.asked_on <= sen.today()), NULL,
       'Check received_on and responded_on: the six weeks count from received_on.'
FROM (SELECT a.local_authority, count(*) AS early FROM advice_request a
      WHERE a.responded_on < a.received_on AND a.asked_on <= sen.today() GROUP BY a.local_authority) c
UNION ALL
SELECT 'cases', 'annual reviews of authority ' || c.local_authority, f.finding, f.severity, f.how_many, c.reviews, NULL,
       f.what_to_do
FROM (
    SELECT v.local_authority, count(*) AS reviews,
           count(*) FILTER (WHERE v.outcome IS NOT NULL AND v.decision_sent_on IS NULL) AS undated,
           count(*) FILTER (WHERE v.outcome IS NULL AND v.decision_sent_on IS NOT NULL) AS unnamed,
           count(*) FILTER (WHERE v.decision_sent_on IS NOT NULL AND v.meeting_on IS NULL) AS no_meeting,
           count(*) FILTER (WHERE v.outcome IN ('C', 'M') AND v.amended_plan_sent_on IS NOT NULL) AS amended_anyway,
           count(*) FILTER (WHERE v.amended_plan_sent_on IS NOT NULL
                            AND v.amendment_notice_sent_on IS NULL) AS no_notice
    FROM annual_review v
    WHERE coalesce(v.meeting_on <= sen.today(), true)
    GROUP BY v.local_authority
) c
CROSS JOIN LATERAL (VALUES
    ('an outcome, but not when it was notified', 'error', c.undated,
     'Give decision_sent_on: such a review counts as undecided.'),
    ('a decision was notified, but not which', 'error', c.unnamed, 'Give outcome: SEN2 item 5.4c.'),
    ('a decision, but no day of the meeting', 'query', c.no_meeting, 'Give meeting_on: the four weeks count from it.'),
    ('an amended plan, though the outcome was not to amend', 'query', c.amended_anyway, 'Check outcome.'),
    ('an amended plan, but no notice of the amendments', 'query', c.no_notice,
     'Give amendment_notice_sent_on: SEN2 item 5.4d.')
) f (finding, severity, how_many, what_to_do)
WHERE f.how_many > 0
UNION ALL
SELECT 'cases', 'waits of authority ' || c.local_authority, f.finding, f.severity, f.how_many, c.waits, NULL,
       f.what_to_do
FROM (
    SELECT w.local_authority, count(*) AS waits,
           count(*) FILTER (WHERE w.assessed_on IS NOT NULL AND w.left_on IS NOT NULL) AS both_ends,
           count(*) FILTER (WHERE w.last_contact_on < w.referred_on) AS contact_before
    FROM wait w
    WHERE w.referred_on <= sen.today()
    GROUP BY w.local_authority
) c
CROSS JOIN LATERAL (VALUES
    ('both assessed and left the list', 'query', c.both_ends, 'Keep the one that ended the wait.'),
    ('last contact before the referral', 'query', c.contact_before, 'Check last_contact_on and referred_on.')
) f (finding, severity, how_many, what_to_do)
WHERE f.how_many > 0;
COMMENT ON VIEW finding_in_cases IS
    'Findings about the cases, as counts for each authority: a part of data_quality. Reads with the rights of the '
    'owner and free of policies. Not meant to be granted to anyone. Columns as there.';
COMMENT ON COLUMN finding_in_cases.area IS
    'What it is about: cases, meetings, actions, log, measures, objectives, risks, reviews, evidence or vocabulary.';
COMMENT ON COLUMN finding_in_cases.subject IS
    'Which records: such as actions, milestones or requests of authority 344; for a stale measure, the measure.';
COMMENT ON COLUMN finding_in_cases.finding IS 'What is wrong with them, in words.';
COMMENT ON COLUMN finding_in_cases.severity IS
    'error (wrong, contradicts itself, or too old to use), query (may be right; somebody should look) or information.';
COMMENT ON COLUMN finding_in_cases.how_many IS 'How many records it is true of.';
COMMENT ON COLUMN finding_in_cases.out_of IS 'Out of how many; empty where there is no such number.';
COMMENT ON COLUMN finding_in_cases.example IS 'The first of them by name; always empty for cases.';
COMMENT ON COLUMN finding_in_cases.what_to_do IS 'Why it matters or what to do.';
