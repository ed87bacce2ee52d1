-- read: nobody
-- meanings: duty

-- The same with the rights of the owner, for totals, as counted_case.
CREATE VIEW counted_duty AS
--@query duty with counted_case for case_status
;
COMMENT ON VIEW counted_duty IS 'duty, read with the rights of the owner and free of policies: what the totals are counted from. Not meant to be granted to anyone. Columns as in duty.';
