# Dump and restore of a log: the same bytes and roots in every format, in a database of another encoding, and
# for an owner who is no superuser; tracking and sealing go on where they were.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Utils;
use Test::More;
use SenTest;

$ENV{PGCLIENTENCODING} = 'UTF8';
my $node = start_node('ledger_dump');
my $dir = PostgreSQL::Test::Utils::tempdir;
my @to = ('-h', $node->host, '-p', $node->port);
my @super = ('-U', query($node, 'postgres', 'SELECT current_user'));

query($node, 'postgres', 'CREATE ROLE owner_a LOGIN; CREATE ROLE clerk LOGIN; CREATE DATABASE live OWNER owner_a');
query($node, 'live', <<'SQL', 'owner_a');
CREATE EXTENSION sen_improvement;
CREATE SCHEMA l;
CREATE TYPE l.mood AS ENUM ('bad', 'très bien');
CREATE TABLE l.action (id integer PRIMARY KEY, title text, due date, at timestamptz, cost numeric, share double precision, took interval, file bytea, tags text[], mood l.mood, data jsonb);
CREATE TABLE l.part (id integer PRIMARY KEY, v text) PARTITION BY RANGE (id);
CREATE TABLE l.part_1 PARTITION OF l.part FOR VALUES FROM (0) TO (1000);
INSERT INTO l.part VALUES (1, 'before');
SELECT sen.track('l.action'), sen.track('l.part');
CREATE TABLE l.part_2 PARTITION OF l.part FOR VALUES FROM (1000) TO (2000);
SELECT sen.track('l.part_2');
GRANT USAGE ON SCHEMA l TO clerk;
GRANT SELECT, INSERT, UPDATE ON l.action TO clerk;
SQL
for my $n (1 .. 4)
{
	query($node, 'live', <<"SQL", 'clerk');
SET sen_improvement.meeting = 'Réunion $n';
INSERT INTO l.action SELECT g, 'title “' || g, date '2025-01-01' + g, timestamptz '2025-06-10 12:00+01' + g * interval '1 hour', g * 1.50, g * 0.1, g * interval '1 hour', decode(md5(g::text), 'hex'), ARRAY['a', NULL, 'é' || g], 'très bien', '{"b": 1, "a": [1.0]}' FROM generate_series($n * 100, $n * 100 + 70) g;
UPDATE l.action SET title = 'ÆØÅ', share = 1e-300 WHERE id % 7 = 0;
SQL
	query($node, 'live', "DELETE FROM l.action WHERE id % 10 = $n; INSERT INTO l.part VALUES ($n * 100, 'low'), ($n * 100 + 1000, 'high'); SET client_min_messages = error; SELECT sen.seal('l', 'Version $n: é', 'Board')", 'owner_a');
}
# Columns with a gap in their numbers, which a restored table has not; and one that has the name of a dropped one.
query($node, 'live', <<'SQL', 'owner_a');
CREATE TABLE l.shape (id integer PRIMARY KEY, gone text, lead text, other text);
SELECT sen.track('l.shape');
INSERT INTO l.shape VALUES (1, 'gone', 'lead', 'other');
ALTER TABLE l.shape DROP gone;
ALTER TABLE l.shape RENAME other TO another;
INSERT INTO l.shape VALUES (2, 'lead', 'other');
ALTER TABLE l.shape DROP lead, ADD lead text;
SQL
query($node, 'live', q{UPDATE l.part SET id = id + 1001 WHERE id = 100; INSERT INTO l.action (id, title) VALUES (9000, repeat('long', 5000))}, 'owner_a');
# A curly quote is not in LATIN1: that row keeps its bytes in the log, and is gone from the table.
query($node, 'live', q{DELETE FROM l.action WHERE title ~ '“'}, 'owner_a');

# Who logged in without being a superuser cannot be someone else, nor switch triggers off.
for my $statement ("SET session_replication_role = replica", "SET SESSION AUTHORIZATION owner_a", "SET ROLE owner_a", "SET LOCAL session_replication_role = replica")
{
	my (undef, undef, $err) = try_query($node, 'live', "BEGIN; $statement; UPDATE l.action SET title = 'forged'", 'clerk');
	like($err, qr/permission denied/, "a clerk cannot $statement");
}

