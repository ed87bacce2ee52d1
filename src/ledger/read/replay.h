/*
 * replay.h --- the rows of a tracked table, from the entries of its log.
 *
 * A row is followed from the entry that brings it to the one that takes it away,
 * through changes of its key.  Of each row two states are kept: that after all
 * entries, and that after those inside the cut (a version, or a time).
 *
 * Rows can be changed without entries, and then an entry comes that does not fit:
 * the thread is lost.  It is taken up where tracking begins again, since all rows
 * are written down there.  What is asked for in between is refused by whoever asks.
 */
#ifndef SEN_REPLAY_H
#define SEN_REPLAY_H

#include "ledger/entry/leaf.h"
#include "ledger/read/column_sets.h"
#include "ledger/read/log_scan.h"
#include "ledger/entry/key_types.h"
#include "lib/ilist.h"
#include "lib/stringinfo.h"
#include "nodes/pg_list.h"
#include "utils/hsearch.h"

/* Columns of a row, and which they were when they were written. */
typedef struct Content
{
	ColumnSet  *set;
	LeafColumns columns;
} Content;

/* Who made an entry, and when. */
typedef struct Author
{
	char	   *session_role;
	char	   *acting_role;
	TimestampTz statement_at;
	char	   *meeting;
} Author;

/* The last entry outside the cut that changed a column. */
typedef struct FieldAuthor
{
	struct FieldAuthor *next;
	const LogColumn *column;
	Author	   *author;
} FieldAuthor;

/* An entry that is about the row, and a key that the row had. */
typedef struct RowEntry
{
	struct RowEntry *next;
	int64		ordinal;		/* -1: the table was given another key */
	Content    *key;			/* NULL if as in the entry before */
} RowEntry;

typedef struct LogRow
{
	dlist_node	node;			/* of Replay.rows, in the order in which they came */
	int64		order;			/* of a row of which earlier entries were left out; else PG_INT64_MAX */
	Content    *now;			/* NULL if the row is gone */
	Content    *kept;			/* as the last entry inside the cut left it; NULL if it was not there */
	Content    *last;			/* of KEEP_CHANGES: as it was before it went */
	struct LogRow *earlier;		/* likewise: the row that had its key before */
	struct KeyRow *key;			/* likewise: what is known of its key; see column_changes.c */
	Author	   *made;			/* if an entry outside the cut brought it */
	Author	   *removed;
	FieldAuthor *changed;
	RowEntry   *entries;		/* the last first */
} LogRow;

/* An entry that does not fit the rows that the entries before it made. */
typedef struct LostThread
{
	EntryPlace	place;
	TimestampTz time;			/* of its statement */
	Author	   *author;
	char	   *what;			/* it does */
	bool		begun;			/* tracking had begun before it */
	int64		since;			/* leaf of that beginning; -1 if it is in no version */
	bool		found;			/* tracking began again after it */
	int64		again;			/* leaf of that beginning; -1 if it is in no version */
	TimestampTz again_at;
} LostThread;

/* What else is kept of each row. */
typedef enum ReplayKeeps
{
	KEEP_ROWS,
	KEEP_AUTHORS,				/* who made the changes outside the cut */
	KEEP_ENTRIES,				/* its entries; also of rows that are gone */
	KEEP_CHANGES				/* nothing: each change of a column is handed on; also rows that are gone */
} ReplayKeeps;

/* A column that an entry gives another value: null before in a row that comes, and after in one that goes. */
typedef void (*FieldSink) (void *state, LogRow *row, const LogColumn *column, LeafField before, LeafField after);

typedef struct Replay
{
	Oid			namespace;		/* of the log */
	char	   *table;			/* name in the log */
	ReplayKeeps keeps;
	MemoryContext context;
	bool		ever;			/* tracking has begun */
	bool		ever_kept;		/* inside the cut */
	bool		tracked;		/* at the end of the cut */
	bool		goes_on;		/* at the end of the log, as far as it was read */
	bool		begun;			/* tracking has begun, and not ended, before the entry that comes next */
	bool		beyond;			/* and that beginning is outside the cut */
	int64		beginning;		/* its leaf */
	LostThread *lost;			/* since then the rows are not known; NULL if they are */
	LostThread *lost_kept;		/* those inside the cut */
	LostThread *last_lost;		/* also if tracking began again since */
	ColumnSets	columns;
	ColumnSet  *columns_kept;	/* of KEEP_AUTHORS: what the log says of them inside the cut; NULL if nothing */
	List	   *told;			/* likewise: what it says outside, and who */
	Author	   *ended;			/* tracking, the last time; NULL if it goes on */
	EntryPlace	ended_at;
	bool		ended_inside;	/* the cut */
	bool		dropped;		/* with the table */
	int			key_columns;
	LeafField  *key;			/* names, in the order of their bytes */
	LogColumn **key_column;
	ColumnSet  *key_set;		/* in which they are so called */
	HTAB	   *index;			/* rows by key; NULL if there are none */
	MemoryContext keys;			/* of the index */
	bool		normalise;		/* keys go through their types: see IndexRows */
	Oid			relid;			/* of the table that has them */
	KeyTypes   *types;			/* NULL if they were not looked up */
	int64		entries;		/* that were taken */
	int64		outside;		/* of these outside the cut */
	int64		passes;			/* rows that were gone through beside them */
	FieldSink	sink;			/* of KEEP_CHANGES */
	void	   *sink_state;
	StringInfoData entry_key;	/* of the entry and of the row that are in work */
	StringInfoData row_key;
	dlist_head	rows;
} Replay;

extern Replay *ReplayBegin(Oid namespace, const char *table, ReplayKeeps keeps);
extern void ReplayEntry(Replay *replay, const EntryPlace *place, const Leaf *leaf, bool inside);
extern void ReplayRow(Replay *replay, const EntryPlace *place, const Leaf *leaf, bool goes_on);
extern void ReplayOrder(Replay *replay);
extern void ReplayBeyond(Replay *replay, const EntryPlace *place, const Leaf *leaf);
extern bool ContentValue(const Content *content, const LogColumn *column, LeafField *value);

/* fields.c */
extern char *ContentKeyWords(const Replay *replay, const Content *content);
extern Datum RowKeyOf(const Replay *replay, const Content *content, char **words);
extern Author *AuthorOf(Replay *replay, const Leaf *leaf);
extern void NoteFields(Replay *replay, LogRow *row, const Leaf *leaf, bool inside);
extern void NoteRemoved(Replay *replay, LogRow *row, bool inside);

/* structure.c */
typedef void (*StructureSink) (void *state, const char *change, const char *column, const char *before, const char *after, const Author *author);

extern void ReplayNoteEnd(Replay *replay, const Leaf *leaf);
extern void ReplayNoteStructure(Replay *replay, const EntryPlace *place, const Leaf *leaf, bool inside);
extern void ReplayStructure(const Replay *replay, StructureSink sink, void *state);

/* lost.c */
extern void ReplayLose(Replay *replay, const EntryPlace *place, const Leaf *leaf, bool inside, const char *what);
extern void ReplayGoesOn(Replay *replay, const EntryPlace *place, const Leaf *leaf);
extern char *LostWords(const LostThread *lost);
extern char *LostRemedy(const Replay *replay, LogScan *scan, const LostThread *lost);
extern void ReplayRequireFollowed(const Replay *replay, LogScan *scan, const LostThread *lost);
extern void ReplayRequireTable(const Replay *replay, Oid relid);

#endif							/* SEN_REPLAY_H */
