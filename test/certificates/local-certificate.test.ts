import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { localCertificate } from '../../src/certificates/index.js';
import { addressBytes, isOwn, networkBytes } from '../../src/certificates/names.js';
import { alternativeNames, SERVER_EXTENSIONS, writeCertificate } from '../../src/certificates/x509.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-certificates-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const DAY = 86_400_000;
const made = (hosts: readonly string[] = ['127.0.0.1'], now?: Date) =>
  localCertificate({ hosts, folder, ...(now ? { now } : {}) });
const home = () => join(folder, 'docproof', 'https');

/** Serves by a certificate, and asks by a name that leads there: the status, or the code of the client's refusal. */
async function asked({ cert, key }: { cert: string; key: string }, ca: string, name: string): Promise<unknown> {
  const server = createServer({ cert, key }, (_, response) => response.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve) => {
    request({ host: '127.0.0.1', port, ca, servername: name, agent: false, headers: { host: name } }, (response) =>
      resolve(response.resume().statusCode),
    )
      .on('error', (error: Error & { code?: string }) =>
        resolve(error.code === 'UNSPECIFIED' ? error.message : error.code),
      )
      .end();
  });
}

describe('certificates', () => {
  test('A local certificate is one that Node accepts for localhost and names below it, and refuses for another name', async () => {
    const certificate = made(['127.0.0.1', 'api.localhost']);
    const ca = readFileSync(certificate.authority.file, 'utf8');
    expect(await asked(certificate, ca, 'localhost')).toBe(200);
    expect(await asked(certificate, ca, 'api.localhost')).toBe(200);
    expect(await asked(certificate, ca, 'graph.microsoft.com')).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    expect(await asked(certificate, readFileSync(made(['mock.test']).authority.file, 'utf8'), 'localhost')).toMatch(
      /UNABLE_TO_VERIFY|SIGNATURE/,
    );
  });

  test('A local certificate names 127.0.0.1, ::1, localhost and the host, lasts 60 days, and began a day ago', () => {
    const now = new Date('2026-11-29T12:00:00Z');
    const { cert, authority } = made(['192.168.1.7', 'Mock.Internal.', '.example.test', '[fd00::1]'], now);
    const read = new X509Certificate(cert);
    expect(read.subjectAltName?.split(', ').sort()).toEqual(
      [
        'DNS:*.example.test',
        'DNS:example.test',
        'DNS:localhost',
        'DNS:mock.internal',
        'IP Address:0:0:0:0:0:0:0:1',
        'IP Address:127.0.0.1',
        'IP Address:192.168.1.7',
        'IP Address:FD00:0:0:0:0:0:0:1',
      ].sort(),
    );
    expect(new Date(read.validTo)).toEqual(new Date('2027-01-28T12:00:00Z'));
    expect(new Date(read.validFrom)).toEqual(new Date('2026-11-28T12:00:00Z'));
    expect([read.ca, authority.certificate.ca]).toEqual([false, true]);
    expect([read.verify(authority.certificate.publicKey), read.checkIssued(authority.certificate)]).toEqual([
      true,
      true,
    ]);
  });

  test.each(['evil.test', 'localhost.evil.test', '10.0.0.1', '::2'])(
    'A certificate for %s is refused by clients that trust the authority, even if the key of the authority signed it',
    async (name) => {
      const { authority } = made();
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const cert = writeCertificate({
        subject: 'localhost',
        issuer: authority.name,
        notBefore: new Date(Date.now() - DAY),
        notAfter: new Date(Date.now() + DAY),
        publicKey,
        issuerKey: { public: authority.certificate.publicKey, private: authority.privateKey },
        extensions: [...SERVER_EXTENSIONS, alternativeNames(['localhost', name])],
      });
      const key = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
      expect(await asked({ cert, key }, readFileSync(authority.file, 'utf8'), 'localhost')).toBe(
        'permitted subtree violation',
      );
    },
  );

  test('A local certificate is made once, and again 20 days before it ends, by the same authority', () => {
    const first = made();
    expect(made().cert).toBe(first.cert);
    const at = (days: number) => made(undefined, new Date(Date.now() + days * DAY));
    expect(at(39).cert).toBe(first.cert);
    const later = at(41);
    expect(later.cert).not.toBe(first.cert);
    expect(new Date(new X509Certificate(later.cert).validTo).getTime()).toBeGreaterThan(Date.now() + 100 * DAY);
    expect([later.authority.file, later.authority.isNew]).toEqual([first.authority.file, false]);
  });

  test('A local certificate gets a new authority where the old one would end before it', () => {
    const first = made();
    const later = made(undefined, new Date(Date.now() + 5 * 365 * DAY - 30 * DAY));
    expect([first.authority.isNew, later.authority.isNew]).toEqual([true, true]);
    expect(later.authority.certificate.fingerprint).not.toBe(first.authority.certificate.fingerprint);
    expect(new X509Certificate(later.cert).verify(later.authority.certificate.publicKey)).toBe(true);
    expect(readFileSync(later.authority.file, 'utf8')).toBe(later.authority.certificate.toString());
  });

  test('A local certificate gets a new authority where the old one is not valid yet, because the clock was wrong', () => {
    const ahead = made(undefined, new Date(Date.now() + 400 * DAY));
    const { cert, authority } = made();
    expect(authority.certificate.fingerprint).not.toBe(ahead.authority.certificate.fingerprint);
    expect(new Date(authority.certificate.validFrom).getTime()).toBeLessThan(Date.now());
    expect(new X509Certificate(cert).verify(authority.certificate.publicKey)).toBe(true);
  });

  test('A certificate of further names has its own authority, so that the usual one can vouch for this machine only', () => {
    const files = [made(), made(['mock.test']), made(['mock.test', '127.0.0.1']), made(['other.test'])].map(
      ({ authority }) => authority.file,
    );
    expect(new Set(files).size).toBe(3);
    expect(files[1]).toBe(files[2]);
  });

  test.skipIf(process.platform === 'win32')('Keys of local certificates are readable by their owner only', () => {
    made();
    const modes = ['.', 'authority.pem', 'ca.pem'].map((name) => lstatSync(join(home(), name)).mode & 0o777);
    expect(modes).toEqual([0o700, 0o600, 0o600]);
  });
});

