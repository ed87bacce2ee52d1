-- The SEN2 return as XML: each year's names and order are read alike, what is no return is refused, each check finds
-- what it is for and nothing in a return that is right.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SELECT no_plan();

CREATE FUNCTION pg_temp.sen2(year integer, persons text) RETURNS text IMMUTABLE LANGUAGE sql AS $$
    SELECT format('<?xml version="1.0" encoding="UTF-8"?>%s<Message><Header><CollectionDetails>'
                  '<Collection>SEN2</Collection><Year>%s</Year><ReferenceDate>%s</ReferenceDate></CollectionDetails>'
                  '<Source><SourceLevel>L</SourceLevel><LEA>344</LEA><SoftwareCode>Made up</SoftwareCode>'
                  '<DMO>Y</DMO><DCO>R</DCO><DSCO>N</DSCO></Source></Header><Persons>%s</Persons></Message>', E'\n',
                  year, CASE year WHEN 2023 THEN '2023-01-19' WHEN 2024 THEN '2024-01-18' WHEN 2025 THEN '2025-01-16'
                                  ELSE '2026-01-15' END, persons)
$$;
-- One person with a plan, as the schemas of 2023, 2024, 2025 and 2026 write it.
CREATE FUNCTION pg_temp.person(year integer, number integer DEFAULT 1) RETURNS text IMMUTABLE LANGUAGE sql AS $$
    SELECT format('<Person><Surname>Invented%1$s</Surname><Forename>Child</Forename>'
                  '<PersonBirthDate>2014-05-06</PersonBirthDate>%2$s<Ethnicity>WBRI</Ethnicity>'
                  '<PostCode>ZZ99 9ZZ</PostCode><UPN>%3$s</UPN><Requests>'
                  '<ReceivedDate>%4$s-02-03</ReceivedDate>%5$s<RYA>0</RYA>'
                  '<RequestOutcomeDate>%4$s-03-10</RequestOutcomeDate><RequestOutcome>Y</RequestOutcome>'
                  '<RequestMediation>0</RequestMediation><RequestTribunal>0</RequestTribunal><Exported></Exported>'
                  '<Assessment><AssessmentOutcome>Y</AssessmentOutcome>'
                  '<AssessmentOutcomeDate>%4$s-06-20</AssessmentOutcomeDate>'
                  '<AssessmentMediation>0</AssessmentMediation>'
                  '<AssessmentTribunal>0</AssessmentTribunal><OtherMediation>0</OtherMediation>'
                  '<OtherTribunal>0</OtherTribunal><Week20>0</Week20><NamedPlan><StartDate>%4$s-06-20</StartDate>'
                  '<PlanDetail><URN>105000</URN><PlacementRank>1</PlacementRank></PlanDetail><PB>0</PB></NamedPlan>'
                  '</Assessment><ActivePlans><PlacementDetail><URN>105000</URN><PlacementRank>1</PlacementRank>'
                  '<EntryDate>%4$s-09-01</EntryDate></PlacementDetail><SENneed><%6$s>ASD</%6$s>'
                  '<SENtypeRank>1</SENtypeRank></SENneed>%7$s</ActivePlans></Requests></Person>', number,
                  CASE WHEN year = 2023 THEN '<GenderCurrent>1</GenderCurrent>' ELSE '<Sex>M</Sex>' END,
                  sen.upn_letter(lpad((344000000000 + number)::text, 12, '0')) || (344000000000 + number), year - 1,
                  CASE WHEN year >= 2025 THEN '<RequestSource>2</RequestSource>' ELSE '' END,
                  CASE WHEN year = 2024 THEN 'SENTYPE' ELSE 'SENtype' END,
                  format(CASE year WHEN 2023 THEN '<LastReview>%1$s-12-01</LastReview>'
                         WHEN 2024 THEN '<ReviewMeeting>%1$s-11-10</ReviewMeeting><ReviewOutcome>M</ReviewOutcome>'
                                        '<LastReview>%1$s-12-01</LastReview>'
                         WHEN 2025 THEN '<ReviewMeeting>%1$s-11-10</ReviewMeeting><LastReview>%1$s-12-01</LastReview>'
                                        '<ReviewOutcome>M</ReviewOutcome>'
                         ELSE '<ReviewMeeting>%1$s-11-10</ReviewMeeting><ReviewOutcome>M</ReviewOutcome>'
                              '<ReviewDraft/><LastReview>%1$s-12-01</LastReview>' END, year - 1))
