-- read: reader

CREATE VIEW backlog AS
SELECT a.local_authority, b.age_band, b.from_days, b.to_days,
       count(c.request_ref) AS open_cases,
       count(c.request_ref) FILTER (WHERE c.has_exception) AS under_exception,
       sen.percent(count(c.request_ref),
                   sum(count(c.request_ref)) OVER (PARTITION BY a.local_authority)) AS percent_of_open,
       min(c.received_on) AS oldest_received_on
FROM (SELECT DISTINCT local_authority FROM ehc_request) a
CROSS JOIN (VALUES ('up to 6 weeks', 0, 42), ('over 6 to 16 weeks', 43, 112), ('over 16 to 20 weeks', 113, 140),
                   ('over 20 to 52 weeks', 141, 364), ('over 52 weeks', 365, NULL),
                   ('date received is unknown', NULL, NULL)) b (age_band, from_days, to_days)
LEFT JOIN (
    SELECT o.local_authority, o.request_ref, o.received_on, o.has_exception,
           sen.today() - o.clock_started_on AS days_open
    FROM case_status_all o WHERE o.status = 'open'
) c ON c.local_authority = a.local_authority
 AND CASE WHEN b.from_days IS NULL THEN c.days_open IS NULL ELSE c.days_open >= b.from_days
          AND (b.to_days IS NULL OR c.days_open <= b.to_days) END
GROUP BY a.local_authority, b.age_band, b.from_days, b.to_days
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
