# The runner's own counting of what Perl's prove and pg_prove print: a file skipped whole is skipped with its reason,
# not failed, and a file that breaks off has failed though all it asserted passed.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use Test::More;
use SenTest;

# counted STATUS, LOG: what scripts/lib/layers.sh counts: "passed failed skipped", and the reasons of what was skipped.
sub counted
{
	my ($status, $log) = @_;
	my $file = PostgreSQL::Test::Utils::tempdir . '/log';
	my ($output, $errors) = ('', '');

	PostgreSQL::Test::Utils::append_to_file($file, $log);
	IPC::Run::run([ 'bash', '-c', q{
		show_tail() { :; }
		say() { :; }
		SKIPS=()
		. "$1/scripts/lib/layers.sh"
		count_tap "$2" "$3" >/dev/null
		note_skips tap file "$3"
		echo "$passed $failed $skipped"
		printf '%s\n' "${SKIPS[@]}" }, 'counted', source_dir(), $status, $file ], '<', \undef, '>', \$output, '2>', \$errors);
	unlink($file);
	$output =~ s/\n+$//;
	$output =~ s/\n/; /g;
	return $errors . $output;
}

is(counted(0, "test/t/x.pl .. \nok 1 - a\nok 2 - b\n1..2\nok\nAll tests successful.\n"), '2 0 0', 'two that pass');
is(counted(0, "test/t/x.pl .. skipped: Node.js is not installed\nFiles=1, Tests=0\nResult: NOTESTS\n"),
	'0 0 1; skipped: tap file: Node.js is not installed (1)', 'a file skipped whole');
is(counted(0, "ok 1 - a\nok 2 # SKIP no clang\nok 3 # skip no clang\n1..3\n"),
	'1 0 2; skipped: tap file: no clang (2)', 'what is skipped has not passed');
is(counted(1, "ok 1 - a\nnot ok 2 - b\nnot ok 3 - c # TODO later\n1..3\n"), '2 1 0', 'one fails, one is expected to');
is(counted(1, "ok 1 - a\n\nTest Summary Report\ntest/t/x.pl (Wstat: 768 (exited 3) Tests: 1 Failed: 0)\n"), '1 1 0',
	'a file that breaks off');
is(counted(1, ''), '0 1 0', 'a file that prints nothing');

done_testing();
