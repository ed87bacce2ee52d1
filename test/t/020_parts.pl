# The parts of a programme are put in order when the extension is built: what is wrong with one is said with its file
# and line, and ends the build. scripts/parts.pl is run on small trees.

use strict;
use warnings;

use File::Path qw(make_path);
use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Utils;
use Test::More;
use SenTest;

my $source = source_dir();
my $dir = PostgreSQL::Test::Utils::tempdir;
my $number = 0;

# The tree that is right: two tables, and views on two floors.
my %right = (
	'tables/a/one.sql' => "-- read: analyst\n-- write: editor\n-- tracked\n-- filled\n\nCREATE TABLE one (id integer PRIMARY KEY);\nINSERT INTO one VALUES (1);\n",
	'tables/a/all_of_it.sql' => "-- read: reader\n\nCREATE TABLE all_of_it (id integer REFERENCES one);\n",
	'views/1_cases/near.sql' => "-- read: nobody\n-- meanings: one\n\nCREATE VIEW near WITH (security_invoker = true) AS\nSELECT o.id,\n       'FROM nowhere' AS t -- FROM nowhere\nFROM one o\nUNION ALL\nSELECT o.id, 'x' AS t\nFROM one o WHERE o.id IS DISTINCT FROM 3 AND extract(year FROM now()) > 1;\nCOMMENT ON VIEW near IS 'FROM nowhere; JOIN nowhere';\n",
	'views/2_counted/far.sql' => "-- read: reader\n\nCREATE VIEW far AS\nWITH w (id) AS MATERIALIZED (SELECT n.id FROM all_of_it a, near n), v AS (SELECT 1)\nSELECT w.id FROM w JOIN v ON true CROSS JOIN LATERAL generate_series(1, 2) g, sen.elsewhere, (VALUES (1)) x;\n");

# run CHANGES: print the parts of the tree with some files replaced (undef: left out).
# Returns (status, output, errors), the tree's folder written ROOT.
sub run
{
	my (%changes) = @_;
	my %tree = (%right, %changes);
	my $root = "$dir/" . $number++;
	my ($out, $err) = ('', '');

	for my $file (grep { defined $tree{$_} } keys %tree)
	{
		make_path("$root/" . $file =~ s{/[^/]*$}{}r);
		append_to_file("$root/$file", $tree{$file});
	}
	IPC::Run::run([ 'perl', "$source/scripts/parts.pl", $root ], '>', \$out, '2>', \$err);
	my $status = $? >> 8;
	s/\Q$root\E/ROOT/g for $out, $err;
	return ($status, $out, $err);
}

