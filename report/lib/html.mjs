// HTML from text: everything that came from the database is escaped here.

// Besides these, what no reader can see, and XML may not hold.
const ESCAPED = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const TO_ESCAPE = /[&<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
const ALL_TO_ESCAPE = new RegExp(TO_ESCAPE, 'g');

export function escape(text) {
  const given = String(text ?? '');
  return TO_ESCAPE.test(given) ? given.replace(ALL_TO_ESCAPE, (c) => ESCAPED[c] ?? '\ufffd') : given;
}

// User text in an element of its own direction, so that what is written from right to left turns nothing around it.
export const words = (text) => (text === null || text === undefined || text === '' ? '' : `<bdi>${escape(text)}</bdi>`);

export const id = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

const SAID = new Map([['t', 'yes'], ['f', 'no'], ['true', 'yes'], ['false', 'no']]);
const plain = (value) => SAID.get(value) ?? value;

export function table({ caption, columns, rows, numbers = [] }) {
  const head = columns.map(({ column, label }) =>
    `<th scope="col"${numbers.includes(column) ? ' class="number"' : ''}>${escape(label)}</th>`).join('');
  const body = rows.map((row) => `<tr>${columns.map(({ column }, i) => {
    const content = words(plain(row[column]));
    return i === 0 ? `<th scope="row">${content}</th>`
      : `<td${numbers.includes(column) ? ' class="number"' : ''}>${content}</td>`;
  }).join('')}</tr>`).join('\n');
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escape(caption)}"><table>
<caption>${escape(caption)}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body}
</tbody></table></div>`;
}
