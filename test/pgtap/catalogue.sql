-- The catalogue lint: everything of ours says what it is, and is marked as what it is. Then the
-- lint itself: it is shown faults of every kind, and has to name each.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SELECT no_plan();
SELECT sen.create_programme('lint') AS made \gset

-- All that belongs to the extension, and all in the schema of a programme.
CREATE TEMPORARY VIEW member AS
SELECT d.classid, d.objid, 0 AS objsubid FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e' AND e.extname = 'sen_improvement';
CREATE TEMPORARY VIEW object AS
SELECT m.classid, m.objid, m.objsubid FROM member m
-- array types and row types come by themselves
WHERE NOT EXISTS (SELECT FROM pg_type t WHERE m.classid = 'pg_type'::regclass AND t.oid = m.objid
                  AND (t.typcategory = 'A' OR EXISTS (SELECT FROM pg_class c
                                                      WHERE c.oid = t.typrelid AND c.relkind <> 'c')))
  -- so do families
  AND NOT EXISTS (SELECT FROM pg_opfamily f JOIN pg_opclass c ON c.opcfamily = f.oid AND c.opcname = f.opfname
                  WHERE m.classid = 'pg_opfamily'::regclass AND f.oid = m.objid)
UNION SELECT 'pg_extension'::regclass, oid, 0 FROM pg_extension WHERE extname = 'sen_improvement'
UNION SELECT 'pg_namespace'::regclass, oid, 0 FROM pg_namespace WHERE nspname IN ('lint', 'sen')
UNION SELECT 'pg_class'::regclass, c.oid, 0 FROM pg_class c
      WHERE c.relnamespace = 'lint'::regnamespace AND c.relkind NOT IN ('i', 't')
          OR c.relnamespace = 'lint'::regnamespace AND c.relkind = 'i' AND NOT EXISTS (SELECT FROM pg_constraint k
              WHERE k.conindid = c.oid)
UNION SELECT 'pg_class'::regclass, c.oid, a.attnum FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relnamespace IN ('lint'::regnamespace, 'sen'::regnamespace) AND c.relkind IN ('r', 'p', 'v', 'm')
          AND a.attnum > 0 AND NOT a.attisdropped
UNION SELECT 'pg_trigger'::regclass, t.oid, 0 FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE c.relnamespace = 'lint'::regnamespace AND NOT t.tgisinternal
UNION SELECT 'pg_proc'::regclass, oid, 0 FROM pg_proc WHERE pronamespace IN ('lint'::regnamespace, 'sen'::regnamespace)
UNION SELECT 'pg_type'::regclass, oid, 0 FROM pg_type WHERE typnamespace = 'sen'::regnamespace AND typcategory <> 'A'
    AND typrelid = 0
UNION SELECT 'pg_operator'::regclass, oid, 0 FROM pg_operator WHERE oprnamespace = 'sen'::regnamespace;
CREATE TEMPORARY VIEW routine AS
SELECT p.*, pg_describe_object('pg_proc'::regclass, p.oid, 0) AS called, l.lanname FROM pg_proc p
JOIN pg_language l ON l.oid = p.prolang
WHERE p.oid IN (SELECT objid FROM object WHERE classid = 'pg_proc'::regclass);

