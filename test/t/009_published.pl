# DfE's published 20-week figures: every row expanded to one row per plan, aggregated by
# sen.timeliness() and compared with what is printed, to the last digit. The rows of Wirral and
# England are fixtures and always run. The whole file is beside the project and not in it: its
# path is in SEN_PUBLISHED (scripts/test.sh sets it where the file is), else that part is skipped.

use strict;
use warnings;

use Digest::SHA;
use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Utils;
use Test::More;
use SenTest;

my $fixture = source_dir() . '/test/fixtures/published_timeliness.csv';
my $dir = PostgreSQL::Test::Utils::tempdir;
my $node = start_node('published');

# load DATABASE, FILE: DfE's columns by name, without the byte-order mark; x is "not available".
sub load
{
	my ($database, $path) = @_;
	my $text = slurp_file($path);
	$text =~ s/\A\xEF\xBB\xBF//;
	append_to_file("$dir/$database.csv", $text);
	query($node, 'postgres', "CREATE DATABASE $database");
	query($node, $database, <<'SQL' . "\\copy printed FROM '$dir/$database.csv' WITH (FORMAT csv, HEADER match)\n" . <<'SQL');
CREATE EXTENSION sen_improvement;
CREATE TABLE printed (
    time_period text, time_identifier text, geographic_level text, country_code text, country_name text, region_code text, region_name text, new_la_code text, old_la_code text, la_name text, breakdown_topic text, breakdown text,
    plans_issued_den text, plans_issued_den_ex text, plans_issued_within_20_weeks text, plans_issued_20_weeks_ex text, pc_plans_issued_within_20_weeks text, "PC_plans_issued_20_weeks_ex" text,
    "plans_issued_gt20weeks_ltYear" text, "plans_issued_gt20weeks_ltYear_ex" text, "pc_plans_issued_gt20weeks_ltYear" text, "PC_plans_issued_gt20weeks_ltYear_ex" text,
    plans_issued_gt_1_year text, plans_issued_gt_1_year_ex text, pc_plans_issued_gt_1_year text, "PC_plans_issued_gt_1_year_ex" text);
SQL
-- n_ counts, p_ percentages; _ex excluding exceptions. region and la are null where the row is a total of them.
CREATE TABLE published AS
SELECT time_period::integer AS year, nullif(region_name, '') AS region, nullif(new_la_code, '') AS la, coalesce(nullif(la_name, ''), nullif(region_name, ''), country_name) AS name, breakdown_topic AS topic, breakdown,
       nullif(plans_issued_den, 'x')::bigint AS n, nullif(plans_issued_den_ex, 'x')::bigint AS n_ex,
       nullif(plans_issued_within_20_weeks, 'x')::bigint AS n_in, nullif(plans_issued_20_weeks_ex, 'x')::bigint AS n_in_ex,
       nullif("plans_issued_gt20weeks_ltYear", 'x')::bigint AS n_mid, nullif("plans_issued_gt20weeks_ltYear_ex", 'x')::bigint AS n_mid_ex,
       nullif(plans_issued_gt_1_year, 'x')::bigint AS n_year, nullif(plans_issued_gt_1_year_ex, 'x')::bigint AS n_year_ex,
       nullif(pc_plans_issued_within_20_weeks, 'x')::numeric AS p_in, nullif("PC_plans_issued_20_weeks_ex", 'x')::numeric AS p_in_ex,
       nullif("pc_plans_issued_gt20weeks_ltYear", 'x')::numeric AS p_mid, nullif("PC_plans_issued_gt20weeks_ltYear_ex", 'x')::numeric AS p_mid_ex,
       nullif(pc_plans_issued_gt_1_year, 'x')::numeric AS p_year, nullif("PC_plans_issued_gt_1_year_ex", 'x')::numeric AS p_year_ex
FROM printed;
-- The plans behind a row. A plan in no band has an unknown start; where only the first band is
-- published, the rest is late by days unknown. The days of a band begin with its edges: 140 and 0, 141 and 364, 365.
CREATE VIEW plan_of AS
SELECT year, region, la, topic, breakdown, make_date(year, 1, 1) + (k * 7919 % 365)::integer AS issued_on,
       make_date(year, 1, 1) + (k * 7919 % 365)::integer - CASE WHEN k % 2 = 1 THEN near + sign(far - near) * ((k / 2) % (1 + abs(far - near))) ELSE far - sign(far - near) * ((k / 2 - 1) % (1 + abs(far - near))) END::integer AS received_on,
       excepted AS exception
FROM (SELECT year, region, la, topic, breakdown, near, far, excepted, plans
      FROM published p, LATERAL (SELECT n - n_in - coalesce(n_mid + n_year, 0) AS n_rest, n_ex - n_in_ex - coalesce(n_mid_ex + n_year_ex, 0) AS n_rest_ex, n_mid IS NULL AS late) r,
           LATERAL (VALUES (140, 0, n_in, n_in_ex), (141, 364, n_mid, n_mid_ex), (365, 800, n_year, n_year_ex), (CASE WHEN late THEN 141 END, CASE WHEN late THEN 800 END, n_rest, n_rest_ex)) b (near, far, plans_all, plans_ex),
           LATERAL (VALUES (false, plans_ex), (true, plans_all - plans_ex)) e (excepted, plans)) cells,
     generate_series(1, plans) k;
-- What a summary says beside what is printed. Where a count is not published nothing is compared;
-- a percentage of no plans is x, and null here.
CREATE FUNCTION figures(p published, s sen.timeliness) RETURNS TABLE (figure text, printed numeric, computed numeric)
BEGIN ATOMIC
    SELECT * FROM (VALUES
        ('plans', p.n::numeric, sen.finished(s)::numeric), ('plans, excluding', p.n_ex, sen.finished(s, false)),
        ('within 20 weeks', p.n_in, sen.within(s, 140)), ('within 20 weeks, excluding', p.n_in_ex, sen.within(s, 140, false)),
        ('20 weeks to a year', p.n_mid, sen.over(s, 140) - sen.over(s, 364)), ('20 weeks to a year, excluding', p.n_mid_ex, sen.over(s, 140, false) - sen.over(s, 364, false)),
        ('over a year', p.n_year, sen.over(s, 364)), ('over a year, excluding', p.n_year_ex, sen.over(s, 364, false))) counts (figure, printed, computed)
    WHERE counts.printed IS NOT NULL
    UNION ALL
    SELECT '% ' || percents.figure, percents.printed, round(100 * percents.computed, 1) FROM (VALUES
        ('within 20 weeks', p.n_in, p.p_in, sen.rate(s, 140, true)), ('within 20 weeks, excluding', p.n_in_ex, p.p_in_ex, sen.rate(s, 140)),
        ('20 weeks to a year', p.n_mid, p.p_mid, sen.rate(s, 364, true) - sen.rate(s, 140, true)), ('20 weeks to a year, excluding', p.n_mid_ex, p.p_mid_ex, sen.rate(s, 364) - sen.rate(s, 140)),
        ('over a year', p.n_year, p.p_year, sen.over(s, 364)::numeric / nullif(sen.finished(s), 0)),
        ('over a year, excluding', p.n_year_ex, p.p_year_ex, sen.over(s, 364, false)::numeric / nullif(sen.finished(s, false), 0))) percents (figure, count, printed, computed)
    WHERE percents.count IS NOT NULL;
END;
SQL
	return;
}

