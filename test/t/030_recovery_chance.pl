# The chance of a projection is the same to the bit whatever the compiler makes of it: src/recovery/rng.c, compiled by
# each compiler and at each level there is, prints the vectors that a second implementation gave.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use Test::More;
use SenTest;

my $source = source_dir();
my $pg_config = $ENV{PG_CONFIG} || 'pg_config';
chomp(my $headers = `$pg_config --includedir-server`);
my $directory = PostgreSQL::Test::Utils::tempdir;

my $program = <<'C';
#include "postgres.h"
#include "recovery/rng.h"
#undef printf
int main(void)
{
	Random r;
	uint64 after = RandomSeed(&r, 42);
	uint64 hash = 0;
	double sum = 0, squares = 0;
	for (int i = 1; i <= 1000; i++)
	{
		uint64 x = RandomBits(&r);
		if (i <= 3 || i == 1000)
			printf("%llu\n", (unsigned long long) x);
	}
	RandomSeed(&r, 42);
	for (int i = 0; i < 20; i++)
		printf("%d ", (int) RandomPoisson(&r, 27.5));
	printf("\n");
	RandomSeed(&r, 1);
	for (int i = 0; i < 100000; i++)
	{
		double k = RandomPoisson(&r, 27.5);
		sum += k;
		squares += k * k;
	}
	printf("%.3f %.3f\n", sum / 100000, (squares - sum * sum / 100000) / 99999);
	printf("%.17g %.17g %.17g %.17g\n", RandomExp(-30), RandomExp(0.5), RandomExp(0), RandomExp(-0.0));
	sum = squares = 0;
	for (int i = 0; i < 100000; i++)
	{
		double z = RandomNormal(&r);
		sum += z;
		squares += z * z;
	}
	printf("%d %d\n", (int) (100 * sum / 100000 + 1000.5) - 1000, (int) (100 * squares / 100000 + 0.5));
	printf("%d %d %d %d\n", (int) RandomPoisson(&r, 0), RandomBinomial(&r, 1000, 0), RandomBinomial(&r, 1000, 1), after != 42);
	/* A mean so great that it is drawn in parts. */
	sum = 0;
	for (int i = 0; i < 1000; i++)
		sum += RandomPoisson(&r, 12345.6);
	printf("%d\n", sum / 1000 > 12330 && sum / 1000 < 12361);
	/* All bits of all that is drawn. */
	for (int i = 0; i < 20000; i++)
	{
		union { double d; uint64 b; } u;
		u.d = RandomNormal(&r);
		hash = hash * UINT64CONST(0x9e3779b97f4a7c15) + u.b;
		u.d = RandomExp(u.d);
		hash = hash * UINT64CONST(0x9e3779b97f4a7c15) + u.b;
		hash = hash * UINT64CONST(0x9e3779b97f4a7c15) + RandomPoisson(&r, u.d) + RandomBinomial(&r, 10, 0.3);
	}
	printf("%llx\n", (unsigned long long) hash);
	return 0;
}
C
my $file = "$directory/chance.c";
PostgreSQL::Test::Utils::append_to_file($file, $program);

# The flag by which the Makefile keeps the compiler from joining a multiplication and an addition.
my $makefile = PostgreSQL::Test::Utils::slurp_file("$source/Makefile");
like($makefile, qr/-ffp-contract=off/, 'the Makefile keeps roundings apart');

my $first;
for my $compiler ('cc', 'gcc', 'clang')
{
	for my $level ('-O0', '-O2', '-O3 -march=native')
	{
		my $name = "$compiler $level";
		my $errors = '';
	  SKIP:
		{
			skip("$compiler is not installed", 1) if system("command -v $compiler >/dev/null 2>&1") != 0;
			my $built = IPC::Run::run(
				[ split(/ /, $name), '-w', '-ffp-contract=off', "-I$source/src", "-I$headers", '-o', "$directory/chance", $file,
					"$source/src/recovery/rng.c" ], '2>', \$errors);
			skip("the server headers or the compiler lack something: $name", 1) if !$built && $errors =~ /fatal error|march/;
			my $out = $built ? `$directory/chance` : $errors;
			if (!defined $first)
			{
				$first = $out;
				my @line = split(/\n/, $out);
				is("@line[0..3]",
					'1546998764402558742 6990951692964543102 12544586762248559009 10224724267483498856',
					'xoshiro256** of seed 42: outputs 1, 2, 3 and 1000');
				is($line[4], '20 26 30 35 41 31 30 33 31 28 30 24 32 25 30 34 29 33 30 30 ', 'Poisson of mean 27.5, seed 42');
				is($line[5], '27.480 27.403', 'mean and variance of 100,000 of them, seed 1');
				my @exp = split(/ /, $line[6]);
				cmp_ok($exp[0], '==', 9.357622968839911e-14, 'exp(-30), not as of libm');
				cmp_ok($exp[1], '==', 1.6487212707001269, 'exp(0.5)');
				is("$exp[2] $exp[3]", '1 1', 'exp(0)');
				is($line[7], '0 100', 'normal: mean 0.00, variance 1.00');
				is($line[8], '0 0 1000 1', 'Poisson of mean 0, binomial of chance 0 and 1');
				is($line[9], '1', 'Poisson of a great mean');
			}
			else
			{
				is($out, $first, "the same bits from $name");
			}
		}
	}
}
ok(defined $first, 'some compiler was there') or diag('no compiler was found');

done_testing();