my $can_verify = query($node, 'live', q{SELECT count(*) FROM pg_proc WHERE pronamespace = 'sen'::regnamespace AND proname = 'verify_log'});
my %ask = (
	blocks => q{SELECT count(*), sum(octet_length(entries)), encode(sha256(string_agg(block_id || ' ' || encode(entries, 'hex'), ',' ORDER BY block_id)::bytea), 'hex') FROM l.ledger_block},
	versions => q{SELECT version, size, root, octet_length(label), meeting, sealed_at AT TIME ZONE 'UTC', session_role, acting_role FROM l.ledger_version ORDER BY version},
	tiles => q{SELECT level, tile, width, encode(sha256(hashes), 'hex'), blocks, starts FROM l.ledger_tile ORDER BY 1, 2, 3},
	triggers => q{SELECT tgrelid::regclass, tgname, tgenabled, encode(tgargs, 'hex') FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = 'l'::regnamespace ORDER BY concat_ws(' ', tgrelid::regclass, tgname)},
	owners => q{SELECT c.oid::regclass, pg_get_userbyid(relowner), relacl, obj_description(c.oid, 'pg_class') FROM pg_class c WHERE relnamespace = 'l'::regnamespace AND relkind IN ('r', 'p', 'S') ORDER BY relname},
	options => q{SELECT relname, reloptions FROM pg_class WHERE relnamespace = 'l'::regnamespace AND reloptions IS NOT NULL ORDER BY 1},
	storage => q{SELECT attrelid::regclass, attname, attstorage, attidentity FROM pg_attribute WHERE attrelid IN ('l.ledger_block'::regclass, 'l.ledger_tile'::regclass) AND attnum > 0 ORDER BY attrelid::regclass::text, attname},
	sequence => q{SELECT last_value >= (SELECT max(block_id) FROM l.ledger_block) FROM l.ledger_block_block_id_seq},
	rows => q{SELECT count(*), sum(id) FROM l.action});
sub facts { my ($database) = @_; return { map { $_ => query($node, $database, $ask{$_}) } keys %ask } }
my $live = facts('live');
like($live->{versions}, qr/^4\|/m, 'there are versions to compare');
like($live->{blocks}, qr/^\d{2,}\|\d{5,}\|/, 'and blocks');
like($live->{triggers}, qr/sen_track\|A\|/, 'and triggers');

# The root of a version from the leaves, in the order that the tiles tell.
my $root_of = q{SELECT sen.merkle_root(ARRAY(SELECT sen.leaf_hash(x.leaf) FROM l.ledger_block b CROSS JOIN LATERAL sen.block_leaves(b.entries) x
	JOIN (SELECT s.block, min(s.start) AS start FROM l.ledger_tile t, unnest(t.blocks, t.starts) s (block, start) WHERE t.level = 0 GROUP BY s.block) p ON p.block = b.block_id WHERE p.start + x.number < v.size ORDER BY p.start + x.number))};

# goes_on DATABASE, ROLE, TITLE: what was restored is the same, and can be written and sealed.
sub goes_on
{
	my ($database, $role, $title, %except) = @_;
	my $got = facts($database);
	is($got->{$_}, $live->{$_}, "$title: $_") for sort grep { !$except{$_} } keys %ask;
	is(query($node, $database, "SELECT version FROM l.ledger_version v WHERE root <> ($root_of)"), '', "$title: the roots are those of the leaves");
	my $shape = q{SELECT * FROM sen.as_of(null::l.shape, 'infinity') ORDER BY id};
	is(query($node, $database, "SET client_min_messages = error; $shape"), "1|other|\n2|other|", "$title: a column has its own values, whatever its number is now");
	my $last = query($node, $database, 'SELECT max(block_id) FROM l.ledger_block');
	query($node, $database, q{UPDATE l.action SET title = 'écrit' WHERE id = 9000; INSERT INTO l.part VALUES (1999, 'after')}, $role);
	is(query($node, $database, "SELECT min(block_id) > $last FROM (SELECT block_id FROM l.ledger_block WHERE block_id > $last) b"), 't', "$title: new entries have new blocks");
	is(query($node, $database, "SELECT e.log_table, e.operation, e.session_role, CASE WHEN e.operation <> 'C' THEN encode(convert_to(e.row_values->>'title', 'UTF8'), 'hex') END FROM l.ledger_block b, sen.block_leaves(b.entries) x, sen.leaf_entry(x.leaf) e WHERE b.block_id > $last ORDER BY b.block_id, x.number"),
		"action|C|$role|\naction|U|$role|c3a963726974\npart|C|$role|\npart|I|$role|", "$title: changes are logged, after what columns are, which are counted anew");
	is(query($node, $database, q{SET client_min_messages = error; SELECT version, entries FROM sen.seal('l')}, $role), '5|' . (5 + $except{unsealed}), "$title: sealing goes on");
	is(query($node, $database, "SET client_min_messages = error; ALTER TABLE l.shape DROP another, ADD another text; INSERT INTO l.shape VALUES (3, 'new'); $shape"), "1||\n2||\n3|new|", "$title: and so it goes on");
	is(query($node, $database, "SELECT version FROM l.ledger_version v WHERE root <> ($root_of)"), '', "$title: and every root is right");
	my ($status, undef, $err) = try_query($node, $database, 'TRUNCATE l.part_2', $role);
	like($err, qr/is tracked and cannot be truncated/, "$title: TRUNCATE is still refused");
	is(query($node, $database, q{SELECT * FROM sen.verify_log('l')}), '', "$title: sen.verify_log() finds no fault") if $can_verify;
	return;
}

