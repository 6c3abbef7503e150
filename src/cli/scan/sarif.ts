/**
 * Scans as SARIF 2.1.0 (OASIS), the format that code hosts and editors show as code-scanning alerts. A finding is a result, its
 * technique the rule; a file that could not be read is a notification of the tool. No text of documents but the findings' excerpts.
 */
import { relative, sep } from 'node:path';
import type { Severity } from '../../../filters/finding.ts';
import { TECHNIQUES } from '../../../ingest/techniques.ts';
import type { Scan, ScanFinding } from './scan-file.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const LEVELS: Readonly<Record<Severity, 'note' | 'warning' | 'error'>> = {
  info: 'note',
  low: 'note',
  medium: 'warning',
  high: 'error',
};
/** What code hosts sort security alerts by, 0 to 10. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = { info: '0.0', low: '2.0', medium: '5.0', high: '8.0' };

/** Collects scans; holds findings and errors, no texts. */
export class SarifLog {
  readonly #version: string;
  readonly #results: object[] = [];
  readonly #notifications: object[] = [];
  readonly #rules = new Map<string, Severity>();

  constructor(version: string) {
    this.#version = version;
  }

  add({ file, findings, error }: Scan): void {
    for (const finding of findings) this.#results.push(this.#result(file, finding));
    if (error === undefined) return;
    this.#notifications.push({
      level: 'error',
      descriptor: { id: error.code },
      message: { text: error.detail },
      locations: [locationOf(file)],
    });
  }

  /** The whole log, to be written as JSON. */
  toJSON(): object {
    const rules = [...this.#rules].map(([id, severity]) => ({
      id,
      shortDescription: { text: TECHNIQUES.get(id)?.says ?? id.replace(/[-+]/g, ' ') },
      defaultConfiguration: { level: LEVELS[severity] },
      properties: { 'security-severity': SECURITY_SEVERITY[severity], tags: ['security', 'hidden-text'] },
    }));
    return {
      $schema: SCHEMA,
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'sluice', semanticVersion: this.#version, rules } },
          invocations: [
            { executionSuccessful: this.#notifications.length === 0, toolExecutionNotifications: this.#notifications },
          ],
          results: this.#results,
        },
      ],
    };
  }

  #result(file: string, { technique, severity, where, excerpt, decoded }: ScanFinding): object {
    if (!this.#rules.has(technique)) this.#rules.set(technique, TECHNIQUES.get(technique)?.severity ?? severity);
    const says = decoded === undefined ? excerpt : `${excerpt}, decoded: ${decoded}`;
    return {
      ruleId: technique,
      level: LEVELS[severity],
      message: { text: says === '' ? where : `${where}: ${says}` },
      locations: [locationOf(file, where)],
    };
  }
}

function locationOf(file: string, where = ''): object {
  const line = /(?:^|, )line (\d{1,9})$/.exec(where)?.[1];
  const path = relative(process.cwd(), file);
  // Below the folder that the scan runs in, paths are relative to it, as code hosts expect.
  const uri = (path.startsWith('..') ? file : path).split(sep).map(encodeURIComponent).join('/');
  return {
    physicalLocation: {
      artifactLocation: { uri },
      ...(line === undefined ? {} : { region: { startLine: Number(line) } }),
    },
  };
}
