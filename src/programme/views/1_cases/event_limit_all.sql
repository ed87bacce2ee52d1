-- read: nobody
-- meanings: event_limit, case_time_limit, case_event

-- The same with the rights of the owner, for totals, as case_status_all.
CREATE VIEW event_limit_all AS
--@query event_limit for totals
;
COMMENT ON VIEW event_limit_all IS
    'event_limit, read with the rights of the owner and free of policies: what the totals are counted from. Not meant '
    'to be granted to anyone. Columns as in event_limit.';
