-- sen.queue_weeks() and sen.project() against vectors, closed forms, and two second implementations case by case, over
-- random queues. The generator itself: test/t/030_recovery_chance.pl.
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
SELECT CASE WHEN :'whole' THEN 1 ELSE 4 END AS share \gset
SELECT coalesce(substring(:'seed' FROM '^[0-9]{1,18}$')::bigint,
                extract(epoch FROM clock_timestamp())::bigint) % 1000000 AS seed \gset
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL jit = off;
SELECT no_plan();
SELECT diag('projection: seed ' || :seed || ', repeat with SEN_SEED=' || :seed);
SELECT setseed(:seed / 1000000.0) AS seeded \gset

-- The weekly queue: vectors -------------------------------------------------------
-- 4 cases received 0, 7, ..., 133 days before, 3 cases 140, 147, ..., 343 days before.
CREATE TEMPORARY TABLE q ON COMMIT DROP AS
SELECT sen.queue(date '2025-12-31' - d, 'plan', date '2025-12-31') AS q
FROM generate_series(0, 343, 7) d, generate_series(1, CASE WHEN d < 140 THEN 4 ELSE 3 END);
CREATE TEMPORARY TABLE vector (c double precision, issue_order text, share double precision, issued text, overdue text,
                               open text, first_clear integer, oldest_weeks integer) ON COMMIT DROP;
INSERT INTO vector VALUES
    (4, 'oldest', NULL, '52/0 52/0 104/0 208/0', '86 90 90 90', '170 170 170 170', NULL, 43),
    (4, 'newest', NULL, '52/52 52/52 104/104 208/208', '114 114 114 114', '170 170 170 170', NULL, 153),
    (4, 'in_time_first', NULL, '52/52 52/52 104/104 208/208', '90 94 94 94', '170 170 170 170', NULL, 153),
    (4, 'share', 1, '52/52 52/52 104/104 208/208', '90 94 94 94', '170 170 170 170', NULL, 153),
    (4, 'share', 0.5, '52/26 52/26 104/52 208/104', '88 92 92 92', '170 170 170 170', NULL, 66),
    (6, 'oldest', NULL, '78/0 78/0 156/36 218/218', '60 38 0 0', '144 118 66 56', 45, 14),
    (6, 'newest', NULL, '78/60 78/52 156/104 218/208', '88 62 10 0', '144 118 66 56', 57, 14),
    (6, 'in_time_first', NULL, '78/76 78/52 156/104 218/208', '88 62 10 0', '144 118 66 56', 57, 14),
    (6, 'share', 0.5, '78/39 78/39 156/94 218/218', '63 41 0 0', '144 118 66 56', 47, 14),
    (4.5, 'oldest', NULL, '58/0 59/0 117/0 234/0', '80 77 64 38', '164 157 144 118', NULL, 30),
    (4.5, 'newest', NULL, '58/55 59/52 117/104 234/208', '108 101 88 62', '164 157 144 118', NULL, 153),
    (4.5, 'in_time_first', NULL, '58/58 59/59 117/115 234/208', '90 90 88 62', '164 157 144 118', NULL, 144),
    (4.5, 'share', 0.5, '58/29 59/29 117/59 234/117', '82 79 67 41', '164 157 144 118', NULL, 43);
SELECT is(w.issued || '; ' || w.overdue || '; ' || w.open, v.issued || '; ' || v.overdue || '; ' || v.open,
          'weekly queue: ' || c || ' a week, ' || issue_order || coalesce(' ' || share, ''))
FROM vector v CROSS JOIN q CROSS JOIN LATERAL (
    SELECT string_agg(x.issued || '/' || x.in_time, ' ' ORDER BY x.until) AS issued,
           string_agg(x.overdue::text, ' ' ORDER BY x.until) AS overdue,
           string_agg(x.open::text, ' ' ORDER BY x.until) AS open
    FROM (SELECT p.until, sum(w.issued) AS issued, sum(w.in_time) AS in_time,
                 sum(w.overdue) FILTER (WHERE w.week = p.until) AS overdue,
                 sum(w.open) FILTER (WHERE w.week = p.until) AS open
          FROM sen.queue_weeks(q.q, 4, v.c, v.issue_order::sen.issue_order, 104, v.share) w
          JOIN (VALUES (0, 13), (13, 26), (26, 52), (52, 104)) p (after, until)
              ON w.week > p.after AND w.week <= p.until
          GROUP BY p.until) x) w;
SELECT is_empty($$SELECT v.*, w.* FROM vector v CROSS JOIN q CROSS JOIN LATERAL (
        SELECT min(week) FILTER (WHERE overdue = 0) AS clear, (max(oldest_days) FILTER (WHERE week = 104) + 6) / 7 AS
            weeks
        FROM sen.queue_weeks(q.q, 4, v.c, v.issue_order::sen.issue_order, 104, v.share)) w
    WHERE (v.first_clear, v.oldest_weeks) IS DISTINCT FROM (w.clear, w.weeks)$$,
                'first week without an overdue case, and how long the oldest has waited after two years');
SELECT is((SELECT in_words FROM q, sen.queue_weeks(q, 4, 6, 'oldest', 1)),
          '4 requests; 6 plans for 118 cases that were ready, none in time; 168 open cases, 84 overdue, the oldest '
          'open for 336 days', 'a week in words');

-- The weekly queue: case by case ----------------------------------------------------
-- A second implementation, which holds each case and looks for the next one each time.
CREATE TEMPORARY TABLE held (received date, stage integer, ready date, ended date) ON COMMIT DROP;
CREATE FUNCTION pg_temp.pick(day date, of_stage integer, issue_order text, limit_days integer, in_time boolean)
    RETURNS tid LANGUAGE sql AS $$
    SELECT ctid FROM held
    WHERE ended IS NULL AND stage = of_stage AND ready <= day
    ORDER BY CASE WHEN in_time THEN day - received <= limit_days
                  WHEN issue_order = 'share' THEN day - received > limit_days END DESC,
             CASE WHEN issue_order = 'newest' THEN received END DESC, received
    LIMIT 1
$$;
CREATE FUNCTION pg_temp.weekly(stand date, a double precision, c double precision, issue_order text,
                               phi double precision, weeks integer, fewest integer, limit_days integer)
    RETURNS TABLE (week integer, arrived bigint, ready bigint, issued bigint, in_time bigint, open bigint,
                   overdue bigint, over_52_weeks bigint, oldest_days integer) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    a_carry double precision := 0; c_carry double precision := 0; turn double precision := 0;
    day date; k integer; first boolean; next tid;
BEGIN
    FOR w IN 1 .. weeks LOOP
        week := w; day := stand + 7 * w;
        a_carry := a_carry + a; arrived := floor(a_carry); a_carry := a_carry - arrived;
        INSERT INTO held SELECT day - 6, 3, day - 6 + fewest, NULL FROM generate_series(1, arrived);
        c_carry := c_carry + c; k := floor(c_carry); c_carry := c_carry - k;
        SELECT count(*) INTO ready FROM held h WHERE ended IS NULL AND h.ready <= day;
        IF ready = 0 THEN c_carry := 0; END IF;
        issued := 0; in_time := 0;
        FOR i IN 1 .. k LOOP
            EXIT WHEN NOT EXISTS (SELECT FROM held h WHERE ended IS NULL AND h.ready <= day);
            first := issue_order = 'in_time_first';
            IF issue_order = 'share' THEN
                turn := turn + phi; first := turn >= 1;
                IF first THEN turn := turn - 1; END IF;
            END IF;
            next := pg_temp.pick(day, 3, issue_order, limit_days, first);
            issued := issued + 1;
            in_time := in_time + (SELECT (day - received <= limit_days)::integer FROM held WHERE ctid = next);
            UPDATE held SET ended = day WHERE ctid = next;
        END LOOP;
        SELECT count(*), count(*) FILTER (WHERE day - received > limit_days),
               count(*) FILTER (WHERE day - received > 364), max(day - received)
        INTO open, overdue, over_52_weeks, oldest_days FROM held WHERE ended IS NULL;
        RETURN NEXT;
    END LOOP;
