import { describe, expect, test } from 'vitest';
import { createMetrics, processMetrics } from '../../src/metrics/index.js';

/** The samples of a text, by name and labels; each line has the form that Prometheus reads. */
function samplesOf(text: string): Map<string, string> {
  expect(text.endsWith('\n')).toBe(true);
  const found = new Map<string, string>();
  for (const line of text.trimEnd().split('\n')) {
    if (/^# (?:HELP|TYPE) [a-z_:][\w:]* \S/i.test(line)) continue;
    const [, name, value] =
      /^([a-z_:][\w:]*(?:\{(?:[a-z_]\w*="(?:[^"\\\n]|\\["\\n])*",?)*\})?) (\S+)$/i.exec(line) ?? [];
    expect(name, line).toBeDefined();
    expect(found.has(name ?? ''), line).toBe(false);
    found.set(name ?? '', value ?? '');
  }
  return found;
}

describe('metrics', () => {
  test('A counter adds up for each set of labels, and says what it is', () => {
    const metrics = createMetrics();
    const requests = metrics.counter('docproof_requests_total', 'Requests that were answered.', [
      'operation',
      'status',
    ]);
    requests.add(['GET /a', '200']);
    requests.add(['GET /a', '200'], 2);
    requests.add(['GET /b', '404']);
    expect(metrics.text()).toBe(`# HELP docproof_requests_total Requests that were answered.
# TYPE docproof_requests_total counter
docproof_requests_total{operation="GET /a",status="200"} 3
docproof_requests_total{operation="GET /b",status="404"} 1
`);
  });

  test('A histogram counts each value in all buckets that reach it, and its sum', () => {
    const metrics = createMetrics();
    const seconds = metrics.histogram('duration_seconds', 'How long.', ['operation'], [0.1, 1]);
    for (const value of [0.05, 0.1, 0.5, 30]) seconds.observe(['a'], value);
    const samples = samplesOf(metrics.text());
    expect(Object.fromEntries(samples)).toEqual({
      'duration_seconds_bucket{operation="a",le="0.1"}': '2',
      'duration_seconds_bucket{operation="a",le="1"}': '3',
      'duration_seconds_bucket{operation="a",le="+Inf"}': '4',
      'duration_seconds_sum{operation="a"}': '30.65',
      'duration_seconds_count{operation="a"}': '4',
    });
  });

  test('A label may have any characters', () => {
    const metrics = createMetrics();
    const gauge = metrics.gauge('level', 'A level\nof \\ things.', ['of']);
    gauge.set(['"quoted" \\ and\nbroken, {é}'], -1.5);
    const samples = samplesOf(metrics.text());
    expect([...samples]).toEqual([['level{of="\\"quoted\\" \\\\ and\\nbroken, {é}"}', '-1.5']]);
  });

  test('Labels from outside fill no memory: beyond 10,000 series all go into one', () => {
    const metrics = createMetrics();
    const counter = metrics.counter('many_total', 'Many.', ['name']);
    for (let index = 0; index < 12_000; index += 1) counter.add([String(index)]);
    const samples = samplesOf(metrics.text());
    expect(samples.size).toBe(10_001);
    expect(samples.get('many_total{name="other"}')).toBe('2000');
  });

  test('The numbers of the process are taken each time that they are asked for', () => {
    const metrics = createMetrics();
    let user = 1_000_000;
    const take = processMetrics(
      metrics,
      { cpuUsage: () => ({ user, system: 500_000 }), memoryUsage: () => ({ rss: 7, heapUsed: 3 }), uptime: () => 10 },
      () => 100_000,
    );
    take();
    user = 4_000_000;
    take();
    expect(Object.fromEntries(samplesOf(metrics.text()))).toEqual({
      process_cpu_seconds_total: '4.5',
      process_resident_memory_bytes: '7',
      nodejs_heap_size_used_bytes: '3',
      process_start_time_seconds: '90',
    });
  });
});
