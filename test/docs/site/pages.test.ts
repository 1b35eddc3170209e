import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { siteFiles, siteText } from './site.js';

/** What is looked for in a page of the built site. */
interface Page {
  readonly path: string;
  readonly html: string;
  readonly ids: ReadonlySet<string>;
  readonly links: readonly string[];
}

let files: readonly string[];
let pages: ReadonlyMap<string, Page>;
beforeAll(() => {
  files = siteFiles();
  pages = new Map(
    files
      .filter((path) => path.endsWith('.html') && path !== '/404.html')
      .map((path) => {
        const html = siteText(path);
        const ids = new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(([, id = '']) => decoded(id)));
        const links = [...html.matchAll(/<a\b[^>]*\shref="([^"]*)"/g)].map(([, href = '']) => decoded(href));
        return [path, { path, html, ids, links }] as const;
      }),
  );
});

function decoded(text: string): string {
  return text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<');
}

function plain(html: string): string {
  return decoded(html.replace(/<[^>]*>/g, '').replace(/\u200B/g, '')).trim();
}

/** What each page says that fails a check: an empty list where all hold. */
function failing(check: (page: Page) => string | undefined): string[] {
  return [...pages.values()].flatMap((page) => {
    const fault = check(page);
    return fault === undefined ? [] : [`${page.path}: ${fault}`];
  });
}

