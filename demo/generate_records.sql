-- Invents the rows of wait and plan_audit, each of which is about a single child. Run by load.sql in its
-- transaction, after the requests. Nothing here is chance: all of it is integer arithmetic on row numbers.
--
-- What is fixed (NHS England, Wirral Community, speech and language, 31 October 2023): 1,924 children
-- waiting, 995 of them 18 to 52 weeks (127 to 364 days) and 273 over 52 weeks (365 days or more). All later
-- waits, all of neurodevelopmental assessment and all audits are invented. measurement.csv has the shares
-- that these rows give at the end of each quarter; check.sql compares them.

-- Who waits on the first day: so many referred from_days to to_days before it, evenly spread. Then so many
-- new referrals in every ten days.
CREATE TEMPORARY TABLE waiting ON COMMIT DROP AS
SELECT w.service, row_number() OVER (PARTITION BY w.service ORDER BY w.referred_on, w.place) AS n, w.referred_on
FROM (
    SELECT c.service, i.place,
           '2023-10-31'::date - c.from_days - (i.place * (c.to_days - c.from_days) / c.children) AS referred_on
    FROM (VALUES ('speech and language', 0, 126, 656), ('speech and language', 127, 364, 995),
          ('speech and language', 365, 730, 273),
                 ('neurodevelopmental', 0, 90, 273), ('neurodevelopmental', 91, 420, 927)) c (service, from_days,
                     to_days, children)
    CROSS JOIN LATERAL generate_series(1, c.children) i (place)
    UNION ALL
    SELECT c.service, i.place, '2023-11-01'::date + i.place * 10 / c.in_ten_days
    FROM (VALUES ('speech and language', 52), ('neurodevelopmental', 30)) c (service, in_ten_days)
    CROSS JOIN LATERAL generate_series(0, 791 * c.in_ten_days / 10) i (place)
) w;

-- The next child is the one referred first, but for some who are brought forward. When the k-th is seen
-- follows from how many are seen by day d: a * d + b * d * d, so the service grows if b is more than 0.
INSERT INTO wait (local_authority, wait_ref, child_ref, service, referred_on, assessed_on, left_on, last_contact_on)
SELECT '344', s.code || lpad(s.n::text, 5, '0'), 'C-' || s.code || lpad(s.n::text, 5, '0'), s.service, s.referred_on,
       CASE WHEN s.n % 25 <> 7 THEN s.ends_on END, CASE WHEN s.n % 25 = 7 THEN s.ends_on END,
       CASE WHEN s.contact_on > s.referred_on THEN s.contact_on END
FROM (
    SELECT t.*, coalesce(t.ends_on, '2025-12-31') - (t.n * 37 % t.contact_within)::integer AS contact_on
    FROM (
        SELECT q.*, CASE WHEN q.served_on IS NOT NULL AND e.ends_on <= '2025-12-31' THEN e.ends_on END AS ends_on
        FROM (
            SELECT w.service, w.n, w.referred_on, r.code, r.contact_within,
                   '2023-11-01'::date + (d.day - 1) AS served_on
            FROM (SELECT x.*, row_number() OVER (PARTITION BY x.service
                                                 ORDER BY x.referred_on - (CASE WHEN x.n % 9 = 0 THEN 150
                                                         ELSE x.n % 60 END)::integer, x.n) AS turn FROM waiting x) w
            JOIN (VALUES ('speech and language', 'S', 5200, 1314, 150),
                  ('neurodevelopmental', 'N', 2200, 800, 170)) r (service, code, a, b,
                                                                  contact_within) ON r.service = w.service
            -- Thousandths of children and millionths of growth, so that no rounding differs between machines.
            LEFT JOIN LATERAL (SELECT min(g) AS day FROM generate_series(1, 792) g
                               WHERE r.a * g + r.b * g * g / 1000 >= w.turn * 1000) d ON true
        ) q
        -- Nobody is seen on the day of the referral.
        CROSS JOIN LATERAL (SELECT greatest(q.served_on, q.referred_on + 14 + (q.n % 15)::integer) AS ends_on) e
    ) t
) s
ORDER BY s.service, s.n;

-- Twelve plans a month, from September 2024, of those issued in the three months before. More are good
-- or better as time goes on.
INSERT INTO plan_audit (local_authority, audit_ref, request_ref, audited_on, grade, multi_agency)
SELECT '344', 'A-' || to_char(p.month, 'YYYYMM') || '-' || lpad(p.place::text, 2, '0'), p.request_ref,
       p.month + 9 + (p.place * 13 % 12)::integer,
       CASE WHEN p.score < 4 + p.months / 2 THEN 'outstanding' WHEN p.score < 36 + p.months * 2 THEN 'good'
            WHEN p.score < 92 THEN 'requires improvement' ELSE 'inadequate' END,
       p.place % 12 < 7 + p.months / 4
FROM (
    SELECT m.month, m.months, r.request_ref, r.place, (r.place * 8 + m.months * 37) % 100 AS score
    FROM (SELECT ('2024-09-01'::date + make_interval(months => g))::date AS month, g AS months
          FROM generate_series(0, 15) g) m
    CROSS JOIN LATERAL (
        SELECT i.request_ref, row_number() OVER (ORDER BY right(i.request_ref, 2), i.request_ref COLLATE "C") AS place
        FROM ehc_request i
        WHERE i.assessment_outcome = 'Y' AND i.assessment_outcome_on >= m.month - interval '3 months'
            AND i.assessment_outcome_on < m.month
        ORDER BY place
        LIMIT 12
    ) r
) p
ORDER BY p.month, p.place;