END $$;
CREATE FUNCTION pg_temp.weekly_differs(n integer) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    stand date; a double precision; c double precision; o text; phi double precision; weeks integer; fewest integer;
    lim integer; q sen.queue; differing record;
BEGIN
    FOR i IN 1 .. n LOOP
        stand := date '2020-01-01' + (random() * 3000)::integer;
        a := floor(random() * 20) / 4; c := floor(random() * 24) / 4;
        o := (ARRAY['oldest', 'newest', 'in_time_first', 'share'])[1 + i % 4];
        phi := CASE WHEN o = 'share' THEN floor(random() * 5) / 4 END;
        weeks := 5 + (random() * 40)::integer;
        fewest := (random() * 120)::integer; lim := 1 + (random() * 200)::integer;
        TRUNCATE held;
        INSERT INTO held SELECT r, 3, r + fewest, NULL
        FROM (SELECT stand - floor(random() ^ 2 * 500)::integer AS r
              FROM generate_series(1, (random() * 80)::integer)) x;
        SELECT sen.queue(received, (ARRAY['decision', 'advice', 'plan'])[1 + (random() * 2)::integer]::sen.stage,
                         stand) INTO q FROM held;
        FOR differing IN
            SELECT coalesce(x.week, y.week) AS week, x AS expected, y AS found
            FROM pg_temp.weekly(stand, a, c, o, phi, weeks, fewest, lim) x
            FULL JOIN (SELECT week, arrived, ready, issued, in_time, open, overdue, over_52_weeks, oldest_days
                       FROM sen.queue_weeks(q, a, c, o::sen.issue_order, weeks, phi, fewest, lim, stand)) y USING (week)
            WHERE (x.arrived, x.ready, x.issued, x.in_time, x.open, x.overdue, x.over_52_weeks, x.oldest_days)
                  IS DISTINCT FROM
                  (y.arrived, y.ready, y.issued, y.in_time, y.open, y.overdue, y.over_52_weeks, y.oldest_days)
            LIMIT 1
        LOOP
            RETURN NEXT format('try %s, %s a week of %s, %s %s, fewest %s, limit %s: %s, not %s', i, c, a, o, phi,
                fewest,
                               lim, differing.found, differing.expected);
        END LOOP;
    END LOOP;
END $$;
SELECT is_empty(format('SELECT * FROM pg_temp.weekly_differs(%s) LIMIT 3', 60 / :share),
                'queue_weeks as case by case, over random queues');
SELECT is_empty($$SELECT * FROM q, sen.queue_weeks(q, 4.3, 5.1, 'newest', 520) w
                  WHERE rate IS DISTINCT FROM in_time::double precision / nullif(issued, 0)
                     OR to_day - from_day <> 6 OR to_day <> date '2025-12-31' + 7 * week$$, 'its rates and days');

-- The simulator: case by case, where nothing is left to chance -----------------------------
-- No requests, no spread: what happens on each working day is then known.
CREATE FUNCTION pg_temp.daily(stand date, until date, issue_order text, phi double precision, limit_days integer,
                              fewest integer[], lines sen.capacity_line[], holidays datemultirange, c sen.calendar)
    RETURNS TABLE (month date, advice bigint, plans bigint, in_time bigint, open bigint, overdue bigint,
                   over_52_weeks bigint, oldest_days integer) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    carry double precision[] := '{0,0,0}'; turn double precision[] := '{0,0,0}';
    day date; k integer; first boolean; next tid; limited boolean; able boolean; today double precision;
    names text[] := '{decision,advice,plan}';
BEGIN
    advice := 0; plans := 0; in_time := 0;
    FOR day IN SELECT d::date FROM generate_series(stand + 1, until, '1 day') d LOOP
        month := date_trunc('month', day);
        IF sen.is_working_day(day, c) THEN
            FOR s IN 1 .. 3 LOOP
                SELECT count(*) > 0, coalesce(sum(per_week / 5) FILTER (WHERE day BETWEEN coalesce(from_day,
                    '-infinity')
                           AND coalesce(to_day, 'infinity') AND NOT (coalesce(term_time, false) AND holidays @> day)),
                               0)
                INTO limited, today FROM unnest(lines) WHERE stage::text = names[s];
                able := EXISTS (SELECT FROM held WHERE ended IS NULL AND stage = s AND ready <= day);
                IF limited THEN
                    carry[s] := carry[s] + today; k := floor(carry[s]); carry[s] := CASE WHEN able THEN carry[s] - k
                        ELSE 0 END;
                END IF;
                WHILE able AND (NOT limited OR k > 0) LOOP
                    k := k - 1;
                    first := issue_order = 'in_time_first';
                    IF issue_order = 'share' AND limited THEN
                        turn[s] := turn[s] + phi; first := turn[s] >= 1;
                        IF first THEN turn[s] := turn[s] - 1; END IF;
                    END IF;
                    next := pg_temp.pick(day, s, issue_order, limit_days, first);
                    advice := advice + (s = 2)::integer;
                    plans := plans + (s = 3)::integer;
                    in_time := in_time + (SELECT (s = 3 AND day - received <= limit_days)::integer FROM held
                                          WHERE ctid = next);
                    UPDATE held SET stage = s + 1, ready = day + fewest[s + 1], ended = CASE WHEN s = 3 THEN day END
                    WHERE ctid = next;
                    able := EXISTS (SELECT FROM held WHERE ended IS NULL AND stage = s AND ready <= day);
                END LOOP;
            END LOOP;
        END IF;
        IF day = until OR extract(day FROM day + 1) = 1 THEN
            SELECT count(*), count(*) FILTER (WHERE day - received > limit_days),
                   count(*) FILTER (WHERE day - received > 364), max(day - received)
            INTO open, overdue, over_52_weeks, oldest_days FROM held WHERE ended IS NULL;
            RETURN NEXT;
            advice := 0; plans := 0; in_time := 0;
        END IF;
    END LOOP;
END $$;
CREATE FUNCTION pg_temp.daily_differs(n integer) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    stand date; until date; o text; phi double precision; fewest integer[]; lim integer; q sen.queue;
    lines sen.capacity_line[]; holidays datemultirange; c sen.calendar; differing record;
