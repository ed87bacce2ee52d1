-- Room risk: the score, the matrix, and how a risk moved.
-- The order is checked for all scores, and matrices at random, in test/pgtap/risk.sql.
\i sql/include/begin.sql
SET search_path = public, sen;
-- What a query gives, or its error.
\set ECHO none
CREATE FUNCTION pg_temp.try(query text, OUT result text) LANGUAGE plpgsql AS $$
DECLARE
    detail text; hint text;
BEGIN
    EXECUTE query INTO result;
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
    result := concat_ws(' | ', SQLSTATE, SQLERRM, nullif(detail, ''), nullif(hint, ''));
END $$;
\set ECHO all

-- Score -------------------------------------------------------------------------
SELECT t, t::sen.risk_score, sen.likelihood(t::sen.risk_score), sen.impact(t::sen.risk_score),
       sen.score(t::sen.risk_score)
FROM unnest(ARRAY['1x1', '4x5', '5X4', '4×5', E' 4 x\t5\n', '6x5', '99x1', '9 × 99']) t;
SELECT sen.risk_score(4, 5), sen.risk_score(4::smallint, 5::smallint), sen.risk_score(impact => 99, likelihood => 1),
       sen.risk_score(NULL, 5), sen.score(NULL);
SELECT t, replace(pg_temp.try(format('SELECT %L::sen.risk_score', t)),
                  ' | Write likelihood x impact, each from 1 to 99, as in 4x5.', ' | hint') AS result
FROM unnest(ARRAY['', ' ', '4', '4x', 'x5', '4*5', '-1x2', '1x-2', '+1x2', '4x5x6', '4x5 6', '4xx5', '0x5', '4x0',
                  '04x5', '4x05', '100x5', '4x100', '4294967297x1', '4.0x5', 'high', '20', '4é5', '4xé',
                  repeat('9', 150)]) t;
SELECT pg_temp.try('SELECT ''4*5''::sen.risk_score');
SELECT v, pg_temp.try('SELECT sen.risk_score(' || v || ')')
FROM unnest(ARRAY['0, 1', '1, 0', '100, 1', '1, 100', '-4, -5', '2147483647, 2', '-2147483648, 1']) v;

-- Order: by score, then impact, then likelihood.
SELECT array_agg(s ORDER BY s) AS ascending, sen.min(s), sen.max(s)
FROM unnest('{4x3,12x1,3x4,2x6,6x2,1x12,99x99,11x1,1x13,5x5}'::sen.risk_score[]) s;
SELECT sen.min(s), sen.max(s) FROM unnest('{}'::sen.risk_score[]) s;
SELECT sen.min(s), sen.max(s) FROM unnest('{NULL,2x6,NULL,6x2}'::sen.risk_score[]) s;
SELECT a, b, a < b AS lt, a <= b AS le, a = b AS eq, a <> b AS ne, a >= b AS ge, a > b AS gt,
       sign(sen.risk_score_cmp(a, b)) AS cmp
FROM (VALUES ('3x4'::sen.risk_score, '4x3'::sen.risk_score), ('4x3', '3x4'), ('4x3', '4x3'), ('1x2', '1x3'),
      (NULL, '1x1')) v (a, b);
SELECT s, count(*) FROM unnest('{4x3,3x4,4x3}'::sen.risk_score[]) s GROUP BY s ORDER BY s DESC;

