/**
 * Which definitions and footnotes of a Markdown document are used. What nothing refers to is shown nowhere,
 * and is a known place to hide text: `[//]: # (…)`.
 */
import type { Definition, FootnoteDefinition, Root, RootContent } from 'mdast';

export interface References {
  /** The address that a reference leads to; `undefined` for a reference to nothing. */
  urlOf(identifier: string): string | undefined;
  isUsed(definition: Definition | FootnoteDefinition): boolean;
}

export function referencesIn(root: Root): References {
  const urls = new Map<string, string>();
  const used = new Set<string>();
  visit(root, (node) => {
    // The first definition of a name wins, as in CommonMark.
    if (node.type === 'definition' && !urls.has(node.identifier)) urls.set(node.identifier, node.url);
    if (node.type === 'linkReference' || node.type === 'imageReference') used.add(`definition ${node.identifier}`);
    if (node.type === 'footnoteReference') used.add(`footnoteDefinition ${node.identifier}`);
  });
  return {
    urlOf: (identifier) => urls.get(identifier),
    isUsed: (definition) => used.has(`${definition.type} ${definition.identifier}`),
  };
}

function visit(root: Root, see: (node: RootContent) => void): void {
  const pending: RootContent[] = [...root.children].reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    see(node);
    if ('children' in node) {
      for (const child of [...node.children].reverse()) pending.push(child);
    }
  }
}
