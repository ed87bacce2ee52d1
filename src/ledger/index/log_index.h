/*
 * log_index.h --- where in a log the entries of a table are, and those of a key.
 *
 * Beside the blocks, tiles and versions a log has an index, relation ledger_index:
 * rows of bytes, which sen.seal() adds when a version is made, so that writing
 * costs nothing, and which are never changed.  They are a function of the entries
 * and of nothing else: whoever makes them anew from the log gets the same bytes,
 * and sen.verify_log() does.  Nothing rests on them but the time that a reading
 * takes; without them a log is read whole.
 *
 *	directory	a row for each version: all tables that the log names up to it, how
 *				many entries each has, and the last row of each chain below
 *	places		of one table: block, number, time, operation and hash of the key of
 *				each entry, for each version that has some
 *	events		the same for the entries that are not about a row
 *	state		the rows that the table has at a version: hash of the key of each, and
 *				the place of its last entry.  One is written when there have been as many
 *				entries since the one before as it has rows, so that a reading begins at
 *				most so many entries before the version that is asked for.
 *	meetings	of the log: the blocks that have entries of each meeting
 *
 * So a reading takes a time that grows with the rows of its table and with what it
 * returns, the history of a key one that grows with the entries of the table (some
 * bytes each), and neither with the log.
 *
 * A reading believes none of this.  The rows of one kind and table are a chain: each
 * names the one before by its digest, and the directory names the last.  The
 * directory has a digest of its own, and the size and root of its version; the
 * entries that it counts for the tables have to be as many as the version has.  So a
 * row that is missing, was changed, or is of another log is noticed before anything
 * is read by it: the log is then read whole, with a warning.  Each entry that is
 * found has to be of the table, and to have the operation and the key that the index
 * says; if not, that is an error.  Who makes rows with digests that fit can make
 * entries and roots as well: that is what sen.verify_log() and a checkpoint are for.
 *
 * Keys are told apart by a hash of the text of their values.  If two keys had the
 * same one, a row would come that seems to be there already, or be changed that is
 * not: FollowPlace sees that, and the entries of the table are read instead.  So
 * they are where columns of the key were replaced, or their values rewritten.
 */
#ifndef SEN_LOG_INDEX_H
#define SEN_LOG_INDEX_H

#include "ledger/entry/leaf.h"
#include "access/transam.h"
#include "ledger/log/log.h"

typedef enum IndexKind
{
	INDEX_DIRECTORY,
	INDEX_PLACES,
	INDEX_EVENTS,
	INDEX_STATE,
	INDEX_MEETINGS
} IndexKind;

/* The last row of a chain; version 0 if there is none. */
typedef struct IndexHead
{
	int64		version;
	int64		part;
	TreeHash	digest;
} IndexHead;

/* A table that the log names; its number is its place in the directory. */
typedef struct IndexTable
{
	LeafField	name;
	int64		entries;
	IndexHead	places;
	IndexHead	events;
	IndexHead	state;
	TimestampTz latest;			/* time of the statement of the latest entry */
	int64		since;			/* entries after the state */
	int64		due;			/* so many make a new one */
	bool		followed;		/* its rows can be followed up to here; else that is not known */
	bool		whole;			/* and nowhere before they could not */
} IndexTable;

typedef struct IndexDirectory
{
	int64		version;
	int64		size;
	TreeHash	root;
	int64		last_block;		/* of the version */
	int64		settled;		/* blocks up to this one are in a version, or will never be there */
	int64		settled_size;	/* those after it are in the tree after so many leaves */
	uint64		system;			/* server that made the row */
	uint64		next_xid;		/* transactions from here on have later blocks than last_block */
	int64		own;			/* entries about the log itself */
	IndexHead	meetings;
	int			tables;
	int			table_room;
	IndexTable *table;
} IndexDirectory;

/* Where an entry is, and what is known of it without reading it. */
typedef struct Place
{
	int64		block;			/* 0: not yet in one */
	int			number;
	int64		index;			/* of its leaf; -1 if it is in no version */
	TimestampTz time;			/* of the statement */
	Operation	operation;
	uint64		before;			/* hash of the key that the row had; of a renamed column, of its old name; of columns, 1 if a name is another's now */
	uint64		after;			/* and has; of its new name */
	uint64		names;			/* hash of the names of the columns of the key; 0 for an event */
} Place;

