# Dump and restore: every row, view result, privilege, comment, constraint, index, policy and
# trigger of two programmes, of which one has been altered by its owner, comes back.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Utils;
use Test::More;
use SenTest;

my $node = start_node('dump');
my $dir = PostgreSQL::Test::Utils::tempdir;

query($node, 'postgres', 'CREATE ROLE owner_a LOGIN; CREATE ROLE reader LOGIN; CREATE ROLE auditor LOGIN; CREATE DATABASE live OWNER owner_a');
query($node, 'live', <<'SQL', 'owner_a');
CREATE EXTENSION sen_improvement;
SELECT sen.create_programme('wirral'), sen.create_programme('region');
SQL
query($node, 'live', <<'SQL', 'owner_a');
-- Rows of every kind: quotes, line ends, non-ASCII, nulls, the first and the last date.
INSERT INTO wirral.notice (notice_id, title, issued_by, issued_to, issued_on, replaced_on, review_every_months, source, remark) VALUES
    ('2024', 'Notice', 'DfE', 'Council', '2024-05-07', '2025-06-06', NULL, 'letter', E'two\nlines, "quoted", 100 %, \\ and é'), ('2025', 'Notice', 'DfE', 'Council', '2025-06-06', NULL, 6, 'notice', NULL);
INSERT INTO wirral.partner VALUES ('council', 'Council', 'local government'), ('parents', 'Parents'' forum', 'parents and carers');
INSERT INTO wirral.post VALUES ('DCS', 'council', 'Director', 'member', NULL);
INSERT INTO wirral.requirement VALUES ('2025', '5(c)', 1, 'Board', 'duty', 'council', 'Meet.', NULL, 'monthly'), ('2025', '10(d)(ii)', 2, 'Data', 'expectation', NULL, 'Send.', '2026-01-01', NULL);
INSERT INTO wirral.area VALUES ('2025', 1, 'priority action', 'Timeliness', '5(c)');
INSERT INTO wirral.area_status VALUES ('2025', 1, '2025-06-06', 'active', 'notice'), ('2025', 1, '2026-06-06', 'business as usual', 'board');
INSERT INTO wirral.review (review_id, notice_id, kind, planned_from, held_on, source) VALUES ('r1', '2025', 'stocktake', NULL, '2025-06-20', 's'), ('r2', '2025', 'deep dive', '2025-11-01', NULL, 's');
INSERT INTO wirral.next_step VALUES ('r1', 1, 'Recruit.');
INSERT INTO wirral.next_step_area VALUES ('r1', 1, '2025', 1);
INSERT INTO wirral.ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on, assessment_outcome, assessment_outcome_on, week20, closed_on)
SELECT '344', 'R' || n, CASE WHEN n % 50 > 0 THEN date '2022-01-01' + n END, (ARRAY['Y', 'N', 'A', 'W', NULL])[n % 5 + 1], CASE WHEN n % 5 < 2 THEN date '2022-02-01' + n END,
       CASE WHEN n % 5 = 0 THEN 'Y' END, CASE WHEN n % 5 = 0 THEN date '2022-04-01' + n + n % 400 END, n % 11 = 0, CASE WHEN n % 5 = 3 THEN date '2022-03-01' + n END
