/** A version on its way in, and what the work on it needs. */
import type { HoldFrom } from '../../ingest/hold-from.ts';
import type { Reader, Screened } from '../../ingest/pipeline.ts';
import type { Scored } from '../../ingest/stages.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { DocumentLabels } from '../catalog/labels.ts';
import type { PendingGeneration } from '../catalog/pending.ts';
import type { StagedChunk } from '../catalog/staging.ts';
import type { Watch } from '../detections/watch.ts';
import type { EvidenceFolder } from '../evidence/folder.ts';
import type { VectorIndex } from '../index/port.ts';
import type { BlobFolder } from './blobs.ts';
import type { PutParts } from './put.ts';
import type { Accepted } from './receive.ts';
import type { ShadowKeeper } from './shadow.ts';

export interface WorkParts extends PutParts {
  readonly index: VectorIndex;
  readonly catalog: Catalog;
  readonly blobs: BlobFolder;
  readonly reader: Reader;
  /** Absent: nobody scores beside the classifier. */
  readonly shadows?: ShadowKeeper;
  /** Absent: nobody looks for signs of poisoning. */
  readonly watch?: Watch;
  readonly evidence: EvidenceFolder;
  readonly reviewing: {
    readonly holdFrom: HoldFrom;
    /** How long evidence is kept after somebody decided on it. */
    readonly retentionMs: number;
  };
}

/** A version that is being taken in. */
export interface Incoming extends Accepted {
  readonly pending: PendingGeneration;
  /** As it came. */
  readonly bytes: Uint8Array;
}

/** A generation whose text and rows are staged under these labels. */
export interface Staged {
  readonly scored: Scored;
  readonly labels: DocumentLabels;
  readonly chunks: readonly StagedChunk[];
  readonly replaces: number | null;
  readonly screened: Exclude<Screened, 'held'>;
}
