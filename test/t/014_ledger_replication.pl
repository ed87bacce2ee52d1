# Logical replication: what a subscription applies to a tracked table, and its initial copy, is logged on the
# subscriber; and a log can itself be replicated to a place that tracks nothing.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Utils;
use Test::More;
use SenTest;

my $publisher = start_node('publisher', "wal_level = logical\nmax_wal_senders = 10\nmax_replication_slots = 10\n");
my $subscriber = start_node('subscriber');
my $super = query($subscriber, 'postgres', 'SELECT current_user');
my $source = 'host=' . $publisher->host . ' port=' . $publisher->port . " dbname=postgres user=$super";

my $tables = 'CREATE SCHEMA l; CREATE TABLE l.action (id integer PRIMARY KEY, title text); CREATE TABLE l.big (id integer PRIMARY KEY, title text)';
query($publisher, 'postgres', "CREATE EXTENSION sen_improvement; $tables; SELECT sen.track('l.action'); INSERT INTO l.action VALUES (1, 'before'), (2, 'before'); CREATE PUBLICATION p FOR TABLE l.action, l.big");
query($subscriber, 'postgres', "CREATE EXTENSION sen_improvement; $tables; CREATE ROLE applier SUPERUSER LOGIN; ALTER SCHEMA l OWNER TO applier; ALTER TABLE l.action OWNER TO applier; ALTER TABLE l.big OWNER TO applier; SET ROLE applier; SELECT sen.track('l.action'), sen.track('l.big')");
query($subscriber, 'postgres', "CREATE SUBSCRIPTION s CONNECTION '$source' PUBLICATION p WITH (enabled = false)");
query($subscriber, 'postgres', 'ALTER SUBSCRIPTION s OWNER TO applier; ALTER SUBSCRIPTION s ENABLE');
$subscriber->wait_for_subscription_sync($publisher, 's');

my $log = q{SELECT e.log_table, e.operation, e.key->>'id', e.row_values->>'title' FROM l.ledger_block b, sen.block_leaves(b.entries) x, sen.leaf_entry(x.leaf) e WHERE e.operation <> 'B' ORDER BY b.block_id, x.number};
is(query($subscriber, 'postgres', $log), "action|I|1|before\naction|I|2|before", 'the initial copy is logged on the subscriber');

query($publisher, 'postgres', q{SET sen_improvement.meeting = 'there'; BEGIN; UPDATE l.action SET title = 'after' WHERE id = 1; SAVEPOINT s; DELETE FROM l.action; ROLLBACK TO SAVEPOINT s; UPDATE l.action SET id = 3 WHERE id = 2; COMMIT; DELETE FROM l.action WHERE id = 1});
query($publisher, 'postgres', q{INSERT INTO l.big SELECT g, repeat('x', 100) FROM generate_series(1, 1000) g});
$publisher->wait_for_catchup('s');
is(query($subscriber, 'postgres', q{SELECT string_agg(e.operation || ' ' || (e.key->>'id') || ' ' || coalesce(e.row_values->>'id', '') || ' ' || coalesce(e.row_values->>'title', ''), ', ' ORDER BY b.block_id, x.number) FROM l.ledger_block b, sen.block_leaves(b.entries) x, sen.leaf_entry(x.leaf) e WHERE e.log_table = 'action' AND e.operation <> 'B'}),
	'I 1 1 before, I 2 2 before, U 1 1 after, U 2 3 before, D 1 1 after', 'what is applied is logged, in order');
is(query($subscriber, 'postgres', q{SELECT count(*) FROM l.ledger_block b, sen.block_leaves(b.entries) x, sen.leaf_entry(x.leaf) e WHERE e.log_table = 'big' AND e.operation = 'I'}), 1000, 'a large transaction, too');
is(query($subscriber, 'postgres', q{SELECT DISTINCT e.acting_role, e.meeting FROM l.ledger_block b, sen.block_leaves(b.entries) x, sen.leaf_entry(x.leaf) e WHERE e.operation IN ('U', 'D')}), 'applier|', 'as the owner of the subscription and of the table, for no meeting');
is(query($subscriber, 'postgres', q{SELECT entries FROM sen.seal('l')}), 2 + 2 + 3 + 1000, 'and can be sealed there');
is(query($subscriber, 'postgres', q{SELECT * FROM sen.verify_log('l')}), '', 'sen.verify_log() finds no fault')
	if query($subscriber, 'postgres', q{SELECT count(*) FROM pg_proc WHERE pronamespace = 'sen'::regnamespace AND proname = 'verify_log'});
# Whatever rows are found by (REPLICA IDENTITY), the log has the primary key of the subscriber's table.
my $identity = 'CREATE UNIQUE INDEX by_title ON l.action (title); ALTER TABLE l.action ALTER title SET NOT NULL; ALTER TABLE l.action REPLICA IDENTITY USING INDEX by_title';
query($subscriber, 'postgres', $identity);
query($publisher, 'postgres', "$identity; UPDATE l.action SET id = 4 WHERE id = 3; UPDATE l.action SET title = 'by title' WHERE id = 4");
$publisher->wait_for_catchup('s');
query($_, 'postgres', 'ALTER TABLE l.action REPLICA IDENTITY FULL') for $subscriber, $publisher;
query($publisher, 'postgres', q{UPDATE l.action SET title = 'full' WHERE id = 4; INSERT INTO l.action VALUES (5, 'goes'); DELETE FROM l.action WHERE id = 5});
$publisher->wait_for_catchup('s');
is(query($subscriber, 'postgres', q{SELECT string_agg(operation || ' ' || (key->>'id') || ' ' || (row_values->>'id') || ' ' || (row_values->>'title'), ', ' ORDER BY block_id, number) FROM l.log_leaves WHERE version IS NULL}),
	'update 3 4 before, update 4 4 by title, update 4 4 full, insert 5 5 goes, delete 5 5 goes', 'rows that are found by another index, or by all columns, are logged by their primary key');
