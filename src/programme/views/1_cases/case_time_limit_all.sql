-- read: nobody
-- meanings: case_time_limit

-- The same with the rights of the owner, for totals, as case_status_all.
CREATE VIEW case_time_limit_all AS
--@query case_time_limit for totals
;
COMMENT ON VIEW case_time_limit_all IS
    'case_time_limit, read with the rights of the owner and free of policies: what the totals are counted from. Not '
    'meant to be granted to anyone. Columns as in case_time_limit.';
