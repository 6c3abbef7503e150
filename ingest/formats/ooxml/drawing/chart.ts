/**
 * The text that a chart draws: its title, the titles of its axes, the names of its series in the legend, its categories and the
 * labels that were written by hand. Names in its data that nothing draws are told apart. Source: ECMA-376 part 1, 21.2.
 */
import { childOf, childrenOf, elementsOf, textOf, type XmlElement } from '../xml.ts';

export interface ChartText {
  readonly text: string;
  /** `false` for what is in the chart's data and nowhere in the drawing. */
  readonly isDrawn: boolean;
  /** `a:p` elements of a text with a look of its own. */
  readonly rich?: XmlElement;
  /** What gives the look of a text without one: the nearest `c:txPr`. */
  readonly look?: XmlElement;
}

export function chartTexts(root: XmlElement): ChartText[] {
  const chart = childOf(root, 'c:chart');
  const plot = childOf(chart, 'c:plotArea');
  if (chart === undefined || plot === undefined) return [];
  const whole = childOf(root, 'c:txPr');
  const legend = childOf(chart, 'c:legend');
  const plots = childrenOf(plot).filter(({ name }) => /^c:\w+Chart$/.test(name));
  const axes = childrenOf(plot).filter(({ name }) => /^c:(?:cat|val|date|ser)Ax$/.test(name));
  const series = plots.flatMap((one) => childrenOf(one, 'c:ser'));
  const isPie = plots.some(({ name }) => /^c:(?:pie|pie3D|ofPie|doughnut)Chart$/.test(name));
  const nameAxis = axes.find(({ name }) => name !== 'c:valAx');
  const seesNames = legend !== undefined && !isPie;
  const seesCategories = isPie
    ? legend !== undefined || labels(root, 'c:showCatName')
    : nameAxis !== undefined && !isOn(childOf(nameAxis, 'c:delete'));
  const found = titleOf(chart, whole);
  // A chart of one series has its name for a title unless that was taken away.
  const isTitled = childOf(chart, 'c:title') !== undefined && found.length === 0 && series.length === 1;
  for (const one of series) {
    const text = names(childOf(one, 'c:tx')).join(' ');
    if (text !== '')
      found.push({ text, isDrawn: seesNames || isTitled || labels(root, 'c:showSerName'), ...lookOf(legend, whole) });
  }
  const categories = series.map((one) => names(childOf(one, 'c:cat') ?? childOf(one, 'c:xVal')).join(', '));
  for (const text of new Set(categories)) {
    if (text !== '') found.push({ text, isDrawn: seesCategories, ...lookOf(isPie ? legend : nameAxis, whole) });
  }
  for (const axis of axes) if (!isOn(childOf(axis, 'c:delete'))) found.push(...titleOf(axis, whole));
  for (const label of plots.flatMap((one) => [...elementsOf(one)]).filter(({ name }) => name === 'c:dLbl')) {
    if (!isOn(childOf(label, 'c:delete'))) found.push(...richIn(label));
  }
  return found;
}

function titleOf(parent: XmlElement, whole: XmlElement | undefined): ChartText[] {
  const title = childOf(parent, 'c:title');
  if (title === undefined) return [];
  const rich = richIn(title);
  const cached = names(childOf(title, 'c:tx')).join(' ');
  return rich.length > 0 || cached === '' ? rich : [{ text: cached, isDrawn: true, ...lookOf(title, whole) }];
}

function richIn(parent: XmlElement): ChartText[] {
  const rich = childOf(childOf(parent, 'c:tx'), 'c:rich');
  return rich === undefined ? [] : [{ text: '', isDrawn: true, rich }];
}

/** Texts that the chart keeps of the cells that it was made from. */
function names(parent: XmlElement | undefined): string[] {
  if (parent === undefined) return [];
  return [...elementsOf(parent)]
    .filter(({ name }) => name === 'c:pt' || name === 'c:v')
    .filter(({ name }) => name === 'c:pt' || childOf(parent, 'c:v') !== undefined)
    .map((point) => (point.name === 'c:v' ? textOf(point) : textOf(childOf(point, 'c:v') ?? point)).trim())
    .filter((text) => text !== '');
}

function labels(root: XmlElement, flag: string): boolean {
  return [...elementsOf(root)].some((one) => one.name === flag && isOn(one));
}

/** Flags of charts are on unless they say otherwise; `c:delete` that is on takes its element away. */
function isOn(flag: XmlElement | undefined): boolean {
  return flag !== undefined && !/^(?:0|false)$/.test(flag.attributes.get('val') ?? '1');
}

function lookOf(near: XmlElement | undefined, whole: XmlElement | undefined): Pick<ChartText, 'look'> {
  const look = childOf(near, 'c:txPr') ?? whole;
  return look === undefined ? {} : { look };
}
