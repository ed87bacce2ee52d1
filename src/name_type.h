/*
 * name_type.h --- types whose values are names: two bytes, by value, the name
 * in text and binary.
 */
#ifndef SEN_NAME_TYPE_H
#define SEN_NAME_TYPE_H

#include "fmgr.h"
#include "nodes/nodes.h"

/* One such type.  Its names are numbered from 0, its stored codes as it likes. */
typedef struct NameType
{
	const char *type;			/* "sen.bucket" */
	const char *noun;			/* what a value is, for messages: "bucket" */
	const char *lists_all;		/* hint: where they are listed */
	const char *none_near;		/* hint, if no name is like the one given */
	const int  *count;
	const char *(*name_at) (int place);
	int16		(*code_at) (int place);
	const char *(*name_of) (int16 code);	/* refuses an unknown code */
	/* Finds names by the words of what was given, the best first; may be NULL. */
	int			(*places_by_words) (const char *given, int *places, int max);
} NameType;

extern int	FindName(const NameType *type, const char *given);
extern void RefuseCode(const NameType *type, int code);
extern Datum NameIn(const NameType *type, const char *given, Node *escontext);
extern Datum NameReceive(const NameType *type, FunctionCallInfo fcinfo);
extern Datum NameSend(const NameType *type, FunctionCallInfo fcinfo);

/*
 * The four functions of such a type: text input is the exact name, and an
 * unknown one an error whose hint lists the nearest; text output is the name,
 * binary input and output are the same in the encoding of the client.
 */
#define NAME_TYPE_FUNCTIONS(name, type) \
PG_FUNCTION_INFO_V1(name##_in); \
PG_FUNCTION_INFO_V1(name##_out); \
PG_FUNCTION_INFO_V1(name##_recv); \
PG_FUNCTION_INFO_V1(name##_send); \
Datum name##_in(PG_FUNCTION_ARGS) { return NameIn(type, PG_GETARG_CSTRING(0), fcinfo->context); } \
Datum name##_out(PG_FUNCTION_ARGS) { PG_RETURN_CSTRING(pstrdup((type)->name_of(PG_GETARG_INT16(0)))); } \
Datum name##_recv(PG_FUNCTION_ARGS) { return NameReceive(type, fcinfo); } \
Datum name##_send(PG_FUNCTION_ARGS) { return NameSend(type, fcinfo); }

#endif							/* SEN_NAME_TYPE_H */
