# What a hint tells to do helps: each hint that names a function or a command is brought about, its remedy done, and
# what failed done again. Hints are read from the source, so that a new one without a case fails here; hints that only
# say which values are taken have their tests with these values.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Utils;
use Test::More;
use SenTest;

my $source = source_dir();

my $quoted = qr/'(?:[^']|'')*'/;
my $string = qr/"(?:[^"\\]|\\.)*"/;
my $parens;
$parens = qr/\((?:[^()"]|$string|(??{ $parens }))*\)/;

# The hints of the source: their texts, with % where something is put in, and the file of each.
sub hints
{
	my %found;
	for my $file (grep { !m{/upgrade/[^/]*--0\.1\.0\.sql$} } glob "$source/src/*.[ch] $source/src/*/*.[ch] $source/src/*/*/*.[ch] $source/src/*.sql $source/src/*/*.sql $source/src/*/*/*.sql $source/src/*/*/*/*.sql")
	{
		my $text = slurp_file($file);
		if ($file =~ /\.sql$/)
		{
			for my $hint ($text =~ /\bHINT\s*=\s*(?:format\(|coalesce\(|CASE .*? THEN )?($quoted(?:\s+$quoted)*)/g)
			{
				(my $said = join '', map { substr $_, 1, -1 } $hint =~ /$quoted/g) =~ s/''/'/g;
				$found{$said} //= $file;
			}
			next;
		}
		# What stands in the parentheses: one text, or several that ? and : choose between.
		for my $hint (($text =~ /errhint\(((?:[^()"]|$string|$parens)*)\)/g), ($text =~ /\bREFUSE\((?:[^;"]|$string)*?,\s*($string)\);/g),
			($text =~ /\bRefuseShape\([^,;]*,[^,;]*,\s*([^;]*?)\)?,\s*(?:psprintf\(|")/g))
		{
			my @texts = $hint =~ /$string/g;
			$#texts = 0 if $hint !~ /\?/ && @texts;
			for my $said (map { substr $_, 1, -1 } @texts)
			{
				$said =~ s/\\(.)/$1/g;
				$found{$said} //= $file;
			}
		}
	}
	return \%found;
}

# Does a hint name something to be called, or a command?
sub names_remedy
{
	return $_[0] =~ / / && $_[0] =~ /\bsen\.\w+\(|\barray_remove\(|\b(?:SELECT|ALTER|GRANT|REVOKE|CREATE|DROP|DELETE|USING|CONCURRENTLY|INSTEAD OF|AFTER|GROUP BY|PARTITION BY|BEFORE)\b/;
}

# A table that is tracked, in a log with one version.
my $log = q{CREATE SCHEMA r; CREATE TABLE r.t (id integer PRIMARY KEY, v text); INSERT INTO r.t VALUES (1, 'one'); SELECT sen.track('r.t'); SELECT sen.seal('r');};
my $programme = q{SELECT sen.create_programme('rp');};
# Changes rows of a log as only its owner can.
sub past_the_guard { my ($table, $change) = @_; return "ALTER TABLE r.$table DISABLE TRIGGER refuse_change; $change; ALTER TABLE r.$table ENABLE ALWAYS TRIGGER refuse_change;" }
my $faults = q{DO $$BEGIN IF NOT EXISTS (SELECT FROM sen.verify_log('r')) THEN RAISE 'it says nothing'; END IF; END$$};
my $sound = q{DO $$BEGIN IF EXISTS (SELECT FROM sen.verify_log('r')) THEN RAISE 'it says something'; END IF; END$$};
my $as_of = q{SELECT * FROM sen.as_of(null::r.t, 1)};

# [ the hint, what is there before, what fails, what the hint tells to do, what then works: if empty, what failed ]
my @cases = (
	[ 'The views for BI tools are made there. Rename that schema: ALTER SCHEMA %s RENAME TO another_name.', 'CREATE ROLE sen_other; CREATE SCHEMA rp_reports AUTHORIZATION sen_other', q{SELECT sen.create_programme('rp')}, 'ALTER SCHEMA rp_reports RENAME TO another_name' ],
	[ 'The views for BI tools are made there. Whoever may create schemas can make it: CREATE SCHEMA %s AUTHORIZATION %s.', "CREATE ROLE sen_owner; GRANT CREATE ON DATABASE postgres TO sen_owner; SET LOCAL ROLE sen_owner; $programme DROP SCHEMA rp_reports CASCADE; RESET ROLE; REVOKE CREATE ON DATABASE postgres FROM sen_owner", q{SET LOCAL ROLE sen_owner; SELECT sen.lay_out_views('rp')}, 'RESET ROLE; CREATE SCHEMA rp_reports AUTHORIZATION sen_owner' ],
	[ 'If that programme was renamed, rename this schema likewise: ALTER SCHEMA %s RENAME TO another_name_reports.', "$programme ALTER SCHEMA rp RENAME TO another_name", q{SELECT sen.create_programme('rp')}, 'ALTER SCHEMA rp_reports RENAME TO another_name_reports', q{SELECT sen.create_programme('rp'), sen.lay_out_views('another_name')} ],
	[ 'Its owner gives access with sen.grant_access(); level reader is enough.', "$programme CREATE ROLE sen_reader", q{SET LOCAL ROLE sen_reader; SELECT count(*) FROM sen.board_pack('rp')}, q{SELECT sen.grant_access('rp', 'sen_reader', 'reader')} ],
	[ 'sen.recorded_columns() lists what they show. Whoever may read the log itself can ask sen.column_changes().', "$programme CREATE ROLE sen_analyst; SELECT sen.grant_access('rp', 'sen_analyst', 'analyst')", q{SET LOCAL ROLE sen_analyst; SELECT count(*) FROM sen.plan_changes('rp.ledger_block', '{"feedback": ["summary"]}')}, q{SELECT count(*) FROM sen.recorded_columns()}, q{SET LOCAL ROLE sen_analyst; SELECT count(*) FROM sen.plan_changes('rp.ledger_block', '{"feedback": ["tone"]}'), sen.column_changes('rp.ledger_block', '{"feedback": ["summary"]}')} ],
	[ 'Its owner brings it to that version with sen.upgrade_programme(), or makes its views anew with sen.lay_out_views().', "$programme DROP VIEW rp.board_paper CASCADE", q{SELECT count(*) FROM sen.board_pack('rp')}, q{SELECT sen.lay_out_views('rp')} ],
	[ 'Make it with CREATE ROLE.', $programme, q{SELECT sen.limit_access('rp', 'sen_new', '344')}, 'CREATE ROLE sen_new' ],
	[ 'Drop those policies and ALTER TABLE ... DISABLE ROW LEVEL SECURITY, or keep to them.', "$programme CREATE ROLE sen_new; CREATE POLICY mine ON rp.wait USING (true)", q{SELECT sen.limit_access('rp', 'sen_new', '344')}, 'DROP POLICY mine ON rp.wait; ALTER TABLE rp.wait DISABLE ROW LEVEL SECURITY' ],
	[ 'Make it with CREATE ROLE; everybody (public) cannot be given access to a programme.', $programme, q{SELECT sen.grant_access('rp', 'sen_new', 'reader')}, 'CREATE ROLE sen_new' ],
	[ 'Give sen.pace() of the last twelve months, or another order.', '', q{SELECT count(*) FROM sen.project((SELECT sen.queue(date '2025-12-01', 'plan', date '2025-12-31')), NULL, '{"(,,1)"}', '{"(plan,,,,1,)"}', 'as_observed', '2026-12-31', 2)}, '', q{SELECT count(*) FROM sen.project((SELECT sen.queue(date '2025-12-01', 'plan', date '2025-12-31')), (SELECT sen.pace(date '2025-01-01', date '2025-06-01', NULL, date '2025-01-01', date '2025-12-31')), '{"(,,1)"}', '{"(plan,,,,1,)"}', 'as_observed', '2026-12-31', 2) a, sen.project((SELECT sen.queue(date '2025-12-01', 'plan', date '2025-12-31')), NULL, '{"(,,1)"}', '{"(plan,,,,1,)"}', 'newest', '2026-12-31', 2) b} ],
	[ 'Give oldest, newest, in_time_first or share; sen.project() takes as_observed.', '', q{SELECT count(*) FROM sen.queue_weeks((SELECT sen.queue(date '2025-12-01', 'plan', date '2025-12-31')), 1, 1, 'as_observed', 5)}, '', q{SELECT count(*) FROM sen.queue_weeks((SELECT sen.queue(date '2025-12-01', 'plan', date '2025-12-31')), 1, 1, 'newest', 5), sen.project((SELECT sen.queue(date '2025-12-01', 'plan', date '2025-12-31')), (SELECT sen.pace(date '2025-01-01', date '2025-06-01', NULL, date '2025-01-01', date '2025-12-31')), '{"(,,1)"}', '{"(plan,,,,1,)"}', 'as_observed', '2026-12-31', 2)} ],
	[ 'Give the name that sen.create_programme() was given.', $programme, q{SELECT count(*) FROM sen.board_pack('RP')}, '', q{SELECT count(*) FROM sen.board_pack('rp')} ],
	[ 'It is an AFTER trigger of the tables post, partner, sector and notice_role of a programme.', "$programme CREATE TABLE public.post (id integer); CREATE TRIGGER o AFTER INSERT ON public.post FOR EACH ROW EXECUTE FUNCTION sen.outside_is_external()", 'INSERT INTO public.post VALUES (1)', 'DROP TRIGGER o ON public.post' ],
	[ 'In search_path that name stands for the name of the user. Rename the schema: ALTER SCHEMA "$user" RENAME TO another_name.', 'CREATE SCHEMA "$user"; CREATE TABLE "$user".t (id integer PRIMARY KEY)', q{SELECT sen.track('"$user".t')}, 'ALTER SCHEMA "$user" RENAME TO another_name', q{SELECT sen.track('another_name.t')} ],
	[ 'It is an INSTEAD OF INSERT trigger of a view; its argument is the name of a table in the same schema.', 'CREATE TABLE public.i (a text); CREATE VIEW public.i_in AS SELECT a FROM public.i; CREATE TRIGGER o BEFORE INSERT ON public.i FOR EACH ROW EXECUTE FUNCTION sen.intake_row()', q{INSERT INTO public.i VALUES ('x')}, q{DROP TRIGGER o ON public.i; CREATE TRIGGER o INSTEAD OF INSERT ON public.i_in FOR EACH ROW EXECUTE FUNCTION sen.intake_row('i')}, q{INSERT INTO public.i_in VALUES ('x')} ],
	[ 'It is an INSTEAD OF trigger of a view; its argument is the name of a table in the same schema.', 'CREATE TABLE public.i (a text); CREATE TRIGGER o BEFORE DELETE ON public.i FOR EACH ROW EXECUTE FUNCTION sen.intake_only()', q{INSERT INTO public.i VALUES ('x'); DELETE FROM public.i}, 'DROP TRIGGER o ON public.i' ],
	[ 'It is an AFTER INSERT trigger, FOR EACH STATEMENT, of a view; its argument is the name of a table in the same schema.', 'CREATE TABLE public.i (a text); CREATE TRIGGER o AFTER INSERT ON public.i FOR EACH STATEMENT EXECUTE FUNCTION sen.intake_done()', q{INSERT INTO public.i VALUES ('x')}, 'DROP TRIGGER o ON public.i' ],

	[ 'Give the names of its columns: sen.header_columns() parts the first line of a file.', '', q{SELECT sen.export_table('{}')}, '', q{SELECT sen.export_table(sen.header_columns('a,b'))} ],
	[ 'sen.create_programme() makes one, sen.upgrade_programme() brings one to this version.', '', q{SELECT sen.export_report('rp', 'x')}, $programme, q{SELECT count(*) FROM rp.export_column} ],
	[ 'Call sen.export_table() and copy a file into pg_temp.export_rows.', "$programme INSERT INTO rp.export_column (export, table_name, our_column, their_column) VALUES ('c', 'partner', 'partner_id', 'a')", q{SELECT * FROM sen.export_report('rp', 'c')}, q{SELECT sen.export_table('{a}'); INSERT INTO pg_temp.export_rows VALUES ('x')} ],
	[ 'SELECT * FROM sen.export_report(%s, %s) lists them.', "$programme INSERT INTO rp.export_column (export, table_name, our_column, their_column) VALUES ('c', 'partner', 'partner_id', 'a'); SELECT sen.export_table('{b}')", q{SELECT sen.map_export('rp', 'c', 'partner')}, q{DO $$BEGIN IF NOT EXISTS (SELECT FROM sen.export_report('rp', 'c') WHERE their_column = 'a') THEN RAISE 'it lists nothing'; END IF; END$$; UPDATE rp.export_column SET their_column = 'b'} ],
	[ 'Call sen.intake_table(%s) and copy a file into pg_temp.%s.', 'CREATE TABLE public.i (a text PRIMARY KEY)', q{SELECT sen.load_rows('public.i')}, q{SELECT sen.intake_table('public.i'); INSERT INTO pg_temp.i_rows VALUES ('x')} ],
	[ 'SELECT * FROM sen.check_rows(%s) lists all that is wrong; with only_good => true the good rows are loaded, and the others stay where they are.', q{CREATE TABLE public.i (a text PRIMARY KEY, b date); SELECT sen.intake_table('public.i'); INSERT INTO pg_temp.i_rows VALUES ('x', NULL), ('y', 'soon')}, q{SELECT sen.load_rows('public.i')}, q{DO $$BEGIN IF (SELECT count(*) FROM sen.check_rows('public.i')) <> 1 THEN RAISE 'it lists nothing'; END IF; END$$}, q{SELECT sen.load_rows('public.i', only_good => true)} ],
	[ 'Make another projection with sen.project_scenarios(); earlier ones stay, so that they can be held against what came.', q{SELECT sen.create_programme('rp'); INSERT INTO rp.scenario (scenario_id, title, local_authority, issue_order, until_on, runs, why) VALUES ('s', 's', '344', 'oldest', current_date + 60, 2, 'w'); INSERT INTO rp.capacity (scenario_id, stage, team, from_on, per_week, source) VALUES ('s', 'plan', 't', '2025-01-01', 6, 's'); SELECT sen.project_scenarios('rp')}, 'DELETE FROM rp.projection', q{SELECT sen.project_scenarios('rp')}, q{DO $$BEGIN IF (SELECT count(*) FROM rp.projection) <> 2 THEN RAISE 'not two'; END IF; END$$} ],
	[ '%s sen.check_release() lists all that is wrong.', q{SELECT sen.create_programme('p'); CREATE FUNCTION public.file(figure text) RETURNS bytea LANGUAGE sql AS $$SELECT convert_to(E'time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,new_la_code,old_la_code,la_name,n\n2024,Calendar year,National,E92000001,England,,,,,,' || figure, 'UTF8')$$}, q{SELECT sen.load_release('p', 'r', 'f', public.file('many'), '2025-06-26')}, q{DO $$BEGIN IF (SELECT count(*) FROM sen.check_release('p', 'r', 'f', public.file('many'))) <> 1 THEN RAISE 'it lists nothing'; END IF; END$$}, q{SELECT sen.load_release('p', 'r', 'f', public.file('1'), '2025-06-26')} ],
	[ 'GROUP BY what tells series apart: a series has one row for each day.', q{CREATE TABLE public.f (series text, on_day date, value float8); INSERT INTO public.f SELECT s, date '2025-01-01' + i, i FROM generate_series(1, 20) i, unnest(ARRAY['a', 'b']) s}, q{SELECT sen.latest_point('XmR', on_day, value, NULL, false, 'increase') FROM public.f}, '', q{SELECT sen.latest_point('XmR', on_day, value, NULL, false, 'increase') FROM public.f GROUP BY series} ],
	[ 'Its owner makes its views anew with sen.lay_out_views().', "$programme DROP VIEW rp.changed_later CASCADE", q{SET LOCAL sen_improvement.as_of = '2025-01-01'; SELECT sen.value_on_day('rp.ledger_block', 'action', 'A1', 'title', 'x'::text)}, q{SELECT sen.lay_out_views('rp')} ],
	[ 'sen.template() lists its columns.', 'CREATE TABLE public.i (a text PRIMARY KEY)', q{SELECT sen.intake_passes('public.i', 'b', 'x')}, '', q{SELECT sen.intake_passes('public.i', (SELECT t.column_name FROM sen.template('public.i') t), 'x')} ],

	[ 'sen.holidays() lists the holidays of a calendar.', '', q{SELECT sen.without_holidays(sen.england_and_wales(), '{2025-06-06}')}, '', q{SELECT sen.without_holidays(c, ARRAY[(SELECT min(h) FROM sen.holidays(c) h)]) FROM sen.england_and_wales() c} ],
	[ 'Leave null days out, as with array_remove(holidays, null).', '', q{SELECT sen.calendar('2025-01-01', '2025-12-31', '{2025-06-06,null}')}, '', q{SELECT sen.calendar('2025-01-01', '2025-12-31', array_remove('{2025-06-06,null}'::date[], null))} ],
	[ 'Check the date, or give a calendar that covers it; sen.calendar() and sen.calendar_from_govuk() make one.', '', q{SELECT sen.is_working_day('1800-06-06')}, '', q{SELECT sen.is_working_day('1800-06-06', sen.calendar('1800-01-01', '1800-12-31', '{}'))} ],
	[ 'Give the day of the transfer: sen.phase_transfer_due(phase, transfer, clear_days).', '', q{SELECT sen.phase_transfer_due('post-16 to post-16', 2026)}, '', q{SELECT sen.phase_transfer_due('post-16 to post-16', '2026-09-01', false)} ],
	[ 'sen.time_limits() says which limits have a length.', '', q{SELECT sen.due_date((SELECT name FROM sen.time_limits() WHERE length IS NULL AND counting IS NULL LIMIT 1), '2025-06-06')}, '', q{SELECT sen.due_date((SELECT name FROM sen.time_limits() WHERE length IS NOT NULL LIMIT 1), '2025-06-06')} ],
	[ q{Give the institution's calendar as the third argument; sen.with_holidays() makes one of its closures.}, '', q{SELECT sen.due_date((SELECT name FROM sen.time_limits() WHERE unit LIKE '%institution%' LIMIT 1), '2025-06-06')}, '', q{SELECT sen.due_date((SELECT name FROM sen.time_limits() WHERE unit LIKE '%institution%' LIMIT 1), '2025-06-06', sen.with_holidays(sen.england_and_wales(), '{[2025-07-21,2025-09-01)}'::datemultirange))} ],
	[ 'Give sen.phase_transfer_due() the phase and the calendar year of the transfer.', '', q{SELECT sen.due_date('phase_transfer_other', '2025-06-06')}, '', q{SELECT sen.phase_transfer_due('infant to junior', 2026)} ],
	[ 'A numerator is a part of its denominator. For events of which a case may have several, use sen.u_chart().', '', 'SELECT sen.p_chart(5, 3) OVER (ORDER BY 1)', '', 'SELECT sen.u_chart(5, 3) OVER (ORDER BY 1)' ],
	[ 'In the window, PARTITION BY what tells series apart and ORDER BY the period, of which a series has one row each.', '', q{SELECT sen.xmr(v) OVER (ORDER BY p) FROM (VALUES ('a', 1, 1), ('b', 1, 2)) t (s, p, v)}, '', q{SELECT sen.xmr(v) OVER (PARTITION BY s ORDER BY p) FROM (VALUES ('a', 1, 1), ('b', 1, 2)) t (s, p, v)} ],
	[ 'Give one row for each cell; to make one matrix of each group of rows, use GROUP BY.', '', q{SELECT sen.risk_matrix(1, 1, v) FROM unnest('{low,high}'::text[]) v}, '', q{SELECT sen.risk_matrix(1, 1, v) FROM unnest('{low,high}'::text[]) v GROUP BY v} ],
	[ 'Give a date, or leave the argument out to use sen.today().', '', q{SELECT sen.timeliness('2025-01-06', NULL, false, NULL::date)}, '', q{SELECT sen.timeliness('2025-01-06', NULL, false)} ],
	[ 'Leave nulls out, as with array_remove(bounds, null).', '', q{SELECT sen.open_age_bands(sen.timeliness('2025-01-06'::date, NULL), '{140,null}')}, '', q{SELECT sen.open_age_bands(sen.timeliness('2025-01-06'::date, NULL), array_remove('{140,null}'::integer[], null))} ],
	[ 'sen.buckets() lists the buckets, such as finish_month.', '', q{SELECT sen.timeliness_series(NULL, '2025-01-06', NULL)}, '', q{SELECT sen.timeliness_series((SELECT bucket FROM sen.buckets() LIMIT 1), '2025-01-06', NULL)} ],

	[ 'Track tables with sen.track().', "$log CREATE TABLE r.u (id integer PRIMARY KEY)", q{SELECT sen.create_log('r')}, '', q{SELECT sen.track('r.u')} ],
	[ 'If they are not what is left of a log, give them other names with ALTER TABLE ... RENAME TO. A log of which a part was lost is restored from a backup.', 'CREATE SCHEMA r; CREATE TABLE r.t (id integer PRIMARY KEY); CREATE TABLE r.ledger_tile (id integer)', q{SELECT sen.track('r.t')}, 'ALTER TABLE r.ledger_tile RENAME TO other' ],
	[ 'Name a programme, or a schema with a table that sen.track() tracks.', "$log CREATE SCHEMA other", q{SELECT sen.seal('other')}, '', q{SELECT sen.seal('r')} ],
	[ 'A log has the relations that sen.create_log() makes. Undo what was changed, or keep tracked tables in a schema of their own.', "$log ALTER TABLE r.ledger_tile RENAME TO hidden", $as_of, 'ALTER TABLE r.hidden RENAME TO ledger_tile' ],
	[ 'ALTER TABLE %s SET LOGGED makes it outlive a crash.', "$log ALTER TABLE r.ledger_version SET UNLOGGED", $as_of, 'ALTER TABLE r.ledger_version SET LOGGED' ],
	[ 'ALTER TABLE ... NO INHERIT of those tables sets it right.', "$log CREATE TABLE r.child () INHERITS (r.ledger_block)", $as_of, 'ALTER TABLE r.child NO INHERIT r.ledger_block' ],
	[ 'ALTER TABLE %s DROP COLUMN %s takes it out.', "$log ALTER TABLE r.ledger_version ADD more text", $as_of, 'ALTER TABLE r.ledger_version DROP COLUMN more' ],
	[ 'ALTER TABLE %s ALTER COLUMN %s %s NOT NULL makes it as it was.', "$log ALTER TABLE r.ledger_version ALTER COLUMN root DROP NOT NULL", $as_of, 'ALTER TABLE r.ledger_version ALTER COLUMN root SET NOT NULL' ],
	[ 'ALTER TABLE ... OWNER TO %s gives it back.', "$log CREATE ROLE sen_other; ALTER TABLE r.ledger_tile OWNER TO sen_other", $as_of, 'ALTER TABLE r.ledger_tile OWNER TO CURRENT_USER' ],
	[ 'The owner of a schema keeps its log. ALTER SCHEMA ... OWNER TO and ALTER TABLE ... OWNER TO bring them together.', "$log CREATE ROLE sen_other; ALTER TABLE r.ledger_block OWNER TO sen_other; ALTER TABLE r.ledger_tile OWNER TO sen_other; ALTER TABLE r.ledger_version OWNER TO sen_other", $as_of, 'ALTER TABLE r.ledger_block OWNER TO CURRENT_USER; ALTER TABLE r.ledger_tile OWNER TO CURRENT_USER; ALTER TABLE r.ledger_version OWNER TO CURRENT_USER' ],
	[ 'ALTER TABLE %s %s sets it right; sen.verify_log() says what was changed meanwhile.', "$log ALTER TABLE r.ledger_block DISABLE TRIGGER refuse_change; INSERT INTO r.t VALUES (2)", q{SELECT sen.seal('r')}, "ALTER TABLE r.ledger_block ENABLE ALWAYS TRIGGER refuse_change; $sound" ],
	[ 'Make it again as it is in a schema of which sen.create_log() has just made the log; sen.verify_log() says what was changed meanwhile.', "$log DROP TRIGGER refuse_change ON r.ledger_block; INSERT INTO r.t VALUES (2)", q{SELECT sen.seal('r')}, "CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON r.ledger_block EXECUTE FUNCTION sen.refuse_change(); ALTER TABLE r.ledger_block ENABLE ALWAYS TRIGGER refuse_change; $sound" ],
	[ 'Ask the owner of the log, who can let a role seal with GRANT EXECUTE ON FUNCTION %s(text, text).', "$log CREATE ROLE sen_sealer; GRANT USAGE ON SCHEMA r TO sen_sealer", q{SET LOCAL ROLE sen_sealer; SELECT sen.seal('r')}, 'GRANT EXECUTE ON FUNCTION r.seal_log(text, text) TO sen_sealer' ],
	[ 'sen.verify_log() says what was changed.', $log . past_the_guard('ledger_version', 'DELETE FROM r.ledger_version') . past_the_guard('ledger_version', q{INSERT INTO r.ledger_version VALUES (2, 3, sha256(''), NULL, NULL, now(), 'a', 'b')}), q{SELECT * FROM sen.as_of(null::r.t, 2)}, '', $faults ],
	[ 'sen.verify_log() says what was changed; sen.set_aside() takes out what no seal made.', $log . past_the_guard('ledger_version', q{INSERT INTO r.ledger_version VALUES (9223372036854775807, 3, sha256(''), NULL, NULL, now(), 'a', 'b')}) . q{INSERT INTO r.t VALUES (2)}, q{SELECT sen.seal('r')}, "$faults; SELECT * FROM sen.set_aside('r')" ],
	[ 'sen.verify_log() says what was changed; sen.set_aside() takes out blocks that hold no entries.', "$log INSERT INTO r.t VALUES (2); SELECT sen.flush_log(); INSERT INTO r.ledger_block (entries) VALUES (''); INSERT INTO r.t VALUES (3)", q{SELECT sen.seal('r')}, q{SELECT * FROM sen.set_aside('r')} ],
	[ 'sen.verify_log() says which entries were changed.', $log . past_the_guard('ledger_block', q{UPDATE r.ledger_block SET entries = set_byte(entries, 1, 9) WHERE block_id = 1}), $as_of, '', $faults ],
	[ 'sen.verify_log() says what was changed. Restore the log from a backup, and compare it with the last checkpoint that was kept elsewhere.', "$log CREATE TABLE public.kept AS SELECT * FROM r.ledger_tile; ALTER TABLE r.ledger_tile DISABLE TRIGGER refuse_change; UPDATE r.ledger_tile SET hashes = hashes || hashes", q{SELECT * FROM sen.set_aside('r')}, "$faults; DELETE FROM r.ledger_tile; INSERT INTO r.ledger_tile SELECT * FROM public.kept; ALTER TABLE r.ledger_tile ENABLE ALWAYS TRIGGER refuse_change; $sound" ],
	[ 'Keep its rows in a table that was made with USING heap.', 'CREATE SCHEMA r; CREATE ACCESS METHOD other TYPE TABLE HANDLER heap_tableam_handler; CREATE TABLE r.t (id integer PRIMARY KEY) USING other', q{SELECT sen.track('r.t')}, 'ALTER TABLE r.t SET ACCESS METHOD heap' ],
	[ 'sen.verify_log() says whether it is as it was sealed.', $log, q{SELECT * FROM sen.set_aside('r')}, '', $sound ],
	[ 'Seal one with sen.seal().', q{CREATE SCHEMA r; CREATE TABLE r.t (id integer PRIMARY KEY); SELECT sen.track('r.t')}, q{SELECT sen.checkpoint('r')}, q{SELECT sen.seal('r')} ],
	[ 'It has none yet: sen.seal() makes one.', q{CREATE SCHEMA r; CREATE TABLE r.t (id integer PRIMARY KEY); SELECT sen.track('r.t')}, $as_of, q{SELECT sen.seal('r')} ],
	[ 'Name a later version, or seal entries that are in none with sen.seal().', "$log INSERT INTO r.t VALUES (2)", q{SELECT sen.inclusion_proof('r', 3, 1)}, q{SELECT sen.seal('r')}, q{SELECT sen.inclusion_proof('r', 3, 2)} ],
	[ 'Name the table in the first argument, as in sen.as_of(null::wirral.action, 3).', $log, 'SELECT * FROM sen.as_of(null::text, 1)', '', $as_of ],
	[ 'sen.track() keeps the changes of a table from then on.', "$log CREATE TABLE r.u (id integer PRIMARY KEY)", q{SELECT sen.history('r.u', '{"id": 1}')}, q{SELECT sen.track('r.u')} ],
	[ 'sen.rows_as_of() gives the rows as they were written.', "$log ALTER TABLE r.t ALTER v TYPE integer USING 1", $as_of, '', q{SELECT count(*) FROM sen.rows_as_of('r.t', 1)} ],
	[ 'If this table takes its place, SELECT sen.track(%s): the log then goes on with it, and tells of the other up to there.', "$log DROP TABLE r.t; CREATE TABLE r.t (id integer PRIMARY KEY, v text)", $as_of, q{SELECT sen.track('r.t')} ],

	[ 'If it is not the index of the log, give it another name with ALTER TABLE ... RENAME TO.', "$log DROP TABLE r.ledger_index; CREATE TABLE r.ledger_index (id integer)", q{SELECT sen.create_log_index('r')}, 'ALTER TABLE r.ledger_index RENAME TO other' ],
	[ 'sen.index_log(%s) makes it anew; sen.verify_log() says what was changed.', $log . past_the_guard('ledger_index', q{UPDATE r.ledger_index SET content = '\x00'}), $as_of, "$faults; SELECT sen.index_log('r'); $sound" ],

	[ 'Use sen.track() to track a table.', q{CREATE SCHEMA r; CREATE TABLE r.t (id integer PRIMARY KEY); CREATE TRIGGER own BEFORE INSERT ON r.t FOR EACH ROW EXECUTE FUNCTION sen.track_row('t')}, 'INSERT INTO r.t VALUES (1)', q{DROP TRIGGER own ON r.t; SELECT sen.track('r.t')} ],
	[ 'Change the tracked table; the log follows. Seal with sen.seal().', $log, 'DELETE FROM r.ledger_block', '', q{UPDATE r.t SET v = 'new'; SELECT sen.seal('r')} ],
	[ 'If the table is tracked, ALTER TABLE ... ENABLE ALWAYS TRIGGER sen_track sets it right; a trigger with sen.track_row() that someone else made can be dropped.', "$log ALTER TABLE r.t DISABLE TRIGGER sen_track", q{SELECT sen.untrack('r.t')}, 'ALTER TABLE r.t ENABLE ALWAYS TRIGGER sen_track' ],
	[ 'If the table is tracked, sen.guard_log(%s) sets it right, for the owner; if not, somebody else made the trigger, and it can be dropped.', "$log ALTER TABLE r.t DISABLE TRIGGER sen_track; ALTER TABLE r.t ENABLE TRIGGER sen_track", 'INSERT INTO r.t VALUES (2)', q{SELECT * FROM sen.guard_log('r')} ],
	[ 'REVOKE TRIGGER on the table. Drop that trigger, or if sen.track() made it, have it fire with ALTER TABLE ... ENABLE ALWAYS TRIGGER.', "$log CREATE ROLE sen_other; GRANT TRIGGER ON r.t TO sen_other; ALTER TABLE r.t ENABLE TRIGGER sen_track", q{SELECT * FROM sen.guard_log('r')}, 'REVOKE TRIGGER ON r.t FROM sen_other; ALTER TABLE r.t ENABLE ALWAYS TRIGGER sen_track' ],
	[ 'Use DELETE, which the log keeps, or untrack the table with sen.untrack().', $log, 'TRUNCATE r.t', q{DELETE FROM r.t; SELECT sen.untrack('r.t')} ],
	[ 'Change the row in a BEFORE trigger, or in a statement of its own.', q{CREATE SCHEMA r; CREATE TABLE r.p (id integer PRIMARY KEY) PARTITION BY LIST (id); CREATE TABLE r.p1 PARTITION OF r.p FOR VALUES IN (1); CREATE TABLE r.p2 PARTITION OF r.p FOR VALUES IN (2); SELECT sen.track('r.p'); CREATE FUNCTION r.move() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF pg_trigger_depth() = 1 THEN UPDATE r.p SET id = 2 WHERE id = 1; END IF; RETURN NULL; END'; CREATE TRIGGER a_move AFTER INSERT ON r.p FOR EACH ROW EXECUTE FUNCTION r.move()}, 'INSERT INTO r.p VALUES (1)', 'DROP TRIGGER a_move ON r.p', 'INSERT INTO r.p VALUES (1); UPDATE r.p SET id = 2 WHERE id = 1' ],
	[ 'Add a primary key, or untrack the table with sen.untrack().', "$log ALTER TABLE r.t DROP CONSTRAINT t_pkey", 'INSERT INTO r.t VALUES (2)', 'ALTER TABLE r.t ADD PRIMARY KEY (id)' ],
	[ 'Drop the key and add one that is not deferrable, or untrack the table with sen.untrack().', "$log ALTER TABLE r.t DROP CONSTRAINT t_pkey; ALTER TABLE r.t ADD PRIMARY KEY (id) DEFERRABLE", 'INSERT INTO r.t VALUES (2)', q{SELECT sen.untrack('r.t')} ],
	[ 'Name a table that sen.track() tracks, or has tracked.', "$log CREATE VIEW r.w AS SELECT * FROM r.t", q{SELECT sen.history('r.w', '{"id": 1}')}, '', q{SELECT sen.history('r.t', '{"id": 1}')} ],
	[ 'SELECT sen.untrack(%s), and then SELECT sen.track(%s): a log is made there, which begins with the rows that the table has. What was logged before stays in the log where that is.', "$log CREATE SCHEMA s; ALTER EVENT TRIGGER sen_before_tables DISABLE; ALTER TABLE r.t SET SCHEMA s", 'INSERT INTO s.t VALUES (2)', q{SELECT sen.untrack('s.t'); SELECT sen.track('s.t')} ],
	[ 'SELECT sen.untrack(%s), then ALTER TABLE %s SET SCHEMA %s, and then SELECT sen.track(%s): the log there begins with the rows that the table has.', "$log CREATE SCHEMA s", 'ALTER TABLE r.t SET SCHEMA s', q{SELECT sen.untrack('r.t'); ALTER TABLE r.t SET SCHEMA s; SELECT sen.track('s.t')}, q{SELECT * FROM sen.as_of(null::s.t, 'infinity')} ],
	[ 'Use ALTER TABLE ... DETACH PARTITION without CONCURRENTLY.', q{CREATE SCHEMA r; CREATE TABLE r.p (id integer PRIMARY KEY) PARTITION BY LIST (id); CREATE TABLE r.p1 PARTITION OF r.p FOR VALUES IN (1); SELECT sen.track('r.p')}, 'ALTER TABLE r.p DETACH PARTITION r.p1 CONCURRENTLY', '', 'ALTER TABLE r.p DETACH PARTITION r.p1' ],
	[ q{Name a table, such as sen.track('wirral.action').}, $log, 'SELECT sen.track(NULL)', '', q{CREATE TABLE r.u (id integer PRIMARY KEY); SELECT sen.track('r.u')} ],
	[ 'Nothing needs to be done. sen.untrack() ends it.', $log, q{SELECT sen.track('r.t')}, q{SELECT sen.untrack('r.t')} ],
	[ 'Name a table that sen.track() tracks; of partitions, the partitioned table.', "$log CREATE TABLE r.u (id integer)", q{SELECT sen.untrack('r.u')}, '', q{SELECT sen.untrack('r.t')} ],
	[ 'Rename the column with ALTER TABLE.', 'CREATE SCHEMA r; CREATE TABLE r.t (id integer, v text)', q{SELECT sen.rename_column('r.t', 'v', 'w')}, '', 'ALTER TABLE r.t RENAME v TO w' ],
);

# Done elsewhere: these need another server, or another file. [ the hint, the file, what it has of it ]
my @elsewhere = (
	[ 'RESET %s takes back what SET set; else take it out where it was set, as with ALTER ROLE or ALTER DATABASE ... RESET %s, and connect again.', 'test/t/029_settings.pl', 'RESET sen_improvement.asof' ],
	[ 'sen_improvement keeps all its objects in a schema of that name. Give yours another one, with ALTER SCHEMA sen RENAME TO another_name, or drop it if nothing in it is needed.', 'test/t/002_trusted.pl', 'ALTER SCHEMA sen RENAME TO another_name' ],
	[ 'Install the version that laid it out, then ALTER EXTENSION sen_improvement UPDATE.', 'test/t/018_upgrade.pl', 'ALTER EXTENSION sen_improvement UPDATE' ],
	[ 'If data were restored into a programme that sen.create_programme() had made: drop the schema, and restore it whole. sen.verify_log() says what else is not as it was sealed.', 'test/t/013_ledger_dump.pl', 'DROP SCHEMA wirral, wirral_reports CASCADE' ],
	[ 'SELECT sen.untrack(%s), and then SELECT sen.track(%s): all rows are written down, and can be read from then on.', 'test/pgtap/ledger_restart.sql', 'do_as_told(hint_of(' ],
	[ 'Use sen.theil_sen(), or a state that it made on a server of the same version and byte order.', 'sql/trend.sql', 'sen.theil_sen(' ],
	[ 'Use sen.theil_sen().', 'sql/trend.sql', 'sen.theil_sen(' ],
	[ 'Use sen.case_cohorts(), or a state that it made on a server of the same version and byte order.', 'test/pgtap/case_cohorts.sql', 'sen.case_cohorts(' ],
	[ 'Use sen.timeliness(), sen.lateness(), sen.timeliness_series(), sen.rollup() or the operator +.', 'sql/timeliness.sql', 'sen.rollup(' ],
	[ 'Use sen.queue(), sen.pace(), sen.rollup() or the operator +.', 'sql/recovery_queue.sql', 'sen.rollup(' ],
	[ 'sen.upgrade_programme() brings tables and views to it.', 'test/t/018_upgrade.pl', 'sen.upgrade_programme' ],
	[ 'sen.verify_log() says what was changed. If data alone were restored into a schema that had a log, drop the schema, and restore it whole.', 'test/t/013_ledger_dump.pl', 'DROP SCHEMA wirral, wirral_reports CASCADE' ],
	[ 'sen.verify_log() says which of them was changed; sen.index_log() makes the index anew.', 'test/pgtap/ledger_index.sql', 'sen.index_log(' ],
	[ 'sen.verify_log() says whether it was changed since it was sealed.', 'test/pgtap/ledger_hostile.sql', 'sen.verify_log(' ],
);

my $hints = hints();
my %tried = map { $_->[0] => 1 } @cases, @elsewhere;
cmp_ok(scalar keys %$hints, '>', 150, 'hints were found');
is(join("\n", map { ($hints->{$_} =~ s/^\Q$source\E\///r) . ": $_" } grep { names_remedy($_) && !$tried{$_} } sort keys %$hints), '', 'each that names a function or a command is tried');
is(join("\n", grep { !$hints->{$_} && !/all rows are written down/ } sort keys %tried), '', 'and each that is tried is one of the source');
for my $case (@elsewhere)
{
	my ($hint, $file, $has) = @$case;
	ok(index(slurp_file("$source/$file"), $has) >= 0, "$file: $hint");
}

# A programme that a case begins with is there in a database of its own, since to lay out one takes a second of a
# processor; where it has to be another's, it is made.
my $node = start_node('remedies');
query($node, 'postgres', 'CREATE EXTENSION sen_improvement');
query($node, 'postgres', 'CREATE DATABASE ready TEMPLATE postgres');
query($node, 'ready', $programme);
for my $case (@cases)
{
	my ($hint, $before, $fails, $remedy, $works) = @$case;
	my $database = $before =~ s/\A\Q$programme\E// ? 'ready' : 'postgres';
	my $wanted = join '.+?', map { quotemeta } split /%(?:s|lld|d)/, $hint, -1;
	my ($status, $out, $err) = try_query($node, $database, <<"EOT");
SET client_min_messages = notice;
BEGIN;
$before;
SAVEPOINT before;
\\echo what fails
\\set ON_ERROR_STOP 0
$fails;
\\set ON_ERROR_STOP 1
ROLLBACK TO before;
\\echo what helps
SET client_min_messages = error;
$remedy;
@{[ $works || $fails ]};
\\echo it helped
ROLLBACK;
EOT
	like($err, qr/HINT:  $wanted(?:\n|\z)/, "the hint comes: $hint");
	ok($status == 0 && $out =~ /it helped/, 'and helps') or diag($err);
}
$node->stop;
done_testing();
