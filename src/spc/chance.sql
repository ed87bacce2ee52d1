-- Part of room spc: what chance alone would mark.

CREATE FUNCTION sen.chance_of_change(chart text, points bigint) RETURNS double precision
    AS 'MODULE_PATHNAME', 'sen_chance_of_change' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.chance_of_change(text, bigint) IS
    'Of 100 series that vary by chance alone, how many charts with limits on so many points mark their latest figure, '
    'by simulation. chart: XmR, t, p, p'', u or u''; the two last of each kind are drawn where counts are '
    'overdispersed. Numbers between those simulated on a straight line; beyond 60 points as of 60. Null below 6 '
    'points, and null in; 22023 for another chart.';