my ($status, $out, $err) = run();
is($err, '', 'a tree that is right');
is($status, 0, 'is taken');
is(join(' ', $out =~ /^\(\d+, '([^']*)'/mg), 'tables/a/one.sql tables/a/all_of_it.sql views/1_cases/near.sql views/2_counted/far.sql', 'in the order of what its parts read');
like($out, qr{^\(1, 'tables/a/one\.sql', 'table', '\{one\}', 'analyst', 'editor', true, true, '\{\}', \$part\$--\@ tables/a/one\.sql:6\nCREATE TABLE one}m, 'with levels and flags, and the place of its text');
like($out, qr{^\(3, 'views/1_cases/near\.sql', 'view', '\{near\}', NULL, NULL, false, false, '\{one\}', }m, 'nobody is no level');

# Lines that stand for others keep their places.
(undef, $out) = run('views/1_cases/one_all.sql' => "-- read: nobody\n\nCREATE VIEW one_all AS\nSELECT o.id FROM one o;\n", 'views/2_counted/twin.sql' => "-- read: nobody\n\nCREATE VIEW twin AS\n--\@query near for totals\n;\n");
like($out, qr{\$part\$--\@ views/2_counted/twin\.sql:3\nCREATE VIEW twin AS\n--\@ views/1_cases/near\.sql:5\nSELECT o\.id,\n.*\nFROM one_all o\nUNION ALL\nSELECT o\.id, 'x' AS t\nFROM one_all o WHERE .*\n--\@ views/2_counted/twin\.sql:5\n;\n}, 'a query taken over, for totals from the twin of what it reads');
my %items = ('views/1_cases/many.sql' => "-- read: nobody\n\nCREATE VIEW many AS\nWITH a AS (\n    SELECT '(' AS x -- (\n), b AS MATERIALIZED (\nWITH c AS (\n    SELECT 1 AS x\n), d AS (\n    SELECT 2\n)\nSELECT x FROM c\n), e (x) AS (\n    SELECT 3\n)\nSELECT b.x FROM b, a, e;\n");
sub taken { my ($names) = @_; (undef, my $out) = run(%items, 'views/2_counted/reader.sql' => "-- read: nobody\n\nCREATE VIEW reader AS\nWITH a AS (SELECT 1 AS x), b AS (SELECT 2 AS x), e AS (SELECT 3 AS x), m AS (\n--\@query many$names\n)\nSELECT 1;\n"); return $out =~ /m AS \(\n(.*?)\n--\@ views\/2_counted\/reader\.sql:6\n\)\nSELECT 1;/s ? $1 =~ s/^--\@ .*\n//mgr : $out }
is(taken(' beside b'), "WITH a AS (\n    SELECT '(' AS x -- (\n), e (x) AS (\n    SELECT 3\n)\nSELECT b.x FROM b, a, e", 'a query without what stands beside it');
is(taken(' beside a, e'), "WITH b AS MATERIALIZED (\nWITH c AS (\n    SELECT 1 AS x\n), d AS (\n    SELECT 2\n)\nSELECT x FROM c\n)\nSELECT b.x FROM b, a, e", 'two of them, and the items of an item stay');
is(taken(' beside a, b, e'), 'SELECT b.x FROM b, a, e', 'all of them');
(undef, $out) = run('tables/a/wide.sql' => "-- read: analyst\n\nCREATE TABLE wide (\n    id integer PRIMARY KEY,\n    of_it date -- a day\n);\n", 'views/1_cases/seen.sql' => "-- read: nobody\n\nCREATE VIEW seen AS\nSELECT\n--\@columns wide of w,\n       1 AS more\nFROM wide w;\n", 'views/1_cases/taken.sql' => "-- read: nobody\n\nCREATE VIEW taken AS\n--\@query seen\n;\n");
is(scalar(() = $out =~ m{SELECT\n       w\.id,\n--\@ views/1_cases/seen\.sql:5\n       w\.of_it,\n       1 AS more\n}g), 2, 'the columns of a table, before others, also in a query taken over');
(undef, $out) = run('views/1_cases/first.sql' => "-- read: nobody\n\nCREATE VIEW first AS\nSELECT o.id FROM (\n    SELECT 1 AS id ORDER BY 1\n) o\nORDER BY o.id,\n    1;\n", 'views/2_counted/rest.sql' => "-- read: nobody\n\nCREATE VIEW rest AS\nSELECT o.id FROM (\n--\@query first unordered\n) o;\n");
like($out, qr{SELECT o\.id FROM \(\n    SELECT 1 AS id ORDER BY 1\n\) o\n--\@ views/2_counted/rest\.sql:6\n\) o;}, 'a query without its order');
(undef, $out) = run('views/2_counted/each.sql' => "-- read: nobody\n\nCREATE VIEW each AS\n--\@branches near\nSELECT b.id FROM (\n--\@branch\n) b\n--\@end\n;\n");
like($out, qr{views/2_counted/each\.sql:5\nSELECT b\.id FROM \(\n--\@ views/1_cases/near\.sql:5\nSELECT o\.id,\n.*\nFROM one o\n--\@ views/2_counted/each\.sql:7\n\) b\n--\@ views/2_counted/each\.sql:4\nUNION ALL\nSELECT b\.id FROM \(\n--\@ views/1_cases/near\.sql:9\n}, 'each branch of a query');
(undef, $out) = run('views/2_counted/family.sql' => "-- read: nobody\n\n--\@for view period\n--\@ by_year year\n--\@ by_month month\nCREATE VIEW {view} AS SELECT '{period}' AS {period};\n--\@end\n");
like($out, qr{'\{by_month,by_year\}'.*\nCREATE VIEW by_year AS SELECT 'year' AS year;\n--\@ views/2_counted/family\.sql:6\nCREATE VIEW by_month AS SELECT 'month' AS month;}, 'a family of views');
(undef, $out) = run('steps/001_first.sql' => "-- title: do this, and that\n-- version: 0.2.0\n-- retires: old, older\n-- renames: near_by near\n-- renames: near.name id\n\nSELECT 1;\n");
like($out, qr{^\(1, '0\.2\.0', 'do this, and that', 'steps/001_first\.sql', '\{old,older\}', '\{near_by near,near\.name id\}', \$part\$--\@ steps/001_first\.sql:6\n\nSELECT 1;\n\$part\$\);$}m, 'a step');

# Of a name of WITH, what is not that item is the relation: before it is complete, and where it is no longer seen.
(undef, $out) = run('views/1_cases/apart.sql' => "-- read: nobody\n\nCREATE VIEW apart AS\nWITH near AS (SELECT n.id FROM near n), r AS (WITH RECURSIVE c AS (SELECT 1 AS i UNION ALL SELECT i FROM c) SELECT i FROM c)\nSELECT 1 FROM near, r;\n");
like($out, qr{'views/1_cases/near\.sql'.*'views/1_cases/apart\.sql'}s, 'an item that reads what it hides');

# What is wrong, with its place.
for (
	[ 'a name that nothing makes', 'ROOT/views/2_counted/far.sql:4: no part makes "nothing"', 'views/2_counted/far.sql' => "-- read: reader\n\nCREATE VIEW far AS\nSELECT 1 FROM one, nothing;\n" ],
	[ 'in a join', 'ROOT/views/2_counted/far.sql:5: no part makes "nothing"', 'views/2_counted/far.sql' => "-- read: reader\n\nCREATE VIEW far AS\nSELECT 1 FROM (SELECT 1) x\nLEFT JOIN nothing ON true;\n" ],
	[ 'in a subquery', 'ROOT/views/2_counted/far.sql:4: no part makes "nothing"', 'views/2_counted/far.sql' => "-- read: reader\n\nCREATE VIEW far AS\nSELECT (SELECT max(a) FROM nothing) AS b FROM one;\n" ],
	[ 'in a foreign key', 'ROOT/tables/a/all_of_it.sql:3: no part makes "two"', 'tables/a/all_of_it.sql' => "-- read: reader\n\nCREATE TABLE all_of_it (id integer REFERENCES two (id));\n" ],
	[ 'in a trigger', 'ROOT/tables/a/all_of_it.sql:4: no part makes "two"', 'tables/a/all_of_it.sql' => "-- read: reader\n\nCREATE TABLE all_of_it (id integer);\nCREATE TRIGGER t AFTER INSERT ON two FOR EACH ROW EXECUTE FUNCTION sen.f();\n" ],
	[ 'in the meanings', 'ROOT/views/2_counted/far.sql:2: no part makes "nothing"', 'views/2_counted/far.sql' => "-- read: reader\n-- meanings: one, nothing\n\nCREATE VIEW far AS\nSELECT 1 FROM one;\n" ],
	[ 'a view that reads upwards', 'ROOT/views/1_cases/near.sql:4: "far" lies on a higher floor (views/2_counted/far.sql); a part reads only its own floor and lower ones', 'views/1_cases/near.sql' => "-- read: nobody\n\nCREATE VIEW near AS\nSELECT 1 FROM far;\n" ],
	[ 'a table that reads a view', 'ROOT/tables/a/one.sql:4: "near" lies on a higher floor (views/1_cases/near.sql); a part reads only its own floor and lower ones', 'tables/a/one.sql' => "-- read: reader\n\nCREATE TABLE one (id integer);\nINSERT INTO one SELECT id FROM near;\n" ],
	[ 'two that need each other', 'ROOT/views/2_counted/far.sql:4: views/2_counted/back.sql needs this part, and this part needs views/2_counted/back.sql', 'views/2_counted/far.sql' => "-- read: reader\n\nCREATE VIEW far AS\nSELECT 1 FROM back;\n", 'views/2_counted/back.sql' => "-- read: reader\n\nCREATE VIEW back AS\nSELECT 1 FROM far;\n" ],
	[ 'a relation made twice', 'ROOT/views/2_counted/far.sql:4: "near" is also made by views/1_cases/near.sql', 'views/2_counted/far.sql' => "-- read: reader\n\nCREATE VIEW far AS SELECT 1;\nCREATE VIEW near AS SELECT 1;\n" ],
	[ 'a file with another name', 'ROOT/views/2_counted/far.sql:1: it makes no relation "far"; a file has the name of the relation in it', 'views/2_counted/far.sql' => "-- read: reader\n\nCREATE VIEW fra AS SELECT 1;\n" ],
	[ 'a file that makes nothing', 'ROOT/views/2_counted/far.sql:1: it makes no table and no view', 'views/2_counted/far.sql' => "-- read: reader\n\nSELECT 1;\n" ],
	[ 'no level', 'ROOT/views/2_counted/far.sql:1: who may read it is not said ("-- read: LEVEL")', 'views/2_counted/far.sql' => "\nCREATE VIEW far AS SELECT 1;\n" ],
	[ 'an unknown level', 'ROOT/views/2_counted/far.sql:1: unknown level "all"; there are: analyst bi editor nobody reader secretariat', 'views/2_counted/far.sql' => "-- read: all\n\nCREATE VIEW far AS SELECT 1;\n" ],
	[ 'a tracked view', 'ROOT/views/2_counted/far.sql:1: a view is neither tracked nor filled', 'views/2_counted/far.sql' => "-- read: reader\n-- tracked\n\nCREATE VIEW far AS SELECT 1;\n" ],
	[ 'another line before the text', 'ROOT/views/2_counted/far.sql:2: after what others have to know of a part comes an empty line', 'views/2_counted/far.sql' => "-- read: reader\n-- traked\n\nCREATE VIEW far AS SELECT 1;\n" ],
	[ 'a folder of no floor', 'ROOT/views/counted/far.sql:1: a part lies in tables/SUBJECT/ or views/N_FLOOR/', 'views/counted/far.sql' => "-- read: reader\n\nCREATE VIEW far AS SELECT 1;\n" ],
	[ 'an item that reads a later one', 'ROOT/views/2_counted/far.sql:5: "near" is an item of WITH that comes after this one (ROOT/views/2_counted/far.sql:6); an item reads those before it', 'views/2_counted/far.sql' => "-- read: reader\n\nCREATE VIEW far AS\nWITH a AS (\n    WITH b AS (SELECT 1 FROM near) SELECT 1 FROM b\n), near AS (\n    SELECT 1\n)\nSELECT 1 FROM a, near;\n" ],
	[ 'an item that is no longer seen', 'ROOT/views/2_counted/far.sql:5: no part makes "b"', 'views/2_counted/far.sql' => "-- read: reader\n\nCREATE VIEW far AS\nWITH a AS (WITH b AS (SELECT 1) SELECT 1 FROM b)\nSELECT 1 FROM a, b;\n" ],
	[ 'a query of the log taken over', 'ROOT/views/4_verdicts/pack.sql:5: the query of late names ledger_block (ROOT/views/3_facts/late.sql:5), so that it cannot be taken over here: all tables would be read as they are, not as on the day', 'views/3_facts/late.sql' => "-- read: nobody\n\nCREATE VIEW late AS\nSELECT 1\nFROM ledger_block b;\n", 'views/4_verdicts/pack.sql' => "-- read: nobody\n\nCREATE VIEW pack AS\nWITH late AS (\n--\@query late\n)\nSELECT 1 FROM late;\n" ],
	[ 'an item that is none', 'ROOT/views/2_counted/far.sql:4: that query has no WITH item "c"', %items, 'views/2_counted/far.sql' => "-- read: reader\n\nCREATE VIEW far AS\n--\@query many beside a, c\n;\n" ],
	[ 'columns of nothing', 'ROOT/views/2_counted/far.sql:5: there is no table "none"', 'views/2_counted/far.sql' => "-- read: reader\n\nCREATE VIEW far AS\nSELECT\n--\@columns none of n\nFROM near n;\n" ],
	[ 'a query without an order', 'ROOT/views/2_counted/far.sql:4: that query has no ORDER BY', 'views/2_counted/far.sql' => "-- read: reader\n\nCREATE VIEW far AS\n--\@query near unordered\n;\n" ],
	[ 'a query of nothing', 'ROOT/views/2_counted/far.sql:4: there is no view "nothing" whose query could be taken', 'views/2_counted/far.sql' => "-- read: reader\n\nCREATE VIEW far AS\n--\@query nothing\n;\n" ],
	[ 'an unknown line', 'ROOT/views/2_counted/far.sql:4: unknown line: --@copy near', 'views/2_counted/far.sql' => "-- read: reader\n\nCREATE VIEW far AS\n--\@copy near\n;\n" ],
	[ 'no end', 'ROOT/views/2_counted/far.sql:3: nothing ends what is to be repeated ("--@end")', 'views/2_counted/far.sql' => "-- read: reader\n\n--\@for a\n--\@ b\nCREATE VIEW far AS SELECT 1;\n" ],
	[ 'too many values', 'ROOT/views/2_counted/far.sql:3: as many values as names, not: b c', 'views/2_counted/far.sql' => "-- read: reader\n\n--\@for a\n--\@ b c\nCREATE VIEW far AS SELECT 1;\n--\@end\n" ],
	[ 'an unknown name', 'ROOT/views/2_counted/far.sql:5: {b} is not one of: a', 'views/2_counted/far.sql' => "-- read: reader\n\n--\@for a\n--\@ b\nCREATE VIEW far AS SELECT {b};\n--\@end\n" ],
	[ 'a step out of order', 'ROOT/steps/002_x.sql:1: step 1 begins with 001_', 'steps/002_x.sql' => "-- title: x\n-- version: 0.2.0\n" ],
	[ 'a step without a version', 'ROOT/steps/001_x.sql:1: a step has a title of words and a version ("-- title: ", "-- version: ")', 'steps/001_x.sql' => "-- title: x\n\n" ],
	[ 'a view retired that is there', 'ROOT/steps/001_x.sql:1: "far" is still made by views/2_counted/far.sql', 'steps/001_x.sql' => "-- title: x\n-- version: 0.2.0\n-- retires: far\n" ],
	[ 'a view renamed that is there', 'ROOT/steps/001_x.sql:3: "far" is still made by views/2_counted/far.sql', 'steps/001_x.sql' => "-- title: x\n-- version: 0.2.0\n-- renames: far near\n" ],
	[ 'a view renamed to nothing', 'ROOT/steps/001_x.sql:3: no part makes "nothing"', 'steps/001_x.sql' => "-- title: x\n-- version: 0.2.0\n-- renames: old nothing\n" ],
	[ 'a column renamed of nothing', 'ROOT/steps/001_x.sql:3: no part makes "nothing"', 'steps/001_x.sql' => "-- title: x\n-- version: 0.2.0\n-- renames: nothing.a b\n" ],
	[ 'half a name', 'ROOT/steps/001_x.sql:3: what is renamed is "A B" or "VIEW.A B"', 'steps/001_x.sql' => "-- title: x\n-- version: 0.2.0\n-- renames: far\n" ])
{
	my ($about, $said, %changes) = @$_;
	($status, $out, $err) = run(%changes);
	is($err, "$said\n", $about);
	isnt($status, 0, 'ends the build');
}

# The whole tree, with a name misspelt.
my $whole = "$dir/whole";
PostgreSQL::Test::Utils::system_or_bail('cp', '-R', "$source/src/programme", $whole);
my $file = "$whole/views/4_verdicts/dashboard.sql";
my $text = slurp_file($file);
my @lines = split /\n/, $text;
my ($line) = grep { $lines[$_ - 1] =~ /\bmeasure_periods\b/ && $lines[$_ - 1] !~ /^--/ } 1 .. @lines;
$lines[$line - 1] =~ s/\bmeasure_periods\b/measured_periods/;
unlink $file;
append_to_file($file, join("\n", @lines) . "\n");
my ($o, $e) = ('', '');
IPC::Run::run([ 'perl', "$source/scripts/parts.pl", $whole ], '>', \$o, '2>', \$e);
is($e, "$file:$line: no part makes \"measured_periods\"\n", 'in the parts of a programme too');

# The install script is joined from files, some of them templates.
# join_files FILES: what scripts/join.awk makes of main.sql. Returns (status, output, errors).
sub join_files
{
	my (%files) = @_;
	my $root = "$dir/" . $number++;
	my ($out, $err) = ('', '');

	make_path($root);
	append_to_file("$root/$_", $files{$_}) for keys %files;
	IPC::Run::run([ 'awk', '-v', "root=$root", '-f', "$source/scripts/join.awk", "$root/main.sql" ], '>', \$out, '2>', \$err);
	my $joined = $? >> 8;
	s/\Q$root\E/ROOT/g for $out, $err;
	return ($joined, $out, $err);
}

my $template = "--\@ word = none\n--\@ nothing =\nCREATE FUNCTION {name}() AS '{word}{nothing}, {word}';\n";
my $wanted = "--\@include t.sql\n--\@ name = sen.f\n--\@ word = a & b\n";
($status, $out, $err) = join_files('t.sql' => $template, 'main.sql' => "first\n${wanted}last\n--\@ views/a.sql:3\n");
is("$status $out$err", "0 first\nCREATE FUNCTION sen.f() AS 'a & b, a & b';\nlast\n--\@ views/a.sql:3\n", 'a template, its words, and a place that is kept');
(undef, $out) = join_files('t.sql' => $template, 'main.sql' => "--\@replace in.sql\n", 'in.sql' => "x\n--\@include t.sql\n--\@ name = f\ny {name}\n");
is($out, "x\nCREATE OR REPLACE FUNCTION f() AS 'none, none';\ny {name}\n", 'the values at its top, and files within files that are made anew');
for my $wrong (
	[ 'ROOT/t.sql:3: {name} has no value', $template, "--\@include t.sql\n" ],
	[ 'ROOT/main.sql:1: ROOT/t.sql has no {nmae}', $template, "--\@include t.sql\n--\@ nmae = f\n--\@ name = f\n" ],
	[ 'ROOT/main.sql:4: {word} has a value already', $template, "$wanted--\@ word = c\n" ],
	[ 'ROOT/main.sql:2: expected "--@ name = value"', $template, "--\@include t.sql\n--\@ Name = f\n" ],
	[ 'ROOT/main.sql:2: a value stands after an include line, or at the top of a template', $template, "x\n--\@ name = f\n" ],
	[ 'ROOT/main.sql:1: expected "--@include PATH", "--@replace PATH" or "--@text PATH"', $template, "--\@inclde t.sql\n" ],
	[ 'ROOT/main.sql:1: cannot read ROOT/no.sql', $template, "--\@include no.sql\n" ],
	[ 'ROOT/t.sql:1: ROOT/t.sql includes itself', "--\@include t.sql\n", "--\@include t.sql\n" ])
{
	my ($said, $text, $main) = @$wrong;
	($status, $out, $err) = join_files('t.sql' => $text, 'main.sql' => $main);
	is("$status $err", "1 $said\n", $said);
}

# Reports: views of their own schema, which read all floors and no other report.
my %report = ('reports/fact.sql' => "-- read: bi\n-- meanings: far\n\nCREATE VIEW fact AS\nSELECT f.id FROM far f JOIN one o ON true;\n", 'views/1_cases/one_on_day.sql' => "-- read: nobody\n\nCREATE VIEW one_on_day AS\nSELECT o.id FROM one o;\n");
($status, $out, $err) = run(%report);
is($err, '', 'a report');
like($out, qr{^INSERT INTO sen\.report_part VALUES\n\(1, 'reports/fact\.sql', '\{fact\}', '\{far\}', \$part\$--\@ reports/fact\.sql:4\nCREATE VIEW fact AS\nSELECT f\.id FROM far f JOIN one_on_day o ON true;\n\$part\$\);}m, 'is a row of a table of its own, and reads a table as on the day');
unlike($out, qr{^\(\d+, 'reports/fact\.sql', 'view'}m, 'and no part of the programme');
is((run(%report, 'reports/dim.sql' => "-- read: bi\n\nCREATE VIEW dim AS\nSELECT f.id\nFROM fact f;\n"))[2], "ROOT/reports/dim.sql:5: \"fact\" is a report (reports/fact.sql); a report reads no other\n", 'a report that reads another');
is((run(%report, 'views/2_counted/high.sql' => "-- read: reader\n\nCREATE VIEW high AS\nSELECT f.id\nFROM fact f;\n"))[2], "ROOT/views/2_counted/high.sql:5: \"fact\" lies on a higher floor (reports/fact.sql); a part reads only its own floor and lower ones\n", 'a view that reads a report');
for my $level ('reader', 'nobody', "bi\n-- write: editor")
{
	like((run('reports/fact.sql' => "-- read: $level\n\nCREATE VIEW fact AS\nSELECT 1;\n"))[2], qr{^ROOT/reports/fact\.sql:1: a report, and nothing else, is read by level bi, and written by nobody$}m, 'a report of another level');
}
like((run('views/2_counted/far.sql' => "-- read: bi\n\nCREATE VIEW far AS\nSELECT 1;\n"))[2], qr{^ROOT/views/2_counted/far\.sql:1: a report, and nothing else, is read by level bi}m, 'a view of that level');

done_testing();
