# Random programmes as version 0.1.0 reports them, and the same rows after the upgrade: every view shows the same rows,
# as on several days. Views were written anew to be faster; no figure may have changed. test/t/018_upgrade.pl does the
# same with the demo, and looks at the catalogue and the log too.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Utils;
use Test::More;
use SenTest;

my $source = source_dir();
my $seed = seed_once();
my $node = start_node('same_figures');
my $fixture = slurp_file("$source/test/fixtures/random_cases.sql");
my %seeds = (fixed => 0.20250606, drawn => ($seed % 1000003) / 1000003);
my @programmes = sort keys %seeds;
# One before there was any case, the last of a year, a leap day, one in the middle, and one by chance.
my @days = ('2022-01-10', '2023-12-31', '2024-02-29', '2025-06-06', sprintf('2025-%02d-%02d', 1 + rand 12, 1 + rand 28));

# Findings that 0.1.0 did not know.
my %new_findings = (data_quality => q{ WHERE finding NOT IN ('ended on a day to come', 'on a day to come', 'not said whether the periods of its figures overlap')});

# rows PROGRAMME, COLUMNS: how many rows each view in COLUMNS has on each day, and a digest of these columns of them in no
# order. All in one session, where each view is planned once for all days: that takes longer than to read so few rows.
sub rows
{
	my ($programme, $columns) = @_;
	my @views = sort keys %$columns;
	my $prepared = join '', map { qq{PREPARE "$_" AS SELECT count(*) || ' ' || coalesce(md5(string_agg(r::text, chr(10) ORDER BY r::text COLLATE "C")), '') FROM (SELECT $columns->{$_} FROM $programme."$_"} . ($new_findings{$_} // '') . qq{) r;\n} } @views;
	my $asked = join '', map { my $day = $_; "SET sen_improvement.as_of = '$day';\n" . join '', map { qq{\\echo $programme $day $_\nEXECUTE "$_";\n} } @views } @days;
	my @lines = split /\n/, query($node, 'figures', "SET search_path = $programme, public;\n$prepared$asked");
	my %found;

	while (my ($of, $answer) = splice @lines, 0, 2)
	{
		my (undef, $day, $view) = split / /, $of;
		$found{$day}{$view} = $answer;
	}
	die "$programme: not every view was asked on every day" if grep { keys %{ $found{$_} // {} } != @views } @days;
	return map { ("$programme $_" => $found{$_}) } @days;
}

query($node, 'postgres', 'CREATE DATABASE figures');
query($node, 'figures', q{CREATE EXTENSION sen_improvement VERSION '0.1.0'});
for my $programme (@programmes)
{
	query($node, 'figures', "SELECT sen.create_programme('$programme') AS made \\gset\n\\set seed $seeds{$programme}\nSET search_path = $programme, public;\n$fixture");
}
my %columns = map { split / /, $_, 2 } split /\n/, query($node, 'figures', "SELECT c.relname || ' ' || string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 WHERE c.relnamespace = '$programmes[0]'::regnamespace AND c.relkind = 'v' GROUP BY c.relname");
# The entries of the log are of another table by the upgrade.
delete @columns{qw(log_entries log_versions changes_since_last_meeting)};
# Cohorts were counted for each body that was asked; what is built on them showed none of it.
delete $columns{measured_cohort};
# A trend is drawn from figures that share no days, and two figures that share cases are compared by those that they do
# not share: so dashboard says something else of measures over twelve months, and with it what tells the same in words.
# How long a figure is recent goes by a rule that can be set, and readiness says numbers by the one rule for words.
my %changed = (dashboard => [qw(trend_per_month trend_lower trend_upper points projected_on verdict rag moving change_in_words because fresh_until)], meeting_readiness => ['ready'], slow_progress => [qw(score measure_off_course reasons)], action_log => ['highlight']);
for my $view (keys %changed)
{
	my %other = map { $_ => 1 } @{ $changed{$view} };
	$columns{$view} = join ', ', grep { !$other{$_} } split /, /, $columns{$view};
}
# Nor is case_time_limit compared, but what is built on it: when a limit stopped running says more now, by an order or for an
# appeal by its outcome, and an order that is still to come is left out.
delete @columns{qw(duty counted_duty)};
my %before = map { rows($_, \%columns) } @programmes;
# What is compared would otherwise be the same in a programme without rows.
for my $programme (@programmes)
{
	my @empty = grep { $before{"$programme 2025-06-06"}{$_} =~ /^0/ } qw(case_status deadlines open_cases overdue_cases due_soon backlog time_to_plan measure_value dashboard compliance_by_year compliance_by_month
		compliance_rolling compliance_by_cohort compliance_year_to_date timeliness_by_year timeliness_by_month timeliness_rolling timeliness_by_cohort timeliness_year_to_date advice_timeliness annual_review_timeliness phase_transfers);
	is("@empty", '', "$programme: the views have rows");
}
isnt($before{'fixed 2023-12-31'}{timeliness_by_month}, $before{'fixed 2024-02-29'}{timeliness_by_month}, 'another day has other figures');

query($node, 'figures', 'ALTER EXTENSION sen_improvement UPDATE');
query($node, 'figures', "SELECT count(*) FROM sen.upgrade_programme('$_')") for @programmes;
# The same columns, by the names that they have now; a view may have more of them.
my (%renamed, %columns_now);
for (split /\n/, query($node, 'figures', 'SELECT unnest(renames) FROM sen.programme_step ORDER BY step'))
{
	my ($old, $new) = split / /;
	$renamed{$old} = $new;
}
for my $view (keys %columns)
{
	my $now = $renamed{$view} // $view;
	$columns_now{$now} = join ', ', map { $renamed{"$now.$_"} // $_ } split /, /, $columns{$view};
}
# What is under an exception and past its day is lifted, and no longer called overdue, or too late to refuse by.
$columns_now{deadlines} =~ s/\bin_words\b/CASE WHEN time_limit = 'no_plan_decision' AND state = 'lifted' AND days_left < 0 THEN 'too late to refuse in time' ELSE regexp_replace(in_words, '^lifted, (.*) past the limit\$', 'overdue by \\1') END AS in_words/ or die 'deadlines has no column in_words';
# Days are said with a comma in thousands.
$columns_now{deadlines} =~ s/regexp_replace\(in_words,/regexp_replace(regexp_replace(in_words, '([0-9]),([0-9]{3})', '\\1\\2', 'g'),/ or die 'deadlines has no column in_words';
$columns_now{$_} =~ s/\bin_words\b/regexp_replace(in_words, '([0-9]),([0-9]{3})', '\\1\\2', 'g') AS in_words/ or die "$_ has no column in_words" for qw(open_cases overdue_cases);
# Words that were changed: a notice that expects leaders need not be there, and a column is no word for a flag.
$columns_now{contribution_gaps} =~ s/\bgap\b/replace(gap, 'though an improvement notice', 'though the notice') AS gap/ or die 'contribution_gaps has no column gap';
$columns_now{$_} =~ s/\bfinding\b/replace(replace(finding, 'flagged as under an exception, but', 'flagged as under an exception (week20), but'), 'is not flagged as under one', 'is not flagged (week20)') AS finding/ or die "$_ has no column finding" for qw(data_quality finding_in_cases);
$columns_now{$_} =~ s/\bwhat_to_do\b/replace(what_to_do, ' Rows copied in with the month first have day and month the wrong way round.', '') AS what_to_do/ or die "$_ has no column what_to_do" for qw(data_quality finding_in_cases);
for my $programme (@programmes)
{
	my %after = rows($programme, \%columns_now);

	for my $day (@days)
	{
		my ($was, $is) = ($before{"$programme $day"}, $after{"$programme $day"});
		my @differ = grep { my $now = $renamed{$_} // $_; $columns{$_} && ($is->{$now} // 'is not there') ne $was->{$_} } sort keys %$was;
		is("@differ", '', "$programme as on $day: every view shows the rows that it showed in 0.1.0");
	}
}
done_testing();
