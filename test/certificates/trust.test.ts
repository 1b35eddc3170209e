import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { installAuthority } from '../../src/certificates/install.js';
import { type Machine, trustCommands } from '../../src/certificates/trust.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-trust-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const NAME = 'Docproof local authority 0a1b2c3d';

/** A program that notes its arguments, and ends with a code. */
function program(name: string, code = 0): void {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\necho "${name} $*" >> '${folder}/log'\nexit ${code}\n`);
  chmodSync(file, 0o755);
}

const machine = (of: Partial<Machine> = {}): Machine => ({
  platform: 'linux',
  home: folder,
  path: folder,
  isAdministrator: false,
  isInteractive: false,
  ...of,
});

const lines = (of: Partial<Machine>) => trustCommands('/data/ca.pem', NAME, machine(of)).map((line) => line.join(' '));

describe('trust stores', () => {
  test("An authority is installed into the user's own store on macOS and Windows", () => {
    expect(lines({ platform: 'darwin', home: '/Users/a' })).toEqual([
      'security add-trusted-cert -r trustRoot -p ssl -k /Users/a/Library/Keychains/login.keychain-db /data/ca.pem',
    ]);
    expect(lines({ platform: 'win32' })).toEqual(['certutil -user -addstore Root /data/ca.pem']);
  });

  test.skipIf(process.platform === 'win32')(
    'An authority is installed on Linux by what the system has, with sudo where that is needed',
    () => {
      expect(() => lines({})).toThrow(/no trust store was found/);
      program('trust');
      expect(lines({ isInteractive: true })).toEqual(['sudo trust anchor --store /data/ca.pem']);
      program('update-ca-trust');
      expect(lines({ isAdministrator: true })).toEqual([
        'install -D -m 644 /data/ca.pem /etc/pki/ca-trust/source/anchors/docproof-local-authority-0a1b2c3d.crt',
        'update-ca-trust',
      ]);
      program('update-ca-certificates');
      expect(lines({})).toEqual([
        'sudo -n install -D -m 644 /data/ca.pem /usr/local/share/ca-certificates/docproof-local-authority-0a1b2c3d.crt',
        'sudo -n update-ca-certificates',
      ]);
    },
  );

  test.skipIf(process.platform === 'win32')(
    'An authority is installed on Linux into the stores of browsers that are there',
    () => {
      program('certutil');
      for (const store of ['.pki/nssdb', '.mozilla/firefox/x.default', '.mozilla/firefox/empty'])
        mkdirSync(join(folder, store), { recursive: true });
      for (const store of ['.pki/nssdb', '.mozilla/firefox/x.default'])
        writeFileSync(join(folder, store, 'cert9.db'), '');
      expect(lines({})).toEqual(
        ['.pki/nssdb', '.mozilla/firefox/x.default'].map(
          (store) => `certutil -d sql:${join(folder, store)} -A -t C,, -n ${NAME} -i /data/ca.pem`,
        ),
      );
    },
  );

  test.skipIf(process.platform === 'win32')(
    'An authority is installed by commands that are announced, one after the other',
    async () => {
      for (const name of ['install', 'update-ca-certificates']) program(name);
      const said: string[] = [];
      await installAuthority(
        { file: '/data/ca.pem', name: NAME },
        (line) => said.push(line),
        machine({ isAdministrator: true }),
      );
      expect(readFileSync(join(folder, 'log'), 'utf8').trim().split('\n')).toEqual(said);
      expect(said).toHaveLength(2);
    },
  );

  test.skipIf(process.platform === 'win32')('An error says which command to run with more rights', async () => {
    program('update-ca-certificates');
    program('sudo', 1);
    const install = (of: Partial<Machine> = {}) =>
      installAuthority({ file: "/data of mine/ca's.pem", name: NAME }, () => undefined, machine(of)).catch(
        (error: unknown) => error,
      );
    expect(await install()).toMatchObject({
      code: 'bad-option',
      message: 'the authority is not trusted: install could not be run: it ended with code 1',
      cure: expect.stringContaining(`run "sudo install -D -m 644 '/data of mine/ca'\\''s.pem' /usr/local/`),
    });
    rmSync(join(folder, 'sudo'));
    expect(await install()).toMatchObject({ message: expect.stringContaining('ENOENT') });
  });
});
