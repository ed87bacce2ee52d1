-- read: analyst
-- write: editor
-- tracked

CREATE TABLE area_status (
    notice_id   text NOT NULL,
    area_number smallint NOT NULL,
    since       date NOT NULL
        CONSTRAINT area_status_since_range CHECK (sen.check_record_date(since, 'since', '')),
    status      text NOT NULL
        CONSTRAINT area_status_known CHECK (sen.check_value(status IN ('active', 'business as usual', 'closed'),
            'status', status, 'Use one of: active, business as usual, closed.')),
    source      text NOT NULL,
    PRIMARY KEY (notice_id, area_number, since),
    FOREIGN KEY (notice_id, area_number) REFERENCES area (notice_id, area_number)
);
COMMENT ON TABLE area_status IS
    'The history of an area''s status: one row from each day on which it changed. A change is a new row, never an '
    'edit.';
COMMENT ON COLUMN area_status.notice_id IS 'The notice.';
COMMENT ON COLUMN area_status.area_number IS 'The area within the notice.';
COMMENT ON COLUMN area_status.since IS 'First day of this status.';
COMMENT ON COLUMN area_status.status IS 'active, business as usual or closed.';
COMMENT ON COLUMN area_status.source IS 'Who decided it and where it is recorded.';
