-- Every limit, for every day of 2014 to 2030, against a slow model that counts on a wall calendar, one day after the
-- other, by the rules C1 to C11. What each limit is comes from test/fixtures/time_limits.csv, written
-- from the law and not from the C table; which days are holidays from the
-- list below. Neither is taken from the extension.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
\set fixture `cat test/fixtures/time_limits.csv`
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();

-- The law
-- --------------------------------------------------------------------------------------------------------------
CREATE TEMPORARY TABLE law ON COMMIT DROP AS
SELECT place - 1 AS place, f[1] AS name, f[2] AS source, f[3] AS provision, f[4] AS counting,
       nullif(f[5], '')::integer AS length, nullif(f[6], '') AS unit,
       f[7] = 'minimum' AS minimum, f[8] = 'tribunal' AS rolls, f[9] AS exceptions, f[10] AS in_2020, f[11] AS standing
FROM string_to_table(:'fixture', E'\n') WITH ORDINALITY AS l (line, place), string_to_array(line, ',') AS f
WHERE place > 1 AND line <> '';
SELECT is((SELECT count(*) FROM law), 133::bigint, 'the fixture has 133 limits');
SELECT is((SELECT count(*) FROM law WHERE counting <> 'NONE'), 120::bigint, 'and 120 have a figure');

-- The kinds behind each key of the exceptions.
CREATE TEMPORARY TABLE exception_key (key text, kinds text[]) ON COMMIT DROP;
INSERT INTO exception_key VALUES
    -- reg 5(4), 10(4), 13(3), 27(3)
    ('EX-A', '{school_closure,early_years_closure,personal_circumstances,absence_4_weeks}'),
    -- reg 8(2): no closure
    ('EX-B', '{circumstances,absence_4_weeks,missed_appointment}'),
    -- reg 44(3), 45(7), with 13(3)
    ('EX-C', '{personal_circumstances,absence_2_weeks,school_closure,early_years_closure,absence_4_weeks}'),
    -- detained: reg 5(4), 10(4), 13(3)
    ('EX-D', '{school_closure,personal_circumstances,absence_4_weeks}'),
    -- detained: reg 8(2)
    ('EX-E', '{circumstances,absence_4_weeks,missed_appointment}'),
    -- detained: reg 29(7), 30(7)
    ('EX-F', '{personal_circumstances,absence_2_weeks,school_closure}'),
    ('tribunal', '{tribunal_direction}'), ('consent', '{consent}'), ('agreement', '{agreement}');

-- The catalogue says the same -----------------------------------------------------------------------------------------
SELECT is((SELECT array_agg(name::text ORDER BY name) FROM sen.time_limits()), (SELECT array_agg(name ORDER BY place)
              FROM law), 'the catalogue has these limits, in the order of the process');
