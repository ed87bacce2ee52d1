-- read: reader
-- write: editor

CREATE TABLE release (
    release      text PRIMARY KEY
        CONSTRAINT release_release_form CHECK (sen.check_value(release ~ '^[a-z0-9][a-z0-9-]*$', 'release', release,
                                                               'Use lower-case letters, digits and hyphens, such as '
                                                               'ehc-plans-2025.')),
    publisher    text NOT NULL
        CONSTRAINT release_publisher_not_blank CHECK (sen.check_value(publisher ~ '\S', 'publisher', publisher,
                                                                      'Say who published it, such as DfE.')),
    title        text NOT NULL
        CONSTRAINT release_title_not_blank CHECK (sen.check_value(title ~ '\S', 'title', title,
                                                                  'Give the title of the release, such as Education, '
                                                                  'health and care plans, reporting year 2025.')),
    published_on date NOT NULL
        CONSTRAINT release_published_on_range CHECK (sen.check_record_date(published_on, 'published_on', '')),
    source       text
        CONSTRAINT release_source_not_blank CHECK (sen.check_value(source ~ '\S', 'source', source,
                                                                   'Say where it can be found, or leave it empty.'))
);
COMMENT ON TABLE release IS
    'A publication whose figures stand beside the council''s own, such as DfE''s of EHC plans of one year: its files '
    'are '
    'in release_file. sen.load_release() makes the row.';
COMMENT ON COLUMN release.release IS 'Short name of the release, such as ehc-plans-2025.';
COMMENT ON COLUMN release.publisher IS 'Who published it, such as DfE, HM Courts and Tribunals Service or NHS England.';
COMMENT ON COLUMN release.title IS 'Its title, as papers name it.';
COMMENT ON COLUMN release.published_on IS
    'Day on which it was published first. Of two releases with the same figure the later one counts.';
COMMENT ON COLUMN release.source IS 'Where it can be found; empty if that is not recorded.';
