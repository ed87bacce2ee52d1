-- read: analyst
-- write: editor
-- tracked

CREATE TABLE log_entry (
    log_entry_id    integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    meeting_id      text REFERENCES meeting,
    entered_on      date NOT NULL
        CONSTRAINT log_entry_entered_on_range CHECK (sen.check_record_date(entered_on, 'entered_on', '')),
    objective_id    text REFERENCES objective,
    action_id       text REFERENCES action,
    delivery_status text REFERENCES delivery_status,
    impact_status   text REFERENCES impact_status,
    progress        text,
    impact          text,
    needs_more_from text REFERENCES partner,
    evidence_id     text REFERENCES evidence,
    CONSTRAINT log_entry_about_one CHECK (sen.check_value((objective_id IS NULL) <> (action_id IS NULL), 'action_id',
                                                          action_id, 'An entry is about one action or one objective: '
                                                                     'give action_id or objective_id, not both.')),
    CONSTRAINT log_entry_says_something CHECK (sen.check_value(num_nonnulls(delivery_status, impact_status, progress,
        impact, needs_more_from) > 0, 'progress', progress,
                                                               'Say how it stands, what was done, what it changed, or '
                                                               'whose contribution is needed.'))
);
CREATE INDEX log_entry_action_id ON log_entry (action_id, entered_on);
CREATE INDEX log_entry_objective_id ON log_entry (objective_id, entered_on);
COMMENT ON TABLE log_entry IS
    'The action and impact log of the Board (paragraph 5(e) of the 2025 notice). A change is a new entry: the last one '
    'up to a day says how the action or objective stood on that day; what it leaves empty stays as it was.';
COMMENT ON INDEX log_entry_action_id IS 'Finds the last entry of an action.';
COMMENT ON INDEX log_entry_objective_id IS 'Finds the last entry of an objective.';
COMMENT ON SEQUENCE log_entry_log_entry_id_seq IS 'Numbers the entries of the log.';
COMMENT ON COLUMN log_entry.log_entry_id IS 'Number of the entry, given by the database.';
COMMENT ON COLUMN log_entry.meeting_id IS 'Meeting for which, or at which, it was entered; empty between meetings.';
COMMENT ON COLUMN log_entry.entered_on IS 'Day of the entry.';
COMMENT ON COLUMN log_entry.objective_id IS 'The objective that it is about; empty if it is about an action.';
COMMENT ON COLUMN log_entry.action_id IS 'The action that it is about; empty if it is about an objective.';
COMMENT ON COLUMN log_entry.delivery_status IS 'How far the work has come; empty if unchanged.';
COMMENT ON COLUMN log_entry.impact_status IS 'What it has changed for children and families; empty if unchanged.';
COMMENT ON COLUMN log_entry.progress IS 'What was done since the last entry.';
COMMENT ON COLUMN log_entry.impact IS 'What that changed, and how it is known.';
COMMENT ON COLUMN log_entry.needs_more_from IS 'Partner whose contribution needs to be strengthened; empty if none.';
COMMENT ON COLUMN log_entry.evidence_id IS 'What it rests on.';
