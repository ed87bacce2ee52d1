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

CREATE FUNCTION sen.release_labels(names text[]) RETURNS integer[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT array_agg(n.place::integer ORDER BY n.place)
    FROM unnest(names) WITH ORDINALITY n (name, place)
    WHERE n.name ~ '^(appeals_registered|(total_)?appealable_decisions|appeal_rate)';
END;
COMMENT ON FUNCTION sen.release_labels(text[]) IS
    'The places of a row, by sen.release_names(), that say what a column of the Tribunal''s figures counts, where the '
    'row above has its year. Null if there are none. Part of the intake.';

CREATE FUNCTION sen.release_shape(cells text[]) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT CASE
        WHEN 'time_period' = ANY (n.names) AND 'geographic_level' = ANY (n.names) THEN 'tidy'
        WHEN 'metric' = ANY (n.names) AND 'metric_value' = ANY (n.names) THEN 'long'
        WHEN n.names && '{organisation_code,org_code,organisation_name,org_name}'
             AND cardinality(array_remove(n.names, '')) > 3 THEN 'by service'
        WHEN (SELECT count(*) FROM unnest(cells) c (cell) WHERE c.cell ~ '^\((A|CYP)\) ') > 1 THEN 'by service'
        WHEN cardinality(sen.release_labels(n.names)) > 1 THEN 'by year'
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
    -- One row of years; or a row of years and below it one that says what each column counts, of which either may be
    -- the one that was known for a header.
    above     CONSTANT text[] := (SELECT sen.release_names(l.cells) FROM pg_temp."sen release line" l
                                  WHERE l.line < header_line ORDER BY l.line DESC LIMIT 1);
    below     text[];
    next_line integer;
    labels    text[];
    years     text[] := names;
    begins    integer := header_line;
    new_code  integer;
    old_code  integer;
    area_name integer;
BEGIN
    SELECT l.line, sen.release_names(l.cells) INTO next_line, below
    FROM pg_temp."sen release line" l WHERE l.line > header_line ORDER BY l.line LIMIT 1;
    IF cardinality(sen.release_labels(names)) > 1 THEN
        labels := names;
        years := above;
    ELSIF cardinality(sen.release_labels(below)) > 1 THEN
        labels := below;
        begins := next_line;
    END IF;
    IF measure IS NULL AND labels IS NULL THEN
        INSERT INTO pg_temp."sen release problem" VALUES
            (header_line, NULL, NULL, 'the header has years, but does not say of what',
             'Give measure, such as appeals_registered, appealable_decisions or appeal_rate.', 1);
        RETURN;
    END IF;
    new_code := coalesce(sen.release_place(years, 'new_la_code', 'ons_code'),
                         sen.release_place(labels, 'new_la_code', 'ons_code'));
    old_code := coalesce(sen.release_place(years, 'old_la_code', 'la_number', 'lea_code', 'dfe_code', 'la_code'),
                         sen.release_place(labels, 'old_la_code', 'la_number', 'lea_code', 'dfe_code', 'la_code'));
    area_name := coalesce(sen.release_place(years, 'la_name', 'local_authority_name', 'local_authority', 'area', 'name',
                                            'la'),
                          sen.release_place(labels, 'la_name', 'local_authority_name', 'local_authority', 'area',
                                            'name', 'la'));
    IF labels IS NOT NULL THEN
        -- Where they have no name, the name stands first, and then the code.
        area_name := coalesce(area_name, 1);
        old_code := coalesce(old_code, CASE WHEN new_code IS NULL THEN 2 END);
    END IF;

    CREATE TEMPORARY TABLE "sen release year" ON COMMIT DROP AS
    SELECT y.place, y.year, y.counts, dense_rank() OVER (ORDER BY y.counts)::integer AS position
    FROM (SELECT c.place::integer AS place,
                 CASE WHEN labels IS NULL THEN c.name
                      -- A year stands over the first of its columns.
                      ELSE (SELECT u.name FROM unnest(years) WITH ORDINALITY u (name, place)
                            WHERE u.place <= c.place AND u.name ~ '^(19|20)[0-9]{2}$' ORDER BY u.place DESC LIMIT 1) END
                     AS year,
                 CASE WHEN labels IS NULL THEN measure
                      WHEN c.name ~ '^appeals_registered' THEN 'appeals_registered'
                      WHEN c.name ~ 'decisions' THEN 'appealable_decisions'
                      ELSE 'appeal_rate' END AS counts
          FROM unnest(coalesce(labels, years)) WITH ORDINALITY c (name, place)
          WHERE CASE WHEN labels IS NULL THEN c.name ~ '^(19|20)[0-9]{2}$'
                     ELSE c.place = ANY (sen.release_labels(labels)) END) y;
    INSERT INTO pg_temp."sen release problem"
    SELECT begins, y.counts, y.year, CASE WHEN y.year IS NULL THEN 'stands under no year'
                                          ELSE 'stands twice under the same year' END,
           'A row with the years, each over the first of its columns, stands above.', count(*)
    FROM pg_temp."sen release year" y
    GROUP BY y.year, y.counts HAVING y.year IS NULL OR count(*) > 1;

    INSERT INTO pg_temp."sen release column" (position, column_name, occurrence)
    SELECT DISTINCT y.position, y.counts, 1 FROM pg_temp."sen release year" y;
    INSERT INTO pg_temp."sen release cell" (line, area_code, area_level, area_name, local_authority, period,
                                            period_kind, breakdown_topic, breakdown, figures)
    SELECT l.line, CASE WHEN a.is_england THEN 'E92000001' ELSE coalesce(a.given_new, a.given_old) END,
           CASE WHEN a.is_england THEN 'national' WHEN a.given_new ~ '^E12' THEN 'regional' ELSE 'local authority' END,
           CASE WHEN a.is_england THEN 'England' ELSE a.named END, a.given_old, y.year, '', 'All', 'All',
           ARRAY(SELECT l.cells[p.place] FROM generate_series(1, y.columns) g (position)
                 LEFT JOIN pg_temp."sen release year" p ON p.position = g.position AND p.year = y.year
                 ORDER BY g.position)
    FROM pg_temp."sen release line" l
    CROSS JOIN LATERAL (SELECT CASE WHEN l.cells[new_code] ~ '^[EK][0-9]{8}$' THEN l.cells[new_code] END AS given_new,
                               (regexp_match(l.cells[old_code], '^([0-9]{3})(\.0+)?$'))[1] AS given_old,
                               l.cells[area_name] AS named,
                               l.cells[1:area_name] && '{England,ENGLAND,E92000001}' AS is_england) a
    CROSS JOIN (SELECT x.year, (SELECT max(z.position) FROM pg_temp."sen release year" z) AS columns
                FROM pg_temp."sen release year" x GROUP BY x.year) y
    WHERE l.line > begins AND NOT l.is_left_out
      AND (a.is_england OR a.given_new IS NOT NULL OR a.given_old IS NOT NULL);
    DROP TABLE pg_temp."sen release year";
    -- Notes below the table, headings within it and totals have no code.
    UPDATE pg_temp."sen release line" l SET is_left_out = true
    WHERE l.line > begins AND NOT EXISTS (SELECT FROM pg_temp."sen release cell" c WHERE c.line = l.line);
END
$function$;
COMMENT ON FUNCTION sen.release_by_year(text[], integer, text) IS
    'Reads a table with a row for each authority and a column for each year, titles above it and notes below, as the '
    'Tribunal''s figures are published; or with three columns for each year, of which a second row of the header says '
    'what they count, as in the file beside DfE''s release of 2025. Part of the intake.';

CREATE FUNCTION sen.release_by_service(header text[], header_line integer, measure text, period text) RETURNS void
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET jit = off
AS $function$
DECLARE
    names     CONSTANT text[] := sen.release_names(header);
    body_code CONSTANT integer := sen.release_place(names, 'organisation_code', 'org_code');
    -- The first two columns have no name in the sheets of some months.
    body_name CONSTANT integer := coalesce(sen.release_place(names, 'organisation_name', 'org_name', 'name'),
                                           CASE WHEN names[1] = '' AND names[2] = '' THEN 2 END);
    body_type CONSTANT integer := coalesce(sen.release_place(names, 'organisation_type', 'org_type', 'level'),
                                           CASE WHEN names[1] = '' AND names[2] = '' THEN 1 END);
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
    SELECT l.line, b.code,
           CASE WHEN b.code = 'E92000001' THEN 'national' ELSE coalesce(lower(l.type), 'organisation') END,
           coalesce(l.cells[body_name], b.code), coalesce(l.cells[month_at], period), 'Month', 'Service',
           regexp_replace(header[s.place], '[[:space:]]+', ' ', 'g'), ARRAY[l.cells[s.place]]
    FROM (SELECT g.line, g.cells, g.is_left_out,
                 -- A type may stand in the first row of its kind alone.
                 max(g.cells[body_type]) OVER (PARTITION BY g.kind) AS type
          FROM (SELECT x.*, count(x.cells[body_type]) OVER (ORDER BY x.line) AS kind
                FROM pg_temp."sen release line" x WHERE x.line > header_line) g) l
    CROSS JOIN LATERAL (SELECT CASE WHEN l.cells[1:greatest(body_code, body_name)]
                                         && '{England,ENGLAND,National,E92000001}' THEN 'E92000001'
                                    WHEN body_code IS NULL THEN l.cells[body_name]
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
    'waiting lists: one sheet, which is of one band, as CSV. A sheet without codes has the names of organisations in '
    'their place. Part of the intake.';

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
    SELECT k.line, CASE WHEN k.is_england THEN 'E92000001' ELSE k.code END,
           CASE WHEN k.is_england THEN 'national'
                ELSE lower(coalesce(split_part(k.topic, ';', 1), 'organisation')) END,
           CASE WHEN k.is_england THEN 'England' ELSE coalesce(k.name, k.code) END,
           (sen.read_value(k.starts, 'date', false)).read, 'Month', coalesce(k.topic, 'All'),
           CASE WHEN k.is_of_people THEN coalesce(k.name, k.code)
                ELSE coalesce(k.part, CASE WHEN k.topic IS NULL THEN 'All' ELSE 'Total' END) END,
           ARRAY(SELECT k.given ->> m.name FROM unnest(metrics) WITH ORDINALITY m (name, place) ORDER BY m.place)
    FROM (SELECT g.*, g.is_of_people OR lower(g.code) IN ('england', 'national') AS is_england
          FROM (SELECT min(l.line) AS line, l.cells[starts] AS starts, l.cells[topic] AS topic,
                       l.cells[body_code] AS code, min(l.cells[body_name]) AS name,
                       nullif(l.cells[part], 'NONE') AS part,
                       -- Of people, not of bodies: the first level is then an age, and the area England.
                       coalesce(lower(l.cells[topic]) IN ('age group', 'ethnicity', 'gender'), false) AS is_of_people,
                       jsonb_object_agg(l.cells[metric], l.cells[figure]) AS given
                FROM pg_temp."sen release line" l
                WHERE l.line > header_line AND NOT l.is_left_out AND l.cells[metric] IS NOT NULL
                GROUP BY 2, 3, 4, 6) g) k;
END
$function$;
COMMENT ON FUNCTION sen.release_long(text[], integer) IS
    'Reads a file with a row for each figure, as NHS England publishes autism waiting times: REPORTING_PERIOD_START, '
    'BREAKDOWN, PRIMARY_LEVEL, SECONDARY_LEVEL, METRIC, METRIC_VALUE. A breakdown by age group, ethnicity or gender '
    'alone is of England. Part of the intake.';
