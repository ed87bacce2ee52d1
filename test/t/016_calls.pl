# Every function of schema sen that SQL can call is called with arguments of every kind: null, zero, extreme, mutated, of
# foreign types, oids of other things, look-alikes of a log and of a programme; as superuser and as a role without any
# right. Whatever comes, the server lives, no call hangs, and no error is internal. What is called is what the catalogue
# has, so a new function is tested without a change here.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(time);
use SenTest;

use constant FIXED_SEED => 20250606;
use constant STRANGER => 'sen_calls_stranger';

# Random calls of each function with each seed as each role; SEN_CALL_ROUNDS=200 soaks (make soak).
my $rounds = $ENV{SEN_CALL_ROUNDS} // 3;
my $node = start_node('calls');
my $dir = PostgreSQL::Test::Utils::tempdir;
# Thousands of errors are expected; what the test looks for in the log is above them.
$node->append_conf('postgresql.conf', 'log_min_messages = log');
$node->reload;
my $start = query($node, 'postgres', 'SELECT pg_postmaster_start_time()');

# What the world has in it ---------------------------------------------------------------------------------------------

query($node, 'postgres', 'CREATE ROLE ' . STRANGER . ' LOGIN; CREATE EXTENSION sen_improvement');
query($node, 'postgres', <<'SQL');
SELECT sen.create_programme('p');
INSERT INTO p.notice (notice_id, title, issued_by, issued_to, issued_on, review_every_months, source) VALUES ('n', 't', 'b', 'c', '2025-06-06', 6, 's');
INSERT INTO p.area VALUES ('n', 1, 'priority action', 't'), ('n', 2, 'priority action', 'u');
INSERT INTO p.ehc_request (local_authority, request_ref, received_on) VALUES ('344', 'A', '2025-01-06'), ('344', 'B', '2025-02-06');
SELECT sen.seal('p', 'first');
UPDATE p.area SET title = 'v';
SELECT sen.seal('p', 'second');
CREATE SCHEMA "o'd\d "" %s;";
-- A programme takes a second to make: of the words below that it could be named, one is left.
CREATE SCHEMA reader; CREATE SCHEMA secretariat; CREATE SCHEMA sen_calls_stranger; CREATE SCHEMA postgres; CREATE SCHEMA mine; CREATE SCHEMA up; CREATE SCHEMA high; CREATE SCHEMA yes; CREATE SCHEMA v1;
CREATE TYPE public.pair AS (a integer, b text);
CREATE TYPE public.mood AS ENUM ('good', 'bad');
CREATE DOMAIN public.small AS integer CHECK (VALUE < 9);
CREATE DOMAIN public.pair_domain AS public.pair;
CREATE TYPE public.span AS RANGE (subtype = numeric);
CREATE SEQUENCE public.seq;
CREATE TABLE public.plain (id integer PRIMARY KEY, v text);
CREATE TABLE public.dropped (x integer, id integer PRIMARY KEY, v text);
ALTER TABLE public.dropped DROP COLUMN x;
CREATE TABLE public.empty ();
CREATE TABLE public.parted (id integer, v text) PARTITION BY RANGE (id);
CREATE TABLE public.part PARTITION OF public.parted FOR VALUES FROM (0) TO (9);
CREATE TABLE public.child () INHERITS (public.plain);
CREATE UNLOGGED TABLE public.unlogged (id integer PRIMARY KEY);
CREATE VIEW public.seen AS SELECT * FROM public.plain;
CREATE MATERIALIZED VIEW public.kept AS SELECT 1 AS id;
SQL
# Other schemas that look like a log and a programme, with the same names: as views, as columns of text, with rows that
# were tampered with. They belong to the stranger. The same is made among the temporary objects of each session.
my $look_alike = <<'SQL';
CREATE FUNCTION pg_temp.look_alike(place text, kind text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    t record;
    c record;
    columns text;
    tampered text;
BEGIN
    FOR t IN SELECT relid AS oid, relname FROM shape GROUP BY 1, 2 LOOP
        columns := '';
        tampered := '';
        FOR c IN SELECT * FROM shape s WHERE s.relid = t.oid ORDER BY attnum LOOP
            columns := concat_ws(', ', nullif(columns, ''), format('%I %s', c.attname, CASE kind WHEN 'text' THEN 'text' ELSE c.type END));
            tampered := concat_ws(', ', nullif(tampered, ''), CASE
                WHEN c.type = 'bytea' AND kind = 'tampered' THEN 'decode(md5(n::text) || md5(n::text), ''hex'')'
                WHEN c.type IN ('bigint', 'smallint', 'integer') THEN format('(n * 3 - 3)::%s', c.type)
                WHEN c.type = 'bigint[]' AND kind = 'tampered' THEN 'ARRAY[n, NULL, -n]'
                ELSE format('NULL::%s', CASE kind WHEN 'text' THEN 'text' ELSE c.type END) END);
        END LOOP;
        IF kind = 'views' THEN
            EXECUTE format('CREATE VIEW %s.%I AS SELECT %s FROM generate_series(1, 3) n', place, t.relname, (SELECT string_agg(format('NULL::%s AS %I', s.type, s.attname), ', ' ORDER BY s.attnum) FROM shape s WHERE s.relid = t.oid));
        ELSE
            EXECUTE format('CREATE TABLE %s.%I (%s)', place, t.relname, columns);
            EXECUTE format('INSERT INTO %s.%I SELECT %s FROM generate_series(1, 3) n', place, t.relname, tampered);
        END IF;
    END LOOP;
END $$;
SQL
my $stranger = STRANGER;
query($node, 'postgres', <<"SQL");
CREATE TABLE public.shape AS SELECT c.oid AS relid, c.relname, a.attname, a.attnum, format_type(a.atttypid, a.atttypmod) AS type
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = 'p'::regnamespace AND (c.relname LIKE 'ledger\\_%' OR c.relname IN ('programme', 'meeting', 'area')) AND c.relkind = 'r';
GRANT SELECT ON public.shape TO $stranger;
CREATE SCHEMA like_text AUTHORIZATION $stranger;
CREATE SCHEMA like_views AUTHORIZATION $stranger;
CREATE SCHEMA like_tampered AUTHORIZATION $stranger;
$look_alike
SET SESSION AUTHORIZATION $stranger;
SELECT pg_temp.look_alike('like_text', 'text'), pg_temp.look_alike('like_views', 'views'), pg_temp.look_alike('like_tampered', 'tampered');
SQL
# Every session has these of its own.
my $session = <<"SQL";
SET client_min_messages = error;
SET statement_timeout = '30s';
SET search_path = public;
CREATE TEMPORARY TABLE mine (id integer PRIMARY KEY, v text, on_day date);
INSERT INTO mine SELECT n, 'x', date '2025-01-01' + n FROM generate_series(1, 3) n;
CREATE TEMPORARY VIEW my_view AS SELECT * FROM mine;
$look_alike
SELECT pg_temp.look_alike('pg_temp', 'tampered');
SQL

# What can be called ---------------------------------------------------------------------------------------------------

# rows QUERY: arrays of the columns. No value has a tab or a line break.
sub rows { return map { [ split /\t/, $_, -1 ] } split /\n/, query($node, 'postgres', "COPY ($_[0]) TO STDOUT (NULL '')"); }

my @functions = map { {
	oid => $_->[0], name => $_->[1], kind => $_->[2], language => $_->[3], result => $_->[4], result_kind => $_->[5],
	arguments => [ grep { $_ ne '' } split /\|/, $_->[6] ], described => $_->[7], reads_log => $_->[8] eq 't', variadic => $_->[9] eq 't', returns_set => $_->[10] eq 't', immutable => $_->[11] eq 'i', strict => $_->[12] eq 't',
} } rows(q{
	SELECT p.oid, format('%I.%I', n.nspname, p.proname), p.prokind, l.lanname, format_type(p.prorettype, NULL), t.typtype,
		(SELECT string_agg(format_type(a.type, NULL), '|' ORDER BY a.place) FROM unnest(p.proargtypes) WITH ORDINALITY a (type, place)),
		p.oid::regprocedure, coalesce(obj_description(p.oid, 'pg_proc') ~ '\mXX001\M', false), p.provariadic <> 0, p.proretset, p.provolatile, p.proisstrict
	FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang JOIN pg_type t ON t.oid = p.prorettype
	WHERE n.nspname = 'sen' ORDER BY p.oid::regprocedure::text});
# SQL has no value of type internal: it can neither call these nor make an aggregate of them.
# Those that receive a type are reached by sending bytes, support functions by the planner and by sorting.
my @internal = grep { my $f = $_; $f->{result} eq 'internal' || grep { $_ eq 'internal' } @{ $f->{arguments} } } @functions;
my %internal = map { $_->{oid} => 1 } @internal;
my @triggers = grep { $_->{result} eq 'trigger' } @functions;
my @callable = grep { !$internal{ $_->{oid} } && $_->{result} ne 'trigger' } @functions;
my @types = map { { name => $_->[0], send => $_->[1], receives => $_->[2] } } rows(q{
	SELECT format_type(t.oid, NULL), t.typsend::regproc, t.typreceive::oid FROM pg_type t WHERE t.typnamespace = 'sen'::regnamespace AND t.typtype = 'b' AND t.typcategory <> 'A' ORDER BY 1});
my %own = map { $_->{name} => 1 } @types;
# What an aggregate is made of was reached where the aggregate returned, or a window of it that moves.
my %parts;
for (rows(q{SELECT a.aggfnoid::oid, a.aggtransfn::oid, nullif(a.aggfinalfn::oid, 0), nullif(a.aggmtransfn::oid, 0), nullif(a.aggminvtransfn::oid, 0), nullif(a.aggmfinalfn::oid, 0) FROM pg_aggregate a JOIN pg_proc p ON p.oid = a.aggfnoid WHERE p.pronamespace = 'sen'::regnamespace}))
{
	my ($aggregate, @of) = @$_;
	$parts{$aggregate} = [ grep { $_ ne '' } @of ];
}
my @operators = map { { sign => $_->[0], arguments => [ grep { $_ ne '' } $_->[1], $_->[2] ] } } rows(q{
	SELECT format('OPERATOR(sen.%s)', o.oprname), CASE WHEN o.oprleft <> 0 THEN format_type(o.oprleft, NULL) END, format_type(o.oprright, NULL) FROM pg_operator o WHERE o.oprnamespace = 'sen'::regnamespace ORDER BY 1, 2, 3});
my @casts = map { { from => $_->[0], to => $_->[1] } } rows(q{
	SELECT format_type(c.castsource, NULL), format_type(c.casttarget, NULL) FROM pg_cast c JOIN pg_type s ON s.oid = c.castsource JOIN pg_type t ON t.oid = c.casttarget
	WHERE 'sen'::regnamespace IN (s.typnamespace, t.typnamespace) ORDER BY 1, 2});
my @relations = map { $_->[0] } rows(q{SELECT c.oid::regclass FROM pg_class c WHERE c.relnamespace IN ('public'::regnamespace, 'like_text'::regnamespace, 'like_views'::regnamespace, 'like_tampered'::regnamespace)
	OR c.relnamespace = 'p'::regnamespace AND (c.relname ~ '^ledger|^log_|^area|^programme$|^notice') ORDER BY c.oid});

# Values, as SQL ---------------------------------------------------------------------------------------------------------

sub literal { my ($text) = @_; $text =~ s/'/''/g; $text =~ s/\\/\\\\/g; return " E'$text'"; }

my @dates = ('2025-06-30', '2024-09-02', '-infinity', 'infinity', '4713-01-01 BC', '5874897-12-31', '0001-01-01', '1990-01-01', '2199-12-31', '2000-02-29', '9999-12-31', '1978-01-01', '2099-12-31');
my @schemas = ('p', 'like_text', 'like_views', 'like_tampered', 'pg_temp', 'pg_catalog', 'sen', 'pg_toast', 'information_schema', 'public', 'no such', q{o'd\d " %s;});
my @words = (@schemas, '', 'area', 'reader', 'secretariat', $stranger, 'postgres', 'p.area', 'mine', 'I', 'U', 'B', 'S', 'log-log', 'up', 'high', '2025-06-30', '01/02/2025', 'yes', "\xc3\xa9\xf0\x9f\x98\x80", '%s%n', '"', "';--", "a\x01b", 'v1', '{}', '0', '-1', '1e400');
# By type; what is not here is made of texts that mean something to most types, refused by the type itself or not.
my %values = (
	boolean => [ map { "'$_'::boolean" } 't', 'f' ],
	smallint => [ map { "'$_'::smallint" } 1, 0, -1, -32768, 32767 ],
	integer => [ map { "'$_'::integer" } 3, 0, 1, -1, 5, 7, 140, 99, 100, -2147483648, 2147483647 ],
	bigint => [ map { "'$_'::bigint" } 1, 0, 2, -1, 3, 128, 129, 4294967296, -9223372036854775808, 9223372036854775807 ],
	oid => [ map { "'$_'::oid" } 25, 0, 1, 26, 2249, 2276, 2277, 2281, 16384, 4294967295 ],
	'double precision' => [ map { "'$_'::double precision" } 0.95, 0, 1, -1, 0.5, 'NaN', 'Infinity', '-Infinity', 1.7e308, -1.7e308, 5e-324, 1e16 ],
	numeric => [ map { "'$_'::numeric" } 1, 0, -1, 0.5, 'NaN', 'Infinity', '-Infinity', '1e400', '-1e400', '1e-400', 99999999999999999999, '1e300' ],
	date => [ map { "'$_'::date" } @dates ],
	'timestamp with time zone' => [ map { "'$_'::timestamptz" } 'now', 'infinity', '-infinity', '4713-01-01 BC', '294276-12-31', '2025-06-30' ],
	bytea => [ map { "decode('$_', 'hex')" } '00' x 32, '', '00', '0102', 'ff' x 32, 'ff' x 9, '4900', '7fffffff' x 5 ],
	jsonb => [ map { literal($_) . '::jsonb' } '{"id": 1}', 'null', '1', '[]', '{}', '"x"', '[[{"a": [1]}]]', '{"notice_id": "n", "area_number": 1}', '{"id": null}', '{"id": {"id": []}}', '{"" : 1e400}' ],
	text => [ (map { literal($_) . '::text' } @words), "repeat('x', 100000)", "repeat('{', 50000)" ],
	cstring => [ map { literal($_) . '::cstring' } @words ],
	regclass => [ "'p.area'::regclass", (map { literal($_) . '::regclass' } grep { $_ ne 'p.area' } @relations), "'mine'::regclass", "'my_view'::regclass", "'mine_pkey'::regclass", "'pg_class'::regclass", "0::regclass", "'4294967295'::regclass", "'25'::regclass", "'pg_toast.pg_toast_2619'::regclass" ],
	anyelement => [ 'NULL::p.area', '1', q{'x'::text}, q{'x'}, 'NULL', 'ROW()', q{ROW(1, 'x')}, q{ROW(1, 'x')::public.pair}, q{ROW(1, 'x')::public.pair_domain}, q{'good'::public.mood}, '3::public.small', 'ARRAY[1, 2]', q{ARRAY[ROW(1, 'x')::public.pair]},
		q{'[1,2]'::public.span}, q{'{}'::nummultirange}, q{'pg_class'::regclass}, q{'{}'::json}, q{'{}'::jsonb}, 'pg_sleep(0)', q{'x'::cstring}, 'NULL::name', 'NULL::xid8', 'NULL::pg_class', 'NULL::public.plain', 'NULL::public.dropped', 'NULL::public.empty',
		'NULL::public.parted', 'NULL::public.part', 'NULL::public.child', 'NULL::public.seen', 'NULL::public.kept', 'NULL::public.seq', 'NULL::pg_temp.mine', 'NULL::pg_temp.my_view', 'NULL::p.notice', 'NULL::p.ledger_block', 'NULL::p.area_status_now',
		'(SELECT a FROM p.area a LIMIT 1)', '(SELECT m FROM pg_temp.mine m LIMIT 1)', 'NULL::sen.trend_line', q{'v1'::sen.timeliness}, q{B'1'}, 'NULL::oidvector', q{'1 2'::int2vector}, q{'infinity'::date}, q{'NaN'::float4} ],
	daterange => [ map { "'$_'::daterange" } '[2025-01-01,2025-02-01)', 'empty', '(,)', '[-infinity,infinity]', '[2025-01-01,]', '(,2025-01-01)', '[4713-01-01 BC,5874897-12-31]' ],
	'sen.stage' => [ map { "'$_'::sen.stage" } 'plan', 'decision', 'advice' ],
	'sen.issue_order' => [ map { "'$_'::sen.issue_order" } 'oldest', 'newest', 'in_time_first', 'share', 'as_observed' ],
	datemultirange => [ map { "'$_'::datemultirange" } '{[2025-07-23,2025-09-02)}', '{}', '{(,)}', '{[2025-01-01,2025-01-02),[2025-02-01,)}', '{[-infinity,infinity]}' ],
);
my @fallback = ('0', '1', '-1', '', '{}', 'x', 't', 'empty', '2025-06-30', '1 day', '[1,2)', '{1,2}', '(1,2)', 'NaN');

# values_of TYPE: the list, with null; arrays are of the values of their elements.
my %made;
sub values_of
{
	my ($type) = @_;
	return $made{$type} //= do {
		my @list;
		if ($type =~ /^(.*)\[\]$/)
		{
			my @elements = @{ values_of($1) };
			my @few = grep { $_ !~ /^NULL/ } @elements[ 0 .. ($#elements < 9 ? $#elements : 9) ];
			@list = ((map { "ARRAY[$_]::$type" } @few), 'ARRAY[' . join(', ', @few) . "]::$type", "ARRAY[$few[0], NULL]::$type", "ARRAY[ARRAY[$few[0]]]::$type", "'{}'::$type",
				"array_fill($few[0], ARRAY[3], ARRAY[-2147483648])::$type", "array_fill($few[0], ARRAY[2], ARRAY[2147483646])::$type", "array_fill($few[0], ARRAY[20000])::$type", "array_fill(NULL::$1, ARRAY[2, 2])::$type");
		}
		else
		{
			@list = defined $values{$type} ? @{ $values{$type} } : $own{$type} ? () : map { literal($_) . "::$type" } @fallback;
		}
		push @list, $type =~ /^any/ ? 'NULL' : "NULL::$type";
		\@list;
	};
}

# Changes to the text of a value, of several kinds.
my @pieces = ('v1', 'v2', '{', '}', ':', ',', ' ', '"', '[', ']', 'x', '-', '9999999999', '0', '-1', "\n", "\xc3\xa9", "\xc2\xa0", 'infinity', '1e9', "'", '\\', 'null');
sub mutate
{
	my ($text) = @_;
	utf8::decode(my $copy = $text);
	for (1 .. 1 + int rand 3)
	{
		my $at = int rand(length($copy) + 1);
		my $way = int rand 6;
		if ($way == 0) { substr($copy, $at, 1 + int rand 4) = '' if $at < length $copy }
		elsif ($way == 1) { utf8::decode(my $piece = pick(@pieces)); substr($copy, $at, 0) = $piece }
		elsif ($way == 2) { substr($copy, $at, 1) = chr 32 + int rand 95 if $at < length $copy }
		elsif ($way == 3) { $copy = substr($copy, 0, $at) }
		elsif ($way == 4) { substr($copy, $at, 0) = substr($copy, int rand(length($copy) + 1), int rand 20) }
		else { my $n = pick(0, -1, 2147483647, -2147483648, 4294967295, 99999999999999999999, 13, 32); $copy =~ s/\d+/rand(2) < 1 ? $& : $n/ge }
	}
	utf8::encode($copy);
	return $copy;
}

sub mutate_bytes
{
	my ($bytes) = @_;
	for (1 .. 1 + int rand 3)
	{
		my $at = int rand(length($bytes) + 1);
		my $way = int rand 5;
		if ($way == 0) { substr($bytes, $at, 1) = chr int rand 256 if $at < length $bytes }
		elsif ($way == 1) { substr($bytes, $at, 1) ^= chr 1 << int rand 8 if $at < length $bytes }
		elsif ($way == 2) { $bytes = substr($bytes, 0, $at) }
		elsif ($way == 3) { substr($bytes, $at, 0) = pick("\xff" x 4, "\x00" x 4, "\x80" x 9, chr int rand 256) }
		else { substr($bytes, $at, 1 + int rand 4) = '' if $at < length $bytes }
	}
	return $bytes;
}

sub pick { return $_[ int rand @_ ]; }

# One value of a type at random, as it is or changed: as wild as the call is, since most of what is changed is refused
# before the function sees it.
my $wild = 0.4;
sub random_value
{
	my ($type) = @_;
	my $value = pick(@{ values_of($type) });

	$value = pick(@{ values_of($type) }) if $value =~ /^NULL/ && rand() < 0.5;
	return $value if rand() >= $wild;
	return "decode('" . unpack('H*', mutate_bytes(pack 'H*', $1)) . "', 'hex')" if $value =~ /^decode\('([0-9a-f]*)', 'hex'\)$/;
	if (my ($text, $of) = $value =~ /^ E'(.*)'::([\w. ]+)$/s)
	{
		$text =~ s/''/'/g;
		$text =~ s/\\\\/\\/g;
		return literal(mutate($text)) . "::$of";
	}
	return literal(mutate($1)) . "::$2" if $value =~ /^'(.*)'::([\w. ]+)$/s && rand() < 0.5;
	return $value;
}

# Calls ------------------------------------------------------------------------------------------------------------------

my %touched;	# functions, by oid, that a call was made of
my %returned;	# those that returned at least once

# call FUNCTION, ARGUMENTS: what to run for one call of an ordinary function, aggregate or window call.
sub call
{
	my ($f, $form, @arguments) = @_;
	my $list = join ', ', @arguments;
	my $name = $f->{name};

	$list =~ s/(.*, )?/($1 \/\/ '') . 'VARIADIC '/e if $f->{variadic};
	if ($f->{kind} eq 'a')
	{
		my $columns = join ', ', map { "v.c$_" } 1 .. @arguments;
		my $second = join ', ', map { random_value($_) } @{ $f->{arguments} };
		my $from = @arguments ? '(VALUES (' . $list . '), (' . $second . '), (' . $list . ')) v (' . join(', ', map { "c$_" } 1 .. @arguments) . ')' : '(VALUES (1), (2)) v (c)';
		$columns = '*' if !@arguments;
		return "SELECT $name($columns)::text FROM $from" if $form == 0;
		return "SELECT $name($columns) OVER (ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)::text FROM $from" =~ s/SELECT (.*\))::text/SELECT ($1)::text/r if $form == 1;
		return "SELECT $name(DISTINCT $columns) FILTER (WHERE true)::text FROM $from" =~ s/SELECT (.*\))::text/SELECT ($1)::text/r if $form == 2;
		return "SELECT $name($columns)::text FROM $from LIMIT 1" =~ s/FROM \(VALUES (.*?)\) v/FROM (VALUES $1 LIMIT 1) v/sr;
	}
	if ($f->{kind} eq 'w')
	{
		return "SELECT ($name($list) OVER (ORDER BY n))::text FROM generate_series(1, 3) n" if $form % 2 == 0;
		my $columns = join ', ', map { "v.c$_" } 1 .. @arguments;
		my $second = join ', ', map { random_value($_) } @{ $f->{arguments} };
		return "SELECT ($name($columns) OVER (ORDER BY v.n))::text FROM (VALUES (1, $list), (2, $second), (3, $list)) v (n, " . join(', ', map { "c$_" } 1 .. @arguments) . ')';
	}
	return "SELECT x::text FROM $name($list) x" if $form == 0;
	return "SELECT $name($list)" if $form == 1;
	# Not known before the query runs.
	if ($form == 2 && @arguments && !grep { /^(any|cstring)/ } @{ $f->{arguments} })
	{
		my $columns = join ', ', map { ($f->{variadic} && $_ == @arguments ? 'VARIADIC ' : '') . "v.c$_" } 1 .. @arguments;
		return "SELECT $name($columns) FROM (VALUES ($list), ($list) OFFSET 0) v (" . join(', ', map { "c$_" } 1 .. @arguments) . ')';
	}
	# As a condition on a column: what the planner makes of it.
	if ($form >= 2 && $f->{result} eq 'boolean')
	{
		my @with_column = @arguments;
		for my $i (0 .. $#arguments) { $with_column[$i] = $f->{arguments}[$i] eq 'date' && rand() < 0.7 ? 'm.on_day' : $f->{arguments}[$i] eq 'text' && rand() < 0.5 ? 'm.v' : $arguments[$i]; }
		return "SELECT count(*) FROM mine m WHERE $name(" . join(', ', @with_column) . ')';
	}
	return "SELECT $name($list) LIMIT 1";
}

my %states;	# of aggregates that began without a value, by type
# What an aggregate can have besides: functions of the same kind as its transition, and those that take its state alone.
my (%moving, %final);
sub kind_of_moving { my ($f) = @_; return join "\0", $f->{strict} ? 1 : 0, $f->{result}, @{ $f->{arguments} }; }
for my $f (grep { $_->{kind} eq 'f' && !$_->{returns_set} } @callable)
{
	push @{ $moving{ kind_of_moving($f) } }, $f;
	push @{ $final{ $f->{arguments}[0] } }, $f if @{ $f->{arguments} } == 1;
}
# An aggregate of a stranger's making, with one of our functions for its transition, and perhaps others for the rest.
sub aggregate_of
{
	my ($f, $plain) = @_;
	my ($state, @given) = @{ $f->{arguments} };
	my @same = @{ $moving{ kind_of_moving($f) } };
	my @final = @{ $final{$state} // [] };
	my $moving = pick(@same);
	my $options = '';
	my $final;
	my $value = random_value($state);

	$value = pick(@{ $states{$state} }) if $states{$state} && rand() < 0.6;
	$value = "decode('" . unpack('H*', mutate_bytes(pack 'H*', $1)) . "', 'hex')" if $value =~ /^decode\('([0-9a-f]*)', 'hex'\)$/ && rand() < $wild;
	$touched{ $moving->{oid} } = 1;
	if (!$plain && @final && rand() < 0.6) { $final = pick(@final); $touched{ $final->{oid} } = 1; $options .= ", finalfunc = $final->{name}"; }
	# Only a constant can be where it begins.
	if (!$plain && $value =~ /^decode\('([0-9a-f]*)', 'hex'\)$/) { $options .= ", initcond = '\\x$1'" }
	elsif (!$plain && $value =~ /^( ?E?'.*')::[\w. ]+$/s) { $options .= ", initcond = $1" }
	my ($begins) = $options =~ /, (initcond = .*)/s;
	my $moves = !$plain && rand() < 0.4 ? ($begins ? ", m$begins" : '') . ", msfunc = $f->{name}, minvfunc = $moving->{name}, mstype = $state" . ($final ? ", mfinalfunc = $final->{name}" : '') : '';
	my $columns = join ', ', map { "v.c$_" } 1 .. @given;
	my @rows = map { '(' . join(', ', map { $_ eq $state && $states{$state} && rand() < 0.6 ? pick(@{ $states{$state} }) : random_value($_) } @given) . ')' } 0 .. int rand 3;
	my @sql = ('CREATE AGGREGATE pg_temp.of_ours (' . (@given ? join(', ', @given) : '*') . ") (sfunc = $f->{name}, stype = $state$options$moves)",
		@given ? ('SELECT pg_temp.of_ours(' . $columns . ')' . ($moves ne '' ? ' OVER (ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)' : '') . ' FROM (VALUES ' . join(', ', @rows) . ') v (' . join(', ', map { "c$_" } 1 .. @given) . ')') : 'SELECT pg_temp.of_ours(*) FROM mine');
	return { what => "aggregate of $f->{described}" . ($final ? " and $final->{described}" : ''), about => $f, reads_log => $final && $final->{reads_log}, sql => \@sql };
}

# A trigger of a stranger's making that calls one of our functions.
sub trigger_of
{
	my ($f) = @_;
	my $on = pick('mine', 'mine', 'my_view', 'area', 'ledger_block');
	my $when = pick('BEFORE', 'AFTER', 'AFTER', 'INSTEAD OF');
	my $event = pick('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'INSERT OR UPDATE OR DELETE');
	my $with = $when eq 'AFTER' && $event !~ / OR|TRUNCATE/ && rand() < 0.5 ? 'REFERENCING' . ($event ne 'INSERT' ? ' OLD TABLE AS o' : '') . ($event ne 'DELETE' ? ' NEW TABLE AS n' : '') : '';
	my $arguments = join ', ', map { literal(pick(@words)) =~ s/^ E/E/r } 1 .. int rand 4;
	my $does = { INSERT => "INSERT INTO pg_temp.$on SELECT * FROM pg_temp.$on", UPDATE => "UPDATE pg_temp.$on SET " . ($on eq 'area' ? 'area_number = 3' : $on eq 'ledger_block' ? q{entries = '\x00'} : q{v = 'z'}),
		DELETE => "DELETE FROM pg_temp.$on", TRUNCATE => "TRUNCATE pg_temp.$on" }->{ $event =~ / OR/ ? pick('INSERT', 'UPDATE', 'DELETE') : $event };
	my $level = $event eq 'TRUNCATE' || rand() < 0.4 ? 'STATEMENT' : 'ROW';
	$does =~ s/SELECT \*/SELECT -id, v, on_day/ if $on =~ /^m/;
	return ("CREATE TRIGGER of_ours $when $event ON pg_temp.$on $with FOR EACH $level EXECUTE FUNCTION $f->{name}($arguments)", $does);
}

# A call is what it is of, in words (what) and as a function (about), and the statements (sql).
sub function_call { my ($f, $form, @arguments) = @_; return { what => $f->{described}, about => $f, sql => [ call($f, $form, @arguments) ] }; }

sub random_calls
{
	my ($times) = @_;
	my @calls;

	for my $f (@callable)
	{
		for (1 .. $times)
		{
			$wild = pick(0, 0.15, 0.6);
			push @calls, function_call($f, int rand 4, map { random_value($_) } @{ $f->{arguments} });
		}
		my $state = $f->{arguments}[0];
		next if !defined $state || $f->{kind} ne 'f' || $f->{result} ne $state || $f->{returns_set};
		for (1 .. $times)
		{
			$wild = pick(0, 0, 0.1, 0.4);
			push @calls, aggregate_of($f);
		}
	}
	$wild = 0.4;
	for my $f (@triggers)
	{
		push @calls, { what => "trigger of $f->{described}", about => $f, sql => [ trigger_of($f) ] } for 1 .. 2 * $times;
		push @calls, { what => $f->{described}, about => $f, sql => [ "SELECT $f->{name}()" ] };
	}
	for my $o (@operators)
	{
		my @sides = map { random_value($_) } @{ $o->{arguments} };
		push @calls, { what => "$o->{sign} of @{ $o->{arguments} }", sql => [ 'SELECT ' . (@sides > 1 ? "$sides[0] $o->{sign} $sides[1]" : "$o->{sign} $sides[0]") ] } for 1 .. 1 + $times / 4;
	}
	push @calls, map { my $c = $_; { what => "cast of $c->{from} to $c->{to}", sql => [ 'SELECT (' . random_value($c->{from}) . ")::$c->{to}" ] } } @casts for 1 .. $times;
	for my $t (@types)
	{
		for (1 .. 4 * $times)
		{
			push @calls, { what => "text of $t->{name}", sql => [ 'SELECT ' . random_value($t->{name}) ] };
			push @calls, { what => "sorting $t->{name}", sql => [ 'SELECT v FROM unnest(ARRAY[' . join(', ', map { random_value($t->{name}) } 1 .. 3) . ']) v ' . pick('ORDER BY v', 'GROUP BY v') ] } if rand() < 0.2;
		}
	}
	return @calls;
}

# Each argument takes each of its values once, while the others keep the first of theirs.
sub systematic_calls
{
	my @calls;
	for my $f (@_)
	{
		my @first = map { values_of($_)->[0] } @{ $f->{arguments} };
		push @calls, function_call($f, 0, @first);
		push @calls, function_call($f, 1, @first);
		push @calls, function_call($f, 2, @first);
		push @calls, function_call($f, 0, map { $_ =~ /^any/ ? 'NULL' : "NULL::$_" } @{ $f->{arguments} }) if @first;
		for my $i (0 .. $#first)
		{
			for my $value (@{ values_of($f->{arguments}[$i]) })
			{
				my @arguments = @first;
				$arguments[$i] = $value;
				push @calls, function_call($f, $f->{kind} eq 'a' ? 0 : @calls % 2, @arguments);
			}
		}
	}
	return @calls;
}

# The binary form of every type, by COPY, as clients send it.
sub binary_calls
{
	my ($times) = @_;
	my @calls;
	my $n = 0;

	for my $t (grep { $_->{receives} } @types)
	{
		my @bytes = map { pack 'H*', $_ } split /\n/, query($node, 'postgres', join ' UNION ALL ', map { "SELECT encode($t->{send}($_), 'hex')" } grep { $_ !~ /^NULL/ } @{ values_of($t->{name}) });
		for (1 .. 4 * $times)
		{
			my $bytes = mutate_bytes(pick(@bytes));
			my $file = "$dir/bytes" . ++$n;
			unlink $file;
			append_to_file($file, "PGCOPY\n\xff\r\n\0" . pack('NN', 0, 0) . pack('nN', 1, length $bytes) . $bytes . pack('n', 0xffff));
			push @calls, { what => "bytes of $t->{name}", sql => [ "CREATE TEMPORARY TABLE received (v $t->{name})", "\\copy received FROM '$file' (FORMAT binary)", 'SELECT v::text FROM received' ] };
		}
	}
	return @calls;
}

# run_calls ROLE, CALLS: every call in a transaction of its own that is rolled back; sets its state (SQLSTATE), message and output.
sub run_calls
{
	my ($role, @calls) = @_;
	my $script = "\\set VERBOSITY verbose\n\\pset pager off\n\\pset null ''\n$session";
	my $n = 0;

	for my $call (@calls)
	{
		$call->{role} = $role;
		$call->{state} = 'lost';
		$call->{message} = 'the connection was lost in this call or one before';
		$touched{ $call->{about}{oid} } = 1 if $call->{about};
		$script .= "\\warn #$n\n\\echo #$n\nBEGIN\\;\n" . join('', map { /^\\/ ? "$_\n" : "$_;\n" } @{ $call->{sql} }) . "ROLLBACK;\n";
		$n++;
	}
	$script .= "\\warn #$n\n\\echo #$n\n";
	# Through files: to be woken for each line that psql writes takes as long as what is called.
	my ($asked, @said) = map { "$dir/calls.$_" } qw(sql out err);
	unlink $asked;
	append_to_file($asked, $script);
	IPC::Run::run([ 'psql', '-XAtq', '-d', $node->connstr('postgres'), '-U', $role, '-f', '-' ], '<', $asked, '>', $said[0], '2>', $said[1]);
	my ($out, $err) = map { slurp_file($_) } @said;
	while ($err =~ /^(?:psql:\S+ )?#(\d+)\n(.*?)(?=^(?:psql:\S+ )?#\d+$|\z)/gms)
	{
		my ($at, $said) = ($1, $2);
		next if $at >= @calls;
		my $call = $calls[$at];
		if ($said =~ /(?:ERROR|FATAL|PANIC):  (\w{5}): (.*)/) { ($call->{state}, $call->{message}) = ($1, $2) }
		elsif ($said =~ /server closed|connection to server was lost|FATAL|PANIC/) { $call->{message} = $said }
		elsif ($at < $n) { ($call->{state}, $call->{message}) = ('00000', '') }
	}
	# What was not reached never ended.
	$calls[$_]{state} = 'lost' for grep { $err !~ /^(?:psql:\S+ )?#@{[ $_ + 1 ]}$/m } $err =~ /#\Q$n\E\s*\z/ ? () : ($#calls);
	$calls[$1]{output} = $2 while $out =~ /^#(\d+)\n(.*?)\n?(?=^#\d+$|\z)/gms;
	for my $call (grep { $_->{state} eq '00000' && $_->{about} } @calls) { $returned{$_} = 1 for $call->{about}{oid}, @{ $parts{ $call->{about}{oid} } // [] }; }
	return @calls;
}

# Values of our types are found by calling what returns them, thrice: some need one of another. What is sent, and states
# of aggregates, become values of type bytea.
sub harvest
{
	for my $round (1 .. 3)
	{
		my @calls;
		$wild = 0.4;
		for my $f (grep { $_->{language} ne 'plpgsql' && $_->{kind} ne 'w' } @callable)
		{
			my @first = map { values_of($_)->[0] } @{ $f->{arguments} };
			if ($own{ $f->{result} } || $f->{result} eq 'bytea')
			{
				push @calls, { %{ function_call($f, 0, @first) }, type => $f->{result} };
				push @calls, { %{ function_call($f, 0, map { random_value($_) } @{ $f->{arguments} }) }, type => $f->{result} } for 1 .. 12;
			}
			my $state = $f->{arguments}[0];
			next if !defined $state || $f->{kind} ne 'f' || $f->{result} ne $state || $f->{returns_set};
			$wild = 0;
			push @calls, { %{ aggregate_of($f, 'plain') }, type => $state, state_of => 1 } for 1 .. 6;
			$wild = 0.4;
		}
		# Columns of sets too.
		push @calls, map { { what => "column of $_->[0]", sql => [ "SELECT x.\"$_->[2]\"::text FROM $_->[0]() x LIMIT 12" ], type => $_->[1] } } rows(q{
			SELECT format('%I.%I', 'sen', p.proname), format_type(a.type, NULL), p.proargnames[a.place] FROM pg_proc p, unnest(p.proallargtypes, p.proargmodes) WITH ORDINALITY a (type, mode, place) JOIN pg_type t ON t.oid = a.type
			WHERE p.pronamespace = 'sen'::regnamespace AND t.typnamespace = p.pronamespace AND a.mode IN ('t', 'o') AND p.pronargs = 0});
		for my $call (run_calls('postgres', @calls))
		{
			next if !defined $call->{output} || $call->{state} ne '00000';
			for my $value (grep { $_ ne '' && length $_ < 2000 } split /\n/, $call->{output})
			{
				my $sql = $call->{type} eq 'bytea' ? ($value =~ /^\\x([0-9a-f]*)$/ ? "decode('$1', 'hex')" : next) : literal($value) . "::$call->{type}";
				my $list = $values{ $call->{type} } //= [];
				push @$list, $sql if !grep { $_ eq $sql } @$list and @$list < 30;
				push @{ $states{ $call->{type} } }, $sql if $call->{state_of};
			}
		}
		%made = ();
	}
	# The longest first: most has something in it.
	$values{$_} = [ sort { length $b <=> length $a } @{ $values{$_} } ] for grep { $values{$_} } keys %own;
}

# What is wrong with the outcome of a call.
sub fault
{
	my ($call) = @_;
	return 'lost' if $call->{state} eq 'lost' || $call->{state} =~ /^57P/;
	return 'takes too long' if $call->{state} eq '57014';
	return 'internal error' if $call->{state} =~ /^XX/ && !($call->{state} eq 'XX001' && ($call->{reads_log} || $call->{about} && $call->{about}{reads_log}));
	return;
}

my %outcomes;
sub judge
{
	my ($title, @calls) = @_;
	my %faults;
	for my $call (@calls)
	{
		$outcomes{ $call->{state} }++;
		my $fault = fault($call) or next;
		my $key = "$fault $call->{state} $call->{what} as $call->{role}: $call->{message}";
		$faults{$key} //= join '; ', map { length $_ > 1500 ? substr($_, 0, 1500) . '...' : $_ } @{ $call->{sql} };
	}
	is(scalar(keys %faults), 0, sprintf('%s: of %d calls none is lost, hangs or ends in an internal error', $title, scalar @calls));
	diag("$_\n    $faults{$_}") for sort keys %faults;
}

srand FIXED_SEED;
diag('fixed seed ' . FIXED_SEED);
my $began = time;
harvest();
is(join(', ', sort grep { @{ values_of($_) } < 2 } keys %own), '', 'of every type there are values to begin with');
diag(sprintf 'values of our types: %s', join ', ', map { $_ . ' ' . @{ values_of($_) } } sort keys %own);
judge('each argument in turn, as superuser', run_calls('postgres', systematic_calls(@callable)));
# What is immutable answers everybody the same.
judge('each argument in turn, as a role without any right', run_calls(STRANGER, systematic_calls(grep { !$_->{immutable} } @callable)));
for my $role ('postgres', STRANGER) { judge('random calls with the fixed seed, as ' . $role, run_calls($role, random_calls($rounds), binary_calls($rounds))); }
seed_once();
for my $role ('postgres', STRANGER) { judge('random calls, as ' . $role, run_calls($role, random_calls($rounds), binary_calls($rounds))); }

# Nothing was left out.
my @uncalled = grep { !$touched{ $_->{oid} } && !$internal{ $_->{oid} } } @functions;
is(join(', ', map { $_->{described} } @uncalled), '', sprintf('every function was called: %d in C, and %d others', scalar(grep { $_->{language} =~ /^(c|internal)$/ && !$internal{ $_->{oid} } } @functions), scalar(grep { $_->{language} !~ /^(c|internal)$/ } @functions)));
diag('not callable from SQL, since an argument or the result is internal: ' . join ', ', map { $_->{described} } @internal);
diag('never returned: ' . join ', ', map { $_->{described} } grep { !$returned{ $_->{oid} } && !$internal{ $_->{oid} } } @functions);
diag('outcomes: ' . join ', ', map { "$_ $outcomes{$_}" } sort keys %outcomes);
diag(sprintf 'took %.1f s', time - $began);
no_crash($node, $start);
$node->stop;
done_testing();
