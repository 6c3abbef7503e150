/** One file, scanned: read as an ingest would, and nothing kept. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Finding, isAtLeast, type Severity } from '../../../filters/finding.ts';
import type { Verdict } from '../../../filters/injection/classifier.ts';
import type { Format, Scored } from '../../../ingest/stages.ts';
import { Problem } from '../../problem.ts';
import { publicFailure } from '../failure.ts';
import type { DocumentReader } from '../reader.ts';

/** One line of `--json`. */
export interface Scan {
  readonly file: string;
  readonly format: Format | null;
  /** `flagged` when a finding is above `low`. */
  readonly verdict: 'clean' | 'flagged' | 'error';
  /** Exactly what would be indexed. */
  readonly text: string;
  readonly findings: readonly ScanFinding[];
  /** What the injection classifier says of the worst passage. */
  readonly risk?: { readonly score: number; readonly verdict: Verdict };
  readonly error?: { readonly code: string; readonly detail: string };
}

export interface ScanFinding extends Pick<Finding, 'technique' | 'where' | 'excerpt' | 'decoded'> {
  readonly severity: Severity;
}

/** Scans the file at `file`. Never throws: what can't be read is told in the scan. */
export async function scanFile(reader: DocumentReader, file: string, maxBytes: number): Promise<Scan> {
  try {
    return toScan(file, await reader.read({ bytes: await bytesOf(file, maxBytes), fileName: basename(file) }));
  } catch (error) {
    return { file, format: null, verdict: 'error', text: '', findings: [], error: publicFailure(error) };
  }
}

async function bytesOf(file: string, maxBytes: number): Promise<Uint8Array> {
  const found = await stat(file);
  if (!found.isFile()) throw new Problem('invalid-request', 'this is not a file');
  if (found.size > maxBytes) throw new Problem('request-too-large', `a document must have at most ${maxBytes} bytes`);
  return readFile(file);
}

function toScan(file: string, { format, text, findings, chunks, metadataRisk }: Scored): Scan {
  const risk = [metadataRisk, ...chunks.map((chunk) => chunk.risk)].reduce((a, b) => (b.score > a.score ? b : a));
  return {
    file,
    format,
    verdict: findings.some(({ severity }) => isAtLeast(severity, 'medium')) ? 'flagged' : 'clean',
    text,
    findings: findings.map(({ technique, severity, where, excerpt, decoded }) => ({
      ...{ technique, severity, where, excerpt },
      ...(decoded !== undefined && { decoded }),
    })),
    risk: { score: risk.score, verdict: risk.verdict },
  };
}
