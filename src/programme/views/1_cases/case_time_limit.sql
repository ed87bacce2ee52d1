-- read: analyst

-- Each branch names its limit as a constant, so that the due date is an addition to the day that starts it, and
-- so that a reader who asks for some limits runs only their branches. What an event ended is joined branch by branch,
-- so that conditions still reach the tables and their indexes: the first event after the clock
-- began by which it ended.
CREATE VIEW case_time_limit WITH (security_invoker = true) AS
SELECT c.local_authority, 'request' AS concerns, c.request_ref AS case_ref, NULL::text AS detail,
       'assess_decision' AS time_limit,
       c.received_on AS started_on, c.received_on AS opened_on,
       sen.due_date('assess_decision', c.received_on) AS due_on,
       c.decided_on AS done_on,
       c.status = 'open' AND z.happened_on IS NULL AS running, c.status AS ended,
       CASE WHEN z.happened_on IS NOT NULL THEN least(c.refused_on, z.happened_on)
            ELSE c.ended_on END AS ended_on,
       NULL::text AS exception, e.request_ref IS NOT NULL AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal,
       c.request_ref, z.happened_on AS replaced_on, z.replaced_by, z.ended_by, true AS matters
FROM case_status c
LEFT JOIN (SELECT DISTINCT x.local_authority, x.request_ref FROM assessment_exception x
           WHERE x.time_limit = 'assess_decision') e ON e.local_authority = c.local_authority
    AND e.request_ref = c.request_ref
LEFT JOIN (
    SELECT DISTINCT ON (t.local_authority, t.turned_request) t.local_authority, t.turned_request, t.happened_on,
           sen.limit_replaced_by('assess_decision', t.event, t.matter, t.time_limit::sen.time_limit,
                                 'request')::text AS replaced_by,
           sen.limit_ended_by('assess_decision', t.event, t.matter, t.time_limit::sen.time_limit,
                              'request') AS ended_by
    FROM case_event t
    WHERE t.turned_request IS NOT NULL AND t.happened_on <= sen.today()
      AND sen.ends_limit('assess_decision', t.event, t.matter, t.time_limit::sen.time_limit, 'request')
    ORDER BY t.local_authority, t.turned_request, t.happened_on
) z ON z.local_authority = c.local_authority AND z.turned_request = c.request_ref
    AND z.happened_on > c.received_on
WHERE c.status <> 'historical'
UNION ALL
SELECT c.local_authority, 'request' AS concerns, c.request_ref AS case_ref, NULL::text AS detail,
       'no_plan_decision' AS time_limit,
       c.received_on AS started_on, c.received_on AS opened_on,
       sen.due_date('no_plan_decision', c.received_on) AS due_on,
       c.no_plan_on AS done_on,
       c.status = 'open' AND c.stage <> 'plan agreed' AND z.happened_on IS NULL AS running, c.status AS ended,
       CASE WHEN z.happened_on IS NOT NULL THEN least(c.refused_on, z.happened_on)
            WHEN c.stage = 'plan agreed' THEN c.decided_on
            ELSE c.ended_on END AS ended_on,
       NULL::text AS exception, e.request_ref IS NOT NULL AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal,
       c.request_ref, z.happened_on AS replaced_on, z.replaced_by, z.ended_by,
       c.status = 'no plan' OR c.status = 'open' AND c.stage <> 'plan agreed' AS matters
FROM case_status c
LEFT JOIN (SELECT DISTINCT x.local_authority, x.request_ref FROM assessment_exception x
           WHERE x.time_limit = 'no_plan_decision') e ON e.local_authority = c.local_authority
    AND e.request_ref = c.request_ref
LEFT JOIN (
    SELECT DISTINCT ON (t.local_authority, t.turned_request) t.local_authority, t.turned_request, t.happened_on,
           sen.limit_replaced_by('no_plan_decision', t.event, t.matter, t.time_limit::sen.time_limit,
                                 'request')::text AS replaced_by,
           sen.limit_ended_by('no_plan_decision', t.event, t.matter, t.time_limit::sen.time_limit,
                              'request') AS ended_by
    FROM case_event t
    WHERE t.turned_request IS NOT NULL AND t.happened_on <= sen.today()
      AND sen.ends_limit('no_plan_decision', t.event, t.matter, t.time_limit::sen.time_limit, 'request')
    ORDER BY t.local_authority, t.turned_request, t.happened_on
) z ON z.local_authority = c.local_authority AND z.turned_request = c.request_ref
    AND z.happened_on > c.received_on