$$;

SELECT is((SELECT count(*) FROM sen.sen2_findings(pg_temp.sen2(y, pg_temp.person(y) || pg_temp.person(y, 2)))),
          0::bigint, y || ': nothing is found in a return that is right')
FROM generate_series(2023, 2026) y;
SELECT is((SELECT h.return_year || ' ' || h.reference_date || ' ' || h.local_authority || ' ' || h.persons || h.dmo
                  || h.dco || h.dsco
           FROM sen.sen2_header(pg_temp.sen2(y, pg_temp.person(y) || pg_temp.person(y, 2))) h),
          CASE y WHEN 2023 THEN '2023 2023-01-19' WHEN 2024 THEN '2024 2024-01-18' WHEN 2025 THEN '2025 2025-01-16'
                 ELSE '2026 2026-01-15' END || ' 344 2YRN', y || ': the header')
FROM generate_series(2023, 2026) y;
-- The requests are the same in all four years, but for the days and what a year does not ask.
SELECT is((SELECT r FROM sen.sen2_requests(pg_temp.sen2(y, pg_temp.person(y))) r)::text,
          format('(344,"SEN2 %1$s/1/1",%2$s-02-03,%3$s,0,Y,%2$s-03-10,0,0,,Y,%2$s-06-20,0,0,0,0,0,%2$s-06-20,1,1)', y,
                 y - 1, CASE WHEN y >= 2025 THEN '2' END), y || ': the request')
FROM generate_series(2023, 2026) y;
SELECT is((SELECT count(*) FROM sen.sen2_items(pg_temp.sen2(2026, pg_temp.person(2026))) i), (
    SELECT count(*) FROM regexp_matches(pg_temp.person(2026), '<(\w+)>[^<]*</\1>|<\w+/>', 'g')),
          'every item once: as many as a pattern finds in the text');
-- Names in other capitals; a scalar after a block; two requests; a byte order mark.
SELECT is((SELECT string_agg(r.received_on, ', ' ORDER BY r.request) FROM sen.sen2_requests(
    chr(65279) || pg_temp.sen2(2026, '<PERSON><REQUESTS><ASSESSMENT/><receivedDATE> 2025-01-02 </receivedDATE>'
                               '</REQUESTS>'
                               '<requests><ReceivedDate>2025-01-03</ReceivedDate></requests></PERSON>')) r),
          '2025-01-02, 2025-01-03', 'names in other capitals, blanks about a value, a second request');