BEGIN
    FOR i IN 1 .. n LOOP
        stand := date '2024-06-01' + (random() * 700)::integer;
        until := stand + 20 + (random() * 250)::integer;
        o := (ARRAY['oldest', 'newest', 'in_time_first', 'share'])[1 + i % 4];
        phi := CASE WHEN o = 'share' THEN floor(random() * 5) / 4 END;
        fewest := ARRAY[(random() * 60)::integer, (random() * random() * 30)::integer, (random() * 60)::integer];
        lim := 1 + (random() * 250)::integer;
        c := CASE WHEN random() < 0.7 THEN sen.england_and_wales() ELSE sen.calendar('2020-01-01', '2029-12-31', '{}')
            END;
        holidays := datemultirange(daterange(stand + 10, stand + 30), daterange(stand + 60, stand + 60
            + (random() * 40)::integer));
        -- Plans always; decisions and advice have a limit in half of the tries each. Quarters of a case a day, so that
        -- no sum is rounded.
        SELECT array_agg((s::sen.stage, team, CASE part WHEN 2 THEN stand + cut END,
                          CASE part WHEN 1 THEN stand + cut - 1 - (random() * 10)::integer END,
                          floor(random() * 12) * 1.25, random() < 0.3)::sen.capacity_line ORDER BY random())
        INTO lines
        FROM unnest('{decision,advice,plan}'::text[]) s
        CROSS JOIN LATERAL (SELECT random() < 0.5 OR s = 'plan' AS is_limited, s AS of_stage OFFSET 0) l
        CROSS JOIN unnest('{a,b}'::text[]) team
        CROSS JOIN LATERAL (SELECT (random() * 100)::integer + 20 AS cut, team AS of_team OFFSET 0) k
        CROSS JOIN generate_series(1, 2) part
        WHERE is_limited AND (team = 'a' OR part = 1);
        TRUNCATE held;
        INSERT INTO held
        SELECT r, s, r + fewest[1] + CASE WHEN s > 1 THEN fewest[2] ELSE 0 END + CASE WHEN s > 2 THEN fewest[3] ELSE 0
            END, NULL
        FROM (SELECT stand - floor(random() ^ 2 * 500)::integer AS r, 1 + floor(random() * 3)::integer AS s
              FROM generate_series(1, 10 + (random() * 120)::integer)) x;
        SELECT sen.queue(received, (ARRAY['decision', 'advice', 'plan'])[stage]::sen.stage, stand) INTO q FROM held;
        -- Without a limit of advice nobody waits for it: the case waits for its plan.
        IF NOT EXISTS (SELECT FROM unnest(lines) l WHERE l.stage::text = 'advice') THEN
            UPDATE held SET stage = 3, ready = received + fewest[1] + fewest[2] + fewest[3] WHERE stage = 2;
        END IF;
        FOR differing IN
            SELECT x AS expected, y AS found
            FROM pg_temp.daily(stand, until, o, phi, lim, fewest, lines, holidays, c) x
            FULL JOIN (SELECT month, advice, plans, in_time, open, overdue, over_52_weeks, oldest_days
                       FROM sen.project_runs(q, NULL, ARRAY[(NULL, NULL, 0)]::sen.arrival_line[], lines,
                                             o::sen.issue_order, until, 1, i, phi, holidays, c, 0, 0, 0, fewest[1],
                                             fewest[2], fewest[3], lim, 0, 0, 0, 0)) y USING (month)
            WHERE (x.advice, x.plans, x.in_time, x.open, x.overdue, x.over_52_weeks, x.oldest_days) IS DISTINCT FROM
                  (y.advice, y.plans, y.in_time, y.open, y.overdue, y.over_52_weeks, y.oldest_days)
            LIMIT 1
        LOOP
            RETURN NEXT format('try %s, %s %s from %s, fewest %s, limit %s, %s: %s, not %s', i, o, phi, stand, fewest,
                lim,
                               lines, differing.found, differing.expected);
        END LOOP;
    END LOOP;
END $$;
SELECT is_empty(format('SELECT * FROM pg_temp.daily_differs(%s) LIMIT 3', 40 / :share),
                'project_runs as case by case, by stages, teams, terms and calendars');

-- A deviation in what it may be expected to be: below 5 standard errors, once in a million.
CREATE FUNCTION pg_temp.below(deviation double precision, most double precision, title text) RETURNS text
    LANGUAGE sql AS $$SELECT ok(deviation < most, title) || CASE WHEN deviation < most THEN '' ELSE
                                E'\n' || diag('deviation: ' || deviation) END$$;

-- What is drawn by chance ---------------------------------------------------------------
-- A queue like that of a council with a backlog, and the pace of its last year.
CREATE TEMPORARY TABLE council ON COMMIT DROP AS
SELECT (SELECT sen.queue(date '2025-12-31' - floor(700 * random() ^ 1.5)::integer,
                         (CASE WHEN random() < 0.08 THEN 'decision' WHEN random() < 0.3 THEN 'advice' ELSE 'plan'
                             END)::sen.stage,
                         date '2025-12-31') FROM generate_series(1, 1262)) AS queue,
       (SELECT sen.pace(issued - age, issued, NULL, date '2025-01-01', date '2025-12-31')
        FROM (SELECT date '2024-06-01' + (random() * 578)::integer AS issued, 90 + (400 * random())::integer AS age
              FROM generate_series(1, 2000)) x) AS pace,
       ARRAY[(NULL, NULL, 27)]::sen.arrival_line[] AS arrivals,
       ARRAY[('plan', 'officers', NULL, NULL, 25.5, false)]::sen.capacity_line[] AS capacity;
CREATE TEMPORARY TABLE asked (issue_order sen.issue_order, share double precision) ON COMMIT DROP;
INSERT INTO asked VALUES ('oldest', NULL), ('newest', NULL), ('in_time_first', NULL), ('share', 0.4), ('as_observed',
    NULL);
CREATE TEMPORARY TABLE run ON COMMIT DROP AS
SELECT a.issue_order, r.*
FROM council, asked a, sen.project_runs(queue, pace, arrivals,
    capacity || ('advice', 'psychologists', NULL, NULL, 30, true)::sen.capacity_line
             || ('decision', 'panel', NULL, '2026-06-30', 40, NULL)::sen.capacity_line
             || ('decision', 'panel', '2026-07-01', NULL, 25, NULL)::sen.capacity_line,
    a.issue_order, '2027-03-15', 100 / :share, :seed, a.share, '{[2026-04-03,2026-04-20),[2026-07-22,2026-09-02)}',
    refused_share => 0.19, no_plan_share => 0.02, withdrawn_share => 0.06) r;
SELECT is((SELECT count(*) FROM run), 5 * 100 / :share * 15::bigint, 'a row for each run and month');
SELECT is_empty($$SELECT * FROM (
        SELECT r.*, lag(open, 1, 1262) OVER (PARTITION BY issue_order, run ORDER BY month) AS before FROM run r) r
    WHERE open IS DISTINCT FROM before + requests - refused - plans - no_plan - withdrawn
       OR least(requests, refused, advice, plans, in_time, no_plan, withdrawn, open, overdue, over_52_weeks) < 0
       OR in_time > plans OR due_in_time > due OR overdue > open OR over_52_weeks > overdue
       OR (open > 0) IS DISTINCT FROM (oldest_days IS NOT NULL) OR (over_52_weeks > 0) <> (coalesce(oldest_days, 0) >
           364)$$,
                'no run loses count');
-- Oldest first clears the backlog before a plan is in time: of a few short runs it may be in none.
SELECT ok((SELECT bool_and(x) FROM (SELECT sum(refused) > 0 AND sum(no_plan) > 0 AND sum(withdrawn) > 0 AND sum(advice)
    > 0 AND (sum(in_time) > 0 OR issue_order::text = 'oldest' AND NOT :'whole') AS x FROM run GROUP BY issue_order) s),
          'of each order, every way in which a case goes on');
-- One luck, whatever is supposed.
SELECT is((SELECT count(DISTINCT requests) FROM (SELECT run, month, requests FROM run GROUP BY 1, 2, 3) x
           GROUP BY run, month ORDER BY 1 DESC LIMIT 1), 1::bigint, 'the same requests under every order');
-- Advice is given in term time only, and decisions by the panel's capacity.
SELECT is((SELECT sum(advice) FROM run WHERE month = '2026-08-01'), 0::bigint, 'no advice in the holidays');

-- Requests: Poisson about what is given, over the days of the calendar, whatever its holidays.
SELECT pg_temp.below(abs(sum(requests) - 27 / 7.0 * 365 * 400) / sqrt(27 / 7.0 * 365 * 400), 5,
              'as many requests as given')
