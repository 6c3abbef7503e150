/** The part of @bramus/specificity that reads css-tree's nodes; the package has no types for it. */
declare module '@bramus/specificity/core' {
  import type { CssNode } from 'css-tree';

  export function calculateForAST(selector: CssNode): { readonly a: number; readonly b: number; readonly c: number };
}
