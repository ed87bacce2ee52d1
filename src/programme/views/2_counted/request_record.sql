-- read: analyst

-- Where an extract begins, months are missing: the record begins after the last month in which no request came.
CREATE VIEW request_record AS
SELECT c.local_authority, t.today AS stands_on,
       sen.pace(c.clock_started_on, c.plan_issued_on, CASE WHEN c.plan_issued_on IS NULL THEN c.ended_on END,
                b.first_month, t.today) AS record
FROM case_status_all c
CROSS JOIN (SELECT sen.data_day('cases', 'data_source') AS today) t
JOIN (
    SELECT r.local_authority, max(r.month) AS first_month
    FROM (SELECT m.local_authority, m.month,
                 lag(m.month) OVER (PARTITION BY m.local_authority ORDER BY m.month) AS month_before
          FROM (SELECT DISTINCT x.local_authority, sen.month(x.clock_started_on) AS month
                FROM case_status_all x
                WHERE x.clock_started_on
                    >= sen.month((sen.data_day('cases', 'data_source') + 1 - interval '6 years')::date)
                  AND x.status <> 'historical') m) r
    WHERE r.month_before IS NULL OR r.month_before < (r.month - interval '1 month')::date
    GROUP BY r.local_authority
) b ON b.local_authority = c.local_authority
WHERE c.status <> 'historical'
GROUP BY c.local_authority, t.today;
COMMENT ON VIEW request_record IS
    'Requests and plans of each authority by month, as far back as its record goes without a month in which no request '
    'came, and six years at most: what sen.expected_requests() and sen.usual_spreads() go by. Reads with the rights of '
    'the owner.';
COMMENT ON COLUMN request_record.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN request_record.stands_on IS 'The day of the data.';
COMMENT ON COLUMN request_record.record IS
    'The pace from the first day of that month to the day of the data, by the day on which the clock of a request '
    'began.';
