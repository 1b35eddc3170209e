import type { Body, Exchange, JsonObject } from '../../model/index.js';

/** An exchange as a line of NDJSON, line feed included. What was not known of a body is said by `bodyOmitted`. */
export function exchangeLine({ request, response }: Exchange): string {
  return `${JSON.stringify({
    request: { method: request.method, url: request.url, headers: request.headers, ...bodyMembers(request.body) },
    response: { status: response.status, headers: response.headers, ...bodyMembers(response.body) },
  })}\n`;
}

function bodyMembers(body: Body): JsonObject {
  if (body.state === 'absent') return {};
  if (body.state === 'unknown') return { bodyOmitted: true };
  return {
    body: typeof body.content === 'string' ? body.content : { base64: Buffer.from(body.content).toString('base64') },
  };
}
