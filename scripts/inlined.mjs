/** The packages whose code is inlined in dist/, with their licences: for THIRD-PARTY.md and the list of components. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './bundler.mjs';

/**
 * @typedef {{ name: string, version: string, license: string, text: string, folder: string }} Inlined
 * `text` is what its licence files say; `folder` its place, relative to the project.
 */

/** The files that esbuild put into those that it wrote. @param {import('esbuild').Metafile[]} metafiles */
export function inlinedFiles(metafiles) {
  return metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap(({ inputs }) =>
      Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
    ),
  );
}

/** The packages to which files belong. @param {readonly string[]} used relative to the project @returns {Inlined[]} */
export function inlinedPackages(used) {
  const folders = new Set(used.flatMap((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []));
  // npm may install a package several times, each for another one that needs it.
  const packages = new Map([...folders].map(packageIn).map((one) => [`${one.name} ${one.version}`, one]));
  return [...packages.values()].sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version));
}

/** THIRD-PARTY.md. @param {readonly Inlined[]} packages */
export function thirdParty(packages) {
  const parts = packages.map(
    ({ name, version, license, text }) =>
      `## ${name} ${version}\n\nLicence: ${license}\n\n\`\`\`text\n${text}\n\`\`\`\n`,
  );
  return `# Third-party code\n\nThe files in \`dist/\` contain code of these ${packages.length} packages. The packages that npm installs beside Docproof have licences of their own.\n\n${parts.join('\n')}`;
}

function packageIn(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'));
  const texts = readdirSync(join(ROOT, folder))
    .filter((file) => /^(?:licen[cs]e|copying|notice)/i.test(file))
    .sort()
    .map((file) => readFileSync(join(ROOT, folder, file), 'utf8').trim());
  const spdx = typeof license === 'string' ? license : '';
  if (spdx === '') throw new Error(`${folder} names no licence`);
  return { name, version, license: spdx, folder, text: texts.join('\n\n') || authorsLine(folder) };
}

/** Some packages have no file with their licence: then who wrote it, as their package.json says. */
function authorsLine(folder) {
  const { author, license } = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'));
  const name = typeof author === 'string' ? author : author?.name;
  return `Copyright ${name ?? 'its authors'}. The package names the licence ${license}, and contains no text of it.`;
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
