/*
 * instruments.h --- how the law is cited.
 */
#ifndef SEN_INSTRUMENTS_H
#define SEN_INSTRUMENTS_H

/* Follow with the number of the provision. */
#define SEND_REG "SEND Regulations 2014 reg "
#define CFA_SECTION "Children and Families Act 2014 s."
#define DETAINED_REG "SEND (Detained Persons) Regulations 2015 reg "
#define RECOMMENDATIONS_REG "SEND (First-tier Tribunal Recommendations Power) Regulations 2017 reg "
#define BUDGETS_REG "SEN (Personal Budgets) Regulations 2014 reg "
#define HESC_RULE "Tribunal Procedure (First-tier Tribunal) (Health, Education and Social Care Chamber) Rules 2008 r."
#define CODE_PARA "SEND Code of Practice 0-25 (2015) para "

/* Cases. */
#define DEVON "R (L, M and P) v Devon County Council [2022] EWHC 493 (Admin)"
#define HERTFORDSHIRE "R (W) v Hertfordshire County Council [2023] EWHC 3138 (Admin)"

#endif							/* SEN_INSTRUMENTS_H */
