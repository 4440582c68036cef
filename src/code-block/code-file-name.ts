// Languages whose files do not end with the name itself; aliases share a line.
const endings = `
adoc asciidoc
bat batch cmd
c
clj clojure
conf nginx apacheconf
cpp c++ cc cxx
cs csharp dotnet
diff patch
erl erlang
ex elixir
fs fsharp
gd gdscript
go golang
gql graphql
hbs handlebars mustache
hs haskell
html markup
ini properties
ipynb jupyter
jl julia
js javascript mjs node
json webmanifest
kt kotlin kts
lisp elisp emacs-lisp
log
m objectivec objc matlab
md markdown
ml ocaml
pas pascal
pl perl
ps1 powershell pwsh
py python py3 python3
rb ruby
rs rust
sh bash shell zsh console shell-session
sol solidity
styl stylus
svg
tex latex
tf hcl terraform
ts typescript
txt text plaintext plain none
vb vbnet visual-basic
xml rss atom
yml yaml
`;

const named: Readonly<Record<string, string>> = {
  docker: 'Dockerfile',
  dockerfile: 'Dockerfile',
  makefile: 'Makefile',
  cmake: 'CMakeLists.txt',
  gitignore: '.gitignore',
  ignore: '.gitignore',
};

/** A name for a file of code in a language: `code.py` for `python`, `Dockerfile` for `docker`. */
export function codeFileName(language: string): string {
  const name = language.toLowerCase();
  if (Object.hasOwn(named, name)) return named[name] ?? '';
  for (const line of endings.trim().split('\n')) {
    const words = line.split(' ');
    if (words.includes(name)) return `code.${words[0]}`;
  }
  // Most other languages are named as their files end; what is no such name is text.
  return /^[a-z]\w{0,9}$/.test(name) ? `code.${name}` : 'code.txt';
}
