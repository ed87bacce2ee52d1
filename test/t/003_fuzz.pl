# Bytes and texts at random into the types of ours that clients send, by every way in: casts, COPY and COPY BINARY. Whatever comes,
# the server lives, an error is one that a user can be told, and a value that is taken is sound.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Utils;
use Test::More;
use SenTest;

my $node = start_node('fuzz');
my $dir = PostgreSQL::Test::Utils::tempdir;
my $rounds = $ENV{SEN_FUZZ_ROUNDS} // 1000;
my $start = query($node, 'postgres', 'SELECT pg_postmaster_start_time()');
seed();

query($node, 'postgres', <<'SQL');
CREATE EXTENSION sen_improvement;
CREATE TABLE given (n integer PRIMARY KEY, way text, type regtype, value bytea);
CREATE TABLE outcome (n integer, way text, state text, message text, hint text, fault text);

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

-- Each given value by its way; what came of it goes into outcome.
CREATE FUNCTION try_all(file text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    g record;
    object oid;
    state text; message text; hint text; wrong text;
BEGIN
    CREATE TEMPORARY TABLE r_timeliness (v sen.timeliness);
    CREATE TEMPORARY TABLE r_series (v sen.timeliness_series);
    CREATE TEMPORARY TABLE r_limit (v sen.time_limit);
    CREATE TEMPORARY TABLE r_score (v sen.risk_score);
    CREATE TEMPORARY TABLE r_matrix (v sen.risk_matrix);
    FOR g IN SELECT * FROM given ORDER BY n LOOP
        state := NULL; message := NULL; hint := NULL; wrong := NULL;
        BEGIN
            IF g.way = 'binary' THEN
                object := lo_from_bytea(0, '\x5047434f50590aff0d0a000000000000000000'::bytea || '\x0001'::bytea || int4send(octet_length(g.value)) || g.value || '\xffff'::bytea);
                PERFORM lo_export(object, file), lo_unlink(object);
                IF g.type = 'sen.timeliness'::regtype THEN
                    EXECUTE format('COPY r_timeliness FROM %L (FORMAT binary)', file);
                    SELECT fault(v) INTO wrong FROM r_timeliness;
                    -- What is sent is what was received.
                    IF wrong IS NULL AND g.value <> (SELECT sen.timeliness_send(v) FROM r_timeliness) THEN wrong := 'bytes do not come back'; END IF;
                    TRUNCATE r_timeliness;
                ELSIF g.type = 'sen.timeliness_series'::regtype THEN
                    EXECUTE format('COPY r_series FROM %L (FORMAT binary)', file);
                    SELECT fault(v) INTO wrong FROM r_series;
                    IF wrong IS NULL AND g.value <> (SELECT sen.timeliness_series_send(v) FROM r_series) THEN wrong := 'bytes do not come back'; END IF;
                    TRUNCATE r_series;
                ELSIF g.type = 'sen.risk_score'::regtype THEN
                    EXECUTE format('COPY r_score FROM %L (FORMAT binary)', file);
                    SELECT fault(v) INTO wrong FROM r_score;
                    IF wrong IS NULL AND g.value <> (SELECT sen.risk_score_send(v) FROM r_score) THEN wrong := 'bytes do not come back'; END IF;
                    TRUNCATE r_score;
                ELSIF g.type = 'sen.risk_matrix'::regtype THEN
                    EXECUTE format('COPY r_matrix FROM %L (FORMAT binary)', file);
                    SELECT fault(v) INTO wrong FROM r_matrix;
                    IF wrong IS NULL AND g.value <> (SELECT sen.risk_matrix_send(v) FROM r_matrix) THEN wrong := 'bytes do not come back'; END IF;
                    TRUNCATE r_matrix;
                ELSE
                    EXECUTE format('COPY r_limit FROM %L (FORMAT binary)', file);
                    SELECT fault(v) INTO wrong FROM r_limit;
                    TRUNCATE r_limit;
                END IF;
            ELSIF g.type = 'sen.timeliness'::regtype THEN
                wrong := fault(convert_from(g.value, 'UTF8')::sen.timeliness);
                IF wrong IS NULL AND convert_from(g.value, 'UTF8') <> convert_from(g.value, 'UTF8')::sen.timeliness::text THEN wrong := 'two texts for one value'; END IF;
            ELSIF g.type = 'sen.timeliness_series'::regtype THEN
                wrong := fault(convert_from(g.value, 'UTF8')::sen.timeliness_series);
                IF wrong IS NULL AND convert_from(g.value, 'UTF8') <> convert_from(g.value, 'UTF8')::sen.timeliness_series::text THEN wrong := 'two texts for one value'; END IF;
            -- These two may be written in more than one way.
            ELSIF g.type = 'sen.risk_score'::regtype THEN
                wrong := fault(convert_from(g.value, 'UTF8')::sen.risk_score);
            ELSIF g.type = 'sen.risk_matrix'::regtype THEN
                wrong := fault(convert_from(g.value, 'UTF8')::sen.risk_matrix);
            ELSE
                wrong := fault(convert_from(g.value, 'UTF8')::sen.time_limit);
                IF wrong IS NULL AND convert_from(g.value, 'UTF8') <> convert_from(g.value, 'UTF8')::sen.time_limit::text THEN wrong := 'two texts for one value'; END IF;
            END IF;
        EXCEPTION WHEN others THEN
            GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
        END;
        INSERT INTO outcome VALUES (g.n, g.way, state, message, hint, wrong);
    END LOOP;
    DROP TABLE r_timeliness, r_series, r_limit, r_score, r_matrix;
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

my @scores = ('4x5', '1x1', '99x99', '10 X 9', " 5\xc3\x97 3\n");
my @score_bytes = map { pack 'H*', $_ } qw(0405 0101 6363 0a09);
my @matrices = ('v1 1x1 {low}', "v1 2x3 {low,low,high}\n  { low , \"high, to the Board\", very high }", 'v1 3x2 {"{","say ""no"""} {a,"}"} {b,"a,b"}', "v1 2 \xc3\x97 2{\xc3\xa9,a}{\xc3\xa9,\"b\"}",
	'v1 7x9 ' . join(' ', map { my $l = $_; '{' . join(',', map { "cell $l by $_" } 1 .. 9) . '}' } 1 .. 7), query($node, 'postgres', 'SELECT sen.npsa_matrix()'));
my @matrix_bytes = map { pack 'H*', $_ } split /\n/, query($node, 'postgres',
	join ' UNION ALL ', map { "SELECT encode(sen.risk_matrix_send('$_'), 'hex')" } @matrices);

my @numbers = qw(0 1 -1 139 140 141 4095 4096 -1024 -1025 4294967295 4294967296 2147483647 2147483648 -2147483648 -2147483649 9223372036854775807 18446744073709551616 007 -0);
my @words = ('v1', 'v2', ' ', 'done', 'done_excepted', 'open', 'open_excepted', 'left', 'unusable', '{', '}', ':', ',', "\n", "\xc3\xa9", '[', ']', 'none', 'finish_month', '2024-02-01', 'x', 'X', "\xc3\x97", '"', '""', '} {', '{low,high}');

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

my $n = 0;
my @given;
for (1 .. $rounds)
{
	push @given, [ 'binary', 'sen.timeliness', several(pick(@bytes), \@bytes) ];
	push @given, [ 'text', 'sen.timeliness', several(pick(@texts), \@texts) ];
	push @given, [ 'binary', 'sen.timeliness_series', several(pick(@series_bytes), \@series_bytes) ];
	push @given, [ 'text', 'sen.timeliness_series', several(pick(@series), \@series) ];
	push @given, [ 'binary', 'sen.risk_score', several(pick(@score_bytes), \@score_bytes) ];
	push @given, [ 'text', 'sen.risk_score', several(pick(@scores), \@scores) ];
	push @given, [ 'binary', 'sen.risk_matrix', several(pick(@matrix_bytes), \@matrix_bytes) ];
	push @given, [ 'text', 'sen.risk_matrix', several(pick(@matrices), \@matrices) ];
	push @given, [ pick('text', 'binary'), 'sen.time_limit', several(pick(@limits), \@limits) ] if $_ % 2;
}
# Sound ones among them, so that acceptance is tested as well; and small random ones.
push @given, [ 'binary', 'sen.timeliness', $_ ] for @bytes;
push @given, [ 'text', 'sen.timeliness', $_ ] for @texts;
push @given, [ 'binary', 'sen.timeliness_series', $_ ] for @series_bytes;
push @given, [ 'text', 'sen.timeliness_series', $_ ] for @series;
push @given, [ 'binary', 'sen.risk_score', $_ ] for @score_bytes;
push @given, [ 'text', 'sen.risk_score', $_ ] for @scores;
push @given, [ 'binary', 'sen.risk_matrix', $_ ] for @matrix_bytes;
push @given, [ 'text', 'sen.risk_matrix', $_ ] for @matrices;
push @given, [ 'binary', 'sen.risk_score', join '', map { chr int rand 110 } 1 .. 2 ] for 1 .. $rounds / 10;
push @given, [ 'binary', 'sen.risk_matrix', join '', "\x01", map({ chr 1 + int rand 2 } 1 .. 2), "\x00", chr 1 + int rand 2, map { ("\x00", chr int rand 3) } 1 .. 2 + int rand 9 ] for 1 .. $rounds;
push @given, [ 'text', 'sen.risk_score', join '', map { pick(0 .. 9, 1 .. 9, 'x', 'x', 'X', "\xc3\x97", ' ', "\t", '-') } 1 .. 3 + int rand 4 ] for 1 .. $rounds;
push @given, [ 'binary', 'sen.timeliness_series', join '', "\x01\x00\x06", "\x00" x (10 * int rand 2), map { chr int rand 4 } 1 .. 8 + int rand 24 ] for 1 .. $rounds;
push @given, [ 'binary', 'sen.timeliness', join '', "\x01", map { chr int rand 4 } 1 .. 8 + int rand 12 ] for 1 .. $rounds;
push @given, map { ([ 'text', 'sen.time_limit', $_ ], [ 'binary', 'sen.time_limit', $_ ]) } @limits;

append_to_file("$dir/given.txt", join '', map { join("\t", ++$n, $_->[0], $_->[1], '\\\\x' . unpack 'H*', $_->[2]) . "\n" } @given);
query($node, 'postgres', "COPY given FROM '$dir/given.txt'");
query($node, 'postgres', "SELECT try_all('$dir/one.bin')");

is(query($node, 'postgres', 'SELECT count(*) FROM outcome'), scalar @given, scalar(@given) . ' values were tried');
is(query($node, 'postgres', q{SELECT DISTINCT state, message FROM outcome WHERE state !~ '^(22|54|08P01)' LIMIT 5}), '', 'every error is of class 22, 54 or 08P01');
is(query($node, 'postgres', q{SELECT DISTINCT way, state FROM outcome WHERE (way, state) IN (('text', '22P03'), ('binary', 'XX001'))}), '', 'no text is taken that cannot be read back');
is(query($node, 'postgres', q{SELECT o.fault, g.way, encode(g.value, 'hex') FROM outcome o JOIN given g USING (n) WHERE o.fault IS NOT NULL LIMIT 5}), '', 'every value taken is sound and has one text and one binary form');
is(query($node, 'postgres', q{SELECT DISTINCT state, message FROM outcome WHERE state IN ('22P02', '22P03') AND coalesce(hint, '') = '' LIMIT 5}), '', 'every refusal of our own has a hint');
is(query($node, 'postgres', q{SELECT n FROM outcome o JOIN given g USING (n) WHERE CASE WHEN o.state = '22P02' THEN length(convert_from(g.value, 'UTF8')) < 80 AND position(convert_from(g.value, 'UTF8') IN o.message) = 0 END LIMIT 5}), '', 'and quotes the value');
my $taken = query($node, 'postgres', q{SELECT string_agg(way || ' ' || taken || ' of ' || total, ', ' ORDER BY way) FROM (SELECT way, count(*) AS total, count(*) FILTER (WHERE state IS NULL) AS taken FROM outcome GROUP BY way) x});
diag("taken: $taken");
is(query($node, 'postgres', q{SELECT count(DISTINCT g.type::text || g.way) FROM outcome o JOIN given g USING (n) WHERE o.state IS NULL}), '10', 'by every way some values were taken');
is(query($node, 'postgres', q{SELECT count(DISTINCT g.type::text || g.way) FROM outcome o JOIN given g USING (n) WHERE o.state IS NOT NULL}), '10', 'and some refused');
# What is a score can be said in one line for each way; nothing else is taken, and all of it is.
is(query($node, 'postgres', q{SELECT encode(g.value, 'hex') FROM outcome o JOIN given g USING (n) WHERE g.type = 'sen.risk_score'::regtype AND g.way = 'text'
	AND CASE WHEN o.state = '22021' THEN false ELSE (o.state IS NULL) <> (convert_from(g.value, 'UTF8') ~ E'^[ \\t-\\r]*[1-9][0-9]?[ \\t-\\r]*[xX\u00d7][ \\t-\\r]*[1-9][0-9]?[ \\t-\\r]*$') END LIMIT 5}), '', 'the scores taken are those of the pattern');
is(query($node, 'postgres', q{SELECT encode(g.value, 'hex') FROM outcome o JOIN given g USING (n) WHERE g.type = 'sen.risk_score'::regtype AND g.way = 'binary'
	AND (o.state IS NULL) <> CASE WHEN octet_length(g.value) = 2 THEN get_byte(g.value, 0) BETWEEN 1 AND 99 AND get_byte(g.value, 1) BETWEEN 1 AND 99 ELSE false END LIMIT 5}), '', 'and of two bytes from 1 to 99');

# By COPY, with the bad one last: nothing of such a file is loaded.
my $bad = 0;
for (1 .. 20)
{
	my $value = several(pick(@texts), \@texts);
	(my $line = $value) =~ s/[^ -~]/?/g;
	$line =~ s/\\/?/g;
	unlink "$dir/load.txt";
	append_to_file("$dir/load.txt", "v1 done{1:1}\n" x 50 . "$line!\n");
	my ($status, undef, $err) = try_query($node, 'postgres', "CREATE TABLE loaded (s sen.timeliness); COPY loaded FROM '$dir/load.txt'");
	$bad++ if $status == 0 || $err !~ /invalid input syntax for type sen\.timeliness/ || query($node, 'postgres', 'SELECT count(*) FROM loaded') ne '0';
	query($node, 'postgres', 'DROP TABLE loaded');
}
is($bad, 0, 'a bad line refuses the whole COPY, with an error of ours');

no_crash($node, $start);
$node->stop;
done_testing();
