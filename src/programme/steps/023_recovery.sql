-- title: project the recovery of a backlog
-- version: 0.2.0

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
ALTER TABLE scenario SET (autovacuum_analyze_threshold = 0);

CREATE TABLE capacity (
    scenario_id    text NOT NULL REFERENCES scenario,
    stage          text NOT NULL
        CONSTRAINT capacity_stage_known CHECK (sen.check_value(stage IN ('decision', 'advice', 'plan'), 'stage', stage,
                                                               'Use one of: decision, advice, plan.')),
    team           text NOT NULL
        CONSTRAINT capacity_team_not_blank CHECK (sen.check_value(team ~ '\S', 'team', team,
                                                                  'Name the team, such as psychologists, or agency.')),
    from_on        date NOT NULL
        CONSTRAINT capacity_from_on_range CHECK (sen.check_record_date(from_on, 'from_on', '')),
    to_on          date
        CONSTRAINT capacity_to_on_range CHECK (sen.check_record_date(to_on, 'to_on')),
    per_week       numeric
        CONSTRAINT capacity_per_week_range CHECK (sen.check_value(per_week BETWEEN 0 AND 10000, 'per_week', per_week,
                                                                  'Give cases in a week of five working days, from 0 '
                                                                  'to 10000. Leave and gaps are lines of their own, '
                                                                  'with what is left, or 0.')),
    posts          numeric
        CONSTRAINT capacity_posts_range CHECK (sen.check_value(posts > 0 AND posts <= 10000, 'posts', posts,
                                                               'Give full-time posts, above 0 and at most 10000.')),
    hours_per_week numeric
        CONSTRAINT capacity_hours_per_week_range CHECK (sen.check_value(hours_per_week > 0 AND hours_per_week <= 168,
                                                            'hours_per_week', hours_per_week, 'Give the hours of a '
                                                            'post in a week, such as 37.')),
    time_share     numeric
        CONSTRAINT capacity_time_share_range CHECK (sen.check_value(time_share > 0 AND time_share <= 1, 'time_share',
                                                        time_share, 'Give a share above 0 and at most 1: 0.5 is half '
                                                        'of the hours.')),
    attendance     numeric
        CONSTRAINT capacity_attendance_range CHECK (sen.check_value(attendance > 0 AND attendance <= 1, 'attendance',
                                                        attendance, 'Give a share above 0 and at most 1: 0.85 if 15 '
                                                        'of 100 hours are leave, training or sickness.')),
    hours_per_case numeric
        CONSTRAINT capacity_hours_per_case_range CHECK (sen.check_value(hours_per_case > 0 AND hours_per_case <= 10000,
                                                            'hours_per_case', hours_per_case, 'Give the hours that '
                                                            'one case takes, above 0 and at most 10000.')),
    in_term_only   boolean NOT NULL DEFAULT false,
    source         text NOT NULL
        CONSTRAINT capacity_source_not_blank CHECK (sen.check_value(source ~ '\S', 'source', source,
                                                                    'Say where the figure is from, such as a contract '
                                                                    'or a count of last year.')),
    PRIMARY KEY (scenario_id, stage, team, from_on),
    CONSTRAINT capacity_in_order CHECK (sen.check_value(to_on >= from_on, 'to_on', to_on,
                                                        'A line cannot end before it begins.')),
    CONSTRAINT capacity_said_once CHECK (sen.check_value(num_nonnulls(posts, hours_per_week, time_share, attendance,
                                                                      hours_per_case)
                                                         = CASE WHEN per_week IS NULL THEN 5 ELSE 0 END,
                                                         'per_week', per_week,
                                                         'Give per_week alone; or posts, hours_per_week, time_share, '
                                                         'attendance and hours_per_case, all five.')),
    -- What the trigger says in words, also for two who write at once. No extension has to be there for equal text.
    CONSTRAINT capacity_no_overlap EXCLUDE USING gist
        (int8range(hashtextextended(stage || chr(10) || scenario_id || chr(10) || team, 0),
                   hashtextextended(stage || chr(10) || scenario_id || chr(10) || team, 0), '[]') WITH &&,
         daterange(from_on, to_on, '[]') WITH &&)
);
CREATE TRIGGER refuse_overlap BEFORE INSERT OR UPDATE ON capacity
    FOR EACH ROW EXECUTE FUNCTION sen.refuse_overlap('scenario_id', 'stage', 'team');
