/*
 * parser.h --- reading the text form of a type from left to right.
 *
 * Each reader returns false and notes the first problem, with its place, so
 * that one error at the end can say what was expected where.
 */
#ifndef SEN_PARSER_H
#define SEN_PARSER_H

typedef struct Parser
{
	const char *input;
	const char *at;
	const char *problem;		/* set once something is wrong */
} Parser;

extern bool ParserFail(Parser *parser, const char *problem);
extern bool ParserTake(Parser *parser, const char *text);
extern char *ParserQuote(const Parser *parser);
extern char *ParserPlace(const Parser *parser);

#endif							/* SEN_PARSER_H */
