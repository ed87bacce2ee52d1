-- Published files: every shape, bad input, versions, and what is compared with them. The figures of Wirral, the North
-- West and England are DfE's (Education, health and care plans, releases of 2025 and 2026); the rest is made up.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = error;
SET LOCAL datestyle = 'ISO, YMD';
SET LOCAL sen_improvement.as_of = '2026-01-15';
SELECT no_plan();
\set programme published
\ir ../fixtures/ready_programme.sql
SET LOCAL search_path = published, public;

-- Cells ---------------------------------------------------------------------------------------------
SELECT results_eq($$SELECT c.cell, sen.published_number(c.cell), sen.published_symbol(c.cell),
    sen.unread_cells(ARRAY[c.cell])
                    FROM unnest(string_to_array('12.5|1,097|9.40%|-3|0|x|z|c|low|u|k|*|-|<5|NA|..|12,34|1,0974|'
                                                '12.|abc|<|1.2.3||%',
                                                '|')) c (cell)$$,
    $$VALUES ('12.5', 12.5, NULL::text, NULL::integer[]), ('1,097', 1097, NULL, NULL), ('9.40%', 9.40, NULL, NULL),
             ('-3', -3, NULL, NULL), ('0', 0, NULL, NULL), ('x', NULL, 'x', NULL), ('z', NULL, 'z', NULL),
             ('c', NULL, 'c', NULL), ('low', NULL, 'low', NULL), ('u', NULL, 'u', NULL), ('k', NULL, 'k', NULL),
             ('*', NULL, '*', NULL), ('-', NULL, '-', NULL), ('<5', NULL, '<5', NULL), ('NA', NULL, 'NA', NULL),
             ('..', NULL, '..', NULL), ('12,34', NULL, '12,34', '{1}'), ('1,0974', NULL, '1,0974', '{1}'),
             ('12.', NULL, '12.', '{1}'), ('abc', NULL, 'abc', '{1}'), ('<', NULL, '<', '{1}'),
             ('1.2.3', NULL, '1.2.3', '{1}'), ('', NULL, '', '{1}'), ('%', NULL, '%', '{1}')$$,
    'a cell is a figure, a symbol, or nothing that is known');
SELECT is(sen.unread_cells('{1,x,"",y,2}'), '{3,4}', 'an empty string is unread, as is a word');
SELECT is(sen.unread_cells(ARRAY['1', NULL, 'x']), NULL, 'an empty cell is read');
SELECT results_eq($$SELECT p.period, p.kind, sen.published_period(p.period, p.kind) FROM (VALUES ('2024',
    'Calendar year'),
        ('202425', 'Academic year'), ('2024/25', 'Financial year'), ('2024', 'February'), ('2023-10', 'Month'),
        ('202310', 'Month'), ('2023-10-01', 'Month'), ('202425', 'Calendar year'), ('2024-13', 'Month'), ('24', ''),
        ('2024', 'Week 3'), ('2024q1', ''), ('2023-10-15', 'Month')) p (period, kind)$$,
    $$VALUES ('2024', 'Calendar year', '[2024-01-01,2025-01-01)'::daterange),
             ('202425', 'Academic year', '[2024-09-01,2025-09-01)'), ('2024/25', 'Financial year',
             '[2024-04-01,2025-04-01)'),
             ('2024', 'February', '[2024-02-01,2024-03-01)'), ('2023-10', 'Month', '[2023-10-01,2023-11-01)'),
             ('202310', 'Month', '[2023-10-01,2023-11-01)'), ('2023-10-01', 'Month', '[2023-10-01,2023-11-01)'),
             ('202425', 'Calendar year', '[2024-09-01,2025-09-01)'), ('2024-13', 'Month', NULL), ('24', '', NULL),
             ('2024', 'Week 3', NULL), ('2024q1', '', NULL), ('2023-10-15', 'Month', NULL)$$, 'periods');

-- Encodings and rows ----------------------------------------------------------------------------------
SELECT is(sen.file_text('\xEFBBBF41C3A9'), 'Aé', 'UTF-8 with a mark');
SELECT is(sen.file_text('\xFFFE4100E9003DD800DE'), 'Aé😀', 'UTF-16, little end first, beyond the first plane');
SELECT is(sen.file_text('\xFEFF004100E9'), 'Aé', 'UTF-16, big end first');
SELECT is(sen.file_text('\x4100E900'), 'Aé', 'UTF-16 without a mark');
SELECT is(sen.file_text('\x41E9A3'), 'Aé£', 'Windows-1252');
SELECT is(sen.file_text(''), '', 'empty');
SELECT throws_ok($$SELECT sen.file_text('\x504B030414')$$, '22021', 'the file is a workbook or an archive, not text',
    'xlsx');
