# Reading a log that several sessions write at once, with savepoints, full blocks and seals among them: the order
# of the entries must be that of the changes of each row, so that no version is beyond reading, and the last
# is the table. What each version has is worked out from its entries in plain SQL as well.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Utils;
use Test::More;
use SenTest;

my $seed = seed_once();
my $node = start_node('ledger_read');
# Sessions that wait for each other need not wait for a second each time.
$node->append_conf('postgresql.conf', "deadlock_timeout = '20ms'\n");
$node->reload;
query($node, 'postgres', <<'SQL');
CREATE EXTENSION sen_improvement;
CREATE SCHEMA s;
CREATE TABLE s.plain (id integer PRIMARY KEY, v text, by integer);
CREATE TABLE s.keyed (id integer PRIMARY KEY, v text);
SELECT sen.track('s.plain');
SELECT sen.track('s.keyed');
-- Some changes of few rows, so that sessions wait for each other: of plain by key, of keyed also of the key.
CREATE FUNCTION s.step(times integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    k integer;
    n integer;
BEGIN
    FOR i IN 1 .. times LOOP
        k := (random() * 12)::integer;
        n := (random() * 12)::integer;
        BEGIN
            CASE (random() * 7)::integer
                WHEN 0 THEN DELETE FROM s.plain WHERE id = k;
                WHEN 1 THEN DELETE FROM s.keyed WHERE id = k;
                WHEN 2 THEN INSERT INTO s.plain VALUES (k, repeat('p', (random() * 4000)::integer), i) ON CONFLICT (id) DO UPDATE SET v = 'again', by = i;
                WHEN 3 THEN INSERT INTO s.keyed VALUES (k, repeat('k', (random() * 4000)::integer)) ON CONFLICT DO NOTHING;
                WHEN 4 THEN UPDATE s.keyed SET id = n WHERE id = k;
                WHEN 5 THEN UPDATE s.keyed SET v = 'w' || random() WHERE id = k;
                ELSE UPDATE s.plain SET v = 'x' || random(), by = i WHERE id = k;
            END CASE;
            IF random() < 0.2 THEN
                RAISE EXCEPTION USING ERRCODE = 'U0001';
            END IF;
        EXCEPTION WHEN SQLSTATE 'U0001' OR unique_violation THEN
            NULL;
        END;
    END LOOP;
END $$;
SQL

# Deadlocks are part of it: pgbench tries anew.
my $write = $node->basedir . '/write.sql';
append_to_file($write, "BEGIN;\nSELECT s.step(3);\nSELECT s.step(4);\nEND;\n");
my $seal = $node->basedir . '/seal.sql';
append_to_file($seal, "SELECT version FROM sen.seal('s', meeting => 'm');\n");
# Columns that change meanwhile, which the log says what they are of: in the last round without the event triggers.
my $alter = $node->basedir . '/alter.sql';
append_to_file($alter, "ALTER TABLE s.plain DROP extra, ADD extra text DEFAULT NULL;\nALTER TABLE s.keyed RENAME extra TO other;\nALTER TABLE s.keyed RENAME other TO extra;\n");
query($node, 'postgres', 'ALTER TABLE s.plain ADD extra text; ALTER TABLE s.keyed ADD extra text');
# In rounds, each of which a seal ends: beside the writers it is chance how many seals find something new.
for my $round (1 .. 3)
{
	my @pgbench = ('pgbench', '-n', '-h', $node->host, '-p', $node->port, '--random-seed=' . ($seed + $round), '--max-tries=100');
	my $writers = IPC::Run::start([ @pgbench, '-c', 4, '-j', 2, '-t', 50, '-f', $write, 'postgres' ], '>', \my $out, '2>', \my $err);
	my $alters = IPC::Run::start([ @pgbench, '-c', 1, '-t', 30, '-f', $alter, 'postgres' ], '>', \my $alter_out, '2>', \my $alter_err);
	my $sealed = IPC::Run::run([ @pgbench, '-c', 1, '-t', 40, '-f', $seal, 'postgres' ], '>', \my $seal_out, '2>', \my $seal_err);
	ok($sealed, "round $round: a session seals") or diag $seal_err;
	ok($writers->finish, "round $round: four write") or diag $err;
	ok($alters->finish, "round $round: one changes columns") or diag $alter_err;
	query($node, 'postgres', "ALTER EVENT TRIGGER sen_$_ DISABLE") for $round == 2 ? qw(before_tables after_tables) : ();
	query($node, 'postgres', q{SET client_min_messages = error; SELECT version FROM sen.seal('s')});
}

my $versions = query($node, 'postgres', 'SELECT max(version) FROM s.log_versions');
cmp_ok($versions, '>', 2, "there are $versions versions");
cmp_ok(query($node, 'postgres', 'SELECT count(*) FROM s.log_leaves'), '>', 1000, 'and entries enough');

# The last entry of each key says what is there; of a table whose keys do not change.
my $wrong = <<'SQL';
CREATE TEMPORARY TABLE entry AS SELECT * FROM s.log_leaves WHERE log_table = 'plain' AND key <> '{}';
ANALYZE entry;
SELECT string_agg(v::text, ' ') FROM generate_series(1, (SELECT max(version) FROM s.log_versions)) v WHERE EXISTS (
    WITH last AS (SELECT DISTINCT ON (key) key, operation, row_values FROM entry WHERE version <= v ORDER BY key, block_id DESC, number DESC),
         wanted AS (SELECT (r).* FROM (SELECT jsonb_populate_record(null::s.plain, row_values) AS r FROM last WHERE operation <> 'delete') x),
         got AS (SELECT * FROM sen.as_of(null::s.plain, v))
    SELECT FROM ((TABLE wanted EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE wanted)) x)
SQL
is(query($node, 'postgres', $wrong), '', 'every version is what its entries say');
my (undef, $read, $unread) = try_query($node, 'postgres', "SELECT v, (SELECT count(*) FROM sen.as_of(null::s.keyed, v)) FROM generate_series(1, $versions) v");
is($unread, '', 'every version of the table whose keys change can be read');
is(scalar(split /\n/, $read), $versions, 'each of them');
for my $table (qw(plain keyed))
{
	is(query($node, 'postgres', "SELECT count(*) FROM ((TABLE s.$table EXCEPT ALL SELECT * FROM sen.as_of(null::s.$table, $versions)) UNION ALL (SELECT * FROM sen.as_of(null::s.$table, $versions) EXCEPT ALL TABLE s.$table)) x"),
		0, "the last version is the table: $table");
	is(query($node, 'postgres', "SELECT count(*) FROM ((TABLE s.$table EXCEPT ALL SELECT * FROM sen.as_of(null::s.$table, timestamptz 'infinity')) UNION ALL (SELECT * FROM sen.as_of(null::s.$table, timestamptz 'infinity') EXCEPT ALL TABLE s.$table)) x"),
		0, "so is that of the last time: $table");
}
my ($status, undef, $errors) = try_query($node, 'postgres', q{SELECT v.version, c.n FROM s.log_versions v, LATERAL (SELECT count(*) AS n FROM sen.as_of(null::s.keyed, v.sealed_at)) c});
is($errors, '', 'the table can be read as of any time, also amid changes that were under way');

# What a reading costs grows with what it returns, and not with the log: it looks at about as many pages as before after
# 40,000 entries of another table, in 20 versions. Read whole, the log has far more.
# A transaction of a worker of autovacuum would be one that has not ended when a version is sealed.
$node->append_conf('postgresql.conf', "autovacuum = off\n");
$node->restart;
query($node, 'postgres', <<'SQL');
CREATE SCHEMA cost;
SET search_path = cost;
CREATE TABLE small (id integer PRIMARY KEY, v text);
CREATE TABLE large (id integer PRIMARY KEY, v text);
SELECT sen.track('small'), sen.track('large');
CREATE FUNCTION pages(query text) RETURNS bigint LANGUAGE plpgsql SET search_path = cost AS $$
DECLARE
    plan json;
BEGIN
    -- The first time what the catalogue says is read.
    FOR i IN 1 .. 2 LOOP
        EXECUTE 'EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ' || query INTO plan;
    END LOOP;
    RETURN (plan #>> '{0,Plan,Shared Hit Blocks}')::bigint + (plan #>> '{0,Plan,Shared Read Blocks}')::bigint;
END $$;
CREATE PROCEDURE grow(first integer, last integer) LANGUAGE plpgsql AS $$
BEGIN
    FOR n IN first .. last LOOP
        INSERT INTO cost.large SELECT 2000 * n + g, repeat(md5(g::text), 5) FROM generate_series(1, 2000) g;
        COMMIT;
        PERFORM sen.seal('cost');
        COMMIT;
    END LOOP;
END $$;
CREATE TABLE question AS SELECT row_number() OVER () AS number, q AS query FROM unnest(ARRAY[
    'SELECT * FROM sen.as_of(null::small, 1)', 'SELECT * FROM sen.as_of(null::small, ''infinity'')',
    'SELECT * FROM sen.rows_as_of(''small'', 2)', 'SELECT * FROM sen.changes(''small'', 1, 2)',
    'SELECT * FROM sen.history(''small'', ''{"id": 7}'')', 'SELECT * FROM sen.column_changes(''ledger_block'', ''{"small": null}'')',
    'SELECT * FROM sen.log_changes(''ledger_block'', 1, 2)', 'SELECT * FROM sen.meeting_entries(''ledger_block'', ''Board 1'')',
    'SELECT * FROM log_leaves WHERE version = 2', 'SELECT * FROM log_leaves WHERE version = 2 AND log_table = ''small''',
    'SELECT * FROM log_leaves WHERE version IS NULL', 'SELECT * FROM log_leaves WHERE log_table = ''small''',
    'SELECT * FROM log_leaves WHERE meeting = ''Board 1''', 'SELECT sen.inclusion_proof(''cost'', 3, 2)']) q;
SQL
query($node, 'postgres', q{SET sen_improvement.meeting = 'Board 1'; INSERT INTO cost.small SELECT g, md5(g::text) FROM generate_series(1, 100) g; SELECT sen.seal('cost')});
query($node, 'postgres', q{UPDATE cost.small SET v = 'changed' WHERE id <= 20; SELECT sen.seal('cost')});
query($node, 'postgres', 'CALL cost.grow(1, 1)');
sub pages_of_seal
{
	my $plan = query($node, 'postgres', q{SET client_min_messages = error; UPDATE cost.small SET v = 'once more'; BEGIN; EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) SELECT sen.seal('cost'); ROLLBACK; SELECT version FROM sen.seal('cost')});
	return ($plan =~ /"Shared Hit Blocks": (\d+)/)[0] + ($plan =~ /"Shared Read Blocks": (\d+)/)[0];
}
my $seal_first = pages_of_seal();
query($node, 'postgres', 'CREATE TABLE cost.before AS SELECT number, cost.pages(query) AS pages FROM cost.question');
query($node, 'postgres', 'CALL cost.grow(2, 10)');
my $half = query($node, 'postgres', q{SELECT cost.pages('SELECT * FROM sen.verify_log(''cost'')')});
query($node, 'postgres', 'CALL cost.grow(11, 20)');
# As before, after a version of few entries: the blocks of the last one are looked at, as it may be the youngest.
my $seal_later = pages_of_seal();
# Of a condition without a version, some pages for each of the 19 later versions: their directories.
is(query($node, 'postgres', q{SELECT query, pages, now FROM cost.question JOIN cost.before USING (number), cost.pages(query) now WHERE now > pages * 1.3 + CASE WHEN query ~ 'WHERE (log_table|meeting)' THEN 19 * 15 ELSE 30 END ORDER BY number}),
	'', 'a reading looks at no more pages of a log that is twenty times as long');
cmp_ok(query($node, 'postgres', q{SELECT min(cost.pages('SELECT count(row_values) FROM log_leaves'))}), '>', 1500, 'which has many');
my $whole = query($node, 'postgres', q{SELECT cost.pages('SELECT * FROM sen.verify_log(''cost'')')});
cmp_ok($whole, '<', 2.3 * $half, "sen.verify_log() looks at $half pages of 20,000 entries, and at $whole of 40,000");
cmp_ok($seal_later, '<', 1.5 * $seal_first, "a seal of 100 entries looked at $seal_first pages, and now at $seal_later");

$node->stop;
done_testing();
