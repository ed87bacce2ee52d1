# Upgrade from every released version: a programme that it laid out, with the demo loaded, tracked and sealed, is
# brought to this version by ALTER EXTENSION and sen.upgrade_programme(), and then equals one laid out by this version;
# no row and no result of a view has changed, and the log and its old checkpoint still verify.
#
# test/fixtures/released/VERSION.sql.gz is a dump of the demo's database as that version left it:
#   pg_dump --no-owner --schema=wirral | gzip -9n
# No file there is ever changed. What a later version changes on purpose is listed below.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use File::Basename;
use IO::Uncompress::Gunzip qw(gunzip $GunzipError);
use PostgreSQL::Test::Utils;
use Test::More;
use SenTest;

my $source = source_dir();
my $node = start_node('upgrade');
my @days = ('2024-11-26', '2025-06-06', '2025-12-31');

my ($this) = slurp_file("$source/sen_improvement.control") =~ /^default_version = '([^']*)'/m;
my @released = slurp_file("$source/CHANGELOG.md") =~ /^## \[(\d+\.\d+\.\d+)\]/mg;
my @fixtures = map { basename($_, '.sql.gz') } sort glob "$source/test/fixtures/released/*.sql.gz";
is_deeply([ sort grep { $_ ne $this } @released ], \@fixtures, 'there is a dump of every released version');

# The text of CHANGELOG names everything that has another name now, for whoever has to change queries of their own.
query($node, 'postgres', 'CREATE DATABASE fresh');
query($node, 'fresh', q{CREATE EXTENSION sen_improvement; SELECT sen.create_programme('wirral')});
my %renamed = (log_entries => 'log_leaves', changes_since_last_meeting => 'changes_since_sealed_meeting', map { split / / } grep { !/\./ } split /\n/, query($node, 'fresh', 'SELECT unnest(renames) FROM sen.programme_step'));
my %columns = map { split / / } grep { /\./ } split /\n/, query($node, 'fresh', 'SELECT unnest(renames) FROM sen.programme_step');
my %told = slurp_file("$source/CHANGELOG.md") =~ /^\| `(\S+)` \| `(\S+)` \|$/mg;
is_deeply(\%told, { %renamed, map { my ($view) = split /\./; ($_ => "$view.$columns{$_}") } keys %columns }, 'CHANGELOG says what has another name');
is(query($node, 'fresh', qq{SELECT string_agg(n, ', ') FROM unnest('{@{[ join ',', values %renamed, map { (split /\./)[0] . ".$columns{$_}" } keys %columns ]}}'::text[]) n
	WHERE NOT EXISTS (SELECT FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relnamespace = 'wirral'::regnamespace AND n IN (c.relname, c.relname || '.' || a.attname))}), '', 'and what has it is there');

# Of a table that a step makes no released version has rows: what the log says of it is not compared. Nor are the blocks
# of the log as such: their entries are, and the log is verified.
my @made = split /\n/, query($node, 'fresh', q{SELECT DISTINCT (regexp_matches(body, '^CREATE TABLE (\w+)', 'gn'))[1] FROM sen.programme_step ORDER BY 1});
ok((grep { $_ eq 'layout_step' } @made), 'steps make tables');
# Nor of measure, in each row of which a step says how the periods of its figures lie to each other, or of compliance_test,
# to which one gives numbers.
my $made = join ',', @made, 'measure', 'compliance_test';

