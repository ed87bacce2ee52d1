# Plain words: every text that a reader of the demo can see, in the views of level reader and in the pack, on five days,
# by rules with names. A text that breaks one is shown with its view, column, day and rule; every rule is shown to fail.

use strict;
use warnings;

use File::Copy;
use FindBin;
use lib $FindBin::RealBin;
use PostgreSQL::Test::Utils;
use Test::More;
use SenTest;

# The stocktake of the letter, the notice, the day before the demo's Board meets, the end of its data, and long after it.
my @days = qw(2024-11-26 2025-06-06 2025-09-01 2025-12-31 2026-07-15);

# Rule, the expression that finds what breaks it (PostgreSQL's), texts that break it and texts that do not.
my $noun = 'actions|areas|cases|charts|children|days|decisions|duties|entries|escalations|families|figures|lines|'
	. 'measures|meetings|members|milestones|mitigations|months|objectives|packages|parents|parts|people|plans|points|'
	. 'posts|requests|reviews|risks|sectors|topics|visits|weeks|years';
my @rules = (
	[ 'one of many', "(?<![0-9.,x/-])1 ($noun)\\M", [ '1 actions', 'of 1 open cases; 1 weeks left' ], [ '1 action', '21 actions', '0.1 points', '1,001 days' ] ],
	[ 'of none', '\m0 of [0-9]', [ '0 of 3 actions' ], [ 'none of 3 actions', '10 of 12 actions' ] ],
	[ 'of one, many', "\\mof 1 ([a-z]+ )?($noun)\\M", [ '1 of 1 open actions' ], [ '1 of 1 open action', '1 of 11 actions' ] ],
	[ 'two stops', '(?<![ .])[.;:,] ?[.;:,]( |$)', [ 'Agreed.. Then', 'late.; more', 'a, ; b', 'end. .' ], [ 'e.g. this', 'late; more.', 'a text that was ...' ] ],
	[ 'bare dash', '(^|[:;,(] ?)[-–—]($|[;,.)])|(^|[:;,(] )[-–—] ', [ '-', 'owner: -', 'owner: - late' ], [ 'a dual-purpose plan', 'the week – the next' ] ],
	[ 't or f', '(^|[ :,(=])[tf]($|[ ,;.)])', [ 't', 'ready: f', 'is t, or f' ], [ 'to be or not', 'the chart', 'after' ] ],
	[ 'thousands', '(?<![0-9.,/A-Za-z-])(?!(19|20)[0-9]{2}(?![0-9]))[0-9]{4,}(?![/0-9])', [ '1328 plans', 'of 12000' ], [ '1,328 plans', 'in 2025', 'SI 2014/1530', 'DfE-2026123' ] ],
	[ 'a year of plans', "\\m(19|20)[0-9]{2} ($noun)\\M", [ '2014 plans' ], [ '2,014 plans', 'by 2025' ] ],
	[ 'snake case', '[A-Za-z0-9]_[A-Za-z]', [ 'common_cause' ], [ 'common cause' ] ],
	[ 'form of a date', '[0-9]{4}-[0-9]{2}-[0-9]{2}', [ 'due 2025-06-30' ], [ 'due 30 June 2025', '2024-25' ] ],
	[ 'percent', '[0-9] ?percent\M|[0-9] %|[0-9][.]0+%', [ '63.0 percent', '8 %', '63.0%' ], [ '63%', '8.2%', 'in percent' ] ],
	[ 'points', '[0-9][.]0+ points?\M|(?<![0-9.,])1 points', [ 'rose by 12.0 points', '+1 points' ], [ '12 points', '0.1 points' ] ],
	[ 'decimals', '[0-9][.][0-9]{3,}', [ '0.0031 per pupil' ], [ '0.31 per pupil', '1,328.25' ] ],
	[ 'one of a list', '\\m(paragraphs|areas) [0-9]+([(][a-z]+[)])*([.;]|$)', [ 'Open: paragraphs 5.', 'Missing: areas 3' ], [ 'paragraph 5.', 'areas 1, 2' ] ],
	[ 'nothing said', '  |^\s|\s$', [ ' ', 'two  blanks', ' first', 'last ' ], [ 'two blanks' ] ],
	[ 'no value', '\m(null|NaN|Infinity|infinity)\M', [ 'rose to NaN', 'since -infinity' ], [ 'nullified' ] ],
	[ 'exceptions', '\mwith(out)? exceptions\M', [ '8.2%, without exceptions' ], [ 'leaving out cases under a permitted exception' ] ],
	[ 'not looked at', '\munchanged\M.*\m(not assessed|no progress|no entry)', [ 'unchanged at 15, not assessed since the meeting', q{status 'on track' unchanged since 2 May 2025, no progress recorded} ], [ 'not assessed since the meeting, when it was 15' ] ],
);
# Columns of keys and addresses, which are not read as prose; those of data_quality that name the columns to correct and
# the rows, for who corrects them.
my $keys = '(_id|_ref|_post)$|^(series|variation|variation_before|assurance|time_limit|definition|issue_order|measure|source|citation|held_at|what_to_do|example|limits|point|root)$';

