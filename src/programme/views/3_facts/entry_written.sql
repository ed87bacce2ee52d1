-- read: nobody

-- What was entered on the day on which the log began was loaded, and is taken as it was then.
CREATE VIEW entry_written AS
SELECT (p.key ->> 'log_entry_id')::integer AS log_entry_id, g.began_on, min(p.statement_at)::date AS written_on
FROM (SELECT b.began_at::date AS began_on FROM log_begun b) g
CROSS JOIN LATERAL sen.plan_changes('ledger_block'::regclass, '{"log_entry": ["entered_on"]}',
                                    (g.began_on + 1)::timestamptz) p
WHERE p.operation = 'insert'
GROUP BY p.key, g.began_on;
COMMENT ON VIEW entry_written IS
    'When the entries of the action and impact log were written, by the log of versions: those that were written later '
    'than on its first day. An entry about a day on which the log was kept already, and written long after it, was '
    'filled in afterwards.';
COMMENT ON COLUMN entry_written.log_entry_id IS 'The entry of the action and impact log.';
COMMENT ON COLUMN entry_written.began_on IS 'Day on which the log of versions began.';
COMMENT ON COLUMN entry_written.written_on IS 'Day on which the entry was written.';
