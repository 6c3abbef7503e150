/**
 * The reference that every index is held to: small, in memory, and right by its looks. Conditions are what `holds` says, words are BM25 as the
 * textbook has it, vectors are compared by cosine, and both are fused as the embedded index fuses them. It is for tests, and for no more
 * passages than they have.
 */
import { isAttributeName } from '../../entitlements/attributes.ts';
import { type Condition, holds, LABELS } from '../../entitlements/condition.ts';
import type { Plan } from '../../entitlements/plan.ts';
import type { EmbeddingModel, Vector } from '../../src/embedding/port.ts';
import { fuse, type Scored } from '../../src/index/fusion.ts';
import type {
  EmbeddedEntry,
  EmbeddedQuestion,
  Generations,
  Hit,
  IndexedPage,
  Listing,
  Rebuild,
  ResourceLabels,
  VectorIndex,
} from '../../src/index/port.ts';
import { requireVector } from '../../src/index/vector.ts';
import { wordsToLookFor } from '../../src/index/words/question.ts';
import { segment } from '../../src/index/words/segment.ts';

const K1 = 1.2;
const B = 0.75;
const WEIGHTS = { title: 3, headings: 2, text: 1 };

/** A passage with what it is found by. */
interface Kept {
  readonly documentId: string;
  readonly generation: number;
  readonly entry: EmbeddedEntry;
  /** How often it has each word, by weight of where it stands. */
  readonly words: ReadonlyMap<string, number>;
}

/** What is kept, and what is built beside it. */
interface Shelf {
  model: EmbeddingModel;
  workspaces: Map<string, readonly Kept[]>;
  beside?: Shelf;
}

export class MemoryIndex implements VectorIndex {
  readonly #model: EmbeddingModel;
  readonly #shelf: Shelf;

  /** @param shelf another's, to see what it keeps */
  constructor(model: EmbeddingModel, shelf: Shelf = { model, workspaces: new Map() }) {
    this.#model = model;
    this.#shelf = shelf;
  }

  /** The same index, as another process has it. */
  asOther(model: EmbeddingModel): MemoryIndex {
    return new MemoryIndex(model, this.#shelf);
  }

  async search(plan: Plan, { text, vector }: EmbeddedQuestion, limit: number): Promise<readonly Hit[]> {
    if (plan.kind === 'nothing') return [];
    this.#requireModel();
    const all = this.#of(plan.workspace);
    if (vector !== undefined) requireVector(vector, this.#model);
    const meets = all.map((kept) => isUnder(plan.condition, kept));
    requireNames(plan.condition);
    const under = (scored: readonly Scored[]) => scored.filter(({ id }) => meets[id]);
    const floor = this.#model.minSimilarity;
    const found = under(byWords(all, wordsToLookFor(text)));
    const similar = vector === undefined ? [] : under(byDirection(all, vector));
    const isFound = new Set(found.map(({ id }) => id));
    const near = similar.filter(({ id, score }) => isFound.has(id) || score >= floor);
    return fuse(found, near, floor, limit).flatMap((id) => {
      const kept = all[id];
      return kept === undefined ? [] : ({ chunkId: kept.entry.chunkId } as Hit);
    });
  }

  async put(workspace: string, documentId: string, generation: number, entries: readonly EmbeddedEntry[]) {
    this.#requireModel();
    for (const { vector } of entries) if (vector !== undefined) requireVector(vector, this.#model);
    await this.remove(workspace, documentId, { only: generation });
    const added = entries.map((entry) => ({ documentId, generation, entry, words: wordsOf(entry) }));
    this.#shelf.workspaces.set(workspace, [...this.#of(workspace), ...added]);
  }

  async relabel(workspace: string, documentId: string, labels: ReadonlyMap<string, ResourceLabels>) {
    const relabelled = this.#of(workspace).map((kept) => {
      const said = kept.documentId === documentId ? labels.get(kept.entry.resourceId) : undefined;
      if (said === undefined) return kept;
      const { risk, score } = kept.entry.labels;
      const entry = { ...kept.entry, labels: { ...said.labels, risk, score }, attributes: said.attributes };
      return { ...kept, entry };
    });
    this.#shelf.workspaces.set(workspace, relabelled);
  }

  async remove(workspace: string, documentId: string, which: Generations) {
    const isGone = (kept: Kept) => kept.documentId === documentId && isAmong(which, kept.generation);
    this.#shelf.workspaces.set(
      workspace,
      this.#of(workspace).filter((kept) => !isGone(kept)),
    );
  }

  async count(workspace: string) {
    return this.#of(workspace).length;
  }

