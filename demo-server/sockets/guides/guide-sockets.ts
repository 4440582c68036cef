import type { IncomingMessage } from 'node:http';
import { documentAt, type ServerSocket, type SocketConnection } from 'rivulet/server/node';
import { ChatWords } from './chat-words.ts';
import { CollaborateWords } from './collaborate-words.ts';
import { EchoWords } from './echo-words.ts';
import { GuideConnection, type GuideSocketServices } from './guide-connection.ts';
import type { GuideTalk, GuideWords } from './guide-talk.ts';
import { TemplateWords } from './template-words.ts';
import { TutorialWords } from './tutorial-words.ts';

type Open = (request: IncomingMessage, socket: ServerSocket) => SocketConnection;

type Speak = (talk: GuideTalk, request: IncomingMessage) => GuideWords;

/** The socket of a guide at a path; undefined where none is. `/ws/tutorial` is no client's name. */
export function guideSocketAt(path: string, services: GuideSocketServices): Open | undefined {
  const words = wordsAt(path, services);
  if (!words) return undefined;
  return (request, socket) =>
    new GuideConnection(services, request, socket, (talk) => words(talk, request));
}

function wordsAt(path: string, { documents }: GuideSocketServices): Speak | undefined {
  const document = documentAt(path, '/collaborate');
  if (documents && document) return (talk) => new CollaborateWords(talk, documents, document);
  if (path === '/ws') return (talk) => new EchoWords(talk);
  if (path === '/chat') return (talk, { url }) => new ChatWords(talk, sessionIn(url));
  if (path === '/ws/tutorial') return (talk) => new TutorialWords(talk);
  if (/^\/ws\/[\w.~%-]{1,200}$/.test(path)) return (talk) => new TemplateWords(talk);
  return undefined;
}

function sessionIn(url = ''): string | null {
  return new URL(url, 'http://localhost').searchParams.get('session_id');
}
