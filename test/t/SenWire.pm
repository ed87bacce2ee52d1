package SenWire;

# A client of a few lines that speaks the protocol itself (chapter "Frontend/Backend Protocol" of
# PostgreSQL's documentation), so that a parameter is sent in binary or as text, byte for byte, as a driver
# sends it, many in one packet, each its own transaction.

use strict;
use warnings;

use IO::Socket::UNIX;

# connect NODE, DATABASE: as the superuser of the node, in UTF-8.
sub connect
{
	my ($class, $node, $database) = @_;
	my $path = $node->host . '/.s.PGSQL.' . $node->port;
	my $socket = IO::Socket::UNIX->new(Peer => $path) or die "no connection to $path: $!\n";
	my $self = bless { socket => $socket, buffer => '' }, $class;
	my $startup = pack('N', 196608) . join('', map { "$_\0" } user => scalar getpwuid($<), database => $database, client_encoding => 'UTF8') . "\0";

	$self->put(pack('N', 4 + length $startup) . $startup);
	$self->answer;
	return $self;
}

sub message { my ($type, $body) = @_; return $type . pack('N', 4 + length $body) . $body; }

sub put
{
	my ($self, $bytes) = @_;
	my $at = 0;
	while ($at < length $bytes)
	{
		my $n = syswrite $self->{socket}, $bytes, length($bytes) - $at, $at;
		die "the server does not listen: $!\n" if !$n;
		$at += $n;
	}
	return;
}

# take N: so many bytes of what the server sends.
sub take
{
	my ($self, $n) = @_;
	while (length $self->{buffer} < $n)
	{
		sysread($self->{socket}, $self->{buffer}, 65536, length $self->{buffer}) or die "the server closed the connection\n";
	}
	return substr $self->{buffer}, 0, $n, '';
}

# What the server says until it is ready again: { row => the last row, and state, message and hint of an error }.
sub answer
{
	my ($self) = @_;
	my %answer;
	while (1)
	{
		my ($type, $length) = unpack 'aN', $self->take(5);
		my $body = $self->take($length - 4);
		if ($type eq 'Z') { return \%answer }
		elsif ($type eq 'R') { die "the server asks for a password\n" if unpack('N', $body) != 0 }
		elsif ($type eq 'E')
		{
			my %field = map { (substr($_, 0, 1) => substr($_, 1)) } grep { length } split /\0/, $body;
			@answer{qw(state message hint)} = @field{qw(C M H)};
			die "the server ends the connection: $field{M}\n" if $field{S} ne 'ERROR';
		}
		elsif ($type eq 'D')
		{
			my ($n, $at, @row) = (unpack('n', $body), 2);
			for (1 .. $n)
			{
				my $size = unpack 'l>', substr $body, $at, 4;
				push @row, $size < 0 ? undef : substr $body, $at + 4, $size;
				$at += 4 + ($size < 0 ? 0 : $size);
			}
			$answer{row} = \@row;
		}
	}
}

# prepare NAME, SQL: a statement with parameters.
sub prepare
{
	my ($self, $name, $sql) = @_;
	$self->put(message('P', "$name\0$sql\0" . pack 'n', 0) . message('S', ''));
	my $answer = $self->answer;
	die "$answer->{message}\nin: $sql\n" if defined $answer->{state};
	return;
}

# execute NAME, BINARY, VALUE...: once with each value as its one parameter; the answers in order. So few bytes at once
# that they fit into what the system holds for the server: it may wait for us to read, and we never for it to do so.
sub execute
{
	my ($self, $name, $binary, @values) = @_;
	my @answers;
	while (@values)
	{
		my @some = shift @values;
		my $bytes = length $some[0];
		push @some, shift @values while @values && @some < 100 && ($bytes += length $values[0]) <= 32768;
		$self->put(join '', map { message('B', "\0$name\0" . pack('nnnN', 1, $binary ? 1 : 0, 1, length) . $_ . pack 'n', 0) . message('E', "\0" . pack 'N', 0) . message('S', '') } @some);
		push @answers, map { $self->answer } @some;
	}
	return @answers;
}

sub close { my ($self) = @_; $self->put(message('X', '')); close $self->{socket}; return; }

1;
