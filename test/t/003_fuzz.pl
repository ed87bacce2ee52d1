# Bytes and texts at random into the types of ours that clients send: as parameters in binary and as text, and by COPY. Whatever
# comes, the server lives, an error is one that a user can be told, and a value that is taken is sound. SEN_FUZZ_INPUTS values of
# each type are tried, half of them binary.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(time);
use SenTest;
use SenWire;

my $node = start_node('fuzz');
my $dir = PostgreSQL::Test::Utils::tempdir;
my $inputs = $ENV{SEN_FUZZ_INPUTS} // ($ENV{SEN_BRIEF} ? 1000 : 3000);
my $start = query($node, 'postgres', 'SELECT pg_postmaster_start_time()');
seed();

query($node, 'postgres', <<'SQL');
CREATE EXTENSION sen_improvement;

-- What has to hold of every value of the type, however it came to be. Null, or what is wrong.
CREATE FUNCTION fault(s sen.timeliness) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    t text := s::text;
    mean numeric;
BEGIN
    IF t::sen.timeliness::text <> t THEN RETURN 'text does not come back'; END IF;
    IF t::sen.timeliness OPERATOR(sen.<>) s OR sen.timeliness_hash(t::sen.timeliness) <> sen.timeliness_hash(s) THEN RETURN 'is not equal to itself'; END IF;
    IF sen.timeliness_send(t::sen.timeliness) <> sen.timeliness_send(s) THEN RETURN 'binary is not canonical'; END IF;
    IF sen.rollup(s) OPERATOR(sen.<>) s OR (s OPERATOR(sen.+) 'v1') OPERATOR(sen.<>) s THEN RETURN 'changes by adding nothing'; END IF;
    IF sen.cases(s) < sen.finished(s) + sen.open_cases(s) THEN RETURN 'fewer cases than finished and open ones'; END IF;
    IF sen.finished(s) <> sen.finished(s, false) + sen.excepted(s) THEN RETURN 'finished are not those with and without exception'; END IF;
    IF sen.within(s, 140) + sen.over(s, 140) > sen.finished(s) OR sen.finished(s) - sen.within(s, 140) - sen.over(s, 140) > sen.unusable(s) THEN RETURN 'within and over do not add up'; END IF;
    IF sen.within(s, 2147483647) + sen.unusable(s) < sen.finished(s) THEN RETURN 'usable and unusable do not add up'; END IF;
    IF sen.rate(s, 140, true) NOT BETWEEN 0 AND 1 OR (sen.rate(s, 140, true) IS NULL) <> (sen.finished(s) = 0) THEN RETURN 'no rate'; END IF;
    IF sen.open_over(s, 140) > sen.open_cases(s) THEN RETURN 'more open for long than open'; END IF;
    IF (sen.median_days(s) IS NULL) <> (sen.within(s, 2147483647) = 0) THEN RETURN 'no median'; END IF;
    IF sen.cases(s) <> sen.finished(s) + sen.open_cases(s) + sen.left_cases(s) THEN RETURN 'cases are not those finished, open and left'; END IF;
    IF (sen.min_days(s), sen.max_days(s)) IS DISTINCT FROM (sen.percentile_days(s, 0), sen.percentile_days(s, 1)) THEN RETURN 'least and most are not the outer percentiles'; END IF;
    IF sen.percentile_cont(s, 0.5) IS DISTINCT FROM sen.median_days(s)::float8 THEN RETURN 'two medians'; END IF;
    IF sen.within(s, sen.percentile_days(s, 0.9)) < floor(0.9 * sen.within(s, 2147483647)) THEN RETURN 'the 90th percentile is too low'; END IF;
    IF sen.open_over(s, sen.max_open_days(s)) <> 0 THEN RETURN 'open for longer than the longest'; END IF;
    IF (SELECT sum(cases) FROM sen.bands(s, '{-1,140,364}')) <> sen.finished(s) OR (SELECT sum(cases) FROM sen.open_age_bands(s, '{-1,140,364}')) <> sen.open_cases(s) THEN RETURN 'bands do not add up'; END IF;
    IF (SELECT coalesce(sum(cases), 0) FROM sen.histogram(s, 2)) <> sen.cases(s) THEN RETURN 'the histogram does not add up'; END IF;
    BEGIN
        mean := sen.mean_days(s);
    EXCEPTION WHEN numeric_value_out_of_range THEN
        RETURN NULL;   -- a sum of days beyond 64 bits is refused by a documented error
    END;
    IF mean NOT BETWEEN -2147483648 AND 2147483647 OR (mean IS NULL) <> (sen.median_days(s) IS NULL) THEN RETURN 'no mean'; END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION fault(s sen.timeliness_series) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    t text := s::text;