-- Each check: one change of the right return, which it alone finds, or with it what the change cannot but bring.
CREATE TEMPORARY TABLE fault (check_name text, put_from text, put_to text, value text, also text);
INSERT INTO fault (check_name, put_from, put_to, value) VALUES
    ('number and reason for none', '</UPN>', '</UPN><UPNunknown>UN3</UPNunknown>', 'UN3'),
    ('temporary UPN', '<UPN>[^<]*', '<UPN>A34400000000B', NULL),
    ('learner number', '</UPN>', '</UPN><UniqueLearnerNumber>123456789</UniqueLearnerNumber>', '9 characters'),
    ('reason UN1 from age 6', '<UPN>.*</UPN>', '<UPNunknown>UN1</UPNunknown>', NULL),
    ('birth date missing', '<PersonBirthDate>.*</PersonBirthDate>', '', NULL),
    ('sex or ethnicity missing', '<Sex>M</Sex>', '', NULL),
    ('sex or ethnicity missing', '<Ethnicity>WBRI</Ethnicity>', '', NULL),
    ('names missing', '<Forename>Child</Forename>', '', NULL),
    ('no number of the pupil', '<UPN>.*</UPN>', '', NULL),
    ('UPN', '344000000001', '344000000002', 'check letter ' || sen.upn_letter('344000000001')),
    ('age', '2014-05-06', '2000-01-15', NULL),
    ('age', '2014-05-06', '2026-01-16', NULL),
    ('person without a request', '<Requests>.*</Requests>', '', NULL),
    ('received day missing', '<ReceivedDate>2025-02-03</ReceivedDate>', '<ReceivedDate/>', NULL),
    ('request outcome missing', '<RequestOutcome>Y<', '<RequestOutcome><', NULL),
    ('decision day missing', '<RequestOutcomeDate>2025-03-10</RequestOutcomeDate>', '', NULL),
    ('youth accommodation missing', '<RYA>0</RYA>', '', NULL),
    ('source missing', '<RequestSource>2</RequestSource>', '', NULL),
    ('assessment after no decision', '<RequestOutcome>Y<', '<RequestOutcome>W<', 'Y'),
    ('assessment after a refusal', '<RequestOutcome>Y<', '<RequestOutcome>N<', 'Y'),
    ('exported and decided', '<Exported></Exported>', '<Exported>341</Exported>', '341'),
    ('plan not issued yet', '<AssessmentOutcomeDate>2025-06-20<', '<AssessmentOutcomeDate><', NULL),
    ('assessment missing', '<Assessment>.*</Assessment><ActivePlans>.*</ActivePlans>', '', NULL),
    ('exceptions missing', '<Week20>0</Week20>', '', NULL),
    ('item twice', '<Week20>0</Week20>', '<Week20>0</Week20><Week20>0</Week20>', NULL),
    ('item twice', '<UPN>([^<]*)</UPN>', '<UPN>\1</UPN><UPN>\1</UPN>', NULL),
    ('plan without a decision', '<AssessmentOutcome>Y<', '<AssessmentOutcome>A<', 'A'),
    ('plan after a refusal', '<AssessmentOutcome>Y<', '<AssessmentOutcome>N<', 'N'),
    ('two assessments', '</Assessment>', '</Assessment><Assessment><Week20>0</Week20></Assessment>', '2'),
    ('plan missing', '<NamedPlan>.*</NamedPlan>', '', NULL),
    ('start missing', '<StartDate>2025-06-20</StartDate>', '', NULL),
    ('cease day and reason', '<PB>0</PB>', '<PB>0</PB><CeaseDate>2025-12-31</CeaseDate>', NULL),
    ('maximum age', '<PB>0</PB>', '<PB>0</PB><CeaseDate>2025-12-31</CeaseDate><CeaseReason>1</CeaseReason>', '1'),
    ('transferred in and assessed', '<ActivePlans>', '<ActivePlans><TransferLA>340</TransferLA>', 'Y'),
    ('nothing named', '<PlanDetail>.*</PlanDetail>', '', NULL),
    ('establishment', '<PlanDetail><URN>105000</URN>', '<PlanDetail><URN>105000</URN><SENSetting>OLA</SENSetting>',
     '2 named'),
    ('needs and ranks', '<SENtypeRank>1<', '<SENtypeRank>2<', '1 need'),
    ('needs and ranks', '<SENneed>.*</SENneed>', '', '0 needs'),
    ('need twice', '</SENneed>', '</SENneed><SENneed><SENtype>ASD</SENtype><SENtypeRank>2</SENtypeRank></SENneed>',
     NULL),
    ('placement missing', '<PlacementDetail>.*</PlacementDetail>', '', NULL),
    ('rank missing', '<PlacementRank>1</PlacementRank></PlanDetail>', '</PlanDetail>', NULL),
    ('two primary placements', '<PlacementDetail>',
     '<PlacementDetail><URN>105001</URN><PlacementRank>1</PlacementRank></PlacementDetail><PlacementDetail>',
     '2 of rank 1'),
    ('NEET under 16', '<PlacementDetail><URN>105000</URN>', '<PlacementDetail><SENSetting>NEET</SENSetting>', 'NEET'),
    ('setting not explained', '<PlanDetail><URN>105000</URN>', '<PlanDetail><SENsetting>OTH</SENsetting>', 'OTH'),
    ('review without decision', '<LastReview>2025-12-01</LastReview>', '', 'M'),
    ('decision without meeting', '<ReviewMeeting>2025-11-10</ReviewMeeting>', '', NULL),
    ('decision without meeting', '<ReviewOutcome>M</ReviewOutcome>', '', NULL),
    ('draft and outcome', '<ReviewDraft/>', '<ReviewDraft>2025-11-20</ReviewDraft>', 'M'),
    ('day cannot be read', '2025-09-01', '01/09/2025', '01/09/2025'),
    ('day cannot be read', '2025-09-01', '2025-02-30', '2025-02-30'),
    ('day after the census', '<LastReview>2025-12-01<', '<LastReview>2026-01-16<', '2026-01-16'),
    ('days out of order', '<RequestOutcomeDate>2025-03-10<', '<RequestOutcomeDate>2025-02-02<',
     '2025-02-02 is before 2025-02-03'),
    ('days out of order', '<StartDate>2025-06-20<', '<StartDate>2025-02-02<', '2025-02-02 is before 2025-02-03'),
    ('days out of order', '<LastReview>2025-12-01<', '<LastReview>2025-11-09<', '2025-11-09 is before 2025-11-10'),
    ('days out of order', '<EntryDate>2025-09-01</EntryDate>',
     '<EntryDate>2025-09-01</EntryDate><LeavingDate>2025-08-31</LeavingDate>', '2025-08-31 is before 2025-09-01'),
    ('code unknown', '<RequestSource>2<', '<RequestSource>6<', '6'),
    ('code unknown', '>ASD<', '>AUT<', 'AUT'),
    ('code unknown', '<PlanDetail><URN>105000</URN>', '<PlanDetail><SENSetting>NEET</SENSetting>', 'NEET'),
    ('code unknown', '<OtherMediation>0<', '<OtherMediation>perhaps<', 'perhaps');