SELECT throws_ok($$SELECT sen.file_text('\xFFFE41')$$, '22021', NULL, 'half a unit of UTF-16');
SELECT throws_ok($$SELECT sen.file_text('\xFFFE00D84100')$$, '22021', NULL, 'half a pair of UTF-16');
SELECT throws_ok($$SELECT sen.file_text('\x414200004142')$$, '22021', NULL, 'bytes of 0');
SELECT throws_ok($$SELECT sen.file_text('\x4181')$$, '22P05', NULL, 'a byte that Windows-1252 has not');
SELECT results_eq($$SELECT * FROM
    sen.csv_rows(E'a,b\r\n\r\n" x ",="0012"\n,,\n"two\nlines","say ""yes"""\n\u00A0p\u200B,q')$$,
    $$VALUES (1, '{a,b}'::text[]), (3, '{x,0012}'), (5, ARRAY[E'two\nlines', 'say "yes"']), (7, '{p,q}')$$,
    'rows: quotes, blank rows, blanks that cannot be seen, text as Excel has it');
SELECT results_eq($$SELECT cells FROM sen.csv_rows(E'a;b\n1,5;2')$$, $$VALUES ('{a,b}'::text[]), ('{"1,5",2}')$$,
    'semicolons');
SELECT results_eq($$SELECT cells FROM sen.csv_rows(E'a\tb\r1\t2\r')$$, $$VALUES ('{a,b}'::text[]), ('{1,2}')$$,
    'tabs, and lines that end as on an old Macintosh');
SELECT is_empty($$SELECT * FROM sen.csv_rows('')$$, 'no rows');
SELECT throws_ok($$SELECT * FROM sen.csv_rows(E'a\n"b\nc')$$, '22P04',
    'line 2 has a quotation mark that is never closed', 'broken off');
SELECT throws_ok($$SELECT * FROM sen.csv_rows(E'a\n"b"c')$$, '22P04',
    'line 2 has text after a closing quotation mark', 'after a quote');

-- DfE -------------------------------------------------------------------------------------------------
CREATE FUNCTION pg_temp.tidy(names text, topic text, VARIADIC lines text[]) RETURNS bytea LANGUAGE sql AS $$
    SELECT convert_to(E'\uFEFFtime_period,time_identifier,geographic_level,country_code,country_name,region_code,'
        || 'region_name,new_la_code,old_la_code,la_name,breakdown_topic,breakdown,' || names || E'\r\n'
        || string_agg(split_part(l.line, '|', 1) || ',Calendar year,' || CASE split_part(l.line, '|', 2)
               WHEN 'England' THEN 'National,E92000001,England,,,,,,'
               WHEN 'North West' THEN 'Regional,E92000001,England,E12000002,North West,,,,'
               WHEN 'Wirral' THEN 'Local authority,E92000001,England,E12000002,North West,E08000015,344,Wirral,'
               WHEN 'Sefton' THEN 'Local authority,E92000001,England,E12000002,North West,E08000014,343,Sefton,'
               WHEN 'Halton' THEN 'Local authority,E92000001,England,E12000002,North West,E06000006,876,Halton,'
               WHEN 'BCP' THEN 'Local authority,E92000001,England,E12000009,South West,E06000058,839,'
                               '"Bournemouth, Christchurch and Poole",'
           END || topic || ',' || coalesce(nullif(split_part(l.line, '|', 4), ''), topic) || ',' || split_part(l.line,
           '|', 3),
           E'\r\n' ORDER BY l.n), 'UTF8')
    FROM unnest(lines) WITH ORDINALITY l (line, n)$$;
CREATE FUNCTION pg_temp.timeliness(VARIADIC lines text[]) RETURNS bytea LANGUAGE sql AS $$
    SELECT pg_temp.tidy('plans_issued_den_ex,plans_issued_20_weeks_ex,PC_plans_issued_20_weeks_ex',
        'All EHC plans issued',
                        VARIADIC lines)$$;
SELECT results_eq($$SELECT version, rows_read, figures, rows_left_out, remarks FROM sen.load_release('published',
        'ehc-plans-2025', 'timeliness_20_week', pg_temp.timeliness('2023|England|76506,38471,50.3',
            '2024|England|84866,39412,46.4', '2024|North West|13808,6967,50.5', '2023|Wirral|1067,347,32.5',
            '2024|Wirral|716,90,12.6', '2024|Sefton|866,460,53.1', '2024|Halton|154,87,56.5', '2024|BCP|635,493,77.6',
            '2022|Halton|x,x,x', '2024|Wirral|7,<5,z|Male'),
        '2025-06-26', 'Education, health and care plans, reporting year 2025', 'DfE', retrieved_on => '2025-07-01')$$,
    $$VALUES (1, 10::bigint, 30::bigint, 0::bigint, '')$$, 'a file is loaded');
