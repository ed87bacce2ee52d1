-- sen.create_programme(): the tables (room programme) and views (rooms board
-- and intake) of one programme, joined into the function's body when the extension is built.

CREATE FUNCTION sen.create_programme(programme text) RETURNS text
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    version text;
    tables  bigint;
    views   bigint;
    passed  record;
BEGIN
    IF programme IS NULL OR programme !~ '^[a-z][a-z0-9_]*$' OR programme ~ '^pg_' OR programme IN ('sen', 'public', 'information_schema') OR length(programme) > 63 THEN
        RAISE EXCEPTION 'invalid name for a programme: %', coalesce('"' || programme || '"', 'null')
            USING ERRCODE = 'invalid_name',
                  HINT = 'Use lower-case letters, digits and underscores, beginning with a letter and at most 63 in all, such as wirral; not pg_..., sen, public or information_schema.';
    END IF;
    IF EXISTS (SELECT FROM pg_namespace n WHERE n.nspname = programme) THEN
        RAISE EXCEPTION 'schema "%" already exists', programme
            USING ERRCODE = 'duplicate_schema',
                  HINT = 'Choose another name, or drop that schema first if nothing in it is needed.';
    END IF;
    EXECUTE format('CREATE SCHEMA %I', programme);
    EXECUTE format('COMMENT ON SCHEMA %I IS %L', programme,
                   'Improvement programme ' || programme || ', laid out by sen_improvement. The tables belong to the owner of this schema.');
    -- Only the new schema, so that every name below lands in it; reverts when the function ends.
    PERFORM set_config('search_path', format('%I, pg_temp', programme), true);

    EXECUTE $tables$
--@include programme/vocabulary.sql
--@include programme/notice.sql
--@include programme/cases.sql
--@include programme/duties.sql
--@include programme/definition.sql
--@include programme/evidence.sql
--@include programme/plan.sql
--@include programme/log.sql
--@include programme/risk.sql
--@include programme/quality.sql
$tables$;

    EXECUTE $views$
