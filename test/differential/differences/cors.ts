import type { Difference } from '../case.js';

export const cors: readonly Difference[] = [
  {
    id: 'cors-credentials-need-an-origin',
    cases: [
      {
        name: 'CORS without an Origin',
        prism:
          '200 application/json {"ok":true} | access-control-allow-credentials: true | access-control-allow-headers: * | access-control-allow-origin: *',
        ours: '200 application/json {"ok":true} | access-control-allow-headers: * | access-control-allow-origin: *',
      },
      {
        name: 'CORS on a problem without an Origin',
        prism:
          '404 application/problem+json NO_PATH_MATCHED_ERROR | access-control-allow-credentials: true | access-control-allow-headers: * | access-control-allow-origin: *',
        ours: '404 application/problem+json NO_PATH_MATCHED_ERROR | access-control-allow-headers: * | access-control-allow-origin: *',
      },
      {
        name: 'CORS without an Origin, for which headers are asked',
        prism:
          '200 application/json {"ok":true} | access-control-allow-credentials: true | access-control-allow-headers: x-a | access-control-allow-origin: *',
        ours: '200 application/json {"ok":true} | access-control-allow-headers: x-a | access-control-allow-origin: *',
      },
      {
        name: 'OPTIONS with a requested method alone',
        prism:
          '200 application/json {"ok":true} | access-control-allow-credentials: true | access-control-allow-headers: * | access-control-allow-origin: *',
        ours: '200 application/json {"ok":true} | access-control-allow-headers: * | access-control-allow-origin: *',
      },
    ],
  },
  {
    id: 'cors-answers-vary',
    cases: [
      {
        name: 'CORS with an Origin',
        prism:
          '200 application/json {"ok":true} | access-control-allow-credentials: true | access-control-allow-headers: * | access-control-allow-origin: https://app.example',
        ours: '200 application/json {"ok":true} | access-control-allow-credentials: true | access-control-allow-headers: * | access-control-allow-origin: https://app.example | vary: origin',
      },
      {
        name: 'CORS on a problem',
        prism:
          '404 application/problem+json NO_PATH_MATCHED_ERROR | access-control-allow-credentials: true | access-control-allow-headers: * | access-control-allow-origin: https://app.example',
        ours: '404 application/problem+json NO_PATH_MATCHED_ERROR | access-control-allow-credentials: true | access-control-allow-headers: * | access-control-allow-origin: https://app.example | vary: origin',
      },
      {
        name: 'CORS where the document sets the header',
        prism:
          '200 application/json {"ok":true} | access-control-allow-credentials: true | access-control-allow-headers: * | access-control-allow-origin: https://only.example',
        ours: '200 application/json {"ok":true} | access-control-allow-credentials: true | access-control-allow-headers: * | access-control-allow-origin: https://only.example | vary: origin',
      },
      {
        name: 'OPTIONS with an Origin alone',
        prism:
          '405 application/problem+json NO_METHOD_MATCHED_ERROR | access-control-allow-credentials: true | access-control-allow-headers: * | access-control-allow-origin: https://app.example',
        ours: '405 application/problem+json NO_METHOD_MATCHED_ERROR | access-control-allow-credentials: true | access-control-allow-headers: * | access-control-allow-origin: https://app.example | vary: origin',
      },
    ],
  },
];
