-- read: nobody
-- meanings: turning_event, case_event

-- The same with the rights of the owner, for totals, as case_status_all.
CREATE VIEW turning_event_all AS
--@query turning_event for totals
;
COMMENT ON VIEW turning_event_all IS
    'turning_event, read with the rights of the owner and free of policies: what the totals are counted from. Not '
    'meant to be granted to anyone. Columns as in turning_event.';