-- What may differ from the rule, with the reason.
CREATE TEMPORARY TABLE allowed (rule text, called text, reason text);
INSERT INTO allowed VALUES
    ('combine', 'function sen.array_of_few(anynonarray)', 'workers are not to share it'),
    ('combine', 'function sen.latest_point(text,date,double precision,double precision,boolean,text)',
     'a series is short, and drawn as a whole'),
    ('combine', 'function sen.since_baseline(text,date,double precision,double precision,boolean,text)',
     'a series is short, and drawn as a whole'),
    ('volatile', 'function sen.create_programme(text)', 'makes tables'),
    ('parallel', 'function sen.create_programme(text)', 'makes tables'),
    ('volatile', 'function sen.create_programme(text,integer)', 'makes tables'),
    ('parallel', 'function sen.create_programme(text,integer)', 'makes tables'),
    ('volatile', 'function sen.intake_only()', 'raises an error'),
    ('parallel', 'function sen.intake_only()', 'raises an error'),
    ('volatile', 'function sen.outside_is_external()', 'raises an error'),
    ('parallel', 'function sen.outside_is_external()', 'raises an error'),
    ('volatile', 'function sen.analyse_programme(text)', 'analyses tables'),
    ('parallel', 'function sen.analyse_programme(text)', 'analyses tables'),
    ('volatile', 'function sen.recovery_backtest(text,date,integer,integer)', 'sets the day as on which it reads'),
    ('parallel', 'function sen.recovery_backtest(text,date,integer,integer)', 'sets the day as on which it reads'),
    ('volatile', 'function sen.recovery_stood(text,date)', 'sets the day as on which it reads'),
    ('parallel', 'function sen.recovery_stood(text,date)', 'sets the day as on which it reads'),
    ('volatile', 'function sen.project_scenarios(text,text)', 'inserts rows'),
    ('parallel', 'function sen.project_scenarios(text,text)', 'inserts rows'),
    ('volatile', 'function sen.refuse_overlap()', 'sees rows of its own statement'),
    ('parallel', 'function sen.refuse_overlap()', 'is of a trigger'),
    ('volatile', 'function sen.refuse_another_past()', 'raises an error'),
    ('parallel', 'function sen.refuse_another_past()', 'raises an error'),
    ('volatile', 'function sen.state_data_day(text,text,date,text)', 'changes a row'),
    ('parallel', 'function sen.state_data_day(text,text,date,text)', 'changes a row'),
    ('volatile', 'function sen.intake_done()', 'analyses tables'),
    ('parallel', 'function sen.intake_done()', 'analyses tables'),
    ('volatile', 'function sen.load_sen2(regnamespace,bytea,text,boolean)', 'loads a return'),
    ('parallel', 'function sen.load_sen2(regnamespace,bytea,text,boolean)', 'loads a return'),
    ('volatile', 'function sen.load_sen2_files(regnamespace,text,boolean)', 'loads a return'),
    ('parallel', 'function sen.load_sen2_files(regnamespace,text,boolean)', 'loads a return'),
    ('volatile', 'function sen.use_sen2(regnamespace,integer)', 'inserts rows'),
    ('parallel', 'function sen.use_sen2(regnamespace,integer)', 'inserts rows'),
    ('volatile', 'function sen.sen2_refuse_twice(regnamespace,text)', 'locks a table'),
    ('parallel', 'function sen.sen2_refuse_twice(regnamespace,text)', 'locks a table'),
    ('volatile', 'function sen.sen2_keep(regnamespace,jsonb,text,boolean)', 'inserts rows'),
    ('parallel', 'function sen.sen2_keep(regnamespace,jsonb,text,boolean)', 'inserts rows'),
    ('volatile', 'function sen.sen2_keep_persons(regnamespace,integer,text,date,boolean)', 'inserts rows'),
    ('parallel', 'function sen.sen2_keep_persons(regnamespace,integer,text,date,boolean)', 'inserts rows'),
    ('volatile', 'function sen.sen2_keep_requests(regnamespace,integer)', 'inserts rows'),
    ('parallel', 'function sen.sen2_keep_requests(regnamespace,integer)', 'inserts rows'),
    ('volatile', 'function sen.sen2_findings(text)', 'makes tables'),
    ('parallel', 'function sen.sen2_findings(text)', 'makes tables'),
    ('volatile', 'function sen.sen2_find(date,integer)', 'reads a temporary table'),
    ('parallel', 'function sen.sen2_find(date,integer)', 'reads a temporary table'),
    ('volatile', 'function sen.sen2_stage()', 'makes tables'),
    ('parallel', 'function sen.sen2_stage()', 'makes tables'),
    ('volatile', 'function sen.sen2_stage_xml(text)', 'makes tables'),
    ('parallel', 'function sen.sen2_stage_xml(text)', 'makes tables'),
    ('volatile', 'function sen.sen2_table(text,text[])', 'makes tables'),
    ('parallel', 'function sen.sen2_table(text,text[])', 'makes tables'),
    ('volatile', 'function sen.sen2_export_rows()', 'makes tables'),
    ('parallel', 'function sen.sen2_export_rows()', 'makes tables'),
    ('volatile', 'function sen.sen2_sheet_rows()', 'makes tables'),
    ('parallel', 'function sen.sen2_sheet_rows()', 'makes tables'),
    ('volatile', 'function sen.sen2_stage_files()', 'makes tables'),
    ('parallel', 'function sen.sen2_stage_files()', 'makes tables'),
    ('volatile', 'function sen.intake_table(regclass,text[])', 'makes tables'),
    ('parallel', 'function sen.intake_table(regclass,text[])', 'makes tables'),
    ('volatile', 'function sen.export_table(text[])', 'makes tables'),
    ('parallel', 'function sen.export_table(text[])', 'makes tables'),
    ('volatile', 'function sen.map_export(text,text,text)', 'makes tables'),
    ('parallel', 'function sen.map_export(text,text,text)', 'makes tables'),
    ('volatile', 'function sen.export_report(text,text)', 'reads a temporary table'),
    ('parallel', 'function sen.export_report(text,text)', 'reads a temporary table'),
    ('parallel', 'function sen.export_columns(text,text)', 'reads a temporary table'),
    ('parallel', 'function sen.intake_refused(regclass,name)', 'reads a temporary table'),
    ('volatile', 'function sen.intake_judge(regclass,name[])', 'changes what was read'),
    ('parallel', 'function sen.intake_judge(regclass,name[])', 'changes what was read'),
    ('volatile', 'function sen.intake_references(regclass)', 'changes what was read'),
    ('parallel', 'function sen.intake_references(regclass)', 'changes what was read'),
    ('volatile', 'function sen.intake_problems(regclass,jsonb,text,text,text)', 'runs checks of a table'),
    ('parallel', 'function sen.intake_problems(regclass,jsonb,text,text,text)', 'runs checks of a table'),
    ('volatile', 'function sen.intake_passes(regclass,name,text[])', 'runs checks of a table'),
    ('parallel', 'function sen.intake_passes(regclass,name,text[])', 'runs checks of a table'),
    ('volatile', 'function sen.intake_example(regclass,name)', 'runs checks of a table'),
    ('parallel', 'function sen.intake_example(regclass,name)', 'runs checks of a table'),
    ('volatile', 'function sen.intake_example_row(regclass)', 'runs checks of a table'),
    ('parallel', 'function sen.intake_example_row(regclass)', 'runs checks of a table'),
    ('volatile', 'function sen.take_rows(regclass,regclass,text)', 'inserts rows'),
    ('parallel', 'function sen.take_rows(regclass,regclass,text)', 'inserts rows'),
    ('volatile', 'function sen.check_rows(regclass,regclass)', 'inserts rows, and takes them back'),
    ('parallel', 'function sen.check_rows(regclass,regclass)', 'inserts rows, and takes them back'),
    ('volatile', 'function sen.load_rows(regclass,regclass,boolean)', 'inserts rows'),
    ('parallel', 'function sen.load_rows(regclass,regclass,boolean)', 'inserts rows'),
    ('volatile', 'function sen.take_release(text,text,text,bytea,jsonb,boolean)', 'inserts rows'),
    ('parallel', 'function sen.take_release(text,text,text,bytea,jsonb,boolean)', 'inserts rows'),
    ('volatile', 'function sen.check_release(text,text,text,bytea,text,text)', 'makes temporary tables'),
    ('parallel', 'function sen.check_release(text,text,text,bytea,text,text)', 'makes temporary tables'),
    ('volatile', 'function sen.load_release(text,text,text,bytea,date,text,text,text,date,text,text)', 'inserts rows'),
    ('parallel', 'function sen.load_release(text,text,text,bytea,date,text,text,text,date,text,text)', 'inserts rows'),
    ('volatile', 'function sen.release_tidy(text[],integer)', 'fills temporary tables'),
    ('parallel', 'function sen.release_tidy(text[],integer)', 'fills temporary tables'),
    ('volatile', 'function sen.release_by_year(text[],integer,text)', 'fills temporary tables'),
    ('parallel', 'function sen.release_by_year(text[],integer,text)', 'fills temporary tables'),
    ('volatile', 'function sen.release_by_service(text[],integer,text,text)', 'fills temporary tables'),
    ('parallel', 'function sen.release_by_service(text[],integer,text,text)', 'fills temporary tables'),
    ('volatile', 'function sen.release_long(text[],integer)', 'fills temporary tables'),
    ('parallel', 'function sen.release_long(text[],integer)', 'fills temporary tables'),
    ('volatile', 'function sen.template(regclass)', 'runs checks of a table'),
    ('parallel', 'function sen.template(regclass)', 'runs checks of a table'),
    ('volatile', 'function sen.intake_row()', 'inserts rows'),
    ('parallel', 'function sen.intake_row()', 'inserts rows'),
    ('volatile', 'function sen.flush_log()', 'writes or reads a log'),
    ('volatile', 'function sen.create_log(text)', 'makes tables'),
    ('volatile', 'function sen.refuse_change()', 'writes or reads a log'),
    ('volatile', 'function sen.refuse_truncate()', 'writes or reads a log'),
    ('volatile', 'function sen.rename_column(regclass,text,text)', 'writes or reads a log'),
    ('volatile', 'function sen.seal(text,text,text)', 'writes or reads a log'),
    ('volatile', 'function sen.guard_log(text)', 'changes tables'),
    ('parallel', 'function sen.guard_log(text)', 'changes tables'),
    ('volatile', 'function sen.set_aside(text)', 'writes or reads a log'),
    ('parallel', 'function sen.set_aside(text)', 'writes or reads a log'),
    ('volatile', 'function sen.index_log(text)', 'writes or reads a log'),
    ('parallel', 'function sen.index_log(text)', 'writes or reads a log'),
    ('volatile', 'function sen.upgrade_log(text)', 'makes tables'),
    ('parallel', 'function sen.upgrade_log(text)', 'makes tables'),
    ('volatile', 'function sen.create_log_index(text)', 'makes tables'),
    ('parallel', 'function sen.create_log_index(text)', 'makes tables'),
    ('volatile', 'function lint.seal_log(text,text)', 'writes or reads a log'),
    ('parallel', 'function lint.seal_log(text,text)', 'writes or reads a log'),
    ('parallel', 'function sen.unsealed_blocks(regclass)', 'writes or reads a log'),
    ('parallel', 'function sen.meeting_entries(regclass,text)', 'writes or reads a log'),
    ('parallel', 'function sen.log_blocks(regclass,bigint,text,text)', 'writes or reads a log'),
    ('parallel', 'function sen.log_changes(regclass,bigint,bigint)', 'writes or reads a log'),
    ('parallel', 'function sen.log_change_words(regclass,bigint,bigint)', 'writes or reads a log'),
    ('volatile', 'function sen.track(regclass)', 'writes or reads a log'),
    ('volatile', 'function sen.track_row()', 'writes or reads a log'),
    ('volatile', 'function sen.untrack(regclass)', 'writes or reads a log'),
    ('volatile', 'function sen.watch_tables()', 'writes or reads a log'),
    ('parallel', 'function sen.flush_log()', 'writes or reads a log'),
    ('parallel', 'function sen.as_of(anyelement,bigint)', 'writes or reads a log'),
    ('parallel', 'function sen.rows_as_of(regclass,bigint)', 'writes or reads a log'),
    ('parallel', 'function sen.as_of(anyelement,text)', 'writes or reads a log'),
    ('parallel', 'function sen.rows_as_of(regclass,text)', 'writes or reads a log'),
    ('parallel', 'function sen.as_of(anyelement,timestamp with time zone)', 'writes or reads a log'),
    ('parallel', 'function sen.rows_as_of(regclass,timestamp with time zone)', 'writes or reads a log'),
    ('parallel', 'function sen.changes(regclass,bigint,bigint)', 'writes or reads a log'),
    ('parallel', 'function sen.create_log(text)', 'makes tables'),
    ('parallel', 'function sen.history(regclass,jsonb)', 'writes or reads a log'),
    ('parallel', 'function sen.column_changes(regclass,jsonb,timestamp with time zone)', 'writes or reads a log'),
    ('parallel', 'function sen.plan_changes(regclass,jsonb,timestamp with time zone,jsonb)', 'writes or reads a log'),
    ('parallel', 'function sen.value_on_day(regclass,text,text,text,anyelement)', 'writes or reads a log'),
    ('parallel', 'function sen.deleted_later(regclass,text,anyelement)', 'writes or reads a log'),
    ('parallel', 'function sen.is_changed_later(regclass,text)', 'writes or reads a log'),
    ('parallel', 'function sen.refuse_change()', 'writes or reads a log'),
    ('parallel', 'function sen.refuse_truncate()', 'writes or reads a log'),
    ('parallel', 'function sen.rename_column(regclass,text,text)', 'writes or reads a log'),
    ('parallel', 'function sen.seal(text,text,text)', 'writes or reads a log'),
    ('parallel', 'function sen.track(regclass)', 'writes or reads a log'),
    ('parallel', 'function sen.track_row()', 'writes or reads a log'),
    ('parallel', 'function sen.untrack(regclass)', 'writes or reads a log'),
    ('parallel', 'function sen.watch_tables()', 'writes or reads a log'),
    ('volatile', 'function sen.board_pack(text,text,text)', 'sets the day as on which it reads'),
    ('parallel', 'function sen.board_pack(text,text,text)', 'sets the day as on which it reads'),
    ('parallel', 'function sen.paper_rows(text,text)', 'reads a log'),
    ('volatile', 'function sen.board_pages(text,text,boolean,integer,integer,text)',
     'sets the day as on which it reads'),
    ('parallel', 'function sen.board_pages(text,text,boolean,integer,integer,text)',
     'sets the day as on which it reads'),
    ('volatile', 'function sen.limit_access(text,text,text)', 'changes who may read and write'),
    ('parallel', 'function sen.limit_access(text,text,text)', 'changes who may read and write'),
    ('volatile', 'function sen.grant_access(text,text,text)', 'changes who may read and write'),
    ('volatile', 'function sen.revoke_access(text,text)', 'changes who may read and write'),
    ('parallel', 'function sen.grant_access(text,text,text)', 'changes who may read and write'),
    ('parallel', 'function sen.revoke_access(text,text)', 'changes who may read and write'),
    ('volatile', 'function sen.run_part(text,text,regrole)', 'runs SQL'),
    ('parallel', 'function sen.run_part(text,text,regrole)', 'runs SQL'),
    ('volatile', 'function sen.take_down_views(text,text)', 'drops views'),
    ('parallel', 'function sen.take_down_views(text,text)', 'drops views'),
    ('volatile', 'function sen.put_up_views(text,jsonb)', 'makes views'),
    ('volatile', 'function sen.put_up_reports(text,jsonb,boolean)', 'makes views'),
    ('parallel', 'function sen.put_up_reports(text,jsonb,boolean)', 'makes views'),
    ('volatile', 'function sen.take_down_reports(text)', 'drops views'),
    ('parallel', 'function sen.take_down_reports(text)', 'drops views'),
    ('parallel', 'function sen.put_up_views(text,jsonb)', 'makes views'),
    ('volatile', 'function sen.gather_cases(text)', 'makes functions'),
    ('parallel', 'function sen.gather_cases(text)', 'makes functions'),
    ('volatile', 'function sen.drop_gathered(text)', 'drops functions'),
    ('parallel', 'function sen.drop_gathered(text)', 'drops functions'),
    ('volatile', 'function sen.count_gathered(text)', 'changes functions'),
    ('parallel', 'function sen.count_gathered(text)', 'changes functions'),
    ('volatile', 'function sen.distribute(text,text)', 'moves tables to other servers'),
    ('parallel', 'function sen.distribute(text,text)', 'moves tables to other servers'),
    ('volatile', 'function sen.set_citus(text,text)', 'sets a setting'),
    ('parallel', 'function sen.set_citus(text,text)', 'sets a setting'),
    ('parallel', 'function sen.gather(anyelement,text[])', 'asks other servers'),
    ('volatile', 'function sen.lay_out_views(text,text)', 'makes views'),
    ('parallel', 'function sen.lay_out_views(text,text)', 'makes views'),
    ('volatile', 'function sen.upgrade_programme(text,boolean,text)', 'changes tables'),
    ('parallel', 'function sen.upgrade_programme(text,boolean,text)', 'changes tables');
