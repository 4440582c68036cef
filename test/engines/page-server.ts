import { readFile } from 'node:fs/promises';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { buildPage } from '../bench/build-page.ts';
import { Answer } from './answer.ts';

/** Serves the page, the kit's stylesheets as they are written, and the answers that tests write. */
export class PageServer {
  /** What was asked, oldest first. */
  readonly answers: Answer[] = [];
  readonly #server: Server;

  private constructor(script: string) {
    this.#server = createServer((request, response) => {
      void this.#serve(request, response, script);
    });
  }

  /** Bundles the page and listens. */
  static async start(): Promise<PageServer> {
    const server = new PageServer(await buildPage(new URL('page.tsx', import.meta.url)));
    await new Promise<void>((resolve) => {
      server.#server.listen(0, '127.0.0.1', resolve);
    });
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  /** Ends every connection. */
  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #serve(request: IncomingMessage, response: ServerResponse, script: string): Promise<void> {
    const { method, url = '' } = request;
    const sheet = /^\/styles\/([\w-]+\.css)$/.exec(url)?.[1];
    if (method === 'POST' && url === '/chat') {
      this.answers.push(new Answer(await text(request), response));
    } else if (/^\/\?\d+$/.test(url)) send(response, 'html', page);
    else if (url === '/page.js') send(response, 'javascript', script);
    else if (sheet) send(response, 'css', await readFile(new URL(sheet, styles), 'utf8'));
    else response.writeHead(404).end();
  }
}

const styles = new URL('../../src/styles/', import.meta.url);

// The window is as large everywhere, whatever room a browser leaves to pages.
const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Engines</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/styles/styles.css">
<style>.window { inline-size: 40rem; block-size: 32rem }</style>
<body><script src="/page.js"></script>`;

function send(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, { 'content-type': `text/${type}; charset=utf-8` }).end(body);
}