FROM generate_series(0, 1199) n;
INSERT INTO wirral.ehc_request (local_authority, request_ref, received_on, closed_on) VALUES ('001', E'odd "ref", \\ é', '1990-01-01', '2199-12-31');
INSERT INTO wirral.assessment_exception (local_authority, request_ref, time_limit, exception, evidence) SELECT '344', 'R' || n, CASE WHEN n % 2 = 0 THEN 'final_plan' ELSE 'assess_decision' END, 'absence_4_weeks', 'letter' FROM generate_series(0, 99) n;
INSERT INTO region.ehc_request (local_authority, request_ref, received_on) VALUES ('343', 'X', '2025-01-01');
-- A switch turned, a measure taken out, and one of the owner's own.
UPDATE wirral.definition SET without_mediation_or_tribunal = true, ends_on = 'plan start', note = NULL WHERE definition = 'plans_in_20_weeks';
DELETE FROM wirral.definition WHERE definition = 'review_reports_in_2_weeks';
INSERT INTO wirral.definition SELECT 'plans_as_published', 9, title, time_limits, numerator, denominator, starts, ends, period, exceptions, citation, source, note, false, 'plan issued' FROM wirral.definition WHERE definition = 'plans_in_20_weeks';
-- What the owner makes of it.
ALTER TABLE wirral.ehc_request ADD COLUMN team text DEFAULT 'north';
UPDATE wirral.ehc_request SET team = 'south' WHERE request_ref LIKE '%7';
COMMENT ON COLUMN wirral.ehc_request.team IS 'Team.';
CREATE INDEX by_team ON wirral.ehc_request (team, received_on);
ALTER TABLE wirral.ehc_request ADD CONSTRAINT team_known CHECK (team IN ('north', 'south'));
ALTER TABLE wirral.ehc_request ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_team ON wirral.ehc_request FOR SELECT TO reader USING (team = 'south');
CREATE TABLE wirral.monthly (month date PRIMARY KEY, strictest sen.time_limit DEFAULT 'final_plan', plans sen.timeliness);
INSERT INTO wirral.monthly SELECT month, 'assess_decision', sen.timeliness(received_on, plan_issued_on, exception, '2025-06-30') FROM (SELECT *, sen.month(plan_issued_on) AS month FROM wirral.case_status WHERE status = 'plan issued') c GROUP BY month;
CREATE INDEX by_limit ON wirral.monthly (strictest);
CREATE VIEW wirral.by_quarter AS SELECT sen.quarter_label(month) AS quarter, sen.rollup(plans) AS plans, round(sen.rate(sen.rollup(plans), 140), 4) AS rate FROM wirral.monthly GROUP BY 1;
CREATE MATERIALIZED VIEW wirral.kept AS SELECT * FROM wirral.timeliness_by_year;
GRANT USAGE ON SCHEMA wirral TO reader, auditor;
GRANT SELECT ON wirral.timeliness_by_year, wirral.backlog TO reader, auditor WITH GRANT OPTION;
GRANT SELECT, INSERT ON wirral.ehc_request TO reader;
GRANT SELECT (notice_id, title), UPDATE (remark) ON wirral.notice TO auditor;
GRANT INSERT ON wirral.ehc_request_intake TO reader;
ALTER DEFAULT PRIVILEGES IN SCHEMA wirral GRANT SELECT ON TABLES TO auditor;
SQL
# As the superuser: somebody else's table in the programme, and a changed privilege of the extension itself.
query($node, 'live', 'CREATE TABLE wirral.by_postgres (a integer PRIMARY KEY); REVOKE EXECUTE ON FUNCTION sen.create_programme(text) FROM PUBLIC; GRANT EXECUTE ON FUNCTION sen.create_programme(text) TO owner_a; GRANT USAGE ON SCHEMA sen TO auditor');

# Everything that can be told of the programmes in a database, as lines.
my $schemas = "'wirral', 'region'";
sub relations
{
	my ($database) = @_;
	return split /\n/, query($node, $database, qq{SELECT c.oid::regclass FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE n.nspname IN ($schemas) AND c.relkind IN ('r', 'v', 'm') ORDER BY 1::text});
}

