-- read: reader
-- meanings: compliance_by_year

CREATE VIEW phase_transfers AS
SELECT m.local_authority, extract(year FROM m.started_in)::integer AS year, m.detail AS phase,
       sen.phase_transfer_due(m.detail, extract(year FROM m.started_in)::integer) AS due_on,
       sum(m.started)::bigint AS started, sum(m.in_time)::bigint AS in_time, sum(m.late)::bigint AS late,
       sum(m.open_in_time + m.open_overdue)::bigint AS outstanding,
       sum(m.open_overdue)::bigint AS open_overdue,
       sen.percent(sum(m.limit_passed_in_time), sum(m.limit_passed)) AS percent_in_time
-- As in advice_timeliness: what is not shown is not grouped by.
FROM (
    SELECT c.local_authority, c.detail,
           sen.case_cohorts(c.started_on, c.due_on, c.finished_on, c.closed_on, c.has_exception, t.today) AS cohorts
    FROM limit_case c
    CROSS JOIN (SELECT sen.data_day('cases', 'data_source') AS today) t
    WHERE c.definition = 'phase_transfers_in_time'
      AND c.time_limit IN ('phase_transfer_other', 'phase_transfer_post16')
    GROUP BY c.local_authority, c.detail
) g
CROSS JOIN LATERAL (SELECT g.local_authority, g.detail, n.* FROM unnest(g.cohorts) n) m
GROUP BY m.local_authority, extract(year FROM m.started_in)::integer, m.detail
ORDER BY m.local_authority, extract(year FROM m.started_in)::integer, m.detail;
COMMENT ON VIEW phase_transfers IS
    'Plans of children who change phase, by year and phase: ready before 15 February (31 March from secondary school '
    'to post-16), late, or outstanding on the day of the data (SEND Regulations 2014 reg 18). A year appears on its '
    '1 January.';
COMMENT ON COLUMN phase_transfers.year IS 'Calendar year of the change of phase.';
COMMENT ON COLUMN phase_transfers.phase IS 'The change, such as primary to secondary.';
COMMENT ON COLUMN phase_transfers.due_on IS 'Last day on which the plan is ready in time.';
COMMENT ON COLUMN phase_transfers.started IS 'Plans with this change of phase.';
COMMENT ON COLUMN phase_transfers.in_time IS 'Of these, finished in time.';
COMMENT ON COLUMN phase_transfers.late IS 'Of these, finished late.';
COMMENT ON COLUMN phase_transfers.outstanding IS 'Of these, not finished.';
COMMENT ON COLUMN phase_transfers.open_overdue IS 'Of those outstanding, past due_on.';
COMMENT ON COLUMN phase_transfers.percent_in_time IS
    'Once due_on has passed: in_time as a share of plans, in percent to one decimal. Empty before.';
