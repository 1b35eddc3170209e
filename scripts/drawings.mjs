/**
 * Draws scripts/drawings/NAME.txt as docs/images/NAME.svg. `npm run generate` runs it, and a test holds the drawings to
 * their texts. A text has lines of five kinds:
 *
 *     title: What the drawing shows
 *     desc: The same in sentences, for screen readers
 *     row: first "A box" "with a smaller line" | second! "A box that matters"
 *     arrow: first second "what the arrow means"
 *
 * Rows are drawn from top to bottom, and in the middle; after `align: first`, their first boxes are below each other.
 * Arrows join boxes of one row at their sides, others below and above.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const SOURCES = fileURLToPath(new URL('drawings/', import.meta.url));
const IMAGES = fileURLToPath(new URL('../docs/images/', import.meta.url));
const MARGIN = 20;
const GAP = { x: 24, arrow: 64, y: 54 };
const HEIGHT = { one: 38, two: 56 };
/** About the width of a letter of the system's fonts, in px. */
const LETTER = { box: 8.7, small: 7 };

/** The names of all drawings. */
export const NAMES = readdirSync(SOURCES)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => name.slice(0, -'.txt'.length))
  .sort();

/** @param {string} name @returns {string} the text of a drawing */
export const sourceOf = (name) => readFileSync(`${SOURCES}${name}.txt`, 'utf8');

/** @param {string} name @returns {string} where the drawing of this name is */
export const fileOf = (name) => `${IMAGES}${name}.svg`;

/** A box as its text has it: `name! "Title" "smaller line"`. */
const BOX = /^(\w+)(!?) "([^"]+)"(?: "([^"]+)")?$/;
const ARROW = /^(\w+) (\w+)(?: "([^"]+)")?$/;

/**
 * @param {string} text
 * @throws Error for a line that cannot be read, and for an arrow to a box that is not there
 */
export function read(text) {
  const drawing = { title: '', desc: '', align: '', rows: [], arrows: [] };
  for (const line of text.split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [, kind = '', rest = ''] = /^(\w+): (.+)$/.exec(line) ?? [];
    if (kind === 'title' || kind === 'desc' || kind === 'align') drawing[kind] = rest;
    else if (kind === 'row') drawing.rows.push(rest.split(' | ').map((part) => boxOf(part, line)));
    else if (kind === 'arrow') drawing.arrows.push(arrowOf(rest, line));
    else throw new Error(`this line of a drawing cannot be read: ${line}`);
  }
  const names = drawing.rows.flat().map(({ name }) => name);
  for (const { from, to } of drawing.arrows)
    for (const name of [from, to]) if (!names.includes(name)) throw new Error(`there is no box "${name}"`);
  if (drawing.title === '' || drawing.desc === '') throw new Error('a drawing has a title and a desc');
  return drawing;
}

function boxOf(part, line) {
  const [, name, mark, title, small] = BOX.exec(part.trim()) ?? [];
  if (name === undefined) throw new Error(`"${part}" is no box, in the line: ${line}`);
  const letters = Math.max(title.length * LETTER.box, (small?.length ?? 0) * LETTER.small);
  return { name, title, small, isMain: mark === '!', width: Math.max(96, Math.round(letters) + 24) };
}

function arrowOf(rest, line) {
  const [, from, to, label] = ARROW.exec(rest) ?? [];
  if (from === undefined) throw new Error(`this line of a drawing cannot be read: ${line}`);
  return { from, to, label };
}

