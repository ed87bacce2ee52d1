-- Entries of the action and impact log that are filled in long after the meeting: the log of versions says so, whatever
-- day they give. The log is given the days on which its entries could have been made.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SET LOCAL timezone = 'Europe/London';
SELECT no_plan();
\ir ../fixtures/met_programme.sql

CREATE TEMPORARY TABLE moved AS SELECT 0::bigint AS block_id;
-- As an entry has a time: microseconds since 1970.
CREATE FUNCTION pg_temp.bytes(at timestamptz) RETURNS bytea LANGUAGE sql
    RETURN int8send((extract(epoch FROM at) * 1000000)::bigint);
CREATE FUNCTION pg_temp.entered(programme text, at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    b record;
    l record;
BEGIN
    PERFORM sen.flush_log();
    EXECUTE format('ALTER TABLE %I.ledger_block DISABLE TRIGGER refuse_change', programme);
    FOR b IN EXECUTE format('SELECT block_id, entries FROM %I.ledger_block WHERE block_id > (SELECT max(m.block_id) '
                            'FROM pg_temp.moved m) ORDER BY 1', programme) LOOP
        FOR l IN SELECT DISTINCT pg_temp.bytes(e.statement_at) AS t FROM sen.block_leaves(b.entries) x
            CROSS JOIN LATERAL sen.leaf_entry(x.leaf) e LOOP
            WHILE position(l.t IN b.entries) > 0 LOOP
                b.entries := overlay(b.entries PLACING pg_temp.bytes(at) FROM position(l.t IN b.entries) FOR 8);
            END LOOP;
        END LOOP;
        EXECUTE format('UPDATE %I.ledger_block SET entries = $1 WHERE block_id = $2', programme)
            USING b.entries, b.block_id;
        INSERT INTO pg_temp.moved VALUES (b.block_id);
    END LOOP;
    EXECUTE format('ALTER TABLE %I.ledger_block ENABLE ALWAYS TRIGGER refuse_change', programme);
END
$$;


-- What was loaded when the log began is taken as it says.
SELECT pg_temp.entered('nc', '2025-06-01 09:00');
SELECT is((SELECT began_at FROM log_begun), '2025-06-01 09:00'::timestamptz, 'the log began before the meetings');
SELECT is_empty('SELECT * FROM entry_written', 'what was loaded says nothing about when it was written');
SELECT is((SELECT status FROM notice_compliance WHERE paragraph = '5(e)' AND notice_id = '2025'), 'met',
          'and is believed');

PREPARE kept AS SELECT c.status, m.actions_open, m.actions_updated, m.actions_logged FROM notice_compliance c
    CROSS JOIN meeting_readiness m WHERE c.paragraph = '5(e)' AND c.notice_id = '2025' AND m.meeting_id = 'september';
CREATE FUNCTION pg_temp.fill_in(written timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM nc.log_entry WHERE action_id = 'A1' AND meeting_id = 'september';
    INSERT INTO nc.log_entry (meeting_id, entered_on, action_id, delivery_status)
    VALUES ('september', '2025-09-09', 'A1', 'on track');
    PERFORM pg_temp.entered('nc', written);
END $$;
SAVEPOINT filled;
SELECT pg_temp.fill_in('2025-09-23 23:00');
SELECT results_eq('SELECT written_on FROM entry_written', $$VALUES (date '2025-09-23')$$, 'the log has the day');
SELECT results_eq('kept', $$VALUES ('met', 5::bigint, 5::bigint, 5::bigint)$$,
                  'written with the minutes, 14 days later');
ROLLBACK TO filled;
SELECT pg_temp.fill_in('2025-09-24 00:30');
SELECT results_eq('kept', $$VALUES ('not met', 5::bigint, 5::bigint, 4::bigint)$$,
                  'filled in a day later, with the day of the meeting');
SELECT matches((SELECT missing FROM notice_compliance WHERE paragraph = '5(e)' AND notice_id = '2025'),
               '^entries in time for September \(4 of 5 open actions\)$', 'and it is said for which meeting');
-- A correction of what was written in time is no entry that was filled in.
ROLLBACK TO filled;
UPDATE nc.log_entry SET progress = 'Said better.', entered_on = entered_on - 1
WHERE action_id = 'A1' AND meeting_id = 'september';
SELECT pg_temp.entered('nc', '2025-10-30 09:00');
SELECT results_eq('kept', $$VALUES ('met', 5::bigint, 5::bigint, 5::bigint)$$,
                  'a correction does not make an entry late');
SELECT is_empty('SELECT * FROM entry_written', 'nor written anew');
SELECT * FROM finish();
ROLLBACK;
