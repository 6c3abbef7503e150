/**
 * Word documents (.docx): what a person sees of headings, paragraphs, lists, tables, headers, notes and text boxes, once and in order.
 * Visibility is decided here, on effective properties, before any other parser sees the text: `mammoth` is given the structure alone.
 * Guarantees: the archive is measured before it is opened, nothing outside it is read, and what is not shown is a hidden run.
 * It does not lay pages out: what depends on where lines break is judged by estimates that would rather keep text than cut it.
 */
import type { Run } from '../stages.ts';
import { WHITE } from '../visibility/contrast.ts';
import { luggageOf } from './docx/luggage.ts';
import { Comments, Notes, textBelow } from './docx/notes.ts';
import { WordPackage } from './docx/package.ts';
import type { Paper } from './docx/paper.ts';
import { isOn, wordColour } from './docx/properties.ts';
import { evidence, type WordContext } from './docx/scope.ts';
import { readSections, type Section } from './docx/sections.ts';
import { Skeleton } from './docx/skeleton.ts';
import { pagePaper, readStage } from './docx/stage.ts';
import { OPEN_SCOPE, Story } from './docx/story.ts';
import { StyleSheet } from './docx/styles.ts';
import { type RawExtract, UnreadableDocument } from './format.ts';
import { macroFindings } from './macros.ts';
import { OfficeArchive } from './ooxml/archive.ts';
import { type ColourMap, resolveWordColour } from './ooxml/colours.ts';
import { readTheme } from './ooxml/theme.ts';
import { childOf, type XmlElement } from './ooxml/xml.ts';

export async function extractDocx(bytes: Uint8Array): Promise<RawExtract> {
  const archive = await OfficeArchive.open(bytes);
  const pack = new WordPackage(archive);
  const main = pack.mainPart;
  const document = pack.tree(main);
  const body = childOf(document, 'w:body');
  if (document === undefined || body === undefined) {
    throw new UnreadableDocument('damaged-document', 'the Word document is damaged');
  }
  const part = (type: string): string | undefined => pack.related(main, type)[0];
  const settings = pack.tree(part('settings'));
  const numbering = pack.tree(part('numbering'));
  const styles = new StyleSheet(pack.tree(part('styles')), numbering);
  const colours = { theme: readTheme(archive, part('theme')), map: colourMapOf(settings) };
  const notes = new Notes(pack);
  const comments = new Comments(pack);
  const context: WordContext = { pack, styles, colours, comments, notes };
  const sections = readSections(body, settings);
  const scope = { ...OPEN_SCOPE, paper: pageColour(document, settings, context) };
  const skeleton = new Skeleton(styles.all(), numbering);
  const edges = new Edges(context, sections, skeleton, scope.paper);

  edges.read('header', (section) => section.headers);
  const bodyScope = { ...scope, paper: edges.paperOf(scope.paper) };
  new Story(context, { part: main, root: body, sections, skeleton }).read(body.children, bodyScope);
  for (const { kind, element, part: notesPart, mark, hidden } of notes.referred()) {
    const opening: Run = { text: `[${mark}] ` };
    const story = new Story(context, { part: notesPart, root: element, label: kind, sections, skeleton });
    if (hidden === undefined) story.read(element.children, scope, [opening]);
    else story.read(element.children, { ...scope, hidden });
  }
  edges.read('footer', (section) => section.footers);

  const writer = await skeleton.write(styles.all(), numbering);
  const title = writer.firstHeading();
  const leftOver = [...edges.unshown(), ...notes.unreferenced(), ...comments.unanchored(), ...luggageOf(pack)];
  // One block each: pieces of one kind in a block would be taken for one text.
  for (const run of leftOver) writer.add({ kind: 'paragraph', runs: [run] });
  return {
    format: 'docx',
    ...(title === undefined ? {} : { title }),
    blocks: writer.blocks,
    findings: macroFindings(archive.names),
  };
}

/** Headers and footers: each part is read once, and one that says the same as another before it is not said again. */
class Edges {
  readonly #context: WordContext;
  readonly #sections: readonly Section[];
  readonly #skeleton: Skeleton;
  readonly #paper: Paper;
  readonly #shown = new Set<string>();
  readonly #said = new Set<string>();

  constructor(context: WordContext, sections: readonly Section[], skeleton: Skeleton, paper: Paper) {
    this.#context = context;
    this.#sections = sections;
    this.#skeleton = skeleton;
    this.#paper = paper;
  }

  read(label: string, idsOf: (section: Section) => readonly string[]): void {
    const { pack } = this.#context;
    const relations = pack.relationships(pack.mainPart);
    for (const id of this.#sections.flatMap(idsOf)) {
      const part = relations.get(id)?.target ?? '';
      const root = this.#shown.has(part) ? undefined : pack.tree(part);
      if (root === undefined) continue;
      this.#shown.add(part);
      const source = pack.archive.text(part) ?? '';
      if (this.#said.has(source)) continue;
      this.#said.add(source);
      const story = new Story(this.#context, { part, root, label, sections: this.#sections, skeleton: this.#skeleton });
      story.read(root.children, { ...OPEN_SCOPE, paper: this.#paper });
    }
  }

  /** What headers paint over whole pages, behind their text. */
  paperOf(paper: Paper): Paper {
    const { pack, colours } = this.#context;
    const page = this.#sections[0]?.page;
    let found = paper;
    for (const part of this.#shown) {
      const root = pack.tree(part);
      if (root === undefined || page === undefined) continue;
      found = pagePaper(
        readStage(root, page, colours, (id) => pack.isSolidPicture(part, id)),
        page,
        found,
      );
    }
    return found;
  }

  unshown(): Run[] {
    const { pack } = this.#context;
    const parts = ['header', 'footer'].flatMap((type) => pack.related(pack.mainPart, type));
    return [...new Set(parts)]
      .filter((part) => !this.#shown.has(part))
      .map((part) => ({ part, text: textOfPart(pack.tree(part)) }))
      .filter(({ text }) => text.trim() !== '')
      .map(({ part, text }) => evidence(text, { technique: 'docx-inactive-header', why: 'no page shows it' }, part));
  }
}

function textOfPart(tree: XmlElement | undefined): string {
  return tree === undefined ? '' : textBelow(tree);
}

/** Pages have a colour only where the settings say that backgrounds are displayed. */
function pageColour(document: XmlElement, settings: XmlElement | undefined, { colours }: WordContext): Paper {
  const background = childOf(document, 'w:background');
  const display = childOf(settings, 'w:displayBackgroundShape');
  if (background === undefined || display === undefined || !isOn(display)) return WHITE;
  // What is more than a colour stands in a shape of the background's own.
  const fill = childOf(childOf(background, 'v:background'), 'v:fill')?.attributes.get('type') ?? 'solid';
  if (fill !== 'solid') return 'unknown';
  const colour = resolveWordColour(wordColour(background, 'w:color', 'theme'), colours);
  return colour === undefined || colour === 'auto' ? WHITE : colour;
}

/** Which colours of the theme the document calls background and text. */
function colourMapOf(settings: XmlElement | undefined): ColourMap {
  const mapping = childOf(settings, 'w:clrSchemeMapping');
  const named = [...(mapping?.attributes ?? [])].map(([name, value]): [string, string] => {
    const short = name.replace(/^w:/, '').replace(/^t(?=[12]$)/, 'tx');
    return [short === 'followedHyperlink' ? 'folHlink' : short === 'hyperlink' ? 'hlink' : short, value];
  });
  return new Map(named);
}