COMMENT ON TRIGGER refuse_overlap ON capacity IS 'Refuses two lines of one team for the same day.';
COMMENT ON TABLE capacity IS
    'What a team does in a week, in a span of days, in a scenario. Teams of a stage add up; leave, a ramp of new '
    'staff and the gap between two contracts are lines of their own, with less or 0. A stage without a line has no '
    'limit.';
COMMENT ON COLUMN capacity.scenario_id IS 'The scenario.';
COMMENT ON COLUMN capacity.stage IS 'What the team does: decision (whether to assess), advice, or plan.';
COMMENT ON COLUMN capacity.team IS 'The team; two lines of one team cannot be for the same day.';
COMMENT ON COLUMN capacity.from_on IS 'First day of the line.';
COMMENT ON COLUMN capacity.to_on IS 'Last day of the line; empty: to the end.';
COMMENT ON COLUMN capacity.per_week IS
    'Cases in a week of five working days: a bank holiday takes a fifth of it. Empty if it is said by posts and hours.';
COMMENT ON COLUMN capacity.posts IS 'Full-time posts. Cases a week are sen.capacity_of_posts() of these five.';
COMMENT ON COLUMN capacity.hours_per_week IS 'Hours of a full-time post in a week.';
COMMENT ON COLUMN capacity.time_share IS 'Share of these hours that is for new assessments, from 0 to 1.';
COMMENT ON COLUMN capacity.attendance IS
    'Share of these hours that is worked, without leave and the like, from 0 to 1.';
COMMENT ON COLUMN capacity.hours_per_case IS 'Hours that one case takes of the team.';
COMMENT ON COLUMN capacity.in_term_only IS 'True if the team works in term time only: outside table school_holiday.';
COMMENT ON COLUMN capacity.source IS 'Where the figure is from.';
ALTER TABLE capacity SET (autovacuum_analyze_threshold = 0);

CREATE TABLE school_holiday (
    local_authority text NOT NULL
        CONSTRAINT school_holiday_local_authority_form CHECK (sen.check_value(local_authority ~ '^[0-9]{3}$',
                                                                  'local_authority', local_authority,
                                                                  'Use the three-digit local authority code of DfE, '
                                                                  'such as 344.')),
    from_on         date NOT NULL
        CONSTRAINT school_holiday_from_on_range CHECK (sen.check_record_date(from_on, 'from_on', '')),
    to_on           date NOT NULL
        CONSTRAINT school_holiday_to_on_range CHECK (sen.check_record_date(to_on, 'to_on', '')),
    title           text,
    source          text NOT NULL
        CONSTRAINT school_holiday_source_not_blank CHECK (sen.check_value(source ~ '\S', 'source', source,
                                                                          'Say where the days are from, such as the '
                                                                          'term dates that the council publishes.')),
    PRIMARY KEY (local_authority, from_on),
    CONSTRAINT school_holiday_in_order CHECK (sen.check_value(to_on >= from_on, 'to_on', to_on,
                                                              'A holiday cannot end before it begins.')),
    CONSTRAINT school_holiday_length CHECK (sen.check_value(to_on - from_on < 100, 'to_on', to_on,
                                                            'A holiday of 100 days or more is none: give each one a '
                                                            'row of its own.'))
);
CREATE TRIGGER refuse_overlap BEFORE INSERT OR UPDATE ON school_holiday
    FOR EACH ROW EXECUTE FUNCTION sen.refuse_overlap('local_authority');
COMMENT ON TRIGGER refuse_overlap ON school_holiday IS 'Refuses two holidays of one authority on the same day.';
COMMENT ON TABLE school_holiday IS
    'The school holidays of an authority, by its term dates: in them, teams that work in term time only do nothing.';
COMMENT ON COLUMN school_holiday.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN school_holiday.from_on IS 'First day without school.';
COMMENT ON COLUMN school_holiday.to_on IS 'Last day without school.';
COMMENT ON COLUMN school_holiday.title IS 'Its name, such as summer; may be empty.';
COMMENT ON COLUMN school_holiday.source IS 'Where the days are from.';
ALTER TABLE school_holiday SET (autovacuum_analyze_threshold = 0);

