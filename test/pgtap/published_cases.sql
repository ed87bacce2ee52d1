-- Days that others published, of decisions, judgments and advice, against the answers given here. Where a source counts
-- as we do, its day has to come out; where it does not, ours, and not the source's.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SET LOCAL search_path = public, sen;
SELECT no_plan();
CREATE TEMPORARY TABLE published (
    row_number integer GENERATED ALWAYS AS IDENTITY, case_id text, kind text, name text, reference text, source text,
    read text, read_on date, event text, started date, started_to date, call text, time_limit sen.time_limit,
    second date, says date, says_to date, counts text, ours date, why text, reading text) ON COMMIT DROP;
\copy published (case_id, kind, name, reference, source, read, read_on, event, started, started_to, call, time_limit, second, says, says_to, counts, ours, why, reading) FROM 'test/fixtures/published_cases.csv' (FORMAT csv, HEADER)

-- The answer given here, and for a start that is known to some days only, the last one.
CREATE FUNCTION pg_temp.answer(call text, time_limit sen.time_limit, started date, second date) RETURNS date
    LANGUAGE sql BEGIN ATOMIC
    SELECT CASE call
        WHEN 'due_date' THEN sen.due_date(time_limit, started)
        WHEN 'twice' THEN sen.due_date(time_limit, sen.due_date(time_limit, started))
        WHEN 'appeal_due' THEN sen.appeal_due(started, second)
        WHEN 'amended_plan_due' THEN sen.amended_plan_due(started, second)
        WHEN 'latest_start' THEN sen.latest_start(time_limit, started)
        WHEN 'phase_transfer_due' THEN sen.phase_transfer_due(
            CASE time_limit::text WHEN 'phase_transfer_other' THEN 'primary to secondary'
                                  WHEN 'phase_transfer_post16' THEN 'secondary to post-16' END,
            extract(year FROM started)::integer) END;
END;
CREATE TEMPORARY VIEW answered AS
SELECT p.*, pg_temp.answer(call, time_limit, started, second) AS due,
       pg_temp.answer(call, time_limit, coalesce(started_to, started), second) AS due_to,
       coalesce(says_to, says) AS says_until,
       format('%s, %s from %s', case_id, time_limit, started) AS called
FROM published p;

-- What each row has to have.
SELECT cmp_ok(count(DISTINCT case_id), '>=', 30::bigint, 'at least 30 cases of special educational needs')
FROM published WHERE kind <> 'counting';
SELECT cmp_ok(count(DISTINCT case_id), '>=', 30::bigint, 'of at least 30 the source gives a due day, or its month')
FROM published WHERE kind <> 'counting' AND says IS NOT NULL;
SELECT is((SELECT format('%s, %s', count(*) FILTER (WHERE transfer), count(*) FILTER (WHERE NOT transfer))
           FROM (SELECT bool_and(call = 'phase_transfer_due') AS transfer FROM published WHERE kind <> 'counting'
                 GROUP BY case_id) x), '12, 30',
          'so many have only the days before which a plan for a transfer is final, and so many have others');
SELECT is((SELECT string_agg(format('%s: %s', counts, n), ', ' ORDER BY counts)
           FROM (SELECT counts, count(*) AS n FROM published GROUP BY counts) x),
          'agrees: 42, differs: 31, silent: 12', 'so many days agree, and so many do not');
SELECT is((SELECT string_agg(format('%s: %s', kind, n), ', ' ORDER BY kind)
           FROM (SELECT kind, count(DISTINCT case_id) AS n FROM published GROUP BY kind) x),
          'advice: 18, counting: 10, decision: 21, judgment: 3', 'of so many cases of each kind');
SELECT is((SELECT string_agg(called, '; ') FROM answered
           WHERE num_nulls(case_id, kind, name, reference, source, read, started, call, counts, ours, reading) > 0),
          NULL, 'each has a source, an answer and a reading');
SELECT is((SELECT string_agg(DISTINCT read, ', ' ORDER BY read) FROM published), 'notes, opening, report, whole',
          'it is said what was read');
SELECT is((SELECT string_agg(called, '; ') FROM answered WHERE (read = 'notes') <> (read_on IS NULL)), NULL,
          'and when, but for what was noted before');
SELECT is((SELECT string_agg(called, '; ') FROM answered WHERE (counts = 'agrees') = (why IS NOT NULL)), NULL,
          'why a source differs, or has no day, is said, and only then');
SELECT is((SELECT string_agg(called, '; ') FROM answered WHERE (counts = 'silent') <> (says IS NULL)), NULL,
          'a source without a day is said to be one');
SELECT is((SELECT string_agg(DISTINCT m[1], ', ' ORDER BY m[1])
           FROM published, regexp_matches(why, 'contested point ([a-z_]+)') m),
          'agreed_to_assess_after_refusing, before_a_day, next_review_by_a_day', 'these points are contested');
