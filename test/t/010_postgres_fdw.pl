# Summaries of foreign servers: two servers hold the cases of three authorities each, a third one
# reads them through postgres_fdw. The servers must compute the summaries and send only these; rolled
# up they must equal those of all the cases in one place.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Utils;
use Test::More;
use SenTest;

my $seed = seed();
my $region = start_node('region');
if (query($region, 'postgres', q{SELECT count(*) FROM pg_available_extensions WHERE name IN ('postgres_fdw', 'pg_stat_statements')}) != 2)
{
	$region->stop;
	plan(skip_all => 'postgres_fdw or pg_stat_statements is not installed (package postgresql-contrib)');
}

# What arrives at a server, and how many rows leave it, is counted there by pg_stat_statements. Each
# server stands on a day of its own.
my %day = (north => '2024-09-01', south => '2024-10-01');
my %node;
for my $name (sort keys %day)
{
	my $node = $node{$name} = start_node($name, "shared_preload_libraries = 'pg_stat_statements'\npg_stat_statements.track_utility = on\n");
	query($node, 'postgres', "CREATE DATABASE council");
	query($node, 'council', qq{CREATE EXTENSION pg_stat_statements; CREATE EXTENSION sen_improvement;
		ALTER DATABASE council SET sen_improvement.as_of = '$day{$name}';
		CREATE TABLE cases (authority text, started date, finished date, exception boolean, left_on date);
		CREATE TABLE monthly (authority text, month date, summary sen.timeliness)});
}
query($region, 'postgres', 'CREATE DATABASE region');
query($region, 'region', 'CREATE EXTENSION sen_improvement; CREATE EXTENSION postgres_fdw; ' . join('', map {
	my ($name, $host, $port) = ($_, $node{$_}->host, $node{$_}->port);
	qq{CREATE SERVER $name FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '$host', port '$port', dbname 'council', extensions 'sen_improvement', batch_size '500');
	   CREATE USER MAPPING FOR CURRENT_USER SERVER $name OPTIONS (user '} . query($node{$_}, 'postgres', 'SELECT current_user') . q{');} } sort keys %node));
query($region, 'region', <<"SQL");
-- Partitions on different servers, and the same cases in one place.
CREATE TABLE cases (authority text, started date, finished date, exception boolean, left_on date) PARTITION BY LIST (authority);
CREATE FOREIGN TABLE cases_north PARTITION OF cases FOR VALUES IN ('342', '343', '344') SERVER north OPTIONS (table_name 'cases');
CREATE FOREIGN TABLE cases_south PARTITION OF cases FOR VALUES IN ('840', '845', '850') SERVER south OPTIONS (table_name 'cases');
CREATE FOREIGN TABLE monthly_north (authority text, month date, summary sen.timeliness) SERVER north OPTIONS (table_name 'monthly');
CREATE FOREIGN TABLE monthly_south (authority text, month date, summary sen.timeliness) SERVER south OPTIONS (table_name 'monthly');
CREATE TABLE whole (LIKE cases);
SELECT setseed(($seed % 1000000) / 1000000.0);
INSERT INTO whole
SELECT authority, started, CASE WHEN b < 0.2 THEN NULL WHEN b < 0.22 THEN 'infinity' WHEN b < 0.25 THEN date '2021-06-01' + (s * 900)::integer ELSE started + (s * 500)::integer END, r < 0.1,
       CASE WHEN c < 0.1 THEN started + (t * 400)::integer END
FROM (SELECT (ARRAY['342', '343', '344', '840', '845', '850'])[1 + floor(random() * 6)::integer] AS authority, CASE WHEN random() < 0.03 THEN NULL ELSE date '2021-01-01' + (random() * 1400)::integer END AS started,
             random() AS b, random() AS c, random() AS r, random() AS s, random() AS t FROM generate_series(1, 12000)) x;
INSERT INTO cases SELECT * FROM whole;
ANALYZE whole; ANALYZE cases; ANALYZE cases_north; ANALYZE cases_south;
SQL
my $rows = query($region, 'region', 'SELECT count(*) FROM whole');
asked($_) for keys %node;    # what was asked so far is not to count
is(query($node{north}, 'council', 'SELECT count(*) FROM cases') + query($node{south}, 'council', 'SELECT count(*) FROM cases'), $rows, "$rows cases are spread over two servers");

# asked NAME: the number of rows fetched from that server since this was asked last, and the statements that it was sent.
sub asked
{
	my ($name) = @_;
	return split /\|/, query($node{$name}, 'council', q{SELECT coalesce(sum(rows) FILTER (WHERE query ILIKE 'fetch%'), 0), string_agg(query, E'\n') FILTER (WHERE query ILIKE '%declare%cursor%') FROM pg_stat_statements;
		SELECT FROM pg_stat_statements_reset() \g /dev/null}), 2;
}

