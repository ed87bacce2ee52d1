-- read: analyst
-- write: editor
-- tracked

CREATE TABLE recalculation (
    measure_id  text NOT NULL REFERENCES measure,
    starts_on   date NOT NULL
        CONSTRAINT recalculation_starts_on_range CHECK (sen.check_record_date(starts_on, 'starts_on', '')),
    reason      text NOT NULL
        CONSTRAINT recalculation_reason_not_blank CHECK (sen.check_value(reason ~ '\S', 'reason', reason,
                                                                         'Say what was changed in the process, and '
                                                                         'why its limits are to be new.')),
    decided_by  text NOT NULL REFERENCES post,
    meeting_id  text NOT NULL REFERENCES meeting,
    evidence_id text REFERENCES evidence,
    PRIMARY KEY (measure_id, starts_on)
);
COMMENT ON TABLE recalculation IS
    'A decision to draw the limits of a measure anew from a day on, since its process was changed on purpose. It is a '
    'judgement, so it names its reason, who decided, and the meeting; it counts from the day on which that was held. '
    'View process_control shows it beside the limits.';
COMMENT ON COLUMN recalculation.measure_id IS 'The measure.';
COMMENT ON COLUMN recalculation.starts_on IS
    'The first period that ends on this day or later begins the new limits.';
COMMENT ON COLUMN recalculation.reason IS 'What was changed in the process, and why the limits are to be new.';
COMMENT ON COLUMN recalculation.decided_by IS 'The post that decided it.';
COMMENT ON COLUMN recalculation.meeting_id IS
    'The meeting at which it was decided: before the day on which that was held it changes nothing.';
COMMENT ON COLUMN recalculation.evidence_id IS 'What it rests on; empty if nothing is named.';
