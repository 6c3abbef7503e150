/**
 * Random policies that can be pushed down: every construct that is allowed, over every attribute that a world declares, in heads and in
 * conditions, nested and negated. Written as text, from Cedar's own grammar and none of the product's code.
 */
import type { Random } from './random.ts';
import { AMOUNTS, COLLECTIONS, DATES, GROUPS, REGIONS, STAGES, TAGS, USERS } from './world.ts';

/** Ids that came into being with the world. */
export interface Ids {
  readonly documents: readonly string[];
  readonly rows: readonly string[];
}

export interface RandomPolicy {
  readonly id: string;
  readonly text: string;
  readonly masks: readonly string[];
}

const quoted = (text: string) => JSON.stringify(text);
const bare = (name: string) => name.slice(name.indexOf(':') + 1);
const list = (items: readonly string[]) => `[${items.join(', ')}]`;

export function randomPolicies(random: Random, ids: Ids): RandomPolicy[] {
  const permits = random.whole(1, 5);
  const forbids = random.whole(0, 3);
  return [
    ...Array.from({ length: permits }, (_, i) => new Writer(random, ids).permit(`p${i}`)),
    ...Array.from({ length: forbids }, (_, i) => new Writer(random, ids).forbid(`f${i}`)),
  ];
}

class Writer {
  readonly #random: Random;
  readonly #ids: Ids;

  constructor(random: Random, ids: Ids) {
    this.#random = random;
    this.#ids = ids;
  }

  permit(id: string): RandomPolicy {
    const masks = this.#random.chance(0.2) ? this.#random.some(['email', 'iban'], 2, 1) : [];
    const resource =
      masks.length > 0
        ? this.#random.one(['resource is Row', `resource is Row in ${this.#collection()}`])
        : this.#resourceHead();
    const annotation = masks.length > 0 ? `@mask(${quoted(masks.join(','))}) ` : '';
    const text = `@id("${id}") ${annotation}permit (${this.#principalHead()}, action == Action::"retrieve", ${resource})${this.#clauses(2)};`;
    return { id, text, masks };
  }

  forbid(id: string): RandomPolicy {
    const head = `action == Action::"retrieve", ${this.#resourceHead()}`;
    if (this.#random.chance(0.25)) {
      const text = `@id("${id}") @approval("manager") forbid (principal, ${head})${this.#clauses(1)} unless { resource in context.approved };`;
      return { id, text, masks: [] };
    }
    // Two conditions, so that forbids do not drown everything.
    const text = `@id("${id}") forbid (${this.#principalHead()}, ${head}) when { ${this.#truth(1)} } when { ${this.#truth(1)} };`;
    return { id, text, masks: [] };
  }

