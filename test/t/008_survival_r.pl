# Survival analysis against R's package survival over random summaries: the same cases, both by their own means,
# figure by figure. Without Rscript or the package there is nothing to compare with, and the test says so.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Utils;
use Test::More;
use SenTest;

my $dir = PostgreSQL::Test::Utils::tempdir;

# What R makes of the cases, a line a figure: "key<tab>value". NA and NaN are empty.
my $program = <<'R';
suppressMessages(library(survival))
args <- commandArgs(trailingOnly = TRUE)
cases <- read.csv(args[1])
asked <- read.csv(args[2])
out <- file(args[3], "w")
say <- function(key, value) cat(paste0(key, "\t", ifelse(is.finite(value), sprintf("%.17g", value), ""), "\n"), file = out, sep = "")

# One row a case.
set_of <- function(n) { x <- cases[cases$set == n, ]; x[rep(seq_len(nrow(x)), x$count), c("day", "end")] }
# Where the curve stands at the close of a day, by a curve that begins at 1. Null beyond the last day, unless all have ended.
at_close <- function(time, share, day) {
  before <- time <= day
  value <- if (any(before)) share[max(which(before))] else 1
  if (day > max(time) && value > 0) NA else value
}

for (n in unique(cases$set)) {
  x <- set_of(n)
  for (confidence in c(0.95, 0.8)) for (type in c("log-log", "log", "plain", "logit", "arcsin")) {
    fit <- survfit(Surv(day, end == 1) ~ 1, data = x, conf.type = type, conf.int = confidence)
    key <- paste(n, type, confidence)
    row <- paste(key, fit$time)
    say(paste(row, "at_risk"), fit$n.risk)
    say(paste(row, "finished"), fit$n.event)
    say(paste(row, "censored"), fit$n.censor)
    say(paste(row, "surviving"), fit$surv)
    say(paste(row, "standard_error"), summary(fit, times = fit$time)$std.err)
    say(paste(row, "lower"), fit$lower)
    say(paste(row, "upper"), fit$upper)
    # A last share of a half that is rounded to just above it is not found by quantile().
    half <- fit
    half$surv <- round(half$surv, 12)
    say(paste(key, "median"), quantile(half, 0.5)$quantile)
    # Where limits rise again quantile() takes another day than the first; the printed table takes the first.
    table <- summary(fit)$table
    limits <- table[length(table) - 1:0]
    if (all(diff(na.omit(fit$lower)) <= 0) && all(diff(na.omit(fit$upper)) <= 0))
      stopifnot(identical(as.numeric(limits), as.numeric(c(quantile(fit, 0.5)$lower, quantile(fit, 0.5)$upper))))
    say(paste(key, "median_lower"), limits[1])
    say(paste(key, "median_upper"), limits[2])
  }

  # Aalen-Johansen. R has none for cases of which none has ended.
  several <- if (any(x$end > 0)) survfit(Surv(day, factor(end, 0:2)) ~ 1, data = x) else NULL
  if (!is.null(several)) for (state in 1:3) say(paste(n, several$time, c("remaining", "incidence_finished", "incidence_left")[state]), several$pstate[, state])

  questions <- asked[asked$set == n, ]
  for (i in seq_len(nrow(questions))) {
    age <- questions$age[i]; by <- questions$by[i]
    key <- paste(n, age, by)
    # The cases beyond that age, and nothing else.
    y <- x[x$day > age, ]
    say(paste(key, "beyond"), nrow(y))
    if (nrow(y) == 0) { say(paste(key, c("stays", "finishes")), c(NA, NA)); next }
    fit <- survfit(Surv(day, end == 1) ~ 1, data = y)
    stays <- at_close(fit$time, fit$surv, by)
    say(paste(key, c("stays", "finishes")), c(stays, 1 - stays))
    if (any(y$end > 0)) {
      fit <- survfit(Surv(day, factor(end, 0:2)) ~ 1, data = y)
      stays <- at_close(fit$time, fit$pstate[, 1], by)
      finishes <- if (is.na(stays)) NA else if (any(fit$time <= by)) fit$pstate[max(which(fit$time <= by)), 2] else 0
      say(paste(key, c("stays_competing", "finishes_competing")), c(stays, finishes))
    }
  }

  # R carries the last share on beyond the last day, and refuses to end before the first. We do neither.
  fit <- survfit(Surv(day, end == 1) ~ 1, data = x)
  for (by in unique(questions$by)) if (by >= min(x$day) && by <= max(x$day)) {
    table <- summary(fit, rmean = by)$table
    say(paste(n, by, c("mean_days", "mean_error")), table[grep("rmean", names(table))])
  }
}

