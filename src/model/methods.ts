/** The methods that a Path Item Object can hold (OpenAPI 3.1 §4.8.9), and `query` of 3.2. */
export const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'] as const;