INSERT INTO fault VALUES
    ('decision before the year', '<RequestOutcomeDate>2025-03-10<', '<RequestOutcomeDate>2024-12-31<', '2024-12-31',
     'days out of order'),
    ('outcome day missing', '<AssessmentOutcome>Y</AssessmentOutcome><AssessmentOutcomeDate>2025-06-20<',
     '<AssessmentOutcome>N</AssessmentOutcome><AssessmentOutcomeDate><', NULL, 'plan after a refusal'),
    ('outcome before the year', '<AssessmentOutcomeDate>2025-06-20<', '<AssessmentOutcomeDate>2024-12-31<',
     '2024-12-31', 'days out of order'),
    ('ceased before the year', '<PB>0</PB>',
     '<PB>0</PB><CeaseDate>2024-12-31</CeaseDate><CeaseReason>2</CeaseReason>', '2024-12-31', 'days out of order'),
    ('establishment', '<PlanDetail><URN>105000</URN>', '<PlanDetail>', '0 named', 'nothing named');
SELECT ok((SELECT regexp_replace(pg_temp.person(2026), f.put_from, f.put_to) <> pg_temp.person(2026)),
          'the return is changed: ' || f.put_from) FROM fault f;
SELECT results_eq(format('SELECT check_name, value FROM sen.sen2_findings(%L) WHERE check_name IS DISTINCT FROM %L',
                         pg_temp.sen2(2026, regexp_replace(pg_temp.person(2026), f.put_from, f.put_to)), f.also),
                  format('VALUES (%L, %L::text)', f.check_name, f.value), format('%s: %s', f.check_name, f.put_from))
FROM fault f;
SELECT results_eq(format('SELECT check_name, person, item, value FROM sen.sen2_findings(%L)',
                         pg_temp.sen2(2026, pg_temp.person(2026) || pg_temp.person(2026))),
                  $$VALUES ('person twice', 2, 'Surname', 'person 1'), ('person twice', 2, 'UPN', 'person 1')$$,
                  'a person twice');
