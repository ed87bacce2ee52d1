-- read: nobody
-- meanings: case_turns, turning_event

-- The same with the rights of the owner, for totals, as case_status_all.
CREATE VIEW case_turns_all AS
--@query case_turns for totals
;
COMMENT ON VIEW case_turns_all IS
    'case_turns, read with the rights of the owner and free of policies: what the totals are counted from. Not meant '
    'to be granted to anyone. Columns as in case_turns.';