/* What the texts of all values of a column of a key look like: of such, one text is one value. */
#define TEXT_INTEGER	0x01
#define TEXT_UUID		0x02
#define TEXT_DATE		0x04
#define TEXT_ANY		0xff

/* Columns of a key of which this is kept. */
#define INDEX_KEY_COLUMNS 32

/* Keys that places are searched for at once. */
#define PLACE_KEYS 64

/*
 * A row of places has a column for each thing that it says of them, so that the
 * entries of a key are found by going through the hashes alone: runs (entries that
 * follow one another in a block), operations, hashes, second hashes, times.
 */
typedef struct PlaceWriter
{
	StringInfoData runs;
	StringInfoData operations;
	StringInfoData hashes;
	StringInfoData afters;
	StringInfoData times;
	int64		count;
	uint64		names;
	int			columns;
	unsigned char looks[INDEX_KEY_COLUMNS];
	int64		block;
	int64		start;
	int			number;			/* after the runs of the block */
	int			first;			/* of the run at hand */
	int			length;
	TimestampTz time;
} PlaceWriter;

/* The places of one row of the index. */
typedef struct PlaceReader
{
	uint64		names;
	int			columns;
	const unsigned char *looks;	/* TEXT_..., of each column of the key */
	int64		count;
	int64		next;			/* the so-manieth */
	const char *run;
	const char *run_end;
	int64		run_left;
	const unsigned char *operations;
	const char *hashes;
	const char *after;
	const char *after_end;
	const char *times;
	const char *end;
	int64		block;
	int64		start;
	int			number;
	TimestampTz time;
} PlaceReader;

/* The blocks of one row that have entries of meetings, in the making. */
typedef struct MeetingWriter
{
	StringInfoData buf;
	BlockPlace	last;			/* block 0: none yet */
	int			meeting;		/* of that: where its text is in buf, and how long */
	uint32		size;
} MeetingWriter;

/* A block that has entries of a meeting. */
typedef struct MeetingReader
{
	const char *at;
	const char *end;
	BlockPlace	place;
	LeafField	meeting;		/* points into the row */
} MeetingReader;

typedef struct IndexBuilder IndexBuilder;
typedef void (*IndexSink) (void *state, IndexKind kind, int64 table, int64 version, int64 part, const char *content, Size size);
typedef bool (*IndexRowSink) (void *state, const char *content, Size size);

/* A row that is followed by the hashes of its keys. */
typedef struct FollowRow
{
	uint64		hash;			/* of its key */
	int64		block;			/* of its last entry */
	int			number;
	int			kept_number;
	uint64		kept_hash;
	int64		kept_block;		/* of the last inside the cut; -1 for none */
	bool		gone;
	bool		touched;		/* by an entry outside the cut */
	bool		wanted;
	int64		last;			/* of its places, where they are kept; -1 for none */
} FollowRow;

typedef struct Follow
{
	MemoryContext context;
	struct follow_hash *map;	/* rows that are there, by hash */
	FollowRow  *row;			/* in the order in which they came */
	int64		rows;
	int64		room;
	int64		there;			/* rows that are not gone */
	bool		by_time;		/* the cut is a time */
	bool		ended;
	bool		beyond;			/* tracking began outside the cut */
	bool		broken;			/* it cannot be followed so, up to the next beginning */
	bool		broken_before;	/* nor could it before one that is outside the cut */
	bool		was_broken;		/* before any beginning */
	uint64		names;			/* of the key of the rows */
	int			renames;		/* since then */
	uint64		renamed[8][2];
} Follow;

static inline bool
OperationIsOfRow(Operation operation)
{
	return operation == OPERATION_PRESENT || operation == OPERATION_INSERT || operation == OPERATION_UPDATE || operation == OPERATION_DELETE;
}

/* A name that columns of a table had, and which of them had it last. */
typedef struct LeftName
{
	struct LeftName *next;
	LeafField	name;
	LeafField	value;
} LeftName;

