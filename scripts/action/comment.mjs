/**
 * The step of the action that comments on the pull request. Later runs update the comment: it is found by a mark that
 * nobody sees, and only where its author is the one who writes now.
 * https://docs.github.com/en/rest/issues/comments
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { client, Refused, repositoryOf } from './github.mjs';
import { cutMarkdown, markdownOf, readOutcome } from './reports.mjs';
import { annotate, inputOf, main } from './runner.mjs';

/** A comment has at most so many characters. */
const MOST = 65_536;

/** So many pages of a hundred comments are looked through. */
const PAGES = 30;

const WISHES = ['true', 'failures', 'false'];

await main(async () => {
  const { env } = process;
  const wish = inputOf(env, 'comment') || 'true';
  if (!WISHES.includes(wish)) throw new Error(`comment: "${wish}" is not one of ${WISHES.join(', ')}.`);
  const number = await pullRequestOf(env);
  if (wish === 'false' || number === undefined) return;
  const token = inputOf(env, 'token');
  if (token === '') return annotate('notice', 'There is no comment on the pull request: there is no token.');
  const call = client({ token, url: env.GITHUB_API_URL });
  const repository = `/repos/${repositoryOf(env)}`;
  try {
    const mark = markOf(env);
    const mine = await ownComment(call, `${repository}/issues/${number}/comments`, mark);
    const { verdict } = await readOutcome(env.REPORTS ?? '');
    if (mine === undefined && wish === 'failures' && verdict === 'passed') return;
    const body = `${mark}\n${cutMarkdown(await markdownOf(env.REPORTS ?? ''), MOST - mark.length - 1, '_The report is longer. The summary of the job has more of it._')}`;
    if (mine === undefined) await call('POST', `${repository}/issues/${number}/comments`, { body });
    else await call('PATCH', `${repository}/issues/comments/${mine}`, { body });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    annotate(
      error.isForbidden ? 'notice' : 'warning',
      `There is no comment on the pull request (${error.message}). The job needs "permissions: pull-requests: write", which pull requests of forks do not get: the summary of the job has the report.`,
    );
  }
});

/** The number of the pull request for which this runs. @param {NodeJS.ProcessEnv} env */
async function pullRequestOf(env) {
  const event = await readFile(env.GITHUB_EVENT_PATH ?? '', 'utf8').catch(() => '{}');
  const number = JSON.parse(event)?.pull_request?.number;
  return Number.isInteger(number) ? number : undefined;
}

/** The mark of this use of the action: two jobs with their own documents have their own comments. */
function markOf(env) {
  const key = createHash('sha256')
    .update(JSON.stringify([env.GITHUB_WORKFLOW, env.GITHUB_JOB, env.GITHUB_ACTION]))
    .digest('hex');
  return `<!-- docproof-action ${key.slice(0, 16)} -->`;
}

/** The id of the comment that an earlier run wrote. */
async function ownComment(call, path, mark) {
  const me = await ownName(call);
  for (let page = 1; page <= PAGES; page += 1) {
    const comments = await call('GET', `${path}?per_page=100&page=${page}`);
    const mine = comments.find(({ body, user }) => body?.startsWith(mark) && user?.login === me);
    if (mine) return mine.id;
    if (comments.length < 100) return undefined;
  }
  return undefined;
}

/** Who the token is. The token of a job may not ask: it is always this one. */
async function ownName(call) {
  try {
    const { login } = await call('GET', '/user');
    return login;
  } catch (error) {
    if (error instanceof Refused && error.isForbidden) return 'github-actions[bot]';
    throw error;
  }
}
