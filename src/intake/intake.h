/*
 * intake.h --- what the module sets up for the room.
 */
#ifndef SEN_INTAKE_H
#define SEN_INTAKE_H

extern void IntakeInit(void);

/* quiet_log.c */
extern void QuietLogInit(void);

#endif