CREATE TEMPORARY VIEW expected AS
SELECT l.place, l.name,
       CASE WHEN l.counting IN ('NONE', 'NOW', 'BEFORE') THEN NULL ELSE l.length END AS length,
       CASE l.unit WHEN 'month and day' THEN NULL WHEN 'school days' THEN 'days on which the institution is open'
                   WHEN 'tribunal days' THEN 'working days, not counting August and 25 December to 1 January'
                   WHEN 'tribunal dates' THEN 'days, not counting August and 25 December to 1 January'
                       ELSE l.unit END AS unit,
       CASE l.counting WHEN 'AFTER' THEN 'the first day is not counted' WHEN 'FROM' THEN 'the first day is day 1'
            WHEN 'NOW' THEN 'the same day'
                       WHEN 'LEAD' THEN 'before the day given; clear days unless chosen otherwise'
                       WHEN 'BEFORE' THEN CASE l.length WHEN 331 THEN 'before 31 March of that year'
                                               WHEN 215 THEN 'before 15 February of that year' END END AS counting,
       CASE WHEN l.counting IN ('NONE', 'NOW', 'BEFORE') THEN NULL WHEN l.minimum OR l.counting = 'LEAD' THEN 'at least'
            ELSE 'at most' END AS sense,
       CASE l.in_2020 WHEN 'X' THEN 'lifted where impractical' WHEN 'G' THEN 'as soon as reasonably practicable'
            WHEN '-' THEN 'not changed' END AS in_2020,
       l.standing,
       (SELECT array_agg(DISTINCT k ORDER BY k) FROM exception_key e, unnest(e.kinds) k
        WHERE e.key = ANY (string_to_array(l.exceptions, ' '))) AS exceptions,
       CASE l.source WHEN 'REGS' THEN 'SEND Regulations 2014 reg '
            WHEN 'DET' THEN 'SEND (Detained Persons) Regulations 2015 reg '
            WHEN 'CFA' THEN 'Children and Families Act 2014 s.'
                     WHEN 'REC' THEN 'SEND (First-tier Tribunal Recommendations Power) Regulations 2017 reg '
                         WHEN 'PB' THEN 'SEN (Personal Budgets) Regulations 2014 reg '
                     WHEN 'HESC' THEN 'Tribunal Procedure (First-tier Tribunal) (Health, Education and Social Care '
                                      'Chamber) Rules 2008 r.'
                     WHEN 'CODE' THEN 'SEND Code of Practice 0-25 (2015) para '
                         WHEN 'DEVON' THEN 'R (L, M and P) v Devon County Council [2022] EWHC 493 (Admin)'
                         ELSE 'no provision' END
       || l.provision AS citation
FROM law l;
SELECT is((SELECT format('%s %s, %s, %s, 2020 %s, %s, exceptions %s', c.length, c.unit, c.counting, c.sense,
                         CASE WHEN c.in_2020 ~ 'lifted where impractical' THEN 'lifted where impractical'
                              WHEN c.in_2020 ~ 'as soon as reasonably practicable'
                              THEN 'as soon as reasonably practicable' ELSE c.in_2020 END,
                         c.standing, (SELECT array_agg(x.exception::text ORDER BY x.exception::text)
                                      FROM sen.exceptions(c.name) x))
           FROM sen.time_limits() c WHERE c.name::text = e.name),
          format('%s %s, %s, %s, 2020 %s, %s, exceptions %s', e.length, e.unit, e.counting, e.sense, e.in_2020,
                 e.standing, e.exceptions),
          e.name || ' is as the law has it')
FROM expected e ORDER BY e.place;
SELECT is((SELECT string_agg(e.name || ': ' || c.citation, '; ') FROM expected e
           JOIN sen.time_limits() c ON c.name::text = e.name WHERE strpos(c.citation, e.citation) = 0), NULL,
          'every limit cites its provision');
SELECT is((SELECT string_agg(l.name, ', ') FROM law l JOIN sen.time_limits() c ON c.name::text = l.name
           WHERE (c.exceptions IS NOT NULL) <> (l.exceptions <> '')), NULL,
          'the catalogue names exceptions where the law has some');
SELECT is((SELECT string_agg(l.name || ' ' || k.name, ', ') FROM law l CROSS JOIN sen.exception_kinds() k
           JOIN expected e ON e.name = l.name
           WHERE sen.exception_applies(l.name::sen.time_limit,
                                       k.name) IS DISTINCT FROM coalesce(k.name::text = ANY (e.exceptions), false)),
               NULL, 'sen.exception_applies() for every limit and kind');
-- Edges of 2020: in force on 1 May, gone on 25 September, of which sources differ.
SELECT is((SELECT string_agg(l.name || ' ' || v.due, ', ')
           FROM law l, (VALUES (date '2020-04-30', false), ('2020-05-01', true), ('2020-07-15', true),
                        ('2020-09-24', true), ('2020-09-25', NULL), ('2020-09-26', false),
                  ('infinity', false), ('-infinity', false)) v (due, relaxed)
           WHERE sen.relaxed_2020(l.name::sen.time_limit, v.due) IS DISTINCT FROM CASE
               WHEN l.in_2020 IN ('X', 'G') THEN v.relaxed ELSE false END), NULL, 'sen.relaxed_2020() for every limit');

