# What a Board member can ask of two documents, the stocktake letter of 10 January 2025 and the Improvement Notice of 6
# June 2025, and is answered: a case for each of their 66 sentences that state a duty, a fact, a measure or a question, by
# its number in their order, with the query that a reader would send and what the demo answers. Then the story of four
# days: the stocktake, the notice, the end of 2025, and half a year later with nothing new.

use strict;
use warnings;

use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Utils;
use Test::More;
use SenTest;

my $node = start_demo('sentences');
query($node, 'demo', q{CREATE ROLE board_member; SELECT sen.grant_access('wirral', 'board_member', 'reader')});

# answer DAY, QUERY: as a Board member gets it, who is only a reader.
my (%answered, %told);
sub answer
{
	my ($day, $sql) = @_;
	return told_on($day)->{$$sql} // '' if ref $sql;
	return $answered{"$day $sql"} // query($node, 'demo', "SET search_path = wirral, public; SET ROLE board_member; SET sen_improvement.as_of = '$day'; $sql");
}

# ask [ DAY, QUERY ]...: what answer() will be asked for, all in one session: a new one for each would read the views from
# the catalogue anew.
sub ask
{
	my $mark = '@@@ answer';
	my $said = query($node, 'demo', "SET search_path = wirral, public;\nSET ROLE board_member;\n" . join('', map { "SET sen_improvement.as_of = '$_->[0]';\n\\echo '$mark'\n$_->[1];\n" } @_));
	my (undef, @answers) = split /^\Q$mark\E$/m, "\n$said\n", -1;
	die "not every question was answered\n" if @answers != @_;
	for my $i (0 .. $#_)
	{
		$answers[$i] =~ s/\A\n//;
		$answered{"$_[$i][0] $_[$i][1]"} = $answers[$i] =~ s/\n\z//r;
	}
	return;
}

# told_on DAY: what notice_compliance says of each paragraph, read once a day: to plan it takes longer than to read it.
my $of_notice = q{SELECT string_agg(concat(paragraph, chr(31), status, '|', evidence, '|', missing), chr(30)) FROM notice_compliance WHERE notice_id = '2025'};
sub told_on
{
	my ($day) = @_;
	return $told{$day} //= { map { split /\x1f/, $_, 2 } split /\x1e/, answer($day, $of_notice) };
}

sub check
{
	my ($got, $expected, $name) = @_;
	return ref $expected ? like($got, $expected, $name) : is($got, $expected, $name);
}

my ($stocktake, $letter, $notice, $end, $later) = ('2024-11-26', '2025-01-10', '2025-06-06', '2025-12-31', '2026-07-15');

# What an entry of the log of that day says was done, or changed.
sub entry { return "SELECT $_[0] FROM action_log WHERE entered_on = '$stocktake' AND $_[0] LIKE '%$_[1]%'" }
sub paragraph { my ($number) = @_; return \$number }

# Number, what it is about, day, query, answer: a text, or a pattern.
my @sentences = (
	# The letter
	[ 1, 'the first notice was published', $stocktake, q{SELECT item, in_words FROM where_we_are WHERE item LIKE '%Notice%'}, qr/^SEND Improvement Notice.*\|issued on 7 May 2024$/ ],
	[ 2, 'a stocktake was held, and a letter came', $letter, q{SELECT in_words, detail FROM where_we_are WHERE item = 'Last review on record'}, qr/^26 November 2024\|Section 5 of the notice is carried out/ ],
	[ 3, 'who came to the stocktake', $stocktake, q{SELECT item, in_words FROM sen.stocktake_annex('wirral') WHERE in_words IN ('attended', 'sent a deputy') ORDER BY 1}, "Chief Executive of the Integrated Care Board|attended\nDirector of Children's Services|attended\nLeader of the council|attended\nRepresentative of the Parent Carer Forum|attended" ],
	[ 4, 'the actions of section 5 are carried out', $letter, q{SELECT status, evidence FROM notice_compliance WHERE paragraph = '5'}, qr/^met\|the review reported on 10 January 2025 found it done/ ],
	[ 5, 'DfE and NHS England come to the Board', $stocktake, q{SELECT string_agg(DISTINCT sector || ' ' || represented, ', ') FROM attendance_summary WHERE is_external}, 'DfE true, NHS England true' ],
	[ 6, 'the advisers find oversight stronger', $stocktake, q{SELECT adviser, finding, summary FROM adviser_findings ORDER BY adviser}, qr/^SEND adviser appointed by DfE\|progress\|Oversight and governance are significantly better than six months ago\.\nSEND adviser of NHS England\|progress\|/ ],
	[ 7, 'three areas are business as usual', $stocktake, q{SELECT string_agg(area_number::text, ', ' ORDER BY area_number) FROM area_status_now WHERE notice_id = '2024' AND status = 'business as usual'}, '4, 8, 9' ],
	[ 8, 'plans within 20 weeks have not improved since the notice', $stocktake, q{SELECT d.verdict, c.in_words FROM measure_change c JOIN dashboard d USING (measure_id) WHERE measure_id = 'plans-20-weeks' AND since = 'notice'}, qr/^off track\|fell by 14\.3 points, from 30 April 2024 to 26 November 2024; by the cases that the two do not share, fell by 22 points, 95% interval/ ],
	[ 9, 'a recovery plan is overseen', $stocktake, q{SELECT risk_id, what, in_words FROM mitigation_plan WHERE what LIKE 'Recovery plan%'}, 'R1|Recovery plan, overseen by the Board|standing: no day is set' ],
	[ 10, 'money planned and spent', $end, q{SELECT in_words FROM objective_money WHERE objective_id = '2025-1'}, '600,000 pounds planned, 410,000 pounds spent by 30 November 2025 (68.3%)' ],
	[ 11, 'posts of the SEND and psychology services are filled', $stocktake, q{SELECT latest_in_words FROM dashboard WHERE measure_id = 'posts-filled'}, qr/^71(\.2)?% on 26 November 2024$/ ],
	[ 12, 'a monthly group of all agencies audits plans', $stocktake, q{SELECT month, audited, multi_agency FROM plan_quality ORDER BY month DESC LIMIT 1}, '2024-11-01|12|7' ],
	[ 13, 'what became of the fourteen next steps', $end, q{SELECT delivery_status, count(*) FROM action_status WHERE action_id LIKE 'step-%' GROUP BY 1 ORDER BY 1}, "at risk|2\ncomplete|4\ncomplete and embedded|1\noff track|3\non track|4" ],
	[ 14, 'plans are rated good or better', $end, q{SELECT latest_in_words, verdict FROM dashboard WHERE measure_id = 'plans-good'}, qr/^64% on 31 December 2025\|on track$/ ],
	[ 15, '45% are trained in co-production, 95% are to be', $stocktake, q{SELECT latest_in_words, target_in_words FROM dashboard WHERE measure_id = 'co-production-training'}, '45% on 26 November 2024|at least 95% by 31 March 2026' ],
	[ 16, 'health staff have their own training', $stocktake, entry('progress', 'health staff'), qr/health staff have their own mandatory training/ ],
	[ 17, 'the forum finds co-production much better', $stocktake, q{SELECT in_words, said FROM feedback_by_theme WHERE theme = 'being heard'}, qr/^1 positive, 1 mixed\|.*Co-production is much better; the forum is far more involved\./ ],
	[ 18, 'families may not feel it yet', $stocktake, q{SELECT said FROM feedback_by_theme WHERE theme = 'being heard'}, qr/Families may not feel it yet/ ],
	[ 19, 'satisfaction goes up and down', $end, q{SELECT string_agg(value::text, ', ' ORDER BY period_to) FROM measure_value WHERE measure_id = 'parent-satisfaction'}, '43, 38, 41.03, 41.61' ],
	[ 20, 'the themes of what families say', $stocktake, q{SELECT theme, in_words, said FROM feedback_by_theme WHERE theme = 'communication'}, qr/^communication\|1 negative\|.*Poor communication, too little specialist provision, and staff who change often\./ ],
	[ 21, 'there are to be more places', $stocktake, entry('progress', 'places'), 'The SEND strategy adds many places in resource bases and special provision.' ],
	[ 22, 'the local offer is used more', $end, q{SELECT in_words FROM measure_change WHERE measure_id = 'local-offer-visits' AND since = 'baseline'}, 'rose by 3,300 visits a month, from 30 June 2024 to 31 December 2025' ],
	[ 23, 'a communications lead is in post', $stocktake, entry('progress', 'communications lead'), qr/^A communications lead is in post/ ],
	[ 24, 'a few more packages are paid for jointly', $stocktake, q{SELECT in_words FROM measure_change WHERE measure_id = 'joint-packages' AND since = 'baseline'}, 'rose by 2 packages, from 30 June 2024 to 30 September 2024' ],
	[ 25, 'Board members were introduced to their role', $stocktake, entry('progress', 'Board member'), qr/each Board member was introduced to the role; councillors support and challenge/ ],
	[ 26, 'growth of requests for assessments', $end, q{SELECT year, in_words FROM requests_by_year WHERE year >= 2024 ORDER BY year}, qr/^2024\|1,443 requests, 1,325 a year before; 125 of 1,443 requests refused; .*\n2025\|1,401 requests, 1,443 a year before; 272 of 1,401 requests refused; / ],
	[ 27, 'requests for home education stay high', $stocktake, entry('impact', 'home education'), qr/requests for home education and absence stay high/ ],
	[ 28, 'persistent absence is high, and one figure says no more', $stocktake, q{SELECT latest_in_words, target_in_words, verdict FROM dashboard WHERE measure_id = 'persistent-absence'}, '34.7% on 31 July 2024|at most 30% by 31 August 2026|no recent data' ],
	[ 29, 'the next review is planned for May', $stocktake, q{SELECT next_planned_from FROM review_schedule WHERE notice_id = '2024'}, '2025-05-01' ],
	[ 30, 'the advisers are named by their posts', $stocktake, q{SELECT DISTINCT post FROM invitation_gaps WHERE is_external ORDER BY 1}, "Case lead of DfE\nSEND adviser appointed by DfE\nSEND adviser of NHS England" ],
	# The notice
	[ 31, 'three priority actions and one area for improvement', $end, q{SELECT kind, count(*) FROM area_progress WHERE notice_id = '2025' GROUP BY 1 ORDER BY 1}, "area for improvement|1\npriority action|3" ],
	[ 32, '2: all that is asked, with the partners', $end, paragraph('2'), 'not met|5 of 13 duties met|3(a) not met, 3(b) not met, 3(c) not met, 3(d) not met, 5(c) not met, 6 not met, 12(a) due, 12(c) due' ],
	[ 33, '3: plans cover every area, and views were heard', $end, paragraph('3'), qr/^met\|4 of 4 active areas with an objective; 7 of 7 objectives with an action, .*heard in the last 12 months: parents and carers \(2\), children and young people \(1\), schools \(1\)/ ],
	[ 34, '3(a): timeliness of plans', $end, q{SELECT in_time, finished, percent_in_time FROM timeliness_year_to_date}, '111|1328|8.4' ],
	[ 35, '3(a): quality of plans', $end, q{SELECT good_or_better_3_months, audited_3_months, change_in_words FROM plan_quality ORDER BY month DESC LIMIT 1}, qr/^23\|36\|no clear change: \+5\.6 points/ ],
	[ 36, '3(a): annual reviews', $end, q{SELECT latest_in_words, verdict FROM dashboard WHERE measure_id = 'reviews-4-weeks'}, qr/^44\.3% on 31 December 2025\|off track$/ ],
	[ 37, '3(b): preparation for adulthood', $end, q{SELECT latest_in_words, verdict FROM dashboard WHERE measure_id = 'adulthood-outcomes'}, qr/^60(\.3)?% on 31 December 2025\|on track$/ ],
	[ 38, '3(c): waits', $end, q{SELECT service, waiting, waiting_over_18_weeks, waiting_over_52_weeks FROM waits ORDER BY 1}, "neurodevelopmental|1330|951|247\nspeech and language|1096|452|0" ],
	# Two meanings: the measure counts contacts alone; of the waits, who was referred in these months is in touch, too.
	[ 39, '3(c): families hear from services while they wait', $end, q{SELECT d.latest_in_words, d.target_in_words, d.verdict, (SELECT string_agg(w.service || ' ' || w.percent_in_touch, ', ' ORDER BY w.service) FROM waits w) FROM dashboard d WHERE d.measure_id = 'waiting-contacted'}, '48.4% on 31 December 2025|at least 95% by 31 August 2026|off track|neurodevelopmental 64.1, speech and language 78.8' ],
	[ 40, '3(d): communication', $end, q{SELECT latest_in_words, verdict FROM dashboard WHERE measure_id = 'replies-5-days'}, qr/^60(\.2)?% on 30 September 2025\|off track$/ ],
	[ 41, '4: recommendations', $end, paragraph('4'), 'due|no recommendation of the Department is recorded|' ],
	[ 42, '5(a): the Board meets with its leaders, on agreed days', $end, paragraph('5(a)'), qr/^met\|3 meetings since the notice, the last on 20 November 2025; there: 5 of 5 sectors and 4 of 4 leaders held to account; the next is planned for 22 January 2026, agreed with the Department/ ],
	[ 43, '5(a): what is escalated', $end, q{SELECT what, days_open FROM open_escalations ORDER BY days_open DESC}, "No money agreed for the new neurodevelopmental pathway|104\nPapers sent on the day of the meeting|41" ],
	[ 44, '5(b): every action has an owner', $end, paragraph('5(b)'), qr/^met\|19 of 19 actions with an owner; / ],
	[ 45, '5(b): targets can be measured', $notice, paragraph('5(b)'), qr/^not met\|19 of 19 actions with an owner; 16 of 19 actions that were not given up under an objective with a measure .*\|a measure with a target for the objective 'The Board can show that it does what the notice asks'$/ ],
	[ 46, '5(c): content is kept up to date', $end, paragraph('5(c)'), qr/21 of 26 open actions with an entry in the log since the meeting before\|.*an entry for 5 of the open actions$/ ],
	[ 47, '5(c): the risk register in advance', $end, q{SELECT risk_register, risk_register_days_in_advance FROM meeting_readiness WHERE meeting_id = 'board-2025-11'}, 'in time|6' ],
	[ 48, '5(c): the mitigation plan, row by row', $end, q{SELECT what, in_words FROM mitigation_plan WHERE risk_id = 'R1' ORDER BY mitigation_number}, qr/^Recovery plan, overseen by the Board\|standing: no day is set\n(?:.*\n)*Recruit psychologists\|122 days overdue \(due 31 August 2025\)/m ],
	[ 49, '5(d): reports show data, analysis and lives', $end, paragraph('5(d)'), qr/^met\|papers of the meeting of 20 November 2025, not older than 6 months: data 1, analysis 1, lived experience 1/ ],
	[ 50, '5(e): the log is updated at each meeting', $end, paragraph('5(e)'), qr/^not met\|none of 3 meetings in the last 6 months with an entry for every open action, made within 14 days of it, at the last 21 of 26 open actions; .*entries in time for Improvement Board, July 2025 \(31 of 34 open actions\)/ ],
	[ 51, '5(e): it names what is slow and who is needed', $end, paragraph('5(e)'), qr/; 1 of 4 objectives slow by then \(3 points\) named in the log; 1 of 2 partners with gaps \(3 kinds\) named in the log\|.*the log does not name as slow: Council and health buy services together; .*; the log does not name as needed: Wirral Metropolitan Borough Council$/ ],
	[ 52, '6: invitations', $end, paragraph('6'), 'not met|all three were invited before 1 of 3 meetings in the last 6 months; kept since the meeting of 20 November 2025|invitations in time to Improvement Board, July 2025, Improvement Board, September 2025' ],
	[ 53, '7: what advisers find, progress or concern', $end, q{SELECT given_on, area, finding, summary FROM adviser_findings WHERE finding = 'concern' AND given_on > '2025-06-06'}, '2025-07-22|Waits for speech and language and neurodevelopmental assessment|concern|No date for the new neurodevelopmental pathway.' ],
	[ 54, '8: a review every six months', $end, q{SELECT due_by, in_words FROM review_schedule WHERE notice_id = '2025'}, qr/^2025-12-06\|overdue by 25 days/ ],
	[ 55, '9: topics of reviews', $end, paragraph('9'), 'not ours to show|reviews covered none of 7 topics|' ],
	[ 56, '10: the own assessment, part by part', $end, q{SELECT paragraph, is_ready FROM self_assessment}, "10(a)|t\n10(b)|t\n10(c)|t\n10(d)(i)|t\n10(d)(ii)|t\n10(d)(iii)|t" ],
	[ 57, '10(d)(ii): targets', $end, q{SELECT verdict, count(*) FROM dashboard d JOIN objective_status o USING (objective_id) WHERE o.areas LIKE '%2025%' GROUP BY 1 ORDER BY 1}, "at risk|1\noff track|9\non track|3" ],
	[ 58, '10(d)(ii): milestones met in time', $end, q{SELECT state, count(*) FROM milestone_status WHERE state NOT IN ('next', 'later') GROUP BY 1 ORDER BY 1}, "missed|2\nreached|1\nreached late|2" ],
	[ 59, '10(d)(ii): slippage', $end, q{SELECT count(*) > 300, count(*) FILTER (WHERE times_moved > 0) FROM slippage}, 't|4' ],
	[ 60, '10(d)(ii): on track for the next milestones', $end, q{SELECT in_words FROM milestone_status WHERE state = 'next' AND measure_id = 'plans-20-weeks-year'}, 'Due today; 8.2% on 31 December 2025 is 16.8 points short, and at risk: behind the plan.' ],
	[ 61, '10(d)(iii): partners take part', $end, paragraph('10(d)(iii)'), qr/^met\|since the notice: evidence on co-production 1, feedback of schools 1, of families 2/ ],
	[ 62, '12(b): data are accurate and up to date', $end, paragraph('12(b)'), 'met|13 of 13 measures with a figure that is not too old (one for a year may be 18 months old)|' ],
	[ 63, '12(d): minutes', $end, paragraph('12(d)'), qr/^met\|3 of 3 meetings held more than 28 days ago with minutes/ ],
	[ 64, '13: impact by the target days, actions by August 2026', $end, paragraph('13'), qr/^not met\|4 of 19 actions complete, 3 overdue; none of 13 measures at the target, none of 1 target whose day has come reached; the notice asks for delivery by 31 August 2026, 243 days left\|/ ],
	[ 65, '13: stepped down when progress is sufficient', $end, q{SELECT position, status, evidence FROM step_down}, "1|not met|none of 4 areas\n2|not met|none of 13 measures\n3|not met|4 of 19 actions\n4|not met|5 of 13 duties\n5|not ours to show|" ],
	[ 66, '14: what may follow', $end, paragraph('14'), 'not ours to show||' ],
);

my $in_force = q{SELECT string_agg(CASE notice_id WHEN '2024' THEN '2024 ' ELSE '' END || paragraph || ' ' || status, ', ' ORDER BY position) FROM notice_compliance WHERE in_force AND status <> 'not ours to show'};
ask((map { [ @$_[2, 3] ] } grep { !ref $_->[3] } @sentences), (map { [ $_, $of_notice ] } $notice, $end, $later), map { [ $_, $in_force ] } $stocktake, $letter, $notice, $end, $later);
my %asked;
for my $sentence (@sentences)
{
	my ($number, $about, $day, $sql, $expected) = @$sentence;
	$asked{$number}++;
	check(answer($day, $sql), $expected, "sentence $number on $day: $about");
}
is_deeply([ sort { $a <=> $b } keys %asked ], [ 1 .. 66 ], 'each sentence is asked');

# The story of four days: each paragraph of the notice in force, then what a rule says of it.
my %story = (
	$stocktake => '2024 5 cannot be shown',
	$letter => '2024 5 met',
	$notice => '2 not met, 3 not met, 3(a) not met, 3(b) cannot be shown, 3(c) not met, 3(d) not met, 4 due, 5 not met, 5(a) not met, 5(b) not met, 5(c) due, 5(d) due, 5(e) due, 6 due, 10 due, 10(a) not met, 10(b) not met, 10(c) met, 10(d) not met, 10(d)(i) not met, 10(d)(ii) met, 10(d)(iii) not met, 12 due, 12(a) due, 12(b) met, 12(c) due, 12(d) due, 13 due',
	$end => '2 not met, 3 met, 3(a) not met, 3(b) not met, 3(c) not met, 3(d) not met, 4 due, 5 not met, 5(a) met, 5(b) met, 5(c) not met, 5(d) met, 5(e) not met, 6 not met, 10 due, 10(a) met, 10(b) met, 10(c) met, 10(d) met, 10(d)(i) met, 10(d)(ii) met, 10(d)(iii) met, 12 due, 12(a) due, 12(b) met, 12(c) due, 12(d) met, 13 not met',
	$later => '2 not met, 3 met, 3(a) not met, 3(b) cannot be shown, 3(c) cannot be shown, 3(d) not met, 4 due, 5 not met, 5(a) not met, 5(b) met, 5(c) not met, 5(d) met, 5(e) not met, 6 met, 10 due, 10(a) not met, 10(b) not met, 10(c) met, 10(d) not met, 10(d)(i) not met, 10(d)(ii) not met, 10(d)(iii) met, 12 not met, 12(a) due, 12(b) not met, 12(c) due, 12(d) met, 13 not met',
);
for my $day (sort keys %story)
{
	is(answer($day, $in_force), $story{$day}, "each paragraph on $day");
}
# What was kept in the last months no longer is, and what was missed before them no longer counts.
for my $told (
	[ '5(a)', qr/^not met\|3 meetings since the notice, the last on 20 November 2025; .*\|a meeting in the last 3 months; a date for the next meeting$/ ],
	[ '6', 'met|all three were invited before 1 of 1 meeting in the last 6 months; kept since the meeting of 20 November 2025|' ],
	[ '10(a)', qr/^not met\|none of 7 objectives with an entry in the log that says what was done or changed in the last 6 months; / ],
	[ '10(b)', qr/^not met\|heard in the last 6 months: parents and carers \(0\), children and young people \(0\)/ ],
	[ '12(b)', qr/^not met\|.*\|recent data: Audited EHC plans rated good or better \(last of 31 December 2025\); .*; Cases: complete to 31 December 2025, 196 days ago, .*no recent data since 1 March 2026/ ])
{
	check(answer($later, paragraph($told->[0])), $told->[1], "$told->[0] on $later");
}
is(answer($later, q{SELECT source, state FROM data_age WHERE measure_id IS NULL ORDER BY 1}), "audits|no recent data\ncases|no recent data\nwaits|no recent data", 'nothing that figures stand on is recent');
is(answer($later, q{SELECT count(*) FROM dashboard WHERE verdict IN ('met', 'on track') AND measure_id LIKE 'plans%'}), '0', 'and no old figure of plans is on track');

# What doc/projection.md says of the demo's own trials against the past, by the query that stands there.
my ($trial, $tried) = slurp_file("$FindBin::RealBin/../../doc/projection.md") =~ /^```\n(SELECT b\.supposed.*?;)\n```\n.*?\n((?:\| as \w+ \|[^\n]*\n)+)/ms;
is(query($node, 'demo', $trial), join("\n", map { my $line = $_; $line =~ s/ points|%//g; $line =~ s/^\| | \|$//g; $line =~ s/ \| /|/g; $line } split /\n/, $tried),
	'six years of the demo against the past, as doc/projection.md tells them');

# A target day that is moved is told from then on, whatever day it is moved to.
query($node, 'demo', q{SET search_path = wirral; SET sen_improvement.meeting = 'board-2026-01'; UPDATE action SET due_on = due_on + 100 WHERE action_id = 'plan-11'});
like(answer('2100-01-01', q{SELECT times_moved, days_moved, in_words FROM slippage WHERE id = 'plan-11' AND what = 'due day'}), qr/^1\|100\|.*moved/, 'an action whose day was moved says so');

$node->stop;
done_testing();
