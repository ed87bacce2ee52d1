-- title: give each thing one name
-- version: 0.2.0
-- renames: duty case_time_limit
-- renames: counted_case case_status_all
-- renames: counted_duty case_time_limit_all
-- renames: measured_case definition_case
-- renames: measured_month definition_month
-- renames: measured_rolling definition_rolling
-- renames: measured_year definition_year
-- renames: measured_year_to_date definition_year_to_date
-- renames: measured_cohort definition_cohort
-- renames: area_standing area_status_now
-- renames: log_standing status_in_log
-- renames: case_status.exception has_exception
-- renames: case_status_all.exception has_exception
-- renames: open_cases.exception has_exception
-- renames: overdue_cases.exception has_exception
-- renames: due_soon.exception has_exception
-- renames: case_time_limit.excepted has_exception
-- renames: case_time_limit_all.excepted has_exception
-- renames: definition_case.excepted has_exception
-- renames: meeting_day.standing status
-- renames: expected_attendee.standing status
-- renames: meeting_readiness.standing status
-- renames: invitation_gaps.standing status
-- renames: step_down.standing status
-- renames: deadlines.standing in_words
-- renames: open_cases.standing in_words
-- renames: overdue_cases.standing in_words
-- renames: due_soon.standing in_words
-- renames: review_schedule.standing in_words
-- renames: where_we_are.standing in_words
-- renames: meeting_readiness.ready in_words
-- renames: self_assessment.ready is_ready
-- renames: objective_status.summary in_words
-- renames: timeliness_by_year.plans_issued finished
-- renames: timeliness_by_year.within_20_weeks in_time
-- renames: timeliness_by_year.percent_within percent_in_time
-- renames: timeliness_by_year.plans_issued_excluding finished_excluding
-- renames: timeliness_by_year.within_20_weeks_excluding in_time_excluding
-- renames: timeliness_by_year.percent_within_excluding percent_in_time_excluding
-- renames: timeliness_by_year.over_20_weeks_at_end overdue_at_end
-- renames: timeliness_by_month.plans_issued finished
-- renames: timeliness_by_month.within_20_weeks in_time
-- renames: timeliness_by_month.percent_within percent_in_time
-- renames: timeliness_by_month.plans_issued_excluding finished_excluding
-- renames: timeliness_by_month.within_20_weeks_excluding in_time_excluding
-- renames: timeliness_by_month.percent_within_excluding percent_in_time_excluding
-- renames: timeliness_by_month.over_20_weeks_at_end overdue_at_end
-- renames: timeliness_rolling.plans_issued finished
-- renames: timeliness_rolling.within_20_weeks in_time
-- renames: timeliness_rolling.percent_within percent_in_time
-- renames: timeliness_rolling.plans_issued_excluding finished_excluding
-- renames: timeliness_rolling.within_20_weeks_excluding in_time_excluding
-- renames: timeliness_rolling.percent_within_excluding percent_in_time_excluding
-- renames: timeliness_rolling.over_20_weeks_at_end overdue_at_end
-- renames: timeliness_by_cohort.received_in started_in
-- renames: timeliness_by_cohort.requests started
-- renames: timeliness_by_cohort.plans_within_20_weeks in_time
-- renames: timeliness_by_cohort.plans_later late
-- renames: timeliness_by_cohort.open_within_20_weeks open_in_time
-- renames: timeliness_by_cohort.open_over_20_weeks open_overdue
-- renames: timeliness_by_cohort.ended_without_plan ended_otherwise
-- renames: timeliness_by_cohort.percent_within percent_in_time
-- renames: timeliness_by_cohort.percent_within_excluding percent_in_time_excluding
-- renames: timeliness_year_to_date.plans_issued finished
-- renames: timeliness_year_to_date.within_20_weeks in_time
-- renames: timeliness_year_to_date.percent_within percent_in_time
-- renames: timeliness_year_to_date.percent_within_excluding percent_in_time_excluding
-- renames: timeliness_year_to_date.plans_issued_last_year finished_last_year
-- renames: timeliness_year_to_date.within_20_weeks_last_year in_time_last_year
-- renames: timeliness_year_to_date.percent_within_last_year percent_in_time_last_year
-- renames: timeliness_year_to_date.percent_within_excluding_last_year percent_in_time_excluding_last_year
-- renames: timeliness_year_to_date.over_20_weeks_at_end overdue_at_end
-- renames: timeliness_year_to_date.over_20_weeks_last_year overdue_last_year
-- renames: advice_timeliness.asked started
-- renames: advice_timeliness.awaited_in_time open_in_time
-- renames: advice_timeliness.awaited_overdue open_overdue
-- renames: phase_transfers.plans started
-- renames: phase_transfers.overdue open_overdue

ALTER VIEW IF EXISTS log_entries RENAME TO log_leaves;
COMMENT ON TABLE ledger_block IS
    'The entries of the log as they were written, some to a block. Only tracked tables write here; nothing is ever '
    'changed. View log_leaves shows what the entries say.';
COMMENT ON TABLE definition IS
    'What is counted from the cases: the words, the law and the source of each definition, and its switches. The views '
    'named compliance_... count every row; those named timeliness_... count plans_in_20_weeks.';
COMMENT ON COLUMN definition.definition IS 'Short name of the definition, such as plans_in_20_weeks.';
COMMENT ON COLUMN definition.position IS 'Place of the definition in reports, from 1.';
COMMENT ON COLUMN definition.title IS 'Title of the definition in reports.';
COMMENT ON COLUMN definition.time_limits IS
    'The time limits that it rests on, as in sen.time_limits(): every row of view case_time_limit with one of them is '
    'a case of the definition.';
COMMENT ON COLUMN definition.source IS 'Which publication it comes from.';
COMMENT ON COLUMN definition.ends_on IS
    'Switch, for plans: plan issued (SEN2 3.2) or plan start (SEN2 4.1; a plan without a start date counts by the day '
    'of issue). Empty for other definitions.';
COMMENT ON TABLE area IS
    'An area that the notice names: priority action, area for improvement or DfE recommendation. Its status is in '
    'area_status.';
COMMENT ON TABLE area_status IS
    'The history of an area''s status: one row from each day on which it changed. A change is a new row, never an '
    'edit.';
COMMENT ON COLUMN area_status.since IS 'First day of this status.';
COMMENT ON TABLE objective IS
    'An objective of the improvement plans. Its status is in log_entry, what it is measured by in measure.';
