import { describe, expectTypeOf, test } from 'vitest';
import type { CaptureOptions, CheckOptions, LintOptions, ListenOptions, MockOptions } from '../../src/api/index.js';
import type { MockSettings } from '../../src/mock/index.js';
import { type ANSWERS, type CHECKING, group, type OptionsOf, type ResolvedOf } from '../../src/options/index.js';
import type { ProxySettings } from '../../src/proxy/index.js';

describe('types that come from rows of options', () => {
  test('A row gives its option a type: required after defaults where the row has one', () => {
    const some = group('Some', {
      level: { kind: { type: 'choice', values: ['low', 'high'] }, default: 'low', help: 'how much' },
      names: { kind: { type: 'list', of: 'text', separator: ',' }, help: 'which' },
      count: { kind: { type: 'integer', minimum: 0, maximum: 9 }, default: 1, help: 'how many' },
    });
    expectTypeOf<OptionsOf<typeof some>>().toEqualTypeOf<{
      readonly level?: 'low' | 'high';
      readonly names?: readonly string[];
      readonly count?: number;
    }>();
    expectTypeOf<ResolvedOf<typeof some>['level']>().toEqualTypeOf<'low' | 'high'>();
    expectTypeOf<ResolvedOf<typeof some>>().toHaveProperty('names').toEqualTypeOf<readonly string[] | undefined>();
  });

  test('The rules of a check have the types of their rows', () => {
    type Leniency = 'allow' | 'warn' | 'error';
    expectTypeOf<CheckOptions['placeholders']>().toEqualTypeOf<Leniency | undefined>();
    expectTypeOf<CheckOptions['undocumentedHeaders']>().toEqualTypeOf<Leniency | undefined>();
    expectTypeOf<CheckOptions['baseUrls']>().toEqualTypeOf<readonly string[] | undefined>();
    expectTypeOf<CheckOptions['undocumented']>().toEqualTypeOf<OptionsOf<typeof CHECKING>['undocumented']>();
    expectTypeOf<CaptureOptions['workers']>().toEqualTypeOf<number | undefined>();
    // A caller may pass on what nobody set.
    expectTypeOf<{ readonly placeholders: undefined }>().toExtend<CheckOptions>();
  });

  test('The settings of a mock are its options with their defaults, and every option of a mock is among them', () => {
    expectTypeOf<MockSettings>().toExtend<ResolvedOf<typeof ANSWERS>>();
    expectTypeOf<MockSettings['validateRequest']>().toEqualTypeOf<'error' | 'warn' | 'off'>();
    expectTypeOf<MockSettings['maxBody']>().toEqualTypeOf<number>();
    expectTypeOf<MockSettings['stateful']>().toEqualTypeOf<boolean>();
    expectTypeOf<Exclude<keyof MockOptions, keyof MockSettings>>().toEqualTypeOf<'state' | 'stateTtl'>();
    // A proxy's: its mock lets no other pages use credentials; and the seed of a plan that the inspector sets.
    expectTypeOf<Exclude<keyof MockSettings, keyof MockOptions>>().toEqualTypeOf<'allowOrigins' | 'drawSeed'>();
  });

  test('Options of servers, proxies and lint have the types of their rows', () => {
    expectTypeOf<ListenOptions['port']>().toEqualTypeOf<number | undefined>();
    expectTypeOf<ListenOptions['host']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<LintOptions['off']>().toEqualTypeOf<readonly string[] | undefined>();
    expectTypeOf<ProxySettings['timeout']>().toEqualTypeOf<number>();
    expectTypeOf<ProxySettings['insecure']>().toEqualTypeOf<boolean>();
    expectTypeOf<ProxySettings['upstreamProxy']>().toEqualTypeOf<string | undefined>();
  });
});
