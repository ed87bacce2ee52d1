# The schema for BI tools over the drivers that tools use: the programs of doc/bi.md are run as they stand there, on the
# demo, as a role of level bi, and what each driver makes of each column is compared with what psql says. Then the ways
# to set the day, the figures of sen.board_pack(), dump and restore. A driver that is not installed is skipped.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::RecursiveCopy;
use PostgreSQL::Test::Utils;
use Test::More;
use SenTest;

my $source = source_dir();
my $dir = PostgreSQL::Test::Utils::tempdir;
my $day = '2025-11-20';
my $node = start_demo('bi', "listen_addresses = '127.0.0.1'\n");
my ($host, $port) = ($node->host, $node->port);
my @levels = qw(bi reader analyst editor secretariat);
# The demo has a day of its own.
query($node, 'demo', 'SELECT sen.today(); ALTER DATABASE demo RESET sen_improvement.as_of');
query($node, 'demo', join '', map { "CREATE ROLE bi_$_ LOGIN; SELECT sen.grant_access('wirral', 'bi_$_', '$_');" } @levels);

# run COMMAND...: (did it end well, output, errors)
sub run
{
	my ($command, %env) = @_;
	my ($out, $err) = ('', '');
	local @ENV{ keys %env } = values %env;
	my $done = eval { IPC::Run::run($command, '<', \undef, '>', \$out, '2>', \$err, IPC::Run::timeout(300)) };
	return ($done, $out, $err);
}
sub runs { my ($done) = run([@_]); return $done }

# The block of a language on the page.
sub recipe
{
	my ($language, $path) = @_;
	my ($text) = slurp_file("$source/doc/bi.md") =~ /^```\Q$language\E\n(.*?)^```$/ms or die "doc/bi.md: no block in $language";
	append_to_file($path, $text);
	return $path;
}

# What psql says: a line for each column of each view, in the words of the programs. Each view is asked once, for all of
# its columns: to plan it takes longer than to read it.
my $expected = query($node, 'demo', <<'SQL', 'bi_bi', "-c sen_improvement.as_of=$day");
SELECT format('SELECT unnest(ARRAY[%s]) FROM wirral_reports.%I',
              string_agg(format($$'%s.%s %s' || %s$$, c.relname, a.attname,
              CASE a.atttypid WHEN 'text'::regtype THEN 'text ' WHEN 'date'::regtype THEN 'date '
                              WHEN 'numeric'::regtype THEN 'decimal(6) ' WHEN 'timestamptz'::regtype THEN 'datetime'
                              ELSE 'integer ' END,
              format(CASE a.atttypid WHEN 'text'::regtype THEN 'coalesce(sum(length(%1$I)), 0)::text'
                                     WHEN 'date'::regtype THEN $$coalesce(min(%1$I) || ' ' || max(%1$I), 'none')$$
                                     WHEN 'numeric'::regtype THEN 'trunc(coalesce(sum(%1$I), 0) * 1000000)::text'
                                     WHEN 'timestamptz'::regtype THEN $$''$$
                                     ELSE 'coalesce(sum(%1$I), 0)::text' END, a.attname)), ', ' ORDER BY a.attnum), c.relname)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
WHERE c.relnamespace = 'wirral_reports'::regnamespace GROUP BY c.relname ORDER BY c.relname COLLATE "C"
\gexec
SQL
$expected =~ s/^SELECT .*\n//mg;
my @expected = split /\n/, $expected;
cmp_ok(scalar(@expected), '>', 200, 'columns are there');
push @expected, 'filters at the tables: True True';

