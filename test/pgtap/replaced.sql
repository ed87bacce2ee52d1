-- What ends the clock of a limit, and which one binds instead: against a second writing-down of the law, and the rules
-- that hold for all of it. The days of a case that the Ombudsman published follow from it.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
\set fixture `cat test/fixtures/replaced_limits.csv`
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();
CREATE TEMPORARY VIEW r AS SELECT * FROM sen.replaced_limit_catalogue;

-- The second writing-down: each pair is a limit, or the limit and the one that replaces it.
CREATE TEMPORARY TABLE law ON COMMIT DROP AS
SELECT f[1] AS provision, nullif(f[2], '') AS event, nullif(f[3], '') AS matter, f[4] AS effect,
       split_part(pair, '>', 1) AS time_limit,
       CASE f[4] WHEN 'replaces' THEN split_part(pair, '>', 2) WHEN 'restarts' THEN pair END AS replaced_by,
       nullif(f[6], '') AS counted_from, f[7]::boolean AS taken
FROM string_to_table(:'fixture', E'\n') WITH ORDINALITY AS l (line, place), string_to_array(line, ',') AS f,
     string_to_table(f[5], ' ') AS pair
WHERE place > 1 AND line <> '';
CREATE TEMPORARY VIEW both_sides AS
SELECT coalesce(r.time_limit, l.time_limit) AS time_limit, coalesce(r.event, l.event) AS event,
       r.time_limit IS NULL AS missing, l.time_limit IS NULL AS not_in_law, l.provision
FROM r FULL JOIN law l
    ON (r.time_limit, r.effect, r.taken) = (l.time_limit, l.effect, l.taken)
    AND (coalesce(r.event, ''), coalesce(r.matter, ''), coalesce(r.replaced_by, ''), coalesce(r.counted_from, ''))
      = (coalesce(l.event, ''), coalesce(l.matter, ''), coalesce(l.replaced_by, ''), coalesce(l.counted_from, ''));
SELECT cmp_ok((SELECT count(*) FROM law WHERE effect = 'replaces'), '>=', 110::bigint, 'the law is read');
SELECT is((SELECT string_agg(format('%s: %s, %s', provision, time_limit, event), '; ') FROM both_sides WHERE missing),
          NULL, 'what the law has, the catalogue has');
SELECT is((SELECT string_agg(format('%s, %s', time_limit, event), '; ') FROM both_sides WHERE not_in_law),
          NULL, 'and no more');
SELECT is((SELECT count(*) FROM r), (SELECT count(*) FROM law), 'each once');

-- Every limit.
SELECT is((SELECT string_agg(l.time_limit, ', ') FROM sen.time_limit_catalogue l
           WHERE l.time_limit NOT IN (SELECT time_limit FROM r)), NULL, 'every limit is there');
SELECT is((SELECT string_agg(DISTINCT a.time_limit, ', ') FROM r a JOIN r b USING (time_limit)
           WHERE a.event IS NULL AND b.event IS NOT NULL), NULL, 'what nothing ends, nothing ends');
SELECT is((SELECT string_agg(time_limit, ', ') FROM r
           WHERE event IS NULL AND (effect <> 'stands' OR remark IS NULL OR NOT taken
               OR num_nonnulls(matter, ended_by, replaced_by, counted_from, point, citation, certainty,
                               recorded_in) > 0)),
          NULL, 'and the row says why, and no more');
SELECT is((SELECT string_agg(time_limit || ' by ' || event, ', ') FROM r
           WHERE event IS NOT NULL AND num_nulls(ended_by, effect, taken, citation, certainty) > 0),
          NULL, 'what no event may lack');
SELECT is((SELECT string_agg(time_limit, ', ') FROM r
           WHERE (replaced_by IS NULL) <> (effect IN ('ends', 'stands'))
           OR (replaced_by IS NULL) <> (counted_from IS NULL)
           OR effect NOT IN ('replaces', 'restarts', 'ends', 'stands')), NULL, 'a new clock has a limit and a start');
SELECT is((SELECT string_agg(time_limit || ' by ' || event, ', ') FROM r
           WHERE (effect = 'restarts') <> (replaced_by = time_limit)), NULL,
          'no limit replaces itself, but for one that runs again');

-- One event, one answer: where it has several, each is another limit, or one is not taken.
SELECT is((SELECT string_agg(format('%s by %s', time_limit, event), ', ') FROM (
               SELECT time_limit, event FROM r WHERE event IS NOT NULL AND taken GROUP BY time_limit, event, matter
               HAVING count(*) > 1 AND (count(DISTINCT effect) > 1 OR count(DISTINCT replaced_by) < count(*))) x),
          NULL, 'no event does two things to a clock');
