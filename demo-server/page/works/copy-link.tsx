import { useState } from 'react';

/** Copies the address of the page, which invites whoever opens it. */
export function CopyLink() {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(location.href);
    setCopied(true);
  };
  return (
    <button type="button" className="work-link" onClick={() => void copy()}>
      {isCopied ? 'Link copied' : 'Copy the link'}
    </button>
  );
}