--@include board/cases.sql
--@include board/deadlines.sql
--@include board/measured.sql
--@include board/compliance.sql
--@include board/timeliness.sql
--@include board/notice.sql
--@include board/meeting_cycle.sql
--@include board/dashboard.sql
--@include board/quality.sql
--@include board/progress.sql
--@include board/contribution.sql
--@include board/risks.sql
--@include board/meetings.sql
--@include board/data_quality_plan.sql
--@include board/data_quality_board.sql
--@include board/data_quality_cases.sql
--@include board/data_quality.sql
--@include board/areas.sql
--@include board/notice_compliance.sql
--@include board/pack_views.sql
--@include intake/views.sql
$views$;

    -- A column that a view only passes on means what it means there.
    FOR passed IN
        SELECT v.relname AS view_name, va.attname, pg_catalog.col_description(ta.attrelid, ta.attnum) AS meaning
        FROM (VALUES ('ehc_request_intake', 'ehc_request'), ('assessment_exception_intake', 'assessment_exception'),
                     ('overdue_cases', 'open_cases'), ('due_soon', 'open_cases'), ('deadlines', 'duty'), ('counted_case', 'case_status'), ('counted_duty', 'duty'),
                     ('measured_case', 'duty'), ('measured_year', 'measured_month'), ('measured_rolling', 'measured_month'), ('measured_year_to_date', 'measured_month'), ('measured_cohort', 'duty'),
                     ('measured_cohort', 'measured_month'),
                     ('compliance_by_year', 'measured_month'), ('compliance_by_month', 'compliance_by_year'), ('compliance_rolling', 'compliance_by_year'), ('compliance_by_month', 'measured_month'), ('compliance_rolling', 'measured_month'),
                     ('compliance_by_cohort', 'measured_cohort'), ('compliance_by_cohort', 'compliance_by_year'),
                     ('compliance_year_to_date', 'compliance_by_year'), ('compliance_year_to_date', 'measured_month'), ('compliance_year_to_date', 'measured_year_to_date'),
                     ('advice_timeliness', 'compliance_by_cohort'), ('advice_timeliness', 'compliance_by_year'), ('phase_transfers', 'compliance_by_year'),
                     ('area_progress', 'area_standing'), ('notice_compliance', 'requirement'), ('notice_judged', 'requirement'), ('notice_judged', 'notice_compliance'), ('notice_judged', 'step_down'), ('self_assessment', 'requirement'), ('step_down', 'requirement'), ('open_escalations', 'escalation'), ('evidence_in_use', 'evidence'),
                     ('timeliness_by_month', 'timeliness_by_year'), ('timeliness_rolling', 'timeliness_by_year'), ('timeliness_rolling', 'measured_rolling'),
                     ('timeliness_by_cohort', 'timeliness_by_year'), ('timeliness_year_to_date', 'timeliness_by_year'), ('timeliness_year_to_date', 'measured_year_to_date'),
                     ('dashboard', 'measure'), ('dashboard', 'verdict'), ('plan_quality', 'plan_audit'), ('waits', 'wait'), ('waits', 'wait_service'),
                     ('action_status', 'action'), ('objective_status', 'objective'), ('action_log', 'log_entry'), ('risk_register', 'risk'), ('risk_history', 'risk'), ('risk_history', 'risk_assessment'), ('risk_history', 'risk_register')) pair (view_name, source_name)
        JOIN pg_catalog.pg_class v ON v.oid = pair.view_name::pg_catalog.regclass
        JOIN pg_catalog.pg_attribute va ON va.attrelid = v.oid AND va.attnum > 0
        JOIN pg_catalog.pg_attribute ta ON ta.attrelid = pair.source_name::pg_catalog.regclass AND ta.attname = va.attname
        WHERE pg_catalog.col_description(va.attrelid, va.attnum) IS NULL AND pg_catalog.col_description(ta.attrelid, ta.attnum) IS NOT NULL
    LOOP
        EXECUTE pg_catalog.format('COMMENT ON COLUMN %I.%I IS %L', passed.view_name, passed.attname, passed.meaning);
    END LOOP;

    -- The plan and the Board are kept in every version, from the first row on; the cases are not: they
    -- change daily, and a council that wants them kept calls sen.track() for them.
    PERFORM sen.track(pg_catalog.format('%I.%I', programme, t.name)::pg_catalog.regclass)
    FROM pg_catalog.unnest(ARRAY['notice', 'requirement', 'area', 'area_status', 'partner', 'post', 'review', 'next_step', 'next_step_area', 'definition',
        'rag', 'delivery_status', 'impact_status', 'verdict', 'slow_reason', 'sector', 'review_topic', 'evidence_kind', 'risk_band', 'risk_level', 'risk_cell', 'compliance_test',
        'meeting', 'review_covers', 'evidence', 'evidence_requirement', 'objective', 'objective_area', 'measure', 'measurement', 'milestone', 'action', 'contribution',
        'invitation', 'attendance', 'log_entry', 'adviser_update', 'feedback', 'escalation', 'risk', 'risk_assessment', 'mitigation']) t (name);

    SELECT e.extversion INTO STRICT version FROM pg_catalog.pg_extension e WHERE e.extname = 'sen_improvement';
    EXECUTE format('INSERT INTO %I.programme (extension_version) VALUES (%L)', programme, version);
    -- By default autovacuum analyses a table from 50 changed rows on, which half of these never see; then the
    -- planner takes seven rows for hundreds. Here from a tenth of the rows on, be they few: such a table takes it
    -- a millisecond. And once now, so that those that stay empty count as empty.
    FOR passed IN SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = programme AND c.relkind = 'r' LOOP
        EXECUTE pg_catalog.format('ALTER TABLE %I.%I SET (autovacuum_analyze_threshold = 0)', programme, passed.relname);
    END LOOP;
    PERFORM sen.analyse_programme(programme);
    SELECT pg_catalog.count(*) FILTER (WHERE c.relkind = 'r'), pg_catalog.count(*) FILTER (WHERE c.relkind = 'v') INTO tables, views
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = programme;
    RETURN pg_catalog.format('programme %s: %s tables and %s views, version %s', programme, tables, views, version);
END
$function$;
COMMENT ON FUNCTION sen.create_programme(text) IS 'Makes a schema with the tables and views of one improvement programme, owned by the caller, and says what it made. Needs CREATE on the database, nothing more. 42602 for a bad name or null, 42P06 if the schema exists; then nothing is made.';
