-- Papers as pages: words in lines, and the pack, an area, a review and the own assessment to print. What is printed is
-- put together here again, by another way; the first page of a plan of any size fits one page of 60 lines.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();

-- Lines of words.
SELECT is(sen.fold_words('The quick brown fox', 10), E'The quick\nbrown fox', 'broken at blanks');
SELECT is(sen.fold_words('The quick brown fox', 19), 'The quick brown fox', 'a line that is just full');
SELECT is(sen.fold_words('The quick brown fox', 10, 2), E'The quick\n  brown\n  fox', 'with an indent');
SELECT is(sen.fold_words('  The quick brown', 11, 2), E'  The quick\n  brown', 'blanks at the beginning stay');
SELECT is(sen.fold_words('an https://example.org/a-long-address of it', 10),
          E'an\nhttps://example.org/a-long-address\nof it', 'a longer word stands alone');
SELECT is(sen.fold_words(E'one\ntwo  three   ', 40, 1), E'one\n two  three', 'breaks stay, blanks at an end do not');
SELECT is(sen.fold_words('ééé ééé', 3), E'ééé\nééé', 'columns, not bytes');
SELECT is(sen.fold_words('', 5), '', 'nothing');
SELECT throws_ok($$SELECT sen.fold_words('a', 0)$$, '22023', 'width is 0', 'no width');
SELECT throws_ok($$SELECT sen.fold_words('a', 5, 5)$$, '22023', 'indent is 5, and width is 5',
    'no room beside the indent');
SELECT throws_ok($$SELECT sen.fold_words('a', 5, -1)$$, '22023', 'indent is -1, and width is 5', 'less than no indent');
-- Against PostgreSQL's own expressions: words and their order stay, no line is too long that could be broken, and
-- none could have taken the first word of the next.
SELECT is_empty($$
    WITH said AS (
        SELECT s.seed, w.width, string_agg(repeat(chr(97 + (s.seed * 7 + k * k) % 26), 1 + (s.seed * k + k) % 9), ' '
                                           ORDER BY k) AS content
        FROM generate_series(1, 40) s (seed), generate_series(1, 30) k, (VALUES (5), (12), (40)) w (width)
        GROUP BY s.seed, w.width
    ), line AS (
        SELECT s.seed, s.width, l.ordinality AS number, l.line, lead(l.line) OVER (PARTITION BY s.seed, s.width
                                                                                  ORDER BY l.ordinality) AS next
        FROM said s, string_to_table(sen.fold_words(s.content, s.width), E'\n') WITH ORDINALITY l (line, ordinality)
    )
    SELECT s.seed FROM said s JOIN line l USING (seed, width) GROUP BY s.seed, s.width, s.content
    HAVING string_agg(l.line, ' ' ORDER BY l.number) <> s.content
    UNION ALL
    SELECT l.seed FROM line l
    WHERE length(l.line) > l.width AND l.line ~ ' ' OR length(l.line || ' ' || split_part(l.next, ' ', 1)) <= l.width
$$, 'every word is there, and every line is as full as it can be');

-- A paper.
CREATE FUNCTION pg_temp.printed(paper jsonb, whole boolean DEFAULT true, width integer DEFAULT 60,
                                page_lines integer DEFAULT NULL) RETURNS text
    LANGUAGE sql AS $$
    SELECT string_agg(p.words, E'\n' ORDER BY p.page, p.line) FROM sen.paper_pages('A paper', paper, whole, width,
        page_lines) p
$$;
\set paper '[{"section": 1, "heading": "First", "line": 1, "item": "Plans", "in_words": "late", "detail": "by 3 days", "rests_on": "cases"}, {"section": 1, "heading": "First", "line": 2, "item": "Waits", "in_words": "on track", "detail": "It is well.", "rests_on": "cases", "counted_as": "on track"}, {"section": 1, "heading": "First", "line": 3, "item": "Audits.", "in_words": "on track", "counted_as": "on track", "rests_on": "cases"}, {"section": 2, "heading": "Second", "line": 1, "item": "Nothing is recorded", "detail": "Figures would stand here, if somebody entered any of them at all."}]'
SELECT is(pg_temp.printed(:'paper'), E'A paper\n\n1. First\n========\nRests on cases.\n- Plans: late; by 3 days\n'
          '- Waits: on track. It is well.\n- Audits: on track\n\n2. Second\n=========\n- Nothing is recorded\n'
          '    Figures would stand here, if somebody entered any of\n    them at all.', 'a paper, whole');
SELECT is(pg_temp.printed(:'paper', false),
    E'A paper\n\n1. First\n========\nRests on cases.\n- Plans: late; by 3 days\n'
          '- 2 on track: Waits; Audits\n\n2. Second\n=========\n- Nothing is recorded\n'
          '    Figures would stand here, if somebody entered any of\n    them at all.',
          'what is in order is counted, with its names');
SELECT is((SELECT string_agg(s.words, '|') FROM sen.paper_pages('A paper', (SELECT jsonb_agg(jsonb_build_object(
              'section', 1, 'heading', 'H', 'line', n, 'item', 'Item ' || n, 'counted_as', 'well'))
              FROM generate_series(1, 1300) n), false) s WHERE s.words ~ '^-'), '- 1,300 well',
                  'of many only how many');
