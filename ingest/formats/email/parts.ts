/**
 * The parts of a mail as mail programs choose among them: of alternatives the last that has HTML, else the last that is text; of related
 * parts the first; of all others every one. Reads the tree that the mail parser keeps; fails loudly if that is not shaped as it was.
 * Source: RFC 2046, 5.1.
 */

/** A node of the parser's tree, as far as it is read here. */
interface MimeNode {
  readonly childNodes: readonly MimeNode[];
  readonly contentType: { readonly multipart: string | false; readonly parsed: { readonly value: string } };
  readonly contentDisposition: { readonly parsed: { readonly value: string } };
  readonly contentDescription?: string | undefined;
  readonly content: ArrayBuffer | null;
  getTextContent(): string;
}

export interface MailText {
  readonly kind: 'html' | 'plain' | 'calendar';
  readonly text: string;
}

export interface MailParts {
  /** What is shown, in order. */
  readonly shown: readonly MailText[];
  /** Texts that lose to an alternative, or that nothing leads to. */
  readonly unseen: readonly MailText[];
  readonly descriptions: readonly string[];
  /** What stands around the parts of containers: only programs that know no MIME ever showed it. */
  readonly around: readonly string[];
}

const TEXT_KINDS: ReadonlyMap<string, MailText['kind']> = new Map([
  ['text/html', 'html'],
  ['text/plain', 'plain'],
  ['text/calendar', 'calendar'],
]);

/** The parts below the root of a parsed mail. */
export function mailParts(root: unknown): MailParts {
  if (!isNode(root)) throw new TypeError('the mail parser keeps no tree of parts');
  const parts = new PartReader();
  parts.read(root, true);
  return parts;
}

class PartReader implements MailParts {
  readonly shown: MailText[] = [];
  readonly unseen: MailText[] = [];
  readonly descriptions: string[] = [];
  readonly around: string[] = [];

  read(node: MimeNode, isShown: boolean): void {
    if (node.contentDescription !== undefined) this.descriptions.push(node.contentDescription);
    const { multipart } = node.contentType;
    if (multipart === false) {
      const text = textOf(node);
      if (text !== undefined) (isShown ? this.shown : this.unseen).push(text);
      return;
    }
    if (node.content !== null) {
      const around = new TextDecoder().decode(node.content).trim();
      if (around !== '') this.around.push(around);
    }
    const chosen = chosenOf(node);
    for (const child of node.childNodes) {
      // An invitation is shown beside the text that announces it.
      const isOther = chosen !== undefined && child !== chosen && kindOf(child) !== 'calendar';
      this.read(child, isShown && !isOther);
    }
  }
}

/** The one child that is shown; `undefined` where all are. */
function chosenOf(node: MimeNode): MimeNode | undefined {
  switch (node.contentType.multipart) {
    case 'alternative':
      return (
        node.childNodes.findLast((child) => holds(child, 'html')) ??
        node.childNodes.findLast((child) => holds(child, 'plain'))
      );
    case 'related':
      return node.childNodes.find((child) => holds(child, 'html') || holds(child, 'plain'));
    default:
      return undefined;
  }
}

function holds(node: MimeNode, kind: MailText['kind']): boolean {
  if (kindOf(node) === kind) return node.getTextContent().trim() !== '';
  return node.childNodes.some((child) => holds(child, kind));
}

function kindOf(node: MimeNode): MailText['kind'] | undefined {
  if (node.contentType.multipart !== false || node.contentDisposition.parsed.value === 'attachment') return undefined;
  return TEXT_KINDS.get(node.contentType.parsed.value);
}

function textOf(node: MimeNode): MailText | undefined {
  const kind = kindOf(node);
  return kind === undefined || node.content === null ? undefined : { kind, text: node.getTextContent() };
}

function isNode(value: unknown): value is MimeNode {
  if (typeof value !== 'object' || value === null) return false;
  const { childNodes, contentType, getTextContent } = value as Partial<Record<keyof MimeNode, unknown>>;
  return Array.isArray(childNodes) && typeof contentType === 'object' && typeof getTextContent === 'function';
}
