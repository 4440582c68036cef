import type { IncomingMessage } from 'node:http';
import { documentAt, type ServerSocket, type SocketConnection } from 'rivulet/server/node';
import { CollaborateWords } from './collaborate-words.ts';
import { EchoWords } from './echo-words.ts';
import {
  GuideConnection,
  type GuideSocketServices,
  type GuideTalk,
  type GuideWords,
} from './guide-connection.ts';
import { TemplateWords } from './template-words.ts';
import { TutorialWords } from './tutorial-words.ts';

type Open = (request: IncomingMessage, socket: ServerSocket) => SocketConnection;

/** The socket of a guide at a path; undefined where none is. `/ws/tutorial` is no client's name. */
export function guideSocketAt(path: string, services: GuideSocketServices): Open | undefined {
  const words = wordsAt(path, services);
  return words && ((request, socket) => new GuideConnection(services, request, socket, words));
}

function wordsAt(
  path: string,
  { documents }: GuideSocketServices,
): ((talk: GuideTalk) => GuideWords) | undefined {
  const document = documentAt(path, '/collaborate');
  if (documents && document) return (talk) => new CollaborateWords(talk, documents, document);
  if (path === '/ws') return (talk) => new EchoWords(talk);
  if (path === '/ws/tutorial') return (talk) => new TutorialWords(talk);
  if (/^\/ws\/[\w.~%-]{1,200}$/.test(path)) return (talk) => new TemplateWords(talk);
  return undefined;
}