WHERE c.status <> 'historical'
UNION ALL
-- A plan that was refused and then issued after all is not the outcome that SEN2 asks for: its day stands with the
-- limit that replaced this one.
SELECT c.local_authority, 'request' AS concerns, c.request_ref AS case_ref, NULL::text AS detail,
       'final_plan' AS time_limit,
       c.received_on AS started_on, c.received_on AS opened_on,
       sen.due_date('final_plan', c.received_on) AS due_on,
       CASE WHEN z.happened_on > c.no_plan_on THEN NULL ELSE c.plan_issued_on END AS done_on,
       c.status = 'open' AND z.happened_on IS NULL AS running, c.status AS ended,
       CASE WHEN z.happened_on IS NOT NULL THEN least(c.refused_on, z.happened_on)
            ELSE c.ended_on END AS ended_on,
       NULL::text AS exception, c.has_exception, c.plan_start_on, c.mediation_or_tribunal,
       c.request_ref, z.happened_on AS replaced_on, z.replaced_by, z.ended_by,
       c.status IN ('open', 'plan issued') AS matters
FROM case_status c
LEFT JOIN (
    SELECT DISTINCT ON (t.local_authority, t.turned_request) t.local_authority, t.turned_request, t.happened_on,
           sen.limit_replaced_by('final_plan', t.event, t.matter, t.time_limit::sen.time_limit,
                                 'request')::text AS replaced_by,
           sen.limit_ended_by('final_plan', t.event, t.matter, t.time_limit::sen.time_limit,
                              'request') AS ended_by
    FROM case_event t
    WHERE t.turned_request IS NOT NULL AND t.happened_on <= sen.today()
      AND sen.ends_limit('final_plan', t.event, t.matter, t.time_limit::sen.time_limit, 'request')
    ORDER BY t.local_authority, t.turned_request, t.happened_on
) z ON z.local_authority = c.local_authority AND z.turned_request = c.request_ref
    AND z.happened_on > c.received_on
WHERE c.status <> 'historical'
UNION ALL
SELECT a.local_authority, 'advice' AS concerns, a.request_ref || ': ' || a.body AS case_ref, a.body AS detail,
       'assess_advice_response' AS time_limit,
       s.started_on, s.started_on AS opened_on, sen.due_date('assess_advice_response', s.started_on) AS due_on,
       a.responded_on AS done_on,
       c.status = 'open' AND z.happened_on IS NULL AS running, c.status AS ended,
       CASE WHEN z.happened_on IS NOT NULL THEN z.happened_on ELSE c.ended_on END AS ended_on,
       a.exception, a.exception IS NOT NULL AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal,
       a.request_ref, z.happened_on AS replaced_on, z.replaced_by, z.ended_by, true AS matters
FROM advice_request a
CROSS JOIN LATERAL (SELECT coalesce(a.received_on, a.asked_on) AS started_on) s
JOIN case_status c ON c.local_authority = a.local_authority AND c.request_ref = a.request_ref
LEFT JOIN (
    SELECT DISTINCT ON (t.local_authority, t.turned_request) t.local_authority, t.turned_request, t.happened_on,
           sen.limit_replaced_by('assess_advice_response', t.event, t.matter, t.time_limit::sen.time_limit,
                                 'request')::text AS replaced_by,
           sen.limit_ended_by('assess_advice_response', t.event, t.matter, t.time_limit::sen.time_limit,
                              'request') AS ended_by
    FROM case_event t
    WHERE t.turned_request IS NOT NULL AND t.happened_on <= sen.today()
      AND sen.ends_limit('assess_advice_response', t.event, t.matter, t.time_limit::sen.time_limit, 'request')
    ORDER BY t.local_authority, t.turned_request, t.happened_on
) z ON z.local_authority = a.local_authority AND z.turned_request = a.request_ref
    AND z.happened_on > s.started_on
UNION ALL
SELECT r.local_authority, 'annual review' AS concerns, r.review_ref AS case_ref, NULL::text AS detail,
       'first_review' AS time_limit,
       r.plan_made_on AS started_on,
       r.plan_made_on AS opened_on,
       sen.due_date('first_review', r.plan_made_on) AS due_on,
       CASE WHEN r.not_first_on IS NULL THEN r.decision_sent_on END AS done_on,
       coalesce(r.not_first_on, r.decision_passed_on) IS NULL AND z.happened_on IS NULL AS running,
       CASE WHEN r.not_first_on IS NOT NULL THEN 'not the first review'
            WHEN r.decision_passed_on IS NOT NULL THEN 'not recorded' END AS ended,
       least(coalesce(r.not_first_on, r.decision_passed_on), z.happened_on) AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal,
       NULL::text AS request_ref, z.happened_on AS replaced_on, z.replaced_by, z.ended_by, true AS matters