sub run_quietly
{
	my ($title, @command) = @_;
	my ($out, $err) = ('', '');
	my $ok = IPC::Run::run(\@command, '>', \$out, '2>', \$err);
	ok($ok, "$title: exit status 0") or diag($err);
	unlike($err, qr/error|warning|fatal/i, "$title: nothing to complain of");
	return;
}

my $unsealed = query($node, 'live', "SELECT count(*) FROM l.ledger_block b, sen.block_leaves(b.entries) x WHERE NOT EXISTS (SELECT FROM l.ledger_tile t WHERE t.level = 0 AND b.block_id = ANY (t.blocks))");
run_quietly('pg_dump, plain', 'pg_dump', @to, @super, '-f', "$dir/live.sql", 'live');
run_quietly('pg_dump -Fc', 'pg_dump', @to, @super, '-Fc', '-f', "$dir/live.dump", 'live');
run_quietly('pg_dump -Fd -j 2', 'pg_dump', @to, @super, '-Fd', '-j2', '-f', "$dir/live.dir", 'live');
run_quietly('pg_dump by the owner', 'pg_dump', @to, '-U', 'owner_a', '-Fc', '-f', "$dir/owner.dump", 'live');
run_quietly('pg_dump --column-inserts', 'pg_dump', @to, @super, '--column-inserts', '-f', "$dir/inserts.sql", 'live');

