import addonA11y from '@storybook/addon-a11y';
import addonDocs from '@storybook/addon-docs';
import { definePreview } from '@storybook/react-vite';
import '../src/styles/styles.css';
import './preview.css';

document.body.classList.add('rv-theme');

export default definePreview({
  addons: [addonDocs(), addonA11y()],
  tags: ['autodocs'],
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