# remote SQL: the answer at the region, then for each server the statements that it was sent and the
# number of rows fetched from it.
sub remote
{
	my ($sql) = @_;
	my $answer = query($region, 'region', $sql);
	my (%sent, %fetched);
	($fetched{$_}, $sent{$_}) = asked($_) for keys %node;
	return ($answer, \%sent, \%fetched);
}

# same TITLE, SQL, SQL OF THE WHOLE, WHAT IS SENT, ROWS OF NORTH, ROWS OF SOUTH: equal answers, and for
# each server the pattern of the statement and the number of rows fetched. A server of 0 rows is not asked.
sub same
{
	my ($title, $sql, $whole, $pattern, %rows) = @_;
	my ($answer, $sent, $fetched) = remote($sql);
	my $wanted = query($region, 'region', $whole);
	ok($wanted ne '' && $answer eq $wanted, "$title: equal to the whole") or diag("got:\n" . substr($answer, 0, 800) . "\nwanted:\n" . substr($wanted, 0, 800));
	for my $name (sort keys %rows)
	{
		is($fetched->{$name}, $rows{$name}, "$title: so many rows came from $name");
		like($sent->{$name}, $pattern, "$title: what $name was asked") if $rows{$name};
	}
	return;
}

my $call = 'sen.timeliness(started, finished, exception, \'2024-12-31\')';
my $left = 'sen.timeliness(started, finished, exception, left_on, \'2024-12-31\')';
my $late = 'sen.lateness(started + 140, finished, exception, \'2024-12-31\')';
my $of_north = "FROM whole WHERE authority IN ('342', '343', '344')";
my $count = sub { query($region, 'region', "SELECT count(*) FROM ($_[0]) x") };
my $rows_north = $count->("SELECT $of_north");

