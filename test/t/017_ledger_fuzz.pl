# A log that anything was done to: random edits of its rows and relations by a superuser, and after each every function of
# the log. Each has to end with an answer or an error that says what is wrong: no crash, no internal error, nothing slow,
# no memory out of proportion; and where something that is sealed was changed, sen.verify_log() has to say so.
#
# SEN_FUZZ_EDITS=100000 for the long run (make soak), SEN_SEED to repeat one. SEN_FUZZ_SLOW multiplies the time and the memory that a
# call may take, for servers with sanitizers. The statements are made in test/fixtures/ledger_fuzz.sql.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Utils;
use Test::More;
use SenTest;

my $edits = $ENV{SEN_FUZZ_EDITS} // 160;
my $slow = $ENV{SEN_FUZZ_SLOW} // 1;
my $limits = join ', ', 256 * 1024 * $slow, 5000 * $slow;    # kB of all calls after an edit, ms of one
my $batch = 100;

# What memory a call takes is measured, so the server gives back what it does not need, as by default.
delete $ENV{GLIBC_TUNABLES};
# Room for all that is scanned again and again; what is read of it counts as memory of the call, too.
# Compiled code of the server believes a catalogue that has been edited to say that a column has no null.
my $node = start_node('ledger_fuzz', "shared_buffers = 64MB\nautovacuum = off\nmax_locks_per_transaction = 256\njit = off\n");
my $start = query($node, 'postgres', 'SELECT pg_postmaster_start_time()');
my $seed = seed_once();

query($node, 'postgres', slurp_file(source_dir() . '/test/fixtures/ledger_fuzz.sql'));
is(query($node, 'postgres', q{SELECT string_agg(size::text, ' ' ORDER BY version) FROM w.ledger_version}), '33 73 128 138 211', 'a log of five versions');
cmp_ok(query($node, 'postgres', 'SELECT count(*) FROM w.ledger_block WHERE length(entries) > 9000'), '>=', 3, 'some blocks are toasted');
is(query($node, 'postgres', q{SELECT string_agg(kind, ' ') FROM sen.verify_log('w') WHERE kind <> 'unguarded'}), '', 'intact');

# A function of the log that is new has to be called too.
is(query($node, 'postgres', <<'SQL'), '', 'every function of the log is called');
SELECT string_agg(p.oid::regprocedure::text, ', ')
FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
WHERE p.pronamespace = 'sen'::regnamespace AND (l.lanname = 'c' OR p.proname = 'create_log')
  AND (p.proargnames && '{programme,tracked,log,of,leaf,entries,schema_name}' OR p.prosrc ~ '^(track|flush|refuse_(change|truncate)|seal|verify|as_of|history)')
  AND NOT EXISTS (SELECT FROM fz.call WHERE of = p.oid::regprocedure::text)
SQL

# run SQL: in a session of its own, which must neither break off nor take longer than that.
sub run
{
	my ($sql) = @_;
	return try_query($node, 'postgres', "SET client_min_messages = error; SET statement_timeout = '" . 600 * $slow . "s'; SET search_path = fz, pg_catalog; $sql");
}

# The rounds of a batch; if it breaks off, the round that does so is told.
sub run_rounds
{
	my ($from, $to, $with) = @_;
	my ($status, undef, $error) = run("SELECT rounds($with, $from, $to, $limits)");
	return 1 if $status == 0;
	diag("rounds $from to $to broke off: $error");
	for my $round ($from .. $to)
	{
		sleep 1 until run('SELECT 1') == 0;
		($status, undef, $error) = run("SELECT rounds($with, $round, $round, $limits)");
		next if $status == 0;
		my (undef, $edit) = run("SELECT statement_of($with, $round)");
		diag("round $round: $edit\n$error");
		sleep 1 until run('SELECT 1') == 0;
		return 0;
	}
	diag('not one of them alone');
	return 0;
}

