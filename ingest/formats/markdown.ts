/**
 * Markdown (CommonMark with GitHub's tables, task lists, footnotes and front matter) as it is shown when rendered.
 * Guarantees: words that are shown appear once, in order; code keeps every character; comments, front matter, unused
 * definitions and other things that rendering drops are kept as hidden runs. HTML in it is judged on the rendered page, whole.
 * Source: CommonMark 0.31, GFM 0.29.
 */
import type { RootContent } from 'mdast';
import type { Run } from '../stages.ts';
import { type BlockDraft, BlockWriter } from './blocks.ts';
import { decodeText } from './decode.ts';
import type { RawExtract } from './format.ts';
import { parseMarkdown } from './markdown/parse.ts';
import { type Draft, MarkdownReader } from './markdown/reader.ts';
import { referencesIn } from './markdown/references.ts';
import { needsRendering, type Rendered, renderMarkdown } from './markdown/rendered.ts';

export async function extractMarkdown(bytes: Uint8Array): Promise<RawExtract> {
  const root = parseMarkdown(decodeText(bytes));
  const reader = new MarkdownReader(referencesIn(root));
  // Also says when the document is nested too deeply, before anything else goes down as deep.
  reader.checkDepth(root.children);
  const rendered = needsRendering(root) ? renderMarkdown(root) : undefined;
  reader.read(root.children, rendered);
  const writer = new BlockWriter();
  for (const draft of inOrder(reader.drafts, rendered)) writer.add(draft);
  const title = writer.firstHeading() ?? reader.title;
  return { format: 'markdown', ...(title === undefined ? {} : { title }), blocks: writer.blocks, findings: [] };
}

/** Markdown's own blocks, and between them those of the HTML in it, as the page has them. */
function* inOrder(drafts: readonly Draft[], rendered: Rendered | undefined): Generator<BlockDraft> {
  const placeOf = new Map(drafts.map(({ node }, place) => [node, place]));
  const evidence = new Map<RootContent, readonly Run[]>();
  for (const one of rendered?.blocks ?? []) {
    if (one.kind === 'markdown') evidence.set(one.block, [...(evidence.get(one.block) ?? []), ...one.evidence]);
  }
  let next = 0;
  function* upTo(end: number): Generator<BlockDraft> {
    for (; next < end; next += 1) {
      const one = drafts[next];
      if (one !== undefined) yield { ...one.draft, runs: [...one.draft.runs, ...(evidence.get(one.node) ?? [])] };
    }
  }
  for (const one of rendered?.blocks ?? []) {
    if (one.kind === 'html') yield one.block;
    else yield* upTo((placeOf.get(one.block) ?? -1) + 1);
  }
  yield* upTo(drafts.length);
}
