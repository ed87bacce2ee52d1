package SenTest;

# What the TAP tests share: a server that finds the extension, and psql by the same
# means for every role.

use strict;
use warnings;

use Digest::MD5;
use Exporter 'import';
use File::Copy;
use Fcntl ':flock';
use FindBin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

our @EXPORT = qw(start_node start_demo copy_demo source_dir query try_query seed seed_once no_crash);

# The source tree: given by scripts/test.sh, else the one this file is in.
sub source_dir
{
	return $ENV{SEN_TEST_SOURCE} // "$FindBin::RealBin/../..";
}

# Data as initdb leaves it are made once and copied, where scripts/test.sh says where they may be kept: the first to
# come makes them, the others wait for it.
sub init_node
{
	my ($node) = @_;
	my $kept = $ENV{SEN_TEST_CLUSTERS};
	my @options = (extra => [ '--encoding=UTF8', '--locale=C' ]);

	return $node->init(@options) if !defined $kept;
	open(my $lock, '>', "$kept/lock") or die "$kept/lock: $!";
	flock($lock, LOCK_EX) or die "$kept/lock: $!";
	if (!-d "$kept/made")
	{
		$node->init(@options);
		PostgreSQL::Test::RecursiveCopy::copypath($node->data_dir, "$kept/making.$$");
		rename("$kept/making.$$", "$kept/made") or die "$kept/made: $!";
		return;
	}
	close($lock);
	$node->init_from_backup(bless({ of => $kept }, 'SenTest::Kept'), 'made');
	return;
}

# What init_from_backup() asks of the node that a backup is of.
sub SenTest::Kept::name { return 'kept' }
sub SenTest::Kept::backup_dir { return $_[0]{of} }

# start_node NAME [, SETTINGS]: a server of its own, UTF-8, reports standing on a fixed day unless a test sets another.
# It is started once: by a restart pg_ctl would start the server's program itself, not what stands in its place when it
# runs under a sanitizer.
sub start_node
{
	my ($name, $settings) = @_;
	my $node = PostgreSQL::Test::Cluster->new($name);

	init_node($node);
	return begin($node, $settings);
}

sub begin
{
	my ($node, $settings) = @_;

	$node->append_conf('postgresql.conf', slurp_file($ENV{SEN_TEST_CONF})) if $ENV{SEN_TEST_CONF};
	$node->append_conf('postgresql.conf', "fsync = off\ndatestyle = 'ISO, YMD'\n" . ($settings // ''));
	$node->start;
	return $node;
}

# start_demo NAME [, SETTINGS [, FOLDER]]: the same with a database demo, as demo/load.sql makes it. Who asks first loads
# it, the others take a copy of that server, as long as neither the library nor the demo are others. In FOLDER, if it is
# given, is then what the scripts of the demo ran in, with what they have written.
sub start_demo
{
	my ($name, $settings, $folder) = @_;
	my $kept = $ENV{SEN_TEST_CLUSTERS};

	return load_demo(start_node($name, $settings), $folder // PostgreSQL::Test::Utils::tempdir . '/demo') if !defined $kept;
	my $what = Digest::MD5->new;
	for my $file (sort glob(source_dir() . '/{*.so,sen_improvement--*.sql,demo/*}'))
	{
		open(my $in, '<:raw', $file) or die "$file: $!";
		$what->add($file)->addfile($in);
	}
	my $demo = 'loaded.' . $what->hexdigest;
	open(my $lock, '>', "$kept/demo.lock") or die "$kept/demo.lock: $!";
	flock($lock, LOCK_EX) or die "$kept/demo.lock: $!";
	if (!-d "$kept/$demo")
	{
		my $maker = load_demo(start_node("${name}_maker"), "$kept/making.$$.folder");
		$maker->stop;
		PostgreSQL::Test::RecursiveCopy::copypath($maker->data_dir, "$kept/making.$$");
		rename("$kept/making.$$.folder", "$kept/$demo.folder") or die "$kept/$demo.folder: $!";
		rename("$kept/making.$$", "$kept/$demo") or die "$kept/$demo: $!";
	}
	close($lock);
	PostgreSQL::Test::RecursiveCopy::copypath("$kept/$demo.folder", $folder) if defined $folder;
	my $node = PostgreSQL::Test::Cluster->new($name);
	$node->init_from_backup(bless({ of => $kept }, 'SenTest::Kept'), $demo);
	return begin($node, $settings);
}

# copy_demo FOLDER: the scripts write into their folder and read from it, so each run has a copy, without what another
# run has written.
sub copy_demo
{
	my ($to) = @_;
	mkdir $to or die "mkdir $to: $!";
	for (grep { -f && !/\/(?:ehc_request|assessment_exception)\.csv$/ } glob(source_dir() . '/demo/*')) { copy($_, $to) or die "copy $_: $!" }
	return;
}

# load_demo NODE, FOLDER: into a database demo, from a folder that it makes. Nothing else is said.
sub load_demo
{
	my ($node, $folder) = @_;
	my $output = '';

	copy_demo($folder);
	query($node, 'postgres', 'CREATE DATABASE demo');
	IPC::Run::run([ 'psql', '-X', '-q', '-h', $node->host, '-p', $node->port, '-d', 'demo', '-v', 'ON_ERROR_STOP=1', '-f', 'load.sql' ],
		'>', \$output, '2>&1', init => sub { chdir $folder or die "chdir $folder: $!" }) && $output eq ''
		or die "demo/load.sql: $output";
	return $node;
}

# try_query NODE, DATABASE, SQL [, ROLE [, PGOPTIONS]] returns (exit status, output, errors).
sub try_query
{
	my ($node, $database, $sql, $role, $options) = @_;
	my ($out, $err) = ('', '');
	local $ENV{PGOPTIONS} = $options if defined $options;
	my $status = $node->psql($database, $sql, stdout => \$out, stderr => \$err,
		on_error_stop => 1, extra_params => defined $role ? [ '-U', $role ] : []);
	return ($status, $out, $err);
}

# query: the same, where an error is the end of the test.
sub query
{
	my ($status, $out, $err) = try_query(@_);
	die "psql: $err\nin: $_[2]\n" if $status != 0;
	return $out;
}

# The seed of random tests: of the environment, else of the clock; always told.
sub seed
{
	my $seed = defined $ENV{SEN_SEED} && $ENV{SEN_SEED} =~ /^\d+$/ ? $ENV{SEN_SEED} : time;
	diag("seed $seed, repeat with SEN_SEED=$seed");
	srand($seed);
	return $seed;
}

# seed, of a file that scripts/test.sh runs once and not with a fixed seed too: it has a part that is always the same,
# or what it finds hangs on when its sessions meet, which no seed repeats.
sub seed_once
{
	return seed();
}

# The same postmaster as at START, and no process that died.
sub no_crash
{
	my ($node, $start) = @_;
	is(query($node, 'postgres', 'SELECT pg_postmaster_start_time()'), $start, 'the server was never restarted');
	unlike(slurp_file($node->logfile), qr/terminated by signal|TRAP:|PANIC|problem in alloc set/, 'and no process died');
}

1;
