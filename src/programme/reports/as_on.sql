-- read: bi

CREATE VIEW as_on AS
SELECT sen.today() AS on_day,
       CASE WHEN coalesce(current_setting('sen_improvement.as_of', true), '') <> '' THEN 1 ELSE 0 END::smallint
           AS was_set,
       sen.data_day('cases', 'data_source') AS cases_stand_on,
       CASE WHEN EXISTS (SELECT FROM data_source d WHERE d.source = 'cases' AND d.complete_to IS NOT NULL)
            THEN 1 ELSE 0 END::smallint AS cases_stated,
       c.last_meeting_id, c.last_held_on, c.next_meeting_id, c.next_planned_on,
       v.version::integer AS version, v.label, v.meeting, v.sealed_at, v.root, p.extension_version
FROM meeting_cycle c
LEFT JOIN programme p ON true
LEFT JOIN (SELECT l.version, l.label, l.meeting, l.sealed_at, encode(l.root, 'hex') AS root
           FROM ledger_version l ORDER BY l.version DESC LIMIT 1) v ON true;
COMMENT ON VIEW as_on IS
    'One row: the day on which the report stands, the day on which its data stand, and the last sealed version of the '
    'log with its root, by which a page can be held against the record. For the footer of a report.';
COMMENT ON COLUMN as_on.on_day IS 'sen.today(): the day on which everything in this schema stands.';
COMMENT ON COLUMN as_on.was_set IS
    '1 if that day was set (sen_improvement.as_of), 0 if it is the current date.';
COMMENT ON COLUMN as_on.cases_stand_on IS
    'The day on which the cases stand: to which they are stated to be complete, at the latest on_day; on_day if '
    'nothing is stated.';
COMMENT ON COLUMN as_on.cases_stated IS '1 if it is stated to which day the cases are complete, else 0.';
COMMENT ON COLUMN as_on.last_meeting_id IS 'The last meeting held before on_day; empty if there was none.';
COMMENT ON COLUMN as_on.last_held_on IS 'Day on which it was held.';
COMMENT ON COLUMN as_on.next_meeting_id IS 'The next meeting planned for on_day or later; empty if there is none.';
COMMENT ON COLUMN as_on.next_planned_on IS 'Day for which it is planned.';
COMMENT ON COLUMN as_on.version IS
    'Number of the last version of the log that is sealed now, whatever on_day is; empty if there is none.';
COMMENT ON COLUMN as_on.label IS 'Words for that version; may be empty.';
COMMENT ON COLUMN as_on.meeting IS 'Meeting at which it was sealed; empty if none was set.';
COMMENT ON COLUMN as_on.sealed_at IS 'When it was sealed: time of the statement.';
COMMENT ON COLUMN as_on.root IS
    'Root of its Merkle tree, in hexadecimal: it proves every entry of this and all earlier versions.';
COMMENT ON COLUMN as_on.extension_version IS 'Version of the extension that laid the programme out.';