BEGIN
    IF t::sen.timeliness_series::text <> t THEN RETURN 'text does not come back'; END IF;
    IF t::sen.timeliness_series OPERATOR(sen.<>) s OR sen.timeliness_series_hash(t::sen.timeliness_series) <> sen.timeliness_series_hash(s) THEN RETURN 'is not equal to itself'; END IF;
    IF sen.timeliness_series_send(t::sen.timeliness_series) <> sen.timeliness_series_send(s) THEN RETURN 'binary is not canonical'; END IF;
    IF sen.rollup(s) OPERATOR(sen.<>) s OR (s OPERATOR(sen.+) 'v1') OPERATOR(sen.<>) s THEN RETURN 'changes by adding nothing'; END IF;
    IF EXISTS (SELECT FROM sen.periods(s) p WHERE sen.cases(p.summary) = 0 OR NOT coalesce(isfinite(p.period), true)) THEN RETURN 'a period without cases or without a date'; END IF;
    IF (SELECT string_agg(fault(p.summary), ', ') FROM sen.periods(s) p) IS NOT NULL THEN RETURN 'a summary of a period is not sound'; END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION fault(q sen.queue) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    t text := q::text;
BEGIN
    IF t::sen.queue::text <> t THEN RETURN 'text does not come back'; END IF;
    IF t::sen.queue OPERATOR(sen.<>) q OR sen.queue_hash(t::sen.queue) <> sen.queue_hash(q) THEN RETURN 'is not equal to itself'; END IF;
    IF sen.queue_send(t::sen.queue) <> sen.queue_send(q) THEN RETURN 'binary is not canonical'; END IF;
    IF sen.rollup(q) OPERATOR(sen.<>) q OR (q OPERATOR(sen.+) 'v1') OPERATOR(sen.<>) q THEN RETURN 'changes by adding nothing'; END IF;
    IF (SELECT coalesce(sum(cases), 0) FROM sen.open_by_day(q)) <> sen.open_cases(q) THEN RETURN 'days do not add up'; END IF;
    IF sen.open_cases(q) <> sen.open_cases(q, 'decision') + sen.open_cases(q, 'advice') + sen.open_cases(q, 'plan') THEN RETURN 'stages do not add up'; END IF;
    IF sen.open_over(q, -1) + sen.undated(q) <> sen.open_cases(q) OR sen.open_over(q, sen.max_open_days(q)) <> 0 THEN RETURN 'ages do not add up'; END IF;
    IF EXISTS (SELECT FROM sen.open_by_day(q) d WHERE d.cases < 1 OR d.received > sen.stands_on(q) OR d.received < '0001-01-01' OR d.open_days <> sen.stands_on(q) - d.received) THEN RETURN 'a day that cannot be'; END IF;
    IF sen.stands_on(q) IS NULL AND t <> 'v1' THEN RETURN 'cases without a stand'; END IF;
    IF sen.plan_bound(q, 0, 0) <> sen.open_cases(q) THEN RETURN 'more or fewer plans than cases'; END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION fault(p sen.pace) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    t text := p::text;
    o record;
