-- Views of one programme: how the cases stand. All as on sen.today().
-- Part of the body of sen.create_programme(), run with search_path = the new schema.
-- The views that show single cases read the tables with the rights of the reader, so policies of
-- row-level security hold; those that show totals read with the rights of the owner.

CREATE VIEW case_status WITH (security_invoker = true) AS
SELECT s.local_authority, s.request_ref, s.received_on, s.decided_on, s.plan_issued_on, s.no_plan_on, s.status,
       CASE
           WHEN s.status <> 'open' THEN NULL
           WHEN s.plan_agreed THEN 'plan agreed'
           WHEN s.decided_on IS NOT NULL OR s.assess_undated THEN 'in assessment'
           ELSE 'awaiting decision'
       END AS stage,
       s.exception, s.ended_on, s.plan_start_on, s.mediation_or_tribunal
FROM (
    -- A WITH of its own, so that the planner works out each column once per case instead of writing it out
    -- wherever it is named; conditions still reach the table and its indexes.
    WITH r AS NOT MATERIALIZED (SELECT * FROM ehc_request)
    SELECT r.local_authority, r.request_ref, r.received_on,
           -- Without a date these say how it stands now; with a later one, not yet.
           r.assessment_outcome = 'Y' AND r.assessment_outcome_on IS NULL AND coalesce(r.request_outcome_on <= d.today, true) AS plan_agreed,
           r.request_outcome_on IS NULL AND (r.request_outcome = 'Y' OR r.assessment_outcome IS NOT NULL) AS assess_undated,
           CASE WHEN r.request_outcome IN ('Y', 'N') AND r.request_outcome_on <= d.today THEN r.request_outcome_on END AS decided_on,
           CASE WHEN r.assessment_outcome = 'Y' AND r.assessment_outcome_on <= d.today THEN r.assessment_outcome_on END AS plan_issued_on,
           CASE WHEN r.assessment_outcome = 'N' AND r.assessment_outcome_on <= d.today THEN r.assessment_outcome_on END AS no_plan_on,
           CASE
               WHEN 'H' IN (r.request_outcome, r.assessment_outcome) THEN 'historical'
               WHEN r.assessment_outcome = 'Y' AND r.assessment_outcome_on <= d.today THEN 'plan issued'
               WHEN r.assessment_outcome = 'N' AND coalesce(r.assessment_outcome_on <= d.today, true) THEN 'no plan'
               WHEN r.request_outcome = 'N' AND r.assessment_outcome IS NULL AND coalesce(r.request_outcome_on <= d.today, true) THEN 'not assessed'
               WHEN 'W' IN (r.request_outcome, r.assessment_outcome) AND coalesce(r.closed_on <= d.today, true) THEN 'withdrawn'
               WHEN r.exported_to IS NOT NULL AND coalesce(r.closed_on <= d.today, true) THEN 'moved away'
               WHEN r.closed_on <= d.today THEN 'closed'
               ELSE 'open'
           END AS status,
           coalesce(r.week20, false) OR e.request_ref IS NOT NULL AS exception,
           -- The first ending counts. One without a date has always been so: then nobody knows the day.
           CASE
               WHEN 'H' IN (r.request_outcome, r.assessment_outcome) THEN NULL
               WHEN r.assessment_outcome = 'N' AND r.assessment_outcome_on IS NULL THEN NULL
               WHEN r.request_outcome = 'N' AND r.assessment_outcome IS NULL AND r.request_outcome_on IS NULL THEN NULL
               WHEN 'W' IN (r.request_outcome, r.assessment_outcome) AND r.closed_on IS NULL THEN NULL
               WHEN r.exported_to IS NOT NULL AND r.closed_on IS NULL THEN NULL
               ELSE least(CASE WHEN r.assessment_outcome IN ('Y', 'N') AND r.assessment_outcome_on <= d.today THEN r.assessment_outcome_on END,
                          CASE WHEN r.request_outcome = 'N' AND r.assessment_outcome IS NULL AND r.request_outcome_on <= d.today THEN r.request_outcome_on END,
                          CASE WHEN r.closed_on <= d.today THEN r.closed_on END)
           END AS ended_on,
           CASE WHEN r.assessment_outcome = 'Y' AND (r.plan_start_on <= d.today OR r.assessment_outcome_on <= d.today) THEN r.plan_start_on END AS plan_start_on,
           coalesce(r.request_mediation, false) OR coalesce(r.request_tribunal, false) OR coalesce(r.assessment_mediation, false)
               OR coalesce(r.assessment_tribunal, false) OR coalesce(r.other_mediation, false) OR coalesce(r.other_tribunal, false) AS mediation_or_tribunal
    FROM r
    CROSS JOIN (SELECT sen.today() AS today) d
    LEFT JOIN (SELECT DISTINCT x.local_authority, x.request_ref FROM assessment_exception x WHERE x.time_limit = 'final_plan') e
        ON e.local_authority = r.local_authority AND e.request_ref = r.request_ref
    WHERE r.received_on IS NULL OR r.received_on <= d.today
) s;
COMMENT ON VIEW case_status IS 'Every request received by sen.today(), and how it stood at the close of that day. The other case views are built on it.';
COMMENT ON COLUMN case_status.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN case_status.request_ref IS 'Reference of the request.';
COMMENT ON COLUMN case_status.received_on IS 'Day on which the request was received; empty = unknown.';
COMMENT ON COLUMN case_status.decided_on IS 'Day of the decision to assess or not; empty while there is none.';
COMMENT ON COLUMN case_status.plan_issued_on IS 'Day on which the final plan was issued; empty while it has not been.';
COMMENT ON COLUMN case_status.no_plan_on IS 'Day on which the family was told that there will be no plan; empty if that is not so.';
COMMENT ON COLUMN case_status.status IS 'open, plan issued, no plan, not assessed, withdrawn, moved away, closed, or historical (decided before the return, or transferred in).';
COMMENT ON COLUMN case_status.stage IS 'For an open case: awaiting decision, in assessment, or plan agreed but not issued. Empty otherwise.';
COMMENT ON COLUMN case_status.exception IS 'True if a permitted exception to the 20 weeks is recorded: ehc_request.week20, or a row of assessment_exception for final_plan.';
COMMENT ON COLUMN case_status.ended_on IS 'Day on which the case stopped being open: plan issued, family told that there will be no plan, refused, or closed, whichever came first. Empty while it is open, or if that day is unknown.';
COMMENT ON COLUMN case_status.plan_start_on IS 'Start date of the plan, once it is issued or has started. Empty if there is none.';
COMMENT ON COLUMN case_status.mediation_or_tribunal IS 'True if any of the six flags of mediation and tribunal is true (SEN2 2.6, 2.7, 3.3 to 3.6). They have no dates: it holds on every day.';

