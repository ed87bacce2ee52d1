# A programme from a folder: the files of the demo through scripts/load-programme, in every encoding that spreadsheets
# write, again, with faults, and as a dry run.

use strict;
use warnings;

use File::Copy;
use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Utils;
use Test::More;
use SenTest;

my $source = source_dir();
my $dir = PostgreSQL::Test::Utils::tempdir;
my $node = start_node('load_programme');
query($node, 'postgres', 'CREATE DATABASE load');
query($node, 'load', q{CREATE EXTENSION sen_improvement; SELECT sen.create_programme('wirral')});

# load_programme(ARGUMENTS): (exit status, output and errors).
sub load_programme
{
	my (@arguments) = @_;
	my $output = '';
	IPC::Run::run([ "$source/scripts/load-programme", @arguments ], '>', \$output, '2>&1',
		init => sub { @ENV{ 'PGHOST', 'PGPORT', 'PGDATABASE' } = ($node->host, $node->port, 'load') });
	return ($? >> 8, $output);
}

sub write_file
{
	my ($name, $bytes) = @_;
	open my $file, '>:raw', $name or die "$name: $!";
	print $file $bytes;
	close $file or die "$name: $!";
	return;
}

sub counted { return query($node, 'load', "SELECT count(*) FROM wirral.$_[0]"); }

my $folder = "$dir/demo";
mkdir $folder;
for my $file (grep { !m{/(published|ehc_request|assessment_exception)\.csv$} } glob "$source/demo/*.csv")
{
	copy($file, $folder) or die "copy $file: $!";
}
my @files = glob "$folder/*.csv";
cmp_ok(scalar @files, '>', 25, 'the demo has files for most tables');

my ($status, $output) = load_programme('--dry-run', 'wirral', $folder);
is($status, 0, 'a dry run') or diag($output);
like($output, qr/Nothing was: this was a dry run/, 'says so');
is(counted('action'), 0, 'and loads nothing');

($status, $output) = load_programme('wirral', $folder);
is($status, 0, 'the files of the demo, in no order of ours') or diag($output);
for my $file (@files)
{
	my ($table) = $file =~ m{([^/]+)\.csv$};
	like($output, qr/^ $table +\| (\d+) +\| \1 +\| 0 +\| 0 +\| 0 /m, "$table: all rows are new");
	my ($said) = $output =~ /^ $table +\| (\d+)/m;
	is(counted($table), $said, 'and there');
}

# Again: nothing changes, also in tables whose key is not in the file.
($status, $output) = load_programme('wirral', $folder);
is($status, 0, 'again') or diag($output);
unlike($output, qr/^ \w+ +\| \d+ +\| [1-9]/m, 'nothing is new');
unlike($output, qr/^ \w+ +\| \d+ +\| 0 +\| [1-9]/m, 'nothing changed');

# One row changed, one new, one that is wrong in three ways; two files.
my $one = "$dir/one";
mkdir $one;
write_file("$one/partner.csv", "Partner ID;Name;Sector\r\nwirral-council;Wirral Council;Local Government\r\nnew;A new partner;paretns\r\n");
write_file("$one/review.csv", "review_id,notice_id,kind,planned_from,held_on\nR9,2024,stock take,03/04/2025,soon\n");
my $partners = counted('partner');
($status, $output) = load_programme('wirral', $one);
is($status, 1, 'rows that are refused: exit status 1') or diag($output);
like($output, qr/partner\.csv +\| +2 +\| sector +\| paretns +\| is not in table "sector" +\| Perhaps 'parents and carers'\? Use one of: /,
	'file, row, column, value, what is wrong, what is allowed');
like($output, qr/review\.csv +\| +1 +\| held_on +\| soon +\| is not a date/, 'all files are read');
is(counted('partner'), $partners, 'nothing was loaded');
($status, $output) = load_programme('--only-good', 'wirral', $one);
is($status, 1, 'only what is right') or diag($output);
ok(-s "$one/refused/partner.csv", 'what was refused is kept');
is(slurp_file("$one/refused/partner.csv"), "partner_id,name,sector\nnew,A new partner,paretns\n", 'as it was given');

