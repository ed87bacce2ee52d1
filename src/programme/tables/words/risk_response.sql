-- read: reader
-- write: editor
-- tracked
-- filled

CREATE TABLE risk_response (
    risk_response text PRIMARY KEY
        CONSTRAINT risk_response_not_blank CHECK (sen.check_value(risk_response ~ '\S', 'risk_response', risk_response,
                                                                  'Give a word for what is done about a risk, such as '
                                                                  'treat.')),
    position      smallint NOT NULL UNIQUE,
    meaning       text NOT NULL
);
COMMENT ON TABLE risk_response IS
    'What can be decided about a risk, as registers of public bodies have it: treat, tolerate, transfer, terminate.';
COMMENT ON COLUMN risk_response.risk_response IS 'The word, such as treat.';
COMMENT ON COLUMN risk_response.position IS 'Place in reports, from 1.';
COMMENT ON COLUMN risk_response.meaning IS 'What the word means.';
INSERT INTO risk_response VALUES
    ('treat', 1, 'Something is done so that it becomes less likely, or does less harm.'),
    ('tolerate', 2, 'It is borne as it is, and watched.'),
    ('transfer', 3, 'Somebody else bears it, such as an insurer or another partner.'),
    ('terminate', 4, 'What it comes from is ended.');
