-- read: reader
-- meanings: plan_quality

CREATE VIEW total_plan_quality AS
--@query plan_quality of all
;
COMMENT ON VIEW total_plan_quality IS
    'plan_quality over all authorities that are shown: the rates of all their audits, not the mean of their rates, '
    'with the interval for so many. Columns as there.';
