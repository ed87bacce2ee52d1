-- The views of meetings and of data quality against plain SQL over random data, on days before, between and after
-- the meetings. The plain SQL asks for each meeting, action, risk and post on its own how it stood on that day.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
\set seed ''
\getenv seed SEN_SEED
\set brief ''
\getenv brief SEN_BRIEF
SELECT :'brief' = '' AS whole \gset
SELECT coalesce(substring(:'seed' FROM '^[0-9]{1,18}$')::bigint,
                extract(epoch FROM clock_timestamp())::bigint) % 1000000 AS seed \gset
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();
SELECT diag('meetings: seed ' || :seed || ', repeat with SEN_SEED=' || :seed);
SELECT setseed(:seed / 1000000.0) AS seeded \gset
\set programme mt
\ir ../fixtures/ready_programme.sql
SET LOCAL search_path = mt, public;

-- Days lie close together, so that many fall on the same one.
CREATE FUNCTION pg_temp.day(span integer) RETURNS date
    LANGUAGE sql VOLATILE AS $$ SELECT date '2025-01-01' + floor(random() * span)::integer $$;
CREATE FUNCTION pg_temp.maybe(share float8, d date) RETURNS date
    LANGUAGE sql VOLATILE AS $$ SELECT CASE WHEN random() < share THEN d END $$;
INSERT INTO partner VALUES ('council', 'Council', 'local government'), ('icb', 'ICB', 'health'),
    ('school', 'School', 'education'), ('dfe', 'DfE', 'DfE'), ('nhse', 'NHS England', 'NHS England');
-- One of the three roles is held by two posts, or by none; which one is chance.
INSERT INTO post (post_id, partner_id, title, attends_as, notice_role)
SELECT 'E' || n, (ARRAY['dfe', 'nhse'])[1 + n % 2], 'External ' || n, 'external attendee',
       (ARRAY['DfE SEND adviser', 'NHS England adviser', 'DfE case lead', NULL])[1 + floor(random() * 4)::integer]
FROM generate_series(1, 4) n;
INSERT INTO post (post_id, partner_id, title, attends_as)
SELECT 'P' || n, (ARRAY['council', 'icb', 'school'])[1 + n % 3], 'Post ' || n, (ARRAY['member', 'none'])[1 + n % 2]
FROM generate_series(1, 8) n;
INSERT INTO meeting (meeting_id, title, planned_on, papers_days_ahead, held_on, cancelled_on, papers_sent_on,
                     risk_register_sent_on, mitigation_plan_sent_on, agreed_with_dfe_on, minutes_sent_on, source)
SELECT 'M' || n, 'Meeting ' || n, p, floor(random() * 8), CASE WHEN a < 0.7 THEN h END,
       CASE WHEN a > 0.9 THEN p - 3 + floor(random() * 6)::integer END,
       pg_temp.maybe(0.9, p - 10 + floor(random() * 12)::integer),
       pg_temp.maybe(0.9, p - 10 + floor(random() * 12)::integer),
       pg_temp.maybe(0.9, p - 10 + floor(random() * 12)::integer),
       pg_temp.maybe(0.8, p - 30 + floor(random() * 40)::integer),
       CASE WHEN a < 0.5 THEN h + floor(random() * 20)::integer END, 't'
FROM (SELECT n, d AS p, d + floor(random() * 4)::integer - 1 AS h, random() AS a
      FROM (SELECT n, pg_temp.day(300) AS d FROM generate_series(1, 25) n) y) x;
INSERT INTO invitation SELECT m.meeting_id, p.post_id, m.planned_on - floor(random() * 12)::integer + 3 FROM meeting m
    CROSS JOIN post p WHERE random() < 0.8;
INSERT INTO attendance
SELECT m.meeting_id, p.post_id, (ARRAY['present', 'deputy', 'apologies', 'absent'])[1 + floor(random() * 4)::integer]
FROM meeting m CROSS JOIN post p WHERE random() < 0.7;
INSERT INTO objective (objective_id, plan, title, agreed_on) SELECT 'O' || n, 'Plan', 'O', '2024-12-01'
FROM generate_series(1, 3) n;
INSERT INTO action (action_id, objective_id, title, owner_post, agreed_on, done_on)
SELECT 'A' || n, 'O' || (1 + n % 3), 'A', 'P1', d, pg_temp.maybe(0.3, d + floor(random() * 150)::integer)
FROM (SELECT n, pg_temp.day(200) AS d FROM generate_series(1, 60) n) x;
INSERT INTO log_entry (meeting_id, entered_on, action_id, objective_id, delivery_status, progress)
SELECT CASE WHEN random() < 0.5 THEN m.meeting_id END,
       CASE WHEN random() < 0.3 THEN coalesce(m.held_on, m.planned_on) ELSE pg_temp.day(320) END,
       CASE WHEN n % 10 > 0 THEN 'A' || (1 + n % 60) END, CASE WHEN n % 10 = 0 THEN 'O1' END,
       (ARRAY['on track', 'at risk', 'complete', 'stopped', NULL])[1 + floor(random() * 5)::integer], 't'
