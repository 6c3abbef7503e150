/**
 * Those who act in a benchmark: real tokens of the data folder's own issuer, and the plan of the person who asks.
 */
import { join } from 'node:path';
import type { Plan } from '../../entitlements/plan.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import type { Caller, Scope } from '../../src/identity/caller.ts';
import { openLocalIssuer } from '../../src/identity/local-issuer.ts';
import { createVerifier } from '../../src/identity/verify.ts';
import type { Rulebook } from '../../src/policy/rulebook.ts';
import { takeGrounds } from '../../src/query/grounds.ts';
import { planSearch } from '../../src/query/plan-search.ts';

export const WORKSPACE = 'main';

const TOKEN_LIFE_S = 12 * 60 * 60;

export interface Who {
  readonly user: string;
  readonly agent?: string;
  /** Bare names that the token claims. Absent: the directory's count. */
  readonly groups?: readonly string[];
  readonly scopes: readonly Scope[];
}

const issuerIn = (folder: string) => openLocalIssuer(join(folder, 'issuer'), [WORKSPACE]);

/** A token of the folder's own issuer. */
export async function mint(folder: string, who: Who): Promise<string> {
  return (await issuerIn(folder)).mint({ ...who, workspace: WORKSPACE, ttlSeconds: TOKEN_LIFE_S });
}

/** A caller behind a token that was verified like any other. */
export async function mintCaller(folder: string, who: Who): Promise<Caller> {
  const { trusted } = await issuerIn(folder);
  const verify = createVerifier({ issuers: [trusted], clockToleranceS: 5 });
  return verify(await mint(folder, who));
}

/** The plan that the broker makes for a question of this caller. */
export async function planOf(
  parts: { readonly catalog: Catalog; readonly rulebook: Rulebook },
  caller: Caller,
): Promise<Plan> {
  const grounds = await takeGrounds({ ...parts, timeZone: 'UTC', tokens: () => () => '' }, caller, undefined);
  return (await planSearch(parts, grounds, undefined)).plan;
}