BEGIN
    IF t::sen.pace::text <> t THEN RETURN 'text does not come back'; END IF;
    IF t::sen.pace OPERATOR(sen.<>) p OR sen.pace_hash(t::sen.pace) <> sen.pace_hash(p) THEN RETURN 'is not equal to itself'; END IF;
    IF sen.pace_send(t::sen.pace) <> sen.pace_send(p) THEN RETURN 'binary is not canonical'; END IF;
    IF sen.rollup(p) OPERATOR(sen.<>) p OR (p OPERATOR(sen.+) 'v1') OPERATOR(sen.<>) p THEN RETURN 'changes by adding nothing'; END IF;
    SELECT * INTO o FROM sen.pace_totals(p);
    IF (o.first_day IS NULL) <> (t = 'v1') OR o.first_day > o.last_day OR o.limit_days < 0 THEN RETURN 'a span that cannot be'; END IF;
    IF least(o.arrivals, o.plans, o.in_time, o.left_early, o.undated_plans, o.undated_left) < 0 OR o.in_time > o.plans OR o.undated_plans > o.plans OR o.undated_left > o.left_early THEN RETURN 'totals that cannot be'; END IF;
    IF (SELECT count(*) FROM sen.pace_by_age(p)) <> 10 OR (SELECT sum(plans) FROM sen.pace_by_age(p)) <> o.plans - o.undated_plans THEN RETURN 'ages do not add up'; END IF;
    IF (SELECT coalesce(sum(arrivals), 0) FROM sen.pace_by_month(p)) <> o.arrivals THEN RETURN 'months do not add up'; END IF;
    IF EXISTS (SELECT FROM sen.pace_by_month(p) m WHERE m.month <> sen.month(m.month) OR m.month > o.last_day OR m.month < sen.month(o.first_day)) THEN RETURN 'a month that cannot be'; END IF;
    IF EXISTS (SELECT FROM sen.pace_by_age(p) a WHERE a.plan_chance NOT BETWEEN 0 AND 1 OR a.plans + a.left_early > a.case_days) THEN RETURN 'a band that cannot be'; END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION fault(s sen.stage) RETURNS text LANGUAGE sql AS $$
    SELECT CASE WHEN s::text::sen.stage OPERATOR(sen.<>) s THEN 'text does not come back'
                WHEN sen.stage_send(s) <> convert_to(s::text, 'UTF8') THEN 'binary is not the name' END
$$;
CREATE FUNCTION fault(o sen.issue_order) RETURNS text LANGUAGE sql AS $$
    SELECT CASE WHEN o::text::sen.issue_order OPERATOR(sen.<>) o THEN 'text does not come back'
                WHEN sen.issue_order_send(o) <> convert_to(o::text, 'UTF8') THEN 'binary is not the name' END
$$;
CREATE FUNCTION fault(l sen.time_limit) RETURNS text LANGUAGE sql AS $$
    SELECT CASE WHEN l::text::sen.time_limit OPERATOR(sen.<>) l THEN 'text does not come back'
                WHEN sen.time_limit_send(l) <> convert_to(l::text, 'UTF8') THEN 'binary is not the name'
                WHEN NOT EXISTS (SELECT FROM sen.time_limits() t WHERE t.name OPERATOR(sen.=) l) THEN 'not in the catalogue' END
$$;
CREATE FUNCTION fault(s sen.risk_score) RETURNS text LANGUAGE sql AS $$
    SELECT CASE WHEN s::text !~ '^[1-9][0-9]?x[1-9][0-9]?$' OR s::text::sen.risk_score OPERATOR(sen.<>) s THEN 'text does not come back'
                WHEN sen.risk_score(sen.likelihood(s), sen.impact(s)) OPERATOR(sen.<>) s OR sen.score(s) <> sen.likelihood(s) * sen.impact(s) THEN 'is not made of its parts'
                WHEN sen.risk_score_send(s) <> decode(lpad(to_hex(sen.likelihood(s)), 2, '0') || lpad(to_hex(sen.impact(s)), 2, '0'), 'hex') THEN 'binary is not its parts' END
$$;
CREATE FUNCTION fault(m sen.risk_matrix) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    t text := m::text;
    n bigint; likelihoods integer; impacts integer;
