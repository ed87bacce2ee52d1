-- read: reader
-- write: editor
-- filled

CREATE TABLE wait_service (
    service      text PRIMARY KEY
        CONSTRAINT wait_service_not_blank CHECK (sen.check_value(service ~ '\S', 'service', service,
                                                                 'Give the service a name, such as speech and '
                                                                 'language.')),
    within_weeks smallint
        CONSTRAINT wait_service_within_weeks_range CHECK (sen.check_value(within_weeks BETWEEN 1 AND 520,
                                                              'within_weeks', within_weeks,
                                                              'Give the number of weeks, from 1 to 520, or leave it '
                                                              'empty.')),
    source       text
);
COMMENT ON TABLE wait_service IS
    'The specialist services for which children wait (paragraph 3(c) of the 2025 notice), and the wait that each is '
    'measured against. None of these is a time limit of SEND law.';
COMMENT ON COLUMN wait_service.service IS 'Name of the service.';
COMMENT ON COLUMN wait_service.within_weeks IS 'Wait that it is measured against, in weeks; empty if there is none.';
COMMENT ON COLUMN wait_service.source IS 'Where that wait is set.';
INSERT INTO wait_service VALUES
    ('speech and language', 18,
     'NHS England, Community health services waiting lists: the share waiting more than 18 weeks is reported.'),
    ('neurodevelopmental', 13, 'NICE quality standard 51 (autism): the assessment starts within 13 weeks (3 months) of '
                               'referral. There is none for ADHD.');