-- The wall calendar: 2013 to 2035, made by stepping from one day to the
-- next -------------------------------------------
-- Weekday holidays of England and Wales (Good Friday, Christmas Day, bank
-- holidays), month and day; 1 January 2031 by the ordinary rule.
\set holidays '2013 01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26|2014 01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26|2015 01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28|2016 01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27|2017 01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26|2018 01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26|2019 01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26|2020 01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28|2021 01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28|2022 01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27|2023 01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26|2024 01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26|2025 01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26|2026 01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28|2027 01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28|2028 01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26|2029 01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26|2030 01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26|2031 01-01'
CREATE TEMPORARY TABLE holiday ON COMMIT DROP AS
SELECT (left(line, 4) || '-' || md)::date AS day FROM string_to_table(:'holidays', '|') line,
       string_to_table(substr(line, 6), ' ') md;

CREATE TEMPORARY TABLE wall (place integer PRIMARY KEY, day date UNIQUE, y integer, m integer, d integer,
                             working boolean, tribunal boolean, school boolean) ON COMMIT DROP;
DO $$
DECLARE
    y integer := 2013; m integer := 1; d integer := 1; place integer := 1;
    weekday integer := 2;                                    -- 1 January 2013 was a Tuesday
    longest integer; working boolean; tribunal boolean; closed boolean;
BEGIN
    WHILE y < 2036 LOOP
        working := weekday < 6 AND NOT EXISTS (SELECT FROM holiday h WHERE h.day = format('%s-%s-%s', y, m, d)::date);
        tribunal := working AND m <> 8 AND NOT (m = 12 AND d >= 25) AND NOT (m = 1 AND d = 1);
        -- A school with its holidays.
        closed := (m = 2 AND d BETWEEN 12 AND 16) OR (m = 4 AND d <= 14) OR (m = 7 AND d >= 23) OR m = 8
            OR (m = 9 AND d <= 2) OR (m = 10 AND d >= 24) OR (m = 12 AND d >= 20) OR (m = 1 AND d <= 4);
        INSERT INTO wall VALUES (place, format('%s-%s-%s', y, m, d)::date, y, m, d, working, tribunal, working
                                 AND NOT closed);
        longest := CASE WHEN m IN (4, 6, 9, 11) THEN 30 WHEN m <> 2 THEN 31 WHEN y % 4 = 0 THEN 29 ELSE 28 END;
        place := place + 1;
        weekday := weekday % 7 + 1;
        d := d + 1;
        IF d > longest THEN d := 1; m := m + 1; END IF;
        IF m > 12 THEN m := 1; y := y + 1; END IF;
    END LOOP;
END $$;
SELECT is((SELECT count(*) FROM wall a JOIN wall b ON b.place = a.place + 1
           WHERE b.day - a.day <> 1 OR extract(isodow FROM a.day) IN (6, 7) AND a.working), 0::bigint,
          'the wall calendar misses no day and works on no weekend');
SELECT is((SELECT count(*) FROM wall WHERE y BETWEEN 2013 AND 2030 AND working),
          (SELECT count(*) FROM wall WHERE y BETWEEN 2013 AND 2030 AND extract(isodow FROM day) < 6) - (SELECT count(*)
              FROM holiday WHERE day < '2031-01-01'), 'every listed holiday is on a weekday');

-- The model
-- --------------------------------------------------------------------------------------------------------------
CREATE TEMPORARY TABLE rule ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY counting, unit, length, rolls, clear)::integer AS rule, *
FROM (SELECT DISTINCT counting, unit, length, rolls, clear FROM law, (VALUES (true), (false)) c (clear)
      WHERE counting <> 'NONE' AND (clear OR counting = 'LEAD')) r;

