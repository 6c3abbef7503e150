/**
 * Reading the source of policies: each policy within bounds, parsed by the engine, with an id of its own. A fault in one policy hides
 * none of another's.
 */
import type { DetailedError } from '@cedar-policy/cedar-wasm';
import { readAnnotations } from './annotations.ts';
import { beyondBounds } from './bounds.ts';
import { readStatement, type Statement } from './expression.ts';
import type { Faults } from './faults.ts';
import type { Policy } from './rules.ts';
import { offsetOfByte, type Places, type SourcePart, splitSource } from './source.ts';
import type { ThrowAway } from './throwaway.ts';

/** A policy that the engine could read. */
export interface ReadPolicy {
  readonly policy: Policy;
  readonly statement: Statement;
  /** Offset of its text in the source. */
  readonly start: number;
}

export interface ReadLimits {
  readonly policies: number;
  readonly operators: number;
}

/** What ids of own policies begin with, so that they clash with no default one. */
const OWN = 'custom/';

/** The policies of a workspace's own source; those that are not fit are told of and left out. */
export function readOwnPolicies(
  engine: ThrowAway,
  source: string,
  places: Places,
  limits: ReadLimits,
  faults: Faults,
): readonly ReadPolicy[] {
  const parts = splitSource(source);
  const excess = parts[limits.policies];
  if (excess !== undefined) {
    faults.tell('', excess.start, `there can be at most ${limits.policies} policies`);
    return [];
  }
  const read = parts.flatMap((part, index) => {
    return readOne(engine, part, `${OWN}policy${index + 1}`, places, limits, faults) ?? [];
  });
  refuseDuplicates(read, faults);
  if (faults.isEmpty) crossCheck(engine, source, read.length, faults);
  return read;
}

/** A default policy, which was checked when it was written. */
export function readDefaultPolicy(engine: ThrowAway, id: string, source: string): ReadPolicy {
  const [part] = splitSource(source);
  const answer = part && engine.attempt((cedar) => cedar.policyToJson(part.text));
  if (part === undefined || answer?.type !== 'success') throw new Error(`the default policy ${id} cannot be read`);
  const statement = readStatement(answer.json, part.tokens);
  const line = source.slice(0, part.start).split('\n').length;
  return { policy: policyOf(id, true, line, part.text, statement), statement, start: 0 };
}

function readOne(
  engine: ThrowAway,
  part: SourcePart,
  number: string,
  places: Places,
  limits: ReadLimits,
  faults: Faults,
): ReadPolicy | undefined {
  const tell = (at: number, message: string) => faults.tell(number, part.start + at, message);
  const beyond = beyondBounds(part, limits.operators);
  if (beyond !== undefined) {
    tell(beyond.at, beyond.message);
    return undefined;
  }
  const slot = part.tokens.find(({ kind, text }) => kind === 'symbol' && text === '?');
  if (slot !== undefined) {
    tell(slot.start, 'templates are not accepted; write the entity itself instead of a slot');
    return undefined;
  }
  const answer = engine.attempt((cedar) => cedar.policyToJson(part.text));
  if (answer === undefined) {
    tell(0, 'the engine fails on this policy; write it more simply');
    return undefined;
  }
  if (answer.type === 'failure') {
    for (const error of answer.errors) tell(offsetOf(part.text, error), sentenceOf(error));
    return undefined;
  }
  const statement = readStatement(answer.json, part.tokens);
  const annotations = readAnnotations(statement);
  for (const { annotation, message } of annotations.faults) tell(offsetOfAnnotation(part, annotation), message);
  const id = annotations.id === undefined ? number : `${OWN}${annotations.id}`;
  const { line } = places.at(part.start);
  return { policy: policyOf(id, false, line, part.text, statement), statement, start: part.start };
}

function policyOf(id: string, isDefault: boolean, line: number, text: string, statement: Statement): Policy {
  const { masks, protects, approval } = readAnnotations(statement);
  return { id, effect: statement.json.effect, isDefault, line, text, masks, protects, approval };
}

function offsetOfAnnotation({ tokens }: SourcePart, annotation: string): number {
  const index = tokens.findIndex((token, at) => token.text === '@' && tokens[at + 1]?.text === annotation);
  return tokens[index]?.start ?? 0;
}

function refuseDuplicates(read: readonly ReadPolicy[], faults: Faults): void {
  const first = new Map<string, ReadPolicy>();
  for (const one of read) {
    const before = first.get(one.policy.id);
    if (before === undefined) first.set(one.policy.id, one);
    else faults.tell(one.policy.id, one.start, `this id is that of the policy in line ${before.policy.line} already`);
  }
}

/** INVARIANT: what was split here is what the engine sees; else something in the text was read in two ways. */
function crossCheck(engine: ThrowAway, source: string, count: number, faults: Faults): void {
  const answer = engine.attempt((cedar) => cedar.policySetTextToParts(source));
  const isSame = answer?.type === 'success' && answer.policies.length === count && answer.policy_templates.length === 0;
  if (!isSame) faults.tell('', 0, 'the engine does not find the same policies in this text');
}

/** Where in a policy's text the engine says that something is wrong. */
export function offsetOf(text: string, error: DetailedError): number {
  return offsetOfByte(text, error.sourceLocations?.[0]?.start ?? 0);
}

/** What the engine says, without what is known from where it says it. */
export function sentenceOf({ message, help, sourceLocations }: DetailedError): string {
  const plain = message
    .replace(/^for policy `[^`]*`, /, '')
    .replace(/^failed to parse policy(?: with id `[^`]*`)? from string: /, '');
  const expected = sourceLocations?.[0]?.label;
  return [plain, expected, help].filter((part) => part !== null && part !== undefined && part !== '').join('; ');
}