is(query($subscriber, 'postgres', q{SELECT * FROM sen.as_of(null::l.action, 'infinity')}), query($publisher, 'postgres', 'TABLE l.action'), 'and read back as the publisher has them');
# TRUNCATE of the publisher would be refused on the subscriber and hold replication up: publish without it.
query($publisher, 'postgres', q{ALTER PUBLICATION p SET (publish = 'insert, update, delete'); TRUNCATE l.big; INSERT INTO l.big VALUES (2001, 'after')});
$publisher->wait_for_catchup('s');
is(query($subscriber, 'postgres', 'SELECT count(*), max(id) FROM l.big'), '1001|2001', 'a TRUNCATE that is not published does no harm');

# The log itself, to a place where nothing is tracked: the same bytes, versions and roots.
query($subscriber, 'postgres', 'CREATE DATABASE copy');
query($subscriber, 'copy', q{CREATE EXTENSION sen_improvement; CREATE SCHEMA l; SELECT sen.create_log('l')});
query($publisher, 'postgres', q{SELECT sen.seal('l', 'first'); CREATE PUBLICATION log FOR TABLE l.ledger_block, l.ledger_version, l.ledger_tile});
query($subscriber, 'copy', "CREATE SUBSCRIPTION log CONNECTION '$source' PUBLICATION log");
$subscriber->wait_for_subscription_sync($publisher, 'log', 'copy');
query($publisher, 'postgres', q{INSERT INTO l.action VALUES (9, 'last'); SELECT sen.seal('l', 'second'); UPDATE l.action SET title = 'not sealed' WHERE id = 4});
$publisher->wait_for_catchup('log');
my $versions = q{SELECT version, size, root, label FROM l.ledger_version ORDER BY version};
is(query($subscriber, 'copy', $versions), query($publisher, 'postgres', $versions), 'a log is replicated, with its versions');
is(query($subscriber, 'copy', 'SELECT block_id, entries FROM l.ledger_block ORDER BY 1'), query($publisher, 'postgres', 'SELECT block_id, entries FROM l.ledger_block ORDER BY 1'), 'and its bytes');

# A standby reads and proves, and writes nothing: that is an error of its own kind, not an internal one.
$publisher->backup('base');
my $standby = PostgreSQL::Test::Cluster->new('standby');
$standby->init_from_backup($publisher, 'base', has_streaming => 1);
$standby->start;
$publisher->wait_for_catchup($standby, 'replay', $publisher->lsn('write'));
my $standby_checkpoint = query($standby, 'postgres', q{SELECT sen.checkpoint('l')});
is($standby_checkpoint, query($publisher, 'postgres', q{SELECT sen.checkpoint('l')}), 'a standby gives the same checkpoint');
is(query($standby, 'postgres', q{SELECT count(*) FROM sen.verify_log('l')}), 0, 'and verifies the log');
is(query($standby, 'postgres', q{SELECT count(*) FROM sen.as_of(null::l.action, 1)}), query($publisher, 'postgres', q{SELECT count(*) FROM sen.as_of(null::l.action, 1)}), 'and reads it');
for my $question (q{SELECT * FROM sen.changes('l.action', 1, 2)}, q{SELECT * FROM sen.log_changes('l.ledger_block', 0)}, q{SELECT * FROM sen.history('l.action', '{"id": 4}')},
	q{SELECT * FROM sen.column_changes('l.ledger_block', '{"action": null}')}, q{SELECT * FROM sen.rows_as_of('l.action', 'infinity')}, q{SELECT * FROM l.log_leaves}, q{SELECT * FROM l.log_leaves WHERE log_table = 'action'}, q{SELECT * FROM sen.meeting_entries('l.ledger_block', 'there')}, q{SELECT * FROM l.changes_since_sealed_meeting})
{
	my $asked = "SELECT count(*), md5(string_agg(q::text, '' ORDER BY q::text)) FROM ($question) q";
	is(query($standby, 'postgres', $asked), query($publisher, 'postgres', $asked), "the same there: $question");
}
for my $call (q{sen.seal('l')}, q{l.seal_log()}, q{sen.set_aside('l')}, q{sen.track('l.big')}, q{sen.untrack('l.action')}, q{sen.rename_column('l.action', 'title', 'name')}, q{sen.create_log('public')}, q{sen.upgrade_log('l')})
{
	my ($status, $out, $err) = try_query($standby, 'postgres', "\\set VERBOSITY sqlstate\nSELECT $call");
	like($err, qr/ERROR: +25006/, "$call is refused on a standby");
}
$standby->stop;
$subscriber->stop;
$publisher->stop;
done_testing();