-- The same with the rights of the owner, for totals: a view over one that reads with the rights of
-- the reader would ask the reader for rights to the tables.
DO $same$
BEGIN
    EXECUTE 'CREATE VIEW counted_case AS ' || pg_catalog.pg_get_viewdef('case_status'::pg_catalog.regclass);
END
$same$;
COMMENT ON VIEW counted_case IS 'case_status, read with the rights of the owner and free of policies: what the totals are counted from. Not meant to be granted to anyone. Columns as in case_status.';

CREATE VIEW time_to_plan AS
SELECT f.local_authority, f.received_from, f.received_to,
       sen.cases(f.days) AS requests,
       sen.finished(f.days) AS plans_issued,
       sen.open_cases(f.days) AS still_open,
       round((sen.survival_median(f.days)).median_days::numeric / 7, 1) AS median_weeks,
       f.days
FROM (
    SELECT c.local_authority, t.received_from, t.today AS received_to,
           sen.timeliness(c.received_on, c.plan_issued_on, c.exception, CASE WHEN c.status <> 'plan issued' THEN c.ended_on END, t.today) AS days
    FROM counted_case c
    CROSS JOIN (SELECT (sen.today() - interval '2 years')::date + 1 AS received_from, sen.today() AS today) t
    WHERE c.received_on >= t.received_from AND c.received_on <= t.today
      -- An ending on an unknown day tells nothing about time.
      AND (c.status IN ('open', 'plan issued') OR c.ended_on IS NOT NULL)
    GROUP BY c.local_authority, t.received_from, t.today
) f;
COMMENT ON VIEW time_to_plan IS 'How long it took until a plan was issued, for the requests of the last two years of each authority, also those that are still open or ended otherwise: what the breach risk in open_cases rests on. Reads with the rights of the owner, so that every reader of open_cases sees the same risk.';
COMMENT ON COLUMN time_to_plan.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN time_to_plan.received_from IS 'First day of the two years.';
COMMENT ON COLUMN time_to_plan.received_to IS 'Last day: sen.today().';
COMMENT ON COLUMN time_to_plan.requests IS 'Requests received in these two years; without historical ones and those that ended on an unknown day.';
COMMENT ON COLUMN time_to_plan.plans_issued IS 'Of these, requests with a plan.';
COMMENT ON COLUMN time_to_plan.still_open IS 'Of these, requests still open.';
COMMENT ON COLUMN time_to_plan.median_weeks IS 'Weeks after which half of them have a plan, counting the open ones too (Kaplan-Meier; those that ended otherwise as unknown from then on). Empty if that is not reached.';
COMMENT ON COLUMN time_to_plan.days IS 'The same as a summary: for sen.survival(), sen.breach_risk() and others.';

