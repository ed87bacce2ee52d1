-- Room programme: which authorities of a programme are shown, by what is asked for and by who asks.

CREATE FUNCTION sen.authorities_allowed(cases regclass) RETURNS text[]
    AS 'MODULE_PATHNAME', 'sen_authorities_allowed' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.authorities_allowed(regclass) IS
    'The authorities whose rows of a table of cases the role may see: those to which sen.limit_access() bound it, or a '
    'role whose rights it has. Null if it sees all: the owner of the table, its members, and who is bound to none. '
    'Null in, null out; 42P01 if there is no such table.';

CREATE FUNCTION sen.authorities_shown(cases regclass) RETURNS text[]
    AS 'MODULE_PATHNAME', 'sen_authorities_shown' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.authorities_shown(regclass) IS
    'The authorities of a table of cases that views show: those of the setting sen_improvement.local_authority, of '
    'sen.authorities_allowed(). Null for all, an empty array for none. Null in, null out; 42P01 if there is no such '
    'table.';

CREATE FUNCTION sen.is_shown_support(internal) RETURNS internal
    AS 'MODULE_PATHNAME', 'sen_is_shown_support' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.is_shown_support(internal) IS
    'Tells the planner what sen.is_shown() is: true, false, or a comparison that an index serves.';

CREATE FUNCTION sen.is_shown(local_authority text, codes text[]) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_is_shown' LANGUAGE C IMMUTABLE PARALLEL SAFE SUPPORT sen.is_shown_support;
COMMENT ON FUNCTION sen.is_shown(text, text[]) IS
    'Is the authority one of these? True if codes is null, which stands for all; else null if local_authority is '
    'null.';
