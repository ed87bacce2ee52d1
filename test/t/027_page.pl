# The pack as a page: report/ with its own tests (report/test), which ask a server with the demo, and Chromium where it
# is installed. Skipped where Node.js, npm or the packages of report/package-lock.json cannot be had.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::RecursiveCopy;
use PostgreSQL::Test::Utils;
use Test::More;
use SenTest;

# output_of COMMAND...: what it prints, or undef if it cannot be run or fails.
sub output_of
{
	my ($output, $errors) = ('', '');
	my $done = eval { IPC::Run::run([@_], '<', \undef, '>', \$output, '2>', \$errors, IPC::Run::timeout(600)) };
	return $done ? $output : undef;
}

my ($major, $minor) = (output_of('node', '--version') // '') =~ /^v([0-9]+)\.([0-9]+)/;
plan skip_all => 'Node.js is not installed' if !defined $major;
plan skip_all => "Node.js $major.$minor is older than 18.15" if $major < 18 || $major == 18 && $minor < 15;
plan skip_all => 'npm is not installed' if !defined output_of('npm', '--version');

my $source = source_dir();
my $report = PostgreSQL::Test::Utils::tempdir . '/report';
PostgreSQL::Test::RecursiveCopy::copypath("$source/report", $report, filterfn => sub { $_[0] ne 'node_modules' });
$ENV{npm_config_cache} = PostgreSQL::Test::Utils::tempdir . '/npm';
$ENV{HOME} = PostgreSQL::Test::Utils::tempdir;
plan skip_all => 'the packages of report/package-lock.json cannot be had'
  if !defined output_of('npm', 'ci', '--prefix', $report, '--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier');

my $node = start_demo('page');
my $admin = query($node, 'demo', 'SELECT current_user');
my @levels = qw(reader analyst editor secretariat);
query($node, 'demo', qq{
	SELECT sen.create_programme('empty');
	CREATE ROLE page_alone LOGIN CONNECTION LIMIT 1; SELECT sen.grant_access('wirral', 'page_alone', 'reader');
	CREATE ROLE page_barred LOGIN; CREATE ROLE page_bi LOGIN; SELECT sen.grant_access('wirral', 'page_bi', 'bi');
	} . join('', map { "CREATE ROLE page_$_ LOGIN; SELECT sen.grant_access('wirral', 'page_$_', '$_');" } @levels) . "SELECT sen.grant_access('empty', 'page_reader', 'reader');");

# Titles as somebody may enter them by mistake or on purpose.
query($node, 'postgres', 'CREATE DATABASE hostile TEMPLATE demo');
query($node, 'hostile', q{
	CREATE FUNCTION hostile(text) RETURNS text LANGUAGE sql AS $$
		SELECT $1 || (ARRAY['<script>globalThis.hacked = 1; alert(1)</script>', '"><img src=http://127.0.0.1:9/x onerror=alert(2)>',
			''' -->]]></svg></title><iframe src=file:///etc/passwd>', '{{constructor}} ${1} \\\\ %s', U&'\202e\05d0\05d1 right to left',
			repeat('long ', 1900), repeat('w', 500), '</details></table></main>'])[1 + abs(hashtext($1)) % 8] $$;
	SET search_path = wirral, public;
	UPDATE measure SET title = hostile(title), how_measured = hostile(how_measured);
	UPDATE action SET title = hostile(title);
	UPDATE objective SET title = hostile(title);
	UPDATE risk SET title = hostile(title);
	UPDATE post SET title = hostile(title);
	UPDATE partner SET name = hostile(name);
	UPDATE meeting SET title = hostile(title);
	UPDATE milestone SET title = hostile(coalesce(title, ''));
	UPDATE scenario SET title = hostile(title);
	-- A release with thirty authorities, of which 344 has 5 of 100 cases in time and all others 40%.
	SELECT sen.load_release('wirral', 'made-up', 'timeliness', convert_to('time_period,time_identifier,geographic_level,country_code,'
		|| 'country_name,region_code,region_name,new_la_code,old_la_code,la_name,breakdown_topic,breakdown,plans_issued_den_ex,'
		|| E'plans_issued_20_weeks_ex\n2024,Calendar year,National,E92000001,England,,,,,,All,All,10000,4000\n'
		|| string_agg('2024,Calendar year,Local authority,E92000001,England,E12000002,North West,E0800' || lpad(n::text, 4, '0') || ','
			|| 329 + n || ',"' || replace(translate(hostile('Authority ' || n), chr(92), ''), '"', '""') || '",All,All,' || n * 20 || ',' || n * 8, E'\n')
		|| E'\n2024,Calendar year,Local authority,E92000001,England,E12000002,North West,E08000099,344,Wirral,All,All,100,5', 'UTF8'), '2025-06-26', retrieved_on => '2025-07-01')
	FROM generate_series(1, 30) n WHERE n <> 15;
});

$ENV{PAGE_SOURCE} = $source;
@ENV{qw(PGHOST PGPORT PGUSER PGDATABASE PAGE_ADMIN PAGE_ALONE PAGE_ROLES PAGE_BARRED)} =
  ($node->host, $node->port, 'page_reader', 'demo', $admin, 'page_alone', join(' ', map { "page_$_" } @levels), 'page_barred page_bi');
for my $file (sort glob "$report/test/*.test.mjs")
{
	my ($printed, $errors) = ('', '');
	IPC::Run::run([ 'node', '--test-reporter=tap', '--test', $file ], '<', \undef, '>', \$printed, '2>', \$errors,
		IPC::Run::timeout(1200));
	my ($name) = $file =~ m{([^/]+)\.test\.mjs$};
	my @results = $printed =~ /^ *(ok|not ok) [0-9]+ - (.*)$/mg;
	diag($errors, $printed) if !@results || $printed =~ /^ *not ok/m;
	ok(scalar @results, "$name has tests");
	while (my ($result, $what) = splice(@results, 0, 2))
	{
		next if $what =~ /\.test\.mjs$/;
		if ($what =~ s/ # SKIP *(.*)//)
		{
			my $why = $1;
		  SKIP: { skip("$name: $why", 1); }
			next;
		}
		ok($result eq 'ok', "$name: $what");
	}
}

done_testing();