  async list(workspace: string, { documentId, after = '0', limit }: Listing): Promise<IndexedPage> {
    const from = Number(after);
    const all = this.#of(workspace).filter((kept) => documentId === undefined || kept.documentId === documentId);
    const passages = all.slice(from, from + limit).map(({ entry, words, ...of }) => {
      const { chunkId, resourceId, labels, attributes, vector } = entry;
      const ways = { hasWords: words.size > 0, hasVector: vector !== undefined };
      return { ...of, chunkId, resourceId, labels, attributes, ...ways };
    });
    return { passages, next: from + limit < all.length ? String(from + limit) : undefined };
  }

  async rebuild({ restart }: { readonly restart: boolean }): Promise<Rebuild> {
    const { beside: before } = this.#shelf;
    const left = restart || before?.model !== this.#model ? undefined : before;
    const built = left ?? { model: this.#model, workspaces: new Map() };
    this.#shelf.beside = built;
    return {
      ...{ isResumed: left !== undefined, beside: new MemoryIndex(this.#model, built) },
      switchOver: async () => {
        this.#shelf.model = built.model;
        this.#shelf.workspaces = built.workspaces;
        delete this.#shelf.beside;
      },
      close: async () => undefined,
    };
  }

  isReady() {
    return true;
  }

  async close() {}

  #requireModel(): void {
    if (this.#shelf.model !== this.#model) throw new Error('the index is for vectors of another model');
  }

  #of(workspace: string): readonly Kept[] {
    return this.#shelf.workspaces.get(workspace) ?? [];
  }
}

const isUnder = (condition: Condition, { documentId, entry: { resourceId, labels, attributes } }: Kept) =>
  holds(condition, { documentId, resourceId, labels, attributes });

/** `holds` reads whatever label or attribute it is given; what is none of them is a mistake of the plan. */
function requireNames(condition: Condition): void {
  for (const part of partsOf(condition)) requireNames(part);
  if ('label' in condition && !LABELS.includes(condition.label))
    throw new Error(`\`${condition.label}\` is not a label`);
  if ('attribute' in condition && !isAttributeName(condition.attribute))
    throw new Error(`\`${condition.attribute}\` is not the name of an attribute`);
}

function partsOf(condition: Condition): readonly Condition[] {
  if (condition.op === 'and') return condition.all;
  if (condition.op === 'or') return condition.any;
  return condition.op === 'not' ? [condition.not] : [];
}

function isAmong(which: Generations, generation: number): boolean {
  if (which === 'all') return true;
  return 'only' in which ? generation === which.only : generation < which.before;
}

function wordsOf({ title, headings, context, text }: EmbeddedEntry): ReadonlyMap<string, number> {
  const words = new Map<string, number>();
  const add = (part: string, weight: number) => {
    for (const word of segment(part).split(' ')) if (word !== '') words.set(word, (words.get(word) ?? 0) + weight);
  };
  add(title, WEIGHTS.title);
  add(headings.join('\n'), WEIGHTS.headings);
  add(context === undefined ? text : `${context}\n${text}`, WEIGHTS.text);
  return words;
}

/** Okapi BM25 (Robertson and Zaragoza, 2009) of all that has any of the words, best first; an id is a place in the list. */
function byWords(all: readonly Kept[], question: readonly string[]): readonly Scored[] {
  const lengths = all.map(({ words }) => [...words.values()].reduce((sum, count) => sum + count, 0));
  const average = lengths.reduce((sum, length) => sum + length, 0) / all.length;
  const rarity = new Map(
    question.map((word) => {
      const having = all.filter(({ words }) => words.has(word)).length;
      return [word, Math.log(1 + (all.length - having + 0.5) / (having + 0.5))];
    }),
  );
  return all
    .flatMap(({ words }, id) => {
      const norm = K1 * (1 - B + (B * (lengths[id] ?? 0)) / average);
      const found = question.filter((word) => words.has(word));
      const score = found.reduce((sum, word) => {
        const count = words.get(word) ?? 0;
        return sum + ((rarity.get(word) ?? 0) * count * (K1 + 1)) / (count + norm);
      }, 0);
      return found.length === 0 ? [] : { id, score };
    })
    .toSorted((one, other) => other.score - one.score || one.id - other.id);
}

function byDirection(all: readonly Kept[], vector: Vector): readonly Scored[] {
  return all.flatMap(({ entry }, id) =>
    entry.vector === undefined ? [] : { id, score: cosine(entry.vector, vector) },
  );
}

function cosine(one: Vector, other: Vector): number {
  const dot = (left: Vector, right: Vector) => left.reduce((sum, value, i) => sum + value * (right[i] ?? 0), 0);
  return dot(one, other) / Math.sqrt(dot(one, one) * dot(other, other));
}
