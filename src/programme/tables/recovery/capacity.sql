-- read: analyst
-- write: editor
-- tracked

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