SELECT results_eq($$SELECT release, published_on, version::integer, is_current, area_code::text COLLATE "default",
    area_level, area_name, local_authority,
                           region_code, valid_from, valid_to, period, period_start, period_end, breakdown_topic,
                           breakdown,
                           is_total, measure, value, symbol, as_published, line
                    FROM benchmark WHERE local_authority = '344' AND measure = 'plans_issued_20_weeks_ex' ORDER BY
                    line$$,
    $$VALUES ('ehc-plans-2025', '2025-06-26'::date, 1, true, 'E08000015', 'local authority', 'Wirral', '344',
              'E12000002', '2023-01-01'::date, '2024-12-31'::date, '2023', '2023-01-01'::date, '2023-12-31'::date,
              'All EHC plans issued', 'All EHC plans issued', true, 'plans_issued_20_weeks_ex', 347::numeric, NULL,
              '347', 5),
             ('ehc-plans-2025', '2025-06-26', 1, true, 'E08000015', 'local authority', 'Wirral', '344', 'E12000002',
              '2023-01-01', '2024-12-31', '2024', '2024-01-01', '2024-12-31', 'All EHC plans issued',
              'All EHC plans issued',
              true, 'plans_issued_20_weeks_ex', 90, NULL, '90', 6),
             ('ehc-plans-2025', '2025-06-26', 1, true, 'E08000015', 'local authority', 'Wirral', '344', 'E12000002',
              '2023-01-01', '2024-12-31', '2024', '2024-01-01', '2024-12-31', 'All EHC plans issued', 'Male',
              false, 'plans_issued_20_weeks_ex', NULL, '<5', '<5', 11)$$, 'and every figure is a row, with its symbol');
SELECT is((SELECT string_agg(b.measure, ' ' ORDER BY b.measure) FROM benchmark b WHERE b.area_name LIKE
    'Bournemouth,%'),
          'pc_plans_issued_20_weeks_ex plans_issued_20_weeks_ex plans_issued_den_ex',
          'names in lower case; a comma in a name');

-- The same bytes, a revision, columns that are there twice, under other names -------------------------
SELECT throws_ok($$SELECT sen.load_release('published', 'ehc-plans-2025', 'timeliness_20_week',
        pg_temp.timeliness('2023|England|76506,38471,50.3',
            '2024|England|84866,39412,46.4', '2024|North West|13808,6967,50.5', '2023|Wirral|1067,347,32.5',
            '2024|Wirral|716,90,12.6', '2024|Sefton|866,460,53.1', '2024|Halton|154,87,56.5', '2024|BCP|635,493,77.6',
            '2022|Halton|x,x,x', '2024|Wirral|7,<5,z|Male'))$$, '23505',
    'file "timeliness_20_week" of release "ehc-plans-2025" is loaded already, as version 1',
        'the same bytes are refused');
SELECT is((SELECT version FROM sen.load_release('published', 'ehc-plans-2025', 'timeliness_20_week',
        pg_temp.timeliness('2023|England|76506,38471,50.3',
            '2024|England|84866,39412,46.4', '2024|North West|13808,6967,50.5', '2023|Wirral|1067,347,32.5',
            '2024|Wirral|718,91,12.7', '2024|Sefton|866,460,53.1', '2024|Halton|154,87,56.5', '2024|BCP|635,493,77.6',
            '2024|Wirral|7,<5,z|Male', '2023|Sefton|9,9,100'))), 2, 'other bytes are the next version');
SELECT is((SELECT count(*)::text FROM release_row), '20', 'and the first one is still there');
SELECT results_eq($$SELECT version, is_current, value FROM benchmark WHERE local_authority = '344' AND period = '2024'
    AND is_total
                    AND measure = 'plans_issued_den_ex' ORDER BY 1$$,
    $$VALUES (1::smallint, false, 716::numeric), (2::smallint, true, 718)$$, 'the last version is the current one');
SELECT is((SELECT remarks FROM sen.load_release('published', 'ehc-plans-2025', 'annual_reviews',
    pg_temp.tidy('review_meeting_prior_24,review_meeting_prior_24,number_decsion_4weeks,number_decision_gt_4weeks,'
                 'pc_decsion_4weeks', 'All annual reviews', '2024|Wirral|1,2,1038,1651,38.6'))),
    'Column review_meeting_prior_24 is there more than once: each is a measure of its own.',
        'a header that has a name twice');
SELECT results_eq($$SELECT measure, value FROM benchmark WHERE file = 'annual_reviews' ORDER BY 1$$,
    $$VALUES ('decision_4_weeks', 1038::numeric), ('decision_4_weeks_pc', 38.6), ('decision_over_4_weeks', 1651),
             ('review_meeting_prior_24', 1), ('review_meeting_prior_24_2', 2)$$,
             'each is known by its place, and old names by the new');

-- What is wrong is told at once -----------------------------------------------------------------------
SELECT results_eq($$SELECT line, column_name, value, problem, times FROM sen.check_release('published', 'r', 'f',
    pg_temp.timeliness(
        '2024|England|1,2,3', '2024|Wirral|oops,2,3', '2024|Sefton|oops,2,many', '2024|Wirral|1,2,3',
        '2024x|Halton|1,2,3',
        '2024|BCP|1,2'))$$,
    $$VALUES (3, 'plans_issued_den_ex', 'oops', 'is neither a figure nor a symbol that publishers use', 2::bigint),
             (4, 'PC_plans_issued_20_weeks_ex', 'many', 'is neither a figure nor a symbol that publishers use', 1),
             (5, 'area', 'E08000015', 'is there twice for 2024, All EHC plans issued, All EHC plans issued', 2),
             (6, 'time_period', '2024x', 'is no period that is known', 1),
             (7, NULL, '14', 'cells are in the row, but 15 in the header', 1)$$,
             'every kind of fault once, with its first line');
