-- read: reader
-- meanings: plans_in_force, population

CREATE VIEW plans_per_1000 AS
SELECT p.local_authority, p.on_day, p.plans, n.on_day AS population_on, n.people, r.per_1000,
       b.on_day AS before_on, b.plans AS plans_before,
       sen.percent(p.plans - b.plans, nullif(b.plans, 0)) AS percent_growth,
       sen.list_words('; ', sen.count_words(p.plans, 'plan') || ' in force on ' || sen.date_words(p.on_day),
                      sen.number_words(r.per_1000) || ' per 1,000 people of 0 to 25',
                      CASE WHEN b.plans > 0 THEN
                               CASE sign(p.plans - b.plans)
                                   WHEN 0 THEN 'as many as' ELSE
                                       sen.percent_words(abs(sen.percent(p.plans - b.plans, b.plans)), b.plans)
                                       || CASE sign(p.plans - b.plans) WHEN 1 THEN ' more' ELSE ' fewer' END || ' than'
                               END || ' on ' || sen.date_words(b.on_day) END) AS in_words
FROM plans_in_force p
LEFT JOIN LATERAL (SELECT x.on_day, x.people FROM population x
                   WHERE x.local_authority = p.local_authority AND x.on_day <= p.on_day
                   ORDER BY x.on_day DESC LIMIT 1) n ON true
-- The return is of a day in January, which is not the same each year.
LEFT JOIN LATERAL (SELECT x.on_day, x.plans FROM plans_in_force x
                   WHERE x.local_authority = p.local_authority
                     AND x.on_day BETWEEN (p.on_day - interval '13 months')::date
                         AND (p.on_day - interval '11 months')::date
                   ORDER BY abs(p.on_day - x.on_day - 365), x.on_day DESC LIMIT 1) b ON true
CROSS JOIN LATERAL (SELECT round(1000.0 * p.plans / n.people, 1) AS per_1000) r
WHERE p.on_day <= sen.today()
ORDER BY p.local_authority, p.on_day;
COMMENT ON VIEW plans_per_1000 IS
    'EHC plans in force on each day that is recorded by sen.today(), per 1,000 people of 0 to 25, and how they grew '
    'within a year.';
COMMENT ON COLUMN plans_per_1000.population_on IS
    'Day of the population: the latest that is not after on_day. Empty if none is recorded.';
COMMENT ON COLUMN plans_per_1000.per_1000 IS
    'Plans per 1,000 people of 0 to 25, to one decimal. Empty without a population.';
COMMENT ON COLUMN plans_per_1000.before_on IS
    'The day recorded 11 to 13 months before that is nearest to a year before; empty if there is none.';
COMMENT ON COLUMN plans_per_1000.plans_before IS 'Plans in force on that day.';
COMMENT ON COLUMN plans_per_1000.percent_growth IS
    'plans less plans_before as a share of plans_before, in percent to one decimal. Empty if there is none.';
COMMENT ON COLUMN plans_per_1000.in_words IS 'The same in words.';
