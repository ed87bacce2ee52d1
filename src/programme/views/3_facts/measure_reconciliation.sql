-- read: reader
-- meanings: measure, measure_count

CREATE VIEW measure_reconciliation AS
WITH counted AS MATERIALIZED (
    SELECT d.definition, d.local_authority, d.month, d.lateness FROM definition_month d
    WHERE d.definition IN (SELECT k.definition FROM measure_count k)
)
SELECT k.measure_id, m.title, k.definition, k.local_authority, p.period_from, v.period_to,
       coalesce(v.value, n.typed) AS value, v.numerator, v.denominator, n.counted_value, n.counted_numerator,
       n.counted_denominator, n.counted_value - coalesce(v.value, n.typed) AS difference,
       CASE WHEN m.unit <> 'percent' THEN 'not compared: a count from the cases is in percent'
            WHEN p.period_from IS NULL THEN 'not compared: the period is not one of whole months'
            WHEN n.counted_value IS NULL THEN 'typed in ' || sen.figure_words(coalesce(v.value, n.typed), m.unit)
                || '; of these months no case is recorded'
            ELSE 'typed in ' || sen.figure_words(coalesce(v.value, n.typed), m.unit, v.denominator, n.counted_value)
                || ', counted from the cases '
                || sen.figure_words(n.counted_value, m.unit, n.counted_denominator, coalesce(v.value, n.typed)) || ' ('
                || sen.share_words(n.counted_numerator, n.counted_denominator, 'case', says => 'in time') || ')'
                || CASE WHEN n.counted_value = coalesce(v.value, n.typed) THEN ': the same'
                        ELSE ': ' || sen.difference_words(abs(n.counted_value - coalesce(v.value, n.typed)), m.unit)
                             || CASE WHEN n.counted_value < coalesce(v.value, n.typed) THEN ' lower' ELSE ' higher' END
                   END
       END AS in_words
FROM measure_count k
JOIN measure m ON m.measure_id = k.measure_id AND m.definition IS NULL
JOIN measurement_known v ON v.measure_id = k.measure_id
CROSS JOIN LATERAL (SELECT CASE WHEN sen.month(v.period_to + 1) = v.period_to + 1 AND f.day = sen.month(f.day)
                                THEN f.day END AS period_from
                    FROM (SELECT coalesce(v.period_from,
                                          (v.period_to + 1 - make_interval(months => m.every_months))::date)
                                     AS day) f) p
CROSS JOIN LATERAL (SELECT trim_scale(round(100 * v.numerator / nullif(v.denominator, 0), 2)) AS typed,
                           c.numerator AS counted_numerator, c.denominator AS counted_denominator,
                           trim_scale(round(100 * c.numerator / nullif(c.denominator, 0), 2)) AS counted_value
                    FROM (SELECT sen.within(r.lateness, 0, NOT k.excluding_exceptions)::numeric AS numerator,
                                 sen.finished(r.lateness, NOT k.excluding_exceptions)::numeric AS denominator
                          FROM (SELECT sen.rollup(d.lateness) AS lateness FROM counted d
                                WHERE d.definition = k.definition AND d.local_authority = k.local_authority
                                  AND d.month >= p.period_from AND d.month <= v.period_to) r) c) n
WHERE coalesce(v.value, n.typed) IS NOT NULL
ORDER BY m.title, k.measure_id, v.period_to;
COMMENT ON VIEW measure_reconciliation IS
    'Figures that are typed in, beside what is counted from the cases of the same months (table measure_count), as '
    'known on sen.today(): how far the two are apart.';
COMMENT ON COLUMN measure_reconciliation.period_from IS
    'First day of the period: as the figure says, else every_months before the day after it. Empty unless it is whole '
    'months, and then nothing is compared.';
COMMENT ON COLUMN measure_reconciliation.period_to IS 'Last day of the period.';
COMMENT ON COLUMN measure_reconciliation.value IS 'What is typed in, in percent.';
COMMENT ON COLUMN measure_reconciliation.numerator IS 'How many of the denominator, if that is typed in.';
COMMENT ON COLUMN measure_reconciliation.denominator IS 'Out of how many, if that is typed in.';
COMMENT ON COLUMN measure_reconciliation.counted_value IS
    'What is counted, in percent to two decimals. Empty without cases.';
COMMENT ON COLUMN measure_reconciliation.counted_numerator IS 'Cases that were in time.';
COMMENT ON COLUMN measure_reconciliation.counted_denominator IS 'Cases that were finished in these months.';
COMMENT ON COLUMN measure_reconciliation.difference IS
    'counted_value less value, in percentage points: negative where the cases say less than the figure.';
COMMENT ON COLUMN measure_reconciliation.in_words IS 'The same in words.';
