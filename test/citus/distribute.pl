# A programme on a coordinator and two workers of Citus: every view says there what it says on one server, whatever
# gives the day; what cannot be distributed is refused, with a remedy that helps; and what comes after, such as views
# laid out anew, an upgrade, a worker that is added, one that dies, closed years in columns, and a coordinator that is
# itself asked by another server. Where Citus is not installed for this PostgreSQL, nothing.

use strict;
use warnings;

use FindBin;
use lib "$FindBin::RealBin/../t";
use IPC::Run;
use PostgreSQL::Test::Utils;
use Test::More;
use SenTest;

chomp(my $share = `pg_config --sharedir`);
plan(skip_all => "Citus is not installed for this PostgreSQL (no $share/extension/citus.control)") if !-f "$share/extension/citus.control";

# Servers on loopback, which workers need: they connect to each other.
my $conf = <<'CONF';
shared_preload_libraries = 'citus'
listen_addresses = '127.0.0.1'
wal_level = logical
max_locks_per_transaction = 512
max_prepared_transactions = 50
max_connections = 60
citus.shard_count = 4
citus.node_conninfo = 'sslmode=disable'
citus.max_adaptive_executor_pool_size = 2
citus.enable_statistics_collection = off
jit = off
max_parallel_workers_per_gather = 0
CONF
my %node = map { ($_ => start_node($_, $conf)) } qw(coordinator first second);
my $coordinator = $node{coordinator};
sub ask { return query($coordinator, 'region', @_) }
sub address { return "'127.0.0.1', " . $node{ $_[0] }->port }

for (values %node)
{
	query($_, 'postgres', 'CREATE DATABASE region');
	query($_, 'region', 'CREATE EXTENSION citus');
}
# The extension first, and everywhere at once by the coordinator.
ask("SELECT citus_set_coordinator_host(${\address('coordinator')}); SELECT citus_add_node(${\address('first')}), citus_add_node(${\address('second')}); CREATE EXTENSION sen_improvement");
is(query($node{second}, 'region', 'SELECT count(*) FROM pg_extension WHERE extname = \'sen_improvement\''), 1, 'CREATE EXTENSION at the coordinator makes it everywhere');

# Citus would take the schema for a tenant.
ask("SET citus.enable_schema_based_sharding = on; SELECT sen.create_programme('r')");
is(ask('SELECT count(*) FROM citus_schemas'), 0, 'a programme is made as ever where schemas are sharded');
is(ask('SELECT count(*) FROM pg_dist_partition'), 0, 'and none of its tables is distributed');

# Cases of three authorities.
my $random = slurp_file(source_dir() . '/test/fixtures/random_cases.sql');
ask("\\set seed 0.2025\nSET search_path = r, public;\n$random");
ask(<<'SQL');
SET search_path = r;
INSERT INTO ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on)
SELECT '301', 'Z' || n, date '2024-01-01' + n * 3, CASE WHEN n % 2 = 0 THEN 'Y' END, CASE WHEN n % 2 = 0 THEN date '2024-02-01' + n * 3 END
FROM generate_series(1, 60) n;
INSERT INTO plan_audit (local_authority, audit_ref, audited_on, grade)
SELECT a, 'A' || n, date '2024-09-01' + n * 5, (ARRAY(SELECT grade FROM audit_grade ORDER BY grade))[1 + n % 4] FROM generate_series(1, 40) n, unnest('{301,343,344}'::text[]) a;
INSERT INTO wait (local_authority, wait_ref, child_ref, service, referred_on, assessed_on)
SELECT '301', s.service || n, 'C' || n, s.service, date '2024-01-01' + n * 7, CASE WHEN n % 3 > 0 THEN date '2024-06-01' + n * 7 END
FROM generate_series(1, 40) n, wait_service s;
INSERT INTO case_characteristic (local_authority, request_ref, birth_month, primary_need)
SELECT r.local_authority, r.request_ref, date '2015-03-01', (ARRAY(SELECT n.primary_need FROM primary_need n ORDER BY 1))[1 + length(r.request_ref)] FROM ehc_request r WHERE r.local_authority = '301';
SELECT sen.seal('r');
SELECT sen.analyse_programme('r');
SQL
is(ask("SELECT count(*) FROM sen.distributed_tables() d WHERE (xpath('/row/c/text()', query_to_xml('SELECT count(*) AS c FROM r.' || d.relation, true, true, '')))[1]::text = '0'"), 1, 'every table of cases has rows, but what is published of waits');

