-- read: nobody
-- meanings: review_status, annual_review

-- The same with the rights of the owner, for totals, as case_status_all.
CREATE VIEW review_status_all AS
--@query review_status for totals
;
COMMENT ON VIEW review_status_all IS
    'review_status, read with the rights of the owner and free of policies: what the totals are counted from. Not '
    'meant to be granted to anyone. Columns as in review_status.';
