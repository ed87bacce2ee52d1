-- read: reader

-- Each open case finds its band once, and is counted before the bands are joined.
CREATE VIEW backlog AS
SELECT a.local_authority, b.age_band, b.from_days, b.to_days,
       coalesce(c.open_cases, 0) AS open_cases,
       coalesce(c.under_exception, 0) AS under_exception,
       sen.percent(coalesce(c.open_cases, 0),
                   sum(coalesce(c.open_cases, 0)) OVER (PARTITION BY a.local_authority)) AS percent_of_open,
       c.oldest_received_on
FROM (SELECT DISTINCT local_authority FROM ehc_request) a
CROSS JOIN (VALUES (1, 'up to 6 weeks', 0, 42), (2, 'over 6 to 16 weeks', 43, 112),
                   (3, 'over 16 to 20 weeks', 113, 140), (4, 'over 20 to 52 weeks', 141, 364),
                   (5, 'over 52 weeks', 365, NULL), (6, 'date received is unknown', NULL, NULL))
    b (band, age_band, from_days, to_days)
LEFT JOIN (
    SELECT d.local_authority, d.band, count(*) AS open_cases,
           count(*) FILTER (WHERE d.has_exception) AS under_exception, min(d.received_on) AS oldest_received_on
    FROM (SELECT o.local_authority, o.received_on, o.has_exception,
                 coalesce(width_bucket(sen.data_day('cases', 'data_source') - o.clock_started_on,
                                       '{0, 43, 113, 141, 365}'::integer[]), 6) AS band
          FROM case_status_all o WHERE o.status = 'open') d
    GROUP BY d.local_authority, d.band
) c ON c.local_authority = a.local_authority AND c.band = b.band
ORDER BY a.local_authority, b.from_days NULLS LAST;
COMMENT ON VIEW backlog IS
    'Open requests by how long they have been open. The published rate counts only finished plans; this is what it '
    'leaves out.';
COMMENT ON COLUMN backlog.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN backlog.age_band IS
    'Time since the request was received, or since the clock began that binds after a refusal that no longer '
    'stands. The limits are 6 weeks to decide, 16 to refuse a plan, 20 to issue one.';
COMMENT ON COLUMN backlog.from_days IS 'Fewest days open in this band.';
COMMENT ON COLUMN backlog.to_days IS 'Most days open in this band; empty in the last one.';
COMMENT ON COLUMN backlog.open_cases IS 'Open requests in this band.';
COMMENT ON COLUMN backlog.under_exception IS 'Of these, requests with a recorded permitted exception.';
COMMENT ON COLUMN backlog.percent_of_open IS
    'Share of the authority''s open requests, in percent to one decimal; empty if none is open.';
COMMENT ON COLUMN backlog.oldest_received_on IS 'Day on which the oldest request of the band was received.';
