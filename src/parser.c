/*
 * parser.c --- reading the text form of a type from left to right.
 */
#include "postgres.h"
#include "compat.h"

#include "mb/pg_wchar.h"
#include "parser.h"

#define QUOTED_LENGTH 100		/* of the input, in an error */

/*
 * ParserFail notes a problem, unless there is one already; always false.
 */
bool
ParserFail(Parser *parser, const char *problem)
{
	if (parser->problem == NULL)
		parser->problem = problem;
	return false;
}

/*
 * ParserTake passes over a text, if it stands there.
 */
bool
ParserTake(Parser *parser, const char *text)
{
	size_t		length = strlen(text);

	if (strncmp(parser->at, text, length) != 0)
		return false;
	parser->at += length;
	return true;
}

/*
 * ParserQuote is the input for a message, cut if it is long.
 */
char *
ParserQuote(const Parser *parser)
{
	int			length = strlen(parser->input);

	if (length <= QUOTED_LENGTH)
		return pstrdup(parser->input);
	return psprintf("%.*s...", pg_mbcliplen(parser->input, length, QUOTED_LENGTH), parser->input);
}

/*
 * ParserPlace is where the problem stands, and what it is.
 */
char *
ParserPlace(const Parser *parser)
{
	return psprintf("At character %d: %s",
					pg_mbstrlen_with_len(parser->input, parser->at - parser->input) + 1, parser->problem);
}