SELECT throws_ok($$SELECT sen.load_release('published', 'r', 'f', pg_temp.timeliness('2024|Wirral|oops,2,3'),
    '2025-01-01')$$,
    '22P04', 'file "f" of release "r" cannot be loaded: line 2 plans_issued_den_ex "oops" is neither a figure nor a '
    'symbol '
    'that publishers use', 'and nothing is loaded');
SELECT is_empty($$SELECT FROM release WHERE release = 'r'$$, 'not even the release');
SELECT throws_ok($$SELECT sen.load_release('published', 'r', 'f', pg_temp.timeliness('2024|Wirral|1,2,3'))$$, '23503',
    'release "r" is not known', 'a release says first when it was published');
SELECT throws_ok($$SELECT sen.load_release('published', 'r', 'f', 'a,b', '2025-01-01')$$, '22P04',
    'file "f" has no header that is known', 'another file');
SELECT throws_ok($$SELECT sen.load_release('published', 'r', 'f', NULL, '2025-01-01')$$, '22004', NULL, 'no file');
SELECT throws_ok($$SELECT sen.load_release('nowhere', 'r', 'f', 'a', '2025-01-01')$$, '3F000', NULL, 'no programme');
SELECT throws_ok($$SELECT sen.load_release('published', 'R 1', 'f', pg_temp.timeliness('2024|Wirral|1,2,3'),
    '2025-01-01')$$,
    '23514', NULL, 'the name of a release');
SELECT results_eq($$SELECT rows_read, rows_left_out FROM sen.load_release('published', 'r', 'f',
    convert_to(replace(convert_from(
        pg_temp.timeliness('2024|Wirral|1,2,3'), 'UTF8'), ',', ';') || E'\r\n;;;\r\nTotal;;;;;;;;;;;;1;2;3', 'UTF8'),
        '2025-01-01')$$, $$VALUES (1::bigint, 1::bigint)$$, 'semicolons; a line of totals and a blank one are no rows');

-- The Tribunal: a column for each year, titles above and notes below ----------------------------------
SELECT is((SELECT remarks FROM sen.load_release('published', 'send-appeals-2024', 'registered', convert_to(
        E'SEND appeals registered\n\nLA code,Local authority,2023,2024\n,England,"14,042","22,276"\n'
        || E'344,Wirral,112, 103 \n'
        || E'343,Halton,-,x\n876,Sefton,30,40\n,Total,,\n"Note: see the guide",,,\n', 'UTF8'),
        '2025-06-26', 'SEND appeals 2014 to 2024', 'HM Courts and Tribunals Service', measure => 'appeals_registered')),
    '2 rows left out: totals, notes, or the header again. Halton has code 343 in the file, but 876 in others; its name '
    'counts. Sefton has code 876 in the file, but 343 in others; its name counts.', 'appeals by year, codes exchanged');
SELECT results_eq($$SELECT area_name, area_code COLLATE "default", period, value, symbol FROM benchmark WHERE measure
    = 'appeals_registered'
                    ORDER BY area_name, period$$,
    $$VALUES ('England', 'E92000001', '2023', 14042::numeric, NULL), ('England', 'E92000001', '2024', 22276, NULL),
             ('Halton', 'E06000006', '2023', NULL, '-'), ('Halton', 'E06000006', '2024', NULL, 'x'),
             ('Sefton', 'E08000014', '2023', 30, NULL), ('Sefton', 'E08000014', '2024', 40, NULL),
             ('Wirral', 'E08000015', '2023', 112, NULL), ('Wirral', 'E08000015', '2024', 103, NULL)$$,
             'a row for each year');
SELECT throws_ok($$SELECT sen.load_release('published', 'send-appeals-2024', 'rate',
    E'LA code,Local authority,2024\n344,Wirral,9.40%')$$,
    '22P04', 'file "rate" of release "send-appeals-2024" cannot be loaded: line 1 the header has years, but does '
    'not say of what',
    'years of what');

-- The file beside DfE's release of 2025 has three columns for each year: titles, a row of years, a row that says what
-- each counts, regions without a code. More appeals than
-- decisions for England is no rate, and ends no view.
SELECT is((SELECT concat_ws(' ', rows_read, figures, rows_left_out) FROM sen.load_release('published',
        'send-appeals-of-dfe', 'appeals',
        convert_to(E'SEND Tribunals and appeal rate,,,,,,,\n,,,,,,,\nNote,,,,,,,\n,,2023,,,2024,,\n'
        || E'Local authority,LA code,Appeals registered,Total Appealable Decisions,Appeal Rate,Appeals registered,'
        || E'Total Appealable Decisions,Appeal Rate\nNORTH WEST,,,,,,,\n'
        || E'Wirral,344,112,"5,371",2.1%, 103 ,"1,097",9.40%\nHalton,876,-,x, - ,3,4,75.0%\n'
        || E'England,,"14,042","1,002","1.4%","22,276","1,003","2.2%"\n', 'UTF8'), '2025-06-26')),
    '3 18 1', 'appeals of DfE: a row for each area and year, three figures in each');
