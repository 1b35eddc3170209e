/** Calls of GitHub's REST API. `patience`: so long one whole answer may take, in milliseconds. */
export function client(options: {
  token: string;
  url?: string;
  patience?: number;
}): (method: string, path: string, body?: unknown) => Promise<unknown>;
