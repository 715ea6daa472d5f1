/* Complains of each part that is not there; whose says who asks for it ("a gold note has "). */
#ifndef KBSITE_CHECK_PARTS_H
#define KBSITE_CHECK_PARTS_H

#include "check/rules.h"

void parts_check(struct rule_job *job, const struct contract_wants *wants, str whose);

#endif
