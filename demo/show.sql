-- Prints the board of the example programme, for a terminal of 100 columns. Run it in this folder
-- after load.sql: psql -d demo -f show.sql
\set QUIET 1
\pset pager off
\pset footer off
\pset null '-'
\pset border 1
\pset linestyle ascii
\pset format aligned
\pset expanded off
\ir published.sql

-- A text broken into lines at its spaces: psql itself breaks words.
CREATE OR REPLACE FUNCTION pg_temp.lines(content text, width integer) RETURNS TABLE (line bigint, part text) IMMUTABLE
    LANGUAGE sql AS $$
    SELECT w.ordinality, w.part
    FROM regexp_split_to_table(regexp_replace(content, '(.{1,' || width || '})( +|$)', E'\\1\n', 'g'),
                               E'\n') WITH ORDINALITY w (part, ordinality)
    WHERE w.part <> ''
$$;
SELECT sen.date_words(sen.today()) AS today \gset

\echo
\echo 'Wirral (local authority 344) as it stood on' :today '(setting sen_improvement.as_of).'
\echo 'Facts about the notice come from two published documents. The cases are generated: their totals'
\echo 'for 2019 to 2025 are exactly those that DfE published; finer detail and open cases are illustrative.'

\echo
\echo
\echo 'EHC plans issued within 20 weeks, by year of issue'
\echo '=================================================='
\echo 'DfE = published in Education, health and care plans, releases of 2025 and 2026; - = not published.'
\echo
SELECT t.year AS "Year",
       lpad(to_char(t.in_time, 'FM9,999'), 3) || ' of ' || lpad(to_char(t.finished, 'FM9,999'), 5) AS "All plans",
       t.percent_in_time AS "%",
       p.percent AS "DfE %",
       lpad(to_char(t.in_time_excluding, 'FM9,999'), 3) || ' of ' || lpad(to_char(t.finished_excluding, 'FM9,999'),
           5) AS "Without exceptions",
       t.percent_in_time_excluding AS "%",
       p.percent_excluding AS "DfE %",
       t.over_52_weeks AS "Over 52 weeks",
       p.over_52_weeks AS "DfE"
FROM timeliness_by_year t
LEFT JOIN published p ON p.year = t.year
WHERE t.finished > 0
ORDER BY t.year;
SELECT format('Mean time in %s: %s weeks (DfE %s).', t.year, t.mean_weeks, p.mean_weeks) AS mean
FROM timeliness_by_year t
JOIN published p ON p.year = t.year
ORDER BY t.year DESC
LIMIT 1
\gset
\echo 'Without exceptions = leaving out cases under a permitted exception: the rate that DfE leads with.'
\echo 'A plan counts in the year in which it is issued, so clearing old cases lowers the rate.'
\echo :mean
\echo 'DfE has published plans over 52 weeks only since 2023; the earlier ones here are invented.'

\echo
\echo
\echo 'The last twelve months, by month of issue (all plans, illustrative)'
\echo '==================================================================='
\echo
SELECT to_char(t.month, 'FMMonth YYYY') AS "Month",
       t.finished AS "Plans issued",
       t.in_time AS "Within 20 weeks",
       t.percent_in_time AS "%",
       t.over_52_weeks AS "Over 52 weeks",
       t.mean_weeks AS "Mean weeks",
       t.median_weeks AS "Median weeks"
FROM timeliness_by_month t
WHERE t.month > sen.month(sen.today()) - interval '12 months' AND t.month <= sen.today()
ORDER BY t.month;

\echo
\echo 'Twelve months at a time, and what was left open (illustrative)'
\echo '=============================================================='
\echo 'This rate does not begin again each January. Open = requests without a plan on that day.'
\echo
SELECT sen.date_words(t.twelve_months_to) AS "Twelve months to",
       t.finished AS "Plans issued",
       t.percent_in_time AS "% within 20 weeks",
       t.open_at_end AS "Open",
       t.overdue_at_end AS "Open over 20 weeks"
FROM timeliness_rolling t
WHERE t.twelve_months_to > sen.today() - interval '2 years' AND extract(month FROM t.twelve_months_to) IN (3, 6, 9, 12)
ORDER BY t.twelve_months_to;
SELECT format('1 January to %s, without exceptions: %s%%; last year to the same day: %s%%.',
              sen.date_words(t.to_day), sen.number_words(t.percent_in_time_excluding),
              sen.number_words(t.percent_in_time_excluding_last_year)) AS to_date,
       format('From unrounded rates: %s.', t.change_in_words) AS change
