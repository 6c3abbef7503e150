/**
 * A workspace's safeguards: administrators set them, owners and the SOC see them. A change is in force at once: no answer that is recorded
 * afterwards goes by what was before. Thresholds are of what comes in from then on.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Catalog } from '../catalog/catalog.ts';
import { putSafeguards, readSafeguards } from '../catalog/safeguards.ts';
import type { Governance } from '../governance.ts';
import { type Fault, Problem } from '../problem.ts';
import { completed, type Safeguards } from '../safeguards/safeguards.ts';
import { safeguards } from '../safeguards/schema.ts';
import { admit, eventBy } from './acting.ts';
import { change } from './change.ts';

type SafeguardMethods = Pick<Governance, 'readSafeguards' | 'setSafeguards'>;

export function safeguardMethods(catalog: Catalog): SafeguardMethods {
  return {
    async readSafeguards(caller) {
      return completed(await readSafeguards(catalog, await admit(catalog, caller, 'admin', 'soc', 'own')));
    },

    async setSafeguards(caller, wanted) {
      const workspace = await admit(catalog, caller, 'admin');
      const said = parse(wanted);
      const after = completed(said);
      // Said already: nothing changes, and nothing is written down.
      if (isDeepStrictEqual(await readSafeguards(catalog, workspace), said)) return after;
      await change(catalog, caller, 'invalid-request', async () => {
        const before = completed(await readSafeguards(catalog, workspace));
        return putSafeguards(workspace, said, eventBy(caller, 'safeguards.changed', { before, after }));
      });
      return after;
    },
  };
}

function parse(wanted: Safeguards): Safeguards {
  const parsed = safeguards.safeParse(wanted);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }): Fault => ({ at: path.join('.'), detail: message }));
  throw new Problem('invalid-request', 'these are no safeguards', { faults });
}
