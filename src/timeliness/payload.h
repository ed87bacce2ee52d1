/*
 * payload.h --- the bytes of the compact form: varints and tallies.
 *
 * Varints are LEB128, of minimal length.  Everything read is checked; the
 * bytes may come from a client.
 */
#ifndef SEN_PAYLOAD_H
#define SEN_PAYLOAD_H

#include "timeliness/timeliness.h"

/* Where a reader is, where the payload ends, and of which type it is. */
typedef struct Reader
{
	const unsigned char *at;
	const unsigned char *end;
	const char *type;
} Reader;

SEN_NORETURN extern void PayloadRefuse(const char *type, const char *what);
extern void PutVarint(StringInfo buf, uint32 value);
extern void PutSigned(StringInfo buf, int32 value);
extern void PutTally(StringInfo buf, const Tally *tally);
extern uint64 GetVarint(Reader *reader, uint64 max);
extern int64 GetAscending(Reader *reader, bool first, int64 before, const char *what);
extern void GetTally(Reader *reader, Tally *tally);
extern void PayloadEnd(Reader *reader);

extern Timeliness *BufferToCompact(StringInfo buf, uint16 bucket);

#endif							/* SEN_PAYLOAD_H */