SELECT is((SELECT string_agg(DISTINCT m[1], ', ')
           FROM published p, regexp_matches(why, 'contested point ([a-z_]+)') m
           WHERE NOT EXISTS (SELECT FROM sen.contested_points() c WHERE c.name = m[1]
                             AND (p.time_limit = ANY (c.limits) OR p.time_limit::text = 'amended_plan_longstop'))),
          NULL, 'and each is a contested point of that limit');
SELECT is((SELECT count(*) FROM (SELECT FROM published GROUP BY case_id, time_limit, started, call, second
                                 HAVING count(*) > 1) x), 0::bigint, 'no row is there twice');

-- The days.
SELECT is((SELECT string_agg(format('%s: %s', called, due), '; ') FROM answered WHERE due IS DISTINCT FROM ours), NULL,
          'ours is what is answered');
SELECT is((SELECT string_agg(format('%s: %s, not %s', called, due, says), '; ') FROM answered
           WHERE counts = 'agrees' AND started_to IS NULL AND says_to IS NULL AND due <> says), NULL,
          'a source that counts as we do gives the same day');
SELECT is((SELECT string_agg(format('%s: %s to %s', called, due, due_to), '; ') FROM answered
           WHERE counts = 'agrees' AND NOT daterange(due, due_to, '[]') && daterange(says, says_until, '[]')), NULL,
          'or, where it gives a part of a month, days of ours within it');
SELECT is((SELECT string_agg(format('%s: %s', called, due), '; ') FROM answered
           WHERE counts = 'differs' AND daterange(due, due_to, '[]') && daterange(says, says_until, '[]')), NULL,
          'a source that counts otherwise does not');
SELECT is((SELECT string_agg(called, '; ') FROM answered
           WHERE NOT (started_to IS NULL OR started_to > started) OR NOT (says_to IS NULL OR says_to > says)), NULL,
          'the days of a part of a month are in order');
SELECT is((SELECT string_agg(format('%s %s', days, n), ', ' ORDER BY days)
           FROM (SELECT says - ours AS days, count(*) AS n FROM answered
                 WHERE counts = 'differs' AND started_to IS NULL GROUP BY 1) x),
          '-1 2, 1 23, 2 1, 25 2', 'by so many days, and in so many rows');

-- What starts with the event on that day has that day too.
CREATE TEMPORARY VIEW started AS
SELECT a.called, f.due_on, a.ours
FROM answered a
JOIN sen.limit_events() e ON e.event = a.event AND a.time_limit = ANY (e.limits)
LEFT JOIN LATERAL sen.limits_from(a.event, a.started) f ON f.time_limit = a.time_limit
WHERE a.call IN ('due_date', 'phase_transfer_due');
SELECT is((SELECT string_agg(format('%s: %s', called, due_on), '; ') FROM started WHERE due_on IS DISTINCT FROM ours),
          NULL, 'and so do the limits that start with the event');
SELECT cmp_ok(count(*), '>=', 30::bigint, 'which are most of them') FROM started;
SELECT is((SELECT string_agg(DISTINCT event, ', ' ORDER BY event) FROM published
           WHERE event NOT IN (SELECT event FROM sen.limit_events())), 'refusal_withdrawn',
          'every event but this one, which by the text starts no clock, is one that does');

-- Turns: what happened to a case, and which limits bind on a day.
CREATE TEMPORARY TABLE turn (
    case_id text, event text, matter text, on_day date, as_on date, time_limit sen.time_limit, state text,
    counted_from text, due_on date, says text, late_days text, note text) ON COMMIT DROP;
\copy turn FROM 'test/fixtures/published_turns.csv' (FORMAT csv, HEADER)
CREATE TEMPORARY VIEW happened AS SELECT * FROM turn WHERE event IS NOT NULL;
CREATE TEMPORARY VIEW stated AS
SELECT t.*, h.on_day AS counted, format('%s on %s: %s', t.case_id, t.as_on, t.time_limit) AS called
FROM turn t LEFT JOIN happened h ON (h.case_id, h.event) = (t.case_id, t.counted_from)
WHERE t.event IS NULL;
SELECT cmp_ok(count(DISTINCT case_id), '>=', 10::bigint, 'turns of at least 10 cases') FROM turn;
SELECT is((SELECT string_agg(DISTINCT case_id, ', ') FROM turn
           WHERE case_id NOT IN (SELECT case_id FROM published)), '24 003 140',
          'all but one, which has no day, are above');
SELECT is((SELECT string_agg(DISTINCT event, ', ') FROM happened
           WHERE event NOT IN (SELECT event FROM sen.limit_events())
           AND event NOT IN (SELECT event FROM sen.replaced_limit_catalogue WHERE event IS NOT NULL)), NULL,
          'events have the names that they have here');