FROM council, sen.project_runs(queue, NULL, arrivals, capacity, 'oldest', '2026-12-31', 400, :seed, demand_spread => 0,
                               demand_week_spread => 0);
SELECT pg_temp.below(abs(variance(requests) / avg(requests) - 1), 0.4, 'and their variance that of Poisson')
FROM council, sen.project_runs(queue, NULL, arrivals, capacity, 'oldest', '2026-01-31', 400, :seed, demand_spread => 0,
                               demand_week_spread => 0);
SELECT pg_temp.below(abs(stddev(ln(requests)) / 0.25 - 1), 0.2, 'a level that spreads as given')
FROM (SELECT run, sum(requests)::double precision AS requests
      FROM council, sen.project_runs(queue, NULL, arrivals, capacity, 'oldest', '2026-12-31', 400, :seed,
                                     demand_week_spread => 0) GROUP BY run) x;
SELECT pg_temp.below(abs(stddev(ln(plans)) / 0.3 - 1), 0.2, 'so does capacity')
FROM council, sen.project_runs(queue, NULL, arrivals, capacity, 'oldest', '2026-03-31', 400, :seed,
                               capacity_week_spread => 0) WHERE month = '2026-03-01';
CREATE TEMPORARY TABLE nobody ON COMMIT DROP AS SELECT sen.queue(NULL, NULL::sen.stage) AS queue;
-- Shares: refused of those decided, and so on, with an unlimited queue in a long time.
SELECT unnest(ARRAY[
    pg_temp.below(abs(refused - 0.19 * (refused + advice)) / sqrt(0.19 * 0.81 * (refused + advice)), 5,
        'the share refused'),
    pg_temp.below(abs(no_plan - 0.02 * (no_plan + plans)) / sqrt(0.02 * 0.98 * (no_plan + plans)), 5,
                  'the share without a plan')])
FROM (SELECT sum(refused)::double precision AS refused, sum(advice)::double precision AS advice,
             sum(no_plan)::double precision AS no_plan, sum(plans)::double precision AS plans
      FROM council, nobody, sen.project_runs(nobody.queue, NULL, arrivals, ARRAY[('plan', '', NULL, NULL, 500, NULL)]
                                     ::sen.capacity_line[], 'oldest', '2027-12-31', 50, :seed, refused_share => 0.19,
                                     no_plan_share => 0.02, stands_on => '2025-12-31')) x;
CREATE FUNCTION pg_temp.withheld(share double precision) RETURNS TABLE (plans bigint, no_plan bigint) LANGUAGE sql
AS $$
    SELECT r.plans, r.no_plan
    FROM (SELECT sen.queue(date '2025-01-01', 'plan', date '2025-12-31') AS queue FROM generate_series(1, 2000)) q,
         sen.project_runs(q.queue, NULL, ARRAY[(NULL, NULL, 0)]::sen.arrival_line[],
                          ARRAY[('plan', '', NULL, NULL, 60, NULL)]::sen.capacity_line[], 'oldest', '2026-02-28', 5, 1,
                          no_plan_share => share, capacity_spread => 0, capacity_week_spread => 0) r
$$;
-- A plan that is withheld takes no capacity: as many are issued as if none were.
SELECT is((SELECT sum(plans) FROM pg_temp.withheld(0.5)), (SELECT sum(plans) FROM pg_temp.withheld(0)),
          'a plan that is withheld takes no capacity');
SELECT cmp_ok((SELECT sum(no_plan) FROM pg_temp.withheld(0.5)), '>', 0::numeric, 'and some are');
-- Withdrawn: of all requests, once their limit is over; those on the way have left in part.
SELECT pg_temp.below(abs(withdrawn - 0.06 * requests) / sqrt(0.06 * 0.94 * requests), 5,
              'the share withdrawn, of those whose limit is over')
FROM (SELECT sum(withdrawn)::double precision AS withdrawn, sum(requests)::double precision AS requests
      FROM nobody, sen.project_runs(queue, NULL, ARRAY[(NULL, '2026-06-30', 50), ('2026-07-01', NULL, 0)]
                                    ::sen.arrival_line[], ARRAY[('plan', '', NULL, NULL, 500,
                                        NULL)]::sen.capacity_line[],
                                    'oldest', '2027-12-31', 50, :seed, withdrawn_share => 0.06, plan_days => 200,
                                    stands_on => '2025-12-31')) x;

-- As observed: two ages, with many cases each, so that the plans go to them by hazard times cases.
CREATE TEMPORARY TABLE two ON COMMIT DROP AS
SELECT (SELECT sen.queue(date '2025-12-31' - CASE WHEN i <= 20000 THEN 127 ELSE 1000 END, 'plan', date '2025-12-31')
        FROM generate_series(1, 220000) i) AS queue,
       (SELECT sen.pace(received, issued, NULL, date '2025-01-01', date '2025-12-31')
        FROM (SELECT date '2025-06-01' - 130 AS received, date '2025-06-01' AS issued FROM generate_series(1, 30)
              UNION ALL SELECT date '2025-06-01' - 1000, CASE WHEN i <= 300 THEN date '2025-06-01' END
                        FROM generate_series(1, 400) i) x) AS pace;
SELECT ok(p > 0.05, 'both are seen') FROM (
    SELECT 20000 * y.plan_chance / (20000 * y.plan_chance + 200000 * o.plan_chance) AS p
    FROM two, sen.pace_by_age(pace) y, sen.pace_by_age(pace) o WHERE y.from_age = 127 AND o.from_age = 551) x;
SELECT pg_temp.below(abs(in_time - p * plans) / sqrt(p * (1 - p) * plans), 5,
              'as observed, plans go to an age by hazard times cases')
FROM (SELECT sum(in_time)::double precision AS in_time, sum(plans)::double precision AS plans, min(p) AS p
      FROM two, LATERAL (
          SELECT 20000 * y.plan_chance / (20000 * y.plan_chance + 200000 * o.plan_chance) AS p
          FROM sen.pace_by_age(pace) y, sen.pace_by_age(pace) o WHERE y.from_age = 127 AND o.from_age = 551) c,
      sen.project_runs(queue, pace, ARRAY[(NULL, NULL, 0)]::sen.arrival_line[],
                       ARRAY[('plan', '', NULL, NULL, 500, NULL)]::sen.capacity_line[], 'as_observed', '2026-01-05', 40,
                       :seed, calendar => sen.calendar('2020-01-01', '2029-12-31', '{}'), capacity_spread => 0,
                       capacity_week_spread => 0, order_spread => 0)) x;
-- In each future the odds of a plan in time are moved by a level of its own.
SELECT unnest(ARRAY[pg_temp.below(abs(stddev(ln(odds / (p / (1 - p)))) / 1.4 - 1), 0.2,
                                  'the odds of a plan in time spread as given'),
                    pg_temp.below(abs(avg(ln(odds / (p / (1 - p))))), 0.35, 'about what was observed')])
FROM (SELECT (in_time + 0.5) / (plans - in_time + 0.5) AS odds, p
      FROM two, LATERAL (
          SELECT 20000 * y.plan_chance / (20000 * y.plan_chance + 200000 * o.plan_chance) AS p
          FROM sen.pace_by_age(pace) y, sen.pace_by_age(pace) o WHERE y.from_age = 127 AND o.from_age = 551) c,
      sen.project_runs(queue, pace, ARRAY[(NULL, NULL, 0)]::sen.arrival_line[],
                       ARRAY[('plan', '', NULL, NULL, 5000, NULL)]::sen.capacity_line[], 'as_observed', '2026-01-01',
                       400, :seed, calendar => sen.calendar('2020-01-01', '2029-12-31', '{}'))) x;
