# A setting of our prefix that nobody knows is noticed, wherever and whenever it was set.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Utils;
use Test::More;
use SenTest;

my $node = start_node('settings');
query($node, 'postgres', 'CREATE ROLE teller LOGIN; CREATE DATABASE council; CREATE DATABASE library');
query($node, 'council', 'CREATE EXTENSION sen_improvement');

my @known = qw(as_of jit local_authority log_values match_key_file meeting origin progress_entries);
my $today = 'SELECT sen.today()';

# noticed TITLE, SOURCE, SQL [, ROLE [, OPTIONS]]: reading the day fails, and says what and from where.
sub noticed
{
	my ($title, $source, $sql, $role, $options, $name) = @_;
	my ($status, $out, $err) = try_query($node, 'council', "\\set VERBOSITY verbose\n$sql", $role, $options);
	$name //= 'sen_improvement.asof';
	isnt($status, 0, "$title: no day is told");
	is($out, '', "$title: none at all");
	like($err, qr/ERROR:  42704: unrecognized configuration parameter "\Q$name\E"\nDETAIL:  It was set before the extension was loaded \(source: $source\)\. Its settings are as_of, /, "$title: what is wrong");
	like($err, qr/HINT:  RESET \Q$name\E takes back what SET set; else take it out where it was set, as with ALTER ROLE or ALTER DATABASE \.\.\. RESET \Q$name\E, and connect again\./, "$title: what helps");
	return;
}

# Before the library is in the session.
noticed('SET', 'session', "SET sen_improvement.asof = '2025-12-31'; $today");
noticed('SET, and anything else of the library', 'session', "SET sen_improvement.asof = '2025-12-31'; SELECT sen.month('2025-12-31')");
noticed('SET LOCAL', 'session', "BEGIN; SET LOCAL sen_improvement.asof = '2025-12-31'; $today");
noticed('set_config', 'session', "SET search_path = pg_catalog; DO \$\$BEGIN PERFORM set_config('sen_improvement.asof', '2025-12-31', false); END\$\$; $today");
noticed('a connection string', 'client', $today, undef, '-c sen_improvement.asof=2025-12-31');
noticed('a connection string beside the right one', 'client', $today, undef, '-c sen_improvement.as_of=2025-12-31 -c sen_improvement.as_off=2025-12-30', 'sen_improvement.as_off');
noticed('in other letters', 'client', $today, undef, '-c SEN_Improvement.AsOf=2025-12-31', 'SEN_Improvement.AsOf');
query($node, 'library', q{ALTER ROLE teller SET sen_improvement.asof = '2025-12-31'});
noticed('ALTER ROLE', 'user', $today, 'teller');
query($node, 'library', q{ALTER ROLE teller RESET sen_improvement.asof; ALTER DATABASE council SET sen_improvement.asof = '2025-12-31'});
noticed('ALTER DATABASE', 'database', $today, 'teller');
is(query($node, 'council', "SET sen_improvement.asof = ''; $today = current_date", 'teller'), 't', 'who cannot take it out can empty it for the session');
query($node, 'library', q{ALTER DATABASE council RESET sen_improvement.asof; ALTER ROLE teller IN DATABASE council SET sen_improvement.asof = '2025-12-31'});
noticed('ALTER ROLE IN DATABASE', 'database user', $today, 'teller');
query($node, 'council', 'ALTER ROLE teller IN DATABASE council RESET sen_improvement.asof');
is(query($node, 'council', "$today = current_date", 'teller'), 't', 'taken out where it was set, all is well');

# What the hint says, in the session itself.
my ($status, $out, $err) = try_query($node, 'council', "SET sen_improvement.asof = '2025-12-31';\n\\set ON_ERROR_STOP 0\n$today;\n$today;\nRESET sen_improvement.asof;\nSET sen_improvement.as_of = '2025-12-31';\n$today");
is($out, '2025-12-31', 'after RESET, and the right name, the day is told');
is(scalar(() = $err =~ /ERROR/g), 2, 'and until then not');
is(query($node, 'council', "BEGIN; SET LOCAL sen_improvement.asof = '2025-12-31'; COMMIT; $today = current_date"), 't', 'what ended with its transaction is no matter');
is(query($node, 'council', "SET sen_improvements.asof = '1'; SET sen.asof = '1'; $today = current_date"), 't', 'another prefix is none of ours');

