import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import 'rivulet/styles.css';
import { App } from './app.tsx';
import './page.css';
import { applyTheme, readTheme } from './theme.ts';

applyTheme(readTheme());

const root = document.getElementById('root');
if (!root)
  throw new Error('The page lacks its #root element, so nothing can be shown. Restore index.html.');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