FROM review_status r
LEFT JOIN (
    SELECT DISTINCT ON (t.local_authority, t.turned_review) t.local_authority, t.turned_review, t.happened_on,
           sen.limit_replaced_by('first_review', t.event, t.matter, t.time_limit::sen.time_limit,
                                 'annual review')::text AS replaced_by,
           sen.limit_ended_by('first_review', t.event, t.matter, t.time_limit::sen.time_limit,
                              'annual review') AS ended_by
    FROM case_event t
    WHERE t.turned_review IS NOT NULL AND t.happened_on <= sen.today()
      AND sen.ends_limit('first_review', t.event, t.matter, t.time_limit::sen.time_limit, 'annual review')
    ORDER BY t.local_authority, t.turned_review, t.happened_on
) z ON z.local_authority = r.local_authority AND z.turned_review = r.review_ref
    AND z.happened_on > r.plan_made_on
WHERE r.plan_made_on IS NOT NULL
UNION ALL
SELECT r.local_authority, 'annual review' AS concerns, r.review_ref AS case_ref, NULL::text AS detail,
       'next_review' AS time_limit,
       r.last_reviewed_on AS started_on,
       r.last_reviewed_on AS opened_on,
       sen.due_date('next_review', r.last_reviewed_on) AS due_on,
       r.decision_sent_on AS done_on,
       r.decision_passed_on IS NULL AND z.happened_on IS NULL AS running,
       CASE WHEN r.decision_passed_on IS NOT NULL THEN 'not recorded' END AS ended,
       least(r.decision_passed_on, z.happened_on) AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal,
       NULL::text AS request_ref, z.happened_on AS replaced_on, z.replaced_by, z.ended_by, true AS matters
FROM review_status r
LEFT JOIN (
    SELECT DISTINCT ON (t.local_authority, t.turned_review) t.local_authority, t.turned_review, t.happened_on,
           sen.limit_replaced_by('next_review', t.event, t.matter, t.time_limit::sen.time_limit,
                                 'annual review')::text AS replaced_by,
           sen.limit_ended_by('next_review', t.event, t.matter, t.time_limit::sen.time_limit,
                              'annual review') AS ended_by
    FROM case_event t
    WHERE t.turned_review IS NOT NULL AND t.happened_on <= sen.today()
      AND sen.ends_limit('next_review', t.event, t.matter, t.time_limit::sen.time_limit, 'annual review')
    ORDER BY t.local_authority, t.turned_review, t.happened_on
) z ON z.local_authority = r.local_authority AND z.turned_review = r.review_ref
    AND z.happened_on > r.last_reviewed_on
WHERE r.last_reviewed_on IS NOT NULL
UNION ALL
SELECT r.local_authority, 'annual review' AS concerns, r.review_ref AS case_ref, NULL::text AS detail,
       'review_report' AS time_limit,
       r.meeting_on AS started_on,
       r.meeting_on AS opened_on,
       sen.due_date('review_report', r.meeting_on) AS due_on,
       r.report_sent_on AS done_on,
       r.report_passed_on IS NULL AND z.happened_on IS NULL AS running,
       CASE WHEN r.report_passed_on IS NOT NULL THEN 'not recorded' END AS ended,
       least(r.report_passed_on, z.happened_on) AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal,
       NULL::text AS request_ref, z.happened_on AS replaced_on, z.replaced_by, z.ended_by, true AS matters
FROM review_status r
LEFT JOIN (
    SELECT DISTINCT ON (t.local_authority, t.turned_review) t.local_authority, t.turned_review, t.happened_on,
           sen.limit_replaced_by('review_report', t.event, t.matter, t.time_limit::sen.time_limit,
                                 'annual review')::text AS replaced_by,
           sen.limit_ended_by('review_report', t.event, t.matter, t.time_limit::sen.time_limit,
                              'annual review') AS ended_by
    FROM case_event t
    WHERE t.turned_review IS NOT NULL AND t.happened_on <= sen.today()
      AND sen.ends_limit('review_report', t.event, t.matter, t.time_limit::sen.time_limit, 'annual review')
    ORDER BY t.local_authority, t.turned_review, t.happened_on
) z ON z.local_authority = r.local_authority AND z.turned_review = r.review_ref
    AND z.happened_on > r.meeting_on