FROM timeliness_year_to_date t
\gset
\echo :to_date
\echo :change

\echo
\echo
\echo 'What became of the requests of each month (illustrative)'
\echo '========================================================'
\echo '% = plans within 20 weeks, of the requests whose 20 weeks have passed and that may need a plan.'
\echo
SELECT to_char(t.started_in, 'FMMonth YYYY') AS "Received in",
       t.started AS "Requests",
       t.in_time AS "Plan in time",
       t.late AS "Later",
       t.open_overdue AS "Open over 20 weeks",
       t.open_in_time AS "Open within",
       t.ended_otherwise AS "Ended",
       t.percent_in_time AS "%"
FROM timeliness_by_cohort t
WHERE t.started_in > sen.month(sen.today()) - interval '12 months'
ORDER BY t.started_in;

\echo
\echo 'Requests still open, by time since receipt (illustrative)'
\echo '========================================================='
\echo 'The published rate counts only plans that were issued; it leaves out families who still wait.'
\echo
SELECT b.age_band AS "Time since receipt",
       b.open_cases AS "Open",
       b.percent_of_open AS "% of open",
       b.under_exception AS "Under an exception",
       coalesce(sen.date_words(b.oldest_received_on), '-') AS "Oldest received on"
FROM backlog b
UNION ALL
SELECT 'all', sum(b.open_cases), CASE WHEN sum(b.open_cases) > 0 THEN 100.0 END, sum(b.under_exception),
       sen.date_words(min(b.oldest_received_on))
FROM backlog b;

\echo
\echo 'The ten open cases nearest to breach (illustrative)'
\echo '==================================================='
SELECT format('Risk = how likely the plan is late, if all goes on as for the %s requests of the last two years.',
              sen.number_words(p.requests)) AS fit
FROM time_to_plan p
\gset
\echo :fit
\echo
SELECT o.request_ref AS "Case",
       sen.date_words(o.due_on) AS "Plan due by",
       o.in_words AS "Standing",
       o.stage AS "Stage",
       CASE WHEN o.has_exception THEN 'yes' ELSE 'no' END AS "Exception",
       o.breach_risk_percent AS "Risk %",
       o.risk_rests_on_cases AS "Rests on"
FROM open_cases o
WHERE o.days_left >= 0
ORDER BY o.days_left, o.request_ref
LIMIT 10;
SELECT format('Already overdue: %s open cases, %s of them under a recorded exception. Due within 30 days: %s.',
              count(*) FILTER (WHERE o.days_left < 0), count(*) FILTER (WHERE o.days_left < 0 AND o.has_exception),
              count(*) FILTER (WHERE o.days_left BETWEEN 0 AND 30)) AS overdue
FROM open_cases o
\gset
\echo :overdue

-- One case that shows something: decided, and both later limits still ahead.
SELECT o.request_ref AS example, sen.date_words(o.received_on) AS received, o.stage
FROM open_cases o
JOIN deadlines d ON d.local_authority = o.local_authority AND d.concerns = 'request' AND d.case_ref = o.request_ref
    AND d.time_limit::text = 'no_plan_decision'
WHERE o.stage = 'in assessment' AND d.days_left > 0
ORDER BY d.days_left, o.request_ref
LIMIT 1
\gset
\echo
\echo
\echo 'The deadlines of one case:' :example
\echo '========================================'
\echo 'Received on' :received - :stage
\echo
SELECT CASE n.line WHEN 1 THEN coalesce(sen.date_words(d.due_on), '-') ELSE '' END AS "By",
       coalesce(w.part, '') AS "Duty",
       CASE n.line WHEN 1 THEN d.in_words ELSE '' END AS "Standing",
       coalesce(c.part, '') AS "Law"
FROM deadlines d
CROSS JOIN LATERAL generate_series(1, 9) n (line)
LEFT JOIN LATERAL pg_temp.lines(d.duty, 30) w ON w.line = n.line
LEFT JOIN LATERAL pg_temp.lines(d.citation, 22) c ON c.line = n.line
WHERE d.concerns = 'request' AND d.case_ref = :'example' AND (w.part IS NOT NULL OR c.part IS NOT NULL)
ORDER BY d.due_on, n.line;

