-- title: record who decided to draw the limits of a control chart anew
-- version: 0.2.0

ALTER TABLE measure ADD COLUMN counts_events boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT measure_events_not_percent CHECK (sen.check_value(NOT counts_events OR unit <> 'percent',
                                                                 'counts_events', counts_events,
                                                                 'A percentage does not count events: give another '
                                                                 'unit, such as complaints.'));
COMMENT ON COLUMN measure.counts_events IS
    'True if a figure is how many events there were in its period, such as complaints, of which any number can happen: '
    'its control chart has the limits of such counts. A figure for one day alone is an event on that day, and what is '
    'charted is the days from one to the next.';

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
ALTER TABLE recalculation SET (autovacuum_analyze_threshold = 0);
DO $track$ BEGIN PERFORM sen.track('recalculation'); END $track$;
