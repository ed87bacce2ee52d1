# Hostile bytes for sen.calendar by way of COPY BINARY: whatever is refused is
# refused with 22P03, and whatever is accepted is sent back byte for byte and
# survives text, arithmetic and a change.
use strict;
use warnings;
use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use SenTest;

seed();
my $MUTANTS = $ENV{MUTANTS} || ($ENV{SEN_BRIEF} ? 1000 : 3000);
my $dir = PostgreSQL::Test::Utils::tempdir;

my $node = PostgreSQL::Test::Cluster->new('calendar');
$node->init;
$node->start;
$node->safe_psql('postgres', 'CREATE EXTENSION sen_improvement');
$node->safe_psql('postgres', 'CREATE TABLE arrived (place serial, c sen.calendar)');

# The sent form: version, first, last, known_through, number, distances.
sub sent {
	my ($first, $last, $known, @distances) = @_;
	return pack('C N!3 N N*', 1, $first, $last, $known, scalar(@distances), @distances);
}

# A file of COPY BINARY with one row of one value.
sub write_copy {
	my ($path, $value) = @_;
	open(my $file, '>:raw', $path) or die "cannot write $path: $!";
	print $file "PGCOPY\n\xff\r\n\0", pack('N2', 0, 0), pack('n N', 1, length($value)), $value, pack('n', 0xffff);
	close($file);
}

# Copy each value in: the SQLSTATE of each, 00000 if it was accepted.
sub copy_all {
	my @values = @_;
	my $script = "\\set VERBOSITY terse\nTRUNCATE arrived RESTART IDENTITY;\n";
	for my $i (0 .. $#values) {
		write_copy("$dir/$i", $values[$i]);
		$script .= "COPY arrived (c) FROM '$dir/$i' (FORMAT binary);\n\\echo state :SQLSTATE\n";
	}
	my ($out, $err);
	$node->psql('postgres', $script, stdout => \$out, stderr => \$err, on_error_stop => 0);
	return $out =~ /^state (\w{5})$/mg;
}

my $NONE = -2**31;

# 2025-01-01 is a Wednesday, day 9132 from 2000-01-01.
my %refused = (
	'nothing' => '',
	'a version and nothing else' => pack('C', 1),
	'another version' => pack('C N!3 N', 2, 9132, 9200, $NONE, 0),
	'version 0' => pack('C N!3 N', 0, 9132, 9200, $NONE, 0),
	'the fixed part cut short' => substr(sent(9132, 9200, $NONE), 0, -1),
	'last before first' => sent(9132, 9131, $NONE),
	'more than 400 years' => sent(0, 146097, $NONE),
	'the widest of ranges' => sent(-2**31, 2**31 - 1, $NONE),
	'before the year 1' => sent(-730120, -730000, $NONE),
	'after the year 9999' => sent(2921900, 2921940, $NONE),
	'known through a day before first' => sent(9132, 9200, 9131),
	'known through a day after last' => sent(9132, 9200, 9201),
	'known through infinity' => sent(9132, 9200, 2**31 - 1),
	'fewer holidays than said' => pack('C N!3 N N', 1, 9132, 9200, $NONE, 2, 0),
	'more holidays than said' => pack('C N!3 N N2', 1, 9132, 9200, $NONE, 1, 0, 1),
	'a number whose bytes wrap around' => pack('C N!3 N', 1, 9132, 9200, $NONE, 2**30),
	'the largest number' => pack('C N!3 N', 1, 9132, 9200, $NONE, 2**32 - 1),
	'a byte too many' => sent(9132, 9200, $NONE) . "\0",
	'a holiday twice' => sent(9132, 9200, $NONE, 1, 1),
	'holidays out of order' => sent(9132, 9200, $NONE, 2, 1),
	'a Saturday' => sent(9132, 9200, $NONE, 3),
	'a Sunday' => sent(9132, 9200, $NONE, 4),
	'a holiday after last' => sent(9132, 9200, $NONE, 69),
	'a holiday far away' => sent(9132, 9200, $NONE, 2**32 - 1),
);
my @names = sort keys %refused;
my @states = copy_all(@refused{@names});
is($states[$_], '22P03', "refused: $names[$_]") for 0 .. $#names;