SELECT results_eq($$SELECT area_name, period, measure, value, symbol FROM benchmark
                    WHERE release = 'send-appeals-of-dfe' AND (period = '2024' OR area_name = 'Halton')
                    ORDER BY area_name, period, measure$$,
    $$VALUES ('England', '2024', 'appeal_rate', 2.2, NULL), ('England', '2024', 'appealable_decisions', 1003, NULL),
             ('England', '2024', 'appeals_registered', 22276, NULL), ('Halton', '2023', 'appeal_rate', NULL, '-'),
             ('Halton', '2023', 'appealable_decisions', NULL, 'x'),
             ('Halton', '2023', 'appeals_registered', NULL, '-'), ('Halton', '2024', 'appeal_rate', 75.0, NULL),
             ('Halton', '2024', 'appealable_decisions', 4, NULL), ('Halton', '2024', 'appeals_registered', 3, NULL),
             ('Wirral', '2024', 'appeal_rate', 9.40, NULL), ('Wirral', '2024', 'appealable_decisions', 1097, NULL),
             ('Wirral', '2024', 'appeals_registered', 103, NULL)$$, 'each under its year');
-- The same with names over the first two columns in the row of years; and a column that stands under no year.
SELECT is((SELECT concat_ws(' ', rows_read, figures) FROM sen.load_release('published', 'send-appeals-named', 'f',
        convert_to(E'LA name,LA code,2024,\n,,Appeals registered,Appeal Rate\nWirral,344,103,9.40%\n', 'UTF8'),
        '2025-06-26')), '1 2', 'whichever row has the names');
SELECT is((SELECT string_agg(concat_ws('|', line, column_name, value, problem), E'\n' ORDER BY line)
           FROM sen.check_release('published', 'send-appeals-x', 'f', convert_to(
            E'LA name,LA code,,2024\n,,Appeals registered,Appeal Rate\nWirral,344,103,9.40%\n', 'UTF8'))),
    '2|appeals_registered|stands under no year' || E'\n' || '3|time_period|is no period that is known',
    'under no year');

-- NHS England: a column for each service; a row for each figure ---------------------------------------
SELECT is((SELECT figures FROM sen.load_release('published', 'chs-waits-2023-10', 'total', convert_to(
        E'Community Health Services SitRep\n\nOrganisation Type,Organisation Code,Organisation Name,'
        || E'"(CYP) Therapy interventions: Speech and language",(CYP) Community paediatric service\n'
        || E'National,,England,67790,83253\nICB,QYG,Cheshire and Merseyside,5411,\n'
        || E'Provider,RY7,Wirral Community,1924,*\n', 'UTF8'),
        '2023-12-14', 'Community health services waiting lists, October 2023', 'NHS England', measure => 'waiting',
        period => '2023-10')),
    6::bigint, 'a sheet of NHS England');
SELECT results_eq($$SELECT area_level, area_code COLLATE "default", breakdown, period_start, value, symbol,
    as_published IS NULL FROM benchmark
                    WHERE measure = 'waiting' ORDER BY line, breakdown$$,
    $$VALUES ('national', 'E92000001', '(CYP) Community paediatric service', '2023-10-01'::date, 83253::numeric, NULL,
        false),
             ('national', 'E92000001', '(CYP) Therapy interventions: Speech and language', '2023-10-01', 67790, NULL,
             false),
             ('icb', 'QYG', '(CYP) Community paediatric service', '2023-10-01', NULL, NULL, true),
             ('icb', 'QYG', '(CYP) Therapy interventions: Speech and language', '2023-10-01', 5411, NULL, false),
             ('provider', 'RY7', '(CYP) Community paediatric service', '2023-10-01', NULL, '*', false),
             ('provider', 'RY7', '(CYP) Therapy interventions: Speech and language', '2023-10-01', 1924, NULL, false)$$,
    'is long, and what was not submitted is empty');
-- As a sheet of some months is: no names over the first two columns, no codes, a type in the first row of its kind.
SELECT is((SELECT figures FROM sen.load_release('published', 'chs-waits-2022-11', 'total', convert_to(
        E'Table 4\n\n,,(A) Audiology,(CYP) Audiology\nNational,England,900,120\nICB,Cheshire and Merseyside,80,11\n'
        || E',Greater Manchester,70,12\nProvider,Wirral Community,6,5\n', 'UTF8'),
        '2023-01-12', publisher => 'NHS England', measure => 'waiting', period => '2022-11')), 8::bigint,
    'a sheet without codes');
SELECT results_eq($$SELECT area_level, area_name, area_code COLLATE "default", value FROM benchmark
    WHERE release = 'chs-waits-2022-11' AND breakdown = '(CYP) Audiology' ORDER BY value DESC$$,
    $$VALUES ('national', 'England', 'E92000001', 120::numeric),
             ('icb', 'Greater Manchester', 'Greater Manchester', 12),
             ('icb', 'Cheshire and Merseyside', 'Cheshire and Merseyside', 11),
             ('provider', 'Wirral Community', 'Wirral Community', 5)$$, 'names stand for codes, types go on');