# What must not come back, and every relation that is none of a log: one by one, each call measured.
sub run_fixed
{
	my ($table) = @_;
	my @ids = split /\n/, query($node, 'postgres', "SELECT id FROM fz.$table ORDER BY id");
	my @refused;

	while (my @some = splice @ids, 0, $table eq 'hard' ? 1 : 40)
	{
		my ($status, $out, $error) = run('CREATE TEMPORARY TABLE how (id integer, how text); '
			. join('', map { "INSERT INTO how SELECT $_, (round(0, -$_, t.sql, t.refused, true, $limits, '{}'))[1] FROM $table t WHERE id = $_; " } @some)
			. "SELECT string_agg(id || ' ' || how, ', ') FROM how WHERE how <> 'edit taken'");
		if ($status != 0)
		{
			diag("$table @some broke off: $error");
			sleep 1 until run('SELECT 1') == 0;
		}
		push @refused, $status == 0 ? grep { $_ } $out : "@some: $error";
	}
	is("@refused", '', "$table: each is taken by the server");
}

sub nothing_wrong
{
	my ($what) = @_;
	my $wrong = query($node, 'postgres', <<'SQL');
SELECT string_agg(concat_ws(E'\n    ', format('seed %s, round %s: %s', seed, round, left(edit, 2000)), call, concat_ws(' ', state, left(message, 300), kilobytes || ' kB', milliseconds || ' ms')), E'\n') FROM (SELECT * FROM fz.wrong ORDER BY length(edit) LIMIT 20) w
SQL
	is($wrong, '', $what);
	query($node, 'postgres', 'TRUNCATE fz.wrong');
}

# Bytes that are no text are told as such, not as a value of the row before.
is((try_query($node, 'postgres', <<'SQL'))[2] =~ /invalid byte sequence for encoding "UTF8": 0xff/ ? 1 : 0, 1, 'text that is none');
BEGIN;
UPDATE w.ledger_block SET entries = overlay(entries PLACING '\xff' FROM position('\x616374696f6e203239'::bytea IN entries)) WHERE position('\x616374696f6e203239'::bytea IN entries) > 0;
SELECT count(*) FROM sen.as_of(NULL::w.action, 1);
SQL

run_fixed('hard');
run_fixed('misfit');
nothing_wrong('what is known to be hard');

# Some are the same every time.
my $same = $edits < 1000 ? int($edits / 2) : 500;
my $whole = 1;
for (my ($done, $batches) = (0, 0); $done < $edits && $whole; $done += $batch)
{
	my $last = $done + $batch < $edits ? $done + $batch : $edits;

	$whole = $done < $same ? run_rounds($done + 1, $last, 1) : run_rounds($done + 1, $last, $seed);
	query($node, 'postgres', 'VACUUM w.ledger_block, w.ledger_tile, w.ledger_version, w.action, w.note') if ++$batches % 5 == 0;
}
ok($whole, "$edits edits");
nothing_wrong('and after each an answer, or an error that says what is wrong');
cmp_ok(query($node, 'postgres', q{SELECT sum(n) FILTER (WHERE state = 'taken') / sum(n) FROM fz.tally WHERE of = 'edit'}), '>', 0.8, 'most edits were taken') if $edits > 0;
is(query($node, 'postgres', q{SELECT string_agg(of, ', ') FROM (SELECT DISTINCT of FROM fz.call EXCEPT SELECT of FROM fz.tally) c}), '', 'all calls were made') if $edits >= 160;
note(query($node, 'postgres', q{SELECT string_agg(state || ' ' || n, ', ' ORDER BY n DESC) FROM (SELECT state, sum(n) n FROM fz.tally WHERE of <> 'edit' GROUP BY state) t}));
note(query($node, 'postgres', q{SELECT format('edits taken %s of %s; at most %s kB, %s ms a call', sum(n) FILTER (WHERE state = 'taken'), sum(n), (SELECT max(kilobytes) FROM fz.peak), (SELECT max(milliseconds) FROM fz.peak)) FROM fz.tally WHERE of = 'edit'}));

is(query($node, 'postgres', q{SELECT string_agg(kind, ' ') FROM sen.verify_log('w') WHERE kind <> 'unguarded'}), '', 'and nothing stayed');
no_crash($node, $start);
unlike(slurp_file($node->logfile), qr/runtime error|AddressSanitizer/, 'no sanitizer complains');
$node->stop;
done_testing();
