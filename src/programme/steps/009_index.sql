-- title: find the entries of a table in the log by an index
-- version: 0.2.0

DO $index$ BEGIN PERFORM sen.index_log(pg_catalog.current_schema()); END $index$;
ALTER TABLE ledger_index SET (autovacuum_analyze_threshold = 0);
