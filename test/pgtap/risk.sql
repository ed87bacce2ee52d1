-- Risk scores against arrays of their numbers, all of them; matrices at
-- random against the rows that they are made of, in one
-- process, in parallel and partition by partition; ratings against a join; movements against a CASE.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
\set seed ''
\getenv seed SEN_SEED
\set brief ''
\getenv brief SEN_BRIEF
SELECT :'brief' = '' AS whole \gset
SELECT coalesce(substring(:'seed' FROM '^[0-9]{1,18}$')::bigint,
                extract(epoch FROM clock_timestamp())::bigint) % 1000000 AS seed \gset
BEGIN;
SET LOCAL client_min_messages = warning;
SELECT no_plan();
SELECT diag('risk: seed ' || :seed || ', repeat with SEN_SEED=' || :seed);
SELECT setseed(:seed / 1000000.0) AS seeded \gset

-- Scores ---------------------------------------------------------------------------------------------------
CREATE TEMPORARY TABLE score ON COMMIT DROP AS
SELECT sen.risk_score(l, i) AS s, l, i, l * i AS product FROM generate_series(1, 99) l, generate_series(1, 99) i
ORDER BY random();
SELECT is((SELECT count(*) FROM score WHERE s::text <> l || 'x' || i OR s::text::sen.risk_score OPERATOR(sen.<>) s
           OR (sen.likelihood(s), sen.impact(s), sen.score(s)) IS DISTINCT FROM (l, i, product)
           OR sen.risk_score_send(s) <> set_byte(set_byte('\x0000', 0, l), 1, i)), 0::bigint,
               'every score has its numbers, its text and its bytes');
SELECT is(count(DISTINCT s), 99 * 99::bigint, 'no two are equal') FROM score;
SELECT is((SELECT md5(string_agg(s::text, ' ' ORDER BY s)) FROM score),
          (SELECT md5(string_agg(s::text, ' ' ORDER BY product, i, l)) FROM score),
          'all in order: product, impact, likelihood');
SELECT is((SELECT md5(string_agg(s::text, ' ' ORDER BY s DESC)) FROM score),
          (SELECT md5(string_agg(s::text, ' ' ORDER BY product DESC, i DESC, l DESC)) FROM score), 'and backwards');
CREATE INDEX score_index ON score (s);
SET LOCAL enable_seqscan = off;
SET LOCAL enable_bitmapscan = off;
SELECT is((SELECT md5(string_agg(s::text, ' ')) FROM (SELECT s FROM score ORDER BY s) x),
          (SELECT md5(string_agg(s::text, ' ' ORDER BY product, i, l)) FROM score), 'the index has the same order');
SELECT is((SELECT sen.max(s)::text || sen.min(s) FROM score), '99x991x1', 'greatest and least from the index');
SELECT is((SELECT sen.max(s)::text FROM score WHERE s OPERATOR(sen.<) '4x3'), '6x2', 'the next lower one');
RESET enable_seqscan;
RESET enable_bitmapscan;
-- Pairs: a tenth with the same product.
CREATE TEMPORARY TABLE pair ON COMMIT DROP AS
SELECT a.s AS a, b.s AS b, ARRAY[a.product, a.i, a.l] AS ra, ARRAY[b.product, b.i, b.l] AS rb, a.l AS al, a.i AS ai,
       b.l AS bl, b.i AS bi
FROM (SELECT *, row_number() OVER (ORDER BY random()) AS n FROM score) a
JOIN (SELECT *, row_number() OVER (ORDER BY random()) AS n FROM score) b USING (n)
UNION ALL (SELECT a.s, b.s, ARRAY[a.product, a.i, a.l], ARRAY[b.product, b.i, b.l], a.l, a.i, b.l, b.i FROM score a
           JOIN score b USING (product) ORDER BY random() LIMIT 3000);
SELECT ok(count(*) FILTER (WHERE sen.score(a) = sen.score(b) AND ra <> rb) > 500
          AND count(*) FILTER (WHERE ra = rb) > 50, 'pairs of one product, and of one score') FROM pair;
SELECT is((SELECT count(*) FROM pair
           WHERE (a OPERATOR(sen.<) b, a OPERATOR(sen.<=) b, a OPERATOR(sen.=) b, a OPERATOR(sen.<>) b,
                  a OPERATOR(sen.>=) b, a OPERATOR(sen.>) b)
           IS DISTINCT FROM (ra < rb, ra <= rb, ra = rb, ra <> rb, ra >= rb, ra > rb)), 0::bigint,
           'every operator compares as the arrays do');
