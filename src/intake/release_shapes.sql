-- Part of room intake: the rows of a published file, whatever its shape, as rows of release_row. Each function reads
-- pg_temp."sen release line" and fills "sen release cell", whose figures lie at the places of "sen release column".

CREATE FUNCTION sen.release_names(header text[]) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT array_agg(trim(BOTH '_' FROM regexp_replace(lower(coalesce(h.name, '')), '[^a-z0-9]+', '_', 'g'))
                     ORDER BY h.place)
    FROM unnest(header) WITH ORDINALITY h (name, place);
END;
COMMENT ON FUNCTION sen.release_names(text[]) IS
    'The names of a header in lower case, with underscores for what is no letter or digit. Part of the intake.';

CREATE FUNCTION sen.release_place(names text[], VARIADIC wanted text[]) RETURNS integer
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT array_position(names, w.name) FROM unnest(wanted) WITH ORDINALITY w (name, place)
    WHERE array_position(names, w.name) IS NOT NULL ORDER BY w.place LIMIT 1;
END;
COMMENT ON FUNCTION sen.release_place(text[], text[]) IS
    'The place of the first of some names that a header has; null if it has none. Part of the intake.';

CREATE FUNCTION sen.release_shape(cells text[]) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT CASE
        WHEN 'time_period' = ANY (n.names) AND 'geographic_level' = ANY (n.names) THEN 'tidy'
        WHEN 'metric' = ANY (n.names) AND 'metric_value' = ANY (n.names) THEN 'long'
        WHEN n.names && '{organisation_code,org_code,organisation_name,org_name}'
             AND cardinality(array_remove(n.names, '')) > 3 THEN 'by service'
        WHEN n.names && '{new_la_code,old_la_code,la_code,la_number,lea_code,ons_code,dfe_code}'
             AND EXISTS (SELECT FROM unnest(n.names) m (name) WHERE m.name ~ '^(19|20)[0-9]{2}$') THEN 'by year'
    END
    FROM (SELECT sen.release_names(cells) AS names) n;
END;
COMMENT ON FUNCTION sen.release_shape(text[]) IS
    'Which shape a file has whose header these cells are: tidy, long, by service, by year; null if they are no header '
    'of a known one. Part of the intake.';

CREATE FUNCTION sen.release_tidy(header text[], header_line integer) RETURNS void
    LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET jit = off
AS $function$
DECLARE
    names   CONSTANT text[] := sen.release_names(header);
    known   CONSTANT text[] := '{time_period,time_identifier,geographic_level,country_code,country_name,region_code,'
                               'region_name,new_la_code,old_la_code,la_name,breakdown_topic,breakdown}';
    width   CONSTANT integer := cardinality(header);
    places  integer[];
    at      integer[] := ARRAY(SELECT array_position(names, k.name) FROM unnest(known) WITH ORDINALITY k (name, place)
                               ORDER BY k.place);
    missing text;
