import ts from 'typescript';

/** One small fault that can be put into a source. */
export interface Mutant {
  /** Where it begins and ends, in characters of the source. */
  readonly start: number;
  readonly end: number;
  /** What stands there instead. */
  readonly replacement: string;
  /** What is done, in words. */
  readonly what: string;
}

const swapped: Readonly<Record<string, string>> = {
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '&&': '||',
  '||': '&&',
  '+': '-',
  '-': '+',
  '*': '/',
};

/**
 * Finds the faults that can be put into a source, one each: an operator swapped, a condition negated, a statement or
 * a guard dropped, a default left out, a number one higher, a boolean turned round. Types and imports stay as they are.
 */
export function findMutants(source: string, fileName: string): Mutant[] {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true);
  const mutants: Mutant[] = [];

  function add(node: ts.Node, replacement: string, what: string): void {
    mutants.push({ start: node.getStart(file), end: node.getEnd(), replacement, what });
  }

  function visit(node: ts.Node): void {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node)) {
      return;
    }
    if (ts.isBinaryExpression(node)) visitBinary(node);
    if (ts.isIfStatement(node)) visitIf(node);
    if (ts.isConditionalExpression(node)) negate(node.condition);
    if (ts.isExpressionStatement(node) && !isDirective(node)) add(node, ';', 'statement dropped');
    if (ts.isNumericLiteral(node)) add(node, `(${node.text} + 1)`, 'number one higher');
    if (node.kind === ts.SyntaxKind.TrueKeyword) add(node, 'false', 'boolean turned round');
    if (node.kind === ts.SyntaxKind.FalseKeyword) add(node, 'true', 'boolean turned round');
    ts.forEachChild(node, visit);
  }

  function visitBinary({ operatorToken, left, right }: ts.BinaryExpression): void {
    const operator = operatorToken.getText(file);
    const other = swapped[operator];
    if (other !== undefined) add(operatorToken, other, `${operator} swapped with ${other}`);
    if (operator !== '??') return;
    const start = left.getEnd();
    mutants.push({ start, end: right.getEnd(), replacement: '', what: 'default left out' });
  }

  function visitIf(node: ts.IfStatement): void {
    negate(node.expression);
    if (!node.elseStatement && isExit(node.thenStatement)) add(node, ';', 'guard dropped');
  }

  function negate(condition: ts.Expression): void {
    add(condition, `!(${condition.getText(file)})`, 'condition negated');
  }

  visit(file);
  return mutants;
}

/** Puts a fault into a source. */
export function mutate(source: string, { start, end, replacement }: Mutant): string {
  return source.slice(0, start) + replacement + source.slice(end);
}

function isDirective({ expression }: ts.ExpressionStatement): boolean {
  return ts.isStringLiteral(expression);
}

function isExit(statement: ts.Statement): boolean {
  const last = ts.isBlock(statement) ? statement.statements.at(-1) : statement;
  const kinds = [
    ts.SyntaxKind.ReturnStatement,
    ts.SyntaxKind.ContinueStatement,
    ts.SyntaxKind.ThrowStatement,
  ];
  return last !== undefined && kinds.includes(last.kind);
}
