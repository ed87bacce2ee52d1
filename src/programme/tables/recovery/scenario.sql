-- read: analyst
-- write: editor
-- tracked

CREATE TABLE scenario (
    scenario_id          text PRIMARY KEY
        CONSTRAINT scenario_id_not_blank CHECK (sen.check_value(scenario_id ~ '\S', 'scenario_id', scenario_id,
                                                                'Give the scenario a short name of your own, such as '
                                                                'as-now.')),
    position             smallint NOT NULL DEFAULT 1
        CONSTRAINT scenario_position_positive CHECK (sen.check_value(position > 0, 'position', position,
                                                                     'Number the scenarios from 1 in the order in '
                                                                     'which reports show them.')),
    title                text NOT NULL
        CONSTRAINT scenario_title_not_blank CHECK (sen.check_value(title ~ '\S', 'title', title,
                                                                   'Give the title that reports show, such as: as '
                                                                   'now.')),
    local_authority      text NOT NULL
        CONSTRAINT scenario_local_authority_form CHECK (sen.check_value(local_authority ~ '^[0-9]{3}$',
                                                            'local_authority', local_authority,
                                                            'Use the three-digit local authority code of DfE, such as '
                                                            '344.')),
    issue_order          text NOT NULL
        CONSTRAINT scenario_issue_order_known CHECK (sen.check_value(issue_order IN ('oldest', 'newest',
                                                         'in_time_first', 'share', 'as_observed'), 'issue_order',
                                                         issue_order, 'Use one of: oldest, newest, in_time_first, '
                                                         'share, as_observed.')),
    in_time_share        numeric
        CONSTRAINT scenario_in_time_share_range CHECK (sen.check_value(in_time_share BETWEEN 0 AND 1, 'in_time_share',
                                                           in_time_share, 'Give a share from 0 to 1: 0.5 is half of '
                                                           'the plans.')),
    until_on             date NOT NULL
        CONSTRAINT scenario_until_on_range CHECK (sen.check_record_date(until_on, 'until_on', '')),
    refused_share        numeric
        CONSTRAINT scenario_refused_share_range CHECK (sen.check_value(refused_share BETWEEN 0 AND 1, 'refused_share',
                                                           refused_share, 'Give a share from 0 to 1, or leave it '
                                                           'empty for that of the last twelve months.')),
    no_plan_share        numeric
        CONSTRAINT scenario_no_plan_share_range CHECK (sen.check_value(no_plan_share BETWEEN 0 AND 1, 'no_plan_share',
                                                           no_plan_share, 'Give a share from 0 to 1, or leave it '
                                                           'empty for that of the last twelve months.')),
    withdrawn_share      numeric
        CONSTRAINT scenario_withdrawn_share_range CHECK (sen.check_value(withdrawn_share BETWEEN 0 AND 1,
                                                             'withdrawn_share', withdrawn_share, 'Give a share from 0 '
                                                             'to 1, or leave it empty for that of the last twelve '
                                                             'months.')),
    decision_days        integer NOT NULL DEFAULT 42
        CONSTRAINT scenario_decision_days_range CHECK (sen.check_value(decision_days BETWEEN 0 AND 3650,
                                                           'decision_days', decision_days,
                                                           'Give days, from 0 to 1650.')),
    advice_days          integer NOT NULL DEFAULT 0
        CONSTRAINT scenario_advice_days_range CHECK (sen.check_value(advice_days BETWEEN 0 AND 3650, 'advice_days',
                                                         advice_days, 'Give days, from 0 to 1650.')),
    plan_days            integer NOT NULL DEFAULT 56
        CONSTRAINT scenario_plan_days_range CHECK (sen.check_value(plan_days BETWEEN 0 AND 3650, 'plan_days', plan_days,
                                                                   'Give days, from 0 to 1650.')),
    demand_spread        numeric
        CONSTRAINT scenario_demand_spread_range CHECK (sen.check_value(demand_spread BETWEEN 0 AND 1, 'demand_spread',
                                                           demand_spread, 'Give a standard deviation of logarithms, '
                                                           'from 0 to 1, or leave it empty.')),
    capacity_spread      numeric
        CONSTRAINT scenario_capacity_spread_range CHECK (sen.check_value(capacity_spread BETWEEN 0 AND 1,
                                                             'capacity_spread', capacity_spread, 'Give a standard '
                                                             'deviation of logarithms, from 0 to 1, or leave it '
                                                             'empty.')),
    order_spread         numeric
        CONSTRAINT scenario_order_spread_range CHECK (sen.check_value(order_spread BETWEEN 0 AND 4, 'order_spread',
                                                          order_spread, 'Give a standard deviation of logarithms, '
                                                          'from 0 to 4, or leave it empty.')),
    demand_week_spread   numeric
        CONSTRAINT scenario_demand_week_spread_range CHECK (sen.check_value(demand_week_spread BETWEEN 0 AND 1,
                                                                'demand_week_spread', demand_week_spread, 'Give a '
                                                                'standard deviation of logarithms, from 0 to 1, or '
                                                                'leave it empty.')),
    capacity_week_spread numeric
        CONSTRAINT scenario_capacity_week_spread_range CHECK (sen.check_value(capacity_week_spread BETWEEN 0 AND 1,
                                                                  'capacity_week_spread', capacity_week_spread, 'Give '
                                                                  'a standard deviation of logarithms, from 0 to 1, '
                                                                  'or leave it empty.')),
    runs                 integer NOT NULL DEFAULT 1000
        CONSTRAINT scenario_runs_range CHECK (sen.check_value(runs BETWEEN 1 AND 100000, 'runs', runs,
                                                              'Give 1 to 100000; 1000 are enough for papers.')),
    seed                 bigint NOT NULL DEFAULT 1,
    extra_stage          text
        CONSTRAINT scenario_extra_stage_known CHECK (sen.check_value(extra_stage IN ('decision', 'advice', 'plan'),
                                                         'extra_stage', extra_stage,
                                                         'Use one of: decision, advice, plan.')),
    extra_from           date
        CONSTRAINT scenario_extra_from_range CHECK (sen.check_record_date(extra_from, 'extra_from')),
    extra_least          numeric
        CONSTRAINT scenario_extra_least_range CHECK (sen.check_value(extra_least BETWEEN -10000 AND 10000,
                                                         'extra_least', extra_least, 'Give cases a week, from -10000 '
                                                         'to 10000; below 0 is less than the capacity entered.')),
    extra_most           numeric
        CONSTRAINT scenario_extra_most_range CHECK (sen.check_value(extra_most BETWEEN -10000 AND 10000, 'extra_most',
                                                        extra_most, 'Give cases a week, from -10000 to 10000.')),
    extra_step           numeric
        CONSTRAINT scenario_extra_step_positive CHECK (sen.check_value(extra_step > 0 AND extra_step <= 10000,
                                                           'extra_step', extra_step, 'Give cases a week, above 0 and '
                                                           'at most 10000.')),
    is_illustrative      boolean NOT NULL DEFAULT false,
    agreed_on            date
        CONSTRAINT scenario_agreed_on_range CHECK (sen.check_record_date(agreed_on, 'agreed_on')),
    owner_post           text REFERENCES post,
    why                  text NOT NULL
        CONSTRAINT scenario_why_not_blank CHECK (sen.check_value(why ~ '\S', 'why', why,
                                                                 'Say what the scenario supposes, and why.')),
    CONSTRAINT scenario_share_of_order CHECK (sen.check_value((issue_order = 'share') = (in_time_share IS NOT NULL),
                                                              'in_time_share', in_time_share,
                                                              'Give in_time_share with issue_order share, and with no '
                                                              'other.')),
    CONSTRAINT scenario_extra_complete CHECK (sen.check_value(num_nonnulls(extra_stage, extra_from, extra_least,
                                                                           extra_most, extra_step) IN (0, 5),
                                                              'extra_stage', extra_stage,
                                                              'Give extra_stage, extra_from, extra_least, extra_most '
                                                              'and extra_step, or none of them.')),
    CONSTRAINT scenario_extra_grid CHECK (sen.check_value(extra_most >= extra_least
                                                          AND (extra_most - extra_least) / extra_step <= 40,
                                                          'extra_most', extra_most,
                                                          'Give from extra_least to extra_most at most 40 steps.'))
);
COMMENT ON TABLE scenario IS
    'What a recovery plan supposes of the requests, the capacity and the order of issuing of one authority: '
    'sen.project_scenarios() projects it from the authority''s own open cases. Its capacity is in capacity, its '
    'requests are in arrival_assumption.';
