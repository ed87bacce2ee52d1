# kill -9 while tables are written and the log is sealed: nothing acknowledged is lost, and nothing is
# half sealed. Clients write down what the server acknowledged; then the server, or one of its
# processes, is killed, and what is there after recovery is compared with that. SEN_CRASHES is the
# number of rounds, 30 if it is not set.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Utils;
use POSIX ();
use Test::More;
use Time::HiRes qw(usleep time);
use SenTest;

seed_once();
my $rounds = $ENV{SEN_CRASHES} || 30;
my $node = start_node('ledger_crash', "restart_after_crash = on\nmax_prepared_transactions = 5\nlog_min_messages = fatal\nmax_wal_size = '2GB'\n");
my $dir = PostgreSQL::Test::Utils::tempdir;
query($node, 'postgres', <<'SQL');
CREATE EXTENSION sen_improvement;
CREATE SCHEMA l;
CREATE TABLE l.t (id integer PRIMARY KEY, v text);
SELECT sen.track('l.t');
-- Each leaf of the tree and its index; entries in no version have none.
CREATE VIEW leaf AS
SELECT p.start + x.number AS index, sen.leaf_hash(x.leaf) AS hash, x.leaf
FROM l.ledger_block b CROSS JOIN LATERAL sen.block_leaves(b.entries) x
LEFT JOIN (SELECT s.block, min(s.start) AS start FROM l.ledger_tile t, unnest(t.blocks, t.starts) s (block, start) WHERE t.level = 0 GROUP BY s.block) p ON p.block = b.block_id;
SQL
my $can_verify = query($node, 'postgres', q{SELECT count(*) FROM pg_proc WHERE pronamespace = 'sen'::regnamespace AND proname = 'verify_log'});

# What a client does: one change, many in a savepoint that is kept or not, another change; committed, some in two
# phases. After each it says so; psql does that only when the server has acknowledged.
sub writer
{
	my ($first, $count) = @_;
	my $sql = '';
	for my $n (0 .. $count - 1)
	{
		my $id = $first + $n * 20;
		my $size = (5, 60, 2000)[ $n % 3 ];
		$sql .= "BEGIN; INSERT INTO l.t VALUES ($id, 'a'); SAVEPOINT s; INSERT INTO l.t SELECT g, repeat('v', $size) FROM generate_series($id + 1, $id + 8) g; "
		  . ($n % 2 ? 'ROLLBACK TO SAVEPOINT s' : 'RELEASE SAVEPOINT s') . "; UPDATE l.t SET v = 'b' WHERE id = $id; "
		  . ($n % 10 == 9 ? "PREPARE TRANSACTION 'p$id'; COMMIT PREPARED 'p$id';" : 'COMMIT;') . "\n\\echo $id " . ($n % 2 ? 0 : 8) . "\n";
	}
	return $sql;
}

sub client
{
	my ($name, $sql) = @_;
	open(my $file, '>', "$dir/$name.sql") or die $!;
	print $file $sql;
	close($file);
	my $pid = fork() // die "fork: $!";
	return $pid if $pid;
	open(STDOUT, '>', "$dir/$name.out") or POSIX::_exit(1);
	open(STDERR, '>', '/dev/null') or POSIX::_exit(1);
	exec('psql', '-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-h', $node->host, '-p', $node->port, '-d', 'postgres', '-f', "$dir/$name.sql") or POSIX::_exit(1);
}

# The server is back: bounded, in short steps.
sub await
{
	for (1 .. 1500)
	{
		my ($status, $out) = eval { try_query($node, 'postgres', 'SELECT 1') };
		return 1 if defined $status && $status == 0;
		usleep(20_000);
	}
	die "the server does not come back\n";
}