-- Pages: none is longer than it may be, a heading is never the last, and a row is on one page.
SELECT is_empty($$
    WITH page AS (
        SELECT p.page, p.line, p.words, lead(p.words) OVER (ORDER BY p.page, p.line) AS next,
               lead(p.page) OVER (ORDER BY p.page, p.line) AS next_page, count(*) OVER (PARTITION BY p.page) AS lines
        FROM sen.paper_pages('A paper', (SELECT jsonb_agg(jsonb_build_object('section', n / 7 + 1, 'heading', 'Heading',
            'line', n, 'item', 'Item ' || n, 'in_words', 'late', 'detail', repeat('word ', 10 + n % 37)) ORDER BY n)
            FROM generate_series(1, 60) n), true, 50, 30) p)
    SELECT words FROM page WHERE lines > 30 OR length(words) > 50
        OR (words ~ '^(=|[0-9]+[.] )' AND next_page <> page) OR (words ~ 'word$' AND next ~ 'word'
            AND next_page <> page)
        OR (line = 1 AND words !~ ('^A paper +page ' || page || ' of [0-9]+$'))$$, 'pages');
SELECT is((SELECT string_agg(p.page || ' ' || p.words, '|') FROM sen.paper_pages('A paper',
    (SELECT jsonb_agg(r.v || jsonb_build_object('new_page', r.v ->> 'section' = '2'))
     FROM jsonb_array_elements(:'paper') r (v))) p WHERE p.words ~ '^[0-9]'), '1 1. First|2 2. Second',
         'a section on a page of its own');
SELECT is((SELECT count(*) FROM sen.paper_pages('t', NULL)), 0::bigint, 'no paper, no lines');
SELECT is((SELECT count(*) FROM sen.paper_pages('t', '[]')), 0::bigint, 'nor of an empty one');
SELECT throws_ok($$SELECT sen.paper_pages('t', '[]', true, 39)$$, '22023', 'a page is 39 columns wide', 'too narrow');
SELECT throws_ok($$SELECT sen.paper_pages('t', '[]', true, 100, 19)$$, '22023', 'a page has 19 lines', 'too short');

-- A large plan, with titles as long as they may be: the first page is one page, and no line is longer than 100 columns.
\set programme large_paper
\set cases 100
\set actions 120
\set measures 60
\set months 12
\set risks 40
\set meetings 8
\ir ../bench/large_programme.sql
SET LOCAL client_min_messages = warning;
SET LOCAL sen_improvement.as_of = '2025-12-31';
SELECT set_config('search_path', 'large_paper, ' || current_setting('search_path'), true) AS path \gset
UPDATE measure SET title = title || repeat(' and more of the same', 8);
UPDATE action SET title = title || repeat(' and more of the same', 8);
UPDATE risk SET title = title || repeat(' and more of the same', 8);
CREATE TEMPORARY TABLE printed AS SELECT * FROM sen.board_pages('large_paper');
SELECT cmp_ok((SELECT count(*) FROM printed WHERE page = 1), '<=', 60::bigint,
    'the first page of a large plan is one page');
SELECT is((SELECT min(page) FROM printed WHERE words LIKE '2. Where%'), 2, 'and the second section begins the next');
SELECT is_empty('SELECT words FROM printed WHERE length(words) > 100 AND words ~ ''\S +\S''',
    'no line is longer than 100 columns');
SELECT cmp_ok((SELECT max(lines) FROM (SELECT count(*) AS lines FROM printed GROUP BY page) p), '<=', 60::bigint,
    'nor a page than 60 lines');
-- Nothing is left out: each row is printed, or counted with its kind.
SELECT is_empty($$
    SELECT k.* FROM (SELECT b.heading, b.counted_as, count(*) AS rows FROM board_paper b
                     WHERE b.counted_as IS NOT NULL GROUP BY b.heading, b.counted_as) k
    WHERE NOT EXISTS (SELECT FROM printed p
                      WHERE starts_with(p.words, '- ' || sen.number_words(k.rows) || ' ' || k.counted_as))
$$, 'each kind that is counted is there with its number');
SELECT is((SELECT count(*) FROM printed WHERE words ~ '^[0-9]+[.] '), (SELECT count(DISTINCT section)
    FROM board_paper), 'every section is there');
SELECT is((SELECT string_agg(DISTINCT p.words, '; ') FROM sen.board_pages('large_paper', whole => true) p
           WHERE p.words ~ '^- [0-9,]+ (on track|met|complete)'), NULL, 'whole, nothing is counted');
-- As on the day of a meeting, by its title; the day of the session stays.
SELECT meeting_id AS meeting, title AS meeting_title, held_on FROM meeting WHERE held_on < '2025-12-31'
    ORDER BY held_on DESC LIMIT 1 \gset
SELECT matches((SELECT words FROM sen.board_pages('large_paper', :'meeting') WHERE page = 1 AND line = 1),
               '^Papers for .*, as on ' || sen.date_words(:'held_on') || ' +page 1 of ',
                   'the pack of a meeting says so');
SELECT is(sen.today(), date '2025-12-31', 'and leaves the day of the session');
SELECT throws_ok($$SELECT * FROM sen.board_pages('large_paper', 'nosuch')$$, '22023',
    'programme "large_paper" has no meeting "nosuch"', 'no such meeting');
SELECT is_empty($$SELECT words FROM (SELECT words FROM sen.annex_pages('large_paper') UNION ALL
                  SELECT words FROM sen.assessment_pages('large_paper')) w WHERE length(words) > 100$$, 'other papers');
SELECT throws_ok($$SELECT * FROM sen.area_pages('large_paper', 999)$$, '22023', NULL, 'no such area');
SELECT * FROM finish();
ROLLBACK;