query($node, 'postgres', "CREATE DATABASE $_ OWNER owner_a") for qw(plain custom directory owned inserts parts);
run_quietly('psql', 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', @to, @super, '-d', 'plain', '-f', "$dir/live.sql");
goes_on('plain', 'owner_a', 'plain', unsealed => $unsealed);
run_quietly('pg_restore', 'pg_restore', @to, @super, '-d', 'custom', "$dir/live.dump");
goes_on('custom', 'owner_a', 'custom', unsealed => $unsealed);
# Section by section: the trigger of a partitioned table waits for no partition's rows, and refuses those that come after it.
run_quietly("pg_restore -j 2, $_", 'pg_restore', @to, @super, '-j2', "--section=$_", '-d', 'directory', "$dir/live.dir") for qw(pre-data data post-data);
goes_on('directory', 'owner_a', 'directory, two jobs', unsealed => $unsealed);
run_quietly('pg_restore by the owner', 'pg_restore', @to, '-U', 'owner_a', '-d', 'owned', "$dir/owner.dump");
goes_on('owned', 'owner_a', 'by its owner', unsealed => $unsealed);
run_quietly('psql', 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', @to, @super, '-d', 'inserts', '-f', "$dir/inserts.sql");
goes_on('inserts', 'owner_a', 'column inserts', unsealed => $unsealed);

# Another encoding and locale: the bytes of entries are UTF-8 everywhere, so they are the same.
my $other_locale = (grep { /^[a-z]{2}_[A-Z]{2}$|^[a-z]{2}_[A-Z]{2}\.iso-?8859-?1$/i } split /\n/, `locale -a 2>/dev/null`)[0] // 'C';
query($node, 'postgres', "CREATE DATABASE latin1 OWNER owner_a TEMPLATE template0 ENCODING 'LATIN1' LOCALE '$other_locale'");
run_quietly("pg_restore into LATIN1, locale $other_locale", 'pg_restore', @to, @super, '-d', 'latin1', "$dir/live.dump");
goes_on('latin1', 'owner_a', 'LATIN1', unsealed => $unsealed, versions => 1);
is(query($node, 'latin1', 'SELECT version, size, root FROM l.ledger_version WHERE version <= 4 ORDER BY version'), query($node, 'live', 'SELECT version, size, root FROM l.ledger_version ORDER BY version'), 'LATIN1: the same roots');
# The same change gives the same bytes there, but for who and when.
my $row = q{INSERT INTO l.action (id, title, tags, mood, at) VALUES (1, 'Ünïçødé', '{ß}', 'très bien', '2025-01-01 00:00+00')};
my $bytes = q{SELECT encode(substr(x.leaf, position('\x4d656574' IN x.leaf)), 'hex') FROM l.ledger_block b, sen.block_leaves(b.entries) x WHERE position('\x4d656574' IN x.leaf) > 0};
query($node, $_, "SET sen_improvement.meeting = 'Meeting é'; $row", 'owner_a') for 'latin1', 'custom';
is(query($node, 'latin1', $bytes), query($node, 'custom', $bytes), 'LATIN1: the same bytes of a new row');
like(query($node, 'custom', $bytes), qr/c39c6ec3af/, 'which are UTF-8');
# What the log says of a character that LATIN1 has not cannot be shown there; its bytes and proofs are whole.
my (undef, undef, $err) = try_query($node, 'latin1', q{SELECT count(e.row_values) FROM l.ledger_block b, sen.block_leaves(b.entries) x, sen.leaf_entry(x.leaf) e});
like($err, qr/has no equivalent in encoding "LATIN1"/, 'LATIN1: an entry with a character beyond it cannot be shown');

# The schema first and the data later: with --disable-triggers, or every row would be logged as new.
run_quietly('schema only', 'pg_restore', @to, @super, '--schema-only', '-d', 'parts', "$dir/live.dump");
query($node, 'postgres', 'CREATE DATABASE careless TEMPLATE parts');
run_quietly('data only', 'pg_restore', @to, @super, '--data-only', '--disable-triggers', '-d', 'parts', "$dir/live.dump");
# That leaves triggers enabled, but not any more always, as if somebody else had made them.
is(query($node, 'parts', "SELECT DISTINCT tgenabled FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = 'l'::regnamespace AND c.relkind = 'r' AND NOT tgisinternal"), 'O', 'schema, then data: triggers do not fire always');
like((try_query($node, 'parts', 'UPDATE l.action SET title = title WHERE id = 9000', 'owner_a'))[2], qr/is not as sen\.track\(\) makes it.*sen\.guard_log\('l'\) sets it right/s, 'schema, then data: nothing is written without the log');
like((try_query($node, 'parts', "SELECT sen.seal('l')", 'owner_a'))[2], qr/is not guarded/, 'schema, then data: nor sealed');
cmp_ok(query($node, 'parts', "SELECT count(*) FROM sen.guard_log('l')", 'owner_a'), '>', 5, 'schema, then data: what the hint names sets it right');
is(query($node, 'parts', "SELECT DISTINCT tgenabled FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = 'l'::regnamespace AND NOT tgisinternal"), 'A', 'schema, then data: all of them');
goes_on('parts', 'owner_a', 'schema, then data', unsealed => $unsealed, triggers => 1);
my ($out, $errors) = ('', '');
ok(!IPC::Run::run([ 'pg_restore', @to, @super, '--data-only', '--single-transaction', '-d', 'careless', "$dir/live.dump" ], '>', \$out, '2>', \$errors), 'data only, without --disable-triggers: refused');
like($errors, qr/ledger_block_pkey/, 'because the blocks are there already');
is(query($node, 'careless', 'SELECT count(*) FROM l.ledger_block'), 0, 'and nothing is left of it');

# One table without its log: it is told one remedy, which works.
query($node, 'postgres', 'CREATE DATABASE single OWNER owner_a');
query($node, 'single', 'CREATE EXTENSION sen_improvement; CREATE SCHEMA l; CREATE TYPE l.mood AS ENUM (\'bad\', \'très bien\'); GRANT USAGE ON SCHEMA l TO clerk', 'owner_a');
run_quietly('pg_dump -t', 'pg_dump', @to, @super, '-t', 'l.action', '-f', "$dir/action.sql", 'live');
run_quietly('psql', 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', @to, @super, '-d', 'single', '-f', "$dir/action.sql");
(undef, undef, $err) = try_query($node, 'single', 'DELETE FROM l.action', 'owner_a');
like($err, qr/table l\.action is tracked, but schema "l" has no log/, 'a table without its log cannot be written');
for my $told ($err =~ /SELECT (sen\.\w+\('l\.action'\))/g)
{
	query($node, 'single', "SELECT $told", 'owner_a');
}
query($node, 'single', 'DELETE FROM l.action WHERE id = 9000', 'owner_a');
is(query($node, 'single', q{SELECT count(*) FROM sen.as_of(null::l.action, 'infinity')}, 'owner_a'), query($node, 'single', 'SELECT count(*) FROM l.action'), 'until what the hint says was done');

# A programme whose data are restored into one that sen.create_programme() made there, with rows and a log of its own.
query($node, 'postgres', "CREATE DATABASE $_ OWNER owner_a") for qw(kept made);
for my $database (qw(kept made))
{
	query($node, $database, "CREATE EXTENSION sen_improvement; SELECT sen.create_programme('wirral') IS NOT NULL", 'owner_a');
}
query($node, 'kept', "INSERT INTO wirral.meeting (meeting_id, title, planned_on, source) VALUES ('board-1', 'Board', '2025-06-10', 'test'); SET client_min_messages = error; SELECT version FROM sen.seal('wirral')", 'owner_a');
my $sealed = query($node, 'kept', "SELECT sen.checkpoint('wirral')");
run_quietly('pg_dump of a programme', 'pg_dump', @to, '-U', 'owner_a', '-Fc', '-n', 'wirral', '-f', "$dir/wirral.dump", 'kept');
query($node, 'postgres', 'CREATE DATABASE refused TEMPLATE made OWNER owner_a');
# With as many blocks as the other log, so that none is missing.
query($node, 'refused', "INSERT INTO wirral.meeting (meeting_id, title, planned_on, source) VALUES ('x', 'x', '2025-06-10', 'x'); DELETE FROM wirral.meeting", 'owner_a') for 1 .. 10;
my @data_only = ('pg_restore', @to, @super, '--data-only', '--disable-triggers');
ok(!IPC::Run::run([ @data_only, '--single-transaction', '-d', 'made', "$dir/wirral.dump" ], '>', \$out, '2>', \$errors), 'data only into a programme that has rows: refused');
is(query($node, 'made', 'SELECT count(*) FROM wirral.meeting'), 0, 'in one transaction nothing is left of it');
is(query($node, 'made', "SELECT count(*) FROM sen.verify_log('wirral')"), 0, 'and the log is what it was');
ok(!IPC::Run::run([ @data_only, '-d', 'refused', "$dir/wirral.dump" ], '>', \$out, '2>', \$errors), 'else it fails as well');
is(query($node, 'refused', 'SELECT count(*) FROM wirral.ledger_version'), 1, 'but versions are there, over the blocks of another log');
like((try_query($node, 'refused', "SELECT sen.guard_log('wirral')", 'owner_a'))[2], qr/are not those of its versions.*drop the schema, and restore it whole/s, 'which is not guarded');
like((try_query($node, 'refused', q{INSERT INTO wirral.meeting (meeting_id, title, planned_on, source) VALUES ('x', 'x', '2025-06-10', 'x')}, 'owner_a'))[2], qr/is not as sen\.track\(\) makes it/, 'nor goes on');
like((try_query($node, 'refused', "SELECT sen.seal('wirral')", 'owner_a'))[2], qr/is not guarded/, 'nor is sealed');
like((try_query($node, 'refused', "SELECT * FROM sen.as_of(null::wirral.meeting, 1)", 'owner_a'))[2], qr/are not those of its versions/, 'nor read');
# What the hint says.
query($node, 'refused', 'SET client_min_messages = error; DROP SCHEMA wirral, wirral_reports CASCADE', 'owner_a');
run_quietly('the whole programme', 'pg_restore', @to, '-U', 'owner_a', '-d', 'refused', "$dir/wirral.dump");
is(query($node, 'refused', "SELECT sen.checkpoint('wirral')"), $sealed, 'restored whole, it has the same checkpoint');
is(query($node, 'refused', "SELECT count(*) FROM sen.verify_log('wirral')"), 0, 'its log is as it was sealed');
is(query($node, 'refused', q{SELECT meeting_id FROM sen.as_of(null::wirral.meeting, 1)}), 'board-1', 'and is read');
# The definitions alone, and then the data.
query($node, 'made', 'SET client_min_messages = error; DROP SCHEMA wirral, wirral_reports CASCADE', 'owner_a');
run_quietly('the definitions of a programme', 'pg_restore', @to, '-U', 'owner_a', '--schema-only', '-d', 'made', "$dir/wirral.dump");
run_quietly('and its data', @data_only, '-d', 'made', "$dir/wirral.dump");
cmp_ok(query($node, 'made', "SELECT count(*) FROM sen.guard_log('wirral')", 'owner_a'), '>', 5, 'into definitions without rows they can be restored');
is(query($node, 'made', "SELECT sen.checkpoint('wirral')"), $sealed, 'and the log is the same');
is(query($node, 'made', "SELECT count(*) FROM sen.verify_log('wirral')"), 0, 'as it was sealed');

$node->stop;
done_testing();
