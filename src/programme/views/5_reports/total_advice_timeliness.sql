-- read: reader
-- meanings: advice_timeliness

CREATE VIEW total_advice_timeliness AS
--@query advice_timeliness of all
;
COMMENT ON VIEW total_advice_timeliness IS
    'advice_timeliness over all authorities that are shown: the rate of all their cases, not the mean of their rates. '
    'Columns as there.';
