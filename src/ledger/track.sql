
CREATE FUNCTION sen.track_row() RETURNS trigger
    AS 'MODULE_PATHNAME', 'track_row' LANGUAGE C VOLATILE PARALLEL UNSAFE;
CREATE FUNCTION sen.leaf_entry(leaf bytea, OUT log_table text, OUT operation text, OUT session_role text, OUT current_role_ text, OUT statement_at timestamptz, OUT transaction_at timestamptz, OUT meeting text, OUT key jsonb, OUT row_ jsonb)
    AS 'MODULE_PATHNAME', 'leaf_entry' LANGUAGE C STABLE STRICT PARALLEL SAFE;