SELECT pg_temp.below(abs(plans - mean) / sqrt(mean), 5, 'and by the pace alone, as many plans as without')
FROM (SELECT sum(r.plans)::double precision AS plans,
             400 * (20000 * min(y.plan_chance) + 200000 * min(o.plan_chance)) * 31 / 22 AS mean
      FROM two, sen.pace_by_age(pace) y, sen.pace_by_age(pace) o,
           sen.project_runs(queue, pace, ARRAY[(NULL, NULL, 0)]::sen.arrival_line[], '{}', 'as_observed', '2026-01-01',
                            400, :seed, calendar => sen.calendar('2020-01-01', '2029-12-31', '{}'),
                            capacity_spread => 0, capacity_week_spread => 0, order_spread => 2) r
      WHERE y.from_age = 127 AND o.from_age = 551) x;
SELECT is_empty($$SELECT r.* FROM council, sen.project_runs(queue, pace, arrivals, capacity, 'newest', '2026-06-30', 5,
                                                      1, order_spread => 0) r
                  EXCEPT SELECT r.* FROM council, sen.project_runs(queue, pace, arrivals, capacity, 'newest',
                                                      '2026-06-30', 5, 1, order_spread => 4) r$$,
                'which is of no order that is stated');
-- And without any capacity: as many plans as the pace alone makes, on 21 working days that stand for 31 days.
SELECT pg_temp.below(abs(plans - mean) / sqrt(mean), 5, 'without a line of plans: by the pace alone')
FROM (SELECT sum(r.plans)::double precision AS plans, 40 * 10000 * (1 - (1 - min(o.plan_chance) * 31 / 21) ^ 21) AS mean
      FROM two, sen.pace_by_age(pace) o, (SELECT sen.queue(date '2020-12-31', 'plan', date '2025-12-31') AS old
                                          FROM generate_series(1, 10000)) k,
      sen.project_runs(old, pace, ARRAY[(NULL, NULL, 0)]::sen.arrival_line[], '{}', 'as_observed', '2026-01-31', 40,
          :seed,
                       capacity_spread => 0, capacity_week_spread => 0) r
      WHERE o.from_age = 551) x;

-- Closed forms ------------------------------------------------------------------------------
-- Ten times the queue of the vectors, over days that are all alike, with requests by chance. 40 arrive a week and 60
-- plans are issued: none is overdue after 45 weeks oldest first, after 57 in the other orders (sen.clearance_weeks()).
CREATE TEMPORARY TABLE ten ON COMMIT DROP AS
SELECT sen.queue(date '2025-12-31' - d, 'plan', date '2025-12-31') AS queue
FROM generate_series(0, 343) d, generate_series(1, CASE WHEN d < 140 THEN 6 ELSE 4 END);
CREATE TEMPORARY TABLE cleared ON COMMIT DROP AS
SELECT o.o, p.*, (sen.open_cases(queue) - CASE WHEN o.o = 'oldest' THEN 20 ELSE 14 END * 42)
       - (60 - 42) * ((month + interval '1 month')::date - date '2026-01-01') / 7.0 AS expected
FROM ten, unnest('{oldest,newest,in_time_first}'::text[]) o (o),
     sen.project(queue, NULL, ARRAY[(NULL, NULL, 42)]::sen.arrival_line[],
                 ARRAY[('plan', '', NULL, NULL, 60, NULL)]::sen.capacity_line[], o.o::sen.issue_order, '2027-12-31',
                     200, :seed,
                 calendar => sen.calendar('2020-01-01', '2029-12-31', '{}'), demand_spread => 0, capacity_spread => 0,
                 demand_week_spread => 0, capacity_week_spread => 0) p;
SELECT is_empty($$SELECT o, month, p50, expected FROM cleared
                  WHERE measure = 'overdue' AND (o = 'oldest' OR month >= '2026-06-01')
                    AND abs(p50 - greatest(expected, 0)) > 25$$,
                'overdue cases fall by capacity less demand, to none in the week of the closed form');
SELECT is_empty($$SELECT o, month, p50 FROM cleared WHERE measure = 'rate' AND o <> 'oldest' AND month BETWEEN
                  '2026-06-01' AND '2026-10-01' AND abs(p50 - sen.highest_rate(42, 60)) > 0.06$$,
                'while a backlog is cleared the rate is demand by capacity at most');
SELECT is_empty($$SELECT month, p90 FROM cleared WHERE measure = 'rate' AND o = 'oldest' AND month < '2026-09-01' AND
    p90 > 0$$,
                'and oldest first none is in time until the last weeks');
SELECT is((SELECT array_agg(DISTINCT o ORDER BY o)::text FROM cleared a WHERE measure = 'open' AND NOT EXISTS (
               SELECT FROM cleared b WHERE b.measure = 'open' AND b.month = a.month AND abs(a.p50 - b.p50) > 1)),
          '{in_time_first,newest,oldest}', 'the order does not change how many are open');
-- A share of the plans in time gives that rate, as sen.needed_share() reckons.
SELECT is_empty($$SELECT month, p10, p90 FROM ten, sen.project(queue, NULL, ARRAY[(NULL, NULL, 42)]::sen.arrival_line[],
                      ARRAY[('plan', '', NULL, NULL, 45, NULL)]::sen.capacity_line[], 'share', '2026-08-31', 50, 1,
                          0.6) p
                  WHERE measure = 'rate_year' AND month >= '2026-03-01' AND (abs(p10 - 0.6) > 0.01 OR abs(p90 - 0.6) >
                      0.01)$$,
                'a share of 0.6 is a rate of 60%');

-- The same, whatever it is drawn in ---------------------------------------------------------
CREATE FUNCTION pg_temp.runs(runs integer, first_run integer DEFAULT 1, seed bigint DEFAULT 7)
    RETURNS TABLE (r text) LANGUAGE sql AS $$
    SELECT x::text FROM council, sen.project_runs(queue, pace, arrivals, capacity, 'as_observed', '2026-06-30', $1, $3,
                                                  no_plan_share => 0.02, refused_share => 0.2, withdrawn_share => 0.1,
                                                  first_run => $2) x
$$;
SELECT results_eq('SELECT * FROM pg_temp.runs(60)', 'SELECT * FROM pg_temp.runs(60)',
    'a seed gives the same runs again');
SELECT results_eq('SELECT * FROM pg_temp.runs(60)',
                  'SELECT * FROM pg_temp.runs(1) UNION ALL SELECT * FROM pg_temp.runs(22, 2) UNION ALL SELECT * FROM '
                  'pg_temp.runs(37, 24)', 'and so do its parts');
SELECT is((SELECT count(*) FROM (SELECT * FROM pg_temp.runs(20) INTERSECT SELECT * FROM pg_temp.runs(20, 1, 8)) x),
          0::bigint, 'another seed, other runs');
SELECT isnt((SELECT string_agg(r, ',') FROM pg_temp.runs(1)),
            (SELECT string_agg(replace(r, '(2,', '(1,'), ',') FROM pg_temp.runs(1, 2)), 'and so has another run');
-- Workers make the same of it. They are asked for where there is enough to do.
CREATE FUNCTION pg_temp.with_workers(most text) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('max_parallel_workers_per_gather', most, true);
    RETURN QUERY SELECT p::text FROM council, sen.project(queue, pace, arrivals, capacity, 'as_observed', '2026-12-31',
        1500,
        9, withdrawn_share => 0.1, school_holidays => '{[2026-07-22,2026-09-02)}', calendar => sen.england_and_wales(),
        targets => ARRAY[('open', '2026-05-01', 1000, false)]::sen.projection_target[]) p;
END $$;
SELECT results_eq($$SELECT * FROM pg_temp.with_workers('0')$$, $$SELECT * FROM pg_temp.with_workers('2')$$,
                  'with two workers and without any');
