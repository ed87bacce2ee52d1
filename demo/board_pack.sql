-- Prints the pack of papers for a meeting of the Board, for a terminal of 100 columns. In psql, in this folder:
--   \i board_pack.sql                                       as on the day of the session (sen_improvement.as_of)
--   \set meeting board-2025-07
--   \i board_pack.sql                                       as on the day of that meeting; \unset meeting ends it
-- \set programme NAME chooses another programme than wirral.
\if :{?programme}
\else
\set programme wirral
\endif
\if :{?meeting}
\else
\set meeting ''
\endif
\set QUIET 1
\pset pager off
\pset format unaligned
\pset tuples_only on

-- A text broken into lines of at most so many characters, at its blanks; a longer word stands alone.
CREATE OR REPLACE FUNCTION pg_temp.folded(content text, width integer, indent text) RETURNS text IMMUTABLE
    LANGUAGE sql AS $$
    SELECT rtrim(regexp_replace(indent || regexp_replace(content, '(.{1,' || width - length(indent) || '})( +|$)',
                                                         E'\\1\n', 'g'), E'\n(?=.)', E'\n' || indent, 'g'), E'\n')
$$;
SELECT CASE WHEN p.line = 1 THEN E'\n' || p.section || '. ' || p.heading || E'\n'
            || repeat('=', length(p.section || '. ' || p.heading)) || E'\n' ELSE '' END
       || pg_temp.folded('- ' || p.item || coalesce(': ' || p.in_words, ''), 98, '  ')
       || coalesce(E'\n' || pg_temp.folded(nullif(p.detail, ''), 98, '      '), '')
FROM sen.board_pack(:'programme', nullif(:'meeting', '')) p
ORDER BY p.section, p.line;
\pset tuples_only off
\pset format aligned