# Every view of the programme and of its reports, by its rows in order.
my $day = '2025-06-06';
my %took;
sub read_views
{
	my ($when) = @_;
	my %said;
	my $views = ask(q{SELECT string_agg(c.oid::regclass::text, ' ' ORDER BY c.relname) FROM pg_class c WHERE c.relkind = 'v' AND c.relnamespace::regnamespace::text IN ('r', 'r_reports')});
	my $sql = "SET sen_improvement.as_of = '$day';\n";
	for my $view (split ' ', $views)
	{
		# Of both orders the hash is the same only if the rows are.
		$sql .= "SELECT '$view', count(*), md5(string_agg(x::text, chr(10) ORDER BY x::text COLLATE \"C\")), md5(string_agg(x::text, chr(10) ORDER BY x::text COLLATE \"C\" DESC)), round(extract(epoch FROM clock_timestamp() - statement_timestamp()) * 1000) FROM $view x;\n";
	}
	for (split /\n/, ask($sql)) { /^([^|]+)\|(.*)\|(\d+)$/ and ($said{$1}, $took{$when}{$1}) = ($2, $3) }
	return \%said;
}
# What is counted on five days, by whatever gives the day.
my $dated = q{SELECT md5(string_agg(b::text, ',' ORDER BY b::text COLLATE "C")) || ' ' || (SELECT md5(string_agg(q::text, ',' ORDER BY q::text COLLATE "C")) FROM r.plan_quality q) FROM r.backlog b};
sub by_each_way
{
	my %said;
	my $setting = "sen_improvement.as_of = '2024-12-31'";
	my $who = ask('SELECT quote_ident(current_user)');
	ask("ALTER DATABASE region SET sen_improvement.as_of = '2025-12-31'");
	ask("SET citus.enable_ddl_propagation = off; CREATE OR REPLACE FUNCTION public.on_the_day() RETURNS text LANGUAGE plpgsql SET $setting AS \$f\$BEGIN RETURN ($dated); END\$f\$");
	$said{SET} = ask("SET $setting; $dated");
	$said{'SET LOCAL'} = ask("BEGIN; SET LOCAL $setting; $dated; COMMIT");
	$said{'SET of a function'} = ask('SELECT public.on_the_day()');
	ask("ALTER ROLE $who SET $setting");
	$said{'ALTER ROLE'} = ask($dated);
	ask("ALTER ROLE $who RESET sen_improvement.as_of; ALTER DATABASE region SET $setting");
	$said{'ALTER DATABASE'} = ask($dated);
	ask("ALTER DATABASE region RESET sen_improvement.as_of");
	return \%said;
}
# What cannot be distributed, and that the remedy helps.
for ([ 'tables that are tracked cannot be distributed', "SELECT sen.track('r.wait')", "SELECT sen.untrack('r.wait')" ],
	[ 'tables with triggers cannot be distributed', "CREATE TRIGGER own BEFORE UPDATE ON r.wait FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()", 'DROP TRIGGER own ON r.wait' ],
	[ 'tables with row-level security cannot be distributed', 'ALTER TABLE r.wait ENABLE ROW LEVEL SECURITY', 'ALTER TABLE r.wait DISABLE ROW LEVEL SECURITY' ],
	[ 'references between tables that are distributed and tables that are not', 'CREATE TABLE r.own (local_authority text, request_ref text, CONSTRAINT own_key FOREIGN KEY (local_authority, request_ref) REFERENCES r.ehc_request)', 'ALTER TABLE r.own DROP CONSTRAINT own_key' ])
{
	my ($error, $hinders, $helps) = @$_;
	ask($hinders);
	my ($status, $out, $said) = try_query($coordinator, 'region', "SELECT * FROM sen.distribute('r')");
	like($said, qr/\Q$error\E.*DETAIL:  There are: .*HINT:/s, $error);
	ask($helps);
	($status, $out, $said) = try_query($coordinator, 'region', "SELECT sen.refuse_to_distribute('r')");
	is($said, '', '  and the remedy helps');
}

