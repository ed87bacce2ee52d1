#!/usr/bin/env perl
# Do the files that state the version, and the metadata for PGXN, agree, does the library
# export what SQL names and nothing else, does each room call only those before it, are lines
# of SQL short enough, and do the faults of test/mutation still fit?
# Prints TAP. Run in the top directory of a built tree; arguments are further builds of
# the library, such as one by another compiler.

use strict;
use warnings;
use Encode qw(decode);
use File::Find qw(find);
use JSON::PP;
use Test::More;

sub slurp
{
	my ($path) = @_;
	open my $fh, '<', $path or return '';
	local $/;
	return scalar <$fh>;
}

my $name = 'sen_improvement';
my ($control) = slurp("$name.control") =~ /^default_version\s*=\s*'([^']*)'/m;
like($control, qr/^\d+\.\d+\.\d+$/, 'the control file states a version of three numbers');

my $meta = eval { decode_json(slurp('META.json')) };
is(ref $meta, 'HASH', 'META.json is valid JSON') or diag $@;
$meta = {} unless ref $meta eq 'HASH';

my @required = ('name', 'version', 'abstract', 'maintainer', 'license', 'provides', 'meta-spec');
is(join(' ', grep { !defined $meta->{$_} } @required), '', 'META.json lacks no required key');
is($meta->{version}, $control, 'META.json has the version of the control file');
is($meta->{provides}{$name}{version}, $control, 'META.json provides that version');
my @absent = grep { defined && !-f } @{ $meta->{provides}{$name} }{qw(file docfile)};
is("@absent", '', 'the files named in META.json exist');

# Until a version is tagged, its changes stand under [Unreleased].
my ($changelog) = slurp('CHANGELOG.md') =~ /^## \[([^]]+)\]/m;
like($changelog, qr/^(Unreleased|\Q$control\E)$/, 'the top entry of CHANGELOG.md is for the version of the control file');

my $script = slurp("$name--$control.sql");
ok(length $script, 'the install script was built');
unlike($script, qr/^--\@include/m, 'no include line is left in it');

# The functions that a library exports, by name; nothing if no tool can tell.
sub exported
{
	my ($library) = @_;
	my @nm = map { /^\S*\s+[A-Za-z]\s+(\S+)/ ? $1 : () } qx(nm -D --defined-only '$library' 2>/dev/null);
	return @nm if @nm;
	return map { /^\s*\d+:(?:\s+\S+){3}\s+(?:GLOBAL|WEAK)\s+\S+\s+(?!UND)\S+\s+(\S+)/ ? $1 : () }
	  qx(readelf --dyn-syms -W '$library' 2>/dev/null);
}

# Symbols that linkers and sanitizers add on their own account.
my $noise = qr/^(_init|_fini|_end|_edata|_etext|__bss_start|__odr_asan.*)(@|$)/;

my %named = map { $_ => 1 } $script =~ /'MODULE_PATHNAME',\s*'(\w+)'/g;
is(scalar(() = $script =~ /'MODULE_PATHNAME'(?!,\s*'\w+')/g), 0, 'every function of the install script names its symbol');
# What the server finds by name itself: where a parallel worker begins.
my @entries = ('SenProjectWorker');
my @expected = sort('Pg_magic_func', '_PG_init', @entries, map { ($_, "pg_finfo_$_") } keys %named);
foreach my $library ("$name.so", @ARGV)
{
  SKIP:
	{
		ok(-s $library, "$library was built") or next;
		my %is = map { $_ => 1 } grep { !/$noise/ } exported($library);
		skip 'neither nm nor readelf reads its dynamic symbols', 1 if !%is;
		my %should = map { $_ => 1 } @expected;
		my @more = grep { !$should{$_} } sort keys %is;
		my @less = grep { !$is{$_} } @expected;
		is("more: @more; less: @less", 'more: ; less: ', "$library exports what SQL names, the magic, the entry of workers, and nothing else");
	}
}

