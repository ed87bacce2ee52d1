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
SELECT sen.create_programme('wirral'), sen.create_programme('region', partitions => 3);
SQL
query($node, 'live', <<'SQL', 'owner_a');
-- Rows of every kind: quotes, line ends, non-ASCII, nulls, the first and the last date.
INSERT INTO wirral.notice (notice_id, title, issued_by, issued_to, issued_on, replaced_on, review_every_months, source, remark) VALUES
    ('2024', 'Notice', 'DfE', 'Council', '2024-05-07', '2025-06-06', NULL, 'letter', E'two\nlines, "quoted", 100 %, \\ and é'), ('2025', 'Notice', 'DfE', 'Council', '2025-06-06', NULL, 6, 'notice', NULL);
-- A word of the owner's own, on which other rows rest; and one changed.
INSERT INTO wirral.sector VALUES ('police', 9, false, true, 'The police.');
UPDATE wirral.sector SET is_external = false, expected_on_board = true, meaning = 'é' WHERE sector = 'NHS England';
DELETE FROM wirral.sector WHERE sector = 'elected members';
INSERT INTO wirral.partner VALUES ('council', 'Council', 'local government'), ('parents', 'Parents'' forum', 'parents and carers'), ('police', 'Police', 'police'), ('NHSE', 'NHS England', 'NHS England');
INSERT INTO wirral.post (post_id, partner_id, title, attends_as) VALUES ('DCS', 'council', 'Director', 'member'), ('chief', 'police', 'Chief', 'external attendee'), ('lead', 'NHSE', 'Lead', 'member');
INSERT INTO wirral.requirement VALUES ('2025', '5(c)', 1, 'Board', 'duty', 'council', 'Meet.', NULL, 'monthly'), ('2025', '10(d)(ii)', 2, 'Data', 'expectation', NULL, 'Send.', '2026-01-01', NULL);
INSERT INTO wirral.area VALUES ('2025', 1, 'priority action', 'Timeliness', '5(c)');
INSERT INTO wirral.area_status VALUES ('2025', 1, '2025-06-06', 'active', 'notice'), ('2025', 1, '2026-06-06', 'business as usual', 'board');
INSERT INTO wirral.review (review_id, notice_id, kind, planned_from, held_on, source) VALUES ('r1', '2025', 'stocktake', NULL, '2025-06-20', 's'), ('r2', '2025', 'deep dive', '2025-11-01', NULL, 's');
INSERT INTO wirral.next_step VALUES ('r1', 1, 'Recruit.');
INSERT INTO wirral.next_step_area VALUES ('r1', 1, '2025', 1);
-- The plan, the Board and its risks: tables that refer to each other, and five whose numbers the database gives.
INSERT INTO wirral.meeting (meeting_id, title, planned_on, held_on, minutes_sent_on, source) VALUES ('b1', 'Board', '2025-06-11', '2025-06-11', '2025-06-20', 's'), ('b2', 'Board', '2025-07-09', NULL, NULL, 's');
INSERT INTO wirral.evidence (evidence_id, kind, title, dated_on, meeting_id, review_id, topic) VALUES ('e1', 'minutes', E'Minutes, "signed"\n', '2025-06-20', 'b1', 'r1', 'governance');
INSERT INTO wirral.evidence_requirement VALUES ('e1', '2025', '5(c)');
INSERT INTO wirral.objective (objective_id, plan, title, agreed_on, evidence_id) VALUES ('O1', 'Plan', 'Plans in time', '2025-06-11', 'e1');
INSERT INTO wirral.objective_area VALUES ('O1', '2025', 1);
INSERT INTO wirral.measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on, target_value, how_measured, every_months, definition, local_authority, counted_over, excluding_exceptions) VALUES
    ('M1', 'O1', 't', 'families', 'increase', '2024-12-31', 0.10, '2026-08-31', 60, 'Counted.', 1, NULL, NULL, NULL, NULL),
    ('M2', 'O1', 't', 'percent', 'increase', '2024-12-31', 6.9, '2026-08-31', 60, 'Counted.', 1, 'plans_in_20_weeks', '344', 'twelve months', true);
