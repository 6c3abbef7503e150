/**
 * Conditional formats, as far as their conditions can be told without a spreadsheet: comparisons of the cell with constants, what its text
 * begins with or contains, whether it is blank, and formulas that are true of every cell or ask no more than that.
 * A condition that can't be told may hold or not: the cell is then seen if it is seen either way. Source: ECMA-376 part 1, 18.3.1.10.
 */
import { childrenOf, type XmlElement } from '../ooxml/xml.ts';
import { AreaSweep, parseAreas } from './area.ts';
import { ownText } from './sheet-xml.ts';
import { isOn, type StyleChange, type Styles } from './styles.ts';

export type Truth = 'yes' | 'no' | 'unknown';

export interface Rule {
  readonly priority: number;
  readonly stops: boolean;
  readonly change: StyleChange;
  readonly holds: (text: string, number: number | undefined) => Truth;
}

/** The rules of a sheet by the areas that they lie over. */
export function conditionalRules(sheet: XmlElement, styles: Styles): AreaSweep<readonly Rule[]> {
  const entries = childrenOf(sheet, 'conditionalFormatting').flatMap((format) => {
    const areas = parseAreas(format.attributes.get('sqref') ?? '');
    const rules = childrenOf(format, 'cfRule').map((rule) => readRule(rule, styles));
    return areas.map((area) => ({ area, value: rules }));
  });
  return new AreaSweep(entries);
}

function readRule(rule: XmlElement, styles: Styles): Rule {
  const said = (name: string): string => rule.attributes.get(name) ?? '';
  const format = rule.attributes.get('dxfId');
  const isScale = said('type') === 'colorScale';
  const formulas = childrenOf(rule, 'formula').map((one) => ownText(one).trim());
  return {
    priority: Number(said('priority')) || 0,
    stops: isOn(said('stopIfTrue')),
    // A scale gives numbers a fill that goes by all the others.
    change: isScale ? { paper: [undefined] } : format === undefined ? {} : styles.change(Number(format)),
    holds: conditionOf(said('type'), said('operator'), said('text'), formulas, isScale),
  };
}

function conditionOf(
  type: string,
  operator: string,
  wanted: string,
  formulas: readonly string[],
  isScale: boolean,
): Rule['holds'] {
  const [first = '', second = ''] = formulas;
  const has = (test: (text: string) => boolean) => (text: string) => truth(test(text.toLowerCase()));
  const needle = wanted.toLowerCase();
  switch (type) {
    case 'cellIs':
      return comparison(operator, constant(first), constant(second));
    case 'containsText':
      return has((text) => text.includes(needle));
    case 'notContainsText':
      return has((text) => !text.includes(needle));
    case 'beginsWith':
      return has((text) => text.startsWith(needle));
    case 'endsWith':
      return has((text) => text.endsWith(needle));
    case 'containsBlanks':
    case 'containsErrors':
      return () => 'no';
    case 'notContainsBlanks':
    case 'notContainsErrors':
      return () => 'yes';
    case 'expression':
      return expression(first);
    default:
      return isScale ? (_, number) => truth(number !== undefined) : () => 'unknown';
  }
}

type Constant = string | number | undefined;

/** Texts in the order of a spreadsheet, which knows no case. */
const TEXTS = new Intl.Collator('en', { sensitivity: 'base' });

function comparison(operator: string, low: Constant, high: Constant): Rule['holds'] {
  return (text, number) => compare(operator, orderOf(text, number, low), orderOf(text, number, high));
}

function orderOf(text: string, number: number | undefined, other: Constant): number | undefined {
  if (other === undefined) return undefined;
  if (typeof other === 'number') return number === undefined ? 1 : number - other;
  return number === undefined ? TEXTS.compare(text, other) : -1;
}

function compare(operator: string, toLow: number | undefined, toHigh: number | undefined): Truth {
  if (toLow === undefined) return 'unknown';
  switch (operator) {
    case 'equal':
      return truth(toLow === 0);
    case 'notEqual':
      return truth(toLow !== 0);
    case 'greaterThan':
      return truth(toLow > 0);
    case 'greaterThanOrEqual':
      return truth(toLow >= 0);
    case 'lessThan':
      return truth(toLow < 0);
    case 'lessThanOrEqual':
      return truth(toLow <= 0);
    case 'between':
      return toHigh === undefined ? 'unknown' : truth(toLow >= 0 && toHigh <= 0);
    case 'notBetween':
      return toHigh === undefined ? 'unknown' : truth(toLow < 0 || toHigh > 0);
    default:
      return 'unknown';
  }
}

function constant(formula: string): Constant {
  if (/^-?\d{1,15}(?:\.\d{1,15})?$/.test(formula)) return Number(formula);
  return /^"([^"]*)"$/.exec(formula)?.[1];
}

/** Formulas that are true, or false, of every cell that holds something. */
const ALWAYS =
  /^(?:TRUE(?:\(\))?|LEN\((?:TRIM\()?\$?[A-Z]{1,3}\$?\d+\)?\)>0|NOT\(ISBLANK\(\$?[A-Z]{1,3}\$?\d+\)\)|\$?[A-Z]{1,3}\$?\d+<>""|(?:ROW|COLUMN)\(\)>0|COUNTA\(\$?[A-Z]{1,3}\$?\d+\)>0)$/;
const NEVER = /^(?:FALSE(?:\(\))?|ISBLANK\(\$?[A-Z]{1,3}\$?\d+\)|\$?[A-Z]{1,3}\$?\d+="")$/;

function expression(formula: string): Rule['holds'] {
  const plain = formula.replace(/\s+/g, '').toUpperCase();
  const number = constant(plain);
  if (typeof number === 'number') return () => truth(number !== 0);
  const [, left, sign, right] = /^(-?\d{1,9})(=|<>|<=|>=|<|>)(-?\d{1,9})$/.exec(plain) ?? [];
  if (sign !== undefined) return () => truth(relation(Number(left), sign, Number(right)));
  if (ALWAYS.test(plain)) return () => 'yes';
  if (NEVER.test(plain)) return () => 'no';
  if (/^ISTEXT\(/.test(plain)) return (_, value) => truth(value === undefined);
  if (/^ISNUMBER\(\$?[A-Z]{1,3}\$?\d+\)$/.test(plain)) return (_, value) => truth(value !== undefined);
  return () => 'unknown';
}

function relation(left: number, sign: string, right: number): boolean {
  switch (sign) {
    case '=':
      return left === right;
    case '<>':
      return left !== right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '<=':
      return left <= right;
    default:
      return left >= right;
  }
}

function truth(holds: boolean): Truth {
  return holds ? 'yes' : 'no';
}
