/*
 * words.h --- numbers in words, for the rooms after this one.
 */
#ifndef SEN_WORDS_H
#define SEN_WORDS_H

#include "lib/stringinfo.h"

extern void AppendNumberText(StringInfo said, const char *text);

#endif