SELECT results_eq(format('SELECT check_name, person, request, value FROM sen.sen2_findings(%L)',
                         pg_temp.sen2(2026, replace(pg_temp.person(2026), '</Requests>',
                             '</Requests>' || substring(pg_temp.person(2026) from '<Requests>.*</Requests>')))),
                  $$VALUES ('request twice', 1, 2, 'request 1'), ('two plans', 1, 2, '2 in force')$$,
                  'a request twice, two plans in force');
-- Where a finding stands, as an XPath: it finds the item in the file.
SELECT is((SELECT f.path FROM sen.sen2_findings(pg_temp.sen2(2026, pg_temp.person(2026, 2)
               || replace(pg_temp.person(2026), '</SENneed>',
                          '</SENneed><SENneed><SENtype>AUT</SENtype><SENtypeRank>2</SENtypeRank></SENneed>'))) f),
          'Person[2]/Requests[1]/ActivePlans/SENneed[2]/SENtype', 'the second need of the second person');
SELECT is((xpath('/Message/Persons/Person[2]/Requests[1]/ActivePlans/SENneed[2]/SENtype/text()', pg_temp.sen2(2026,
               pg_temp.person(2026, 2) || replace(pg_temp.person(2026), '</SENneed>',
               '</SENneed><SENneed><SENtype>AUT</SENtype><SENtypeRank>2</SENtypeRank></SENneed>'))::xml))[1]::text,
          'AUT', 'is found there');
-- The day before, on it: 25 until the day before the 26th birthday.
SELECT is((SELECT count(*) FROM sen.sen2_findings(pg_temp.sen2(2026, replace(pg_temp.person(2026), '2014-05-06',
                                                                             '2000-01-16')))), 0::bigint,
          '25 on the day of the return is no finding');
SELECT is_empty('SELECT check_name FROM sen.sen2_checks() EXCEPT (SELECT check_name FROM fault UNION VALUES '
                '(''person twice''), (''two plans''), (''request twice''), '
                '(''row without its parent''))', 'each check is tried');
SELECT is_empty(format($$SELECT * FROM sen.sen2_findings(%L) f
                         WHERE f::text ~ 'Invented|Child|2014-05-06|344000000001'$$,
                       pg_temp.sen2(2026, replace(replace(pg_temp.person(2026) || pg_temp.person(2026), '<Sex>M<',
                           '<Sex>Q<'), '2025-09-01', 'soon'))), 'no finding names a person');

-- Check letters: reckoned another way, by a table of letters.
SELECT is(sen.upn_letter(n), (
    SELECT (string_to_array('A,B,C,D,E,F,G,H,J,K,L,M,N,P,Q,R,T,U,V,W,X,Y,Z', ','))[1 + s.sum % 23]
                              FROM (SELECT sum(d.digit::integer * (d.place + 1))::integer AS sum
                                    FROM regexp_split_to_table(n, '') WITH ORDINALITY d (digit, place)) s),
          'check letter of ' || n)
FROM (VALUES ('344000000001'), ('801200001001'), ('999999999999'), ('000000000000')) v (n);
SELECT is(sen.upn_letter('A34400000000B'), NULL, 'none for a temporary number');

-- What is no return. What is broken is told with its line, and the person that it is in.
SELECT throws_ok(format('SELECT sen.sen2_document(%L)', replace(pg_temp.sen2(2026, pg_temp.person(2026)
                            || pg_temp.person(2026, 2) || pg_temp.person(2026, 3)), 'Invented2<', 'A & B<')), '2200M',
                 'the file is no whole XML document: it is not well-formed in line 2, person 2', 'an & in a value');
SELECT throws_ok(format('SELECT sen.sen2_document(%L)', left(replace(pg_temp.sen2(2026, pg_temp.person(2026)), '><',
                            E'>\n<'), 700)), '2200M',
                 format('the file is no whole XML document: it breaks off in line %s',
                 1 + regexp_count(left(replace(pg_temp.sen2(2026, pg_temp.person(2026)), '><', E'>\n<'), 700), E'\n')),
                 'the line in which a file breaks off');
