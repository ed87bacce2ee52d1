-- read: reader
-- meanings: data_source

-- The latest days are looked for only where none is stated, of cases those that an index finds: to look at every case
-- would take longer than what the page says.
CREATE VIEW data_age AS
SELECT a.position, a.source, a.measure_id, a.title, a.stands_on, a.basis, a.known_to, a.age_days, a.recent_until,
       CASE WHEN a.known_to IS NULL THEN 'nothing recorded'
            WHEN a.recent_until >= a.today THEN 'recent' ELSE 'no recent data' END AS state,
       CASE a.basis
           WHEN 'stated' THEN 'complete to ' || sen.date_words(a.known_to) || w.ago || ', as '
               || coalesce(b.in_words, CASE WHEN a.stated_by ~ '\S' THEN a.stated_by ELSE 'somebody' END) || ' stated '
               -- Of a past day it can have been stated after it.
               || CASE WHEN a.stated_on > a.today THEN 'later, ' ELSE '' END || 'on ' || sen.date_words(a.stated_on)
           WHEN 'its figures' THEN coalesce('latest figure for ' || sen.date_words(a.known_to) || w.ago,
                                            'no figure is recorded')
           ELSE coalesce('complete to a day that nobody has stated; the latest day in it is '
                         || sen.date_words(a.known_to) || w.ago, 'nothing is recorded')
       END || CASE WHEN a.recent_until < a.today
                   THEN '; no recent data since ' || sen.date_words(a.recent_until + 1) ELSE '' END AS in_words
FROM (
    SELECT s.*, s.today - s.known_to AS age_days,
           -- The later of two: the last day of a month stays the last day of a month.
           greatest((s.known_to + s.wait)::date, (s.known_to + 1 + s.wait)::date - 1) AS recent_until
    FROM (
        SELECT d.position, d.source, NULL::text AS measure_id, d.title, t.today, d.stated_on, d.stated_by,
               sen.data_day(d.source, 'data_source') AS stands_on,
               CASE WHEN d.complete_to IS NULL THEN 'not stated' ELSE 'stated' END AS basis,
               CASE WHEN d.complete_to IS NOT NULL THEN least(d.complete_to, t.today)
                    WHEN d.source = 'cases' THEN
                        greatest((SELECT max(r.received_on) FROM ehc_request r WHERE r.received_on <= sen.today()),
                                 (SELECT max(r.assessment_outcome_on) FROM ehc_request r
                                  WHERE r.assessment_outcome_on <= sen.today()))
                    WHEN d.source = 'waits' THEN
                        (SELECT greatest(max(x.referred_on) FILTER (WHERE x.referred_on <= sen.today()),
                                         max(x.assessed_on) FILTER (WHERE x.assessed_on <= sen.today()),
                                         max(x.left_on) FILTER (WHERE x.left_on <= sen.today()),
                                         max(x.last_contact_on) FILTER (WHERE x.last_contact_on <= sen.today()))
                         FROM wait x)
                    WHEN d.source = 'audits' THEN
                        (SELECT max(p.audited_on) FROM plan_audit p WHERE p.audited_on <= sen.today())
                    END AS known_to,
               make_interval(months => d.every_months * d.periods) AS wait
        FROM data_source d
        CROSS JOIN (SELECT sen.today() AS today) t
        WHERE d.source <> 'measures'
        UNION ALL
        SELECT d.position, d.source, m.measure_id, m.title, t.today, NULL, NULL, f.latest_on, 'its figures',
               f.latest_on, make_interval(months => m.every_months * d.periods)
        FROM data_source d
        CROSS JOIN measure m
        CROSS JOIN (SELECT sen.today() AS today) t
        LEFT JOIN (SELECT v.measure_id, max(v.period_to) AS latest_on FROM measurement_known v
                   WHERE v.value IS NOT NULL OR v.denominator > 0
                   GROUP BY v.measure_id) f ON f.measure_id = m.measure_id
        WHERE d.source = 'measures' AND m.definition IS NULL AND coalesce(m.agreed_on, m.baseline_on) <= t.today
    ) s
) a
CROSS JOIN LATERAL (SELECT CASE a.age_days WHEN 0 THEN ', today' ELSE ', ' || sen.in_days(a.age_days) || ' ago' END
                           AS ago) w
LEFT JOIN role_title b ON b.role_name = a.stated_by
ORDER BY a.position, a.title, a.measure_id;
COMMENT ON VIEW data_age IS
    'How old everything is that figures rest on: a row for each source of data_source, and for each measure that is '
    'typed in. Measures that are counted from the cases stand on the day of the cases.';
COMMENT ON COLUMN data_age.position IS 'Place in reports, from 1.';
COMMENT ON COLUMN data_age.source IS 'The source: cases, waits, audits, or measures.';
COMMENT ON COLUMN data_age.measure_id IS 'The measure, for one that is typed in; empty otherwise.';
COMMENT ON COLUMN data_age.title IS 'Title of the source or the measure.';
COMMENT ON COLUMN data_age.stands_on IS
    'The day on which its figures stand: as stated, at the latest sen.today(); of a source of which nothing is stated '
    'sen.today(); of a measure the last day of its latest figure, empty if there is none.';
COMMENT ON COLUMN data_age.basis IS
    'How that is known: stated, not stated, or for a measure its figures.';
COMMENT ON COLUMN data_age.known_to IS
    'The day by which its age is told: as stated; if nothing is stated, the latest day in it, of cases the last on '
    'which a request was received, or a plan issued or refused; of a measure the last day of its latest figure. Empty '
    'if nothing is recorded.';
COMMENT ON COLUMN data_age.age_days IS 'Days from known_to to sen.today().';
COMMENT ON COLUMN data_age.recent_until IS
    'Last day on which it is recent: periods times every_months (data_source; of a measure its own) after known_to.';
COMMENT ON COLUMN data_age.state IS 'recent, no recent data, or nothing recorded.';
COMMENT ON COLUMN data_age.in_words IS 'The same in words.';
