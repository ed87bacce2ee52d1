# What is missing for a command is installed only where nothing that is there is
# touched; else it is fetched as files. The plans are what `apt-get -s` printed on
# Debian 12, shortened.

use strict;
use warnings;

use FindBin;
use Test::More;

my $source = $ENV{SEN_TEST_SOURCE} // "$FindBin::RealBin/../..";

# What is new only.
my $additive = <<'PLAN';
Inst libio-pty-perl (1:1.17-1 Debian:12.15/oldstable [amd64])
Inst postgresql-server-dev-15 (15.20-0+deb12u1 Debian-Security:12/oldstable-security [amd64])
Conf libio-pty-perl (1:1.17-1 Debian:12.15/oldstable [amd64])
Conf postgresql-server-dev-15 (15.20-0+deb12u1 Debian-Security:12/oldstable-security [amd64])
PLAN

# The installed server is older than the archive's.
my $upgrade = <<'PLAN';
Inst libpq-dev [15.18-0+deb12u1] (15.20-0+deb12u1 Debian-Security:12/oldstable-security [amd64]) []
Inst libpq5 [15.18-0+deb12u1] (15.20-0+deb12u1 Debian-Security:12/oldstable-security [amd64])
Inst libipc-run-perl (20220807.0-1 Debian:12.15/oldstable [all])
Inst postgresql-15 [15.18-0+deb12u1] (15.20-0+deb12u1 Debian-Security:12/oldstable-security [amd64])
Conf libpq5 (15.20-0+deb12u1 Debian-Security:12/oldstable-security [amd64])
Conf postgresql-15 (15.20-0+deb12u1 Debian-Security:12/oldstable-security [amd64])
PLAN

my $removal = $additive . "Remv libfoo [1.0]\n";

# A package that a broken installation left unpacked.
my $unfinished = $additive . "Conf postgresql-15 (15.20-0+deb12u1 Debian-Security:12/oldstable-security [amd64])\n";

# Run SHELL after the functions of the project are read, with a machine as told.
sub with_machine
{
	my (%is) = @_;
	local $ENV{PLAN_TEXT} = $is{plan} // '';
	my $script = <<"SHELL";
. "$source/scripts/lib/common.sh"; . "$source/scripts/lib/packages.sh"; . "$source/scripts/lib/fetch.sh"
has_clusters() { $is{clusters}; }
can_be_root() { $is{root}; }
plan_install() { PLAN=\$PLAN_TEXT; $is{plannable}; }
$is{run}
SHELL
	open my $shell, '-|', 'bash', '-c', $script or die "bash: $!";
	local $/;
	my $said = <$shell>;
	close $shell;
	$said =~ s/\s+\z//;
	return $said;
}

sub way
{
	my (%is) = @_;
	return with_machine(clusters => 'false', root => 'true', plannable => 'true', %is, run => 'choose_way; echo "$WAY"');
}

is(way(plan => $additive), 'install', 'what only adds packages is installed');
is(way(plan => $upgrade), 'fetch', 'what would upgrade a package is fetched');
is(way(plan => $removal), 'fetch', 'what would remove a package is fetched');
is(way(plan => $unfinished), 'fetch', 'what would configure a package that was there is fetched');
is(way(plan => $additive, clusters => 'true'), 'fetch', 'on a machine with clusters even what only adds is fetched');
is(way(plan => $additive, clusters => 'true', root => 'false'), 'fetch', 'without root too');
is(way(plan => $additive, root => 'false'), 'fetch', 'without root what only adds is fetched');
is(way(plannable => 'false'), 'fetch', 'what apt-get finds no way to install is fetched');

like(with_machine(clusters => 'true', root => 'true', plannable => 'true', run => <<'SHELL'), qr/clusters.*cannot find.*\n  - the headers\n.*apt-get install headers-15\n.*\nstatus 3\z/s,
	plan_fetch() { false; }
	private_lists() { :; }
	list_missing() { LACK=('the headers'); PACKAGES=(headers-15); MAJOR_WANTED=15; }
	need_time_zones() { :; }
	list_missing
	PG_CONFIG= PRIVATE=/nonexistent
	(choose_way; fetch_missing "$WHY") 2>&1 || echo "status $?"
SHELL
	'what can be neither installed nor fetched is named, and the run ends with status 3');

is(with_machine(clusters => 'false', root => 'true', plannable => 'true', plan => $upgrade, run => 'planned_versions "$PLAN_TEXT"'),
	"libpq-dev=15.20-0+deb12u1\nlibpq5=15.20-0+deb12u1\nlibipc-run-perl=20220807.0-1\npostgresql-15=15.20-0+deb12u1",
	'the versions to fetch are those of the plan');

# Headers that are missing beside a server bring a whole private server; pgTAP
# beside a complete one comes alone.
my $choose = 'choose_fetched; echo "${FETCH_RESOLVED[*]} / ${FETCH_ALONE[*]}"';
is(with_machine(clusters => 'true', root => 'true', plannable => 'true',
		run => "MAJOR_WANTED=15 PG_CONFIG=; PACKAGES=(postgresql-server-dev-15 gcc libc6-dev postgresql-15-pgtap); $choose"),
	'postgresql-15 postgresql-client-15 gcc libc6 libgcc-s1 libc6-dev / postgresql-server-dev-15 postgresql-15-pgtap',
	'without headers a whole server is fetched');
is(with_machine(clusters => 'true', root => 'true', plannable => 'true',
		run => "MAJOR_WANTED=15 PG_CONFIG=/usr/bin/pg_config; PACKAGES=(postgresql-15-pgtap libipc-run-perl); $choose"),
	'libipc-run-perl / postgresql-15-pgtap', 'a complete server is used as it is');

done_testing();
