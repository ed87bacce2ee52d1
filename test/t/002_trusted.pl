# Trusted: who may create, use and drop the extension.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Utils;
use Test::More;
use SenTest;

my $node = start_node('trusted');
query($node, 'postgres', 'CREATE ROLE analyst LOGIN; CREATE ROLE guest LOGIN; CREATE DATABASE council; GRANT CREATE ON DATABASE council TO analyst');

# refused SQL, ROLE, SQLSTATE, TITLE
sub refused
{
	my ($sql, $role, $state, $title) = @_;
	my ($status, $out, $err) = try_query($node, 'council', "\\set VERBOSITY sqlstate\n$sql", $role);
	like($err, qr/ERROR: +\Q$state\E/, $title);
	return;
}

refused('CREATE EXTENSION sen_improvement', 'guest', '42501', 'a role without CREATE on the database cannot create the extension');
is(query($node, 'council', q{SELECT count(*) FROM pg_namespace WHERE nspname = 'sen'}), '0', 'and nothing of it is left');

# A schema of the same name that is somebody else's, and another schema.
query($node, 'council', 'CREATE SCHEMA sen AUTHORIZATION guest; CREATE TABLE sen.today (note text)');
for my $role (undef, 'analyst')
{
	my (undef, undef, $err) = try_query($node, 'council', 'CREATE EXTENSION sen_improvement', $role);
	like($err, qr/there is a schema "sen" already, which is not that of this extension.*HINT:.*ALTER SCHEMA sen RENAME TO another_name/s, 'a schema sen that is there already is named, with what to do');
}
is(query($node, 'council', 'SELECT count(*) FROM sen.today'), '0', 'and stays as it is');
query($node, 'council', 'ALTER SCHEMA sen RENAME TO another_name');
query($node, 'council', 'CREATE SCHEMA other AUTHORIZATION analyst');
like((try_query($node, 'council', 'CREATE EXTENSION sen_improvement SCHEMA other', 'analyst'))[2], qr/must be installed in schema "pg_catalog"/, 'another schema is refused by the server');

is(query($node, 'council', 'SELECT NOT rolsuper FROM pg_roles WHERE rolname = current_user', 'analyst'), 't', 'the analyst is no superuser');
query($node, 'council', 'CREATE EXTENSION sen_improvement', 'analyst');
pass('a role with CREATE on the database can');
is(query($node, 'council', q{SELECT pg_get_userbyid(extowner) FROM pg_extension WHERE extname = 'sen_improvement'}), 'analyst', 'and owns it');
is(query($node, 'council', q{SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE extname = 'sen_improvement'}), 'pg_catalog', 'its objects do not depend on the creator\'s search_path');
refused('CREATE FUNCTION sen.f() RETURNS integer LANGUAGE sql AS \'SELECT 1\'', 'analyst', '42501', 'schema sen is closed even to its creator');
refused('CREATE OR REPLACE FUNCTION sen.today() RETURNS date LANGUAGE sql AS \'SELECT current_date\'', 'analyst', '42501', 'nor can a function be replaced');
refused('ALTER EXTENSION sen_improvement SET SCHEMA public', undef, '0A000', 'it stays where it is');

like(query($node, 'council', q{SELECT sen.create_programme('wirral')}, 'analyst'), qr/^programme wirral: \d+ tables and \d+ views, version/, 'the same role makes a programme');
is(query($node, 'council', q{SELECT string_agg(DISTINCT pg_get_userbyid(relowner), ',') FROM pg_class WHERE relnamespace = 'wirral'::regnamespace}), 'analyst', 'and owns all of it');
query($node, 'council', q{INSERT INTO wirral.ehc_request_intake (local_authority, request_ref, received_on) VALUES ('344', 'R1', '06/01/2025')}, 'analyst');
is(query($node, 'council', 'SELECT due_on FROM wirral.open_cases', 'analyst', '-c sen_improvement.as_of=2025-02-01'), '2025-05-26', 'and works with it');

# Somebody else in the database.
is(query($node, 'council', q{SELECT sen.due_date('final_plan', '2024-09-02'), sen.cases(sen.timeliness('2025-01-01', '2025-01-02')), (SELECT count(*) > 5 FROM sen.time_limits())}, 'guest'), '2025-01-20|1|t', 'others use the functions');
is(query($node, 'council', 'SELECT sen.today()', 'guest', '-c sen_improvement.as_of=2024-02-29'), '2024-02-29', 'and the setting');
refused('SELECT * FROM wirral.ehc_request', 'guest', '42501', 'but not the tables');
refused(q{SELECT sen.create_programme('mine')}, 'guest', '42501', 'nor make a programme');
refused('DROP EXTENSION sen_improvement', 'guest', '42501', 'nor drop the extension');

