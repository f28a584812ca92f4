import { Fragment, type ReactNode } from 'react';
import type { TermName } from './glossary/term-name.ts';
import { Term } from './glossary/term.tsx';
import { useWords } from './language-context.ts';

/** `**bold**`, `[words](term)` with the punctuation after it. */
const MARKS = /\*\*(.+?)\*\*|\[(.+?)\]\((\w+)\)([.,;:?!)。，；：？！）]*)/g;

/** A sentence of the words tables without its marks, as files and text alternatives take it. */
export function plain(sentence: string): string {
  const unmarked = (_: string, bold?: string, words?: string, __?: string, mark?: string) =>
    bold ?? `${words ?? ''}${mark ?? ''}`;
  return sentence.replace(MARKS, unmarked);
}

/** A sentence of the words tables: `**word**` is bold, `[word](term)` opens the glossary's card of `term`. */
export function Prose({ children }: { readonly children: string }) {
  const { terms } = useWords().glossary;
  const isTerm = (name: string): name is TermName => name in terms;
  const parts: ReactNode[] = [];
  let end = 0;
  for (const match of children.matchAll(MARKS)) {
    const [whole, bold, words, name, mark = ''] = match as unknown as (string | undefined)[];
    parts.push(children.slice(end, match.index));
    if (bold !== undefined) parts.push(<b dir="auto">{bold}</b>);
    else if (words !== undefined && name !== undefined && isTerm(name))
      parts.push(
        <Term name={name} mark={mark}>
          {words}
        </Term>,
      );
    else parts.push(words, mark);
    end = match.index + (whole?.length ?? 0);
  }
  parts.push(children.slice(end));
  return parts.map((part, i) => <Fragment key={i}>{part}</Fragment>);
}
