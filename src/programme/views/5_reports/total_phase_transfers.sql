-- read: reader
-- meanings: phase_transfers

CREATE VIEW total_phase_transfers AS
--@query phase_transfers of all
;
COMMENT ON VIEW total_phase_transfers IS
    'phase_transfers over all authorities that are shown: the rate of all their cases, not the mean of their rates. '
    'Columns as there.';