WHERE r.meeting_on IS NOT NULL
UNION ALL
SELECT r.local_authority, 'annual review' AS concerns, r.review_ref AS case_ref, NULL::text AS detail,
       'review_decision' AS time_limit,
       r.meeting_on AS started_on,
       r.meeting_on AS opened_on,
       sen.due_date('review_decision', r.meeting_on) AS due_on,
       r.decision_sent_on AS done_on,
       r.decision_passed_on IS NULL AND z.happened_on IS NULL AS running,
       CASE WHEN r.decision_passed_on IS NOT NULL THEN 'not recorded' END AS ended,
       least(r.decision_passed_on, z.happened_on) AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal,
       NULL::text AS request_ref, z.happened_on AS replaced_on, z.replaced_by, z.ended_by, true AS matters
FROM review_status r
LEFT JOIN (
    SELECT DISTINCT ON (t.local_authority, t.turned_review) t.local_authority, t.turned_review, t.happened_on,
           sen.limit_replaced_by('review_decision', t.event, t.matter, t.time_limit::sen.time_limit,
                                 'annual review')::text AS replaced_by,
           sen.limit_ended_by('review_decision', t.event, t.matter, t.time_limit::sen.time_limit,
                              'annual review') AS ended_by
    FROM case_event t
    WHERE t.turned_review IS NOT NULL AND t.happened_on <= sen.today()
      AND sen.ends_limit('review_decision', t.event, t.matter, t.time_limit::sen.time_limit, 'annual review')
    ORDER BY t.local_authority, t.turned_review, t.happened_on
) z ON z.local_authority = r.local_authority AND z.turned_review = r.review_ref
    AND z.happened_on > r.meeting_on
WHERE r.meeting_on IS NOT NULL
UNION ALL
SELECT r.local_authority, 'annual review' AS concerns, r.review_ref AS case_ref, NULL::text AS detail,
       'final_amended_plan' AS time_limit,
       coalesce(r.meeting_on, r.notice_sent_on) AS started_on,
       greatest(r.decision_sent_on, coalesce(r.meeting_on, r.notice_sent_on)) AS opened_on,
       sen.amended_plan_due(r.meeting_on, r.notice_sent_on) AS due_on,
       r.amended_plan_sent_on AS done_on,
       r.amended_plan_passed_on IS NULL AND z.happened_on IS NULL AS running,
       CASE WHEN r.amended_plan_passed_on IS NOT NULL THEN 'not recorded' END AS ended,
       least(r.amended_plan_passed_on, z.happened_on) AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal,
       NULL::text AS request_ref, z.happened_on AS replaced_on, z.replaced_by, z.ended_by, true AS matters
FROM review_status r
LEFT JOIN (
    SELECT DISTINCT ON (t.local_authority, t.turned_review) t.local_authority, t.turned_review, t.happened_on,
           sen.limit_replaced_by('final_amended_plan', t.event, t.matter, t.time_limit::sen.time_limit,
                                 'annual review')::text AS replaced_by,
           sen.limit_ended_by('final_amended_plan', t.event, t.matter, t.time_limit::sen.time_limit,
                              'annual review') AS ended_by
    FROM case_event t
    WHERE t.turned_review IS NOT NULL AND t.happened_on <= sen.today()
      AND sen.ends_limit('final_amended_plan', t.event, t.matter, t.time_limit::sen.time_limit, 'annual review')
    ORDER BY t.local_authority, t.turned_review, t.happened_on
) z ON z.local_authority = r.local_authority AND z.turned_review = r.review_ref
    AND z.happened_on > coalesce(r.meeting_on, r.notice_sent_on)
WHERE r.outcome = 'A' AND coalesce(r.decision_sent_on <= sen.today(), true)
    AND coalesce(r.meeting_on, r.notice_sent_on) IS NOT NULL
UNION ALL
SELECT r.local_authority, 'annual review' AS concerns, r.review_ref AS case_ref, r.transfer_phase AS detail,
       'phase_transfer_post16' AS time_limit,
       make_date(r.transfer_year, 1, 1) AS started_on,
       make_date(r.transfer_year, 1, 1) AS opened_on,
       sen.phase_transfer_due(r.transfer_phase, r.transfer_year) AS due_on,
       CASE r.outcome WHEN 'A' THEN r.amended_plan_sent_on ELSE r.decision_sent_on END AS done_on,
       r.amended_plan_passed_on IS NULL AND z.happened_on IS NULL AS running,
       CASE WHEN r.amended_plan_passed_on IS NOT NULL THEN 'not recorded' END AS ended,
       least(r.amended_plan_passed_on, z.happened_on) AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal,
       NULL::text AS request_ref, z.happened_on AS replaced_on, z.replaced_by, z.ended_by, true AS matters