BEGIN
    IF t::sen.risk_matrix::text <> t THEN RETURN 'text does not come back'; END IF;
    IF t::sen.risk_matrix OPERATOR(sen.<>) m OR sen.risk_matrix_hash(t::sen.risk_matrix) <> sen.risk_matrix_hash(m) THEN RETURN 'is not equal to itself'; END IF;
    IF sen.risk_matrix_send(t::sen.risk_matrix) <> sen.risk_matrix_send(m) THEN RETURN 'binary is not canonical'; END IF;
    SELECT count(DISTINCT (likelihood, impact)), max(likelihood), max(impact) INTO n, likelihoods, impacts FROM sen.cells(m);
    IF n <> likelihoods * impacts OR least(likelihoods, impacts) < 1 OR greatest(likelihoods, impacts) > 25 THEN RETURN 'cells are missing'; END IF;
    IF EXISTS (SELECT FROM sen.cells(m) WHERE coalesce(length(label) NOT BETWEEN 1 AND 100 OR label ~ E'^[ \t-\r]|[ \t-\r]$', true)) THEN RETURN 'a label is not sound'; END IF;
    IF EXISTS (SELECT FROM sen.cells(m) WHERE sen.rating(sen.risk_score(likelihood, impact), m) <> label) THEN RETURN 'a rating is not the label of the cell'; END IF;
    IF (SELECT sen.risk_matrix(likelihood, impact, label ORDER BY random()) FROM sen.cells(m)) OPERATOR(sen.<>) m THEN RETURN 'is not made of its cells'; END IF;
    RETURN NULL;
END $$;
SQL

# Values to begin with: small, large, extreme.
my @limits = split /\n/, query($node, 'postgres', 'SELECT name FROM sen.time_limits()');
my @texts = ('v1', 'v1 done{83:1,140:2} done_excepted{150:1} open{12:3} unusable{done:1}',
	'v1 done{-2147483648:1,-1:1,0:1,2147483647:4294967295} left{5:1} unusable{done:4294967295,left:1}',
	'v1 open{' . join(',', map { $_ . ':' . ($_ % 9 + 1) } 0 .. 200) . '}',
	'v1 done{-1025:1,-1024:1,4095:1,4096:1} open_excepted{1:1} unusable{open:1,open_excepted:2}');
my @bytes = map { pack 'H*', $_ } split /\n/, query($node, 'postgres',
	join ' UNION ALL ', map { "SELECT encode(sen.timeliness_send('$_'), 'hex')" } @texts);

my @series = ('v1', 'v1 finish_month', 'v1 finish_month none[open{12:3}] 2024-01-01[done{83:1,140:2} unusable{left:1}] 2024-03-01[done_excepted{150:1}]',
	'v1 start_academic_year 0001-09-01[done{0:1}] 1949-09-01[done{-1:1}] 2129-09-01[left{5:1}] 9999-09-01[open_excepted{1:4294967295}]',
	'v1 finish_calendar_year none[unusable{done:1,open:2}] ' . join(' ', map { "$_-01-01[done{" . join(',', map { $_ . ':' . ($_ % 9 + 1) } 0 .. 20) . '}]' } 2000 .. 2024));
my @series_bytes = map { pack 'H*', $_ } split /\n/, query($node, 'postgres',
	join ' UNION ALL ', map { "SELECT encode(sen.timeliness_series_send('$_'), 'hex')" } @series);

my @queues = ('v1', 'v1 2025-12-31', 'v1 2025-12-31 decision{2025-12-01:3} plan{2025-03-04:1,2025-03-05:2} undated{advice:1}',
	'v1 9999-12-31 decision{0001-01-01:1,9999-12-31:4294967295} undated{decision:1,advice:4294967295,plan:1}',
	'v1 2025-12-31 plan{' . join(',', map { sprintf '%d-%02d-15:%d', 2010 + int($_ / 12), 1 + $_ % 12, 1 + $_ % 9 } 0 .. 180) . '}');
my @queue_bytes = map { pack 'H*', $_ } split /\n/, query($node, 'postgres',
	join ' UNION ALL ', map { "SELECT encode(sen.queue_send('$_'), 'hex')" } @queues);
my @paces = ('v1', 'v1 2025-01-01..2025-12-31 140', 'v1 2025-01-31..2025-02-01 0 bands{0:1:0:1,551:1:0:1} months{2025-01:0:1:1,2025-02:0:1:0}',
	'v1 2025-01-01..2025-12-31 140 bands{0:0:1:300,99:2:0:40} undated{1:0} months{2025-01:3:0:0,2025-05:0:3:2}',
	'v1 2023-01-01..2024-12-31 36525 bands{0:0:0:1000000000000000} undated{0:7} months{2023-01:1000000000000000:0:0}');
