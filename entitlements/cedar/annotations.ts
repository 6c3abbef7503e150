/**
 * Annotations: what a policy says beyond permitting and forbidding. `@id` names it, `@mask` on a permit takes columns of rows out of what
 * it lets through, `@protect` on a permit says what is done with personal data and credentials in it, `@approval` on a forbid says who may lift it. Any other is refused, since nobody would act on it.
 */
import { DLP_ACTIONS, DLP_KINDS, type DlpKind, type DlpRules } from '../../filters/dlp/kinds.ts';
import { parsePrincipal } from '../principal.ts';
import { nodesOf, type Statement } from './expression.ts';
import type { Policy } from './rules.ts';

export const ANNOTATION_LIMITS = { columns: 50, columnLength: 200 } as const;

const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

export interface Annotations extends Pick<Policy, 'masks' | 'protects' | 'approval'> {
  readonly id: string | undefined;
  /** What is wrong with them, one sentence each, with the annotation's name. */
  readonly faults: readonly { readonly annotation: string; readonly message: string }[];
}

export function readAnnotations(statement: Statement): Annotations {
  const faults: { readonly annotation: string; readonly message: string }[] = [];
  const given = Object.entries(statement.json.annotations ?? {});
  const annotationOf = (name: string) => given.find(([one]) => one === name)?.[1] ?? undefined;
  for (const [annotation, value] of given) {
    const message = faultOf(annotation, value ?? '', statement);
    if (message !== undefined) faults.push({ annotation, message });
  }
  return {
    id: annotationOf('id'),
    masks: columnsOf(annotationOf('mask')),
    protects: protectsOf(annotationOf('protect')) ?? {},
    approval: approvalOf(annotationOf('approval')),
    faults,
  };
}

function faultOf(annotation: string, value: string, statement: Statement): string | undefined {
  switch (annotation) {
    case 'id':
      return ID.test(value) ? undefined : 'an `@id` has 1 to 64 letters, digits, `.`, `_` and `-`';
    case 'mask':
      return maskFault(value, statement);
    case 'protect':
      return protectFault(value, statement);
    case 'approval':
      return approvalFault(value, statement);
    default:
      return `\`@${annotation}\` means nothing here; there are \`@id\`, \`@mask\`, \`@protect\` and \`@approval\``;
  }
}

function maskFault(value: string, { json: { effect, resource } }: Statement): string | undefined {
  const isOfRows = effect === 'permit' && resource.op === 'is' && resource.entity_type === 'Row';
  if (!isOfRows) return '`@mask` belongs to a `permit` with `resource is Row` in its head: only rows have columns';
  const columns = columnsOf(value);
  const isFit = columns.length <= ANNOTATION_LIMITS.columns && columns.every((column) => isColumn(column));
  return isFit && columns.length > 0 ? undefined : '`@mask` lists columns, with commas between: `@mask("email,iban")`';
}

function protectFault(value: string, { json: { effect } }: Statement): string | undefined {
  if (effect !== 'permit') return '`@protect` belongs to a `permit`: a `forbid` lets nothing through';
  if (protectsOf(value) !== undefined) return undefined;
  return `\`@protect\` says of each kind once what is done, as in \`@protect("iban=mask, email=hash")\`; kinds are ${namesOf(DLP_KINDS)}, actions ${namesOf(DLP_ACTIONS)}`;
}

const namesOf = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');

function isColumn(text: string): boolean {
  return text.length > 0 && text.length <= ANNOTATION_LIMITS.columnLength;
}

function approvalFault(value: string, statement: Statement): string | undefined {
  if (statement.json.effect !== 'forbid' || !namesApproved(statement)) {
    return '`@approval` belongs to a `forbid` that a grant lifts: `unless { resource in context.approved }`';
  }
  if (approvalOf(value) !== undefined) return undefined;
  return '`@approval` says who may approve: `manager`, `owner` or a group, as in `@approval("group:finance-leads")`';
}

function namesApproved(statement: Statement): boolean {
  const nodes = statement.conditions.flatMap(({ body }) => [...nodesOf(body)]);
  return nodes.some(({ op, names, operands }) => {
    return op === '.' && names[0] === 'approved' && operands[0]?.op === 'Var' && operands[0].names[0] === 'context';
  });
}

function columnsOf(value: string | undefined): readonly string[] {
  if (value === undefined || value === '') return [];
  return [...new Set(value.split(',').map((column) => column.trim()))].sort();
}

/** `undefined` when it is malformed, or says nothing. */
function protectsOf(value: string | undefined): DlpRules | undefined {
  if (value === undefined) return undefined;
  const rules: Partial<Record<DlpKind, DlpRules[DlpKind]>> = {};
  for (const one of value.split(',', DLP_KINDS.length + 1)) {
    const [name, act, ...more] = one.split('=').map((part) => part.trim());
    const kind = DLP_KINDS.find((known) => known === name);
    const action = DLP_ACTIONS.find((known) => known === act);
    if (!kind || !action || more.length > 0 || rules[kind] !== undefined) return undefined;
    rules[kind] = action;
  }
  return rules;
}

function approvalOf(value: string | undefined): Policy['approval'] {
  if (value === 'manager' || value === 'owner') return value;
  return value?.startsWith('group:') ? parsePrincipal(value) : undefined;
}