sub facts
{
	my ($database, %except) = @_;
	my %fact;
	my $as_of = '-c sen_improvement.as_of=2025-06-30 -c search_path=';

	for my $relation (relations($database))
	{
		$fact{"rows of $relation"} = query($node, $database, qq{SELECT t::text FROM $relation t ORDER BY t::text COLLATE "C"}, undef, $as_of);
	}
	my %catalogue = (
		relations => qq{SELECT c.oid::regclass, c.relkind, pg_get_userbyid(c.relowner), c.relacl, c.relrowsecurity, obj_description(c.oid, 'pg_class') FROM pg_class c WHERE c.relnamespace::regnamespace::text IN ($schemas) AND relkind <> 't'},
		columns => qq{SELECT attrelid::regclass, attnum, attname, format_type(atttypid, atttypmod), attnotnull, attacl, col_description(attrelid, attnum), pg_get_expr(d.adbin, d.adrelid)
			FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
			WHERE c.relnamespace::regnamespace::text IN ($schemas) AND c.relkind IN ('r', 'v', 'm') AND attnum > 0 AND NOT attisdropped},
		constraints => qq{SELECT conrelid::regclass, conname, convalidated, pg_get_constraintdef(oid), obj_description(oid, 'pg_constraint') FROM pg_constraint WHERE connamespace::regnamespace::text IN ($schemas)},
		indexes => qq{SELECT indexrelid::regclass, pg_get_indexdef(indexrelid), obj_description(indexrelid, 'pg_class') FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE c.relnamespace::regnamespace::text IN ($schemas)},
		views => qq{SELECT oid::regclass, pg_get_viewdef(oid) FROM pg_class WHERE relnamespace::regnamespace::text IN ($schemas) AND relkind IN ('v', 'm')},
		triggers => qq{SELECT pg_get_triggerdef(t.oid), obj_description(t.oid, 'pg_trigger') FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT tgisinternal AND c.relnamespace::regnamespace::text IN ($schemas)},
		policies => qq{SELECT schemaname, tablename, policyname, roles, cmd, qual, with_check FROM pg_policies},
		schemas => qq{SELECT nspname, pg_get_userbyid(nspowner), nspacl, obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname IN ($schemas)},
		'default privileges' => qq{SELECT defaclnamespace::regnamespace, defaclobjtype, defaclacl FROM pg_default_acl},
		extension => qq{SELECT extname, extversion, extnamespace::regnamespace, obj_description(oid, 'pg_extension') FROM pg_extension WHERE extname = 'sen_improvement'},
		'extension privileges' => qq{SELECT nspname, nspacl::text FROM pg_namespace WHERE nspname = 'sen' UNION ALL SELECT oid::regprocedure::text, proacl::text FROM pg_proc WHERE pronamespace = 'sen'::regnamespace AND proacl IS NOT NULL});
	for my $kind (keys %catalogue)
	{
		next if $except{$kind};
		$fact{$kind} = query($node, $database, "SELECT x::text FROM ($catalogue{$kind}) x ORDER BY x::text COLLATE \"C\"", undef, $as_of);
	}
	$fact{'rows that a reader sees'} = query($node, $database, 'SELECT count(*), min(team), max(team) FROM wirral.ehc_request', 'reader');
	return \%fact;
}