my @pace_bytes = map { pack 'H*', $_ } split /\n/, query($node, 'postgres',
	join ' UNION ALL ', map { "SELECT encode(sen.pace_send('$_'), 'hex')" } @paces);

my @scores = ('4x5', '1x1', '99x99', '10 X 9', " 5\xc3\x97 3\n");
my @score_bytes = map { pack 'H*', $_ } qw(0405 0101 6363 0a09);
my @matrices = ('v1 1x1 {low}', "v1 2x3 {low,low,high}\n  { low , \"high, to the Board\", very high }", 'v1 3x2 {"{","say ""no"""} {a,"}"} {b,"a,b"}', "v1 2 \xc3\x97 2{\xc3\xa9,a}{\xc3\xa9,\"b\"}",
	'v1 7x9 ' . join(' ', map { my $l = $_; '{' . join(',', map { "cell $l by $_" } 1 .. 9) . '}' } 1 .. 7), query($node, 'postgres', 'SELECT sen.npsa_matrix()'));
my @matrix_bytes = map { pack 'H*', $_ } split /\n/, query($node, 'postgres',
	join ' UNION ALL ', map { "SELECT encode(sen.risk_matrix_send('$_'), 'hex')" } @matrices);

my @numbers = qw(0 1 -1 139 140 141 4095 4096 -1024 -1025 4294967295 4294967296 2147483647 2147483648 -2147483648 -2147483649 9223372036854775807 18446744073709551616 007 -0);
my @words = ('v1', 'v2', ' ', 'done', 'done_excepted', 'open', 'open_excepted', 'left', 'unusable', '{', '}', ':', ',', "\n", "\xc3\xa9", '[', ']', 'none', 'finish_month', '2024-02-01', '2025-12-31', '2025-12', '..', 'decision', 'advice', 'plan', 'undated', 'bands', 'months', '140', 'x', 'X', "\xc3\x97", '"', '""', '} {', '{low,high}');

sub pick { return $_[ int rand @_ ]; }

# One change to a string: a bit, a byte, a piece, a number, a word, a half of another, two cells in the wrong order.
sub mutate
{
	my ($s, $others) = @_;
	my $at = int rand(length($s) + 1);
	my $kind = int rand 11;

	if ($kind == 0) { substr($s, $at, 1) = chr int rand 256 if $at < length $s }
	elsif ($kind == 1) { substr($s, $at, 1) ^= chr 1 << int rand 8 if $at < length $s }
	elsif ($kind == 2) { substr($s, $at, 1 + int rand 4) = '' if $at < length $s }
	elsif ($kind == 3) { substr($s, $at, 0) = chr int rand 256 }
	elsif ($kind == 4) { substr($s, $at, 0) = substr($s, int rand(length($s) + 1), int rand 12) }
	elsif ($kind == 5) { my $n = pick(@numbers); my @found; push @found, [ $-[0], $+[0] - $-[0] ] while $s =~ /-?\d+/g; if (@found) { my $f = pick(@found); substr($s, $f->[0], $f->[1]) = $n } }
	elsif ($kind == 6) { substr($s, $at, 0) = pick(@words) }
	elsif ($kind == 7) { $s = substr($s, 0, $at) }
	elsif ($kind == 8) { my $o = pick(@$others); $s = substr($s, 0, $at) . substr($o, int rand(length($o) + 1)) }
	elsif ($kind == 9) { my $skip = int rand 4; $s =~ s/(-?\d+:\d+),(-?\d+:\d+)/$skip-- > 0 ? $& : "$2,$1"/ge }
	else { substr($s, $at, 0) = pick("\x80", "\xff" x (1 + int rand 10), "\x80" x (1 + int rand 9) . "\x01", "\x00", "\x7f") }
	return $s;
}

sub several { my ($s, $others) = @_; $s = mutate($s, $others) for 1 .. 1 + int rand 4; return $s; }

