/**
 * Which variant of alternate content Office shows: the first `mc:Choice` whose languages it knows, else `mc:Fallback`; and what the
 * others say that the shown one doesn't. Source: ECMA-376 part 3, 7.4.
 */
import { UnreadableDocument } from '../format.ts';
import { childOf, childrenOf, elementsOf, textOf, type XmlElement } from './xml.ts';

/** Variants of content within variants: each is compared with what is shown instead of it. */
const MAX_VARIANTS = 20;

/** Prefixes of the extensions that current Office knows, as every program writes them. */
const KNOWN =
  /^(?:wps|wpg|wpc|wpi|wp14|w14|w15|w16\w*|a14|pic14|cx\d?|am3d|aink|v|o|c14|c16\w*|dsp|wne|r|w|a|wp|pic|m|mc|oel|asvg|adec|a16\w*|x14\w*|p|p14|p15|p16\w*|p188|p159|psuz|pslz|psez|iact|thm15|xdr\w*|dgm|dgm1\d+|c|c15|sle\d*)$/;

interface Alternatives {
  readonly chosen: readonly XmlElement[];
  readonly others: readonly XmlElement[];
}

export function alternatives(element: XmlElement): Alternatives {
  const branches = childrenOf(element).filter((child) => child.name === 'mc:Choice' || child.name === 'mc:Fallback');
  const choice =
    branches.find((branch) => {
      const required = (branch.attributes.get('Requires') ?? '').split(/\s+/).filter((one) => one !== '');
      return branch.name === 'mc:Choice' && required.length > 0 && required.every((prefix) => KNOWN.test(prefix));
    }) ?? childOf(element, 'mc:Fallback');
  return {
    chosen: choice === undefined ? [] : childrenOf(choice),
    others: branches.filter((branch) => branch !== choice),
  };
}

/** What the variants that are not shown say in words that the shown one doesn't have. */
export function saidOtherwise({ chosen, others }: Alternatives): string[] {
  const shown = new Set(wordsOf(chosen.map(lettersOf).join('')));
  return others.map(lettersOf).filter((said) => !wordsOf(said).every((word) => shown.has(word)));
}

/** What variants below `root` say otherwise, within what is shown. Throws `too-deeply-nested`. */
export function* contradictions(root: XmlElement, depth = 0): Generator<string> {
  for (const child of childrenOf(root)) {
    if (child.name !== 'mc:AlternateContent') {
      yield* contradictions(child, depth);
      continue;
    }
    checkVariants(depth + 1);
    const found = alternatives(child);
    yield* saidOtherwise(found);
    for (const one of found.chosen) yield* contradictions(one, depth + 1);
  }
}

/** Throws `too-deeply-nested`. */
export function checkVariants(depth: number): void {
  if (depth <= MAX_VARIANTS) return;
  throw new UnreadableDocument('too-deeply-nested', `the document nests more than ${MAX_VARIANTS} variants`);
}

function wordsOf(text: string): readonly string[] {
  // Formulas have letters of their own, and their copies plain ones.
  return text.normalize('NFKC').match(/[\p{L}\p{N}]+/gu) ?? [];
}

function lettersOf(element: XmlElement): string {
  return [...elementsOf(element)]
    .filter(({ name }) => name === 'w:t' || name === 'a:t' || name === 'm:t')
    .map(textOf)
    .join(' ');
}
