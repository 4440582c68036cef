// @vitest-environment node
import { describe, expect, it } from 'vitest';
import {
  helpText,
  readCommandLine,
  type CommandLine,
} from '../../../demo-server/cli/command-line.ts';

const keyOf = ({ key, keyFile }: CommandLine) => [key, keyFile];

describe('readCommandLine', () => {
  it('serves the bundled model on loopback by default', () => {
    expect(readCommandLine([])).toEqual({
      model: undefined,
      upstream: undefined,
      images: undefined,
      port: 3000,
      host: '127.0.0.1',
      gpu: 'auto',
      context: undefined,
      parallel: undefined,
      pace: 120,
      key: undefined,
      keyFile: undefined,
      redis: undefined,
      streams: undefined,
      runs: undefined,
      runsPerAddress: undefined,
      runsPerMinute: undefined,
      longestRun: undefined,
      trustProxies: [],
      allowHosts: [],
      allowOrigins: [],
      log: 'info',
      isDev: false,
      isHelp: false,
    });
  });

  it('prefers the option to PORT', () => {
    expect(readCommandLine([], { PORT: '4000' }).port).toBe(4000);
    expect(readCommandLine(['--port', '0'], { PORT: '4000' }).port).toBe(0);
  });

  it('takes the key from its option, a file, RIVULET_KEY or its old name, in this order', () => {
    const environment = { RIVULET_KEY: 'named', KEY: 'old' };
    expect(keyOf(readCommandLine(['--key', 'given'], environment))).toEqual(['given', undefined]);
    expect(keyOf(readCommandLine(['--key-file', 'k'], environment))).toEqual([undefined, 'k']);
    expect(keyOf(readCommandLine([], environment))).toEqual(['named', undefined]);
    expect(keyOf(readCommandLine([], { KEY: 'old' }))).toEqual(['old', undefined]);
    expect(() => readCommandLine(['--key', 'a', '--key-file', 'b'])).toThrow(/not both/);
  });

  it('reads every kind of GPU', () => {
    expect(
      ['auto', 'cuda', 'vulkan', 'metal', 'false', 'cpu'].map(
        (gpu) => readCommandLine(['--gpu', gpu]).gpu,
      ),
    ).toEqual(['auto', 'cuda', 'vulkan', 'metal', false, false]);
  });

  it.each([
    [['--port', '99999'], /--port must be a whole number from 0 to 65535/],
    [['--pace', 'fast'], /--pace must be a whole number/],
    [['--runs', '0'], /--runs must be a whole number from 1/],
    [['--runs-per-minute', 'many'], /--runs-per-minute must be a whole number/],
    [['--longest-run', '1000000'], /--longest-run must be a whole number from 1 to 86400/],
    [['--streams', '0'], /--streams must be a whole number from 1/],
    [['--gpu', 'toaster'], /--gpu must be auto, cuda, vulkan, metal or false/],
    [['--log', 'loud'], /--log must be one of debug, info, warn, error, silent, not “loud”/],
    [['--redis', 'localhost:6379'], /--redis must be an address such as redis:\/\//],
    [['--upstream', 'gpu:8000'], /--upstream must be an address such as http:\/\//],
    [['--upstream', 'http://a:b@gpu/v1'], /--upstream takes no user and password/],
    [['--upstream', 'http://gpu/v1', '--model', 'm'], /either --model or --upstream/],
    [['--upstream', 'http://gpu/v1', '--upstream-format', 'x'], /one of auto, openai-chat, .*“x”/],
    [['--upstream-model', 'm'], /--upstream-model is about a server that no --upstream names/],
    [['--modle', 'x'], /Unknown option '--modle'\. See --help/],
    [['model.gguf'], /Unexpected argument 'model\.gguf'.*--help/],
  ])('explains %j', (args, message) => {
    expect(() => readCommandLine(args)).toThrow(message);
  });

  it('takes model servers, which set no pace', () => {
    const args = ['--upstream', 'http://a/v1', '--upstream', 'http://b/v1', '--parallel', '500'];
    const environment = { RIVULET_UPSTREAM_KEY: 'k' };
    expect(readCommandLine([...args, '--upstream-model', 'm'], environment)).toMatchObject({
      pace: 0,
      parallel: 500,
      upstream: {
        urls: ['http://a/v1', 'http://b/v1'],
        model: 'm',
        key: 'k',
        format: 'auto',
        silence: 120,
      },
    });
  });

  it('takes the address of a Redis', () => {
    const redis = 'rediss://user:secret@cache.example:6380/1';
    expect(readCommandLine(['--redis', redis]).redis).toBe(redis);
  });

  it('reads who draws in place of the painter of its own', () => {
    const args = ['--images', 'http://gpu:8080/v1', '--images-model', 'flux'];
    const { images } = readCommandLine(args, { RIVULET_IMAGES_KEY: 'secret' });
    expect(images).toEqual({
      url: 'http://gpu:8080/v1',
      model: 'flux',
      keyFile: undefined,
      key: 'secret',
    });
    expect(() => readCommandLine(['--images', 'gpu:8080'])).toThrow('--images');
    expect(() => readCommandLine(['--images', 'http://a:b@gpu/v1'])).toThrow('--images-key-file');
    expect(() => readCommandLine(['--images-model', 'flux'])).toThrow('no --images names');
  });

  it('names every option in the help', () => {
    for (const name of [
      'model',
      'upstream',
      'upstream-model',
      'upstream-key-file',
      'upstream-format',
      'upstream-silence',
      'images',
      'images-model',
      'images-key-file',
      'port',
      'host',
      'gpu',
      'context',
      'parallel',
      'pace',
      'key',
      'key-file',
      'trust-proxy',
      'redis',
      'streams',
      'runs',
      'runs-per-address',
      'runs-per-minute',
      'longest-run',
      'log',
      'dev',
    ]) {
      expect(helpText).toContain(`--${name}`);
    }
  });
});
