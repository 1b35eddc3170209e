import type { Answer, Eventually } from './answer.js';
import type { MockContext } from './context.js';

/** Answers a request from here on. */
export type Handler<State> = (state: State) => Eventually<Answer>;

/** One stage between a request and its answer: a file in `stages/`, and a line in `stages/index.ts`. */
export interface Stage<In, Out = In> {
  readonly name: string;
  /** When the mock has this stage, in words. */
  readonly when: string;
  /**
   * Makes the stage, once, when the mock starts. The handler may change the state and call `next`, answer without it,
   * or change the answer that `next` gives. It returns a promise only where it has to wait.
   * @param next everything after this stage
   * @returns the handler; `next` itself where this mock does not need the stage, so that an absent stage costs nothing
   */
  create(context: MockContext, next: Handler<Out>): Handler<In>;
}

/** Stages in order. The compiler checks that each takes what the one before gives. */
export interface Pipeline<In, Out> {
  add<After>(stage: Stage<Out, After>): Pipeline<In, After>;
  /**
   * Makes the stages. `last` ends the pipeline; `onStage` is called with each stage and whether this mock needs it, the
   * last stage first.
   */
  create(context: MockContext, last: Handler<Out>, onStage?: OnStage): Handler<In>;
}

/** Called with each stage, and whether the mock has it. */
export type OnStage = (stage: Pick<Stage<never, never>, 'name' | 'when'>, isPresent: boolean) => void;

/** A pipeline without stages. */
export function createPipeline<State>(): Pipeline<State, State> {
  return pipelineOf((_context, last) => last);
}

function pipelineOf<In, Out>(create: Pipeline<In, Out>['create']): Pipeline<In, Out> {
  return {
    create,
    add: <After>(stage: Stage<Out, After>) =>
      pipelineOf<In, After>((context, last, onStage) => {
        const handler = stage.create(context, last);
        onStage?.(stage, !Object.is(handler, last));
        return create(context, handler, onStage);
      }),
  };
}
