/**
 * Those who act in a benchmark: real tokens of the data folder's own issuer, and the plan of the person who asks.
 */
import { join } from 'node:path';
import type { Plan } from '../../entitlements/plan.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { startCedar } from '../../src/hosts/cedar.ts';
import type { Caller, Scope } from '../../src/identity/caller.ts';
import { openLocalIssuer } from '../../src/identity/local-issuer.ts';
import { createVerifier } from '../../src/identity/verify.ts';
import { Rulebook } from '../../src/policy/rulebook.ts';
import { takeGrounds } from '../../src/query/grounds.ts';
import { planSearch } from '../../src/query/plan-search.ts';
import { ASKER } from './access.ts';

export const WORKSPACE = 'main';

const TOKEN_LIFE_S = 12 * 60 * 60;

interface Who {
  readonly user: string;
  readonly agent?: string;
  readonly scopes: readonly Scope[];
}

const issuerIn = (folder: string) => openLocalIssuer(join(folder, 'issuer'), [WORKSPACE]);

async function mint(folder: string, who: Who): Promise<string> {
  return (await issuerIn(folder)).mint({ ...who, workspace: WORKSPACE, ttlSeconds: TOKEN_LIFE_S });
}

/** A token for the questions. */
export function mintAskerToken(folder: string): Promise<string> {
  return mint(folder, { ...ASKER, scopes: ['retrieve'] });
}

/** A caller behind a token that was verified like any other. */
export async function mintCaller(folder: string, who: Who): Promise<Caller> {
  const { trusted } = await issuerIn(folder);
  const verify = createVerifier({ issuers: [trusted], clockToleranceS: 5 });
  return verify(await mint(folder, who));
}

/** The plan that the broker makes for a question of the asker. */
export async function planOf(folder: string, catalog: Catalog): Promise<Plan> {
  const caller = await mintCaller(folder, { ...ASKER, scopes: ['retrieve'] });
  const parts = { catalog, rulebook: new Rulebook(catalog, startCedar), timeZone: 'UTC' };
  return (await planSearch(parts, await takeGrounds(parts, caller, undefined), undefined)).plan;
}