my %accepted = (
	'a single day' => sent(9132, 9132, $NONE),
	'a single holiday' => sent(9132, 9132, 9132, 0),
	'400 years' => sent(0, 146096, 0),
	'the first days of all' => sent(-730119, -730119 + 146096, $NONE),
	'the last days of all' => sent(2921939 - 146096, 2921939, 2921939),
	'a holiday on the last day' => sent(9132, 9200, 9200, 0, 68),
);
@names = sort keys %accepted;
@states = copy_all(@accepted{@names});
is($states[$_], '00000', "accepted: $names[$_]") for 0 .. $#names;

# Mutants of real values: bytes changed, dropped, doubled, numbers nudged.
my @real = map { pack('H*', $_) } split /\n/, $node->safe_psql('postgres', q{
	SELECT encode(sen.calendar_send(c), 'hex') FROM (VALUES (sen.england_and_wales()),
		(sen.calendar('2025-01-01', '2025-12-31', ARRAY(SELECT day FROM sen.bank_holidays('2025-01-01', '2025-12-31')))),
		(sen.calendar('2025-01-01', '2025-03-31', '{}', '2025-03-31'))) v(c)});

sub mutate {
	my $value = $real[ int(rand(@real)) ];
	for (0 .. int(rand(3))) {
		my $at = int(rand(length($value)));
		my $kind = int(rand(6));
		$at = int(rand(17)) if rand() < 0.5 && length($value) >= 17;
		if ($kind == 0) { substr($value, $at, 1) = chr(int(rand(256))); }
		elsif ($kind == 1) { substr($value, $at, 1) ^= chr(1 << int(rand(8))); }
		elsif ($kind == 2) { $value = substr($value, 0, $at); }
		elsif ($kind == 3) { $value .= substr($value, -4); }
		else {
			# A number of four bytes, by a little.
			my $numbers = int((length($value) - 1) / 4);
			next if $numbers == 0;
			my $offset = 1 + 4 * int(rand(rand() < 0.5 ? ($numbers < 4 ? $numbers : 4) : $numbers));
			my $number = unpack('N', substr($value, $offset, 4));
			substr($value, $offset, 4) = pack('N', ($number + int(rand(9)) - 4) & 0xffffffff);
		}
		last if length($value) == 0;
	}
	return $value;
}

my @mutants = map { mutate() } 1 .. $MUTANTS;
@states = copy_all(@mutants);
is(scalar(@states), $MUTANTS, 'every mutant has an answer');
my %count;
$count{$_}++ for @states;
diag("$_: $count{$_}") for sort keys %count;
is(join(' ', grep { $_ ne '00000' && $_ ne '22P03' } sort keys %count), '', 'mutants are accepted or refused with 22P03');
cmp_ok($count{'00000'} // 0, '>', $MUTANTS / 150, 'some mutants are calendars');
cmp_ok($count{'22P03'} // 0, '>', $MUTANTS / 3, 'most are not');

my @sent_back = split /\n/,
	$node->safe_psql('postgres', q{SELECT encode(sen.calendar_send(c), 'hex') FROM arrived ORDER BY place});
my @taken = map { unpack('H*', $mutants[$_]) } grep { $states[$_] eq '00000' } 0 .. $#mutants;
is(scalar(@sent_back), scalar(@taken), 'what is accepted is kept');
is(scalar(grep { $sent_back[$_] ne $taken[$_] } 0 .. $#taken), 0, 'and sent back byte for byte');

# Day by day with the calendar as it comes back from its text: it is equal, and not unpacked for every day.
is($node->safe_psql('postgres', q{
	SELECT count(*) FROM arrived CROSS JOIN LATERAL (SELECT c::text::sen.calendar AS again OFFSET 0) a WHERE c::text::sen.calendar OPERATOR(sen.<>) c OR c::text::sen.calendar::text <> c::text
		OR sen.with_holidays(c, '{}'::date[]) OPERATOR(sen.<>) c
		OR sen.with_holidays(sen.calendar(sen.first_day(c), sen.last_day(c), ARRAY(SELECT sen.holidays(c))), '{}'::date[])::text
			<> replace(c::text, coalesce(' known ' || sen.known_through(c), ''), '')
		OR sen.working_days_between(sen.first_day(c), sen.last_day(c) + 1, c) <>
			(SELECT count(*) FROM (SELECT sen.first_day(c) AS first, sen.last_day(c) AS last OFFSET 0) f, generate_series(0, f.last - f.first) d WHERE sen.is_working_day(f.first + d, again))}),
	'0', 'and is a calendar in every other way');

# A server that crashed would have restarted by now.
unlike(slurp_file($node->logfile), qr/terminated by signal|TRAP:/, 'no backend died');

$node->stop;
done_testing();