SELECT is((SELECT string_agg(format('%s by %s', n.time_limit, n.event), ', ') FROM r n
           WHERE NOT n.taken AND (n.point IS NULL OR NOT EXISTS (
               SELECT FROM r t WHERE t.taken AND (t.time_limit, t.event, t.point) = (n.time_limit, n.event, n.point)
               AND t.ended_by = n.ended_by AND (t.effect, t.counted_from) <> (n.effect, n.counted_from)))),
          NULL, 'an answer that is not taken is of a contested point, beside one that is');
SELECT is((SELECT string_agg(DISTINCT point, ', ' ORDER BY point) FROM r WHERE NOT taken),
          'agreed_to_assess_after_refusing, weeks_after_a_concession', 'these are the points');
SELECT is((SELECT string_agg(DISTINCT r.point || ' ' || r.time_limit, ', ') FROM r
           WHERE r.point IS NOT NULL AND NOT EXISTS (
               SELECT FROM sen.contested_points() p WHERE p.name = r.point AND r.time_limit = ANY (p.limits::text[]))
           AND r.point <> 'last_reviewed'), NULL, 'each is a contested point of that limit');
SELECT is((SELECT count(*) FROM r WHERE point = 'last_reviewed' AND 'next_review' NOT IN (time_limit, replaced_by)),
          0::bigint, 'the point about the last review is of the next one');
WITH RECURSIVE way (event, first, at, far) AS (
    SELECT event, time_limit, replaced_by, 1 FROM r WHERE effect = 'replaces'
    UNION ALL
    SELECT w.event, w.first, r.replaced_by, w.far + 1
    FROM way w JOIN r ON (r.event, r.time_limit, r.effect) = (w.event, w.at, 'replaces')
    WHERE w.far < 9 AND w.at <> w.first
)
SELECT is((SELECT string_agg(DISTINCT event || ': ' || first, ', ') FROM way WHERE at = first OR far = 9), NULL,
          'on one event, no clock comes to replace itself through others');

-- Events: those that start a clock have the names of sen.limit_events().
CREATE TEMPORARY VIEW starts AS
SELECT e.event, unnest(e.limits)::text AS time_limit, e.clock_starts FROM sen.limit_events() e;
SELECT is((SELECT string_agg(DISTINCT replaced_by || ' from ' || counted_from, ', ') FROM r
           WHERE replaced_by IS NOT NULL AND (counted_from, replaced_by) NOT IN (SELECT event, time_limit FROM starts)
           -- reg 42(2), 27(2): as if it were an order
           AND NOT (counted_from IN ('mediation_agreed', 'det_mediation_agreed')
                    AND (replace(counted_from, 'mediation_agreed', 'order_made'), replaced_by)
                        IN (SELECT event, time_limit FROM starts))
           -- as the Ombudsman counts
           AND (taken OR counted_from <> 'refusal_withdrawn')),
          'plan_transfer_review_after_review from plan_sent', 'a new clock starts with an event that starts it');
SELECT matches(clock_starts, '^date the plan was made or, ', 'that one, of a plan never reviewed, from its making')
FROM sen.time_limits() WHERE name::text = 'plan_transfer_review_after_review';
SELECT is((SELECT string_agg(DISTINCT event, ', ' ORDER BY event) FROM r
           WHERE event NOT IN (SELECT event FROM sen.limit_events())),
          'agreed_to_assess, agreed_to_issue, appeal_struck_out, appeal_withdrawn, det_agreed_to_assess, '
          'det_agreed_to_issue, det_directed, det_mediation_withdrawn, det_plan_sent, det_refusal_withdrawn, '
          'det_request_withdrawn, det_timescale_agreed, detained, directed, mediation_withdrawn, order_set_aside, '
          'order_stayed, permission_refused, plan_ceased, reassessment_request_withdrawn, refusal_withdrawn, '
          'request_withdrawn, review_cancelled, senco_left, timescale_agreed', 'the others start none');
SELECT is((SELECT string_agg(DISTINCT matter, ', ' ORDER BY matter) FROM r),
          'ceasing to maintain, contents of the plan, refusal to amend, refusal to assess, refusal to issue a plan, '
          'refusal to re-assess', 'the matters of section 51(2)');

