/** `docproof/playwright`: fixtures that mock an API, and that fail tests whose traffic breaks its contract. */
import { test as base, expect as baseExpect } from '@playwright/test';
import type { Contract } from '../../contract/index.js';
import { withCure } from '../cured.js';
import type { Api } from './api/api.js';
import { type ServedMock, serveMock } from './api/server.js';
import { startApi } from './api/start.js';
import { type DocumentReference, loadReferenced, referenceOf } from './document.js';
import { type ContractGuard, createGuard, type Guard } from './guard.js';
import type { DocproofTestOptions, DocproofWorkerOptions } from './options.js';
import { createTap, type Tap } from './tap.js';

export type { AnswerOverride, PendingAnswer } from '../../mock/index.js';
export type { Api } from './api/api.js';
export type { ApiRequest } from './api/requests.js';
export type { ContractGuard, ViolationPattern } from './guard.js';
export type { NotJudged } from './messages.js';
export type { DocproofOptions, DocproofTestOptions, DocproofWorkerOptions } from './options.js';

/** The fixtures of a test. */
export interface DocproofFixtures {
  /** The mock of this test. It is started where a test asks for it, and with `apiMode: 'route'` always. */
  api: Api;
  /** Judges what every test exchanges with the API. */
  contractGuard: ContractGuard;
  _docproofGuard: Guard;
  _docproofOptions: DocproofTestOptions;
  /** Starts the mock of the test, once. */
  _docproofApi: () => ReturnType<typeof startApi>;
}

/** The fixtures of a worker. */
export interface DocproofWorkerFixtures {
  contract: Contract;
  _docproofReference: DocumentReference;
  _docproofTap: Tap;
  _docproofShared: (options: DocproofTestOptions['apiOptions']) => Promise<ServedMock>;
}

/** Playwright's own, so that one import is enough. */
export const expect: typeof baseExpect = baseExpect;

/** `test` of Playwright, with an API. Merge it with others: `mergeTests(test, docproofTest)`. */
export const test = base.extend<DocproofTestOptions & DocproofFixtures, DocproofWorkerOptions & DocproofWorkerFixtures>(
  {
    contractDocument: [undefined, { option: true, scope: 'worker' }],
    contractLoad: [{}, { option: true, scope: 'worker' }],
    contractViolations: ['fail', { option: true }],
    contractInconclusive: ['allow', { option: true }],
    contractRules: [{}, { option: true }],
    contractHar: ['off', { option: true }],
    apiMode: ['server', { option: true }],
    apiUrl: [undefined, { option: true }],
    apiOptions: [{}, { option: true }],
    _docproofReference: [
      async ({ contractDocument, contractLoad }, use) =>
        use(await withCure(() => referenceOf({ contractDocument, contractLoad }))),
      { scope: 'worker' },
    ],
    contract: [
      async ({ _docproofReference }, use) => use(await withCure(() => loadReferenced(_docproofReference))),
      { scope: 'worker' },
    ],
    _docproofTap: [async ({ playwright: _ }, use) => use(createTap()), { scope: 'worker' }],
    browser: [
      async ({ browser, _docproofTap }, use) => {
        _docproofTap.watchBrowser(browser);
        await use(browser);
      },
      { scope: 'worker' },
    ],
    context: async ({ context, _docproofTap }, use) => {
      _docproofTap.watchContext(context);
      await use(context);
      await _docproofTap.drain(context);
    },
    request: async ({ request, _docproofTap }, use) => {
      _docproofTap.watchClient(request);
      await use(request);
    },
    _docproofShared: [
      async ({ contract }, use) => {
        let started: Promise<ServedMock> | undefined;
        await use((options) => {
          started ??= serveMock(contract, options);
          return started;
        });
        await (await started)?.close();
      },
      { scope: 'worker' },
    ],
    _docproofOptions: async (
      { contractViolations, contractInconclusive, contractRules, contractHar, apiMode, apiUrl, apiOptions },
      use,
    ) => use({ contractViolations, contractInconclusive, contractRules, contractHar, apiMode, apiUrl, apiOptions }),
    _docproofGuard: [
      async (
        { contract, _docproofReference, _docproofOptions, _docproofTap, baseURL, extraHTTPHeaders, httpCredentials },
        use,
        testInfo,
      ) => {
        const guard = createGuard({
          contract,
          reference: _docproofReference,
          options: _docproofOptions,
          testInfo,
          client: { baseURL, headers: extraHTTPHeaders ?? {}, hasCredentials: httpCredentials !== undefined },
        });
        _docproofTap.listen(guard.listener);
        await use(guard);
        await _docproofTap.drain();
        _docproofTap.listen(undefined);
        await guard.end();
      },
      { auto: true, title: 'contract' },
    ],
    contractGuard: async ({ _docproofGuard }, use) => use(_docproofGuard),
    _docproofApi: [
      async ({ contract, extraHTTPHeaders, _docproofGuard, _docproofOptions, _docproofTap, _docproofShared }, use) => {
        const sources = {
          contract,
          options: _docproofOptions,
          guard: _docproofGuard,
          tap: _docproofTap,
          shared: _docproofShared,
          headers: extraHTTPHeaders ?? {},
        };
        let started: Awaited<ReturnType<typeof startApi>> | undefined;
        const start = async () => {
          started ??= await withCure(() => startApi(sources));
          return started;
        };
        // Pages ask the fixed URL, whether or not the test sets answers.
        if (_docproofOptions.apiMode === 'route') await start();
        await use(start);
        await started?.end();
      },
      { auto: true, title: 'api' },
    ],
    api: async ({ _docproofApi }, use) => use((await _docproofApi()).api),
  },
);