CREATE VIEW open_cases WITH (security_invoker = true) AS
SELECT o.local_authority, o.request_ref, o.received_on, o.days_open, o.stage, o.due_on, o.days_left, o.standing, o.exception,
       round(100 * o.risk::numeric, 1) AS breach_risk_percent,
       CASE WHEN o.risk IS NOT NULL AND o.days_left > 0 THEN sen.at_risk(o.days, o.days_open) END AS risk_rests_on_cases
FROM (
    SELECT c.local_authority, c.request_ref, c.received_on,
           l.today - c.received_on AS days_open,
           c.stage,
           l.due_on,
           l.due_on - l.today AS days_left,
           CASE
               WHEN l.due_on IS NULL THEN 'date received is unknown'
               WHEN sen.is_overdue('final_plan', c.received_on) THEN 'overdue by ' || sen.in_days(l.today - l.due_on)
               WHEN l.due_on = l.today THEN 'due today'
               ELSE sen.in_days(l.due_on - l.today) || ' left'
           END AS standing,
           c.exception,
           CASE WHEN l.due_on <= l.today THEN 1 ELSE sen.breach_risk(p.days, l.today - c.received_on, l.due_on - c.received_on) END AS risk,
           p.days
    FROM case_status c
    CROSS JOIN LATERAL (SELECT sen.today() AS today, sen.due_date('final_plan'::sen.time_limit, c.received_on) AS due_on) l
    LEFT JOIN time_to_plan p ON p.local_authority = c.local_authority
    WHERE c.status = 'open'
) o
ORDER BY o.risk DESC NULLS LAST, o.due_on, o.local_authority, o.request_ref;
COMMENT ON VIEW open_cases IS 'Open requests, those most likely to miss the 20 weeks first, of these the longest overdue: when the final plan is due (SEND Regulations 2014 reg 13(2)), the days left, and the risk.';
COMMENT ON COLUMN open_cases.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN open_cases.request_ref IS 'Reference of the request.';
COMMENT ON COLUMN open_cases.received_on IS 'Day on which the request was received; empty = unknown.';
COMMENT ON COLUMN open_cases.days_open IS 'Days since the request was received.';
COMMENT ON COLUMN open_cases.stage IS 'awaiting decision, in assessment, or plan agreed but not issued.';
COMMENT ON COLUMN open_cases.due_on IS 'Last day on which a final plan would be in time.';
COMMENT ON COLUMN open_cases.days_left IS 'Days from sen.today() to due_on; negative when overdue.';
COMMENT ON COLUMN open_cases.standing IS 'The same in words.';
COMMENT ON COLUMN open_cases.exception IS 'True if a permitted exception to the 20 weeks is recorded: the fixed limit is lifted, the plan is still owed as soon as practicable.';
COMMENT ON COLUMN open_cases.breach_risk_percent IS 'How likely it is, in percent, that the plan comes after more than 20 weeks, if it goes on as it did for the requests of the last two years of this authority that had been open as long (view time_to_plan; Kaplan-Meier, other endings as unknown from then on). 100 on the last day and once overdue. Empty if no case tells.';
COMMENT ON COLUMN open_cases.risk_rests_on_cases IS 'On how many cases the risk rests: those known to have been open at least a day longer than this one. Empty where the risk is 100 because the day has come, or empty.';