FROM generate_series(1, 400) n JOIN LATERAL (SELECT * FROM meeting x WHERE n > 0 ORDER BY random() LIMIT 1) m ON true;
INSERT INTO risk (risk_id, title, opened_on, closed_on)
SELECT 'R' || n, 'R', d, pg_temp.maybe(0.3, d + floor(random() * 150)::integer)
FROM (SELECT n, pg_temp.day(200) AS d FROM generate_series(1, 20) n) x;
INSERT INTO risk_assessment (risk_id, assessed_on, meeting_id, inherent_likelihood, inherent_impact, current_likelihood,
                             current_impact)
SELECT 'R' || (1 + n % 20), CASE WHEN random() < 0.4 THEN coalesce(m.held_on, m.planned_on) ELSE pg_temp.day(320) END,
       CASE WHEN random() < 0.6 THEN m.meeting_id END, 4, 4, 2, 2
FROM generate_series(1, 200) n JOIN LATERAL (SELECT * FROM meeting x WHERE n > 0 ORDER BY random() LIMIT 1) m ON true
ON CONFLICT DO NOTHING;
SELECT sen.analyse_programme('mt') \g /dev/null

-- Meetings one by one ----------------------------------------------------------
-- Was this action open at the close of the day?
CREATE FUNCTION pg_temp.is_open(a action, d date) RETURNS boolean LANGUAGE sql AS $$
    SELECT a.agreed_on <= d AND NOT coalesce(a.done_on <= d, false)
       AND coalesce((SELECT s.is_open FROM mt.log_entry l JOIN mt.delivery_status s USING (delivery_status)
                     WHERE l.action_id = a.action_id AND l.entered_on <= d
                     ORDER BY greatest(l.entered_on, a.agreed_on) DESC, l.log_entry_id DESC LIMIT 1), true)
$$;
-- The day on which something counts that is dated d and names a meeting; late: also if it is dated after that meeting.
CREATE FUNCTION pg_temp.counts_on(d date, named text, late boolean, today date) RETURNS date LANGUAGE sql AS $$
    SELECT coalesce((SELECT x.held_on FROM mt.meeting x WHERE x.meeting_id = named AND x.held_on <= today
                     AND (late OR d <= x.held_on)), d)
$$;
CREATE FUNCTION pg_temp.word(sent date, due date, meets date, planned boolean, today date) RETURNS text
    LANGUAGE sql AS $$
    SELECT CASE WHEN sent IS NULL OR sent > today THEN CASE WHEN planned AND today <= due THEN 'not due yet'
                                                            ELSE 'missing' END
                WHEN sent > meets THEN 'after the meeting' WHEN sent > due THEN 'late' ELSE 'in time' END
$$;
CREATE FUNCTION pg_temp.readiness(today date) RETURNS TABLE (meeting_id text, status text, meets_on date, papers text,
                                                             risk_register text, mitigation_plan text,
                                                             papers_days integer, risks_open bigint,
                                                             risks_assessed bigint, actions_open bigint,
                                                             actions_updated bigint,
    external_expected bigint, external_invited bigint, notice_roles_invited bigint, members_expected bigint,
    members_invited bigint, timetable text, minutes text, is_ready boolean)
LANGUAGE plpgsql AS $$
DECLARE
    m       mt.meeting;
    before  date;
    until   date;
    due     date;
    planned boolean;
    wrong   boolean;
    short   boolean;
    words   text[];
