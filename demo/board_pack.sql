-- Prints the pack of papers for a meeting of the Board, for a terminal of 100 columns. In psql, in this folder:
--   \i board_pack.sql                                       as on the day of the session (sen_improvement.as_of)
--   \set meeting board-2025-07
--   \i board_pack.sql                                       as on the day of that meeting; \unset meeting ends it
-- \set whole true prints what is only counted, too; \set programme NAME chooses another programme than wirral.
\if :{?programme}
\else
\set programme wirral
\endif
\if :{?meeting}
\else
\set meeting ''
\endif
\if :{?whole}
\else
\set whole false
\endif
\set QUIET 1
\pset pager off
\pset format unaligned
\pset tuples_only on
SELECT p.words FROM sen.board_pages(:'programme', nullif(:'meeting', ''), :'whole') p ORDER BY p.page, p.line;
\pset tuples_only off
\pset format aligned
