import type * as React from 'react';
import type { RoomAuthor } from '../protocol/room-state.ts';

// Addresses come from the host alone; what members choose themselves is a character or two.
const isAddress = /^(?:https?:\/\/|\/|data:image\/(?:png|jpeg|gif|webp);)/i;

/** The picture of a member, or the first letter of his name: beside the name, it says nothing to who does not see. Renders a `<span>`. */
export function Avatar({
  author: { name, avatar },
}: {
  readonly author: RoomAuthor;
}): React.JSX.Element {
  const isPicture = avatar !== undefined && isAddress.test(avatar);
  return (
    <span className="rv-room-avatar" data-chrome aria-hidden>
      {isPicture ? (
        <img src={avatar} alt="" referrerPolicy="no-referrer" />
      ) : (
        (avatar ?? Array.from(name)[0]?.toUpperCase())
      )}
    </span>
  );
}
