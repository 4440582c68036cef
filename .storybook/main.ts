import type { StorybookConfig } from '@storybook/react-vite';

const config: StorybookConfig = {
  stories: ['../stories/**/*.stories.tsx'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  framework: '@storybook/react-vite',
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  typescript: {
    // The compiler knows what a type of another file is; stories under test show no documentation.
    reactDocgen: process.env['VITEST'] ? false : 'react-docgen-typescript',
    reactDocgenTypescriptOptions: {
      include: ['src/**/*.tsx'],
      shouldExtractLiteralValuesFromEnum: true,
      shouldRemoveUndefinedFromOptional: true,
      propFilter: ({ parent }) => !parent?.fileName.includes('node_modules'),
    },
  },
  viteFinal: (vite) => {
    // The library build of vite.config.ts is not Storybook's.
    delete vite.build?.lib;
    delete vite.build?.rolldownOptions;
    // Found only when a story asks for them, they would reload its test in the middle.
    const include = [...(vite.optimizeDeps?.include ?? []), 'highlight.js', 'shiki'];
    return {
      ...vite,
      optimizeDeps: { ...vite.optimizeDeps, include },
      resolve: { ...vite.resolve, tsconfigPaths: true },
    };
  },
};
export default config;
