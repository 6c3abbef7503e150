/** Operations that open and close what encloses others: saved states, forms, groups, annotations, marked contents. Source: ISO 32000-2, 8.4, 8.10, 11.6 and 14.6. */
import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { LAYER } from './actual-text.ts';
import { asMatrix } from './matrix.ts';
import type { PageState } from './page-state.ts';

/** Whether the operation opens or closes something around others; then it is done. */
export function enclosingStep(page: PageState, operation: number, args: readonly unknown[]): boolean {
  switch (operation) {
    case OPS.save:
      page.save();
      return true;
    case OPS.restore:
    case OPS.paintFormXObjectEnd:
      page.restore();
      return true;
    case OPS.transform:
      page.transform(asMatrix(args));
      return true;
    case OPS.paintFormXObjectBegin:
      page.save();
      page.transform(asMatrix(args[0]));
      page.clipTo(args[1]);
      return true;
    case OPS.beginGroup:
      page.beginGroup(args[0]);
      return true;
    case OPS.endGroup:
      page.endGroup();
      return true;
    case OPS.beginAnnotation:
      page.beginAnnotation(args);
      return true;
    case OPS.beginMarkedContent:
      page.openMarked();
      return true;
    case OPS.beginMarkedContentProps:
      if (args[0] === LAYER) page.openLayer(args[1]);
      else page.openMarked();
      return true;
    case OPS.endMarkedContent:
      page.closeMarked();
      return true;
    default:
      return false;
  }
}
