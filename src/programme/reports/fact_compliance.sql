-- read: bi
-- meanings: compliance_by_month, compliance_by_year

CREATE VIEW fact_compliance AS
SELECT m.definition, m.local_authority, m.month,
       coalesce(sen.finished(m.lateness), 0)::integer AS finished,
       coalesce(sen.within(m.lateness, 0), 0)::integer AS in_time,
       coalesce(sen.finished(m.lateness, false), 0)::integer AS finished_excluding,
       coalesce(sen.within(m.lateness, 0, false), 0)::integer AS in_time_excluding,
       m.open_at_end::integer AS open_at_end, m.overdue_at_end::integer AS overdue_at_end
FROM definition_month m;
COMMENT ON VIEW fact_compliance IS
    'What is counted from the cases, a row for each definition, authority and month: the counts of '
    'compliance_by_month, to be added up. A rate is the ratio of two sums: in_time_excluding by finished_excluding, or '
    'in_time by finished.';
COMMENT ON COLUMN fact_compliance.definition IS 'The definition, of dim_definition.';
COMMENT ON COLUMN fact_compliance.local_authority IS 'The authority, of dim_authority.';
COMMENT ON COLUMN fact_compliance.month IS
    'First day of the month in which the cases were finished, or due if the definition counts by due day; of dim_date. '
    'The last month runs to the day of the data.';
COMMENT ON COLUMN fact_compliance.finished IS 'Cases finished in the month, also those whose start is unknown.';
COMMENT ON COLUMN fact_compliance.in_time IS 'Of these, cases finished in time.';
COMMENT ON COLUMN fact_compliance.finished_excluding IS
    'Cases finished in the month, leaving out those under a permitted exception.';
COMMENT ON COLUMN fact_compliance.in_time_excluding IS 'Of these, cases finished in time.';
COMMENT ON COLUMN fact_compliance.open_at_end IS
    'Cases open at the end of the month. Adds up over authorities, not over months: take the last one.';
COMMENT ON COLUMN fact_compliance.overdue_at_end IS 'Of these, cases past their due day. Adds up as open_at_end.';