my $one = read_views('one');
my $ways = by_each_way();
cmp_ok(scalar keys %$one, '>', 200, scalar(keys %$one) . ' views');
is(scalar(grep { $_ ne $ways->{SET} } values %$ways), 0, 'on one server the day is the same, whatever gives it');

my $steps = ask("SELECT what, row_count FROM sen.distribute('r')");
like($steps, qr/^ehc_request is distributed by local_authority\|460$/m, 'sen.distribute() says what it does');
diag("distribute: " . ask("SELECT string_agg(DISTINCT nodeport::text, ' ') FROM pg_dist_shard_placement"));
is(ask("SELECT count(*) FROM pg_dist_partition WHERE partmethod = 'h'"), 10, 'ten tables are distributed');
is(ask("SELECT count(DISTINCT colocationid) FROM pg_dist_partition WHERE partmethod = 'h'"), 1, 'side by side');
is(ask("SELECT count(*) FROM pg_dist_partition WHERE repmodel = 't'"), 6, 'six are copied to every server');
is(ask('SELECT count(*) FROM ONLY r.ehc_request'), 460, 'no row is lost');
is(ask("SELECT sum(pg_relation_size(d.logicalrelid::oid)) FROM pg_dist_partition d"), 0, 'and none stays where it was');
ask("SELECT sen.analyse_programme('r')");
is(ask("SELECT what FROM sen.distribute('r') WHERE what LIKE '% is %'"), '', 'called again it moves nothing');

