/** `POST /v1/directory/import`: the directory is brought to what a file says, or it is told what that would change. */
import { z } from 'zod';
import { directoryBody } from '../directory-body.ts';
import { defineRoute } from '../route.ts';
import { directoryChanges } from '../schemas/directory.ts';
import { DIRECTORY_CHANGES_EXAMPLE } from '../schemas/examples.ts';
import { flag } from '../schemas/params.ts';

export const importDirectory = defineRoute({
  method: 'post',
  path: '/v1/directory/import',
  plane: 'control',
  scopes: ['admin'],
  tag: 'Directory',
  summary: 'Import a directory',
  description:
    'A group that is named has exactly the members that are listed; who stands in no list stays as they are. ' +
    'With `preview=true` nothing is changed.',
  query: z.strictObject({ preview: flag }),
  body: directoryBody,
  status: 200,
  answer: { schema: directoryChanges, example: { changes: DIRECTORY_CHANGES_EXAMPLE, applied: true } },
  problems: ['membership-cycle', 'invalid-attribute', 'decision-unsettled'],
  handle: async ({ broker, caller, query: { preview }, body }) => ({
    changes: await broker.importDirectory(caller, body, { preview }),
    applied: !preview,
  }),
});