INSERT INTO wirral.measurement (measure_id, period_to, value, numerator, denominator) VALUES ('M1', '2025-05-31', 1.50, NULL, NULL), ('M1', '2025-06-30', NULL, 0, 0);
INSERT INTO wirral.milestone VALUES ('M1', '2027-01-01', 30, NULL);
INSERT INTO wirral.unit VALUES ('hours', 30, 'm');
INSERT INTO wirral.risk_response VALUES ('share', 9, 'm');
INSERT INTO wirral.measure_count VALUES ('M1', 'plans_in_20_weeks', '344', true);
INSERT INTO wirral.recalculation (measure_id, starts_on, reason, decided_by, meeting_id, evidence_id) VALUES ('M2', '2025-01-01', E'A "panel"\n each week', 'DCS', 'b1', 'e1');
INSERT INTO wirral.commentary VALUES ('M1', '2025-07-01', 'DCS', '2025-06-30', E'Few "came"\n', 'w', NULL, 'e1');
INSERT INTO wirral.action (action_id, objective_id, title, owner_post, agreed_on, due_on) VALUES ('A1', 'O1', 't', 'DCS', '2025-06-11', '2025-06-30');
INSERT INTO wirral.contribution VALUES ('A1', 'police', 'w');
INSERT INTO wirral.review_attendance VALUES ('r1', 'DCS', 'deputy');
INSERT INTO wirral.next_step_action VALUES ('r1', 1, 'A1');
INSERT INTO wirral.next_step_measure VALUES ('r1', 1, 'M1');
INSERT INTO wirral.own_judgement VALUES ('r2', '2025', '10(d)(ii)', '2025-10-31', 'DCS', E'Good,\n "but"', 'gap');
INSERT INTO wirral.invitation VALUES ('b1', 'chief', '2025-06-12');
INSERT INTO wirral.attendance VALUES ('b1', 'DCS', 'deputy');
INSERT INTO wirral.delivery_status VALUES ('paused', 8, 'amber', true, false, 'm');
INSERT INTO wirral.log_entry (meeting_id, entered_on, action_id, delivery_status, needs_more_from) SELECT 'b1', date '2025-06-11' + n, 'A1', 'paused', 'police' FROM generate_series(1, 20) n;
DELETE FROM wirral.log_entry WHERE log_entry_id % 2 = 0;
INSERT INTO wirral.adviser_update (post_id, given_on, notice_id, area_number, finding, summary) VALUES ('chief', '2025-06-11', '2025', 1, 'concern', 's');
INSERT INTO wirral.feedback_theme (theme, position, shown_from, meaning) VALUES ('buses', 10, 7, 'm');
INSERT INTO wirral.feedback (received_on, from_whom, channel, respondents, satisfied, tone, summary, theme, speaks_for_many) VALUES ('2025-06-11', 'staff', 'survey', 12, 12, 'mixed', 's', 'buses', true);
INSERT INTO wirral.risk (risk_id, title, objective_id, opened_on) VALUES ('R1', 't', 'O1', '2025-06-11');
INSERT INTO wirral.risk_cell SELECT 6, i, 'extreme' FROM generate_series(1, 5) i;
INSERT INTO wirral.risk_assessment VALUES ('R1', '2025-06-11', 'b1', 4, 4, 6, 5, 1, 1, 'reason');
INSERT INTO wirral.mitigation VALUES ('R1', 1, 'w', 'DCS', NULL, NULL);
INSERT INTO wirral.case_event (local_authority, concerns, case_ref, event, happened_on, time_limit, request_ref) VALUES ('344', 'mediation', 'm1', 'mediation_agreed', '2025-01-14', 'order_assess_final_plan', 'r1');
INSERT INTO wirral.escalation (raised_on, what, risk_id, escalated_to) VALUES ('2025-06-11', 'w', 'R1', 'DCS');
INSERT INTO wirral.decision (put_on, put_by, meeting_id, what, outcome, decided, risk_id) VALUES ('2025-06-05', 'DCS', 'b1', 'w', 'approved', E'As "asked"', 'R1');
INSERT INTO wirral.ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on, assessment_outcome, assessment_outcome_on, week20, closed_on)
SELECT '344', 'R' || n, CASE WHEN n % 50 > 0 THEN date '2022-01-01' + n END, (ARRAY['Y', 'N', 'A', 'W', NULL])[n % 5 + 1], CASE WHEN n % 5 < 2 THEN date '2022-02-01' + n END,
       CASE WHEN n % 5 = 0 THEN 'Y' END, CASE WHEN n % 5 = 0 THEN date '2022-04-01' + n + n % 400 END, n % 11 = 0, CASE WHEN n % 5 = 3 THEN date '2022-03-01' + n END
