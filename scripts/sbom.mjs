/**
 * `npm run sbom`: prints the components of the published package, as CycloneDX: what `npm sbom` lists for users, and
 * the
 * packages whose code is inlined in dist/, as THIRD-PARTY.md names them. Needs a build.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './bundler.mjs';

const inlined = [...readFileSync(join(ROOT, 'THIRD-PARTY.md'), 'utf8').matchAll(/^## (\S+) (\d\S*)\n\nLicence: /gm)];
const apart = new Set(sbom('--omit=dev').components.map(({ purl }) => purl));
const isInlined = ({ purl }) => inlined.some(([, name, version]) => purl === purlOf(name, version));
const all = sbom();
const components = all.components.filter((component) => apart.has(component.purl) || isInlined(component));
const kept = new Set([all.metadata.component, ...components].map((component) => component['bom-ref']));
const dependencies = all.dependencies
  .filter(({ ref }) => kept.has(ref))
  .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((other) => kept.has(other)) }));
process.stdout.write(`${JSON.stringify({ ...all, components, dependencies }, null, 2)}\n`);

function sbom(...flags) {
  const { stdout, stderr, status } = spawnSync(
    'npm',
    ['sbom', '--sbom-format=cyclonedx', '--loglevel=error', ...flags],
    {
      cwd: ROOT,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    },
  );
  if (status !== 0) throw new Error(`npm sbom: ${stderr}`);
  return JSON.parse(stdout);
}

/** https://github.com/package-url/purl-spec, type npm. */
function purlOf(name, version) {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}
