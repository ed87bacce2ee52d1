-- title: read the log by table and by meeting
-- version: 0.2.0

--@text ledger/log/log_leaves.sql
