import { expect, inject, test } from 'vitest';
import { ran, userFolder } from './user.js';

test.each(['commonjs', 'module'])(
  'What init writes for Jest runs as it is, by the commands that it prints: %s',
  async (type) => {
    const manifest = { name: 'user', private: true, type, devDependencies: { jest: '^30.0.0' } };
    const folder = await userFolder({ 'package.json': JSON.stringify(manifest) });
    const install = ['install', '--save-dev', '--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts'];
    const installed = await ran('npm', [...install, inject('tarball')], folder);
    expect(installed.code, installed.output).toBe(0);
    const { code, output } = await ran('npx', ['docproof', 'init'], folder);
    expect(code, output).toBe(0);
    const commands = [...output.matchAll(/^ {2}(npx (?:jest|docproof check).*?) +#/gm)].map(
      ([, command = '']) => command,
    );
    expect(commands).toHaveLength(2);
    for (const command of commands) {
      const done = await ran('sh', ['-c', command], folder);
      expect(done.code, done.output).toBe(0);
      expect(done.output).toMatch(/Tests: +1 passed|^PASSED/m);
    }
  },
);