CREATE VIEW overdue_cases WITH (security_invoker = true) AS
SELECT o.* FROM open_cases o WHERE sen.is_overdue('final_plan', o.received_on)
ORDER BY o.due_on, o.local_authority, o.request_ref;
COMMENT ON VIEW overdue_cases IS 'Open requests whose final plan is overdue, the longest overdue first. Columns as in open_cases.';

CREATE VIEW due_soon WITH (security_invoker = true) AS
SELECT o.* FROM open_cases o WHERE sen.due_between('final_plan', o.received_on, sen.today(), sen.today() + 30)
ORDER BY o.due_on, o.local_authority, o.request_ref;
COMMENT ON VIEW due_soon IS 'Open requests whose final plan is due today or within the next 30 days, the nearest first. Columns as in open_cases.';

CREATE VIEW backlog AS
SELECT a.local_authority, b.age_band, b.from_days, b.to_days,
       count(c.request_ref) AS open_cases,
       count(c.request_ref) FILTER (WHERE c.exception) AS under_exception,
       round(100.0 * count(c.request_ref) / nullif(sum(count(c.request_ref)) OVER (PARTITION BY a.local_authority), 0), 1) AS percent_of_open,
       min(c.received_on) AS oldest_received_on
FROM (SELECT DISTINCT local_authority FROM ehc_request) a
CROSS JOIN (VALUES ('up to 6 weeks', 0, 42), ('over 6 to 16 weeks', 43, 112), ('over 16 to 20 weeks', 113, 140),
                   ('over 20 to 52 weeks', 141, 364), ('over 52 weeks', 365, NULL), ('date received is unknown', NULL, NULL)) b (age_band, from_days, to_days)
LEFT JOIN (
    SELECT o.local_authority, o.request_ref, o.received_on, o.exception, sen.today() - o.received_on AS days_open
    FROM counted_case o WHERE o.status = 'open'
) c ON c.local_authority = a.local_authority
 AND CASE WHEN b.from_days IS NULL THEN c.days_open IS NULL ELSE c.days_open >= b.from_days AND (b.to_days IS NULL OR c.days_open <= b.to_days) END
GROUP BY a.local_authority, b.age_band, b.from_days, b.to_days
ORDER BY a.local_authority, b.from_days NULLS LAST;
COMMENT ON VIEW backlog IS 'Open requests by how long they have been open. The published rate counts only finished plans; this is what it leaves out.';
COMMENT ON COLUMN backlog.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN backlog.age_band IS 'Time since the request was received. The limits are 6 weeks to decide, 16 to refuse a plan, 20 to issue one.';
COMMENT ON COLUMN backlog.from_days IS 'Fewest days open in this band.';
COMMENT ON COLUMN backlog.to_days IS 'Most days open in this band; empty in the last one.';
COMMENT ON COLUMN backlog.open_cases IS 'Open requests in this band.';
COMMENT ON COLUMN backlog.under_exception IS 'Of these, requests with a recorded permitted exception.';
COMMENT ON COLUMN backlog.percent_of_open IS 'Share of the authority''s open requests, in percent to one decimal; empty if none is open.';
COMMENT ON COLUMN backlog.oldest_received_on IS 'Day on which the oldest request of the band was received.';