SELECT results_eq($$SELECT rows_read, figures FROM sen.load_release('published', 'autism-2022', 'people', convert_to(
        E'REPORTING_PERIOD_START,REPORTING_PERIOD_END,STATUS,BREAKDOWN,PRIMARY_LEVEL,PRIMARY_LEVEL_DESCRIPTION,'
        || E'SECONDARY_LEVEL,SECONDARY_LEVEL_DESCRIPTION,METRIC,METRIC_VALUE\n'
        || E'01/04/2022,30/04/2022,Final,England,England,England,NONE,NONE,ASD12,900\n'
        || E'01/04/2022,30/04/2022,Final,Age Group,Under 18,People aged under 18,NONE,NONE,ASD12,700\n'
        || E'01/04/2022,30/04/2022,Final,Provider; Age Group,RY7,Wirral Community,Under 18,'
        || E'People aged under 18,ASD12,7\n',
        'UTF8'), '2022-09-08', 'Autism statistics', 'NHS England')$$, $$VALUES (3::bigint, 3::bigint)$$,
        'autism by people: the columns of the Mental Health Services Data Set');
SELECT results_eq($$SELECT area_code COLLATE "default", area_level, breakdown_topic, breakdown, is_total, value
    FROM benchmark WHERE release = 'autism-2022' ORDER BY value DESC$$,
    $$VALUES ('E92000001', 'national', 'England', 'Total', true, 900::numeric),
             ('E92000001', 'national', 'Age Group', 'People aged under 18', false, 700),
             ('RY7', 'provider', 'Provider; Age Group', 'Under 18', false, 7)$$, 'an age is not an area');
SELECT results_eq($$SELECT rows_read, figures FROM sen.load_release('published', 'autism-2024-06', 'provider',
    convert_to(
        E'REPORTING_PERIOD_START,REPORTING_PERIOD_END,BREAKDOWN,PRIMARY_LEVEL,PRIMARY_LEVEL_DESCRIPTION,'
        || E'SECONDARY_LEVEL,METRIC,METRIC_VALUE\n01/05/2024,31/05/2024,Provider,RXA,CWP,,ASD19e,88.2\n'
        || E'01/05/2024,31/05/2024,Provider,RXA,CWP,,'
        || E'ASD16a,1200\n01/05/2024,31/05/2024,Provider,RY7,Wirral Community,,ASD19e,*\n', 'UTF8'),
        '2024-09-12', 'Autism waiting time statistics', 'NHS England')$$, $$VALUES (2::bigint, 4::bigint)$$,
        'autism waiting times');
SELECT results_eq($$SELECT area_code COLLATE "default", area_level, measure, period, value, symbol FROM benchmark
    WHERE release = 'autism-2024-06'
                    AND as_published IS NOT NULL ORDER BY 1, 3$$,
    $$VALUES ('RXA', 'provider', 'asd16a', '2024-05-01', 1200::numeric, NULL), ('RXA', 'provider', 'asd19e',
        '2024-05-01', 88.2, NULL),
             ('RY7', 'provider', 'asd19e', '2024-05-01', NULL, '*')$$, 'a measure for each metric');
-- What is compared ------------------------------------------------------------------------------------
-- The lists that authorities use belong to those who make them; this one is made up.
INSERT INTO neighbour VALUES ('344', '343', 2023, 'old list'), ('344', '343', 2025, 'list'), ('344', '876', 2025,
    'list'),
    ('344', '839', 2025, 'list'), ('344', '999', 2025, 'list'), ('344', '343', 2027, 'list to come');
SELECT results_eq($$SELECT percent, percent_published, england, region, region_percent, neighbours_percent, neighbours,
                           neighbours_listed, list_year::integer, rank, ranked, is_latest
                    FROM beside_others WHERE official_measure = 'plans_in_20_weeks_excluding' AND local_authority =
                    '344'
                    ORDER BY period$$,
    -- 2023: Sefton 100. 2024: the mean of 53.1 (460 of 866), 56.5 (87 of 154), 77.6 (493 of 635).
    $$VALUES (32.5, 32.5, 50.3, NULL, NULL, 100.0, 1::bigint, 4::bigint, 2025, 2::bigint, 2::bigint, false),
             (12.7, 12.7, 46.4, 'North West', 50.5, round((460 / 8.66 + 87 / 1.54 + 493 / 6.35) / 3, 1), 3, 4, 2025,
             4, 4,
              true)$$, 'the latest list, equal weights, rank among those with a figure');
SELECT is((SELECT in_words FROM beside_others WHERE official_measure = 'plans_in_20_weeks_excluding' AND is_latest),
    'England 46.4%; North West 50.5%; statistical neighbours 62.4% (3 of 4, list of 2025); rank 4 of 4 authorities; '
    'worse than England beyond chance', 'in words');
SELECT is((SELECT source FROM beside_others WHERE official_measure = 'plans_in_20_weeks_excluding' AND is_latest),
    'DfE, Education, health and care plans, reporting year 2025, published on 26 June 2025, version 2, fetched on '
    '15 January 2026', 'with release, day and version');
-- By the normal approximation, 3.0902 standard errors: 46.4% of 718 plans give or take 5.75 points.
SELECT results_eq($$SELECT funnel_lower, funnel_upper FROM beside_others
                    WHERE official_measure = 'plans_in_20_weeks_excluding' AND is_latest$$,
    $$SELECT round(100 * (p - 3.0902 * sqrt(p * (1 - p) / 718)), 1), round(100 * (p + 3.0902 * sqrt(p * (1 - p) /
        718)), 1)
      FROM (SELECT 39412 / 84866.0 AS p) e$$, 'the funnel');
