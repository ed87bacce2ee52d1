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
query($node, 'postgres', 'CREATE DATABASE plain TEMPLATE load');

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

# The same rows by the door as by a plain COPY of the files.
for my $table (split /\n/, query($node, 'plain', q{SELECT table_name FROM sen.load_order('wirral') ORDER BY "position"}))
{
	my $file = "$folder/$table.csv";
	next unless -e $file;
	open my $in, '<', $file or die "$file: $!";
	chomp(my $header = <$in>);
	close $in;
	my $script = "\\copy wirral.$table ($header) FROM '$file' WITH (FORMAT csv, HEADER match)\n";
	IPC::Run::run([ 'psql', '-Xq', '-v', 'ON_ERROR_STOP=1', '-h', $node->host, '-p', $node->port, '-d', 'plain' ], '<', \$script)
		or die "copy $table";
}
# Without the numbers that rows are given as they come.
my $rows = q{SELECT string_agg(t.table_name || ' ' || md5((xpath('string(/)', query_to_xml(format(
	'SELECT r FROM (SELECT (to_jsonb(x) - %L::text[])::text AS r FROM wirral.%I x) r ORDER BY r COLLATE "C"',
	'{log_entry_id,feedback_id,adviser_update_id,escalation_id,decision_id}', t.table_name), true, false, '')))[1]::text), E'\n' ORDER BY t.table_name)
	FROM sen.load_order('wirral') t};
is(query($node, 'load', $rows), query($node, 'plain', $rows), 'every table as a plain COPY makes it');

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
# What spreadsheets and other programs part cells by, and say so.
my %parted = (
	'a line that says what parts' => "sep=;\r\npartner_id;name;sector\r\ns%d;Caf\xC3\xA9;health\r\n",
	'commas within quotes, semicolons outside' => qq{"partner_id";"name, in full";"sector";"name"\ns%d;no;health;Caf\xC3\xA9\n},
	'UTF-16 without a mark' => "p\0a\0r\0t\0n\0e\0r\0_\0i\0d\0,\0n\0a\0m\0e\0,\0s\0e\0c\0t\0o\0r\0\n\0s\0%d\0,\0C\0a\0f\0\xE9\0,\0h\0e\0a\0l\0t\0h\0\n\0");
