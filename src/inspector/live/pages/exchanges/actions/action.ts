import type { ComponentType } from 'preact';
import type { ExchangeDetail } from '../../../../../feed/reader.js';
import type { App } from '../../../model/app.js';

/** What an action is given. */
export interface ActionProps {
  readonly app: App;
  readonly exchange: ExchangeDetail;
}

/** Something that can be done with the open exchange. It draws its own button or menu in the bar above its messages. */
export interface Action {
  readonly name: string;
  /** What the server has to have (`features` of `/_docproof/server`). */
  readonly needs: string;
  readonly Action: ComponentType<ActionProps>;
}