FROM review_status r
LEFT JOIN (
    SELECT DISTINCT ON (t.local_authority, t.turned_review) t.local_authority, t.turned_review, t.happened_on,
           sen.limit_replaced_by('phase_transfer_post16', t.event, t.matter, t.time_limit::sen.time_limit,
                                 'annual review')::text AS replaced_by,
           sen.limit_ended_by('phase_transfer_post16', t.event, t.matter, t.time_limit::sen.time_limit,
                              'annual review') AS ended_by
    FROM case_event t
    WHERE t.turned_review IS NOT NULL AND t.happened_on <= sen.today()
      AND sen.ends_limit('phase_transfer_post16', t.event, t.matter, t.time_limit::sen.time_limit, 'annual review')
    ORDER BY t.local_authority, t.turned_review, t.happened_on
) z ON z.local_authority = r.local_authority AND z.turned_review = r.review_ref
    AND z.happened_on > make_date(r.transfer_year, 1, 1)
WHERE r.transfer_phase = 'secondary to post-16'
UNION ALL
SELECT r.local_authority, 'annual review' AS concerns, r.review_ref AS case_ref, r.transfer_phase AS detail,
       'phase_transfer_other' AS time_limit,
       make_date(r.transfer_year, 1, 1) AS started_on,
       make_date(r.transfer_year, 1, 1) AS opened_on,
       sen.phase_transfer_due(r.transfer_phase, r.transfer_year) AS due_on,
       CASE r.outcome WHEN 'A' THEN r.amended_plan_sent_on ELSE r.decision_sent_on END AS done_on,
       r.amended_plan_passed_on IS NULL AND z.happened_on IS NULL AS running,
       CASE WHEN r.amended_plan_passed_on IS NOT NULL THEN 'not recorded' END AS ended,
       least(r.amended_plan_passed_on, z.happened_on) AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal,
       NULL::text AS request_ref, z.happened_on AS replaced_on, z.replaced_by, z.ended_by, true AS matters
FROM review_status r
LEFT JOIN (
    SELECT DISTINCT ON (t.local_authority, t.turned_review) t.local_authority, t.turned_review, t.happened_on,
           sen.limit_replaced_by('phase_transfer_other', t.event, t.matter, t.time_limit::sen.time_limit,
                                 'annual review')::text AS replaced_by,
           sen.limit_ended_by('phase_transfer_other', t.event, t.matter, t.time_limit::sen.time_limit,
                              'annual review') AS ended_by
    FROM case_event t
    WHERE t.turned_review IS NOT NULL AND t.happened_on <= sen.today()
      AND sen.ends_limit('phase_transfer_other', t.event, t.matter, t.time_limit::sen.time_limit, 'annual review')
    ORDER BY t.local_authority, t.turned_review, t.happened_on
) z ON z.local_authority = r.local_authority AND z.turned_review = r.review_ref
    AND z.happened_on > make_date(r.transfer_year, 1, 1)
WHERE r.transfer_phase NOT IN ('secondary to post-16', 'post-16 to post-16')
UNION ALL
-- Counted back from the day of the transfer.
SELECT r.local_authority, 'annual review' AS concerns, r.review_ref AS case_ref, r.transfer_phase AS detail,
       'post16_to_post16' AS time_limit,
       r.transfer_on AS started_on,
       r.transfer_on AS opened_on,
       sen.phase_transfer_due(r.transfer_phase, r.transfer_on, true) AS due_on,
       CASE r.outcome WHEN 'A' THEN r.amended_plan_sent_on ELSE r.decision_sent_on END AS done_on,
       r.amended_plan_passed_on IS NULL AND z.happened_on IS NULL AS running,
       CASE WHEN r.amended_plan_passed_on IS NOT NULL THEN 'not recorded' END AS ended,
       least(r.amended_plan_passed_on, z.happened_on) AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal,
       NULL::text AS request_ref, z.happened_on AS replaced_on, z.replaced_by, z.ended_by, true AS matters
FROM review_status r
LEFT JOIN (
    SELECT DISTINCT ON (t.local_authority, t.turned_review) t.local_authority, t.turned_review, t.happened_on,
           sen.limit_replaced_by('post16_to_post16', t.event, t.matter, t.time_limit::sen.time_limit,
                                 'annual review')::text AS replaced_by,
           sen.limit_ended_by('post16_to_post16', t.event, t.matter, t.time_limit::sen.time_limit,
                              'annual review') AS ended_by
    FROM case_event t
    WHERE t.turned_review IS NOT NULL AND t.happened_on <= sen.today()
      AND sen.ends_limit('post16_to_post16', t.event, t.matter, t.time_limit::sen.time_limit, 'annual review')
    ORDER BY t.local_authority, t.turned_review, t.happened_on
) z ON z.local_authority = r.local_authority AND z.turned_review = r.review_ref
    AND z.happened_on > r.transfer_on
