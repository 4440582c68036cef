import { version as react } from 'react';
import { version as reactDom } from 'react-dom';
import { expect, it } from 'vitest';

// `npm run test:on` names others. Where none is named, it is the Node of whoever runs the tests.
const node = process.env['RIVULET_TEST_NODE'] ?? process.versions.node;
const named = process.env['RIVULET_TEST_REACT'] ?? '19';

it('runs on the Node and the React that were asked for', () => {
  expect(`${process.versions.node}.`.startsWith(`${node}.`)).toBe(true);
  expect(`${react}.`.startsWith(`${named}.`)).toBe(true);
  expect(reactDom).toBe(react);
});
