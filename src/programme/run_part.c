/*
 * run_part.c --- run one part of a programme, and say where it is wrong.
 *
 * A part is a file of SQL (scripts/parts.pl).  The server would show the text
 * of the whole part and a position in it; whoever has to mend it needs the
 * file and the line.
 */
#include "postgres.h"
#include "compat.h"

#include "access/xact.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "nodes/parsenodes.h"
#include "parser/parser.h"
#include "tcop/dest.h"
#include "tcop/utility.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"

PG_FUNCTION_INFO_V1(sen_run_part);

/* A line that begins so says where the lines after it were written. */
#define MARK "--@ "

/* A part: the name of its file, and the text. */
typedef struct Part
{
	const char *file;
	const char *body;
} Part;

/* LineEnd finds the end of a line. */
static const char *
LineEnd(const char *line)
{
	const char *end = strchr(line, '\n');

	return end ? end : line + strlen(line);
}

/*
 * DescribePlace puts the place of a byte of a part into words: the file, the
 * line in it and what stands there.
 */
static char *
DescribePlace(const Part *part, Size offset)
{
	const char *file = part->file;
	int			file_length = (int) strlen(file);
	int			number = 0;
	const char *line;

	for (line = part->body;; line = LineEnd(line) + 1)
	{
		const char *end = LineEnd(line);
		const char *colon;

		if (strncmp(line, MARK, strlen(MARK)) == 0 &&
			(colon = memchr(line, ':', end - line)) != NULL)
		{
			file = line + strlen(MARK);
			file_length = (int) (colon - file);
			number = atoi(colon + 1) - 1;
		}
		else
			number++;
		if (end >= part->body + offset || *end == '\0')
		{
			while (*line == ' ' || *line == '\t')
				line++;
			if (end - line > 120)
				return psprintf("%.*s, line %d: %s...", file_length, file, number, pnstrdup(line, pg_mbcliplen(line, (int) (end - line), 120)));
			return psprintf("%.*s, line %d: %.*s", file_length, file, number, (int) (end - line), line);
		}
	}
}

/* SkipToText steps over white space and comments to the first word of a statement. */
static Size
SkipToText(const char *body, Size offset)
{
	for (;;)
	{
		while (body[offset] != '\0' && strchr(" \t\r\n;", body[offset]) != NULL)
			offset++;
		if (strncmp(body + offset, "--", 2) != 0)
			return offset;
		offset = LineEnd(body + offset) - body;
	}
}

/* ByteOf turns a position in characters, from 1, into an offset in bytes. */
static Size
ByteOf(const char *text, int position)
{
	const char *at = text;

	while (position-- > 1 && *at != '\0')
		at += pg_mblen(at);
	return at - text;
}

/*
 * TakePosition keeps where in the body the parser stopped, before whoever
 * called us takes it for a place in its own text.
 */
static void
TakePosition(void *position)
{
	*(int *) position = geterrposition();
	errposition(0);
}

/*
 * RethrowWithPlace ends in the error that is being handled, its place named
 * in place of the text of the part.  statement is what SPI ran, from the byte
 * begin on; null if SPI did not run it, and begin is then where it failed.
 */
static void
RethrowWithPlace(MemoryContext context, const Part *part, const char *statement, Size begin)
{
	ErrorData  *error;
	Size		offset = begin;

	MemoryContextSwitchTo(context);
	error = CopyErrorData();
	FlushErrorState();
	if (statement != NULL && error->internalpos > 0 && error->internalquery && strcmp(error->internalquery, statement) == 0)
		offset = begin + ByteOf(statement, error->internalpos);
	else if (statement != NULL)
		offset = SkipToText(part->body, begin);
	error->cursorpos = error->internalpos = 0;
	error->internalquery = NULL;
	error->context = psprintf("part of a programme: %s", DescribePlace(part, offset));
	ReThrowError(error);
}

/*
 * IsPlainDefinition tells what nearly all of a part is made of, and can be run
 * from the parse tree.  All else goes through SPI: it plans queries, and knows
 * what a function must not run, such as COMMIT.
 */
