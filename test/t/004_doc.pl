# The examples of README.md and doc/*.md: each page's SQL runs in one psql session, in order, in a new
# database; where a text block follows, it is the output.  psql is set as README.md tells a reader to set it, and no line
# of a page's output is wider than that.
#
#   ACCEPT=1 PAGES="README doc/spc" make try TESTS=004_doc
#
# writes what was printed into the pages, all or the named ones, instead of comparing; read the difference.

use strict;
use warnings;

use Encode qw(decode);
use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Utils;
use Test::More;
use SenTest;

my $source = source_dir();
my @pages = ("$source/README.md", sort glob "$source/doc/*.md");
my $accept = ($ENV{ACCEPT} // '') eq '1';
if ($ENV{PAGES})
{
	my %asked = map { s/\.md$//r => 1 } split ' ', $ENV{PAGES};
	@pages = grep { /\Q$source\E\/(.*)\.md$/ && $asked{$1} } @pages;
}

# A page is read in a terminal of so many columns.
my $WIDTH = 100;
my $SETTINGS = "\\pset format wrapped\n\\pset columns $WIDTH\n\\pset expanded auto\n";
my $node = start_node('doc');

# The fenced blocks of a page: [ line, language, text, what stands between it and the block before ].
sub blocks
{
	my ($page) = @_;
	my (@blocks, $open);
	my ($between, $line) = ('', 0);

	for my $text (split /\n/, slurp_file($page))
	{
		$line++;
		if ($open && $text =~ /^ {0,3}```\s*$/) { push @blocks, $open; undef $open; $between = ''; next }
		if ($open) { $open->[2] .= "$text\n"; next }
		if ($text =~ /^ {0,3}```\s*(\w*)/) { $open = [ $line, $1, '', $between ]; next }
		$between .= $text;
	}
	die "$page:$open->[0]: a block without an end\n" if $open;
	return @blocks;
}

# What of an output counts: no blanks at ends of lines, no empty lines at its own ends.
sub trimmed
{
	my ($text) = @_;
	$text =~ s/[ \t]+$//mg;
	$text =~ s/\A\n+//;
	$text =~ s/\n*\z/\n/;
	return $text eq "\n" ? '' : $text;
}

# The page with these outputs, by the line in which their SQL begins.
sub with_outputs
{
	my ($page, %output) = @_;
	my @lines = split /\n/, slurp_file($page), -1;
	my @blocks = blocks($page);
	my ($result, $done) = ('', 0);
	for my $i (1 .. $#blocks)
	{
		my ($before, $block) = @blocks[ $i - 1, $i ];
		next unless $before->[1] eq 'sql' && $block->[1] eq 'text' && $block->[3] !~ /\S/ && defined $output{ $before->[0] };
		my $first = $block->[0];
		my $count = () = $block->[2] =~ /\n/g;
		$result .= join('', map { "$_\n" } @lines[ $done .. $first - 1 ]) . trimmed($output{ $before->[0] });
		$done = $first + $count;
	}
	return $result . join("\n", @lines[ $done .. $#lines ]);
}

# What each page begins with: a new database with the extension. To lay out a programme takes over a second of a
# processor: README.md and doc/programme.md do it as it is written, the others take one that was laid out beforehand.
query($node, 'postgres', 'CREATE DATABASE page');
query($node, 'page', 'CREATE EXTENSION sen_improvement');
query($node, 'postgres', 'CREATE DATABASE page_with_programme TEMPLATE page STRATEGY file_copy');
query($node, 'page_with_programme', q{SELECT sen.create_programme('ready_programme')});
my $lays_out = qr{^SELECT sen\.create_programme\('(\w+)'\)(?: AS made)? \\g(?:set| /dev/null)$}m;
my $number = 0;
for my $page (@pages)
{
	(my $name = $page) =~ s/^\Q$source\E\///;
	my @blocks = blocks($page);
	my @sql = grep { $_->[1] eq 'sql' } @blocks;
	ok(@sql > 0, "$name has examples");

	my $database = 'page' . $number++;
	my $script = $SETTINGS;
	$script .= "\\echo @@@ $_->[0]\n$_->[2]\n" for @sql;
	my $ready = $name !~ /^(?:README|doc\/programme)\.md$/ && $script =~ s/$lays_out/ALTER SCHEMA ready_programme RENAME TO $1; ALTER SCHEMA ready_programme_reports RENAME TO $1_reports; COMMENT ON SCHEMA $1 IS 'Improvement programme $1, laid out by sen_improvement. The tables belong to the owner of this schema.';/;
	query($node, 'postgres', "CREATE DATABASE $database TEMPLATE " . ($ready ? 'page_with_programme' : 'page') . ' STRATEGY file_copy');
	my $output = '';
	my $ok = IPC::Run::run([ 'psql', '-X', '-q', '-h', $node->host, '-p', $node->port, '-d', $database ], '<', \$script, '>', \$output, '2>&1',
		init => sub { chdir $source or die "chdir $source: $!" });
	ok($ok, "$name: the session ends well");
	my %output = $output =~ /^@@@ (\d+)\n(.*?)(?=^@@@ |\z)/msg;

	if ($accept)
	{
		my $text = with_outputs($page, %output);
		open(my $out, '>:raw', $page) or die "$page: $!";
		print $out $text;
		close $out;
		@blocks = blocks($page);
		my @now = grep { $_->[1] eq 'sql' } @blocks;
		%output = map { $now[$_][0] => $output{ $sql[$_][0] } } 0 .. $#sql;
	}
	# psql folds what rows hold, but no message of the server.
	my @wide = map { my $block = $_; map { "line $block->[0]: $_" } grep { !/^(?:psql:.*)?(?:ERROR|DETAIL|HINT|NOTICE|WARNING): / && length(decode('UTF-8', $_)) > $WIDTH } split /\n/, $block->[2] }
		grep { $_->[1] eq 'text' } @blocks;
	is(join("\n", @wide), '', "$name: no line of output is wider than $WIDTH columns");

	for my $i (0 .. $#blocks)
	{
		my ($line, $language, $text) = @{ $blocks[$i] };
		next unless $language eq 'sql';
		my $next = $blocks[ $i + 1 ];
		my $got = $output{$line} // "nothing: the session ended before\n";
		if ($next && $next->[1] eq 'text' && $next->[3] !~ /\S/)
		{
			is(trimmed($got), trimmed($next->[2]), "$name:$line");
		}
		else
		{
			unlike($got, qr/^(?:psql:.*)?(?:ERROR|FATAL|PANIC|nothing):/m, "$name:$line runs without an error");
		}
	}
	query($node, 'postgres', "DROP DATABASE $database");
}

# A page that says something wrong is noticed.
is(trimmed(" a  \n\n"), " a\n", 'blanks at the ends of lines do not count');
isnt(trimmed("1\n"), trimmed("2\n"), 'anything else does');

$node->stop;
done_testing();