-- Depends on sen.today(), or reads the catalogue or a table: STABLE. Everything else is IMMUTABLE.
CREATE TEMPORARY TABLE stable (called text PRIMARY KEY);
INSERT INTO stable VALUES
    ('function sen.match_key(regnamespace,text)'), ('function sen.sen2_case_refs(regnamespace,integer)'),
    ('function sen.sen2_differences(regnamespace,integer)'),
    ('function sen.sen2_unlike_published(regnamespace,integer)'),
    ('function sen.intake_columns(regclass)'), ('function sen.intake_words(regclass,name,integer)'),
    ('function sen.intake_source(regclass,regclass)'), ('function sen.load_order(regnamespace)'),
    ('function sen.intake_name(regclass)'), ('function sen.export_columns(text,text)'),
    ('function sen.intake_refused(regclass,name)'), ('function sen.intake_titled(regclass,name,text)'),
    ('function sen.today()'), ('function sen.data_day(text,regclass)'),
    ('function sen.find_limit(text)'), ('function sen.is_overdue(sen.time_limit,date)'),
    ('function sen.days_left(sen.time_limit,date)'), ('function sen.is_met(sen.time_limit,date,date)'),
    ('function sen.week_of(sen.time_limit,date)'), ('function sen.week_words(sen.time_limit,date)'),
    ('function sen._timeliness_accum(sen.timeliness,date,date)'),
    ('function sen._timeliness_accum(sen.timeliness,date,date,boolean)'), ('function sen.programme_version(text)'),
    ('function sen.programme_owner(text,text[])'), ('function sen.refuse_paper(text,text)'),
    ('function sen.area_pack(text,integer,text)'), ('function sen.stocktake_annex(text,text)'),
    ('function sen.own_assessment(text,text)'), ('function sen.paper_rows(text,text)'),
    ('function sen.pack_day(text,text)'), ('function sen.refuse_authority(text,text)'),
    ('function sen.authorities_allowed(regclass)'), ('function sen.authorities_shown(regclass)'),
    ('function sen.authority_tables(text)'), ('function sen.has_citus()'), ('function sen.has_gathered(text)'),
    ('function sen.gather(anyelement,text[])'), ('function sen.gather_functions(text)'),
    ('function sen.gathered_table(regprocedure)'),
    ('function sen.refuse_to_distribute(text)'),
    ('function sen.area_pages(text,integer,text,integer,integer)'),
    ('function sen.annex_pages(text,text,integer,integer)'),
    ('function sen.assessment_pages(text,text,integer,integer)'),
    ('function sen.paper_pages(text,jsonb,boolean,integer,integer)'),
    ('function sen._timeliness_discard(sen.timeliness,date,date)'),
    ('function sen._timeliness_discard(sen.timeliness,date,date,boolean)'),
    ('function sen._lateness_accum(sen.timeliness,date,date)'),
    ('function sen._lateness_accum(sen.timeliness,date,date,boolean)'),
    ('function sen._lateness_discard(sen.timeliness,date,date)'),
    ('function sen._lateness_discard(sen.timeliness,date,date,boolean)'),
    ('function sen._series_accum(sen.timeliness_series,sen.bucket,date,date)'),
    ('function sen._series_accum(sen.timeliness_series,sen.bucket,date,date,boolean)'),
    ('function sen._queue_accum(sen.queue,date,sen.stage)'),
    ('function sen.as_of(anyelement,bigint)'),
    ('function sen.rows_as_of(regclass,bigint)'),
    ('function sen.as_of(anyelement,text)'),
    ('function sen.rows_as_of(regclass,text)'),
    ('function sen.as_of(anyelement,timestamp with time zone)'),
    ('function sen.rows_as_of(regclass,timestamp with time zone)'),
    ('function sen.changes(regclass,bigint,bigint)'),
    ('function sen.checkpoint(text,bigint,text)'),
    ('function sen.consistency_proof(text,bigint,bigint)'),
    ('function sen.history(regclass,jsonb)'), ('function sen.column_changes(regclass,jsonb,timestamp with time zone)'),
    ('function sen.plan_changes(regclass,jsonb,timestamp with time zone,jsonb)'),
    ('function sen.value_on_day(regclass,text,text,text,anyelement)'),
    ('function sen.deleted_later(regclass,text,anyelement)'), ('function sen.is_changed_later(regclass,text)'),
    ('function sen.inclusion_proof(text,bigint,bigint)'),
    ('function sen.limits_from(text,date,text)'),
    ('function sen.projected(jsonb,text,text,date,double precision,integer)'),
    ('function sen.scenario_arrivals(text,text,sen.pace,date,date)'),
    ('function sen.unsealed_blocks(regclass)'), ('function sen.meeting_entries(regclass,text)'),
    ('function sen.log_blocks(regclass,bigint,text,text)'),
    ('function sen.log_changes(regclass,bigint,bigint)'), ('function sen.log_change_words(regclass,bigint,bigint)'),
    ('function sen.may_read_log(regclass)'),
    ('function sen.verify_log(text,bigint)'),
    ('function sen.verify_log(text,text)'),
    ('function sen.verify_log_since(text,text)'),
    ('function sen.access_levels()'), ('function sen.programmes()'), ('function sen.owned_programme(text)'),
    ('function sen.owned_log(text)'),
    ('function sen.refuse_strangers(text)'), ('function sen.layout_step(text)'), ('function sen.view_dependents(text)'),
    ('function sen.report_views(text)');