# The types, each with its sound values in both forms, whether a value has one text only and one binary form only, and small random
# values besides those made from sound ones.
my %types = (
	timeliness => { text => \@texts, binary => \@bytes, one_text => 1, one_binary => 1,
		small_binary => sub { join '', "\x01", map { chr int rand 4 } 1 .. 8 + int rand 12 } },
	timeliness_series => { text => \@series, binary => \@series_bytes, one_text => 1, one_binary => 1,
		small_binary => sub { join '', "\x01\x00\x06", "\x00" x (10 * int rand 2), map { chr int rand 4 } 1 .. 8 + int rand 24 } },
	risk_score => { text => \@scores, binary => \@score_bytes, one_binary => 1,
		small_binary => sub { join '', map { chr int rand 110 } 1 .. 2 },
		small_text => sub { join '', map { pick(0 .. 9, 1 .. 9, 'x', 'x', 'X', "\xc3\x97", ' ', "\t", '-') } 1 .. 3 + int rand 4 } },
	risk_matrix => { text => \@matrices, binary => \@matrix_bytes, one_binary => 1,
		small_binary => sub { join '', "\x01", map({ chr 1 + int rand 2 } 1 .. 2), "\x00", chr 1 + int rand 2, map { ("\x00", chr int rand 3) } 1 .. 2 + int rand 9 } },
	queue => { text => \@queues, binary => \@queue_bytes, one_text => 1, one_binary => 1,
		small_binary => sub { join '', "\x01", map { chr int rand 4 } 1 .. 5 + int rand 12 } },
	pace => { text => \@paces, binary => \@pace_bytes, one_text => 1, one_binary => 1,
		small_binary => sub { join '', "\x01\x01", "\x00" x 7, chr 31 + int rand 3, "\x00\x00\x00", chr 140, map { ("\x00" x 7, chr int rand 3) } 1 .. 32 + 3 * (1 + int rand 2) } },
	stage => { text => [qw(decision advice plan)], binary => [qw(decision advice plan)], one_text => 1 },
	issue_order => { text => [qw(oldest newest in_time_first share as_observed)], binary => [qw(oldest newest in_time_first share as_observed)], one_text => 1 },
	time_limit => { text => \@limits, binary => \@limits, one_text => 1 });

