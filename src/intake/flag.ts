/**
 * A flagged reading: what was cut from it and its original bytes are sealed, and durable, before anything names them. Doing so again
 * changes nothing; what no batch came to name is swept.
 */
import { randomUUID } from 'node:crypto';
import { fingerprint } from '../../ingest/fingerprint.ts';
import type { Scored, ScoredChunk } from '../../ingest/stages.ts';
import type { StoredEvidence } from '../catalog/evidence.ts';
import type { Flagged } from '../catalog/reviews.ts';
import type { EvidenceFolder } from '../evidence/folder.ts';
import type { EvidenceKind } from '../evidence/seal.ts';
import type { CutRecord } from '../review.ts';
import type { Accepted } from './receive.ts';

/** Seals what a reviewer will need. `bytes` are the original. */
export async function flag(
  evidence: EvidenceFolder,
  accepted: Accepted,
  scored: Scored,
  bytes: Uint8Array,
): Promise<Flagged> {
  const cut = await keep(evidence, accepted, 'cut', new TextEncoder().encode(JSON.stringify(toRecord(scored))));
  const original = await keep(evidence, accepted, 'original', bytes);
  return {
    reviewId: randomUUID(),
    textHash: fingerprint(scored),
    cut: cut.name,
    evidence: [cut, original],
    risk: worstOf(scored),
  };
}

/** Seals one piece of a version. */
export async function keep(
  evidence: EvidenceFolder,
  { workspace, documentId, generation }: Accepted,
  kind: EvidenceKind,
  content: Uint8Array,
): Promise<StoredEvidence> {
  const of = { workspace, documentId, generation, kind };
  return { ...of, name: await evidence.put(of, content), bytes: content.length };
}

function toRecord({ format, title, text, chunks, removed, scoredBy, thresholds }: Scored): CutRecord {
  return { version: 1, format, title, text, spans: chunks.flatMap(spansOf), removed, scoredBy, thresholds };
}

/** As offsets into the whole text. */
function spansOf({ start, risk }: ScoredChunk): CutRecord['spans'] {
  return risk.spans.map((span) => ({ ...span, start: start + span.start, end: start + span.end }));
}

const RANK = { clean: 0, suspicious: 1, malicious: 2 } as const;

function worstOf({ chunks, metadataRisk }: Scored): Flagged['risk'] {
  const risks = [metadataRisk, ...chunks.map(({ risk }) => risk)];
  const [score, verdict] = risks.reduce(
    ([highest, worst], risk) => [
      Math.max(highest, risk.score),
      RANK[risk.verdict] > RANK[worst] ? risk.verdict : worst,
    ],
    [0, 'clean'] as [number, Flagged['risk']['verdict']],
  );
  return { score, verdict };
}
