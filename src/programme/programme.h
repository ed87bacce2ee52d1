/*
 * programme.h --- room programme.
 */
#ifndef SEN_PROGRAMME_H
#define SEN_PROGRAMME_H

extern void ProgrammeInit(void);

/* shown.c: the authorities whose cases are shown */
extern void ShownInit(void);
extern int	AskForAuthority(const char *code);
extern void AskNoMore(int level);
extern bool AuthoritiesAsked(void);

/* plan_changes.c */
extern Oid	PlanReader(Oid log);
extern Oid	PlanValueReader(Oid log, Oid *by_reports);

/* snapshot_mark.c: which rows a snapshot shows; all 0 before it is made */
typedef struct SnapshotMark
{
	bool		made;
	TransactionId xmin;
	TransactionId xmax;
	CommandId	command;
	uint64		running;		/* hash of the transactions whose rows it does not show */
} SnapshotMark;

extern bool SnapshotMarkIs(SnapshotMark *mark);

#endif							/* SEN_PROGRAMME_H */
