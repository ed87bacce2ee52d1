/*
 * simplify.h --- building the expressions that support functions answer with.
 */
#ifndef SEN_SIMPLIFY_H
#define SEN_SIMPLIFY_H

#include "deadline/time_limit.h"
#include "nodes/pg_list.h"
#include "nodes/supportnodes.h"

extern const TimeLimit *ConstantLimit(Node *argument);
extern Node *DatePlus(Node *date, int32 days);
extern Node *DateCompare(const char *operator, Node *left, Node *right);
extern Node *StartBound(const FuncExpr *call, const char *function, Node *limit, Node *day);
extern bool NeverNull(Node *node);

#endif							/* SEN_SIMPLIFY_H */
