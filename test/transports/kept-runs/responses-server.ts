import { eventStream, refuse, type MakeBackend } from './backend.ts';
import { startRun, type RunLog } from './run-log.ts';

const item = (id: string) => ({ id, type: 'message', role: 'assistant', content: [] });
const place = { output_index: 1, content_index: 0, item_id: 'msg_1' };
const thought = { output_index: 0, summary_index: 0, item_id: 'rs_1' };
const text = 'Grüße, 世界 世界 😀';
const done = { ...item('msg_1'), content: [{ type: 'output_text', text, annotations: [] }] };
const head = { object: 'response', model: 'gpt', background: true };

function eventsOf(id: string): readonly object[] {
  const response = { id, ...head, status: 'in_progress', output: [] };
  return [
    { type: 'response.created', response: { ...response, status: 'queued' } },
    { type: 'response.queued', response: { ...response, status: 'queued' } },
    { type: 'response.in_progress', response },
    {
      type: 'response.output_item.added',
      output_index: 0,
      item: { id: 'rs_1', type: 'reasoning' },
    },
    { type: 'response.reasoning_summary_text.delta', ...thought, delta: 'Hm.' },
    { type: 'response.output_item.added', output_index: 1, item: item('msg_1') },
    { type: 'response.output_text.delta', ...place, delta: 'Grüße, ' },
    { type: 'response.output_text.delta', ...place, delta: '世界 ' },
    { type: 'response.output_text.delta', ...place, delta: '世界 ' },
    { type: 'response.output_text.delta', ...place, delta: '😀' },
    { type: 'response.output_text.done', ...place, text },
    { type: 'response.output_item.done', output_index: 1, item: done },
    { type: 'response.completed', response: wholeOf(id) },
  ];
}

function wholeOf(id: string): object {
  const usage = { input_tokens: 3, output_tokens: 9 };
  return { id, ...head, status: 'completed', output: [done], usage };
}

/** What of OpenAI's background mode differs from one time to another. */
interface ResponsesServerOptions {
  /** Whether events are no longer streamed, as after five minutes. */
  readonly isOld?: boolean;
}

/**
 * OpenAI's Responses in the background: `GET …/:id?stream=true&starting_after=N`, `POST …/:id/cancel`. Source: openai 7.55
 * and the guide to background mode; the refusal after five minutes from openai-python#2828.
 */
export const responsesServer =
  ({ isOld = false }: ResponsesServerOptions = {}): MakeBackend =>
  (model) => {
    const runs: RunLog[] = [];
    const kept = new Map<string, RunLog>();
    return {
      options: {
        url: 'https://openai.test/v1/responses',
        body: { model: 'gpt', background: true, stream: true },
      },
      runs,
      forget: () => kept.clear(),
      answer(request) {
        const { pathname, searchParams } = new URL(request.url);
        const [, , , id = '', action] = pathname.split('/');
        if (!id) return ask();
        const run = kept.get(id);
        if (!run) return refuse(404, `Response with id '${id}' not found.`);
        if (action === 'cancel') {
          run.stop();
          return Response.json({ id, ...head, status: 'cancelled' });
        }
        if (searchParams.get('stream') !== 'true') return Response.json(wholeOf(id));
        if (isOld) {
          return refuse(400, 'It can no longer be streamed because it is more than 5 minutes old.');
        }
        const after = Number(searchParams.get('starting_after') ?? -1);
        return new Response(run.stream(after + 1), { headers: eventStream });
      },
    };

    function ask(): Response {
      const id = `resp_${runs.length}`;
      const frames = eventsOf(id).map((event, sequence_number) => {
        const type = 'type' in event ? String(event.type) : '';
        return `event: ${type}\ndata: ${JSON.stringify({ ...event, sequence_number })}\n\n`;
      });
      const run = startRun(frames, model);
      runs.push(run);
      kept.set(id, run);
      return new Response(run.stream(0), { headers: eventStream });
    }
  };