SELECT is((SELECT count(*) FROM pair
           WHERE sign(sen.risk_score_cmp(a, b)) <> CASE WHEN ra < rb THEN -1 WHEN ra > rb THEN 1 ELSE 0 END), 0::bigint,
          'and so does the function of the index');
SELECT is((SELECT count(*) FROM pair
           WHERE (sen.risk_score_hash(a) = sen.risk_score_hash(b),
                  sen.risk_score_hash_extended(a, 3) = sen.risk_score_hash_extended(b, 3)) IS DISTINCT FROM (ra = rb,
               ra = rb)), 0::bigint, 'equal hashes for equal scores, and here for no others');
SELECT is((SELECT count(*)
           FROM (SELECT sen.min(a) AS low, sen.max(a) AS high, (array_agg(a ORDER BY ra))[1] AS first,
                 (array_agg(a ORDER BY ra DESC))[1] AS last FROM pair GROUP BY al % 7, bi % 5) x
           WHERE low OPERATOR(sen.<>) first OR high OPERATOR(sen.<>) last), 0::bigint, 'least and greatest of groups');
SELECT is((SELECT count(*) FROM pair JOIN score ON s OPERATOR(sen.=) a), (SELECT count(*) FROM pair),
          'each joins once');

-- Movements, for the pairs as they are and with one of them null.
\if :whole
SELECT is((SELECT string_agg(DISTINCT direction, ',' ORDER BY direction) FROM pair, sen.risk_movement(a, b)),
          'down,reshaped,unchanged,up', 'movements of every kind');
\endif
SELECT is_empty($$SELECT * FROM pair, LATERAL (VALUES (a, b), (a, NULL), (NULL, b)) v (f, t), sen.risk_movement(f, t) m,
                  LATERAL (SELECT sen.score(f) AS p, sen.score(t) AS q) s
    WHERE (change, direction, in_words) IS DISTINCT FROM (q - p,
        CASE WHEN q IS NULL THEN 'not scored' WHEN p IS NULL THEN 'new' WHEN q > p THEN 'up' WHEN q < p THEN 'down'
             WHEN f::text = t::text THEN 'unchanged' ELSE 'reshaped' END,
        CASE WHEN q IS NULL THEN 'not scored, was ' || p WHEN p IS NULL THEN 'new at ' || q
             WHEN q > p THEN format('rose from %s to %s', p, q) WHEN q < p THEN format('fell from %s to %s', p, q)
             WHEN f::text = t::text THEN 'unchanged at ' || q
             WHEN bl > al THEN format('same score of %s, likelihood up from %s to %s, impact down from %s to %s', q, al,
                                      bl, ai, bi) ELSE format('same score of %s, likelihood down from %s to %s, impact '
                                                              'up from %s to %s', q, al, bl, ai, bi) END)$$,
                 'a movement says what changed');

-- Matrices -------------------------------------------------------------------------------------------------
-- Sizes from 1x1 to 25x25, few labels or many, some that need quotes in text.
CREATE TABLE public.risk_cell (matrix integer, part integer, likelihood smallint, impact integer, label text);
INSERT INTO public.risk_cell
SELECT matrix, floor(random() * 4), l, i,
       CASE WHEN kind < 0.7 THEN (ARRAY['low', 'medium', 'high', 'very high', 'high, to the Board', '{', '"',
                                        'say "no"', 'a,b', 'é€', E'two\nlines', E'back\\slash', 'null', 'LOW',
                                        repeat('ü', 100)])[1 + floor(random() * bands)] ELSE 'cell ' || random() END
FROM (SELECT n AS matrix, CASE WHEN n <= 3 THEN 25 ELSE 1 + floor(8 * random()) END AS m,
      CASE WHEN n <= 3 THEN 25 ELSE 1 + floor(8 * random()) END AS k, random() AS kind,
      1 + floor(15 * random()) AS bands FROM generate_series(1, 300) n) x,
     generate_series(1, m::integer) l, generate_series(1, k::integer) i
ORDER BY random();
ANALYZE public.risk_cell;
SET LOCAL max_parallel_workers_per_gather = 0;
CREATE TEMPORARY TABLE made ON COMMIT DROP AS SELECT matrix, sen.risk_matrix(likelihood, impact, label) AS m
    FROM public.risk_cell GROUP BY matrix;
