import { readFileSync } from 'node:fs';
import { expect, inject, test } from 'vitest';
import { ran, userFolder } from './user.js';

const SERVERS = [
  'express@5',
  'express4@npm:express@4',
  'fastify@5',
  '@fastify/middie@9',
  'koa@3',
  'koa-connect@2',
  'hono@4',
  '@hono/node-server@1',
  'compression@1',
  'multer@2',
];

const fileOf = (name: string) => readFileSync(new URL(`express/${name}`, import.meta.url), 'utf8');

/** Lamp 7 is right, lamp 13 is green; one lamp is made rightly, one is pink. */
const JUDGED = 'pass fail pass fail';

test('Observers judge real services of Express 5 and 4, Fastify and Koa in each mode, and the mock answers in Express and Hono', async () => {
  const folder = await userFolder({
    'package.json': '{"name":"user","private":true,"type":"module"}',
    'openapi.yaml': fileOf('openapi.yaml'),
    'servers.mjs': fileOf('servers.mjs'),
    'required.cjs':
      "const { mock, observe } = require('docproof/express');\nconsole.log('required', typeof mock, typeof observe);\n",
  });
  const install = ['install', '--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts'];
  const installed = await ran('npm', [...install, inject('tarball'), ...SERVERS], folder);
  expect(installed.code, installed.output).toBe(0);
  const { code, output } = await ran(process.execPath, ['servers.mjs'], folder);
  const services = ['Express 5', 'Express 4', 'Fastify', 'Koa'].flatMap((name) => [
    `${name} report 200 200 201 201 ${JUDGED} 0 FAILED`,
    `${name} warn 200 200 201 201 ${JUDGED} 4 FAILED`,
    // Fastify writes the head before the body: nothing can be taken back then.
    `${name} refuse 200 ${name === 'Fastify' ? 200 : 500} 201 422 ${JUDGED} 3 FAILED`,
  ]);
  const others = ['multer {"size":300000,"name":"lamp"}', 'mock 200 404', 'Hono {"id":7,"colour":"red"}'];
  expect(output.trim().split('\n')).toEqual([...services, ...others]);
  expect(code).toBe(0);
  expect((await ran(process.execPath, ['required.cjs'], folder)).output.trim()).toBe('required function function');
});
