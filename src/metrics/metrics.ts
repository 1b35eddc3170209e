/** The media type of the text (Prometheus text exposition format 0.0.4). */
export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** Upper bounds of durations, in seconds: from half a millisecond to half a minute. */
export const DURATIONS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] as const;

/** More series of one metric go into a last one, whose labels are all `other`: labels may come from outside. */
const MOST_SERIES = 10_000;

const OTHER = 'other';

/** What only grows. */
export interface Counter {
  /** @param by a number from 0 on. @default 1 */
  add(labels: readonly string[], by?: number): void;
}

/** What goes up and down. */
export interface Gauge {
  set(labels: readonly string[], value: number): void;
}

/** How often a value was at most each of some bounds. */
export interface Histogram {
  observe(labels: readonly string[], value: number): void;
}

/** Numbers by name. A metric of a name is made once. */
export interface Metrics {
  /** @param name ends with `_total`, and with its unit before that. @param labels their names */
  counter(name: string, help: string, labels?: readonly string[]): Counter;
  gauge(name: string, help: string, labels?: readonly string[]): Gauge;
  /** @param bounds in ascending order */
  histogram(name: string, help: string, labels: readonly string[], bounds?: readonly number[]): Histogram;
  /** All of them as text, in the order in which they were made. */
  text(): string;
}

/** Makes an empty set of numbers. */
export function createMetrics(): Metrics {
  const texts: (() => string)[] = [];
  const made = (name: string, help: string, type: string, lines: () => readonly string[]): void => {
    texts.push(() => `# HELP ${name} ${help.replace(/[\\\n]/g, ' ')}\n# TYPE ${name} ${type}\n${lines().join('')}`);
  };
  const single = (name: string, help: string, type: string, labels: readonly string[]): SeriesOf<{ value: number }> => {
    const series = seriesOf(() => ({ value: 0 }));
    made(name, help, type, () => series.all().map(([of, { value }]) => line(name, labels, of, value)));
    return series;
  };
  return {
    counter(name, help, labels = []) {
      const series = single(name, help, 'counter', labels);
      return {
        add(values, by = 1) {
          series.of(values).value += by;
        },
      };
    },
    gauge(name, help, labels = []) {
      const series = single(name, help, 'gauge', labels);
      return {
        set(values, value) {
          series.of(values).value = value;
        },
      };
    },
    histogram(name, help, labels, bounds = DURATIONS) {
      const series = seriesOf(() => ({ sum: 0, counts: new Array<number>(bounds.length + 1).fill(0) }));
      made(name, help, 'histogram', () =>
        series.all().flatMap(([of, { sum, counts }]) => {
          let total = 0;
          const buckets = counts.map((count, index) => {
            total += count;
            return line(`${name}_bucket`, [...labels, 'le'], [...of, numberText(bounds[index] ?? Infinity)], total);
          });
          return [...buckets, line(`${name}_sum`, labels, of, sum), line(`${name}_count`, labels, of, total)];
        }),
      );
      return {
        observe(values, value) {
          const found = series.of(values);
          const at = bounds.findIndex((bound) => value <= bound);
          const index = at < 0 ? bounds.length : at;
          found.counts[index] = (found.counts[index] ?? 0) + 1;
          found.sum += value;
        },
      };
    },
    text: () => texts.map((text) => text()).join(''),
  };
}

interface SeriesOf<Series> {
  of(labels: readonly string[]): Series;
  all(): readonly (readonly [labels: readonly string[], series: Series])[];
}

function seriesOf<Series>(make: () => Series): SeriesOf<Series> {
  const found = new Map<string, readonly [readonly string[], Series]>();
  return {
    of(labels) {
      const key = labels.join('\0');
      const known = found.get(key);
      if (known) return known[1];
      if (found.size >= MOST_SERIES && labels.some((label) => label !== OTHER)) return this.of(labels.map(() => OTHER));
      const series = make();
      found.set(key, [labels, series]);
      return series;
    },
    all: () => [...found.values()],
  };
}

function line(name: string, labels: readonly string[], values: readonly string[], value: number): string {
  const shown = labels.map((label, index) => `${label}="${escaped(values[index] ?? '')}"`).join(',');
  return `${name}${shown === '' ? '' : `{${shown}}`} ${numberText(value)}\n`;
}

function escaped(text: string): string {
  return text.replace(/[\\"\n]/g, (one) => (one === '\n' ? '\\n' : `\\${one}`));
}

function numberText(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  return value === Number.NEGATIVE_INFINITY ? '-Inf' : String(value);
}
