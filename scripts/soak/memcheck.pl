#!/usr/bin/env perl
# memcheck.pl DIRECTORY-OF-SOURCE < REPORTS : of the reports of memcheck, between lines REPORT
# and END, those with a function of the extension in the stack of the fault. The server's
# program has no line numbers, so a frame with a line of one of our files is ours. What the
# server writes to its log or a file with bytes of padding in it, called by us or not, is
# no fault: these are the calls that PostgreSQL's own suppressions name.

use strict;
use warnings;

use File::Find;

my (%ours, %reports, $report);
my $others = 0;
my $padding = qr/Syscall param \w+\(buf\)|Syscall param writev?\(|: (?:XLogInsertRecord|XLogRecordAssemble|XLogWrite|pg_comp_crc32c_\w+|PageSetChecksum\w+|mdwritev?|FileWriteV?)\b/;

find(sub { $ours{$_} = 1 if /\.[ch]$/ }, shift @ARGV);
while (my $line = <STDIN>)
{
	$line =~ s/^==\d+== ?//;
	if ($line =~ /^REPORT/) { $report = '' }
	elsif (!defined $report) { next }
	elsif ($line !~ /^END/) { $report .= $line }
	else
	{
		# The stack of the fault ends where the story of the block begins.
		(my $stack = $report) =~ s/\n (?:Address|Uninitialised value was created) .*//s;
		my @frames = $stack =~ /^ +(?:at|by) 0x[0-9A-F]+: .*\((\w+\.[chS]):\d+\)$/mg;
		if (grep({ $ours{$_} } @frames) && $stack !~ $padding) { $report =~ s/0x[0-9A-F]+/0x/g; $reports{$report}++ }
		else { $others++ }
		undef $report;
	}
}
for my $found (sort keys %reports)
{
	my ($first) = $found =~ /^ *(\S.*)$/m;
	my ($at) = map { /\((\w+\.[ch]):\d+\)/ && $ours{$1} ? $_ : () } split /\n/, $found;
	$at =~ s/^ +(?:at|by) 0x: //;
	print "not ok - memcheck: $first in $at, $reports{$found} times\n", map { "    $_\n" } split /\n/, $found;
}
print "ok - memcheck reports nothing in the extension\n" if !%reports;
print "    $others reports are of the server alone\n";
exit(%reports ? 1 : 0);
