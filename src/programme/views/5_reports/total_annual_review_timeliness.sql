-- read: reader
-- meanings: annual_review_timeliness

CREATE VIEW total_annual_review_timeliness AS
--@query annual_review_timeliness of all
;
COMMENT ON VIEW total_annual_review_timeliness IS
    'annual_review_timeliness over all authorities that are shown: the rates of all their cases, not the mean of '
    'their rates. Columns as there.';
