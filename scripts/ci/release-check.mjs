/** Refuses to release what does not fit together: the tag, the version of package.json, and a heading of the changelog. */
import { readFileSync } from 'node:fs';

const tag = process.argv[2] ?? process.env.GITHUB_REF_NAME ?? '';
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const changelog = readFileSync('CHANGELOG.md', 'utf8');
const faults = [
  ...(tag === `v${version}` ? [] : [`the tag is ${tag || 'missing'}, but package.json has the version ${version}`]),
  ...(changelog.split('\n').some((line) => line.startsWith(`## ${version}`))
    ? []
    : [`CHANGELOG.md has no heading "## ${version}"`]),
];
for (const fault of faults) process.stderr.write(`error: ${fault}\n`);
process.exit(faults.length === 0 ? 0 : 1);
