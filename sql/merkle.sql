-- Room ledger: the tree of RFC 9162 against the vectors of Certificate
-- Transparency (github.com/transparency-dev/merkle),
-- what cannot be a proof, and checkpoints. Random trees are in test/pgtap/merkle.sql.
\i sql/include/begin.sql
\set ECHO none

-- Eight leaves, and the nodes over them by level and index; t4-6 is over the leaves 4 to 6.
CREATE TABLE merkle_leaf (index integer PRIMARY KEY, data bytea NOT NULL);
INSERT INTO merkle_leaf VALUES (0, ''), (1, '\x00'), (2, '\x10'), (3, '\x2021'), (4, '\x3031'), (5, '\x40414243'),
    (6, '\x5051525354555657'), (7, '\x606162636465666768696a6b6c6d6e6f');
CREATE TABLE merkle_node (name text PRIMARY KEY, hash bytea NOT NULL);
INSERT INTO merkle_node SELECT name, decode(hash, 'hex') FROM (VALUES
    ('0.0', '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'),
    ('0.1', '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7'),
    ('0.2', '0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7'),
    ('0.3', '07506a85fd9dd2f120eb694f86011e5bb4662e5c415a62917033d4a9624487e7'),
    ('0.4', 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b'),
    ('0.5', '4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658'),
    ('0.6', 'b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f'),
    ('0.7', '46f6ffadd3d06a09ff3c5860d2755c8b9819db7df44251788c7d8e3180de8eb1'),
    ('1.0', 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'),
    ('1.1', '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e'),
    ('1.2', '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a'),
    ('1.3', 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0'),
    ('2.0', 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'),
    ('2.1', '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4'),
    ('t4-6', '837dbb152e9b079010717e84e865da4ebc0fa198a806d59d31bf15accef22d0e')
) v (name, hash);
CREATE TABLE merkle_tree (size integer PRIMARY KEY, root bytea NOT NULL, leaf_hashes bytea[]);
INSERT INTO merkle_tree
SELECT size, decode(root, 'hex'), ARRAY(SELECT sen.leaf_hash(data) FROM merkle_leaf WHERE index < size ORDER BY index)
FROM (VALUES
    (0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'),
    (1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'),
    (2, 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'),
    (3, 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'),
    (4, 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'),
    (5, '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4'),
    (6, '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef'),
    (7, 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'),
    (8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328')
) v (size, root);
-- The hashes of a proof that is written as names of nodes.
CREATE FUNCTION hashes(names text[]) RETURNS bytea[] LANGUAGE sql AS $$
    SELECT coalesce(array_agg(hash ORDER BY place), '{}') FROM unnest(names) WITH ORDINALITY n (name, place)
    LEFT JOIN merkle_node USING (name)
$$;
CREATE TABLE inclusion_vector (index bigint, size bigint, proof text[]);
INSERT INTO inclusion_vector VALUES
    (0, 1, '{}'), (0, 2, '{0.1}'), (1, 2, '{0.0}'), (0, 3, '{0.1,0.2}'), (1, 3, '{0.0,0.2}'), (2, 3, '{1.0}'),
    (0, 4, '{0.1,1.1}'),
    (1, 4, '{0.0,1.1}'), (2, 4, '{0.3,1.0}'), (3, 4, '{0.2,1.0}'), (0, 5, '{0.1,1.1,0.4}'), (1, 5, '{0.0,1.1,0.4}'),
    (2, 5, '{0.3,1.0,0.4}'),
    (3, 5, '{0.2,1.0,0.4}'), (4, 5, '{2.0}'), (0, 6, '{0.1,1.1,1.2}'), (1, 6, '{0.0,1.1,1.2}'), (2, 6, '{0.3,1.0,1.2}'),
    (3, 6, '{0.2,1.0,1.2}'),
    (4, 6, '{0.5,2.0}'), (5, 6, '{0.4,2.0}'), (0, 7, '{0.1,1.1,t4-6}'), (1, 7, '{0.0,1.1,t4-6}'),
    (2, 7, '{0.3,1.0,t4-6}'), (3, 7, '{0.2,1.0,t4-6}'),
    (4, 7, '{0.5,0.6,2.0}'), (5, 7, '{0.4,0.6,2.0}'), (6, 7, '{1.2,2.0}'), (0, 8, '{0.1,1.1,2.1}'),
    (1, 8, '{0.0,1.1,2.1}'), (2, 8, '{0.3,1.0,2.1}'),
    (3, 8, '{0.2,1.0,2.1}'), (4, 8, '{0.5,1.3,2.0}'), (5, 8, '{0.4,1.3,2.0}'), (6, 8, '{0.7,1.2,2.0}'),
    (7, 8, '{0.6,1.2,2.0}');
CREATE TABLE consistency_vector (size1 bigint, size2 bigint, proof text[]);
INSERT INTO consistency_vector VALUES
    (1, 1, '{}'), (1, 2, '{0.1}'), (2, 2, '{}'), (1, 3, '{0.1,0.2}'), (2, 3, '{0.2}'), (3, 3, '{}'),
    (1, 4, '{0.1,1.1}'), (2, 4, '{1.1}'),
    (3, 4, '{0.2,0.3,1.0}'), (4, 4, '{}'), (1, 5, '{0.1,1.1,0.4}'), (2, 5, '{1.1,0.4}'), (3, 5, '{0.2,0.3,1.0,0.4}'),
    (4, 5, '{0.4}'), (5, 5, '{}'),
    (1, 6, '{0.1,1.1,1.2}'), (2, 6, '{1.1,1.2}'), (3, 6, '{0.2,0.3,1.0,1.2}'), (4, 6, '{1.2}'), (5, 6, '{0.4,0.5,2.0}'),
    (6, 6, '{}'),
    (1, 7, '{0.1,1.1,t4-6}'), (2, 7, '{1.1,t4-6}'), (3, 7, '{0.2,0.3,1.0,t4-6}'), (4, 7, '{t4-6}'),
    (5, 7, '{0.4,0.5,0.6,2.0}'),
    (6, 7, '{1.2,0.6,2.0}'), (7, 7, '{}'), (1, 8, '{0.1,1.1,2.1}'), (2, 8, '{1.1,2.1}'), (3, 8, '{0.2,0.3,1.0,2.1}'),
    (4, 8, '{2.1}'),
    (5, 8, '{0.4,0.5,1.3,2.0}'), (6, 8, '{1.2,1.3,2.0}'), (7, 8, '{0.6,0.7,1.2,2.0}'), (8, 8, '{}');
\set ECHO all

-- Each of these is a difference; there is none.
SELECT index, sen.leaf_hash(data) FROM merkle_leaf LEFT JOIN merkle_node ON name = '0.' || index
WHERE hash IS DISTINCT FROM sen.leaf_hash(data);
SELECT n.name FROM merkle_node n JOIN merkle_node l ON l.name = split_part(n.name, '.', 1)::integer - 1 || '.'
       || split_part(n.name, '.', 2)::integer * 2
    JOIN merkle_node r ON r.name = split_part(n.name, '.', 1)::integer - 1 || '.'
        || split_part(n.name, '.', 2)::integer * 2 + 1
WHERE n.name ~ '^[12]' AND sen.node_hash(l.hash, r.hash) <> n.hash;
SELECT size, sen.merkle_root(leaf_hashes) FROM merkle_tree WHERE sen.merkle_root(leaf_hashes) <> root;
SELECT v.*, sen.merkle_inclusion_proof(leaf_hashes, index) FROM inclusion_vector v JOIN merkle_tree USING (size)
WHERE sen.merkle_inclusion_proof(leaf_hashes, index) IS DISTINCT FROM hashes(proof);
SELECT v.*, sen.merkle_consistency_proof(leaf_hashes, size1) FROM consistency_vector v JOIN merkle_tree ON size = size2
WHERE sen.merkle_consistency_proof(leaf_hashes, size1) IS DISTINCT FROM hashes(proof);
-- All of them hold.
SELECT count(*),
       count(*) FILTER (WHERE sen.verify_inclusion(sen.leaf_hash(data), index, size, hashes(proof), root)) AS hold
FROM inclusion_vector JOIN merkle_tree USING (size) JOIN merkle_leaf USING (index);
SELECT count(*), count(*) FILTER (WHERE sen.verify_consistency(size1, a.root, size2, b.root, hashes(proof))) AS hold
FROM consistency_vector JOIN merkle_tree a ON a.size = size1 JOIN merkle_tree b ON b.size = size2;
-- The hasher alone. The second vector is over what are no hashes, which
-- sen.node_hash() refuses: it is SHA-256 of 01, N123 and N456.
SELECT sen.leaf_hash('L123456') AS leaf, sha256('\x014e3132334e343536') AS node,
       pg_temp.answer($$SELECT sen.node_hash('N123', 'N456')$$);
-- Data around the size up to which they are copied on the stack.
SELECT size, sen.leaf_hash(data) = sha256('\x00'::bytea || data) AS same
FROM (SELECT size, decode(repeat('5a', size), 'hex') AS data
      FROM unnest(ARRAY[1, 55, 56, 64, 1022, 1023, 1024, 1025, 1100, 100000]) size) x;

-- What does not hold.
SELECT sen.verify_inclusion((hashes('{0.5}'))[1], 6, 7, hashes('{1.2,2.0}'), root) AS other_leaf,
       sen.verify_inclusion((hashes('{0.6}'))[1], 6, 7, hashes('{2.0,1.2}'), root) AS other_order,
       sen.verify_inclusion((hashes('{0.6}'))[1], 4, 5, hashes('{2.0}'), root) AS other_place,
       sen.verify_inclusion((hashes('{0.6}'))[1], 6, 7, hashes('{1.2,2.0}'), (hashes('{2.0}'))[1]) AS other_root
           FROM merkle_tree WHERE size = 7;
SELECT sen.verify_consistency(3, a.root, 7, b.root, hashes('{0.3,0.2,1.0,t4-6}')) AS other_order,
       sen.verify_consistency(3, b.root, 7, b.root, hashes('{0.2,0.3,1.0,t4-6}')) AS other_first_root,
       sen.verify_consistency(3, a.root, 7, a.root, hashes('{0.2,0.3,1.0,t4-6}')) AS other_second_root,
       sen.verify_consistency(7, a.root, 7, b.root, '{}') AS same_size_other_root,
       sen.verify_consistency(1, a.root, 1, a.root, '{}') AS same FROM merkle_tree a, merkle_tree b
           WHERE a.size = 3 AND b.size = 7;
-- The largest sizes.
SELECT sen.verify_inclusion(hash, 9223372036854775806, 9223372036854775807, array_fill(hash, '{62}'), hash),
       sen.verify_inclusion(hash, 0, 9223372036854775807, array_fill(hash, '{63}'), hash),
       sen.verify_consistency(9223372036854775806, hash, 9223372036854775807, hash, array_fill(hash, '{63}')),
       sen.verify_consistency(4611686018427387904, hash, 9223372036854775807, hash, array_fill(hash, '{1}'))
           FROM merkle_node WHERE name = '0.0';
-- Null in, null out; one dimension that does not begin at 1.
SELECT sen.leaf_hash(NULL), sen.node_hash(NULL, ''), sen.merkle_root(NULL), sen.merkle_inclusion_proof('{}', NULL),
       sen.merkle_consistency_proof(NULL, 1),
       sen.verify_inclusion(NULL, 0, 1, '{}', ''), sen.verify_consistency(1, NULL, 1, '', '{}'),
       sen.checkpoint_text(NULL, 0, ''), sen.parse_checkpoint(NULL);
SELECT sen.merkle_root(('[0:1]=' || leaf_hashes::text)::bytea[]) = root AS same FROM merkle_tree WHERE size = 2;

-- Bad input --------------------------------------------------------------------
SELECT pg_temp.answers(VARIADIC array_agg(replace(statement, 'H',
                                                  $$(SELECT hash FROM merkle_node WHERE name = '0.0')$$))) FROM (VALUES
    ($$SELECT sen.node_hash(H, substr(H, 2))$$),
    ($$SELECT sen.node_hash(H || '\x00', H)$$),
    ($$SELECT sen.merkle_root(ARRAY[H, NULL])$$),
    ($$SELECT sen.merkle_root(ARRAY[H, H, ''])$$),
    ($$SELECT sen.merkle_root(ARRAY[ARRAY[H], ARRAY[H]])$$),
    ($$SELECT sen.merkle_inclusion_proof('{}', 0)$$),
    ($$SELECT sen.merkle_inclusion_proof(ARRAY[H], 1)$$),
    ($$SELECT sen.merkle_inclusion_proof(ARRAY[H], -1)$$),
    ($$SELECT sen.merkle_consistency_proof(ARRAY[H], 0)$$),
    ($$SELECT sen.merkle_consistency_proof(ARRAY[H], 2)$$),
    ($$SELECT sen.merkle_consistency_proof('{}', 0)$$),
    ($$SELECT sen.verify_inclusion('', 0, 1, '{}', '')$$),
    ($$SELECT sen.verify_inclusion(H, 0, 1, '{}', substr(H, 2))$$),
    ($$SELECT sen.verify_inclusion(H, 0, 0, '{}', H)$$),
    ($$SELECT sen.verify_inclusion(H, 0, -1, '{}', H)$$),
    ($$SELECT sen.verify_inclusion(H, 1, 1, '{}', H)$$),
    ($$SELECT sen.verify_inclusion(H, -1, 1, '{}', H)$$),
    ($$SELECT sen.verify_inclusion(H, 0, 1, ARRAY[H], H)$$),
    ($$SELECT sen.verify_inclusion(H, 5, 8, ARRAY[H, H], H)$$),
    ($$SELECT sen.verify_inclusion(H, 5, 8, ARRAY[H, H, H, H], H)$$),
    ($$SELECT sen.verify_inclusion(H, 0, 2, ARRAY[NULL::bytea], H)$$),
    ($$SELECT sen.verify_inclusion(H, 0, 2, ARRAY['\x00'::bytea], H)$$),
    ($$SELECT sen.verify_inclusion(H, 0, 2, ARRAY[H || '\x00'::bytea], H)$$),
    ($$SELECT sen.verify_inclusion(H, 0, 3, ARRAY[ARRAY[H, H]], H)$$),
    ($$SELECT sen.verify_consistency(0, H, 0, H, '{}')$$),
    ($$SELECT sen.verify_consistency(0, H, 1, H, '{}')$$),
    ($$SELECT sen.verify_consistency(-1, H, 1, H, '{}')$$),
    ($$SELECT sen.verify_consistency(6, H, 5, H, '{}')$$),
    ($$SELECT sen.verify_consistency(1, '', 1, '', '{}')$$),
    ($$SELECT sen.verify_consistency(1, H, 1, substr(H, 2), '{}')$$),
    ($$SELECT sen.verify_consistency(1, H, 1, H, ARRAY[H])$$),
    ($$SELECT sen.verify_consistency(3, H, 7, H, ARRAY[H, H, H])$$),
    ($$SELECT sen.verify_consistency(4, H, 7, H, '{}')$$),
    ($$SELECT sen.verify_consistency(4, H, 7, H, ARRAY[H, H])$$),
    ($$SELECT sen.verify_consistency(4, H, 7, H, ARRAY[NULL::bytea])$$)
) v (statement);

-- Checkpoints ------------------------------------------------------------------
-- The example of c2sp.org/tlog-checkpoint, there and back, with its signature line and with an extension line.
\set root '\'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\''
SELECT sen.checkpoint_text('example.com/behind-the-sofa', 20852163, decode(:root, 'base64')) AS checkpoint \gset
\echo :checkpoint
SELECT origin, size, encode(root, 'base64') = :root AS same_root FROM sen.parse_checkpoint(:'checkpoint');
SELECT origin, size, encode(root, 'base64') = :root AS same_root
FROM sen.parse_checkpoint(:'checkpoint'
                          || E'\n\u2014 example.com/behind-the-sofa '
                             'Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/'
                             'Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n\u2014 b AAAAAAA=\n');
SELECT origin, size FROM sen.parse_checkpoint(:'checkpoint' || E'further\n and further\n');
-- The specification advises against spaces, plus and long names in an origin, but does not forbid them.
SELECT p.*, sen.checkpoint_text(p.origin, p.size, p.root) = c AS same
FROM unnest(ARRAY[' ', 'a b+c', U&'Gwasanaeth t\0177', U&'\2014 x']) WITH ORDINALITY o (origin, place),
    unnest(ARRAY[0, 1, 9223372036854775807]) size,
     LATERAL (SELECT sen.checkpoint_text(o.origin, size, sen.leaf_hash(o.origin::bytea)) AS c) x,
     sen.parse_checkpoint(c) p ORDER BY place, size;

SELECT pg_temp.answers(
    $$SELECT sen.checkpoint_text('', 1, sha256(''))$$,
    $$SELECT sen.checkpoint_text(E'a\nb', 1, sha256(''))$$,
    $$SELECT sen.checkpoint_text(E'a\n', 1, sha256(''))$$,
    $$SELECT sen.checkpoint_text(E'a\r', 1, sha256(''))$$,
    $$SELECT sen.checkpoint_text(E'\x1F', 1, sha256(''))$$,
    $$SELECT sen.checkpoint_text('a', -1, sha256(''))$$,
    $$SELECT sen.checkpoint_text('a', 1, '\x00')$$
);
CREATE TEMPORARY TABLE no_checkpoint AS SELECT place, to_json(checkpoint) AS checkpoint, o.* FROM unnest(ARRAY[
    '', 'a', E'\n', E'a\n', E'a\n1', E'a\n1\n', E'a\n1\nR', E'\n1\nR\n', E'a\r\n1\r\nR\r\n', E'a\t\n1\nR\n',
    E'a\n\nR\n', E'a\n01\nR\n', E'a\n+1\nR\n', E'a\n-1\nR\n', E'a\n 1\nR\n', E'a\n1 \nR\n', E'a\n1e3\nR\n',
    E'a\n0x1\nR\n', E'a\n9223372036854775808\nR\n', E'a\n99999999999999999999999\nR\n',
    E'a\n1\n\n', E'a\n1\nR \n', E'a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n',
    E'a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n', E'a\n1\nCsUYapGGPo4dkMgIAUqom_Xajj7h2fB2MPA3j2jxq2I=\n',
    E'a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxqw==\n', E'a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2Jj\n',
    E'a\n1\nCsUYapGGPo4dkMgIAUqo /Xajj7h2fB2MPA3j2jxq2I=\n',
    E'a\n1\nR\nmore', E'a\n1\nR\n\n', E'a\n1\nR\n\n\n', E'a\n1\nR\n\nsigned\n', E'a\n1\nR\n\n- b AAAAAAA=\n',
    E'a\n1\nR\n\n\u2014 b AAAAAAA=', E'a\n1\nR\n\n\u2014 b AAAAAAA=\n\n', E'a\n1\nR\n\n\u2014b AAAAAAA=\n',
    E'a\n1\nR\n\n\u2014 \n', E'a\n1\nR\n\n\u2014  AAAAAAA=\n', E'a\n1\nR\n\n\u2014 b\n',
    E'a\n1\nR\n\n\u2014 b+c AAAAAAA=\n', E'a\n1\nR\n\n\u2014 b AAAAAA==\n', E'a\n1\nR\n\n\u2014 b AAAAAAA\n',
    E'a\n1\nR\n\n\u2014 b \n', E'a\n1\nR\n\n\u2014 b AAAA AAA=\n'
]) WITH ORDINALITY u (checkpoint, place),
pg_temp.outcome(format('SELECT sen.parse_checkpoint(%L)', replace(checkpoint, 'R', :root))) o;
SELECT checkpoint, concat_ws(' | ', message, detail) AS message FROM no_checkpoint ORDER BY place;
SELECT state, hint, count(*) FROM no_checkpoint GROUP BY state, hint ORDER BY min(place);

DROP TABLE merkle_leaf, merkle_node, merkle_tree, inclusion_vector, consistency_vector;
DROP FUNCTION hashes(text[]);