# What says something else on purpose: a trend is drawn from figures that share no days, and two figures that share cases
# are compared by those that they do not share; rules of paragraphs go by a recent time, a share or an age;
# and what tells the same in words.
my %changed = map { $_ => 1 } (map { my $view = $_; map { "$view.$_" } qw(condition status is_ready evidence what_is_there missing) } qw(notice_compliance notice_judged notice_test self_assessment step_down)),
	qw(compliance_test.rule notice_plan.objectives_with_entry notice_plan.has_entry notice_progress.objectives_with_entry notice_progress.has_entry notice_meetings.meetings_with_advisers notice_meetings.without_advisers notice_meetings.governance notice_reviews.reviews_with_assessment notice_voices.from_parents notice_voices.from_young_people notice_voices.co_production),
	(map { "dashboard.$_" } qw(trend_per_month trend_lower trend_upper points projected_on moving change_in_words because verdict rag on_track_for_milestone)),
	(map { my $view = $_; map { "$view.$_" } qw(measures_met measures_on_track measures_at_risk measures_off_track measures_without_recent_data) } qw(area_progress notice_progress)),
	(map { "notice_measures.$_" } qw(measures_met measures_on_track measures_at_risk measures_off_track measures_without_recent_data without_recent_data)), qw(slow_progress.reasons action_log.highlight),
	# Words by one rule for numbers and shares.
	qw(where_we_are.detail data_quality.subject data_quality.finding finding_in_plan.subject finding_in_cases.finding area_progress.in_words notice_progress.in_words contribution_gaps.gap risk_register.movement risk_register.attention meeting_readiness.in_words timeliness_year_to_date.change_in_words
		compliance_year_to_date.change_in_words plan_quality.change_in_words);

# The objects of the extension and of a programme, as text without OIDs.
my $objects = <<'SQL';
SET search_path = pg_catalog;
WITH member AS (
	SELECT d.classid, d.objid, 0 AS objsubid FROM pg_depend d JOIN pg_extension e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid WHERE e.extname = 'sen_improvement' AND d.deptype = 'e'
	UNION ALL SELECT 'pg_class'::regclass, c.oid, 0 FROM pg_class c WHERE c.relnamespace = to_regnamespace('wirral') AND c.relkind <> 'i'
	UNION ALL SELECT 'pg_class'::regclass, a.attrelid, a.attnum FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
		WHERE (c.relnamespace = to_regnamespace('wirral') OR c.relnamespace = 'sen'::regnamespace) AND a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'v', 'c')
	UNION ALL SELECT 'pg_proc'::regclass, p.oid, 0 FROM pg_proc p WHERE p.pronamespace = to_regnamespace('wirral')
	UNION ALL SELECT 'pg_trigger'::regclass, t.oid, 0 FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = to_regnamespace('wirral') AND NOT t.tgisinternal
	UNION ALL SELECT 'pg_constraint'::regclass, k.oid, 0 FROM pg_constraint k WHERE k.connamespace = to_regnamespace('wirral')
	UNION ALL SELECT 'pg_class'::regclass, i.indexrelid, 0 FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE c.relnamespace = to_regnamespace('wirral')
	UNION ALL SELECT 'pg_policy'::regclass, o.oid, 0 FROM pg_policy o JOIN pg_class c ON c.oid = o.polrelid WHERE c.relnamespace = to_regnamespace('wirral')
)
SELECT x.line FROM (SELECT format('%s: %s', pg_describe_object(m.classid, m.objid, m.objsubid), concat_ws(' | ',
	CASE m.classid WHEN 'pg_proc'::regclass THEN (SELECT concat_ws(' ', CASE WHEN p.prokind = 'a' THEN 'aggregate' ELSE pg_get_functiondef(p.oid) END, p.proacl) FROM pg_proc p WHERE p.oid = m.objid)
		WHEN 'pg_trigger'::regclass THEN pg_get_triggerdef(m.objid) WHEN 'pg_constraint'::regclass THEN pg_get_constraintdef(m.objid) WHEN 'pg_policy'::regclass THEN 'policy' END,
	CASE WHEN m.classid = 'pg_class'::regclass AND m.objsubid = 0 THEN (SELECT concat_ws(' ', c.relkind, c.reloptions, c.relacl, c.relrowsecurity, c.relreplident, CASE c.relkind WHEN 'v' THEN pg_get_viewdef(c.oid) WHEN 'i' THEN pg_get_indexdef(c.oid) END) FROM pg_class c WHERE c.oid = m.objid) END,
	CASE WHEN m.objsubid > 0 THEN (SELECT concat_ws(' ', (SELECT count(*) FROM pg_attribute o WHERE o.attrelid = a.attrelid AND o.attnum BETWEEN 1 AND a.attnum AND NOT o.attisdropped), format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attacl, a.attidentity, pg_get_expr(x.adbin, x.adrelid)) FROM pg_attribute a LEFT JOIN pg_attrdef x ON x.adrelid = a.attrelid AND x.adnum = a.attnum WHERE a.attrelid = m.objid AND a.attnum = m.objsubid) END,
	CASE WHEN m.objsubid > 0 THEN col_description(m.objid, m.objsubid) ELSE regexp_replace(obj_description(m.objid, m.classid::regclass::name), ' Columns as the log has them: [0-9a-f]+[.]$', '') END)) AS line
 FROM member m) x ORDER BY x.line COLLATE "C";