my $node = start_demo('plain_words');
my $dir = PostgreSQL::Test::Utils::tempdir;
copy($_, $dir) or die "copy $_: $!" for grep { -f } glob source_dir() . '/demo/*';

sub quoted { my ($text) = @_; $text =~ s/'/''/g; return "'$text'"; }
sub rows { return join(', ', map { '(' . join(', ', map { quoted($_) } @$_) . ')' } @_); }
my $rules = "CREATE TEMPORARY TABLE rule AS SELECT * FROM (VALUES " . rows(map { [ @$_[0, 1] ] } @rules) . ") r (rule, broken);";

# Every rule fails on what breaks it, and on nothing else.
my @samples;
push @samples, map { my $rule = $_; (map({ [ $rule->[0], $_, 't' ] } @{ $rule->[2] }), map({ [ $rule->[0], $_, 'f' ] } @{ $rule->[3] })) } @rules;
is(query($node, 'demo', "$rules SELECT s.rule || ': ' || s.said FROM (VALUES " . rows(@samples) . ") s (rule, said, breaks) JOIN rule r USING (rule) WHERE (s.said ~ r.broken) <> s.breaks::boolean"),
	'', 'each of ' . @rules . ' rules finds what breaks it, and nothing else');

# What is read: each view once a day, its columns of type text.
my $read = <<"SQL";
SET client_min_messages = warning;
$rules
CREATE TEMPORARY TABLE said (day date, relation text, col text, words text);
DO \$\$
DECLARE
    reader record;
    at date;
BEGIN
    -- Each view is planned once for all days: that takes longer than to read it.
    FOR reader IN SELECT l.relation, array_agg(a.attname::text) AS columns
                  FROM sen.access_levels() l
                  JOIN pg_class c ON c.relname = l.relation AND c.relnamespace = 'wirral'::regnamespace AND c.relkind = 'v'
                  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND a.atttypid = 'text'::regtype
                  WHERE l.read_level = 'reader' AND l.relation <> 'board_paper' AND a.attname !~ '$keys'
                  GROUP BY l.relation LOOP
        EXECUTE format('PREPARE read_it AS INSERT INTO said SELECT DISTINCT current_setting(''sen_improvement.as_of'')::date, %L, e.key, e.value
                        FROM wirral.%I v CROSS JOIN LATERAL jsonb_each_text(to_jsonb(v)) e WHERE e.key = ANY (%L::text[]) AND e.value IS NOT NULL',
                       reader.relation, reader.relation, reader.columns);
        FOREACH at IN ARRAY '{@{[ join ',', @days ]}}'::date[] LOOP
            PERFORM set_config('sen_improvement.as_of', at::text, false);
            EXECUTE 'EXECUTE read_it';
        END LOOP;
        DEALLOCATE read_it;
    END LOOP;
    FOREACH at IN ARRAY '{@{[ join ',', @days ]}}'::date[] LOOP
        PERFORM set_config('sen_improvement.as_of', at::text, false);
        INSERT INTO said SELECT DISTINCT at, 'sen.board_pack', e.key, e.value FROM sen.board_pack('wirral') p
            CROSS JOIN LATERAL jsonb_each_text(to_jsonb(p)) e
            WHERE e.key IN ('heading', 'item', 'in_words', 'detail') AND e.value IS NOT NULL
                AND NOT (e.key = 'detail' AND p.heading = 'What this pack rests on');
    END LOOP;
END \$\$;
SELECT count(*) > 5000 AND count(DISTINCT day) = 5 AND count(DISTINCT relation) >= 40 FROM said;
SELECT string_agg(f.line, E'\\n') FROM (
    SELECT DISTINCT ON (s.relation, s.col, r.rule, left(s.words, 40))
           format('%s.%s on %s, %s: %s', s.relation, s.col, s.day, r.rule, left(substr(s.words, greatest(1, length(substring(s.words FROM '^(.*?)' || '(?:' || r.broken || ')')) - 60)), 160)) AS line
    FROM said s JOIN rule r ON s.words ~ r.broken) f;
SQL
my ($many, @broken) = split /\n/, query($node, 'demo', $read), -1;
is($many, 't', 'texts of every view of level reader on every day');
is(join("\n", @broken), '', 'no text breaks a rule');

# No word of the pack is the short name of a row: those that hold a dash or a digit cannot be words.
is(query($node, 'demo', <<'SQL'), '', 'no short name is in the pack');
SET sen_improvement.as_of = '2026-07-15';
CREATE TEMPORARY TABLE name AS
SELECT n.id FROM (SELECT measure_id FROM measure UNION SELECT action_id FROM action UNION SELECT objective_id FROM objective
    UNION SELECT risk_id FROM risk UNION SELECT post_id FROM post UNION SELECT partner_id FROM partner UNION SELECT meeting_id FROM meeting
    UNION SELECT evidence_id FROM evidence UNION SELECT review_id FROM review) n (id) WHERE n.id ~ '[a-z].*[0-9-]|[0-9-].*[a-z]';
SELECT DISTINCT n.id FROM name n, sen.board_pack('wirral') p
WHERE concat_ws(' ', p.item, p.in_words, p.detail) ~ ('(^|[^A-Za-z0-9-])' || n.id || '($|[^A-Za-z0-9-])') AND p.heading <> 'What this pack rests on';
SQL

# One figure is written in one way: of a measure typed in, as on one day, in the dashboard and in what changed.
is(query($node, 'demo', <<'SQL'), '', 'one figure, one writing');
SET sen_improvement.as_of = '2025-12-31';
SELECT w.title, w.in_words, d.latest_in_words FROM what_changed w JOIN dashboard d ON d.title = w.title
WHERE w.kind = 'new' AND w.in_words LIKE '% for ' || sen.date_words(d.latest_on) || '%'
    AND split_part(w.in_words, ' for ', 1) <> split_part(d.latest_in_words, ' on ', 1);
SQL

# Papers as pages: on each day the first page is one page of 60 lines, a section begins with its title and what it rests
# on, and psql shows every line within 100 columns: an address is one word, and stands alone.
# All days in one session, which plans the pack once.
my @papers = split /^day .*\n/m, query($node, 'demo', join '', map { "SET sen_improvement.as_of = '$_';\n\\echo day $_\n"
		. q{SELECT 'pack ' || page || '|' || words FROM sen.board_pages('wirral') UNION ALL SELECT 'annex|' || words FROM sen.annex_pages('wirral') }
		. q{UNION ALL SELECT 'assessment|' || words FROM sen.assessment_pages('wirral') }
		. qq{UNION ALL SELECT 'area|' || p.words FROM area_status_now a JOIN notice n USING (notice_id), sen.area_pages('wirral', a.area_number, a.notice_id) p WHERE a.area_number = 1 AND n.issued_on <= sen.today();\n} } @days);
shift @papers;
for my $day (@days)
{
	my $papers = shift @papers;
	my @lines = split /\n/, $papers;
	cmp_ok(scalar(@lines), '>', 500, "$day: papers");
	is(join("\n", grep { my ($words) = /\|(.*)/; length $words > 98 && $words =~ /\S\s+\S/ } @lines), '', "$day: no line is too long");
	my $first = grep { /^pack 1\|/ } @lines;
	ok($first > 20 && $first <= 60, "$day: the first page is one page: $first lines");
	my $sections = grep { /^pack \d+\|\d+\. / } @lines;
	my $rests = grep { /^pack \d+\|Rests on [a-z].*/ } @lines;
	is($rests, $sections - 2, "$day: each section but the first two says what it rests on");
	is(join("\n", grep { /[.:;,] ?[.:;]( |$)/ && !/ \.\.\.|: \.\.\.|e\.g\.|\.\.\.$/ } @lines), '', "$day: no two stops where texts are joined");
}

# As demo/board_pack.sql prints it, the pack fits a terminal of 100 columns; an address is one word, and stands alone.
my $printed = '';
IPC::Run::run([ 'psql', '-X', '-h', $node->host, '-p', $node->port, '-d', 'demo', '-f', 'board_pack.sql' ],
	'>', \$printed, '2>&1', init => sub { chdir $dir or die "chdir $dir: $!" });
cmp_ok(scalar(my @lines = split /\n/, $printed), '>', 500, 'the pack is printed');
is(join("\n", grep { length > 100 && /\S\s+\S/ } @lines), '', 'no line of it is longer than 100 columns');

done_testing();
