import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** How large one file, or one function of it, is. */
interface Size {
  /** `path`, or `path: name` of a function. */
  readonly name: string;
  /** Lines of code: neither blank nor comment; of a function without those that are written inside it. */
  readonly lines: number;
  /** Ways through a function: 1, and 1 for each branch; a `switch` and a default by `??` add nothing. */
  readonly complexity: number;
}

/** Measures a file and all functions in it, the file first. */
export function sizesIn(path: string, root: string): Size[] {
  const text = readFileSync(`${root}/${path}`, 'utf8');
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const isCode = text.split('\n').map((line) => /^\s*(?!\/\/|\*|\/\*)\S/.test(line));
  const lineOf = (position: number) => source.getLineAndCharacterOfPosition(position).line;
  const found: Size[] = [{ name: path, lines: isCode.filter(Boolean).length, complexity: 0 }];
  visit(source);
  return found;

  function visit(node: ts.Node): void {
    if (hasBody(node)) found.push(measure(node));
    ts.forEachChild(node, visit);
  }

  function measure(node: ts.FunctionLikeDeclaration): Size {
    const own = new Set(isCode.keys());
    let complexity = 1;
    const look = (child: ts.Node): void => {
      if (hasBody(child)) {
        const end = lineOf(child.end);
        for (let line = lineOf(child.getStart()) + 1; line <= end; line += 1) own.delete(line);
        return;
      }
      if (isBranch(child)) complexity += 1;
      ts.forEachChild(child, look);
    };
    ts.forEachChild(node, look);
    const [first, last] = [lineOf(node.getStart()), lineOf(node.end)];
    const lines = [...own].filter((line) => line >= first && line <= last && isCode[line]).length;
    return { name: `${path}: ${nameOf(node)}`, lines, complexity };
  }
}

function hasBody(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;
}

function isBranch(node: ts.Node): boolean {
  if (ts.isBinaryExpression(node)) return /^(?:&&|\|\|)/.test(node.operatorToken.getText());
  const isChoice = ts.isIfStatement(node) || ts.isConditionalExpression(node);
  return isChoice || ts.isIterationStatement(node, false) || ts.isCatchClause(node);
}

function nameOf(node: ts.FunctionLikeDeclaration): string {
  if (node.name) return node.name.getText();
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  for (let { parent } = node; parent; { parent } = parent) {
    if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent))
      return parent.name.getText();
    if (ts.isBlock(parent)) break;
  }
  return 'a function';
}