sets <- unique(cases$set)
for (i in seq_along(sets)[-1]) {
  x <- rbind(cbind(set_of(sets[i - 1]), side = 1), cbind(set_of(sets[i]), side = 2))
  test <- try(survdiff(Surv(day, end == 1) ~ side, data = x), silent = TRUE)
  if (inherits(test, "try-error") || test$var[1, 1] == 0) next
  say(paste(sets[i - 1], sets[i], c("chi_squared", "p_value", "observed_a", "observed_b", "expected_a", "expected_b")),
      c(test$chisq, pchisq(test$chisq, 1, lower.tail = FALSE), test$obs, test$exp))
}
close(out)
R

my $version = '';
my $have_r = eval { IPC::Run::run([ 'Rscript', '-e', 'cat(as.character(packageVersion("survival")))' ], '<', \undef, '>', \$version, '2>', \my $ignored) };

# The kinds of sets: [ most cases of a cell, most different days, first day, last day, chances of open, finished, left ].
my %kinds = (
	ordinary => [ 4, 200, 0, 700, 20, 70, 10 ],
	long => [ 2, 900, 0, 1500, 25, 65, 10 ],
	small => [ 1, 6, 0, 30, 20, 70, 10 ],
	tied => [ 30, 8, 0, 6, 30, 50, 20 ],
	large => [ 400, 60, 0, 300, 20, 70, 10 ],
	known => [ 3, 100, 0, 400, 0, 100, 0 ],
	'all open' => [ 3, 20, 0, 400, 100, 0, 0 ],
	'many left' => [ 3, 80, 0, 400, 10, 30, 60 ],
	late => [ 3, 150, -200, 200, 25, 75, 0 ],
);

