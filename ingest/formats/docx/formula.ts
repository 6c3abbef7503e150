/**
 * Formulas (`m:oMath`) as a line of text: `a/b`, `x^2`, `√(x)`. Source of the elements: ECMA-376 part 1, 22.1.
 * What a formula's runs say is left to whoever asks: they have colours and sizes like others.
 */
import { childOf, childrenOf, type XmlElement } from '../ooxml/xml.ts';
import { isOn } from './properties.ts';

/** A run of the formula, or a sign that its layout stands for. */
interface FormulaPiece {
  readonly run?: XmlElement;
  readonly text: string;
  readonly phantom: boolean;
}

export function* formulaPieces(element: XmlElement, phantom = false): Generator<FormulaPiece> {
  const sign = (text: string): FormulaPiece => ({ text, phantom });
  const inside = function* (name: string): Generator<FormulaPiece> {
    const child = childOf(element, name);
    if (child !== undefined) yield* formulaPieces(child, phantom);
  };
  switch (element.name) {
    case 'm:r':
    case 'w:r':
      yield { run: element, text: '', phantom };
      return;
    case 'm:phant': {
      const show = childOf(childOf(element, 'm:phantPr'), 'm:show');
      const off = show !== undefined && /^(?:0|false|off)$/i.test(show.attributes.get('m:val') ?? '1');
      const base = childOf(element, 'm:e');
      if (base !== undefined) yield* formulaPieces(base, phantom || off || (show !== undefined && !isOn(show)));
      return;
    }
    case 'm:f':
      yield* inside('m:num');
      yield sign('/');
      yield* inside('m:den');
      return;
    case 'm:sSup':
    case 'm:sSub':
    case 'm:sSubSup':
      yield* inside('m:e');
      if (childOf(element, 'm:sub') !== undefined) yield sign('_');
      yield* inside('m:sub');
      if (childOf(element, 'm:sup') !== undefined) yield sign('^');
      yield* inside('m:sup');
      return;
    case 'm:rad':
      yield* inside('m:deg');
      yield sign('√(');
      yield* inside('m:e');
      yield sign(')');
      return;
    case 'm:nary':
      yield sign(character(element, 'm:naryPr', 'm:chr', '∫'));
      for (const name of ['m:sub', 'm:sup', 'm:e']) {
        yield* inside(name);
        yield sign(' ');
      }
      return;
    case 'm:d': {
      yield sign(character(element, 'm:dPr', 'm:begChr', '('));
      for (const [index, part] of childrenOf(element, 'm:e').entries()) {
        if (index > 0) yield sign(character(element, 'm:dPr', 'm:sepChr', '|'));
        yield* formulaPieces(part, phantom);
      }
      yield sign(character(element, 'm:dPr', 'm:endChr', ')'));
      return;
    }
    default: {
      const spaced = /^m:(?:mr|eqArr|m|oMathPara)$/.test(element.name);
      for (const child of childrenOf(element)) {
        if (child.name.endsWith('Pr')) continue;
        yield* formulaPieces(child, phantom);
        if (spaced) yield sign(' ');
      }
    }
  }
}

function character(element: XmlElement, properties: string, name: string, otherwise: string): string {
  return childOf(childOf(element, properties), name)?.attributes.get('m:val') ?? otherwise;
}
