/**
 * What the sender of a document asked for, as it was accepted: kept with the bytes, so that a document which was accepted can
 * be finished by another process without its sender.
 */
import type { Classification } from '../../entitlements/classification.ts';
import type { Principal } from '../../entitlements/principal.ts';
import type { RowColumns } from '../../ingest/manifest.ts';
import type { Format } from '../../ingest/stages.ts';
import type { AttributesInput } from '../governance.ts';

export interface StatedEntitlements {
  readonly owner: Principal;
  /** Absent: the collection's readers. Empty: the owner alone. */
  readonly readers?: readonly Principal[];
  /** On top of the collection's, which always hold. */
  readonly deniers: readonly Principal[];
}

export interface Intent {
  readonly title?: string;
  readonly fileName?: string;
  readonly uri?: string;
  readonly format?: Format;
  /** As stated. Absent: the collection's for a new document, unchanged for a later version. */
  readonly entitlements?: StatedEntitlements;
  readonly classification?: Classification;
  /** Set whole. Absent: none for a new document, unchanged for a later version. */
  readonly attributes?: AttributesInput;
  readonly rows?: RowColumns;
}