SELECT set_eq('SELECT matrix, c.* FROM made, sen.cells(m) c',
              'SELECT matrix, likelihood::integer, impact, likelihood * impact, label FROM public.risk_cell',
              'the cells of a matrix are the rows that it was made of');
SELECT is((SELECT count(*) FROM public.risk_cell JOIN made USING (matrix)
           WHERE sen.rating(sen.risk_score(likelihood, impact), m) IS DISTINCT FROM label), 0::bigint,
          'a rating is the label of the cell');
SELECT is((SELECT count(*) FROM made WHERE m::text::sen.risk_matrix OPERATOR(sen.<>) m
           OR m::text::sen.risk_matrix::text <> m::text), 0::bigint, 'the text reads back');
SELECT is((SELECT count(*) FROM made
           WHERE m::text <> (SELECT format('v1 %sx%s %s', max(likelihood), max(impact),
                                           string_agg(line, ' ' ORDER BY likelihood))
    FROM (SELECT likelihood, max(impact) AS impact,
          '{' || string_agg(CASE WHEN label ~ '[{},"]' THEN '"' || replace(label, '"', '""') || '"' ELSE label END, ','
                            ORDER BY impact) || '}' AS line FROM public.risk_cell c WHERE c.matrix = made.matrix
          GROUP BY likelihood) r)), 0::bigint, 'the text is row by row');
-- By hand from the description: version, size, labels as they first occur, the number of its label for each cell.
SELECT is((SELECT count(*) FROM made CROSS JOIN LATERAL (
    WITH c AS (SELECT *, min(likelihood * 100 + impact) OVER (PARTITION BY label) AS first FROM public.risk_cell r
               WHERE r.matrix = made.matrix),
         l AS (SELECT label, row_number() OVER (ORDER BY first) - 1 AS number
               FROM (SELECT DISTINCT label, first FROM c) d)
    SELECT '\x01'::bytea || substring(int2send(max(likelihood)::smallint) FROM 2)
           || substring(int2send(max(impact)::smallint) FROM 2) || int2send((SELECT count(*) FROM l)::smallint)
           || (SELECT string_agg(int2send(octet_length(convert_to(label, 'UTF8'))::smallint)
                                 || convert_to(label, 'UTF8'), '' ORDER BY number) FROM l)
           || string_agg(int2send(number::smallint), '' ORDER BY likelihood, impact) AS bytes FROM c
               JOIN l USING (label)) b
    WHERE sen.risk_matrix_send(m) <> bytes), 0::bigint, 'the bytes are as described');
SELECT is((SELECT count(*) FROM made a, made b
           WHERE (a.m OPERATOR(sen.=) b.m, NOT a.m OPERATOR(sen.<>) b.m) IS DISTINCT FROM (a.m::text = b.m::text,
               a.m::text = b.m::text)
           OR (a.m::text = b.m::text
               AND (sen.risk_matrix_hash(a.m),
                    sen.risk_matrix_hash_extended(a.m, 9)) IS DISTINCT FROM (sen.risk_matrix_hash(b.m),
                   sen.risk_matrix_hash_extended(b.m, 9)))), 0::bigint, 'equal if and only if the text is');
SELECT is((SELECT count(*) FROM (SELECT m FROM made GROUP BY m) g), (SELECT count(DISTINCT m::text) FROM made),
          'groups of equal matrices');

