/*
 * exception.h --- the circumstances that lift a time limit.
 *
 * An exception lifts the fixed limit where complying is impractical because of
 * it.  It never stops the clock and never gives another date.
 */
#ifndef SEN_EXCEPTION_H
#define SEN_EXCEPTION_H

#include "fmgr.h"

/* Which provision lists the exceptions of a limit. */
typedef enum ExceptionSet
{
	EXCEPTIONS_NONE,			/* the text lists none */
	EXCEPTIONS_REG_5_4,			/* SI 2014/1530 */
	EXCEPTIONS_REG_8_2,
	EXCEPTIONS_REG_10_4,
	EXCEPTIONS_REG_13_3,		/* by reference to 10(4)(a)-(d) */
	EXCEPTIONS_REG_27_3,
	EXCEPTIONS_REG_44_3,
	EXCEPTIONS_REG_45_7,
	EXCEPTIONS_DET_5_4,			/* SI 2015/62 */
	EXCEPTIONS_DET_8_2,
	EXCEPTIONS_DET_10_4,
	EXCEPTIONS_DET_13_3,
	EXCEPTIONS_DET_29_7,
	EXCEPTIONS_DET_30_7,
	/* Only the parties' agreement or consent. */
	EXCEPTIONS_REG_37_2,
	EXCEPTIONS_REG_42_5,
	EXCEPTIONS_DET_22_2,
	EXCEPTIONS_DET_27_4,
	/* Only the Tribunal's direction. */
	EXCEPTIONS_REG_44_1,
	EXCEPTIONS_DET_29_8,
	EXCEPTIONS_REC_6_4,			/* SI 2017/1306 */
	EXCEPTIONS_REC_7_2,
	EXCEPTIONS_HESC_RULES		/* SI 2008/2699 */
} ExceptionSet;

/* A kind of circumstance: type sen.exception. */
typedef struct ExceptionKind
{
	int16		code;			/* stored on disk: never reused, never changed */
	const char *name;
	const char *meaning;
} ExceptionKind;

/* One kind, in one provision. */
typedef struct ExceptionRule
{
	ExceptionSet set;
	const char *kind;			/* name of an ExceptionKind */
	const char *citation;
	const char *text;			/* in our own words */
} ExceptionRule;

extern const ExceptionKind exception_kinds[];
extern const int exception_kind_count;
extern const ExceptionRule exception_rules[];
extern const int exception_rule_count;

#endif							/* SEN_EXCEPTION_H */
