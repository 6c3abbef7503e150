/**
 * Those who act in a benchmark: real tokens of the data folder's own issuer, and the plan of the person who asks.
 */
import { join } from 'node:path';
import { makePlan, type Plan } from '../../entitlements/plan.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { readAudiences, readStanding } from '../../src/catalog/people.ts';
import type { Caller, Scope } from '../../src/identity/caller.ts';
import { openLocalIssuer } from '../../src/identity/local-issuer.ts';
import { createVerifier } from '../../src/identity/verify.ts';
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

/** Rank of the worst verdict that the broker lets a search find. */
const SUSPICIOUS = 1;

/** The plan that the broker makes for a question of the asker. */
export async function planOf(folder: string, catalog: Catalog): Promise<Plan> {
  const caller = await mintCaller(folder, { ...ASKER, scopes: ['retrieve'] });
  const standing = await readStanding(catalog, caller);
  return makePlan(standing, await readAudiences(catalog, standing), { maxRisk: SUSPICIOUS });
}