describe('The site', () => {
  test('The site has its pages: starts, guides, concepts, decisions, and a reference of every rule', () => {
    const count = (folder: string): number => [...pages.keys()].filter((path) => path.startsWith(folder)).length;
    expect(count('/start/')).toBeGreaterThanOrEqual(5);
    expect(count('/guides/')).toBeGreaterThan(15);
    expect(count('/concepts/')).toBeGreaterThan(6);
    expect(count('/decisions/')).toBeGreaterThan(6);
    expect(count('/reference/rules/')).toBeGreaterThan(100);
    expect(count('/reference/keywords/')).toBeGreaterThan(50);
    expect(count('/reference/library/')).toBeGreaterThan(8);
    for (const page of [
      '/index',
      '/benchmarks',
      '/playground',
      '/reference/cli',
      '/reference/errors',
      '/project/changelog',
    ])
      expect(pages.has(`${page}.html`), page).toBe(true);
  });

  test('Every link of every page leads to a page, a heading or a file that the site has', () => {
    const broken = [...pages.values()].flatMap(({ path, links }) =>
      links.flatMap((href) => {
        if (/^(?:https?|mailto):/.test(href)) return [];
        const { pathname, hash } = new URL(href, `http://site${path}`);
        const target = decodeURI(pathname).replace(/\/$/, '/index.html');
        if (!files.includes(target)) return [`${path} → ${href}`];
        const anchor = decodeURIComponent(hash.slice(1));
        return anchor === '' || pages.get(target)?.ids.has(anchor) !== false
          ? []
          : [`${path} → ${href}: no such heading`];
      }),
    );
    expect([...new Set(broken)]).toEqual([]);
  });

  test('Links to other hosts are https; only the mock that a reader has started is on this machine', () => {
    const others = [...pages.values()].flatMap(({ path, links }) =>
      links.filter((href) => /^[a-z]+:/.test(href)).map((href) => ({ path, url: new URL(href) })),
    );
    expect(others.length).toBeGreaterThan(50);
    const odd = others.filter(({ url }) => url.protocol !== 'https:' && url.origin !== 'http://127.0.0.1:4010');
    expect([...new Set(odd.map(({ path, url }) => `${path} → ${url.href}`))]).toEqual([]);
  });

  test('Each page has one main heading, its own title, a description and a language', () => {
    expect(failing(({ html }) => ([...html.matchAll(/<h1\b/g)].length === 1 ? undefined : 'not one h1'))).toEqual([]);
    expect(failing(({ html }) => (html.includes('<html lang="en"') ? undefined : 'no language'))).toEqual([]);
    const titleOf = ({ html }: Page): string => plain(/<title>(.*?)<\/title>/s.exec(html)?.[1] ?? '');
    const titles = [...pages.values()].map(titleOf);
    expect(
      failing((page) => (titles.filter((each) => each === titleOf(page)).length > 1 ? titleOf(page) : undefined)),
    ).toEqual([]);
    expect(failing((page) => (titleOf(page).length > 12 ? undefined : `the title is "${titleOf(page)}"`))).toEqual([]);
    const descriptions = failing(({ html }) => {
      const said = decoded(/<meta name="description" content="([^"]*)"/.exec(html)?.[1] ?? '');
      return said.length >= 20 && said.length <= 220 ? undefined : `the description is "${said}"`;
    });
    expect(descriptions).toEqual([]);
  });

  test('Headings skip no level, and every picture has a text for those who do not see it', () => {
    const skipping = failing(({ html }) => {
      const main = /<main[\s\S]*<\/main>|class="VPHome"[\s\S]*/.exec(html)?.[0] ?? html;
      const levels = [...main.matchAll(/<h([1-6])\b/g)].map(([, level]) => Number(level));
      const at = levels.findIndex((level, index) => index > 0 && level > (levels[index - 1] ?? 0) + 1);
      return at < 0 ? undefined : `h${levels[at - 1]} is followed by h${levels[at]}`;
    });
    expect(skipping).toEqual([]);
    expect(
      failing(({ html }) =>
        [...html.matchAll(/<img\b[^>]*>/g)].map(([tag]) => tag).find((tag) => !/\salt="[^"]{10,}"/.test(tag)),
      ),
    ).toEqual([]);
  });

  test('No page loads anything from another host, and a policy forbids it', () => {
    expect(
      failing(
        ({ html }) =>
          /<(?:script|link|img|iframe|source|video)\b[^>]*\s(?:src|href)="(?:https?:)?\/\/[^"]*"/.exec(html)?.[0],
      ),
    ).toEqual([]);
    expect(failing(({ html }) => (html.includes(`content="default-src 'self';`) ? undefined : 'no policy'))).toEqual(
      [],
    );
    const styles = files.filter((path) => path.endsWith('.css')).map(siteText);
    expect(styles.length).toBeGreaterThan(0);
    for (const style of styles) expect(style).not.toMatch(/url\(["']?(?:https?:)?\/\//);
  });

  test('A page is small: its text, script and style, gzipped', () => {
    const gzipped = new Map<string, number>();
    const sizeOf = (path: string): number => {
      const known = gzipped.get(path) ?? gzipSync(siteText(path)).length;
      gzipped.set(path, known);
      return known;
    };
    const sizes = [...pages.values()].map(({ path, html }) => {
      const loaded = [...html.matchAll(/<(?:script|link)\b[^>]*\s(?:src|href)="([^"]+\.(?:js|css))"/g)];
      const all = new Set([path, ...loaded.map(([, file = '']) => file)]);
      return { path, kilobytes: Math.round([...all].reduce((sum, file) => sum + sizeOf(file), 0) / 1000) };
    });
    // The library's main entry is one page with all its types.
    const large = sizes.filter(
      ({ path, kilobytes }) => kilobytes > (path === '/reference/library/docproof.html' ? 300 : 160),
    );
    expect(large).toEqual([]);
  });
});

describe('For programs', () => {
  test('The Markdown of each page is beside it, without front matter', () => {
    const missing = failing(({ path }) => {
      const beside = path.replace(/\.html$/, '.md');
      if (!files.includes(beside)) return 'no Markdown beside it';
      return siteText(beside).startsWith('---') ? 'front matter is left' : undefined;
    });
    expect(missing).toEqual([]);
  });

  test('The file llms.txt lists the pages in the form of llmstxt.org, and each link of it leads to Markdown that is there', () => {
    const text = siteText('/llms.txt');
    expect(text).toMatch(/^# Docproof\n\n> .+\n\n## Start\n\n- \[/);
    const links = [...text.matchAll(/^- \[[^\]]+\]\(([^)]+)\)(?:: .+)?$/gm)].map(([, target = '']) => target);
    expect(links.length).toBeGreaterThan(40);
    expect(links.filter((target) => !files.includes(target))).toEqual([]);
    expect(text.split('\n').filter((line) => line !== '' && !/^(?:#{1,2} |> |- \[)/.test(line))).toEqual([]);
  });

  test('The file llms-full.txt holds the texts of starts, guides, concepts and reference', () => {
    const text = siteText('/llms-full.txt');
    for (const page of [
      '/start/front-end.md',
      '/guides/from-prism.md',
      '/concepts/contract.md',
      '/reference/options.md',
    ])
      expect(text, page).toContain(siteText(page).trim());
  });
});
