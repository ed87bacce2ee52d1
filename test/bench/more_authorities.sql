-- The cases of authority 344 of the programme that is first on search_path, for as many others as :authorities says.
-- What these rows refer to is made by the same statements: it is not looked up for each of them.
-- They lie authority after authority, as when the file of each is loaded; with :mixed, one of each in turn.
SET session_replication_role = replica;
CREATE TEMPORARY TABLE other AS
SELECT lpad((g + CASE WHEN g >= 344 THEN 1 ELSE 0 END)::text, 3, '0') AS code
FROM generate_series(200, 198 + :authorities) g;
\if :{?mixed}
\set mixed 't.ctid'
\else
\set mixed 'o.code, t.ctid'
\endif
SELECT format('INSERT INTO %1$I (%2$s) SELECT %3$s FROM %1$I t CROSS JOIN other o WHERE t.local_authority = ''344'' '
              'ORDER BY %4$s',
              c.relname, string_agg(a.attname, ', ' ORDER BY a.attnum),
              string_agg(CASE a.attname WHEN 'local_authority' THEN 'o.code' ELSE 't.' || a.attname END, ', '
                         ORDER BY a.attnum), :'mixed')
FROM unnest('{ehc_request,advice_request,annual_review,plan_audit,wait}'::text[]) WITH ORDINALITY u (name, number)
JOIN pg_class c ON c.oid = to_regclass(u.name)
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
GROUP BY c.relname, u.number ORDER BY u.number \gexec