# While a programme exists.
refused('DROP EXTENSION sen_improvement', 'analyst', '2BP01', 'its owner cannot drop it while a programme exists');
is(query($node, 'council', 'SELECT count(*) FROM wirral.open_cases', 'analyst'), '1', 'and nothing has changed');
query($node, 'council', 'SET client_min_messages = error; DROP EXTENSION sen_improvement CASCADE', 'analyst');
is(query($node, 'council', 'SELECT request_ref, received_on FROM wirral.ehc_request', 'analyst'), 'R1|2025-01-06', 'even CASCADE leaves the rows');
is(query($node, 'council', q{SELECT count(*) FROM pg_namespace WHERE nspname = 'sen'}), '0', 'schema sen is gone');
query($node, 'council', 'SET client_min_messages = error; DROP SCHEMA wirral CASCADE; CREATE EXTENSION sen_improvement', 'analyst');
query($node, 'council', 'DROP EXTENSION sen_improvement', 'analyst');
is(query($node, 'council', q{SELECT count(*) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'sen' OR p.probin LIKE '%sen_improvement%'}), '0', 'without a programme it can be dropped, and leaves nothing');

# Whoever may create it may bring it to a newer version; what the versions become: test/t/018_upgrade.pl.
my ($newest) = slurp_file(source_dir() . '/sen_improvement.control') =~ /^default_version = '([^']*)'/m;
my @older = split /\n/, query($node, 'council', "SELECT source FROM pg_extension_update_paths('sen_improvement') WHERE target = '$newest' AND path IS NOT NULL ORDER BY 1");
cmp_ok(scalar(@older), '>', 0, 'there are ways up');
for my $version (@older)
{
	query($node, 'council', "CREATE EXTENSION sen_improvement VERSION '$version'", 'analyst');
	query($node, 'council', 'ALTER EXTENSION sen_improvement UPDATE', 'analyst');
	is(query($node, 'council', q{SELECT extversion FROM pg_extension WHERE extname = 'sen_improvement'}), $newest, "from $version without being superuser");
	is(query($node, 'council', q{SELECT count(*) FROM pg_depend d JOIN pg_class c ON d.classid = 'pg_class'::regclass AND c.oid = d.objid JOIN pg_extension e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
		WHERE e.extname = 'sen_improvement' AND c.relkind = 'r' AND pg_has_role('analyst', c.relowner, 'USAGE')}), '0', "from $version: its tables are not the creator's to change");
	query($node, 'council', 'DROP EXTENSION sen_improvement', 'analyst');
}

# A superuser as the creator; a creator whose search_path has a schema of traps in front.
query($node, 'council', <<'SQL');
CREATE SCHEMA trap;
CREATE FUNCTION trap.date_eq(date, date) RETURNS boolean LANGUAGE sql AS 'SELECT false';
CREATE DOMAIN trap.date AS text;
CREATE DOMAIN trap.text AS integer;
CREATE TABLE trap.pg_extension (a integer);
SET search_path = trap, pg_catalog, public;
CREATE EXTENSION sen_improvement;
SQL
is(query($node, 'council', q{SELECT pg_typeof(sen.today())::oid = 'pg_catalog.date'::pg_catalog.regtype::oid}), 't', 'the install script does not follow the creator\'s search_path');
is(query($node, 'council', q{SELECT count(*) FROM pg_depend d JOIN pg_namespace n ON n.nspname = 'trap' WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = n.oid AND d.classid = 'pg_proc'::regclass}), '1', 'nothing of it landed in the trap');

# The scripts are for CREATE EXTENSION and ALTER EXTENSION only.
my @scripts = glob(source_dir() . '/sen_improvement--*.sql');
SKIP: {
	skip 'no built install script in the source tree', 1 unless @scripts;
	for my $script (@scripts)
	{
		my ($kind) = $script =~ /--.*--/ ? qr/ALTER EXTENSION sen_improvement UPDATE TO '[0-9.]+'/ : qr/CREATE EXTENSION sen_improvement/;
		my $out = '';
		IPC::Run::run([ 'psql', '-X', '-h', $node->host, '-p', $node->port, '-d', 'postgres', '-f', $script ], '>', \$out, '2>&1');
		like($out, qr/\AUse "$kind" to load this file\.\s*\z/, 'psql refuses to run ' . ($script =~ s{.*/}{}r));
	}
}

$node->stop;
done_testing();
