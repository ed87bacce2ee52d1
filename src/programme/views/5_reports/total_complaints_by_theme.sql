-- read: reader
-- meanings: complaints_by_theme, complaint

CREATE VIEW total_complaints_by_theme AS
--@query complaints_by_theme of all
;
COMMENT ON VIEW total_complaints_by_theme IS
    'complaints_by_theme over all authorities that are shown: the share upheld of all their complaints, not the mean '
    'of their shares. Columns as there.';