BEGIN
    SELECT string_agg(k.name, ', ' ORDER BY k.place) INTO missing
    FROM unnest(known) WITH ORDINALITY k (name, place)
    WHERE k.place <= 10 AND array_position(names, k.name) IS NULL;
    IF missing IS NOT NULL THEN
        INSERT INTO pg_temp."sen release problem" VALUES
            (header_line, NULL, missing, 'are not in the header', 'Files of explore-education-statistics have them.',
             1);
        RETURN;
    END IF;
    places := ARRAY(SELECT n.place::integer FROM unnest(names) WITH ORDINALITY n (name, place)
                    WHERE n.name <> ALL (known) AND n.name <> '' ORDER BY n.place);
    INSERT INTO pg_temp."sen release column" (position, column_name, occurrence)
    SELECT p.position, header[p.place], row_number() OVER (PARTITION BY names[p.place] ORDER BY p.place)
    FROM unnest(places) WITH ORDINALITY p (place, position);

    INSERT INTO pg_temp."sen release problem"
    SELECT min(l.line), NULL, cardinality(l.cells)::text, format('cells are in the row, but %s in the header', width),
           'A row that is short breaks off; one that is long has a comma that stands in no quotation marks.', count(*)
    FROM pg_temp."sen release line" l
    WHERE l.line > header_line AND cardinality(l.cells) <> width AND NOT l.is_left_out
    GROUP BY cardinality(l.cells);

    INSERT INTO pg_temp."sen release cell" (line, area_code, area_level, area_name, local_authority, region_code,
                                            period, period_kind, breakdown_topic, breakdown, figures)
    SELECT l.line,
           CASE a.level WHEN 'national' THEN l.cells[at[4]] WHEN 'regional' THEN l.cells[at[6]]
                        WHEN 'local authority' THEN coalesce(nullif(nullif(l.cells[at[8]], 'x'), 'z'), l.cells[at[9]])
           END,
           a.level,
           CASE a.level WHEN 'national' THEN l.cells[at[5]] WHEN 'regional' THEN l.cells[at[7]]
                        ELSE l.cells[at[10]] END,
           CASE a.level WHEN 'local authority' THEN l.cells[at[9]] END,
           CASE WHEN a.level <> 'national' THEN l.cells[at[6]] END,
           l.cells[at[1]], l.cells[at[2]], coalesce(l.cells[at[11]], 'All'), coalesce(l.cells[at[12]], 'All'),
           CASE WHEN places[cardinality(places)] - places[1] + 1 = cardinality(places)
                THEN l.cells[places[1]:places[cardinality(places)]]
                ELSE ARRAY(SELECT l.cells[p.place] FROM unnest(places) WITH ORDINALITY p (place, position)
                           ORDER BY p.position) END
    FROM pg_temp."sen release line" l
    CROSS JOIN LATERAL (SELECT lower(l.cells[at[3]]) AS level) a
    WHERE l.line > header_line AND NOT l.is_left_out AND cardinality(l.cells) = width;

    INSERT INTO pg_temp."sen release problem"
    SELECT min(c.line), 'geographic_level', c.area_level, 'is not a level that is known',
           'Use one of: National, Regional, Local authority.', count(*)
    FROM pg_temp."sen release cell" c
    WHERE coalesce(c.area_level, '') <> ALL ('{national,regional,local authority}')
    GROUP BY c.area_level;
END
$function$;
COMMENT ON FUNCTION sen.release_tidy(text[], integer) IS
    'Reads a file with a row for each area, period and breakdown, and a column for each measure, as DfE publishes. '
    'Part '
    'of the intake.';

CREATE FUNCTION sen.release_by_year(header text[], header_line integer, measure text) RETURNS void
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET jit = off
AS $function$
DECLARE
    names     CONSTANT text[] := sen.release_names(header);
    new_code  CONSTANT integer := sen.release_place(names, 'new_la_code', 'ons_code');
    old_code  CONSTANT integer := sen.release_place(names, 'old_la_code', 'la_number', 'lea_code', 'dfe_code',
                                                    'la_code');
    area_name CONSTANT integer := sen.release_place(names, 'la_name', 'local_authority_name', 'local_authority', 'area',
                                                    'name', 'la');
BEGIN
    IF measure IS NULL THEN
        INSERT INTO pg_temp."sen release problem" VALUES
            (header_line, NULL, NULL, 'the header has years, but does not say of what',
             'Give measure, such as appeals_registered, appealable_decisions or appeal_rate.', 1);
        RETURN;
    END IF;
    INSERT INTO pg_temp."sen release column" (position, column_name, occurrence) VALUES (1, measure, 1);
    INSERT INTO pg_temp."sen release cell" (line, area_code, area_level, area_name, local_authority, period,
                                            period_kind, breakdown_topic, breakdown, figures)
    SELECT l.line, CASE WHEN a.is_england THEN 'E92000001' ELSE coalesce(a.given_new, a.given_old) END,
           CASE WHEN a.is_england THEN 'national' WHEN a.given_new ~ '^E12' THEN 'regional' ELSE 'local authority' END,
           CASE WHEN a.is_england THEN 'England' ELSE a.named END, a.given_old, y.name, '', 'All', 'All',
           ARRAY[l.cells[y.place]]
    FROM pg_temp."sen release line" l
    CROSS JOIN LATERAL (SELECT CASE WHEN l.cells[new_code] ~ '^[EK][0-9]{8}$' THEN l.cells[new_code] END AS given_new,
                               (regexp_match(l.cells[old_code], '^([0-9]{3})(\.0+)?$'))[1] AS given_old,
                               l.cells[area_name] AS named,
                               l.cells[1:area_name] && '{England,ENGLAND,E92000001}' AS is_england) a
    CROSS JOIN unnest(names) WITH ORDINALITY y (name, place)
    WHERE l.line > header_line AND NOT l.is_left_out AND y.name ~ '^(19|20)[0-9]{2}$'
      AND (a.is_england OR a.given_new IS NOT NULL OR a.given_old IS NOT NULL);
    -- Notes below the table, headings within it and totals have no code.
    UPDATE pg_temp."sen release line" l SET is_left_out = true
    WHERE l.line > header_line AND NOT EXISTS (SELECT FROM pg_temp."sen release cell" c WHERE c.line = l.line);
