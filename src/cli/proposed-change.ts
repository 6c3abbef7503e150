/**
 * A change that `sluice access diff` looks at, from the options that name it: one change, whole, or a message that says what is missing.
 */
import { readFile } from 'node:fs/promises';
import { kindOf, type Principal, parsePrincipal } from '../../entitlements/principal.ts';
import type { ProposedChange } from '../governance.ts';
import { usageError } from './failure.ts';
import { planFiles } from './ingest/plan.ts';

export interface ChangeOptions {
  readonly policies?: string;
  /** Group and member. */
  readonly addMember?: readonly string[];
  readonly removeMember?: readonly string[];
  readonly document?: string;
  readonly collection?: string;
  readonly manifest?: string;
  readonly owner?: Principal;
  readonly readers?: readonly Principal[];
  readonly deniers?: readonly Principal[];
}

/** The change. Throws `invalid-request` unless the options name exactly one. */
export async function proposedChange(options: ChangeOptions): Promise<ProposedChange> {
  const { policies, addMember, removeMember, document, collection, manifest } = options;
  const said = [
    policies,
    addMember,
    removeMember,
    document,
    manifest ?? collection,
    document === undefined ? undefined : collection,
  ].filter((one) => one !== undefined);
  if (said.length !== 1) {
    throw usageError(
      'name one change: `--policies`, `--add-member`, `--remove-member`, `--document`, `--collection`, or `--manifest` with `--collection`',
    );
  }
  const hasLists = document !== undefined || (collection !== undefined && manifest === undefined);
  if (!hasLists && (options.readers ?? options.deniers ?? options.owner) !== undefined) {
    throw usageError('`--readers`, `--deniers` and `--owner` go with `--document` or `--collection`');
  }
  if (policies !== undefined) return { kind: 'policies', source: await readFile(policies, 'utf8') };
  if (addMember) return { kind: 'membership', ...membership(addMember), add: true };
  if (removeMember) return { kind: 'membership', ...membership(removeMember), add: false };
  if (document !== undefined) {
    const { owner } = options;
    return { kind: 'entitlements', documentId: document, ...lists(options), ...(owner && { owner }) };
  }
  if (collection === undefined)
    throw usageError('`--manifest` needs `--collection`: the one that its documents are in');
  if (manifest !== undefined) return manifestChange(manifest, collection);
  if (options.owner) throw usageError('`--owner` goes with `--document`');
  return { kind: 'collection', collection, ...lists(options) };
}

function membership([group = '', member = '', ...more]: readonly string[]) {
  const [parsedGroup, parsedMember] = [parsePrincipal(group), parsePrincipal(member)];
  if (parsedGroup && parsedMember && kindOf(parsedGroup) === 'group' && more.length === 0) {
    return { group: parsedGroup, member: parsedMember };
  }
  throw usageError('name a group and a member, such as `group:hr user:alice`');
}

/** Both are said: who is left out of a list loses access by it. */
function lists({ readers, deniers }: ChangeOptions) {
  if (readers && deniers) return { readers, deniers };
  throw usageError('say `--readers` and `--deniers`, all of them; an empty text for nobody');
}

/** What the manifests of a folder say of the files that are in the collection. */
async function manifestChange(folder: string, collection: string): Promise<ProposedChange> {
  const files = await planFiles([folder], { collection }, true);
  const documents = files.flatMap(({ delivery: { externalId, entitlements, classification, ...delivery } }) =>
    delivery.collection === collection
      ? [{ externalId, ...entitlements, ...(classification && { classification }) }]
      : [],
  );
  if (documents.length === 0) throw usageError(`no file of \`${folder}\` is in the collection \`${collection}\``);
  return { kind: 'manifest', collection, documents };
}
