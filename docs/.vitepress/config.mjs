import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { anchorOf } from '../../scripts/reference/markdown.mjs';
import { writeCopies } from './copies.mjs';
import { descriptionOf, leaveDocs, namelessColumns, picturesByScheme } from './markdown.mjs';
import { sidebar } from './sidebar.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Nothing that a page does may reach another host: no script, font, picture, connection or form. The playground
 * compiles validators (`unsafe-eval`) in a worker that is made of a text that is loaded with the page (`blob:`).
 */
const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'none'",
].join('; ');

/** The site is served from the root of a host, or from the path that DOCS_BASE names: `/docproof/`. */
const base = process.env.DOCS_BASE ?? '/';

export default defineConfig({
  base,
  lang: 'en',
  title: 'Docproof',
  description:
    'Mock server, contract testing and drift detection from one OpenAPI document. A mock, a proxy and a checker that agree.',
  titleTemplate: ':title · Docproof',
  srcExclude: ['node_modules/**', 'public/**'],
  // Links of readers stay the same on each host: not every host finds /guides/vite.html for /guides/vite.
  cleanUrls: false,
  lastUpdated: false,
  metaChunk: true,
  // A page that is read asks for nothing more: who opens the playground can go offline.
  router: { prefetchLinks: false },
  head: [
    ['meta', { 'http-equiv': 'Content-Security-Policy', content: POLICY }],
    ['meta', { name: 'referrer', content: 'no-referrer' }],
    ['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}icon.svg` }],
  ],
  markdown: {
    // Addresses in examples (http://localhost:4010) are no links.
    linkify: false,
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    languageAlias: { console: 'shellsession' },
    // Links to headings lead to the same place at GitHub and here.
    anchor: { slugify: anchorOf },
    config: (markdown) => {
      markdown.use(leaveDocs, ROOT);
      markdown.use(picturesByScheme);
      markdown.use(namelessColumns);
    },
  },
  transformPageData(page, { siteConfig }) {
    page.description ||= descriptionOf(siteConfig.srcDir, page);
    // VitePress writes it into an attribute as it is: a quote would end that.
    page.description = page.description.replace(/"([^"]*)"/g, '“$1”').replaceAll('"', '”');
  },
  // The first page has no element that is its main part.
  transformHtml: (html) => html.replace('class="VPContent is-home"', 'class="VPContent is-home" role="main"'),
  buildEnd: (site) => writeCopies(site, ROOT),
  themeConfig: {
    nav: [
      { text: 'Start', link: '/start/', activeMatch: '^/start/' },
      { text: 'Guides', link: '/guides/', activeMatch: '^/guides/' },
      { text: 'Concepts', link: '/concepts/', activeMatch: '^/concepts/' },
      { text: 'Reference', link: '/reference/', activeMatch: '^/reference/' },
      { text: 'Benchmarks', link: '/benchmarks' },
      { text: 'Playground', link: '/playground' },
      { text: 'Changes', link: '/project/changelog' },
    ],
    sidebar: sidebar(fileURLToPath(new URL('../', import.meta.url))),
    outline: { level: [2, 3] },
    search: {
      provider: 'local',
      options: {
        miniSearch: {
          searchOptions: {
            fuzzy: 0.2,
            prefix: true,
            boost: { title: 4, text: 2, titles: 1 },
            // Who asks a question wants the page that answers it, before the declaration of a type.
            boostDocument: (id) =>
              /\/(?:library|rules|keywords)\//.test(id) ? 0.5 : /\/(?:start|guides)\//.test(id) ? 2 : 1,
          },
        },
      },
    },
    docFooter: { prev: 'Before', next: 'Next' },
  },
  vite: {
    // A chunk for the search's index, which is loaded when somebody searches, is as large as the texts are.
    build: { chunkSizeWarningLimit: 4000 },
  },
});