COMMENT ON COLUMN scenario.scenario_id IS 'Short name of the scenario within this programme.';
COMMENT ON COLUMN scenario.position IS 'Place in reports, from 1.';
COMMENT ON COLUMN scenario.title IS 'Title that reports show.';
COMMENT ON COLUMN scenario.local_authority IS 'The authority: three-digit code of DfE (344 is Wirral).';
COMMENT ON COLUMN scenario.issue_order IS
    'Which case is next: oldest; newest; in_time_first, the oldest still in time before any overdue one; share, of '
    'which a share is in time; as_observed, as the authority chose in the last twelve months.';
COMMENT ON COLUMN scenario.in_time_share IS 'With issue_order share, which share of the plans is in time, from 0 to 1.';
COMMENT ON COLUMN scenario.until_on IS 'Last day of the projection, at most ten years after the day of the data.';
COMMENT ON COLUMN scenario.refused_share IS
    'Share of the decisions that refuse to assess, from 0 to 1; empty: that of the last twelve months.';
COMMENT ON COLUMN scenario.no_plan_share IS
    'Share of the assessments that end without a plan, from 0 to 1; empty: that of the last twelve months.';
COMMENT ON COLUMN scenario.withdrawn_share IS
    'Share of the requests that are withdrawn, moved away or closed otherwise, from 0 to 1; empty: that of the last '
    'twelve months.';
