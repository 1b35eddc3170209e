import { captureTarget } from './capture-target.js';
import { linesOf } from './parts.js';

const LINES = [
  '203.0.113.9 - - [28/Nov/2026:08:15:01 +0000] "GET /a?b=2 HTTP/1.1" 200 512 "-" "curl/8.5.0"',
  '[2026-11-28T08:15:01.310Z] "POST /a HTTP/2" 201 - 154 31 226 100 "10.0.35.28" "x" "id" "api.example.com" "tcp://10.0.2.1:80"',
  'https 2026-11-28T08:15:01.186641Z app/shop/1 192.0.2.39:2817 10.0.0.1:80 0.000 0.001 0.000 200 200 34 366 "GET https://api.example.com:443/a HTTP/1.1" "curl/8.5.0" - - - "-"',
  '{"latencies":{"request":5},"request":{"method":"GET","uri":"/a","headers":{"a":["b"]}},"response":{"status":200,"headers":{}},"started_at":1795853702000}',
  '{"ts":1795853701.5,"request":{"method":"GET","host":"a.example","uri":"/a","headers":{"Accept":["*/*"]},"tls":{"version":772}},"duration":0.0021,"status":200,"resp_headers":{"A":["b"]}}',
  '{"start_time":"2026-11-28T08:15:01.310Z","method":"POST","path":"/a","response_code":201,"authority":"a.example"}',
  '{"RequestMethod":"GET","RequestPath":"/a","RequestHost":"a.example","DownstreamStatus":200}',
  '{"time_iso8601":"2026-11-28T08:15:03+00:00","request":"GET /a HTTP/1.1","status":"404","host":"a.example"}',
];

export const accessLog = captureTarget({
  name: 'access-log',
  format: 'access log',
  seeds: [`${LINES.slice(0, 2).join('\n')}\n`, `${LINES.slice(2, 4).join('\n')}\n`, `${LINES.slice(4).join('\n')}\n`],
  tokens: [
    '"GET /a HTTP/1.1"',
    ' - ',
    '"-"',
    '[28/Nov/2026:08:15:01 +0000]',
    '\\"',
    '\n',
    '"status":',
    '"request":',
    '"headers":{',
    '{',
    '}',
    '[',
    ']',
    '999',
    '1e9',
    '-1',
    ' ',
  ],
  structured: linesOf(
    ...LINES,
    '203.0.113.9 - - [x] "\\x16\\x03" 400 0 "-" "-"',
    '{"request":7,"status":{},"response_code":[]}',
    '',
  ),
});
