-- read: nobody
-- meanings: compared_day

CREATE VIEW compared_span AS
SELECT s.source, c.since, c.position, c.on_day AS since_on, s.to_day,
       c.on_day - (s.to_day - c.on_day) AS before_from
FROM compared_day c
JOIN (SELECT k.source, sen.data_day(k.source, 'data_source') AS to_day
      FROM unnest(ARRAY['cases', 'waits', 'audits']) k (source)
      UNION ALL
      SELECT 'records', sen.today()) s ON c.on_day <= s.to_day;
COMMENT ON VIEW compared_span IS
    'The days after each day of compared_day, to the day to which a source is complete, and as many before it: what '
    'the views ..._change that count records are read from. A day after that of the data has no row.';
COMMENT ON COLUMN compared_span.source IS 'cases, waits or audits, as in data_source; or records, which end today.';
COMMENT ON COLUMN compared_span.since_on IS 'The day. The days since begin after it, those before end with it.';
COMMENT ON COLUMN compared_span.to_day IS 'The day of the data: the last day of those since.';
COMMENT ON COLUMN compared_span.before_from IS 'The day after which those before begin.';