COMMENT ON COLUMN scenario.decision_days IS 'Shortest time to the decision whether to assess, in days.';
COMMENT ON COLUMN scenario.advice_days IS 'Shortest time from there to the advice, in days.';
COMMENT ON COLUMN scenario.plan_days IS 'Shortest time from there to the plan, in days.';
COMMENT ON COLUMN scenario.demand_spread IS
    'How far the level of requests may be from what is supposed, as the standard deviation of its logarithm; empty: '
    'that of its record, at least 0.25 (sen.usual_spreads()).';
COMMENT ON COLUMN scenario.capacity_spread IS
    'The same of capacity; empty: that of its record, at least 0.3 (sen.usual_spreads()).';
COMMENT ON COLUMN scenario.order_spread IS
    'The same of the odds that order as_observed issues a plan in time; empty: 1.4, as sen.project() has it.';
COMMENT ON COLUMN scenario.demand_week_spread IS 'The same of the requests of single weeks.';
COMMENT ON COLUMN scenario.capacity_week_spread IS 'The same of the capacity of single weeks.';
COMMENT ON COLUMN scenario.runs IS 'How many futures are drawn.';
COMMENT ON COLUMN scenario.seed IS 'Number from which chance is drawn: the same gives the same figures.';
COMMENT ON COLUMN scenario.extra_stage IS
    'Stage for which extra capacity is tried, by recovery_need: decision, advice or plan. Empty: none is tried.';
COMMENT ON COLUMN scenario.extra_from IS 'First day of the extra capacity.';
COMMENT ON COLUMN scenario.extra_least IS
    'Least extra capacity that is tried, in cases a week; below 0 it is less than what is entered.';
COMMENT ON COLUMN scenario.extra_most IS 'Most extra capacity that is tried, in cases a week.';
COMMENT ON COLUMN scenario.extra_step IS 'Step from one to the next.';
COMMENT ON COLUMN scenario.is_illustrative IS
    'True for an example: no plan of the council, which reports say beside its figures.';
COMMENT ON COLUMN scenario.agreed_on IS 'Day on which it was agreed; empty if it has not been.';
COMMENT ON COLUMN scenario.owner_post IS 'The post that answers for it; empty if none is named.';
COMMENT ON COLUMN scenario.why IS 'What it supposes, and why, in words.';
