-- read: reader
-- meanings: waits, wait, wait_service

-- Without what is published of providers: one may serve several of the authorities.
CREATE VIEW total_waits AS
SELECT t.service, t.within_weeks, t.waiting, t.waiting_over_measure, t.percent_waiting_within, t.waiting_over_18_weeks,
       t.waiting_over_52_weeks, t.longest_weeks, t.median_weeks_waiting, t.in_touch, t.percent_in_touch,
       t.no_contact_recorded, t.assessed_12_months, t.assessed_within, t.percent_assessed_within, t.lower, t.upper,
       t.median_weeks_assessed
FROM (
--@query waits of all
) t
ORDER BY t.service;
COMMENT ON VIEW total_waits IS
    'waits by service over all authorities that are shown: shares and medians of all their children, not the mean of '
    'theirs. Columns as there.';
