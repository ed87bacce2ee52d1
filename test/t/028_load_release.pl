# Published files through scripts/load-release: encodings, a dry run, faults, a revision; and, where they lie beside the
# project, the files of DfE's release of 26 June 2025, whose directory SEN_PUBLISHED names.

use strict;
use warnings;

use Encode;
use File::Basename;
use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Utils;
use Test::More;
use SenTest;

my $source = source_dir();
my $dir = PostgreSQL::Test::Utils::tempdir;
my $node = start_node('load_release');
query($node, 'postgres', 'CREATE DATABASE load');
query($node, 'load', q{CREATE EXTENSION sen_improvement; SELECT sen.create_programme('wirral')});

# load_release(ARGUMENTS): (exit status, output and errors).
sub load_release
{
	my (@arguments) = @_;
	my $output = '';
	IPC::Run::run([ "$source/scripts/load-release", @arguments ], '>', \$output, '2>&1',
		init => sub { @ENV{ 'PGHOST', 'PGPORT', 'PGDATABASE' } = ($node->host, $node->port, 'load') });
	return ($? >> 8, $output);
}

sub write_file
{
	my ($name, $bytes) = @_;
	open my $file, '>:raw', "$dir/$name" or die "$name: $!";
	print $file $bytes;
	close $file or die "$name: $!";
	return "$dir/$name";
}

sub answer { return query($node, 'load', $_[0]); }

my $head = 'time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,new_la_code,old_la_code,la_name,breakdown_topic,breakdown,requests_received_in_year';
my $text = "$head\n2024,Calendar year,National,E92000001,England,,,,,,All requests,All requests,154489\n"
	. "2024,Calendar year,Local authority,E92000001,England,E12000002,North West,E08000015,344,\"Wirral, caf\x{e9} \x{2013} \x{a3}\",All requests,All requests,1443\n";
