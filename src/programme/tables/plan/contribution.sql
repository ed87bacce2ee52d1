-- read: analyst
-- write: editor
-- tracked

CREATE TABLE contribution (
    action_id  text NOT NULL REFERENCES action,
    partner_id text NOT NULL REFERENCES partner,
    what       text NOT NULL,
    PRIMARY KEY (action_id, partner_id)
);
COMMENT ON TABLE contribution IS 'What a partner other than the owner''s contributes to an action.';
COMMENT ON COLUMN contribution.action_id IS 'The action.';
COMMENT ON COLUMN contribution.partner_id IS 'The partner.';
COMMENT ON COLUMN contribution.what IS 'What it contributes.';
