import { places, type Place } from './place.ts';

/** The ways to the page's demos: the chat, and streams that are no chat. */
export function PlaceLinks({ place }: { readonly place: Place }) {
  return (
    <nav aria-label="Demos" className="places">
      {places.map(([name, label]) => (
        <a key={name} href={`#${name}`} aria-current={name === place ? 'page' : undefined}>
          {label}
        </a>
      ))}
    </nav>
  );
}
