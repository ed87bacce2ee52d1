# SEN2 returns through scripts/load-sen2: XML in several encodings, COLLECT's files, DfE's spreadsheet; an xlsx file
# also through scripts/load-programme. And the server's log, which has no value of a person, whatever is refused.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Utils;
use Test::More;
use SenTest;

my $source = source_dir();
my $dir = PostgreSQL::Test::Utils::tempdir;
# Tests have all statements logged; a server has none.
my $node = start_node('sen2', "log_statement = none\n");
query($node, 'postgres', 'CREATE DATABASE returns');
query($node, 'returns', q{CREATE EXTENSION sen_improvement; SELECT sen.create_programme('wirral')});

# run_script(NAME, ARGUMENTS): (exit status, output and errors).
sub run_script
{
	my ($name, @arguments) = @_;
	my $output = '';
	IPC::Run::run([ 'bash', "$source/scripts/$name", @arguments ], '>', \$output, '2>&1',
		init => sub { @ENV{ 'PGHOST', 'PGPORT', 'PGDATABASE' } = ($node->host, $node->port, 'returns') });
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

sub server_log { return slurp_file($node->logfile); }

# A session that makes the return, and what it writes into files.
sub session
{
	my ($sql) = @_;
	my $output = '';
	my $script = "\\set ON_ERROR_STOP 1\nSET client_min_messages = warning;\n\\i $source/test/fixtures/sen2_return.sql\n$sql";
	my $ok = IPC::Run::run([ 'psql', '-X', '-q', '-A', '-t', '-h', $node->host, '-p', $node->port, '-d', 'returns' ],
		'<', \$script, '>', \$output, '2>&1');
	die $output unless $ok;
	return $output;
}

my $xml = session(q{SELECT pg_temp.sen2_return(2026, 40, 3);});
like($xml, qr/Invented40/, 'a return is made');
write_file("$dir/sen2.xml", $xml);
my ($status, $output) = run_script('load-sen2', 'wirral', "$dir/sen2.xml");
is($status, 0, 'an XML file') or diag($output);
like($output, qr/^ +1 \| 344 +\| 2026 \| xml +\| +40 \| +40 \| +0$/m, 'is told in a line');
is(query($node, 'returns', q{SELECT count(*) FROM wirral.sen2_person WHERE surname IS NOT NULL}), 0, 'no name is kept');
my ($sum) = `sha256sum $dir/sen2.xml` =~ /^(\w+)/;
is(query($node, 'returns', q{SELECT sha256 FROM wirral.sen2_submission}), $sum, 'its hash is that of the file');
($status, $output) = run_script('load-sen2', 'wirral', "$dir/sen2.xml");
is($status, 2, 'the same again');
like($output, qr/this return is submission 1 already.*nothing was loaded/s, 'is refused');

# Other encodings, each another year's file.
my $other = $xml;
$other =~ s/Child/Zo\x{eb}/g;
$other =~ s/encoding="UTF-8"/encoding="windows-1252"/;
write_file("$dir/windows.xml", $other);
($status, $output) = run_script('load-sen2', '--keep-personal', 'wirral', "$dir/windows.xml");
is($status, 0, 'Windows-1252') or diag($output);
is(query($node, 'returns', q{SELECT DISTINCT forename = U&'Zo\00eb' FROM wirral.sen2_person WHERE submission = 2}), 't',
	'its letters are right');
for my $case ([ 'UTF-16LE', "\xff\xfe" ], [ 'UTF-16BE', "\xfe\xff" ])
{
	my ($encoding, $mark) = @$case;
	(my $text = $xml) =~ s/Child/$encoding/g;
	$text =~ s/encoding="UTF-8"/encoding="UTF-16"/;
	my $bytes = $mark . join('', map { $encoding eq 'UTF-16LE' ? "$_\0" : "\0$_" } split //, $text);
	write_file("$dir/$encoding.xml", $bytes);
	($status, $output) = run_script('load-sen2', 'wirral', "$dir/$encoding.xml");
	is($status, 0, $encoding) or diag($output);
}
write_file("$dir/mark.xml", "\xef\xbb\xbf" . $xml =~ s/Child/Mark/gr);
($status, $output) = run_script('load-sen2', 'wirral', "$dir/mark.xml");
is($status, 0, 'UTF-8 with a byte order mark') or diag($output);

# What is refused, and what the log says of it.
my %bad = (
	'cut.xml' => [ substr($xml, 0, 4000), qr/no whole XML document/ ],
	'entity.xml' => [ $xml =~ s/<Message>/<!DOCTYPE m [<!ENTITY e "x">]><Message>/r, qr/document type or entities/ ],
	'census.xml' => [ $xml =~ s/>SEN2</>SC</r, qr/is no SEN2 return/ ],
	'nobody.xml' => [ $xml =~ s/<LEA>344/<LEA>Invented council/r, qr/not allowed in column/ ],
	'bytes.xml' => [ $xml =~ s/Child/\xff\xfd/r, qr/nothing was loaded/ ],
);
for my $name (sort keys %bad)
{
	write_file("$dir/$name", $bad{$name}[0]);
	($status, $output) = run_script('load-sen2', 'wirral', "$dir/$name");
	is($status, 2, "$name is refused");
	like($output, $bad{$name}[1], 'with what is wrong');
}
is(query($node, 'returns', 'SELECT count(*) FROM wirral.sen2_submission'), 5, 'and nothing of it is there');
($status, $output) = run_script('load-sen2', 'nowhere', "$dir/sen2.xml");
is($status, 2, 'a programme that is not there');
($status, $output) = run_script('load-sen2', 'wirral', "$dir/missing.xml");
is($status, 2, 'a file that is not there');
unlike(server_log(), qr/Invented\d|Invented council|Zo\xc3|ZZ99|344\d{9}|PFBlcnNvbj/, 'no value of the files is in the log');
like(server_log(), qr/a value was refused in column "local_authority"/, 'the column of a refused value is');

# COLLECT's nine files.
mkdir "$dir/export";
session(qq{BEGIN;
CREATE TEMP TABLE r AS SELECT pg_temp.sen2_return(2025, 40, 3) AS content;
SELECT pg_temp.sen2_as_export(content) FROM r;
} . join('', map { "\\copy pg_temp.sen2_$_ TO '$dir/export/Blade-Export_16-01-2025_$_.csv' WITH (FORMAT csv, HEADER)\n" }
	qw(sen2 person requests assessment namedplan plandetail activeplans placementdetail senneed)) . "COMMIT;\n");
($status, $output) = run_script('load-sen2', 'wirral', "$dir/export");
is($status, 0, "COLLECT's files") or diag($output);
like($output, qr/^ +6 \| 344 +\| 2025 \| export +\| +40 \| +40 \|/m, 'are told in a line');
# With a byte order mark, line ends of Windows and other capitals.
for my $file (glob "$dir/export/*.csv")
{
	my ($header, $rest) = split /\n/, slurp_file($file), 2;
	$rest =~ s/Child/Again/g;
	write_file($file, "\xef\xbb\xbf" . uc($header) . "\r\n" . $rest =~ s/\n/\r\n/gr);
}
($status, $output) = run_script('load-sen2', 'wirral', "$dir/export");
is($status, 0, 'in other capitals, with a byte order mark and line ends of Windows') or diag($output);
is(query($node, 'returns', q{SELECT count(*) FROM (
	(SELECT to_jsonb(q) - 'submission' FROM wirral.sen2_request q WHERE submission = 6 EXCEPT
	 SELECT to_jsonb(q) - 'submission' FROM wirral.sen2_request q WHERE submission = 7)) d}), 0, 'say the same');
# With semicolons.
for my $file (glob "$dir/export/*.csv")
{
	write_file($file, slurp_file($file) =~ s/,/;/gr =~ s/Again/Semicolon/gr);
}
($status, $output) = run_script('load-sen2', 'wirral', "$dir/export");
is($status, 0, 'with semicolons') or diag($output);
is(query($node, 'returns', q{SELECT count(*) FROM (
	(SELECT to_jsonb(q) - 'submission' FROM wirral.sen2_request q WHERE submission = 6 EXCEPT
	 SELECT to_jsonb(q) - 'submission' FROM wirral.sen2_request q WHERE submission = 8)) d}), 0, 'say the same too');
unlink glob "$dir/export/*senneed.csv";
($status, $output) = run_script('load-sen2', 'wirral', "$dir/export");
is($status, 2, 'eight of nine files');
like($output, qr/the file of module "senneed" is missing/, 'are refused');

# DfE's spreadsheet: its sheet as CSV, and as xlsx.
session(qq{BEGIN;
SELECT pg_temp.sen2_as_sheet(pg_temp.sen2_return(2025, 40, 3), true);
\\copy pg_temp.sen2_sheet TO '$dir/sheet.csv' WITH (FORMAT csv)
COMMIT;
});
($status, $output) = run_script('load-sen2', 'wirral', "$dir/sheet.csv");
is($status, 0, 'the sheet as CSV') or diag($output);
my $same = q{SELECT count(*) FROM (
	(SELECT to_jsonb(q) - 'submission' FROM wirral.sen2_request q WHERE submission = 6 EXCEPT
	 SELECT to_jsonb(q) - 'submission' FROM wirral.sen2_request q WHERE submission = (SELECT max(submission) FROM wirral.sen2_submission))) d};
is(query($node, 'returns', $same), 0, 'says what the export says');
SKIP: {
	skip 'python3-openpyxl is not there', 5 if system("python3 -c 'import openpyxl' 2>/dev/null") != 0;
	write_file("$dir/make.py", <<'PYTHON');
import csv, datetime, sys, openpyxl
book = openpyxl.Workbook()
sheet = book.active
sheet.title = sys.argv[3]
for row in csv.reader(open(sys.argv[1], encoding="utf-8")):
    cells = []
    for v in row:
        if v.endswith("T00:00:00"):
            cells.append(datetime.datetime.fromisoformat(v))
        elif v.replace(".", "", 1).isdigit() and not v.startswith("0"):
            cells.append(float(v))
        else:
            cells.append(v.replace("Child", "Sheet") or None)
    sheet.append(cells)
book.save(sys.argv[2])
PYTHON
	is(system('python3', "$dir/make.py", "$dir/sheet.csv", "$dir/template.xlsx", 'Data Entry Template'), 0, 'an xlsx file');
	($status, $output) = run_script('load-sen2', 'wirral', "$dir/template.xlsx");
	is($status, 0, 'is loaded') or diag($output);
	is(query($node, 'returns', $same), 0, 'says what the export says');
	# The door of every other table.
	mkdir "$dir/plan";
	write_file("$dir/unit.csv", "Unit,Position,Meaning\nboats,90,Boats.\ntrains,91,\"Trains, of all kinds.\"\n");
	system('python3', "$dir/make.py", "$dir/unit.csv", "$dir/plan/unit.xlsx", 'Sheet1');
	($status, $output) = run_script('load-programme', 'wirral', "$dir/plan");
	is($status, 0, 'a table of a programme as xlsx') or diag($output);
	is(query($node, 'returns', q{SELECT string_agg(unit || position, ' ' ORDER BY position) FROM wirral.unit WHERE position >= 90}),
		'boats90 trains91', 'is loaded');
}

# Refused rows of an intake view: the client has the value, the log the column.
my $insert = q{INSERT INTO wirral.ehc_request_intake (local_authority, request_ref, received_on) VALUES ('344', 'R1', 'Jo Bloggs')};
my ($out, $error) = ('', '');
$node->psql('returns', $insert, stderr => \$error);
like($error, qr/value "Jo Bloggs" in column "received_on" is not a date/, 'the client is told the value');
unlike(server_log(), qr/Jo Bloggs/, 'the log has neither it nor the statement');
like(server_log(), qr/a value was refused in column "received_on"/, 'but the column');
$node->psql('returns', q{INSERT INTO wirral.ehc_request (local_authority, request_ref) VALUES ('Jo" in column "x', 'R1')},
	stderr => \$error);
like(server_log(), qr/a value was refused in column "local_authority"/, 'a value that looks like the end of the error');
unlike(server_log(), qr/Jo"|in column "x"/, 'is not taken for the column');
$node->psql('returns', "SET sen_improvement.log_values = on; $insert");
like(server_log(), qr/value "Jo Bloggs" in column "received_on"/, 'asked for, the log has it');

$node->stop;
done_testing();