/* What the log says of the columns of a table. */
typedef struct SaidColumns
{
	bool		known;
	LeafColumns columns;
	LeftName   *left;
} SaidColumns;

/* index_columns.c */
extern bool SaidColumnsTake(SaidColumns *said, MemoryContext context, const Leaf *leaf);
extern bool SaidColumnsRead(SaidColumns *said, MemoryContext context, const Log *log, int64 number, const IndexTable *table);

/* index_place.c */
extern uint64 KeyHash(LeafColumns key);
extern uint64 KeyNames(LeafColumns key);
extern bool PlaceOf(const Leaf *leaf, Place *place);
extern bool PlaceFits(const Place *place, const Leaf *leaf);
extern unsigned char TextLooks(LeafField text);
extern void NoteLooks(unsigned char *looks, const Place *place, const Leaf *leaf);
extern uint64 NameHash(LeafField name);
extern void PlacesBegin(PlaceWriter *writer);
extern void PutPlace(PlaceWriter *writer, const Place *place, const Leaf *leaf);
extern Size PlacesSize(const PlaceWriter *writer);
extern void PlacesFinish(PlaceWriter *writer, StringInfo buf);
extern bool PlacesOpen(PlaceReader *reader, const char *content, Size size);
extern bool NextPlace(PlaceReader *reader, Place *place, bool *sound);
extern bool NextPlaceOf(PlaceReader *reader, const uint64 *key, int keys, Place *place, bool *sound);

/* index_meeting.c */
extern void PutMeeting(MeetingWriter *writer, int64 block, int64 start, LeafField meeting);
extern void MeetingsOpen(MeetingReader *reader, const char *content, Size size);
extern bool NextMeeting(MeetingReader *reader, bool *sound);

/* index_rows.c */
extern void IndexDigest(IndexKind kind, int64 table, int64 version, int64 part, const char *content, Size size, TreeHash *digest);
extern void IndexPutNumber(StringInfo buf, uint64 number);
extern void IndexPutSigned(StringInfo buf, int64 number);
extern bool IndexNumber(const char **at, const char *end, uint64 *number);
extern bool IndexSigned(const char **at, const char *end, int64 *number);
extern void IndexPutHead(StringInfo buf, const IndexHead *head);
extern bool IndexTakeHead(const char **at, const char *end, IndexHead *head);
extern void IndexPutDirectory(StringInfo buf, const IndexDirectory *directory);
extern bytea *IndexContentAt(const Log *log, IndexKind kind, int64 table, int64 version, int64 part);
extern bool IndexDirectoryAt(const Log *log, const SealedVersion *version, IndexDirectory *directory);
extern void WarnIndex(const Log *log);
extern bool IndexIsEmpty(const Log *log);
extern int64 IndexTableOf(const IndexDirectory *directory, const char *name, Size size);
extern bool IndexChain(const Log *log, IndexKind kind, int64 table, const IndexHead *from, const IndexHead *to, IndexRowSink sink, void *state);
extern void IndexStore(void *log, IndexKind kind, int64 table, int64 version, int64 part, const char *content, Size size);
extern void IndexClear(const Log *log);

/* index_follow.c */
extern Follow *FollowBegin(void);
extern FollowRow *FollowPlace(Follow *follow, const Place *place, bool inside);
extern void FollowEnd(Follow *follow);
extern bool FollowState(Follow *follow, const Log *log, int64 number, const IndexTable *table, IndexHead *places);
extern void PutState(const Follow *follow, const IndexHead *places, int64 number, int64 version, IndexTable *table, IndexSink sink, void *state);

/* index_build.c */
extern IndexBuilder *IndexBegin(Log *log, IndexSink sink, void *state);
extern IndexDirectory *IndexOf(IndexBuilder *builder);
extern bool IndexResume(IndexBuilder *builder, const SealedVersion *version);
extern void IndexLeaf(IndexBuilder *builder, int64 block, int number, int64 index, const Leaf *leaf);
extern IndexDirectory *IndexEndVersion(IndexBuilder *builder, const SealedVersion *version);
extern void IndexPutVersion(IndexBuilder *builder);
extern void IndexSettle(const Log *log, IndexDirectory *directory, FullTransactionId next);

#endif							/* SEN_LOG_INDEX_H */
