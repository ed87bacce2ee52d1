/*
 * nearest.h --- names like the one that was given, for a hint.
 */
#ifndef SEN_NEAREST_H
#define SEN_NEAREST_H

/* The i-th of the names to choose from. */
typedef const char *(*NameAt) (int i);

extern char *NearestNames(const char *given, NameAt name_at, int count);

#endif							/* SEN_NEAREST_H */