BEGIN
    FOR m IN SELECT * FROM mt.meeting LOOP
        CONTINUE WHEN m.cancelled_on <= today;
        IF m.held_on <= today THEN status := 'held'; meets_on := m.held_on;
        ELSE meets_on := m.planned_on;
        status := CASE WHEN m.planned_on < today THEN 'planned day has passed' ELSE 'planned' END;
        END IF;
        CONTINUE WHEN meets_on - today > 92;
        meeting_id := m.meeting_id;
        planned := status = 'planned';
        until := CASE WHEN meets_on < today THEN meets_on ELSE today END;
        due := meets_on - m.papers_days_ahead;
        SELECT x.held_on INTO before FROM mt.meeting x WHERE x.held_on < readiness.meets_on AND x.held_on <= today
        ORDER BY x.held_on DESC LIMIT 1;
        before := coalesce(before, '1990-01-01');
        words := ARRAY[pg_temp.word(m.papers_sent_on, due, meets_on, planned, today),
                       pg_temp.word(m.risk_register_sent_on, due, meets_on, planned, today),
                       pg_temp.word(m.mitigation_plan_sent_on, due, meets_on, planned, today)];
        papers := words[1]; risk_register := words[2]; mitigation_plan := words[3];
        papers_days := CASE WHEN m.papers_sent_on <= today THEN meets_on - m.papers_sent_on END;
        SELECT count(*),
               count(*) FILTER (WHERE EXISTS (SELECT FROM mt.risk_assessment a
                                              WHERE a.risk_id = r.risk_id AND a.assessed_on <= until
                                              AND (a.meeting_id = m.meeting_id OR pg_temp.counts_on(a.assessed_on,
                                                       a.meeting_id, false, today) BETWEEN before + 1 AND until)))
        INTO risks_open, risks_assessed FROM mt.risk r
            WHERE r.opened_on <= until AND NOT coalesce(r.closed_on <= until, false);
        SELECT count(*),
               count(*) FILTER (WHERE EXISTS (SELECT FROM mt.log_entry l
                                              WHERE l.action_id = a.action_id AND l.entered_on <= today
                                              AND (l.meeting_id = m.meeting_id OR pg_temp.counts_on(l.entered_on,
                                                       l.meeting_id, true, today) BETWEEN before + 1 AND until)))
        INTO actions_open, actions_updated FROM mt.action a WHERE pg_temp.is_open(a, until);
        SELECT count(*) FILTER (WHERE p.attends_as = 'external attendee') + 3 - count(DISTINCT p.notice_role),
               count(*) FILTER (WHERE p.attends_as = 'external attendee' AND i.sent_on < readiness.meets_on),
               count(*) FILTER (WHERE p.attends_as = 'member'),
               count(*) FILTER (WHERE p.attends_as = 'member' AND i.sent_on < readiness.meets_on)
        INTO external_expected, external_invited, members_expected, members_invited
        FROM mt.post p LEFT JOIN mt.invitation i ON i.post_id = p.post_id AND i.meeting_id = m.meeting_id
            AND i.sent_on <= today;
        SELECT count(*) INTO notice_roles_invited
        FROM unnest('{DfE SEND adviser,NHS England adviser,DfE case lead}'::text[]) n (role)
        WHERE (SELECT bool_and(EXISTS (SELECT FROM mt.invitation i
                                       WHERE i.post_id = p.post_id AND i.meeting_id = m.meeting_id
                                       AND i.sent_on <= today AND i.sent_on < readiness.meets_on)) FROM mt.post p
               WHERE p.notice_role = n.role);
        timetable := CASE
                          WHEN m.agreed_with_dfe_on <= today
                          THEN CASE WHEN m.agreed_with_dfe_on <= meets_on THEN 'agreed' ELSE 'agreed after the meeting'
                               END ELSE 'not recorded' END;
        minutes := CASE WHEN status = 'held' THEN CASE WHEN m.minutes_sent_on <= today THEN 'sent' ELSE 'not sent' END
                   END;
        short := external_invited < external_expected OR members_invited < members_expected
            OR risks_assessed < risks_open;
        wrong := words && '{late,after the meeting,missing}'::text[] OR short AND meets_on <= today;
        is_ready := CASE WHEN status = 'planned day has passed' THEN NULL WHEN wrong THEN false WHEN short
                         OR 'not due yet' = ANY (words) THEN NULL ELSE true END;
        RETURN NEXT;
    END LOOP;
END
$$;
CREATE TEMPORARY TABLE d ON COMMIT DROP AS SELECT DISTINCT day
    FROM (SELECT date '2024-12-31' UNION ALL SELECT date '2026-03-01' UNION ALL SELECT held_on FROM meeting
          WHERE held_on IS NOT NULL AND random() < 0.3 UNION ALL SELECT pg_temp.day(330)
          FROM generate_series(1, 6)) x (day);