-- Nothing but integers, of a queue without chance: on each machine.
SELECT is((SELECT md5(string_agg(r::text, ',' ORDER BY run, month))
           FROM q, sen.project_runs(q, NULL, ARRAY[(NULL, NULL, 4.2)]::sen.arrival_line[],
                                    ARRAY[('plan', '', NULL, NULL, 5.1, NULL)]::sen.capacity_line[], 'in_time_first',
                                    '2027-12-31', 20, 42, refused_share => 0.1, no_plan_share => 0.1,
                                    withdrawn_share => 0.1) r), 'fc9fa2d82bd90de50637441cd953d147',
                                        'the runs of seed 42');

-- Months -------------------------------------------------------------------------------------
-- Percentiles, means and rates of the runs themselves, and with the plans of the months before.
CREATE TEMPORARY TABLE summed ON COMMIT DROP AS
SELECT p.* FROM council, sen.project(queue, pace, arrivals, capacity, 'as_observed', '2026-06-30', 60, 7,
    no_plan_share => 0.02, refused_share => 0.2, withdrawn_share => 0.1,
    targets => ARRAY[('rate_12_months', '2026-03-15', 0.1, true), ('rate_12_months', '2026-03-15', 0.2, true),
                     ('overdue', '2026-06-01', 800, false)]::sen.projection_target[]) p;
CREATE TEMPORARY TABLE each_run ON COMMIT DROP AS
SELECT r.* FROM council, sen.project_runs(queue, pace, arrivals, capacity, 'as_observed', '2026-06-30', 60, 7,
    no_plan_share => 0.02, refused_share => 0.2, withdrawn_share => 0.1) r;
CREATE TEMPORARY TABLE valued ON COMMIT DROP AS
WITH m AS (
    SELECT run, month, plans, in_time FROM each_run
    UNION ALL SELECT run, m.month, m.plans, m.in_time FROM council, sen.pace_by_month(pace) m, generate_series(1, 60)
        run
), rate AS (
    SELECT r.run, r.month,
           sum(m.in_time)::double precision / nullif(sum(m.plans), 0) AS rate_12_months,
           sum(m.in_time) FILTER (WHERE m.month >= '2026-01-01')::double precision
               / nullif(sum(m.plans) FILTER (WHERE m.month >= '2026-01-01'), 0) AS rate_year
    FROM each_run r JOIN m ON m.run = r.run AND m.month > r.month - interval '1 year' AND m.month <= r.month
    GROUP BY r.run, r.month
)
SELECT run, month, v.measure, v.value FROM each_run JOIN rate USING (run, month)
CROSS JOIN LATERAL (VALUES ('requests', requests), ('refused', refused), ('advice', advice), ('plans', plans),
    ('in_time', in_time), ('no_plan', no_plan), ('withdrawn', withdrawn), ('open', open), ('overdue', overdue),
    ('over_52_weeks', over_52_weeks), ('oldest_days', oldest_days), ('rate', in_time::double precision / nullif(plans,
        0)),
    ('rate_12_months', rate_12_months), ('rate_year', rate_year),
    ('rate_due', due_in_time::double precision / nullif(due, 0))) v (measure, value);
SELECT is_empty($$SELECT * FROM (
        SELECT month, measure, percentile_disc(0.1) WITHIN GROUP (ORDER BY value) AS p10,
               percentile_disc(0.5) WITHIN GROUP (ORDER BY value) AS p50,
               percentile_disc(0.9) WITHIN GROUP (ORDER BY value) AS p90, count(value) AS n
        FROM valued GROUP BY month, measure) v
    FULL JOIN (SELECT DISTINCT month, measure, p10, p50, p90, runs_with_value FROM summed) s USING (month, measure)
    WHERE (v.p10, v.p50, v.p90, v.n) IS DISTINCT FROM (s.p10, s.p50, s.p90, s.runs_with_value)$$,
                'percentiles of the runs, with the rates of twelve months and of the year');
SELECT is_empty($$SELECT * FROM summed s JOIN summed o ON o.month = s.month AND o.measure = 'over_52_weeks'
                  JOIN summed d ON d.month = s.month AND d.measure = 'oldest_days'
                  WHERE (s.over_52_weeks, s.oldest_days) IS DISTINCT FROM (o.p50, d.p50)$$,
                'beside each stands how many have waited over 52 weeks, and the oldest');
SELECT is_empty($$SELECT s.* FROM summed s JOIN valued v USING (month, measure) WHERE s.target IS NOT NULL
                  GROUP BY s.month, s.measure, s.p10, s.p50, s.p90, s.runs_with_value, s.over_52_weeks, s.oldest_days,
                           s.target, s.probability
                  HAVING s.probability <> avg(CASE WHEN s.measure = 'overdue' THEN v.value <= s.target
                                                   ELSE v.value >= s.target END::integer)$$,
                'the probability of a target is the share of the runs that reach it');
SELECT is((SELECT count(*) FROM summed WHERE target IS NOT NULL), 3::bigint, 'a row for each target');
SELECT is((SELECT count(*) FROM summed), (6 * 15 + 1)::bigint,
    'a row for each month and measure, and one more for a second target');
SELECT is((SELECT string_agg(DISTINCT to_char(month, 'MM'), ' ') FROM summed WHERE measure = 'rate_due' AND p50 IS
    NULL),
          '01 02', 'no rate of those due while some may have had their plan before');
-- A day within a month: what happened before it belongs to the month.
CREATE TEMPORARY TABLE within ON COMMIT DROP AS
SELECT p.*
FROM council c, (SELECT sen.pace(i - 50, i, NULL, date '2025-01-01', date '2025-12-15')
                 FROM generate_series(date '2024-12-01', '2025-12-15', '1 day') d, LATERAL (SELECT d::date AS i) y) x
                     (pace),
     sen.project((SELECT sen.queue(date '2025-01-01', 'plan', date '2025-12-15') FROM generate_series(1, 900)), x.pace,
                 c.arrivals, c.capacity, 'oldest', '2026-01-31', 20, 7) p;
SELECT is((SELECT p10 >= 15 FROM within WHERE measure = 'in_time' AND month = '2025-12-01' LIMIT 1), true,
          'plans of the month before the day are in it');
SELECT is((SELECT count(DISTINCT month) FROM within), 2::bigint, 'its row is of the whole month');
SELECT is((SELECT runs_with_value FROM sen.project((SELECT queue FROM council), NULL,
              (SELECT arrivals FROM council), (SELECT capacity FROM council), 'oldest', '2027-01-31', 3, 7)
           WHERE measure = 'rate_12_months' AND month = '2026-11-01'), 0,
          'without a pace no rate of twelve months before twelve months');

-- Nobody waits ---------------------------------------------------------------------------------
SELECT is((SELECT string_agg(measure || ' ' || coalesce(p50::text, '-'), ', ')
           FROM nobody, sen.project(queue, NULL, ARRAY[(NULL, NULL, 0)]::sen.arrival_line[],
                                    ARRAY[('plan', NULL, NULL, NULL, 0, NULL)]::sen.capacity_line[], 'oldest',
                                    '2026-01-31', 5, stands_on => '2025-12-31')),
          'requests 0, refused 0, advice 0, plans 0, in_time 0, no_plan 0, withdrawn 0, rate -, rate_12_months -, '
          'rate_year -, rate_due -, open 0, overdue 0, over_52_weeks 0, oldest_days -', 'an empty queue');