describe.skipIf(process.platform === 'win32')('authorities', () => {
  test('A local authority is refused where other users may read its key, or enter its folder', () => {
    made();
    chmodSync(join(home(), 'authority.pem'), 0o644);
    expect(() => made()).toThrow(/authority\.pem: is open to other users of this machine \(mode 644\)/);
    chmodSync(join(home(), 'authority.pem'), 0o600);
    chmodSync(home(), 0o755);
    expect(() => made()).toThrow(/https: is open to other users of this machine \(mode 755\)/);
    chmodSync(home(), 0o700);
    expect(made().authority.isNew).toBe(false);
  });

  test('A local authority is refused where a symbolic link is in the place of its key, of the key of a server, or of its folder', () => {
    made();
    const [server = ''] = ['authority.pem'];
    renameSync(join(home(), server), join(folder, 'elsewhere.pem'));
    symlinkSync(join(folder, 'elsewhere.pem'), join(home(), server));
    expect(() => made()).toThrow(/authority\.pem: is a symbolic link/);
    renameSync(home(), join(folder, 'moved'));
    symlinkSync(join(folder, 'moved'), home());
    expect(() => made()).toThrow(/https: is a symbolic link, or not a folder/);
  });

  test('A local authority is refused where a folder, a damaged file or a huge one is in the place of its key', () => {
    mkdirSync(join(home(), 'authority.pem'), { recursive: true, mode: 0o700 });
    chmodSync(home(), 0o700);
    expect(() => made()).toThrow(/authority\.pem: is not a file/);
    rmSync(join(home(), 'authority.pem'), { recursive: true });
    for (const [text, problem] of [
      ['', /has no certificate with its key/],
      ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', /has no certificate with its key/],
      ['x'.repeat(70_000), /is too large for a key/],
    ] as const) {
      writeFileSync(join(home(), 'authority.pem'), text, { mode: 0o600 });
      expect(() => made()).toThrow(problem);
    }
  });

  test('A local authority is refused where it has the key of another, is not an authority, or may vouch for other names', () => {
    const { authority, cert, key } = made();
    const file = join(home(), 'authority.pem');
    const other = made(['mock.test']).authority;
    const pem = (of: typeof authority) => String(of.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    for (const [text, problem] of [
      [pem(other) + authority.certificate, /has the key of another certificate/],
      [key + cert, /has no certificate that signs itself/],
      [pem(other) + other.certificate, /may vouch for other names/],
    ] as const) {
      writeFileSync(file, text);
      expect(() => made()).toThrow(problem);
    }
  });

  test('A local authority is refused where its folder cannot be made, with the variable that names another', () => {
    writeFileSync(join(folder, 'docproof'), '');
    expect(() => made()).toThrow(expect.objectContaining({ cure: expect.stringContaining('XDG_DATA_HOME') }));
  });

  test('A host that no certificate can name is refused', () => {
    for (const host of ['a b', '', 'a..b', '-'.repeat(64), '*.test'])
      expect(() => made([host])).toThrow(/no certificate/);
  });
});

describe('names', () => {
  test('Names of this machine are loopback names and addresses, and the address of all networks', () => {
    const own = ['localhost', 'a.localhost', '127.0.0.1', '127.9.8.7', '0.0.0.0', '::', '::1', '0:0:0:0:0:0:0:1'];
    const others = ['mock', 'localhost.test', '10.0.0.1', '128.0.0.1', '::2', 'fd00::1', '::ffff:127.0.0.1', '1::1'];
    expect([...own, ...others].filter(isOwn)).toEqual(own);
  });

  test('Names that are addresses are written as their bytes, with the mask of their network', () => {
    expect(addressBytes('fd00::1:2.3.4.5').toString('hex')).toBe('fd000000000000000000000102030405');
    expect(addressBytes('1:2:3:4:5:6:7:8').toString('hex')).toBe('00010002000300040005000600070008');
    expect(networkBytes('127.0.0.0/8').toString('hex')).toBe('7f000000ff000000');
    expect(networkBytes('10.1.2.3').toString('hex')).toBe('0a010203ffffffff');
    expect(networkBytes('fd00::/12').toString('hex')).toBe(`fd00${'00'.repeat(14)}fff0${'00'.repeat(14)}`);
  });
});