-- What takes null as an argument that means something.
CREATE TEMPORARY TABLE takes_null (called text PRIMARY KEY);
INSERT INTO takes_null VALUES
    ('function sen.deleted_later(regclass,text,anyelement)'),
    ('function sen.is_shown(text,text[])'), ('function sen.paper_rows(text,text)'),
    ('function sen.create_programme(text,integer)'),
    ('function sen.log_blocks(regclass,bigint,text,text)'), ('function sen.log_block_entries(bytea,bigint,text,text)'),
    ('function sen.gather(anyelement,text[])'), ('function sen.refuse_to_gather(uuid,uuid)'),
    ('function sen.gather_cases(text)'), ('function sen.drop_gathered(text)'),
    ('function sen.count_gathered(text)'), ('function sen.distribute(text,text)'),
    ('function sen.refuse_to_distribute(text)'), ('function sen.distributed_tables()'),
    ('function sen.has_citus()'), ('function sen.set_citus(text,text)'), ('function sen.only_read_limited()'),
    ('function sen.refuse_authority(text,text)'), ('function sen.limit_access(text,text,text)'),
    ('function sen.percent(numeric,numeric)'),
    ('function sen.state_data_day(text,text,date,text)'),
    ('function sen.project_scenarios(text,text)'), ('function sen.refuse_overlap()'),
    ('function sen.refuse_another_past()'), ('function sen.projection_measures()'),
    ('function sen.span_words(date,date)'),
    ('function sen.projected(jsonb,text,text,date,double precision,integer)'),
    ('function sen.share_words(numeric,numeric,text,text,text)'), ('function sen.percent_words(numeric,numeric)'),
    ('function sen.figure_words(numeric,text,numeric,numeric[])'),
    ('function sen._theil_sen_accum(bytea,date,numeric)'),
    ('function sen._theil_sen_accum(bytea,date,numeric,double precision)'),
    ('function sen._theil_sen_combine(bytea,bytea)'),
    ('function sen._theil_sen_final(bytea)'), ('function sen._trend_final(bytea)'),
    ('function sen._chart_accum(internal,text,date,double precision,double precision,boolean,text)'),
    ('function sen._latest_point_final(internal)'), ('function sen._since_baseline_final(internal)'),
    ('function sen.amended_plan_due(date,date)'), ('function sen.appeal_due(date,date)'),
    ('function sen.read_value(text,regtype,boolean)'), ('function sen.intake_table(regclass,text[])'),
    ('function sen.intake_references(regclass)'),
    ('function sen.intake_judge(regclass,name[])'), ('function sen.intake_problems(regclass,jsonb,text,text,text)'),
    ('function sen.intake_example(regclass,name)'), ('function sen.intake_example_row(regclass)'),
    ('function sen.intake_passes(regclass,name,text[])'), ('function sen.take_rows(regclass,regclass,text)'),
    ('function sen.check_rows(regclass,regclass)'), ('function sen.load_rows(regclass,regclass,boolean)'),
    ('function sen.load_sen2(regnamespace,bytea,text,boolean)'),
    ('function sen.load_sen2_files(regnamespace,text,boolean)'),
    ('function sen.use_sen2(regnamespace,integer)'),
    ('function sen.sen2_keep(regnamespace,jsonb,text,boolean)'),
    ('function sen.sen2_stage()'),
    ('function sen.sen2_export_rows()'),
    ('function sen.sen2_sheet_rows()'),
    ('function sen.sen2_stage_files()'),
    ('function sen.sen2_path(text,integer,integer,integer,text)'),
    ('function sen.sen2_value(text,text)'),
    ('function sen.take_release(text,text,text,bytea,jsonb,boolean)'),
    ('function sen.check_release(text,text,text,bytea,text,text)'),
    ('function sen.load_release(text,text,text,bytea,date,text,text,text,date,text,text)'),
    ('function sen.release_by_year(text[],integer,text)'),
    ('function sen.release_by_service(text[],integer,text,text)'),
    ('function sen.template(regclass)'), ('function sen.intake_source(regclass,regclass)'),
    ('function sen.intake_name(regclass)'), ('function sen.export_value(text,text,jsonb)'),
    ('function sen.export_table(text[])'), ('function sen.export_columns(text,text)'),
    ('function sen.export_report(text,text)'), ('function sen.map_export(text,text,text)'),
    ('function sen.notice_template(text,text,text)'),
    ('function sen.create_programme(text)'), ('function sen.intake_row()'), ('function sen.intake_only()'),
    ('function sen.intake_done()'), ('function sen.analyse_programme(text)'),
    ('function sen.check_value(boolean,text,anyelement,text)'),
    ('function sen.ends_limit(sen.time_limit,text,text,sen.time_limit,text)'),
    ('function sen.event_starts(text,sen.time_limit)'),
    ('function sen.limit_ended_by(sen.time_limit,text,text,sen.time_limit,text)'),
    ('function sen.limit_replaced_by(sen.time_limit,text,text,sen.time_limit,text)'),
    ('function sen.is_met(sen.time_limit,date,date)'), ('function sen.is_met(sen.time_limit,date,date,date)'),
    ('function sen._timeliness_accum(sen.timeliness,date,date)'),
    ('function sen._timeliness_accum(sen.timeliness,date,date,boolean)'),
    ('function sen._timeliness_accum(sen.timeliness,date,date,boolean,date)'),
    ('function sen._timeliness_combine(sen.timeliness,sen.timeliness)'),
    ('function sen._timeliness_final(sen.timeliness)'),
    ('function sen._timeliness_discard(sen.timeliness,date,date)'),
    ('function sen._timeliness_discard(sen.timeliness,date,date,boolean)'),
    ('function sen._timeliness_discard(sen.timeliness,date,date,boolean,date)'),
    ('function sen._timeliness_discard(sen.timeliness,date,date,boolean,date,date)'),
    ('function sen._lateness_accum(sen.timeliness,date,date)'),
    ('function sen._lateness_accum(sen.timeliness,date,date,boolean)'),
    ('function sen._lateness_accum(sen.timeliness,date,date,boolean,date)'),
    ('function sen._lateness_discard(sen.timeliness,date,date)'),
    ('function sen._lateness_discard(sen.timeliness,date,date,boolean)'),
    ('function sen._lateness_discard(sen.timeliness,date,date,boolean,date)'),
    ('function sen._series_accum(sen.timeliness_series,sen.bucket,date,date)'),
    ('function sen._series_accum(sen.timeliness_series,sen.bucket,date,date,boolean)'),
    ('function sen._series_accum(sen.timeliness_series,sen.bucket,date,date,boolean,date)'),
    ('function sen._series_accum(sen.timeliness_series,sen.bucket,date,date,boolean,date,date)'),
    ('function sen._timeliness_accum(sen.timeliness,date,date,boolean,date,date)'),
    ('function sen._timeliness_uncombine(sen.timeliness,sen.timeliness)'),
    ('function sen._series_combine(sen.timeliness_series,sen.timeliness_series)'),
    ('function sen._series_final(sen.timeliness_series)'),
    ('function sen._queue_accum(sen.queue,date,sen.stage)'),
    ('function sen._queue_accum(sen.queue,date,sen.stage,date)'),
    ('function sen._queue_combine(sen.queue,sen.queue)'), ('function sen._queue_final(sen.queue)'),
    ('function sen._pace_accum(sen.pace,date,date,date,date,date)'),
    ('function sen._pace_accum(sen.pace,date,date,date,date,date,integer)'),
    ('function sen.project(sen.queue,sen.pace,sen.arrival_line[],sen.capacity_line[],sen.issue_order,date,'
     'integer,bigint,double precision,datemultirange,sen.calendar,double precision,double precision,double'
     ' precision,integer,integer,integer,integer,double precision,double precision,double precision,double'
     ' precision,double precision,date,sen.projection_target[])'),
    ('function sen.project_runs(sen.queue,sen.pace,sen.arrival_line[],sen.capacity_line[],sen.issue_order,'
     'date,integer,bigint,double precision,datemultirange,sen.calendar,double precision,double precision,d'
     'ouble precision,integer,integer,integer,integer,double precision,double precision,double precision,d'
     'ouble precision,double precision,date,integer)'),
    ('function sen.queue_weeks(sen.queue,double precision,double precision,sen.issue_order,integer,'
     'double precision,integer,integer,date)'),
    ('function sen._pace_combine(sen.pace,sen.pace)'), ('function sen._pace_final(sen.pace)'),
    ('function sen.as_of(anyelement,bigint)'),
    ('function sen.rows_as_of(regclass,bigint)'),
    ('function sen.as_of(anyelement,text)'),
    ('function sen.rows_as_of(regclass,text)'),
    ('function sen.as_of(anyelement,timestamp with time zone)'),
    ('function sen.rows_as_of(regclass,timestamp with time zone)'),
    ('function sen.changes(regclass,bigint,bigint)'),
    ('function sen.checkpoint(text,bigint,text)'),
    ('function sen.consistency_proof(text,bigint,bigint)'),
    ('function sen.create_log(text)'),
    ('function sen.history(regclass,jsonb)'), ('function sen.column_changes(regclass,jsonb,timestamp with time zone)'),
    ('function sen.plan_changes(regclass,jsonb,timestamp with time zone,jsonb)'),
    ('function sen.value_on_day(regclass,text,text,text,anyelement)'),
    ('function sen.log_changes(regclass,bigint,bigint)'), ('function sen.log_change_words(regclass,bigint,bigint)'),
    ('function sen.set_aside(text)'), ('function sen.guard_log(text)'),
    ('function sen.index_log(text)'), ('function sen.create_log_index(text)'),
    ('function sen.owned_log(text)'), ('function sen.upgrade_log(text)'),
    ('function sen.inclusion_proof(text,bigint,bigint)'),
    ('function sen.refuse_change()'),
    ('function sen.refuse_truncate()'),
    ('function sen.rename_column(regclass,text,text)'),
    ('function sen.seal(text,text,text)'), ('function lint.seal_log(text,text)'),
    ('function sen.outside_is_external()'),
    ('function sen.limit_state(date,date,boolean,text,date,text,boolean,text,date)'),
    ('function sen.limit_words(text,date,date,date,text,text,date)'),
    ('function sen.passed_on(date,date,date,date,date)'),
    ('function sen.not_first_review_on(date,date,date,date,date)'),
    ('function sen.track(regclass)'),
    ('function sen.track_row()'),
    ('function sen.untrack(regclass)'),
    ('function sen.watch_tables()'),
    ('function sen.verify_log(text,bigint)'),
    ('function sen.verify_log(text,text)'),
    ('function sen.verify_log_since(text,text)'),
    ('function sen.programme_owner(text,text[])'),
    ('function sen.access_levels()'), ('function sen.programmes()'), ('function sen.owned_programme(text)'),
    ('function sen.refuse_strangers(text)'),
    ('function sen.take_down_views(text,text)'), ('function sen.put_up_views(text,jsonb)'),
    ('function sen.take_down_reports(text)'), ('function sen.put_up_reports(text,jsonb,boolean)'),
    ('function sen.lay_out_views(text,text)'), ('function sen.upgrade_programme(text,boolean,text)'),
    ('function sen._case_cohorts_accum(bytea,date,date,date,date,boolean,date)'),
    ('function sen._case_cohorts_combine(bytea,bytea)'), ('function sen._case_cohorts_final(bytea)'),
    ('function sen._case_months_accum(internal,date,date,date,date,date,date,boolean,date)'),
    ('function sen._case_months_combine(internal,internal)'), ('function sen._case_months_final(internal)'),
    ('function sen.request_status(text,date,text,date,text,date,date,date,text,date)'),
    ('function sen.request_ended_on(text,date,text,date,text,date,date,date,text,date)'),
    ('function sen.area_pack(text,integer,text)'), ('function sen.stocktake_annex(text,text)'),
    ('function sen.own_assessment(text,text)'), ('function sen.refuse_paper(text,text)'),
    ('function sen.board_pack(text,text,text)'), ('function sen.board_pages(text,text,boolean,integer,integer,text)'),
    ('function sen.pack_day(text,text)'),
    ('function sen.area_pages(text,integer,text,integer,integer)'),
    ('function sen.annex_pages(text,text,integer,integer)'),
    ('function sen.assessment_pages(text,text,integer,integer)'),
    ('function sen.paper_pages(text,jsonb,boolean,integer,integer)'),
    ('function sen.grant_access(text,text,text)'),
    ('function sen.revoke_access(text,text)'),
    ('function sen._risk_matrix_accum(text[],integer,integer,text)'),
    ('function sen.risk_movement(sen.risk_score,sen.risk_score)'),
    ('function sen.xmr(double precision,boolean,text,integer,text,boolean,integer,integer,integer,boolean,text)'),
    ('function sen.p_chart(double precision,double precision,boolean,text,integer,boolean,boolean,integer,integer,'
     'integer,boolean,text)'),
    ('function sen.u_chart(double precision,double precision,boolean,text,integer,boolean,boolean,integer,integer,'
     'integer,boolean,text)'),
    ('function sen.run_chart(double precision,boolean,text,integer,integer)');