# Bytes of spreadsheets: the same row in each encoding.
my %bytes = (
	'UTF-8 with a byte order mark' => "\xEF\xBB\xBFpartner_id,name,sector\np%d,Caf\xC3\xA9,health\n",
	'Windows-1252' => "partner_id,name,sector\r\np%d,Caf\xE9,health\r\n",
	'tabs' => "partner_id\tname\tsector\np%d\tCaf\xC3\xA9\thealth\n",
	'old Mac line ends' => "partner_id,name,sector\rp%d,Caf\xC3\xA9,health\r",
	'lines in any order of columns, quoted' => qq{"sector","name","partner_id"\n"health","Caf\xC3\xA9","p%d"\n},
	'no line end at the end' => "partner_id,name,sector\np%d,Caf\xC3\xA9,health");
my $number = 0;
for my $how (sort keys %bytes)
{
	$number++;
	mkdir "$dir/bytes$number";
	write_file("$dir/bytes$number/partner.csv", sprintf($bytes{$how}, $number));
	($status, $output) = load_programme('wirral', "$dir/bytes$number");
	is($status, 0, $how) or diag($output);
	is(query($node, 'load', "SELECT octet_length(convert_to(name, 'UTF8')) FROM wirral.partner WHERE partner_id = 'p$number'"), 5, 'is read');
}
mkdir "$dir/wide";
write_file("$dir/wide/partner.csv", "\xFF\xFE" . join('', map { "$_\0" } split //, "partner_id,name,sector\np99,Wide,health\n"));
($status, $output) = load_programme('wirral', "$dir/wide");
is($status, 0, 'UTF-16') or diag($output);
is(query($node, 'load', q{SELECT name FROM wirral.partner WHERE partner_id = 'p99'}), 'Wide', 'is read');

# What cannot begin: exit status 2, and what to do.
mkdir "$dir/empty";
for my $case ([ [ 'wirral', "$dir/empty" ], qr/there are no \.csv or \.xlsx files/, 'a folder without files' ],
	[ [ 'nowhere', $one ], qr/programme "nowhere" cannot be read/, 'no such programme' ],
	[ [ 'wirral', "$dir/missing" ], qr/there is no folder/, 'no such folder' ],
	[ ['wirral'], qr/usage:/, 'too few arguments' ], [ [ '--colour', 'wirral', $one ], qr/usage:/, 'an unknown option' ])
{
	($status, $output) = load_programme(@{ $case->[0] });
	is($status, 2, $case->[2]);
	like($output, $case->[1], 'is said');
}
mkdir "$dir/other";
write_file("$dir/other/colour.csv", "a,b\n1,2\n");
($status, $output) = load_programme('wirral', "$dir/other");
is($status, 2, 'a file that is no table');
like($output, qr/colour\.csv: programme "wirral" has no table "colour"/, 'is named');
mkdir "$dir/ragged";
write_file("$dir/ragged/partner.csv", "partner_id,name,sector\nq1,One,health\nq2,Two,health,more\n");
($status, $output) = load_programme('wirral', "$dir/ragged");
is($status, 2, 'a line with a column too many');
like($output, qr/extra data after last expected column.*line 3/s, 'is named by its line');
is(query($node, 'load', q{SELECT count(*) FROM wirral.partner WHERE partner_id LIKE 'q%'}), 0, 'nothing half loaded');

($status, $output) = load_programme('--templates', 'wirral', "$dir/templates");
is($status, 0, 'templates');
is(scalar(() = glob "$dir/templates/*.csv"), query($node, 'load', q{SELECT count(*) FROM sen.load_order('wirral')}), 'one a table');
is(slurp_file("$dir/templates/milestone.csv"), query($node, 'load', q{SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute
	WHERE attrelid = 'wirral.milestone'::regclass AND attnum > 0 AND NOT attisdropped}) . "\n", 'with its columns');

$node->stop;
done_testing();
