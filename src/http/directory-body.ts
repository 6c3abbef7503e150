/**
 * The body of a directory import: JSON, or the text of a CSV file with a row for each user, agent or group. Both become the same entries.
 */
import { z } from 'zod';
import type { DirectoryInput } from '../governance.ts';
import { Problem } from '../problem.ts';
import { parseDirectoryCsv } from '../service/directory/csv.ts';
import { mediaTypeOf, parseJson, readBody, requireJson } from './body.ts';
import { invalidRequest, parseInput } from './parse.ts';
import type { BodyReader } from './route-definition.ts';
import { directoryInput } from './schemas/directory.ts';

/** It is parsed in one go, and everybody waits meanwhile. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;

export const directoryBody: BodyReader<DirectoryInput> = {
  content: {
    'application/json': {
      schema: directoryInput,
      example: {
        users: [{ id: 'user:alice', displayName: 'Alice Example', manager: 'user:olga' }],
        groups: [{ id: 'group:hr', members: ['user:alice'] }],
        agents: [{ id: 'agent:helpdesk', external: true, ceiling: { collections: ['support'], maxRisk: 0.2 } }],
      },
    },
    'text/csv': {
      schema: z.string().meta({
        description:
          'Columns, of which only `id` is required: id, name, active, clearance, manager, groups (parted by `;`), external, collections, purposes, maxRisk, the safeguards of an agent (neutralization, screening, dlp as `email=mask;iban=redact`, suspicious, malicious), and attr.NAME for each attribute.',
      }),
      example: 'id,name,clearance,manager,groups\nuser:alice,Alice Example,confidential,user:olga,group:hr\n',
    },
  },
  async read(request) {
    const contentType = request.headers.get('content-type');
    if (mediaTypeOf(contentType) === 'text/csv') return parseDirectoryCsv(await readText(request, contentType));
    requireJson(contentType);
    return parseInput(directoryInput, parseJson(await readBody(request, MAX_BODY_BYTES)), true);
  },
};

async function readText(request: Request, contentType: string | null): Promise<string> {
  const charset = /;\s*charset="?([^\s";]+)/i.exec(contentType ?? '')?.[1] ?? 'utf-8';
  if (charset.toLowerCase() !== 'utf-8') throw new Problem('unsupported-media-type', 'the table must be in UTF-8');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readBody(request, MAX_BODY_BYTES));
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw invalidRequest([{ at: '', detail: 'the table is not valid UTF-8' }]);
  }
}
