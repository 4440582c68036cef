import { StartError } from '../shared/start-error.ts';

/** What the command line says of the painter behind this server. */
export interface ImagesCommand {
  /** Its address: the base of OpenAI's Images API. */
  readonly url: string;
  /** The model's name there. */
  readonly model: string | undefined;
  /** The file that holds the key that it asks for. */
  readonly keyFile: string | undefined;
  /** That key, where the environment gives it. */
  readonly key: string | undefined;
}

/** The options, for `parseArgs`. */
export const imagesOptions = {
  images: { type: 'string' },
  'images-model': { type: 'string' },
  'images-key-file': { type: 'string' },
} as const;

/** Their lines of `--help`. */
export const imagesHelp = `  --images <url>            let a server with OpenAI’s Images API draw (default: a small painter of our own; none with --upstream)
  --images-model <name>     the model there                 (default: the server’s)
  --images-key-file <path>  the key that it asks for        (default: RIVULET_IMAGES_KEY, else none)`;

interface Values {
  readonly images?: string | undefined;
  readonly 'images-model'?: string | undefined;
  readonly 'images-key-file'?: string | undefined;
}

/** Reads what was given; undefined where no server is. Throws a `StartError` that names the option. */
export function readImages(
  values: Values,
  environment: Readonly<Record<string, string | undefined>>,
): ImagesCommand | undefined {
  const { images: url, 'images-model': model, 'images-key-file': keyFile } = values;
  if (url === undefined) {
    const named = Object.keys(values).find((name) => name.startsWith('images-'));
    if (named === undefined) return undefined;
    throw new StartError(`--${named} is about a server that no --images names.`);
  }
  const { protocol, username, password } = URL.canParse(url) ? new URL(url) : { protocol: '' };
  if (!/^https?:$/.test(protocol)) {
    throw new StartError(
      `--images must be an address such as http://localhost:8080/v1, not “${url}”.`,
    );
  }
  if (username || password) {
    throw new StartError('--images takes no user and password. Give a key with --images-key-file.');
  }
  return { url, model, keyFile, key: environment['RIVULET_IMAGES_KEY'] || undefined };
}
