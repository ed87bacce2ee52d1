# shellcheck shell=bash disable=SC2034  # used by the benchmarks that source this
# The questions that the benchmarks of the summary ask, each in one place.

one='SET max_parallel_workers_per_gather = 0'
two='SET max_parallel_workers_per_gather = 2; SET parallel_leader_participation = off; SET min_parallel_table_scan_size = 0; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0'

summary="sen.timeliness(received_on, finished_on, exception, '2025-12-31')"
# Five filtered counts, the median and the 90th percentile of the finished cases.
counts="count(*) FILTER (WHERE finished_on <= '2025-12-31'),
  count(*) FILTER (WHERE finished_on - received_on <= 140 AND finished_on <= '2025-12-31'),
  count(*) FILTER (WHERE finished_on - received_on <= 140 AND NOT exception AND finished_on <= '2025-12-31'),
  count(*) FILTER (WHERE finished_on <= '2025-12-31' AND NOT exception),
  count(*) FILTER (WHERE finished_on - received_on > 364 AND finished_on <= '2025-12-31')"
plain="$counts,
  percentile_cont(0.5) WITHIN GROUP (ORDER BY finished_on - received_on) FILTER (WHERE finished_on <= '2025-12-31'),
  percentile_cont(0.9) WITHIN GROUP (ORDER BY finished_on - received_on) FILTER (WHERE finished_on <= '2025-12-31')"
# The same of a summary t.
answers='sen.finished(t), sen.within(t, 140), sen.within(t, 140, false), sen.finished(t, false), sen.over(t, 364), sen.median_days(t)::float8, sen.percentile_cont(t, 0.9)'

# Stored summaries: 150 authorities, 120 months, 60 plans each.
create_monthly() {
  psql -X -q -v ON_ERROR_STOP=1 <<'SQL'
SET client_min_messages = warning;
DROP TABLE IF EXISTS monthly;
CREATE TABLE monthly AS
SELECT a.authority, m.month, sen.timeliness(m.month - (30 + (g * 7919 + a.authority * 31) % 700), m.month + (g % 28), false, '2030-12-31') AS summary
FROM generate_series(1, 150) AS a (authority),
     LATERAL (SELECT (date '2016-01-01' + make_interval(months => n))::date AS month FROM generate_series(0, 119) n) m,
     generate_series(1, 60) g
GROUP BY 1, 2;
VACUUM ANALYZE monthly;
SQL
}

# same_answers TITLE QUERY QUERY: what is compared for speed must say the same.
same_answers() {
  psql -X -q -A -t -v ON_ERROR_STOP=1 -c "SELECT md5(string_agg(x::text, E'\n' ORDER BY x::text)) FROM ($2) x" \
    -c "SELECT md5(string_agg(x::text, E'\n' ORDER BY x::text)) FROM ($3) x" |
    awk -v title="$1" '{ digest[NR] = $1 } END { if (NR != 2 || digest[1] == "" || digest[1] != digest[2]) { print title ": the answers differ"; exit 1 } }'
}