FROM generate_series(0, 1199) n;
INSERT INTO wirral.ehc_request (local_authority, request_ref, received_on, closed_on) VALUES ('001', E'odd "ref", \\ é', '1990-01-01', '2199-12-31');
INSERT INTO wirral.assessment_exception (local_authority, request_ref, time_limit, exception, evidence) SELECT '344', 'R' || n, CASE WHEN n % 2 = 0 THEN 'final_plan' ELSE 'assess_decision' END, 'absence_4_weeks', 'letter' FROM generate_series(0, 99) n;
INSERT INTO wirral.plan_audit VALUES ('344', 'A1', 'R1', '2025-06-11', 'good', NULL);
INSERT INTO wirral.wait (local_authority, wait_ref, service, referred_on) VALUES ('344', 'W1', 'speech and language', '2025-06-11');
INSERT INTO wirral.population VALUES ('344', '2024-06-30', 95000, E'a "source"');
INSERT INTO wirral.plans_in_force VALUES ('344', '2025-01-16', 3500, 's');
INSERT INTO wirral.worded_milestone VALUES ('W1', 'O1', 'Framework agreed', '2026-01-01', NULL, '2025-01-01', NULL, 'e1');
INSERT INTO wirral.scenario (scenario_id, title, local_authority, issue_order, until_on, why) VALUES ('s', 'As "now"', '344', 'oldest', '2199-12-31', 'w');
INSERT INTO wirral.capacity (scenario_id, stage, team, from_on, per_week, source) VALUES ('s', 'plan', E't \\', '2025-01-01', 6.5, 's');
INSERT INTO wirral.arrival_assumption VALUES ('s', '2025-01-01', NULL, NULL, 5.5, E'a "source"');
INSERT INTO wirral.school_holiday VALUES ('344', '2025-07-23', '2025-09-02', 'Summer', 'term dates');
INSERT INTO wirral.recovery_target VALUES ('344', 'overdue', '2026-12-31', 30, 'plan, é');
-- What is published, returned and exported.
INSERT INTO wirral.release VALUES ('plans-2025', 'DfE', E'Plans, "2025" \\ é', '2025-06-26', NULL);
INSERT INTO wirral.release_file (release, file, version, sha256, retrieved_on, shape, remarks) SELECT 'plans-2025', 'timeliness', v, repeat(v::text, 64), '2025-06-26', 'tidy', ARRAY[E'a "remark", {\\}', NULL]
FROM generate_series(1, 2) v;
DELETE FROM wirral.release_file WHERE version = 1;
INSERT INTO wirral.release_column SELECT file_id, 1, 'PC "x"', 'plans_issued_den' FROM wirral.release_file;
INSERT INTO wirral.release_row SELECT file_id, 'E08000015', '2024-01-01', '2024-12-31', '2024', 'All', E'ä, "b"', true, 2, ARRAY['1,097', NULL, '<5', E'{"'] FROM wirral.release_file;
INSERT INTO wirral.release_area VALUES ('E08000015', 'local authority', 'Wirral', '344', 'E12000002', '2024-01-01', '2199-12-31');
INSERT INTO wirral.official_column (column_name, occurrence, measure, releases) VALUES ('own "name"', 2, 'own', '2026');
UPDATE wirral.official_measure SET title = 'Refused' WHERE official_measure = 'requests_refused';
INSERT INTO wirral.neighbour VALUES ('344', '343', 2024, 'a list');
INSERT INTO wirral.published_wait VALUES ('344', 'speech and language', 'RY7', '(CYP) Therapy: "speech"');
INSERT INTO wirral.sen2_submission (submission, local_authority, return_year, reference_date, format, file_name, sha256, persons, requests, items, keeps_personal, key_check)
VALUES (7, '344', 2025, '2025-01-16', 'xml', E'SEN2 "2025".xml', repeat('a', 64), 1, 1, 1, true, 'x');
INSERT INTO wirral.sen2_person (submission, person, child_ref, matched_by, upn_key, surname, born_on) VALUES (7, 1, 'c', 'UPN', 'k', E'O''Neill, \\', '2015-08-31');
INSERT INTO wirral.sen2_request (submission, person, request, received_on, week20, is_active) VALUES (7, 1, 1, '2024-01-02', NULL, true);
INSERT INTO wirral.sen2_need VALUES (7, 1, 1, 1, 'ASD', NULL);
INSERT INTO wirral.sen2_placement (submission, person, request, is_named, place, urn, sen_unit) VALUES (7, 1, 1, true, 1, '000001', NULL);
INSERT INTO wirral.sen2_item (submission, place, module, module_place, item, raw, day, path) VALUES (7, 1, 'request', 1, 'receiveddate', E' 2024-01-02\n', '2024-01-02', '/a[1]/b');
INSERT INTO wirral.sen2_finding (submission, finding, check_number, check_name, severity, value, says) VALUES (7, 1, 1, 'c', 'query', E'a\tb', 's');
INSERT INTO wirral.export_column (export, table_name, our_column, their_column, reading) VALUES ('casework', 'ehc_request', 'received_on', E'Rec''d "on"', 'day first'), ('casework', 'ehc_request', 'request_outcome', 'Outcome', 'codes');
INSERT INTO wirral.export_code VALUES ('casework', 'ehc_request', 'request_outcome', E'Agreed \\ é', 'Y'), ('casework', 'ehc_request', 'request_outcome', 'n/a', NULL);
INSERT INTO wirral.projection (scenario_id, made_on, stands_on, until_on, algorithm, seed, runs, variant_runs, arguments, figures, by_order, by_extra, outcomes)
VALUES ('s', '2025-12-31', '2025-12-31', '2026-01-31', 'a', 1, 1, 1, '{}', ARRAY[('oldest', 0.1, '2026-01-01', 'open', 1, 2.5, 3, 1, 0, NULL, NULL, NULL)]::sen.projection_figure[], '{}', '{}', ARRAY[('open', '2026-01-01', 1, E'a "b", c', 0.1, NULL, NULL, NULL, NULL, NULL)]::sen.projection_outcome[]);
INSERT INTO wirral.budget VALUES ('O1', '2025-04-01', 600000.50, NULL, NULL, 'e1');
INSERT INTO wirral.complaint VALUES ('344', 'C1', 'the Ombudsman', 'delay', '2025-06-11', 'partly upheld', '2025-06-12');
UPDATE wirral.data_source SET periods = 3, complete_to = '2025-06-11', stated_on = '2025-06-12', stated_by = E'"data" team' WHERE source = 'cases';
-- Of a programme in partitions, in more than one of them.
INSERT INTO region.ehc_request (local_authority, request_ref, received_on) SELECT code::text, 'X', '2025-01-01' FROM generate_series(343, 352) code;
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
INSERT INTO wirral.monthly SELECT month, 'assess_decision', sen.timeliness(received_on, plan_issued_on, has_exception, '2025-06-30') FROM (SELECT *, sen.month(plan_issued_on) AS month FROM wirral.case_status WHERE status = 'plan issued') c GROUP BY month;
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

