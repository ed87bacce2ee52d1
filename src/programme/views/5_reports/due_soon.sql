-- read: analyst
-- meanings: open_cases

CREATE VIEW due_soon WITH (security_invoker = true) AS
SELECT o.* FROM open_cases o
WHERE o.reopened_on IS NULL AND sen.due_between('final_plan', o.received_on, sen.today(), sen.today() + 30)
   OR o.reopened_on IS NOT NULL AND o.due_on >= sen.today() AND o.due_on <= sen.today() + 30
ORDER BY o.due_on, o.local_authority, o.request_ref;
COMMENT ON VIEW due_soon IS
    'Open requests whose final plan is due today or within the next 30 days, the nearest first. Columns as in '
    'open_cases.';
