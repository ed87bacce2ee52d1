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

$node->stop;
done_testing();
