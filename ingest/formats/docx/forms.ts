/** What content controls and form fields hold beside the text that they show: names, choices, help texts, defaults. */
import { childOf, childrenOf, elementsOf, type XmlElement } from '../ooxml/xml.ts';
import { fieldKind } from './fields.ts';

/** Alias, tag and choices of a content control. */
export function controlTexts(control: XmlElement): string[] {
  const properties = childOf(control, 'w:sdtPr');
  const found: (string | undefined)[] = [];
  for (const child of properties === undefined ? [] : childrenOf(properties)) {
    if (child.name === 'w:alias' || child.name === 'w:tag') found.push(child.attributes.get('w:val'));
    for (const item of childrenOf(child, 'w:listItem')) {
      found.push(item.attributes.get('w:displayText') ?? item.attributes.get('w:value'));
    }
  }
  return found.filter((text) => text !== undefined);
}

/** Help texts, choices and defaults of a form field. `begin` is the mark that begins it. */
export function formTexts(begin: XmlElement): string[] {
  const data = childOf(begin, 'w:ffData');
  return (data === undefined ? [] : [...elementsOf(data)])
    .filter(({ name }) => /^w:(?:helpText|statusText|listEntry|default)$/.test(name))
    .map((element) => element.attributes.get('w:val') ?? '')
    .filter((text) => /\p{L}/u.test(text));
}

/** What a drop-down field shows: it has no result of its own. */
export function chosenEntry(begin: XmlElement, code: string): string {
  if (fieldKind(code) !== 'FORMDROPDOWN') return '';
  const list = childOf(childOf(begin, 'w:ffData'), 'w:ddList');
  if (list === undefined) return '';
  const result = childOf(list, 'w:result') ?? childOf(list, 'w:default');
  const index = Number(result?.attributes.get('w:val') ?? 0);
  return childrenOf(list, 'w:listEntry')[index]?.attributes.get('w:val') ?? '';
}