WHERE r.transfer_phase = 'post-16 to post-16'
UNION ALL
SELECT m.local_authority, 'mediation' AS concerns, m.mediation_ref AS case_ref, NULL::text AS detail,
       'arrange_mediation' AS time_limit,
       m.wanted_on AS started_on, m.wanted_on AS opened_on, sen.due_date('arrange_mediation', m.wanted_on) AS due_on,
       m.held_on AS done_on,
       m.ended_on IS NULL AND z.happened_on IS NULL AS running, m.ended, least(m.ended_on, z.happened_on) AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal,
       m.request_ref, z.happened_on AS replaced_on, z.replaced_by, z.ended_by, true AS matters
FROM (
    SELECT v.*, 'withdrawn' AS ended, CASE WHEN v.withdrawn_on <= sen.today() THEN v.withdrawn_on END AS ended_on
    FROM mediation v
) m
LEFT JOIN (
    SELECT DISTINCT ON (t.local_authority, t.case_ref) t.local_authority, t.case_ref, t.happened_on,
           sen.limit_replaced_by('arrange_mediation', t.event, t.matter, t.time_limit::sen.time_limit,
                                 'mediation')::text AS replaced_by,
           sen.limit_ended_by('arrange_mediation', t.event, t.matter, t.time_limit::sen.time_limit,
                              'mediation') AS ended_by
    FROM case_event t
    WHERE t.concerns = 'mediation' AND t.happened_on <= sen.today()
      AND sen.ends_limit('arrange_mediation', t.event, t.matter, t.time_limit::sen.time_limit, 'mediation')
    ORDER BY t.local_authority, t.case_ref, t.happened_on
) z ON z.local_authority = m.local_authority AND z.case_ref = m.mediation_ref
    AND z.happened_on > m.wanted_on
UNION ALL
SELECT m.local_authority, 'mediation' AS concerns, m.mediation_ref AS case_ref, NULL::text AS detail,
       'cert_after_mediation' AS time_limit,
       m.held_on AS started_on, m.held_on AS opened_on, sen.due_date('cert_after_mediation', m.held_on) AS due_on,
       m.certificate_issued_on AS done_on,
       m.ended_on IS NULL AND z.happened_on IS NULL AS running, m.ended, least(m.ended_on, z.happened_on) AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal,
       m.request_ref, z.happened_on AS replaced_on, z.replaced_by, z.ended_by, true AS matters
FROM (
    -- The step after the certificate is the appeal.
    SELECT w.*, CASE WHEN w.appealed_on IS NOT NULL THEN 'not recorded' ELSE 'withdrawn' END AS ended,
           CASE WHEN w.appealed_on IS NOT NULL THEN w.appealed_on
                WHEN w.withdrawn_on <= sen.today() THEN w.withdrawn_on END AS ended_on
    FROM (SELECT v.*, CASE WHEN v.certificate_issued_on IS NULL
                           THEN sen.first_after(p.lodged_on, v.held_on - 1) END AS appealed_on
          FROM mediation v
          LEFT JOIN (SELECT a.local_authority, a.request_ref, array_agg(a.lodged_on) AS lodged_on FROM appeal a
                     WHERE a.request_ref IS NOT NULL AND a.lodged_on <= sen.today()
                     GROUP BY a.local_authority, a.request_ref) p
              ON p.local_authority = v.local_authority AND p.request_ref = v.request_ref) w
) m
LEFT JOIN (
    SELECT DISTINCT ON (t.local_authority, t.case_ref) t.local_authority, t.case_ref, t.happened_on,
           sen.limit_replaced_by('cert_after_mediation', t.event, t.matter, t.time_limit::sen.time_limit,
                                 'mediation')::text AS replaced_by,
           sen.limit_ended_by('cert_after_mediation', t.event, t.matter, t.time_limit::sen.time_limit,
                              'mediation') AS ended_by
    FROM case_event t
    WHERE t.concerns = 'mediation' AND t.happened_on <= sen.today()
      AND sen.ends_limit('cert_after_mediation', t.event, t.matter, t.time_limit::sen.time_limit, 'mediation')
    ORDER BY t.local_authority, t.case_ref, t.happened_on
) z ON z.local_authority = m.local_authority AND z.case_ref = m.mediation_ref
    AND z.happened_on > m.held_on