# A room includes and calls only those before it, in the order in which the Makefile joins
# their SQL; what lies in src/ itself is for all rooms.
my (%floor, $rooms);
$floor{$_} //= ++$rooms foreach slurp('Makefile') =~ m{^\s+src/([\w/]+)/\w+\.sql\b}mg;
my @code = glob 'src/*/*.[ch] src/*/*/*.[ch]';
my $room_of = sub { my ($room) = $_[0] =~ m{^(?:src/)?(?:(\w+(?:/\w+)*)/)?[^/]+$}; $room };
my (@above, %home);
foreach my $file (@code)
{
	my $room = $room_of->($file);
	my $floor = $floor{$room} // (grep { /^\Q$room\E\// } keys %floor ? 0 : undef);
	push(@above, "$file: the Makefile joins no SQL of its room"), next if !defined $floor;
	foreach (slurp($file) =~ /^#include "(\w[\w\/]*\/\w+\.(?:h|inc))"/mg)
	{
		next if !-f "src/$_";
		push @above, "$file includes $_" if ($floor{ $room_of->($_) } // 0) > $floor;
	}
}
# All objects by one call, which prints "OBJECT:ADDRESS KIND NAME": a process for each takes seconds.
my @objects = glob 'src/*/*.o src/*/*/*.o';
my @symbols = map { /^(\S+\.o):[0-9a-f]*\s+([A-Z]) (\w+)$/ ? [ $1, $2, $3 ] : () } @objects ? qx(nm -A @objects 2>/dev/null) : ();
$home{ $_->[2] } = $_->[0] foreach grep { $_->[1] ne 'U' } @symbols;
foreach (grep { $_->[1] eq 'U' } @symbols)
{
	my ($object, undef, $name) = @$_;
	push @above, "$object calls $name of $home{$name}" if $home{$name} && ($floor{ $room_of->($home{$name}) } // 0) > ($floor{ $room_of->($object) } // 0);
}
ok($rooms > 10 && @code > 100 && !@above, 'a room includes and calls only the rooms before it') or diag join "\n", @above;

# Days, months with their years and years that go by two are written by the functions of words and calendar alone: by hand
# each place has a form of its own. A date as bytes of a key or a file, YYYY-MM-DD, is no word.
my @by_hand;
find({ no_chdir => 1, wanted => sub {
	my $file = $_;
	return if $file !~ /\.sql(\.in)?$/ || $file =~ m{/sen_improvement--[\d.]+\.sql$} || $file =~ m{^src/words/};
	my $number = 0;
	foreach (split /\n/, slurp($file))
	{
		$number++;
		push @by_hand, "$file:$number" if /to_char\([^']*'(?:[^']*(?:Mon(?:th)? YYYY|FMDD)|YY')/;
	}
} }, 'src');
ok(!@by_hand, 'no view writes a day, a month or a year in words by hand') or diag join "\n", @by_hand;

# Lines of SQL that are too long to read beside their neighbours. Not those that cannot be
# broken: a command of psql ends with its line, and so does the value of a template. The
# install scripts of released versions are as they were released.
my $columns = 120;
my (@sql, @long);
find({ no_chdir => 1, wanted => sub { push @sql, $_ if /\.sql(\.in)?$/ && !m{/sen_improvement--[\d.]+\.sql$} } }, 'src', 'sql', 'test', 'demo');
foreach my $file (sort @sql)
{
	my $number = 0;
	foreach (split /\n/, decode('UTF-8', slurp($file)))
	{
		$number++;
		push @long, "$file:$number: " . length($_) . ' columns' if length($_) > $columns && !/^\s*\\/ && !/^--\@ /;
	}
}
ok(@sql > 100 && !@long, "no line of SQL is longer than $columns columns") or diag join "\n", @long;

# What keeps a fault from being tried: lines that its file has not, or no such test.
sub misfit
{
	my ($patch) = @_;
	my ($head, $file, $hunks) = slurp($patch) =~ m{\A(.*?)^--- a/(\S+)\n\+\+\+ b/\S+\n(.*)\z}ms or return 'it is no patch';
	my $text = slurp($file);
	foreach my $hunk (split /^@@ .*\n/m, $hunks)
	{
		my $old = join '', map { /^[- ](.*\n)/ ? $1 : () } split /^/, $hunk;
		my $place = index("\n$text", "\n$old");    # an empty line is not the end of another
		return "$file is not as it was" if $place < 0;
		# patch looks for a change with less after it than before it at the end of the file alone.
		my ($before) = $hunk =~ /\A((?: .*\n)*)/;
		my ($after) = $hunk =~ /((?:^ .*\n)*)\z/m;
		return 'fewer lines stand after the change than before it'
		  if ($after =~ tr/\n//) < ($before =~ tr/\n//) && $place + length($old) != length($text);
	}
	return 'it does not say what is wrong' if $head !~ /^What: \S/m;
	my ($tests) = $head =~ /^(?:Noticed by|Tried with): (.+)/m or return 'it names no test';
	foreach my $test (split ' ', $tests)
	{
		return "there is no test $test"
		  if !grep { -f } "sql/$test.sql", "test/pgtap/$test.sql", "test/isolation/specs/$test.spec", "test/t/$test.pl";
	}
	return;
}

my @faults = glob 'test/mutation/faults/*.patch';
my @misfits = map { my $why = misfit($_); $why ? "$_: $why" : () } @faults;
ok(@faults > 0 && !@misfits, 'every fault of test/mutation fits the source, and names tests') or diag join "\n", @misfits;

done_testing();
