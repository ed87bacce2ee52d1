-- Makes ehc_request.csv and assessment_exception.csv: invented cases that add up to published totals.
-- Run by load.sql in this folder; needs no extension. The two files come out the same, byte for byte,
-- on every machine and every version: all "chance" below is integer arithmetic on row numbers.
--
-- What is fixed (DfE, Wirral, by calendar year): requests received, refused and, from 2023, withdrawn;
-- plans issued by time band, with and without permitted exceptions; in 2025 decisions to assess,
-- requests not yet decided, and the mean weeks. Which request became which plan is invented. The
-- number still open is what these totals leave over; how old the open cases are is invented too.

BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SET LOCAL search_path = pg_temp, pg_catalog;
SET LOCAL max_parallel_workers_per_gather = 0;
SET LOCAL jit = off;

-- A fixed scatter of a whole number over 0 .. 2147483647. Every product stays below 2^62.
CREATE FUNCTION pg_temp.scatter(n bigint) RETURNS bigint IMMUTABLE LANGUAGE sql AS $$
    SELECT ((((b.x # (b.x >> 15)) * 1540483477) & 2147483647) # ((((b.x # (b.x >> 15)) * 1540483477) & 2147483647)
                                                                 >> 13))
    FROM (SELECT (((a.x # (a.x >> 16)) * 739982445) & 2147483647) AS x
          FROM (SELECT ((n & 2147483647) * 1103515245 + 12345) & 2147483647 AS x) a) b
$$;

-- 1. The days, with English bank holidays, and how many requests arrive on each relative to the others.
CREATE TEMPORARY TABLE day (
    on_day       date PRIMARY KEY,
    year         integer NOT NULL,
    month        integer NOT NULL,
    working      boolean NOT NULL,
    last_working date,
    arrivals     integer NOT NULL
) ON COMMIT DROP;

INSERT INTO day (on_day, year, month, working, arrivals)
SELECT d.on_day, extract(year FROM d.on_day), extract(month FROM d.on_day), d.working,
       -- Few requests come by e-mail at the weekend; August and December are quiet, June and July busy.
       CASE WHEN d.working THEN 20 ELSE 1 END
           * (ARRAY[9, 10, 12, 8, 10, 12, 12, 4, 8, 10, 11, 6])[extract(month FROM d.on_day)::integer]
FROM (
    SELECT g.on_day,
           extract(isodow FROM g.on_day) < 6 AND NOT (g.on_day = ANY (ARRAY[
               '2018-01-01', '2018-03-30', '2018-04-02', '2018-05-07', '2018-05-28', '2018-08-27', '2018-12-25',
               '2018-12-26',
               '2019-01-01', '2019-04-19', '2019-04-22', '2019-05-06', '2019-05-27', '2019-08-26', '2019-12-25',
               '2019-12-26',
               '2020-01-01', '2020-04-10', '2020-04-13', '2020-05-08', '2020-05-25', '2020-08-31', '2020-12-25',
               '2020-12-28',
               '2021-01-01', '2021-04-02', '2021-04-05', '2021-05-03', '2021-05-31', '2021-08-30', '2021-12-27',
               '2021-12-28',
               '2022-01-03', '2022-04-15', '2022-04-18', '2022-05-02', '2022-06-02', '2022-06-03', '2022-08-29',
               '2022-09-19',
               '2022-12-26', '2022-12-27',
               '2023-01-02', '2023-04-07', '2023-04-10', '2023-05-01', '2023-05-08', '2023-05-29', '2023-08-28',
               '2023-12-25',
               '2023-12-26',
               '2024-01-01', '2024-03-29', '2024-04-01', '2024-05-06', '2024-05-27', '2024-08-26', '2024-12-25',
               '2024-12-26',
               '2025-01-01', '2025-04-18', '2025-04-21', '2025-05-05', '2025-05-26', '2025-08-25', '2025-12-25',
               '2025-12-26'
           ]::date[])) AS working
    FROM (SELECT '2018-01-01'::date + n AS on_day FROM generate_series(0, '2025-12-31'::date - '2018-01-01'::date) n) g
) d;
UPDATE day SET last_working = (SELECT max(w.on_day) FROM day w WHERE w.working AND w.on_day <= day.on_day);
ANALYZE day;

-- 2. Plans, by year of issue, time band and year of receipt. The sums of each year and band are DfE's
-- (for 2019 to 2022 DfE splits only at 20 weeks, so the split of the rest is invented); how they spread
-- over years of receipt is invented, so that no year's requests are used twice.
-- exceptions: of these, plans under a permitted exception. tilt and reach shape the time taken.
CREATE TEMPORARY TABLE plan_cell (
    cell        integer PRIMARY KEY,
    issued      integer NOT NULL,
    from_days   integer NOT NULL,
    to_days     integer NOT NULL,
    received    integer NOT NULL,
    plans       integer NOT NULL,
    exceptions  integer NOT NULL,
    tilt        integer NOT NULL,
    reach       integer NOT NULL
) ON COMMIT DROP;

INSERT INTO plan_cell
SELECT row_number() OVER (ORDER BY c.issued, c.from_days, c.received), c.*
FROM (VALUES
    (2019,  84,  140, 2018,  30,  1,   0,   0), (2019,  84,  140, 2019,  65,  1,   0,   0),
    (2019, 141,  364, 2018,  95,  5,  -9,   0), (2019, 141,  364, 2019,  55,  2,  -9,   0),
    (2019, 367,  700, 2018,  52,  2,   0, 250),
    (2020,  84,  140, 2019,  60,  3,   0,   0), (2020,  84,  140, 2020, 131,  4,   0,   0),
    (2020, 141,  364, 2019,  95,  3,  -9,   0), (2020, 141,  364, 2020,  45,  2,  -9,   0),
    (2020, 367,  750, 2018,   3,  0,   0, 250), (2020, 367,  700, 2019,  30,  1,   0, 250),
    (2021,  84,  140, 2020,  22,  0,   0,   0), (2021,  84,  140, 2021,  37,  0,   0,   0),
    (2021, 141,  364, 2020, 130,  3,  -5,   0), (2021, 141,  364, 2021,  65,  2,  -5,   0),
    (2021, 367,  800, 2019,  47,  1,   0, 250), (2021, 367,  700, 2020,  21,  1,   0, 250),
    (2022,  84,  140, 2021,  80,  0,   0,   0), (2022,  84,  140, 2022, 183,  0,   0,   0),
    (2022, 141,  364, 2021, 250,  5,  -5,   0), (2022, 141,  364, 2022, 120,  2,  -5,   0),
    (2022, 367,  800, 2020,  31,  1,   0, 250), (2022, 367,  700, 2021,  72,  1,   0, 250),
    (2023,  84,  140, 2022, 115,  0,   0,   0), (2023,  84,  140, 2023, 232,  0,   0,   0),
    (2023, 141,  364, 2022, 385,  0,  -4,   0), (2023, 141,  364, 2023, 147,  0,  -4,   0),
    (2023, 367,  800, 2021,  70,  1,   0, 250), (2023, 367,  700, 2022, 109,  1,   0, 250),
    (2024,  84,  140, 2023,  33,  0,   0,   0), (2024,  84,  140, 2024,  57,  0,   0,   0),
    (2024, 141,  364, 2023, 420,  0,  -2,   0), (2024, 141,  364, 2024,  53,  0,  -2,   0),
    (2024, 367,  850, 2022,  66,  0,   0, 250), (2024, 367,  700, 2023,  87,  0,   0, 250),
    (2025,  84,  140, 2024,  42,  1,   0,   0), (2025,  84,  140, 2025,  69,  1,   0,   0),
    (2025, 141,  364, 2024, 500,  0,  -1,   0), (2025, 141,  364, 2025, 190,  0,  -1,   0),
    (2025, 367, 1000, 2022,   5,  1,   0, 300), (2025, 367,  680, 2023, 250,  3,   0, 360),
    (2025, 367,  515, 2024, 272,  0,   0, 360)
) c (issued, from_days, to_days, received, plans, exceptions, tilt, reach);

-- How busy the months of each year are at issuing plans, relative to each other.
CREATE TEMPORARY TABLE issue_month (year integer PRIMARY KEY, weights integer[] NOT NULL) ON COMMIT DROP;
INSERT INTO issue_month VALUES
    (2019, '{8,8,9,8,9,8,10,6,8,9,9,7}'), (2020, '{9,9,10,7,7,8,9,6,8,9,9,7}'), (2021, '{7,7,9,8,8,9,10,7,8,9,9,7}'),
    (2022, '{5,6,7,7,8,9,10,7,9,10,11,8}'), (2023, '{8,8,10,8,9,9,10,6,8,9,9,6}'), (2024, '{9,8,8,8,9,8,9,6,8,9,9,7}'),
    (2025, '{4,4,5,5,6,8,11,9,12,15,16,13}');

-- For each cell all pairs of (day received, working day of issue) that fit it are lined up in a
-- scattered order that favours the likelier pairs, and the first ones are taken.
CREATE TEMPORARY TABLE plan ON COMMIT DROP AS
SELECT p.cell, p.place, p.received_on, p.issued_on, p.place <= p.exceptions AS exception
FROM (
    SELECT c.cell, c.plans, c.exceptions, r.on_day AS received_on, i.on_day AS issued_on,
           row_number() OVER (PARTITION BY c.cell ORDER BY
               pg_temp.scatter(c.cell * 100000007::bigint + (r.on_day - '2018-01-01'::date) * 4001::bigint
                               + (i.on_day - '2018-01-01'::date))
               / (r.arrivals * m.weights[i.month]
                  * CASE
                        WHEN c.from_days = 84 THEN
                            CASE WHEN i.on_day - r.on_day >= 126 THEN 20 WHEN i.on_day - r.on_day >= 112 THEN 8
                                 ELSE 1 END
                        WHEN c.from_days = 141 THEN
                            greatest(1, 60 + c.tilt * (i.on_day - r.on_day - 200) / 15)
                        ELSE 15000 / (i.on_day - r.on_day - c.reach)
                    END),
               r.on_day, i.on_day) AS place
    FROM plan_cell c
    JOIN issue_month m ON m.year = c.issued
    JOIN day r ON r.year = c.received
    JOIN day i ON i.year = c.issued AND i.working AND i.on_day BETWEEN r.on_day + c.from_days AND r.on_day + c.to_days
         -- One pair in nine is choice enough, and keeps this quick.
         AND ((r.on_day - '2018-01-01'::date) * 5 + (i.on_day - '2018-01-01'::date) * 7 + c.cell) % 9 = 0
) p
WHERE p.place <= p.plans;

-- 3. All other requests. Refused and withdrawn are DfE's counts (withdrawn from 2023), and so are the
-- 104 of 2025 that were not yet decided; the rest is what the published totals leave. Within a
-- span of days they are spread in the proportion in which requests arrive.
CREATE TEMPORARY TABLE other_cell (
    cell      integer PRIMARY KEY,
    fate      text NOT NULL,
    from_day  date NOT NULL,
    to_day    date NOT NULL,
    requests  integer NOT NULL,
    mediation integer NOT NULL,
    tribunal  integer NOT NULL
) ON COMMIT DROP;

INSERT INTO other_cell VALUES
    (101, 'refused',              '2019-01-01', '2019-12-31', 108,   3,  3),
    (102, 'refused',              '2020-01-01', '2020-12-31', 164,   5,  4),
    (103, 'refused',              '2021-01-01', '2021-12-31', 117,   4,  3),
    (104, 'refused',              '2022-01-01', '2022-12-31',  61,   4,  2),
    (105, 'refused',              '2023-01-01', '2023-12-31',  91,  15,  0),
    (106, 'refused',              '2024-01-01', '2024-12-31', 125,  24, 13),
    (107, 'refused',              '2025-01-01', '2025-11-18', 263, 157, 30),
    -- Refused at first, then assessed after mediation: the first decision is not overwritten.
    (108, 'refused, now open',    '2025-01-10', '2025-06-30',   9,   9,  0),
    (111, 'request withdrawn',    '2019-01-01', '2019-12-31',   2,   0,  0),
    (112, 'request withdrawn',    '2020-01-01', '2020-12-31',   2,   0,  0),
    (113, 'request withdrawn',    '2021-01-01', '2021-12-31',   2,   0,  0),
    (114, 'request withdrawn',    '2022-01-01', '2022-12-31',   2,   0,  0),
    (115, 'request withdrawn',    '2023-01-01', '2023-12-31',   8,   0,  0),
    (116, 'request withdrawn',    '2024-01-01', '2024-12-31',   4,   0,  0),
    (117, 'request withdrawn',    '2025-01-01', '2025-10-31',   2,   0,  0),
    (121, 'assessment withdrawn', '2019-01-01', '2019-12-31',   2,   0,  0),
    (122, 'assessment withdrawn', '2020-01-01', '2020-12-31',   2,   0,  0),
    (123, 'assessment withdrawn', '2021-01-01', '2021-12-31',   2,   0,  0),
    (124, 'assessment withdrawn', '2022-01-01', '2022-12-31',   3,   0,  0),
    (126, 'assessment withdrawn', '2024-01-01', '2024-12-31',   4,   0,  0),
    (131, 'no plan',              '2019-01-01', '2019-12-31',   6,   0,  1),
    (132, 'no plan',              '2020-01-01', '2020-12-31',   7,   1,  1),
    (133, 'no plan',              '2021-01-01', '2021-12-31',   5,   0,  1),
    (134, 'no plan',              '2022-01-01', '2022-12-31',  10,   1,  1),
    (135, 'no plan',              '2023-01-01', '2023-12-31',  12,   1,  2),
    (136, 'no plan',              '2024-01-01', '2024-12-31',  22,   3,  0),
    (137, 'no plan',              '2025-01-01', '2025-04-15',   6,   1,  0),
    (141, 'moved away',           '2019-01-01', '2019-12-31',   4,   0,  0),
    (142, 'moved away',           '2020-01-01', '2020-12-31',   3,   0,  0),
    (143, 'moved away',           '2021-01-01', '2021-12-31',   5,   0,  0),
    (144, 'moved away',           '2022-01-01', '2022-12-31',   5,   0,  0),
    (145, 'moved away',           '2023-01-01', '2023-12-31',   5,   0,  0),
    (146, 'moved away',           '2024-01-01', '2024-12-31',   5,   0,  0),
    (147, 'moved away',           '2025-01-01', '2025-06-30',   8,   0,  0),
    (151, 'plan agreed',          '2023-07-01', '2023-12-31',  12,   0,  0),
    (152, 'plan agreed',          '2024-01-01', '2024-12-31', 107,   0,  0),
    (153, 'plan agreed',          '2025-02-01', '2025-08-15',  62,   0,  0),
    (161, 'in assessment',        '2023-07-01', '2023-12-31',  28,   0,  0),
    (162, 'in assessment',        '2024-01-01', '2024-06-30',  60,   0,  0),
    (163, 'in assessment',        '2024-07-01', '2024-12-31', 192,   0,  0),
    (164, 'in assessment',        '2025-01-01', '2025-06-30', 268,   0,  0),
    (165, 'in assessment',        '2025-07-01', '2025-09-30', 190,   0,  0),
    (166, 'in assessment',        '2025-10-01', '2025-12-12', 230,   0,  0),
    (171, 'not yet decided',      '2025-09-15', '2025-11-18',  18,   0,  0),
    (172, 'not yet decided',      '2025-11-19', '2025-12-31',  86,   0,  0);

CREATE TEMPORARY TABLE other ON COMMIT DROP AS
SELECT d.cell, d.fate, i.place, d.on_day AS received_on,
       i.place * d.mediation / d.requests <> (i.place - 1) * d.mediation / d.requests AS mediation,
       (i.place + 1) * d.tribunal / d.requests <> i.place * d.tribunal / d.requests AS tribunal
FROM (
    SELECT c.*, r.on_day, r.arrivals,
           sum(r.arrivals) OVER (PARTITION BY c.cell ORDER BY r.on_day) AS reached,
           sum(r.arrivals) OVER (PARTITION BY c.cell) AS total
    FROM other_cell c
    JOIN day r ON r.on_day BETWEEN c.from_day AND c.to_day
) d
CROSS JOIN LATERAL generate_series(1, d.requests) i (place)
WHERE d.total * (2 * i.place - 1) >= 2 * d.requests * (d.reached - d.arrivals)
  AND d.total * (2 * i.place - 1) < 2 * d.requests * d.reached;

-- 4. One row for each request, numbered in the order received. Eleven plans of 2023 have no date of
-- receipt: DfE counts them as issued but in no time band.
CREATE TEMPORARY TABLE request ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY u.received_on, pg_temp.scatter(u.cell * 10007::bigint + u.place), u.cell,
                          u.place) AS n,
       extract(year FROM u.received_on)::integer AS year, u.*
FROM (
    SELECT cell, place, 'plan' AS fate, received_on, issued_on, exception, false AS mediation, false AS tribunal
    FROM plan
    UNION ALL
    SELECT cell, place, fate, received_on, NULL, fate = 'in assessment' AND cell < 166 AND place % 61 = 23, mediation,
           tribunal FROM other
    UNION ALL
    SELECT 999, g.place, 'plan', NULL, d.on_day, false, false, false
    FROM generate_series(1, 11) g (place)
    JOIN day d ON d.on_day = (SELECT last_working FROM day WHERE on_day = '2023-01-20'::date + g.place * 30)
) u;

-- Days from receipt to the decision to assess. The share within 6 weeks (42 days) follows DfE's for
-- requests of 2023 (63%), 2024 (38%) and 2025 (81%).
CREATE TEMPORARY TABLE decision ON COMMIT DROP AS
SELECT r.n, d.last_working AS decided_on
FROM (
    SELECT q.n, q.received_on,
           CASE
               WHEN q.chance % 100 < CASE q.year WHEN 2023 THEN 64 WHEN 2024 THEN 38 WHEN 2025 THEN 80 ELSE 71 END
                   THEN 42 - (q.chance / 100 % 4) * (q.chance / 400 % 5)
               ELSE 47 + (q.chance / 100 % 40) + CASE q.year WHEN 2024 THEN q.chance / 4000 % 25 ELSE 0 END
           END AS days,
           coalesce(q.issued_on, '2025-12-31'::date) - q.received_on
               - CASE WHEN q.fate = 'plan' THEN 40 ELSE 0 END AS days_at_most
    FROM (SELECT request.*, pg_temp.scatter(n * 7919) AS chance FROM request) q
    WHERE q.fate NOT IN ('request withdrawn', 'not yet decided')
) r
JOIN day d ON d.on_day = r.received_on + least(r.days, r.days_at_most)::integer;

-- 5. The columns of ehc_request.
CREATE TEMPORARY TABLE extract ON COMMIT DROP AS
SELECT q.n, q.fate, q.exception,
       '344' AS local_authority,
       CASE WHEN q.received_on IS NULL THEN 'W-UNK-' || lpad(q.place::text, 3, '0')
            ELSE 'W-' || q.year || '-' || lpad(row_number() OVER (PARTITION BY q.year ORDER BY q.n)::text, 5, '0')
       END AS request_ref,
       -- Some who were refused asked again a year or more later: same child, second request.
       'C-' || lpad((CASE WHEN q.fate = 'refused' AND q.chance % 4 = 0 AND q.n < 5600 THEN q.n + 1500
                          ELSE q.n END)::text, 5, '0') AS child_ref,
       q.received_on,
       CASE WHEN q.chance % 100 < 25 THEN '1' WHEN q.chance % 100 < 89 THEN '2' WHEN q.chance % 100 < 94 THEN '3'
            WHEN q.chance % 100 < 98 THEN '4' ELSE '5' END AS request_source,
       q.year = 2021 AND q.cell IN (112, 113) AND q.place < 3 AS rya,
       CASE WHEN q.fate LIKE 'refused%' THEN 'N' WHEN q.fate = 'request withdrawn' THEN 'W'
            WHEN q.fate = 'not yet decided' THEN 'A' ELSE 'Y' END AS request_outcome,
       q.decided_on AS request_outcome_on,
       CASE WHEN q.fate = 'not yet decided' THEN NULL ELSE q.fate LIKE 'refused%'
            AND q.mediation END AS request_mediation,
       CASE WHEN q.fate = 'not yet decided' THEN NULL ELSE q.fate LIKE 'refused%'
            AND q.tribunal END AS request_tribunal,
       CASE WHEN q.fate = 'moved away' THEN (ARRAY['341', '896', '343', 'XXX', '888', '342', '340'])[1 + q.chance % 7]
       END AS exported_to,
       CASE WHEN q.fate IN ('plan', 'plan agreed') THEN 'Y' WHEN q.fate = 'no plan' THEN 'N'
            WHEN q.fate = 'assessment withdrawn' THEN 'W' WHEN q.fate IN ('in assessment', 'refused, now open') THEN 'A'
       END AS assessment_outcome,
       CASE q.fate WHEN 'plan' THEN q.issued_on WHEN 'no plan' THEN e.last_working END AS assessment_outcome_on,
       CASE WHEN q.fate IN ('plan', 'no plan') THEN q.fate = 'no plan' AND q.mediation END AS assessment_mediation,
       CASE WHEN q.fate IN ('plan', 'no plan') THEN q.fate = 'no plan' AND q.tribunal END AS assessment_tribunal,
       CASE WHEN q.fate = 'plan' THEN q.chance % 190 = 3 END AS other_mediation,
       CASE WHEN q.fate = 'plan' THEN q.chance % 140 = 5 END AS other_tribunal,
       CASE WHEN q.fate = 'plan' OR q.exception THEN q.exception END AS week20,
       q.issued_on AS plan_start_on,
       CASE WHEN q.fate IN ('request withdrawn', 'assessment withdrawn', 'moved away') THEN e.last_working
       END AS closed_on
FROM (
    SELECT r.*, d.decided_on, pg_temp.scatter(r.n * 104729) AS chance
    FROM request r
    LEFT JOIN decision d USING (n)
) q
LEFT JOIN day e ON e.on_day = q.received_on + (CASE q.fate
    WHEN 'request withdrawn' THEN 14 + q.chance % 25
    WHEN 'assessment withdrawn' THEN 80 + q.chance % 60
    WHEN 'moved away' THEN 90 + q.chance % 90
    WHEN 'no plan' THEN CASE WHEN q.chance % 5 = 0 THEN 108 ELSE 120 + q.chance % 120 END
END)::integer;

-- 6. A row of assessment_exception for each exception among the plans of 2025 and the open cases.
-- Advice is asked for about seven weeks after receipt: if that falls in the summer holiday, the
-- closure is the reason. The list of reasons is closed, SEND Regulations 2014 reg 10(4).
CREATE TEMPORARY TABLE exception ON COMMIT DROP AS
SELECT x.local_authority, x.request_ref, 'final_plan' AS time_limit, x.exception, x.from_date,
       CASE WHEN x.to_date <= '2025-12-31' THEN x.to_date END AS to_date,
       CASE x.exception
           WHEN 'school_closure' THEN 'Holiday dates confirmed by the school'
           WHEN 'early_years_closure' THEN 'Holiday dates confirmed by the nursery'
           WHEN 'absence_4_weeks' THEN 'Away from the area; e-mail on the case file'
           ELSE 'Letter from the family on the case file'
       END AS evidence
FROM (
    SELECT e.local_authority, e.request_ref, e.n,
           CASE WHEN s.summer THEN CASE e.n % 3 WHEN 0 THEN 'early_years_closure' ELSE 'school_closure' END
                WHEN e.n % 2 = 0 THEN 'absence_4_weeks' ELSE 'personal_circumstances' END AS exception,
           CASE WHEN s.summer THEN s.closes_on ELSE e.received_on + 50 + (e.n % 20)::integer END AS from_date,
           CASE WHEN s.summer THEN s.closes_on + 40
                ELSE e.received_on + 50 + (e.n % 20)::integer + 30 + (e.n % 17)::integer END AS to_date
    FROM extract e
    CROSS JOIN LATERAL (
        SELECT c.closes_on, e.received_on + 49 BETWEEN c.closes_on - 7 AND c.closes_on + 33 AS summer
        FROM (SELECT make_date(extract(year FROM e.received_on)::integer, 7, 23) AS closes_on) c
    ) s
    WHERE e.exception AND (e.fate <> 'plan' OR e.assessment_outcome_on >= '2025-01-01')
) x;

\copy (SELECT local_authority, request_ref, child_ref, received_on, request_source, rya, request_outcome, request_outcome_on, request_mediation, request_tribunal, exported_to, assessment_outcome, assessment_outcome_on, assessment_mediation, assessment_tribunal, other_mediation, other_tribunal, week20, plan_start_on, closed_on FROM pg_temp.extract ORDER BY request_ref COLLATE "C") TO 'ehc_request.csv' WITH (FORMAT csv, HEADER)
\copy (SELECT local_authority, request_ref, time_limit, exception, from_date, to_date, evidence FROM pg_temp.exception ORDER BY request_ref COLLATE "C") TO 'assessment_exception.csv' WITH (FORMAT csv, HEADER)

DROP FUNCTION pg_temp.scatter(bigint);
COMMIT;