# compare DATABASE: the rows expanded, aggregated and beside what is printed, in table compared.
# Counted again from the plans: their number, and how many are at the edge of 20 weeks.
sub compare
{
	my ($database, $which) = @_;
	query($node, $database, <<"SQL");
CREATE TABLE plan AS SELECT * FROM plan_of p WHERE $which;
CREATE TABLE summary AS
SELECT sen.calendar_year(issued_on) AS issued_in, region, la, topic, breakdown, sen.timeliness(received_on, issued_on, exception, '2025-12-31') AS s FROM plan GROUP BY 1, 2, 3, 4, 5;
CREATE TABLE compared AS
SELECT p.year, p.name, p.topic, p.breakdown, f.* FROM published p
LEFT JOIN summary s ON s.issued_in = make_date(p.year, 1, 1) AND s.la IS NOT DISTINCT FROM p.la AND s.region IS NOT DISTINCT FROM p.region AND s.topic = p.topic AND s.breakdown = p.breakdown,
LATERAL figures(p, coalesce(s.s, 'v1')) f WHERE $which;
SQL
	return;
}

my $DIFFERENT = q{SELECT concat_ws(' | ', year, name, breakdown, figure, printed, computed) FROM compared WHERE printed IS DISTINCT FROM computed};

# 1. Wirral and England ----------------------------------------------------------------------------
load('fixture', $fixture);
compare('fixture', 'true');
is(query($node, 'fixture', q{SELECT count(*), min(year), max(year), count(*) FILTER (WHERE name = 'Wirral'), count(*) FILTER (WHERE name = 'England') FROM published}), '13|2019|2025|7|6', 'the fixture: Wirral 2019 to 2025, England 2019 to 2024');
is(query($node, 'fixture', 'SELECT (SELECT sum(n) FROM published) = (SELECT count(*) FROM plan), (SELECT count(*) FROM plan)'), 't|415374', 'one row per plan');
is(query($node, 'fixture', $DIFFERENT), '', 'every figure of Wirral and England as printed');
is(query($node, 'fixture', q{SELECT count(*), count(*) FILTER (WHERE figure LIKE '\%%'), count(printed) FROM compared}), '110|42|110', 'so many figures were compared, so many of them percentages');
is(query($node, 'fixture', q{SELECT string_agg(printed::text, ' ' ORDER BY year) FROM compared WHERE name = 'Wirral' AND figure = '% within 20 weeks, excluding'}), '32.5 52.4 18.7 36.2 32.5 12.6 8.2', 'Wirral\'s headline, year by year');
# A plan on the other side of an edge is noticed: one of 140 days a day later, one of 365 a day earlier.
query($node, 'fixture', 'CREATE TABLE kept AS SELECT * FROM compared; DROP TABLE compared, summary; ALTER TABLE plan RENAME TO first_plan');
for my $shift ([ 140, -1, 'within 20 weeks' ], [ 141, 1, 'within 20 weeks' ], [ 364, -1, 'over a year' ], [ 365, 1, 'over a year' ])
{
	my ($days, $by, $figure) = @$shift;
	is(query($node, 'fixture', qq{
		SELECT count(*) > 0 FROM published p, LATERAL (SELECT sen.timeliness(CASE WHEN issued_on - received_on = $days THEN received_on + $by ELSE received_on END, issued_on, exception, '2025-12-31') AS s
		FROM first_plan f WHERE f.year = p.year AND f.la IS NOT DISTINCT FROM p.la) x, LATERAL figures(p, s) f WHERE f.figure = '$figure' AND printed IS DISTINCT FROM computed}), 't', "plans of $days days are there, and a day would matter");
}

