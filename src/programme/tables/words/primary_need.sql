-- read: reader
-- write: editor
-- filled

CREATE TABLE primary_need (
    primary_need text PRIMARY KEY
        CONSTRAINT primary_need_form CHECK (sen.check_value(primary_need ~ '^[A-Z]{2,8}$', 'primary_need', primary_need,
                                                            'Use the code of SEN2, in capitals, such as ASD.')),
    position     smallint NOT NULL UNIQUE,
    meaning      text NOT NULL
);
COMMENT ON TABLE primary_need IS
    'The types of special educational need, by the codes of SEN2 (SENtype).';
COMMENT ON COLUMN primary_need.primary_need IS 'Code of SEN2, such as ASD.';
COMMENT ON COLUMN primary_need.position IS 'Place in reports, from 1.';
COMMENT ON COLUMN primary_need.meaning IS 'What it stands for.';
INSERT INTO primary_need VALUES
    ('ASD', 1, 'Autistic spectrum disorder'),
    ('SEMH', 2, 'Social, emotional and mental health'),
    ('SLCN', 3, 'Speech, language and communication needs'),
    ('MLD', 4, 'Moderate learning difficulty'),
    ('SPLD', 5, 'Specific learning difficulty'),
    ('SLD', 6, 'Severe learning difficulty'),
    ('PMLD', 7, 'Profound and multiple learning difficulty'),
    ('PD', 8, 'Physical disability'),
    ('HI', 9, 'Hearing impairment'),
    ('VI', 10, 'Vision impairment'),
    ('MSI', 11, 'Multi-sensory impairment'),
    ('DS', 12, 'Down syndrome (SEN2 from 2025)'),
    ('OTH', 13, 'Other difficulty or disability');
