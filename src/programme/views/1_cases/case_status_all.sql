-- read: nobody
-- meanings: case_status

-- The same with the rights of the owner, for totals: a view over one that reads with the rights of
-- the reader would ask the reader for rights to the tables.
CREATE VIEW case_status_all AS
--@query case_status for totals
;
COMMENT ON VIEW case_status_all IS
    'case_status, read with the rights of the owner and free of policies: what the totals are counted from. Not meant '
    'to be granted to anyone. Columns as in case_status.';
