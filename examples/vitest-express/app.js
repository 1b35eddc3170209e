import express from 'express';

const COLOURS = ['red', 'blue'];

/** The lamp shop, with nothing in it. */
export function createApp() {
  const lamps = [];
  const app = express().use(express.json());
  const problem = (response, status, title) =>
    response.status(status).type('application/problem+json').send(JSON.stringify({ title }));
  app.get('/api/lamps', (_request, response) => response.json(lamps));
  app.post('/api/lamps', ({ body }, response) => {
    if (!COLOURS.includes(body.colour))
      return problem(response, 422, `There are lamps in ${COLOURS.join(' and ')} only.`);
    lamps.push({ id: lamps.length + 1, colour: body.colour });
    return response.status(201).json(lamps.at(-1));
  });
  app.get('/api/lamps/:id', ({ params }, response) => {
    const lamp = lamps.find(({ id }) => id === Number(params.id));
    return lamp ? response.json(lamp) : problem(response, 404, 'There is no such lamp.');
  });
  return app;
}
