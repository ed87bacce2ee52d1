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
typedef struct PayloadReader
{
	const unsigned char *at;
	const unsigned char *end;
	const char *type;
} PayloadReader;

SEN_NORETURN extern void PayloadRefuse(const char *type, const char *what);
extern void PutVarint(StringInfo buf, uint32 value);
extern void PutSigned(StringInfo buf, int32 value);
extern void PutTally(StringInfo buf, const Tally *tally);
extern uint64 GetVarint(PayloadReader *reader, uint64 max);
extern int64 GetAscending(PayloadReader *reader, bool first, int64 before, const char *what);
extern void GetTally(PayloadReader *reader, Tally *tally);
extern void PayloadEnd(PayloadReader *reader);

extern Timeliness *BufferToCompact(StringInfo buf, uint16 bucket);

#endif							/* SEN_PAYLOAD_H */