CREATE FUNCTION pg_temp.model() RETURNS TABLE (rule integer, started date, due date) LANGUAGE plpgsql AS $$
DECLARE
    days date[] := (SELECT array_agg(w.day ORDER BY place) FROM wall w);
    years integer[] := (SELECT array_agg(w.y ORDER BY place) FROM wall w);
    months integer[] := (SELECT array_agg(w.m ORDER BY place) FROM wall w);
    dates integer[] := (SELECT array_agg(w.d ORDER BY place) FROM wall w);
    working boolean[] := (SELECT array_agg(w.working ORDER BY place) FROM wall w);
    tribunal boolean[] := (SELECT array_agg(w.tribunal ORDER BY place) FROM wall w);
    school boolean[] := (SELECT array_agg(w.school ORDER BY place) FROM wall w);
    -- first day of each month
    firsts integer[] := (SELECT array_agg(place ORDER BY place) FROM wall w WHERE w.d = 1);
    lasts integer[] := (SELECT array_agg(max ORDER BY max) FROM (SELECT max(place) FROM wall w GROUP BY w.y, w.m) x);
    r record;
    at integer; counted integer; wanted integer; counts boolean; ym integer; found boolean;
BEGIN
    FOR r IN SELECT * FROM rule LOOP
        -- C6: a week is 7 days, whichever they are
        wanted := r.length * CASE r.unit WHEN 'weeks' THEN 7 ELSE 1 END;
        FOR s IN (SELECT w.place FROM wall w WHERE w.day = '2014-01-01') .. (SELECT w.place FROM wall w
            WHERE w.day = '2030-12-31') LOOP
            at := s;
            IF r.unit = 'months' THEN
                -- C3 to C5: the same day number so many months on, or back; if that month has none, its last day.
                ym := (years[s] - 2013) * 12 + months[s];
                FOR i IN 1 .. r.length LOOP ym := ym + CASE r.counting WHEN 'LEAD' THEN -1 ELSE 1 END; END LOOP;
                at := firsts[ym];
                WHILE dates[at] < dates[s] AND at < lasts[ym] LOOP at := at + 1; END LOOP;
                found := dates[at] = dates[s];
                -- C2: a period that begins with a day ends on the day before the corresponding one.
                IF r.counting = 'FROM' AND found THEN at := at - 1; END IF;
                -- C9: clear months end before the day.
                IF r.counting = 'LEAD' AND r.clear THEN at := at - 1; END IF;
            ELSIF r.counting IN ('AFTER', 'FROM', 'LEAD') THEN
                -- C1: the day itself is not counted, except by FROM (C2), of which it is day 1.
                -- C9: clear days are free between the notice and the event; the notice
                -- is given on one more such day before them.
                IF r.counting = 'LEAD' AND r.clear THEN wanted := r.length * CASE r.unit WHEN 'weeks' THEN 7
                    ELSE 1 END + 1; END IF;
                counted := 0;
                IF r.counting = 'FROM' THEN at := at - 1; END IF;
                WHILE counted < wanted LOOP
                    at := at + CASE r.counting WHEN 'LEAD' THEN -1 ELSE 1 END;
                    counts := CASE r.unit WHEN 'working days' THEN working[at] WHEN 'tribunal days' THEN tribunal[at]
                                          WHEN 'tribunal dates' THEN months[at] <> 8
                                              AND NOT (months[at] = 12 AND dates[at] >= 25)
                                              AND NOT (months[at] = 1 AND dates[at] = 1)
                                          WHEN 'school days' THEN school[at] ELSE true END;
                    IF counts THEN counted := counted + 1; END IF;
                END LOOP;
            ELSIF r.counting = 'BEFORE' THEN
                -- C11: strictly before that day of the year.
                at := firsts[(years[s] - 2013) * 12 + 1];
                WHILE months[at] * 100 + dates[at] < r.length LOOP at := at + 1; END LOOP;
                at := at - 1;
                -- A day after it says too little: the extension refuses, and the model has no date.
                CONTINUE WHEN at < s;
            END IF;
            IF r.rolls THEN
                -- HESC r.12: from 25 December to 1 January, or in August: the first working day
                -- after 1 January or 31 August; else the next working day.
                IF months[at] = 8 OR months[at] = 12 AND dates[at] >= 25 OR months[at] = 1 AND dates[at] = 1 THEN
                    WHILE months[at] = 8 OR months[at] = 12 OR months[at] = 1 AND dates[at] = 1 LOOP at := at + 1;
                    END LOOP;
                END IF;
                WHILE NOT working[at] LOOP at := at + 1; END LOOP;
            END IF;
            rule := r.rule; started := days[s]; due := days[at];
            RETURN NEXT;
        END LOOP;
    END LOOP;
