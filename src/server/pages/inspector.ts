import { createHash } from 'node:crypto';
import { type InspectorFiles, readInspector } from '../inspector-files.js';
import { problemOf } from '../refusals.js';
import { type Page, type PageContext, send } from './page.js';

const PATH = '/_docproof/';

/**
 * The inspector (docs/guides/inspector.md): one page with its own script and style, which asks nothing but this
 * server. It shows what the other pages give.
 */
export function inspectorPage({ feeding }: PageContext): Page {
  let made: Made | undefined;
  return {
    path: PATH,
    off: feeding.off,
    methods: {
      async GET(_request, response) {
        const files = made ? undefined : await readInspector();
        if (files) made = make(files);
        if (!made) {
          send(response, NOT_BUILT);
          return;
        }
        const { html, policy } = made;
        response.set('Content-Security-Policy', policy).type('text/html').send(html);
      },
    },
  };
}

const NOT_BUILT = problemOf(
  503,
  'NOT_BUILT',
  'The inspector is not there',
  'Its files cannot be read from dist/inspector. In a checkout, run npm run build.',
);

interface Made {
  readonly html: string;
  readonly policy: string;
}

function make({ script, style }: InspectorFiles): Made {
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    // No call can make markup of captured text.
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  const html = [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="robots" content="noindex">',
    '<title>Docproof</title>',
    '<link rel="icon" href="data:,">',
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<noscript><p>The inspector needs JavaScript. Programs read /_docproof/exchanges.</p></noscript>',
    `<script>${script}</script>`,
    '</body>',
    '</html>\n',
  ].join('\n');
  return { html, policy };
}

/** As Content Security Policy names an inline script or style (CSP 3 §2.3.1). */
function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