\echo
\echo 'Areas of the notice in force: 6 June 2025'
\echo '========================================='
\echo
SELECT CASE w.line WHEN 1 THEN a.area_number::text ELSE '' END AS "No.",
       w.part AS "Area",
       CASE w.line WHEN 1 THEN a.kind ELSE '' END AS "Kind",
       CASE w.line WHEN 1 THEN a.status ELSE '' END AS "Standing",
       CASE w.line WHEN 1 THEN sen.date_words(a.since) ELSE '' END AS "Since"
FROM area_status_now a
CROSS JOIN LATERAL pg_temp.lines(a.title, 42) w
WHERE a.notice_id = '2025'
ORDER BY a.area_number, w.line;

\echo
\echo 'Areas of the earlier notice, replaced on 6 June 2025'
\echo '===================================================='
\echo 'The documents do not say what became of these areas when the notice was replaced.'
\echo
SELECT a.area_number AS "No.", a.title AS "Area", a.status AS "Standing", sen.date_words(a.since) AS "Since"
FROM area_status_now a
WHERE a.notice_id = '2024'
ORDER BY a.area_number;

\echo
\echo 'What the notice of 6 June 2025 asks'
\echo '==================================='
\echo 'In words of this programme; what counts is the notice. Table requirement also has the parts of'
\echo 'paragraphs 10 (what the council''s own assessment may include) and 12 (what reviewers are given).'
\echo
SELECT CASE n.line WHEN 1 THEN q.paragraph ELSE '' END AS "Paragraph",
       CASE n.line WHEN 1 THEN CASE q.on_partner WHEN 'council' THEN 'council' WHEN 'dfe' THEN 'DfE' ELSE 'see text' END
            ELSE '' END AS "On whom",
       coalesce(w.part, '') AS "What",
       coalesce(f.part, '') AS "By when, how often"
FROM requirement q
CROSS JOIN LATERAL generate_series(1, 9) n (line)
LEFT JOIN LATERAL pg_temp.lines(q.asks, 52) w ON w.line = n.line
LEFT JOIN LATERAL pg_temp.lines(coalesce('by ' || sen.date_words(q.due_on), q.how_often), 19) f ON f.line = n.line
WHERE q.notice_id = '2025' AND q.paragraph !~ '^1[02]\(' AND (w.part IS NOT NULL OR f.part IS NOT NULL)
ORDER BY q.position, n.line;

\echo
\echo 'Is every paragraph met? Computed from the records (plan and Board are partly illustrative)'
\echo '========================================================================================='
\echo
SELECT CASE n.line WHEN 1 THEN c.paragraph ELSE '' END AS "Paragraph",
       CASE n.line WHEN 1 THEN c.status ELSE '' END AS "Status",
       coalesce(w.part, '') AS "What was found",
       coalesce(m.part, '') AS "What is missing"
FROM notice_compliance c
CROSS JOIN LATERAL generate_series(1, 20) n (line)
LEFT JOIN LATERAL pg_temp.lines(c.evidence, 36) w ON w.line = n.line
LEFT JOIN LATERAL pg_temp.lines(c.missing, 26) m ON m.line = n.line
WHERE c.in_force AND c.paragraph ~ '^([34568]|13)' AND (n.line = 1 OR w.part IS NOT NULL OR m.part IS NOT NULL)
ORDER BY c.position, n.line;

\echo
\echo 'Is it moving, is it on track (illustrative in part)'
\echo '==================================================='
\echo
SELECT CASE n.line WHEN 1 THEN d.verdict ELSE '' END AS "Verdict",
       coalesce(m.part, '') AS "Measure", coalesce(l.part, '') AS "Latest", coalesce(t.part, '') AS "Target"
FROM dashboard d
LEFT JOIN verdict v ON v.verdict = d.verdict
CROSS JOIN LATERAL generate_series(1, 5) n (line)
LEFT JOIN LATERAL pg_temp.lines(d.title, 30) m ON m.line = n.line
LEFT JOIN LATERAL pg_temp.lines(d.latest_in_words, 20) l ON l.line = n.line
LEFT JOIN LATERAL pg_temp.lines(d.target_in_words, 24) t ON t.line = n.line
WHERE n.line = 1 OR num_nonnulls(m.part, l.part, t.part) > 0
ORDER BY v.position DESC, d.title, d.measure_id, n.line;

\echo
\echo 'Is it a change, or chance (illustrative in part)'
\echo '================================================'
SELECT format('%s of %s control charts show a change; chance alone would mark %s of them.', max(s.changes),
              max(s.charts), max(s.expected_by_chance)) AS charts