-- Reg 42(2): what an order replaces, an agreement replaces by the same limit, but where only the Tribunal can.
SELECT is((SELECT string_agg(DISTINCT o.time_limit || ' by ' || o.replaced_by, ', ') FROM r o
           WHERE o.effect = 'replaces' AND o.event IN ('order_made', 'det_order_made')
           AND o.ended_by !~ '^a consent order'
           AND o.replaced_by NOT IN ('order_cease', 'order_reconsider', 'det_order_reconsider')
           AND NOT EXISTS (SELECT FROM r m WHERE m.event = replace(o.event, 'order_made', 'mediation_agreed')
                           AND (m.matter, m.time_limit, m.replaced_by) = (o.matter, o.time_limit, o.replaced_by))),
          NULL, 'an agreement at mediation does what an order does');
SELECT is((SELECT string_agg(DISTINCT m.time_limit || ' by ' || m.replaced_by, ', ') FROM r m
           WHERE m.effect = 'replaces' AND m.event IN ('mediation_agreed', 'det_mediation_agreed')
           AND NOT EXISTS (SELECT FROM r o WHERE o.event = replace(m.event, 'mediation_agreed', 'order_made')
                           AND (m.matter, m.time_limit, m.replaced_by) = (o.matter, o.time_limit, o.replaced_by))),
          NULL, 'and no more');
SELECT is((SELECT string_agg(o.time_limit, ', ') FROM r o
           WHERE o.event = 'order_made' AND o.effect = 'replaces' AND o.matter = 'refusal to assess'
           AND NOT EXISTS (
               SELECT FROM r u
               WHERE (u.event, u.time_limit, u.matter) = ('appeal_not_opposed', o.time_limit, o.matter)
               AND sen.due_date(u.replaced_by::sen.time_limit, '2025-01-14')
                   = sen.due_date(o.replaced_by::sen.time_limit, '2025-01-14'))),
          NULL, 'and a concession gives as long as an order');

-- Where the law says so, and how sure.
SELECT is((SELECT string_agg(DISTINCT p, ' | ') FROM r, regexp_split_to_table(citation, '; ') p
           WHERE p !~ ('^(SEND Regulations 2014 reg|Children and Families Act 2014 s\.|SEND \(Detained Persons\) '
                       'Regulations 2015 reg|SEND \(First-tier Tribunal Recommendations Power\) Regulations 2017 reg|'
                       'SEND Code of Practice 0-25 \(2015\) para|Tribunal Procedure \(First-tier Tribunal\) '
                       '\(Health, Education and Social Care Chamber\) Rules 2008 r\.) ?[0-9]')
           AND p !~ '\[20[0-9]{2}\]' AND p <> 'IPSEA, frequently asked questions'),
          NULL, 'every citation has its instrument');
SELECT is((SELECT string_agg(time_limit || ' by ' || event, ', ') FROM r WHERE event IS NOT NULL AND NOT EXISTS (
               SELECT FROM sen.time_limit_catalogue c
               WHERE starts_with(r.citation, (regexp_match(c.citation, '^(.*? (?:reg|s\.|para|r\.)) ?[0-9]'))[1]))),
          NULL, 'which the catalogue of limits cites too');
SELECT is((SELECT string_agg(DISTINCT certainty, ' | ') FROM r
           WHERE certainty !~ ('^(operative text read|inferred$|secondary source read$|'
                               'the decisions read in part$)')),
          NULL, 'how sure is said in these words');
SELECT is((SELECT string_agg(time_limit || ' by ' || event, ', ') FROM r
           WHERE (certainty = 'secondary source read' AND citation !~ 'IPSEA|Code of Practice|\[20' AND remark IS NULL)
           OR (certainty ~ '^the decisions' AND citation !~ 'Ombudsman')), NULL,
          'who says so, where the law was not read');
SELECT is((SELECT string_agg(time_limit, '; ') FROM r, unnest(ARRAY[ended_by, citation, certainty, remark]) t
           WHERE t = '' OR t ~ '  |^ | $' OR ended_by ~ '\.$' OR remark !~ '[.]$'), NULL, 'texts are tidy');
SELECT is((SELECT string_agg(DISTINCT m[1], ', ') FROM r, regexp_matches(remark, 'sen\.(\w+)', 'g') m
           WHERE NOT EXISTS (SELECT FROM pg_proc WHERE proname = m[1] AND pronamespace = 'sen'::regnamespace)), NULL,
          'a function that is named exists');
