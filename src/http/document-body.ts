/**
 * The body of a document: JSON with the content as text, or a form with the file and what is said of it. Both become the same fields
 * and bytes. A form has a `file` part and at most one `metadata` part, and nothing else.
 */
import { z } from 'zod';
import { LIMITS } from '../broker.ts';
import { Problem } from '../problem.ts';
import { mediaTypeOf, parseJson, readBody, requireJson } from './body.ts';
import { parseForm } from './form.ts';
import { invalidRequest, parseInput } from './parse.ts';
import type { BodyReader, Limits } from './route-definition.ts';
import { line } from './schemas/text.ts';

/** JSON is parsed in one go, and everybody waits meanwhile: what is larger comes as a file. */
const MAX_JSON_BYTES = 8 * 1024 * 1024;
/** What a form may have beside its file. */
const FORM_OVERHEAD_BYTES = 256 * 1024;

const fileName = line(LIMITS.nameLength);

/** The bytes of a document and what is said of them. */
export interface Delivered<Metadata> {
  readonly bytes: Uint8Array;
  readonly fileName?: string;
  readonly metadata: Metadata;
}

interface DocumentSchemas<Metadata> {
  readonly metadata: z.ZodType<Metadata>;
  /** The same fields with `content`. */
  readonly input: z.ZodType<Metadata & { readonly content: string }>;
  readonly example: unknown;
}

export function documentBody<Metadata>(schemas: DocumentSchemas<Metadata>): BodyReader<Delivered<Metadata>> {
  return {
    content: {
      'application/json': { schema: schemas.input, example: schemas.example },
      'multipart/form-data': {
        schema: z.object({
          file: z.string().meta({ format: 'binary', description: 'The file, with its name.' }),
          metadata: schemas.metadata.optional(),
        }),
        encoding: { metadata: { contentType: 'application/json' } },
      },
    },
    read: (request, limits) =>
      mediaTypeOf(request.headers.get('content-type')) === 'multipart/form-data'
        ? readForm(request, schemas.metadata, limits)
        : readJson(request, schemas.input, limits),
  };
}

async function readJson<Metadata>(
  request: Request,
  schema: z.ZodType<Metadata & { readonly content: string }>,
  limits: Limits,
): Promise<Delivered<Metadata>> {
  requireJson(request.headers.get('content-type'));
  const body = await readBody(request, Math.min(MAX_JSON_BYTES, limits.documentBytes + FORM_OVERHEAD_BYTES));
  const { content, ...metadata } = parseInput(schema, parseJson(body), true);
  return { bytes: withinLimit(new TextEncoder().encode(content), limits), metadata: metadata as Metadata };
}

async function readForm<Metadata>(
  request: Request,
  schema: z.ZodType<Metadata>,
  limits: Limits,
): Promise<Delivered<Metadata>> {
  const body = await readBody(request, limits.documentBytes + FORM_OVERHEAD_BYTES);
  const form = await parseForm(body, request.headers.get('content-type') ?? '');
  const parts = [...form.keys()];
  const unknown = parts.filter((name, n) => (name !== 'file' && name !== 'metadata') || parts.indexOf(name) !== n);
  if (unknown.length > 0)
    throw invalidRequest(unknown.map((at) => ({ at: at.slice(0, 100), detail: 'unknown or repeated part' })));
  const file = form.get('file');
  if (!(file instanceof File)) throw invalidRequest([{ at: 'file', detail: 'must be a part with a file name' }]);
  return {
    bytes: withinLimit(new Uint8Array(await file.arrayBuffer()), limits),
    fileName: parseInput(fileName, baseName(file.name), false),
    metadata: parseInput(schema, await metadataIn(form.get('metadata')), true),
  };
}

/** A part is text or, with a content type and a name, a file; both hold the same JSON. */
async function metadataIn(part: FormDataEntryValue | null): Promise<unknown> {
  if (part === null) return {};
  const bytes = typeof part === 'string' ? new TextEncoder().encode(part) : new Uint8Array(await part.arrayBuffer());
  if (bytes.byteLength > FORM_OVERHEAD_BYTES) throw invalidRequest([{ at: 'metadata', detail: 'is too long' }]);
  return parseJson(bytes, 'metadata');
}

/** Some senders tell the whole path; what their folders are called is nobody's business. */
function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

function withinLimit(bytes: Uint8Array, { documentBytes }: Limits): Uint8Array {
  if (bytes.byteLength > documentBytes) {
    throw new Problem('request-too-large', `a document must have at most ${documentBytes} bytes`);
  }
  return bytes;
}