-- Asked some forty times, so each list is made once for all rules.
CREATE TEMPORARY VIEW fault AS
WITH member AS MATERIALIZED (SELECT * FROM member), object AS MATERIALIZED (SELECT * FROM object),
    routine AS MATERIALIZED (SELECT * FROM routine)
SELECT 'no comment' AS fault, pg_describe_object(o.classid, o.objid, o.objsubid) AS called FROM object o
WHERE coalesce(CASE WHEN o.classid = 'pg_class'::regclass AND o.objsubid > 0 THEN col_description(o.objid, o.objsubid)
                    ELSE obj_description(o.objid, o.classid::regclass::name) END, '') !~ '\S'
UNION ALL
SELECT 'comment is no sentence', pg_describe_object(o.classid, o.objid, o.objsubid) FROM object o
WHERE CASE WHEN o.objsubid > 0 THEN col_description(o.objid, o.objsubid)
           ELSE obj_description(o.objid, o.classid::regclass::name) END !~ '[.?!]$'
    AND o.classid <> 'pg_extension'::regclass
UNION ALL
SELECT 'volatile', called FROM routine WHERE provolatile = 'v' AND prokind <> 'a' AND called NOT IN (SELECT called
    FROM allowed WHERE rule = 'volatile')
UNION ALL
SELECT 'volatility is not as listed', called FROM routine WHERE prokind <> 'a' AND provolatile <> 'v'
       AND (provolatile = 's') <> (called IN (SELECT called FROM stable))