# Everything that can be told of the programmes in a database, as lines. The rows of views follow from those of the
# tables and from the definitions, which are always told; they take most of the time, so with "rows of views" left out
# they are not. With "rows of views but", which is a pattern of names, those of the others are not.
my $schemas = "'wirral', 'region'";
sub relations
{
	my ($database, %except) = @_;
	my $kinds = $except{'rows of views'} ? "'r', 'p', 'm'" : "'r', 'p', 'v', 'm'";
	my $but = join ' ', map { $except{"rows of views of $_"} ? "AND (n.nspname, c.relkind) <> ('$_', 'v')" : () } 'wirral', 'region';
	$but .= " AND (c.relkind <> 'v' OR c.relname ~ '$except{'rows of views but'}')" if $except{'rows of views but'};
	return split /\n/, query($node, $database, qq{SELECT c.oid::regclass FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE n.nspname IN ($schemas) AND c.relkind IN ($kinds) $but ORDER BY 1::text});
}

sub facts
{
	my ($database, %except) = @_;
	my %fact;
	my $as_of = '-c sen_improvement.as_of=2025-06-30 -c search_path=';

	my %ask = map { ("rows of $_" => qq{SELECT t::text FROM $_ t ORDER BY t::text COLLATE "C"}) } relations($database, %except);
	my %catalogue = (
		relations => qq{SELECT c.oid::regclass, c.relkind, pg_get_userbyid(c.relowner), c.relacl, c.relrowsecurity, c.reloptions, pg_get_partkeydef(c.oid), pg_get_expr(c.relpartbound, c.oid), obj_description(c.oid, 'pg_class') FROM pg_class c WHERE c.relnamespace::regnamespace::text IN ($schemas) AND relkind <> 't'},
		columns => qq{SELECT attrelid::regclass, attnum, attname, format_type(atttypid, atttypmod), attnotnull, attidentity, attacl, col_description(attrelid, attnum), pg_get_expr(d.adbin, d.adrelid)
			FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
			WHERE c.relnamespace::regnamespace::text IN ($schemas) AND c.relkind IN ('r', 'p', 'v', 'm') AND attnum > 0 AND NOT attisdropped},
		constraints => qq{SELECT conrelid::regclass, conname, convalidated, pg_get_constraintdef(oid), obj_description(oid, 'pg_constraint') FROM pg_constraint WHERE connamespace::regnamespace::text IN ($schemas)},
		sequences => qq{SELECT schemaname, sequencename, last_value, pg_get_serial_sequence(d.refobjid::regclass::text, a.attname) FROM pg_sequences s JOIN pg_depend d ON d.objid = format('%I.%I', schemaname, sequencename)::regclass AND d.deptype = 'i'
			JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid WHERE schemaname IN ($schemas)},
		indexes => qq{SELECT indexrelid::regclass, pg_get_indexdef(indexrelid), obj_description(indexrelid, 'pg_class') FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE c.relnamespace::regnamespace::text IN ($schemas)},
		# A constant in a later arm of a UNION has no name, and after a restore that of its type: nothing shows it.
		views => qq{SELECT oid::regclass, regexp_replace(pg_get_viewdef(oid), '::(text|bigint|integer|smallint|date|boolean|numeric|jsonb|timestamp with time zone|sen\\.control_point) AS (text|int8|int4|int2|date|bool|"numeric"|jsonb|timestamptz|control_point)(,|\\n)', '::\\1\\3', 'g') FROM pg_class WHERE relnamespace::regnamespace::text IN ($schemas) AND relkind IN ('v', 'm')},
		triggers => qq{SELECT pg_get_triggerdef(t.oid), obj_description(t.oid, 'pg_trigger') FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT tgisinternal AND c.relnamespace::regnamespace::text IN ($schemas)},
		policies => qq{SELECT schemaname, tablename, policyname, roles, cmd, qual, with_check FROM pg_policies WHERE schemaname IN ($schemas)},
		schemas => qq{SELECT nspname, pg_get_userbyid(nspowner), nspacl, obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname IN ($schemas)},
		'default privileges' => qq{SELECT defaclnamespace::regnamespace, defaclobjtype, defaclacl FROM pg_default_acl},
		extension => qq{SELECT extname, extversion, extnamespace::regnamespace, obj_description(oid, 'pg_extension') FROM pg_extension WHERE extname = 'sen_improvement'},
		'extension privileges' => qq{SELECT nspname, nspacl::text FROM pg_namespace WHERE nspname = 'sen' UNION ALL SELECT oid::regprocedure::text, proacl::text FROM pg_proc WHERE pronamespace = 'sen'::regnamespace AND proacl IS NOT NULL});
	$ask{$_} = "SELECT x::text FROM ($catalogue{$_}) x ORDER BY x::text COLLATE \"C\"" for grep { !$except{$_} } keys %catalogue;
	# All in one session: a new one for each would read the catalogue for each.
	my $mark = '@@@ answer to';
	my $answers = query($node, $database, join('', map { "\\echo '$mark $_'\n$ask{$_};\n" } sort keys %ask), undef, $as_of);
	# Split, not matched by one pattern: Perl repeats a group so many times only, and an answer has more lines.
	for (split /^(?=\Q$mark\E )/m, $answers)
	{
		my ($of, $answer) = /\A\Q$mark\E ([^\n]+)\n?(.*)\z/s or die "no answer: $_";
		$answer =~ s/\n\z//;
		$fact{$of} = $answer;
	}
	die 'not every question was answered' if join("\n", sort keys %fact) ne join("\n", sort keys %ask);
	$fact{'rows that a reader sees'} = query($node, $database, 'SELECT count(*), min(team), max(team) FROM wirral.ehc_request', 'reader');
	return \%fact;
}