END $$;
CREATE TEMPORARY TABLE model ON COMMIT DROP AS SELECT * FROM pg_temp.model();
CREATE UNIQUE INDEX ON model (rule, started);
ANALYZE model;
SELECT is((SELECT string_agg(r::text, '; ') FROM rule r
           WHERE (SELECT count(*) FROM model m WHERE m.rule = r.rule) <> CASE r.length WHEN 215 THEN 17 * 45
               WHEN 331 THEN 17 * 89 + 4 ELSE 6209 END),
          NULL, 'the model has a date for every rule and each of the 6209 days, but for those after the day before '
                'which something is due');
CREATE TEMPORARY VIEW ruled AS
SELECT l.place, l.name, l.counting, l.unit, r.clear, r.rule FROM law l
JOIN rule r ON (r.counting, r.length, r.rolls) IS NOT DISTINCT FROM (l.counting, l.length, l.rolls)
       AND r.unit IS NOT DISTINCT FROM l.unit;
SELECT is((SELECT count(DISTINCT name) FROM ruled), 120::bigint, 'every limit with a figure has a rule');

-- The extension against the model
-- ----------------------------------------------------------------------------------------
-- The first difference, in words; NULL if there is none. expression: of the limit l and the day m.started.
CREATE FUNCTION pg_temp.difference(limit_name text, rule_number integer, expression text) RETURNS text
    LANGUAGE plpgsql AS $$
DECLARE
    found text;
BEGIN
    EXECUTE format('SELECT format(''%%s: %%s, and by the model %%s (one of %%s days)'', m.started, %1$s, m.due,
        count(*) OVER ()) FROM model m, (SELECT %2$L::sen.time_limit AS l OFFSET 0) x
                    WHERE m.rule = %3$s AND %1$s IS DISTINCT FROM m.due
                        ORDER BY m.started LIMIT 1', expression, limit_name, rule_number) INTO found;
    RETURN found;
END $$;
SELECT is(pg_temp.difference(name, rule, 'sen.due_date(l, m.started)'), NULL, name || ': every day of 2014 to 2030')
FROM ruled WHERE clear AND unit IS DISTINCT FROM 'school days' ORDER BY place;
CREATE FUNCTION pg_temp.is_refused(l sen.time_limit, day date) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM sen.due_date(l, day);
    RETURN false;
EXCEPTION WHEN invalid_parameter_value THEN
    RETURN true;
END $$;
SELECT is((SELECT count(*) FROM ruled r CROSS JOIN wall w WHERE r.counting = 'BEFORE' AND r.clear
           AND w.day BETWEEN '2014-01-01' AND '2030-12-31'
           AND pg_temp.is_refused(r.name::sen.time_limit, w.day) = EXISTS (SELECT FROM model m
               WHERE m.rule = r.rule AND m.started = w.day)), 0::bigint,
               'and what has no date in the model is refused');
-- The planner turns a constant limit in days or weeks into an addition.
SELECT is(pg_temp.difference(name, rule, format('sen.due_date(%L, m.started)', name)), NULL,
          name || ': the same, written as a constant')
