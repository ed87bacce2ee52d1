# doc/time_limits.md says what the catalogue says: it is printed again from a server and compared.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Utils;
use Test::More;
use SenTest;

my $source = SenTest::source_dir();
my $node = start_node('time_limits_page');
query($node, 'postgres', 'CREATE DATABASE page');
query($node, 'page', 'CREATE EXTENSION sen_improvement');

my ($printed, $errors) = ('', '');
my $ok = IPC::Run::run([ 'psql', '-X', '-q', '-h', $node->host, '-p', $node->port, '-d', 'page', '-f', "$source/scripts/time_limits_page.sql" ],
	'<', \undef, '>', \$printed, '2>', \$errors);
ok($ok, 'the page can be printed');
is($errors, '', 'without a warning');

my @printed = split /\n/, $printed;
my @page = split /\n/, slurp_file("$source/doc/time_limits.md");
is(scalar(@page), scalar(@printed), 'doc/time_limits.md has as many lines as the catalogue makes');
my @different = grep { ($page[$_] // '') ne ($printed[$_] // '') } 0 .. ($#page > $#printed ? $#page : $#printed);
is(scalar(@different), 0, 'and the same ones');
if (@different)
{
	my $first = $different[0];
	diag("line " . ($first + 1) . " of the page:\n" . ($page[$first] // '(none)') . "\nfrom the catalogue:\n" . ($printed[$first] // '(none)')
		. "\nPrint it again: make reference");
}

# Nothing is lost on the way: every limit has a row of its own, under its own heading.
my %heading;
my $under = '';
for my $line (@page)
{
	$under = lc $1 if $line =~ /^## (.*)/;
	$heading{$1} = $under if $line =~ /^\| `(\w+)` \|/ && $under ne 'exceptions';
}
my %section = map { split /\|/ } split /\n/, query($node, 'page', 'SELECT time_limit, lower(section) FROM sen.time_limit_catalogue');
cmp_ok(scalar(keys %section), '>', 100, 'the catalogue is not empty');
is_deeply(\%heading, \%section, 'each limit stands in a row under its section');

$node->stop;
done_testing();
