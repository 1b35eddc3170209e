import { once } from 'node:events';
import { createServer } from 'node:http';
import middie from '@fastify/middie';
import { serve } from '@hono/node-server';
import compression from 'compression';
import { createContract, fetchHandler } from 'docproof/core';
import { loadContract, mock, observe } from 'docproof/express';
import express from 'express';
import express4 from 'express4';
import Fastify from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';
import connect from 'koa-connect';
import multer from 'multer';

const contract = await loadContract('openapi.yaml');
const lamp = (id) => ({ id: Number(id), colour: id === '13' ? 'green' : 'red', note: 'a'.repeat(2000) });

/** Each is a service with one fault: lamp 13 is green. */
const SERVICES = {
  async 'Express 5'(observer) {
    return expressOf(express, observer);
  },
  async 'Express 4'(observer) {
    return expressOf(express4, observer);
  },
  async Fastify(observer) {
    const app = Fastify();
    await app.register(middie);
    app.use(observer);
    app.post('/lamps', (request, reply) => reply.code(201).send({ id: 8, colour: request.body.colour }));
    app.get('/lamps/:id', (request) => lamp(request.params.id));
    await app.listen({ port: 0, host: '127.0.0.1' });
    return app.server;
  },
  async Koa(observer) {
    const app = new Koa();
    app.use(connect(observer));
    app.use(async (context) => {
      const [, , id] = context.path.split('/');
      if (id) context.body = lamp(id);
      else {
        let text = '';
        for await (const part of context.req) text += part;
        context.status = 201;
        context.body = { id: 8, colour: JSON.parse(text).colour };
      }
    });
    return listening(createServer(app.callback()));
  },
};

async function expressOf(make, observer) {
  const app = make();
  app.use(compression({ threshold: 0 }));
  app.use(observer);
  app.use(make.json());
  app.post('/lamps', (request, response) => response.status(201).json({ id: 8, colour: request.body.colour }));
  app.get('/lamps/:id', (request, response) => response.json(lamp(request.params.id)));
  return listening(createServer(app));
}

async function listening(server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const urlOf = (server) => `http://127.0.0.1:${server.address().port}`;
const post = (body) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

for (const [name, serviceOf] of Object.entries(SERVICES))
  for (const mode of ['report', 'warn', 'refuse']) {
    const lines = [];
    const observer = observe(contract, { mode, logger: { warn: (line) => lines.push(line) }, undocumented: 'warn' });
    const server = await serviceOf(observer);
    const url = urlOf(server);
    const statuses = [];
    for (const [path, init] of [
      ['/lamps/7'],
      ['/lamps/13'],
      ['/lamps', post({ colour: 'blue' })],
      ['/lamps', post({ colour: 'pink' })],
    ]) {
      const response = await fetch(`${url}${path}`, init);
      await response.text();
      statuses.push(response.status);
    }
    const { verdict } = await observer.close();
    console.log(
      name,
      mode,
      statuses.join(' '),
      observer.outcomes.map(({ verdict }) => verdict).join(' '),
      lines.length,
      verdict.word,
    );
    server.closeAllConnections();
    server.close();
  }

// Uploads by multer go on behind an observer that reads ahead.
const upload = express4();
upload.use(observe(contract, { mode: 'refuse', undocumented: 'allow' }));
upload.post('/files', multer().single('file'), (request, response) =>
  response.json({ size: request.file.size, name: request.body.name }),
);
const uploads = await listening(createServer(upload));
const form = new FormData();
form.set('name', 'lamp');
form.set('file', new Blob(['b'.repeat(300_000)]), 'lamp.bin');
console.log('multer', await (await fetch(`${urlOf(uploads)}/files`, { method: 'POST', body: form })).text());
uploads.closeAllConnections();
uploads.close();

// The mock below a path.
const mocked = express4();
mocked.use('/api', mock(contract, { fallthrough: false }));
const mocks = await listening(createServer(mocked));
console.log(
  'mock',
  (await fetch(`${urlOf(mocks)}/api/lamps/7`)).status,
  (await fetch(`${urlOf(mocks)}/api/none`)).status,
);
mocks.closeAllConnections();
mocks.close();

const hono = new Hono();
const handler = fetchHandler(await createContract(contract.document.root));
hono.all('/lamps/*', (context) => handler(context.req.raw));
const honos = serve({ fetch: hono.fetch, port: 0, hostname: '127.0.0.1' });
await once(honos, 'listening');
console.log('Hono', await (await fetch(`${urlOf(honos)}/lamps/7`)).text());
honos.close();