WHERE m.held_on IS NOT NULL
UNION ALL
SELECT p.local_authority, 'appeal' AS concerns, p.appeal_ref AS case_ref, NULL::text AS detail,
       'appeal_notice' AS time_limit,
       p.decision_sent_on AS started_on, p.decision_sent_on AS opened_on,
       sen.appeal_due(p.decision_sent_on,
                      CASE WHEN p.certificate_issued_on <= sen.today() THEN p.certificate_issued_on END) AS due_on,
       p.lodged_on AS done_on,
       p.passed_on IS NULL AND p.ended_on IS NULL AND z.happened_on IS NULL AS running,
       CASE WHEN p.passed_on IS NOT NULL THEN 'not recorded' ELSE p.outcome END AS ended,
       coalesce(p.passed_on, least(p.ended_on, z.happened_on)) AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal,
       p.request_ref, z.happened_on AS replaced_on, z.replaced_by, z.ended_by, true AS matters
FROM (
    SELECT v.*, CASE WHEN v.outcome_on <= sen.today() THEN v.outcome_on END AS ended_on,
           CASE WHEN v.lodged_on IS NULL AND least(v.received_on, v.responded_on) <= sen.today()
                THEN least(v.received_on, v.responded_on) END AS passed_on
    FROM appeal v
) p
LEFT JOIN (
    SELECT DISTINCT ON (t.local_authority, t.case_ref) t.local_authority, t.case_ref, t.happened_on,
           sen.limit_replaced_by('appeal_notice', t.event, t.matter, t.time_limit::sen.time_limit,
                                 'appeal')::text AS replaced_by,
           sen.limit_ended_by('appeal_notice', t.event, t.matter, t.time_limit::sen.time_limit,
                              'appeal') AS ended_by
    FROM case_event t
    WHERE t.concerns = 'appeal' AND t.happened_on <= sen.today()
      AND sen.ends_limit('appeal_notice', t.event, t.matter, t.time_limit::sen.time_limit, 'appeal')
    ORDER BY t.local_authority, t.case_ref, t.happened_on
) z ON z.local_authority = p.local_authority AND z.case_ref = p.appeal_ref
    AND z.happened_on > p.decision_sent_on
WHERE p.decision_sent_on IS NOT NULL
UNION ALL
SELECT p.local_authority, 'appeal' AS concerns, p.appeal_ref AS case_ref, NULL::text AS detail,
       'la_response' AS time_limit,
       p.received_on AS started_on, p.received_on AS opened_on,
       sen.due_date('la_response', p.received_on) AS due_on,
       p.responded_on AS done_on,
       p.passed_on IS NULL AND p.ended_on IS NULL AND z.happened_on IS NULL AS running,
       CASE WHEN p.passed_on IS NOT NULL THEN 'not recorded' ELSE p.outcome END AS ended,
       coalesce(p.passed_on, least(p.ended_on, z.happened_on)) AS ended_on,
       NULL::text AS exception, false AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal,
       p.request_ref, z.happened_on AS replaced_on, z.replaced_by, z.ended_by, true AS matters
FROM (
    SELECT v.*, CASE WHEN v.outcome_on <= sen.today() THEN v.outcome_on END AS ended_on,
           CASE WHEN v.responded_on IS NULL AND v.outcome IN ('upheld', 'dismissed', 'by consent')
                    AND v.outcome_on <= sen.today() THEN v.outcome_on END AS passed_on
    FROM appeal v
) p
LEFT JOIN (
    SELECT DISTINCT ON (t.local_authority, t.case_ref) t.local_authority, t.case_ref, t.happened_on,
           sen.limit_replaced_by('la_response', t.event, t.matter, t.time_limit::sen.time_limit,
                                 'appeal')::text AS replaced_by,
           sen.limit_ended_by('la_response', t.event, t.matter, t.time_limit::sen.time_limit,
                              'appeal') AS ended_by
    FROM case_event t
    WHERE t.concerns = 'appeal' AND t.happened_on <= sen.today()
      AND sen.ends_limit('la_response', t.event, t.matter, t.time_limit::sen.time_limit, 'appeal')
    ORDER BY t.local_authority, t.case_ref, t.happened_on
) z ON z.local_authority = p.local_authority AND z.case_ref = p.appeal_ref
    AND z.happened_on > p.received_on
