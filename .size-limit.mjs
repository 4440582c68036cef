// What is not shown at first is loaded when it is; the limits hold that. Of StreamingMarkdown, marked's lexer is 11 kB.
// What a page loads first, min + gzip, React apart. DOMPurify, Prism, its languages and foreign dialects load on first
// use: a dynamic import is a request of its own and is left out.
const firstLoad = {
  gzip: true,
  path: 'dist/index.js',
  ignore: ['react', 'react-dom'],
  modifyEsbuildConfig: (config) => ({
    ...config,
    format: 'esm',
    target: 'es2022',
    plugins: [...(config.plugins ?? []), leaveOutLazy],
  }),
};

const leaveOutLazy = {
  name: 'leave-out-lazy',
  setup(build) {
    build.onResolve({ filter: /./ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    );
  },
};

export default [
  {
    ...firstLoad,
    name: 'useStreamingChat with httpTransport',
    import: '{ useStreamingChat, httpTransport }',
    limit: '17 kB',
  },
  { ...firstLoad, name: 'StreamingMarkdown', import: '{ StreamingMarkdown }', limit: '34 kB' },
  {
    ...firstLoad,
    name: 'Chat with its hook',
    import: '{ Chat, useStreamingChat }',
    limit: '75 kB',
  },
  { ...firstLoad, name: 'the whole kit', import: '*', limit: '90 kB' },
  {
    ...firstLoad,
    name: 'StreamingMarkdown for prose',
    path: 'dist/markdown/prose/index.js',
    import: '{ StreamingMarkdown }',
    limit: '29.2 kB',
  },
  {
    ...firstLoad,
    // 17 kB of it are what a chat's hook has, too; `streamReader` and `streamWriter` come to those who name them.
    name: 'the hooks and components of rivulet/streams, with the hook’s transport',
    path: 'dist/streams/index.js',
    import:
      '{ useStream, useObject, usePipeline, useImage, useProgress, Progress, PipelineSteps, browserFrames }',
    limit: '22 kB',
  },
  {
    ...firstLoad,
    name: 'a chat server in memory',
    path: 'dist/server/index.js',
    import: '{ createChatServer, memoryRuns }',
    limit: '12 kB',
  },
  {
    ...firstLoad,
    name: 'formats of interfaces, before one comes',
    path: 'dist/ui-formats/index.js',
    import: '{ a2ui }',
    limit: '5 kB',
  },
  {
    ...firstLoad,
    // What speaks with sockets and reads answers comes when a room is entered.
    name: 'the hook of rivulet/rooms',
    path: 'dist/rooms/index.js',
    import: '{ createRoom, useRoom }',
    limit: '6 kB',
  },
  {
    ...firstLoad,
    // Without yjs and y-protocols, which come with it: 25 to 30 kB.
    name: 'the hook of rivulet/shared-text with its field',
    path: 'dist/shared-text/index.js',
    ignore: ['react', 'react-dom', 'yjs', 'y-protocols'],
    import: '{ useSharedText, SharedText }',
    limit: '11.5 kB',
  },
];
