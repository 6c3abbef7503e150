/** Which part of its box a shape fills, as far as that can be told from its kind or from the area of its path. */
import { numberOf } from '../ooxml/drawing/frame.ts';
import { childOf, childrenOf, type XmlElement } from '../ooxml/xml.ts';

/** Of what fills `part` of its box it can't be told what it leaves free. */
export type Outline = 'whole' | 'ellipse' | 'part';

const WHOLE_SHAPES =
  /^(?:rect|round\w*Rect|snip\w*Rect|flowChart(?:Process|AlternateProcess|PredefinedProcess|InternalStorage)|bevel|actionButton\w+|plaque|foldedCorner|wedge(?:Round)?RectCallout)$/;

/** `all`: the shape and the placeholders that it takes from, nearest first. */
export function outlineOf(all: readonly XmlElement[]): Outline {
  const properties = all.map((one) => childOf(one, 'p:spPr'));
  const own = properties.find(
    (one) => childOf(one, 'a:prstGeom') !== undefined || childOf(one, 'a:custGeom') !== undefined,
  );
  const preset = childOf(own, 'a:prstGeom')?.attributes.get('prst');
  if (preset !== undefined) {
    if (preset === 'ellipse' || preset === 'flowChartConnector') return 'ellipse';
    return WHOLE_SHAPES.test(preset) ? 'whole' : 'part';
  }
  const custom = childOf(own, 'a:custGeom');
  return custom === undefined || fillsBox(custom) ? 'whole' : 'part';
}

/** Whether a free path is as large as its box (shoelace formula). */
function fillsBox(custom: XmlElement): boolean {
  return childrenOf(childOf(custom, 'a:pathLst') ?? custom, 'a:path').some((path) => {
    const points = childrenOf(path).flatMap((step) => childrenOf(step, 'a:pt').slice(-1));
    const at = points.map((point) => ({ x: numberOf(point, 'x', Number.NaN), y: numberOf(point, 'y', Number.NaN) }));
    const doubled = at.reduce((sum, point, i) => {
      const next = at[(i + 1) % at.length] ?? point;
      return sum + point.x * next.y - next.x * point.y;
    }, 0);
    const [width, height] = [numberOf(path, 'w'), numberOf(path, 'h')];
    return (
      path.attributes.get('fill') !== 'none' && Math.abs(doubled) / 2 >= 0.95 * width * height && width * height > 0
    );
  });
}
