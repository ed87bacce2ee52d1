-- read: reader
-- meanings: release

CREATE VIEW national_growth AS
SELECT f.period_start, f.period_end, f.requests, b.requests AS requests_before,
       f.requests / b.requests - 1 AS growth, (f.requests / b.requests - 1) / 2 AS expected_growth,
       f.title, f.published_on,
       format('half of the growth of requests in England, which were %s after %s (%s, %s)',
              sen.number_words(f.requests), sen.number_words(b.requests), f.title,
              sen.date_words(f.published_on)) AS in_words
FROM (
    SELECT DISTINCT ON (x.period_start) x.period_start, x.period_end, x.value AS requests, p.title, x.published_on
    FROM benchmark x
    JOIN release p ON p.release = x.release
    WHERE x.measure = 'requests_received_in_year' AND x.area_level = 'national' AND x.is_current AND x.is_total
      AND x.published_on <= sen.today() AND x.value > 0
    ORDER BY x.period_start, x.published_on DESC, x.release DESC
) f
JOIN (
    SELECT DISTINCT ON (x.period_start) x.period_start, x.value AS requests
    FROM benchmark x
    WHERE x.measure = 'requests_received_in_year' AND x.area_level = 'national' AND x.is_current AND x.is_total
      AND x.published_on <= sen.today() AND x.value > 0
    ORDER BY x.period_start, x.published_on DESC, x.release DESC
) b ON b.period_start = (f.period_start - interval '1 year')::date
ORDER BY f.period_start DESC
LIMIT 1;
COMMENT ON VIEW national_growth IS
    'How requests for an assessment grew in England, by the last two years that were published and loaded by '
    'sen.today(): one row, or none. Half of it is what sen.expected_requests() may take where nothing else is known: '
    'at the end of 2021, 2022 and 2023, with what was published by then, the requests of 448 authorities and years to '
    'come were missed by 18.8% on average so, by 19.8% as in the last year, and by 21.1% with all of it.';
COMMENT ON COLUMN national_growth.period_start IS 'First day of the later year.';
COMMENT ON COLUMN national_growth.period_end IS 'Last day of it.';
COMMENT ON COLUMN national_growth.requests IS 'Requests in England in that year.';
COMMENT ON COLUMN national_growth.requests_before IS 'Requests in England in the year before.';
COMMENT ON COLUMN national_growth.growth IS 'Growth from that year to the later one, as a share: 0.1 is a tenth more.';
COMMENT ON COLUMN national_growth.expected_growth IS
    'Half of it: what requests are expected to grow by in a year where nothing else is assumed.';
COMMENT ON COLUMN national_growth.in_words IS 'Where that comes from, as the source of an assumption.';
