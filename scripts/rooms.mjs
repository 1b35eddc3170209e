/**
 * Writes docs/images/rooms.svg: the rooms of src/ and which may import which, drawn from the table of allowed imports
 * in ARCHITECTURE.md. A room is above all that it may import. An arrow that follows from others is left out, so are
 * imports of types alone. `npm run generate` runs it, and a test holds the drawing to the table.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
export const FILE = `${ROOT}docs/images/rooms.svg`;
const BOX = { width: 104, height: 32, gapX: 16, gapY: 44 };
const MARGIN = 16;

/**
 * The table as rooms with what each may import at run time.
 * @param {string} markdown ARCHITECTURE.md
 * @returns {Map<string, Set<string>>}
 */
export function roomsOf(markdown) {
  const [, table = ''] = markdown.split('| folder | may import | third-party packages |\n|---|---|---|\n');
  const rows = table.slice(0, table.indexOf('\n\n')).split('\n');
  return new Map(
    rows.map((row) => {
      const [, folder = '', imports = ''] = row.split('|');
      const names = [...imports.matchAll(/`([a-z-]+)`(?! \(types\))/g)].map(([, name = '']) => name);
      return [folder.replace(/[`\s]/g, ''), new Set(names)];
    }),
  );
}

/** Imports that do not follow from others (a transitive reduction). @param {Map<string, Set<string>>} rooms */
export function directImports(rooms) {
  const reach = (from, seen = new Set()) => {
    for (const next of rooms.get(from) ?? [])
      if (!seen.has(next)) {
        seen.add(next);
        reach(next, seen);
      }
    return seen;
  };
  return [...rooms].flatMap(([from, targets]) =>
    [...targets]
      .filter((to) => ![...targets].some((other) => other !== to && reach(other).has(to)))
      .map((to) => ({ from, to })),
  );
}

/** @param {Map<string, Set<string>>} rooms */
export function drawn(rooms) {
  const rows = layers(rooms);
  const chains = directImports(rooms).map((edge) => chained(edge, rows));
  const placed = ordered(
    rows,
    chains.flatMap((chain) => chain.slice(1).map((to, index) => ({ from: chain[index], to }))),
  );
  const widthOf = (row) => row.reduce((sum, name) => sum + roomWidth(name) + BOX.gapX, -BOX.gapX);
  const width = Math.max(...placed.map(widthOf)) + 2 * MARGIN;
  const height = rows.length * (BOX.height + BOX.gapY) - BOX.gapY + 2 * MARGIN;
  const place = new Map();
  placed.forEach((row, level) => {
    let x = (width - widthOf(row)) / 2;
    for (const name of row) {
      place.set(name, { x, y: height - MARGIN - BOX.height - level * (BOX.height + BOX.gapY), width: roomWidth(name) });
      x += roomWidth(name) + BOX.gapX;
    }
  });
  const lines = chains.map((chain) => {
    const points = chain.map((name) => place.get(name));
    const steps = points.slice(1).map((to, index) => {
      const [from, isLast] = [points[index], index === points.length - 2];
      const [x1, y1, x2, y2] = [
        from.x + from.width / 2,
        from.y + BOX.height,
        to.x + to.width / 2,
        to.y - (isLast ? 3 : 0),
      ];
      const bend = (y2 - y1) / 2;
      return `C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}${isLast ? '' : ` V${y2 + BOX.height}`}`;
    });
    return `<path d="M${points[0].x + points[0].width / 2} ${points[0].y + BOX.height} ${steps.join(' ')}"/>`;
  });
  const boxes = [...place]
    .filter(([name]) => rooms.has(name))
    .map(
      ([room, { x, y }]) =>
        `<rect x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="6"/><text x="${x + BOX.width / 2}" y="${y + 21}">${room}</text>`,
    );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc">
<title id="title">The rooms of src/</title>
<desc id="desc">${[...rooms].map(([room, targets]) => `${room} may import ${[...targets].join(', ') || 'nothing'}.`).join(' ')}</desc>
<style>
:root { --line: #59636e; --box: #f6f8fa; --text: #1f2328 }
@media (prefers-color-scheme: dark) { :root { --line: #9198a1; --box: #151b23; --text: #e6edf3 } }
path { fill: none; stroke: var(--line); stroke-opacity: .55; marker-end: url(#head) }
marker path { fill: var(--line); stroke: none; marker-end: none }
rect { fill: var(--box); stroke: var(--line) }
text { font: 14px system-ui, sans-serif; text-anchor: middle; fill: var(--text) }
</style>
<defs><marker id="head" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 L8 4 L0 8 z"/></marker></defs>
${lines.join('\n')}
${boxes.join('\n')}
</svg>
`;
}

/** A line that passes other rooms has a narrow place of its own among them. @param {string} name */
const roomWidth = (name) => (name.includes('>') ? 4 : BOX.width);

/** An import as the names that its line passes, from row to row; adds its places to the rows between. */
function chained({ from, to }, rows) {
  const levelOf = (name) => rows.findIndex((row) => row.includes(name));
  const chain = [from];
  for (let level = levelOf(from) - 1; level > levelOf(to); level -= 1) {
    rows[level].push(`${from}>${to}@${level}`);
    chain.push(`${from}>${to}@${level}`);
  }
  return [...chain, to];
}

/** Rooms by the longest way down to one that imports nothing. @param {Map<string, Set<string>>} rooms */
function layers(rooms) {
  const levels = new Map();
  const level = (room) => {
    if (!levels.has(room)) levels.set(room, Math.max(0, ...[...(rooms.get(room) ?? [])].map((to) => 1 + level(to))));
    return levels.get(room);
  };
  const height = Math.max(...[...rooms.keys()].map(level)) + 1;
  return Array.from({ length: height }, (_, at) => [...rooms.keys()].filter((room) => level(room) === at));
}

/**
 * The rows with each room near those to which it is joined, so that few lines cross (the barycentre method of
 * Sugiyama, Tagawa and Toda, 1981).
 */
function ordered(rows, edges) {
  const share = (row, room) => (row.indexOf(room) + 0.5) / row.length;
  let current = rows.map((row) => [...row]);
  for (let round = 0; round < 12; round += 1) {
    const at = new Map(current.flatMap((row) => row.map((room) => [room, share(row, room)])));
    current = current.map((row) => {
      const middle = new Map(
        row.map((room) => {
          const near = edges.flatMap(({ from, to }) =>
            from === room ? [at.get(to)] : to === room ? [at.get(from)] : [],
          );
          return [room, near.length === 0 ? at.get(room) : near.reduce((sum, x) => sum + x, 0) / near.length];
        }),
      );
      return row.sort((a, b) => middle.get(a) - middle.get(b));
    });
  }
  return current;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeFileSync(FILE, drawn(roomsOf(readFileSync(`${ROOT}ARCHITECTURE.md`, 'utf8'))));
