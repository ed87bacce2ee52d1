-- title: say which post enters with a role, and which units begin at 0
-- version: 0.2.0

ALTER TABLE unit ADD COLUMN is_from_0 boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN unit.is_from_0 IS
    'True if no figure in it can be below 0, as of what is counted: then no limit of a chart is drawn below 0.';
UPDATE unit SET is_from_0 = true WHERE unit IN (
    'percent', 'days', 'weeks', 'months', 'children', 'pupils', 'families', 'people', 'posts', 'plans',
    'requests', 'appeals', 'complaints', 'exclusions', 'suspensions', 'suspensions per 100 pupils',
    'per pupil', 'visits', 'visits a month', 'packages', 'places', 'schools', 'meetings');
ALTER TABLE post ADD COLUMN enters_as text UNIQUE
    CONSTRAINT post_enters_as_not_blank CHECK (sen.check_value(enters_as ~ '\S', 'enters_as', enters_as,
                                                               'Give the database role that the post enters with, or '
                                                               'leave it empty.'));
COMMENT ON COLUMN post.enters_as IS
    'Database role with which its holder, or whoever works for the post, enters records: papers then say the title of '
    'the post in place of the role. Empty if none is named.';