SELECT throws_ok(format('SELECT sen.sen2_text(%L)', '\x3c613e0a3c2f613eff0a'::bytea), '22021',
                 'the file is not in UTF-8: it has other bytes in line 2, byte 9', 'and that of other bytes');
SELECT is((SELECT h.return_year FROM sen.sen2_header(replace(pg_temp.sen2(2026, ''), '<Year>2026', '<Year>soon')) h),
          NULL, 'a year that is none');
SELECT throws_ok(format('SELECT sen.sen2_document(%L)', '<!DOCTYPE a [<!ENTITY b "c">]><Message>&b;</Message>'),
                 '2200M', 'the file has a document type or entities, which no SEN2 return has', 'a document type');
SELECT throws_ok(format('SELECT sen.sen2_document(%L)', left(pg_temp.sen2(2026, pg_temp.person(2026)), 900)), '2200M',
                 NULL, 'a file that breaks off');
SELECT throws_ok($$SELECT sen.sen2_document('<Message><Header><Collection>SC</Collection></Header></Message>')$$,
                 '22023', 'the file is no SEN2 return: its root and collection are "Message SC"', 'another return');
SELECT throws_ok($$SELECT sen.sen2_document(repeat('x', 100000001))$$, '54000',
                 'the file has 100 MB, and a SEN2 return is read up to 100 MB', 'too large');
SELECT throws_ok(format('SELECT sen.sen2_text(%L)', '\xfffe3c004d00'::bytea), '22021',
                 'the file is in UTF-16, which the server cannot read', 'UTF-16 with a mark');
SELECT throws_ok(format('SELECT sen.sen2_text(%L)', '\x3c004d00'::bytea), '22021', NULL, 'UTF-16 without one');
SELECT throws_ok(format('SELECT sen.sen2_text(%L)', '\x3cff3e'::bytea), '22021', NULL, 'bytes that are no UTF-8');
SELECT is(sen.sen2_text(convert_to('<?xml version="1.0" encoding="' || v.said || '"?><a>Zoë</a>', v.really)),
          '<?xml version="1.0" encoding="' || v.said || '"?><a>Zoë</a>', v.said)
FROM (VALUES ('windows-1252', 'WIN1252'), ('ISO-8859-1', 'LATIN1'), ('UTF-8', 'UTF8')) v (said, really);
SELECT throws_ok($$SELECT sen.sen2_document('')$$, '2200M', NULL, 'an empty file');
SELECT ok(sen.sen2_document(NULL) IS NULL, 'null');

-- Into a programme.
\set programme sen2_tap
\ir ../fixtures/ready_programme.sql
SELECT sen.intake_table('sen2_tap.ehc_request') \gset
INSERT INTO pg_temp.ehc_request_rows (local_authority, request_ref, received_on, request_source, rya, request_outcome,
    request_outcome_on, request_mediation, request_tribunal, exported_to, assessment_outcome, assessment_outcome_on,
    assessment_mediation, assessment_tribunal, other_mediation, other_tribunal, week20, plan_start_on)
SELECT local_authority, request_ref, received_on, request_source, rya, request_outcome, request_outcome_on,
    request_mediation, request_tribunal, exported_to, assessment_outcome, assessment_outcome_on, assessment_mediation,
    assessment_tribunal, other_mediation, other_tribunal, week20, plan_start_on
FROM sen.sen2_requests(pg_temp.sen2(2026, (SELECT string_agg(pg_temp.person(2026, n), '')
                                           FROM generate_series(1, 30) n)));
SELECT is((SELECT l FROM sen.load_rows('sen2_tap.ehc_request') l)::text, '(30,30,0,0,0,0,)', 'a return is loaded');
SELECT is((SELECT r FROM sen2_tap.ehc_request r WHERE r.request_ref = 'SEN2 2026/30/1')::text,
          '(344,"SEN2 2026/30/1",,2025-02-03,2,f,Y,2025-03-10,f,f,,Y,2025-06-20,f,f,f,f,f,2025-06-20,)',
          'as it says');
SELECT * FROM finish();
ROLLBACK;
