import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What the entry points offer: the names, by the file that declares them. */
function publicNames(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const entries = readdirSync(join(root, 'src')).map((layer) => `src/${layer}/index.ts`);
  for (const entry of ['src/index.ts', ...entries.filter((path) => existsSync(join(root, path)))]) {
    for (const statement of parse(entry).statements) {
      if (!ts.isExportDeclaration(statement) || !statement.moduleSpecifier) continue;
      const from = (statement.moduleSpecifier as ts.StringLiteral).text;
      const file = normalize(join(dirname(entry), from)).replaceAll('\\', '/');
      if (!statement.exportClause || !ts.isNamedExports(statement.exportClause)) continue;
      const names = found.get(file) ?? new Set();
      for (const { name, propertyName } of statement.exportClause.elements)
        names.add((propertyName ?? name).text);
      found.set(file, names);
    }
  }
  return found;
}

const parsed = new Map<string, ts.SourceFile>();

function parse(file: string): ts.SourceFile {
  const known = parsed.get(file);
  if (known) return known;
  const text = readFileSync(join(root, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  parsed.set(file, source);
  return source;
}

type Declared = ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.ClassDeclaration;

/** The declarations of public types, each with the name it is known by. */
export function* publicTypes(): Generator<[name: string, declared: Declared, file: string]> {
  for (const [file, names] of publicNames())
    for (const node of parse(file).statements) {
      const isType =
        ts.isInterfaceDeclaration(node) ||
        ts.isTypeAliasDeclaration(node) ||
        ts.isClassDeclaration(node);
      if (isType && node.name && names.has(node.name.text)) yield [node.name.text, node, file];
    }
}

/** The members of a type and of the object types written out in it. */
function* membersOf(name: string, node: ts.Node): Generator<[name: string, member: ts.Node]> {
  for (const child of node.getChildren()) {
    const isMember = ts.isTypeElement(child) || ts.isClassElement(child);
    const label = isMember && child.name ? `${name}.${child.name.getText()}` : name;
    if (isMember && isPublic(child) && child.name && !isTag(child)) yield [label, child];
    if (!isSpoken(child)) yield* membersOf(label, child);
  }
}

/** What a function takes and gives back is told by the docstring of the function; a condition is no member. */
function isSpoken(node: ts.Node): boolean {
  if (ts.isBlock(node) || ts.isFunctionTypeNode(node) || ts.isMappedTypeNode(node)) return true;
  return (
    ts.isParameter(node) ||
    (ts.isConditionalTypeNode(node.parent) && node.parent.extendsType === node)
  );
}

/** A tag is the member that tells the types of a union apart. */
function isTag(node: ts.Node): boolean {
  return (
    ts.isPropertySignature(node) &&
    node.type !== undefined &&
    ts.isLiteralTypeNode(node.type) &&
    !node.questionToken
  );
}

function isPublic(node: ts.Node): boolean {
  const isHidden = ts.canHaveModifiers(node)
    ? ts.getModifiers(node)?.some(({ kind }) => hidden.has(kind))
    : false;
  return !isHidden && !(node as ts.NamedDeclaration).name?.getText().startsWith('#');
}

const hidden = new Set([
  ts.SyntaxKind.PrivateKeyword,
  ts.SyntaxKind.ProtectedKeyword,
  ts.SyntaxKind.OverrideKeyword,
]);

const docOf = (node: ts.Node): string =>
  ts
    .getJSDocCommentsAndTags(node)
    .map((doc) => doc.getText())
    .join('\n');

/** Whether a docstring has more to say than what the default is. */
const isTold = (doc: string): boolean => /^[\s*/]*[^\s*/@]/.test(doc);

/** Members of public types without a docstring. */
function* bareNodes(): Generator<{ file: string; label: string; member: ts.Node }> {
  for (const [name, type, file] of publicTypes())
    for (const [label, member] of membersOf(name, type))
      if (!isTold(docOf(member))) yield { file, label, member };
}

/** Members of public types without a docstring, as `file: Type.member`. */
export function bareMembers(): string[] {
  return [...bareNodes()].map(({ file, label }) => `${file}: ${label}`);
}

/** Optional props and options whose docstring does not say what they are by default. */
function* bareDefaultNodes(): Generator<{ file: string; label: string; member: ts.Node }> {
  for (const [name, type, file] of publicTypes()) {
    if (!/(?:Props|Options)$/.test(name)) continue;
    for (const [label, member] of membersOf(name, type)) {
      const isOptional = ts.isPropertySignature(member) && member.questionToken;
      if (isOptional && !/@default/.test(docOf(member))) yield { file, label, member };
    }
  }
}

/** The same as `file: Type.member`. */
export function bareDefaults(): string[] {
  return [...bareDefaultNodes()].map(({ file, label }) => `${file}: ${label}`);
}
