# The demo: its totals are the published ones, its check can fail, it generates the same cases every time,
# and what it prints is what it promises.

use strict;
use warnings;

use Digest::MD5;
use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Utils;
use Test::More;
use SenTest;

my $dir = PostgreSQL::Test::Utils::tempdir;
my $node;

# run_script FOLDER, DATABASE, SCRIPT [, ROLE]: as scripts/demo.sh does it. Returns (exit status, output).
sub run_script
{
	my ($folder, $database, $script, $role) = @_;
	my $output = '';
	IPC::Run::run([ 'psql', '-X', '-h', $node->host, '-p', $node->port, '-d', $database, $role ? ('-U', $role) : (),
			($script eq 'show.sql' ? () : ('-v', 'ON_ERROR_STOP=1', '-q')), '-f', $script ],
		'>', \$output, '2>&1', init => sub { chdir $folder or die "chdir $folder: $!" });
	return ($? >> 8, $output);
}

sub md5_of { return Digest::MD5::md5_hex(slurp_file($_[0])); }

# Once by the superuser, as all tests that take the demo have it; once by a role that only owns its database, with every
# setting that could lead it astray.
$node = eval { start_demo('demo', undef, "$dir/one") };
is($@, '', 'load.sql ends well, and is quiet') or die;
query($node, 'postgres', 'ALTER DATABASE demo RENAME TO one');

copy_demo("$dir/two");
query($node, 'postgres', q{CREATE ROLE analyst LOGIN; CREATE DATABASE two OWNER analyst; ALTER ROLE analyst SET datestyle = 'SQL, DMY'; ALTER ROLE analyst SET timezone = 'Pacific/Kiritimati';
	ALTER ROLE analyst SET extra_float_digits = 0; ALTER ROLE analyst SET intervalstyle = 'iso_8601'; ALTER ROLE analyst SET max_parallel_workers_per_gather = 0});
my ($status, $output) = run_script("$dir/two", 'two', 'load.sql', 'analyst');
is($output, '', 'load.sql is quiet without superuser, too');
is($status, 0, 'load.sql without superuser, with other settings') or diag($output);
for my $file ('ehc_request.csv', 'assessment_exception.csv')
{
	ok(-s "$dir/one/$file", "$file is generated");
	is(md5_of("$dir/one/$file"), md5_of("$dir/two/$file"), "and to the byte the same every time");
}

