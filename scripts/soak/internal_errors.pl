#!/usr/bin/env perl
# internal_errors.pl DIRECTORY-OF-SOURCE < LOG : a line for each error of class XX in a server
# log with the line prefix '%p %e %d ' and log_error_verbosity verbose: "ours" if its place is
# in our source, or if it came from within a function of schema sen, else "server".

use strict;
use warnings;

use File::Find;

my (%ours, %open);
find(sub { $ours{$_} = 1 if /\.[ch]$/ }, shift @ARGV);

sub tell_of
{
	my ($error) = @_;
	return if !$error;
	my $ours = ($error->{file} && $ours{ $error->{file} }) || ($error->{context} // '') =~ /\bfunction (?:sen\.|_?wirral\.)/;
	print $ours ? 'ours' : 'server', " $error->{message} at ", $error->{place} // 'an unknown place', ' ', $error->{context} // '', "\n";
	return;
}

my $context;    # whose context goes on in the lines that follow
while (my $line = <STDIN>)
{
	chomp $line;
	if ($line =~ /^(\d+) (\w{5}) \S* ?(ERROR|FATAL|PANIC|LOCATION|CONTEXT|STATEMENT|DETAIL|HINT|QUERY|LOG|WARNING|NOTICE): +(.*)/)
	{
		my ($pid, $state, $kind, $rest) = ($1, $2, $3, $4);
		$context = $kind eq 'CONTEXT' ? $pid : undef;
		if ($kind =~ /ERROR|FATAL|PANIC|LOG|WARNING|NOTICE/)
		{
			tell_of(delete $open{$pid});
			$open{$pid} = { state => $state, message => $rest } if $state =~ /^XX/ && $kind ne 'LOG';
		}
		elsif ($open{$pid} && $kind eq 'LOCATION') { $open{$pid}{place} = $rest; ($open{$pid}{file}) = $rest =~ /, (\S+):\d+$/ }
		elsif ($open{$pid} && $kind eq 'CONTEXT') { $open{$pid}{context} = $rest }
	}
	elsif (defined $context && $open{$context}) { $line =~ s/^\s+//; $open{$context}{context} .= "; $line" }
}
tell_of($_) for values %open;
