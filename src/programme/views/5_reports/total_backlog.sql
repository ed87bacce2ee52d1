-- read: reader
-- meanings: backlog

CREATE VIEW total_backlog AS
SELECT b.age_band, b.from_days, b.to_days, sum(b.open_cases)::bigint AS open_cases,
       sum(b.under_exception)::bigint AS under_exception,
       sen.percent(sum(b.open_cases), sum(sum(b.open_cases)) OVER ()) AS percent_of_open,
       min(b.oldest_received_on) AS oldest_received_on
FROM backlog b
GROUP BY b.age_band, b.from_days, b.to_days
ORDER BY b.from_days NULLS LAST;
COMMENT ON VIEW total_backlog IS 'backlog over all authorities that are shown. Columns as there.';
COMMENT ON COLUMN total_backlog.percent_of_open IS
    'Share of all open requests, in percent to one decimal; empty if none is open.';