UNION ALL
SELECT 'not parallel safe', called FROM routine WHERE proparallel <> 's' AND called NOT IN (SELECT called FROM allowed
    WHERE rule = 'parallel')
UNION ALL
SELECT 'strictness is not as listed', called FROM routine
WHERE prokind <> 'a' AND proisstrict = (called IN (SELECT called FROM takes_null))
UNION ALL
SELECT 'security definer', called FROM routine WHERE prosecdef
UNION ALL
SELECT 'names are resolved at run time without a pinned search_path', called FROM routine
WHERE lanname IN ('sql', 'plpgsql') AND prosqlbody IS NULL AND NOT EXISTS (SELECT FROM unnest(proconfig) c
    WHERE c LIKE 'search_path=%')
UNION ALL
SELECT 'search_path is pinned, but without pg_temp at the end', called FROM routine, unnest(proconfig) c
WHERE c LIKE 'search_path=%' AND c NOT LIKE 'search_path=%pg_temp'
UNION ALL
SELECT 'aggregate without combine function', called FROM routine r JOIN pg_aggregate a ON a.aggfnoid = r.oid
WHERE a.aggcombinefn = 0 AND called NOT IN (SELECT called FROM allowed WHERE rule = 'combine')
UNION ALL
SELECT 'not in schema sen', pg_describe_object(m.classid, m.objid, 0) FROM member m
WHERE NOT (m.classid = 'pg_namespace'::regclass AND m.objid = 'sen'::regnamespace)
  AND m.classid <> 'pg_event_trigger'::regclass -- which are in none
  AND (SELECT i.schema FROM pg_identify_object(m.classid, m.objid, 0) i) IS DISTINCT FROM 'sen'
UNION ALL
SELECT 'in schema sen, but not of the extension', pg_describe_object(o.classid, o.objid, 0) FROM object o
WHERE (SELECT i.schema FROM pg_identify_object(o.classid, o.objid, 0) i) = 'sen' AND NOT EXISTS (SELECT FROM member m
    WHERE m.classid = o.classid AND m.objid = o.objid)