SELECT is((SELECT string_agg(DISTINCT matter, ', ') FROM happened
           WHERE matter NOT IN (SELECT matter FROM sen.replaced_limit_catalogue WHERE matter IS NOT NULL)), NULL,
          'and so have matters');
SELECT is((SELECT string_agg(format('%s: %s', case_id, event), ', ') FROM happened
           WHERE on_day IS NULL AND note IS NULL), NULL,
          'an event without a day says so');
SELECT is((SELECT string_agg(called, '; ') FROM stated
           WHERE num_nulls(as_on, time_limit, state, counted_from, due_on, says, counted) > 0
           OR state NOT IN ('binds', 'overdue', 'late', 'replaced') OR says NOT IN ('source', 'law')), NULL,
          'a limit counts from an event with a day');
SELECT is((SELECT string_agg(format('%s: %s', called, d), '; ') FROM stated,
               CAST(CASE WHEN time_limit::text = 'appeal_notice' THEN sen.appeal_due(counted)
                         ELSE sen.due_date(time_limit, counted) END AS date) d
           WHERE d IS DISTINCT FROM due_on), NULL, 'and is due on that day');
SELECT is((SELECT string_agg(called, '; ') FROM stated WHERE as_on < counted OR (state = 'binds') <> (as_on <= due_on)
           AND state <> 'replaced'), NULL, 'it is overdue from the day after');
SELECT is((SELECT string_agg(called, '; ') FROM stated s
           WHERE state = 'late' AND NOT EXISTS (
               SELECT FROM happened h WHERE (h.case_id, h.on_day) = (s.case_id, s.as_on))), NULL,
          'and late on the day on which it was done');
SELECT is((SELECT string_agg(format('%s: %s days', called, as_on - due_on), '; ') FROM stated
           WHERE late_days IS NOT NULL AND (as_on - due_on) NOT BETWEEN split_part(late_days, '-', 1)::integer
                                                               AND split_part(late_days, '-', 2)::integer), NULL,
          'by as much as the source says');
SELECT is((SELECT count(*) FROM stated WHERE late_days IS NOT NULL), 4::bigint, 'where it does');

-- A limit is replaced if and only if an event up to that day replaces it, and then by one that binds; one that a
-- later event starts again binds again.
CREATE TEMPORARY VIEW replaced AS
SELECT s.called, s.state, s.case_id, s.as_on, s.says, r.taken, r.replaced_by, r.effect
FROM stated s
JOIN happened h ON h.case_id = s.case_id AND h.on_day <= s.as_on AND h.event <> s.counted_from
JOIN sen.replaced_limit_catalogue r ON (r.event, r.time_limit) = (h.event, s.time_limit::text)
    AND (r.matter IS NULL OR r.matter = h.matter)
WHERE r.effect <> 'stands' AND (r.effect <> 'restarts' OR r.counted_from <> s.counted_from)
AND NOT EXISTS (
    SELECT FROM happened again
    JOIN sen.replaced_limit_catalogue a ON (a.event, a.time_limit) = (again.event, s.time_limit::text)
        AND a.effect = 'restarts' AND a.counted_from = s.counted_from AND (a.matter IS NULL OR a.matter = again.matter)
    WHERE again.case_id = s.case_id AND again.event <> h.event
    AND coalesce(again.on_day, s.as_on) BETWEEN h.on_day AND s.as_on);
SELECT is((SELECT string_agg(called, '; ') FROM stated s WHERE state = 'replaced'
           AND NOT EXISTS (SELECT FROM replaced r
                           JOIN stated b
                               ON (b.case_id, b.as_on, b.time_limit::text) = (r.case_id, r.as_on, r.replaced_by)
                           WHERE r.called = s.called AND r.taken AND r.effect = 'replaces'
                           AND b.state = 'binds')), NULL,
          'what is replaced is so by a limit that binds');
SELECT is((SELECT string_agg(DISTINCT called, '; ') FROM replaced WHERE state IN ('binds', 'overdue') AND taken), NULL,
          'and nothing ended what binds');
SELECT is((SELECT string_agg(DISTINCT s.called, '; ' ORDER BY s.called) FROM replaced r
           JOIN stated s ON (s.case_id, s.as_on, s.time_limit::text) = (r.case_id, r.as_on, r.replaced_by)
           WHERE r.says = 'law' AND NOT r.taken AND s.says = 'source'),
          '25 007 473 on 2025-03-01: order_assess_final_plan; 25 007 473 on 2025-03-01: order_assess_no_plan',
          'here the Ombudsman has another clock, which is in the catalogue and not taken');
SELECT * FROM finish();
ROLLBACK;
