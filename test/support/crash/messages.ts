/**
 * What a process that is to be killed is told, and what it tells.
 */

/** What one kind becomes when nothing comes between. */
export interface Undisturbed {
  readonly status: string;
  readonly passages: number;
  /** Passages that may leave. */
  readonly clean: number;
  readonly print: string;
}

export interface Plan {
  readonly folder: string;
  readonly round: number;
  /** By name of the kind. */
  readonly expected: Readonly<Record<string, Undisturbed>>;
  /** The process ends itself at this many-th step of storing something. Absent: it is killed from outside. */
  readonly endAtStep?: number;
  /** The process ends itself when it has changed over to an index that it built, and has settled nothing yet. */
  readonly endAtChangeOver?: boolean;
  /** Where Qdrant is. Absent: the embedded index. */
  readonly qdrant?: string;
  /** Documents of which somebody was told that ada may not read them any more. */
  readonly revoked: readonly string[];
}

export type Report =
  | {
      readonly type: 'checked';
      readonly faults: readonly string[];
      readonly accepted: number;
      readonly left: Readonly<Record<string, number>>;
    }
  | { readonly type: 'answered'; readonly documentId: string; readonly status: string }
  | { readonly type: 'revoked'; readonly documentId: string }
  | { readonly type: 'rebuilt'; readonly isResumed: boolean }
  | { readonly type: 'seen'; readonly what: string };