SELECT is((SELECT p50 FROM sen.project((SELECT sen.queue(NULL, 'plan', date '2025-12-31') FROM generate_series(1, 7)),
    NULL,
              ARRAY[(NULL, NULL, 0)]::sen.arrival_line[], ARRAY[('plan', NULL, NULL, NULL, 50,
                  NULL)]::sen.capacity_line[],
              'oldest', '2026-01-31', 5) WHERE measure = 'open'), 7::double precision,
          'cases without a day of receipt are open, and in no order');
SELECT is((SELECT p50 FROM council, sen.project(queue, NULL, arrivals,
              ARRAY[('plan', NULL, NULL, NULL, 0, NULL)]::sen.capacity_line[], 'oldest', '2026-01-31', 5)
           WHERE measure = 'plans'), 0::double precision, 'a capacity of 0 is a gap');

-- Bad input ------------------------------------------------------------------------------------
CREATE FUNCTION pg_temp.refused(change text, state text, message text, hint text) RETURNS SETOF text LANGUAGE plpgsql
    AS $$
DECLARE
    given text := 'queue, pace, arrivals, capacity, ''oldest''::sen.issue_order, date ''2026-12-31''';
    got_state text; got_message text; got_hint text;
BEGIN
    FOREACH given IN ARRAY ARRAY['sen.project', 'sen.project_runs'] LOOP
        BEGIN
            EXECUTE
                format('SELECT count(*) FROM council, LATERAL (SELECT queue AS q, pace AS p, arrivals AS a, capacity '
                           'AS c) x, %s(%s)', given, change);
            RETURN NEXT ok(false, given || ' takes ' || change);
        EXCEPTION WHEN OTHERS THEN
            GET STACKED DIAGNOSTICS got_state = RETURNED_SQLSTATE, got_message = MESSAGE_TEXT, got_hint =
                PG_EXCEPTION_HINT;
            RETURN NEXT is(got_state || ' ' || got_message, state || ' ' || message, given || ' refuses it');
            RETURN NEXT ok(got_hint LIKE hint || '%', 'with a hint: ' || got_hint);
        END;
    END LOOP;
END $$;
SELECT pg_temp.refused(c, s, m, h) FROM (VALUES
    ('NULL, p, a, c, ''oldest'', ''2026-12-31''', '22004', 'queue must not be null', 'Give sen.queue()'),
    ('q, p, NULL, c, ''oldest'', ''2026-12-31''', '22004', 'arrivals must not be null', 'Give lines'),
    ('q, p, a, NULL, ''oldest'', ''2026-12-31''', '22004', 'capacity must not be null', 'Give lines'),
    ('q, p, a, c, NULL, ''2026-12-31''', '22004', 'issue_order must not be null', 'Give oldest'),
    ('q, p, a, c, ''oldest'', NULL', '22004', 'until must not be null', 'Give the last day'),
    ('q, p, a, c, ''oldest'', ''2025-12-31''', '22023', 'until is 2025-12-31, and the projection goes from 2025-12-31',
     'Give a later day'),
    ('q, p, a, c, ''oldest'', ''2036-01-02''', '22023', 'until is 2036-01-02, more than 10 years after 2025-12-31',
     'Give a day within 10 years'),
    ('q, p, a, c, ''oldest'', ''infinity''', '22023', 'until is infinity, more than 10 years after 2025-12-31',
     'Give a day within'),
    ('q, p, a, c, ''oldest'', ''-infinity''', '22023', 'until is -infinity, and the projection goes from 2025-12-31',
     'Give a later day'),
    ('q, p, a, c, ''oldest'', ''2026-12-31'', 0', '22023', 'runs must be from 1 to 100000: 0', 'Give a whole number'),
    ('q, p, a, c, ''oldest'', ''2026-12-31'', 100001', '22023', 'runs must be from 1 to 100000: 100001',
     'Give a whole number'),
    ('q, p, a, c, ''share'', ''2026-12-31''', '22004', 'issue_order share needs a share in time', 'Give in_time_share'),
    ('q, p, a, c, ''oldest'', ''2026-12-31'', in_time_share => 0.5', '22023',
     'issue_order oldest takes no share in time', 'Give in_time_share'),
    ('q, p, a, c, ''share'', ''2026-12-31'', in_time_share => 1.5', '22023', 'in_time_share must be from 0 to 1: 1.5',
     'Give a finite'),
    ('q, p, a, c, ''share'', ''2026-12-31'', in_time_share => ''nan''', '22023',
        'in_time_share must be from 0 to 1: NaN',
     'Give a finite'),
    ('q, NULL, a, c, ''as_observed'', ''2026-12-31''', '22023', 'issue_order as_observed needs a pace',
        'Give sen.pace()'),
    ('q, p, a, ''{}'', ''oldest'', ''2026-12-31''', '22023', 'capacity has no line of stage plan', 'Say how many'),
    ('q, p, a, array[null]::sen.capacity_line[], ''oldest'', ''2026-12-31''', '22004',
        'line 1 of capacity must not be null',
     'Leave null lines out'),
    ('q, p, a, array[(null,''x'',null,null,1,false)]::sen.capacity_line[], ''oldest'', ''2026-12-31''', '22004',
     'stage of line 1 of capacity must not be null', 'Give decision, advice or plan'),
    ('q, p, a, array[(''plan'',''x'',null,null,null,false)]::sen.capacity_line[], ''oldest'', ''2026-12-31''', '22004',
     'per_week of line 1 of capacity must not be null', 'A gap is a line with 0'),
    ('q, p, a, array[(''plan'',''x'',null,null,-1,false)]::sen.capacity_line[], ''oldest'', ''2026-12-31''', '22023',
     'per_week of line 1 of capacity must be from 0 to 10000: -1', 'Give a finite'),
    ('q, p, a, array[(''plan'',''x'',null,null,''nan'',false)]::sen.capacity_line[], ''oldest'', ''2026-12-31''',
        '22023',
     'per_week of line 1 of capacity must be from 0 to 10000: NaN', 'Give a finite'),
    ('q, p, a, array[(''plan'',''x'',null,null,''infinity'',false)]::sen.capacity_line[], ''oldest'', ''2026-12-31''',
     '22023', 'per_week of line 1 of capacity must be from 0 to 10000: Infinity', 'Give a finite'),
    ('q, p, a, array[(''plan'',''x'',''2026-05-01'',''2026-04-01'',1,false)]::sen.capacity_line[], ''oldest'', '
     '''2026-12-31''', '22023', 'line 1 of capacity ends before it begins: 2026-05-01 to 2026-04-01', 'Give the first'),
    ('q, p, a, c || (''plan'',''officers'',''2026-05-01'',null,1,false)::sen.capacity_line, ''oldest'', ''2026-12-31''',
     '22023', 'two lines of capacity of stage plan, team "officers", are about 2026-05-01', 'Let the first end'),
    ('q, p, a, c || (''advice'',''x'',null,null,1,true)::sen.capacity_line, ''oldest'', ''2026-12-31''', '22023',
     'stage advice, team "x", works in term time only, and no school holidays are given', 'Give school_holidays'),
    ('q, p, array[(null,''2026-06-01'',5)]::sen.arrival_line[], c, ''oldest'', ''2026-12-31''', '22023',
     'no line of arrivals is about 2026-06-02', 'Give a line with 0'),
    ('q, p, array[(null,''2026-06-01'',5),(''2026-06-01'',null,5)]::sen.arrival_line[], c, ''oldest'', ''2026-12-31''',
     '22023', 'two lines of arrivals are about 2026-06-01', 'Give each day one line'),
    ('q, p, ''{}'', c, ''oldest'', ''2026-12-31''', '22023', 'no line of arrivals is about 2026-01-01', 'Give a line'),
    ('q, p, array[(null,null,''nan'')]::sen.arrival_line[], c, ''oldest'', ''2026-12-31''', '22023',
     'per_week of line 1 of arrivals must be from 0 to 10000: NaN', 'Give a finite'),
    ('q, p, array[(null,null,null)]::sen.arrival_line[], c, ''oldest'', ''2026-12-31''', '22004',
     'per_week of line 1 of arrivals must not be null', 'A gap is'),
    ('q, p, a, c, ''oldest'', ''2026-12-31'', refused_share => 1.1', '22023', 'refused_share must be from 0 to 1: 1.1',
     'Give a finite'),
    ('q, p, a, c, ''oldest'', ''2026-12-31'', no_plan_share => -0.1', '22023',
        'no_plan_share must be from 0 to 1: -0.1',
     'Give a finite'),
    ('q, p, a, c, ''oldest'', ''2026-12-31'', withdrawn_share => ''nan''', '22023',
     'withdrawn_share must be from 0 to 1: NaN', 'Give a finite'),
    ('q, p, a, c, ''oldest'', ''2026-12-31'', decision_days => -1', '22023', 'decision_days must be from 0 to 3650: -1',
     'Give a whole'),
    ('q, p, a, c, ''oldest'', ''2026-12-31'', limit_days => 0', '22023', 'limit_days must be from 1 to 3650: 0',
     'Give a whole'),
    ('q, p, a, c, ''oldest'', ''2026-12-31'', limit_days => 100', '22023',
     'limit_days is 100, and the pace counts plans within 140 days', 'Leave limit_days out'),
    ('q, p, a, c, ''oldest'', ''2026-12-31'', demand_spread => 2', '22023', 'demand_spread must be from 0 to 1: 2',
     'Give a finite'),
    ('q, p, a, c, ''as_observed'', ''2026-12-31'', order_spread => 4.1', '22023',
     'order_spread must be from 0 to 4: 4.1', 'Give a finite'),
    ('q, p, a, c, ''oldest'', ''2026-12-31'', stands_on => ''2025-12-30''', '22023',
     'stands_on is 2025-12-30, and the queue is of 2025-12-31', 'Leave stands_on out'),
    ('(SELECT queue FROM nobody), NULL, a, c, ''oldest'', ''2026-12-31''', '22004', 'stands_on must not be null',
     'An empty queue has no day'),
    ('(SELECT queue FROM nobody), NULL, a, c, ''oldest'', ''2026-12-31'', stands_on => ''infinity''', '22023',
     'stands_on is outside of the years 1 to 9999: infinity', 'Give the day'),
    ('(SELECT sen.queue(date ''2020-01-01'', ''plan'', date ''2025-06-30'')), p, a, c, ''oldest'', ''2026-12-31''',
        '22023',
     'the pace goes to 2025-12-31, after 2025-06-30, the day of the queue', 'Make both as of'),
    ('(SELECT sen.queue(date ''2020-01-01'', ''plan'', date ''2025-12-31'') FROM generate_series(1, 1000001)), p, a, c,'
     '''oldest'', ''2026-12-31''', '54000', 'the queue has 1000001 cases, and may have 1000000', 'Project the queue')
) x (c, s, m, h);
SELECT throws_ok($$SELECT ROW('tribunal', 'x', NULL, NULL, 1, NULL)::sen.capacity_line$$, '22P02', NULL,
                 'capacity in a stage that does not exist');
