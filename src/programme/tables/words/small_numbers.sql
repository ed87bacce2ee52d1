-- read: reader
-- tracked
-- filled

CREATE TABLE small_numbers (
    only_row      boolean PRIMARY KEY DEFAULT true
        CONSTRAINT small_numbers_only_row CHECK (sen.check_value(only_row, 'only_row', only_row,
                                                                 'There is one row: change it.')),
    shown_from    smallint NOT NULL DEFAULT 5
        CONSTRAINT small_numbers_shown_from_range CHECK (sen.check_value(shown_from = 1
                                                                         OR shown_from BETWEEN 3 AND 1000,
                                                             'shown_from', shown_from,
                                                             'Give the smallest number of children that is shown, from '
                                                             '3 to 1000, or 1 to show all. With 2 whatever is hidden '
                                                             'would be 1.')),
    rounded_to    smallint NOT NULL DEFAULT 1
        CONSTRAINT small_numbers_rounded_to_range CHECK (sen.check_value(rounded_to BETWEEN 1 AND 100, 'rounded_to',
                                                             rounded_to,
                                                             'Give the number whose multiples are shown, such as 5, '
                                                             'or 1 for exact ones.')),
    hides_another boolean NOT NULL DEFAULT true
);
COMMENT ON TABLE small_numbers IS
    'How breakdowns are kept from telling of single children where readers see them: one row, which only the owner '
    'changes. The numbers are our choice; a council has its own policy.';
COMMENT ON COLUMN small_numbers.only_row IS 'True: there is one row.';
COMMENT ON COLUMN small_numbers.shown_from IS
    'Numbers from 1 to below this are not shown, nor the row that they are in: 3 or more, or 1 to show all.';
COMMENT ON COLUMN small_numbers.rounded_to IS 'Numbers are shown as multiples of this; 1 for exact ones.';
COMMENT ON COLUMN small_numbers.hides_another IS
    'Whether further rows are hidden until no hidden one follows from the total and those that are shown.';
INSERT INTO small_numbers DEFAULT VALUES;
