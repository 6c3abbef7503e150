/**
 * Opening evidence for an analyst. That it was read is recorded before anything of it leaves. What was changed or is missing raises an
 * integrity alarm: nobody but the service writes these files.
 */
import type { Catalog } from '../../catalog/catalog.ts';
import type { StoredEvidence } from '../../catalog/evidence.ts';
import type { EvidenceFolder } from '../../evidence/folder.ts';
import { UnreadableEvidence } from '../../evidence/seal.ts';
import type { Caller } from '../../identity/caller.ts';
import { Problem } from '../../problem.ts';
import { eventBy } from '../acting.ts';
import { change } from '../change.ts';

interface ReadParts {
  readonly catalog: Catalog;
  readonly evidence: EvidenceFolder;
}

/** The content. `about` is what the event says besides. Throws `evidence-unavailable` when it can't be opened. */
export async function readEvidence(
  { catalog, evidence }: ReadParts,
  caller: Caller,
  piece: StoredEvidence,
  about: Readonly<Record<string, unknown>>,
): Promise<Uint8Array<ArrayBuffer>> {
  const { documentId, generation, kind, name } = piece;
  const detail = { ...about, documentId, generation, piece: kind, evidence: name };
  const record = (kindOfEvent: 'evidence.read' | 'integrity.alarm', more: Readonly<Record<string, unknown>> = {}) =>
    change(catalog, caller, 'not-found', async () => ({
      events: [eventBy(caller, kindOfEvent, { ...detail, ...more })],
    }));
  let content: Uint8Array<ArrayBuffer>;
  try {
    content = await evidence.get(piece, name);
  } catch (cause) {
    if (!(cause instanceof UnreadableEvidence)) throw cause;
    const { fault } = cause;
    if (fault === 'unknown-key')
      throw new Problem('evidence-unavailable', 'it was sealed under a key that is not configured', { cause });
    await record('integrity.alarm', { fault });
    throw new Problem('evidence-unavailable', 'it is not what was sealed', { cause });
  }
  await record('evidence.read');
  return content;
}
