import type { Page } from '../page.js';
import { jsonOf } from '../read/message.js';
import type { Conventions } from '../templates/conventions.js';
import { readExampleTarget, shapeOf } from '../types/path-template.js';
import { textsOf } from './placeholders.js';
import { type GroupFacts, groupRule, messagesOf, pageRule, type Rule, shown } from './rule.js';

export const unreadableRequest: Rule = pageRule(
  {
    id: 'unreadable-request',
    severity: 'error',
    finds: 'A line among the requests that a page declares which is not a request line.',
    example: '`or POST the same to /parcels` in the block of code that declares the requests.',
  },
  function* (page) {
    for (const { text, line } of page.unreadRequests)
      yield {
        page: page.name,
        line,
        message: `${shown(text)} is not a request.`,
        suggestion: 'Write a method, a space and a path, such as GET /users/{id}.',
      };
  },
);

export const noLeadingSlash: Rule = pageRule(
  {
    id: 'no-leading-slash',
    severity: 'warning',
    finds: 'A request that a page declares without the slash at the start of its path.',
    example: '`POST parcels/{id}` for `POST /parcels/{id}`.',
  },
  function* (page) {
    for (const { method, written, line } of page.requests) {
      const target = written.slice(method.length).trim();
      if (/^(?:[/{<~.\\]|https?:)/i.test(target)) continue;
      yield {
        page: page.name,
        line,
        message: `The path must start with a slash: write "${method} /${target}".`,
      };
    }
  },
);

export const undeclaredRequest: Rule = groupRule(
  {
    id: 'undeclared-request',
    severity: 'error',
    finds: "An example's request that the page does not declare.",
    example: 'The page declares `POST /parcels`, the example sends `PUT https://api.example/v1.0/parcels`.',
  },
  function* (group, { conventions }) {
    const host = usualHost(group);
    for (const operation of group.operations.filter(({ isInferred }) => isInferred))
      for (const { page, examples } of operation.descriptions)
        for (const { example, target } of examples) {
          const start = example.request?.message.start;
          if (!example.request || start?.kind !== 'request' || !target) continue;
          if (page.requests.length === 0 || (target.base !== undefined && hostOf(target.base) !== host)) continue;
          const shape = shapeOf(conventions.commonPath(target.path));
          if (
            page.requests.some(
              ({ method, target: declared }) => method === start.method && fits(declared.path, shape, conventions),
            )
          )
            continue;
          const sameShape = page.requests.find(({ target: declared }) => fits(declared.path, shape, conventions));
          const [first] = page.requests;
          yield {
            page: page.name,
            line: example.request.message.line,
            message: sameShape
              ? `The example sends ${start.method}; the page declares ${sameShape.method} ${sameShape.target.path}.`
              : `The page does not declare the request ${start.method} ${cut(target.path)}.`,
            suggestion: `Correct the request of the example, or declare it in the section ${conventions.requestSection}.`,
            ...(first ? { against: { page: page.name, line: (sameShape ?? first).line } } : {}),
          };
        }
  },
);

/** Whether a path in its common spelling fits a declared one. */
function fits(declared: string, path: string, { commonPath }: Conventions): boolean {
  const wanted = shapeOf(commonPath(declared)).split('/');
  const written = path.split('/');
  return wanted.length === written.length && wanted.every((segment, at) => segment === '{}' || segment === written[at]);
}

function cut(path: string): string {
  return path.length > 80 ? `${path.slice(0, 79)}…` : path;
}

/** Hosts of uploads and callbacks are not the API's. */
function usualHost({ operations }: GroupFacts): string | undefined {
  const counts = new Map<string, number>();
  for (const { descriptions } of operations)
    for (const { examples } of descriptions)
      for (const { target } of examples) {
        const host = target?.base && hostOf(target.base);
        if (host) counts.set(host, (counts.get(host) ?? 0) + 1);
      }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

function hostOf(base: string): string | undefined {
  return /^https?:\/\/([^/]*)/i.exec(base)?.[1]?.toLowerCase();
}

/** The requests that a page shows, as they are written. */
function* writtenTargets(page: Page): Generator<{ target: string; line: number }> {
  for (const { written, line } of page.requests) yield { target: written, line };
  for (const { request } of page.examples) {
    const start = request?.message.start;
    if (request && start?.kind === 'request') yield { target: start.target, line: request.message.line };
  }
}

export const backSlash: Rule = pageRule(
  {
    id: 'back-slash',
    severity: 'warning',
    finds: 'A back-slash in a URL.',
    example: '`POST https://api.example/docs\\parcels`.',
  },
  function* (page) {
    for (const { target, line } of writtenTargets(page))
      if (target.replace(/[?#].*$/, '').includes('\\'))
        yield {
          page: page.name,
          line,
          message: 'The URL has a back-slash: some clients send it as it is, others send a slash.',
          suggestion: 'Write a slash.',
        };
  },
);

const VERSION = /^(?:v\d+(?:\.\d+)*|beta)$/i;

export const versionDiffers: Rule = groupRule(
  {
    id: 'version-differs',
    severity: 'warning',
    finds: 'An example that calls another version of the API than its page describes, or none that there is.',
    example: 'A page below `v1.0/` whose example calls `https://api.example/beta/parcels`, or `…/localtest/parcels`.',
  },
  function* (group) {
    const calls = [...callsOf(group)];
    const wanted = versionOf(
      group,
      calls.map(({ version }) => version),
    );
    const host = usualHost(group);
    const first = calls.find(({ version }) => version === wanted);
    for (const { page, line, version, base } of calls) {
      if (version === wanted || version === '' || hostOf(base) !== host) continue;
      const isVersion = VERSION.test(version);
      if (isVersion && wanted === undefined) continue;
      yield {
        page: page.name,
        line,
        message: isVersion
          ? `The example calls ${version}; ${group.group.name === '' ? 'other pages call' : 'this page is about'} ${wanted}.`
          : `The example calls ${shown(version)}, which is not a version of the API.`,
        suggestion: wanted === undefined ? 'Call a version of the API.' : `Call ${wanted}.`,
        ...(first && group.group.name === '' ? { against: { page: first.page.name, line: first.line } } : {}),
      };
    }
  },
);

export const versionInBody: Rule = groupRule(
  {
    id: 'version-in-body',
    severity: 'warning',
    finds:
      'A URL in a body that names another version of the API than its page describes; reported once for each page and version.',
    example: 'A page below `v1.0/` whose response has `"next": "https://api.example/beta/parcels?page=2"`.',
  },
  function* (group) {
    const calls = [...callsOf(group)];
    const wanted = versionOf(
      group,
      calls.map(({ version }) => version),
    )?.toLowerCase();
    const host = usualHost(group);
    if (wanted === undefined || host === undefined) return;
    // What an example calls is already reported there.
    const said = new Set(calls.map(({ page, version }) => `${page.name} ${version.toLowerCase()}`));
    for (const page of group.group.pages)
      for (const { message } of messagesOf(page)) {
        const body = jsonOf(message);
        for (const { name, node } of body ? textsOf(body) : []) {
          const [, at, version = ''] = /^https?:\/\/([^/]*)\/([^/?#]+)\//i.exec(String(node.value)) ?? [];
          const key = `${page.name} ${version.toLowerCase()}`;
          if (at?.toLowerCase() !== host || !VERSION.test(version) || version.toLowerCase() === wanted) continue;
          if (said.has(key)) continue;
          said.add(key);
          yield {
            page: page.name,
            line: node.line,
            message: `The URL in ${name} is of ${version}; this page is about ${wanted}.`,
            suggestion: `Write ${wanted}.`,
          };
        }
      }
  },
);

/** The absolute URLs of examples, with the segments between host and path. */
function* callsOf({ group }: GroupFacts): Generator<{ page: Page; line: number; version: string; base: string }> {
  for (const page of group.pages) {
    const declared = page.requests.map(({ target }) => target.path);
    for (const { request } of page.examples) {
      const start = request?.message.start;
      if (!request || start?.kind !== 'request' || request.isAside) continue;
      const { base, path } = readExampleTarget(start.target, declared);
      if (base === undefined || path === '/') continue;
      // What follows the version is of the path: an example may call `/me` where its page declares what is below it.
      const below = base.split('/').slice(3);
      const version = VERSION.test(below[0] ?? '') ? (below[0] ?? '') : below.join('/');
      yield { page, line: request.message.line, base, version };
    }
  }
}

/** The version that a group's folder names, else the one that most examples call. */
function versionOf({ group }: GroupFacts, called: readonly string[]): string | undefined {
  const folder = group.name.split('/').at(-1) ?? '';
  if (VERSION.test(folder)) return folder;
  const counts = new Map<string, number>();
  for (const version of called) if (VERSION.test(version)) counts.set(version, (counts.get(version) ?? 0) + 1);
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0];
}