$number = 0;
for my $how (sort keys %parted)
{
	$number++;
	mkdir "$dir/parted$number";
	write_file("$dir/parted$number/partner.csv", sprintf($parted{$how}, $number));
	($status, $output) = load_programme('wirral', "$dir/parted$number");
	is($status, 0, $how) or diag($output);
	is(query($node, 'load', "SELECT octet_length(convert_to(name, 'UTF8')) FROM wirral.partner WHERE partner_id = 's$number'"), 5, 'is read');
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
like($output, qr/^partner\.csv: line 3 has 4 cells, and the header 3$/m, 'with its file');
unlike($output, qr/line 2 has/, 'a line that is right is not');
# All such lines of all files at once, whatever stands in quotes.
write_file("$dir/ragged/partner.csv", "partner_id,name,sector\nq1,One\nq2,\"Two, or\nmore\",health\nq3,Three,health,more\nq4\n");
write_file("$dir/ragged/post.csv", "post_id,partner_id,title,attends_as\np1,q1,Lead\n");
($status, $output) = load_programme('wirral', "$dir/ragged");
is(join(' ', map { "$_" } $output =~ /^(\w+\.csv: line \d+) has/mg), 'partner.csv: line 2 partner.csv: line 5 partner.csv: line 6 post.csv: line 2',
	'all lines with a cell too many or too few, of all files');
unlink "$dir/ragged/post.csv";
# Blank lines between rows are counted.
write_file("$dir/ragged/partner.csv", "\npartner_id,name,sector\n\nq1,One,health\n\n\nq2,Two,paretns\n\n");
($status, $output) = load_programme('--dry-run', 'wirral', "$dir/ragged");
like($output, qr/partner\.csv \| +5 \| sector \| paretns/, 'a row after blank lines has its own number');
like($output, qr/partner +\| 2 +\| 1 +\|/, 'and they are no rows');
is(query($node, 'load', q{SELECT count(*) FROM wirral.partner WHERE partner_id LIKE 'q%'}), 0, 'nothing half loaded');


# What is broken, or not meant to be read so: nothing of it is loaded, and its place is named.
my $before = query($node, 'load', $rows);
for my $case ([ "partner_id,name,sector\nq1,\"One,health\n", qr/unterminated CSV quoted field/, 'a file that ends within quotes' ],
	[ "partner_id,name,sector\nq1,One,health\nq2,Tw", qr/missing data for column "sector".*line 3/s, 'a file that ends within a line' ],
	[ "partner_id,name,Name,sector\nq1,One,One,health\n", qr/column "Name" is in the header twice.*partner\.csv cannot be read/s, 'a name that is there twice' ],
	[ "PK\3\4\x14\0\6\0", qr/is a workbook or an archive/, 'a workbook by another name' ],
	[ "partner_id,name,sector\nq1,O\0ne,health\n", qr/bytes of 0 .*line 2/, 'bytes of 0' ],
	[ "\n\n", qr/is empty/, 'blank lines alone' ], [ "", qr/is empty/, 'no line' ],
	[ "a,b\n1,2\n", qr/no column of .* is one of table/, 'none of its columns' ])
{
	mkdir "$dir/broken";
	write_file("$dir/broken/partner.csv", $case->[0]);
	($status, $output) = load_programme('wirral', "$dir/broken");
	is($status, 2, $case->[2]) or diag($output);
	like($output, $case->[1], 'is told');
}
write_file("$dir/broken/partner.csv", "\xFF\xFEp\0a\0r\0t\0n\0e\0r\0_\0i\0d\0,");
($status, $output) = load_programme('wirral', "$dir/broken");
is($status, 2, 'half a character of UTF-16');
is(query($node, 'load', $rows), $before, 'and nothing of all that is loaded');

# As spreadsheets write files: a header with a line end, lines of separators, totals below, codes kept as text, days with
# a midnight, hidden blanks. One row is right, and each of the others is named by its line.
mkdir "$dir/sheet";
write_file("$dir/sheet/ehc_request.csv", "\xEF\xBB\xBF" . join("\r\n",
		'"Local' . "\n" . 'Authority";Request Ref;Received On;Request Outcome;Week20;Request Outcome On', '344.0;="0012";2025-01-06T00:00:00;y;0.0;NaT', ';;;;;',
		"344;R\xC2\xA07;06/01/2025;Y;1.0;", '344;1.23E+05;06/01/2025;Y;;', '344;R9;45678;Y;yes;', '344;R10;06/01/2025;Q;maybe;31/02/2025',
		'Total;;;;;', ';;;;;') . "\r\n");
($status, $output) = load_programme('--only-good', 'wirral', "$dir/sheet");
is($status, 1, 'a file of a spreadsheet') or diag($output);
is(query($node, 'load', q{SELECT concat_ws(' ', local_authority, request_ref, received_on, request_outcome, week20) FROM wirral.ehc_request}),
	'344 0012 2025-01-06 Y f', 'the row that is right');
like($output, $_->[0], $_->[1])
	for [ qr/\| +3 \| request_ref .*has a blank in it that cannot be seen/, 'a blank that nobody sees' ], [ qr/\| +4 \| request_ref .*has lost digits/, 'a number that was shortened' ],
	[ qr/\| +5 \| received_on .*is a number, not a date .*2025-01-21/, 'the number of a day' ], [ qr/\| +6 \| request_outcome /, 'a code' ],
	[ qr/\| +6 \| request_outcome_on /, 'a day' ], [ qr/\| +6 \| week20 /, 'a flag, all three of one line' ], [ qr/\| +7 \| local_authority .*is a line of totals/, 'totals' ],
	[ qr/^ehc_request: 6 rows, 1 new, 0 changed, 5 refused$/m, 'and progress is told' ];
query($node, 'load', 'DELETE FROM wirral.ehc_request');

# A name of another table, wrong by a letter, in 1,200 rows: each at its line, with the nearest, in a table too long to list.
query($node, 'load', q{INSERT INTO wirral.ehc_request (local_authority, request_ref) SELECT '344', 'CASE-' || i FROM generate_series(1, 1000) i});
mkdir "$dir/names";
write_file("$dir/names/assessment_exception.csv", "local_authority,request_ref,exception\n"
		. join('', map { "344," . ($_ == 700 ? 'KASE-101' : $_ > 1000 ? "nowhere-$_" : "CASE-$_") . ",absence_4_weeks\n" } 1 .. 1002));
($status, $output) = load_programme('wirral', "$dir/names");
is($status, 1, 'references that are not there') or diag($output);
like($output, qr/\| +700 +\| request_ref +\| KASE-101 +\| is not in table "ehc_request" +\| Perhaps 'CASE-101'\? There is no row with local_authority 344 request_ref KASE-101/,
	'are named by line, with the nearest');
like($output, qr/\| +1002 +\| request_ref +\| nowhere-1002 +\| is not in table/, 'all of them');
is(counted('assessment_exception'), 0, 'nothing half loaded');

# Words and numbers of spreadsheets themselves, where they can be read.
SKIP:
{
	my $skipped = 'no python3-openpyxl';
	skip $skipped, 10 unless system('python3 -c "import openpyxl" 2>/dev/null') == 0;
	mkdir "$dir/xlsx";
	my $program = <<'PYTHON';
import datetime, openpyxl, sys
book = openpyxl.Workbook()
sheet = book.active
sheet.append(["Measure ID", "Objective ID", "Title", "Unit", "Direction", "Baseline on", "Baseline value", "Target on", "Target value",
              "How measured", "Every months"])
sheet.append(["sheet", "2025-1", "From a sheet", "percent", "Increase", datetime.datetime(2025, 4, 3), 0.082, "31/12/2026", 0.6, "Counted", 3.0])
sheet["G2"].number_format = "0.0%"
sheet["I2"].number_format = "0%"
sheet.append([None] * 11)
book.create_sheet("notes").append(["not read"])
book.save(sys.argv[1])
PYTHON
	write_file("$dir/make.py", $program);
	is(system('python3', "$dir/make.py", "$dir/xlsx/measure.xlsx"), 0, 'a workbook is made');
	($status, $output) = load_programme('wirral', "$dir/xlsx");
	is($status, 0, 'and read') or diag($output);
	is(query($node, 'load', q{SELECT concat_ws(' ', baseline_on, baseline_value, target_on, target_value, every_months) FROM wirral.measure WHERE measure_id = 'sheet'}),
		'2025-04-03 8.2 2026-12-31 60 3', 'with days, shares and numbers as the cells show them');
	($status, $output) = load_programme('wirral', "$dir/xlsx");
	like($output, qr/measure +\| 1 +\| 0 +\| 0 +\| 1 /, 'again changes nothing');
	(my $wrong = $program) =~ s/"Counted", 3\.0/"Counted", "often"/;
	write_file("$dir/make.py", $wrong);
	system('python3', "$dir/make.py", "$dir/xlsx/measure.xlsx");
	($status, $output) = load_programme('wirral', "$dir/xlsx");
	like($output, qr/^measure\.xlsx \| 1 \| every_months \| often /m, 'what is wrong is said of the file that has it');
	write_file("$dir/make.py", "import openpyxl, sys\nopenpyxl.Workbook().save(sys.argv[1])\n");
	system('python3', "$dir/make.py", "$dir/xlsx/measure.xlsx");
	($status, $output) = load_programme('wirral', "$dir/xlsx");
	is($status, 2, 'a sheet without a line');
	like($output, qr{\Q$dir\E/xlsx/measure\.xlsx is empty}, 'is named');
	write_file("$dir/xlsx/measure.csv", "a\n");
	($status, $output) = load_programme('wirral', "$dir/xlsx");
	is($status, 2, 'the same table twice');
	like($output, qr/both measure\.csv and measure\.xlsx/, 'is told');
	unlink "$dir/xlsx/measure.csv";
	write_file("$dir/xlsx/measure.xlsx", 'no workbook');
	($status, $output) = load_programme('wirral', "$dir/xlsx");
	is($status, 2, 'what is no workbook');
}

# A new council: the rows of doc/getting_started.md as files, from an empty programme to the first pack.
query($node, 'load', q{SELECT sen.create_programme('town')});
mkdir "$dir/town";
my $page = slurp_file("$source/doc/getting_started.md");
my $tables = 0;
while ($page =~ /^COPY pg_temp\.(\w+)_rows \([^()]*\) FROM stdin [^;]*;\n(.*?)^\\\.$/msg)
{
	write_file("$dir/town/$1.csv", $2);
	$tables++;
}
cmp_ok($tables, '>=', 10, 'the page has the rows of many tables');
write_file("$dir/town/requirement.csv", query($node, 'load', q{COPY (SELECT * FROM sen.notice_template('2026', 'council', 'dfe')) TO STDOUT WITH (FORMAT csv, HEADER)}) . "\n");
write_file("$dir/town/objective_area.csv", "objective_id,notice_id,area_number\nin-time,2026,1\n");
for my $option ([ '--dry-run' ], [])
{
	($status, $output) = load_programme(@$option, 'town', "$dir/town");
	is($status, 0, "a new council: @$option") or diag($output);
}
is(query($node, 'load', q{SET sen_improvement.as_of = '2026-05-14'; SELECT concat_ws(' ', title, baseline_value, latest_value, target_value, target_on) FROM town.dashboard}),
	'EHC plans issued within 20 weeks 8.2 50 60 2027-08-31', 'its measure is counted');
cmp_ok(query($node, 'load', q{SELECT count(DISTINCT section) FROM sen.board_pack('town', 'board-2026-05')}), '>', 10, 'and its first pack has its sections');
is(query($node, 'load', q{SELECT count(*) FROM town.requirement}), 29, 'the notice has its paragraphs');
# The next week: one more request, one that was decided.
(my $requests = slurp_file("$dir/town/ehc_request.csv")) =~ s/^344,R3,02\/03\/2026,.*$/344,R3,02\/03\/2026,Y,10\/04\/2026,,\n344,R4,01\/04\/2026,,,,/m;
write_file("$dir/town/ehc_request.csv", $requests);
($status, $output) = load_programme('town', "$dir/town");
is($status, 0, 'the next week') or diag($output);
like($output, qr/^ ehc_request +\| 4 +\| 1 +\| 1 +\| 2 +\| 0 /m, 'what is new, changed and as it was');
unlike($output, qr/^ (?!ehc_request)\w+ +\| \d+ +\| (?:[1-9]\d*|\d+ +\| [1-9]\d*) /m, 'and of no other table');

# An export of a casework system, by a mapping that came in as files.
mkdir "$dir/mapping";
write_file("$dir/mapping/export_column.csv", "export,table_name,our_column,their_column,reading,fixed_value,is_needed\n"
		. "casework,ehc_request,local_authority,,as it is,344,no\ncasework,ehc_request,request_ref,Case No,as it is,,yes\n"
		. "casework,ehc_request,received_on,Received,Day First,,no\ncasework,ehc_request,request_outcome,Decision,codes,,no\n"
		. "casework,assessment_exception,local_authority,,as it is,344,no\ncasework,assessment_exception,request_ref,Case No,as it is,,yes\n"
		. "casework,assessment_exception,exception,Delay,codes,,yes\n");
write_file("$dir/mapping/export_code.csv", "export,table_name,our_column,their_code,our_code\ncasework,ehc_request,request_outcome,Agreed,Y\n"
		. "casework,assessment_exception,exception,Abroad,absence_4_weeks\n");
($status, $output) = load_programme('wirral', "$dir/mapping");
is($status, 0, 'a mapping') or diag($output);
write_file("$dir/casework.csv", "Case No;Received;Decision;Delay;Team\r\nE1;6-Jan-2025 09:10;AGREED;;North\r\nE2;7.1.25;Declined;abroad;\r\n");
($status, $output) = load_programme('--export', 'casework', 'wirral', "$dir/casework.csv");
is($status, 1, 'a code that is not mapped') or diag($output);
like($output, qr/code is not mapped +\| ehc_request +\| request_outcome +\| decision +\| Declined +\| +1 /, 'is told');
like($output, qr/column is not mapped .*team/, 'as is a column');
is(query($node, 'load', q{SELECT count(*) FROM wirral.ehc_request WHERE request_ref LIKE 'E_'}), 0, 'and nothing is loaded');
query($node, 'load', q{INSERT INTO wirral.export_code VALUES ('casework', 'ehc_request', 'request_outcome', 'Declined', 'N')});
for my $again (0, 1)
{
	($status, $output) = load_programme('--export', 'casework', 'wirral', "$dir/casework.csv");
	is($status, 0, $again ? 'again' : 'mapped') or diag($output);
	like($output, $again ? qr/ehc_request +\| 2 +\| 0 +\| 0 +\| 2 / : qr/ehc_request +\| 2 +\| 2 /, 'and loaded');
}
is(query($node, 'load', q{SELECT string_agg(concat_ws(' ', request_ref, received_on, request_outcome, exception), ', ' ORDER BY request_ref)
	FROM wirral.ehc_request LEFT JOIN wirral.assessment_exception USING (local_authority, request_ref) WHERE request_ref LIKE 'E_'}),
	'E1 2025-01-06 Y, E2 2025-01-07 N absence_4_weeks', 'in two tables');
for my $case ([ [ '--export', 'casework', 'wirral', "$dir/none.csv" ], qr/there is no file/, 'no such file' ],
	[ [ '--export', 'other', 'wirral', "$dir/casework.csv" ], qr/has no mapping of export "other"/, 'no such mapping' ],
	[ ['--export'], qr/usage:/, 'no name of an export' ])
{
	($status, $output) = load_programme(@{ $case->[0] });
	is($status, 2, $case->[2]);
	like($output, $case->[1], 'is said');
}

($status, $output) = load_programme('--templates', 'wirral', "$dir/templates");
is($status, 0, 'templates');
is(scalar(() = glob "$dir/templates/*.csv"), query($node, 'load', q{SELECT count(*) FROM sen.load_order('wirral')}), 'one a table');
is(slurp_file("$dir/templates/milestone.csv"), query($node, 'load', q{SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute
	WHERE attrelid = 'wirral.milestone'::regclass AND attnum > 0 AND NOT attisdropped}) . "\n", 'with its columns');

$node->stop;
done_testing();