-- The funnel: every authority with a rate, each with the limits for its own number of cases.
SELECT results_eq($$SELECT f.local_authority, f.is_own, f.denominator::integer, f.percent, f.england
                    FROM funnel f WHERE f.official_measure = 'plans_in_20_weeks_excluding'$$,
                  $$SELECT x.local_authority, x.local_authority = '344', x.denominator::integer, x.percent,
                           (SELECT e.percent FROM official_figure e WHERE e.area_level = 'national'
                              AND e.official_measure = x.official_measure AND e.period_start = x.period_start)
                    FROM official_figure x
                    WHERE x.official_measure = 'plans_in_20_weeks_excluding' AND x.local_authority IS NOT NULL
                      AND x.rate IS NOT NULL AND x.period = (SELECT max(b.period) FROM beside_others b
                          WHERE b.official_measure = x.official_measure AND b.is_latest)
                    ORDER BY x.denominator, x.local_authority$$, 'every authority of the year, by its cases');
SELECT results_eq($$SELECT f.funnel_lower, f.funnel_upper, f.percent FROM funnel f WHERE f.is_own$$,
                  $$SELECT b.funnel_lower, b.funnel_upper, b.percent FROM beside_others b WHERE b.is_latest
                      AND b.percent IS NOT NULL ORDER BY b.position$$, 'the own one as in beside_others');
-- The score interval of a rate, by its own formula: (p - q)^2 = z^2 q (1 - q) / n at each limit.
SELECT is_empty($$SELECT f.area_name FROM funnel f CROSS JOIN LATERAL (VALUES (f.inner_lower, 1.959964),
                      (f.inner_upper, 1.959964), (f.funnel_lower, 3.090232), (f.funnel_upper, 3.090232)) l (at, z)
                  WHERE CASE WHEN f.england <= 100 AND (f.denominator >= 100 OR l.at BETWEEN 0.1 AND 99.9)
                             THEN abs(abs(l.at - f.england) / 100
                                      - l.z * sqrt(f.england / 100 * (1 - f.england / 100) / f.denominator)) > 0.06
                             WHEN f.england > 100 THEN l.at IS NOT NULL END$$,
                'each limit lies about so many standard errors from England');
SELECT is_empty($$SELECT FROM funnel f WHERE f.beside_england IS DISTINCT FROM
                  CASE WHEN f.percent > f.funnel_upper THEN 'above England beyond chance'
                       WHEN f.percent < f.funnel_lower THEN 'below England beyond chance'
                       WHEN f.england <= 100 THEN 'within what chance explains of England' END$$,
                'and the words say on which side');
SELECT is((SELECT string_agg(DISTINCT local_authority, ' ') FROM beside_others), '344', 'the own authority alone');
SELECT results_eq($$SELECT percent, symbol FROM official_figure WHERE local_authority = '876' AND period = '2022'$$,
    $$SELECT NULL::numeric, NULL::text WHERE false$$, 'what the revision left out is no figure any more');
SELECT results_eq($$SELECT percent, symbol, as_of FROM (
        SELECT set_config('sen_improvement.as_of', '2025-07-01', true) AS as_of OFFSET 0) s
        CROSS JOIN LATERAL (SELECT f.percent, f.symbol FROM official_figure f WHERE s.as_of IS NOT NULL
            AND f.local_authority = '344' AND f.period = '2024' AND f.official_measure =
            'plans_in_20_weeks_excluding') f$$,
    $$VALUES (12.6, NULL::text, '2025-07-01')$$, 'on an earlier day the version of that day counts');
SET LOCAL sen_improvement.as_of = '2025-06-25';
SELECT is_empty('SELECT FROM official_figure', 'before its release there was no figure');
SET LOCAL sen_improvement.as_of = '2026-01-15';
SAVEPOINT published;
UPDATE release SET published_on = '2026-01-16';
SELECT is_empty('SELECT FROM official_figure', 'nor is there one of what is fetched and not yet published');
ROLLBACK TO published;

-- A later release with the same year counts, whichever is loaded first. Nobody is ranked by what is neither way better.
SELECT sen.load_release('published', 'ehc-plans-2026', 'requests', pg_temp.tidy('requests_received_in_year,'
    'requests_decided_not_to_assess', 'All requests', '2024|Wirral|1401,272', '2024|England|200,20'), '2026-01-10')
\g /dev/null
SELECT sen.load_release('published', 'ehc-plans-2025', 'requests', pg_temp.tidy('requests_received_in_year,'
    'requests_decided_not_to_assess,request_not_assess_pc', 'All requests', '2024|Wirral|1443,125,8.7')) \g /dev/null
SELECT results_eq($$SELECT release, percent, rank, beside_england FROM beside_others WHERE official_measure =
    'requests_refused'$$,
    $$VALUES ('ehc-plans-2026', 19.4, NULL::bigint, 'above England beyond chance')$$, 'the later release');

