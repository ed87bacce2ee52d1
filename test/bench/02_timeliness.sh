#!/usr/bin/env bash
# The summary: beside counting rows, beside the plain SQL for the same answers,
# by month, with two workers, and merged from stored summaries.
set -euo pipefail
# shellcheck source=test/bench/pair.bash
. test/bench/pair.bash
# shellcheck source=test/bench/timeliness.bash
. test/bench/timeliness.bash

create_cases
echo "    $ROWS rows; one process unless said"
pair 'the summary, beside counting rows' "$one" \
  'sen.timeliness(), one group' "SELECT sen.cases($summary) FROM cases" \
  'count(*)' 'SELECT count(*) FROM cases'
pair 'the summary, beside one sum' "$one" \
  'sen.timeliness(), one group' "SELECT sen.cases($summary) FROM cases" \
  'sum(finished - received)' 'SELECT sum(finished_on - received_on) FROM cases'
same_answers 'the measures of a summary, and plain SQL' "SELECT $answers FROM (SELECT $summary AS t FROM cases) s" "SELECT $plain FROM cases"
pair 'the answers of one summary, beside plain SQL' "$one" \
  'sen.timeliness() and its measures' "SELECT $answers FROM (SELECT $summary AS t FROM cases) s" \
  'five filtered counts, two percentile_cont()' "SELECT $plain FROM cases"
pair 'the same by month of issue' "$one" \
  'by sen.month()' "SELECT count(x) FROM (SELECT $answers FROM (SELECT sen.month(finished_on) AS month, $summary AS t FROM cases GROUP BY 1) s) x" \
  "plain SQL by date_trunc('month')" "SELECT count(x) FROM (SELECT date_trunc('month', finished_on), $plain FROM cases GROUP BY 1) x"
pair 'two workers, beside plain SQL' "$two" \
  'sen.timeliness(), measures, two workers' "SELECT $answers FROM (SELECT $summary AS t FROM cases) s" \
  'five filtered counts, two percentile_cont()' "SELECT $plain FROM cases"
pair 'two workers, beside none' "$two" \
  'sen.timeliness(), two workers' "SELECT sen.cases($summary) FROM cases" \
  'sen.timeliness(), one process' "SELECT sen.cases($summary) FROM cases" "$one"

create_monthly
pair '150 authorities x 120 months of stored summaries' "$one" \
  'sen.rollup()' 'SELECT sen.cases(sen.rollup(summary)) FROM monthly' \
  'count(*)' 'SELECT count(*) FROM monthly'
