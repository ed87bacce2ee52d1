-- The catalogue of contested points: each has what it must have, and what it names is there.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SELECT no_plan();
CREATE TEMPORARY VIEW p AS SELECT * FROM sen.contested_points();

SELECT cmp_ok((SELECT count(*) FROM p), '>=', 36::bigint, 'there are points');
SELECT is((SELECT count(*) - count(DISTINCT name) FROM p), 0::bigint, 'each has a name of its own');
SELECT is((SELECT count(*) - count(DISTINCT point) FROM p), 0::bigint, 'and a heading of its own');
SELECT is((SELECT array_agg(DISTINCT kind ORDER BY kind) FROM p),
          '{law to come,not verified,open in the text,practice differs}', 'the kinds');
SELECT is((SELECT string_agg(name, ', ') FROM p
           WHERE num_nulls(name, kind, point, limits, text_says, source, taken, certainty) > 0
           OR name !~ '^[a-z0-9_]+$'), NULL, 'what no point may lack');
SELECT is((SELECT string_agg(p.name || ': ' || t, '; ')
           FROM p, unnest(ARRAY[point, text_says, others_say, source, taken, choose, certainty]) t
           WHERE t = '' OR t ~ '  |^ | $|\.$'), NULL, 'texts are tidy');
SELECT is((SELECT string_agg(name, ', ') FROM p WHERE kind = 'practice differs' AND others_say IS NULL), NULL,
          'where practice differs, it says how');
SELECT is((SELECT string_agg(name, ', ') FROM p
           WHERE kind = 'practice differs' AND source IN ('', 'none', 'none found')), NULL, 'and who says so');
SELECT is((SELECT string_agg(name, ', ') FROM p WHERE kind = 'law to come' AND certainty !~ 'not read'), NULL,
          'what of the law to come was not read is marked so');

-- The limits.
SELECT is((SELECT pg_typeof(limits)::text FROM p LIMIT 1), 'sen.time_limit[]', 'limits are limits');
SELECT is((SELECT string_agg(name, ', ') FROM p
           WHERE cardinality(limits) <> (SELECT count(DISTINCT l::text) FROM unnest(limits) l)), NULL,
          'each limit once');
SELECT is((SELECT limits::text[] FROM p WHERE name = 'agreed_to_assess_after_refusing'),
          '{no_plan_decision,final_plan,order_assess_no_plan,order_assess_final_plan}', 'the limits of one');
SELECT is((SELECT limits::text FROM p WHERE name = 'service_by_post'), '{}',
          'a point of no limit in particular has an empty array');
SELECT is((SELECT string_agg(l.name::text, ', ') FROM sen.time_limits() l
           WHERE l.unit = 'working days' AND l.name::text <> ALL (SELECT unnest(limits)::text FROM p
                                                                  WHERE name = 'working_day')), NULL,
          'every limit in working days is contested for its working day');
SELECT is((SELECT string_agg(l.name::text, ', ') FROM sen.time_limits() l WHERE l.counting LIKE 'before the day given%'
           AND l.name::text <> ALL (SELECT unnest(limits)::text FROM p WHERE name = 'clear_days')), NULL,
          'every notice before an event for its clear days');
SELECT is((SELECT string_agg(l.name::text, ', ') FROM sen.time_limits() l
           WHERE l.name::text ~ '^order_' AND l.name::text <> ALL (SELECT unnest(limits)::text FROM p
                                                                   WHERE name = 'order_made_or_sent')), NULL,
          'every order for its day');
-- What the catalogue of limits marks as inferred, unsettled or differing is a point, or the limit's own remark says it.
SELECT is((SELECT string_agg(l.name::text, ', ') FROM sen.time_limits() l WHERE l.certainty ~ 'not settled|not verified'
           AND l.name::text <> ALL (SELECT unnest(limits)::text FROM p)), NULL,
          'a limit that says "not settled" or "not verified" is of some point');

-- What is named is there.
SELECT is((SELECT string_agg(DISTINCT m[1], ', ')
           FROM p, regexp_matches(concat_ws(' ', text_says, taken, choose), 'sen\.(\w+)', 'g') m
           WHERE NOT EXISTS (SELECT FROM pg_proc WHERE proname = m[1] AND pronamespace = 'sen'::regnamespace)), NULL,
          'every function that is named exists');
SELECT is((SELECT string_agg(DISTINCT m[1], ', ')
           FROM p, regexp_matches(concat_ws(' ', text_says, others_say, taken, choose),
                                  '(?<![.\w])([a-z0-9]+(?:_[a-z0-9]+)+)(?!\w)', 'g') m
           WHERE m[1] NOT IN (SELECT name::text FROM sen.time_limits())
               AND m[1] NOT IN ('time_limit', 'clear_days', 'advice_request', 'annual_review', 'received_on',
                                'posted_on', 'closed_from', 'reopens_on', 'case_event',
                                'first_step_on')), NULL, 'and every limit');
SELECT is((SELECT count(*) FROM p WHERE name ~ 'agreed' AND source ~ '25 007 473' AND source ~ '25 013 913'
           AND choose ~ 'order_assess_final_plan'), 1::bigint, 'the Ombudsman''s weeks from the agreement are there');

-- The view.
SELECT is((SELECT count(*) FROM sen.contested_point_catalogue c FULL JOIN p ON p.name = c.name
           WHERE (c.kind, c.point, c.limits, c.text_says, c.others_say, c.source, c.taken, c.choose,
                  c.certainty) IS DISTINCT FROM (p.kind, p.point, array_to_string(p.limits::text[], ', '), p.text_says,
                                                 p.others_say, p.source, p.taken, p.choose, p.certainty)),
          0::bigint, 'the view has the rows of the function');
SELECT ok(has_table_privilege('public', 'sen.contested_point_catalogue', 'SELECT'), 'and everyone may read it');

SELECT * FROM finish();
ROLLBACK;
