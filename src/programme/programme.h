/*
 * programme.h --- room programme.
 */
#ifndef SEN_PROGRAMME_H
#define SEN_PROGRAMME_H

extern void ProgrammeInit(void);

/* plan_changes.c */
extern Oid	PlanReader(Oid log);

#endif							/* SEN_PROGRAMME_H */