my $live = facts('live');
ok(keys %$live > 40, 'the live database was described in ' . keys(%$live) . ' ways');
like($live->{'rows of wirral.timeliness_by_year'}, qr/^\(344,20/m, 'views have rows to compare');
unlike($live->{$_}, qr/\A\z/, "there are $_ to compare") for 'relations', 'columns', 'constraints', 'indexes', 'views', 'triggers', 'policies', 'default privileges', 'extension privileges', 'rows of wirral.by_quarter';
is($live->{'rows that a reader sees'}, '120|south|south', 'row-level security hides the rest');

# same DATABASE, WANTED, TITLE: one assertion for each kind of fact.
sub same
{
	my ($database, $wanted, $title, %except) = @_;
	my $got = facts($database, %except);
	is_deeply([ sort keys %$got ], [ sort grep { !$except{$_} } keys %$wanted ], "$title: the same relations");
	is($got->{$_}, $wanted->{$_}, "$title: $_") for sort grep { !$except{$_} } keys %$wanted;
	return;
}

# run COMMAND, TITLE: it has to succeed and to have nothing to complain of.
sub run_quietly
{
	my ($title, @command) = @_;
	my ($out, $err) = ('', '');
	my $ok = IPC::Run::run(\@command, '>', \$out, '2>', \$err);
	ok($ok, "$title: exit status 0") or diag($err);
	unlike($err, qr/error|warning|fatal/i, "$title: nothing to complain of");
	return $out;
}

my @to = ('-h', $node->host, '-p', $node->port);
my @as_super = ('-U', query($node, 'postgres', 'SELECT current_user'));

# Custom format, into a new database.
run_quietly('pg_dump -Fc', 'pg_dump', @to, @as_super, '-Fc', '-f', "$dir/live.dump", 'live');
query($node, 'postgres', 'CREATE DATABASE custom');
run_quietly('pg_restore', 'pg_restore', @to, @as_super, '-d', 'custom', "$dir/live.dump");
same('custom', $live, 'custom format');

# Once more from the copy: what was restored can be dumped.
run_quietly('pg_dump of the copy', 'pg_dump', @to, @as_super, '-Fd', '-j2', '-f', "$dir/copy.dir", 'custom');
query($node, 'postgres', 'CREATE DATABASE again');
run_quietly('pg_restore, two jobs', 'pg_restore', @to, @as_super, '-j2', '-d', 'again', "$dir/copy.dir");
same('again', $live, 'directory format of the copy');

# Plain SQL.
run_quietly('pg_dump', 'pg_dump', @to, @as_super, '-f', "$dir/live.sql", 'live');
query($node, 'postgres', 'CREATE DATABASE plain');
run_quietly('psql', 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', @to, @as_super, '-d', 'plain', '-f', "$dir/live.sql");
same('plain', $live, 'plain format');
# The dump has the rows and not our code: the extension is created, not copied.
my $text = slurp_file("$dir/live.sql");
like($text, qr/^CREATE EXTENSION IF NOT EXISTS sen_improvement/m, 'the dump creates the extension');
unlike($text, qr/^CREATE (?:OR REPLACE )?(?:FUNCTION|AGGREGATE|TYPE|OPERATOR)\b.* sen\./m, 'and nothing of what belongs to it');

# With --inserts and --column-inserts every row passes the checks by itself.
run_quietly('pg_dump --column-inserts', 'pg_dump', @to, @as_super, '--column-inserts', '-f', "$dir/inserts.sql", 'live');
query($node, 'postgres', 'CREATE DATABASE inserts');
run_quietly('psql', 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', @to, @as_super, '-d', 'inserts', '-f', "$dir/inserts.sql");
same('inserts', $live, 'column inserts');

# One schema only: pg_dump leaves the extension out then, so it has to be there; its privileges are not part of it.
run_quietly('pg_dump --schema', 'pg_dump', @to, @as_super, '-Fc', '--schema=wirral', '-f', "$dir/wirral.dump", 'live');
query($node, 'postgres', 'CREATE DATABASE one_schema');
query($node, 'one_schema', 'CREATE EXTENSION sen_improvement');
run_quietly('pg_restore', 'pg_restore', @to, @as_super, '-d', 'one_schema', "$dir/wirral.dump");
$schemas = "'wirral'";
my $wirral = facts('live', 'extension privileges' => 1);
same('one_schema', $wirral, 'one schema', 'extension privileges' => 1);
$schemas = "'wirral', 'region'";

# By the owner of the new database, who is no superuser. The superuser's own table cannot be given back
# to the superuser by others, so it goes first.
query($node, 'live', 'DROP TABLE wirral.by_postgres; GRANT EXECUTE ON FUNCTION sen.create_programme(text) TO PUBLIC; REVOKE EXECUTE ON FUNCTION sen.create_programme(text) FROM owner_a; REVOKE USAGE ON SCHEMA sen FROM auditor');
$live = facts('live', 'extension privileges' => 1);
run_quietly('pg_dump as owner', 'pg_dump', @to, '-U', 'owner_a', '-Fc', '-f', "$dir/owner.dump", 'live');
query($node, 'postgres', 'CREATE DATABASE owned OWNER owner_a');
run_quietly('pg_restore as owner', 'pg_restore', @to, '-U', 'owner_a', '-d', 'owned', "$dir/owner.dump");
same('owned', $live, 'restored by its owner', 'extension privileges' => 1);
query($node, 'owned', q{INSERT INTO wirral.ehc_request_intake (local_authority, request_ref, received_on) VALUES ('344', 'new', '31/12/2025')}, 'owner_a');
is(query($node, 'owned', q{SELECT received_on FROM wirral.ehc_request WHERE request_ref = 'new'}), '2025-12-31', 'the restored programme takes rows');
my ($status, undef, $err) = try_query($node, 'owned', q{INSERT INTO wirral.ehc_request (local_authority, request_ref) VALUES ('1', 'x')}, 'owner_a');
like($err, qr/value "1" is not allowed in column "local_authority"/, 'and refuses others');

# The comparison itself can fail: one value, one privilege, one comment.
query($node, 'custom', q{UPDATE region.ehc_request SET received_on = '2025-01-02'; REVOKE SELECT ON wirral.backlog FROM auditor; COMMENT ON TABLE wirral.partner IS 'P.'});
my $changed = facts('custom');
my $before = facts('again');
is_deeply([ sort grep { $changed->{$_} ne $before->{$_} } keys %$before ],
	[ 'relations', map { "rows of region.$_" } qw(backlog case_status counted_case counted_duty deadlines duty ehc_request ehc_request_intake measured_case
		open_cases overdue_cases time_to_plan) ],
	'a changed value, privilege and comment are noticed');

$node->stop;
done_testing();
