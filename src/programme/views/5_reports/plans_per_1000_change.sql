-- read: reader
-- meanings: plans_per_1000, compared_day

CREATE VIEW plans_per_1000_change AS
WITH counted AS MATERIALIZED (
    SELECT p.local_authority, p.on_day, p.plans, p.per_1000 FROM plans_per_1000 p
)
SELECT l.local_authority, c.since, c.on_day AS since_on, l.on_day, l.plans, l.per_1000, b.on_day AS before_on,
       b.plans AS plans_before, b.per_1000 AS per_1000_before,
       sen.percent(l.plans - b.plans, nullif(b.plans, 0)) AS percent_growth,
       CASE WHEN l.on_day > b.on_day
            THEN sen.count_words(l.plans, 'plan') || ' in force on ' || sen.date_words(l.on_day) || ', '
                 || sen.number_words(b.plans) || ' on ' || sen.date_words(b.on_day)
            ELSE 'no later number than that of ' || sen.date_words(b.on_day) END AS in_words
FROM compared_day c
CROSS JOIN (SELECT DISTINCT ON (x.local_authority) x.* FROM counted x ORDER BY x.local_authority, x.on_day DESC) l
JOIN LATERAL (SELECT x.* FROM counted x WHERE x.local_authority = l.local_authority AND x.on_day <= c.on_day
              ORDER BY x.on_day DESC LIMIT 1) b ON true
ORDER BY l.local_authority, c.position;
COMMENT ON VIEW plans_per_1000_change IS
    'The latest number of EHC plans in force beside the latest that is of each day of compared_day or before it. '
    'Choose by since. All plans are counted, so chance has no part in it.';
COMMENT ON COLUMN plans_per_1000_change.since_on IS 'The day.';
COMMENT ON COLUMN plans_per_1000_change.on_day IS 'Day of the latest number.';
COMMENT ON COLUMN plans_per_1000_change.before_on IS 'Day of the latest number that is not after since_on.';
COMMENT ON COLUMN plans_per_1000_change.per_1000_before IS 'Plans per 1,000 people of 0 to 25 on that day.';
COMMENT ON COLUMN plans_per_1000_change.in_words IS 'The same in words.';