FROM process_summary s
\gset
\echo :charts
\echo
SELECT CASE n.line WHEN 1 THEN s.variation_icon ELSE '' END AS "Icon",
       CASE n.line WHEN 1 THEN coalesce(s.assurance_icon, '-') ELSE '' END AS "Target",
       n.part AS "What it says"
FROM process_summary s
CROSS JOIN LATERAL pg_temp.lines(s.title || '. ' || s.in_words, 76) n
WHERE s.variation <> 'common_cause' OR s.recalculated IS NOT NULL
ORDER BY s.variation !~ 'concern', s.title, s.series, n.line;

\echo
\echo 'The five slowest objectives and actions, and why (illustrative)'
\echo '==============================================================='
\echo
SELECT coalesce(s.title_line, '') AS "What", coalesce(w.part, '') AS "Why"
FROM (SELECT s.*, row_number() OVER () AS place FROM (SELECT p.title, p.reasons FROM slow_progress p LIMIT 5) s) t
CROSS JOIN LATERAL generate_series(1, 12) n (line)
LEFT JOIN LATERAL pg_temp.lines(t.reasons, 58) w ON w.line = n.line
LEFT JOIN LATERAL (SELECT l.part AS title_line FROM pg_temp.lines(t.title, 34) l WHERE l.line = n.line) s ON true
WHERE w.part IS NOT NULL OR s.title_line IS NOT NULL
ORDER BY t.place, n.line;

\echo
\echo 'Risk register (illustrative)'
\echo '============================'
\echo
SELECT CASE w.line WHEN 1 THEN r.current_score::text ELSE '' END AS "Score",
       CASE w.line WHEN 1 THEN r.current_band ELSE '' END AS "Band", w.part AS "Risk",
       CASE w.line WHEN 1 THEN regexp_replace(r.movement, ' since.*|,.*', '') ELSE '' END AS "Since the last meeting",
           CASE w.line WHEN 1 THEN r.target_score::text ELSE '' END AS "Target"
FROM risk_register r CROSS JOIN LATERAL pg_temp.lines(r.title, 46) w
ORDER BY r.current_score DESC, r.risk_id, w.line;

\echo
\echo 'When DfE reviews next'
\echo '====================='
\echo
SELECT format('By paragraph 8 of the notice of %s, DfE reviews progress at least every %s months.',
              sen.date_words(s.issued_on), s.review_every_months) AS every,
       format('The next one is due by %s: %s.', sen.date_words(s.due_by), s.in_words) AS due,
       format('Last review on record: %s of %s.', r.kind, sen.date_words(r.held_on)) AS last
FROM review_schedule s
CROSS JOIN (SELECT kind, held_on FROM review WHERE held_on <= sen.today() ORDER BY held_on DESC LIMIT 1) r
WHERE s.notice_id = '2025'
\gset
\echo :every
\echo :due
\echo :last
\echo 'The documents end in June 2025, so a later review does not show here.'

\echo
\echo
\echo 'The log: what was sealed, and whether it is still as it was'
\echo '==========================================================='
\echo 'Every change of the plan and the Board is kept. Who keeps the checkpoint of a version elsewhere can'
\echo 'prove that nothing before it was rewritten.'
\echo
SELECT version AS "Version", label AS "Label", entries AS "Changes", coalesce(meeting, '-') AS "Meeting"
FROM log_versions ORDER BY version;
\echo
SELECT CASE count(*) WHEN 0 THEN 'sen.verify_log: the log is as it was sealed.' ELSE 'sen.verify_log: ' || count(*)
            || ' faults!' END AS verified FROM sen.verify_log('wirral') \gset
\echo :verified
\echo
\echo
\echo 'Try next, with: make demo-shell'
\echo '==============================='
\echo '  SELECT * FROM open_cases WHERE days_left BETWEEN 0 AND 30;'
\echo '  SELECT time_limit, due_on, in_words FROM deadlines WHERE case_ref = ':'example'';'
\echo '  SET sen_improvement.as_of = ''2024-12-31''; SELECT * FROM backlog;   -- the same a year earlier'
\echo '  \\i board_pack.sql                     -- the whole pack of papers for the Board'
\echo '  SELECT title, note FROM definition;   -- what each definition counts, and where sources disagree'
\echo '  SELECT * FROM compliance_by_year;     -- all of them, in the same columns'
\echo '  SELECT sen.checkpoint(''wirral'');      -- for the minutes: proves the last version'
\echo '  SELECT kind, title, in_words FROM what_changed;   -- since the last meeting, for people'
\echo '  SELECT * FROM changes_since_sealed_meeting;   -- field by field, with who and when'
\echo
