/*
 * compat.h --- the one place for differences between PostgreSQL versions.
 *
 * Include directly after postgres.h.
 */
#ifndef SEN_COMPAT_H
#define SEN_COMPAT_H

#if PG_VERSION_NUM < 150000
#error "sen_improvement needs PostgreSQL 15 or later"
#endif

#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#else
/* 16 brought soft errors; before it an input function simply raises. */
#define ereturn(context, dummy_value, ...) \
	do { (void) (context); ereport(ERROR, __VA_ARGS__); return dummy_value; } while (0)
/* 16 brought guc_malloc; before it a check hook's extra came from malloc. */
#define guc_malloc(elevel, size) malloc(size)
#endif

/*
 * 16 brought hidden visibility (see the Makefile): exported is what is marked.
 * PG_MODULE_MAGIC marks its function by PGDLLEXPORT in every version, and from 16
 * on so does PG_FUNCTION_INFO_V1.
 */
#if PG_VERSION_NUM < 160000 && defined(__GNUC__)
#undef PGDLLEXPORT
#define PGDLLEXPORT __attribute__((visibility("default")))
#include "fmgr.h"
#undef PG_FUNCTION_INFO_V1
#define PG_FUNCTION_INFO_V1(funcname) \
extern PGDLLEXPORT Datum funcname(PG_FUNCTION_ARGS); \
extern PGDLLEXPORT const Pg_finfo_record * CppConcat(pg_finfo_,funcname)(void); \
const Pg_finfo_record * \
CppConcat(pg_finfo_,funcname) (void) \
{ \
	static const Pg_finfo_record my_finfo = { 1 }; \
	return &my_finfo; \
} \
extern int no_such_variable
#endif

/* 16 brought summarizing indexes. */
#if PG_VERSION_NUM >= 160000
#define SenInsertIndexTuples(target, slot, estate) ExecInsertIndexTuples(target, slot, estate, false, false, NULL, NIL, false)
#else
#define SenInsertIndexTuples(target, slot, estate) ExecInsertIndexTuples(target, slot, estate, false, false, NULL, NIL)
#endif

/* 16 made one function of the checks of rights on objects other than tables. */
#if PG_VERSION_NUM >= 160000
#define SenSchemaAclCheck(schema, role) object_aclcheck(NamespaceRelationId, schema, role, ACL_USAGE)
#define SenFunctionAclCheck(function, role) object_aclcheck(ProcedureRelationId, function, role, ACL_EXECUTE)
#define SenOwnsSchema(schema, role) object_ownercheck(NamespaceRelationId, schema, role)
#else
#define SenSchemaAclCheck(schema, role) pg_namespace_aclcheck(schema, role, ACL_USAGE)
#define SenFunctionAclCheck(function, role) pg_proc_aclcheck(function, role, ACL_EXECUTE)
#define SenOwnsSchema(schema, role) pg_namespace_ownercheck(schema, role)
#endif

/* 16 parted the right to set a role from being a member of it. */
#if PG_VERSION_NUM >= 160000
#define SenMayBecome(user, role) member_can_set_role(user, role)
#else
#define SenMayBecome(user, role) is_member_of_role(user, role)
#endif

/* 16 keeps the settings in a hash table, and hands out an array that it makes of them. */
#if PG_VERSION_NUM >= 160000
#define SenAllSettings(count) get_guc_variables(count)
#else
#define SenAllSettings(count) (*(count) = GetNumConfigOptions(), get_guc_variables())
#endif

/* 18 brought generated columns that are computed when read. */
#if PG_VERSION_NUM >= 180000
#define SenIsVirtual(attribute) ((attribute)->attgenerated == ATTRIBUTE_GENERATED_VIRTUAL)
#else
#define SenIsVirtual(attribute) false
#endif

/* 18 asks whether a deferrable key will do. */
#if PG_VERSION_NUM >= 180000
#define SenPrimaryKeyIndex(relation) RelationGetPrimaryKeyIndex(relation, false)
#else
#define SenPrimaryKeyIndex(relation) RelationGetPrimaryKeyIndex(relation)
#endif

/* 18 renamed it, and wants it first. */
#if PG_VERSION_NUM >= 180000
#define SEN_NORETURN pg_noreturn
#else
#define SEN_NORETURN pg_attribute_noreturn()
#endif

#endif							/* SEN_COMPAT_H */
