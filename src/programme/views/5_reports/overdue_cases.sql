-- read: analyst
-- meanings: open_cases

CREATE VIEW overdue_cases WITH (security_invoker = true) AS
SELECT o.*
FROM (
--@query open_cases unordered
) o
WHERE o.reopened_on IS NULL AND sen.is_overdue('final_plan', o.received_on, sen.data_day('cases', 'data_source'))
   OR o.reopened_on IS NOT NULL AND o.due_on < sen.data_day('cases', 'data_source')
ORDER BY o.due_on, o.local_authority, o.request_ref;
COMMENT ON VIEW overdue_cases IS
    'Open requests whose final plan is overdue, the longest overdue first. Columns as in open_cases.';