CREATE TABLE arrival_assumption (
    scenario_id    text NOT NULL REFERENCES scenario,
    from_on        date NOT NULL
        CONSTRAINT arrival_assumption_from_on_range CHECK (sen.check_record_date(from_on, 'from_on', '')),
    to_on          date
        CONSTRAINT arrival_assumption_to_on_range CHECK (sen.check_record_date(to_on, 'to_on')),
    per_week       numeric
        CONSTRAINT arrival_assumption_per_week_range CHECK (sen.check_value(per_week BETWEEN 0 AND 10000, 'per_week',
                                                                per_week, 'Give requests in seven days, from 0 to '
                                                                '10000.')),
    growth_percent numeric
        CONSTRAINT arrival_assumption_growth_range CHECK (sen.check_value(growth_percent BETWEEN -100 AND 1000,
                                                              'growth_percent', growth_percent, 'Give the change '
                                                              'against the last twelve months in percent, from -100 '
                                                              'to 1000: 5 is a twentieth more.')),
    source         text NOT NULL
        CONSTRAINT arrival_assumption_source_not_blank CHECK (sen.check_value(source ~ '\S', 'source', source,
                                                                  'Say what the assumption rests on: a count, a '
                                                                  'publication, or an agreement.')),
    PRIMARY KEY (scenario_id, from_on),
    CONSTRAINT arrival_assumption_in_order CHECK (sen.check_value(to_on >= from_on, 'to_on', to_on,
                                                                  'A line cannot end before it begins.')),
    CONSTRAINT arrival_assumption_said_once CHECK (sen.check_value(num_nonnulls(per_week, growth_percent) = 1,
                                                                   'per_week', per_week,
                                                                   'Give per_week or growth_percent, and not both.'))
);
CREATE TRIGGER refuse_overlap BEFORE INSERT OR UPDATE ON arrival_assumption
    FOR EACH ROW EXECUTE FUNCTION sen.refuse_overlap('scenario_id');
COMMENT ON TRIGGER refuse_overlap ON arrival_assumption IS 'Refuses two assumptions of one scenario for the same day.';
COMMENT ON TABLE arrival_assumption IS
    'How many requests a scenario supposes, in a span of days, and what that rests on. Days without a line have what '
    'sen.expected_requests() makes of the record: the last twelve months, the season, and half of the growth of '
    'England where a release is loaded. View recovery_requests shows all of it.';
COMMENT ON COLUMN arrival_assumption.scenario_id IS 'The scenario.';
COMMENT ON COLUMN arrival_assumption.from_on IS 'First day of the line.';
COMMENT ON COLUMN arrival_assumption.to_on IS 'Last day of the line; empty: to the end.';
COMMENT ON COLUMN arrival_assumption.per_week IS 'Requests in seven days; empty if growth_percent says it.';
COMMENT ON COLUMN arrival_assumption.growth_percent IS
    'Change against the last twelve months, in percent, with the season of the record; empty if per_week says it.';
COMMENT ON COLUMN arrival_assumption.source IS 'What it rests on.';
ALTER TABLE arrival_assumption SET (autovacuum_analyze_threshold = 0);

CREATE TABLE recovery_target (
    local_authority text NOT NULL
        CONSTRAINT recovery_target_local_authority_form CHECK (sen.check_value(local_authority ~ '^[0-9]{3}$',
                                                                   'local_authority', local_authority,
                                                                   'Use the three-digit local authority code of DfE, '
                                                                   'such as 344.')),
    measure         text NOT NULL
        CONSTRAINT recovery_target_measure_known CHECK (sen.check_value(measure IN ('advice', 'plans', 'in_time',
                                                            'rate', 'rate_12_months', 'rate_year', 'rate_due', 'open',
                                                            'overdue', 'over_52_weeks', 'oldest_days'), 'measure',
                                                            measure, 'Use one of: advice, plans, in_time, rate, '
                                                            'rate_12_months, rate_year, rate_due, open, overdue, '
                                                            'over_52_weeks, oldest_days.')),
    due_on          date NOT NULL
        CONSTRAINT recovery_target_due_on_range CHECK (sen.check_record_date(due_on, 'due_on', '')),
    target_value    numeric NOT NULL
        CONSTRAINT recovery_target_value_range CHECK (sen.check_value(target_value >= 0
                                                          AND target_value <= CASE WHEN measure ~ '^rate' THEN 100
                                                                                   ELSE 1000000 END, 'target_value',
                                                          target_value, 'Give a rate in percent, from 0 to 100; '
                                                          'anything else as a number from 0 to 1000000.')),
    source          text NOT NULL
        CONSTRAINT recovery_target_source_not_blank CHECK (sen.check_value(source ~ '\S', 'source', source,
                                                                           'Say where the target is written.')),
    PRIMARY KEY (local_authority, measure, due_on)
);
COMMENT ON TABLE recovery_target IS
    'What a recovery is to reach, besides the targets and milestones of the measures that count plans within 20 '
    'weeks, which are taken over by themselves: such as at most 30 overdue cases by a day.';
