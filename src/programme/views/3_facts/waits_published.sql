-- read: reader
-- meanings: published_wait, release

CREATE VIEW waits_published AS
WITH list AS (
    SELECT w.local_authority, w.service, w.area_code, w.published_service FROM published_wait w
), figure AS (
    SELECT l.local_authority, l.service, b.period_start AS month, max(b.area_name) AS organisation,
           max(b.release) AS release, max(b.published_on) AS published_on,
           max(b.value) FILTER (WHERE b.measure = 'waiting') AS waiting,
           max(b.value) FILTER (WHERE b.measure = 'waiting_18_52_weeks') AS from_18_to_52,
           max(b.value) FILTER (WHERE b.measure = 'waiting_over_52_weeks') AS over_52,
           max(b.symbol) FILTER (WHERE b.measure = 'waiting') AS symbol
    FROM list l
    JOIN benchmark b ON b.measure IN ('waiting', 'waiting_18_52_weeks', 'waiting_over_52_weeks')
        AND b.is_current AND b.published_on <= sen.today() AND b.breakdown_topic = 'Service'
        AND b.area_code = l.area_code AND b.breakdown = l.published_service
    GROUP BY l.local_authority, l.service, b.period_start
), month AS (
    SELECT s.local_authority, s.service, generate_series(s.first, s.last, interval '1 month')::date AS month
    FROM (SELECT f.local_authority, f.service, min(f.month)::timestamp AS first, max(f.month)::timestamp AS last
          FROM figure f GROUP BY f.local_authority, f.service) s
), counted AS (
    SELECT m.local_authority, m.service, m.month, f.organisation, f.waiting, f.from_18_to_52 + f.over_52 AS over_18,
           f.over_52, f.symbol, f.release, f.published_on,
           sen.percent(f.from_18_to_52 + f.over_52, nullif(f.waiting, 0)) AS percent_over_18
    FROM month m
    LEFT JOIN figure f ON f.local_authority = m.local_authority AND f.service = m.service AND f.month = m.month
)
SELECT c.local_authority, c.service, c.month, c.organisation, c.waiting, c.over_18 AS waiting_over_18_weeks,
       c.over_52 AS waiting_over_52_weeks, c.percent_over_18 AS percent_over_18_weeks, c.symbol,
       CASE WHEN c.waiting IS NULL AND c.symbol IS NOT NULL THEN 'suppressed'
            WHEN c.waiting IS NULL THEN 'not submitted'
            WHEN abs(c.percent_over_18 - n.usual) > 20 OR c.waiting > 2 * n.usual_waiting
                 OR c.waiting < n.usual_waiting / 2 THEN 'unlikely'
            ELSE 'submitted' END AS state,
       n.usual AS usual_percent, c.release, c.published_on
FROM counted c
LEFT JOIN LATERAL (
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY x.percent_over_18)::numeric AS usual,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY x.waiting)::numeric AS usual_waiting
    FROM (SELECT f.local_authority, f.service, f.month, f.waiting,
                 100 * (f.from_18_to_52 + f.over_52) / nullif(f.waiting, 0) AS percent_over_18 FROM figure f) x
    WHERE x.local_authority = c.local_authority AND x.service = c.service AND x.month <> c.month
      AND x.month BETWEEN c.month - interval '6 months' AND c.month + interval '6 months'
    HAVING count(x.waiting) >= 2
) n ON true
ORDER BY c.local_authority, c.service, c.month;
COMMENT ON VIEW waits_published IS
    'What NHS England publishes of the waiting lists that published_wait names, month by month, from the first to the '
    'last month that is loaded: how many wait, and how long. Months without a figure are there, as not submitted.';
COMMENT ON COLUMN waits_published.month IS 'First day of the month at whose end they wait.';
COMMENT ON COLUMN waits_published.organisation IS 'The provider, by its name; empty for a month that is not loaded.';
COMMENT ON COLUMN waits_published.waiting IS 'How many wait; empty if not submitted or suppressed.';
COMMENT ON COLUMN waits_published.waiting_over_18_weeks IS
    'Of these, for more than 18 weeks: bands 18 to 52 weeks and over 52 weeks, if both are loaded.';
COMMENT ON COLUMN waits_published.waiting_over_52_weeks IS 'Of these, for more than 52 weeks.';
COMMENT ON COLUMN waits_published.percent_over_18_weeks IS
    'waiting_over_18_weeks as a share of waiting, in percent to one decimal.';
COMMENT ON COLUMN waits_published.symbol IS 'The symbol in place of the number; empty if there is none.';
COMMENT ON COLUMN waits_published.state IS
    'submitted; not submitted (no figure); suppressed (a symbol); unlikely (the share over 18 weeks is more than 20 '
    'points from the median of the months within half a year, or the number less than half or more than twice of '
    'theirs): our rule, which wants two other months, and a sign to ask, not proof.';
COMMENT ON COLUMN waits_published.usual_percent IS 'That median, in percent; empty without two other months.';
