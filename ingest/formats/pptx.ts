/**
 * PowerPoint presentations (.pptx): slide by slide, titles as headings, lists, tables, the text of charts and diagrams, each stretch
 * with whether the slide shows it. Properties are worked out as PowerPoint does: theme, master, layout, placeholder, shape, run.
 * Guarantees: the archive is measured before it is opened, nothing outside it is read, no shape is skipped silently. Places of text are
 * reckoned without fonts, and what can't be told (text on a picture) counts as seen.
 */
import { BlockWriter } from './blocks.ts';
import type { RawExtract } from './format.ts';
import { macroFindings } from './macros.ts';
import { OfficeArchive } from './ooxml/archive.ts';
import { Budget, MAX_DOCUMENT_CHARS } from './ooxml/budget.ts';
import { PictureOpacity } from './ooxml/drawing/pictures.ts';
import type { XmlElement } from './ooxml/xml.ts';
import { Deck } from './pptx/deck.ts';
import { deckExtras, slideExtras } from './pptx/extras.ts';
import { SlideReader } from './pptx/slide.ts';

export async function extractPptx(bytes: Uint8Array): Promise<RawExtract> {
  const archive = await OfficeArchive.open(bytes);
  const deck = new Deck(archive);
  const writer = new BlockWriter();
  const lent = new Set<XmlElement>();
  const opacity = new PictureOpacity(archive);
  const chars = new Budget(MAX_DOCUMENT_CHARS, 'the presentation holds too much text');
  const add = (blocks: Iterable<Parameters<BlockWriter['add']>[0]>): void => {
    for (const block of blocks) {
      chars.spend(block.runs.reduce((sum, run) => sum + run.text.length, 0));
      writer.add(block);
    }
  };
  for (const slide of deck.slides()) {
    add(new SlideReader(deck, slide, lent, opacity).blocks());
    add(slideExtras(deck, slide));
  }
  add(deckExtras(deck));
  const title = writer.firstHeading();
  return {
    format: 'pptx',
    ...(title === undefined ? {} : { title }),
    blocks: writer.blocks,
    findings: macroFindings(archive.names),
  };
}
