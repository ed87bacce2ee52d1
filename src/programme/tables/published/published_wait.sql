-- read: reader
-- write: editor

CREATE TABLE published_wait (
    local_authority   text NOT NULL
        CONSTRAINT published_wait_local_authority_form CHECK (
            sen.check_value(local_authority ~ '^[0-9]{3}$', 'local_authority', local_authority,
                            'Use the three-digit local authority code of DfE, such as 344.')),
    service           text NOT NULL REFERENCES wait_service,
    area_code         text NOT NULL
        CONSTRAINT published_wait_area_code_not_blank CHECK (sen.check_value(area_code ~ '\S', 'area_code', area_code,
                                                                 'Give the code of the provider, such as RY7.')),
    published_service text NOT NULL
        CONSTRAINT published_wait_service_not_blank CHECK (sen.check_value(published_service ~ '\S',
                                                               'published_service', published_service,
                                                               'Give the name of the service as it is published.')),
    PRIMARY KEY (local_authority, service)
);
COMMENT ON TABLE published_wait IS
    'Which published waiting list is about the same children as a service of table wait: who knows enters it. A '
    'provider '
    'may serve other areas too, and a list may have children who wait for something else.';
COMMENT ON COLUMN published_wait.local_authority IS 'Three-digit local authority code of DfE (344 is Wirral).';
COMMENT ON COLUMN published_wait.service IS 'The service: a row of wait_service.';
COMMENT ON COLUMN published_wait.area_code IS 'The provider, by its code in release_area, such as RY7.';
COMMENT ON COLUMN published_wait.published_service IS
    'The service as it is published, such as (CYP) Therapy interventions: Speech and language.';
