-- read: reader
-- meanings: compliance_by_cohort, definition_cohort

CREATE VIEW total_by_cohort AS
--@query compliance_by_cohort of all
;
COMMENT ON VIEW total_by_cohort IS
    'compliance_by_cohort over all authorities that are shown: the rate of all their cases, not the mean of their '
    'rates. Columns as there.';
