// Mermaid is an optional peer: its own types are not here when this package is built.
declare module 'mermaid' {
  const mermaid: {
    initialize(config: Readonly<Record<string, unknown>>): void;
    render(id: string, text: string, container?: Element): Promise<{ svg: string }>;
  };
  export default mermaid;
}
