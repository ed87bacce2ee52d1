-- read: nobody
-- meanings: case_ended

-- The same with the rights of the owner, for totals, as case_status_all.
CREATE VIEW case_ended_all AS
--@query case_ended for totals
;
COMMENT ON VIEW case_ended_all IS
    'case_ended, read with the rights of the owner and free of policies: what the totals are counted from. Not meant '
    'to be granted to anyone. Columns as in case_ended.';
