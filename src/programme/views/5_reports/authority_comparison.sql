-- read: reader
-- meanings: compliance_by_year, process_summary, definition_month

-- The twelve whole months before the month of the day of the data, and so the same months of each authority.
CREATE VIEW authority_comparison AS
-- The months of the cases are read once, and so are the charts of all authorities.
WITH definition_month AS MATERIALIZED (
    SELECT * FROM definition_month
), process_series AS MATERIALIZED (
--@query process_series
), process_summary AS MATERIALIZED (
--@query process_summary
), counted AS (
    SELECT m.definition, m.local_authority, (sen.month(t.today + 1) - interval '12 months')::date AS months_from,
           sen.month(t.today + 1) - 1 AS months_to, sen.rollup(m.lateness) AS lateness,
           max(m.open_at_end) FILTER (WHERE m.month = sen.month(sen.month(t.today + 1) - 1)) AS open_at_end,
           max(m.overdue_at_end) FILTER (WHERE m.month = sen.month(sen.month(t.today + 1) - 1)) AS overdue_at_end
    FROM definition_month m
    CROSS JOIN (SELECT sen.data_day('cases', 'data_source') AS today) t
    WHERE m.month >= (sen.month(t.today + 1) - interval '12 months')::date AND m.month < sen.month(t.today + 1)
    GROUP BY m.definition, m.local_authority, t.today
), whole AS (
    SELECT c.definition, sen.rollup(c.lateness) AS lateness, count(*) FILTER (
               WHERE sen.finished(c.lateness, false) > 0) AS authorities
    FROM counted c GROUP BY c.definition
), chart AS (
    SELECT p.local_authority, p.series AS definition, p.variation, p.in_words FROM process_summary p
    WHERE p.source = 'definition'
    UNION
    SELECT m.local_authority, m.definition, p.variation, p.in_words
    FROM process_summary p JOIN measure m ON m.measure_id = p.measure_id
    WHERE m.definition IS NOT NULL AND m.measure_id = (SELECT min(x.measure_id) FROM measure x
                                                       WHERE x.definition = m.definition
                                                         AND x.local_authority = m.local_authority)
)
SELECT f.definition, f.title, c.local_authority, c.months_from, c.months_to,
       n.finished_excluding, n.in_time_excluding, sen.percent(n.rate) AS percent_in_time_excluding,
       CASE WHEN n.rate IS NOT NULL
            THEN rank() OVER (PARTITION BY f.definition ORDER BY n.rate DESC NULLS LAST) END AS rank,
       w.authorities AS ranked, sen.percent(a.rate) AS percent_of_all, a.finished_excluding AS finished_of_all,
       sen.percent(u.lower::numeric) AS funnel_lower, sen.percent(u.upper::numeric) AS funnel_upper,
       v.beside_all, k.variation, c.open_at_end, c.overdue_at_end,
       sen.list_words('; ', sen.percent_words(sen.percent(n.rate), n.finished_excluding) || ' in time',
                      'rank ' || CASE WHEN n.rate IS NOT NULL
                                      THEN rank() OVER (PARTITION BY f.definition ORDER BY n.rate DESC NULLS LAST) END
                          || ' of ' || sen.count_words(w.authorities, 'authority', 'authorities'),
                      'all ' || sen.percent_words(sen.percent(a.rate), a.finished_excluding),
                      v.beside_all) AS in_words,
       k.in_words AS chart_in_words, f.position
FROM counted c
JOIN whole w ON w.definition = c.definition
JOIN definition f ON f.definition = c.definition
CROSS JOIN LATERAL (SELECT sen.finished(c.lateness, false) AS finished_excluding,
                           sen.within(c.lateness, 0, false) AS in_time_excluding,
                           sen.rate(c.lateness, 0, false) AS rate OFFSET 0) n
CROSS JOIN LATERAL (SELECT sen.finished(w.lateness, false) AS finished_excluding,
                           sen.rate(w.lateness, 0, false) AS rate OFFSET 0) a
CROSS JOIN LATERAL sen.funnel_limits(a.rate::double precision, nullif(n.finished_excluding, 0)::double precision,
                                     0.998) u
LEFT JOIN chart k ON k.definition = c.definition AND k.local_authority = c.local_authority
CROSS JOIN LATERAL (
    SELECT CASE WHEN w.authorities < 2 OR u.lower IS NULL OR n.rate IS NULL THEN NULL
                WHEN n.rate BETWEEN u.lower AND u.upper THEN 'within what chance explains of all'
                WHEN n.rate > u.upper THEN 'better than all beyond chance'
                ELSE 'worse than all beyond chance' END AS beside_all
) v
ORDER BY f.position, f.definition, n.rate DESC NULLS LAST, c.local_authority;
COMMENT ON VIEW authority_comparison IS
    'Each definition and authority over the last twelve whole months, beside the other authorities of the programme '
    'that are shown: its rank, its place in the funnel around the rate of all their cases, and what its control chart '
    'says. beside_others compares published figures.';
COMMENT ON COLUMN authority_comparison.months_from IS 'First day of the twelve months.';
COMMENT ON COLUMN authority_comparison.months_to IS
    'Last day of the last month that is whole on the day of the data.';
COMMENT ON COLUMN authority_comparison.rank IS
    'Place among the authorities with a rate, 1 being the highest; the same for equal rates. Empty without a rate.';
COMMENT ON COLUMN authority_comparison.ranked IS 'How many authorities have a rate.';
COMMENT ON COLUMN authority_comparison.percent_of_all IS
    'The rate of all cases of the authorities that are shown, in percent to one decimal: not the mean of their rates.';
COMMENT ON COLUMN authority_comparison.finished_of_all IS 'Cases behind that rate.';
COMMENT ON COLUMN authority_comparison.funnel_lower IS
    'Lower limit of the funnel around that rate for so many cases, at 99.8%, in percent to one decimal.';
COMMENT ON COLUMN authority_comparison.funnel_upper IS 'Its upper limit.';
COMMENT ON COLUMN authority_comparison.beside_all IS
    'Whether the rate lies within the funnel, and if not on which side of it, in words. Empty if there is no other '
    'authority with a rate.';
COMMENT ON COLUMN authority_comparison.variation IS
    'What the control chart of the authority''s months says of the last one, as in process_summary. Empty if it has no '
    'limits.';
COMMENT ON COLUMN authority_comparison.in_words IS 'Rate, rank and funnel in words.';
COMMENT ON COLUMN authority_comparison.chart_in_words IS 'What the control chart says, in words.';
COMMENT ON COLUMN authority_comparison.position IS 'Place of the definition in reports, from 1.';