  #principalHead(): string {
    return this.#weighted([
      [6, () => 'principal'],
      [2, () => `principal in ${this.#group()}`],
      [1, () => `principal == User::${quoted(bare(this.#random.one(USERS)))}`],
      [1, () => `principal is User in ${this.#group()}`],
    ]);
  }

  #resourceHead(): string {
    return this.#weighted([
      [6, () => 'resource'],
      [2, () => `resource in ${this.#collection()}`],
      [2, () => `resource is ${this.#random.one(['Document', 'Row'])}`],
      [2, () => `resource is Row in ${this.#collection()}`],
      [1, () => `resource in ${this.#document()}`],
      [1, () => `resource == ${this.#document()}`],
    ]);
  }

  #clauses(depth: number): string {
    const when = () => ` when { ${this.#truth(depth)} }`;
    const unless = () => ` unless { ${this.#truth(depth)} }`;
    return this.#weighted([
      [6, when],
      [2, () => when() + unless()],
      [1, () => ''],
    ]);
  }

  /** An expression of type Bool. */
  #truth(depth: number): string {
    const inner = () => this.#truth(depth - 1);
    if (depth === 0) return this.#atom();
    return this.#weighted([
      [3, () => this.#atom()],
      [2, () => `(${inner()} && ${inner()})`],
      [3, () => `(${inner()} || ${inner()})`],
      [1, () => `!(${inner()})`],
      [1, () => `(if ${inner()} then ${inner()} else ${inner()})`],
    ]);
  }

  #atom(): string {
    return this.#weighted([
      [10, () => this.#attribute()],
      [5, () => this.#place()],
      [3, () => this.#known()],
    ]);
  }

  /** Of the resource's attributes, each behind its `has`. */
  #attribute(): string {
    const guarded = (name: string, test: string) =>
      this.#weighted([
        [6, () => `(${this.#has(name)} && ${test})`],
        [1, () => `(if ${this.#has(name)} then ${test} else ${this.#place()})`],
        [1, () => `!(${this.#has(name)} && ${test})`],
        [1, () => `!(${this.#has(name)})`],
      ]);
    const withPrincipal = (own: string, name: string, test: string) =>
      `(principal.attr has ${own} && ${guarded(name, test)})`;
    const set = () => list(this.#random.some(this.#random.chance(0.5) ? REGIONS : TAGS, 3, 1).map(quoted));
    const setName = () => this.#random.one(['region', 'tags']);
    const long = () => String(this.#random.one(AMOUNTS));
    const order = () => this.#random.one(['<', '<=', '>', '>=', '==', '!=']);
    const moment = () =>
      this.#random.one([
        ...DATES.map(cedarMoment),
        'context.now',
        ...['-30d2h', '1d', '2000d'].map((length) => `context.now.offset(duration("${length}"))`),
        cedarMoment('2025-12-31T22:00:00-02:00'),
      ]);
    return this.#weighted([
      [3, () => guarded('amount', `resource.attr.amount ${order()} ${long()}`)],
      [1, () => guarded('amount', `${long()} ${order()} resource.attr.amount`)],
      [1, () => withPrincipal('level', 'amount', `resource.attr.amount ${order()} principal.attr.level`)],
      [1, () => guarded('amount', `${list([long(), long()])}.contains(resource.attr.amount)`)],
      [
        2,
        () =>
          guarded('stage', `resource.attr.stage ${this.#random.one(['==', '!='])} ${quoted(this.#random.one(STAGES))}`),
      ],
      [1, () => withPrincipal('department', 'stage', 'resource.attr.stage == principal.attr.department')],
      [2, () => guarded('stage', `resource.attr.stage like ${this.#random.one(['"fi*"', '"Dr*"', '"ü*"', '"xx*"'])}`)],
      [1, () => guarded('stage', `${list(this.#random.some(STAGES, 3, 1).map(quoted))}.contains(resource.attr.stage)`)],
      [2, () => guarded('due', `resource.attr.due ${order()} ${moment()}`)],
      [1, () => withPrincipal('hired', 'due', 'principal.attr.hired < resource.attr.due')],
      [
        1,
        () =>
          guarded(
            'final',
            this.#random.one(['resource.attr.final', '!resource.attr.final', 'resource.attr.final == true']),
          ),
      ],
      [1, () => withPrincipal('lead', 'final', 'resource.attr.final == principal.attr.lead')],
      [
        1,
        () =>
          this.#over(setName(), (name) =>
            guarded(
              name,
              `resource.attr.${name}.contains(${quoted(this.#random.one([...REGIONS, ...TAGS.slice(0, 4)]))})`,
            ),
          ),
      ],
      [1, () => this.#over(setName(), (name) => guarded(name, `resource.attr.${name}.containsAny(${set()})`))],
      [1, () => this.#over(setName(), (name) => guarded(name, `resource.attr.${name}.containsAll(${set()})`))],
      [1, () => this.#over(setName(), (name) => guarded(name, `${set()}.containsAny(resource.attr.${name})`))],
      [1, () => this.#over(setName(), (name) => guarded(name, `${set()}.containsAll(resource.attr.${name})`))],
      [3, () => this.#over(setName(), (name) => guarded(name, `resource.attr.${name}.isEmpty()`))],
      [2, () => withPrincipal('region', 'region', 'principal.attr.region.containsAny(resource.attr.region)')],
      [1, () => withPrincipal('region', 'region', 'resource.attr.region.containsAll(principal.attr.region)')],
      [1, () => withPrincipal('region', 'region', 'principal.attr.region.containsAll(resource.attr.region)')],
    ]);
  }

  /** What everything has: where it lies, whose it is, how it is labelled. */
  #place(): string {
    return this.#weighted([
      [2, () => `resource in ${this.#collection()}`],
      [1, () => `resource in ${list([this.#collection(), this.#collection()])}`],
      [1, () => `resource is ${this.#random.one(['Document', 'Row'])}`],
      [1, () => `resource is Row in ${this.#collection()}`],
      [1, () => `resource in ${this.#document()}`],
      [1, () => `resource in ${list([this.#document(), this.#document()])}`],
      [1, () => `(resource is Document && resource == ${this.#document()})`],
      [1, () => `(resource is Row && resource == Row::${quoted(this.#random.one(this.#ids.rows))})`],
      [2, () => `resource.owner ${this.#random.one(['==', '!='])} principal`],
      [1, () => `resource.owner == User::${quoted(bare(this.#random.one(USERS)))}`],
      [
        2,
        () => `resource.classification ${this.#random.one(['<', '<=', '>', '>=', '=='])} ${this.#random.whole(0, 3)}`,
      ],
      [1, () => 'principal.clearance > resource.classification'],
      [2, () => 'principal in resource.readers'],
      [1, () => 'principal in resource.deniers'],
      [1, () => '(context has agent && context.agent in resource.readers)'],
      [1, () => 'resource in context.approved'],
    ]);
  }

  /** What is known before anything is searched. */
  #known(): string {
    return this.#random.one([
      `principal in ${this.#group()}`,
      `(principal.attr has region && principal.attr.region.contains(${quoted(this.#random.one(REGIONS))}))`,
      `(principal.attr has level && principal.attr.level > ${this.#random.one([-1, 0, 5])})`,
      '(principal.attr has hired && principal.attr.hired < context.now)',
      'principal.clearance >= 2',
      `(context has purpose && context.purpose == ${quoted(this.#random.one(['support', 'audit']))})`,
      '(context has ip && context.ip.isInRange(ip("10.0.0.0/8")))',
      '(context has agent && context.agent.external)',
      '(context has agent && context.agent.attr has tier && context.agent.attr.tier > 0)',
      `(context has agent && context.agent in ${this.#group()})`,
      'context.weekday > 7',
      'context.minuteOfDay >= 0',
      'context.now < datetime("2020-01-01")',
    ]);
  }

  #has(name: string): string {
    return this.#random.chance(0.8) ? `resource.attr has ${name}` : `resource has attr.${name}`;
  }

  #over(name: string, write: (name: string) => string): string {
    return write(name);
  }

  #group = () => `Group::${quoted(bare(this.#random.one(GROUPS)))}`;
  #collection = () => `Collection::${quoted(this.#random.one(COLLECTIONS))}`;
  #document = () => `Document::${quoted(this.#random.one(this.#ids.documents))}`;

  #weighted(choices: readonly (readonly [number, () => string])[]): string {
    let left = this.#random.next() * choices.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, write] of choices) {
      left -= weight;
      if (left < 0) return write();
    }
    throw new RangeError('nothing was chosen');
  }
}

/** Cedar reads a date, or a moment to the millisecond with its offset in four digits. */
export function cedarMoment(text: string): string {
  const [, date = '', time, fraction, offset = ''] = /^([\d-]+)(T[\d:]+)?(\.\d+)?(Z|[+-][\d:]+)?$/.exec(text) ?? [];
  if (time === undefined) return `datetime("${date}")`;
  return `datetime("${date}${time}${fraction ?? ''}${offset.replace(':', '')}")`;
}
