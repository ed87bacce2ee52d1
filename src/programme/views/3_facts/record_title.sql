-- read: nobody
-- meanings: named_title

CREATE VIEW record_title AS
SELECT n.record_table, n.key, n.title, n.part, n.on_day, n.unit FROM named_title n
UNION ALL
SELECT n.record_table, n.key, n.title, n.part, n.on_day, n.unit FROM numbered_title n;
COMMENT ON VIEW record_title IS
    'Every row of the tables that the log keeps, by what people call it: what the views of changes say instead of '
    'keys.';