SELECT throws_ok($$SELECT * FROM council, sen.project(queue, pace, arrivals, capacity, 'oldest', '2030-12-31',
    100000)$$,
                 '54000', '100000 runs of 60 months are too many to sum up', 'more than can be summed up');
SELECT throws_ok($$SELECT * FROM council, sen.project(queue, pace, arrivals, capacity, 'oldest', '2026-12-31',
                   targets => ARRAY[('speed', '2026-05-01', 1, true)]::sen.projection_target[])$$,
                 '22023', 'unknown measure of a projection: "speed"', 'a target of nothing that there is');
SELECT throws_ok($$SELECT * FROM council, sen.project(queue, pace, arrivals, capacity, 'oldest', '2026-12-31',
                   targets => ARRAY[('open', '2027-01-01', 1, true)]::sen.projection_target[])$$,
                 '22023', 'target 1 is of 2027-01-01, outside of the projection', 'a target of a later month');
SELECT throws_ok($$SELECT * FROM council, sen.project(queue, pace, arrivals, capacity, 'oldest', '2026-12-31',
                   targets => ARRAY[('open', '2026-05-01', 'nan', true)]::sen.projection_target[])$$,
                 '22023', 'target 1 is NaN', 'a target that is no number');
SELECT throws_ok($$SELECT * FROM council, sen.project(queue, pace, arrivals, capacity, 'oldest', '2026-12-31',
                   targets => ARRAY[('open', NULL, 1, true)]::sen.projection_target[])$$,
                 '22004', 'target 1 has a null', 'a target of no month');
SELECT throws_ok($$SELECT * FROM council, sen.project(queue, pace, arrivals, capacity, 'oldest', '2026-12-31',
                   calendar => sen.calendar('2020-01-01', '2026-11-30', '{}'))$$,
                 '22008', NULL, 'a calendar that ends too early');
SELECT throws_ok($$SELECT * FROM q, sen.queue_weeks(q, $$ || given, state, message, 'queue_weeks: ' || message)
FROM (VALUES
    ('NULL, 1, ''oldest'', 5)', '22004', 'arrivals_per_week must not be null'),
    ('1, ''nan'', ''oldest'', 5)', '22023', 'plans_per_week must be from 0 to 10000: NaN'),
    ('''-infinity'', 1, ''oldest'', 5)', '22023', 'arrivals_per_week must be from 0 to 10000: -Infinity'),
    ('1, -1, ''oldest'', 5)', '22023', 'plans_per_week must be from 0 to 10000: -1'),
    ('1, 1, ''as_observed'', 5)', '22023', 'issue_order as_observed is drawn by chance'),
    ('1, 1, ''oldest'', 521)', '22023', 'weeks must be from 1 to 520: 521'),
    ('1, 1, ''oldest'', 5, 0.5)', '22023', 'issue_order oldest takes no share in time'),
    ('1, 1, ''share'', 5)', '22004', 'issue_order share needs a share in time'),
    ('1, 1, ''share'', 5, 2)', '22023', 'in_time_share must be from 0 to 1: 2'),
    ('1, 1, ''oldest'', 5, stands_on => ''2025-12-30'')', '22023',
        'stands_on is 2025-12-30, and the queue is of 2025-12-31')
) x (given, state, message);
SELECT throws_ok($$SELECT * FROM nobody, sen.queue_weeks(queue, 1, 1, 'oldest', 5)$$, '22004',
    'stands_on must not be null',
                 'queue_weeks: an empty queue without a day');
-- A million cases, and one cohort for each day of thirty years: in no more memory, and soon.
SELECT is((SELECT count(*) FROM council, sen.project((SELECT sen.queue(date '2025-12-31' - i % 10957, 'plan', date
    '2025-12-31')
                FROM generate_series(1, 1000000) i), pace, arrivals, capacity, 'newest', '2026-12-31', 2)), 180::bigint,
          'a million cases');
-- It can be cancelled.
CREATE FUNCTION pg_temp.cancelled() RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM count(*) FROM council, sen.project_runs(queue, pace, arrivals, capacity, 'as_observed', '2030-12-31',
        100000);
    RETURN 'ran to its end';
EXCEPTION WHEN query_canceled THEN
    RETURN 'cancelled';
END $$;
SET LOCAL statement_timeout = '200ms';
SELECT pg_temp.cancelled() AS ended \gset
SET LOCAL statement_timeout = 0;
SELECT is(:'ended'::text, 'cancelled', 'a projection can be cancelled');
SELECT * FROM finish();
ROLLBACK;