COMMENT ON COLUMN recovery_target.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN recovery_target.measure IS
    'What is to reach it, by its name in sen.project(). Rates and work done are to be at least the target; open, '
    'overdue, over_52_weeks and oldest_days at most.';
COMMENT ON COLUMN recovery_target.due_on IS
    'Day by which it is to be reached: the last month that ends by then counts.';
COMMENT ON COLUMN recovery_target.target_value IS 'The target; rates in percent.';
COMMENT ON COLUMN recovery_target.source IS 'Where it is written.';
ALTER TABLE recovery_target SET (autovacuum_analyze_threshold = 0);

-- One row for each projection, its figures in arrays: they are one thing, sealed as one, and read as one.
CREATE TABLE projection (
    projection_id integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    scenario_id   text NOT NULL REFERENCES scenario,
    made_on       date NOT NULL
        CONSTRAINT projection_made_on_range CHECK (sen.check_record_date(made_on, 'made_on', '')),
    made_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    made_by       text NOT NULL DEFAULT session_user,
    stands_on     date NOT NULL
        CONSTRAINT projection_stands_on_range CHECK (sen.check_record_date(stands_on, 'stands_on', '')),
    until_on      date NOT NULL
        CONSTRAINT projection_until_on_range CHECK (sen.check_record_date(until_on, 'until_on', '')),
    algorithm     text NOT NULL,
    seed          bigint NOT NULL,
    runs          integer NOT NULL,
    variant_runs  integer NOT NULL,
    arguments     jsonb NOT NULL,
    figures       sen.projection_figure[] NOT NULL,
    by_order      sen.projection_figure[] NOT NULL,
    by_extra      sen.projection_figure[] NOT NULL,
    outcomes      sen.projection_outcome[] NOT NULL,
    CONSTRAINT projection_after_stand CHECK (sen.check_value(until_on > stands_on, 'until_on', until_on,
                                                             'A projection ends after the day that it stands on.'))
);
CREATE INDEX projection_scenario ON projection (scenario_id, projection_id);
COMMENT ON INDEX projection_scenario IS 'Finds the latest projection of a scenario.';
CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON projection
    FOR EACH ROW EXECUTE FUNCTION sen.refuse_another_past();
COMMENT ON TRIGGER only_added ON projection IS 'Refuses to change what was projected: another one is a row more.';
COMMENT ON SEQUENCE projection_projection_id_seq IS 'Numbers the projections.';
COMMENT ON TABLE projection IS
    'What sen.project_scenarios() made of a scenario, with all that it was made from. Rows are added and never '
    'changed, and are sealed with the papers, so that recovery_check can hold them against what came.';
COMMENT ON COLUMN projection.projection_id IS 'Number of the projection.';
COMMENT ON COLUMN projection.scenario_id IS 'The scenario.';
COMMENT ON COLUMN projection.made_on IS 'Day on which it was made: sen.today().';
COMMENT ON COLUMN projection.made_at IS 'When it was made, by the clock of the server.';
COMMENT ON COLUMN projection.made_by IS 'Who made it: the role of the session.';
COMMENT ON COLUMN projection.stands_on IS 'Day of the data: the open cases are those at its close.';
COMMENT ON COLUMN projection.until_on IS 'Last day of the projection.';
COMMENT ON COLUMN projection.algorithm IS 'Name and version of what reckoned it.';
COMMENT ON COLUMN projection.seed IS 'Number from which chance was drawn.';
COMMENT ON COLUMN projection.runs IS 'How many futures figures sum up.';
COMMENT ON COLUMN projection.variant_runs IS 'How many futures by_order and by_extra sum up.';
COMMENT ON COLUMN projection.arguments IS
    'All that sen.project() was called with, by the names of its arguments: from the same it gives the same figures.';
COMMENT ON COLUMN projection.figures IS 'The figures of each month: capacity and order as entered.';
COMMENT ON COLUMN projection.by_order IS 'The same capacity under each order of issuing.';
COMMENT ON COLUMN projection.by_extra IS 'The same order with more or less capacity, for the targets.';
COMMENT ON COLUMN projection.outcomes IS 'The targets of that time: how probable, and what they need.';
ALTER TABLE projection SET (autovacuum_analyze_threshold = 0);

DO $track$
BEGIN
    PERFORM sen.track('scenario');
    PERFORM sen.track('capacity');
    PERFORM sen.track('school_holiday');
    PERFORM sen.track('arrival_assumption');
    PERFORM sen.track('recovery_target');
    PERFORM sen.track('projection');
END
$track$;