FROM ruled WHERE clear AND unit IS DISTINCT FROM 'school days' ORDER BY place;
SELECT is(pg_temp.difference(name, rule, format('sen.due_date(l, m.started, %L::boolean)', clear)), NULL,
          name || ': clear days ' || clear)
FROM ruled WHERE counting = 'LEAD' ORDER BY place, clear;
SELECT is((SELECT string_agg(name || ' ' || c, ', ') FROM ruled, unnest('{t,f}'::boolean[]) c
           WHERE counting <> 'LEAD' AND unit IS DISTINCT FROM 'school days'
           AND pg_temp.difference(name, rule, format('sen.due_date(l, m.started, %L::boolean)', c)) IS NOT NULL),
          NULL, 'clear days or not: no other limit looks at it');
SELECT is(pg_temp.difference(name, rule, 'sen.due_date(l, m.started, sen.england_and_wales())'), NULL,
          name || ': the calendar of England and Wales, given')
FROM ruled WHERE clear AND unit IN ('working days', 'months') ORDER BY place;
SELECT is(pg_temp.difference(name, rule, 'sen.due_date(l, m.started, sen.england_and_wales_tribunal())'), NULL,
          name || ': the tribunal''s calendar, given')
FROM ruled WHERE unit = 'tribunal days' ORDER BY place;

-- Days on which a school is open: its calendar, made of its holidays.
CREATE TEMPORARY TABLE school ON COMMIT DROP AS
SELECT sen.with_holidays(sen.england_and_wales(),
                         (SELECT range_agg(daterange(make_date(y, v.m1, v.d1), make_date(y, v.m2, v.d2), '[]'))
       FROM generate_series(2013, 2035) y, (VALUES (1, 1, 1, 4), (2, 12, 2, 16), (4, 1, 4, 14), (7, 23, 9, 2),
                                            (10, 24, 10, 31), (12, 20, 12, 31)) v (m1, d1, m2, d2))) AS calendar;
SELECT is(pg_temp.difference(name, rule, 'sen.due_date(l, m.started, (SELECT calendar FROM school))'), NULL,
          name || ': every day of 2014 to 2030, by the calendar of a school')
FROM ruled WHERE unit = 'school days';

-- Inverses: the first start that is due on or after a day, and the last one due on or
-- before it, looked for among all of the model's starts.
CREATE TEMPORARY TABLE inverse ON COMMIT DROP AS
SELECT rule, day, earliest, latest
FROM (SELECT rule, day, started, min(started) OVER (PARTITION BY rule ORDER BY day DESC) AS earliest,
      max(started) OVER (PARTITION BY rule ORDER BY day) AS latest,
             -- Only where the model's starts go on to both sides: at the ends of 2014 to 2030 others would do as well.
             day > min(due) OVER (PARTITION BY rule) AND day < max(due) OVER (PARTITION BY rule) AS inside
      FROM (SELECT rule, due AS day, started, due FROM model UNION ALL SELECT r.rule, w.day, NULL, NULL
            FROM rule r, wall w) x) y
WHERE started IS NULL AND inside;
CREATE INDEX ON inverse (rule);
ANALYZE inverse;
CREATE FUNCTION pg_temp.inverse_difference(limit_name text, rule_number integer) RETURNS text LANGUAGE sql AS $$
    SELECT format('%s: earliest %s, latest %s, and by the model %s and %s (one of %s days)', i.day,
                  sen.earliest_start(l, i.day), sen.latest_start(l, i.day), i.earliest, i.latest, count(*) OVER ())
    FROM inverse i, (SELECT limit_name::sen.time_limit AS l OFFSET 0) x
    WHERE i.rule = rule_number AND (sen.earliest_start(l, i.day) IS DISTINCT FROM i.earliest
                                    OR sen.latest_start(l, i.day) IS DISTINCT FROM i.latest)
    ORDER BY i.day LIMIT 1
