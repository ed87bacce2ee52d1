/*
 * programme.h --- room programme.
 */
#ifndef SEN_PROGRAMME_H
#define SEN_PROGRAMME_H

extern void ProgrammeInit(void);

#endif							/* SEN_PROGRAMME_H */
