/** Lets the page believe that its network is gone, or back. */
export function setOnline(isOnline: boolean): void {
  Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => isOnline });
  window.dispatchEvent(new Event(isOnline ? 'online' : 'offline'));
}

/** Gives the page back what the browser knows of its network. */
export function restoreLine(): void {
  Reflect.deleteProperty(navigator, 'onLine');
  window.dispatchEvent(new Event(navigator.onLine ? 'online' : 'offline'));
}
