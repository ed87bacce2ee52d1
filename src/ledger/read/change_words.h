/*
 * change_words.h --- values of the log as a Board reads them.
 */
#ifndef SEN_CHANGE_WORDS_H
#define SEN_CHANGE_WORDS_H

#include "pgtime.h"

typedef struct ChangeWords ChangeWords;

extern ChangeWords *ChangeWordsOf(Oid relid, pg_tz *timezone);
extern const char *InWords(const ChangeWords *words, const char *name, const char *text);

#endif							/* SEN_CHANGE_WORDS_H */
