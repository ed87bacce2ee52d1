-- Prints doc/time_limits.md from the catalogue of limits, in a database with the extension. scripts/reference.pl runs it
-- with the rest (make reference); test/t/007_time_limits_page.pl compares the page with what this prints.
\set QUIET 1
\set ON_ERROR_STOP 1
\encoding UTF8
\pset format unaligned
\pset tuples_only on
\pset pager off
\pset null ''

-- The head. Its example runs with those of the other pages.
SELECT $page$<!-- Printed from sen.time_limit_catalogue by scripts/time_limits_page.sql: make reference. Do not edit; test/t/007_time_limits_page.pl compares. -->
# Time limits

Every limit that `sen.time_limit` knows, as `sen.time_limit_catalogue` and `sen.time_limit_exceptions` have it. How the figures are counted is in [Deadline](deadline.md), what is contested and how to choose otherwise in [Contested points](contested.md).
England. Not legal advice.
$page$;

WITH section AS (
    SELECT l.section, min(l.time_limit::sen.time_limit::text) AS any_limit, count(*) AS limits, count(l.counting) AS with_date,
           row_number() OVER (ORDER BY min(l.place)) AS number
    FROM (SELECT c.*, row_number() OVER (ORDER BY c.time_limit::sen.time_limit) AS place FROM sen.time_limit_catalogue c) l
    GROUP BY l.section
)
SELECT string_agg(format('- [%s](#%s): %s limits%s', upper(left(s.section, 1)) || substr(s.section, 2),
                         replace(replace(lower(s.section), ' ', '-'), ',', ''), s.limits,
                         CASE WHEN s.with_date < s.limits THEN ', ' || s.limits - s.with_date || ' of them without a date' END), E'\n' ORDER BY s.number)
       || format(E'\n- [Exceptions](#exceptions), [duties without a date](deadline.md#duties-without-a-date)\n\n%s limits in all. %s have a due date; %s say why they have none.',
                 sum(s.limits), sum(s.with_date), sum(s.limits) - sum(s.with_date))
FROM section s;

SELECT $page$
How to read the tables:

- **duty**: who owes it, to whom, and what it is.
- **length**: `at most`: the last day is still in time. `at least`: a period that must have run, or a notice that must have been given. "The first day is day 1" and "is not counted" speak of the day in the next column.
- **clock starts**: the day to give to `sen.due_date`.
- **2020**: what SI 2020/471 did from 1 May to 24 September 2020, perhaps the 25th. `X` a further exception; `P` as soon as reasonably practicable instead; `no` not changed; empty: no limit of the regulations.
- Standing is statute, unless the citation says otherwise.

```sql
SELECT time_limit, length, unit, counting, citation FROM sen.time_limit_catalogue WHERE time_limit = 'reassess_decision';
SELECT exception, citation FROM sen.time_limit_exceptions WHERE time_limit = 'reassess_final_plan';
```

```text
    time_limit     | length | unit |           counting           |            citation
-------------------+--------+------+------------------------------+---------------------------------
 reassess_decision |     15 | days | the first day is not counted | SEND Regulations 2014 reg 25(1)
(1 row)

       exception        |              citation
------------------------+------------------------------------
 school_closure         | SEND Regulations 2014 reg 27(3)(a)
 early_years_closure    | SEND Regulations 2014 reg 27(3)(b)
 personal_circumstances | SEND Regulations 2014 reg 27(3)(c)
 absence_4_weeks        | SEND Regulations 2014 reg 27(3)(d)
(4 rows)
```$page$;

WITH l AS (
    SELECT c.*, row_number() OVER (ORDER BY c.time_limit::sen.time_limit) AS place,
           CASE
               WHEN c.counting IS NULL THEN 'no date'
               WHEN c.length IS NULL THEN c.counting
               ELSE concat_ws(' ', c.sense, c.length, CASE WHEN c.length = 1 THEN rtrim(c.unit, 's') ELSE c.unit END)
                    || CASE WHEN c.counting LIKE 'before%' THEN ' ' ELSE '; ' END || c.counting
           END AS counted,
           (SELECT string_agg(format('`%s`', e.exception), ', ' ORDER BY e.exception::sen.exception)
            FROM (SELECT DISTINCT x.exception FROM sen.time_limit_exceptions x WHERE x.time_limit = c.time_limit) e) AS exceptions,
           CASE WHEN c.in_2020 ~ 'lifted where impractical' THEN 'X' WHEN c.in_2020 ~ 'as soon as reasonably practicable' THEN 'P'
                WHEN c.in_2020 = 'not changed' THEN 'no' WHEN c.in_2020 IS NULL THEN '' ELSE c.in_2020 END AS relaxed
    FROM sen.time_limit_catalogue c
), certain AS (
    SELECT l.section, l.certainty, min(l.place) AS place, string_agg(format('`%s`', l.time_limit), ', ' ORDER BY l.place) AS limits
    FROM l WHERE l.certainty <> 'operative text read'
    GROUP BY l.section, l.certainty
)
SELECT E'\n## ' || upper(left(l.section, 1)) || substr(l.section, 2)
       || E'\n\n| limit | duty | length | clock starts | citation | exceptions | 2020 |\n|---|---|---|---|---|---|---|\n'
       || string_agg(format('| `%s` | %s to %s: %s | %s | %s | %s%s | %s | %s |', l.time_limit, l.owed_by, l.owed_to, l.duty, l.counted, l.clock_starts,
                            l.citation, CASE WHEN l.standing <> 'statute' THEN ' (' || l.standing || ')' END, coalesce(l.exceptions, 'none'), l.relaxed), E'\n' ORDER BY l.place)
       || coalesce(E'\n\nRemarks:\n\n' || string_agg(format('- `%s`: %s', l.time_limit, l.remark), E'\n' ORDER BY l.place) FILTER (WHERE l.remark IS NOT NULL), '')
       || coalesce(E'\n\nHow sure: the operative text was read, and for these:\n\n'
                   || (SELECT string_agg(format('- %s: %s.', c.limits, c.certainty), E'\n' ORDER BY c.place) FROM certain c WHERE c.section = l.section), E'\n\nHow sure: the operative text was read.')
FROM l
GROUP BY l.section
ORDER BY min(l.place);

SELECT E'\n## Exceptions\n\n'
       || E'What each kind says, in our own words, and which limits it can lift. It lifts the limit where complying is impractical because of it; it never moves the date.\n\n'
       || E'| exception | provision | what it says | lifts |\n|---|---|---|---|\n'
       || string_agg(format('| `%s` | %s | %s | %s |', x.exception, x.citation, x.content, x.limits), E'\n' ORDER BY x.exception::sen.exception, x.first_limit, x.citation COLLATE "C")
FROM (
    SELECT e.exception, e.citation, e.content, min(e.place) AS first_limit, string_agg(format('`%s`', e.time_limit), ', ' ORDER BY e.place) AS limits
    FROM (SELECT y.*, dense_rank() OVER (ORDER BY y.time_limit::sen.time_limit) AS place FROM sen.time_limit_exceptions y) e
    GROUP BY e.exception, e.citation, e.content
) x;
