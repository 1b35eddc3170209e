/**
 * The stages of the mock, in order: a new behaviour is a file here and a line in this list.
 * The order of judging and choosing is Prism's, so that users of Prism get the same answers.
 */
import type { Answer, Call, Eventually } from '../answer.js';
import type { MockContext } from '../context.js';
import { createPipeline, type OnStage } from '../pipeline.js';
import { announce } from './announce.js';
import { authorise } from './authorise.js';
import { body } from './body.js';
import { choose } from './choose.js';
import { cors, openHeaders } from './cors.js';
import { deliver } from './deliver.js';
import { echo } from './echo.js';
import { fit } from './fit.js';
import { deprecation, headers } from './headers.js';
import { judge } from './judge.js';
import { match } from './match.js';
import { override, overrideHeaders } from './override.js';
import { plan } from './plan.js';
import { refuse } from './refuse.js';
import { locate, remember } from './remember.js';
import { report, selfCheck } from './self-check.js';
import { stream } from './stream.js';
import { shape, styleHeaders } from './style.js';

const STAGES = createPipeline<Call>()
  .add(cors) // unless --no-cors
  .add(match) // always: from here on a request is for an operation
  .add(authorise) // unless --no-auth
  .add(judge) // always
  .add(override) // always: answers can be set at any time
  .add(plan) // always: faults and delays, by --fault and --delay or as the request prefers
  .add(refuse) // always
  .add(choose) // always: from here on there is a response
  .add(body) // always
  .add(remember) // with --stateful or --state
  .add(echo) // with --echo
  .add(shape) // where the document describes a known style of API
  .add(openHeaders) // unless --no-cors
  .add(fit) // always
  .add(headers) // always
  .add(styleHeaders) // where the document describes a known style of API
  .add(overrideHeaders) // always: answers can be set at any time
  .add(locate) // with --stateful or --state
  .add(deprecation) // where the document deprecates an operation
  .add(selfCheck) // always
  .add(report) // always
  .add(stream) // where a response may be a sequence: it is sent item by item
  .add(announce); // where the document has callbacks

/** Makes the stages that a mock needs, and gives what answers its calls. */
export function createStages(context: MockContext, onStage?: OnStage): (call: Call) => Eventually<Answer> {
  return STAGES.create(context, deliver, onStage);
}