-- Binary: the two bytes.
SELECT sen.risk_score_send('4x5'), sen.risk_score_send('99x1');
\getenv abs_builddir PG_ABS_BUILDDIR
\set file :abs_builddir '/results/risk.binary'
\set ECHO none
CREATE FUNCTION pg_temp.receive(type text, value bytea, file text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    received text;
    object oid := lo_from_bytea(0, '\x5047434f50590aff0d0a000000000000000000'::bytea || '\x0001'::bytea
                                || int4send(octet_length(value)) || value || '\xffff'::bytea);
BEGIN
    PERFORM lo_export(object, file), lo_unlink(object);
    EXECUTE format('CREATE TEMPORARY TABLE stored (s %s) ON COMMIT DROP', type);
    EXECUTE format('COPY stored FROM %L (FORMAT binary)', file);
    SELECT s INTO received FROM stored;
    DROP TABLE stored;
    RETURN received;
END $$;
\set ECHO all
\set receive 'pg_temp.try(format(''SELECT pg_temp.receive(%L, decode(%L, ''''hex''''), %L)'', type, h, :\'file\'))'
SELECT h, :receive
FROM (SELECT 'sen.risk_score' AS type, h
      FROM unnest(ARRAY['0405', '0463', '0005', '0400', '6405', '0464', 'ff01', '04', '', '040506']) h) x;

-- Use: unique, in an index, compared with a constant.
CREATE TEMPORARY TABLE risk (id integer PRIMARY KEY, likelihood smallint, impact smallint,
                             score sen.risk_score GENERATED ALWAYS AS (sen.risk_score(likelihood, impact)) STORED);
INSERT INTO risk (id, likelihood, impact) SELECT n, 1 + n % 5, 1 + n / 5 % 5 FROM generate_series(0, 999) n;
INSERT INTO risk VALUES (1000, NULL, 4);
CREATE INDEX risk_score_index ON risk (score);
CREATE INDEX risk_rating_index ON risk (sen.rating(score));
ANALYZE risk;
SET enable_seqscan = off;
SELECT count(*) FROM risk WHERE score >= '3x4';
SELECT count(*) FROM risk WHERE score = '4x3';
SELECT count(*) FROM risk WHERE sen.rating(score) = 'extreme';
SELECT sen.max(score), sen.min(score) FROM risk;
RESET enable_seqscan;
SELECT count(*), count(DISTINCT a.score) FROM risk a JOIN risk b USING (score) WHERE a.id < 100;
INSERT INTO risk (id, likelihood, impact) VALUES (1001, 0, 4);
ALTER TABLE risk ADD CHECK (score <= '5x5');
INSERT INTO risk (id, likelihood, impact) VALUES (1001, 6, 5);
SELECT '4x5'::sen.risk_score::integer;

-- Matrix ------------------------------------------------------------------------
SELECT sen.npsa_matrix();
\set by_products 'CASE WHEN l * i <= 3 THEN ''low'' WHEN l * i <= 6 THEN ''moderate'' WHEN l * i <= 12 THEN ''high'' ELSE ''extreme'' END'
SELECT count(*) FILTER (WHERE sen.rating(sen.risk_score(l, i)) = :by_products
                        AND sen.rating(sen.risk_score(l, i), sen.npsa_matrix()) = :by_products) AS agree, count(*)
FROM generate_series(1, 5) l, generate_series(1, 5) i;
SELECT label, count(*), min(score), max(score) FROM sen.cells(sen.npsa_matrix()) GROUP BY label ORDER BY 3;
SELECT * FROM sen.cells('v1 2x3 {low,low,high} {low,high,very high}');
SELECT * FROM sen.cells(NULL);
SELECT sen.rating(NULL), sen.rating(NULL, sen.npsa_matrix()), sen.rating('1x1', NULL);
-- Likelihood comes first: a matrix that is not symmetric.
SELECT s, sen.rating(s, 'v1 2x3 {a,b,c} {d,e,f}') FROM unnest('{1x1,1x2,1x3,2x1,2x2,2x3}'::sen.risk_score[]) s;
SELECT s, pg_temp.try(format('SELECT sen.rating(%L, %L)', s, m))
FROM (VALUES ('6x5', sen.npsa_matrix()), ('5x6', sen.npsa_matrix()), ('3x3', 'v1 2x3 {a,b,c} {d,e,f}'),
      ('2x4', 'v1 2x3 {a,b,c} {d,e,f}'), ('99x99', 'v1 1x1 {a}'), ('1x1', 'v1 1x1 {a}')) v (s, m);
SELECT pg_temp.try('SELECT sen.rating(''6x5'')');

-- Text: blanks and needless quotes go, labels stay.
SELECT t, t::sen.risk_matrix
FROM unnest(ARRAY['v1 1x1 {low}', E'  v1\n 2 X 2\n { low ,very  high}\n{"high"\t, "a,b"}\n', 'v1 1x4 {"{",a"b"}',
                  'v1 1x4 {"say ""no""","}","a{b",a''b\}', 'v1 2×1{é}{"é"}', 'v1 1x1 {null}']) t
WHERE pg_temp.try(format('SELECT %L::sen.risk_matrix', t)) !~ '^22P02';
SELECT t, split_part(pg_temp.try(format('SELECT %L::sen.risk_matrix', t)), ' | ', 1) AS state,
       split_part(pg_temp.try(format('SELECT %L::sen.risk_matrix', t)), ' | ', 3) AS detail
FROM unnest(ARRAY['', 'v1', 'v2 1x1 {a}', 'v11x1 {a}', '1x1 {a}', 'v1 0x1', 'v1 1x0 {}', 'v1 26x1 {a}', 'v1 1x26 {a}',
                  'v1 2 {a}', 'v1 -1x1 {a}',
    'v1 2x2 {a,b} {c,}', 'v1 2x2 {a,b} {c}', 'v1 2x2 {a,b}', 'v1 2x2 {,b} {c,d}', 'v1 2x2 {a,b} {}', 'v1 2x2',
    'v1 2x2 {a,""} {c,d}', 'v1 2x2 {a,  } {c,d}',
    'v1 2x2 {a,b} {c,d} {e,f}', 'v1 2x2 {a,b,c} {d,e}', 'v1 2x2 {a,b} {c,d', 'v1 2x2 {a,b} {c,"d}', 'v1 2x2 {a,b} c',
    'v1 2x2 {a,b} {c,d"}', 'v1 2x2 {a,b} {c,"d"e}', 'v1 2x2 {a,b} {"c" "d",e}', 'v1 2x2 {a,b}{c,d};',
    'v1 1x1 {" a"}', 'v1 1x1 {"a "}', 'v1 1x1 {' || repeat('é', 101) || '}', 'v1 1x1 {{a}}']) t;
SELECT pg_temp.try('SELECT ''v1 2x2 {low,high} {high}''::sen.risk_matrix');
SELECT sen.rating('1x1', ('v1 1x1 {' || repeat('é', 100) || '}')::sen.risk_matrix) = repeat('é', 100) AS hundred;

-- Equality.
SELECT a = b AS eq, a <> b AS ne, sen.risk_matrix_hash(a) = sen.risk_matrix_hash(b) AS hash,
       sen.risk_matrix_hash_extended(a, 7) = sen.risk_matrix_hash_extended(b, 7) AS hash_extended
FROM (VALUES ('v1 1x2 {a,b}'::sen.risk_matrix, ' v1 1x2 {"a", b}'::sen.risk_matrix), ('v1 1x2 {a,b}', 'v1 1x2 {b,a}'),
      ('v1 1x2 {a,b}', 'v1 2x1 {a} {b}'), ('v1 1x2 {a,a}', 'v1 1x2 {a,A}'), ('v1 1x2 {ab,c}', 'v1 1x2 {a,bc}'),
      (sen.npsa_matrix(), sen.npsa_matrix()),
      (sen.npsa_matrix(), replace(sen.npsa_matrix()::text, 'extreme}', 'high}')::sen.risk_matrix),
    ('v1 2x3 {low,low,high} {low,high,high}', 'v1 2x3 {low,low,high} {low,high,low}'),
    ('v1 2x2 {low,high} {high,extreme}', 'v1 2x2 {low,high} {high,extremE}'), (NULL, sen.npsa_matrix())) v (a, b);
SELECT m, count(*) FROM unnest(ARRAY['v1 1x2 {a,b}', 'v1 2x1 {a} {b}', 'v1  1x2 {"a",b}']::sen.risk_matrix[]) m
GROUP BY m ORDER BY m::text;
SELECT count(*)
FROM (SELECT DISTINCT m FROM unnest(ARRAY['v1 1x2 {a,b}', 'v1 2x1 {a} {b}', 'v1  1x2 {"a",b}']::sen.risk_matrix[]) m) d;

-- Binary: version, size, labels, and which label each cell has.
SELECT sen.risk_matrix_send('v1 2x2 {low,high} {high,low}'), sen.risk_matrix_send('v1 1x1 {é}');
SELECT h, :receive
FROM (SELECT 'sen.risk_matrix' AS type, h
      FROM unnest(ARRAY['0101020002' || '000161' || '000162' || '00000001', '0101020001' || '000161' || '00000000',
                        '010101000100' || '02c3a9' || '0000',
    '', '01', '02010100010001610000', '00010100010001610000', '01000100010001610000', '01010000010001610000',
    '011a0100010001610000', '01011a00010001610000',
    '01010100000000', '0101010002' || '000161' || '000162' || '0000', '0101020002' || '000161' || '000161'
        || '00000001', '0101020002' || '000161' || '000162' || '00010000', '0101020002' || '000161' || '000162'
        || '00000000', '0101020002' || '000161' || '000162' || '00000002', '0101020001' || '000161' || '0000ffff',
    '0101010001' || '0000' || '0000', '0101010001' || '00022061' || '0000', '0101010001' || '00026120' || '0000',
    '0101010001' || '000100' || '0000', '0101010001' || '0001e9' || '0000', '0101010001' || '00ff61' || '0000',
    '0101010001' || 'ffff61' || '0000',
    '0101010001' || '000161' || '00', '0101010001' || '000161' || '000000', '0101010001' || '0065' || repeat('61', 101)
        || '0000']) h) x;

-- From rows --------------------------------------------------------------------
SELECT sen.risk_matrix(likelihood, impact, label ORDER BY random()) = sen.npsa_matrix() AS same
FROM sen.cells(sen.npsa_matrix());
SELECT sen.risk_matrix(l, i, chr(64 + 3 * l + i)) FROM generate_series(1, 4) l, generate_series(1, 3) i;
SELECT l, sen.risk_matrix(1, i, 'b' || i) FROM generate_series(1, 3) l, generate_series(1, l) i GROUP BY l ORDER BY l;
SELECT length(m::text), sen.rating('25x25', m), sen.rating('1x25', m), m::text::sen.risk_matrix = m AS reads_back
FROM (SELECT sen.risk_matrix(l, i, l || ' by ' || i) AS m FROM generate_series(1, 25) l, generate_series(1, 25) i) x;
SELECT sen.risk_matrix(1, 1, 'a') FROM risk WHERE false;
SELECT pg_temp.try('SELECT sen.risk_matrix(l, i, t) FROM ' || f) FROM unnest(ARRAY[
    'generate_series(1, 5) l, generate_series(1, 5) i, (VALUES (''x'')) v (t) WHERE (l, i) <> (2, 4)',
    '(VALUES (2, 3, ''high'')) v (l, i, t)',
    '(VALUES (1, 1, ''low''), (1, 2, ''high''), (1, 1, ''low'')) v (l, i, t)',
    '(VALUES (1, 1, ''low''), (1, 1, ''high'')) v (l, i, t)',
    '(VALUES (1, 1, ''low''), (NULL, 2, ''high'')) v (l, i, t)',
    '(VALUES (1, 1, ''low''), (1, NULL, ''high'')) v (l, i, t)',
    '(VALUES (1, 1, ''low''), (1, 2, NULL)) v (l, i, t)',
    '(VALUES (1, 1, ''low''), (1, 2, '''')) v (l, i, t)',
    '(VALUES (1, 1, ''low''), (1, 2, '' high'')) v (l, i, t)',
    '(VALUES (1, 1, ''low''), (1, 2, repeat(''x'', 101))) v (l, i, t)',
    '(VALUES (0, 1, ''low'')) v (l, i, t)', '(VALUES (1, 26, ''low'')) v (l, i, t)',
    '(VALUES (26, 1, ''low'')) v (l, i, t)', '(VALUES (1, -1, ''low'')) v (l, i, t)']) f;
-- Its private functions take what anyone gives them.
SELECT q, pg_temp.try('SELECT sen._risk_matrix_' || q)
FROM unnest(ARRAY['final(''{}'')', 'final(''{NULL}'')', 'final(''{a,b}'')', 'final(''[2:2]={b}'')',
                  'final(''[0:0]={b}'')', 'final(''{{a}}'')', 'final(''{" "}'')',
                  'final(array_fill(''a''::text, ARRAY[626]))', 'final(''[625:626]={a,b}'')',
    'final(''[2147483646:2147483646]={a}'')', 'combine(''{a}'', ''{a}'')',
    'final(sen._risk_matrix_combine(''{a}'', ''{NULL,b}''))', 'final(sen._risk_matrix_combine(''{}'', ''{NULL,b}''))',
    'combine(''{{a}}'', ''{a}'')', 'accum(''{{a}}'', 1, 1, ''a'')',
    'final(sen._risk_matrix_accum(''[2:2]={b}'', 1, 1, ''a''))', 'accum(NULL, 1, 2, ''b'')', 'final(NULL)']) q;


-- Movement ------------------------------------------------------------------------
SELECT f, t, m.*
FROM (VALUES ('3x4'::sen.risk_score, '4x5'::sen.risk_score), ('4x5', '3x4'), ('4x4', '4x4'), ('2x8', '4x4'),
      ('4x3', '3x4'), ('3x4', '4x3'), (NULL, '3x4'), ('3x4', NULL), (NULL, NULL), ('99x99', '1x1')) v (f, t),
       sen.risk_movement(f, t) m;
