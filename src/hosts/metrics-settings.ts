/**
 * The secret that opens `/metrics`: in the environment, or in a file. It has to fit a bearer header and be long enough not to be
 * guessed. Faults are told by key and without the value.
 */
import { readFileSync } from 'node:fs';

export const METRICS_KEYS: ReadonlySet<string> = new Set(['SLUICE_METRICS_TOKEN', 'SLUICE_METRICS_TOKEN_FILE']);

const TOKEN = /^[\w~+/.=-]{32,4096}$/;
const FAULT = 'is 32 to 4,096 letters, digits and `-._~+/=`';

/** Absent: there is no `/metrics`. */
export function readMetricsToken(from: NodeJS.ProcessEnv, faults: string[]): string | undefined {
  const { SLUICE_METRICS_TOKEN: inline, SLUICE_METRICS_TOKEN_FILE: path } = from;
  if (inline !== undefined && path !== undefined)
    faults.push('SLUICE_METRICS_TOKEN: is given beside SLUICE_METRICS_TOKEN_FILE; one of them is enough');
  if (inline !== undefined) return fitting('SLUICE_METRICS_TOKEN', inline, faults);
  if (path === undefined) return undefined;
  try {
    return fitting('SLUICE_METRICS_TOKEN_FILE', readFileSync(path, 'utf8').trim(), faults);
  } catch {
    faults.push('SLUICE_METRICS_TOKEN_FILE: the file can not be read');
    return undefined;
  }
}

function fitting(key: string, text: string, faults: string[]): string | undefined {
  if (TOKEN.test(text)) return text;
  faults.push(`${key}: ${FAULT}`);
  return undefined;
}
