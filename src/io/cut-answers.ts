import type { ClientRequest, IncomingMessage } from 'node:http';

/**
 * Breaks the answer to a request off where its connection is cut. Node takes that for the end of an answer which has
 * no other end than that of its connection (RFC 9112 §8): it would look whole.
 */
export function breakOffCutAnswer(request: ClientRequest): void {
  request.once('response', (answer: IncomingMessage) => {
    request.on('error', (error) => {
      if (!answer.complete) answer.destroy(error);
    });
  });
}
