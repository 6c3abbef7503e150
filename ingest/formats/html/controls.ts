/**
 * Text that form controls show: values, placeholders and labels, which stand in attributes.
 */
import { attributeOf, type HtmlElement } from './css/tree.ts';

const NO_TEXT = /^(?:checkbox|color|file|hidden|image|password|radio|range)$/;
const BUTTON = /^(?:button|reset|submit)$/;

/** What a person reads in the control; `undefined` for what is none, or for text that stands between its tags. */
export function fieldText(element: HtmlElement): string | undefined {
  switch (element.tagName) {
    case 'input':
      return inputText(element);
    case 'textarea':
      return element.childNodes.length === 0 ? attributeOf(element, 'placeholder') : undefined;
    case 'optgroup':
      return attributeOf(element, 'label');
    case 'option': {
      const label = attributeOf(element, 'label');
      return label === '' ? undefined : label;
    }
    default:
      return undefined;
  }
}

function inputText(input: HtmlElement): string | undefined {
  const type = (attributeOf(input, 'type') ?? 'text').trim().toLowerCase();
  if (NO_TEXT.test(type)) return undefined;
  const value = attributeOf(input, 'value') ?? '';
  if (value !== '' || BUTTON.test(type)) return value;
  return attributeOf(input, 'placeholder');
}
