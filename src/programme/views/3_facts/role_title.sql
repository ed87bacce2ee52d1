-- read: nobody

CREATE VIEW role_title AS
SELECT coalesce(p.enters_as, a.rolname::text COLLATE "default") AS role_name,
       coalesce(p.title,
                CASE WHEN a.oid = (SELECT c.relowner FROM pg_catalog.pg_class c WHERE c.oid = 'meeting'::regclass)
                     THEN 'the owner of the programme'
                     WHEN a.rolsuper THEN 'an administrator of the database'
                     WHEN has_function_privilege(a.oid, 'seal_log(text, text)'::regprocedure, 'EXECUTE')
                     THEN 'the secretariat'
                     WHEN has_table_privilege(a.oid, 'meeting'::regclass, 'INSERT') THEN 'an editor'
                     ELSE 'somebody who no longer has access' END) AS in_words
FROM (SELECT r.oid, r.rolname, r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname !~ '^pg_') a
FULL JOIN (SELECT o.enters_as, o.title FROM post o WHERE o.enters_as IS NOT NULL) p
    ON p.enters_as = a.rolname::text COLLATE "default";
COMMENT ON VIEW role_title IS
    'What papers say for a database role: the title of the post that enters with it (post.enters_as), else the level '
    'of access that it has now. A role without a row is gone; the server''s own (pg_...) enter nothing and have none.';
COMMENT ON COLUMN role_title.role_name IS 'The role.';
COMMENT ON COLUMN role_title.in_words IS 'The title of the post, or words such as the secretariat.';
