-- read: reader
-- meanings: projection_now, scenario

CREATE VIEW recovery_requests AS
SELECT n.scenario_id, n.scenario, n.position, n.local_authority, n.is_illustrative, n.projection_id, n.stands_on,
       a.from_day AS from_on, a.to_day AS to_on, trim_scale(round(a.per_week::numeric, 2)) AS per_week, a.source
FROM projection_now n
CROSS JOIN LATERAL jsonb_to_recordset(n.arrivals) a (from_day date, to_day date, per_week double precision, source text)
ORDER BY n.local_authority, n.position, n.scenario_id, a.from_day;
COMMENT ON VIEW recovery_requests IS
    'The requests that the latest projection of each scenario supposes, and what each span of them rests on: a line of '
    'table arrival_assumption; or the record, its season and half of the growth of England '
    '(sen.scenario_arrivals()).';
COMMENT ON COLUMN recovery_requests.projection_id IS 'The projection: a row of table projection.';
COMMENT ON COLUMN recovery_requests.stands_on IS 'Day of the data that it starts from.';
COMMENT ON COLUMN recovery_requests.from_on IS 'First day of the span.';
COMMENT ON COLUMN recovery_requests.to_on IS 'Last day of it.';
COMMENT ON COLUMN recovery_requests.per_week IS 'Requests in seven days, to two decimals.';
COMMENT ON COLUMN recovery_requests.source IS 'What that rests on, in words.';