# Once it is there the server refuses it.
for my $set (q{SET sen_improvement.asof = '2025-12-31'}, q{ALTER ROLE teller SET sen_improvement.asof = '2025-12-31'}, q{ALTER DATABASE council SET sen_improvement.asof = '2025-12-31'})
{
	($status, $out, $err) = try_query($node, 'council', "\\set VERBOSITY verbose\n$today;\n$set");
	like($err, qr/ERROR:  42602: invalid configuration parameter name "sen_improvement\.asof"\nDETAIL:  "sen_improvement" is a reserved prefix\./, "in a session with the library: $set");
}

# The names of ours, all of them, are taken before the library is there.
is(query($node, 'council', "SELECT sen.today() IS NULL; SELECT string_agg(split_part(name, '.', 2), ',' ORDER BY name) FROM pg_settings WHERE name LIKE 'sen\\_improvement.%'"), "f\n" . join(',', @known), 'what the library defines');
my %value = (as_of => '2025-12-31', jit => 'off', local_authority => '344', log_values => 'off', match_key_file => '', meeting => 'B1', origin => 'x', progress_entries => 5);
for my $name (@known)
{
	# Those that only a superuser may set are this one's to set.
	is(query($node, 'council', "SET sen_improvement.$name = '$value{$name}'; SELECT sen.today() IS NULL"), 'f', "$name, set before");
}
is(query($node, 'council', $today, undef, '-c SEN_Improvement.As_Of=2025-12-31'), '2025-12-31', 'in other letters');

# A parallel worker takes the library and the settings of its leader: what somebody sets meanwhile is not for it.
my $port = $node->port;
my $host = $node->host;
my $options = 'SET debug_parallel_query = on; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; SET max_parallel_workers_per_gather = 2;';
$options =~ s/debug_parallel_query/force_parallel_mode/ if query($node, 'postgres', 'SHOW server_version_num') < 160000;
query($node, 'council', 'CREATE TABLE many AS SELECT current_date - i AS day FROM generate_series(1, 10000) i; ANALYZE many');
($status, $out, $err) = try_query($node, 'council', "SELECT sen.today() IS NULL;\n\\! psql -X -q -h $host -p $port -d library -c \"ALTER DATABASE council SET sen_improvement.asof = '1'\"\n$options SELECT count(sen.month(day)) FROM many; EXPLAIN (COSTS OFF, ANALYZE, TIMING OFF, SUMMARY OFF) SELECT count(sen.month(day)) FROM many");
is($status, 0, 'a parallel query in a session that was there before') or diag($err);
like($out, qr/^f\n10000\n.*Workers Launched: [1-9]/s, 'has its workers');
noticed('the next session', 'database', $today);
query($node, 'library', 'ALTER DATABASE council RESET ALL');

# Of the configuration of the server.
$node->append_conf('postgresql.conf', "sen_improvement.asof = '2025-12-31'\n");
query($node, 'library', 'SELECT pg_reload_conf()');
$node->poll_query_until('library', q{SELECT current_setting('sen_improvement.asof', true) = '2025-12-31'}) or die 'not reloaded';
noticed('postgresql.conf', 'configuration file', $today);
# With the library in every session from the start on, the server takes it out itself, and starts.
my $preloaded = start_node('preloaded', "shared_preload_libraries = '\$libdir/sen_improvement'\nsen_improvement.asof = '2025-12-31'\n");
like(slurp_file($preloaded->logfile), qr/WARNING:  invalid configuration parameter name "sen_improvement\.asof", removing it/, 'the server says so in its log, and starts');
query($preloaded, 'postgres', 'CREATE EXTENSION sen_improvement');
is(query($preloaded, 'postgres', "$today = current_date"), 't', 'with the current date');
like((try_query($preloaded, 'postgres', $today, undef, '-c sen_improvement.asof=2025-12-31'))[2], qr/FATAL: .*sen_improvement\.asof/, 'a connection that brings it is refused');
$preloaded->stop;
$node->stop;
done_testing();