# 1. One server --------------------------------------------------------------------------------------
same('one summary', "SELECT $call FROM cases_north", "SELECT $call $of_north", qr/SELECT sen\.timeliness\(/, north => 1, south => 0);
same('the form with a day of leaving', "SELECT $left FROM cases_north", "SELECT $left $of_north", qr/SELECT sen\.timeliness\((?:[^,]+, ){4}/, north => 1);
same('lateness', "SELECT $late FROM cases_north", "SELECT $late $of_north", qr/SELECT sen\.lateness\(/, north => 1);
same('by authority', "SELECT authority, $call FROM cases_north GROUP BY 1 ORDER BY 1", "SELECT authority, $call $of_north GROUP BY 1 ORDER BY 1", qr/sen\.timeliness\(.* GROUP BY/, north => 3);
my $months = $count->("SELECT DISTINCT sen.month(finished) $of_north");
cmp_ok($months, '>', 40, "$months months");
same('by month', "SELECT sen.month(finished), $call FROM cases_north GROUP BY 1 ORDER BY 1", "SELECT sen.month(finished), $call $of_north GROUP BY 1 ORDER BY 1", qr/sen\.month\(finished\).*sen\.timeliness\(.* GROUP BY/, north => $months);
same('rates', "SELECT authority, sen.rate($call, 140), sen.median_days($call), sen.open_over($call, 140) FROM cases_north GROUP BY 1 ORDER BY 1", "SELECT authority, sen.rate($call, 140), sen.median_days($call), sen.open_over($call, 140) $of_north GROUP BY 1 ORDER BY 1",
	qr/sen\.rate\(sen\.timeliness\(/, north => 3);
same('having', "SELECT authority FROM cases_north GROUP BY 1 HAVING sen.rate($call, 140) > 0 ORDER BY 1", "SELECT authority $of_north GROUP BY 1 HAVING sen.rate($call, 140) > 0 ORDER BY 1", qr/HAVING .*sen\.rate/, north => 3);
same('no rows', "SELECT $call FROM cases_north WHERE authority = '000'", "SELECT 'v1'", qr/sen\.timeliness\(/, north => 1);

# 2. Both, rolled up at the region -----------------------------------------------------------------------
same('two servers, one total', "SELECT sen.rollup(s) FROM (SELECT $call AS s FROM cases_north UNION ALL SELECT $call FROM cases_south) x", "SELECT $call FROM whole", qr/SELECT sen\.timeliness\(/, north => 1, south => 1);
my %months = map { ($_ => query($node{$_}, 'council', 'SELECT count(DISTINCT coalesce(sen.month(finished), \'4000-01-01\')) FROM cases')) } keys %node;
same('two servers, by month', "SELECT month, sen.rollup(s) FROM (SELECT sen.month(finished) AS month, $call AS s FROM cases_north GROUP BY 1 UNION ALL SELECT sen.month(finished), $call FROM cases_south GROUP BY 1) x GROUP BY 1 ORDER BY 1",
	"SELECT sen.month(finished), $call FROM whole GROUP BY 1 ORDER BY 1", qr/sen\.month\(finished\).*sen\.timeliness\(/, %months);

# 3. Partitions on different servers -----------------------------------------------------------------------
my $by_partition = 'SET enable_partitionwise_aggregate = on;';
same('partitions, by authority', "$by_partition SELECT authority, $call FROM cases GROUP BY 1 ORDER BY 1", "SELECT authority, $call FROM whole GROUP BY 1 ORDER BY 1", qr/sen\.timeliness\(.* GROUP BY/, north => 3, south => 3);
same('partitions, two authorities', "$by_partition SELECT authority, sen.rate($call, 140) FROM cases WHERE authority IN ('342', '344') GROUP BY 1 ORDER BY 1", "SELECT authority, sen.rate($call, 140) FROM whole WHERE authority IN ('342', '344') GROUP BY 1 ORDER BY 1",
	qr/sen\.timeliness\(.* WHERE .* GROUP BY/, north => 2, south => 0);
same('partitions, by authority and month', "$by_partition SELECT authority, sen.month(finished), $left FROM cases GROUP BY 1, 2 ORDER BY 1, 2", "SELECT authority, sen.month(finished), $left FROM whole GROUP BY 1, 2 ORDER BY 1, 2",
	qr/sen\.timeliness\(.* GROUP BY/, map { ($_ => query($node{$_}, 'council', 'SELECT count(*) FROM (SELECT DISTINCT authority, sen.month(finished) FROM cases) x')) } keys %node);
same('partitions, one total by way of the authorities', "$by_partition SELECT sen.rollup(s) FROM (SELECT $call AS s FROM cases GROUP BY authority) x", "SELECT $call FROM whole", qr/sen\.timeliness\(.* GROUP BY/, north => 3, south => 3);
same('partitions, by month by way of the authorities', "$by_partition SELECT month, sen.rollup(s) FROM (SELECT authority, sen.month(finished) AS month, $late AS s FROM cases GROUP BY 1, 2) x GROUP BY 1 ORDER BY 1", "SELECT sen.month(finished), $late FROM whole GROUP BY 1 ORDER BY 1",
	qr/sen\.lateness\(.* GROUP BY/, map { ($_ => query($node{$_}, 'council', 'SELECT count(*) FROM (SELECT DISTINCT authority, sen.month(finished) FROM cases) x')) } keys %node);
# A group that lies in several partitions is not split: the rows come, and the answer is the same.
same('partitions, one total at once', "$by_partition SELECT $call FROM cases", "SELECT $call FROM whole", qr/SELECT started, finished, exception FROM/, north => $rows_north, south => $rows - $rows_north);

# 4. Stored summaries -------------------------------------------------------------------------------------------
query($region, 'region', "INSERT INTO monthly_$_ SELECT authority, sen.month(finished), $left FROM cases_$_ GROUP BY 1, 2; ANALYZE monthly_$_") for keys %node;
is(query($region, 'region', q{SELECT count(*) FROM monthly_north WHERE summary::text ~ 'left\{.*unusable\{'}) > 0 ? 1 : 0, 1, 'summaries of every kind are stored there');
asked($_) for keys %node;
same('stored summaries', 'SELECT authority, sen.rollup(summary) FROM monthly_north GROUP BY 1 ORDER BY 1', "SELECT authority, $left $of_north GROUP BY 1 ORDER BY 1", qr/sen\.rollup\(summary\).* GROUP BY/, north => 3);
same('and their rates', 'SELECT authority, sen.rate(sen.rollup(summary), 140), sen.rate(sen.rollup(summary), 140, true) FROM monthly_north GROUP BY 1 ORDER BY 1', "SELECT authority, sen.rate($left, 140), sen.rate($left, 140, true) $of_north GROUP BY 1 ORDER BY 1",
	qr/sen\.rate\(sen\.rollup\(summary\)/, north => 3);
same('of two servers', 'SELECT sen.rollup(s) FROM (SELECT sen.rollup(summary) AS s FROM monthly_north UNION ALL SELECT sen.rollup(summary) FROM monthly_south) x', "SELECT $left FROM whole", qr/sen\.rollup\(summary\)/, north => 1, south => 1);
same('a summary as a condition', "SELECT count(*) FROM monthly_north WHERE summary OPERATOR(sen.=) (SELECT summary FROM monthly_north WHERE authority = '344' AND month = '2023-05-01')", 'SELECT 1', qr/sen\.=/, north => 2);

# 5. Which day it is -----------------------------------------------------------------------------------------------
# Without as_of the day is that of the server that computes: its setting, else its current date.
is((remote("SET sen_improvement.as_of = '2024-07-01'; SELECT sen.timeliness(started, finished, exception) FROM cases_$_"))[0],
	query($region, 'region', "SELECT sen.timeliness(started, finished, exception, '$day{$_}') FROM whole WHERE authority " . ($_ eq 'north' ? '<' : '>') . " '600'"), "without as_of: the day of $_, not of the region") for sort keys %day;
query($region, 'region', qq{ALTER SERVER $_ OPTIONS (ADD options '-c sen_improvement.as_of=2024-07-01')}) for keys %day;
same('with the setting among the options of the servers', 'SELECT sen.rollup(s) FROM (SELECT sen.timeliness(started, finished, exception) AS s FROM cases_north UNION ALL SELECT sen.timeliness(started, finished, exception) FROM cases_south) x',
	"SELECT sen.timeliness(started, finished, exception, '2024-07-01') FROM whole", qr/SELECT sen\.timeliness\(/, north => 1, south => 1);

# As a sub-select the day is taken once, at the region, and travels as a value: whatever gave it there, and whatever day the others stand on.
{
	my $on = q{sen.timeliness(started, finished, exception, (SELECT sen.today()))};
	my $wanted = query($region, 'region', "SELECT sen.timeliness(started, finished, exception, '2024-07-15') $of_north");
	my $setting = q{sen_improvement.as_of = '2024-07-15'};
	my $who = query($region, 'region', 'SELECT quote_ident(current_user)');
	query($region, 'region', qq{CREATE FUNCTION on_the_day() RETURNS text LANGUAGE plpgsql SET $setting AS 'BEGIN RETURN (SELECT $on FROM cases_north); END'});
	my $ask = "SELECT $on FROM cases_north";
	for ([ 'SET', "SET $setting; $ask" ], [ 'SET LOCAL', "BEGIN; SET LOCAL $setting; $ask; COMMIT" ], [ 'SET of a function', 'SELECT on_the_day()' ],
		[ 'ALTER ROLE', $ask, "ALTER ROLE $who SET $setting", "ALTER ROLE $who RESET sen_improvement.as_of" ],
		[ 'ALTER DATABASE', $ask, "ALTER DATABASE region SET $setting", 'ALTER DATABASE region RESET sen_improvement.as_of' ])
	{
		my ($way, $sql, $before, $after) = @$_;
		query($region, 'region', $before) if $before;
		my ($answer, $sent, $fetched) = remote($sql);
		query($region, 'region', $after) if $after;
		is($answer, $wanted, "the day of the region by $way");
		is($fetched->{north}, 1, "by $way: one row came");
		like($sent->{north}, qr/SELECT sen\.timeliness\(started, finished, exception, \(\(SELECT null::date\)\)::date|SELECT sen\.timeliness\(started, finished, exception, \$1::date\)/, "by $way: the day travelled");
	}
}

# 6. Series ----------------------------------------------------------------------------------------------------------
SKIP:
{
	skip('this version has no series', 1) if query($region, 'region', q{SELECT count(*) FROM pg_proc WHERE pronamespace = 'sen'::regnamespace AND proname = 'timeliness_series'}) == 0;
	my $series = 'sen.timeliness_series(\'finish_month\', started, finished, exception, \'2024-12-31\')';
	same('a series', "SELECT p.* FROM (SELECT $series AS s FROM cases_north) x, sen.periods(s) p ORDER BY 1", "SELECT p.* FROM (SELECT $series AS s $of_north) x, sen.periods(s) p ORDER BY 1", qr/SELECT sen\.timeliness_series\(/, north => 1);
	same('two series, by month', "SELECT period, sen.rollup(summary) FROM (SELECT $series AS s FROM cases_north UNION ALL SELECT $series FROM cases_south) x, sen.periods(s) GROUP BY 1 ORDER BY 1",
		"SELECT period, summary FROM (SELECT $series AS s FROM whole) x, sen.periods(s) ORDER BY 1", qr/SELECT sen\.timeliness_series\(/, north => 1, south => 1);
	same('partitions, a series of each authority', "$by_partition SELECT authority, $series FROM cases GROUP BY 1 ORDER BY 1", "SELECT authority, $series FROM whole GROUP BY 1 ORDER BY 1", qr/sen\.timeliness_series\(.* GROUP BY/, north => 3, south => 3);
}

# 7. An extension that is not listed ---------------------------------------------------------------------------------------
# The rows come instead, which is what the counts above would have shown.
query($region, 'region', 'ALTER SERVER north OPTIONS (DROP extensions)');
same('not listed', "SELECT $call FROM cases_north", "SELECT $call $of_north", qr/\ADECLARE \S+ CURSOR FOR\s+SELECT started, finished, exception FROM/, north => $rows_north);

$_->stop for $region, values %node;
done_testing();