-- A cell taken out or put in twice is named; what is beyond is missed by none.
CREATE FUNCTION pg_temp.refused(query text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN EXECUTE query; RETURN 'taken';
    EXCEPTION WHEN invalid_parameter_value THEN RETURN SQLERRM; END $$;
SELECT is_empty($$SELECT * FROM (SELECT format('cell %sx%s of a risk matrix is missing', likelihood, impact) AS wanted,
        pg_temp.refused(format('SELECT sen.risk_matrix(likelihood, impact, label) FROM public.risk_cell WHERE matrix = '
                               '%s AND (likelihood, impact) <> (%s, %s)', matrix, likelihood, impact)) AS got
    FROM (SELECT DISTINCT ON (matrix) * FROM (SELECT *, max(likelihood) OVER w AS m, max(impact) OVER w AS n
                                              FROM public.risk_cell WINDOW w AS (PARTITION BY matrix)) c
          WHERE m > 1 AND n > 1 ORDER BY matrix, random()) d) x WHERE got <> wanted$$, 'a missing cell is named');
SELECT is_empty($$SELECT *
                  FROM (SELECT format('cell %sx%s of a risk matrix is given twice', likelihood, impact) AS wanted,
        pg_temp.refused(format('SELECT sen.risk_matrix(l, i, t) FROM (SELECT likelihood, impact, label FROM '
                               'public.risk_cell WHERE matrix = %s UNION ALL SELECT %s, %s, ''x'') v (l, i, t)', matrix,
                               likelihood, impact)) AS got
    FROM (SELECT DISTINCT ON (matrix) * FROM public.risk_cell ORDER BY matrix, random()) d) x
    WHERE got <> wanted$$, 'a second one too');

-- Rows in many places ----------------------------------------------------------------------------------------
-- States of parts, as they are sent, read back and combined in any order.
CREATE AGGREGATE pg_temp.on_worker(integer, integer, text) (SFUNC = sen._risk_matrix_accum, STYPE = text[]);
CREATE AGGREGATE pg_temp.on_coordinator(text[]) (SFUNC = sen._risk_matrix_combine, STYPE = text[],
                                                 FINALFUNC = sen._risk_matrix_final);
SELECT results_eq('SELECT matrix, pg_temp.on_coordinator(state::text[] ORDER BY random())::text FROM (SELECT matrix, '
                  'pg_temp.on_worker(likelihood, impact, label)::text AS state FROM public.risk_cell GROUP BY matrix, '
                  'part UNION ALL SELECT DISTINCT matrix, NULL FROM public.risk_cell) s GROUP BY matrix ORDER BY '
                  'matrix',
    'SELECT matrix, m::text FROM made ORDER BY matrix', 'of states from several places, the same matrix');
SELECT is(pg_temp.refused('SELECT pg_temp.on_coordinator(state) FROM (VALUES (''{a,b}''::text[]), (''{NULL,b}'')) v '
                          '(state)'), 'cell 1x2 of a risk matrix is given twice',
          'a second cell from another place is found');
CREATE FUNCTION pg_temp.is_split(query text) RETURNS boolean LANGUAGE plpgsql AS $$ DECLARE plan text := ''; line text;
    BEGIN FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP plan := plan || line || E'\n'; END LOOP;
    RETURN plan ~ 'Partial (Hash|Group)?Aggregate'; END $$;
CREATE TABLE public.risk_part (LIKE public.risk_cell) PARTITION BY HASH (part);
SELECT format('CREATE TABLE public.risk_part_%s PARTITION OF public.risk_part FOR VALUES WITH (MODULUS 3, REMAINDER '
              '%1$s)', n) FROM generate_series(0, 2) n \gexec
INSERT INTO public.risk_part SELECT * FROM public.risk_cell;
ANALYZE public.risk_part;
ALTER TABLE public.risk_cell SET (parallel_workers = 4);
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
PREPARE plans (text, text) AS
SELECT ok(pg_temp.is_split('SELECT matrix, sen.risk_matrix(likelihood, impact, label)::text FROM ' || $1
                           || ' GROUP BY matrix'), $2 || ': split')
UNION ALL SELECT set_eq('SELECT matrix, sen.risk_matrix(likelihood, impact, label)::text FROM ' || $1
                        || ' GROUP BY matrix', 'SELECT matrix, m::text FROM made', $2 || ': the same matrices')
UNION ALL SELECT set_eq('SELECT matrix, sen.max(sen.risk_score(likelihood, impact))::text AS high, '
                        'sen.min(sen.risk_score(likelihood, impact))::text AS low FROM ' || $1 || ' GROUP BY matrix',
                        'SELECT matrix, max(likelihood) || ''x'' || max(impact) AS high, ''1x1'' AS low FROM '
                        'public.risk_cell GROUP BY matrix', $2 || ': the same least and greatest');
SET LOCAL max_parallel_workers_per_gather = 4;
EXECUTE plans ('public.risk_cell', 'workers');
SET LOCAL max_parallel_workers_per_gather = 0;
SET LOCAL enable_partitionwise_aggregate = on;
EXECUTE plans ('public.risk_part', 'partitions');
SELECT * FROM finish();
ROLLBACK;
