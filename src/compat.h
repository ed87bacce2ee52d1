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

/* 18 renamed it, and wants it first. */
#if PG_VERSION_NUM >= 180000
#define SEN_NORETURN pg_noreturn
#else
#define SEN_NORETURN pg_attribute_noreturn()
#endif

#endif							/* SEN_COMPAT_H */
