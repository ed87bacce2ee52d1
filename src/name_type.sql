-- A type whose values are names, two bytes each.
CREATE TYPE sen.{type};

CREATE FUNCTION sen.{type}_in(cstring) RETURNS sen.{type}
    AS 'MODULE_PATHNAME', '{type}_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.{type}_in(cstring) IS
    'Text input of sen.{type}: the exact name. An unknown name is error 22P02, whose hint lists the nearest names.';
CREATE FUNCTION sen.{type}_out(sen.{type}) RETURNS cstring
    AS 'MODULE_PATHNAME', '{type}_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.{type}_out(sen.{type}) IS 'Text output of sen.{type}: its name.';
CREATE FUNCTION sen.{type}_recv(internal) RETURNS sen.{type}
    AS 'MODULE_PATHNAME', '{type}_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.{type}_recv(internal) IS 'Binary input of sen.{type}: its name as text.';
CREATE FUNCTION sen.{type}_send(sen.{type}) RETURNS bytea
    AS 'MODULE_PATHNAME', '{type}_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.{type}_send(sen.{type}) IS 'Binary output of sen.{type}: its name as text.';

CREATE TYPE sen.{type} (
    INPUT = sen.{type}_in,
    OUTPUT = sen.{type}_out,
    RECEIVE = sen.{type}_recv,
    SEND = sen.{type}_send,
    LIKE = pg_catalog.int2
);
COMMENT ON TYPE sen.{type} IS '{is}';