static bool
IsPlainDefinition(const RawStmt *raw)
{
	return IsA(raw->stmt, ViewStmt) || IsA(raw->stmt, CommentStmt) || IsA(raw->stmt, CreateStmt);
}

/*
 * Define runs a definition.  SPI would parse its text once more and make a plan
 * that is used once: a tenth of the time of sen.create_programme().
 */
static void
Define(RawStmt *raw, const char *body)
{
	PlannedStmt *planned = makeNode(PlannedStmt);

	planned->commandType = CMD_UTILITY;
	planned->canSetTag = true;
	planned->utilityStmt = raw->stmt;
	planned->stmt_location = raw->stmt_location;
	planned->stmt_len = raw->stmt_len;
	CommandCounterIncrement();
	PushActiveSnapshot(GetTransactionSnapshot());
	ProcessUtility(planned, body, false, PROCESS_UTILITY_QUERY, NULL, NULL, None_Receiver, NULL);
	PopActiveSnapshot();
	CommandCounterIncrement();
}

/*
 * Become takes the rights of a role until the user is set again: what is made
 * then is the role's, whoever makes it.  An error sets the user again.  user
 * and context are what GetUserIdAndSecContext() says.
 */
static void
Become(Oid role, Oid user, int context)
{
	if (user == role)
		return;
	if (!SenMayBecome(user, role))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("permission denied to make what role \"%s\" will own", GetUserNameFromId(role, false)),
				 errhint("Call as that role, or as one that may SET ROLE to it.")));
	SetUserIdAndSecContext(role, context | SECURITY_LOCAL_USERID_CHANGE);
}

/*
 * sen.run_part(file text, body text, owner regrole)
 *
 * Runs each statement of the body, with the rights of the owner and the
 * search_path of the caller.  An error has the place in its context; else it
 * is the error that the statement ended in.
 */
Datum
sen_run_part(PG_FUNCTION_ARGS)
{
	MemoryContext context = CurrentMemoryContext;
	Part		part;
	List	   *volatile statements = NIL;
	ListCell   *cell;
	volatile int position = 0;
	ErrorContextCallback callback;
	Oid			user;
	int			security;

	part.file = text_to_cstring(PG_GETARG_TEXT_PP(0));
	part.body = text_to_cstring(PG_GETARG_TEXT_PP(1));
	callback.callback = TakePosition;
	callback.arg = (void *) &position;
	callback.previous = error_context_stack;
	error_context_stack = &callback;
	PG_TRY();
	{
		statements = raw_parser(part.body, RAW_PARSE_DEFAULT);
	}
	PG_CATCH();
	{
		RethrowWithPlace(context, &part, NULL, ByteOf(part.body, position));
	}
	PG_END_TRY();
	error_context_stack = callback.previous;

	GetUserIdAndSecContext(&user, &security);
	Become(PG_GETARG_OID(2), user, security);
	SPI_connect();
	foreach(cell, statements)
	{
		RawStmt    *raw = lfirst_node(RawStmt, cell);
		Size		begin = raw->stmt_location > 0 ? raw->stmt_location : 0;
		char	   *volatile statement = NULL;

		position = 0;
		PG_TRY();
		{
			if (IsPlainDefinition(raw))
			{
				error_context_stack = &callback;
				Define(raw, part.body);
				error_context_stack = callback.previous;
			}
			else
			{
				statement = raw->stmt_len > 0 ? pnstrdup(part.body + begin, raw->stmt_len) : pstrdup(part.body + begin);
				SPI_execute(statement, false, 0);
			}
		}
		PG_CATCH();
		{
			RethrowWithPlace(context, &part, statement, statement ? begin : position > 0 ? ByteOf(part.body, position) : SkipToText(part.body, begin));
		}
		PG_END_TRY();
	}
	SPI_finish();
	SetUserIdAndSecContext(user, security);
	PG_RETURN_VOID();
}
