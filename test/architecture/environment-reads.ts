/**
 * Finds where a source text reads the environment: `process.env`, `globalThis.process.env`, `process['env']`, destructured or imported
 * from `node:process`, and `import.meta.env`. It sees syntax, not values: an alias of `process` itself is reported as one, too.
 */
import ts from 'typescript';

/** Numbers of the lines, from 1, that read the environment or give `process` another name. */
export function environmentReads(text: string): number[] {
  const source = ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true);
  const lines = new Set<number>();
  const report = (node: ts.Node) => lines.add(source.getLineAndCharacterOfPosition(node.getStart()).line + 1);
  const visit = (node: ts.Node): void => {
    if (accessesEnv(node) || importsEnv(node) || aliasesProcess(node)) report(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...lines].sort((a, b) => a - b);
}

/** `process`, `globalThis.process`, `global.process`. */
function isProcess(node: ts.Node): boolean {
  if (ts.isParenthesizedExpression(node)) return isProcess(node.expression);
  if (ts.isIdentifier(node)) return node.text === 'process';
  return ts.isPropertyAccessExpression(node) && node.name.text === 'process' && isGlobal(node.expression);
}

function isGlobal(node: ts.Node): boolean {
  return ts.isIdentifier(node) && (node.text === 'globalThis' || node.text === 'global');
}

/** `process.env`, `process['env']`, `process[anything not literal]`, `import.meta.env`. */
function accessesEnv(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) {
    return node.name.text === 'env' && (isProcess(node.expression) || ts.isMetaProperty(node.expression));
  }
  if (!ts.isElementAccessExpression(node) || !isProcess(node.expression)) return false;
  return !ts.isStringLiteralLike(node.argumentExpression) || node.argumentExpression.text === 'env';
}

/** `import { env } from 'node:process'`, and any import of the whole module, which could hide one. */
function importsEnv(node: ts.Node): boolean {
  if (!ts.isImportDeclaration(node) && !ts.isExportDeclaration(node)) return false;
  const from = node.moduleSpecifier;
  if (!from || !ts.isStringLiteral(from) || !/^(node:)?process$/.test(from.text)) return false;
  if (ts.isExportDeclaration(node)) return true;
  const bindings = node.importClause?.namedBindings;
  if (!bindings || !ts.isNamedImports(bindings)) return true;
  return bindings.elements.some((element) => (element.propertyName ?? element.name).text === 'env');
}

/** `const { env } = process`, `const p = process`. */
function aliasesProcess(node: ts.Node): boolean {
  if (!ts.isVariableDeclaration(node) || !node.initializer || !isProcess(node.initializer)) return false;
  if (!ts.isObjectBindingPattern(node.name)) return true;
  return node.name.elements.some((element) => {
    const key = element.propertyName ?? element.name;
    return element.dotDotDotToken !== undefined || !ts.isIdentifier(key) || key.text === 'env';
  });
}
