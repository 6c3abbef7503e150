/**
 * Values that are lists: the parts of a comma list, the words of a part, the layers of a shorthand. Texts in, texts out.
 */
import { type CssNode, generate } from 'css-tree';
import { partsOf, remembering, splitAtCommas } from './value.ts';

/** The parts of a comma list, as text. */
export const listOf = remembering((value: string): readonly string[] => {
  const nodes = partsOf(value);
  return nodes === undefined ? [''] : splitAtCommas(nodes).map(textOf);
});

/** The words of a value. */
export const spaced = remembering(
  (value: string): readonly string[] => partsOf(value)?.map((node) => generate(node)) ?? [],
);

function textOf(nodes: readonly CssNode[]): string {
  return nodes.map((node) => generate(node)).join(' ');
}

/** The words of every part of a comma list; `?`, which nothing takes, for what can't be read. */
export function layersOf(value: string): readonly (readonly string[])[] {
  const nodes = partsOf(value);
  if (nodes === undefined) return [['?']];
  return splitAtCommas(nodes).map((layer) => layer.map((node) => generate(node).trim()));
}
