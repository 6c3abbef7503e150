/**
 * Pseudo-classes as they stand on a page that nobody has touched: nothing is hovered, focused, visited or the target.
 * Those that css-select has, it answers itself; positions among siblings are answered here because it would count anew for each element.
 * Source: Selectors Level 4.
 */
import { attributeOf, type HtmlElement, type Tree } from './tree.ts';
import { remembering } from './value.ts';

export type Answer = (element: HtmlElement, argument?: string | null) => boolean;

/** Answered by css-select, with selectors as arguments or by attributes. */
export const LIBRARY_PSEUDOS: ReadonlySet<string> = new Set([
  'is',
  'where',
  'matches',
  'not',
  'has',
  'any-link',
  'link',
  'disabled',
  'enabled',
  'checked',
  'required',
  'optional',
  'scope',
]);

/** Never so on a page at rest. */
const NEVER = [
  'active',
  'autofill',
  'buffering',
  'current',
  'focus',
  'focus-visible',
  'focus-within',
  'fullscreen',
  'future',
  'hover',
  'in-range',
  'indeterminate',
  'invalid',
  'modal',
  'muted',
  'out-of-range',
  'past',
  'paused',
  'picture-in-picture',
  'playing',
  'popover-open',
  'seeking',
  'stalled',
  'target',
  'target-within',
  'user-invalid',
  'user-valid',
  'visited',
  'volume-locked',
  '-webkit-autofill',
] as const;

const TEXT_TYPES = /^(?:|text|search|url|tel|email|password|date|month|week|time|datetime-local|number)$/i;

/** All other pseudo-classes that browsers know. `matches` tests an element against a selector list. */
export function pseudosFor(
  tree: Tree,
  matches: (element: HtmlElement, selector: string) => boolean,
): Record<string, Answer> {
  const nth =
    (isOfType: boolean, isFromEnd: boolean) =>
    (element: HtmlElement, argument?: string | null): boolean => {
      const [formula = '', selector] = splitAtOf(argument ?? '');
      if (selector !== undefined) return countsAs(formula, filteredIndex(tree, matches, element, selector, isFromEnd));
      const at = tree.standOf(element);
      if (isOfType) return countsAs(formula, isFromEnd ? at.countOfType - at.indexOfType + 1 : at.indexOfType);
      return countsAs(formula, isFromEnd ? at.count - at.index + 1 : at.index);
    };
  const pseudos: Record<string, Answer> = {
    root: (element) => element.tagName === 'html' && element.parentNode?.nodeName === '#document',
    empty: (element) =>
      element.childNodes.every((node) => !('tagName' in node) && !('value' in node && node.value !== '')),
    'first-child': (element) => tree.standOf(element).index === 1,
    'last-child': (element) => isLast(tree, element),
    'only-child': (element) => tree.standOf(element).count === 1,
    'first-of-type': (element) => tree.standOf(element).indexOfType === 1,
    'last-of-type': (element) => {
      const at = tree.standOf(element);
      return at.indexOfType === at.countOfType;
    },
    'only-of-type': (element) => tree.standOf(element).countOfType === 1,
    'nth-child': nth(false, false),
    'nth-last-child': nth(false, true),
    'nth-of-type': nth(true, false),
    'nth-last-of-type': nth(true, true),
    defined: (element) => !element.tagName.includes('-'),
    open: (element) => attributeOf(element, 'open') !== undefined,
    default: (element) =>
      attributeOf(element, 'checked') !== undefined || attributeOf(element, 'selected') !== undefined,
    valid: (element) => isControl(element),
    'placeholder-shown': (element) =>
      attributeOf(element, 'placeholder') !== undefined && (attributeOf(element, 'value') ?? '') === '',
    'read-write': isEditable,
    'read-only': (element) => !isEditable(element),
    lang: (element, argument) => hasLanguage(element, argument ?? ''),
    dir: (element, argument) => directionOf(element) === (argument ?? '').trim().toLowerCase(),
  };
  // css-select counts a function's parameters to know whether it takes an argument.
  for (const name of NEVER) pseudos[name] = (_element) => false;
  return pseudos;
}

function isLast(tree: Tree, element: HtmlElement): boolean {
  const at = tree.standOf(element);
  return at.index === at.count;
}

const splitAtOf = remembering((argument: string): readonly string[] => argument.split(/\bof\b(.*)/s));

/** Whether `index` is one of `2n+1`, `odd`, `-n+3`, `4`. */
function countsAs(formula: string, index: number): boolean {
  const read = formulaOf(formula);
  if (read === undefined || index === 0) return false;
  const rest = index - read.first;
  return read.step === 0 ? rest === 0 : rest % read.step === 0 && rest / read.step >= 0;
}

const formulaOf = remembering((formula: string): { step: number; first: number } | undefined => {
  const text = formula.replace(/\s+/g, '').toLowerCase();
  if (text === 'odd') return { step: 2, first: 1 };
  if (text === 'even') return { step: 2, first: 0 };
  const match = /^(?:([+-]?\d{0,9})n)?([+-]?\d{1,9})?$/.exec(text);
  if (match === null || text === '') return undefined;
  const step = match[1] === undefined ? 0 : /^[+-]?$/.test(match[1]) ? Number(`${match[1]}1`) : Number(match[1]);
  return { step, first: Number(match[2] ?? 0) };
});

function filteredIndex(
  tree: Tree,
  matches: (element: HtmlElement, selector: string) => boolean,
  element: HtmlElement,
  selector: string,
  isFromEnd: boolean,
): number {
  if (!matches(element, selector)) return 0;
  const siblings = tree.getSiblings(element).filter(tree.isTag);
  const chosen = siblings.filter((one) => matches(one, selector));
  const index = chosen.indexOf(element);
  return isFromEnd ? chosen.length - index : index + 1;
}

function isControl(element: HtmlElement): boolean {
  return ['input', 'select', 'textarea', 'button', 'form', 'fieldset'].includes(element.tagName);
}

function isEditable(element: HtmlElement): boolean {
  const isFixed = attributeOf(element, 'readonly') !== undefined || attributeOf(element, 'disabled') !== undefined;
  if (element.tagName === 'textarea') return !isFixed;
  if (element.tagName === 'input') return !isFixed && TEXT_TYPES.test(attributeOf(element, 'type') ?? '');
  const editable = attributeOf(element, 'contenteditable');
  return editable !== undefined && editable !== 'false';
}

function hasLanguage(element: HtmlElement, ranges: string): boolean {
  const language = closest(element, 'lang')?.toLowerCase() ?? '';
  return ranges.split(',').some((range) => {
    const asked = range
      .trim()
      .replace(/^['"]|['"]$/g, '')
      .toLowerCase();
    return language !== '' && (asked === '*' || language === asked || language.startsWith(`${asked}-`));
  });
}

function directionOf(element: HtmlElement): string {
  return closest(element, 'dir')?.toLowerCase() === 'rtl' ? 'rtl' : 'ltr';
}

function closest(element: HtmlElement, name: string): string | undefined {
  for (
    let at: HtmlNodeOrNone = element;
    at !== null && at !== undefined;
    at = 'parentNode' in at ? at.parentNode : null
  ) {
    const value = 'tagName' in at ? attributeOf(at, name) : undefined;
    if (value !== undefined) return value;
  }
  return undefined;
}

type HtmlNodeOrNone = HtmlElement | HtmlElement['parentNode'] | undefined;