/** @param {string} text @returns {string} the drawing as SVG */
export function drawn(text) {
  const { title, desc, align, rows, arrows } = read(text);
  const gapBetween = ({ name }, { name: next }) => {
    const arrow = arrows.find(({ from, to }) => (from === name && to === next) || (from === next && to === name));
    return arrow ? Math.max(GAP.arrow, (arrow.label?.length ?? 0) * LETTER.small + 30) : GAP.x;
  };
  const gaps = rows.map((row) => row.slice(1).map((box, at) => gapBetween(row[at], box)));
  const widthOf = (row, at) => [...row.map((box) => box.width), ...gaps[at]].reduce((sum, each) => sum + each, 0);
  const column = align === 'first' ? Math.max(...rows.map(([first]) => first.width)) : 0;
  const widths = rows.map((row, at) => widthOf(row, at) + (column === 0 ? 0 : (column - row[0].width) / 2));
  const width = Math.max(...widths) + 2 * MARGIN;
  const places = new Map();
  let y = MARGIN;
  rows.forEach((row, at) => {
    const height = row.some(({ small }) => small) ? HEIGHT.two : HEIGHT.one;
    let x = column === 0 ? (width - widths[at]) / 2 : MARGIN + (column - row[0].width) / 2;
    row.forEach((box, index) => {
      places.set(box.name, { ...box, x, y, height, row: at });
      x += box.width + (gaps[at][index] ?? 0);
    });
    y += height + GAP.y;
  });
  const height = y - GAP.y + MARGIN;
  const lines = arrows.map(({ from, to, label }) => arrowLine(places.get(from), places.get(to), label));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width)} ${round(height)}" width="${round(width)}" height="${round(height)}" role="img" aria-labelledby="title desc">
<title id="title">${escaped(title)}</title>
<desc id="desc">${escaped(desc)}</desc>
<style>
:root { --paper: #ffffff; --line: #59636e; --box: #f6f8fa; --main: #ddf4ff; --text: #1f2328 }
@media (prefers-color-scheme: dark) { :root { --paper: #1b1b1f; --line: #9198a1; --box: #262c36; --main: #123a5f; --text: #e6edf3 } }
.paper { fill: var(--paper) }
path { fill: none; stroke: var(--line); stroke-width: 1.5; marker-end: url(#head) }
marker path { fill: var(--line); stroke: none; marker-end: none }
.box { fill: var(--box); stroke: var(--line) }
.main { fill: var(--main) }
text { font: 15px system-ui, sans-serif; text-anchor: middle; fill: var(--text) }
.small { font-size: 12.5px }
.label { font-size: 12.5px; stroke: var(--paper); stroke-width: 5px; paint-order: stroke; stroke-linejoin: round }
</style>
<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 L8 4 L0 8 z"/></marker></defs>
<rect class="paper" width="100%" height="100%" rx="8"/>
${lines.map(({ path }) => path).join('\n')}
${[...places.values()].map(boxDrawn).join('\n')}
${lines
  .map(({ word }) => word)
  .filter(Boolean)
  .join('\n')}
</svg>
`;
}

function boxDrawn({ x, y, width, height, title, small, isMain }) {
  const middle = round(x + width / 2);
  const text = `<text x="${middle}" y="${round(y + (small ? 24 : height / 2 + 5))}">${escaped(title)}</text>`;
  const second = small ? `<text class="small" x="${middle}" y="${round(y + 43)}">${escaped(small)}</text>` : '';
  return `<rect class="box${isMain ? ' main' : ''}" x="${round(x)}" y="${round(y)}" width="${width}" height="${height}" rx="6"/>${text}${second}`;
}

function arrowLine(from, to, label) {
  const isBeside = from.row === to.row;
  const isRight = to.x > from.x;
  const isDown = to.row > from.row;
  const [x1, y1, x2, y2] = isBeside
    ? [
        isRight ? from.x + from.width : from.x,
        from.y + from.height / 2,
        isRight ? to.x : to.x + to.width,
        to.y + to.height / 2,
      ]
    : [
        from.x + from.width / 2,
        isDown ? from.y + from.height : from.y,
        to.x + to.width / 2,
        isDown ? to.y : to.y + to.height,
      ];
  const bend = (y1 + y2) / 2;
  const way =
    isBeside || x1 === x2
      ? `L${round(x2)} ${round(y2)}`
      : `C${round(x1)} ${round(bend)} ${round(x2)} ${round(bend)} ${round(x2)} ${round(y2)}`;
  const word = label
    ? `<text class="label" x="${round((x1 + x2) / 2)}" y="${round((y1 + y2) / 2 + (isBeside ? -7 : 4))}">${escaped(label)}</text>`
    : '';
  return { path: `<path d="M${round(x1)} ${round(y1)} ${way}"/>`, word };
}

const round = (number) => Math.round(number * 10) / 10;
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const name of NAMES) writeFileSync(fileOf(name), drawn(sourceOf(name)));