SKIP:
{
	if (!$have_r)
	{
		diag('NOT COMPARED WITH R: there is no Rscript with the package survival (Debian: r-cran-survival)');
		skip 'Rscript or its package survival is not installed: nothing was compared', 1;
	}
	diag("R's package survival $version");
	seed();

	my @ends = ('open', 'done', 'left');
	my (@cases, @asked, @summaries);
	my $set = 0;
	for my $kind (sort keys %kinds)
	{
		my ($most, $cells, $first, $last, @chances) = @{ $kinds{$kind} };
		for (1 .. ($kind eq 'small' ? 25 : 3))
		{
			my (%count, %day);
			$set++;
			for (1 .. 1 + int rand $cells)
			{
				my $r = rand 100;
				my $end = $r < $chances[0] ? 0 : $r < $chances[0] + $chances[1] ? 1 : 2;
				my $day = $first + int rand($last - $first + 1);
				$count{$end}{$day} += 1 + int rand $most;
				$day{$day} = 1;
			}
			for my $end (keys %count) { push @cases, map { "$set,$_,$end,$count{$end}{$_}" } keys %{ $count{$end} } }
			# Some of each under an exception: the same to all of this.
			my %text;
			for my $end (keys %count)
			{
				for my $day (sort { $a <=> $b } keys %{ $count{$end} })
				{
					my $excepted = $end == 2 ? 0 : int rand($count{$end}{$day} + 1);
					push @{ $text{ $ends[$end] } }, "$day:" . ($count{$end}{$day} - $excepted) if $count{$end}{$day} > $excepted;
					push @{ $text{"$ends[$end]_excepted"} }, "$day:$excepted" if $excepted;
				}
			}
			push @summaries, "($set, 'v1" . join('', map { " $_\{" . join(',', @{ $text{$_} }) . '}' } grep { $text{$_} } qw(done done_excepted open open_excepted left)) . "')";
			my @days = sort { $a <=> $b } keys %day;
			my %asked;
			for (1 .. 12)
			{
				my $age = rand() < 0.5 ? $days[ int rand @days ] - int rand 2 : $first - 5 + int rand($last - $first + 10);
				$asked{ "$set,$age," . ($age + 1 + int rand($_ % 2 ? 200 : 20)) } = 1;
			}
			$asked{"$set,$days[0],$_"} = 1 for grep { $_ > $days[0] } $days[-1] - 1, $days[-1], $days[-1] + 1;
			push @asked, keys %asked;
		}
	}
	append_to_file("$dir/cases.csv", join("\n", 'set,day,end,count', @cases) . "\n");
	append_to_file("$dir/asked.csv", join("\n", 'set,age,by', @asked) . "\n");
	append_to_file("$dir/survival.R", $program);
	my $errors = '';
	ok(IPC::Run::run([ 'Rscript', '--vanilla', "$dir/survival.R", map { "$dir/$_" } qw(cases.csv asked.csv r.txt) ], '<', \undef, '>', \my $printed, '2>', \$errors), 'R runs to the end')
		or diag($errors);

	my $node = start_node('survival_r');
	query($node, 'postgres', 'CREATE EXTENSION sen_improvement; CREATE TABLE s (set integer, s sen.timeliness); CREATE TABLE asked (set integer, age integer, by_day integer)');
	query($node, 'postgres', 'INSERT INTO s VALUES ' . join(', ', @summaries));
	query($node, 'postgres', 'INSERT INTO asked VALUES ' . join(', ', map { "($_)" } @asked));
	my %sql = (
		curves => q{SELECT concat_ws(' ', set, type, confidence, day, f), v FROM s, unnest(ARRAY['log-log', 'log', 'plain', 'logit', 'arcsin']) type, unnest(ARRAY[0.95, 0.8]) confidence, sen.survival(s, confidence, type),
			LATERAL (VALUES ('at_risk', at_risk), ('finished', finished), ('censored', censored), ('surviving', surviving), ('standard_error', standard_error), ('lower', lower), ('upper', upper)) x (f, v)},
		medians => q{SELECT concat_ws(' ', set, type, confidence, f), v FROM s, unnest(ARRAY['log-log', 'log', 'plain', 'logit', 'arcsin']) type, unnest(ARRAY[0.95, 0.8]) confidence, sen.survival_median(s, confidence, type),
			LATERAL (VALUES ('median', median_days), ('median_lower', lower), ('median_upper', upper)) x (f, v)},
		incidence => q{SELECT concat_ws(' ', set, day, f), v FROM s, sen.cumulative_incidence(s), LATERAL (VALUES ('remaining', surviving), ('incidence_finished', incidence_finished), ('incidence_left', incidence_left)) x (f, v)
			WHERE sen.within(s, 2147483647) > 0 OR s::text LIKE '%left%'},
		outlook => q{SELECT concat_ws(' ', set, age, by_day, f), v FROM s JOIN asked USING (set), LATERAL (VALUES ('beyond', sen.at_risk(s, age)::double precision),
			('stays', sen.breach_risk(s, age, by_day)), ('finishes', sen.finish_probability(s, age, by_day)), ('stays_competing', sen.breach_risk(s, age, by_day, true)), ('finishes_competing', sen.finish_probability(s, age, by_day, true))) x (f, v)},
		means => q{SELECT concat_ws(' ', set, by_day, f), v FROM s JOIN (SELECT DISTINCT set, by_day FROM asked) a USING (set), sen.restricted_mean(s, by_day), LATERAL (VALUES ('mean_days', mean_days), ('mean_error', standard_error)) x (f, v)},
		log_rank => q{SELECT concat_ws(' ', a.set, b.set, f), v FROM s a JOIN s b ON b.set = a.set + 1, sen.log_rank(a.s, b.s),
			LATERAL (VALUES ('chi_squared', chi_squared), ('p_value', p_value), ('observed_a', observed_a), ('observed_b', observed_b), ('expected_a', expected_a), ('expected_b', expected_b)) x (f, v)},
	);
	my %of_r = map { my ($key, $value) = split /\t/, $_, 2; ($key => $value) } split /\n/, slurp_file("$dir/r.txt");
	my %seen;
	for my $part (sort keys %sql)
	{
		my ($compared, $empty, @wrong) = (0, 0);
		for my $line (split /\n/, query($node, 'postgres', $sql{$part}))
		{
			my ($key, $value) = split /\|/, $line, 2;
			my $wanted = $of_r{$key};
			# What R does not tell is tested elsewhere.
			next unless defined $wanted;
			$seen{$key} = 1;
			$compared++;
			$empty++ if $wanted eq '';
			next if $wanted eq '' && $value eq '';
			my $scale = $wanted eq '' || $value eq '' ? undef : abs($wanted) > 1 ? abs $wanted : 1;
			push @wrong, "$key: $value, R: $wanted" unless defined $scale && abs($value - $wanted) <= 1e-10 * $scale;
		}
		cmp_ok($compared, '>', 100, "$part: there is something to compare");
		is(scalar(@wrong), 0, "$part: $compared figures are those of R ($empty of them null)") or diag(join("\n", @wrong[0 .. ($#wrong > 9 ? 9 : $#wrong)]));
	}
	my @missing = grep { !$seen{$_} } sort keys %of_r;
	is(scalar(@missing), 0, 'and R has no figure that we have not') or diag(join("\n", @missing[0 .. ($#missing > 9 ? 9 : $#missing)]));
	$node->stop;
}
done_testing();
