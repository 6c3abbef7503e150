/**
 * Signs that somebody writes documents to be found rather than read. They are hints for the SOC: nothing is withheld for them, and they hold
 * counts and names alone, no text of a document. It is a part of the broker's contract; see `broker.ts`.
 */
import type { StuffingSignal } from '../../filters/poisoning/stuffing.ts';
import type { Caller } from '../identity/caller.ts';

export const DETECTION_KINDS = [
  'near-many-questions',
  'in-many-answers',
  'stuffed-text',
  'near-duplicate-burst',
] as const;
export type DetectionKind = (typeof DETECTION_KINDS)[number];

export const DETECTION_STATES = ['open', 'dismissed'] as const;
export type DetectionState = (typeof DETECTION_STATES)[number];

/** What was seen. */
export type Seen = NearManyQuestions | InManyAnswers | StuffedText | NearDuplicateBurst;

/** A passage that is near questions that have nothing to do with each other. */
export interface NearManyQuestions {
  readonly kind: 'near-many-questions';
  /** Of the document, counted from 0. */
  readonly passage: number;
  /** How many passages of the document are near more questions than ordinary ones are. */
  readonly passages: number;
  /** Those that it was held against: `general` ones that are part of the package, or what people of the workspace `asked` of late. */
  readonly questions: 'general' | 'asked';
  readonly compared: number;
  /** Unrelated ones that it is near. */
  readonly near: number;
  /** Of the workspace's passages that it was compared with, the most that any is near. */
  readonly ordinary: number;
}

/** A passage that was in the answers to questions that have nothing to do with each other. */
export interface InManyAnswers {
  readonly kind: 'in-many-answers';
  /** Of the document, counted from 0. */
  readonly passage: number;
  /** To unrelated questions. */
  readonly answers: number;
  /** Questions that people asked of late. */
  readonly compared: number;
  /** People who asked those that it answered. */
  readonly people: number;
  /** Of the documents that are in most answers, how many one of the first is in. */
  readonly ordinary: number;
}

export interface StuffedText {
  readonly kind: 'stuffed-text';
  readonly signals: readonly { readonly signal: StuffingSignal; readonly count: number; readonly share: number }[];
}

/** Documents that differ in little, all within the window. */
export interface NearDuplicateBurst {
  readonly kind: 'near-duplicate-burst';
  /** What they have in common beside their wording. */
  readonly from: 'sender' | 'collection';
  readonly documents: number;
  /** How many people brought them. */
  readonly senders: number;
  readonly windowHours: number;
}

export const DETECTION_SEVERITIES = ['low', 'medium', 'high'] as const;
export type DetectionSeverity = (typeof DETECTION_SEVERITIES)[number];

export interface DetectionView {
  readonly detectionId: string;
  readonly kind: DetectionKind;
  readonly severity: DetectionSeverity;
  readonly state: DetectionState;
  /** Of a burst, the document with which it was noticed. */
  readonly documentId: string;
  readonly generation: number;
  /** Null when nothing of the document is served or kept under that version any more. */
  readonly title: string | null;
  readonly collection: string;
  readonly broughtBy: string;
  readonly raisedAt: string;
  readonly seen: Seen;
  /** The same in words. */
  readonly summary: string;
  /** What to do. */
  readonly advice: string;
  readonly dismissedAt: string | null;
  readonly dismissedBy: string | null;
  readonly note: string | null;
}

export interface DetectionFilter {
  readonly state?: DetectionState;
  readonly documentId?: string;
  readonly before?: string;
  readonly limit: number;
}

/** For people whose token has scope `soc`, and not through an agent. What is of another workspace is not there. */
export interface Detecting {
  /** Newest first, after the detection `before`. */
  listDetections(caller: Caller, filter: DetectionFilter): Promise<readonly DetectionView[]>;
  /** Says that somebody looked at it, and nothing is to be done. `detection-dismissed` when somebody has said so before. */
  dismissDetection(caller: Caller, detectionId: string, note?: string): Promise<DetectionView>;
}

/** How strong it is. */
export function severityOf(seen: Seen): DetectionSeverity {
  switch (seen.kind) {
    case 'near-many-questions':
      return seen.near >= 2 * seen.ordinary ? 'high' : 'medium';
    case 'in-many-answers':
      return seen.answers >= 2 * seen.ordinary ? 'high' : 'medium';
    case 'stuffed-text':
      return seen.signals.length > 1 || seen.signals.some(({ share }) => share >= 0.5) ? 'medium' : 'low';
    case 'near-duplicate-burst':
      return seen.documents >= 100 ? 'high' : 'medium';
    default:
      return seen satisfies never;
  }
}

export function summaryOf(seen: Seen): string {
  switch (seen.kind) {
    case 'near-many-questions': {
      const which = seen.questions === 'general' ? 'general questions' : 'questions that people asked of late';
      return `passage ${seen.passage} is near ${seen.near} unrelated questions, of ${seen.compared} ${which}; ordinary passages are near ${seen.ordinary} at most`;
    }
    case 'in-many-answers':
      return `passage ${seen.passage} was in the answers to ${seen.answers} unrelated questions of ${seen.people} people, of ${seen.compared} that were asked of late; other documents are in ${seen.ordinary}`;
    case 'stuffed-text':
      return seen.signals
        .map(({ signal, count, share }) => `${STUFFING[signal]}: ${count}, ${Math.round(share * 100)} % of the words`)
        .join('; ');
    case 'near-duplicate-burst': {
      const who = seen.from === 'sender' ? 'from one person' : `in one collection, from ${seen.senders} people`;
      return `${seen.documents} documents that differ in little within ${seen.windowHours} hours, ${who}`;
    }
    default:
      return seen satisfies never;
  }
}

const STUFFING: Readonly<Record<StuffingSignal, string>> = {
  'repeated-question': 'one question over and over',
  'questions-only': 'questions without answers',
  'repeated-phrase': 'one phrase over and over',
};

/** What to do about each kind. */
export const ADVICE: Readonly<Record<DetectionKind, string>> = {
  'near-many-questions':
    'read the passage: if it is about nothing in particular, or answers what nobody asked there, delete the document and look at what else its sender brought',
  'in-many-answers':
    'read the passage: a page that belongs to everything, such as a glossary, is dismissed; what answers questions that it does not speak of is deleted, and its sender looked at',
  'stuffed-text':
    'read the document: a questionnaire or a form is dismissed; text that was written to be found is deleted, and its sender asked why',
  'near-duplicate-burst':
    'compare some of them: notices from one form are dismissed; many that push one claim are deleted together, and their sender is stopped',
};