SQL

# What each relation is compared by: the columns that it had and still has, by the names of that time or by those of now.
# Steps have moved columns to other tables, and views have more columns than before.
my %exists = map { $_ => 1 } split /\n/, query($node, 'fresh', q{SELECT c.relname || '.' || a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped WHERE c.relnamespace = 'wirral'::regnamespace});
my %had;
sub compared_by
{
	my ($database) = @_;
	my %list;

	for (split /\n/, query($node, $database, q{SELECT c.relname || ' ' || a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped WHERE c.relnamespace = 'wirral'::regnamespace AND c.relkind IN ('r', 'v') ORDER BY a.attrelid, a.attnum}))
	{
		my ($relation, $column) = split / /;
		my $now = $renamed{$relation} // $relation;
		my $column_now = $columns{"$now.$column"} // $column;
		my $asked_now = "$now.$column_now" eq 'deadlines.in_words' ? q{regexp_replace("in_words", '^lifted, (.*) past the limit$', 'overdue by \1') AS in_words} : qq{"$column_now"};
		next if !$exists{"$now.$column_now"} || $changed{"$now.$column_now"};
		push @{ $list{$relation} }, qq{"$column"};
		push @{ $had{$now} }, $asked_now;
	}
	return { map { $_ => join ', ', @{ $list{$_} } } keys %list };
}

