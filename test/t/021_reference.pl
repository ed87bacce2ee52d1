# What is printed from the catalogue says what the catalogue says: the reference, and what stands between marks in other
# pages. Then the comparison itself: it is shown faults of every kind, and has to name each. And links lead somewhere.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Utils;
use Test::More;
use SenTest;

my $source = source_dir();
my $node = start_node('reference');
local $ENV{PGHOST} = $node->host;
local $ENV{PGPORT} = $node->port;

# reference TREE, DATABASE, ARGUMENT...: (exit status, output, errors) of scripts/reference.pl.
sub reference
{
	my ($tree, $database, @arguments) = @_;
	my ($out, $err) = ('', '');
	local $ENV{PGDATABASE} = $database;
	IPC::Run::run([ 'perl', "$tree/scripts/reference.pl", @arguments ], '<', \undef, '>', \$out, '2>', \$err);
	return ($? >> 8, $out, $err);
}

my ($status, $out, $err) = reference($source, 'postgres', '--check');
is($err, '', 'the pages can be printed, without a warning');
is($out, '', 'and are what the catalogue makes of them');
is($status, 0, 'so the comparison ends well');
is(query($node, 'postgres', "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'sen%'"), '0', 'nothing of it stays in the database');

# Every table, view and function that is not a part of another is there; every column has its row.
query($node, 'postgres', 'CREATE DATABASE whole');
query($node, 'whole', "CREATE EXTENSION sen_improvement; SELECT sen.create_programme('programme')");
my %there;
my $text = '';
for my $path (glob "$source/doc/reference/*.md $source/doc/reference/*/*.md")
{
	my $relation = '';
	my $page = slurp_file($path);
	$text .= $page;
	for my $line (split /\n/, $page)
	{
		$relation = $1 if $line =~ /^##+ `((?:sen\.)?\w+)`$/;
		$there{"$relation.$1"} = 1 if $line =~ /^\| `(\w+)` \| `/;
	}
}
my @columns = split /\n/, query($node, 'whole', <<'SQL');
SELECT CASE WHEN n.nspname = 'sen' THEN 'sen.' ELSE '' END || c.relname || '.' || a.attname
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname IN ('sen', 'programme') AND c.relkind IN ('r', 'v') AND a.attnum > 0 ORDER BY 1
SQL
cmp_ok(scalar(@columns), '>', 1000, 'there are columns');
is_deeply([ grep { !$there{$_} } @columns ], [], 'each has its row in the reference');
my @functions = split /\n/, query($node, 'whole', "SELECT DISTINCT proname FROM pg_proc WHERE pronamespace = 'sen'::regnamespace ORDER BY 1");
cmp_ok(scalar(@functions), '>', 200, 'there are functions');
is_deeply([ grep { $text !~ /`sen\.$_[(`]/ } @functions ], [], 'each is named in the reference');
my @refused = split /\n/, query($node, 'whole', <<'SQL');
SELECT replace(substring(pg_get_constraintdef(oid) FROM '.*''((?:[^'']|'''')*)''::text\)+$'), '''''', '''')
FROM pg_constraint WHERE connamespace = 'programme'::regnamespace AND contype = 'c' AND pg_get_constraintdef(oid) LIKE 'CHECK (sen.check_value(%'
SQL
cmp_ok(scalar(@refused), '>', 100, 'tables refuse');
(my $plain = $text) =~ tr/`\\//d;
is_deeply([ grep { index($plain, $_) < 0 } @refused ], [], 'what each check says is in the reference');

# Faults are named, and printing the pages again mends them.
my $tree = PostgreSQL::Test::Utils::tempdir();
for my $what (qw(doc scripts src Makefile README.md))
{
	system('cp', '-r', "$source/$what", "$tree/$what") == 0 or die "cp: $what\n";
}
# faults DATABASE, TITLE => [ PAGE, LINE ], ...: one comparison, which has to name each. All faults are shown to one: to
# print the pages takes seconds.
sub faults
{
	my ($database, %fault) = @_;
	my ($status, $out) = reference($tree, $database, '--check');
	is($status, 1, 'faults are noticed');
	my %part = map { m{^(\S+)\n} ? ($1 => $_) : () } split /^--- doc\//m, $out;
	like($part{ $fault{$_}[0] } // $out, $fault{$_}[1], "$_: named, in $fault{$_}[0]") for sort keys %fault;
	is_deeply([ sort keys %part ], [ sort do { my %pages = map { $_->[0] => 1 } values %fault; keys %pages } ], 'and no other page is');
	return;
}
sub edit
{
	my ($page, $edit) = @_;
	local $_ = slurp_file("$tree/$page");
	my $before = $_;
	$edit->();
	die "$page: nothing was edited\n" if $_ eq $before;
	open(my $fh, '>', "$tree/$page") or die "$page: $!";
	print $fh $_;
	close($fh);
	return;
}
query($node, 'postgres', "CREATE DATABASE faults");
query($node, 'faults', 'CREATE EXTENSION sen_improvement');
query($node, 'faults', "COMMENT ON FUNCTION sen.month(date) IS 'Another comment.'");
query($node, 'faults', "UPDATE sen.programme_part SET body = body || E'\\nCOMMENT ON COLUMN backlog.percent_of_open IS ''Another column.'';' WHERE file LIKE '%/backlog.sql'");
edit('doc/board.md', sub { s/^\| `oldest_received_on` .*\n//m });
edit('doc/reference.md', sub { $_ .= "More.\n" });
edit('doc/time_limits.md', sub { s/20 weeks/21 weeks/ });
edit('doc/architecture.md', sub { s/^( *f_tables -- \d+ --> f_4_verdicts)\n//m });
open(my $fh, '>', "$tree/doc/reference/views/9_gone.md") or die $!;
close($fh);
faults('faults',
	'a function' => [ 'reference/extension.md', qr/^\+\| `sen\.month\(day date\)` .*Another comment\./m ],
	'a column' => [ 'reference/views/5_reports.md', qr/^\+\| `percent_of_open` .*Another column\./m ],
	'a column between marks' => [ 'board.md', qr/^\+\| `percent_of_open` .*Another column\./m ],
	'a row taken out by hand' => [ 'board.md', qr/^\+\| `oldest_received_on` /m ],
	'a line put in by hand' => [ 'reference.md', qr/^-More\.$/m ],
	'the page of time limits' => [ 'time_limits.md', qr/^-.*21 weeks/m ],
	'an arrow of the picture' => [ 'architecture.md', qr/^\+ *f_tables -- \d+ --> f_4_verdicts$/m ],
	'a page of a floor that is gone' => [ 'time_limits.md', qr{^doc/reference/views/9_gone\.md: nothing in the catalogue}m ]);

($status, $out, $err) = reference($tree, 'faults');
is($status, 0, 'the pages are printed');
is($err, '', 'without a warning');
ok(!-e "$tree/doc/reference/views/9_gone.md", 'the page of the floor that is gone is gone');
is(join(' ', sort split /\n/, $out), 'doc/architecture.md doc/board.md doc/reference.md doc/reference/extension.md doc/reference/views/5_reports.md doc/reference/views/9_gone.md is gone doc/time_limits.md', 'and named');
($status, $out) = reference($tree, 'faults', '--check');
is($out, '', 'and nothing differs any more');

edit('doc/board.md', sub { s/^(<!-- columns: backlog -->\n.*?)<!-- end -->\n/$1/ms });
($status, $out, $err) = reference($tree, 'faults', '--check');
isnt($status, 0, 'a mark without an end');
like($err, qr/board\.md: "<!-- columns: backlog -->" without <!-- end -->/, 'is named');
edit('doc/board.md', sub { s/^<!-- columns: backlog -->\n/<!-- columns: backlogs -->\n<!-- end -->\n/m });
(undef, undef, $err) = reference($tree, 'faults', '--check');
like($err, qr/board\.md: there is no table or view backlogs/, 'so is a view that there is not');

# A page is read in one sitting; one that is printed from the catalogue is looked into, for one view of a floor.
for my $path ("$source/README.md", glob "$source/doc/*.md $source/doc/*/*.md $source/doc/*/*/*.md")
{
	my $most = $path =~ /README/ ? 450 : $path =~ m{/reference/} ? 1000 : 800;
	cmp_ok(scalar(() = slurp_file($path) =~ /\n/g), '<=', $most, "$path has at most $most lines");
}

# Names ------------------------------------------------------------------------------------------------

# What a page has in code and looks like a name of ours is one: it stands in the source, or in the examples of the
# page. What upgrades bring over from older versions does not count.
my %name = map { $_ => 1 } qw(posted_on wirral_reports), split(/\n/, query($node, 'postgres', "SELECT name FROM pg_settings UNION SELECT proname FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace")),
	qw(alter_table_set_access_method block_writes citus_add_node citus_columnar citus_drain_node citus_rebalance_start citus_remove_node citus_set_coordinator_host
	   pg_hba pg_stat_statements rebalance_table_shards run_as_owner shard_transfer_mode);    # of other programs
my @sources = ("$source/Makefile", glob("$source/src/*.* $source/src/*/*.* $source/src/ledger/*/*.* $source/src/programme/*/*/*.sql $source/src/programme/reports/*.sql $source/scripts/*.* $source/scripts/*/* $source/demo/*.sql $source/test/bench/*"));
cmp_ok(scalar(@sources), '>', 150, 'the source is there');
for my $path (grep { -f && !m{/src/upgrade/} } @sources)
{
	$name{$_} = 1 for slurp_file($path) =~ /\w+/g;
}
$name{$_} = 1 for map { m{([^/]+)\.\w+$} } glob("$source/test/t/*.pl $source/test/pgtap/*.sql $source/sql/*.sql $source/test/bench/*.sh");

# unknown TEXT: the names in code that are none.
sub unknown
{
	my ($page) = @_;
	my %own = map { $_ => 1 } map { /\w+/g } $page =~ /^```.*?^```/msg;
	$page =~ s/^```.*?^```//msg;
	return grep { !$name{$_} && !$own{$_} } map { /(?<![.\w\/-])([a-z0-9]+(?:_[a-z0-9]+)+)(?!\w)/g } $page =~ /`([^`\n]+)`/g;
}
my @unknown = map { my $path = $_; map { "$path: $_" } unknown(slurp_file($path)) } "$source/README.md", "$source/CONTRIBUTING.md", glob "$source/doc/*.md";
is(join("\n", @unknown), '', 'pages name nothing that there is not');
is_deeply([ unknown("`sen.today()`, `case_status` and `no_such_view`\n```sql\nSELECT of_this_page;\n```\n`of_this_page`\n") ], ['no_such_view'], 'what there is not would be named');

# Two counts that the README begins with.
my ($limits, $undated) = split /\|/, query($node, 'whole', 'SELECT count(*), count(*) FILTER (WHERE counting IS NULL) FROM sen.time_limit_catalogue');
like(slurp_file("$source/README.md"), qr/\b$limits statutory time limits\b.*\($undated have no date\b/, 'the README counts the limits as the catalogue has them');

# What to try after a change names tests that there are.
my @tried = map { split / / } map { slurp_file("$source/$_") =~ /make try TESTS="([^"]+)"/g } qw(doc/architecture.md);
cmp_ok(scalar(@tried), '>', 15, 'tests are named');
is(join(' ', grep { my $test = $_; !grep { -e "$source/$_" } "sql/$test.sql", "test/pgtap/$test.sql", "test/t/$test.pl" } @tried), '', 'and there are all of them');

# Links ------------------------------------------------------------------------------------------------

# The anchors that GitHub gives the headings of a page.
my %anchors;
sub anchors
{
	my ($path) = @_;
	return $anchors{$path} //= do {
		my (%has, %seen, $fenced);
		for my $line (split /\n/, slurp_file($path))
		{
			$fenced = !$fenced if $line =~ /^\s*```/;
			next if $fenced || $line !~ /^#+ (.*)/;
			my $slug = lc $1;
			$slug =~ s/\[([^]]*)\]\([^)]*\)/$1/g;
			$slug =~ s/[^\w\- ]//g;
			$slug =~ tr/ /-/;
			$has{ $seen{$slug} ? "$slug-$seen{$slug}" : $slug } = 1;
			$seen{$slug}++;
		}
		\%has;
	};
}
my ($links, @broken) = (0);
for my $path ("$source/README.md", "$source/CONTRIBUTING.md", "$source/CHANGELOG.md", glob "$source/doc/*.md $source/doc/*/*.md $source/doc/*/*/*.md")
{
	next unless -e $path;
	(my $directory = $path) =~ s{/[^/]+$}{};
	my $page = slurp_file($path);
	$page =~ s/^\s*```.*?^\s*```$//msg;
	while ($page =~ /\]\(([^)\s]+)\)/g)
	{
		my $link = $1;
		my ($target, $anchor) = split /#/, $link;
		next if $target =~ /^\w+:/;
		$links++;
		my $file = $target eq '' ? $path : "$directory/$target";
		push @broken, "$path: $link" if !-e $file || defined $anchor && $file =~ /\.md$/ && !anchors($file)->{$anchor};
	}
}
cmp_ok($links, '>', 300, 'pages have links');
is_deeply(\@broken, [], 'and each leads to a file, and to a heading of it');

$node->stop;
done_testing();