$$;
SELECT is(pg_temp.inverse_difference(name, rule), NULL, name || ': the earliest and the latest start')
FROM ruled WHERE clear AND unit IS DISTINCT FROM 'school days' ORDER BY place;
SELECT cmp_ok((SELECT min(n) FROM (SELECT count(*) AS n FROM inverse GROUP BY rule) c), '>=', 5800::bigint,
              'for nearly every day');
-- And where the compiled-in calendar ends: its last three working days are 29 to 31 December 2099.
SELECT is(sen.earliest_start('cert_no_mediation', '2099-12-31')::text || ' ' || sen.latest_start('cert_no_mediation',
              '2099-12-31')::text, '2099-12-24 2099-12-28', 'the starts that are due on the last day of the calendar');

-- Moves, reg 15(2) and (7): the working days up to the move, with the day of becoming
-- aware or without it; if there are 15, the day of the move,
-- else the 15th working day from that day on.
CREATE TEMPORARY TABLE move ON COMMIT DROP AS
SELECT m.day AS moved, a.day AS aware, count(b.day) FILTER (WHERE b.working) AS days,
       count(b.day) FILTER (WHERE b.working AND b.day > a.day) AS clear,
       (SELECT l.day FROM wall l WHERE l.working AND l.day >= a.day ORDER BY l.day OFFSET 14 LIMIT 1) AS late
FROM wall m JOIN wall a ON a.day BETWEEN m.day - 35 AND m.day + 7 LEFT JOIN wall b ON b.day >= a.day AND b.day < m.day
WHERE m.day BETWEEN '2024-12-01' AND '2025-06-30' GROUP BY m.day, a.day;
SELECT is((SELECT format('%s, aware %s: %s and %s', moved, aware, sen.plan_transfer_due(moved, aware),
                         sen.plan_transfer_due(moved, aware, true)) FROM move
           WHERE sen.plan_transfer_due(moved, aware) IS DISTINCT FROM CASE WHEN days >= 15 THEN moved ELSE late END
              OR sen.plan_transfer_due(moved, aware, true) IS DISTINCT FROM CASE WHEN clear >= 15 THEN moved
                  ELSE late END
              OR (sen.plan_transfer_due(moved, aware),
                  sen.plan_transfer_due(moved, aware, true)) IS DISTINCT FROM (sen.icb_move_due(moved, aware),
                      sen.icb_move_due(moved, aware, true)) LIMIT 1), NULL, 'moves: every day of 35 before to 7 after');
SELECT is((SELECT format('%s, aware %s', moved, aware) FROM move WHERE sen.plan_transfer_due(moved, aware) < moved
           LIMIT 1), NULL, 'never before the move');
SELECT isnt((SELECT count(*) FROM move WHERE sen.plan_transfer_due(moved, aware, true) < moved), 0::bigint,
            'which clear days would be');

-- A later start is never due earlier: what the conditions for the planner rest on.
SELECT is((SELECT format('%s is due later than the day after', started)
           FROM (SELECT started, due, lead(due) OVER (ORDER BY started) AS next
                 FROM (SELECT started, sen.due_date(l, started) AS due
                       FROM model m, (SELECT name::sen.time_limit AS l OFFSET 0) x WHERE m.rule = ruled.rule) d) p
           WHERE next < due LIMIT 1), NULL, name || ': never goes back')
FROM ruled WHERE clear AND unit IS DISTINCT FROM 'school days' ORDER BY place;
SELECT is((SELECT string_agg(DISTINCT name, ', ')
           FROM (SELECT name, name::sen.time_limit AS l
                 FROM (SELECT min(name) AS name FROM ruled WHERE clear AND unit IS DISTINCT FROM 'school days'
                       AND counting <> 'BEFORE' GROUP BY rule) x OFFSET 0) r,
                  (SELECT date '1978-02-01' + g AS started FROM generate_series(0, 44399) g OFFSET 0) d
                      WHERE sen.due_date(l, started + 1) < sen.due_date(l, started)),
          NULL, 'nor does any rule on any day from 1978 to 2099');

SELECT * FROM finish();
ROLLBACK;