# What may be said of a value that was given, and of the answer: the first examples of each fault.
my (%found, %tried, %taken);
sub found { my ($what, $type, $way, $value, $answer) = @_; push @{ $found{$what} }, join ' ', $type, $way, unpack('H*', $value), $answer->{state} // 'taken', $answer->{message} // '', $answer->{row}[0] // '' if @{ $found{$what} // [] } < 5; return; }

sub examine
{
	my ($type, $way, $value, $answer) = @_;
	my $state = $answer->{state};
	my @at = ($type, $way, $value, $answer);

	$tried{"$type $way"}++;
	if (!defined $state)
	{
		my ($fault, $binary, $text) = @{ $answer->{row} };
		$taken{"$type $way"}++;
		found('fault', @at) if defined $fault;
		found('other bytes', @at) if $way eq 'binary' && $types{$type}{one_binary} && $binary ne '\x' . unpack 'H*', $value;
		found('other text', @at) if $way eq 'text' && $types{$type}{one_text} && $text ne $value;
	}
	else
	{
		found('class', @at) if $state !~ /^(22|54|08P01)/;
		found('form', @at) if $way eq 'text' && $state eq '22P03' || $way eq 'binary' && $state eq 'XX001';
		found('hint', @at) if $state =~ /^22P0[23]$/ && ($answer->{hint} // '') eq '';
		if ($state eq '22P02')
		{
			utf8::decode(my $characters = $value);
			found('quote', @at) if length $characters < 80 && index($answer->{message}, $value) < 0;
		}
	}
	# What is a score can be said in one line for each way; nothing else is taken, and all of it is.
	if ($type eq 'risk_score' && ($state // '') ne '22021')
	{
		my $score = $way eq 'text' ? $value =~ /^[ \t-\r]*[1-9][0-9]?[ \t-\r]*(?:[xX]|\xc3\x97)[ \t-\r]*[1-9][0-9]?[ \t-\r]*\z/ : $value =~ /^[\x01-\x63]{2}\z/;
		found('score', @at) if $score != !defined $state;
	}
	return;
}

my $wire = SenWire->connect($node, 'postgres');
# Values whose answers are larger than what the system holds between two processes.
$wire->prepare('echo', 'SELECT $1::text');
my @large = map { $_ x 400_000 } 'a' .. 'h';
my @echoed = eval { local $SIG{ALRM} = sub { die "no answer\n" }; alarm 120; my @all = $wire->execute('echo', 0, @large); alarm 0; map { $_->{row}[0] } @all };
ok($@ eq '' && join(' ', @echoed) eq join(' ', @large), 'large values are answered') or BAIL_OUT("large values: $@");
my $began = time;
for my $type (sort keys %types)
{
	my $of = $types{$type};
	$wire->prepare($type, "SELECT fault(\$1::sen.$type), sen.${type}_send(\$1), \$1::text");
	for my $way ('text', 'binary')
	{
		my ($sound, $small) = ($of->{$way}, $of->{"small_$way"});
		# Sound ones among them, so that acceptance is tested as well.
		my @values = @$sound;
		for (my $left = int(($inputs + 1) / 2); $left > 0; $left -= 2000)
		{
			push @values, map { $small && $_ % 3 == 0 ? $small->() : several(pick(@$sound), $sound) } 1 .. ($left < 2000 ? $left : 2000);
			my @answers = $wire->execute($type, $way eq 'binary', @values);
			examine($type, $way, $values[$_], $answers[$_]) for 0 .. $#values;
			@values = ();
		}
	}
}
$wire->close;
my $all = 0;
$all += $_ for values %tried;
diag(sprintf '%d values were tried, %.0f each second; taken: %s', $all, $all / (time - $began), join ', ', map { ($taken{$_} // 0) . " of $tried{$_} $_" } sort keys %tried);

cmp_ok($all, '>=', $inputs * keys %types, "$all values were tried");
sub none_found { my ($what, $title) = @_; is(join("\n", @{ $found{$what} // [] }), '', $title); return; }
none_found('class', 'every error is of class 22, 54 or 08P01');
none_found('form', 'no text is taken that cannot be read back');
none_found('fault', 'every value taken is sound');
none_found('other bytes', 'and has one binary form');
none_found('other text', 'and one text');
none_found('hint', 'every refusal of our own has a hint');
none_found('quote', 'and quotes the value');
none_found('score', 'the scores taken are those of the pattern, or of two bytes from 1 to 99');
is(join(', ', grep { !$taken{$_} } sort keys %tried), '', 'by every way some values were taken');
is(join(', ', grep { ($taken{$_} // 0) == $tried{$_} } sort keys %tried), '', 'and some refused');

# By COPY, with the bad one last: nothing of such a file is loaded.
my $bad = 0;
sub refused
{
	my ($options, $error, $file) = @_;
	unlink "$dir/load";
	append_to_file("$dir/load", $file);
	my ($status, undef, $err) = try_query($node, 'postgres', "CREATE TABLE loaded (s sen.timeliness); COPY loaded FROM '$dir/load' $options");
	$bad++ if $status == 0 || $err !~ $error || query($node, 'postgres', 'SELECT count(*) FROM loaded') ne '0';
	query($node, 'postgres', 'DROP TABLE loaded');
	return;
}
sub tuple { my ($value) = @_; return pack('nN', 1, length $value) . $value; }
for (1 .. 20)
{
	(my $line = several(pick(@texts), \@texts)) =~ s/[^ -~]/?/g;
	$line =~ s/\\/?/g;
	refused('', qr/invalid input syntax for type sen\.timeliness/, "v1 done{1:1}\n" x 50 . "$line!\n");
	# A version that does not exist, and what follows it as it may.
	refused('(FORMAT binary)', qr/ERROR: .*(?:sen\.timeliness|insufficient data|incorrect binary)/, "PGCOPY\n\xff\r\n\0" . pack('NN', 0, 0) . tuple($bytes[1]) x 50 . tuple("\x7f" . several(pick(@bytes), \@bytes)) . "\xff\xff");
}
is($bad, 0, 'a bad value refuses the whole COPY, with an error of ours');

no_crash($node, $start);
$node->stop;
done_testing();