SELECT results_eq('SELECT meeting_id, status, meets_on, papers, risk_register, mitigation_plan, papers_days_in_advance,
    risks_open, risks_assessed, actions_open, actions_updated, external_expected, external_invited,
    notice_roles_invited, members_expected, members_invited, timetable, minutes, is_ready
    FROM mt.meeting_readiness ORDER BY meeting_id', format('SELECT * FROM pg_temp.readiness(%L)
        ORDER BY meeting_id', day), 'meetings on ' || day)
FROM (SELECT day, set_config('sen_improvement.as_of', day::text, true) FROM d ORDER BY day OFFSET 0) x;
-- The words say what the columns say.
SET LOCAL sen_improvement.as_of = '2025-09-01';
SELECT is(count(*), 0::bigint, 'the verdict in words agrees with the columns') FROM meeting_readiness
WHERE is_ready IS DISTINCT FROM CASE WHEN in_words = 'ready' THEN true WHEN in_words LIKE 'not ready: %' THEN false END
    OR (status = 'planned day has passed') <> (in_words = 'not recorded as held or cancelled');
SELECT ok(count(DISTINCT papers) >= 3 AND bool_or(actions_updated BETWEEN 1 AND actions_open - 1)
          AND bool_or(risks_assessed BETWEEN 1 AND risks_open - 1), 'the data have all kinds of meetings')
FROM meeting_readiness;
SELECT is((SELECT sum(external_expected - external_invited + members_expected - members_invited) FROM meeting_readiness
           WHERE status = 'held'), (SELECT count(*)::numeric FROM invitation_gaps WHERE status = 'held'),
          'as many gaps as invitations that are short');
SELECT results_eq('SELECT meeting_id, sector, present, deputies, apologies, absent FROM attendance_summary WHERE posts '
                  '> not_recorded ORDER BY meeting_id, sector',
    $$SELECT a.meeting_id, r.sector, count(*) FILTER (WHERE attendance = 'present'),
      count(*) FILTER (WHERE attendance = 'deputy'), count(*) FILTER (WHERE attendance = 'apologies'),
      count(*) FILTER (WHERE attendance = 'absent')
      FROM attendance a JOIN meeting m USING (meeting_id) JOIN post p USING (post_id) JOIN partner r USING (partner_id)
      WHERE m.held_on <= '2025-09-01' GROUP BY a.meeting_id, r.sector ORDER BY a.meeting_id, r.sector$$,
          'attendance by sector');

-- Cases, finding by finding ----------------------------------------------------
INSERT INTO ehc_request (local_authority, request_ref, child_ref, received_on, request_source, rya, request_outcome,
                         request_outcome_on, request_tribunal, assessment_outcome, assessment_outcome_on, exported_to,
                         closed_on, week20, plan_start_on)
SELECT (ARRAY['344', '343'])[1 + n % 2], n, 'C' || floor(random() * 300), CASE WHEN random() < 0.9 THEN r END,
       CASE WHEN random() < 0.8 THEN '2' END, CASE WHEN random() < 0.8 THEN false END,
       (ARRAY['Y', 'Y', 'Y', 'N', 'A', 'W', 'H', NULL])[1 + floor(random() * 8)::integer],
       pg_temp.maybe(0.7, r + floor(random() * 60)::integer), random() < 0.3,
       (ARRAY['Y', 'Y', 'N', 'A', 'W', 'H', NULL, NULL])[1 + floor(random() * 8)::integer],
       pg_temp.maybe(0.6, r + floor(random() * 200)::integer),
       CASE WHEN random() < 0.1 THEN (ARRAY['344', '343', 'XXX'])[1 + floor(random() * 3)::integer] END,
       pg_temp.maybe(0.2, r + floor(random() * 200)::integer), random() < 0.3,
       pg_temp.maybe(0.4, r - 5 + floor(random() * 200)::integer)
FROM (SELECT n, date '2023-06-01' + floor(random() * 800)::integer AS r FROM generate_series(1, 600) n) x;
INSERT INTO assessment_exception (local_authority, request_ref, time_limit, exception)
SELECT local_authority, request_ref, l.l, 'absence_4_weeks'
FROM ehc_request, unnest('{final_plan,assess_decision}'::text[]) l (l) WHERE random() < 0.3;
CREATE FUNCTION pg_temp.wrong_cases(today date) RETURNS TABLE (local_authority text, finding text) LANGUAGE sql AS $$
    WITH q AS (
        SELECT r.*, s.status, EXISTS (SELECT FROM mt.assessment_exception e
                                      WHERE (e.local_authority, e.request_ref) = (r.local_authority, r.request_ref)
                                      AND e.time_limit = 'final_plan') AS named,
               (SELECT count(*) FROM mt.ehc_request o
                WHERE (o.local_authority, o.child_ref, o.received_on) = (r.local_authority, r.child_ref, r.received_on)
                AND o.request_ref < r.request_ref) AS earlier
        FROM mt.ehc_request r JOIN mt.case_status s USING (local_authority, request_ref)
    )
    SELECT q.local_authority, f.finding FROM q, LATERAL (VALUES
        ('the day received is unknown', received_on IS NULL AND status <> 'historical'),
        ('decided whether to assess, but not when', request_outcome IN ('Y', 'N') AND request_outcome_on IS NULL),
        ('the day of a decision to assess or not, but no decision', request_outcome_on IS NOT NULL
         AND (request_outcome IS NULL OR request_outcome = 'A')),
        ('no plan will be made, but not when the family was told', assessment_outcome = 'N'
         AND assessment_outcome_on IS NULL),
        ('the day of a plan or refusal, but not which', assessment_outcome_on IS NOT NULL
         AND (assessment_outcome IS NULL OR assessment_outcome = 'A')),
        ('plan issued or refused before the decision to assess', assessment_outcome_on < request_outcome_on),
        ('an assessment, though the request is undecided, withdrawn or historical',
         assessment_outcome IN ('Y', 'N', 'A', 'W') AND coalesce(request_outcome, 'A') IN ('A', 'W', 'H')),
        ('an assessment, though refused, and no mediation or appeal', assessment_outcome IN ('Y', 'N', 'A', 'W')
         AND request_outcome = 'N' AND request_tribunal IS NOT TRUE),
        ('received more than 6 weeks ago, and nothing said about the decision', status = 'open'
         AND today - received_on > 42 AND request_outcome IS NULL
         AND (assessment_outcome IS NULL OR assessment_outcome = 'A')),
        ('open for more than 52 weeks', status = 'open' AND today - received_on > 364),
        ('the plan starts before the request was received', plan_start_on < received_on),
        ('a plan has started, but none is recorded as issued', plan_start_on IS NOT NULL
         AND (assessment_outcome IS NULL OR assessment_outcome IN ('N', 'A', 'W'))),
        ('plan issued or refused after the case was closed', assessment_outcome_on > closed_on),
        ('withdrawn or moved away, but not when', status <> 'historical' AND closed_on IS NULL
         AND (exported_to IS NOT NULL OR request_outcome = 'W' OR assessment_outcome = 'W')),
        ('moved away to the same authority', exported_to = q.local_authority),
        ('flagged as under an exception, but no exception is named', week20 AND NOT named),
        ('an exception is named, but the case is not flagged as under one', named AND week20 IS NOT TRUE),
        ('received in 2025 or later without saying who asked', extract(year FROM received_on) >= 2025
         AND request_source IS NULL AND status <> 'historical'),
        ('not said whether in youth accommodation', rya IS NULL AND status <> 'historical'),
        ('the same child and the same day received as another request', earlier > 0)) f (finding, is_so)
    WHERE f.is_so
$$;
SELECT results_eq($q$SELECT subject, finding, how_many FROM mt.data_quality
                     WHERE area = 'cases' AND finding !~ '^(plans of|nothing received)' ORDER BY subject COLLATE "C",
                     finding COLLATE "C"$q$,
    format($q$SELECT 'requests of authority ' || local_authority, finding, count(*) FROM pg_temp.wrong_cases(%L)
              GROUP BY local_authority, finding ORDER BY local_authority COLLATE "C", finding COLLATE "C"$q$, day),
    'cases on ' || day)
FROM (SELECT day, set_config('sen_improvement.as_of', day::text, true)
      FROM unnest('{2023-09-01,2024-07-01,2025-01-01,2025-06-30,2026-03-01}'::date[]) day ORDER BY day OFFSET 0) x;
\if :whole
SELECT ok(count(DISTINCT finding) >= 17, 'nearly every kind of finding is there') FROM data_quality
WHERE area = 'cases' AND subject ~ '344';
\endif
SELECT * FROM finish();
ROLLBACK;