sub is_read
{
	my ($driver, $done, $out, $err) = @_;
	ok($done, "$driver: every view opens") or diag substr $err, 0, 2000;
	my @got = split /\n/, $out;
	# One difference at a time says more than a thousand lines.
	my ($first) = grep { ($got[$_] // '') ne ($expected[$_] // '') } 0 .. ($#got > $#expected ? $#got : $#expected);
	is(defined $first ? $got[$first] : undef, defined $first ? $expected[$first] : undef, "$driver: types, scales and values are those of psql, and the filter reaches the tables");
	return;
}

SKIP:
{
	my ($python) = grep { runs($_, '-c', 'import pyodbc') } qw(python3 /usr/bin/python3);
	skip 'pyodbc is not installed (package python3-pyodbc)', 4 if !defined $python;
	my ($driver) = map { /^\[(PostgreSQL Unicode)\]/m ? $1 : () } (run([ 'odbcinst', '-q', '-d' ]))[1] // '';
	skip 'psqlODBC is not installed (packages odbc-postgresql and unixodbc)', 4 if !defined $driver;
	my $string = "Driver={$driver};Server=$host;Port=$port;Database=demo;UID=bi_bi";
	is_read('ODBC', run([ $python, recipe('python', "$dir/read.py"), $string, 'wirral_reports', $day ], TZ => 'America/New_York'));
	for my $way ("ConnSettings=SET sen_improvement.as_of = '$day'", "pqopt={options='-c sen_improvement.as_of=$day'}")
	{
		is((run([ $python, '-c', 'import sys, pyodbc; print(pyodbc.connect(sys.argv[1]).cursor().execute("SELECT on_day FROM wirral_reports.as_on").fetchone()[0])', "$string;$way" ]))[1], "$day\n", "ODBC: the day by $way");
	}
}
SKIP:
{
	my ($jar) = grep { -f } '/usr/share/java/postgresql.jar';
	skip 'the JDBC driver is not installed (package libpostgresql-jdbc-java)', 2 if !defined $jar;
	skip 'Java is not installed (package default-jdk-headless)', 2 if !runs('java', '-version');
	skip 'this Java has no compiler (package default-jdk-headless)', 2 if ((run([ 'java', '--list-modules' ]))[1] // '') !~ /^jdk\.compiler@(?:1[4-9]|[2-9]\d)/m;
	is_read('JDBC', run([ 'java', '-cp', $jar, recipe('java', "$dir/ReadReports.java"), "jdbc:postgresql://127.0.0.1:$port/demo?user=bi_bi", 'wirral_reports', $day ], TZ => 'America/New_York'));
}
SKIP:
{
	my ($major) = ((run([ 'node', '--version' ]))[1] // '') =~ /^v(\d+)/;
	skip 'Node.js is not installed', 2 if !defined $major;
	skip "Node.js $major is older than 18", 2 if $major < 18;
	mkdir "$dir/js";
	append_to_file("$dir/js/$_", slurp_file("$source/report/$_")) for qw(package.json package-lock.json);
	my ($got, undef, $why) = run([ 'npm', 'ci', '--prefix', "$dir/js", '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier' ], HOME => $dir, npm_config_cache => "$dir/npm");
	skip 'the packages of report/package-lock.json cannot be had' . (($why // '') =~ /^(\S.*)/m ? ": $1" : ''), 2 if !$got;
	is_read('node', run([ 'node', recipe('js', "$dir/js/read.mjs"), 'wirral_reports', $day ], TZ => 'America/New_York', PGHOST => $host, PGPORT => $port, PGDATABASE => 'demo', PGUSER => 'bi_bi'));
}

# The other ways to set the day.
my $asked = 'SELECT on_day, was_set FROM wirral_reports.as_on';
my $today = query($node, 'demo', 'SELECT current_date');
is(query($node, 'demo', $asked, 'bi_bi'), "$today|0", 'no day is set');
is(query($node, 'demo', $asked, 'bi_bi', "-c sen_improvement.as_of=$day"), "$day|1", 'the day by PGOPTIONS');
is(query($node, 'demo', "SET sen_improvement.as_of = '$day'; $asked", 'bi_bi'), "$day|1", 'by SET');
is(query($node, 'demo', "BEGIN; SET LOCAL sen_improvement.as_of = '$day'; $asked; COMMIT; SELECT sen.today() = '$today'", 'bi_bi'), "$day|1\nt", 'by SET LOCAL, for a transaction');
for my $for ('DATABASE demo', 'ROLE bi_bi', 'ROLE bi_bi IN DATABASE demo')
{
	query($node, 'demo', "SELECT sen.today(); ALTER $for SET sen_improvement.as_of = '$day'");
	is(query($node, 'demo', $asked, 'bi_bi'), "$day|1", "by ALTER $for");
	query($node, 'demo', "SELECT sen.today(); ALTER $for RESET sen_improvement.as_of");
}

# The figures of the pack, where both show them. As a reader and as bi, on the day of a meeting.
my $pack = query($node, 'demo', q{SELECT meeting_id || ' ' || held_on FROM wirral.meeting WHERE held_on IS NOT NULL ORDER BY held_on DESC LIMIT 1});
my ($meeting, $held) = split / /, $pack;
my $options = "-c sen_improvement.as_of=$held";
my %said = map { /^(.*?)\t(.*)$/s ? ($1 => $2) : () } split /\n/, query($node, 'demo', qq{SELECT coalesce(item, '') || E'\\t' || coalesce(in_words, '') || ' ' || coalesce(detail, '') FROM sen.board_pack('wirral', '$meeting') WHERE in_words IN (SELECT verdict FROM wirral.verdict)}, 'bi_reader');
my @measures = split /\n/, query($node, 'demo', q{SELECT title || E'\t' || sen.figure_words(latest_value, unit) || E'\t' || verdict FROM wirral_reports.dim_measure WHERE verdict IS NOT NULL AND latest_value = round(latest_value, 2)}, 'bi_bi', $options);
my ($seen, @missing) = (0);
for (@measures)
{
	my ($title, $figure, $verdict) = split /\t/;
	next if !defined $said{$title};
	$seen++;
	push @missing, "$title: $figure, $verdict; the pack says: $said{$title}" if index($said{$title}, $verdict) < 0;
}
cmp_ok($seen, '>', 3, 'measures that the pack names');
is(join("\n", @missing), '', 'have the verdict that it has');
for my $pair (
	[ 'measures', q{SELECT measure_id, latest_value, verdict FROM wirral_reports.dim_measure WHERE verdict IS NOT NULL}, q{SELECT measure_id, latest_value, verdict FROM wirral.dashboard WHERE verdict IS NOT NULL} ],
	[ 'actions', q{SELECT delivery_status, sum(actions), sum(overdue), sum(with_impact) FROM wirral_reports.fact_action GROUP BY 1}, q{SELECT delivery_status, actions, overdue, with_impact FROM wirral.actions_by_status} ],
	[ 'risks', q{SELECT risk_id, score, band FROM wirral_reports.fact_risk WHERE is_latest = 1}, q{SELECT risk_id, current_score, coalesce(current_band, 'not assessed') FROM wirral.risk_register} ],
	[ 'plans', q{SELECT month, sum(in_time_excluding), sum(finished_excluding), sum(open_at_end) FROM wirral_reports.fact_compliance WHERE definition = 'plans_in_20_weeks' GROUP BY 1}, q{SELECT month, sum(in_time_excluding), sum(finished_excluding), sum(open_at_end) FROM wirral.timeliness_by_month GROUP BY 1} ],
	[ 'charts', q{SELECT source, series, local_authority, period_to, value, centre, lower, upper FROM wirral_reports.fact_control}, q{SELECT source, series, local_authority, period_to, value, centre, lower, upper FROM wirral.process_control WHERE chart <> 't'} ])
{
	my ($title, $ours, $theirs) = @$pair;
	# Each view is read once: to plan it takes longer.
	my $both = "WITH ours AS MATERIALIZED ($ours), theirs AS MATERIALIZED ($theirs) "
	  . 'SELECT (SELECT count(*) FROM ((TABLE ours EXCEPT TABLE theirs) UNION ALL (TABLE theirs EXCEPT TABLE ours)) x), (SELECT count(*) > 3 FROM ours)';
	is(query($node, 'demo', $both, undef, $options), '0|t', "$title: what the views of the pack say, to the last digit");
}

# Who may not: nothing of the schema for other levels, nothing else for this one.
for my $level (@levels)
{
	my ($status) = try_query($node, 'demo', 'SELECT count(*) FROM wirral_reports.fact_compliance', "bi_$level");
	is($status == 0 ? 'reads' : 'refused', $level eq 'bi' ? 'reads' : 'refused', "level $level and the facts");
	next if $level ne 'bi';
	for my $sql ('SELECT count(*) FROM wirral.dashboard', 'SELECT count(*) FROM wirral.plan_case', q{SELECT count(*) FROM sen.board_pack('wirral')})
	{
		like((try_query($node, 'demo', $sql, "bi_$level"))[2], qr/ERROR:  (?:permission denied|.*may not|.*not allowed)/, "level $level: $sql");
	}
}
# No reference, and no day of a single child, in anything that this level reads.
query($node, 'demo', q{INSERT INTO wirral.ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on) VALUES ('344', 'REF-OF-ONE', '2025-10-07', 'N', '2025-10-28')});
my @views = split / /, query($node, 'demo', q{SELECT string_agg(c.relname, ' ') FROM pg_class c WHERE c.relnamespace = 'wirral_reports'::regnamespace AND c.relname NOT IN ('dim_date', 'data_dictionary')});
my @found = split /\n/, query($node, 'demo', join('', map { "SELECT '$_ ' || count(*) FROM wirral_reports.$_ v WHERE v::text ~ 'REF-OF-ONE|2025-10-07|2025-10-28';" } @views), 'bi_bi');
is(scalar(@found), scalar(@views), 'every view was asked');
is(join(' ', grep { !/ 0$/ } @found), '', 'nothing of a single child, and no day of one');

# Dump and restore, and a programme that goes and comes.
my $before = query($node, 'demo', q{SELECT count(*) || ' ' || md5(string_agg(v::text, '' ORDER BY v::text)) FROM wirral_reports.data_dictionary v}, 'bi_bi');
command_ok([ 'pg_dump', '-h', $host, '-p', $port, '-Fc', '-f', "$dir/demo.dump", 'demo' ], 'dumped');
query($node, 'postgres', 'CREATE DATABASE again');
command_ok([ 'pg_restore', '-h', $host, '-p', $port, '-d', 'again', '--exit-on-error', "$dir/demo.dump" ], 'and restored');
is(query($node, 'again', q{SELECT count(*) || ' ' || md5(string_agg(v::text, '' ORDER BY v::text)) FROM wirral_reports.data_dictionary v}, 'bi_bi'), $before, 'level bi reads the same columns, with their meanings');
is(query($node, 'again', 'SELECT sum(finished) FROM wirral_reports.fact_compliance', 'bi_bi', $options), query($node, 'demo', 'SELECT sum(finished) FROM wirral_reports.fact_compliance', 'bi_bi', $options), 'and the same facts');
query($node, 'again', 'ALTER SCHEMA wirral RENAME TO mersey; ALTER SCHEMA wirral_reports RENAME TO mersey_reports');
is(query($node, 'again', 'SELECT count(*) FROM mersey_reports.fact_action WHERE actions = 1', 'bi_bi', $options), query($node, 'demo', 'SELECT count(*) FROM wirral_reports.fact_action', 'bi_bi', $options), 'after both schemas are renamed, on a past day');
like(query($node, 'again', q{SELECT sen.lay_out_views('mersey')}), qr/^programme mersey: /, 'and laid out anew');
query($node, 'again', 'SET client_min_messages = error; DROP SCHEMA mersey, mersey_reports CASCADE');
like(query($node, 'again', q{SELECT sen.create_programme('mersey')}), qr/^programme mersey: /, 'dropped and made again');

$node->stop;
done_testing();
