#!/usr/bin/env bash
# Dates: what a due date and a period cost beside the bare arithmetic and date_trunc.
set -euo pipefail
# shellcheck source=test/bench/pair.bash
. test/bench/pair.bash

create_cases
one='SET max_parallel_workers_per_gather = 0'
echo "    $ROWS rows, one process"
pair 'a due date' "$one" \
  "sen.due_date('final_plan', d)" "SELECT count(sen.due_date('final_plan', received_on)) FROM cases" \
  'd + 140' 'SELECT count(received_on + 140) FROM cases'
pair 'a month' "$one" \
  'sen.month(d)' 'SELECT count(sen.month(received_on)) FROM cases' \
  "date_trunc('month', d)" "SELECT count(date_trunc('month', received_on)) FROM cases"
pair 'an academic year' "$one" \
  'sen.academic_year(d)' 'SELECT count(sen.academic_year(received_on)) FROM cases' \
  "the same by make_date() and extract()" "SELECT count(make_date(extract(year FROM received_on)::integer - (extract(month FROM received_on) < 9)::integer, 9, 1)) FROM cases"
