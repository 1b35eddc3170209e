import { count } from '../../../components/text.js';
import { type SetAnswers, timesWords, wordsOf } from '../../model/answers.js';
import { fragmentOf } from '../../model/route.js';

/** All answers that are set, and one way to be rid of them. */
export function AnswerList({ answers }: { readonly answers: SetAnswers }) {
  const { list } = answers;
  if (list.length === 0) return null;
  return (
    <section class="set-answers" aria-label="Answers that are set">
      <details>
        <summary>
          <b>{`${count(list.length, 'answer')} set`}</b>
        </summary>
        <ul>
          {list.slice(0, MOST).map(({ id, operation, answer, times, session }) => (
            <li key={id}>
              <a href={fragmentOf({ page: 'operations', parts: [operation] })}>{operation}</a>
              {`: ${wordsOf({ answer: { ...answer } })}, ${timesWords(times)}`}
              {session !== undefined && ` in session ${session}`}{' '}
              <button type="button" aria-label={`Take back answer ${id}`} onClick={() => void answers.remove(id)}>
                ×
              </button>
            </li>
          ))}
          {list.length > MOST && <li>{`… and ${list.length - MOST} more`}</li>}
        </ul>
      </details>
      <button type="button" onClick={() => void answers.reset()}>
        Reset all
      </button>
    </section>
  );
}

const MOST = 100;