my %bytes = (
	'utf8.csv' => encode('UTF-8', $text),
	'marked.csv' => "\xEF\xBB\xBF" . encode('UTF-8', $text =~ s/\n/\r\n/gr),
	'utf16.csv' => encode('UTF-16LE', "\x{FEFF}$text"),
	'Windows 1252.csv' => encode('cp1252', $text),
	'semicolons.csv' => encode('UTF-8', $text =~ s/,(?=(?:[^"]*"[^"]*")*[^"]*$)/;/gr));
my @paths = map { write_file($_, $bytes{$_}) } sort keys %bytes;

my ($status, $output) = load_release('--dry-run', 'wirral', 'requests-2025', @paths);
is($status, 0, 'a dry run') or diag($output);
like($output, qr/this was a dry run/, 'says so');
is(answer('SELECT count(*) FROM wirral.release_file'), 0, 'and loads nothing');
($status, $output) = load_release('--published-on', '2025-06-26', '--title', 'Requests', 'wirral', 'requests-2025', @paths);
is($status, 0, 'five encodings') or diag($output);
is(answer(q{SELECT count(*), count(DISTINCT area_name), min(value), bool_and(area_name = U&'Wirral, caf\00E9 \2013 \00A3') FROM wirral.benchmark WHERE local_authority = '344'}),
	'5|1|1443|t', 'say the same');
is(answer('SELECT string_agg(file, \' \' ORDER BY file) FROM wirral.release_file'), 'marked semicolons utf16 utf8 windows_1252', 'named after the files');

# A fault in the last of several files: none is loaded.
my $good = write_file('good.csv', $bytes{'utf8.csv'});
my $bad = write_file('bad.csv', $bytes{'utf8.csv'} =~ s/1443/many/r);
($status, $output) = load_release('wirral', 'requests-2025', $good, $bad);
is($status, 1, 'a fault') or diag($output);
like($output, qr/line 3 requests_received_in_year "many"/, 'is named with line, column and value');
is(answer("SELECT count(*) FROM wirral.release_file WHERE file = 'good'"), 0, 'and nothing is loaded');
($status, $output) = load_release('--dry-run', 'wirral', 'requests-2025', $good, $bad);
is($status, 1, 'a dry run of it');
like($output, qr/bad +\| +3 \| requests_received_in_year \| many/, 'lists it');
($status, $output) = load_release('wirral', 'nothing', "$dir/none.csv");
is($status, 2, 'no such file');
# What is too large is refused before a byte of any file is sent: 1 MB stands for what would be 200.
my $large = write_file('large.csv', $bytes{'utf8.csv'} . "\n" x 1000001);
($status, $output) = load_release('--largest', '1', 'wirral', 'requests-2025', $good, $large);
is($status, 2, 'a file larger than it may be');
like($output, qr/large\.csv is larger than 1 MB/, 'is named');
is(answer("SELECT count(*) FROM wirral.release_file WHERE file IN ('good', 'large')"), 0, 'and nothing is loaded');
($status, $output) = load_release('wirral', 'requests-2025', $large);
is($status, 0, 'one that is not') or diag($output);
answer("DELETE FROM wirral.release_file WHERE file = 'large'");
($status, $output) = load_release('nowhere', 'requests-2025', $good);
is($status, 1, 'no such programme');

# The files of DfE -----------------------------------------------------------------------------------
SKIP:
{
	my $path = $ENV{SEN_PUBLISHED} // '';
	my @files = $path eq '' ? () : grep { -f } map { dirname($path) . "/$_.csv" } qw(timeliness_20_week requests assessments annual_reviews newplans);
	skip('DfE\'s files are not here (SEN_PUBLISHED names none)', 1) if @files < 5;
	($status, $output) = load_release('--published-on', '2025-06-26', '--retrieved-on', '2025-07-01', '--title', 'Education, health and care plans, reporting year 2025',
		'wirral', 'ehc-plans-2025', @files);
	is($status, 0, 'the release of 26 June 2025') or diag($output);
	is(answer("SELECT f.file || ' ' || count(*) || ' ' || max(f.sha256) FROM wirral.release_file f JOIN wirral.release_row r USING (file_id) WHERE f.file = 'timeliness_20_week' GROUP BY f.file"),
		'timeliness_20_week 12211 6720f74f5e4e32efecd27ca4335805c9fb766a07f4b661284ec06f4d4df6ef13', 'every row of it');
	is(answer("SELECT count(*), count(value), count(symbol) FROM wirral.benchmark WHERE release = 'ehc-plans-2025'"), '1788532|1635285|153247', 'every figure, and every x');
	is(answer("SELECT string_agg(round(value)::text, ' ' ORDER BY period) FROM wirral.benchmark WHERE measure = 'plans_issued_den' AND is_total AND local_authority = '344' AND release = 'ehc-plans-2025'"),
		'297 364 322 736 1069 716', 'Wirral\'s plans, 2019 to 2024');
	# The rates that are printed follow from the counts. Of decisions within six weeks some rest on a few more decisions
	# than the two counts make.
	is(answer(q{SELECT official_measure, count(*) FILTER (WHERE percent <> percent_published) FROM wirral.official_figure WHERE release = 'ehc-plans-2025' GROUP BY 1 ORDER BY 1}),
		join("\n", 'decisions_in_6_weeks|38', 'no_plan_decisions_in_16_weeks|0', 'plans_after_52_weeks|0', 'plans_in_20_weeks|0', 'plans_in_20_weeks_excluding|0', 'requests_refused|0', 'review_decisions_in_4_weeks|0'),
		'every rate of a total as printed');
	answer(q{INSERT INTO wirral.neighbour SELECT '344', c, 2024, 'a list' FROM unnest('{343,876}'::text[]) c});
	is(answer(q{SELECT percent, england, region_percent, rank, ranked FROM wirral.beside_others WHERE official_measure = 'plans_in_20_weeks_excluding' AND is_latest AND local_authority = '344'}),
		'12.6|46.4|50.5|136|151', 'Wirral in 2024: England and the North West as printed');
	# Its place, counted another way: how many are better, and one.
	is(answer(q{SELECT 1 + count(*) FILTER (WHERE f.numerator / f.denominator > 90 / 716.0), count(*) FROM (
			SELECT max(b.value) FILTER (WHERE measure = 'plans_issued_20_weeks_ex') AS numerator, nullif(max(b.value) FILTER (WHERE measure = 'plans_issued_den_ex'), 0) AS denominator
			FROM wirral.benchmark b WHERE b.release = 'ehc-plans-2025' AND b.period = '2024' AND b.area_level = 'local authority' AND b.is_total
			AND b.measure IN ('plans_issued_20_weeks_ex', 'plans_issued_den_ex') GROUP BY b.area_code) f WHERE f.denominator IS NOT NULL AND f.numerator IS NOT NULL}), '136|151', 'and its rank');
}

$node->stop;
done_testing();
