-- read: reader
-- meanings: requests_by_quarter, requests_by_year

--@for view of
--@ total_requests_by_quarter requests_by_quarter
--@ total_requests_by_year requests_by_year
CREATE VIEW {view} AS
--@query {of} of all
;
--@end
COMMENT ON VIEW total_requests_by_quarter IS
    'requests_by_quarter over all authorities that are shown. Columns as there; of an authority whose data begin '
    'later, the year before holds what there is.';
COMMENT ON VIEW total_requests_by_year IS
    'requests_by_year over all authorities that are shown. Columns as in total_requests_by_quarter.';
