-- Room recovery: a backlog by arithmetic, and the formulae of NHSRwaitinglist.
-- Against a queue that is gone through week by week: test/pgtap/recovery_values.sql.
\i sql/include/begin.sql
-- Rounded as the figures that are stated; a row of these is a difference.
CREATE FUNCTION pg_temp.differs(vectors text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    line text; given text[]; got numeric;
BEGIN
    FOREACH line IN ARRAY regexp_split_to_array(btrim(vectors, E' \n'), E'\\s*\\n\\s*') LOOP
        given := regexp_match(line, '^(.*) = (\S+)$');
        EXECUTE 'SELECT ' || given[1] INTO got;
        IF given[2] = 'null' THEN
            IF got IS NOT NULL THEN RETURN NEXT line || ', but is ' || got; END IF;
        ELSIF got IS NULL OR abs(got - given[2]::numeric) > 0.6 * 10.0 ^ -scale(given[2]::numeric) THEN
            RETURN NEXT line || ', but is ' || coalesce(got::text, 'null');
        END IF;
    END LOOP;
END $$;

-- 4 requests a week, 170 open, limit 20 weeks, 14 weeks at least; and the demo at 31 December 2025: 1,217 open, 21.33.
SELECT pg_temp.differs($$
    sen.clearance_weeks(170, 4, 6) = 45
    sen.clearance_weeks(170, 4, 6, 'oldest') = 45
    sen.clearance_weeks(170, 4, 6, 'in_time_first') = 57
    sen.clearance_weeks(170, 4, 6, 'newest') = 57
    sen.clearance_weeks(170, 4, 6, 'share', 0.5) = 45
    sen.clearance_weeks(170, 4, 6, 'share', 0.7) = 50
    sen.clearance_weeks(170, 4, 6, 'share', 0.8) = 57
    sen.clearance_weeks(80, 4, 6, 'share', 0.8) = 0
    sen.clearance_weeks(170, 4, 4, 'share', 1) = null
    sen.clearance_weeks(170, 4, 6, 'share', 1) = 57
    sen.clearance_weeks(170, 4, 6, 'share', 0) = 45
    sen.clearance_weeks(170, 4, 4) = null
    sen.clearance_weeks(170, 4, 3.9, 'newest') = null
    sen.clearance_weeks(170, 4, 6, 'oldest', 0, 13, 14) = null
    sen.clearance_weeks(80, 4, 6) = 0
    sen.clearance_weeks(81, 4, 6) = 0.5
    sen.clearance_weeks(80, 4, 0) = 0
    sen.clearance_weeks(80, 4, 6, 'newest') = 12
    sen.clearance_weeks(0, 0, 0) = 0
    sen.clearance_weeks(1217, 21.33, 35) = 58
    sen.clearance_weeks(1217, 21.33, 35, 'in_time_first') = 67
    sen.in_time_from_week(170, 4, 6) = 25
    sen.in_time_from_week(170, 4, 6) + 20 = 45
    sen.in_time_from_week(170, 4, 4) = null
    sen.in_time_from_week(170, 4, 6, 13) = null
    sen.in_time_from_week(120, 4, 6) = 0
    sen.relief_capacity(170, 4, 45) = 6
    sen.relief_capacity(170, 4, 57, 'newest') = 6
    sen.relief_capacity(80, 4, 45) = 4
    sen.relief_capacity(0, 4, 45) = 4
    sen.relief_capacity(170, 4, 45, 'oldest', 13) = null
    sen.relief_capacity(1217, 21.33, 52) = 36.5
    sen.relief_capacity(1217, 21.33, 52, 'in_time_first') = 39.0
    sen.relief_capacity(1217, 21.33, 104) = 28.9
    sen.relief_capacity(1217, 21.33, 104, 'in_time_first') = 30.2
    sen.highest_rate(4, 6) = 0.667
    sen.highest_rate(21.33, 25.46) = 0.838
    sen.highest_rate(21.3, 25.5) = 0.84
    sen.highest_rate(21.33, 40.33) = 0.53
    sen.highest_rate(6, 4) = 1
    sen.highest_rate(0, 4) = 0
    sen.highest_rate(4, 0) = null
    sen.needed_share(0.49, 45, 460, 919) = 0.686
    sen.needed_share(0.49, 0, 0, 919) = 0.49
    sen.needed_share(0.49, 460, 460, 400) = 0
    sen.needed_share(0.9, 0, 460, 100) = null
    sen.needed_share(1, 460, 460, 919) = 1
    sen.needed_share(1, 459, 460, 919) = null
    sen.needed_share(0, 0, 460, 919) = 0
    sen.needed_share(0.5, 50, 100, 0) = 0
    sen.needed_share(0.5, 49, 100, 0) = null
    sen.needed_share(0.5, 0, 0, 0) = null
    sen.rate_after_block(40, 40, 73) = 0.354
    sen.rate_after_block(47, 47, 131) = 0.264
    sen.rate_after_block(0, 0, 0) = null
    sen.target_queue(1, 0.02) = 15.5
    sen.target_queue(1, 0.1) = 16.6
    sen.target_queue(21.33, 0.02) = 331
    sen.target_queue(21.33, 0.1) = 354
    sen.target_queue(4) - 4 * 14 = 6.1
    sen.target_queue(4, 0) = 56
    sen.target_queue(4, 0.02, 14, 14) = 56
    sen.target_queue(4, 0.02, 13, 14) = null
$$);
-- Surrey 2023: 38 a week against 44, 729 waiting: 6 a week more, and clear in 56 weeks with 57.02, 19 more.
SELECT pg_temp.differs($$
    sen.clearance_weeks(729, 44, 38, 'oldest', 0, 0, 0) = null
    sen.relief_capacity(729, 44, 56, 'oldest', 0, 0) = 57.02
    sen.calc_relief_capacity(44, 729, 0, 56) = 57.02
    sen.calc_relief_capacity(44, 729, 0, 56) - 38 = 19
$$);
-- What one says the other gives back.
SELECT count(*) AS pairs, count(*) FILTER (WHERE abs(sen.clearance_weeks(q, d, c, o) - w) > 1e-9) AS different
FROM (SELECT q, d, w, o, sen.relief_capacity(q, d, w, o) AS c FROM unnest('{100,170,1217}'::float8[]) q,
      unnest('{0,1,4.5}'::float8[]) d, unnest('{1,45,104}'::float8[]) w,
      unnest('{oldest,newest,in_time_first}'::sen.issue_order[]) o) x;

-- NHSRwaitinglist: what its functions print.
SELECT pg_temp.differs($$
    sen.calc_queue_load(30, 27) = 1.1111111111
    sen.calc_queue_load(35, 27) = 1.2962963
    sen.calc_queue_load(30, 25) = 1.2
    sen.calc_queue_load(52, 42) = 1.23809524
    sen.calc_queue_load(52, 0) = null
    sen.calc_target_mean_wait(52) = 13
    sen.calc_target_mean_wait(52, 6) = 8.6666666667
    sen.calc_target_queue_size(30, 52) = 390
    sen.calc_target_queue_size(30, 50) = 375
    sen.calc_target_queue_size(30, 50, 6) = 250
    sen.calc_relief_capacity(30, 1200, 390, 26) = 61.1538461538
    sen.calc_relief_capacity(33, 800, 200, 30) = 53
    sen.calc_relief_capacity(35, 250, 100, 15) = 45
    sen.calc_relief_capacity(30, 1200, 390) = 61.1538461538
    sen.calc_target_capacity(30, 52) = 30.0769230769
    sen.calc_target_capacity(30, 52, 3, 1.1, 1.2) = 30.0764423077
    sen.calc_target_capacity(30, 52, 1) = 30.0192307692
    sen.calc_target_capacity(30, 52, 6.58) = 30.1265384615
    sen.calc_target_capacity(20, 20) = 20.2
    sen.calc_waiting_list_pressure(63, 52) = 2.4230769231
    sen.calc_waiting_list_pressure(42, 24) = 3.5
$$);
-- Where it is at fault, ours differs. There 10,000 referrals give 106.15, as its margin has demand in it, and 100 give
-- 61.15, as it is dropped. Here the unit of time does not matter, and fewer referrals need more.
SELECT pg_temp.differs($$
    30 / (1 - 2 * 30 * 1 / sqrt(10000)) + (1200 - 390) / 26.0 = 106.1538461538
    sen.calc_relief_capacity(30, 1200, 390, 26, 10000, 1) = 61.7660910518
    30 / (1 - 2 / sqrt(10000)) + (1200 - 390) / 26.0 = 61.7660910518
    sen.calc_relief_capacity(30, 1200, 390, 26, 100, 1) = 68.6538461538
    sen.calc_relief_capacity(30, 1200, 390, 26, 4, 1) = null
    sen.calc_relief_capacity(30, 1200, 390, 26, 4, 0.9) = 331.1538461538
    sen.calc_relief_capacity(30, 1200, 390, 26, 100, 0) = 61.1538461538
    7 * sen.calc_relief_capacity(30 / 7.0, 1200, 390, 26 * 7, 100, 1) = 68.6538461538
$$);

-- Its vector of a whole list: referrals on 1, 4, 10 and 16 January 2024, one removal on 8 January, target 4 weeks.
-- The queue by day, and what follows from the gaps; the mean wait in weeks, of which its pressure is not 3 but 0.43.
WITH referral (day) AS (VALUES (date '2024-01-01'), ('2024-01-04'), ('2024-01-10'), ('2024-01-16')),
     queue AS (SELECT d::date AS day,
       (SELECT count(*) FROM referral r WHERE r.day <= d) - (d >= '2024-01-08')::integer AS waiting
               FROM generate_series(timestamp '2024-01-01', '2024-01-16', '1 day') d),
     gap AS (SELECT day - lag(day) OVER (ORDER BY place, day) AS days
             FROM (SELECT 1 AS place, date '2024-01-01' AS day UNION ALL SELECT 2, day FROM referral
                   UNION ALL SELECT 3, '2024-01-16') x),
     stats AS (SELECT 7 / avg(days)::float8 AS demand, (stddev(days) / avg(days))::float8 AS cv, count(days) AS gaps
         FROM gap)
SELECT (SELECT string_agg(waiting::text, ' ' ORDER BY day) FROM queue) AS queue_by_day,
       round(demand::numeric, 10) AS demand, cv, gaps, sen.calc_target_queue_size(demand, 4) AS target_queue,
       round(sen.calc_target_capacity(demand, 4, 4, cv, 0)::numeric, 10) AS target_capacity,
       sen.calc_waiting_list_pressure(6, 4) AS days_against_weeks,
       round(sen.calc_waiting_list_pressure(6 / 7.0, 4)::numeric, 2) AS pressure
FROM stats;

-- Bad input --------------------------------------------------------------------------------
SELECT pg_temp.answers_with('SELECT sen.clearance_weeks(%L, 4, 6)', '-1', 'NaN', 'Infinity', '-Infinity');
SELECT pg_temp.answers(
    $$SELECT sen.clearance_weeks(170, -4, 6)$$, $$SELECT sen.clearance_weeks(170, 4, 'NaN')$$,
    $$SELECT sen.clearance_weeks(170, 4, 6, 'share', 1.5)$$, $$SELECT sen.clearance_weeks(170, 4, 6, 'share', 'NaN')$$,
    $$SELECT sen.clearance_weeks(170, 4, 6, 'oldest', 0.5, -20)$$,
    $$SELECT sen.clearance_weeks(170, 4, 6, 'oldest', 0.5, 20, 'Infinity')$$,
    $$SELECT sen.clearance_weeks(170, 4, 6, 'as_observed')$$, $$SELECT sen.clearance_weeks(170, 4, 6, 'oldest first')$$,
    $$SELECT sen.clearance_weeks(1e308, 0, 1e-300)$$);
SELECT pg_temp.answers(
    $$SELECT sen.in_time_from_week('NaN', 4, 6)$$, $$SELECT sen.in_time_from_week(170, -4, 6)$$,
    $$SELECT sen.in_time_from_week(170, 4, '-Infinity')$$, $$SELECT sen.in_time_from_week(170, 4, 6, -1)$$,
    $$SELECT sen.in_time_from_week(170, 4, 6, 20, 'NaN')$$, $$SELECT sen.in_time_from_week(1e308, 0, 1e-300)$$,
    $$SELECT sen.relief_capacity(-170, 4, 45)$$, $$SELECT sen.relief_capacity(170, 'NaN', 45)$$,
    $$SELECT sen.relief_capacity(170, 4, 0)$$, $$SELECT sen.relief_capacity(170, 4, -45)$$,
    $$SELECT sen.relief_capacity(170, 4, 'Infinity')$$,
    $$SELECT sen.relief_capacity(170, 4, 45, 'share')$$, $$SELECT sen.relief_capacity(170, 4, 45, 'as_observed')$$,
    $$SELECT sen.relief_capacity(170, 4, 45, 'oldest', 'NaN')$$,
    $$SELECT sen.relief_capacity(170, 4, 45, 'oldest', 20, -1)$$,
    $$SELECT sen.relief_capacity(1e308, 0, 1e-300)$$,
    $$SELECT sen.target_queue(-1)$$, $$SELECT sen.target_queue(1, -0.1)$$, $$SELECT sen.target_queue(1, 2)$$,
    $$SELECT sen.target_queue(1, 1)$$, $$SELECT sen.target_queue(1, 0.1, 'NaN')$$,
    $$SELECT sen.target_queue(1, 0.1, 20, -14)$$,
    $$SELECT sen.target_queue(1e308, 0.1)$$);
SELECT pg_temp.answers(
    $$SELECT sen.highest_rate(-4, 6)$$, $$SELECT sen.highest_rate(4, 'NaN')$$,
    $$SELECT sen.needed_share(49, 45, 460, 919)$$, $$SELECT sen.needed_share('NaN', 45, 460, 919)$$,
    $$SELECT sen.needed_share(0.49, -45, 460, 919)$$, $$SELECT sen.needed_share(0.49, 461, 460, 919)$$,
    $$SELECT sen.needed_share(0.49, 45, 'Infinity', 919)$$, $$SELECT sen.needed_share(0.49, 45, 460, 'NaN')$$,
    $$SELECT sen.rate_after_block(48, 47, 131)$$, $$SELECT sen.rate_after_block(47, 47, -1)$$,
    $$SELECT sen.rate_after_block(0, 1e308, 1e308)$$);
SELECT pg_temp.answers(
    $$SELECT sen.calc_queue_load('NaN', 27)$$, $$SELECT sen.calc_queue_load(30, -27)$$,
    $$SELECT sen.calc_queue_load(1e308, 1e-300)$$,
    $$SELECT sen.calc_target_mean_wait(-52)$$, $$SELECT sen.calc_target_mean_wait(52, 0)$$,
    $$SELECT sen.calc_target_mean_wait(52, 'NaN')$$,
    $$SELECT sen.calc_target_queue_size('Infinity', 52)$$, $$SELECT sen.calc_target_queue_size(30, -52)$$,
    $$SELECT sen.calc_target_queue_size(30, 52, 0)$$, $$SELECT sen.calc_target_queue_size(1e308, 1e308)$$,
    $$SELECT sen.calc_relief_capacity(-30, 1200, 390)$$, $$SELECT sen.calc_relief_capacity(30, 'NaN', 390)$$,
    $$SELECT sen.calc_relief_capacity(30, 1200, -390)$$, $$SELECT sen.calc_relief_capacity(30, 1200, 390, 0)$$,
    $$SELECT sen.calc_relief_capacity(30, 1200, 390, 26, -1)$$,
    $$SELECT sen.calc_relief_capacity(30, 1200, 390, 26, 1, 'NaN')$$,
    $$SELECT sen.calc_target_capacity('NaN', 52)$$, $$SELECT sen.calc_target_capacity(30, 0)$$,
    $$SELECT sen.calc_target_capacity(30, 52, 0)$$,
    $$SELECT sen.calc_target_capacity(30, 52, 4, -1)$$, $$SELECT sen.calc_target_capacity(30, 52, 4, 1, 1e200)$$,
    $$SELECT sen.calc_waiting_list_pressure(-1, 52)$$, $$SELECT sen.calc_waiting_list_pressure(63, 0)$$);
-- Null in, null out.
SELECT num_nulls(sen.clearance_weeks(NULL, 4, 6), sen.clearance_weeks(170, 4, 6, NULL),
                 sen.in_time_from_week(170, NULL, 6), sen.relief_capacity(170, 4, NULL), sen.target_queue(NULL),
                 sen.highest_rate(4, NULL),
                 sen.needed_share(NULL, 45, 460, 919), sen.rate_after_block(1, NULL, 1), sen.calc_queue_load(NULL, 1),
                 sen.calc_target_mean_wait(NULL), sen.calc_target_queue_size(1, NULL),
                   sen.calc_relief_capacity(1, 2, NULL),
                 sen.calc_target_capacity(NULL, 1), sen.calc_waiting_list_pressure(1, NULL)) AS of_14;
-- Zero is never printed with a sign.
SELECT sen.clearance_weeks('-0', '-0', '-0'), sen.highest_rate('-0', 4), sen.needed_share('-0', '-0', '-0', 1),
       sen.calc_queue_load('-0', 1), sen.calc_target_mean_wait('-0');
