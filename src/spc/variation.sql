-- Part of room spc: what a chart says, as names.

--@include name_type.sql
--@ type = variation
--@ is = What a point of a control chart says, by the name of its icon of Making Data Count (NHS England), such as improvement_high; sen.variations() lists them. Two bytes.

--@include ordered_type.sql
--@ type = variation
--@ eq = The same variation
--@ ne = Different variations
--@ lt = Earlier in the list
--@ le = Earlier in the list, or the same
--@ gt = Later in the list
--@ ge = Later in the list, or the same

CREATE FUNCTION sen.variations() RETURNS TABLE (variation sen.variation, icon text, in_words text)
    AS 'MODULE_PATHNAME', 'sen_variations' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 7;
COMMENT ON FUNCTION sen.variations() IS
    'Every variation: the colour and letter of its icon of Making Data Count, and what it says in words.';

--@include name_type.sql
--@ type = assurance
--@ is = What the limits of a control chart say of a target, by the name of its icon of Making Data Count (NHS England), such as consistent_pass; sen.assurances() lists them. Two bytes.

--@include ordered_type.sql
--@ type = assurance
--@ eq = The same assurance
--@ ne = Different assurances
--@ lt = Earlier in the list
--@ le = Earlier in the list, or the same
--@ gt = Later in the list
--@ ge = Later in the list, or the same

CREATE FUNCTION sen.assurances() RETURNS TABLE (assurance sen.assurance, icon text, in_words text)
    AS 'MODULE_PATHNAME', 'sen_assurances' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 3;
COMMENT ON FUNCTION sen.assurances() IS
    'Every assurance: the colour and letter of its icon of Making Data Count, and what it says in words.';
