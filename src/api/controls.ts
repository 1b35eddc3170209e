import { systemSources } from '../io/index.js';
import { controlOf } from '../mock/answers/control.js';
import { ANSWERS_KEY, type StoredAnswers, storedAnswers } from '../mock/answers/stored.js';
import { drawsIn, type FaultControl, type FaultPlan, planOf, readFaultPlan, withPlan } from '../mock/faults/plan.js';
import { readJson, writeJson } from '../model/index.js';
import type { Controls } from '../server/index.js';
import type { Store } from '../store/index.js';
import type { ReplaceableMock } from './mock-handler.js';

/** The controls of a mock, which end with it. */
export interface OwnControls extends Controls {
  /** The answers of all processes that share its store; absent where it is alone. */
  readonly shared?: StoredAnswers;
  close(): void;
}

/**
 * What pages and programs change of a mock while it runs.
 * @param isShared whether other processes have the same store: then what is set at one of them holds at all
 */
export async function openControls(mocking: ReplaceableMock, store: Store, isShared: boolean): Promise<OwnControls> {
  const shared = isShared ? await storedAnswers(mocking.contract, store) : undefined;
  const faults = isShared ? await sharedFaults(mocking, store) : faultControl(mocking, store);
  return {
    answers: shared ?? controlOf(mocking.answers, mocking.contract),
    ...(shared ? { shared } : {}),
    ...(faults ? { faults } : {}),
    close() {
      shared?.close();
      faults?.close();
    },
  };
}

/** Forgets what an earlier mock with this store was told: answers and a plan end with it. */
export async function forgetControls(store: Store): Promise<void> {
  await store.clear(ANSWERS_KEY);
  await store.clear(PLAN_KEY);
}

/** The key of a plan that was set, for processes that share a store. */
const PLAN_KEY = 'faults/plan';

/** The keys by which calls are counted. */
const CALLS = 'calls ';

/** Changes the plan of one mock. @param told hears of a plan that was set; undefined means that of the start */
function faultControl(
  mocking: ReplaceableMock,
  store: Store,
  told: (plan: FaultPlan | undefined) => Promise<void> | void = () => undefined,
): FaultControl & { close(): void } {
  const first = planOf(mocking.settings());
  const settle = async (plan: FaultPlan | undefined): Promise<void> => {
    // A plan that does not fit the document is refused here, before others hear of it.
    takeUp(mocking, plan ?? first);
    await store.clear(CALLS);
    await told(plan);
  };
  return {
    plan: () => planOf(mocking.settings()),
    isChanged: () => writeJson(planOf(mocking.settings())) !== writeJson(first),
    set: settle,
    reset: () => settle(undefined),
    draws: () => drawsIn(mocking.contract(), mocking.settings()),
    close: () => undefined,
  };
}

/** Changes the plan of all mocks that share a store; undefined where they would not hear of it. */
async function sharedFaults(
  mocking: ReplaceableMock,
  store: Store,
): Promise<ReturnType<typeof faultControl> | undefined> {
  if (!store.watch) return undefined;
  const first = planOf(mocking.settings());
  const learn = async (): Promise<void> => {
    const text = await store.get(PLAN_KEY);
    takeUp(mocking, text === undefined ? first : readFaultPlan(readJson(text), newSeed));
  };
  const control = faultControl(mocking, store, async (plan) => {
    const text = plan && writeJson(plan);
    while (!(await store.replace(PLAN_KEY, await store.get(PLAN_KEY), text)));
  });
  const close = store.watch(PLAN_KEY, learn);
  await learn();
  return { ...control, close };
}

/** @throws InputError `bad-option` where the plan does not fit the document */
function takeUp(mocking: ReplaceableMock, plan: FaultPlan): void {
  const settings = mocking.settings();
  if (writeJson(plan) !== writeJson(planOf(settings))) mocking.resettle(withPlan(settings, plan));
}

function newSeed(): string {
  return systemSources.newId().slice(0, 8);
}
