#!/usr/bin/env perl
# Do the files that state the version, and the metadata for PGXN, agree?
# Prints TAP. Run in the top directory of a built tree.

use strict;
use warnings;
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

done_testing();