WHERE p.received_on IS NOT NULL
UNION ALL
-- What an event starts, step by step. A step that has a row of its own is not shown twice.
SELECT t.local_authority, t.concerns, t.case_ref, NULL::text AS detail, t.step AS time_limit,
       t.happened_on AS started_on, t.happened_on AS opened_on,
       CASE WHEN t.step = t.starts AND t.due_on IS NOT NULL THEN t.due_on
            ELSE sen.due_date(t.step::sen.time_limit, t.happened_on) END AS due_on,
       t.step_done_on AS done_on,
       t.passed_on IS NULL AND t.replaced_on IS NULL AND t.ended_on IS NULL AS running,
       CASE WHEN t.passed_on IS NOT NULL THEN 'not recorded' ELSE t.ended END AS ended,
       coalesce(t.passed_on, least(t.ended_on, t.replaced_on)) AS ended_on,
       t.exception, t.exception IS NOT NULL AS has_exception, NULL::date AS plan_start_on,
       NULL::boolean AS mediation_or_tribunal,
       t.request_ref, t.replaced_on, t.replaced_by, t.ended_by, true AS matters
FROM event_limit t;
COMMENT ON VIEW case_time_limit IS
    'Every time limit that a row of the tables of cases, advice, annual reviews, mediation, appeals and events starts: '
    'when it started, is due and was done, and what ended its clock. Every request is there with its limits for a '
    'decision, a refusal of a plan and a '
    'plan, however it ended. View deadlines says in words how those that matter stand on sen.today().';
COMMENT ON COLUMN case_time_limit.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN case_time_limit.concerns IS 'request, advice, annual review, mediation, appeal or plan.';
COMMENT ON COLUMN case_time_limit.case_ref IS
    'Reference of the request, review, mediation or appeal; for advice, of the request and the body.';
COMMENT ON COLUMN case_time_limit.detail IS
    'For advice the body that was asked, for a change of phase the phase. Empty otherwise.';
COMMENT ON COLUMN case_time_limit.time_limit IS 'Name of the time limit, as in sen.time_limits().';
COMMENT ON COLUMN case_time_limit.started_on IS
    'Day that starts the clock; for a change of phase, 1 January of its year; for final_amended_plan the review '
    'meeting, or the notice if there was none.';
COMMENT ON COLUMN case_time_limit.opened_on IS
    'Day from which the duty is counted as open: started_on, but for final_amended_plan not before the decision to '
    'amend.';
COMMENT ON COLUMN case_time_limit.due_on IS
    'Last day on which the duty is met. For final_amended_plan the earlier of 12 weeks after the meeting and 8 weeks '
    'after the notice; for appeal_notice the later of 2 months after the decision and 1 month after the certificate, '
    'by the Tribunal''s rules.';
COMMENT ON COLUMN case_time_limit.done_on IS 'Day on which it was done; empty while it has not been.';
COMMENT ON COLUMN case_time_limit.running IS
    'False once the case has ended in another way, once an event has ended the clock, where the step was passed '
    '(review_status), and for no_plan_decision once a plan is agreed.';
COMMENT ON COLUMN case_time_limit.ended IS
    'How the case ended: for a request and advice the status as in case_status; for mediation withdrawn, for an appeal '
    'its outcome. not recorded where a later step is on record and this one has no day; not the first review for one '
    'that was entered with the day of the plan.';
COMMENT ON COLUMN case_time_limit.ended_on IS
    'Where it does not run: the day on which it stopped. Empty if that day is unknown.';
COMMENT ON COLUMN case_time_limit.exception IS
    'Exception recorded with advice or an event; those of a request are in assessment_exception.';
COMMENT ON COLUMN case_time_limit.has_exception IS
    'True if an exception is recorded for this limit, wherever it is recorded.';
COMMENT ON COLUMN case_time_limit.plan_start_on IS
    'For final_plan: start date of the plan, once it is issued or has started. Empty otherwise.';
COMMENT ON COLUMN case_time_limit.mediation_or_tribunal IS
    'For final_plan: true if a mediation or an appeal is recorded with the request. Empty otherwise.';
COMMENT ON COLUMN case_time_limit.request_ref IS 'The request that it is about; empty for another matter.';
COMMENT ON COLUMN case_time_limit.replaced_on IS
    'Day of the event in case_event that ended the clock, also where it had been done before; empty if none did.';
COMMENT ON COLUMN case_time_limit.replaced_by IS
    'The limit that binds instead, as in sen.replaced_limits(); empty if none does.';
COMMENT ON COLUMN case_time_limit.ended_by IS 'That event in words.';
COMMENT ON COLUMN case_time_limit.matters IS
    'False once a request has ended for final_plan, unless with a plan, and for no_plan_decision, unless without one: '
    'neither is owed any more. A request that was reopened is open.';
