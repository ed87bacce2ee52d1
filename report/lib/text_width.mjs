// How wide a text is, for layout without a browser: the advance widths of Helvetica, whose metrics Arial and
// Liberation Sans share, in thousandths of the size of the type.
const WIDTHS = (() => {
  const table = new Map();
  const put = (width, characters) => [...characters].forEach((c) => table.set(c, width));
  put(191, "'");
  put(222, 'ijl');
  put(260, '|');
  put(278, ' !,./:;If[\\]t');
  put(333, '`()-r');
  put(334, '{}');
  put(355, '"');
  put(389, '*');
  put(469, '^');
  put(500, 'ckJsvxyz');
  put(556, '#$0123456789?L_abdeghnopqu\u2013');
  put(584, '+<=>~');
  put(611, 'FTZ');
  put(667, '&ABEKPSVXY');
  put(722, 'CDHNRUw');
  put(778, 'GOQ');
  put(833, 'Mm');
  put(889, '%');
  put(944, 'W');
  put(1015, '@');
  return table;
})();
const OTHER = 667;
const BOLD = 1.07;
const SAFE = 1.18; // where none of these is installed, what stands in for them may be as much wider

export function textWidth(item, text) {
  const content = text === null || text === undefined ? '' : String(text);
  let width = 0;
  for (const character of content) {
    width += WIDTHS.get(character) ?? OTHER;
  }
  const bold = item.fontWeight === 'bold' || Number(item.fontWeight) >= 600;
  return width * SAFE * (item.fontSize ?? 11) * (bold ? BOLD : 1) / 1000;
}