SELECT is((SELECT string_agg(DISTINCT m[1], ', ')
           FROM r, regexp_matches(remark, '(?<![.\w])([a-z0-9]+(?:_[a-z0-9]+)+)(?!\w|\.\.)', 'g') m
           WHERE m[1] NOT IN (SELECT time_limit FROM r) AND m[1] NOT IN (SELECT event FROM r WHERE event IS NOT NULL)
           AND m[1] !~ '_$'), NULL, 'and so does a limit or an event');

-- Columns of a programme.
\set programme sen_replaced
\ir ../fixtures/ready_programme.sql
SELECT is((SELECT string_agg(DISTINCT c, ', ') FROM r, string_to_table(recorded_in, ', ') c
           WHERE NOT EXISTS (SELECT FROM information_schema.columns k WHERE k.table_schema = 'sen_replaced'
                             AND (k.table_name, k.column_name) = (split_part(c, '.', 1), split_part(c, '.', 2)))),
          NULL, 'the columns that know of an event are there');
SELECT is((SELECT count(*) FROM r WHERE recorded_in ~ 'mediation\.agreed_on'), 0::bigint,
          'the day of an agreement that is kept today is of matters that cannot be appealed');
SELECT is((SELECT string_agg(DISTINCT event || ': ' || ended_by, '; ') FROM (
               SELECT event, ended_by FROM r WHERE event IS NOT NULL AND event <> 'plan_sent' GROUP BY event, ended_by
               HAVING count(DISTINCT coalesce(recorded_in, '')) > 1) x),
          NULL, 'what happens together is known by the same columns');

-- Local Government and Social Care Ombudsman, 25 012 582: asked on 23 July 2024, refused, reversed at mediation on
-- 14 January 2025. The refusal to issue was due by 25 March 2025, the plan by 22 April 2025.
CREATE TEMPORARY VIEW reversed AS
SELECT l.time_limit, sen.due_date(l.time_limit::sen.time_limit, '2024-07-23') AS first_due, r.replaced_by,
       sen.due_date(r.replaced_by::sen.time_limit, '2025-01-14') AS due
FROM starts l
JOIN r ON (r.time_limit, r.event, r.matter, r.effect)
        = (l.time_limit, 'mediation_agreed', 'refusal to assess', 'replaces')
WHERE l.event = 'request_received';
SELECT is((SELECT string_agg(format('%s %s: %s %s', time_limit, first_due, replaced_by, due), ', '
                             ORDER BY time_limit::sen.time_limit) FROM reversed),
          'assess_decision 2024-09-03: order_assess_notice 2025-01-28, '
          'no_plan_decision 2024-11-12: order_assess_no_plan 2025-03-25, '
          'final_plan 2024-12-10: order_assess_final_plan 2025-04-22', 'the Ombudsman''s days');
SELECT is((SELECT string_agg(format('%s %s', time_limit, effect), ', ' ORDER BY time_limit::sen.time_limit) FROM r
           WHERE event = 'decision_sent' AND matter = 'refusal to assess'),
          'no_plan_decision ends, draft_plan_issue ends, final_plan ends', 'the refusal before it ended the two');
SELECT is((SELECT count(*) FROM reversed WHERE time_limit <> 'assess_decision' AND due < '2025-03-01'), 0::bigint,
          'on 1 March 2025 neither is overdue');

-- The function and the view.
SELECT is((SELECT count(*) FROM sen.replaced_limits() f FULL JOIN r
               ON r.time_limit = f.time_limit::text AND coalesce(r.event, '') = coalesce(f.event, '')
               AND coalesce(r.matter, '') = coalesce(f.matter, '')
               AND coalesce(r.replaced_by, '') = coalesce(f.replaced_by::text, '') AND r.taken = f.taken
           WHERE (r.ended_by, r.effect, r.counted_from, r.point, r.citation, r.certainty, r.recorded_in, r.remark)
               IS DISTINCT FROM (f.ended_by, f.effect, f.counted_from, f.point, f.citation, f.certainty, f.recorded_in,
                                 f.remark)
           OR f.time_limit IS NULL OR r.time_limit IS NULL), 0::bigint, 'the view has the rows of the function');
SELECT is((SELECT pg_typeof(replaced_by)::text FROM sen.replaced_limits() LIMIT 1), 'sen.time_limit',
          'limits are limits');
SELECT ok(has_table_privilege('public', 'sen.replaced_limit_catalogue', 'SELECT'), 'and everyone may read it');

SELECT * FROM finish();
ROLLBACK;
