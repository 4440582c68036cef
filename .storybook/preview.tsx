import addonA11y from '@storybook/addon-a11y';
import addonDocs from '@storybook/addon-docs';
import { definePreview } from '@storybook/react-vite';
import type { ArgTypesEnhancer } from 'storybook/internal/types';
import { configure } from 'storybook/test';
import '../src/styles/styles.css';
import './preview.css';

document.body.classList.add('rv-theme');

// A busy machine may take its time.
configure({ asyncUtilTimeout: 30_000 });

/** Hides what a story gives to its helper alone: neither the component's documentation nor the story has a row for it. */
const hideHelperArgs: ArgTypesEnhancer = ({ argTypes, initialArgs }) => ({
  ...Object.fromEntries(
    Object.keys(initialArgs).map((name) => [name, { table: { disable: true } }]),
  ),
  ...argTypes,
});

export default definePreview({
  addons: [addonDocs(), addonA11y()],
  tags: ['autodocs'],
  argTypesEnhancers: [hideHelperArgs],
  parameters: { a11y: { test: 'error' }, backgrounds: { disable: true } },
  initialGlobals: { scheme: 'light' },
  globalTypes: {
    scheme: {
      description: 'The scheme of the page around the story',
      toolbar: { icon: 'contrast', items: ['light', 'dark'], dynamicTitle: true },
    },
  },
  decorators: [
    (story, { globals }) => {
      document.documentElement.classList.toggle('dark', globals['scheme'] === 'dark');
      return story();
    },
  ],
});
