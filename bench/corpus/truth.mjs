// What pages say, read line by line without the compiler: the compiler is measured against it, so the two share no
// code.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The Markdown files below a folder: name and text. */
export function pagesOf(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => ({ name: name.replaceAll('\\', '/'), text: readFileSync(join(folder, name), 'utf8') }));
}

/** What one page says: request lines, response examples, rows of properties. */
export function truthOf({ name, text }) {
  const lines = text.split('\n');
  // What is commented out is not said.
  const shown = text.replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, '')).split('\n');
  return { name, requests: requestsOf(shown), responses: responsesOf(lines), rows: rowsOf(lines) };
}

const METHOD = /^(GET|POST|PUT|PATCH|DELETE)\s+(\S.*)$/;

/** Lines such as `GET /users/{id}` in the fences of the HTTP request section. */
function requestsOf(lines) {
  const start = lines.findIndex((line) => /^## *HTTP request\s*$/i.test(line));
  if (start < 0) return [];
  const end = lines.findIndex((line, index) => index > start && /^## /.test(line));
  return lines.slice(start + 1, end < 0 ? undefined : end).flatMap((line) => {
    const found = METHOD.exec(line.trim());
    return found ? [{ method: found[1], path: shapeOf(found[2]) }] : [];
  });
}

/** A path without host, version, query and the names of its parameters. */
export function shapeOf(written) {
  return `/${written
    .replace(/^https?:\/\/[^/]+\/(?:v\d+(?:\.\d+)?\/|beta\/)?/i, '/')
    .replace(/\?.*$/, '')
    .replaceAll('\\', '/')
    .replace(/<[^<>]*>|\{[^{}]*\}/g, '{}')
    .replace(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, '{}')
    .replace(/\s+/g, '')
    .replace(/^\/+|\/+$/g, '')}`.toLowerCase();
}

/** JSON bodies of the responses, by status, as JSON.parse reads them. */
function responsesOf(lines) {
  const found = [];
  for (let index = 0; index < lines.length; index += 1) {
    const status = /^\s*HTTP\/\d(?:\.\d)?\s+(\d{3})/.exec(lines[index]);
    if (!status) continue;
    const end = lines.findIndex((line, at) => at > index && /^\s*```\s*$/.test(line));
    const body = lines.slice(index + 1, end < 0 ? undefined : end);
    const first = body.findIndex((line) => /^\s*[{[]/.test(line));
    if (first < 0) continue;
    try {
      found.push({ status: status[1], line: index + 1, value: JSON.parse(body.slice(first).join('\n')) });
    } catch {
      // Only what parses is measured.
    }
  }
  return found;
}

const TYPES = [
  [/^(?:edm\.)?string$|^guid$|^datetimeoffset$|^date$|^timeofday$|^duration$|^binary$/i, 'string'],
  [/^(?:edm\.)?bool(?:ean)?$/i, 'boolean'],
  [/^(?:edm\.)?(?:int(?:16|32|64|eger)?|byte)$/i, 'integer'],
  [/^(?:edm\.)?(?:double|single|float|decimal)$/i, 'number'],
];

/** Rows of tables headed `Property|Type|…` below Properties: name, kind of value, whether a collection, members. */
function rowsOf(lines) {
  const start = lines.findIndex((line) => /^## *Properties\s*$/i.test(line));
  const text = lines.join('\n');
  const annotation = [...text.matchAll(/<!--([\s\S]*?)-->/g)]
    .map((match) => match[1])
    .find((each) => /"blockType"\s*:\s*"resource"/.test(each));
  const annotated = /"@odata\.type"\s*:\s*"#?(?:\w+\.)*(\w+)"/.exec(annotation ?? '')?.[1];
  const title = annotated ?? /^# *([A-Za-z]\w*) resource type/m.exec(text)?.[1];
  if (start < 0 || !title) return [];
  const rows = [];
  let isTable = false;
  for (const line of lines.slice(start + 1)) {
    if (/^#/.test(line)) break;
    if (/^\s*\|?\s*Property(?: name)?\s*\|\s*Type\s*\|/i.test(line)) isTable = true;
    else if (line.trim() === '') isTable = false;
    else if (isTable && /^\s*\|/.test(line) && !/^[\s|:-]+$/.test(line)) {
      const [name = '', type = '', ...rest] = line.trim().replace(/^\|/, '').split('|');
      rows.push({ owner: title, ...rowOf(name, type, rest.join('|')) });
    }
  }
  return rows.filter(({ name }) => /^\w+$/.test(name));
}

function rowOf(name, written, description) {
  const text = written
    .replace(/\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])/g, '$1')
    .replace(/[*`]/g, '')
    .trim();
  const collection = /^collection(?:\(| of )|\bcollection$/i.test(text);
  const bare = text
    .replace(/^collection(?:\(| of )(.*?)\)?$/i, '$1')
    .replace(/\s*collection$/i, '')
    .trim();
  const kind = TYPES.find(([word]) => word.test(bare))?.[1];
  const list =
    /(?:Possible|Supported|Allowed|Valid) values(?: are| is)?:?\s*((?:`[\w]+`(?:,\s*(?:or |and )?|\s+(?:or|and)\s+)?)+)\s*(?:\.|\||$)/i.exec(
      description,
    )?.[1];
  return {
    name: name
      .replace(/[*`]/g, '')
      .replace(/\(deprecated\)/i, '')
      .trim(),
    kind,
    collection,
    members: list ? [...list.matchAll(/`(\w+)`/g)].map((match) => match[1]) : undefined,
  };
}