sub same_views
{
	my ($title, %but) = @_;
	my $many = read_views($title);
	my @differ = grep { !$but{$_} && ($many->{$_} // '') ne $one->{$_} } sort keys %$one;
	is("@differ", '', "$title: all " . scalar(keys %$one) . ' views say the same');
	diag("$_: $one->{$_} | " . ($many->{$_} // 'nothing')) for @differ;
	return;
}
same_views('on three servers');
is_deeply(by_each_way(), $ways, 'the day is the same there, whatever gives it');

# SEN_CITUS_TABLE=FILE: each view with its rows, their hash, milliseconds on one server and on three, and whether rows of
# cases are gathered for it. None is computed by the workers.
if (defined $ENV{SEN_CITUS_TABLE})
{
	my $plans = ask(join '', map { "\\echo \@ $_\nEXPLAIN (VERBOSE, COSTS OFF) SELECT * FROM $_;\n" } sort keys %$one);
	my %plan = $plans =~ /^@ (\S+)\n((?:(?!@ )[^\n]*\n?)*)/gm;
	open(my $table, '>', $ENV{SEN_CITUS_TABLE}) or die "$ENV{SEN_CITUS_TABLE}: $!";
	for (sort keys %$one)
	{
		my ($rows, $hash) = split /\|/, $one->{$_};
		print $table join("\t", $_, $rows, $hash, $took{one}{$_}, $took{'on three servers'}{$_}, $plan{$_} =~ /_gathered\(/ ? 'gathered' : 'no cases', $plan{$_} =~ /Citus/ ? 'pushed down' : ''), "\n";
	}
	close($table) or die $!;
}

# What is asked of the tables themselves is computed where they lie.
like(ask("EXPLAIN (VERBOSE, COSTS OFF) SELECT local_authority, sen.timeliness(received_on, plan_start_on, false, '2025-06-06') FROM r.ehc_request GROUP BY 1"),
	qr/Custom Scan \(Citus Adaptive\).*sen\.timeliness/s, 'summaries are made by the workers');
is(ask("SELECT sen.timeliness(received_on, plan_start_on, false, '2025-06-06') FROM r.ehc_request"),
	ask("SELECT sen.timeliness(received_on, plan_start_on, false, '2025-06-06') FROM r.ehc_request_gathered(NULL)"), 'and are those of all the cases');
# One authority is asked of the server that has it.
ask("SET sen_improvement.local_authority = '301'; SELECT 1 FROM r.case_status LIMIT 1");

# Who may read what.
for ([ 'reader', 'reader' ], [ 'council', 'analyst' ], [ 'writer', 'editor' ])
{
	ask("CREATE ROLE citus_$_->[0] LOGIN; SELECT sen.grant_access('r', 'citus_$_->[0]', '$_->[1]')");
}
ask("SELECT sen.limit_access('r', 'citus_council', '343')");
sub try_as { my (undef, $out, $err) = try_query($coordinator, 'region', $_[1], "citus_$_[0]"); return $out . $err }
cmp_ok(try_as('reader', 'SELECT count(*) FROM r.compliance_by_year'), '>', 0, 'a reader reads totals');
like(try_as('reader', 'SELECT count(*) FROM r.ehc_request_gathered(NULL, NULL)'), qr/permission denied to gather/, 'but no cases');
like(try_as('reader', 'SELECT count(*) FROM r.ehc_request'), qr/permission denied/, 'nor in the tables');
is(try_as('council', 'SELECT DISTINCT local_authority FROM r.case_status'), '343', 'a council reads its own cases');
is(try_as('council', 'SELECT DISTINCT local_authority FROM r.ehc_request'), '343', 'in the tables too');
is(try_as('council', 'SELECT DISTINCT local_authority FROM r.compliance_by_year'), '343', 'and its own totals');
like(try_as('council', q{INSERT INTO r.ehc_request (local_authority, request_ref, received_on) VALUES ('343', 'N', '2025-01-06')}), qr/permission denied/, 'and writes none');
my (undef, undef, $said) = try_query($coordinator, 'region', "SELECT sen.limit_access('r', 'citus_writer', '343')");
like($said, qr/may write tables of programme "r" that are distributed/, 'who writes is not limited');
is(try_as('writer', q{INSERT INTO r.ehc_request_intake (local_authority, request_ref, received_on) VALUES ('301', 'N1', '06/01/2025'), ('344', 'N2', '2025-01-07'); SELECT received_on FROM r.ehc_request WHERE request_ref LIKE 'N_' ORDER BY 1}), "2025-01-06\n2025-01-07", 'rows come in by the intake view');
is(try_as('writer', q{DELETE FROM r.ehc_request WHERE request_ref LIKE 'N_'; SELECT count(*) FROM r.ehc_request}), 460, 'and go');
like(try_as('writer', q{UPDATE r.plan_audit SET request_ref = 'none' WHERE local_authority = '301' AND audit_ref = 'A1'}), qr/violates foreign key/, 'references hold');
ask("SELECT sen.revoke_access('r', 'citus_writer')");

# The log keeps nothing of tables that others change past it.
for (qw(ehc_request age_band))
{
	(undef, undef, $said) = try_query($coordinator, 'region', "SET citus.enable_unsafe_triggers = on; SELECT sen.track('r.$_')");
	like($said, qr/table "$_" is one of Citus/, "$_ is not tracked");
}

# What comes after.
like(ask("SELECT sen.lay_out_views('r')"), qr/^programme r: \d+ views$/, 'views are laid out anew');
is(ask("SELECT count(*) FROM sen.upgrade_programme('r')"), 0, 'there is nothing to upgrade');
ask("UPDATE r.programme SET extension_version = '0.1.9'");
like(ask("SELECT title, status FROM sen.upgrade_programme('r')"), qr/^lay out the views\|done$/m, 'and what there is is done');
# But for the roles that were given access since.
same_views('after an upgrade', 'r.role_title' => 1);

# A worker that is added, after roles were given access and limited, takes shards and the words that are copied.
my $third = $node{third} = start_node('third', $conf);
query($third, 'postgres', 'CREATE DATABASE region');
query($third, 'region', 'CREATE EXTENSION citus');
ask("SELECT citus_add_node(${\address('third')})");
ask("SELECT rebalance_table_shards('r.ehc_request', shard_transfer_mode => 'block_writes')");
# placed TABLE: at which port each of its shards lies.
sub placed { return ask("SELECT shardid, nodeport FROM pg_dist_shard JOIN pg_dist_placement USING (shardid) JOIN pg_dist_node USING (groupid) WHERE logicalrelid = 'r.$_[0]'::regclass") }
my $there = qr/\|${\$third->port}$/m;
like(placed('ehc_request'), $there, 'a worker that is added takes cases');
like(placed('advice_request'), $there, 'and what belongs to them');
like(placed('age_band'), $there, 'and has the words');

# A worker dies, with the cases of 344, while it is asked, while it is loaded, and before a load is committed. Where it
# stands is made sure of by a lock on its shard, and that it is dead by its processes.
my $shard = ask("SELECT get_shard_id_for_distribution_column('r.ehc_request', '344'::text)");
my ($port) = placed('ehc_request') =~ /^$shard\|(\d+)$/m;
my ($worker) = grep { $_->port == $port } values %node;
my $few = q{SELECT md5(string_agg(c::text, ',' ORDER BY c::text COLLATE "C")) FROM r.case_status c};
my $asked = "SET sen_improvement.as_of = '2025-06-06'; $few";
my $answer = ask($asked);
my ($elsewhere, $cases) = split /\|/, ask("SELECT r.local_authority, count(*) FROM r.ehc_request_gathered(NULL) r JOIN pg_dist_placement p ON p.shardid = get_shard_id_for_distribution_column('r.ehc_request', r.local_authority) JOIN pg_dist_node n USING (groupid) WHERE n.nodeport <> $port GROUP BY 1 ORDER BY 1 LIMIT 1");
my $batch = join('', map { my $n = $_; map { "$_,L$n,2025-01-06\n" } qw(301 343 344) } 1 .. 50);
my $load = "COPY r.ehc_request (local_authority, request_ref, received_on) FROM STDIN WITH (FORMAT csv);\n$batch\\.\n";

# session NODE, SQL: psql to which more can be told. The statement ends here, if it did not.
sub session
{
	my ($of, $sql) = @_;
	my %session = (in => "\\set VERBOSITY verbose\n$sql\n;\n", out => '', err => '');
	$session{run} = IPC::Run::start([ 'psql', '-X', '-q', '-A', '-t', '-h', $of->host, '-p', $of->port, '-d', 'region' ],
		'<', \$session{in}, '>', \$session{out}, '2>', \$session{err}, IPC::Run::timeout(180));
	return \%session;
}
sub await { my ($session, $what) = @_; $session->{run}->pump until $session->{out} =~ $what; return }
sub ended { my ($session) = @_; $session->{run}->finish; return $session->{out} . $session->{err} }

# dies NODE: its postmaster, by kill -9, and then the rest of it.
sub dies
{
	my @rest = split /\n/, query($_[0], 'region', 'SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()');
	$_[0]->kill9;
	for my $pid (@rest) { for (1 .. 1000) { last if !kill(0, $pid); select(undef, undef, undef, 0.01) } }
	return;
}
# caught MODE, SQL: the worker dies while SQL, at the coordinator, waits for a lock on its shard.
sub caught
{
	my ($mode, $sql) = @_;
	my $holds = session($worker, "SET citus.enable_manual_changes_to_shards = on; BEGIN; LOCK TABLE r.ehc_request_$shard IN $mode MODE; SELECT 'held';\n");
	await($holds, qr/held/);
	my $waits = session($coordinator, $sql);
	$waits->{run}->pump_nb;
	$worker->poll_query_until('region', "SELECT EXISTS (SELECT FROM pg_locks WHERE relation = 'r.ehc_request_$shard'::regclass AND NOT granted)") or die 'nothing waits';
	dies($worker);
	ended($holds);
	return ended($waits);
}
my $refused = qr/ERROR:  08006: connection to the remote node \S+:$port failed/;
my $lost = qr/ERROR:  (?:08006|57P01|XX000): .*(?:127\.0\.0\.1:$port)/s;
my $death = caught('ACCESS EXCLUSIVE', $asked);
like($death, $lost, 'a worker that dies while it is asked is named by an error');
unlike($death, qr/^[0-9a-f]{32}$/m, 'and nothing is said of the rest');
(undef, my $out, $said) = try_query($coordinator, 'region', "\\set VERBOSITY verbose\n$asked");
like($said, $refused, 'as long as it is down there is an error');
is($out, '', 'and no figure');
is(ask("SET sen_improvement.local_authority = '$elsewhere'; SELECT count(*) FROM r.case_status"), $cases, 'but of an authority on another, all');
(undef, $out, $said) = try_query($coordinator, 'region', "\\set VERBOSITY verbose\n$load");
like($said, $refused, 'a load is refused');
$worker->start;
is(ask('SELECT count(*) FROM r.ehc_request'), 460, 'and has left nothing');
like(caught('SHARE', $load), $lost, 'a worker that dies while it is loaded is named by an error');
$worker->start;
is(ask('SELECT count(*) FROM r.ehc_request'), 460, 'and nothing of the load stays');
my $open = session($coordinator, "BEGIN;\n${load}SELECT 'loaded';\n");
await($open, qr/loaded/);
dies($worker);
$open->{in} .= "COMMIT;\n";
like(ended($open), $lost, 'one that dies before the load is committed too');
$worker->start;
is(ask('SELECT count(*) FROM r.ehc_request'), 460, 'and nothing of it stays');
is(join(' ', map { query($_, 'region', 'SELECT count(*) FROM pg_prepared_xacts') } values %node), '0 0 0 0', 'nor is any server left in doubt');
is(ask($asked), $answer, 'with the worker the answer is the same');
ask(qq{$load});
is(ask("DELETE FROM r.ehc_request WHERE request_ref ~ '^L'; SELECT count(*) FROM r.ehc_request"), 460, 'and the load goes in');
same_views('with a worker that was added, and one that died', 'r.role_title' => 1);
is(ask("SELECT * FROM sen.verify_log('r')"), '', 'and the log verifies');

# A worker can be taken away again.
ask("SELECT citus_drain_node(${\address('third')}, 'block_writes'); SELECT citus_remove_node(${\address('third')})");
is(ask($asked), $answer, 'a worker that is drained and removed takes no case with it');

# Closed years in columns: a copy in partitions of its own; the tables of a programme have references.
SKIP:
{
	skip('citus_columnar is not installed', 7) if ask("SELECT count(*) FROM pg_available_extensions WHERE name = 'citus_columnar'") == 0;
	ask('CREATE EXTENSION IF NOT EXISTS citus_columnar');
	(undef, undef, $said) = try_query($coordinator, 'region', "SELECT alter_table_set_access_method('r.ehc_request', 'columnar')");
	like($said, qr/table ehc_request is referenced by a foreign key/, 'a table of cases is not put into columns');
	(undef, undef, $said) = try_query($coordinator, 'region', "SELECT alter_table_set_access_method('r.wait', 'columnar')");
	like($said, qr/table wait has a foreign key/, 'nor one that refers to others');
	ask(<<'SQL');
CREATE SCHEMA archive;
CREATE TABLE archive.request (LIKE r.ehc_request INCLUDING DEFAULTS INCLUDING CONSTRAINTS) PARTITION BY RANGE (received_on);
CREATE TABLE archive.request_closed PARTITION OF archive.request FOR VALUES FROM (MINVALUE) TO ('2024-01-01');
CREATE TABLE archive.request_open PARTITION OF archive.request FOR VALUES FROM ('2024-01-01') TO (MAXVALUE);
INSERT INTO archive.request SELECT * FROM r.ehc_request WHERE received_on IS NOT NULL;
SELECT alter_table_set_access_method('archive.request_closed', 'columnar');
SQL
	my $summary = q{SELECT sen.timeliness(received_on, plan_start_on, false, '2025-06-06') FROM };
	is(ask("$summary archive.request"), ask("$summary r.ehc_request WHERE received_on IS NOT NULL"), 'a copy in columns gives the same summary');
	like((try_query($coordinator, 'region', $_->[0]))[2], $_->[1], $_->[2])
		for [ "UPDATE archive.request SET closed_on = '2025-01-01' WHERE received_on < '2024-01-01'", qr/UPDATE and CTID scans not supported/, 'of which no row is changed' ],
		[ 'ALTER TABLE archive.request_closed ADD FOREIGN KEY (local_authority, request_ref) REFERENCES r.ehc_request', qr/not supported/, 'nor refers to another table' ],
		[ "INSERT INTO archive.request (local_authority, request_ref, received_on) VALUES ('34', 'X', '2023-06-01')", qr/value "34" is not allowed/, 'and whose checks hold' ];
	ask('ALTER TABLE archive.request_closed ADD PRIMARY KEY (local_authority, request_ref)');
	like((try_query($coordinator, 'region', 'INSERT INTO archive.request_closed SELECT * FROM archive.request_closed LIMIT 1'))[2], qr/duplicate key/, 'as does a primary key');
}

# Another server, without Citus, asks the coordinator.
SKIP:
{
	my $england = $node{england} = start_node('england');
	skip('postgres_fdw is not installed', 8) if query($england, 'postgres', q{SELECT count(*) FROM pg_available_extensions WHERE name = 'postgres_fdw'}) == 0;
	query($england, 'postgres', 'CREATE DATABASE england');
	my ($host, $who) = ($coordinator->host, ask('SELECT current_user'));
	query($england, 'england', qq{CREATE EXTENSION postgres_fdw; CREATE EXTENSION sen_improvement; CREATE SCHEMA r;
CREATE SERVER region FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '$host', port '${\$coordinator->port}', dbname 'region', extensions 'sen_improvement');
CREATE USER MAPPING FOR CURRENT_USER SERVER region OPTIONS (user '$who');
IMPORT FOREIGN SCHEMA r FROM SERVER region INTO r});
	my $england_says = sub { query($england, 'england', $_[0]) };
	my @views = qw(case_status compliance_by_year total_by_year backlog plan_quality waits);
	my $each = join(' UNION ALL ', map { "SELECT '$_', md5(string_agg(v::text, ',' ORDER BY v::text COLLATE \"C\")) FROM r.$_ v" } @views);
	my $set = "SET sen_improvement.as_of = '2024-12-31';";
	my ($standing, $dated_there) = (ask($each), ask("$set $each"));
	isnt($standing, $dated_there, 'the views hang on the day');
	is($england_says->($each), $standing, 'through a foreign server views say the same');
	is($england_says->("$set $each"), $standing, 'on the day of the coordinator: a setting does not reach it');
	$england_says->(q{ALTER SERVER region OPTIONS (ADD options '-c sen_improvement.as_of=2024-12-31')});
	is($england_says->($each), $dated_there, 'but an option of the foreign server does');
	my $summaries = q{SELECT local_authority, sen.timeliness(received_on, plan_start_on, false, (SELECT sen.today())) FROM r.ehc_request GROUP BY 1 ORDER BY 1};
	is($england_says->("$set $summaries"), ask("$set $summaries"), 'summaries of the tables are the same');
	like($england_says->("EXPLAIN (VERBOSE, COSTS OFF) $summaries"), qr/Remote SQL: SELECT local_authority, sen\.timeliness\(received_on, plan_start_on, false, \$1::date\) FROM r\.ehc_request GROUP BY 1/, 'and made there, with the day as a value');
	is($england_says->("$set SELECT sen.rollup(s) FROM ($summaries) x (a, s)"), ask("$set SELECT sen.timeliness(received_on, plan_start_on, false, (SELECT sen.today())) FROM r.ehc_request"), 'and add up to that of all');
	$england_says->(q{ALTER USER MAPPING FOR CURRENT_USER SERVER region OPTIONS (SET user 'citus_council', ADD password_required 'false')});
	is($england_says->('SELECT DISTINCT local_authority FROM r.case_status UNION SELECT DISTINCT local_authority FROM r.ehc_request UNION SELECT DISTINCT local_authority FROM r.compliance_by_year'), '343', 'a mapping to a limited role reads one authority');
}

ask('DROP SCHEMA r, r_reports CASCADE');
is(ask('SELECT count(*) FROM pg_dist_partition'), 0, 'a programme goes as a whole');
$_->stop for values %node;
done_testing();