END
$function$;
COMMENT ON FUNCTION sen.release_by_year(text[], integer, text) IS
    'Reads a table with a row for each authority and a column for each year, titles above it and notes below, as the '
    'Tribunal''s figures are published. Part of the intake.';

CREATE FUNCTION sen.release_by_service(header text[], header_line integer, measure text, period text) RETURNS void
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET jit = off
AS $function$
DECLARE
    names     CONSTANT text[] := sen.release_names(header);
    body_code CONSTANT integer := sen.release_place(names, 'organisation_code', 'org_code');
    body_name CONSTANT integer := sen.release_place(names, 'organisation_name', 'org_name');
    body_type CONSTANT integer := sen.release_place(names, 'organisation_type', 'org_type');
    month_at  CONSTANT integer := sen.release_place(names, 'period', 'month', 'reporting_period', 'date');
BEGIN
    IF measure IS NULL OR coalesce(month_at::text, period) IS NULL THEN
        INSERT INTO pg_temp."sen release problem" VALUES
            (header_line, NULL, NULL, 'the table does not say what it counts, or of which month',
             'Give measure, such as waiting, waiting_18_52_weeks or waiting_over_52_weeks, and period, such as '
             '2023-10.',
             1);
        RETURN;
    END IF;
    INSERT INTO pg_temp."sen release column" (position, column_name, occurrence) VALUES (1, measure, 1);
    INSERT INTO pg_temp."sen release cell" (line, area_code, area_level, area_name, period, period_kind,
                                            breakdown_topic, breakdown, figures)
    SELECT l.line, b.code, CASE WHEN b.code = 'E92000001' THEN 'national' ELSE coalesce(lower(l.cells[body_type]),
                                                                                        'organisation') END,
           coalesce(l.cells[body_name], b.code), coalesce(l.cells[month_at], period), 'Month', 'Service',
           regexp_replace(header[s.place], '[[:space:]]+', ' ', 'g'), ARRAY[l.cells[s.place]]
    FROM pg_temp."sen release line" l
    CROSS JOIN LATERAL (SELECT CASE WHEN l.cells[1:greatest(body_code, body_name)]
                                         && '{England,ENGLAND,National,E92000001}' THEN 'E92000001'
                                    ELSE l.cells[body_code] END AS code) b
    CROSS JOIN unnest(names) WITH ORDINALITY s (name, place)
    WHERE l.line > header_line AND NOT l.is_left_out AND b.code IS NOT NULL AND s.name <> ''
      AND s.place <> ALL (array_remove(ARRAY[body_code, body_name, body_type, month_at], NULL));
    UPDATE pg_temp."sen release line" l SET is_left_out = true
    WHERE l.line > header_line AND NOT EXISTS (SELECT FROM pg_temp."sen release cell" c WHERE c.line = l.line);
END
$function$;
COMMENT ON FUNCTION sen.release_by_service(text[], integer, text, text) IS
    'Reads a table with a row for each organisation and a column for each service, as NHS England publishes community '
    'waiting lists: one sheet, which is of one band, as CSV. Part of the intake.';