my $live = facts('live');
ok(keys %$live > 40, 'the live database was described in ' . keys(%$live) . ' ways');
like($live->{'rows of wirral.timeliness_by_year'}, qr/^\(344,20/m, 'views have rows to compare');
unlike($live->{$_}, qr/\A\z/, "there are $_ to compare") for 'relations', 'columns', 'constraints', 'indexes', 'sequences', 'views', 'triggers', 'policies', 'default privileges', 'extension privileges', 'rows of wirral.by_quarter';
my $tables = query($node, 'live', q{SELECT string_agg(oid::regclass::text, ' ' ORDER BY oid::regclass::text) FROM pg_class WHERE relnamespace = 'wirral'::regnamespace AND relkind = 'r'});
is(join(' ', grep { ($live->{"rows of $_"} // '') eq '' } split / /, $tables), join(' ', map { "wirral.$_" } qw(advice_request annual_review appeal by_postgres case_characteristic ledger_index ledger_tile ledger_version mediation review_covers)), 'every other table has rows to compare');
is($live->{'rows that a reader sees'}, '120|south|south', 'row-level security hides the rest');

# same DATABASE, WANTED, TITLE: one assertion for each kind of fact. Returns those of the database.
sub same
{
	my ($database, $wanted, $title, %except) = @_;
	my $got = facts($database, %except);
	my $left = $except{'rows of views'} ? '' : join ', ', map { $except{"rows of views of $_"} ? "'$_'" : () } 'wirral', 'region';
	my %view = $except{'rows of views'} || $left ? map { ("rows of $_" => 1) } split /\n/, query($node, $database, q{SELECT oid::regclass FROM pg_class WHERE relkind = 'v'} . ($left ? " AND relnamespace::regnamespace::text IN ($left)" : '')) : ();
	my @wanted = sort grep { !$except{$_} && !$view{$_} } keys %$wanted;
	is_deeply([ sort keys %$got ], \@wanted, "$title: the same relations");
	is($got->{$_}, $wanted->{$_}, "$title: $_") for @wanted;
	return $got;
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
my $before = same('custom', $live, 'custom format');

# Once more from the copy: what was restored can be dumped.
run_quietly('pg_dump of the copy', 'pg_dump', @to, @as_super, '-Fd', '-j2', '-f', "$dir/copy.dir", 'custom');
query($node, 'postgres', 'CREATE DATABASE again');
run_quietly('pg_restore, two jobs', 'pg_restore', @to, @as_super, '-j2', '-d', 'again', "$dir/copy.dir");
same('again', $live, 'directory format of the copy', 'rows of views' => 1);

# Plain SQL.
run_quietly('pg_dump', 'pg_dump', @to, @as_super, '-f', "$dir/live.sql", 'live');
query($node, 'postgres', 'CREATE DATABASE plain');
run_quietly('psql', 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', @to, @as_super, '-d', 'plain', '-f', "$dir/live.sql");
same('plain', $live, 'plain format', 'rows of views' => 1);
# The dump has the rows and not our code: the extension is created, not copied.
my $text = slurp_file("$dir/live.sql");
like($text, qr/^CREATE EXTENSION IF NOT EXISTS sen_improvement/m, 'the dump creates the extension');
unlike($text, qr/^CREATE (?:OR REPLACE )?(?:FUNCTION|AGGREGATE|TYPE|OPERATOR)\b.* sen\./m, 'and nothing of what belongs to it');

# With --inserts and --column-inserts every row passes the checks by itself.
run_quietly('pg_dump --column-inserts', 'pg_dump', @to, @as_super, '--column-inserts', '-f', "$dir/inserts.sql", 'live');
query($node, 'postgres', 'CREATE DATABASE inserts');
run_quietly('psql', 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', @to, @as_super, '-d', 'inserts', '-f', "$dir/inserts.sql");
same('inserts', $live, 'column inserts', 'rows of views' => 1);

# One schema only: pg_dump leaves the extension out then, so it has to be there; its privileges are not part of it.
run_quietly('pg_dump --schema', 'pg_dump', @to, @as_super, '-Fc', '--schema=wirral', '-f', "$dir/wirral.dump", 'live');
query($node, 'postgres', 'CREATE DATABASE one_schema');
query($node, 'one_schema', 'CREATE EXTENSION sen_improvement');
run_quietly('pg_restore', 'pg_restore', @to, @as_super, '-d', 'one_schema', "$dir/wirral.dump");
$schemas = "'wirral'";
my $wirral = facts('live', 'extension privileges' => 1, 'rows of views' => 1);
same('one_schema', $wirral, 'one schema', 'extension privileges' => 1, 'rows of views' => 1);
$schemas = "'wirral', 'region'";

# By the owner of the new database, who is no superuser. The superuser's own table cannot be given back
# to the superuser by others, so it goes first.
query($node, 'live', 'DROP TABLE wirral.by_postgres; GRANT EXECUTE ON FUNCTION sen.create_programme(text) TO PUBLIC; REVOKE EXECUTE ON FUNCTION sen.create_programme(text) FROM owner_a; REVOKE USAGE ON SCHEMA sen FROM auditor');
# The rows of its views are those of before: nothing has changed on which they hang.
$live = { (map { ("rows of $_" => $live->{"rows of $_"}) } relations('live')), %{ facts('live', 'extension privileges' => 1, 'rows of views' => 1) } };
run_quietly('pg_dump as owner', 'pg_dump', @to, '-U', 'owner_a', '-Fc', '-f', "$dir/owner.dump", 'live');
query($node, 'postgres', 'CREATE DATABASE owned OWNER owner_a');
run_quietly('pg_restore as owner', 'pg_restore', @to, '-U', 'owner_a', '-d', 'owned', "$dir/owner.dump");
same('owned', $live, 'restored by its owner', 'extension privileges' => 1, 'rows of views of region' => 1);
query($node, 'owned', q{INSERT INTO wirral.ehc_request_intake (local_authority, request_ref, received_on) VALUES ('344', 'new', '31/12/2025')}, 'owner_a');
is(query($node, 'owned', q{SELECT received_on FROM wirral.ehc_request WHERE request_ref = 'new'}), '2025-12-31', 'the restored programme takes rows');
my ($status, undef, $err) = try_query($node, 'owned', q{INSERT INTO wirral.ehc_request (local_authority, request_ref) VALUES ('1', 'x')}, 'owner_a');
like($err, qr/value "1" is not allowed in column "local_authority"/, 'and refuses others');
# What a trigger refuses is refused there too, in each of three ways, by the rows that were restored: the police attend from outside, NHS England does not.
for my $statement (q{UPDATE wirral.post SET attends_as = 'member' WHERE post_id = 'chief'}, q{UPDATE wirral.partner SET sector = 'police' WHERE partner_id = 'council'},
	q{UPDATE wirral.sector SET is_external = true, expected_on_board = false WHERE sector = 'NHS England'})
{
	(undef, undef, $err) = try_query($node, 'owned', $statement, 'owner_a');
	like($err, qr/post ".*" of .* cannot be a member of the Board/, "restored by its owner: refuses $statement");
}
is(query($node, 'owned', q{INSERT INTO wirral.log_entry (entered_on, action_id, progress) VALUES ('2025-07-01', 'A1', 'p') RETURNING log_entry_id}, 'owner_a'), 21, 'the database gives the next number');
(undef, undef, $err) = try_query($node, 'owned', q{INSERT INTO wirral.log_entry (log_entry_id, entered_on, action_id, progress) VALUES (22, '2025-07-01', 'A1', 'p')}, 'owner_a');
like($err, qr/cannot insert a non-DEFAULT value into column "log_entry_id"/, 'and nobody else does');
(undef, undef, $err) = try_query($node, 'owned', q{INSERT INTO wirral.risk_assessment (risk_id, assessed_on, inherent_likelihood, inherent_impact, current_likelihood, current_impact) VALUES ('R1', '2025-07-01', 6, 6, 1, 1)}, 'owner_a');
like($err, qr/violates foreign key constraint "risk_assessment_inherent_in_matrix"/, 'the matrix of its own is the limit');
is(query($node, 'owned', q{SELECT log_table, row_values->>'progress' FROM wirral.log_leaves ORDER BY block_id DESC, number DESC LIMIT 1}, 'owner_a'), 'log_entry|p', 'and the log of versions goes on');

# The comparison itself can fail: one value, one privilege, one comment.
query($node, 'custom', q{UPDATE region.ehc_request SET received_on = '2025-01-02'; REVOKE SELECT ON wirral.backlog FROM auditor; COMMENT ON TABLE wirral.partner IS 'P.'});
my $changed = facts('custom', 'rows of views of wirral' => 1, 'rows of views but' => '^(case_status|open_cases)$');
my @differ = sort grep { $changed->{$_} ne $before->{$_} } keys %$changed;
is(join(' ', grep { /^(?:relations|rows of region\.(?:ehc_request|case_status|open_cases))$/ } @differ), 'relations rows of region.case_status rows of region.ehc_request rows of region.open_cases',
	'a changed value, privilege and comment are noticed');
is(join(' ', grep { !/^(?:relations|rows of region\..*)$/ } @differ), '', 'and nothing else differs');

$node->stop;
done_testing();
