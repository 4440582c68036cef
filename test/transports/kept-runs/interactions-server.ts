import { eventStream, refuse, type MakeBackend } from './backend.ts';
import { startRun, type RunLog } from './run-log.ts';

const idOf = (index: number) => `ev/${(index * 7919) % 997}=`;

const say = (text: string) => ['step.delta', { index: 1, delta: { type: 'text', text } }] as const;

function eventsOf(id: string): readonly (readonly [string, object])[] {
  const interaction = { id, model: 'gemini', object: 'interaction' };
  const usage = { total_input_tokens: 3, total_output_tokens: 9 };
  return [
    ['interaction.created', { interaction: { ...interaction, status: 'in_progress' } }],
    ['step.start', { index: 0, step: { type: 'thought' } }],
    ['step.delta', { index: 0, delta: { type: 'thought_summary', content: { text: 'Hm.' } } }],
    ['step.stop', { index: 0 }],
    ['step.start', { index: 1, step: { type: 'model_output' } }],
    say('Grüße, '),
    say('世界 '),
    say('世界 '),
    say('😀'),
    ['step.stop', { index: 1 }],
    ['interaction.completed', { interaction: { ...interaction, status: 'completed', usage } }],
  ];
}

/**
 * Gemini's Interactions: every event has an opaque `event_id`; `GET …/:id?stream=true&last_event_id=…` goes on after it,
 * `POST …/:id/cancel` stops what runs in the background. Source: @google/genai 3.1, ai.google.dev.
 */
export const interactionsServer: MakeBackend = (model) => {
  const runs: RunLog[] = [];
  const kept = new Map<string, RunLog>();
  return {
    options: {
      url: 'https://gemini.test/v1beta/interactions?key=k',
      body: { model: 'gemini', background: true, stream: true },
    },
    runs,
    forget: () => kept.clear(),
    answer(request) {
      const { pathname, searchParams } = new URL(request.url);
      if (searchParams.get('key') !== 'k') return refuse(403, 'No key');
      const [, , , id = '', action] = pathname.split('/');
      if (!id) return ask();
      const run = kept.get(id);
      if (!run) return refuse(404, 'Interaction not found.');
      if (action === 'cancel') {
        run.stop();
        return Response.json({ id, status: 'cancelled' });
      }
      if (searchParams.get('stream') !== 'true') return refuse(400, 'stream=true is missing');
      const after = searchParams.get('last_event_id');
      const at = run.pieces.findIndex((_piece, index) => idOf(index) === after);
      return new Response(run.stream(at + 1), { headers: eventStream });
    },
  };

  function ask(): Response {
    const id = `v1_${runs.length}`;
    const frames = eventsOf(id).map(([event_type, fields], index) => {
      const data = { event_type, event_id: idOf(index), ...fields };
      return `event: ${event_type}\ndata: ${JSON.stringify(data)}\n\n`;
    });
    const run = startRun([...frames, 'event: done\ndata: [DONE]\n\n'], model);
    runs.push(run);
    kept.set(id, run);
    return new Response(run.stream(0), { headers: eventStream });
  }
};
