// Exchanges that each break the contract in its own way: what a checker remembers by path, name, value or host never
// comes to an end.
import { seedExchanges } from './seed.mjs';

const TWISTS = [
  (exchange, index) => ({ ...exchange, url: `${exchange.url}/unknown${index}/${index}` }),
  (exchange, index) => ({ ...exchange, url: `${exchange.url}?${`q${index}`}=${index}` }),
  (exchange, index) => ({ ...exchange, url: exchange.url.replace('//', `//host${index}.`) }),
  (exchange, index) => ({ ...exchange, method: `METHOD${index}` }),
  (exchange, index) => ({
    ...exchange,
    responseHeaders: withType(exchange, `application/x-type${index}+json; v=${index}`),
  }),
  (exchange, index) => ({ ...exchange, responseBody: `{"name${index}":${index},${exchange.responseBody.slice(1)}` }),
  (exchange, index) => ({
    ...exchange,
    responseBody: exchange.responseBody.replaceAll(/":"[^"]*"/g, `":"value${index}"`),
  }),
  (exchange, index) => ({ ...exchange, status: 600 + index }),
];

export function* hostileExchanges(count) {
  let index = 0;
  for (const exchange of seedExchanges(count)) {
    yield TWISTS[index % TWISTS.length](exchange, index);
    index += 1;
  }
}

function withType({ responseHeaders }, type) {
  return responseHeaders.map(([name, value]) => [name, name === 'content-type' ? type : value]);
}
