-- read: reader
-- meanings: budget, objective

CREATE VIEW objective_money AS
SELECT b.objective_id, o.title, b.year_from, y.year, b.planned, s.spent, s.spent_to,
       sen.percent(s.spent, b.planned) AS percent_spent, b.planned - s.spent AS left_to_spend,
       sen.list_words(', ', coalesce(sen.count_words(round(b.planned), 'pound') || ' planned', 'no plan is recorded'),
                      coalesce(sen.count_words(round(s.spent), 'pound') || ' spent by ' || sen.date_words(s.spent_to)
                               || coalesce(' (' || sen.percent_words(sen.percent(s.spent, b.planned)) || ')', ''),
                               'what was spent is not recorded'),
                      CASE WHEN s.spent > b.planned
                           THEN sen.count_words(round(s.spent - b.planned), 'pound') || ' more than planned' END)
           AS in_words,
       coalesce(e.illustrative, false) AS illustrative
FROM budget b
JOIN objective o ON o.objective_id = b.objective_id AND o.agreed_on <= sen.today()
LEFT JOIN evidence e ON e.evidence_id = b.evidence_id
CROSS JOIN LATERAL (SELECT sen.financial_year_label(b.year_from) AS year) y
-- What was counted later is not known yet.
LEFT JOIN LATERAL (SELECT b.spent, b.spent_to WHERE b.spent_to <= sen.today()) s ON true
WHERE b.year_from <= sen.today()
ORDER BY b.year_from DESC, b.planned DESC NULLS LAST, b.objective_id;
COMMENT ON VIEW objective_money IS
    'Money for each objective agreed by sen.today(), by financial year, the latest first: planned, spent and left.';
COMMENT ON COLUMN objective_money.title IS 'What is to be reached.';
COMMENT ON COLUMN objective_money.year IS 'The financial year, such as 2025-26.';
COMMENT ON COLUMN objective_money.percent_spent IS
    'spent as a share of planned, in percent to one decimal. Empty if either is, or if nothing was planned.';
COMMENT ON COLUMN objective_money.left_to_spend IS
    'planned less spent; negative if more was spent. Empty if either is.';
COMMENT ON COLUMN objective_money.in_words IS 'The same in words.';
COMMENT ON COLUMN objective_money.illustrative IS 'True if it rests on evidence that is marked as illustrative.';
