-- The tree of RFC 9162 against its definitions, written down in SQL over
-- sha256(): random trees of 0 to 70 leaves, every
-- proof of most of them, and every such proof spoilt in every way.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
\set seed ''
\getenv seed SEN_SEED
SELECT coalesce(substring(:'seed' FROM '^[0-9]{1,18}$')::bigint,
                extract(epoch FROM clock_timestamp())::bigint) % 1000000 AS seed \gset
\set brief ''
\getenv brief SEN_BRIEF
SELECT :'brief' = '' AS whole \gset
\set leaves 36
\getenv leaves SEN_MERKLE_LEAVES
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL jit = off;  -- each query is run once, and takes longer to compile than it saves
SELECT no_plan();
SELECT diag('merkle: seed ' || :seed || ', repeat with SEN_SEED=' || :seed);
SELECT setseed(:seed / 1000000.0) AS seeded \gset

-- Definitions (RFC 9162, 2.1.1, 2.1.3.1 and 2.1.4.1) ------------------------------------
-- split(n) is the largest power of two below n; the leaves are [a, b).
CREATE FUNCTION pg_temp.split(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
    SELECT max(1 << i) FROM generate_series(0, 20) i WHERE 1 << i < n
$$;
CREATE TEMPORARY TABLE leaf ON COMMIT DROP AS
SELECT n AS index, decode(string_agg(lpad(to_hex(floor(random() * 256)::integer), 2, '0'), ''), 'hex') AS data
FROM (SELECT n, floor(random() * 70)::integer AS size FROM generate_series(0, 69) n) x, generate_series(0, size)
GROUP BY n;
UPDATE leaf SET data = '' WHERE index = floor(:seed % 70);
-- MTH of every range, which is asked for again and again.
CREATE TEMPORARY TABLE mth (a integer, b integer, hash bytea, PRIMARY KEY (a, b)) ON COMMIT DROP;
CREATE FUNCTION pg_temp.mth(a integer, b integer) RETURNS bytea LANGUAGE plpgsql AS $$
DECLARE
    found bytea := (SELECT m.hash FROM mth m WHERE m.a = mth.a AND m.b = mth.b);
    k integer := a + pg_temp.split(b - a);
BEGIN
    IF found IS NULL THEN
        found := CASE WHEN b = a THEN sha256('')
                      WHEN b = a + 1 THEN (SELECT sha256('\x00'::bytea || data) FROM leaf WHERE index = a)
                      ELSE sha256('\x01'::bytea || pg_temp.mth(a, k) || pg_temp.mth(k, b)) END;
        INSERT INTO mth VALUES (a, b, found);
    END IF;
    RETURN found;
END $$;
CREATE FUNCTION pg_temp.path(m integer, a integer, b integer) RETURNS bytea[] LANGUAGE plpgsql AS $$
DECLARE
    k integer := pg_temp.split(b - a);
BEGIN
    RETURN CASE WHEN b = a + 1 THEN '{}'
                WHEN m < k THEN pg_temp.path(m, a, a + k) || pg_temp.mth(a + k, b)
                ELSE pg_temp.path(m - k, a + k, b) || pg_temp.mth(a, a + k) END;
END $$;
CREATE FUNCTION pg_temp.subproof(m integer, a integer, b integer, whole boolean) RETURNS bytea[] LANGUAGE plpgsql AS $$
DECLARE
    k integer := pg_temp.split(b - a);
BEGIN
    RETURN CASE WHEN m = b - a AND whole THEN '{}'
                WHEN m = b - a THEN ARRAY[pg_temp.mth(a, b)]
                WHEN m <= k THEN pg_temp.subproof(m, a, a + k, whole) || pg_temp.mth(a + k, b)
                ELSE pg_temp.subproof(m - k, a + k, b, false) || pg_temp.mth(a, a + k) END;
END $$;

-- Roots and proofs ------------------------------------------------------------------------
CREATE TEMPORARY TABLE tree ON COMMIT DROP AS
SELECT size, pg_temp.mth(0, size) AS root, ARRAY(SELECT sen.leaf_hash(data) FROM leaf WHERE index < size
                                                 ORDER BY index) AS leaf_hashes FROM generate_series(0, 70) size;
SELECT results_eq('SELECT size, sen.merkle_root(leaf_hashes) FROM tree ORDER BY size',
                  'SELECT size, root FROM tree ORDER BY size', 'the roots of 0 to 70 leaves');
-- Proofs of trees of so many leaves, and around the power of two beyond. What all pairs of 70 trees come to grows with
-- the third power; make soak tries them.
DELETE FROM tree WHERE size > :leaves AND size NOT BETWEEN 63 AND 65;
CREATE TEMPORARY TABLE inclusion ON COMMIT DROP AS
SELECT index, size, pg_temp.mth(index, index + 1) AS leaf_hash, root, pg_temp.path(index, 0, size) AS proof,
       sen.merkle_inclusion_proof(leaf_hashes, index) AS ours
FROM tree, generate_series(0, size - 1) index;
CREATE TEMPORARY TABLE consistency ON COMMIT DROP AS
SELECT a.size AS size1, a.root AS root1, b.size AS size2, b.root AS root2,
       pg_temp.subproof(a.size, 0, b.size, true) AS proof, sen.merkle_consistency_proof(b.leaf_hashes, a.size) AS ours
FROM tree a JOIN tree b ON a.size <= b.size WHERE a.size > 0;
SELECT is((SELECT count(*) FROM inclusion), (SELECT sum(size) FROM tree), 'every leaf of every tree');
SELECT is((SELECT count(*) FROM consistency), (SELECT count(*) * (count(*) - 1) / 2 FROM tree), 'every pair of trees');
SELECT is_empty('SELECT index, size FROM inclusion WHERE ours IS DISTINCT FROM proof',
                'inclusion proofs are those of the definition');
SELECT is_empty('SELECT size1, size2 FROM consistency WHERE ours IS DISTINCT FROM proof',
                'consistency proofs are those of the definition');
SELECT is_empty('SELECT index, size FROM inclusion WHERE sen.verify_inclusion(leaf_hash, index, size, proof, root) IS '
                'NOT TRUE', 'inclusion proofs hold');
SELECT is_empty('SELECT size1, size2 FROM consistency WHERE sen.verify_consistency(size1, root1, size2, root2, proof) '
                'IS NOT TRUE', 'consistency proofs hold');

-- Spoilt --------------------------------------------------------------------------------
-- What becomes of a proof: true, false, or refused with SQLSTATE 22023. Anything else stops the test.
CREATE FUNCTION pg_temp.inclusion(leaf_hash bytea, index bigint, size bigint, proof bytea[], root bytea) RETURNS text
    LANGUAGE plpgsql AS $$
BEGIN
    RETURN sen.verify_inclusion(leaf_hash, index, size, proof, root);
EXCEPTION WHEN invalid_parameter_value THEN
    RETURN 'refused';
END $$;
CREATE FUNCTION pg_temp.consistency(size1 bigint, root1 bytea, size2 bigint, root2 bytea, proof bytea[]) RETURNS text
    LANGUAGE plpgsql AS $$
BEGIN
    RETURN sen.verify_consistency(size1, root1, size2, root2, proof);
EXCEPTION WHEN invalid_parameter_value THEN
    RETURN 'refused';
END $$;
CREATE FUNCTION pg_temp.flip(hash bytea, n integer) RETURNS bytea
    LANGUAGE sql AS $$ SELECT set_bit(hash, n, 1 - get_bit(hash, n)) $$;

-- Every bit of every hash, of a proof of each length of path and in the smaller trees of all.
SELECT is_empty($$SELECT index, size, n FROM inclusion, generate_series(0, 255) n
    WHERE (size <= 9 OR (index + size) % 31 = 0)
        AND (sen.verify_inclusion(pg_temp.flip(leaf_hash, n), index, size, proof, root)
             OR sen.verify_inclusion(leaf_hash, index, size, proof, pg_temp.flip(root, n)))$$,
        'no bit of the leaf or the root of an inclusion can be flipped');
SELECT is_empty($$SELECT index, size, place, n FROM inclusion, generate_subscripts(proof, 1) place,
                  generate_series(0, 255) n
    WHERE (size <= 9 OR (index + size) % 31 = 0)
        AND sen.verify_inclusion(leaf_hash, index, size, proof[:place - 1] || pg_temp.flip(proof[place], n)
                                 || proof[place + 1:], root)$$, 'no bit of an inclusion proof can be flipped');
SELECT is_empty($$SELECT size1, size2, n FROM consistency, generate_series(0, 255) n
    WHERE (size2 <= 9 OR (size1 + size2) % 31 = 0)
        AND (sen.verify_consistency(size1, pg_temp.flip(root1, n), size2, root2, proof)
             OR sen.verify_consistency(size1, root1, size2, pg_temp.flip(root2, n), proof))$$,
        'no bit of the roots of a consistency can be flipped');
SELECT is_empty($$SELECT size1, size2, place, n FROM consistency, generate_subscripts(proof, 1) place,
                  generate_series(0, 255) n
    WHERE (size2 <= 9 OR (size1 + size2) % 31 = 0) AND sen.verify_consistency(size1, root1, size2, root2,
        proof[:place - 1] || pg_temp.flip(proof[place], n) || proof[place + 1:])$$,
        'no bit of a consistency proof can be flipped');
-- One random bit of each hash of all the others.
SELECT is_empty($$SELECT index, size, place FROM inclusion, generate_subscripts(proof, 1) place
    WHERE sen.verify_inclusion(leaf_hash, index, size,
                               proof[:place - 1] || pg_temp.flip(proof[place], floor(random() * 256)::integer)
                               || proof[place + 1:], root)$$, 'a random bit of each hash of each inclusion proof');
SELECT is_empty($$SELECT size1, size2, place FROM consistency, generate_subscripts(proof, 1) place
    WHERE sen.verify_consistency(size1, root1, size2, root2,
                                 proof[:place - 1] || pg_temp.flip(proof[place], floor(random() * 256)::integer)
                                 || proof[place + 1:])$$, 'a random bit of each hash of each consistency proof');

-- Every pair and every size: nothing of it is random but the bytes, so where
-- both seeds are tried, only with the fixed one.
\if :whole
-- Two hashes swapped, a hash left out, one put in, one replaced by another of the proof or of the question.
SELECT is_empty($$SELECT index, size, i, j FROM inclusion, generate_subscripts(proof, 1) i,
                  generate_subscripts(proof, 1) j
    WHERE i < j AND sen.verify_inclusion(leaf_hash, index, size, proof[:i - 1] || proof[j] || proof[i + 1:j - 1]
                                         || proof[i] || proof[j + 1:], root)$$,
        'no two hashes of an inclusion proof can be swapped');
SELECT is_empty($$SELECT size1, size2, i, j FROM consistency, generate_subscripts(proof, 1) i,
                  generate_subscripts(proof, 1) j
    WHERE i < j AND sen.verify_consistency(size1, root1, size2, root2, proof[:i - 1] || proof[j] || proof[i + 1:j - 1]
                                           || proof[i] || proof[j + 1:])$$,
        'no two hashes of a consistency proof can be swapped');
SELECT is_empty($$SELECT index, size, i FROM inclusion, generate_subscripts(proof, 1) i
                  WHERE pg_temp.inclusion(leaf_hash, index, size, proof[:i - 1] || proof[i + 1:], root) <> 'refused'$$,
                'an inclusion proof with a hash left out is refused');
SELECT is_empty($$SELECT size1, size2, i FROM consistency, generate_subscripts(proof, 1) i
                  WHERE pg_temp.consistency(size1, root1, size2, root2, proof[:i - 1] || proof[i + 1:]) <> 'refused'$$,
                'a consistency proof with a hash left out is refused');
SELECT is_empty($$SELECT index, size, i FROM inclusion, generate_series(0, cardinality(proof)) i,
                  unnest(ARRAY[leaf_hash, root, proof[1]]) more
    WHERE more IS NOT NULL AND pg_temp.inclusion(leaf_hash, index, size, proof[:i] || more || proof[i + 1:],
                                                 root) <> 'refused'$$,
        'an inclusion proof with a hash more is refused');
SELECT is_empty($$SELECT size1, size2, i FROM consistency, generate_series(0, cardinality(proof)) i,
                  unnest(ARRAY[root1, root2, proof[1]]) more
    WHERE more IS NOT NULL
        AND pg_temp.consistency(size1, root1, size2, root2, proof[:i] || more || proof[i + 1:]) <> 'refused'$$,
        'a consistency proof with a hash more is refused');
SELECT is_empty($$SELECT index, size, i FROM inclusion, generate_subscripts(proof, 1) i,
                  unnest(proof || leaf_hash || root) other
    WHERE other <> proof[i] AND sen.verify_inclusion(leaf_hash, index, size, proof[:i - 1] || other || proof[i + 1:],
                                                     root)$$, 'no hash of an inclusion proof can stand for another');
SELECT is_empty($$SELECT size1, size2, i FROM consistency, generate_subscripts(proof, 1) i,
                  unnest(proof || root1 || root2) other
    WHERE other <> proof[i] AND sen.verify_consistency(size1, root1, size2, root2,
                                                       proof[:i - 1] || other || proof[i + 1:])$$,
        'no hash of a consistency proof can stand for another');

-- Another index, size or root. A size goes with its root: of itself it only
-- says on which side each hash of the path stands.
CREATE FUNCTION pg_temp.sides(m integer, n integer) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    k integer := pg_temp.split(n);
BEGIN
    RETURN CASE WHEN n = 1 THEN '' WHEN m < k THEN pg_temp.sides(m, k) || 'right ' ELSE pg_temp.sides(m - k, n - k)
                || 'left ' END;
END $$;
CREATE FUNCTION pg_temp.sides(m integer, n integer, whole boolean) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    k integer := pg_temp.split(n);
BEGIN
    RETURN CASE WHEN m = n AND whole THEN '' WHEN m = n THEN 'first ' WHEN m <= k THEN pg_temp.sides(m, k, whole)
                || 'right ' ELSE pg_temp.sides(m - k, n - k, false) || 'left ' END;
END $$;
CREATE TEMPORARY TABLE side ON COMMIT DROP AS
SELECT n AS size, m, CASE WHEN m < n THEN pg_temp.sides(m, n) END AS inclusion,
       CASE WHEN m > 0 THEN pg_temp.sides(m, n, true) END AS consistency FROM generate_series(1, 70) n,
       generate_series(0, n) m;
SELECT is_empty($$SELECT i.index, i.size, o.size FROM inclusion i JOIN side s ON s.m = index AND s.size = i.size
                  JOIN side o ON o.m = index AND o.inclusion IS NOT NULL
    WHERE o.size <> i.size
        AND (pg_temp.inclusion(leaf_hash, index, o.size, proof, root) = 'true') <> (o.inclusion = s.inclusion)$$,
        'an inclusion holds with another size only where the path is alike');
SELECT is_empty($$SELECT size1, size2, o.size FROM consistency c JOIN side s ON s.m = size1 AND s.size = size2
                  JOIN side o ON o.m = size1
    WHERE o.size <> size2 AND size1 < size2
        AND (pg_temp.consistency(size1, root1, o.size, root2, proof) = 'true') <> (o.consistency = s.consistency)$$,
        'a consistency holds with another second size only where the path is alike');
SELECT is_empty($$SELECT i.index, i.size, other FROM inclusion i, generate_series(-1, i.size) other
    WHERE other <> i.index AND pg_temp.inclusion(leaf_hash, other, i.size, proof, root) = 'true'$$,
        'a leaf is at no other index');
SELECT is_empty($$SELECT i.index, i.size, t.size FROM inclusion i, tree t
                  WHERE t.size <> i.size AND pg_temp.inclusion(leaf_hash, i.index, t.size, proof, t.root) = 'true'$$,
                'a proof holds in no other tree');
SELECT is_empty($$SELECT i.index, i.size, o.index FROM inclusion i JOIN inclusion o USING (size)
                  WHERE o.index <> i.index AND pg_temp.inclusion(o.leaf_hash, i.index, size, i.proof,
                                                                 i.root) = 'true'$$, 'a proof holds for no other leaf');
SELECT is_empty($$SELECT size1, size2, t.size FROM consistency, tree t WHERE size1 < size2 AND t.size <> size1
                  AND pg_temp.consistency(t.size, t.root, size2, root2, proof) = 'true'$$,
                'a consistency proof is from no other tree');
SELECT is_empty($$SELECT size1, size2, t.size FROM consistency, tree t WHERE size1 < size2 AND t.size <> size2
                  AND pg_temp.consistency(size1, root1, t.size, t.root, proof) = 'true'$$,
                'a consistency proof is to no other tree');
SELECT is_empty($$SELECT size1, size2, other FROM consistency, generate_series(-1, size2 + 1) other
                  WHERE other <> size1 AND size1 < size2 AND pg_temp.consistency(other, root1, size2, root2,
                      proof) = 'true'$$, 'the first tree has no other size');
SELECT is_empty($$SELECT size1, size2, t.size FROM consistency, tree t WHERE size1 < size2 AND t.size <> size1
                  AND pg_temp.consistency(size1, t.root, size2, root2, proof) = 'true'$$,
                'the first tree has no other root');
SELECT is_empty($$SELECT size1, size2, t.size FROM consistency, tree t
                  WHERE t.size <> size2 AND pg_temp.consistency(size1, root1, size2, t.root, proof) = 'true'$$,
                'the second tree has no other root');
-- A tree that was rewritten: its own proof does not connect it to a root taken before, where what changed was before.
SELECT is_empty($$SELECT size1, size2, changed
    FROM (SELECT size1, root1, size2, changed,
          (SELECT array_agg(CASE WHEN place = changed THEN sha256('changed') ELSE hash END ORDER BY place)
           FROM unnest(t.leaf_hashes) WITH ORDINALITY l (hash, place)) AS rewritten
          FROM consistency JOIN tree t ON t.size = size2, generate_series(1, size1) changed
          WHERE size2 % 23 = 0 AND size1 % 5 = 0) x
    WHERE pg_temp.consistency(size1, root1, size2, sen.merkle_root(rewritten),
                              sen.merkle_consistency_proof(rewritten, size1)) <> 'false'$$,
        'a rewritten leaf does not go unseen');
-- What came later may be anything.
SELECT is_empty($$SELECT size1, size2
                  FROM (SELECT size1, root1, size2, t.leaf_hashes[:size2 - 1] || sha256('changed') AS changed
                        FROM consistency JOIN tree t ON t.size = size2 WHERE size1 < size2) x
    WHERE NOT sen.verify_consistency(size1, root1, size2, sen.merkle_root(changed),
                                     sen.merkle_consistency_proof(changed, size1))$$, 'what came later is free');
\endif
SELECT finish();
ROLLBACK;