UNION ALL
SELECT 'type without binary form', pg_describe_object(o.classid, o.objid, 0) FROM object o
JOIN pg_type t ON o.classid = 'pg_type'::regclass AND t.oid = o.objid WHERE t.typreceive = 0 OR t.typsend = 0
UNION ALL
SELECT 'comparison without estimator or negator', pg_describe_object(o.classid, o.objid, 0) FROM object o
JOIN pg_operator p ON o.classid = 'pg_operator'::regclass AND p.oid = o.objid
WHERE p.oprresult = 'boolean'::regtype AND (p.oprrest = 0 OR p.oprjoin = 0 OR p.oprnegate = 0 OR p.oprcom = 0)
  -- five days in seven: the planner's guess of one half is nearer than its estimators for containment
  AND p.oprname NOT IN ('@>', '<@')
UNION ALL
SELECT 'table without primary key', pg_describe_object(o.classid, o.objid, 0) FROM object o
JOIN pg_class c ON o.classid = 'pg_class'::regclass AND o.objsubid = 0 AND c.oid = o.objid
WHERE c.relkind IN ('r', 'p') AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p')
UNION ALL
SELECT 'check without a name of its own', pg_describe_object('pg_constraint'::regclass, k.oid, 0) FROM pg_constraint k
WHERE k.connamespace = 'lint'::regnamespace AND k.contype = 'c' AND k.conname ~ '_check[0-9]*$'
UNION ALL
SELECT 'constraint not validated', pg_describe_object('pg_constraint'::regclass, k.oid, 0) FROM pg_constraint k
WHERE k.connamespace = 'lint'::regnamespace AND NOT k.convalidated
UNION ALL
SELECT 'owned by another role', pg_describe_object(o.classid, o.objid, 0) FROM object o
JOIN pg_class c ON o.classid = 'pg_class'::regclass AND o.objsubid = 0 AND c.oid = o.objid
WHERE c.relowner <> current_user::regrole
UNION ALL
SELECT 'table of the extension itself, whose rows pg_dump would leave out', pg_describe_object(m.classid, m.objid, 0)
FROM member m JOIN pg_class c ON m.classid = 'pg_class'::regclass AND c.oid = m.objid
-- The two whose rows the install script brings, of the installed version.
WHERE c.relkind IN ('r', 'p', 'm', 'S')
    AND c.oid NOT IN ('sen.programme_part'::regclass, 'sen.programme_step'::regclass,
                      'sen.report_part'::regclass);

SELECT is((SELECT string_agg(fault || ': ' || called, E'\n' ORDER BY 1) FROM fault), NULL, 'no faults');
-- An empty list of objects would have no faults either.
SELECT cmp_ok((SELECT count(*) FROM object WHERE classid = 'pg_proc'::regclass), '>=', 60::bigint,
              'functions and aggregates were looked at');
SELECT cmp_ok((SELECT count(*) FROM object WHERE objsubid > 0), '>=', 150::bigint, 'columns were looked at');
SELECT is((SELECT count(*) FROM object o JOIN pg_class c ON o.classid = 'pg_class'::regclass AND o.objid = c.oid
           AND o.objsubid = 0), (SELECT count(*) FROM pg_class c
                                 WHERE c.relnamespace IN ('lint'::regnamespace, 'sen'::regnamespace)
                                 AND c.relkind IN ('r', 'v', 'S'))
          + (SELECT count(*) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
             WHERE c.relnamespace = 'lint'::regnamespace AND NOT EXISTS (SELECT FROM pg_constraint k
                 WHERE k.conindid = i.indexrelid)), 'all tables, views and indexes of the programme were looked at');
SELECT is((SELECT string_agg(typname, ',' ORDER BY typname) FROM object o JOIN pg_type t ON t.oid = o.objid
           WHERE o.classid = 'pg_type'::regclass),
          'arrival_line,assurance,bucket,calendar,capacity_line,case_cohort,case_month,case_turn,control_point,'
          'exception,issue_order,latest_point_result,pace,projection_figure,projection_outcome,projection_target,queue,'
          'risk_matrix,risk_score,run_point,'
          'since_baseline_result,stage,time_limit,timeliness,timeliness_series,trend_line,trend_result,variation',
          'all types were looked at');
SELECT is((SELECT count(*) FROM object WHERE classid = 'pg_operator'::regclass), 70::bigint,
          'all operators were looked at');
SELECT is((SELECT count(*) FROM object WHERE classid = 'pg_opclass'::regclass), 23::bigint,
          'all operator classes were looked at');
-- The lists of exceptions name nothing that is not there.
SELECT is_empty('SELECT called FROM (SELECT called FROM allowed UNION SELECT called FROM stable UNION SELECT called '
                'FROM takes_null) l WHERE called NOT IN (SELECT called FROM routine)', 'every listed function exists');

SELECT is_empty($$SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'sen'::regnamespace
                  AND p.proargnames IS NULL
                  AND p.proname
                  !~ '^(_|time_limit_|timeliness_|exception_(in|out|recv|send|eq|ne|lt|le|gt|ge|cmp|hash)|'
                     'calendar_|bucket_|stage_|issue_order_|queue_|pace_(in|out|recv|send|eq|ne|plus|hash)|'
                     'variation_|assurance_|risk_(score|matrix)_)|_support$'
                  AND p.pronargs > 0 AND p.prokind = 'f'$$,
                'arguments have names, to be called by');
SELECT is(has_schema_privilege('public', 'sen', 'USAGE') AND NOT has_schema_privilege('public', 'sen', 'CREATE'), true,
          'everyone may use schema sen, nobody may create in it');
SELECT is_empty($$SELECT called FROM routine WHERE pronamespace = 'sen'::regnamespace
                  AND has_function_privilege('public', oid, 'EXECUTE') = (proname LIKE '\_%')$$,
                'everyone may execute every function but private ones');
SELECT is_empty($$SELECT called FROM routine WHERE pronamespace <> 'sen'::regnamespace
                  AND has_function_privilege('public', oid, 'EXECUTE')$$,
                'and nobody those of a programme, until they are granted');
SELECT is((SELECT e.extrelocatable::text || ' ' || n.nspname FROM pg_extension e
           JOIN pg_namespace n ON n.oid = e.extnamespace WHERE extname = 'sen_improvement'), 'false pg_catalog',
          'fixed in place');

