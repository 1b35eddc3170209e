import { loadContract, observe } from 'docproof/express';
import express from 'express';
import { createApp } from './app.js';

// In development, each wrong request and answer is a line on the console.
const observer = observe(await loadContract('../openapi.yaml'), { mode: 'warn' });
express()
  .use(observer)
  .use(createApp())
  .listen(Number(process.env.PORT ?? 3000), '127.0.0.1', function () {
    console.log(`http://127.0.0.1:${this.address().port}/api/lamps`);
  });
