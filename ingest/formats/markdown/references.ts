/**
 * Which definitions and footnotes of a Markdown document are used. What nothing refers to is shown nowhere, and is a known place to hide
 * text: `[//]: # (…)`. A footnote is shown when something shown refers to it: not for the sake of another that is shown nowhere.
 */
import type { Definition, FootnoteDefinition, Root, RootContent } from 'mdast';

export interface References {
  /** The address that a reference leads to; `undefined` for a reference to nothing. */
  urlOf(identifier: string): string | undefined;
  isUsed(definition: Definition | FootnoteDefinition): boolean;
}

export function referencesIn(root: Root): References {
  const definitions = new Map<string, Definition>();
  const footnotes = new Map<string, FootnoteDefinition>();
  const linked = new Set<string>();
  visit(root.children, (node) => {
    // The first definition of a name wins, as in CommonMark.
    if (node.type === 'definition' && !definitions.has(node.identifier)) definitions.set(node.identifier, node);
    if (node.type === 'footnoteDefinition' && !footnotes.has(node.identifier)) footnotes.set(node.identifier, node);
    if (node.type === 'linkReference' || node.type === 'imageReference') linked.add(node.identifier);
    return true;
  });
  const shown = new Set<FootnoteDefinition>();
  const pending: (readonly RootContent[])[] = [root.children];
  for (let nodes = pending.pop(); nodes !== undefined; nodes = pending.pop()) {
    visit(nodes, (node) => {
      const footnote = node.type === 'footnoteReference' ? footnotes.get(node.identifier) : undefined;
      if (footnote !== undefined && !shown.has(footnote)) {
        shown.add(footnote);
        pending.push(footnote.children);
      }
      return node.type !== 'footnoteDefinition';
    });
  }
  return {
    urlOf: (identifier) => definitions.get(identifier)?.url,
    isUsed: (definition) =>
      definition.type === 'footnoteDefinition'
        ? shown.has(definition)
        : linked.has(definition.identifier) && definitions.get(definition.identifier) === definition,
  };
}

/** Sees every node in order; goes below those for which `see` says so. */
function visit(nodes: readonly RootContent[], see: (node: RootContent) => boolean): void {
  const pending: RootContent[] = [...nodes].reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (see(node) && 'children' in node) {
      for (const child of [...node.children].reverse()) pending.push(child);
    }
  }
}