# contents DATABASE, COLUMNS, BUT, DAYS: how many rows every relation but those has on each day, and a digest of these
# columns of them. All in one session, where each is planned once for all days: that takes longer than to read the rows.
sub contents
{
	my ($database, $by, $but, @on) = @_;
	my @relations = grep { $_ ne 'ledger_block' && !$but->{$_} } split /\n/, query($node, $database, q{SELECT relname FROM pg_class WHERE relnamespace = 'wirral'::regnamespace AND relkind IN ('r', 'v') ORDER BY 1});
	my $script = "SET search_path = wirral, public;\n";
	my %found;

	for (@relations)
	{
		my $where = /^(?:log_entries|log_leaves|changes_since_last_meeting|changes_since_sealed_meeting)$/ ? "WHERE log_table <> ALL ('{$made}')" : '';
		# Steps that change columns of a tracked table have the log say so.
		$where .= " AND operation <> 'columns'" if /^log_(?:entries|leaves)$/;
		$where .= " AND change NOT LIKE 'column %'" if /^changes_since_/;
		$script .= qq{PREPARE "$_" AS SELECT count(*) || ' ' || coalesce(md5(string_agg(r::text, chr(10) ORDER BY r::text COLLATE "C")), '') FROM (SELECT @{[ $by->{$_} // '*' ]} FROM wirral."$_" $where) r;\n};
	}
	for my $day (@on)
	{
		$script .= "SET sen_improvement.as_of = '$day';\n" . join '', map { qq{\\echo $_ on $day\nEXECUTE "$_";\n} } @relations;
	}
	my @lines = split /\n/, query($node, $database, $script);
	while (my ($of, $answer) = splice @lines, 0, 2) { $found{$of} = $answer }
	die "$database: not every relation was asked on every day" if keys %found != @relations * @on;
	return \%found;
}

for my $version (@fixtures)
{
	my $database = "from_$version";
	query($node, 'postgres', qq{CREATE DATABASE "$database"});
	query($node, $database, "CREATE EXTENSION sen_improvement VERSION '$version'");
	gunzip("$source/test/fixtures/released/$version.sql.gz" => \my $dump) or die "$version: $GunzipError";
	my ($status, $output, $errors) = try_query($node, $database, $dump);
	is($status, 0, "$version: its dump is restored") or diag($errors);
	%had = ();
	my $old_columns = compared_by($database);
	my $before = contents($database, $old_columns, {}, @days);
	cmp_ok(scalar(keys %$before), '>', 300, "$version: there are many relations");
	my $checkpoint = query($node, $database, q{SELECT sen.checkpoint('wirral')});
	query($node, $database, q{CREATE ROLE up_reader; CREATE ROLE up_analyst; CREATE ROLE up_stranger LOGIN}) unless query($node, $database, q{SELECT count(*) FROM pg_roles WHERE rolname = 'up_reader'});
	query($node, $database, q{SELECT sen.grant_access('wirral', 'up_reader', 'reader'), sen.grant_access('wirral', 'up_analyst', 'analyst')});
	# What others have on the views, and have built on them.
	query($node, $database, q{GRANT SELECT ON wirral.duty TO up_reader; GRANT SELECT (request_ref, exception) ON wirral.case_status TO up_reader; CREATE SCHEMA own;
		CREATE VIEW own.late AS SELECT d.case_ref, d.excepted, c.standing FROM wirral.duty d JOIN wirral.open_cases c ON c.request_ref = d.case_ref;
		CREATE VIEW own.rate AS SELECT t.year, t.percent_within FROM wirral.timeliness_by_year t});
	# A log outside a programme, with a grant on its views and a view over them.
	query($node, $database, q{CREATE SCHEMA beside; CREATE TABLE beside.action (id integer PRIMARY KEY, title text); SELECT sen.track('beside.action'); INSERT INTO beside.action VALUES (1, 'one'), (2, 'two');
		SELECT sen.seal('beside', 'first', 'Board 1'); UPDATE beside.action SET title = 'changed' WHERE id = 2; GRANT SELECT ON beside.log_entries, beside.changes_since_last_meeting TO up_analyst;
		CREATE VIEW own.entries AS SELECT log_table, operation FROM beside.log_entries});
	my $beside = query($node, $database, q{SELECT md5(string_agg(l::text, chr(10) ORDER BY block_id, number)) FROM beside.log_entries l});
	my $beside_checkpoint = query($node, $database, q{SELECT sen.checkpoint('beside')});
	my $own = q{SET sen_improvement.as_of = '2025-06-06'; SELECT (SELECT md5(string_agg(l::text, '' ORDER BY l::text COLLATE "C")) || ' ' || count(*) || ' ' || count(*) FILTER (WHERE l.excepted) FROM own.late l), (SELECT string_agg(r::text, ' ' ORDER BY r.year) FROM own.rate r)};
	my $own_before = query($node, $database, $own);
	query($node, $database, 'ALTER EXTENSION sen_improvement UPDATE');

	# The views of the programme are still those of before, and work.
	is_deeply(contents($database, $old_columns, {}, $days[0]), { map { $_ => $before->{$_} } grep { / on $days[0]$/ } keys %$before }, "$version: with the new extension alone nothing has changed");
	like(query($node, $database, 'SELECT programme, extension_version, upgrade_waits FROM sen.programmes()'), qr/^wirral\|\Q$version\E\|t$/, "$version: it is said that an upgrade waits");
	is((try_query($node, $database, q{\set VERBOSITY verbose
SELECT sen.board_pack('wirral')}))[2] =~ /ERROR:  (\w+): / && $1, '55000', "$version: the pack waits too, and says so");
	my $plan = query($node, $database, q{SELECT step, extension_version, title FROM sen.upgrade_programme('wirral', dry_run => true)});
	like($plan, qr/^1\|0\.2\.0\|record each step of an upgrade\n(.*\n)*\|\Q$this\E\|lay out the views$/, "$version: what would be done");
	is(query($node, $database, q{SELECT sen.layout_step('wirral'), sen.programme_version('wirral')}), "0|$version", "$version: nothing was done");
	like((try_query($node, $database, q{SELECT sen.upgrade_programme('wirral')}))[2], qr/DETAIL:  There depend on them: view own\.late, view own\.rate\./, "$version: what others have built is named, and nothing else");
	# By a member of the owner, which may become it and owns nothing: what is made is the owner's.
	query($node, $database, q{CREATE ROLE up_member LOGIN; DO $$BEGIN EXECUTE format('GRANT %s TO up_member', sen.programme_owner('wirral')::regrole); END$$}) unless query($node, $database, q{SELECT count(*) FROM pg_roles WHERE rolname = 'up_member'});
	like((try_query($node, $database, q{SELECT sen.upgrade_programme('wirral', dependents => 'restore')}, 'up_stranger'))[2], qr/must be owner of programme "wirral"/, "$version: not by a stranger");
	is(query($node, $database, q{SELECT step, extension_version, title FROM sen.upgrade_programme('wirral', dependents => 'restore')}, 'up_member'), $plan, "$version: what was done is what was said");
	is(query($node, $database, q{SELECT string_agg(DISTINCT pg_get_userbyid(c.relowner), ', ') FROM pg_class c WHERE c.relnamespace::regnamespace::text IN ('wirral', 'wirral_reports')}), query($node, $database, q{SELECT sen.programme_owner('wirral')::regrole}), "$version: by a member of the owner, whose all of it is");
	is(query($node, $database, q{SELECT count(*) FROM sen.upgrade_programme('wirral')}), '0', "$version: and it is done once");
	is(query($node, $database, q{SELECT programme, extension_version, upgrade_waits FROM sen.programmes()}), "wirral|$this|f", "$version: nothing waits any longer");
	is(query($node, $database, q{SELECT count(DISTINCT section) FROM sen.board_pack('wirral')}), query($node, 'fresh', q{SELECT count(DISTINCT section) FROM sen.board_pack('wirral')}), "$version: and the pack is there, with as many sections as a new one has");
	is(query($node, $database, q{SELECT step, extension_version, title, done_at::date = current_date, done_by = 'up_member' FROM wirral.layout_step}),
		query($node, $database, q{SELECT step, extension_version, title, true, true FROM sen.programme_step}), "$version: each step is recorded, with its day");

	is(query($node, $database, $own), $own_before, "$version: views of others go on, over what has another name");
	is(query($node, $database, q{SELECT has_table_privilege('up_reader', 'wirral.case_time_limit', 'SELECT'), has_column_privilege('up_reader', 'wirral.case_status', 'has_exception', 'SELECT'), has_column_privilege('up_reader', 'wirral.case_status', 'status', 'SELECT')}), 't|t|f',
		"$version: and so do grants");
	is(query($node, $database, q{SELECT md5(string_agg(l::text, chr(10) ORDER BY block_id, number)) FROM beside.log_entries l}), $beside, "$version: the views of a log outside a programme work as before");
	is(query($node, $database, q{SELECT sen.upgrade_log('beside'), sen.upgrade_log('beside')}), 'log of schema beside|log of schema beside', "$version: which is brought along by a call, also once more");
	is(query($node, $database, q{SELECT md5(string_agg(l::text, chr(10) ORDER BY block_id, number)) FROM beside.log_leaves l}), $beside, "$version: it says what it said");
	is(query($node, $database, q{SELECT has_table_privilege('up_analyst', 'beside.log_leaves', 'SELECT'), has_table_privilege('up_analyst', 'beside.changes_since_sealed_meeting', 'SELECT'), to_regclass('beside.log_entries') IS NULL}), 't|t|t', "$version: to whom it was granted");
	is(query($node, $database, q{SELECT string_agg(operation, ',' ORDER BY operation) FROM own.entries}), 'insert,insert,sealed,tracking begins,update', "$version: and views over it go on");
	is(query($node, $database, q{SELECT count(*) FROM beside.ledger_index WHERE kind = 0}), '1', "$version: it has an index");
	is(query($node, $database, q{SELECT row_key, column_name, new_value FROM beside.changes_since_sealed_meeting}), 'id 2|title|changed', "$version: what changed since is read");
	is(query($node, $database, qq{SELECT count(*) FROM sen.verify_log('beside', \$c\$$beside_checkpoint\$c\$)}), '0', "$version: and proofs of before hold");
	query($node, $database, q{CREATE SCHEMA anew; CREATE TABLE anew.action (id integer PRIMARY KEY, title text); SELECT sen.track('anew.action')});
	my $views = q{SELECT c.relname, c.relkind, c.reloptions, replace(pg_get_viewdef(c.oid), '%1$s', ''), obj_description(c.oid), (SELECT string_agg(concat_ws(' ', a.attname, a.atttypid::regtype, col_description(c.oid, a.attnum)), '; ' ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0) FROM pg_class c WHERE c.relnamespace = '%1$s'::regnamespace AND c.relname ~ '^(log_|changes_|ledger_index$|ledger_block$)' AND c.relkind IN ('v', 'r') ORDER BY 1};
	is(query($node, $database, sprintf $views, 'beside'), query($node, $database, sprintf $views, 'anew'), "$version: it is then as a new one");
	query($node, $database, 'DROP SCHEMA own, beside, anew CASCADE');
	$before = { map { my ($name, $rest) = split / /, $_, 2; (($renamed{$name} // $name) . " $rest" => $before->{$_}) } keys %$before };
	# What is new there was not before, so it is not asked; that it is as in a new database is asked below.
	my %new = map { $_ => 1 } grep { !exists $before->{"$_ on $days[0]"} } split /\n/, query($node, $database, q{SELECT relname FROM pg_class WHERE relnamespace = 'wirral'::regnamespace});
	my $after = contents($database, { map { $_ => join ', ', @{ $had{$_} } } keys %had }, \%new, @days);
	delete $_->{"programme on $days[0]"}, delete $_->{"programme on $days[1]"}, delete $_->{"programme on $days[2]"} for $before, $after;
	is_deeply($after, $before, "$version: no row and no result has changed") or diag('All: ' . join ', ', grep { ($after->{$_} // '') ne ($before->{$_} // '') } sort keys %$before);
	is(query($node, $database, q{SELECT count(*) FROM sen.verify_log('wirral')}), '0', "$version: the log is whole");
	is(query($node, $database, qq{SELECT count(*) FROM sen.verify_log('wirral', \$c\$$checkpoint\$c\$)}), '0', "$version: and contains what the old checkpoint saw");
	query($node, $database, q{INSERT INTO wirral.partner VALUES ('new', 'New partner', 'health'); SELECT sen.seal('wirral')});
	is(query($node, $database, qq{SELECT count(*) FROM sen.verify_log('wirral', \$c\$$checkpoint\$c\$)}), '0', "$version: it goes on from there");
	is(query($node, $database, q{SELECT string_agg(r || ' ' || has_table_privilege(r, 'wirral.layout_step', 'SELECT') || ' ' || has_table_privilege(r, 'wirral.dashboard', 'SELECT'), ', ' ORDER BY r) FROM unnest('{up_reader,up_analyst}'::text[]) r}),
		'up_analyst true true, up_reader false true', "$version: what is new is granted by its level");

	query($node, $database, q{SELECT sen.revoke_access('wirral', 'up_reader'), sen.revoke_access('wirral', 'up_analyst')});
	query($node, 'fresh', q{CREATE ROLE x; SELECT sen.grant_access('wirral', 'x', 'reader'), sen.revoke_access('wirral', 'x'); DROP ROLE x});
	my %upgraded = map { $_ => 1 } split /\n(?=\S[^\n]*: )/, query($node, $database, $objects);
	my %fresh = map { $_ => 1 } split /\n(?=\S[^\n]*: )/, query($node, 'fresh', $objects);
	cmp_ok(scalar(keys %fresh), '>', 1500, 'there are many objects');
	is(join("\n", grep { !$fresh{$_} } sort keys %upgraded), '', "$version: upgraded, nothing differs from a new database");
	is(join("\n", grep { !$upgraded{$_} } sort keys %fresh), '', "$version: nor is anything missing");
}
done_testing();