my ($acknowledged, $seals, $faults, $next, $block) = (0, 0, 0, 0, 0);
my $began = time;
for my $round (1 .. $rounds)
{
	my @clients = (client('w1', writer($next, 500)), client('w2', writer($next + 10_000, 500)), client('s', "SET client_min_messages = error;\n" . "SELECT version, size FROM sen.seal('l');\n" x 300));
	$next += 20_000;
	usleep(5_000 + rand(35_000));
	my $all = $round % 4 == 0;
	my @processes = split /\n/, query($node, 'postgres', q{SELECT pid || ' ' || backend_type FROM pg_stat_activity WHERE pid <> pg_backend_pid()});
	my @victims = map { /^(\d+) (?:client backend|checkpointer|walwriter|background writer)$/ ? $1 : () } @processes;
	if ($all) { $node->kill9 }
	else { kill 'KILL', $victims[ rand @victims ] }
	waitpid($_, 0) for @clients;
	if ($all)
	{
		# The other processes notice by themselves, and leave.
		for my $pid (map { /^(\d+)/ } @processes)
		{
			for (1 .. 1000) { last unless kill 0, $pid; usleep(10_000) }
		}
		$node->start;
	}
	await();
	# A transaction that was prepared is neither lost nor done: it is decided now.
	my $decision = $round % 2 ? 'COMMIT' : 'ROLLBACK';
	query($node, 'postgres', "$decision PREPARED '$_'") for split /\n/, query($node, 'postgres', 'SELECT gid FROM pg_prepared_xacts');

	my @rows = map { /^(\d+) (\d)$/ ? [ $1, $2 ] : () } map { split /\n/, slurp_file("$dir/$_.out") } 'w1', 'w2';
	my @sealed = map { /^(\d+)\|(\d+)$/ ? [ $1, $2 ] : () } split /\n/, slurp_file("$dir/s.out");
	$acknowledged += @rows;
	$seals += @sealed;
	my $first = $next - 20_000;
	my $ids = @rows ? join(',', map { "($_->[0], $_->[1])" } @rows) : '(NULL::integer, NULL::integer)';
	my $versions = @sealed ? join(',', map { "($_->[0], $_->[1])" } @sealed) : '(NULL::integer, NULL::integer)';
	my $found = query($node, 'postgres', <<"SQL");
WITH ack (id, more) AS (VALUES $ids), seal (version, size) AS (VALUES $versions),
entry AS MATERIALIZED (SELECT (e.key->>'id')::integer AS id, e.operation, e.row_values FROM l.ledger_block b, sen.block_leaves(b.entries) x, sen.leaf_entry(x.leaf) e WHERE b.block_id > $block AND e.log_table = 't' AND e.operation <> 'B')
SELECT 'acknowledged row ' || id || ' is lost' FROM ack WHERE id IS NOT NULL AND (SELECT count(*) FROM l.t WHERE t.id = ack.id AND v = 'b' OR t.id BETWEEN ack.id + 1 AND ack.id + 8) <> 1 + more
UNION ALL SELECT 'row ' || id || ' has other entries' FROM (SELECT * FROM l.t WHERE id >= $first) t FULL JOIN (SELECT id, count(*) FILTER (WHERE operation = 'I') AS i, count(*) FILTER (WHERE operation = 'U') AS u, count(*) AS n FROM entry GROUP BY id) e USING (id)
	WHERE t.v IS NULL OR n IS NULL OR i <> 1 OR u <> (t.v = 'b')::integer OR n <> i + u
UNION ALL SELECT 'acknowledged version ' || version || ' is lost' FROM seal WHERE version IS NOT NULL AND NOT EXISTS (SELECT FROM l.ledger_version v WHERE v.version = seal.version AND v.size = seal.size)
UNION ALL SELECT 'tiles beyond version ' || version FROM (SELECT * FROM l.ledger_version ORDER BY version DESC LIMIT 1) v WHERE EXISTS (SELECT FROM l.ledger_tile WHERE level = 0 AND tile * 128 + width > v.size)
LIMIT 20
SQL
	$block = query($node, 'postgres', 'SELECT max(block_id) FROM l.ledger_block');
	next if $found eq '';
	$faults++;
	diag("round $round:\n$found");
}
diag(sprintf('%d rounds in %.0f s: %d transactions and %d seals acknowledged', $rounds, time - $began, $acknowledged, $seals));
is($faults, 0, "after none of $rounds crashes was anything lost or half sealed");
cmp_ok($acknowledged, '>', $rounds, "$acknowledged transactions were acknowledged");
cmp_ok($seals, '>', $rounds / 2, "$seals seals were acknowledged");
cmp_ok(query($node, 'postgres', 'SELECT count(DISTINCT version) FROM l.ledger_version'), '>', $rounds / 4, 'there are versions to compare');

# In the end: one more seal, and every version there ever was, or some thirty of them, has the root of its leaves in their order.
query($node, 'postgres', q{INSERT INTO l.t VALUES (-1, 'last'); SET client_min_messages = error; SELECT sen.seal('l'); CREATE TABLE all_leaves AS SELECT * FROM leaf});
is(query($node, 'postgres', q{SELECT version FROM l.ledger_version v WHERE version % greatest((SELECT count(*) FROM l.ledger_version) / 30, 1) = 0 AND root <> sen.merkle_root(ARRAY(SELECT hash FROM all_leaves WHERE index < v.size ORDER BY index))}), '', 'every version has the root of its leaves');
is(query($node, 'postgres', 'SELECT count(*), count(DISTINCT index), max(index) + 1 FROM all_leaves'), join('|', (query($node, 'postgres', 'SELECT max(size) FROM l.ledger_version')) x 3), 'every entry is one leaf');
is(query($node, 'postgres', q{SELECT count(*) FROM (SELECT DISTINCT ON (e.row_values->>'id') (e.row_values->>'id')::integer AS id, e.row_values->>'v' AS v FROM all_leaves, sen.leaf_entry(leaf) e WHERE e.log_table = 't' AND e.operation <> 'B' ORDER BY e.row_values->>'id', index DESC) e FULL JOIN l.t USING (id) WHERE e.v IS DISTINCT FROM t.v}), 0, 'and what they say is what the table has');
is(query($node, 'postgres', q{SELECT * FROM sen.verify_log('l')}), '', 'sen.verify_log() finds no fault') if $can_verify;

$node->stop;
done_testing();