-- What a version changed ------------------------------------------------------------------------------
SELECT results_eq($$SELECT what, area_name, period, breakdown = breakdown_topic, measure, before, after, difference
    FROM release_change
                    ORDER BY area_name, period, measure$$,
    $$VALUES ('removed', 'Halton', '2022', true, 'pc_plans_issued_20_weeks_ex', 'x', NULL::text, NULL::numeric),
             ('removed', 'Halton', '2022', true, 'plans_issued_20_weeks_ex', 'x', NULL, NULL),
             ('removed', 'Halton', '2022', true, 'plans_issued_den_ex', 'x', NULL, NULL),
             ('added', 'Sefton', '2023', true, 'pc_plans_issued_20_weeks_ex', NULL, '100', NULL),
             ('added', 'Sefton', '2023', true, 'plans_issued_20_weeks_ex', NULL, '9', NULL),
             ('added', 'Sefton', '2023', true, 'plans_issued_den_ex', NULL, '9', NULL),
             ('changed', 'Wirral', '2024', true, 'pc_plans_issued_20_weeks_ex', '12.6', '12.7', 0.1),
             ('changed', 'Wirral', '2024', true, 'plans_issued_20_weeks_ex', '90', '91', 1),
             ('changed', 'Wirral', '2024', true, 'plans_issued_den_ex', '716', '718', 2)$$, 'each figure that differs');

-- Beside what is counted, and the measures of the dashboard --------------------------------------------
INSERT INTO ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on,
                         assessment_outcome, assessment_outcome_on)
SELECT '344', 'r' || i, '2023-06-01', 'Y', '2023-07-01', 'Y', '2024-06-01' FROM generate_series(1, 3) i;
INSERT INTO ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on,
                         assessment_outcome, assessment_outcome_on)
VALUES ('344', 'r4', '2024-01-05', 'Y', '2024-02-01', 'Y', '2024-05-01');
SELECT results_eq($$SELECT numerator, denominator, counted_numerator, counted_denominator, counted_percent, in_words
                    FROM official_reconciliation WHERE official_measure = 'plans_in_20_weeks_excluding' AND year = 2024
                    AND local_authority = '344'$$,
    $$VALUES (91::numeric, 718::numeric, 1::numeric, 4::numeric, 25.0,
              '90 fewer in time and 714 fewer in all from the cases than published')$$, 'published and counted');

-- Waits: gaps and glitches. Wirral Community's speech and language list; February is as published, a slip.
INSERT INTO published_wait VALUES ('344', 'speech and language', 'RY7',
    '(CYP) Therapy interventions: Speech and language');
CREATE FUNCTION pg_temp.sheet(month text, band text, number text) RETURNS void LANGUAGE plpgsql AS $f$
BEGIN
    PERFORM sen.load_release('published', 'chs-' || month, band, convert_to(
        E'Organisation Type,Organisation Code,Organisation Name,(CYP) Therapy interventions: Speech and language\n'
        || 'Provider,RY7,'
        || 'Wirral Community,' || number || E'\n', 'UTF8'), '2023-12-14', measure => band, period => month);
END $f$;
SELECT pg_temp.sheet(m, 'waiting', w), pg_temp.sheet(m, 'waiting_18_52_weeks', a), pg_temp.sheet(m,
    'waiting_over_52_weeks', b)
FROM (VALUES ('2023-01', '1534', '700', '151'), ('2023-02', '1500', '20', '3'), ('2023-03', '1600', '750', '160'),
             ('2023-04', '*', '*', '*'), ('2023-06', '2000', '1000', '150'), ('2023-07', '2138', '1080', '151')) v (m,
             w, a, b) \g /dev/null
SELECT results_eq($$SELECT to_char(month, 'YYYY-MM'), waiting, percent_over_18_weeks, state FROM waits_published ORDER
    BY month$$,
    $$VALUES ('2023-01', 1534::numeric, 55.5, 'submitted'), ('2023-02', 1500, 1.5, 'unlikely'), ('2023-03', 1600,
        56.9, 'submitted'),
             ('2023-04', NULL, NULL, 'suppressed'), ('2023-05', NULL, NULL, 'not submitted'), ('2023-06', 2000, 57.5,
             'submitted'),
             ('2023-07', 2138, 57.6, 'submitted'), ('2023-08', NULL, NULL, 'not submitted'), ('2023-09', NULL, NULL,
             'not submitted'),
             ('2023-10', 1924, NULL, 'submitted')$$, 'months without a figure, and one that is not believed');
INSERT INTO wait (local_authority, wait_ref, service, referred_on) VALUES ('344', 'w', 'speech and language',
    '2026-01-01');
SELECT results_eq('SELECT waiting, published_waiting, published_month, published_of FROM waits',
    $$VALUES (1::bigint, 1924::numeric, '2023-10-01'::date, 'Wirral Community')$$,
        'beside the waits of single children');

SELECT throws_ok($$SELECT sen.check_release('published', 'r', 'f', repeat('x', 200000001)::bytea)$$, '54000',
                 'file "f" has 200 MB, and a published file is read up to 200 MB', 'a file that is too large');
DELETE FROM release WHERE release = 'r';
SELECT is_empty($$SELECT FROM release_row r WHERE NOT EXISTS (SELECT FROM release_file f WHERE f.file_id = r.file_id)$$,
    'with a release go its files');
SELECT finish();
ROLLBACK;
