import type { ComponentChildren } from 'preact';

/** A form that stays on the page when it is sent. */
export function Form(props: {
  readonly class?: string;
  readonly onSend: () => void;
  readonly children: ComponentChildren;
}) {
  return (
    <form
      class={`form ${props.class ?? ''}`}
      onSubmit={(event) => {
        event.preventDefault();
        props.onSend();
      }}
    >
      {props.children}
    </form>
  );
}

/** A field with its label. */
export interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  /** What is shown while it is empty. */
  readonly hint?: string;
  /** Of the label: `whole` takes the whole width of the form, `few` has few lines. */
  readonly class?: string;
}

/** One line of text. */
export function TextField({ label, value, onValue, hint = '' }: FieldProps) {
  return (
    <label>
      {label}
      <input
        value={value}
        placeholder={hint}
        autocomplete="off"
        spellcheck={false}
        onInput={({ currentTarget }) => onValue(currentTarget.value)}
      />
    </label>
  );
}

/** Lines of text. */
export function TextArea({ label, value, onValue, hint = '', class: kind = 'whole' }: FieldProps) {
  return (
    <label class={kind}>
      {label}
      <textarea
        value={value}
        placeholder={hint}
        spellcheck={false}
        onInput={({ currentTarget }) => onValue(currentTarget.value)}
      />
    </label>
  );
}

/** A choice. `hint` are the words for the empty option. */
export function SelectField(
  props: FieldProps & { readonly options: readonly (readonly [value: string, text: string])[] },
) {
  const { label, value, onValue, options } = props;
  return (
    <label>
      {label}
      <select value={value} onInput={({ currentTarget }) => onValue(currentTarget.value)}>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
