/*
 * conditions.h --- conditions on view log_leaves as arguments of what it is made of.
 */
#ifndef SEN_CONDITIONS_H
#define SEN_CONDITIONS_H

extern Datum log_block_entries(PG_FUNCTION_ARGS);
extern Datum log_blocks(PG_FUNCTION_ARGS);

extern void ConditionsInit(void);

#endif							/* SEN_CONDITIONS_H */
