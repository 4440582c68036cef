import type { PartProps } from 'rivulet/components';
import type { AnalyseOutput, DrawOutput } from '../tasks/asked-tool.ts';

/** The chats of this page: the tools of its server. */
export interface DemoChat {
  tools: {
    draw: { input: { prompt: string }; output: DrawOutput };
    analyse: { input: { text: string }; output: AnalyseOutput };
    // Of the tour.
    book_table: { input: unknown; output: { booked: boolean; number: string } };
  };
}

/** What a card of the tool that draws is given. */
export type DrawProps = PartProps<DemoChat, 'tool-draw'>;
/** What a card of the tool that analyses is given. */
export type AnalyseProps = PartProps<DemoChat, 'tool-analyse'>;