my %checked;
for my $run ([ 'one' ], [ 'two', 'analyst' ])
{
	my ($name, $role) = @$run;
	($status, $output) = run_script("$dir/$name", $name, 'check.sql', $role);
	$checked{$name} = $output;
	is($status, 0, "check.sql ($name)") or diag($output);
	like($output, qr/^check: 7 years, \d+ published figures, all equal$/m, "seven years are equal ($name)");
	like($output, qr/^check: \d+ facts of the documents, the published log and the evidence, all as expected$/m, "the story is told ($name)");
}
# With PostgreSQL's own settings no view that somebody may be given costs enough to be compiled, and every table is analysed.
is(query($node, 'one', q{
	SELECT set_config(name, boot_val, false) FROM pg_settings WHERE context = 'user' AND (category LIKE 'Query Tuning%' OR name IN ('jit', 'work_mem', 'hash_mem_multiplier')) \g /dev/null
	CREATE FUNCTION pg_temp.plan(view name) RETURNS json LANGUAGE plpgsql AS $$ DECLARE plan json; BEGIN EXECUTE format('EXPLAIN (FORMAT json) SELECT * FROM wirral.%I', view) INTO plan; RETURN plan; END $$;
	SELECT count(*) >= 50, string_agg(relname, ', ') FILTER (WHERE (plan #>> '{0,Plan,Total Cost}')::numeric >= 100000 OR plan::text ~ '"JIT"')
	FROM (SELECT c.relname, pg_temp.plan(c.relname) AS plan FROM pg_class c JOIN sen.access_levels() l ON l.relation = c.relname
	      WHERE c.relnamespace = 'wirral'::regnamespace AND c.relkind = 'v' AND l.read_level IN ('reader', 'analyst')) v}), 't|', 'a default server compiles no view');
# The first statement of a session, which loads the library while it is planned.
unlike(query($node, 'one', q{SET jit_above_cost = 0; EXPLAIN (ANALYZE, FORMAT json) SELECT * FROM wirral.open_cases}), qr/"JIT"/, 'nor at any cost, from the first statement on');
is(query($node, 'one', q{SELECT count(*) > 50, string_agg(relname, ', ') FILTER (WHERE reltuples < 0) FROM pg_class WHERE relnamespace = 'wirral'::regnamespace AND relkind = 'r'}), 't|', 'and knows the rows of every table');
# The same without the demo's views and check: the published table, counted from the cases.
is(query($node, 'one', q{
	SELECT string_agg(year || ' ' || within || '/' || plans || ' ' || within_ex || '/' || plans_ex, ', ' ORDER BY year) FROM (
	SELECT extract(year FROM assessment_outcome_on) AS year, count(*) AS plans, count(*) FILTER (WHERE assessment_outcome_on - received_on <= 140) AS within,
	       count(*) FILTER (WHERE NOT x) AS plans_ex, count(*) FILTER (WHERE assessment_outcome_on - received_on <= 140 AND NOT x) AS within_ex
	FROM (SELECT r.*, coalesce(week20, false) OR EXISTS (SELECT FROM wirral.assessment_exception e WHERE e.request_ref = r.request_ref AND e.time_limit = 'final_plan') AS x FROM wirral.ehc_request r) r
	WHERE assessment_outcome = 'Y' AND assessment_outcome_on <= '2025-12-31' AND coalesce(request_outcome, '') <> 'H' GROUP BY 1) y}),
	'2019 95/297 93/286, 2020 191/364 184/351, 2021 59/322 59/315, 2022 263/736 263/727, 2023 347/1069 347/1067, 2024 90/716 90/716, 2025 111/1328 109/1322',
	'DfE\'s figures, counted from the rows by plain SQL');

# What the documents tell, by plain SQL: the log of the Board as published, what rests on nothing, and what is invented.
is(query($node, 'one', q{
	SELECT string_agg(meeting_id || ' ' || done || '/' || entries, ', ' ORDER BY meeting_id) FROM (
	SELECT l.meeting_id, count(*) AS entries, count(*) FILTER (WHERE a.done_on <= l.entered_on) AS done
	FROM wirral.log_entry l JOIN wirral.action a USING (action_id)
	WHERE a.action_id LIKE 'log-%' AND l.meeting_id IN ('board-2024-07', 'board-2024-12', 'board-2025-02') GROUP BY 1) m}),
	'board-2024-07 13/22, board-2024-12 5/16, board-2025-02 14/16', 'the action log has the published counts, from the days on which actions were done');
is(query($node, 'one', q{
	SELECT (SELECT count(*) FROM wirral.measurement WHERE evidence_id IS NULL) + (SELECT count(*) FROM wirral.log_entry WHERE evidence_id IS NULL)
	     + (SELECT count(*) FROM wirral.risk WHERE evidence_id IS NULL) + (SELECT count(*) FROM wirral.measure WHERE evidence_id IS NULL)}), '0', 'no figure, measure, log entry or risk is without evidence');
is(query($node, 'one', q{SELECT count(*) FROM wirral.evidence WHERE NOT illustrative AND held_at IS NULL AND evidence_id NOT IN ('letter-2025-01', 'notice-2025')}), '0', 'every real document says where it is');
is(query($node, 'one', q{SELECT count(*) FROM wirral.log_entry l JOIN wirral.evidence e USING (evidence_id) WHERE NOT e.illustrative AND l.entered_on <> '2024-11-26'}), '0', 'only the day of the stocktake has log entries that rest on a document');
is(query($node, 'one', q{SELECT string_agg(version || ': ' || coalesce(meeting, '-'), ', ' ORDER BY version) FROM wirral.log_versions}), '1: -, 2: board-2025-11, 3: board-2026-01', 'the log is sealed as loaded and for two meetings');

($status, $output) = run_script("$dir/one", 'one', 'show.sql');
is($status, 0, 'show.sql');
unlike($output, qr/ERROR|WARNING/, 'without an error');
(my $spaced = $output) =~ s/[ \t]+/ /g;
like($spaced, qr/93 of 286/, '2019 without exceptions is there');
like($spaced, qr/109 of 1,322/, '2025 without exceptions is there');
my ($longest) = sort { $b <=> $a } map { my $l = $_; utf8::decode($l); length $l } split /\n/, $output;
cmp_ok($longest, '<=', 100, 'no line is longer than 100 characters');
my ($again_status, $again) = run_script("$dir/two", 'two', 'show.sql', 'analyst');
is($again, $output, 'and the same for another role with other settings');

# One case issued a day later than it was: a figure differs, and the check says which.
my $one = query($node, 'one', q{SELECT request_ref FROM wirral.case_status WHERE status = 'plan issued' AND plan_issued_on - received_on = 140 ORDER BY 1 LIMIT 1});
isnt($one, '', 'there is a plan of exactly 140 days');
query($node, 'one', "UPDATE wirral.ehc_request SET received_on = received_on - 1 WHERE request_ref = '$one'");
($status, $output) = run_script("$dir/one", 'one', 'check.sql');
isnt($status, 0, 'check.sql fails when a plan took a day longer');
like($output, qr/plans within 20 weeks: DfE published \d+, the programme gives \d+/, 'and says what differs');
query($node, 'one', "UPDATE wirral.ehc_request SET received_on = received_on + 1 WHERE request_ref = '$one'");
($status) = run_script("$dir/one", 'one', 'check.sql');
is($status, 0, 'put right, it passes again');
query($node, 'one', 'DELETE FROM wirral.assessment_exception WHERE ctid = (SELECT min(ctid) FROM wirral.assessment_exception)');
($status, $output) = run_script("$dir/one", 'one', 'check.sql');
isnt($status, 0, 'check.sql fails when an exception is lost');

# A story that is told otherwise is noticed: each change by a line of its own, which was not there before.
my $as_it_was = $checked{two};
my @changes = ([ q{UPDATE wirral.area_status SET since = '2025-01-10' WHERE status = 'business as usual' AND area_number = 8}, qr/business as usual: expected 4, 8, 9, the programme gives 4, 9$/m ],
	[ q{UPDATE wirral.measurement SET evidence_id = NULL WHERE measure_id = 'reviews-4-weeks'}, qr/figures without evidence: expected 0, the programme gives 2$/m ],
	[ q{UPDATE wirral.log_entry SET delivery_status = 'on track' WHERE action_id = 'log-13' AND meeting_id = 'board-2024-07'}, qr/expected 13 complete, 9 open, 0 due, the programme gives 12 complete/m ]);
query($node, 'two', $_->[0]) for @changes;
($status, $output) = run_script("$dir/two", 'two', 'check.sql', 'analyst');
isnt($status, 0, 'check.sql fails after changes of three kinds');
for my $change (@changes)
{
	my ($sql, $line) = @$change;
	unlike($as_it_was, $line, "before: $sql");
	like($output, $line, 'and says afterwards what differs');
}

# A second load into the same database is refused and changes nothing.
my $rows = query($node, 'two', 'SELECT count(*) FROM wirral.ehc_request');
($status) = run_script("$dir/two", 'two', 'load.sql', 'analyst');
isnt($status, 0, 'a second load is refused');
is(query($node, 'two', 'SELECT count(*) FROM wirral.ehc_request'), $rows, 'and changes nothing');

$node->stop;
done_testing();