CREATE FUNCTION sen.release_long(header text[], header_line integer) RETURNS void
    LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET jit = off
AS $function$
DECLARE
    names     CONSTANT text[] := sen.release_names(header);
    metric    CONSTANT integer := array_position(names, 'metric');
    figure    CONSTANT integer := array_position(names, 'metric_value');
    starts    CONSTANT integer := array_position(names, 'reporting_period_start');
    topic     CONSTANT integer := array_position(names, 'breakdown');
    body_code CONSTANT integer := array_position(names, 'primary_level');
    body_name CONSTANT integer := array_position(names, 'primary_level_description');
    part      CONSTANT integer := array_position(names, 'secondary_level');
    metrics   text[];
BEGIN
    IF starts IS NULL OR body_code IS NULL THEN
        INSERT INTO pg_temp."sen release problem" VALUES
            (header_line, NULL, 'REPORTING_PERIOD_START, PRIMARY_LEVEL', 'are not both in the header',
             'Files of NHS England''s Mental Health Services Data Set have them.', 1);
        RETURN;
    END IF;
    metrics := ARRAY(SELECT DISTINCT l.cells[metric] FROM pg_temp."sen release line" l
                     WHERE l.line > header_line AND NOT l.is_left_out AND l.cells[metric] IS NOT NULL ORDER BY 1);
    INSERT INTO pg_temp."sen release column" (position, column_name, occurrence)
    SELECT m.place, m.name, 1 FROM unnest(metrics) WITH ORDINALITY m (name, place);
    INSERT INTO pg_temp."sen release problem"
    SELECT min(l.line), header[starts], l.cells[starts], v.problem, v.hint, count(*)
    FROM pg_temp."sen release line" l
    CROSS JOIN LATERAL sen.read_value(l.cells[starts], 'date', false) v
    WHERE l.line > header_line AND NOT l.is_left_out AND v.problem IS NOT NULL
    GROUP BY l.cells[starts], v.problem, v.hint;
    INSERT INTO pg_temp."sen release problem"
    SELECT min(l.line), header[metric], l.cells[metric], 'is there twice for the same month, body and part',
           'Remove one of the rows.', count(*)
    FROM pg_temp."sen release line" l
    WHERE l.line > header_line AND NOT l.is_left_out
    GROUP BY l.cells[starts], l.cells[topic], l.cells[body_code], l.cells[part], l.cells[metric]
    HAVING count(*) > 1;
    INSERT INTO pg_temp."sen release cell" (line, area_code, area_level, area_name, period, period_kind,
                                            breakdown_topic, breakdown, figures)
    SELECT k.line, CASE WHEN lower(k.code) IN ('england', 'national') THEN 'E92000001' ELSE k.code END,
           CASE WHEN lower(k.code) IN ('england', 'national') THEN 'national'
                ELSE lower(coalesce(split_part(k.topic, ';', 1), 'organisation')) END,
           coalesce(k.name, k.code), (sen.read_value(k.starts, 'date', false)).read, 'Month', coalesce(k.topic, 'All'),
           coalesce(k.part, CASE WHEN k.topic IS NULL THEN 'All' ELSE 'Total' END),
           ARRAY(SELECT k.given ->> m.name FROM unnest(metrics) WITH ORDINALITY m (name, place) ORDER BY m.place)
    FROM (SELECT min(l.line) AS line, l.cells[starts] AS starts, l.cells[topic] AS topic, l.cells[body_code] AS code,
                 min(l.cells[body_name]) AS name, l.cells[part] AS part,
                 jsonb_object_agg(l.cells[metric], l.cells[figure]) AS given
          FROM pg_temp."sen release line" l
          WHERE l.line > header_line AND NOT l.is_left_out AND l.cells[metric] IS NOT NULL
          GROUP BY 2, 3, 4, 6) k;
END
$function$;
COMMENT ON FUNCTION sen.release_long(text[], integer) IS
    'Reads a file with a row for each figure, as NHS England publishes autism waiting times: REPORTING_PERIOD_START, '
    'BREAKDOWN, PRIMARY_LEVEL, SECONDARY_LEVEL, METRIC, METRIC_VALUE. Part of the intake.';