-- The lint finds what it is shown ------------------------------------------------------------
-- Each fault in a savepoint of its own: exactly the named fault has to appear.
CREATE FUNCTION pg_temp.shows(statements text, wanted text[], title text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    found text[];
BEGIN
    BEGIN
        EXECUTE statements;
        SELECT array_agg(DISTINCT fault ORDER BY fault) INTO found FROM fault;
        RAISE EXCEPTION USING ERRCODE = 'ZZ999';
    EXCEPTION WHEN SQLSTATE 'ZZ999' THEN
        NULL;
    END;
    RETURN is(found, (SELECT array_agg(w ORDER BY w) FROM unnest(wanted) w), title);
END $$;
SELECT pg_temp.shows($$COMMENT ON FUNCTION sen.month(date) IS NULL$$, '{no comment}',
                     'lint: a function without comment');
SELECT pg_temp.shows($$COMMENT ON AGGREGATE sen.rollup(sen.timeliness) IS NULL$$, '{no comment}',
                     'lint: an aggregate without comment');
SELECT pg_temp.shows($$COMMENT ON TYPE sen.time_limit IS ''$$, '{no comment}', 'lint: a type without comment');
SELECT pg_temp.shows($$COMMENT ON OPERATOR sen.+ (sen.timeliness, sen.timeliness) IS NULL$$, '{no comment}',
                     'lint: an operator without comment');
SELECT pg_temp.shows($$COMMENT ON OPERATOR CLASS sen.time_limit_ops USING btree IS NULL$$, '{no comment}',
                     'lint: an operator class without comment');
SELECT pg_temp.shows($$COMMENT ON SCHEMA sen IS NULL$$, '{no comment}', 'lint: the schema without comment');
SELECT pg_temp.shows($$COMMENT ON EXTENSION sen_improvement IS NULL$$, '{no comment}',
                     'lint: the extension without comment');
SELECT pg_temp.shows($$COMMENT ON SCHEMA lint IS NULL$$, '{no comment}', 'lint: a programme without comment');
SELECT pg_temp.shows($$COMMENT ON TABLE lint.notice IS NULL$$, '{no comment}', 'lint: a table without comment');
SELECT pg_temp.shows($$COMMENT ON VIEW lint.backlog IS NULL$$, '{no comment}', 'lint: a view without comment');
SELECT pg_temp.shows($$COMMENT ON COLUMN lint.notice.title IS NULL$$, '{no comment}',
                     'lint: a column of a table without comment');
SELECT pg_temp.shows($$COMMENT ON COLUMN lint.backlog.age_band IS NULL$$, '{no comment}',
                     'lint: a column of a view without comment');
SELECT pg_temp.shows($$COMMENT ON TRIGGER intake ON lint.ehc_request_intake IS NULL$$, '{no comment}',
                     'lint: a trigger without comment');
SELECT pg_temp.shows($$CREATE INDEX extra ON lint.ehc_request (closed_on)$$, '{no comment}',
                     'lint: an index without comment');
SELECT pg_temp.shows($$COMMENT ON COLUMN lint.notice.title IS 'title'$$, '{comment is no sentence}',
                     'lint: a comment that is no sentence');
SELECT pg_temp.shows($$ALTER FUNCTION sen.month(date) VOLATILE$$, '{volatile}', 'lint: volatile');
SELECT pg_temp.shows($$ALTER FUNCTION sen.month(date) STABLE$$, '{volatility is not as listed}',
                     'lint: stable though it depends on nothing');
SELECT pg_temp.shows($$ALTER FUNCTION sen.today() IMMUTABLE$$, '{volatility is not as listed}',
                     'lint: immutable though it depends on today');
SELECT pg_temp.shows($$ALTER FUNCTION sen.month(date) PARALLEL UNSAFE$$, '{not parallel safe}',
                     'lint: parallel unsafe');
SELECT pg_temp.shows($$ALTER FUNCTION sen.month(date) PARALLEL RESTRICTED$$, '{not parallel safe}',
                     'lint: parallel restricted');
SELECT pg_temp.shows($$ALTER FUNCTION sen.month(date) CALLED ON NULL INPUT$$, '{strictness is not as listed}',
                     'lint: not strict');
SELECT pg_temp.shows($$ALTER FUNCTION sen.month(date) SECURITY DEFINER$$, '{security definer}',
                     'lint: security definer');
SELECT pg_temp.shows($$ALTER FUNCTION sen.create_programme(text,integer) RESET search_path$$,
                     '{names are resolved at run time without a pinned search_path}', 'lint: search_path not pinned');
SELECT pg_temp.shows($$ALTER FUNCTION sen.create_programme(text,integer) SET search_path = pg_catalog$$,
                     '{"search_path is pinned, but without pg_temp at the end"}', 'lint: temporary objects come first');
SELECT pg_temp.shows($$CREATE OR REPLACE FUNCTION sen.in_days(days integer) RETURNS text
                       LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT days::text'$$,
    '{names are resolved at run time without a pinned search_path}', 'lint: an SQL body as text');
SELECT pg_temp.shows($$CREATE FUNCTION lint.f() RETURNS integer LANGUAGE plpgsql AS 'BEGIN RETURN 1; END'$$,
    '{no comment,not parallel safe,volatile,strictness is not as listed,names are resolved at run time without a '
    'pinned search_path}', 'lint: a function with every default');
SELECT pg_temp.shows($$CREATE FUNCTION public.f() RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN 1;
                       COMMENT ON FUNCTION public.f() IS 'One.';
                       ALTER EXTENSION sen_improvement ADD FUNCTION public.f()$$,
    '{not in schema sen}', 'lint: a member elsewhere');
SELECT pg_temp.shows($$CREATE FUNCTION sen.f() RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN 1;
                       COMMENT ON FUNCTION sen.f() IS 'One.'$$,
    '{"in schema sen, but not of the extension"}', 'lint: a stranger in our schema');
SELECT pg_temp.shows($$CREATE AGGREGATE lint.a(date, date) (SFUNC = sen._timeliness_accum, STYPE = sen.timeliness,
                                                            PARALLEL = SAFE);
                       COMMENT ON AGGREGATE lint.a(date, date) IS 'A.'$$,
    '{aggregate without combine function}', 'lint: an aggregate without combine function');
SELECT pg_temp.shows($$CREATE AGGREGATE lint.a(date, date) (SFUNC = sen._timeliness_accum, STYPE = sen.timeliness,
                                                            COMBINEFUNC = sen._timeliness_combine);
                       COMMENT ON AGGREGATE lint.a(date, date) IS 'A.'$$,
    '{not parallel safe}', 'lint: an aggregate that is not parallel safe');
SELECT pg_temp.shows($$CREATE OPERATOR sen.=== (LEFTARG = date, RIGHTARG = date, FUNCTION = pg_catalog.date_eq);
                       COMMENT ON OPERATOR sen.=== (date, date) IS 'Same.';
                       ALTER EXTENSION sen_improvement ADD OPERATOR sen.=== (date, date)$$,
    '{comparison without estimator or negator}', 'lint: a comparison that the planner cannot judge');
SELECT pg_temp.shows($$CREATE TABLE lint.t (a integer); COMMENT ON TABLE lint.t IS 'T.';
                       COMMENT ON COLUMN lint.t.a IS 'A.'$$, '{table without primary key}',
                     'lint: a table without primary key');
SELECT pg_temp.shows($$ALTER TABLE lint.notice ADD CHECK (title <> '')$$, '{check without a name of its own}',
                     'lint: a check with an invented name');
SELECT pg_temp.shows($$ALTER TABLE lint.notice ADD CONSTRAINT named CHECK (title <> '') NOT VALID$$,
                     '{constraint not validated}', 'lint: a check that is not valid');
SELECT pg_temp.shows($$CREATE TABLE sen.t (a integer PRIMARY KEY); COMMENT ON TABLE sen.t IS 'T.';
                       COMMENT ON COLUMN sen.t.a IS 'A.'; ALTER EXTENSION sen_improvement ADD TABLE sen.t$$,
    '{"table of the extension itself, whose rows pg_dump would leave out"}', 'lint: a table that the extension owns');
SELECT is((SELECT count(*) FROM fault), 0::bigint, 'and all faults are gone again');
SELECT * FROM finish();
ROLLBACK;
