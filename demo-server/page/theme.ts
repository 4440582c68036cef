/** The colours of the page: the system's, or the reader's choice. */
export type Theme = 'auto' | 'light' | 'dark';

const key = 'rivulet-demo:theme';

/** Reads the reader's choice; `auto` where there is none or the browser keeps nothing. */
export function readTheme(): Theme {
  try {
    const kept = localStorage.getItem(key);
    return kept === 'light' || kept === 'dark' ? kept : 'auto';
  } catch {
    return 'auto';
  }
}

/** Shows the page in a theme and keeps the choice. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
  try {
    localStorage.setItem(key, theme);
  } catch {
    // A browser that keeps nothing shows the theme until the page is closed.
  }
}
