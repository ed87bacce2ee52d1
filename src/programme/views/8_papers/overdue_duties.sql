-- read: reader
-- meanings: deadlines

-- What view deadlines calls overdue, counted with the rights of the owner. Only what is past its day and not done is
-- asked how it stands: of a hundred duties in a case, that is at most a few.
CREATE VIEW overdue_duties AS
SELECT o.local_authority, o.time_limit, l.duty, l.owed_by, o.overdue, o.longest_since, o.longest_days, l.citation
FROM (
    SELECT d.local_authority, d.time_limit, count(*) AS overdue, min(d.due_on) AS longest_since,
           max(d.today - d.due_on) AS longest_days
    FROM (
        SELECT c.local_authority, c.time_limit, c.due_on, c.running, c.ended, c.replaced_on, c.replaced_by,
               c.has_exception, t.today
        FROM case_time_limit_all c
        CROSS JOIN (SELECT sen.data_day('cases', 'data_source') AS today) t
        -- What does not run is not overdue: said here, it is left out before anything else is asked of it.
        WHERE c.due_on < t.today AND coalesce(c.done_on > t.today, true) AND c.running AND c.matters
          AND (c.started_on IS NULL OR c.started_on <= t.today
               OR c.time_limit IN ('phase_transfer_post16', 'phase_transfer_other', 'post16_to_post16'))
    ) d
    WHERE sen.limit_state(d.due_on, NULL, d.running, d.ended, d.replaced_on, d.replaced_by, d.has_exception,
                          d.time_limit, d.today) = 'overdue'
    GROUP BY d.local_authority, d.time_limit
) o
JOIN sen.time_limit_catalogue l ON l.time_limit = o.time_limit
ORDER BY o.local_authority, o.overdue DESC, o.time_limit;
COMMENT ON VIEW overdue_duties IS
    'Every statutory duty that is overdue on the day of the data, in how many cases and by how long: assessments, '
    'plans, annual reviews, phase transfers, mediation and orders of the Tribunal. The totals of what deadlines shows '
    'case by case.';
COMMENT ON COLUMN overdue_duties.overdue IS 'How many cases are past the day and not done; none under an exception.';
COMMENT ON COLUMN overdue_duties.longest_since IS 'The earliest day that has passed among these.';
COMMENT ON COLUMN overdue_duties.longest_days IS 'Days from that day to the day of the data.';