# What the demonstration takes from the same tables says the same.
query($node, 'fixture', "CREATE TABLE demo (year integer, plans bigint, within bigint, plans_excluding bigint, within_excluding bigint, percent numeric, percent_excluding numeric, mid_band bigint, mid_band_excluding bigint,
	over_52_weeks bigint, over_52_weeks_excluding bigint, mean_weeks numeric, mean_weeks_excluding numeric, requests integer, requests_refused integer, source text);
\\copy demo FROM '" . source_dir() . "/demo/published.csv' WITH (FORMAT csv, HEADER match)");
is(query($node, 'fixture', q{SELECT count(*), count(*) FILTER (WHERE (plans, plans_excluding, within, within_excluding, percent, percent_excluding) = (n, n_ex, n_in, n_in_ex, p_in, p_in_ex)
	AND (mid_band, mid_band_excluding, over_52_weeks_excluding) IS NOT DISTINCT FROM (n_mid, n_mid_ex, n_year_ex) AND (over_52_weeks IS NOT DISTINCT FROM n_year OR year = 2025))
	FROM demo JOIN published USING (year) WHERE name = 'Wirral'}), '7|7', 'demo/published.csv has the same figures');

# 2. The whole file --------------------------------------------------------------------------------
SKIP:
{
	my $path = $ENV{SEN_PUBLISHED} // '';
	if ($path eq '')
	{
		diag('skipped: DfE\'s file of every authority is not here (SEN_PUBLISHED names none); only Wirral and England were checked');
		skip('SEN_PUBLISHED is not set', 1);
	}
	is(Digest::SHA->new(256)->addfile($path, 'b')->hexdigest, '6720f74f5e4e32efecd27ca4335805c9fb766a07f4b661284ec06f4d4df6ef13', 'timeliness_20_week.csv of the release of 26 June 2025');
	load('whole', $path);
	query($node, 'whole', "CREATE TABLE fixture (LIKE printed)");
	query($node, 'whole', "\\copy fixture FROM '$dir/fixture.csv' WITH (FORMAT csv, HEADER match)");
	is(query($node, 'whole', q{SELECT count(*) FROM fixture f WHERE time_period <> '2025' AND NOT EXISTS (SELECT FROM printed p WHERE p = f::text::printed)}), '0', 'the fixture\'s rows are in it, letter for letter');

	# What doc/projection.md says of the default spreads of sen.project(): 8 of 10 futures held what came a year later.
	my $within = 'abs(%s) <= 1.2815515655446004 * %s';    # the 90th percentile of a normal distribution
	query($node, 'whole', q{CREATE TABLE authority_year AS
		SELECT time_period::integer AS year, old_la_code AS la, nullif(plans_issued_den_ex, 'x')::numeric AS plans, nullif("plans_issued_20_weeks_ex", 'x')::numeric AS in_time
		FROM printed WHERE geographic_level = 'Local authority' AND breakdown_topic LIKE 'All%' AND plans_issued_den_ex ~ '^[0-9]+$' AND "plans_issued_20_weeks_ex" ~ '^[0-9]+$'});
	is(query($node, 'whole', sprintf(q{SELECT count(*), round(100.0 * count(*) FILTER (WHERE %s) / count(*)), round(100.0 * count(*) FILTER (WHERE %s) / count(*))
		FROM authority_year a JOIN authority_year b ON b.la = a.la AND b.year = a.year - 1
		WHERE a.plans >= 20 AND b.plans >= 20},
		sprintf($within, 'ln(a.plans / b.plans)', '0.3'),
		sprintf($within, 'ln((a.in_time + 0.5) / (a.plans - a.in_time + 0.5)) - ln((b.in_time + 0.5) / (b.plans - b.in_time + 0.5))', '1.4'))),
		'732|81|81', 'spreads of capacity and order: as many authorities within as doc/projection.md says');
	(my $requests = $path) =~ s{[^/]+$}{requests.csv};
  SKIP:
	{
		skip('DfE\'s requests.csv is not beside it', 3) if !-e $requests;
		(my $text = slurp_file($requests)) =~ s/\A\xEF\xBB\xBF//;
		append_to_file("$dir/requests.csv", $text);
		my ($header) = $text =~ /\A([^\r\n]+)/;
		query($node, 'whole', 'CREATE TABLE requested (' . join(', ', map { qq{"$_" text} } split /,/, $header) . ")");
		query($node, 'whole', "\\copy requested FROM '$dir/requests.csv' WITH (FORMAT csv, HEADER match)");
		# What is known at the end of a year: requests of the authority, and those of England to the year before.
		query($node, 'whole', q{CREATE TABLE asked AS SELECT a.requests / b.requests AS factor, (e.requests / f.requests - 1) AS growth
			FROM (SELECT time_period::integer AS year, old_la_code AS la, geographic_level AS level, requests_received_in_year::numeric AS requests FROM requested WHERE breakdown_topic LIKE 'All%' AND requests_received_in_year ~ '^[1-9]') a
			JOIN (SELECT time_period::integer AS year, old_la_code AS la, requests_received_in_year::numeric AS requests FROM requested WHERE breakdown_topic LIKE 'All%' AND geographic_level = 'Local authority' AND requests_received_in_year ~ '^[1-9]') b ON b.la = a.la AND b.year = a.year - 1
			JOIN (SELECT time_period::integer AS year, requests_received_in_year::numeric AS requests FROM requested WHERE breakdown_topic LIKE 'All%' AND geographic_level = 'National') e ON e.year = a.year - 2
			JOIN (SELECT time_period::integer AS year, requests_received_in_year::numeric AS requests FROM requested WHERE breakdown_topic LIKE 'All%' AND geographic_level = 'National') f ON f.year = a.year - 3
			WHERE a.level = 'Local authority'});
		is(query($node, 'whole', sprintf(q{SELECT count(*), round(100.0 * count(*) FILTER (WHERE %s) / count(*)) FROM asked},
			sprintf($within, 'ln(factor / (1 + growth / 2))', '0.25'))), '448|85', 'the spread of requests: as many within as doc/projection.md says');
		is(query($node, 'whole', q{SELECT string_agg(round(100 * miss, 1)::text, ' ' ORDER BY part) FROM (SELECT part, avg(abs((1 + growth * part) / factor - 1)) AS miss FROM asked, unnest('{0,0.5,1}'::numeric[]) part GROUP BY part) x}),
			'19.8 18.8 21.1', 'requests are missed least with half of the growth of England, as national_growth says');
		my $page = slurp_file(source_dir() . '/doc/projection.md');
		ok($page =~ /`demand_spread` 0\.25 .* 448 \| 85% \|\n.*`capacity_spread` 0\.3 .* 732 \| 81% \|\n.*`order_spread` 1\.4 .* 732 \| 81% \|/, 'and these are the figures of the page');
	}

	# Every authority: all plans of 2019 to 2024; those of 2023 and 2024 again by age, by sex and by ethnicity.
	compare('whole', 'p.la IS NOT NULL');
	is(query($node, 'whole', q{SELECT count(*) FILTER (WHERE topic = 'All EHC plans issued'), count(*) FROM plan}), '409350|922398', 'one row per plan');
	is(query($node, 'whole', q{SELECT count(*) FILTER (WHERE figure LIKE '\%%' AND printed IS NOT NULL AND topic = 'All EHC plans issued'), count(*) FILTER (WHERE figure LIKE '\%%' AND printed IS NOT NULL), count(*) FROM compared}), '3012|64920|153216',
		'so many percentages of all plans, so many percentages, so many figures');
	# Of 23 / 80 and 41 / 80 what follows the printed digit is an exact half, which is rounded up 643 times in this file. In binary
	# floating point these two divided and multiplied by 100 are just below the half, so they were printed rounded down.
	is(query($node, 'whole', "$DIFFERENT ORDER BY 1"), join("\n",
		'2024 | Birmingham | age 8 | % within 20 weeks, excluding | 28.7 | 28.8',
		'2024 | Hertfordshire | White - Any other White background | % within 20 weeks | 51.2 | 51.3',
		'2024 | Kent | White - Any other White background | % over a year | 28.7 | 28.8'), 'every figure of every authority as printed, but three percentages of small groups');

	# Regions and England are the authorities rolled up.
	my $totals = q{SELECT p.year, p.name, p.topic, p.breakdown, f.* FROM published p
		LEFT JOIN (SELECT extract(year FROM issued_in) AS year, region, topic, breakdown, sen.rollup(s) AS s FROM summary GROUP BY GROUPING SETS ((1, 2, 3, 4), (1, 3, 4))) t
			ON t.year = p.year AND t.region IS NOT DISTINCT FROM p.region AND t.topic = p.topic AND t.breakdown = p.breakdown,
		LATERAL figures(p, coalesce(t.s, 'v1')) f WHERE p.la IS NULL};
	query($node, 'whole', "CREATE TABLE total AS $totals");
	is(query($node, 'whole', q{SELECT string_agg(year || ' ' || name, ', ' ORDER BY year, name) FROM published WHERE la IS NOT NULL AND n IS NULL AND topic = 'All EHC plans issued'}),
		'2022 Havering, 2022 Norfolk, 2022 Tower Hamlets, 2022 West Berkshire, 2023 Hackney', 'five rows of authorities have no figures');
	# Their plans are in the totals all the same. In 2022 those of Havering and Tower Hamlets (London) and of West Berkshire (South
	# East) are in the denominators only, as if none was in time; Norfolk's are in none. In 2023 Hackney's are in every count.
	# The printed percentages follow the printed counts, so they differ too.
	is(query($node, 'whole', q{SELECT concat_ws(' | ', year, name, figure, printed, computed) FROM total WHERE topic = 'All EHC plans issued' AND printed IS DISTINCT FROM computed ORDER BY year, name, left(figure, 1) = '%', figure}), join("\n",
		'2022 | England | plans | 65512 | 64641',
		'2022 | England | plans, excluding | 62108 | 61283',
		'2022 | England | % within 20 weeks | 47.7 | 48.3',
		'2022 | England | % within 20 weeks, excluding | 49.2 | 49.8',
		'2022 | London | plans | 10314 | 9619',
		'2022 | London | plans, excluding | 9555 | 8860',
		'2022 | London | % within 20 weeks | 51.9 | 55.7',
		'2022 | London | % within 20 weeks, excluding | 54.7 | 58.9',
		'2022 | South East | plans | 11027 | 10851',
		'2022 | South East | plans, excluding | 10574 | 10444',
		'2022 | South East | % within 20 weeks | 44.8 | 45.6',
		'2022 | South East | % within 20 weeks, excluding | 45.8 | 46.4',
		'2023 | England | 20 weeks to a year | 36404 | 36278',
		'2023 | England | 20 weeks to a year, excluding | 33565 | 33439',
		'2023 | England | over a year | 4118 | 4107',
		'2023 | England | over a year, excluding | 3947 | 3936',
		'2023 | England | plans | 80945 | 80624',
		'2023 | England | plans, excluding | 76506 | 76185',
		'2023 | England | within 20 weeks | 39784 | 39600',
		'2023 | England | within 20 weeks, excluding | 38471 | 38287',
		'2023 | London | 20 weeks to a year | 3596 | 3470',
		'2023 | London | 20 weeks to a year, excluding | 3053 | 2927',
		'2023 | London | over a year | 433 | 422',
		'2023 | London | over a year, excluding | 395 | 384',
		'2023 | London | plans | 12503 | 12182',
		'2023 | London | plans, excluding | 11518 | 11197',
		'2023 | London | within 20 weeks | 8472 | 8288',
		'2023 | London | within 20 weeks, excluding | 8068 | 7884',
		'2023 | London | % 20 weeks to a year | 28.8 | 28.5',
		'2023 | London | % 20 weeks to a year, excluding | 26.5 | 26.1',
		'2023 | London | % within 20 weeks | 67.8 | 68.0',
		'2023 | London | % within 20 weeks, excluding | 70 | 70.4'), 'in the totals of all plans, those plans are all that differs');
	is(query($node, 'whole', q{SELECT year, name, topic, count(DISTINCT breakdown) FROM total WHERE printed IS DISTINCT FROM computed AND topic <> 'All EHC plans issued' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3}), join("\n",
		'2023|England|Child or young persons age|19', '2023|England|Ethnicity|17', '2023|England|Sex|2', '2023|London|Child or young persons age|19', '2023|London|Ethnicity|17', '2023|London|Sex|2'),
		'by age, sex and ethnicity only London\'s and England\'s of 2023');
	# So the plans that a region has and its authorities have not are those of the five. With them, every
	# figure of every region and of England comes out.
	query($node, 'whole', q{
		INSERT INTO published (year, region, la, name, topic, breakdown, n, n_ex, n_in, n_in_ex, n_mid, n_mid_ex, n_year, n_year_ex)
		SELECT r.year, region, 'rest', r.name || ', not published', topic, breakdown, r.n - a.n, r.n_ex - a.n_ex, r.n_in - a.n_in, r.n_in_ex - a.n_in_ex, r.n_mid - a.n_mid, r.n_mid_ex - a.n_mid_ex, r.n_year - a.n_year, r.n_year_ex - a.n_year_ex
		FROM published r
		JOIN (SELECT year, region, topic, breakdown, sum(n) AS n, sum(n_ex) AS n_ex, sum(n_in) AS n_in, sum(n_in_ex) AS n_in_ex, sum(n_mid) AS n_mid, sum(n_mid_ex) AS n_mid_ex, sum(n_year) AS n_year, sum(n_year_ex) AS n_year_ex
		      FROM published WHERE la IS NOT NULL GROUP BY 1, 2, 3, 4) a USING (year, region, topic, breakdown)
		WHERE r.la IS NULL AND r.n <> a.n;
		INSERT INTO summary SELECT sen.calendar_year(issued_on), region, la, topic, breakdown, sen.timeliness(received_on, issued_on, exception, '2025-12-31') FROM plan_of WHERE la = 'rest' GROUP BY 1, 2, 3, 4, 5});
	is(query($node, 'whole', q{SELECT year, name, n, n_ex, n_in, n_in_ex FROM published WHERE la = 'rest' AND topic = 'All EHC plans issued' ORDER BY 1, 2}), "2022|London, not published|695|695|0|0\n2022|South East, not published|176|130|0|0\n2023|London, not published|321|321|184|184", 'the plans of which no authority has a row');
	is(query($node, 'whole', "SELECT concat_ws(' | ', year, name, breakdown, figure, printed, computed) FROM ($totals) t WHERE printed IS DISTINCT FROM computed ORDER BY 1"), '', 'with it, every figure of every region and of England as printed');
	is(query($node, 'whole', "SELECT count(*) FILTER (WHERE figure LIKE '\\%%' AND printed IS NOT NULL), count(*) FROM ($totals) t"), '5117|12000', 'so many percentages, so many figures');
}

$node->stop;
done_testing();
