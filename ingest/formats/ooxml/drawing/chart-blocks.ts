/** A chart's text as blocks: a line for its title, one for each name in the legend, one for the categories. */
import type { Hidden } from '../../../stages.ts';
import type { BlockDraft } from '../../blocks.ts';
import { childOf, childrenOf, type XmlElement } from '../xml.ts';
import { NO_SOURCES, readBody, type Span } from './body.ts';
import { chartTexts } from './chart.ts';
import type { Look } from './legible.ts';
import { type PaintScope, paintIn, UNKNOWN_PAINT } from './paint.ts';
import { bodyBlocks } from './words.ts';

/** How a format judges the text of its charts. */
interface ChartJudge<Place extends Look> {
  /** Hides all of the chart. */
  readonly always: Hidden | undefined;
  readonly judge: (span: Span, places: readonly Place[]) => Hidden | undefined;
  /** What names are that stand in the data alone. */
  readonly undrawn: Hidden;
}

/** `looks` is how the chart's place looks. */
export function* chartBlocks<Place extends Look>(
  root: XmlElement,
  scope: PaintScope,
  locator: NonNullable<BlockDraft['locator']>,
  looks: readonly Place[],
  { always, judge, undrawn }: ChartJudge<Place>,
): Generator<BlockDraft> {
  const area = childOf(childOf(childOf(root, 'c:chart'), 'c:plotArea'), 'c:spPr');
  const fills = [childOf(root, 'c:spPr'), area]
    .map((one) => paintIn(one, scope))
    .filter((one) => one !== undefined && one.kind !== 'none');
  const own = fills.map((fill) => (fill?.kind === 'colours' ? fill.colours : [undefined]));
  const papers = looks.map((look) => (own.length === 0 ? look : { ...look, papers: own }));
  for (const { text, isDrawn, rich, look } of chartTexts(root)) {
    if (rich !== undefined) {
      yield* bodyBlocks(readBody(rich, NO_SOURCES, scope), (span) => always ?? judge(span, papers), locator);
      continue;
    }
    const hidden = always ?? (isDrawn ? judge(spanOf(text, look, scope), papers) : undrawn);
    yield { kind: 'paragraph', runs: [hidden === undefined ? { text } : { text, hidden }], locator };
  }
}

/** Text with the look that `c:txPr` gives it. */
function spanOf(text: string, look: XmlElement | undefined, scope: PaintScope): Span {
  const [paragraph] = look === undefined ? [] : childrenOf(look, 'a:p');
  const properties = childOf(childOf(paragraph, 'a:pPr'), 'a:defRPr');
  const size = Number(properties?.attributes.get('sz') ?? 1_000);
  return {
    text,
    ink: [paintIn(properties, scope) ?? UNKNOWN_PAINT],
    points: Number.isFinite(size) ? size / 100 : 10,
    spacing: 0,
  };
}
