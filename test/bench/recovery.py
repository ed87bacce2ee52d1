# The same projection in plain Python, as a yardstick: counts by day received, working day by working day, each order,
# with the levels and weeks of chance, refusals and plans withheld. Reads the open cases (day received, stage, count) and
# the plans for each case-day by age, as tab-separated lines; prints the ms that one run takes.
import math
import random
import sys
import time
from datetime import date, timedelta

order, runs, months, holidays = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), set(sys.argv[4].split(','))
stand = date(2025, 12, 31)
cases, hazards = [], []
for line in sys.stdin:
    field = line.rstrip('\n').split('\t')
    if field[0] == 'case':
        cases.append(((date.fromisoformat(field[1]) - stand).days, field[2], int(field[3])))
    else:
        hazards.append((int(field[1]), float(field[2])))
until = 365 if months == 12 else 730
days = []
for after in range(1, until + 1):
    day = stand + timedelta(after)
    if day.weekday() < 5 and day.isoformat() not in holidays:
        days.append((after, day.month + 12 * (day.year - 2026), after // 7))
in_month = {}
for after, month, week in days:
    in_month[month] = in_month.get(month, 0) + 1


def poisson(mean):
    u, k, term = random.random(), 0, math.exp(-mean)
    total = term
    while u > total:
        k += 1
        term *= mean / k
        total += term
    return k


def normal():
    return random.gauss(0, 1)


def run():
    waiting, ready, later = {}, {}, {}
    for received, stage, count in cases:
        if stage == 'decision':
            later.setdefault(max(received + 42, 1), []).append((received, count))
        elif received + 98 <= 0:
            ready[received] = ready.get(received, 0) + count
        else:
            waiting.setdefault(received + 98, []).append((received, count))
    demand, capacity = math.exp(.25 * normal()), math.exp(.3 * normal())
    carry = turn = 0.0
    this_week, noise, force = -1, 1, 1
    done = 0
    counts = [[0, 0, 0, 0] for _ in range(months + 1)]
    last = 0
    for after, month, week in days:
        if week != this_week:
            this_week = week
            noise = math.exp(.15 * normal() - .01125)
            force = math.exp(.15 * normal() - .01125)
        n = poisson(27 / 7 * 30.4 / in_month[month] * demand * noise)
        counts[month][0] += n
        if n:
            later.setdefault(after + 42, []).append((after, n))
        for at in range(last + 1, after + 1):
            for received, count in later.pop(at, ()):
                kept = sum(random.random() >= .189 for _ in range(count))
                if kept:
                    waiting.setdefault(after + 56, []).append((received, kept))
            for received, count in waiting.pop(at, ()):
                ready[received] = ready.get(received, 0) + count
        last = after
        carry += 5.1 * capacity * force
        k = int(carry)
        carry -= k
        while k > 0 and ready:
            if order == 'oldest':
                pick = min(ready)
            elif order == 'newest':
                pick = max(ready)
            elif order == 'as_observed':
                weights = []
                for received, count in ready.items():
                    age = after - received
                    chance = 0.0
                    for first, hazard in hazards:
                        if age < first:
                            break
                        chance = hazard
                    weights.append(chance * count)
                pick = random.choices(list(ready), weights)[0] if sum(weights) > 0 else min(ready)
            else:
                turn += 1 if order == 'in_time_first' else .5
                first = turn >= 1
                if first:
                    turn -= 1
                young = [r for r in ready if after - r <= 140] if first else []
                pick = min(young) if young else min(ready)
            ready[pick] -= 1
            if not ready[pick]:
                del ready[pick]
            if random.random() < .021:
                continue
            k -= 1
            counts[month][1] += 1
            counts[month][2] += after - pick <= 140
    return counts


began = time.perf_counter()
for _ in range(runs):
    run()
print(f'{(time.perf_counter() - began) / runs * 1000:.3f}')
